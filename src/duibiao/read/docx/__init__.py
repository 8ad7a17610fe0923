"""Word files (.docx): a zip of XML, read without Word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from xml.etree import ElementTree as ET

from duibiao.model import ReadError, Text
from duibiao.read.docx.body import Body
from duibiao.read.docx.numbering import Counters, load_lists
from duibiao.read.docx.package import Package
from duibiao.read.docx.styles import W, load_styles, to_number
from duibiao.read.extract import Extract, Limits, Line

_PAGES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"
#: With fewer letters and a large picture, the words are in the picture.
_FEW_LETTERS = 50
_NOTE_KINDS = ("footnotes", "endnotes")


def read_docx(data: bytes, name: str, limits: Limits) -> Extract:
    """Return the lines of a Word file with their automatic numbers, tracked changes accepted.

    Headers, footers, comments, hidden text and the table of contents are left out. Raises `ReadError` for what is
    damaged, encrypted, too large, no Word file, or only pictures.
    """
    package = Package(data, name, limits)
    main = package.main_part()
    root = package.parse(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise _not_word(name, package.parts)
    read, lines = _read_body(package, main, body)
    _refuse_scan(name, lines, read.large_pictures)
    pages = _count_pages(package, read.page)
    return Extract(tuple(_settle(lines, paged=pages is not None)), pages, omissions=tuple(_list_omissions(read)))


def _read_body(package: Package, main: str, body: ET.Element) -> tuple[Body, list[Line]]:
    related = package.related(main)

    def part(kind: str) -> ET.Element | None:
        return package.parse(related[kind][0]) if kind in related else None

    styles = load_styles(part("styles"))
    lists = load_lists(part("numbering"), styles)
    notes = {kind: _index_notes(part(kind)) for kind in _NOTE_KINDS}
    read = Body(styles, Counters(lists), notes)
    lines = read.read_blocks(body)
    if not read.fields_balance:
        read = Body(styles, Counters(lists), notes, trust_fields=False)
        lines = read.read_blocks(body)
    return read, lines


def _index_notes(root: ET.Element | None) -> Mapping[int, ET.Element]:
    return {number: note for note in (root if root is not None else ()) if (number := to_number(note.get(f"{W}id"))) is not None}


def _count_pages(package: Package, reached: int) -> int | None:
    """Return the number of pages where Word noted every turn of a page in the text, None otherwise."""
    root = package.parse("docProps/app.xml") if reached > 1 else None
    told = to_number(root.findtext(_PAGES)) if root is not None else None
    return reached if told == reached else None


def _settle(lines: list[Line], *, paged: bool) -> list[Line]:
    """Return the lines with their tables counted from 1, and without pages where those are not sure."""
    tables: dict[int, int] = {}
    return [
        replace(
            line,
            page=line.page if paged else None,
            turns=line.turns if paged else (),
            table=None if line.table is None else tables.setdefault(line.table, len(tables) + 1),
        )
        for line in lines
    ]


def _list_omissions(read: Body) -> list[Text]:
    counted = (
        (read.large_pictures, "幅图片，图中文字未读", "pictures; words in them were not read"),
        (read.graphs, "个图表、图示或嵌入对象，其中文字未读", "charts, diagrams or embedded objects; words in them were not read"),
        (read.aliens, "处嵌入的其他文件，其中文字未读", "embedded files; words in them were not read"),
    )
    return [Text(f"文中有 {count} {zh}", f"the file has {count} {en}") for count, zh, en in counted if count]


def _refuse_scan(name: str, lines: list[Line], pictures: int) -> None:
    if pictures and sum(character.isalnum() for line in lines for character in line.text) < _FEW_LETTERS:
        raise ReadError.at(
            name,
            Text("几乎没有文字，只有图片，可能是扫描件", "has hardly any text but pictures; it seems to be a scan"),
            Text("请先做文字识别（OCR），或找到原来的电子稿", "run it through text recognition (OCR) first, or find the original file"),
        )


def _not_word(name: str, parts: frozenset[str]) -> ReadError:
    kinds = (
        ("xl/workbook.xml", Text("是 Excel 表格，不是 Word 文件", "is an Excel workbook, not a Word file")),
        ("ppt/presentation.xml", Text("是 PowerPoint 演示文稿，不是 Word 文件", "is a PowerPoint presentation, not a Word file")),
        ("ofd.xml", Text("是 OFD 版式文件，不是 Word 文件", "is an OFD file, not a Word file")),
        ("[content_types].xml", Text("里面没有 Word 正文", "holds no text of Word")),
    )
    found = next((message for part, message in kinds if part in parts), Text("是压缩包，不是 Word 文件", "is an archive, not a Word file"))
    return ReadError.at(
        name,
        found,
        Text("请用 Word 或 WPS 打开报告，另存为 .docx；压缩包请先解压", "open the report in Word or WPS and save it as .docx; unpack an archive first"),
    )
