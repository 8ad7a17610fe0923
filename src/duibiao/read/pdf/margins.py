"""Where the lines of a column begin and end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from duibiao.read.pdf.shapes import Page, Row, find_middle

_SEVERAL = 2
_FACING_PAGES = 6
_LEAST_FILL = 0.5
#: How far a first line is set in, in Chinese characters.
INDENT, _DEEPEST_INDENT = 1.2, 3.2


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end, their size, how far one lies below the other, and whether first lines are indented."""

    left: float
    right: float
    em: float
    pitch: float
    indented: bool


def key_column(pages: Sequence[Page]) -> Callable[[Row], tuple[int, int, int]]:
    """Return what tells apart the columns of lines that share margins: the width of the page, the column, left or right page."""
    widths = {page.number: round(page.width) for page in pages}
    facing = len(pages) >= _FACING_PAGES
    return lambda row: (widths[row.page], row.column, row.page % 2 if facing else 0)


def measure_margins(rows: Sequence[Row], pages: Sequence[Page]) -> dict[tuple[int, int, int], Margins]:
    """Return the margins of each column of lines, by what `key_column` gives for them."""
    columns: dict[tuple[int, int, int], list[Row]] = defaultdict(list)
    key = key_column(pages)
    for row in rows:
        if not row.cells:
            columns[key(row)].append(row)
    return {name: _measure_column(column, name[0] if not name[1] else 0) for name, column in columns.items()}


def _measure_column(rows: Sequence[Row], width: float) -> Margins:
    """Return the margins that *rows* show; where none fills a page of *width* points, those that the page suggests."""
    em = find_middle(row.em for row in rows)
    support = max(_SEVERAL, len(rows) // 20)
    left = _edge([row.x0 for row in rows], em / 2, support)
    right = -_edge([-row.end for row in rows], em, support)
    if right - left < _LEAST_FILL * width:
        right = max(right, width - left)
    steps = [before.y - row.y for before, row in pairwise(rows) if before.page == row.page and 0 < before.y - row.y < 5 * em]
    indents = sum(
        INDENT * em < before.x0 - left < _DEEPEST_INDENT * em and abs(row.x0 - left) < em / 2 and right - before.x1 < 2 * em for before, row in pairwise(rows)
    )
    return Margins(left, right, em, _edge(steps, em / 10, max(1, len(steps) // 8)) if steps else 0.0, indents >= _SEVERAL)


def _edge(places: Sequence[float], slack: float, support: int) -> float:
    """Return the least of *places* that at least *support* of them share, give or take *slack*."""
    ordered = sorted(places)
    for at, place in enumerate(ordered):
        if at + support <= len(ordered) and ordered[at + support - 1] - place <= slack:
            return place
    return ordered[0]
