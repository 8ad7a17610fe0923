"""Turn hits into verdicts: which status an element has, by which words of the report, and whether with particulars."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from duibiao.model import (
    Checklist,
    Clause,
    Document,
    Element,
    Evidence,
    Hit,
    Nearest,
    Quote,
    Role,
    Sentence,
    Span,
    Status,
    Verdict,
)
from duibiao.normalize import own_span
from duibiao.pattern import cues_of

LONGEST_QUOTE = 100
MOST_EVIDENCE = 6

#: a number with what it counts: 46台 三十七件 100% 1.2亿元 — not 三项制度, 一体推进, 第一责任人; its last digit tells it, however
#: long it is
_UNIT = (
    r"(?:%|个百分点|余?[件台次人名场期项个份条起宗处家户所支辆套间台部册篇幅张例批轮班课学天小时分万亿元元亩公里平方米吨字多]|人次|场次|家次|件次|案次|课时|学时"
    r"|个工作日|余[件次人名场项个份条起家户])"
)
_COUNT = re.compile(
    rf"(?:\d,*(?:余|多)?{_UNIT})|百分之|(?<![第])(?:[二两三四五六七八九十百千]|数[十百千万])(?:余|多)?"
    r"(?:件|台|次|名|场|期|份|条|起|宗|家|户|所|支|辆|套|人次|场次|轮)|全覆盖|全部[一-鿿]{1,8}(?:完成|到位|办结|整改|持证|进驻)"
    r"|零(?:败诉|复议|诉讼|投诉|超期)|首次|首批|首个|首例"
)
_DATE = re.compile(r"(?<!\d)\d{1,2}月(?:\d{1,2}日|份|底|初|中旬|上旬|下旬|中|间)?|(?:年初|年中|年底|上半年|下半年|[一二三四]季度|每季度|每月|每周|季度|每年)")
_DOCUMENT = re.compile(r"《[^》]{1,200}》|〔\d{4}〕\d{1,6}号")
_BARE_COUNT = re.compile(r"三项制度|五大|四个|两个|一个|第一|双随机")


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A hit with its particulars, as strong as it supports its element."""

    hit: Hit
    sentence: Sentence
    run: Span
    particulars: frozenset[str]
    specific: bool

    @property
    def strength(self) -> tuple[bool, bool, bool, int, int, int]:
        """Sorts the strongest first: with particulars, with a figure or document, by the rule written first (the surest)."""
        hard = bool(self.particulars & {"count", "date", "document"})
        return (not self.specific, self.sentence.heading, not hard, self.hit.rule, -len(self.particulars), self.hit.run.start)


def judge_elements(checklist: Checklist, document: Document, hits: Sequence[Hit]) -> tuple[Verdict, ...]:
    """Return one verdict for each element of the checklist, in its order."""
    by_element: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_element[hit.element].append(hit)
    judge = _Judge(checklist, document, hits)
    return tuple(
        judge.verdict(element, by_element[element.id]) if element.part is None else judge.part_verdict(element) for element in checklist.elements
    )


