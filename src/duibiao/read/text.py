"""Plain text in the encodings that offices have: UTF-8, UTF-16, GB18030, Big5."""

from __future__ import annotations

import codecs
import re

from duibiao.model import ReadError, Text

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: Characters that stand in almost every report, in both scripts: a decoding that shows them is the right one.
_COMMON = re.compile("[的政府法治工作行年设設建执執规規责責是在一不了和县縣市区區镇鎮国國务務会會]")
_WIDE_HEAD = 200
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode_text(data: bytes, name: str) -> tuple[str, str, int]:
    """Return the text of *data*, its encoding, and how many characters had to be replaced.

    A byte-order mark decides; else UTF-8 where it fits; else whichever of UTF-8, GB18030, Big5 and UTF-16 shows most
    common characters and fewest broken ones. Raises `ReadError` for an empty or binary file.
    """
    if not data.strip():
        raise ReadError.at(name, Text("文件是空的", "the file is empty"), Text("确认是否选错文件", "make sure that it is the right file"))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding)
    candidates = [_decode(data, encoding) for encoding in ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")]
    if not candidates[0][2] and len(_BINARY.findall(data)) * 100 <= len(data):
        return candidates[0]
    best = max(candidates, key=lambda candidate: _likeness(candidate[0]) - 2 * candidate[2] / max(1, len(candidate[0])))
    if _likeness(best[0]) < 0.05 or best[2] * 20 > len(best[0]):
        raise ReadError.at(
            name,
            Text("不是文本文件，或编码无法识别", "is not a text file, or is in an unknown encoding"),
            Text("用 Word、WPS 或记事本打开，另存为 UTF-8 编码的 .txt", "open it in Word, WPS or an editor and save it as .txt in UTF-8"),
        )
    return best


def tell_wide(data: bytes) -> str | None:
    """Return the kind of UTF-16 in which *data* begins with mark-up and no byte-order mark, None where it does not.

    Of each letter of mark-up one byte is null: the second where the lower half comes first.
    """
    head = data[:_WIDE_HEAD]
    first, second = head[0::2].count(0), head[1::2].count(0)
    if max(first, second) * 10 <= len(head) or max(first, second) < 3 * min(first, second):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _decode(data: bytes, encoding: str) -> tuple[str, str, int]:
    text = data.decode(encoding, "replace")
    return text, encoding, text.count("\ufffd")


def _likeness(text: str) -> float:
    """The share of common characters among those of *text*."""
    return len(_COMMON.findall(text)) / len(text) if text else 0.0
