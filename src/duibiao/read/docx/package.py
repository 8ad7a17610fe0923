"""The parts of a Word file: a zip of XML files that refer to each other."""

from __future__ import annotations

import posixpath
from xml.etree import ElementTree as ET

from duibiao.model import ReadError, Text
from duibiao.read.extract import Limits
from duibiao.read.unzip import open_zip, read_member

_MAIN_KIND = "officeDocument"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: A part is parsed at once, so its size and its marks are counted first: a report of a thousand pages stays far below.
_LARGEST_PART = 50_000_000
_MOST_MARKS = 1_000_000
_DEEPEST = 150
_DOCTYPE = "<!DOCTYPE"
_DOCTYPES = tuple(_DOCTYPE.encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be"))
#: The strict variant of the format has other namespaces and the same elements.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (_STRICT + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (_STRICT + b"officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (_STRICT + b"drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_SAVE_AGAIN = Text("请用 Word 或 WPS 打开，确认内容完整后另存为 .docx", "open it in Word or WPS, see that it is whole, and save it as .docx")


class Package:
    """A Word file opened for reading; what is inflated from it is counted against the limits."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name = name
        self._archive = open_zip(data, name)
        self._left = limits.unpacked_bytes
        self._members = {member.filename.casefold(): member for member in self._archive.infolist()}
        if len(self._members) != len(self._archive.infolist()):
            raise ReadError.at(name, Text("文件内部有重名的部分，可能被篡改", "holds two parts of one name; it may have been tampered with"), _SAVE_AGAIN)

    @property
    def parts(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return frozenset(self._members)

    def main_part(self) -> str:
        """Return the name of the part with the text. Raises `ReadError` where the file is no Word file."""
        return next(iter(self.related("").get(_MAIN_KIND, ())), "word/document.xml")

    def related(self, part: str) -> dict[str, tuple[str, ...]]:
        """Return the parts that *part* refers to ("" is the file itself), by kind: "styles", "numbering" …"""
        folder, _, base = part.rpartition("/")
        found: dict[str, tuple[str, ...]] = {}
        root = self.parse(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relation in root.iter(_RELATION) if root is not None else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                kind = relation.get("Type", "").rpartition("/")[2]
                found[kind] = (*found.get(kind, ()), target) if len(found.get(kind, ())) < 10 else found[kind]
        return found

    def parse(self, part: str) -> ET.Element | None:
        """Return the root of *part*, None where there is none. Raises `ReadError` for what no Word program writes."""
        member = self._members.get(part.casefold())
        if member is None:
            return None
        data = read_member(self._archive, member, min(self._left, _LARGEST_PART), self.name)
        self._left -= len(data)
        if any(doctype in data for doctype in _DOCTYPES):
            raise self._refusal("内部 XML 带有 DTD，可能是恶意文件", "its XML has a DTD; it may be malicious")
        if data.count(b"<") > _MOST_MARKS or data.count(b"=") > _MOST_MARKS:
            raise self._refusal("内容过于庞杂", "is too large and complex")
        if _STRICT in data:
            for strict, transitional in _TRANSITIONAL:
                data = data.replace(strict, transitional)
        try:
            root = ET.fromstring(data)  # noqa: S314 - without a DTD there are no entities to expand
        except (ET.ParseError, ValueError, LookupError) as error:
            raise self._refusal("内部 XML 已损坏", "its XML is damaged") from error
        if _is_too_deep(root):
            raise self._refusal("内部 XML 嵌套过深，可能是恶意文件", "its XML is nested too deeply; it may be malicious")
        return root

    def _refusal(self, zh: str, en: str) -> ReadError:
        return ReadError.at(self.name, Text(zh, en), _SAVE_AGAIN)


def _is_too_deep(root: ET.Element) -> bool:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element if len(child)]
        if not level:
            return False
    return True
