"""The values that flow from a report to its scorecard: frozen, hashable, without behaviour of their own.

Spans count characters (code points). A span of a *report* refers to the text as read (`Source.text`); a span of a
*sentence* or *clause* refers to the normalised text (`NormalText.text`) until `NormalText.origin` maps it back.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Self

RESULT_SCHEMA = "duibiao/result/1"


@dataclass(frozen=True, slots=True)
class Text:
    """A message to the user in both languages."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """Return the message in *lang*, "zh" or "en"."""
        return self.en if lang == "en" else self.zh


class CheckError(Exception):
    """Something could not be checked: *message* says what and where, *advice* what to do.

    The tree: ``CheckError`` → ``ReadError`` (a report cannot be read) · ``ChecklistError`` (a checklist is broken).
    """

    kind = "check"

    def __init__(self, message: Text, advice: Text) -> None:
        super().__init__(message.zh)
        self.message = message
        self.advice = advice

    @classmethod
    def at(cls, where: object, message: Text, advice: Text) -> Self:
        """Return the error with *where* it is, a file or a `Place`, in front of the message."""
        return cls(Text(f"{where}: {message.zh}", f"{where}: {message.en}"), advice)


class ReadError(CheckError):
    """A report cannot be read, or has no text."""

    kind = "read"


class ChecklistError(CheckError):
    """A checklist, profile or shared word list is broken or unknown."""

    kind = "checklist"


class Exit(IntEnum):
    """What the process tells its caller."""

    MET = 0
    NOT_MET = 1
    UNCHECKED = 2


class Level(StrEnum):
    """Whose report it is; decides what each element is asked of."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    DEPARTMENT = "department"


class Need(StrEnum):
    """How firmly an element is asked of a level."""

    REQUIRED = "required"
    EXPECTED = "expected"
    OPTIONAL = "optional"
    OFF = "off"


class Status(StrEnum):
    """What the report shows of an element."""

    COVERED = "covered"
    PLANNED = "planned"
    PROBLEM = "problem"
    ABSENT = "absent"
    NOT_APPLICABLE = "not_applicable"


class Role(StrEnum):
    """What a passage speaks of: work done, a shortcoming, the future, or neither."""

    WORK = "work"
    PROBLEM = "problem"
    PLAN = "plan"
    OTHER = "other"


class Severity(StrEnum):
    """How much a notice matters."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive)."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether *other* lies within this span."""
        return self.start <= other.start and other.end <= self.end


# ---- a report


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table in a report; table, row and column count from 1."""

    span: Span
    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """A line that the file itself sets as a heading, by where it starts; ``level`` 1 is the outermost."""

    start: int
    level: int


@dataclass(frozen=True, slots=True)
class Source:
    """A report as read: its text in the report's own characters, and how it was read.

    ``page_starts`` holds where each page begins, ``omissions`` what was left out or could not be read; ``complete`` is
    false where that may have held words of the report.
    """

    name: str
    text: str
    sha256: str
    text_sha256: str
    format: str
    encoding: str | None = None
    pages: int | None = None
    pages_without_text: tuple[int, ...] = ()
    replaced: int = 0
    complete: bool = True
    page_starts: tuple[int, ...] = ()
    cells: tuple[Cell, ...] = ()
    headings: tuple[HeadingStyle, ...] = ()
    omissions: tuple[Text, ...] = ()

    def page_of(self, at: int) -> int | None:
        """Return the number of the page on which character *at* stands, None where the file has no pages."""
        return bisect_right(self.page_starts, at) or None

    def cell_of(self, at: int) -> Cell | None:
        """Return the table cell in which character *at* stands, if any."""
        return next((cell for cell in self.cells if cell.span.start <= at < cell.span.end), None)


@dataclass(frozen=True, slots=True)
class NormalText:
    """The text made comparable; ``offsets[i]`` is where character ``i`` stands in the text as read."""

    text: str
    offsets: tuple[int, ...]
    source_length: int
    script: str
    line_starts: frozenset[int] = frozenset()
    """Where a line as read begins, also inside a paragraph that was joined from several."""

    def origin(self, span: Span) -> Span:
        """Return the span of the text as read that *span* of the normalised text came from."""
        if span.start >= span.end:
            at = self.offsets[span.start] if span.start < len(self.offsets) else self.source_length
            return Span(at, at)
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Clause:
    """A run between commas, with the role it plays; ``background`` says that it only refers to a duty or an order."""

    span: Span
    role: Role
    background: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run between full stops, or a heading, or a table row."""

    span: Span
    clauses: tuple[Clause, ...]
    section: int | None
    paragraph: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it, sub-sections included; spans count in the text as read.

    ``title`` is in the report's own characters, ``words`` as normalised.
    """

    title: str
    words: str
    level: int
    role: Role
    span: Span
    heading: Span
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    """Who reports on which year; ``None`` where the text does not say."""

    title: str | None = None
    issuer: str | None = None
    level: Level | None = None
    year: int | None = None
    outline: str | None = None
    published: str | None = None
    script: str = "simplified"


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its structure: sections in reading order, sentences with the role of every clause."""

    source: Source
    normal: NormalText
    meta: Meta
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    noise: tuple[Span, ...] = ()


