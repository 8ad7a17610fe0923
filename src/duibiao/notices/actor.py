"""What the issuing body cannot do by law: a township that decides reconsideration cases, a county that makes 规章.

The rules are data (`Checklist.actors`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from duibiao.model import ActorRule, Checklist, Clause, Document, Level, Notice, Role, Sentence, Severity, Span
from duibiao.normalize import normalize_words
from duibiao.notices.place import quote_at, section_at
from duibiao.pattern import Pattern, vocabulary_of

_LONGEST_QUOTE = 100
_MOST_ALSO = 5
_REACH = 300  # how many characters around a clause are read with it, in a sentence without end

_TITLE = re.compile(r"《[^》\n]{0,120}》?")
#: a numbered line that was taken for a heading and tells something: 1.全年受理行政复议案件5件。
_STATEMENT = re.compile(r"[。;]$|\d[件部项个次]")
#: the act did not take place, or is only asked for: 未受理行政复议案件, 无行政复议案件, 受理行政复议案件0件
_NOT_DONE = re.compile(r"未|没有|[^有]无|^无|不再|不得|不能|不是|不予|从不|零|(?<!\d)0[件起宗]")
#: who does what stands in the sentence, when it is another body; courts and congresses are other bodies for all
_COURTS = r"法院|法庭|检察院|检察机关"
_HIGHER = r"上级|国务院|国家[一-鿿]{0,4}部|司法部|中央"
_ABOVE = {
    Level.PROVINCE: rf"{_COURTS}|国务院|全国人大|中央|市县|市、县|[市州]级",
    Level.CITY: rf"{_COURTS}|{_HIGHER}|省|自治区|全国人大",
    Level.COUNTY: rf"{_COURTS}|{_HIGHER}|省|自治区|[地设]?[市州盟](?:级|委|人民政府|政府|人大|人民代表大会|司法局|里|本级)|设区的市|全国人大",
    Level.TOWNSHIP: (
        rf"{_COURTS}|{_HIGHER}|[县区市旗州盟省](?:级|委|里|人民政府|政府|人大|人民代表大会|直|法制办|[一-鿿]{{0,6}}[局厅])"
        r"|复议(?:机关|机构)|司法(?:局|机关|行政部门)|法制机构"
    ),
    Level.DEPARTMENT: (
        rf"{_COURTS}|{_HIGHER}|(?<!法治)政府(?!信息|网站|采购|法律顾问)|人大|人民代表大会"
        r"|司法[局厅]|复议(?:机关|机构|局)|法制办|[省市县区州]级|(?<![我本全])[省市州][局厅]"
    ),
}


@dataclass(frozen=True, slots=True)
class _Ready:
    """A rule with its patterns compiled."""

    rule: ActorRule
    all: tuple[Pattern, ...]
    without: Pattern | None
    issuer: Pattern | None
    other_issuer: Pattern | None

    @property
    def within_sentence(self) -> bool:
        """Whether a pattern reaches over commas."""
        return any("……" in pattern.source for pattern in self.all)

    def asked_of(self, document: Document) -> bool:
        """Whether the rule speaks of bodies like the issuer, in the reported year."""
        meta, rule = document.meta, self.rule
        if meta.level not in rule.levels or (rule.since is not None and (meta.year is None or meta.year < rule.since)):
            return False
        names = [normalize_words(name) for name in (meta.issuer, meta.title) if name]
        if self.issuer is not None and not any(self.issuer.regex.search(name) for name in names):
            return False
        return self.other_issuer is None or not any(self.other_issuer.regex.search(name) for name in names)


def find_actors(checklist: Checklist, document: Document) -> Iterator[Notice]:
    """Yield a warning for each rule on what the issuer's level cannot do that the report's own work or plan goes against.

    Nothing is said where the level is not known.
    """
    told: set[int] = set()  # one clause is told of once, by the rule that is written first
    for rule in checklist.actors:
        ready = _make_ready(checklist, rule)
        if ready.asked_of(document) and _may_hold(ready, document.normal.text):
            spans = [span for span in _find_places(ready, document) if span.start not in told]
            told.update(span.start for span in spans)
            if spans:
                yield _notice(rule, document, spans)


def _make_ready(checklist: Checklist, rule: ActorRule) -> _Ready:
    vocabulary = vocabulary_of(checklist.language)
    return _Ready(
        rule,
        tuple(map(vocabulary.compile, rule.all)),
        *(vocabulary.join(patterns) for patterns in (rule.without, rule.issuer, rule.other_issuer)),
    )


def _may_hold(ready: _Ready, text: str) -> bool:
    return all(not pattern.literals or any(literal in text for literal in pattern.literals) for pattern in ready.all)


def _find_places(ready: _Ready, document: Document) -> Iterator[Span]:
    """Yield the places in which the issuer is said to have done what the rule names."""
    level = document.meta.level
    if level is None:
        return
    text = _TITLE.sub(lambda match: "□" * len(match.group()), document.normal.text)
    others = re.compile(_ABOVE[level])
    before: Sentence | None = None
    for sentence in document.sentences:
        words = text[sentence.span.start : sentence.span.end]
        for number, clause in enumerate(() if sentence.heading and not _STATEMENT.search(words) else sentence.clauses):
            place = _find_place(ready, text, sentence, number) if _tells_act(clause) else None
            if (
                place is not None
                and not _done_by_other(others, text, sentence, place)
                and not (ready.without and ready.without.regex.search(_context(text, document, place, sentence, before)))
            ):
                yield place
        before = sentence


def _find_place(ready: _Ready, text: str, sentence: Sentence, number: int) -> Span | None:
    """Return the clauses from the one with this *number* on in which all patterns of a rule hold; only those with …… go beyond it."""
    clause = sentence.clauses[number]
    end = min(sentence.span.end, clause.span.start + _REACH) if ready.within_sentence else clause.span.end
    told = text[clause.span.start : end]
    found = [pattern.regex.search(told) for pattern in ready.all]
    if not found or any(match is None or clause.span.start + match.start() >= clause.span.end for match in found):
        return None
    last = clause.span.start + max(match.end() for match in found if match)
    return Span(clause.span.start, next((each.span.end for each in islice(sentence.clauses, number, None) if each.span.end >= last), end))


def _tells_act(clause: Clause) -> bool:
    return clause.role in (Role.WORK, Role.PLAN) and not clause.background


def _done_by_other(others: re.Pattern[str], text: str, sentence: Sentence, place: Span) -> bool:
    """Whether the act is denied, or another body is named up to its end, or behind it as the one by whom it was done."""
    if _NOT_DONE.search(text[place.start : place.end]) or others.search(text[max(sentence.span.start, place.start - _REACH) : place.end]):
        return True
    doer = text[place.end : min(sentence.span.end, place.end + _REACH)].partition("由")[2]
    return others.search(doer) is not None


def _context(text: str, document: Document, place: Span, sentence: Sentence, before: Sentence | None) -> str:
    """What a clause is read in: its sentence, the one before it in the same paragraph, the headings above."""
    parts = [text[max(sentence.span.start, place.start - _REACH) : min(sentence.span.end, place.end + _REACH)]]
    if before is not None and before.paragraph == sentence.paragraph:
        parts.append(text[max(before.span.start, before.span.end - _REACH) : before.span.end])
    section = sentence.section
    while section is not None:
        parts.append(document.sections[section].words)
        section = document.sections[section].parent
    return "\n".join(parts)


def _notice(rule: ActorRule, document: Document, spans: Sequence[Span]) -> Notice:
    quotes = [quote_at(document, Span(span.start, min(span.end, span.start + _LONGEST_QUOTE))) for span in spans[: _MOST_ALSO + 1]]
    return Notice(
        "actor",
        Severity.WARNING,
        rule.message,
        rule.advice,
        quotes[0],
        tuple(quotes[1:]),
        section_at(document, spans[0]),
        rule.basis,
    )
