"""Tables of data, told from those that only lay out the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duibiao.read.html.page import Node
from duibiao.read.html.words import SHORT, Words, is_prose

_MOST_COLUMNS = 100
_MOST_ROWS = 10_000
_PROSE_IN_CELL, _LONG_CELL = 3, 300
_CELLS = frozenset(("td", "th"))
_PARTS = frozenset(("tbody", "thead", "tfoot"))


def list_rows(table: Node) -> list[list[Node]]:
    """Return the cells of each row of a table."""
    rows: list[Node] = []
    for part in table.elements():
        rows += [part] if part.tag == "tr" else [row for row in part.elements() if row.tag == "tr"] if part.tag in _PARTS else []
    return [[cell for cell in row.elements() if cell.tag in _CELLS] for row in rows]


def lay_table(table: Node, rows: Sequence[Sequence[tuple[Node, list[Words]]]]) -> Iterator[Words]:
    """Yield the rows of a table of data, or the lines of one that only lays out the page; *rows* hold each cell with its lines."""
    if not _is_data(rows):
        for row in rows:
            for _, lines in row:
                yield from lines
        return
    held: dict[int, int] = {}  # columns that a cell above still takes, and for how many rows
    for row in rows:
        full = [lines for _, lines in row if lines]
        if len(full) == 1 and sum(len(line.text) for line in full[0]) > SHORT:
            yield from full[0]
            continue
        cells, links = _lay_cells(row, held), [line for lines in full for line in lines]
        if any(cells):
            owner = row[0][0].parent or table
            yield Words("\t".join(cells), owner, sum(line.linked for line in links), sum(line.links for line in links), None, cells, table)


def _is_data(rows: Sequence[Sequence[tuple[Node, list[Words]]]]) -> bool:
    """Whether half of the rows that are not empty have several entries, and no cell holds a text."""
    filled = [full for row in rows if (full := [lines for _, lines in row if lines])]
    several = sum(len(full) > 1 for full in filled)
    return several > 0 and several * 2 >= len(filled) and not any(_is_text(lines) for full in filled for lines in full)


def _is_text(lines: Sequence[Words]) -> bool:
    """Whether a cell holds a text of several paragraphs rather than an entry."""
    return sum(map(is_prose, lines)) >= _PROSE_IN_CELL and sum(len(line.text) for line in lines) > _LONG_CELL


def _lay_cells(row: Sequence[tuple[Node, list[Words]]], held: dict[int, int]) -> tuple[str, ...]:
    """Return a row's cells by column: what spans several columns stands in the first, and in the row where it begins."""
    cells: list[str] = []
    for cell, lines in row:
        _pass_held(cells, held)
        down = min(cell.number("rowspan") or 1, _MOST_ROWS)
        for offset in range(max(1, min(cell.number("colspan") or 1, _MOST_COLUMNS - len(cells)))):
            held[len(cells)] = max(0, down - 1)
            cells.append(" ".join(line.text for line in lines) if not offset else "")
    _pass_held(cells, held)
    return tuple(cells)


def _pass_held(cells: list[str], held: dict[int, int]) -> None:
    """Add an empty cell for each column that a cell above still takes."""
    while held.get(len(cells), 0) > 0 and len(cells) < _MOST_COLUMNS:
        held[len(cells)] -= 1
        cells.append("")
