"""The words of a Word file in reading order, as they stand once all tracked changes are accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate
from xml.etree import ElementTree as ET

from duibiao.read.docx.numbering import Counters
from duibiao.read.docx.styles import Style, Styles, W, find_at, heading_level, is_contents, is_on, number_at, to_number, value_at
from duibiao.read.extract import Line

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}r"
_SIMPLE_FIELD, _TEXT_BOX, _DRAWN_PARAGRAPH = f"{W}fldSimple", f"{W}txbxContent", f"{A}p"
_ALIEN = frozenset({f"{W}altChunk", f"{W}subDoc"})
_BLOCKS = frozenset({_PARAGRAPH, _TABLE}) | _ALIEN
_INLINES = frozenset({_RUN, f"{M}r", _SIMPLE_FIELD})
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_TEXTS = frozenset({f"{W}t", f"{M}t"})
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_SPACES = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}lastRenderedPageBreak": "\f"}
_FIELD_MARK, _FIELD_CODE, _SYMBOL = f"{W}fldChar", f"{W}instrText", f"{W}sym"
_IN_RUN = _TEXTS | _PICTURES | frozenset({*_NOTES, *_SPACES, _FIELD_MARK, _FIELD_CODE, _SYMBOL, _RUN})
_GRAPHS = frozenset({f"{{http://schemas.openxmlformats.org/drawingml/2006/{kind}" for kind in ("chart}chart", "diagram}relIds")})
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_IN_PICTURE = _GRAPHS | frozenset({_TEXT_BOX, _DRAWN_PARAGRAPH, f"{A}blip", f"{V}imagedata", f"{V}textpath", _OBJECT})
#: Deleted or moved away, properties, and the readings printed above characters.
_DROPPED = frozenset(
    f"{W}{name}"
    for name in (
        *("del", "moveFrom", "delText", "delInstrText", "rt", "rubyPr", "ffData", "fldData"),
        *("pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"),
    )
)
_CONTENTS_FIELD = re.compile(r"\s*TOC\b", re.IGNORECASE)  # TOC \o "1-3" \h
_SYMBOLS = {"F0FC": "✓", "F0FE": "☑", "F06C": "●", "F06E": "■", "F075": "◆", "F0A8": "□", "F06F": "□", "F0D8": "➢", "F0B7": "•"}
_BLANK = " \t\u3000\xa0"
_LENGTH = re.compile(r"(?:^|;)(width|height):([0-9]{1,5}(?:\.[0-9]{1,6})?)(pt|in|cm|mm)")  # width:415.5pt;height:2in
_MM = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0}
_EMU_PER_MM = 36_000
#: A picture smaller than this is a seal, a badge or a line; a larger one may show words.
_LARGE_MM = (80.0, 50.0)
#: A row with a cell like this holds a report, or a chapter of it, rather than entries of a table.
_PROSE_PARAGRAPHS, _PROSE_CHARACTERS = 3, 300


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read: its text ("\\n" breaks a line, "\\f" a page), and what hangs on it."""

    properties: ET.Element | None
    page: int
    pieces: list[str] = field(default_factory=list)
    hung: list[Line] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        return not any(piece.strip() for piece in self.pieces)


