"""Rows joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from duibiao.read.extract import Line
from duibiao.read.pdf.margins import INDENT, Margins, key_column, measure_margins
from duibiao.read.pdf.shapes import OTHER_SIZE, SLACK, Page, Row, tell_blank
from duibiao.read.pdf.tables import is_same_table

_INDENTED_SLACK = 1.3  # Chinese characters
_OFF_CENTRE = 0.5  # Chinese characters
_SPACED = 1.2
#: What begins a paragraph: 一、 （一） 1. 第一章 ① ★
_ITEM = re.compile(
    r"第[一二三四五六七八九十百]{1,5}(?:章|节|编|条|部分)|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}(?:[、.．]\d{1,2}){0,3}[、.．](?!\d)|[①-⑳★☆◆●■▲※]"
)
#: A line that counts on the next: …和第, …认真履行、, 《关于
_OPEN = re.compile(r"[、，,（(《“第其和与及]$")
#: A line that ends a sentence: 取得成效。, “……”
_CLOSED = re.compile(r"[。！？；：!?;:…][”’）)]?$")


def build_paragraphs(rows: Sequence[Row], pages: Sequence[Page]) -> Iterator[Line]:
    """Yield each paragraph and each row of a table in reading order; tables count from 1."""
    return _number_tables(_join_rows(rows, pages))


def _join_rows(rows: Sequence[Row], pages: Sequence[Page]) -> Iterator[tuple[Line, object]]:
    """Yield each line with the table it belongs to, None for a paragraph."""
    margins = measure_margins(rows, pages)
    key = key_column(pages)
    text, begun = "", 0
    turns: list[int] = []
    before: Row | None = None
    for row in rows:
        if before is not None and not row.cells and not before.cells and _runs_on(before, row, margins[key(before)], margins[key(row)]):
            text += tell_blank(text, row.text)
            turns += [len(text)] * (row.page - before.page)
            text += row.text
        else:
            if before is not None:
                yield Line(text, begun, cells=before.cells, turns=tuple(turns)), before.table
            text, begun, turns = row.text, row.page, []
        before = row
    if before is not None:
        yield Line(text, begun, cells=before.cells, turns=tuple(turns)), before.table


def _number_tables(lines: Iterable[tuple[Line, object]]) -> Iterator[Line]:
    """Yield the lines with their tables numbered from 1; one that goes on overleaf in the same columns keeps its number."""
    count = 0
    current: object = None
    for line, table in lines:
        if table is not None and not is_same_table(current, table):
            count += 1
        current = table
        yield replace(line, table=count) if table is not None else line


def _runs_on(before: Row, row: Row, above: Margins, margins: Margins) -> bool:
    """Whether *row* goes on with the paragraph of *before*: that line was full, and this one begins nothing new."""
    em = before.em
    if above.right - before.x1 > row.first + (_INDENTED_SLACK if margins.indented else SLACK) * em:
        return False  # there was room for the next word
    if before.sized and row.sized and abs(em - row.em) > OTHER_SIZE * em:
        return False
    if row.x0 - margins.left > em and margins.right - row.x1 > em and _is_centred(before, above) and _is_centred(row, margins):
        return True  # the end of a title over two lines
    indent, last_indent = row.x0 - margins.left, before.x0 - above.left
    if indent > INDENT * em and (indent - last_indent > em or margins.indented):
        return False
    near = before.page == row.page and before.column == row.column
    if near and above.pitch and before.y - row.y > _SPACED * above.pitch * max(1.0, em / above.em):
        return False
    if _ITEM.match(row.text.replace(" ", "")) and not _OPEN.search(before.text):
        return margins.indented and indent < em / 2 and not _CLOSED.search(before.text)
    return True


def _is_centred(row: Row, margins: Margins) -> bool:
    return abs(row.x0 + row.x1 - margins.left - margins.right) < _OFF_CENTRE * row.em
