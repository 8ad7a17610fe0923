"""Tables whose rows or columns do not add up to the total they show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from duibiao.model import Document, Span
from duibiao.normalize import normalize_words
from duibiao.notices.figures.amounts import is_rounded, read_number

#: A number alone in its cell, with its unit or none: 3350 · 1,234件 · 33(件)
_NUMBER = re.compile(
    r"(\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,4})?)\s*[(（]?(?:件次|人次|家次|万元|[元件起宗人名个家户次份卷项条场期部处所])?[)）]?$"
)
#: A share alone in its cell: 98.5% · 100
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*[%％]?$")
_MOST_COLUMNS = 20
#: A cell that holds nothing.
_EMPTY = re.compile(r"[-—–―/／无〇]*$")
#: A row or column of totals: 合计 · 总 计（件）
_TOTAL = re.compile(r"(?:合|总|共)\s*计(?:数|[(（][^()（）]{0,6}[)）])?$|^总数$")
_SUBTOTAL = re.compile(r"小\s*计$")
#: A row that is part of the row above: 其中：涉企
_PART = re.compile(r"\s*(?:其中|[#＃])")
#: A column that is not added up: 序号, 办结率
_NO_SUM = re.compile(r"率|占比|比例|百分|%|序号|排名|平均|人均|同比|环比|增长|增减|年份|年度")
#: A line that cannot be a cell.
_SENTENCE = re.compile(r"[。；;！？!?]|[，,](?!\d{3})")
_LABEL_NUMBER = re.compile(r"(?P<label>[^\d\s][^\n]{0,23}?)[ \u3000]+(?P<number>\S{1,16})$")
_LONGEST_CELL = 24


@dataclass(frozen=True, slots=True)
class TableCell:
    """The words of a cell, where they stand in the text as read, and the number they are, if they are one."""

    text: str
    span: Span
    value: Fraction | None


Row = tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows one under the other, and the line above them."""

    rows: tuple[Row, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class WrongRate:
    """A rate in a table that is not what its row's part and whole give."""

    label: TableCell
    rate: TableCell
    part: Fraction
    whole: Fraction


@dataclass(frozen=True, slots=True)
class WrongTotal:
    """A total in a table, its cells, and what they add up to."""

    total: TableCell
    label: TableCell
    parts: tuple[TableCell, ...]

    @property
    def sum(self) -> Fraction:
        """What the parts add up to."""
        return _add(self.parts)


def find_totals(table: Table) -> Iterator[WrongTotal]:
    """Yield the totals of *table* that neither their rows nor any sensible part of them add up to."""
    across = list(_find_row_totals(table))
    yield from across
    wrong = [found.total for found in across]
    for column in range(1, min(max(map(len, table.rows)), _MOST_COLUMNS)):
        yield from (found for found in _find_column(table, column) if not any(cell in wrong for cell in (*found.parts, found.total)))


def read_tables(document: Document) -> Iterator[Table]:
    """Yield the tables of *document*: rows of cells, pairs of a label and a number on a line, or both on lines of their own."""
    block: list[Row] = []
    caption, before = "", ""
    for row in _read_rows(document.source.text):
        if row and block and len(block[-1]) == 1 and not _is_tabbed(document, row):
            block.extend((cell,) for cell in row)
            continue
        if row and block and len(row) > 1 and len(block[-1]) > 1:
            block.append(row)
            continue
        yield from _make_table(block, caption)
        caption = before = block[-1][-1].text if block else before
        block = [row] if row else []
    yield from _make_table(block, caption)


def _is_tabbed(document: Document, row: Row) -> bool:
    return len(row) > 1 and "\t" in document.source.text[row[0].span.end : row[1].span.start]


def _make_table(block: Sequence[Row], caption: str) -> Iterator[Table]:
    if block and len(block[0]) == 1:
        yield from _pair_cells([row[0] for row in block])
    elif len(block) > 1:
        yield Table(tuple(block), caption)


def _pair_cells(cells: Sequence[TableCell]) -> Iterator[Table]:
    """Yield tables of two columns from cells on lines of their own, a label and then its number; what is no pair captions the next table."""
    rows: list[Row] = []
    captions: list[str] = []
    at = 0
    while at < len(cells):
        if at + 1 < len(cells) and cells[at].value is None and cells[at + 1].value is not None:
            rows.append((cells[at], cells[at + 1]))
            at += 2
            continue
        if rows:
            yield from _two_columns(rows, captions)
            rows, captions = [], []
        captions = [*captions[-2:], cells[at].text]
        at += 1
    yield from _two_columns(rows, captions)


def _two_columns(rows: Sequence[Row], captions: Sequence[str]) -> Iterator[Table]:
    if len(rows) > 1:
        yield Table(tuple(rows), " ".join(captions))


def _read_rows(text: str) -> Iterator[Row | None]:
    """Yield the lines of *text* as rows of cells; None for a line that belongs to no table. Blank lines are passed over."""
    start = 0
    for line in text.split("\n"):
        row = _read_row(line, start)
        start += len(line) + 1
        if row is None or row:
            yield row


def _read_row(line: str, start: int) -> Row | None:
    if not line.strip():
        return ()
    if "\t" in line.strip():
        row, at = [], start
        for words in line.split("\t"):
            row.append(_cell(words, at))
            at += len(words) + 1
        return tuple(row)
    if len(line.strip()) > 2 * _LONGEST_CELL or _SENTENCE.search(line):
        return None
    pair = _LABEL_NUMBER.search(line.strip())
    if pair and _NUMBER.match(pair["number"]):
        lead = start + len(line) - len(line.lstrip())
        return _cell(pair["label"], lead + pair.start("label")), _cell(pair["number"], lead + pair.start("number"))
    return (_cell(line, start),) if len(line.strip()) <= _LONGEST_CELL else None


def _cell(words: str, start: int) -> TableCell:
    text = words.strip()
    at = start + len(words) - len(words.lstrip())
    match = _NUMBER.match(text)
    return TableCell(text, Span(at, at + len(text)), read_number(normalize_words(match[1])) if match else None)


# ---- rates


def find_table_rates(table: Table) -> Iterator[WrongRate]:
    """Yield the rates of a column 办结率 that differ from 办结 by 受理 in their row, where most rows agree: then that is what it tells."""
    head = [cell.text for cell in table.rows[0][:_MOST_COLUMNS]]
    for at, name in enumerate(head):
        parts = [column for column, words in enumerate(head) if name.endswith("率") and len(name) > 2 and words.startswith(name[-3:-1]) and column != at]
        for part, whole in ((part, whole) for part in parts[:1] for whole in range(1, len(head)) if whole not in (part, at)):
            rows = [row for row in table.rows[1:] if len(row) >= len(head) and _read_share(row[at].text) and row[part].value is not None and row[whole].value]
            wrong = [row for row in rows if not _is_share(row[at].text, row[part].value or Fraction(0), row[whole].value or Fraction(1))]
            if wrong and len(wrong) * 2 < len(rows):
                yield from (WrongRate(row[0], row[at], row[part].value or Fraction(0), row[whole].value or Fraction(1)) for row in wrong)
                break


def _read_share(text: str) -> re.Match[str] | None:
    return _SHARE.match(text)


def _is_share(text: str, part: Fraction, whole: Fraction) -> bool:
    match = _read_share(text)
    return match is not None and is_rounded(Fraction(match[1]), len(match[1].partition(".")[2]), part * 100 / whole)


# ---- columns


def _find_column(table: Table, column: int) -> Iterator[WrongTotal]:
    """Yield the wrong totals of a column: each total row against the rows above it, or, where it stands first, below."""
    head = table.rows[0]
    if column < len(head) and head[column].value is None and _NO_SUM.search(head[column].text):
        return
    rows = [row for row in table.rows if len(row) > column]
    totals = [at for at, row in enumerate(rows) if _is_total(row[0].text) and row[column].value is not None]
    if len(totals) != 1:
        return
    at = totals[0]
    above, below = _column_parts(rows[:at], column), _column_parts(rows[at + 1 :], column)
    parts = above or below
    if parts is None or (above and below) or len(parts) < 2:
        return
    total = rows[at][column]
    if total.value not in _sums(rows[:at] if above else rows[at + 1 :], column):
        yield WrongTotal(total, rows[at][0], tuple(parts))


def _column_parts(rows: Sequence[Row], column: int) -> list[TableCell] | None:
    """Return the numbers of a column, the rows that are part of another left out; None where a cell is neither number nor empty."""
    parts: list[TableCell] = []
    for row in rows:
        cell = row[column]
        if cell.value is not None and not _PART.match(row[0].text) and not _SUBTOTAL.search(row[0].text):
            parts.append(cell)
        elif cell.value is None and not _EMPTY.match(cell.text) and parts:
            return None
    return parts


def _sums(rows: Sequence[Row], column: int) -> set[Fraction]:
    """Return what a total may rightly be: all rows, without those that are part of another, or the subtotals alone."""
    numbers = [(row[0].text, row[column].value or Fraction(0)) for row in rows]
    plain = sum((value for label, value in numbers if not _PART.match(label) and not _SUBTOTAL.search(label)), Fraction(0))
    every = sum((value for label, value in numbers if not _SUBTOTAL.search(label)), Fraction(0))
    subtotals = [value for label, value in numbers if _SUBTOTAL.search(label)]
    last = max((at for at, (label, _) in enumerate(numbers) if _SUBTOTAL.search(label)), default=-1)
    rest = sum((value for label, value in numbers[last + 1 :] if not _PART.match(label)), Fraction(0))
    return {plain, every, sum(subtotals, Fraction(0)) + rest}


def _is_total(label: str) -> bool:
    return _TOTAL.search(label) is not None


# ---- rows


def _find_row_totals(table: Table) -> Iterator[WrongTotal]:
    """Yield the wrong totals of a column named 合计, where it is right in another row: then it does add up the columns."""
    head = table.rows[0]
    columns = [at for at, cell in enumerate(head) if at and _is_total(cell.text)]
    if len(columns) != 1 or len(table.rows) < 3:
        return
    total = columns[0]
    others = [at for at in range(1, len(head)) if at != total and not _NO_SUM.search(head[at].text)]
    rows = [row for row in table.rows[1:] if len(row) == len(head) and row[total].value is not None]
    wrong = [row for row in rows if row[total].value != _add([row[at] for at in others])]
    if len(others) > 1 and 0 < len(wrong) < len(rows) - len(wrong) + 1:
        for row in wrong:
            yield WrongTotal(row[total], row[0], tuple(row[at] for at in others if row[at].value is not None))


def _add(cells: Sequence[TableCell]) -> Fraction:
    return sum((cell.value or Fraction(0) for cell in cells), Fraction(0))
