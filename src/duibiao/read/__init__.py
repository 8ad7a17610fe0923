"""Read reports: bytes in, text out, with a note of how they were read."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath

from duibiao.model import Cell, HeadingStyle, ReadError, Source, Span, Text
from duibiao.read.extract import Extract, Limits
from duibiao.read.sniff import tell_kind
from duibiao.read.text import decode_text

#: The suffixes that can be read; a folder's other files are listed as skipped.
SUFFIXES = (".txt", ".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".html", ".htm", ".mht", ".mhtml")
#: The reader of each kind but text: its module, loaded when a file needs it, and its function.
_READERS = {
    "docx": ("docx", "read_docx"),
    "pdf": ("pdf", "read_pdf"),
    **dict.fromkeys(("html", "mht"), ("html", "read_html")),
    **dict.fromkeys(("doc", "wps", "rtf", "odt", "xml"), ("legacy", "read_legacy")),
}
_FORMATS = {"xml": "doc", "mht": "html"}
_LOST = re.compile("[\x00\ud800-\udfff]")
_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\r\0"} | {10: " ", 13: " ", 0x2028: " ", 0x2029: " "}
_SAVE_AS = Text("请用 Word 或 WPS 打开，另存为 .docx", "open it in Word or WPS and save it as .docx")
_ADVICE = {
    ".zip": Text("请先解压，再检查里面的报告", "unpack it first, and check the reports in it"),
    ".rar": Text("请先解压，再检查里面的报告", "unpack it first, and check the reports in it"),
    ".7z": Text("请先解压，再检查里面的报告", "unpack it first, and check the reports in it"),
    ".ofd": Text("请用 OFD 阅读器转换为 PDF 或 .docx", "convert it to PDF or .docx in an OFD reader"),
    **dict.fromkeys((".docm", ".dotx", ".wpt", ".dot", ".uot"), _SAVE_AS),
}


def read_source(path: Path, limits: Limits = Limits()) -> Source:  # noqa: B008 - frozen
    """Return the report in *path*. Raises `ReadError` where it cannot be read or holds no text."""
    name = path.as_posix()
    data = read_file(path, limits)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = Text(f"可读的类型：{'、'.join(SUFFIXES)}；请另存为其中之一", f"save it as one of the types that can be read: {', '.join(SUFFIXES)}")
        raise ReadError.at(
            name,
            Text(f"不认识的文件类型“{path.suffix or '无后缀'}”", f"unknown type of file “{path.suffix or 'no suffix'}”"),
            _ADVICE.get(suffix, known),
        )
    return read_bytes(data, name, limits)


def read_bytes(data: bytes, name: str, limits: Limits = Limits()) -> Source:  # noqa: B008 - frozen
    """Return the report in *data*; its content tells what it is, the suffix of *name* only helps. Raises `ReadError`."""
    _check_size(len(data), name, limits)
    suffix = PurePath(name).suffix.lower()
    kind = tell_kind(data, suffix)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind == "txt":
        text, encoding, replaced = _decode(data, name, suffix)
        return _finish(name, text.removeprefix("\ufeff").replace("\r\n", "\n"), sha256, "txt", Extract((), encoding=encoding, replaced=replaced))
    return _assemble(_load_reader(kind)(data, name, limits), name, sha256, _FORMATS.get(kind, kind))


def read_text(text: str, name: str = "") -> Source:
    """Return a report given as text. Raises `ReadError` where there is none."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _finish(name, text.removeprefix("\ufeff").replace("\r\n", "\n"), sha256, "text", Extract(()))


# ---- bytes


def read_file(path: Path, limits: Limits = Limits()) -> bytes:  # noqa: B008 - frozen
    """Return the bytes of the file *path*. Raises `ReadError` where it cannot be opened or is too large."""
    name = path.as_posix()
    try:
        _check_size(path.stat().st_size, name, limits)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError.at(name, Text("没有这个文件", "no such file"), Text("检查路径和文件名", "check the path and the name")) from error
    except OSError as error:
        raise ReadError.at(
            name,
            Text(f"打不开（{error.strerror or error}）", f"cannot be opened ({error.strerror or error})"),
            Text("检查读取权限，或文件是否正被其他程序占用", "check its permissions, and whether another program holds it"),
        ) from error


