(function () {
  'use strict';
  const root = document.documentElement;
  const body = document.body;
  const one = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name]));
  const articles = all('.element');
  const byNumber = new Map(articles.map((article) => [article.dataset.number, article]));
  const pane = one('#text');
  const strip = one('.proves');
  const told = one('#told');
  const twoPanes = window.matchMedia('(min-width: 1120px)');
  let origin = null;

  root.classList.add('js');

  // ---- folding: on the screen only; print and a page without script show everything

  function fold(article, folded) {
    article.classList.toggle('folded', folded);
    one('.fold', article).setAttribute('aria-expanded', String(!folded));
  }

  function hideLater(list) {
    const later = all('li', list).slice(3);
    if (later.length < 2) return;
    later.forEach((item) => item.classList.add('later'));
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plainly more';
    button.dataset.act = 'more';
    button.textContent = fill(told.dataset.more, { count: later.length });
    button.setAttribute('aria-expanded', 'false');
    list.after(button);
  }

  function showAllQuotes(button) {
    const list = button.previousElementSibling;
    const open = list.classList.toggle('all');
    button.setAttribute('aria-expanded', String(open));
    button.textContent = open ? told.dataset.less : fill(told.dataset.more, { count: all('.later', list).length });
  }

  // ---- filters

  const chosen = { status: new Set(), words: '', group: '', need: '', basis: '' };
  const fields = all('[data-filter]');
  const buttons = all('[data-filter-status]');
  const shownCount = one('.shown-count');
  const haystacks = new Map(articles.map((article) => [
    article,
    [one('h4', article).textContent, article.dataset.id].concat(all('.quote', article).map((quote) => quote.textContent)).join('\n').toLowerCase(),
  ]));

  function fits(article) {
    const data = article.dataset;
    return (chosen.status.size === 0 || chosen.status.has(data.status))
      && (chosen.group === '' || data.group === chosen.group)
      && (chosen.need === '' || data.need === chosen.need)
      && (chosen.basis === '' || data.basis.split(' ').includes(chosen.basis))
      && chosen.words.split(/\s+/).every((word) => haystacks.get(article).includes(word));
  }

  function applyFilters() {
    let count = 0;
    articles.forEach((article) => {
      const fit = fits(article);
      article.classList.toggle('out', !fit);
      if (fit) count += 1;
    });
    all('.group').forEach((group) => group.classList.toggle('out', !one('.element:not(.out)', group)));
    buttons.forEach((button) => button.setAttribute('aria-pressed', String(chosen.status.has(button.dataset.filterStatus))));
    one('[data-act=clear]').disabled = !isFiltered();
    one('.nothing').hidden = count > 0;
    shownCount.textContent = fill(isFiltered() ? shownCount.dataset.some : shownCount.dataset.all, { count });
  }

  function isFiltered() {
    return chosen.status.size > 0 || [chosen.words, chosen.group, chosen.need, chosen.basis].some((value) => value !== '');
  }

  function clearFilters() {
    chosen.status.clear();
    fields.forEach((field) => {
      field.value = '';
      chosen[field.dataset.filter] = '';
    });
    applyFilters();
  }

  function readField(field) {
    chosen[field.dataset.filter] = field.value.trim().toLowerCase();
    applyFilters();
  }

  function toggleStatus(button) {
    const status = button.dataset.filterStatus;
    if (!chosen.status.delete(status)) chosen.status.add(status);
    applyFilters();
    if (!button.closest('.filters')) one('#elements').scrollIntoView({ block: 'start' });
  }

  // ---- from a quote to its passage, and back

  const startOf = (segment) => Number(segment.id.slice(1));

  function putOut() {
    all('.lit').forEach((segment) => segment.classList.remove('lit'));
    all('.lit-element').forEach((article) => article.classList.remove('lit-element'));
    strip.hidden = true;
    strip.textContent = '';
  }

  function segmentsOf(link) {
    const from = Number(link.hash.slice(2));
    const to = Number(link.dataset.to);
    return all('.seg', pane).filter((segment) => startOf(segment) >= from && startOf(segment) < to);
  }

  function showPassage(link) {
    const segments = segmentsOf(link);
    if (segments.length === 0) return;
    putOut();
    origin = link;
    segments.forEach((segment) => segment.classList.add('lit'));
    const first = segments[0];
    if (twoPanes.matches) scrollPane(first);
    else first.scrollIntoView({ block: 'center' });
    if (!first.matches('a')) first.tabIndex = -1;
    first.focus({ preventScroll: true });
    showStrip(segments);
  }

  function scrollPane(segment) {
    const frame = pane.getBoundingClientRect();
    const top = pane.scrollTop + segment.getBoundingClientRect().top - frame.top - pane.clientHeight * 0.3;
    pane.scrollTop = Math.max(0, top);
    if (frame.top > window.innerHeight * 0.45 || frame.bottom < window.innerHeight * 0.55) pane.scrollIntoView({ block: 'start' });
  }

  // ---- from a passage to all that it proves

  function numbersOf(segments, name) {
    const found = segments.map((segment) => (segment.dataset[name] || '').split(' ')).reduce((known, more) => known.concat(more), []);
    return Array.from(new Set(found.filter(Boolean))).sort((a, b) => a - b);
  }

  function openPassage(segment) {
    putOut();
    origin = null;
    segment.classList.add('lit');
    showStrip([segment]);
    const articlesOf = numbersOf([segment], 'proves').concat(numbersOf([segment], 'nears')).map((number) => byNumber.get(number));
    articlesOf.forEach((article) => reveal(article));
    articlesOf.forEach((article) => article.classList.add('lit-element'));
    if (twoPanes.matches && articlesOf.length > 0) articlesOf[0].scrollIntoView({ block: 'start' });
  }

  function reveal(article) {
    if (article.classList.contains('out')) clearFilters();
    fold(article, false);
  }

  function openElement(article) {
    reveal(article);
    all('.lit-element').forEach((other) => other.classList.remove('lit-element'));
    article.classList.add('lit-element');
    article.scrollIntoView({ block: 'start' });
    article.focus({ preventScroll: true });
  }

  function showStrip(segments) {
    strip.textContent = '';
    [['proves', linkElement], ['nears', linkElement], ['notices', linkNotice]].forEach(([name, link]) => {
      const numbers = numbersOf(segments, name);
      if (numbers.length === 0) return;
      const label = document.createElement('p');
      label.textContent = strip.dataset[name];
      const list = document.createElement('ul');
      numbers.forEach((number) => list.appendChild(document.createElement('li')).append(...link(number)));
      strip.append(label, list);
    });
    const actions = document.createElement('p');
    actions.className = 'actions';
    if (origin) actions.append(makeButton('back', strip.dataset.back));
    actions.append(makeButton('put-out', strip.dataset.close));
    strip.append(actions);
    strip.hidden = false;
  }

  function linkElement(number) {
    const article = byNumber.get(number);
    const link = document.createElement('a');
    link.href = '#' + article.id;
    link.textContent = one('h4', article).textContent.trim();
    return [one('.mark', article).cloneNode(true), link];
  }

  function linkNotice(number) {
    const link = document.createElement('a');
    link.href = '#n-' + number;
    link.textContent = fill(strip.dataset.notice, { number }) + ' · ' + one('#n-' + number + ' .message').textContent;
    return [link];
  }

  function makeButton(act, text) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plainly';
    button.dataset.act = act;
    button.textContent = text;
    return button;
  }

  function goBack() {
    const link = origin;
    putOut();
    if (!link) return;
    origin = null;
    link.scrollIntoView({ block: 'center' });
    link.focus({ preventScroll: true });
  }

  // ---- marks: kept in this page's memory, given out as a file, sent nowhere

  const marks = new Map();
  let unsaved = false;

  function openForm(button) {
    const article = button.closest('.element');
    if (one('.mark-form', article)) return closeForm(article);
    const form = one('#mark-form').content.cloneNode(true).firstElementChild;
    const kept = marks.get(article.dataset.number);
    const which = one('select', form);
    all('.quotes .quote', article).forEach((quote, place) => {
      const option = document.createElement('option');
      option.value = String(place);
      option.textContent = fill(told.dataset.quote, { number: place + 1 }) + ' ' + shorten(quote.textContent);
      which.append(option);
    });
    if (kept) {
      which.value = kept.which;
      one('textarea', form).value = kept.note;
    }
    one('[data-act=drop]', form).hidden = !kept;
    button.closest('.marking').after(form);
    button.setAttribute('aria-expanded', 'true');
    return which.focus();
  }

  const shorten = (text) => (text.length > 24 ? text.slice(0, 24) + '…' : text);

  function closeForm(article) {
    const form = one('.mark-form', article);
    const button = one('[data-act=mark]', article);
    if (form) form.remove();
    button.setAttribute('aria-expanded', 'false');
    button.focus({ preventScroll: true });
  }

  function keepMark(article) {
    const form = one('.mark-form', article);
    marks.set(article.dataset.number, { which: one('select', form).value, note: one('textarea', form).value.trim() });
    changeMarks(article);
  }

  function dropMark(article) {
    marks.delete(article.dataset.number);
    changeMarks(article);
  }

  function changeMarks(article) {
    one('.marked', article).hidden = !marks.has(article.dataset.number);
    closeForm(article);
    unsaved = marks.size > 0;
    const button = one('[data-act=download]');
    button.hidden = marks.size === 0;
    button.textContent = fill(button.dataset.text, { count: marks.size });
    told.textContent = fill(told.dataset.kept, { count: marks.size });
  }

  function describeMark(number, mark) {
    const article = byNumber.get(number);
    const quote = mark.which === '' ? null : all('.quotes .quote', article)[Number(mark.which)];
    return {
      source: body.dataset.source,
      sha256: body.dataset.sha256,
      checklist: { id: body.dataset.checklistId, version: body.dataset.checklistVersion, sha256: body.dataset.checklistSha256 },
      element: article.dataset.id,
      status: article.dataset.markStatus,
      start: quote ? Number(quote.hash.slice(2)) : null,
      end: quote ? Number(quote.dataset.to) : null,
      note: mark.note,
    };
  }

  function downloadMarks() {
    const numbers = Array.from(marks.keys()).sort((a, b) => a - b);
    const lines = numbers.map((number) => JSON.stringify(describeMark(number, marks.get(number))) + '\n');
    const address = URL.createObjectURL(new Blob(lines, { type: 'application/x-ndjson' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = 'duibiao-marks-' + body.dataset.sha256.slice(0, 8) + '.jsonl';
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    unsaved = false;
  }

  window.addEventListener('beforeunload', (event) => {
    if (!unsaved) return;
    event.preventDefault();
    event.returnValue = '';
  });

  // ---- what is pressed

  const acts = {
    clear: clearFilters,
    'fold-all': () => articles.forEach((article) => fold(article, true)),
    'unfold-all': () => articles.forEach((article) => fold(article, false)),
    download: downloadMarks,
    more: showAllQuotes,
    back: goBack,
    'put-out': putOut,
    mark: openForm,
    keep: (button) => keepMark(button.closest('.element')),
    drop: (button) => dropMark(button.closest('.element')),
    close: (button) => closeForm(button.closest('.element')),
  };

  function pressButton(button) {
    if (button.dataset.filterStatus) toggleStatus(button);
    else if (button.classList.contains('fold')) fold(button.closest('.element'), button.getAttribute('aria-expanded') === 'true');
    else if (acts[button.dataset.act]) acts[button.dataset.act](button);
  }

  function followLink(link) {
    if (link.classList.contains('quote')) showPassage(link);
    else if (link.matches('.proof, .nearly')) openPassage(link);
    else if (link.hash.startsWith('#e-')) openElement(document.getElementById(decodeURIComponent(link.hash.slice(1))));
    else return false;
    return true;
  }

  document.addEventListener('click', (event) => {
    const pressed = event.target.closest('a[href^="#"], button');
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (pressed.matches('button')) pressButton(pressed);
    else if (followLink(pressed)) event.preventDefault();
  });

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const form = event.target.closest('.mark-form');
    if (form) closeForm(form.closest('.element'));
    else if (!strip.hidden) goBack();
    else clearFilters();
  });

  fields.forEach((field) => field.addEventListener('input', () => readField(field)));

  function unfoldTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches('.element')) reveal(target);
  }

  window.addEventListener('hashchange', unfoldTarget);

  all('.quotes').forEach(hideLater);
  articles.filter((article) => article.dataset.status === 'not_applicable').forEach((article) => fold(article, true));
  fields.forEach((field) => { field.value = ''; });
  applyFilters();
  unfoldTarget();
})();
