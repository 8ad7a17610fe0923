"""The report as one HTML page: everything in it, tied to the text, safe, readable by anyone, on paper too."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from command import CHINESE, ROOT
from duibiao import check_file, check_text
from duibiao.check import check_source
from duibiao.model import Notice, Quote, Scorecard, Severity, Span, Status, Text
from duibiao.read import read_bytes
from duibiao.render.html import render_html
from duibiao.score import count_statuses, missing_required
from make.word import paragraph, table, word_file

pytest_plugins = ("browser",)
pytestmark = pytest.mark.slow

SEEDS = ("000_39f1cf525d23fa1b", "003_191f0711e594e2d5")
REPORT = """溪城县人民政府2023年法治政府建设年度报告

一、主要工作
（一）落实行政执法三项制度。全年公示行政执法信息1200条，开展重大执法决定法制审核86件。
（二）聘请3家律师事务所担任政府法律顾问，全年审查合同42份。办理行政复议案件15件。
二、存在的问题
基层执法力量不足，部分单位尚未建立政府法律顾问制度。
三、下一步打算
2024年将开展法治督察，加强行政应诉工作。
溪城县人民政府
2024年1月20日
"""
#: What must show as text, and run nothing.
HOSTILE = (
    "<script>alert(1)</script>\n</script></style></title><script>alert(2)</script>\n<img src=x onerror=alert(3)>\n"
    '"><svg onload=alert(4)>\n\' onmouseover=\'alert(5)\n{{ 7 * 7 }}{% raw %}\n<!-- -->&lt;&amp;\n'
    "执法\u202e决定\u202c\u200b\x00\x07\ufeff\u2028的\n" + "聘请3家律师事务所担任政府法律顾问。" + "字" * 50_000 + "\n"
)


@cache
def card_of(name: str) -> Scorecard:
    return check_file(ROOT / "seeds" / f"{name}.txt")


def quote_of(words: str) -> Quote:
    start = REPORT.index(words)
    return Quote(words, Span(start, start + len(words)))


@cache
def card_with_notices() -> Scorecard:
    """A short report with a notice of each severity, two of them on one passage, and one about the setting."""
    card = check_text(REPORT)
    first, second = (quote_of(words) for words in ("全年审查合同42份", "聘请3家律师事务所担任政府法律顾问"))
    say = Text("两处数字不一致", "two figures differ")
    advice = Text("核对台账", "check the records")
    notices = (
        Notice("profile", Severity.HINT, Text("报告的层级未识别，按县级核对", "the level is unknown; checked as a county's"), advice),
        Notice("figures", Severity.ERROR, say, advice, first, (second,), "主要工作", "《某办法》第三条"),
        Notice("citation", Severity.WARNING, Text("没有写文号", "no number is given"), advice, first),
    )
    return replace(card, notices=notices)


def squeeze(text: str) -> str:
    """Return *text* without spaces, its compatibility characters folded, as a PDF may hold them."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


# ---- what stands on the page


@pytest.mark.parametrize("name", SEEDS)
def test_without_script_every_element_and_the_whole_text_can_be_read(show, name):
    """Nothing is folded or left out, the text is the report's own, and every link leads somewhere."""
    card = card_of(name)
    shown = show(render_html(card), script=False)

    assert shown.texts(".element h4") == [f"{number} {item.verdict.element.title}" for number, item in enumerate(card.elements, 1)]
    assert shown.visible(".element .body") == len(card.elements)
    assert "\n".join(shown.texts(".line")) == card.document.source.text
    assert shown.texts(".element .quote") == [
        quote.text
        for item in card.elements
        for quote in (
            [evidence.quote for evidence in item.verdict.evidence] or [near.quote for near in (item.verdict.nearest,) if near]
        )
    ]
    assert shown.visible(".scripted") == 0
    assert shown.page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1))).length") == 0


def test_the_verdict_stands_at_the_top(show):
    """Issuer, year, score, the required elements that lack and the disclaimer are seen without scrolling."""
    card = card_with_notices()
    required = [item for item in card.elements if item.need == "required"]
    missing = missing_required(card)
    absent = sum(item.verdict.status is Status.ABSENT for item in missing)
    shown = show(render_html(card))

    assert shown.page.locator(".verdict").inner_text().startswith(f"必备要素 {len(required)} 项，写到 {len(required) - len(missing)} 项，{absent} 项文中未见")
    assert shown.page.locator(".figure").inner_text() == f"{card.value:.1f}"
    for selector in ("h1", ".verdict", ".figure", ".disclaimer", ".count"):
        assert shown.is_seen(selector), selector
    assert "按县级核对" in shown.page.locator(".assumed").inner_text()
    assert shown.visible(".fix") == len(missing)


