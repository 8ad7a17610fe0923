"""What each clause speaks of: work done, a shortcoming, the future, or nothing to count (title, preamble, duty)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from duibiao.model import Clause, NormalText, Role, Sentence, Span
from duibiao.pattern import find_clauses
from duibiao.structure.headings import Outline, Paragraph

Cues = Mapping[str, re.Pattern[str] | None]

_SENTENCE = re.compile(r"[^。!?]+[。!?]*")
_COUNTED = re.compile(
    r"^(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+[,、是]|其[一二三四五六七八九]|[①-⑳]|首先|其次|再次|最后|此外|同时)"
    r"|^\(?[一二三四五六七八九十\d]{1,2}[)、.]"
)
_OPENER = 60
#: No office writes a sentence as long; what goes on without a full stop is cut, so that no sentence outgrows what is done with it.
LONGEST_SENTENCE = 2000
_CLAUSE_MARKS = ";,:、"


@dataclass(slots=True)
class _Flow:
    """What the running text has turned to, outside of headings that say it."""

    role: Role | None = None
    opened_by: int = -1


def build_sentences(normal: NormalText, outline: Outline, cues: Cues, year: int | None) -> tuple[Sentence, ...]:
    """Return the sentences of the report in reading order, each clause with its role."""
    cutter = _Cutter(normal, cues, year)
    preamble_end = cutter.preamble_end(outline)
    flow = _Flow()
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(outline.paragraphs):
        if paragraph.heading is not None:
            flow.role = None
        sentences.extend(cutter.cut(paragraph, number, flow, preamble_end))
    return tuple(sentences)


class _Cutter:
    """Cuts paragraphs into sentences and clauses, with the cues of one language."""

    def __init__(self, normal: NormalText, cues: Cues, year: int | None) -> None:
        self.text = normal.text
        self.line_starts = normal.line_starts
        self.cues = cues
        # not 2024年1月15日前, nor the date below the report
        self.next_year = None if year is None else re.compile(rf"{year + 1}年(?!\d*月?\d*日?(?:[已前]|$))")

    def preamble_end(self, outline: Outline) -> int:
        """Where the opening ends: after 现将……如下, if that stands before the first heading."""
        end = 0
        for paragraph in outline.paragraphs:
            if paragraph.heading is not None and not paragraph.title:
                break
            for start, stop in self._sentences(paragraph.span):
                if self._is("preamble", self.text[start:stop]):
                    end = max(end, stop)
                    if cut := re.search(r"如下[::。]?", self.text[start:stop]):
                        end = max(end, start + cut.end())
            if end or paragraph.span.start > 1500:
                break
        return end

    def cut(self, paragraph: Paragraph, number: int, flow: _Flow, preamble_end: int) -> list[Sentence]:
        """Return the sentences of one paragraph; *flow* carries on what an opening sentence turned to."""
        sentences: list[Sentence] = []
        body_start = paragraph.heading.end if paragraph.heading else paragraph.span.start
        if paragraph.heading:
            sentences.append(self._sentence(paragraph.heading, paragraph, number, paragraph.role, heading=True))
        spans = self._sentences(Span(body_start, paragraph.span.end))
        first = True
        for start, stop in spans:
            words = self.text[start:stop]
            if start < preamble_end or paragraph.title:
                role = Role.OTHER
            else:
                role = self._base_role(words, paragraph, number, flow, first=first or start in self.line_starts)
                first = False
            sentences.append(self._sentence(Span(start, stop), paragraph, number, role))
        return sentences

    def _sentences(self, span: Span) -> list[tuple[int, int]]:
        runs = (run for match in _SENTENCE.finditer(self.text, span.start, span.end) for run in self._cut_run(match.start(), match.end()))
        return [(start, end) for start, end in runs if self.text[start:end].strip("。!?")]

    def _cut_run(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield a run between full stops in pieces that a sentence may have, cut behind a mark where there is one."""
        while end - start > LONGEST_SENTENCE:
            limit = start + LONGEST_SENTENCE
            last = max(self.text.rfind(mark, start + LONGEST_SENTENCE // 2, limit) for mark in _CLAUSE_MARKS)
            stop = last + 1 if last >= 0 else limit
            yield start, stop
            start = stop
        yield start, end

    def _base_role(self, words: str, paragraph: Paragraph, number: int, flow: _Flow, *, first: bool) -> Role:
        """The role of a sentence before its clauses are looked at."""
        if paragraph.role is Role.PLAN:
            return Role.PLAN
        if paragraph.role is Role.PROBLEM:
            if self._turns_to_plan(words):
                flow.role, flow.opened_by = Role.PLAN, number
            elif flow.role is Role.PLAN and not paragraph.merged and number != flow.opened_by:
                flow.role = None
            return Role.PLAN if flow.role is Role.PLAN else Role.PROBLEM
        if first and (opened := self._opener(words)):  # also where a paragraph may begin that was joined to this one
            flow.role, flow.opened_by = opened, number
            return opened
        if flow.role is not None and (number == flow.opened_by or _COUNTED.match(words)):
            if flow.role is Role.PROBLEM and self._turns_to_plan(words):
                flow.role = Role.PLAN
            return flow.role
        flow.role, flow.opened_by = (Role.PLAN, -1) if self._turns_to_plan(words) else (None, -1)
        return flow.role or Role.WORK

    def _opener(self, words: str) -> Role | None:
        """What a paragraph is about whose first sentence says so: 回头看,也还有不少欠账。 明年打算从三个方面加把劲。"""
        head = words[:_OPENER]
        if self._is("opener.plan", head) or self._turns_to_plan(head):
            return Role.PLAN
        if self._is("opener.problem", head) and not self._is("problem.not", head):
            return Role.PROBLEM
        return None

    def _turns_to_plan(self, words: str) -> bool:
        return self._is("plan.sentence", words) or bool(self.next_year and self.next_year.match(words))

    def _sentence(self, span: Span, paragraph: Paragraph, number: int, base: Role, *, heading: bool = False) -> Sentence:
        clauses: list[Clause] = []
        role = base
        for start, end in find_clauses(self.text, span.start, span.end):
            if clauses and self.text[start - 1] == ";":
                role = base
            role, own = self._clause_roles(self.text[start:end], role, base, heading)
            clauses.append(Clause(Span(start, end), own, self._is("background", self.text[start:end]) or self._is("guided", self.text[start:end])))
        clauses = self._spread(clauses)
        for at in reversed(range(len(clauses) - 1)):
            if self._is("topic", self.text[clauses[at].span.start : clauses[at].span.end]):
                clauses[at] = replace(clauses[at], role=clauses[at + 1].role)
        return Sentence(span, tuple(clauses), paragraph.section, number, heading)

    def _spread(self, clauses: Sequence[Clause]) -> list[Clause]:
        """Return *clauses*, those beside a shortcoming or a deferral taken as part of it where they tell of no act.

        法律顾问事前介入少、事后救火多,参谋作用有待加强 is one shortcoming; a 但 or a figure keeps the work before it apart.
        """
        spread: list[Clause] = []
        for statement in self._statements(clauses):
            words = [self.text[clause.span.start : clause.span.end] for clause in statement]
            told = self._told_of(statement, words)
            spread += [replace(clause, role=told) if told and clause.role is Role.WORK else clause for clause in statement]
        return spread

    def _told_of(self, statement: Sequence[Clause], words: Sequence[str]) -> Role | None:
        """The role that all of a statement has, or None where it tells of work as well."""
        done = any(clause.role is Role.WORK and self._is("done", word) for clause, word in zip(statement, words, strict=True))
        if done or any(self._is("turn", word) for word in words):
            return None
        if any(clause.role is Role.PLAN and self._is("plan.topic", word) for clause, word in zip(statement, words, strict=True)):
            return Role.PLAN
        return Role.PROBLEM if any(clause.role is Role.PROBLEM for clause in statement) else None

    def _statements(self, clauses: Sequence[Clause]) -> list[list[Clause]]:
        """Return *clauses* in runs between semicolons."""
        runs: list[list[Clause]] = []
        for clause in clauses:
            if not runs or self.text[clause.span.start - 1] == ";":
                runs.append([])
            runs[-1].append(clause)
        return runs

    def _clause_roles(self, words: str, role: Role, base: Role, heading: bool) -> tuple[Role, Role]:
        """Return the role the sentence goes on with, and the clause's own."""
        if base in (Role.PLAN, Role.OTHER) or heading or role is Role.PLAN:
            return role, role
        if self._speaks_of_future(words):
            return Role.PLAN, Role.PLAN
        if role is Role.PROBLEM:
            return role, role
        if self._is("problem.sentence", words):
            return Role.PROBLEM, Role.PROBLEM
        return role, Role.PROBLEM if self._tells_problem(words) else role

    def _tells_problem(self, words: str) -> bool:
        if self._is("problem.zero", words) or self._is("problem.rule", words):
            return False
        return self._is("problem.firm", words) or (self._is("problem.clause", words) and not self._is("problem.not", words))

    def _speaks_of_future(self, words: str) -> bool:
        if self._is("plan.clause", words) and not self._is("plan.not", words):
            return True
        return bool(self.next_year and self.next_year.search(words) and re.search(r"[将拟要]|计划|力争|继续|打算", words))

    def _is(self, name: str, words: str) -> bool:
        cue = self.cues.get(name)
        return cue is not None and cue.search(words) is not None
