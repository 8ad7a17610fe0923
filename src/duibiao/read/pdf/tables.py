"""Tables that strokes draw."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from duibiao.read.pdf.drawings import MOST_RULES
from duibiao.read.pdf.rows import build_rows
from duibiao.read.pdf.shapes import SLACK, Glyph, Row, Rule, tell_blank

_MOST_CELLS = 10_000
_SEVERAL = 2
_LONGEST_CELL_ACROSS = 100
_MEET = 2.5  # points
_ABOVE_LINE = 3.0  # points


@dataclass(frozen=True, slots=True)
class Grid:
    """The strokes of one table: the edges of its columns and rows, and which strokes divide them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    def holds(self, glyph: Glyph) -> bool:
        """Whether *glyph* stands within the frame."""
        return self.xs[0] <= (glyph.x0 + glyph.x1) / 2 <= self.xs[-1] and self.ys[0] <= glyph.y + _ABOVE_LINE <= self.ys[-1]

    def read_rows(self, glyphs: Sequence[Glyph], number: int) -> list[Row]:
        """Return the rows from top to bottom; prose that fills the whole width keeps its own lines."""
        columns, lines = len(self.xs) - 1, len(self.ys) - 1
        owner = self._merge(columns, lines)
        held = self._sort(glyphs, owner, columns)
        if len(held) < _SEVERAL:
            return []
        rows: list[Row] = []
        for line in reversed(range(lines)):
            own = list(range(line * columns, (line + 1) * columns))
            whole = len({owner[cell] for cell in own}) == 1
            prose = build_rows(held.get(owner[own[0]], ()), number) if whole and owner[own[0]] == own[0] else []
            if sum(len(row.text) for row in prose) > _LONGEST_CELL_ACROSS:
                rows.extend(prose)
                continue
            cells = tuple(_cell_text(build_rows(held[cell], number)) if owner[cell] == cell and cell in held else "" for cell in own)
            if any(cells):
                rows.append(Row("\t".join(cells), self.xs[0], self.xs[-1], self.ys[line + 1] - _ABOVE_LINE, 0, 0, 0, number, cells=cells, table=self))
        return rows if any(row.cells for row in rows) else []

    def _sort(self, glyphs: Sequence[Glyph], owner: Sequence[int], columns: int) -> dict[int, list[Glyph]]:
        """Return the characters of each cell that owns some."""
        held: dict[int, list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            column = min(columns - 1, bisect_right(self.xs, (glyph.x0 + glyph.x1) / 2) - 1)
            line = min(len(self.ys) - 2, bisect_right(self.ys, glyph.y + _ABOVE_LINE) - 1)
            held[owner[line * columns + column]].append(glyph)
        return held

    def _merge(self, columns: int, lines: int) -> list[int]:
        """Return for each cell the one that its words belong to: the top left of those that no stroke parts."""
        owner = list(range(columns * lines))

        def find(cell: int) -> int:
            while owner[cell] != cell:
                owner[cell] = owner[owner[cell]]
                cell = owner[cell]
            return cell

        for line in range(lines):
            middle = (self.ys[line] + self.ys[line + 1]) / 2
            for column in range(columns - 1):
                if not any(_passes(rule, self.xs[column + 1], middle) for rule in self.down):
                    owner[find(line * columns + column + 1)] = find(line * columns + column)
        for column in range(columns):
            middle = (self.xs[column] + self.xs[column + 1]) / 2
            for line in range(lines - 1):
                if not any(_passes(rule, self.ys[line + 1], middle) for rule in self.across):
                    owner[find(line * columns + column)] = find((line + 1) * columns + column)
        return _settle_owners([find(cell) for cell in range(columns * lines)], columns)


def _passes(rule: Rule, at: float, middle: float) -> bool:
    """Whether a stroke that lies *at* a place covers the point *middle* of it."""
    return abs(rule.at - at) <= _MEET and rule.start - _MEET <= middle <= rule.end + _MEET


def _settle_owners(owner: Sequence[int], columns: int) -> list[int]:
    """Return *owner* with the top left cell standing for each group; rows count from below."""
    top_left: dict[int, int] = {}
    for cell, group in enumerate(owner):
        best = top_left.get(group, cell)
        top_left[group] = max(best, cell, key=lambda one: (one // columns, -(one % columns)))
    return [top_left[group] for group in owner]


def _cell_text(rows: Sequence[Row]) -> str:
    text = ""
    widest = max((row.x1 for row in rows), default=0.0)
    for before, row in zip([None, *rows], rows, strict=False):
        short = before is not None and widest - before.x1 > row.first + SLACK * row.em
        text += (" " if short else tell_blank(text, row.text) if text else "") + row.text
    return text


def find_grids(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[Grid]:
    """Yield the tables that strokes draw: those with two columns at least, whose strokes meet."""
    if not across or not down or max(len(across), len(down)) >= MOST_RULES:
        return
    left = [(True, rule) for rule in across] + [(False, rule) for rule in down]
    while left:
        group, front = [], [left.pop()]
        while front:
            lies, rule = front.pop()
            group.append((lies, rule))
            meeting = [other for other in left if _meets(lies, rule, *other)]
            if meeting:
                taken = set(map(id, meeting))
                left = [other for other in left if id(other) not in taken]
                front.extend(meeting)
        lying, standing = [rule for lies, rule in group if lies], [rule for lies, rule in group if not lies]
        if not lying or not standing:
            continue
        xs = _gather([rule.at for rule in standing] + [edge for rule in lying for edge in (rule.start, rule.end)])
        ys = _gather([rule.at for rule in lying] + [edge for rule in standing for edge in (rule.start, rule.end)])
        if len(xs) > _SEVERAL and len(ys) >= _SEVERAL and len(xs) * len(ys) <= _MOST_CELLS:
            yield Grid(xs, ys, tuple(lying), tuple(standing))


def _meets(lies: bool, rule: Rule, other_lies: bool, other: Rule) -> bool:
    if lies == other_lies:
        return abs(rule.at - other.at) <= _MEET and rule.start - _MEET <= other.end and other.start - _MEET <= rule.end
    return other.start - _MEET <= rule.at <= other.end + _MEET and rule.start - _MEET <= other.at <= rule.end + _MEET


def _gather(places: Iterable[float]) -> tuple[float, ...]:
    """Return the places in order, those that nearly coincide once."""
    gathered: list[float] = []
    for place in sorted(places):
        if not gathered or place - gathered[-1] > _MEET:
            gathered.append(place)
    return tuple(gathered)


def is_same_table(one: object, other: object) -> bool:
    """Whether two tables are one: the same, or ruled with the same columns, as where it goes on overleaf."""
    if isinstance(one, Grid) and isinstance(other, Grid) and len(one.xs) == len(other.xs):
        return all(abs(a - b) <= _MEET for a, b in zip(one.xs, other.xs, strict=True))
    return one is other