def test_the_sum_of_the_score_is_right(show):
    """The rows of the table add up to what was earned and could be earned."""
    card = card_of(SEEDS[1])
    rows = show(render_html(card)).page.locator(".how tr").evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
    earned, possible = ([float(row[column]) for row in rows[1:-1]] for column in (-2, -1))

    assert (sum(earned), sum(possible)) == (card.earned, card.possible)
    assert (float(rows[-1][-2]), float(rows[-1][-1])) == (card.earned, card.possible)


# ---- filters


def test_filters_show_what_was_asked_for(show):
    """Each status shows its own elements, two together the sum; words and the other conditions narrow it down; Escape clears."""
    card = card_of(SEEDS[0])
    shown = show(render_html(card))
    counts = count_statuses(card.elements)
    buttons = ".filters [data-filter-status={}]"
    for status, count in counts.items():
        shown.page.click(buttons.format(status))
        assert shown.visible(".element") == count, status
        assert shown.page.locator(".shown-count").inner_text() == f"显示 {count} 项，共 {len(card.elements)} 项"
        assert shown.page.locator(f"{buttons.format(status)}[aria-pressed=true]").count() == 1
        shown.page.click(buttons.format(status))
    for status in ("planned", "absent"):
        shown.page.click(buttons.format(status))
    shown.page.select_option("[data-filter=need]", "optional")
    fitting = [item for item in card.elements if item.verdict.status in ("planned", "absent") and item.need == "optional"]

    assert shown.visible(".element") == len(fitting) > 0
    shown.page.fill("[data-filter=words]", fitting[0].verdict.element.id)
    assert shown.texts(".element:visible code") == [fitting[0].verdict.element.id]
    shown.page.keyboard.press("Escape")
    assert shown.visible(".element") == len(card.elements)


def test_the_search_knows_titles_and_quotes(show):
    """Words of a title or of a quote find their element, and words that stand nowhere find nothing and say so."""
    card = card_of(SEEDS[1])
    item = next(item for item in card.elements if item.verdict.evidence)
    shown = show(render_html(card))
    for words in (item.verdict.element.title, item.verdict.evidence[0].quote.text):
        shown.page.fill("[data-filter=words]", words)
        assert item.verdict.element.id in shown.texts(".element:visible code")
    shown.page.fill("[data-filter=words]", "没有这几个字")

    assert (shown.visible(".element"), shown.visible(".nothing")) == (0, 1)


# ---- the tie between elements and text


def test_a_quote_leads_to_its_passage(show):
    """The passage of every quote can be marked, in the same words; the first of an element is scrolled into sight, and Escape leads back."""
    card = card_of(SEEDS[1])
    shown = show(render_html(card))
    script = """links => links.map(link => { link.click(); return [...document.querySelectorAll('.seg.lit')].map(one => one.textContent).join(''); })"""

    marked = shown.page.locator(".element .quote").evaluate_all(script)
    assert [text.replace("\n", "") for text in marked] == [text.replace("\n", "") for text in shown.texts(".element .quote")]

    last = shown.page.locator(".element .quote:visible").last
    last.click()
    assert shown.is_seen(".seg.lit")
    shown.page.keyboard.press("Escape")
    assert shown.page.locator(".seg.lit").count() == 0
    assert last.evaluate("link => link === document.activeElement")


def test_a_passage_leads_to_all_that_it_proves(show):
    """A passage that proves several elements names them all, marks them, and shows the first, even where a filter hid it."""
    shown = show(render_html(card_of(SEEDS[0])))
    several = shown.page.locator(".proof[data-proves*=' ']").first
    numbers = several.get_attribute("data-proves").split()
    shown.page.click(".filters [data-filter-status=problem]")
    several.click()

    assert shown.texts(".seg.lit") == [several.text_content()]
    assert [text.split()[0] for text in shown.texts(".proves li")] == numbers
    assert shown.page.locator(".lit-element").evaluate_all("all => all.map(one => one.dataset.number)") == numbers
    assert shown.is_seen(".lit-element h4")