@dataclass(slots=True)
class Body:
    """Reads the text of one file; afterwards it knows what it met that has no words to read.

    ``fields_balance`` is false where fields begin that never end: then the text must be read again with
    ``trust_fields`` off, or all that follows such a beginning would be taken for its code.
    """

    styles: Styles
    counters: Counters
    notes: Mapping[str, Mapping[int, ET.Element]]
    trust_fields: bool = True
    page: int = 1
    large_pictures: int = 0
    graphs: int = 0
    aliens: int = 0
    _tables: int = 0
    _fields: list[str] = field(default_factory=list)
    _mute: int = 0
    _noted: set[tuple[str, int]] = field(default_factory=set)
    _chains: dict[str | None, tuple[Style, ...]] = field(default_factory=dict)

    @property
    def fields_balance(self) -> bool:
        """Whether every field that begins also ends."""
        return not self._fields

    def read_blocks(self, container: ET.Element) -> list[Line]:
        """Return the paragraphs and table rows of *container* in order."""
        lines: list[Line] = []
        joined: _Paragraph | None = None  # its mark is deleted: it goes on in the next paragraph
        for block in _unfold(container, _BLOCKS):
            if block.tag == _PARAGRAPH:
                properties = block.find(f"{W}pPr")
                if joined is None:
                    joined = _Paragraph(properties, self.page)
                elif joined.blank:
                    joined.properties = properties
                self._read_paragraph(block, joined)
                if _is_mark_deleted(properties):
                    continue
            lines += self._finish(joined)
            joined = None
            if block.tag == _TABLE:
                lines += self._read_table(block)
            elif block.tag in _ALIEN:
                self.aliens += 1
        return lines + self._finish(joined)

    # ---- paragraphs

    def _chain(self, properties: ET.Element | None, kind: str = "pStyle") -> tuple[Style, ...]:
        named = value_at(properties, kind) or (self.styles.default if kind == "pStyle" else None)
        if named not in self._chains:
            self._chains[named] = self.styles.chain(named)
        return self._chains[named]

    def _read_paragraph(self, element: ET.Element, paragraph: _Paragraph) -> None:
        chain = self._chain(element.find(f"{W}pPr"))
        self._read_inlines(element, paragraph, hidden=bool(next((style.hidden for style in chain if style.hidden is not None), None)))

    def _read_inlines(self, element: ET.Element, paragraph: _Paragraph, *, hidden: bool) -> None:
        for inline in _unfold(element, _INLINES):
            if inline.tag != _SIMPLE_FIELD:
                self._read_run(inline, paragraph, hidden=hidden)
            elif not (self.trust_fields and _CONTENTS_FIELD.match(inline.get(f"{W}instr", ""))):
                self._read_inlines(inline, paragraph, hidden=hidden)

    def _read_run(self, run: ET.Element, paragraph: _Paragraph, *, hidden: bool) -> None:
        for part in _unfold(run, _IN_RUN):
            if part.tag == _FIELD_MARK:
                self._pass_field_mark(part.get(f"{W}fldCharType"))
            elif part.tag == _FIELD_CODE:
                if self._fields and len(self._fields[-1]) < 20:
                    self._fields[-1] += (part.text or "")[:20]
            elif part.tag == f"{W}lastRenderedPageBreak":
                self.page += 1
                paragraph.pieces.append("\f")
            elif self._mute or self._is_hidden(run, hidden=hidden):
                continue
            elif part.tag == _RUN:
                self._read_run(part, paragraph, hidden=hidden)
            elif part.tag in _PICTURES:
                paragraph.hung += self._read_picture(part)
            elif part.tag in _NOTES:
                paragraph.hung += self._read_note(_NOTES[part.tag], to_number(part.get(f"{W}id")))
            else:
                paragraph.pieces.append(_text_of(part))

    def _is_hidden(self, run: ET.Element, *, hidden: bool) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return hidden
        own = is_on(properties, "vanish")
        if own is None:
            own = next((style.hidden for style in self._chain(properties, "rStyle") if style.hidden is not None), None)
        return hidden if own is None else own

    def _pass_field_mark(self, kind: str | None) -> None:
        """Follow a field: its code is no text, its result is, unless it is a table of contents."""
        if not self.trust_fields:
            return
        if kind == "begin":
            self._fields.append("")
            self._mute += 1
        elif kind == "separate" and self._fields and self._fields[-1] != _SHOWN and not _CONTENTS_FIELD.match(self._fields[-1]):
            self._fields[-1] = _SHOWN
            self._mute -= 1
        elif kind == "end" and self._fields:
            self._mute -= self._fields.pop() != _SHOWN

    def _finish(self, paragraph: _Paragraph | None) -> list[Line]:
        """Return the lines of a paragraph that is read: its text with its number, then what hangs on it."""
        if paragraph is None:
            return []
        chain = self._chain(paragraph.properties)
        text = "".join(paragraph.pieces)
        if self.trust_fields and is_contents(chain):
            return paragraph.hung
        if not text.strip(_BLANK + "\n\f"):
            if not is_on(paragraph.properties, "rPr", "vanish"):
                self._number(paragraph.properties, chain)
            return paragraph.hung
        level = heading_level(number_at(paragraph.properties, "outlineLvl"), chain)
        if level is not None:
            text = _join_breaks(text)
        lines = list(_split(text, paragraph.page, level))
        label = self._number(paragraph.properties, chain)
        return [_put_before(label.lstrip(_BLANK), lines[0]), *lines[1:], *paragraph.hung]

    def _number(self, properties: ET.Element | None, chain: tuple[Style, ...]) -> str:
        """Count the paragraph in its list and return its number, "" where it has none."""
        list_id, at = number_at(properties, "numPr", "numId"), number_at(properties, "numPr", "ilvl")
        if list_id is None:
            owner = next((style for style in chain if style.list_id is not None), None)
            list_id = owner.list_id if owner else None
            if at is None and list_id is not None:
                at = self.counters.level_of_style(list_id, tuple(style.id for style in chain))
            if at is None:
                at = next((style.list_level for style in chain if style.list_level is not None), None)
        return self.counters.count(list_id, at or 0) if list_id else ""

    def _read_note(self, kind: str, number: int | None) -> list[Line]:
        note = self.notes.get(kind, {}).get(number) if number is not None else None
        if note is None or number is None or (kind, number) in self._noted:
            return []
        self._noted.add((kind, number))
        text = " ".join(line.text for line in self.read_blocks(note)).strip()
        return [Line(f"（注：{text}）", self.page)] if text else []

    # ---- pictures and what is written in them

    def _read_picture(self, picture: ET.Element) -> list[Line]:
        """Return what is written in a drawing, as lines of their own, and count what cannot be read of it."""
        lines: list[Line] = []
        for part in _unfold(picture, _IN_PICTURE):
            if part.tag == _TEXT_BOX:
                lines += self.read_blocks(part)
            elif part.tag == _DRAWN_PARAGRAPH:
                lines += _split("".join(text.text or "" for text in part.iter(f"{A}t")), self.page, None)
            elif part.tag == f"{V}textpath":
                lines += _split(part.get("string", ""), self.page, None)
            elif part.tag in _GRAPHS or part.tag == _OBJECT:
                self.graphs += 1
            elif picture.tag != f"{W}object" and _is_large(picture):
                self.large_pictures += 1
        return lines

    # ---- tables

    def _read_table(self, table: ET.Element) -> list[Line]:
        """Return a line for each row; a table of one column only frames paragraphs, which are returned as such."""
        rows = [self._read_row(row) for row in _unfold(table, frozenset({_ROW})) if not _is_row_gone(row)]
        framed = all(len(cells) <= 1 for cells in rows)
        self._tables += 1
        number = self._tables
        lines: list[Line] = []
        for cells in rows:
            if framed or any(_is_prose(cell) for cell in cells):
                lines += [line for cell in cells for line in cell]
            elif any(cells):
                texts = tuple(" ".join(line.text.replace("\t", " ") for line in cell) for cell in cells)
                lines.append(Line("\t".join(texts), next(line.page for cell in cells for line in cell), cells=texts, table=number))
        return lines

    def _read_row(self, row: ET.Element) -> list[list[Line]]:
        cells: list[list[Line]] = []
        for cell in _unfold(row, frozenset({_CELL})):
            properties = cell.find(f"{W}tcPr")
            if find_at(properties, "cellDel") is None and not _is_merged(properties, "hMerge"):
                lines = self.read_blocks(cell)
                cells.append([] if _is_merged(properties, "vMerge") else lines)
        return cells


