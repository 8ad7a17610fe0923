"""The tie between a report's text and what was found in it: lines, cut into segments that know what they prove.

Passages overlap: a clause may prove several elements, and a longer passage may hold it. So the text is cut wherever a
passage begins or ends, and each segment carries the numbers of all that cover it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from duibiao.model import Document, Role, Section, Span

#: What a passage can show, the best first; a segment that several cover has the best shade.
SHADES = ("covered_specific", "covered_general", "planned", "problem")
#: A heading that ends at most so many characters before its line does stands alone: the stop after it.
_TAIL = 2


@dataclass(frozen=True, slots=True)
class Tie:
    """A passage and what it belongs to: ``kind`` is "proof" or "near" of the element ``number``, or "notice".

    ``shade`` is the status that a proof shows, one of `SHADES`.
    """

    span: Span
    kind: str
    number: int
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that the same passages cover, from ``start``.

    ``proves``, ``nears`` and ``notices`` hold the numbers of what covers it; ``opens`` the notices that begin here,
    ``closes`` the elements whose proof ends here; ``heading`` says that it opens its paragraph as a heading.
    """

    start: int
    text: str
    proves: tuple[int, ...] = ()
    nears: tuple[int, ...] = ()
    notices: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    shade: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: ``kind`` is "text", "title", "heading", "row", "frame" or "blank".

    ``depth`` counts the headings from 1; ``paragraph`` and ``page`` are numbers where one begins here. A row has its
    segments by cell, any other line all in one.
    """

    start: int
    kind: str
    role: Role
    cells: tuple[tuple[Segment, ...], ...]
    depth: int = 0
    paragraph: int | None = None
    page: int | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines in a row that speak of the same: work, shortcomings, plans or neither."""

    role: Role
    lines: tuple[Line, ...]


def lay_text(document: Document, ties: Iterable[Tie]) -> tuple[Stretch, ...]:
    """Return the whole text of *document*, line by line, in stretches of one role."""
    lines = _Layout(document, tuple(tie for tie in ties if tie.span.start < tie.span.end)).lines()
    return tuple(Stretch(role, tuple(run)) for role, run in groupby(lines, lambda line: line.role))


class _Layout:
    def __init__(self, document: Document, ties: Sequence[Tie]) -> None:
        self.document, self.ties, self.text = document, ties, document.source.text
        self.starts = [0, *(at + 1 for at, character in enumerate(self.text) if character == "\n")]
        self.ends = [*(start - 1 for start in self.starts[1:]), len(self.text)]

    def lines(self) -> Iterator[Line]:
        """Yield the lines in order."""
        roles, paragraphs, pages, tables, headings = self._roles(), self._paragraphs(), self._pages(), self._tables(), self._headings()
        segments = self._segments(headings)
        role, depth = Role.OTHER, 0
        for number, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
            role = roles.get(number, role)
            section = headings.get(number)
            alone = section is not None and end - section.heading.end <= _TAIL
            if section is not None and alone:
                depth = min(section.level, depth + 1)
            kind = self._kind(number, Span(start, end), tables, heading=alone)
            cells = tuple(_split_cells(segments[number])) if kind == "row" else (tuple(segments[number]),)
            yield Line(start, kind, role, cells, depth if alone else 0, paragraphs.get(number), pages.get(number), tables.get(number))

    def _kind(self, number: int, span: Span, tables: dict[int, int], *, heading: bool) -> str:
        words = self.text[span.start : span.end].strip()
        if not words:
            return "blank"
        if words == self.document.meta.title:
            return "title"
        if number in tables:
            return "row"
        if any(noise.holds(span) for noise in self.document.noise):
            return "frame"
        return "heading" if heading else "text"

    def _line_of(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    # ---- what the document knows of its lines

    def _roles(self) -> dict[int, Role]:
        """The role that most of a line's characters have."""
        counts: defaultdict[int, Counter[Role]] = defaultdict(Counter)
        for sentence in self.document.sentences:
            for clause in sentence.clauses:
                span = self.document.normal.origin(clause.span)
                counts[self._line_of(span.start)][clause.role] += span.end - span.start
        roles = {number: count.most_common(1)[0][0] for number, count in counts.items()}
        return roles | {self._line_of(section.heading.start): section.role for section in self.document.sections}

    def _paragraphs(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for sentence in self.document.sentences:
            found.setdefault(sentence.paragraph + 1, self._line_of(self.document.normal.origin(sentence.span).start))
        return {line: paragraph for paragraph, line in found.items()}

    def _pages(self) -> dict[int, int]:
        return {self._line_of(start): page for page, start in enumerate(self.document.source.page_starts, 1)}

    def _tables(self) -> dict[int, int]:
        return {self._line_of(cell.span.start): cell.table for cell in self.document.source.cells}

    def _headings(self) -> dict[int, Section]:
        return {self._line_of(section.heading.start): section for section in self.document.sections}

    # ---- segments

    def _segments(self, headings: dict[int, Section]) -> list[list[Segment]]:
        """Return the segments of each line: one pass over all borders, with what is open between two of them."""
        opening: defaultdict[int, list[Tie]] = defaultdict(list)
        closing: defaultdict[int, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            opening[tie.span.start].append(tie)
            closing[tie.span.end].append(tie)
        tabs = {at + side for number in self._tables() for at in range(self.starts[number], self.ends[number]) if self.text[at] == "\t" for side in (0, 1)}
        borders = sorted({*opening, *closing, *self.starts, *self.ends, *tabs, *(section.heading.end for section in headings.values())})
        open_ties: Counter[Tie] = Counter()
        lines: list[list[Segment]] = [[] for _ in self.starts]
        for start, end in pairwise(borders):
            for tie in closing[start]:
                open_ties[tie] -= 1
            open_ties.update(opening[start])
            open_ties = +open_ties
            number = self._line_of(start)
            if start < self.ends[number]:
                section = headings.get(number)
                heading = section is not None and start < section.heading.end < self.ends[number] - _TAIL
                lines[number].append(self._segment(Span(start, end), open_ties, opening[start], closing[end], heading=heading))
        return lines

    def _segment(self, span: Span, ties: Iterable[Tie], opening: Iterable[Tie], closing: Iterable[Tie], *, heading: bool) -> Segment:
        return Segment(
            span.start,
            self.text[span.start : span.end],
            _numbers(ties, "proof"),
            _numbers(ties, "near"),
            _numbers(ties, "notice"),
            _numbers(opening, "notice"),
            _numbers(closing, "proof"),
            next((shade for shade in SHADES if any(tie.shade == shade for tie in ties)), ""),
            heading=heading,
        )


def _numbers(ties: Iterable[Tie], kind: str) -> tuple[int, ...]:
    return tuple(sorted({tie.number for tie in ties if tie.kind == kind}))


def _split_cells(segments: Iterable[Segment]) -> Iterator[tuple[Segment, ...]]:
    """Yield the segments of each cell of a table row, the tabs between them left out."""
    cell: list[Segment] = []
    for segment in segments:
        if segment.text == "\t":
            yield tuple(cell)
            cell = []
        else:
            cell.append(segment)
    yield tuple(cell)