def test_tables_and_pages_are_shown_where_they_stand(show):
    """The cells of a row stand side by side in the report's own text, a page's number before it, and a quote names its cell."""
    rows = (("事项", "数量"), ("办结行政复议案件", "15件"))
    body = paragraph("溪城县人民政府2023年法治政府建设年度报告") + paragraph("一、主要工作") + table(rows) + paragraph("特此报告。")
    source = read_bytes(word_file(body), "表.docx")
    source = replace(source, pages=2, page_starts=(0, source.text.index("特此")))
    shown = show(render_html(check_source(source)))
    boxes = [cell.bounding_box() for cell in shown.page.locator(".cell").all()]

    assert "\n".join(shown.texts(".line")) == source.text
    assert boxes[0]["x"] == boxes[2]["x"] < boxes[1]["x"] == boxes[3]["x"]
    assert boxes[0]["y"] == boxes[1]["y"] < boxes[2]["y"] == boxes[3]["y"]
    assert shown.page.locator(".page-mark").evaluate_all("all => all.map(one => one.dataset.page)") == ["第 1 页", "第 2 页"]
    assert any(place.startswith("第1页 · ") and "表1第2行" in place for place in shown.texts(".element .place"))


def test_overlapping_passages_nest(show):
    """Where one passage holds another, both are marked in full and the words stand once."""
    card = check_text(REPORT)
    outer = Span(REPORT.index("全年公示"), REPORT.index("86件") + 3)
    inner = Span(REPORT.index("1200条"), REPORT.index("法制审核"))
    elements = list(card.elements)
    where = [at for at, item in enumerate(elements) if item.verdict.evidence][:2]
    for at, span in zip(where, (outer, inner), strict=True):
        verdict = elements[at].verdict
        evidence = replace(verdict.evidence[0], quote=Quote(REPORT[span.start : span.end], span), terms=())
        elements[at] = replace(elements[at], verdict=replace(verdict, evidence=(evidence,)))
    shown = show(render_html(replace(card, elements=tuple(elements))))

    assert "\n".join(shown.texts(".line")) == REPORT
    for at, span in zip(where, (outer, inner), strict=True):
        shown.page.locator(f"[data-number='{at + 1}'] .quote").first.click()
        assert "".join(shown.texts(".seg.lit")) == REPORT[span.start : span.end]


def test_a_notice_stands_at_its_passage(show):
    """Each quote of a notice has a numbered marker that leads to the notice, and the notice leads back."""
    shown = show(render_html(card_with_notices()))

    assert shown.page.locator(".flag").evaluate_all("all => all.map(one => one.hash)") == ["#n-2", "#n-2", "#n-3"]
    shown.page.locator(".flag").last.click()
    assert shown.is_seen("#n-3 h3")
    shown.page.locator("#n-2 .quote").last.click()
    assert "聘请3家律师事务所担任政府法律顾问" in "".join(shown.texts(".seg.lit"))
    assert any("两处数字不一致" in text for text in shown.texts(".proves li"))


# ---- marks


def test_marks_are_given_out_as_a_file(show):
    """A verdict marked as wrong is a line with its element, quote and note; until then the page warns before it closes."""
    card = card_of(SEEDS[1])
    at, item = next((at, item) for at, item in enumerate(card.elements) if len(item.verdict.evidence) > 1)
    shown = show(render_html(card))
    closes = """() => { const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return !event.defaultPrevented; }"""
    article = shown.page.locator(".element").nth(at)
    article.locator("[data-act=mark]").click()
    article.locator("textarea").fill("应为“笼统提及”\n第二行")
    article.locator("select").select_option("1")
    article.locator("[data-act=keep]").click()

    assert article.locator(".marked").is_visible()
    assert not shown.page.evaluate(closes)
    with shown.page.expect_download() as download:
        shown.page.click("[data-act=download]")
    [line] = Path(download.value.path()).read_text("utf-8").splitlines()
    quote = item.verdict.evidence[1].quote
    assert json.loads(line) == {
        "source": card.document.source.name,
        "sha256": card.document.source.sha256,
        "checklist": {"id": card.checklist.id, "version": card.checklist.version, "sha256": card.checklist.sha256},
        "element": item.verdict.element.id,
        "status": item.verdict.status.value,
        "start": quote.span.start,
        "end": quote.span.end,
        "note": "应为“笼统提及”\n第二行",
    }
    assert download.value.suggested_filename.endswith(".jsonl")
    assert shown.page.evaluate(closes)


# ---- paper