#: Stands in the place of a field's code once its result has begun.
_SHOWN = "\0shown"


def _unfold(element: ET.Element, wanted: frozenset[str]) -> Iterator[ET.Element]:
    """Return the nearest descendants whose tag is *wanted*, in order, without those that are not part of the text."""
    stack = [iter(element)]
    while stack:
        for child in stack[-1]:
            if child.tag in wanted:
                yield child
            elif child.tag not in _DROPPED and len(child) and not (child.tag == f"{W}sdt" and _is_aside(child)):
                stack.append(iter(_alternative(child) if child.tag == f"{MC}AlternateContent" else child))
                break
        else:
            stack.pop()


def _alternative(element: ET.Element) -> ET.Element | tuple[()]:
    """Of several renderings of one thing, return the first."""
    choice = element.find(f"{MC}Choice")
    return choice if choice is not None else next(iter(element.findall(f"{MC}Fallback")), ())


def _is_aside(control: ET.Element) -> bool:
    """Whether a content control only prompts for text, or holds a table of contents."""
    properties = control.find(f"{W}sdtPr")
    return bool(is_on(properties, "showingPlcHdr")) or value_at(properties, "docPartObj", "docPartGallery") == "Table of Contents"


def _is_mark_deleted(properties: ET.Element | None) -> bool:
    return any(find_at(properties, "rPr", change) is not None for change in ("del", "moveFrom"))