def _check_size(size: int, name: str, limits: Limits) -> None:
    if size > limits.file_bytes:
        most = limits.file_bytes // 1_000_000
        raise ReadError.at(
            name,
            Text(f"文件过大（超过 {most} MB）", f"the file is too large (over {most} MB)"),
            Text("确认是否选错文件；年度报告通常不到 1 MB", "make sure that it is the right file; annual reports are seldom over 1 MB"),
        )


def _decode(data: bytes, name: str, suffix: str) -> tuple[str, str, int]:
    """Decode as text what looks like nothing else; where that fails, a file of another suffix is damaged rather than ill encoded."""
    try:
        return decode_text(data, name)
    except ReadError as error:
        if suffix in (".txt", "") or not data.strip():
            raise
        raise ReadError.at(
            name,
            Text(f"内容不是 {suffix} 文件，或已损坏", f"the content is not that of a {suffix} file, or is damaged"),
            Text("请用原软件打开，确认能看到内容，再另存为 .docx", "open it in the program that made it, see that it has text, and save it as .docx"),
        ) from error


def _load_reader(kind: str) -> Callable[[bytes, str, Limits], Extract]:
    module, function = _READERS[kind]
    reader: Callable[[bytes, str, Limits], Extract] = getattr(import_module(f"duibiao.read.{module}"), function)
    return reader


# ---- the source


def _assemble(extract: Extract, name: str, sha256: str, kind: str) -> Source:
    """Return the source that an extract makes, with every place counted in its text."""
    lines: list[str] = []
    starts: list[int] = []
    cells: list[Cell] = []
    headings: list[HeadingStyle] = []
    rows: dict[int, int] = {}
    at = lost = 0
    for line in extract.lines:
        parts = [_clean(part, row=True) for part in line.cells] or [_clean(line.text, row=False)]
        text = "\t".join(parts)
        lost += text.count("\ufffd") - line.text.count("\ufffd")
        if line.cells and line.table is not None:
            rows[line.table] = rows.get(line.table, 0) + 1
            cells += _place_cells(parts, at, line.table, rows[line.table])
        if line.heading is not None:
            headings.append(HeadingStyle(at, line.heading))
        lines.append(text)
        starts.append(at)
        at += len(text) + 1
    return _finish(name, "\n".join(lines), sha256, kind, extract, max(lost, 0), _page_starts(extract, starts, at - 1), tuple(cells), tuple(headings))


def _clean(text: str, *, row: bool) -> str:
    """Return the words of a line without characters that end lines or cells, and with “\ufffd” for what is no character."""
    text = _LOST.sub("\ufffd", text).translate(_CONTROL)
    return text.replace("\t", " ") if row else text


def _place_cells(parts: list[str], at: int, table: int, row: int) -> list[Cell]:
    found: list[Cell] = []
    for column, part in enumerate(parts, 1):
        if part:
            found.append(Cell(Span(at, at + len(part)), table, row, column))
        at += len(part) + 1
    return found


def _page_starts(extract: Extract, starts: list[int], length: int) -> tuple[int, ...]:
    """Return where each page begins; a page without text starts where the next one does."""
    if not extract.pages:
        return ()
    places: list[int] = []
    reached: list[int] = []
    for line, start in zip(extract.lines, starts, strict=True):
        for further, turn in enumerate((0, *line.turns)):
            places.append(start + turn)
            reached.append(max((line.page or 1) + further, reached[-1] if reached else 1))
    firsts = [bisect_left(reached, page) for page in range(2, extract.pages + 1)]
    return (0, *(places[first] if first < len(places) else max(length, 0) for first in firsts))


def _finish(
    name: str,
    text: str,
    sha256: str,
    kind: str,
    extract: Extract,
    lost: int = 0,
    page_starts: tuple[int, ...] = (),
    cells: tuple[Cell, ...] = (),
    headings: tuple[HeadingStyle, ...] = (),
) -> Source:
    if not any(character.isalnum() for character in text):
        raise ReadError(
            Text(f"{name or '输入'}： 没有文字", f"{name or 'input'}: holds no text"),
            Text("打开原件确认有正文；扫描件请先做文字识别", "see whether the original has text; run a scan through text recognition first"),
        )
    return Source(
        name=name,
        text=text,
        sha256=sha256,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        format=kind,
        encoding=extract.encoding,
        pages=extract.pages,
        pages_without_text=extract.pages_without_text,
        replaced=extract.replaced + lost,
        complete=not (extract.omissions or extract.pages_without_text),
        page_starts=page_starts,
        cells=cells,
        headings=headings,
        omissions=extract.omissions,
    )
