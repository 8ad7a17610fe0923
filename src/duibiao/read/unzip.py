"""Zip files of strangers: opened and inflated within limits, whatever their headers claim."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from duibiao.model import ReadError, Text

#: What `zipfile` raises on a damaged archive, besides what it says it raises.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError, OSError, LookupError)
_MEMBER = b"PK\x01\x02"  # begins each entry of the directory
_MOST_MEMBERS = 10_000
#: Other methods are hardly used, and Python cannot inflate them a piece at a time.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_REPAIR = Text("请用原软件打开确认内容完整，再重新保存或重新索取", "open it in the program that made it, see that it is whole, and save or fetch it anew")


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Return the archive in *data*. Raises `ReadError` where it is damaged, cut off or has too many members."""
    if data.count(_MEMBER) > _MOST_MEMBERS:
        raise ReadError.at(
            name,
            Text(f"压缩包内文件过多（超过 {_MOST_MEMBERS} 个）", f"the archive has too many members (over {_MOST_MEMBERS})"),
            Text("确认是否选错文件，或分几次检查", "make sure that it is the right file, or check it in parts"),
        )
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise ReadError.at(name, Text("文件不完整或已损坏", "the file is cut off or damaged"), _REPAIR) from error


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    """Return what *member* holds. Raises `ReadError` where it is encrypted, damaged or inflates to more than *limit* bytes."""
    if member.flag_bits & _ENCRYPTED:
        raise ReadError.at(
            name,
            Text("文件有密码", "is protected by a password"),
            Text("请去掉密码后另存，再检查", "remove the password, save it and check again"),
        )
    if member.compress_type not in _METHODS:
        raise ReadError.at(
            name,
            Text("压缩方式不支持", "is compressed in an unsupported way"),
            Text("请用常见的 zip 方式重新压缩", "compress it again as an ordinary zip file"),
        )
    try:
        with archive.open(member) as stream:
            data = stream.read(limit + 1) if member.file_size <= limit else b""
    except BROKEN as error:
        raise ReadError.at(name, Text("文件不完整或已损坏", "the file is cut off or damaged"), _REPAIR) from error
    if len(data) > limit or member.file_size > limit:
        raise ReadError.at(
            name,
            Text("解压后过大，可能是恶意文件", "unpacks to too much; it may be malicious"),
            Text("确认文件来源；正常的年度报告远小于此", "make sure where it comes from; an ordinary annual report is far smaller"),
        )
    return data
