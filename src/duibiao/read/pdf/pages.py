"""The pages of a PDF file, read through PDFium."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from duibiao.model import ReadError, Text
from duibiao.read.extract import Limits
from duibiao.read.library import load_library
from duibiao.read.pdf.columns import order_columns
from duibiao.read.pdf.drawings import read_drawings
from duibiao.read.pdf.glyphs import MOST_GLYPHS, Sheet, find_direction, read_glyphs
from duibiao.read.pdf.rows import build_rows
from duibiao.read.pdf.shapes import LOST, Glyph, Page, Row, Rule
from duibiao.read.pdf.tables import find_grids

_FEW_STROKES = 20


def read_pages(data: bytes, name: str, limits: Limits) -> tuple[Page, ...]:
    """Return the pages of a PDF file with their rows. Raises `ReadError` for one that is locked, damaged or too long."""
    raw = load_library("pypdfium2_raw", name, Text(" PDF ", "PDF"), "pypdfium2", "pdf")
    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refuse(raw, name)
    try:
        count = raw.FPDF_GetPageCount(document)
        if count < 1:
            raise _refuse(raw, name)
        if count > limits.pages:
            raise ReadError.at(
                name,
                Text(f"有 {count} 页，超过 {limits.pages} 页", f"has {count} pages, more than {limits.pages}"),
                Text("确认是否选错文件；把年度报告单独存成一个文件", "make sure that it is the right file; save the annual report as a file of its own"),
            )
        pages: list[Page] = []
        glyphs = 0
        for number in range(1, count + 1):
            pages.append(_read_page(raw, document, number))
            glyphs += pages[-1].glyphs
            if glyphs > MOST_GLYPHS:
                raise ReadError.at(name, Text("文字过多", "holds too much text"), Text("确认是否选错文件", "make sure that it is the right file"))
        return tuple(pages)
    finally:
        raw.FPDF_CloseDocument(document)


def _read_page(raw: Any, document: Any, number: int) -> Page:
    page = raw.FPDF_LoadPage(document, number - 1)
    if not page:
        return Page(number, 0, 0, (), unread=True, drawn=True, pictured=1, replaced=0, glyphs=0)
    text = raw.FPDFText_LoadPage(page)
    try:
        edges = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, edges)
        found = read_glyphs(raw, text, edges) if text else []
        sheet = Sheet.of(edges, find_direction(found))
        glyphs = list(map(sheet.lay, found))
        across, down, pictured, strokes = read_drawings(raw, page, sheet)
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)
    return Page(
        number,
        sheet.width,
        sheet.height,
        _build_page(glyphs, across, down, number),
        unread=not text,
        drawn=pictured > 0 or strokes > _FEW_STROKES,
        pictured=pictured / (sheet.width * sheet.height or 1.0),
        replaced=sum(glyph.char == LOST for glyph in glyphs),
        glyphs=sum(glyph.char != " " for glyph in glyphs),
    )


def _refuse(raw: Any, name: str) -> ReadError:
    if raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return ReadError.at(
            name,
            Text("PDF 设有打开密码", "the PDF is locked with a password"),
            Text("用密码打开后另存为不加密的 PDF，或使用 Word 原件", "open it with the password and save it unlocked, or use the Word file"),
        )
    return ReadError.at(
        name,
        Text("PDF 文件已损坏", "the PDF file is damaged"),
        Text("重新下载或重新导出；或使用 Word 原件", "download or export it again, or use the Word file"),
    )


def _build_page(glyphs: Sequence[Glyph], across: Sequence[Rule], down: Sequence[Rule], number: int) -> tuple[Row, ...]:
    """Return the rows of a page in reading order; a ruled table gives one for each of its rows."""
    tables: list[Row] = []
    for grid in find_grids(across, down):
        inside = [glyph for glyph in glyphs if grid.holds(glyph)]
        rows = grid.read_rows(inside, number)
        if rows:
            tables.extend(rows)
            taken = set(map(id, inside))
            glyphs = [glyph for glyph in glyphs if id(glyph) not in taken]
    rows = build_rows(glyphs, number)
    return tuple(order_columns(sorted([*rows, *tables], key=lambda row: -row.y)))
