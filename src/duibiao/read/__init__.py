"""Read reports: bytes in, text out, with a note of how they were read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from duibiao.model import ReadError, Source, Text
from duibiao.read.text import decode_text

#: The suffixes that can be read; a folder's other files are listed as skipped.
SUFFIXES = (".txt",)
_LARGEST = 50_000_000


def read_source(path: Path) -> Source:
    """Return the report in *path*. Raises `ReadError` where it cannot be read or holds no text."""
    data = _read_bytes(path)
    if path.suffix.lower() not in SUFFIXES:
        raise ReadError.at(
            path.as_posix(),
            Text(f"不认识的文件类型“{path.suffix or '无后缀'}”", f"unknown type of file “{path.suffix or 'no suffix'}”"),
            Text(f"可读的类型：{'、'.join(SUFFIXES)}；请另存为其中之一", f"save it as one of the types that can be read: {', '.join(SUFFIXES)}"),
        )
    text, encoding, replaced = decode_text(data, path.as_posix())
    return _source(path.as_posix(), text, hashlib.sha256(data).hexdigest(), "txt", encoding, replaced)


def read_text(text: str, name: str = "") -> Source:
    """Return a report given as text. Raises `ReadError` where there is none."""
    return _source(name, text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "text", None, 0)


def _read_bytes(path: Path) -> bytes:
    name = path.as_posix()
    try:
        if path.stat().st_size > _LARGEST:
            raise ReadError.at(
                name,
                Text("文件过大（超过 50 MB）", "the file is too large (over 50 MB)"),
                Text("确认是否选错文件；年度报告通常不到 1 MB", "make sure that it is the right file; annual reports are seldom over 1 MB"),
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError.at(name, Text("没有这个文件", "no such file"), Text("检查路径和文件名", "check the path and the name")) from error
    except OSError as error:
        raise ReadError.at(
            name,
            Text(f"打不开（{error.strerror or error}）", f"cannot be opened ({error.strerror or error})"),
            Text("检查读取权限，或文件是否正被其他程序占用", "check its permissions, and whether another program holds it"),
        ) from error


def _source(name: str, text: str, sha256: str, kind: str, encoding: str | None, replaced: int) -> Source:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not any(character.isalnum() for character in text):
        raise ReadError(
            Text(f"{name or '输入'}： 没有文字", f"{name or 'input'}: holds no text"),
            Text("打开原件确认有正文；扫描件请先做文字识别", "see whether the original has text; run a scan through text recognition first"),
        )
    return Source(name, text, sha256, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), kind, encoding, replaced=replaced)
