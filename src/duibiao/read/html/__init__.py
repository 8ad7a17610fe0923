"""Web pages: the report out of its menus, bars and feet; saved by a browser, by Word or by WPS.

A page is walked once into lines that know the element they stand in. The report is the smallest element that holds all
of the page's prose; its title, date and signature may stand around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from duibiao.model import ReadError, Text
from duibiao.read.apart import read_apart
from duibiao.read.extract import Extract, Limits, Line
from duibiao.read.html.article import find_report
from duibiao.read.html.blocks import walk_lines
from duibiao.read.html.decoding import decode_page
from duibiao.read.html.page import parse_page, refuse_size
from duibiao.read.html.taming import tame_page
from duibiao.read.html.words import Words, is_title

_MANY_TAGS = 20_000
_HARDLY_ANY = 60
_FEW_WORDS = 300
_EMBEDDED = frozenset(("iframe", "frame", "object", "embed"))


def read_html(data: bytes, name: str, limits: Limits) -> Extract:
    """Return the paragraphs and table rows of the report on a web page.

    A page of ordinary size is read in this process, a huge one in a process of its own. Raises `ReadError` for a page
    without text of its own.
    """
    if data.count(b"<") > _MANY_TAGS:
        return read_apart("duibiao.read.html:extract_html", data, name, limits)
    return extract_html(data, name, limits)


def extract_html(data: bytes, name: str, limits: Limits) -> Extract:
    """Return what `read_html` returns, read in this process whatever the page is like."""
    text, encoding, replaced = decode_page(data, name)
    if len(text) > limits.unpacked_bytes:
        raise refuse_size(name)
    text = tame_page(text)
    root, seen = parse_page(text, name)
    lines = list(walk_lines(root))
    if not lines and seen["hidden"]:
        root, seen = parse_page(text, name, hidden=True)
        lines = list(walk_lines(root))
    report = find_report(root, lines)
    letters = sum(len(line.text) for line in report)
    if letters < _HARDLY_ANY:
        raise _no_text(name, seen)
    return Extract(lines=tuple(_finish_lines(report)), omissions=_tell_omissions(seen, letters), encoding=encoding, replaced=replaced)


def _finish_lines(report: Sequence[Words]) -> Iterator[Line]:
    tables: dict[int, int] = {}
    for line in report:
        if line.table is not None:
            tables.setdefault(line.table.index, len(tables) + 1)
        heading = line.heading if not is_title(line) and line.text[-1] not in "。；！？" else None
        yield Line(line.text, heading=heading, cells=line.cells, table=tables[line.table.index] if line.table is not None else None)


def _tell_omissions(seen: Counter[str], letters: int) -> tuple[Text, ...]:
    if letters >= _FEW_WORDS:
        return ()
    if any(seen[tag] for tag in _EMBEDDED):
        return (Text("页面中嵌有别的文件或页面，未能读取", "another file or page is embedded in the page; it was not read"),)
    if seen["file"]:
        return (Text("正文可能在页面链接的附件中，未能读取", "the text may stand in a file that the page links to; it was not read"),)
    if seen["img"]:
        return (Text("页面中的图片可能有正文，未能读取", "pictures on the page may hold the text; they were not read"),)
    return ()


def _no_text(name: str, seen: Counter[str]) -> ReadError:
    if seen["frameset"] or seen["frame"] or seen["iframe"]:
        message = Text("正文在另一个页面里（框架页）", "its text stands on another page (frames)")
    elif seen["script"]:
        message = Text("页面里几乎没有文字，正文可能由脚本载入", "holds hardly any text; scripts may have loaded it")
    elif seen["img"]:
        message = Text("页面里几乎没有文字，正文可能是图片", "holds hardly any text; it may be a picture")
    else:
        message = Text("页面里几乎没有文字", "holds hardly any text")
    return ReadError.at(
        name,
        message,
        Text("在浏览器中打开，复制正文另存为 .txt，或打印为 PDF", "open it in a browser, copy the text into a .txt file, or print it to PDF"),
    )