class _Judge:
    """Judges the elements of one report."""

    def __init__(self, checklist: Checklist, document: Document, hits: Sequence[Hit]) -> None:
        self.spoken_of = _elements_by_clause(document, hits)
        self.kinds: dict[tuple[Span, bool, bool], frozenset[str]] = {}
        self.document = document
        self.text = document.normal.text
        self.cues = cues_of(checklist.language)

    def verdict(self, element: Element, hits: Sequence[Hit]) -> Verdict:
        sound = [self._weigh(element, hit) for hit in hits if hit.aside is None]
        by_role = {role: [item for item in sound if item.hit.role is role] for role in Role}
        for role, status in ((Role.WORK, Status.COVERED), (Role.PLAN, Status.PLANNED), (Role.PROBLEM, Status.PROBLEM)):
            if by_role[role]:
                return self._found(element, status, by_role)
        return Verdict(element, Status.ABSENT, None, self._absent_reason(hits), nearest=self._nearest_aside(hits))

    # ---- elements found by rules

    def _weigh(self, element: Element, hit: Hit) -> _Weighed:
        sentence = self.document.sentences[hit.sentence]
        run, particulars = self._particulars(sentence, hit)
        declared = element.rules[hit.rule].specific
        specific = bool(particulars) if declared is None else declared
        return _Weighed(hit, sentence, run, particulars, specific)

    def _particulars(self, sentence: Sentence, hit: Hit) -> tuple[Span, frozenset[str]]:
        """Return the run of clauses that shows the support, and the kinds of particulars in it.

        Looked for first in the clauses of the hit, then in the clauses that follow in the same statement, because
        authors put the figure behind (举行执法证件考试,197人参考), then in the clause before (印发《…办法》,推动三项制度落地).
        """
        found = self._kinds(hit.run, heading=sentence.heading, told=True)
        if found or sentence.heading:
            return hit.run, found
        run = hit.run
        first = bisect_left(sentence.clauses, hit.run.end, key=_start)
        for clause in sentence.clauses[first : first + LONGEST_QUOTE]:  # each is a character long at least
            others = self.spoken_of.get(clause.span.start, frozenset())
            if self.text[clause.span.start - 1] == ";" or clause.role is not hit.role or (others and hit.element not in others):
                break
            run = Span(run.start, clause.span.end)
            if self._length(run) > LONGEST_QUOTE:
                break
            if found := self._kinds(clause.span, heading=False, told=False):
                return run, found
        return self._before(sentence, hit)

    def _before(self, sentence: Sentence, hit: Hit) -> tuple[Span, frozenset[str]]:
        first = bisect_right(sentence.clauses, hit.run.start, key=_end)
        near = reversed(sentence.clauses[max(0, first - LONGEST_QUOTE) : first])
        earlier = next((clause for clause in near if clause.role is hit.role), None)
        if earlier is None or self.text[earlier.span.end] == ";":
            return hit.run, frozenset()
        others = self.spoken_of.get(earlier.span.start, frozenset())
        found = self._kinds(earlier.span, heading=False, told=False) & {"count", "document"}
        run = Span(earlier.span.start, hit.run.end)
        kin = not others or hit.element in others or ("document" in found and any(_group(other) == _group(hit.element) for other in others))
        return (run, found) if found and kin and self._length(run) <= LONGEST_QUOTE else (hit.run, frozenset())

    def _kinds(self, run: Span, *, heading: bool, told: bool) -> frozenset[str]:
        """Return which particulars stand in *run*: a count, a date, a document, or a concrete act ("what").

        A clause that is *told* of the element is an act unless it is a slogan; one that follows it must name an act.
        """
        key = (run, heading, told)
        if key not in self.kinds:  # many hits share a clause
            self.kinds[key] = self._look_for_kinds(run, heading=heading, told=told)
        return self.kinds[key]

    def _look_for_kinds(self, run: Span, *, heading: bool, told: bool) -> frozenset[str]:
        words = self.text[run.start : run.end]
        plain = _BARE_COUNT.sub("", words)
        kinds: set[str] = set()
        if _COUNT.search(plain):
            kinds.add("count")
        if _DATE.search(plain):
            kinds.add("date")
        if _DOCUMENT.search(words) and not self._is("specific.carried", words):
            kinds.add("document")
        acts = self._is("specific.act", plain) or (told and not self._is("specific.slogan", plain))
        if not heading and acts and not self._is("specific.duty", plain):
            kinds.add("what")
        return frozenset(kinds)

    def _found(self, element: Element, status: Status, by_role: Mapping[Role, Sequence[_Weighed]]) -> Verdict:
        first = {Status.COVERED: Role.WORK, Status.PLANNED: Role.PLAN, Status.PROBLEM: Role.PROBLEM}[status]
        order = [first, *(role for role in (Role.WORK, Role.PLAN, Role.PROBLEM) if role is not first)]
        chosen = {role: _spread(sorted(_bodies(by_role[role]), key=lambda item: item.strength)) for role in order}
        evidence = tuple(self._evidence(item) for role in order for item in chosen[role])
        if status is not Status.COVERED:
            return Verdict(element, status, None, f"{status}", evidence)
        specific = any(item.specific for item in by_role[Role.WORK])
        nearest = None if specific else self._nearest_general(chosen[Role.WORK][0])
        return Verdict(element, status, specific, "specific" if specific else "general", evidence, nearest)

    def _evidence(self, item: _Weighed) -> Evidence:
        return self._quote_evidence(item.run, item.hit.terms, item.sentence, item.hit.role)

    def _quote_evidence(self, run: Span, terms: Sequence[Span], sentence: Sentence, role: Role) -> Evidence:
        quote = self._quote(self._trim(run, terms))
        section = None if sentence.section is None else self.document.sections[sentence.section].title
        return Evidence(
            quote=quote,
            section=section,
            role=role,
            paragraph=sentence.paragraph + 1,
            page=self.document.source.page_of(quote.span.start),
            cell=self.document.source.cell_of(quote.span.start),
            terms=tuple(word for word in (self._quote(term, widen=False) for term in terms) if quote.span.holds(word.span)),
        )

    def _trim(self, run: Span, terms: Sequence[Span]) -> Span:
        """Return *run*, cut down around its terms until its quote is no longer than a quote may be."""
        if self._length(run) <= LONGEST_QUOTE or not terms:
            return self._cut(run)
        start, end = terms[0].start, terms[-1].end
        while start > run.start and self._length(Span(start - 1, end)) <= LONGEST_QUOTE // 2 and self.text[start - 1] not in ",;:":
            start -= 1
        while end < run.end and self._length(Span(start, end + 1)) <= LONGEST_QUOTE - 4:
            end += 1
        return self._cut(Span(start, end))

    def _cut(self, run: Span) -> Span:
        if run.start >= run.end:
            return run
        offsets = self.document.normal.offsets
        return Span(run.start, max(run.start + 1, bisect_left(offsets, offsets[run.start] + LONGEST_QUOTE, run.start, run.end)))

    def _length(self, run: Span) -> int:
        origin = self.document.normal.origin(run)
        return origin.end - origin.start

    def _quote(self, run: Span, *, widen: bool = True) -> Quote:
        """Return the report's own words for *run*, with the quotation marks that belong to them."""
        source = self.document.source.text
        span = self.document.normal.origin(run)
        if widen:
            span = own_span(source, span)
        return Quote(source[span.start : span.end], span)

    # ---- the nearest passage

    def _nearest_general(self, item: _Weighed) -> Nearest:
        evidence = self._evidence(item)
        return Nearest(evidence.quote, evidence.section, self._lacks(item.run))

    def _nearest_aside(self, hits: Sequence[Hit]) -> Nearest | None:
        hit = next((hit for hit in hits if hit.aside in ("trap", "title", "background")), None)
        if hit is None:
            return None
        evidence = self._quote_evidence(hit.run, hit.terms, self.document.sentences[hit.sentence], hit.role)
        return Nearest(evidence.quote, evidence.section, self._lacks(hit.run))

    def _lacks(self, run: Span) -> tuple[str, ...]:
        """What a passage lacks to be support with particulars: always the act, and whatever else it does not bring."""
        found = self._kinds(run, heading=False, told=False)
        return ("what", *(kind for kind in ("count", "document", "date") if kind not in found))

    @staticmethod
    def _absent_reason(hits: Iterable[Hit]) -> str:
        asides = {hit.aside for hit in hits}
        return next((f"only_{aside}" for aside in ("trap", "title", "background", "preamble") if aside in asides), "not_found")

    # ---- the mandatory parts of a report

    def part_verdict(self, element: Element) -> Verdict:
        finder = {"achievements": self._achievements, "problems": self._problems, "causes": self._causes, "next-plan": self._next_plan}
        places = finder[element.part or ""]()
        if not places:
            return Verdict(element, Status.ABSENT, None, "no_part")
        evidence = tuple(self._quote_evidence(run, (), sentence, Role.WORK) for run, sentence in places[:MOST_EVIDENCE])
        return Verdict(element, Status.COVERED, specific=True, reason="part", evidence=evidence)

    def _heads(self, role: Role) -> list[tuple[Span, Sentence]]:
        """The headings that open a part of *role*, outermost first."""
        sections = self.document.sections
        found = []
        for sentence in self.document.sentences:
            if not sentence.heading or sentence.section is None:
                continue
            section = sections[sentence.section]
            outer = None if section.parent is None else sections[section.parent].role
            if section.role is role and outer is not role and self._body_length(sentence.section) > 0:
                found.append((sentence.span, sentence))
        return found

    def _body_length(self, section: int) -> int:
        found = self.document.sections[section]
        return found.span.end - found.heading.end

    def _openers(self, role: Role) -> list[tuple[Span, Sentence]]:
        """The sentences that open a part of *role* where no heading does: 回头看,也还有不少欠账。

        A single plan or shortcoming told in passing opens no part.
        """
        found: list[tuple[Span, Sentence]] = []
        last = None
        sentences = self.document.sentences
        for sentence, following in zip(sentences, (*sentences[1:], None), strict=False):  # none has no following
            new, last = sentence.paragraph != last or sentence.span.start in self.document.normal.line_starts, sentence.paragraph
            if new and not sentence.heading and _speaks_of(sentence, role):
                goes_on = following is not None and following.paragraph == sentence.paragraph and _speaks_of(following, role)
                if goes_on or self._opens(role, sentence):
                    found.append((sentence.clauses[0].span, sentence))
        return found

    def _opens(self, role: Role, sentence: Sentence) -> bool:
        """Whether a sentence says by its words that a part of *role* begins, or is one by itself: a list between semicolons."""
        words = self.text[sentence.span.start : sentence.span.end]
        names = ("opener.problem", "problem.sentence") if role is Role.PROBLEM else ("opener.plan", "plan.sentence")
        return ";" in words or any(self._is(name, words) for name in names)

    def _achievements(self) -> list[tuple[Span, Sentence]]:
        heads = self._heads(Role.WORK)
        told = [head for head in heads if self._is("heading.work", self.text[head[0].start : head[0].end])]
        if told or heads:
            return (told or heads)[:1]
        working = [
            (clause.span, sentence)
            for sentence in self.document.sentences
            for clause in sentence.clauses
            if clause.role is Role.WORK and not clause.background and not sentence.heading
        ]
        told = [place for place in working if self._is("opener.work", self.text[place[0].start : place[0].end])]
        return told[:1] or (working[:1] if self.spoken_of else [])

    def _problems(self) -> list[tuple[Span, Sentence]]:
        return self._heads(Role.PROBLEM) or self._openers(Role.PROBLEM)

    def _next_plan(self) -> list[tuple[Span, Sentence]]:
        return self._heads(Role.PLAN) or self._merged_plans() or self._openers(Role.PLAN)

    def _merged_plans(self) -> list[tuple[Span, Sentence]]:
        """Plans that stand in a chapter of problems."""
        return [
            (sentence.clauses[0].span, sentence)
            for sentence in self.document.sentences
            if sentence.section is not None
            and self.document.sections[sentence.section].role is Role.PROBLEM
            and sentence.clauses
            and not sentence.heading
            and sentence.clauses[0].role is Role.PLAN
        ][:1]

    def _causes(self) -> list[tuple[Span, Sentence]]:
        """The clauses that tell why: beside a shortcoming, in the sentence after it, or under a heading of causes."""
        found: list[tuple[Span, Sentence]] = []
        before = False
        for sentence in self.document.sentences:
            problem = any(clause.role is Role.PROBLEM for clause in sentence.clauses)
            if not sentence.heading:
                found += [(clause.span, sentence) for clause in sentence.clauses if self._tells_cause(clause, beside=problem or before)]
                if self._under_causes(sentence):
                    found.append((sentence.clauses[0].span, sentence))
            before = problem
        return found

    def _tells_cause(self, clause: Clause, *, beside: bool) -> bool:
        words = self.text[clause.span.start : clause.span.end]
        return self._is("cause.firm", words) or (beside and self._is("cause", words))

    def _under_causes(self, sentence: Sentence) -> bool:
        return sentence.section is not None and bool(sentence.clauses) and self._is("heading.causes", self.document.sections[sentence.section].words)

    def _is(self, name: str, words: str) -> bool:
        cue = self.cues.get(name)
        return cue is not None and cue.search(words) is not None