# ---- a checklist


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a YAML file, for messages."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a checklist that should be mended; ``place`` is None where it stands in no one place."""

    place: Place | None
    message: Text


@dataclass(frozen=True, slots=True)
class Basis:
    """What an element rests on: a document, and the section or article where it is sure."""

    document: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying an element: every pattern of ``all`` within ``within``, none of ``without`` there.

    ``within`` is "clause", "sentence" or a number of characters; ``topic`` patterns must stand in the sentence, in a
    heading above it or earlier in its paragraph.
    """

    all: tuple[str, ...]
    within: str | int = "clause"
    without: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    specific: bool | None = None
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that an element must be judged on as ``status`` (and ``specific``) says."""

    text: str
    status: Status
    specific: bool | None
    place: Place


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that the report is held against."""

    id: str
    group: str
    title: str
    title_en: str
    basis: tuple[Basis, ...]
    need: tuple[tuple[Level, Need], ...]
    advice: str
    advice_en: str
    rules: tuple[Rule, ...] = ()
    traps: tuple[str, ...] = ()
    part: str | None = None
    examples: tuple[Example, ...] = ()
    weight: int | None = None
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Group:
    """A chapter of the checklist."""

    id: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation or policy that reports cite: its title without 《》 and 中华人民共和国, its number, its dates.

    ``in_force`` and ``until`` (ISO dates) say from when to when it holds, ``issued`` when it was passed or published;
    ``revised`` holds the dates from which a revised text holds. None where it is not surely known.
    """

    title: str
    aliases: tuple[str, ...] = ()
    number: str | None = None
    issued: str | None = None
    in_force: str | None = None
    until: str | None = None
    replaced_by: str | None = None
    revised: tuple[str, ...] = ()
    source: str = ""
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class ActorRule:
    """What the bodies of some ``levels`` cannot do: where every pattern of ``all`` stands in a clause of work, and none of ``without``.

    The name of the issuer must hold one of ``issuer``, where there are any, and none of ``other_issuer``; ``since`` is the
    first year reported on for which the rule holds.
    """

    levels: tuple[Level, ...]
    all: tuple[str, ...]
    message: Text
    advice: Text
    basis: str
    without: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    other_issuer: tuple[str, ...] = ()
    since: int | None = None
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class NoticeSample:
    """A text that must bring a notice of ``kind`` (touching ``quote`` and each of ``also``), or, not ``faulty``, none of it."""

    kind: str
    text: str
    faulty: bool
    quote: str | None = None
    also: tuple[str, ...] = ()
    level: Level | None = None
    year: int | None = None
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Language:
    """How reports speak: the named word groups, and the cues by which headings and clauses get their role."""

    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    cues: tuple[tuple[str, tuple[str, ...]], ...] = ()
    borders: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """A resolved checklist: what is asked, in the order it is shown."""

    id: str
    title: str
    title_en: str
    version: str
    sha256: str
    outline: str
    years: tuple[int, int]
    groups: tuple[Group, ...]
    elements: tuple[Element, ...]
    language: Language
    weights: tuple[tuple[Need, int], ...]
    points: tuple[tuple[str, float], ...]
    instruments: tuple[Instrument, ...] = ()
    actors: tuple[ActorRule, ...] = ()
    off: tuple[tuple[str, str], ...] = ()
    """The kinds of notices that are not looked for, each with the reason."""


