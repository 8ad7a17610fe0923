"""Explain one verdict: which rule held where, what was set aside and why, and where a rule nearly held."""

from __future__ import annotations

from duibiao.check import check_source, open_document
from duibiao.checklist import choose_profile, load_checklist
from duibiao.match import find_hits, find_misses
from duibiao.model import (
    Checklist,
    ChecklistError,
    Document,
    Element,
    Explanation,
    Level,
    Passage,
    Quote,
    Role,
    Rule,
    Source,
    Span,
    Text,
)
from duibiao.normalize import own_span

MOST_MISSES = 5


def explain_element(source: Source, identity: str, checklist: Checklist | None = None, *, level: Level | None = None, year: int | None = None) -> Explanation:
    """Return why the element *identity* was judged as it was. Raises `ChecklistError` where the checklist has no such element."""
    document = open_document(source, checklist, level=level, year=year)
    checklist = checklist or load_checklist(choose_profile(document.meta.year))
    element = next((element for element in checklist.elements if element.id == identity), None)
    if element is None:
        raise ChecklistError(
            Text(f"清单中没有要素“{identity}”", f"the checklist has no element “{identity}”"),
            Text("用 duibiao checklist list 查看全部编号", "see all ids with duibiao checklist list"),
        )
    card = check_source(source, checklist, level=level, year=year)
    scored = next(item for item in card.elements if item.verdict.element.id == identity)
    return Explanation(card, scored, _hits(checklist, document, element), _misses(checklist, document, element))


def _hits(checklist: Checklist, document: Document, element: Element) -> tuple[Passage, ...]:
    return tuple(
        _passage(document, element.rules[hit.rule], hit.sentence, hit.run, hit.terms, hit.role, aside=hit.aside)
        for hit in find_hits(checklist, document)
        if hit.element == element.id
    )


def _misses(checklist: Checklist, document: Document, element: Element) -> tuple[Passage, ...]:
    passages = []
    for miss in find_misses(checklist, document, element)[:MOST_MISSES]:
        sentence = document.sentences[miss.sentence]
        touched = [clause for clause in sentence.clauses if any(clause.span.start < span.end and span.start < clause.span.end for span in miss.found)]
        run = Span(touched[0].span.start, touched[-1].span.end) if touched else sentence.span
        role = touched[0].role if touched else Role.OTHER
        passages.append(_passage(document, element.rules[miss.rule], miss.sentence, run, miss.found, role, lacks=miss.lacks, barrier=miss.barrier))
    return tuple(passages)


def _passage(
    document: Document,
    rule: Rule,
    number: int,
    run: Span,
    terms: tuple[Span, ...],
    role: Role,
    *,
    aside: str | None = None,
    lacks: tuple[str, ...] = (),
    barrier: str | None = None,
) -> Passage:
    sentence = document.sentences[number]
    section = None if sentence.section is None else document.sections[sentence.section].title
    quoted = tuple(_quote(document, term) for term in terms)
    return Passage(rule, _quote(document, run), quoted, section, sentence.paragraph + 1, role, aside, lacks, barrier)


def _quote(document: Document, run: Span) -> Quote:
    span = own_span(document.source.text, document.normal.origin(run))
    return Quote(document.source.text[span.start : span.end], span)
