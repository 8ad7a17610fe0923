"""A zip of reports, read as the folder it was made of; nothing of it is ever written to disk."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from duibiao.model import ReadError, Text
from duibiao.read.extract import Limits
from duibiao.read.sniff import ZIP, tell_kind
from duibiao.read.unzip import BROKEN, open_zip, read_member

_UTF8_NAME = 0x800
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
#: Archives in an archive are not opened: a few bytes can hold no end of them.
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its bytes, or the error why there are none; neither where its type was not asked for."""

    name: str
    data: bytes | None = None
    error: ReadError | None = None


def is_archive(data: bytes) -> bool:
    """Whether *data* is a zip that is not itself a document, whatever its suffix says."""
    if not data.startswith(ZIP) or tell_kind(data, "") == "odt":
        return False
    try:
        with open_zip(data, "") as archive:
            names = {member.filename.casefold() for member in archive.infolist()}
    except ReadError:
        return True
    return "[content_types].xml" not in names and "ofd.xml" not in names


def open_archive(data: bytes, name: str, limits: Limits, suffixes: Sequence[str]) -> Iterator[Member]:
    """Yield the files of an archive in order of their names, each below *name*; those of other *suffixes* without bytes.

    Folders, hidden files and what systems add are left out. A member that cannot be read has its error; *limits* hold
    for all members together. Raises `ReadError` where the archive itself cannot be read.
    """
    with open_zip(data, name) as archive:
        named = sorted(zip(_decode_names(archive.infolist()), archive.infolist(), strict=True), key=lambda pair: pair[0])
        left = limits.unpacked_bytes
        for inner, info in named:
            if inner.endswith("/") or _is_hidden(inner):
                continue
            member = _open_member(archive, info, f"{name}/{inner}", min(left, limits.file_bytes), suffixes)
            if member.data is not None or (member.error and info.file_size <= left):
                left -= info.file_size
            yield member


def _open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limit: int, suffixes: Sequence[str]) -> Member:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _ARCHIVES:
        return Member(
            name,
            error=ReadError.at(
                name,
                Text("压缩包里还有压缩包，没有打开", "is an archive within an archive, which is not opened"),
                Text("请先解压里层的压缩包，再检查", "unpack the inner archive first, and check what it holds"),
            ),
        )
    if suffix not in suffixes:
        return Member(name)
    try:
        return Member(name, read_member(archive, info, limit, name))
    except ReadError as error:
        return Member(name, error=error)


def _is_hidden(inner: str) -> bool:
    parts = [part for part in inner.split("/") if part not in (".", "..")]
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts)


def _decode_names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Return the names of *members*; where they are not said to be UTF-8, Chinese Windows wrote them in its own encoding."""
    raw = [None if member.flag_bits & _UTF8_NAME else _raw_name(member) for member in members]
    codec = "utf-8" if all(_is_utf8(name) for name in raw if name is not None) else "gb18030"
    names = [member.orig_filename if name is None else name.decode(codec, "replace") for member, name in zip(members, raw, strict=True)]
    return [_CONTROL.sub("\ufffd", name.replace("\\", "/")) for name in names]


def _raw_name(member: zipfile.ZipInfo) -> bytes:
    """The bytes of a name, which `zipfile` took for cp437."""
    try:
        return member.orig_filename.encode("cp437")
    except BROKEN:
        return member.orig_filename.encode("utf-8", "replace")


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