def test_nothing_is_lost_on_paper(show, tmp_path):
    """Printed while a filter hides everything, all elements, quotes, notices and the text are there, the disclaimer on each page."""
    card = card_with_notices()
    shown = show(render_html(card))
    shown.page.click("[data-act=fold-all]")
    shown.page.fill("[data-filter=words]", "没有这几个字")
    path = tmp_path / "report.pdf"
    shown.page.pdf(path=path, prefer_css_page_size=True)
    pages = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, encoding="utf-8", check=True).stdout.rstrip("\f").split("\f")
    printed = squeeze("".join(pages))
    wanted = [item.verdict.element.title for item in card.elements] + [notice.message.zh for notice in card.notices]
    wanted += [evidence.quote.text for item in card.elements for evidence in item.verdict.evidence]
    wanted += [clause for clause in re.split(r"[，。（）\n]", REPORT) if clause] + [card.document.source.text_sha256]

    assert [words for words in wanted if squeeze(words) not in printed] == []
    assert [number for number, page in enumerate(pages, 1) if "自动核对,仅供参考" not in squeeze(page)] == []


# ---- for everyone


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_used_by_everyone(show, lang, scheme):
    """The axe rules find nothing, with a passage marked and a form open; three elements of each status stand for all."""
    card = card_with_notices()
    few = [item for status in Status for item in [item for item in card.elements if item.verdict.status is status][:3]]
    shown = show(render_html(replace(card, elements=tuple(few)), lang), scheme=scheme)
    shown.page.locator(".element [data-act=mark]").first.click()
    shown.page.locator("#n-2 .quote").last.click()

    assert shown.find_violations() == []


@pytest.mark.parametrize(("width", "scale"), [(360, 1), (640, 2)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_narrow_windows_need_no_sideways_scrolling(show, lang, width, scale):
    """A phone, and a laptop at 200 %, show the page as wide as the window; so with what a passage proves."""
    shown = show(render_html(card_with_notices(), lang), width=width, height=640, scale=scale)
    shown.page.locator(".proof").first.click()

    assert shown.overflow() == 0
    assert shown.visible(".proves li") > 0


def test_the_keyboard_reaches_the_elements(show):
    """The first stop is a link past the head, every stop can be seen, and statuses are chosen by key."""
    shown = show(render_html(card_with_notices()))
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("document.activeElement.hash") == "#elements"
    assert shown.is_seen(".skip:focus")
    for _ in range(3):
        shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    shown.page.keyboard.press("Space")
    assert shown.page.locator("[aria-pressed=true]").count() == 2  # above and among the filters


def test_an_english_page_speaks_english(show):
    """Beside the report's own words and the titles of Chinese documents nothing on an English page is Chinese."""
    shown = show(render_html(card_with_notices(), "en"))
    script = """() => {
        document.querySelectorAll('[lang]:not(html)').forEach(one => one.remove());
        document.querySelectorAll('script, style, title').forEach(one => one.remove());
        return document.body.innerText + [...document.querySelectorAll('[aria-label]')].map(one => one.getAttribute('aria-label')).join();
    }"""
    card = card_with_notices()
    spoken = shown.page.evaluate(script)
    for words in (f"{card.document.meta.issuer}", *re.findall(r"[（(][\u4e00-\u9fff“”]+[)）]", spoken)):  # a title's own term in brackets
        spoken = spoken.replace(words, "")

    assert shown.page.get_attribute("html", "lang") == "en"
    assert CHINESE.findall(spoken) == []


# ---- safe


def test_a_hostile_report_is_shown_as_text(show):
    """Markup, scripts, unseen characters and a line without end are shown as what they are, in every place, and run nothing."""
    source = read_bytes(("\ufeff" + HOSTILE).encode("utf-8"), 'a"><img src=x onerror=alert(6)>\n\u202e.txt')
    card = check_source(source)
    meta = replace(card.document.meta, title="<b>题</b>\u202e", issuer='</title><script>alert(7)</script>"')
    card = replace(card, document=replace(card.document, meta=meta))
    shown = show(render_html(card), width=360)
    shown.page.locator(".element .quote").first.click()

    text = "\n".join(shown.texts(".line"))
    assert text.startswith("<script>alert(1)</script>\n</script></style></title><script>alert(2)</script>\n<img src=x onerror=alert(3)>\n")
    assert "执法[U+202E]决定[U+202C][U+200B][U+0000][U+0007][U+FEFF][U+2028]的" in text
    assert "字" * 50_000 in text
    assert shown.page.locator("h1").inner_text().startswith('</title><script>alert(7)</script>"')
    assert shown.page.locator("script, img, svg[onload], b").count() == 1  # the page's own script
    assert shown.overflow() == 0
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00\x07]", shown.page.content())


def test_only_the_pages_own_script_may_run(show):
    """A script or a style that is added to the page does nothing, and nothing may be fetched: the browser says so."""
    shown = show(render_html(card_with_notices()))
    script = """() => {
        const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
        const image = new Image(); image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='; document.body.append(image);
        document.querySelector('h1').setAttribute('style', 'display:none');
        return fetch('data:text/plain,x').then(() => true, () => window.ran === true);
    }"""

    assert shown.page.evaluate(script) is False
    assert shown.page.locator("h1").is_visible()
    assert len([text for text in shown.complaints if "Content Security Policy" in text]) >= 3
    shown.complaints.clear()
    shown.asked[:] = [address for address in shown.asked if not address.startswith("data:")]


# ---- the file


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SEEDS)
def test_the_page_is_small_and_the_same_each_time(name, lang):
    """Besides the text of the report a page has at most 300 kB, and the same report gives the same bytes."""
    card = card_of(name)
    page = render_html(card, lang)

    assert len(page.encode("utf-8")) - len(card.document.source.text.encode("utf-8")) <= 300_000
    assert page == render_html(check_file(ROOT / "seeds" / f"{name}.txt"), lang)