# ---- a verdict


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule of an element holds; spans count in the normalised text.

    ``aside`` names why the hit supports nothing ("trap", "title", "background", "preamble"), or is None.
    """

    element: str
    rule: int
    sentence: int
    terms: tuple[Span, ...]
    run: Span
    role: Role
    aside: str | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence where a rule nearly holds: ``lacks`` names the patterns that do not stand there.

    Where all stand there, ``barrier`` names what keeps the rule from holding: "without", "topic" or "within".
    """

    rule: int
    sentence: int
    found: tuple[Span, ...]
    lacks: tuple[str, ...]
    barrier: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The report's own words: ``text`` equals the text as read from ``span.start`` to ``span.end``."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that shows what a verdict says, where it stands, and the terms that were hit in it."""

    quote: Quote
    section: str | None
    role: Role
    paragraph: int
    page: int | None
    cell: Cell | None
    terms: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage that comes nearest to an element which is not covered with particulars, and what it lacks."""

    quote: Quote
    section: str | None
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the report shows of one element, and why."""

    element: Element
    status: Status
    specific: bool | None
    reason: str
    evidence: tuple[Evidence, ...] = ()
    nearest: Nearest | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A verdict with what it was asked for and what it earned."""

    verdict: Verdict
    need: Need
    weight: int
    points: float


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark beside the verdicts."""

    kind: str
    severity: Severity
    message: Text
    advice: Text
    quote: Quote | None = None
    also: tuple[Quote, ...] = ()
    section: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All that was found out about one report."""

    document: Document
    checklist: Checklist
    level: Level
    elements: tuple[Scored, ...]
    value: float
    earned: float
    possible: float
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A place where a rule held, or nearly did.

    ``aside`` names why it supports nothing ("trap", "title", "background", "preamble"); ``lacks`` the patterns that do
    not stand there, ``barrier`` what else kept the rule from holding ("without", "topic", "within").
    """

    rule: Rule
    quote: Quote
    terms: tuple[Quote, ...]
    section: str | None
    paragraph: int
    role: Role
    aside: str | None = None
    lacks: tuple[str, ...] = ()
    barrier: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that bears on one verdict of one report."""

    card: Scorecard
    scored: Scored
    hits: tuple[Passage, ...]
    misses: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word that often stands beside an element and that none of its rules knows; ``score`` says how telling it is."""

    element: str
    words: str
    count: int
    reports: int
    score: float
    sample: Quote


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A work sentence that hits nothing but holds the words that stand beside an element elsewhere."""

    source: str
    element: str
    quote: Quote
    told_by: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Mined:
    """What a folder of reports suggests for the checklist."""

    phrases: tuple[Phrase, ...]
    lookalikes: tuple[Lookalike, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """A verdict that differs between two checklists; a status is None where the checklist lacks the element."""

    source: str
    element: str
    was: str | None
    now: str | None
    was_quote: Quote | None
    now_quote: Quote | None


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule that holds in none (share 0) or in all (share 1) of the reports."""

    element: str
    rule: Rule
    share: float


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change of the checklist does to some reports; ``by_element`` counts the flips, most first."""

    reports: int
    flips: tuple[Flip, ...]
    by_element: tuple[tuple[str, int], ...]
    rules: tuple[RuleUse, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be checked."""

    name: str
    error: CheckError = field(compare=False)