def _elements_by_clause(document: Document, hits: Sequence[Hit]) -> Mapping[int, frozenset[str]]:
    """Return, for the start of each clause, the elements that it speaks of."""
    spoken: dict[int, set[str]] = defaultdict(set)
    for hit in hits:
        if hit.aside is None:
            clauses = document.sentences[hit.sentence].clauses
            first = bisect_right(clauses, hit.run.start, key=_end)
            for clause in clauses[first : bisect_left(clauses, hit.run.end, lo=first, key=_start)]:
                spoken[clause.span.start].add(hit.element)
    return {start: frozenset(elements) for start, elements in spoken.items()}


_start, _end = attrgetter("span.start"), attrgetter("span.end")


def _group(element: str) -> str:
    return element.partition(".")[0]


def _speaks_of(sentence: Sentence, role: Role) -> bool:
    return bool(sentence.clauses) and all(clause.role is role for clause in sentence.clauses)


def _bodies(items: Sequence[_Weighed]) -> Sequence[_Weighed]:
    """Return the items that are no headings; a heading is evidence only where nothing under it is."""
    return [item for item in items if not item.sentence.heading] or items


def _spread(items: Sequence[_Weighed]) -> list[_Weighed]:
    """Return the strongest items whose runs do not overlap."""
    chosen: list[_Weighed] = []
    for item in items:
        if len(chosen) == MOST_EVIDENCE:
            break
        if all(item.run.end <= other.run.start or other.run.end <= item.run.start for other in chosen):
            chosen.append(item)
    return chosen
