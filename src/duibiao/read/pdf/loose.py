"""Tables without strokes: rows that stand in the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from duibiao.read.pdf.shapes import Row

_SEVERAL = 2
_LOOSE_ROWS, _LONGEST_PAIR = 3, 16


def mark_loose_tables(rows: Sequence[Row]) -> list[Row]:
    """Return *rows*; those that stand in columns, three and more below each other, become rows of a table."""
    marked: list[Row] = []
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and _aligned(rows[end - 1], rows[end]):
            end += 1
        if end - at >= _LOOSE_ROWS:
            table = object()
            marked.extend(_as_cells(row, table) for row in rows[at:end])
        else:
            end = at + 1
            marked.append(rows[at])
        at = end
    return marked


def _as_cells(row: Row, table: object) -> Row:
    cells = tuple(part[2] for part in row.parts)
    return replace(row, text="\t".join(cells), cells=cells, table=table)


def _aligned(before: Row, row: Row) -> bool:
    """Whether two rows stand one below the other in the same columns: their parts begin, end or are centred alike."""
    if before.cells or row.cells or before.page != row.page or len(row.parts) < _SEVERAL or len(before.parts) != len(row.parts):
        return False
    if len(row.parts) == _SEVERAL and max(len(part[2]) for part in (*before.parts, *row.parts)) > _LONGEST_PAIR:
        return False  # two columns of prose, or one broken by a gap
    slack = row.em / 2
    return all(
        abs(one[0] - other[0]) <= slack or abs(one[1] - other[1]) <= slack or abs(one[0] + one[1] - other[0] - other[1]) <= 2 * slack
        for one, other in zip(before.parts, row.parts, strict=True)
    )