def _is_row_gone(row: ET.Element) -> bool:
    properties = row.find(f"{W}trPr")
    return find_at(properties, "del") is not None or bool(is_on(properties, "hidden"))


def _is_merged(properties: ET.Element | None, direction: str) -> bool:
    """Whether a cell only continues the one above (vMerge) or before (hMerge)."""
    merge = find_at(properties, direction)
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _is_prose(cell: list[Line]) -> bool:
    return len(cell) >= _PROSE_PARAGRAPHS and sum(len(line.text) for line in cell) >= _PROSE_CHARACTERS


def _is_large(picture: ET.Element) -> bool:
    """Whether a drawing is of a size that may show words; one that does not tell its size is."""
    extent = next(picture.iter(f"{WP}extent"), None)
    if extent is not None:
        sizes = [(to_number(extent.get(side)) or 0) / _EMU_PER_MM for side in ("cx", "cy")]
    else:
        style = next((shape.get("style", "") for shape in picture.iter(f"{V}shape")), "")
        told = {side: float(number) * _MM[unit] for side, number, unit in _LENGTH.findall(style[:500])}
        sizes = [told.get("width", _LARGE_MM[0]), told.get("height", _LARGE_MM[1])]
    return sizes[0] >= _LARGE_MM[0] and sizes[1] >= _LARGE_MM[1]


def _text_of(part: ET.Element) -> str:
    if part.tag in _TEXTS:
        text = (part.text or "").replace("\n", " ").replace("\r", " ")
        return text if part.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" else text.strip(" ")
    if part.tag == _SYMBOL:
        code = part.get(f"{W}char", "").upper()[:4]
        return _SYMBOLS.get(code, "")
    return _SPACES.get(part.tag, "")


def _join_breaks(text: str) -> str:
    """Return a heading that was broken by hand in one line; words of letters stay apart."""
    parts = [part for part in re.split("\n", text) if part.strip(_BLANK + "\f")]
    joined = parts[0]
    for part in parts[1:]:
        joined = joined.rstrip(_BLANK) + (" " if joined[-1:].isascii() and part[:1].isascii() else "") + part.lstrip(_BLANK)
    return joined


def _put_before(label: str, line: Line) -> Line:
    return replace(line, text=label + line.text, turns=tuple(turn + len(label) for turn in line.turns))


def _split(text: str, page: int, level: int | None) -> Iterator[Line]:
    """Return the lines of a text that are not blank, each with the page on which it begins, and where others begin in it."""
    for raw in text.split("\n"):
        words = raw.lstrip(_BLANK + "\f")
        first = page + raw[: len(raw) - len(words)].count("\f")
        parts = words.rstrip(_BLANK + "\f").split("\f")
        if parts[0]:
            yield Line("".join(parts), first, level, turns=tuple(accumulate(len(part) for part in parts[:-1])))
        page += raw.count("\f")
