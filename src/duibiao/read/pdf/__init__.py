"""PDF files: characters by where they stand on the page, lines, paragraphs and ruled tables rebuilt from them.

PDFium gives characters in the order in which they were drawn. An office PDF draws digits and quotation marks after the
Chinese around them, so only their places tell the order. A page is read as rows of one baseline; a row is joined to the
one before where a paragraph runs on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from duibiao.model import ReadError, Text
from duibiao.read.apart import read_apart
from duibiao.read.extract import Extract, Limits
from duibiao.read.pdf.frames import drop_frames
from duibiao.read.pdf.loose import mark_loose_tables
from duibiao.read.pdf.pages import read_pages
from duibiao.read.pdf.paragraphs import build_paragraphs
from duibiao.read.pdf.shapes import Page

#: A page on which pictures take this share of the area, and which has fewer letters, is a scan.
_MOSTLY, _FEW_LETTERS = 0.5, 15
#: The length of a file laid out for the web: /Linearized 1 /L 52341
_LINEAR = re.compile(rb"/Linearized\s{0,9}1[^>]{0,200}?/L\s{1,9}(\d{1,12})")


def read_pdf(data: bytes, name: str, limits: Limits) -> Extract:
    """Return the paragraphs and table rows of a PDF file, read in a process of its own.

    Raises `ReadError` for a file that is damaged, locked, a mere scan, too long or no PDF.
    """
    _check_head(data, name)
    return read_apart("duibiao.read.pdf:extract_pdf", data, name, limits)


def extract_pdf(data: bytes, name: str, limits: Limits) -> Extract:
    """Return what `read_pdf` returns, read in this process: a fault in PDFium ends it."""
    _check_head(data, name)
    pages = read_pages(data, name, limits)
    glyphs, replaced = sum(page.glyphs for page in pages), sum(page.replaced for page in pages)
    if replaced * 2 > glyphs:
        raise ReadError.at(
            name,
            Text("字体没有对应的文字，读出的多是乱码", "its font does not say which characters it draws; most of the text is lost"),
            Text("改用 Word 原件，或重新打印为 PDF，或先做文字识别", "use the Word file, print it to PDF again, or run it through text recognition"),
        )
    rows = drop_frames(pages)
    letters: Counter[int] = Counter()
    for row in rows:
        letters[row.page] += len(row.text)
    unread = tuple(page.number for page in pages if _lacks_text(page, letters[page.number]))
    if not any(character.isalnum() for row in rows for character in row.text):
        raise _empty(name, scanned=bool(unread))
    return Extract(
        lines=tuple(build_paragraphs(mark_loose_tables(rows), pages)),
        pages=len(pages),
        pages_without_text=unread,
        omissions=_tell_unread(unread),
        replaced=replaced,
    )


def _check_head(data: bytes, name: str) -> None:
    if b"%PDF-" not in data[:1024]:
        raise ReadError.at(
            name,
            Text("不是 PDF 文件", "is not a PDF file"),
            Text("确认是否选错文件；或用能打开它的程序另存为 PDF", "make sure that it is the right file, or save it as PDF with the program that opens it"),
        )
    linear = _LINEAR.search(data[:2048])
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-2048:] or (linear and int(linear.group(1)) > len(data)):
        raise ReadError.at(
            name,
            Text("PDF 文件不完整，后面的部分缺失", "the PDF file is cut off; its end is missing"),
            Text("重新下载或重新复制一份", "download or copy it again"),
        )


def _empty(name: str, *, scanned: bool) -> ReadError:
    if scanned:
        return ReadError.at(
            name,
            Text("是扫描件，没有文字", "is a scan and holds no text"),
            Text("先做文字识别（OCR），或使用 Word 原件", "run it through text recognition (OCR), or use the Word file"),
        )
    return ReadError.at(
        name, Text("没有文字", "holds no text"), Text("打开原件确认有正文；或使用 Word 原件", "see whether the original has text, or use the Word file")
    )


def _lacks_text(page: Page, letters: int) -> bool:
    """Whether a page holds a picture or a drawing where its words should be; a blank page lacks nothing."""
    if page.unread:
        return True
    return page.drawn if not letters else page.pictured > _MOSTLY and letters < _FEW_LETTERS


def _tell_unread(pages: Sequence[int]) -> tuple[Text, ...]:
    if not pages:
        return ()
    runs = [[number for _, number in group] for _, group in groupby(enumerate(pages), key=lambda entry: entry[1] - entry[0])]
    zh = "、".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}至{run[-1]}" for run in runs)
    en = ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return (
        Text(
            f"第{zh}页没有文字（可能是扫描图片），未能读取；请先做文字识别（OCR）",
            f"page{'s' if len(pages) > 1 else ''} {en} without text (perhaps scanned) could not be read; run the file through text recognition (OCR)",
        ),
    )