#: What came after Chromium 86, which browsers in offices still are built on: feature, first version that has it, pattern.
TOO_NEW = (
    (":is and :where", 88, r":(?:is|where)\("),
    (":has", 105, r":has\("),
    ("lists in :not", 88, r":not\([^()]*,"),
    (":user-valid", 119, r":user-(?:in)?valid"),
    ("nesting", 112, r"(?m)[{;]\s*&[\s:.\[#>]"),
    ("inset", 87, r"(?<![\w-])inset(?:-\w+)*\s*:"),
    ("aspect-ratio", 88, r"aspect-ratio"),
    ("underline offset", 87, r"text-underline-offset"),
    ("underline thickness", 89, r"text-decoration-thickness"),
    ("accent-color", 93, r"accent-color"),
    ("cascade layers", 99, r"@layer"),
    ("container queries", 105, r"@container|container-type"),
    ("scope", 118, r"@scope"),
    ("page margin boxes", 131, r"@(?:top|bottom|left|right)-(?:left|right|center|middle)"),
    ("single transforms", 104, r"(?<![\w-])(?:translate|rotate|scale)\s*:"),
    ("small viewport units", 108, r"\d[sld]v[hw]\b"),
    ("color-mix", 111, r"color-mix\("),
    ("light-dark", 123, r"light-dark\("),
    ("text-wrap", 114, r"text-wrap|text-spacing-trim"),
    ("scrollbar styles", 121, r"scrollbar-(?:width|color|gutter)"),
    ("overflow clip", 90, r"overflow(?:-[xy])?\s*:\s*clip"),
    ("media ranges", 104, r"@media[^{]*[<>]"),
    ("dialog and popover", 114, r"<dialog|popover|showModal"),
    ("inert", 102, r"\binert\b"),
    ("search element", 118, r"<search\b"),
    ("hidden until found", 102, r"until-found"),
    ("Array.at", 92, r"\.at\("),
    ("Array.findLast", 97, r"\.findLast"),
    ("copying array methods", 110, r"\.to(?:Sorted|Reversed|Spliced)\(|\.with\("),
    ("Object.hasOwn and groupBy", 93, r"Object\.(?:hasOwn|groupBy)"),
    ("structuredClone", 98, r"structuredClone"),
    ("set methods", 122, r"\.(?:union|intersection|difference|isSubsetOf)\("),
    ("top-level await", 89, r"(?m)^await\b"),
    ("class fields that are private methods, static blocks", 94, r"\bstatic\s*\{|#\w+\s+in\s"),
    ("randomUUID", 92, r"randomUUID"),
    ("Error cause", 93, r"\{\s*cause\s*:"),
)


@pytest.mark.parametrize("name", sorted(one.name for one in files("duibiao.render.html").iterdir() if one.name.endswith((".css", ".js", ".jinja"))))
def test_nothing_newer_than_chromium_86_is_used(name):
    """The style, the script and the templates use only what browsers of October 2020 know."""
    text = files("duibiao.render.html").joinpath(name).read_text("utf-8")

    assert [(feature, version) for feature, version, pattern in TOO_NEW if re.search(pattern, text)] == []
