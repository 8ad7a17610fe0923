"""The bytes of a page made text: from a single-file archive too, and whatever encoding it declares."""

from __future__ import annotations

import codecs
import contextlib
import re
from email import message_from_bytes, policy
from email.errors import MessageError

from duibiao.read.text import decode_text, tell_wide

_LOST = "\ufffd"
_HEAD = 8192
#: Fewer characters than one in so many may be lost before a declared encoding is taken for wrong.
_FEW_LOST = 200
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ARCHIVE = re.compile(rb"^content-type:\s{0,9}multipart/related", re.IGNORECASE | re.MULTILINE)  # Content-Type: multipart/related; type="text/html"
_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_\-:]{2,30})""", re.IGNORECASE)  # <meta charset="gb2312">
_MARKUP = re.compile(rb"[\x00-\x7f]{8,}")  # <div class="a">
#: Names of Chinese encodings of which GB18030 is the latest and holds the others.
_NATIONAL = frozenset(("gb2312", "gbk", "gb18030", "xgbk", "gb231280", "cp936"))
_DASHES = str.maketrans("", "", "-_")


def decode_page(data: bytes, name: str) -> tuple[str, str, int]:
    """Return the text of a page without nulls, its encoding, and how many characters had to be replaced."""
    text, encoding, replaced = _decode(*_unpack_archive(data), name)
    return text.replace("\0", ""), encoding, replaced


def _unpack_archive(data: bytes) -> tuple[bytes, str | None]:
    """Return the page of a single-file archive (.mht) and its encoding; any other page as it is."""
    if b"<" in data[:64] or not _ARCHIVE.search(data[:4096]):
        return data, None
    try:
        for part in message_from_bytes(data, policy=policy.default).walk():
            if part.get_content_type() == "text/html":
                page = part.get_payload(decode=True)
                return (page if isinstance(page, bytes) else b""), part.get_content_charset()
    except (MessageError, ValueError, LookupError, AttributeError, TypeError):  # a broken archive
        return data, None
    return data, None


def _decode(data: bytes, told: str | None, name: str) -> tuple[str, str, int]:
    if data.startswith(_MARKS):
        return decode_text(data, name)
    wide = tell_wide(data)
    if wide:
        return _replace(data, wide)
    with contextlib.suppress(UnicodeDecodeError):
        text = data.decode("utf-8")
        if not text.isascii():
            return text, "utf-8", 0
    declared = told or _find_charset(data)
    if declared:
        try:
            found = _replace(data, "gb18030" if declared.lower().translate(_DASHES) in _NATIONAL else declared.lower())
        except (LookupError, UnicodeError):  # there is no such encoding
            found = None
        if found and found[2] * _FEW_LOST <= len(found[0]):
            return found
    words = _MARKUP.sub(b" ", data)  # what is left when mark-up and programs are gone tells the encoding
    return _replace(data, decode_text(words if words.strip() else data, name)[1])


def _find_charset(data: bytes) -> str | None:
    """Return the encoding that a page declares for itself."""
    match = _CHARSET.search(data[:_HEAD])
    return match.group(1).decode("ascii") if match else None


def _replace(data: bytes, encoding: str) -> tuple[str, str, int]:
    text = data.decode(encoding, "replace")
    return text, encoding, text.count(_LOST)
