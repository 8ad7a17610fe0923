"""Word files put together from their parts, so that a test can say what stands in them, down to the element."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": f"{_OFFICE}/relationships",
        "m": f"{_OFFICE}/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "o": "urn:schemas-microsoft-com:office:office",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header1": "header",
    "footer1": "footer",
    "comments": "comments",
}


def run(text: str, properties: str = "") -> str:
    """Return a run of *text* with some run *properties*."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph; *content* that is no XML is text."""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    """Return a paragraph that is numbered by list *number* on *level*."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(rows: Iterable[Iterable[str]]) -> str:
    """Return a table; a cell that is no XML is the text of one paragraph."""
    written = ""
    for row in rows:
        cells = "".join(f"<w:tc><w:tcPr/>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row)
        written += f"<w:tr><w:trPr/>{cells}</w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{written}</w:tbl>"


def level(at: int, form: str, text: str, extra: str = "", start: int = 1) -> str:
    """Return a level of a list."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(families: Mapping[int, str], numbers: Mapping[int, tuple[int, str]]) -> str:
    """Return a numbering part: *families* of levels, and *numbers* that name a family and override it."""
    written = "".join(
        f'<w:abstractNum w:abstractNumId="{family}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>' for family, levels in families.items()
    )
    written += "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{family}"/>{own}</w:num>' for number, (family, own) in numbers.items())
    return f"<w:numbering {NAMESPACES}>{written}</w:numbering>"


def styles(*written: str) -> str:
    """Return a styles part."""
    return f"<w:styles {NAMESPACES}>{''.join(written)}</w:styles>"


def style(name: str, inner: str = "", *, based_on: str = "", kind: str = "paragraph", default: bool = False) -> str:
    """Return a style whose id is its *name* without spaces."""
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{first} w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>{parent}{inner}</w:style>'


def notes(kind: str, *texts: str) -> str:
    """Return a part of "footnotes" or "endnotes", numbered from 2 as Word does."""
    one = kind.removesuffix("s")
    written = "".join(f'<w:{one} w:id="{number}">{paragraph(text)}</w:{one}>' for number, text in enumerate(texts, 2))
    return f'<w:{kind} {NAMESPACES}><w:{one} w:type="separator" w:id="0">{paragraph("<w:r><w:separator/></w:r>")}</w:{one}>{written}</w:{kind}>'


def document(body: str) -> str:
    """Return the part with the text."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>'


def word_file(body: str, more: Mapping[str, str | bytes] | None = None, **parts: str) -> bytes:
    """Return a Word file: *parts* by name ("styles", "numbering", "footnotes" …), and *more* members by their path."""
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{_KINDS[name]}+xml"/>' for name in parts)
    related = "".join(f'<Relationship Id="r{name}" Type="{_OFFICE}/relationships/{_KINDS[name]}" Target="{name}.xml"/>' for name in parts)
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{relation}"><Relationship Id="r1" Type="{_OFFICE}/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{relation}">{related}</Relationships>',
        "word/document.xml": document(body),
        **{f"word/{name}.xml": part for name, part in parts.items()},
        **(more or {}),
    }
    return zip_file(members)


def zip_file(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip with *members*; "mimetype" is stored as it is, as OpenDocument wants it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path, content, zipfile.ZIP_STORED if path == "mimetype" else None)
    return made.getvalue()
