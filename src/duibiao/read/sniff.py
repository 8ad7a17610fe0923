"""What a file is by its content; offices rename files, so the suffix decides only where the content does not."""

from __future__ import annotations

import codecs
import re

from duibiao.read.text import tell_wide

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_HEAD = 2048
#: What stands before the first tag is never taken back (`*+`), or a row of comments would be tried in every grouping.
_HTML = re.compile(r"(?:<\?xml[^>]{0,200}>|(?><!--.{0,1000}?-->)|\s)*+<(?:!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE | re.DOTALL)  # <!DOCTYPE html>
_WORD_XML = re.compile(r"\s*<\?xml.{0,1000}(?:Word\.Document|wordDocument|pkg:package)", re.DOTALL)  # <?mso-application progid="Word.Document"?>
_MIME = re.compile(r"\s*(?:[\w-]{1,40}:[^\n]{0,300}\n\s{0,9}){0,8}MIME-Version:", re.IGNORECASE)  # MIME-Version: 1.0
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BY_SUFFIX = {".html": "html", ".htm": "html"}


def tell_kind(data: bytes, suffix: str) -> str:
    """Return "docx" (any zip), "odt", "doc", "wps", "rtf", "xml" (of Word), "pdf", "html", "mht" or "txt"."""
    head = data[:_HEAD]
    if head.startswith(ZIP):
        return "odt" if _ODT in head else "docx"
    if head.startswith(OLE):
        return "wps" if suffix == ".wps" else "doc"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in head):
        return "pdf"
    words = _decode_head(head)
    for pattern, kind in ((_HTML, "html"), (_WORD_XML, "xml"), (_MIME, "mht")):
        if pattern.match(words):
            return kind
    return _BY_SUFFIX.get(suffix, "txt")


def _decode_head(head: bytes) -> str:
    for mark, codec in _WIDE:
        if head.startswith(mark):
            return head[len(mark) :].decode(codec, "replace")
    wide = tell_wide(head)
    return head.decode(wide, "replace") if wide else head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
