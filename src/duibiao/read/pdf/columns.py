"""Pages of two columns: the left one is read first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from duibiao.read.pdf.shapes import Row, find_middle

_COLUMN_ROWS = 6
_COLUMN_WIDTH = 8  # Chinese characters
_FULL = 0.7


def order_columns(rows: list[Row]) -> list[Row]:
    """Return the rows so that of two columns the left one is read first; *rows* run from top to bottom."""
    free = [row for row in rows if not row.cells]
    if len(free) < 2 * _COLUMN_ROWS:
        return rows
    left, right = min(row.x0 for row in free), max(row.x1 for row in free)
    gaps = [(before[1] + after[0]) / 2 for row in free for before, after in pairwise(row.parts)]
    middles = [middle for middle in gaps if left + (right - left) / 3 < middle < right - (right - left) / 3]
    for middle in {(left + right) / 2, *([find_middle(middles)] if middles else [])}:
        begin, end = _longest_band(rows, middle)
        lefts, rights = _halve(rows[begin:end], middle)
        if _are_columns(lefts, left, middle) and _are_columns(rights, middle, right):
            return [*rows[:begin], *lefts, *rights, *rows[end:]]
    return rows


def _longest_band(rows: Sequence[Row], middle: float) -> tuple[int, int]:
    """Return the longest run of rows of which none crosses *middle*."""
    best, begin = (0, 0), 0
    for at in range(len(rows) + 1):
        if at == len(rows) or rows[at].cells or any(start < middle - 1 and end > middle + 1 for start, end, _ in rows[at].parts):
            best = max(best, (begin, at), key=lambda band: band[1] - band[0])
            begin = at + 1
    return best


def _halve(rows: Iterable[Row], middle: float) -> tuple[list[Row], list[Row]]:
    halves: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        for side, parts in enumerate((tuple(part for part in row.parts if part[0] < middle), tuple(part for part in row.parts if part[0] >= middle))):
            if parts:
                text = " ".join(part[2] for part in parts)
                first = row.first if parts[0] == row.parts[0] else row.em
                halves[side].append(replace(row, text=text, x0=parts[0][0], x1=parts[-1][1], end=parts[-1][1], parts=parts, first=first, column=side + 1))
    return halves


def _are_columns(rows: Sequence[Row], left: float, right: float) -> bool:
    """Whether *rows* are the lines of a column of prose: many, and most as wide as the column."""
    full = sum(row.x1 - row.x0 > _FULL * (right - left) and row.x1 - row.x0 > _COLUMN_WIDTH * row.em for row in rows)
    return len(rows) >= _COLUMN_ROWS and full * 2 > len(rows)
