"""A page walked into lines: a block or a break ends one, inline elements do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duibiao.read.html.lists import number_item
from duibiao.read.html.page import Node
from duibiao.read.html.tables import lay_table, list_rows
from duibiao.read.html.words import Words

_BLOCKS = (
    frozenset(
        ("html", "body", "main", "article", "section", "header", "hgroup", "div", "center", "form", "fieldset", "legend", "address", "details", "summary")
    )
    | frozenset(("p", "pre", "xmp", "listing", "plaintext", "blockquote", "hr", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"))
    | frozenset(("ul", "ol", "menu", "dir", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"))
)
_TYPED = frozenset(("pre", "xmp", "listing", "plaintext"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONGEST_HEADING = 60
#: Blanks of all widths and ends of lines.
_SPACE = re.compile(r"[ \t\n\r\f\xa0\u3000\u2000-\u200a\u202f\u205f\u200b\ufeff]+")
#: A number that stands in the text already: 1. 一、 （一）
_NUMBERED = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,4})[）)、.．]|第[一二三四五六七八九十]{1,4}[章节条]|[①-⑳]")


def walk_lines(top: Node) -> Iterator[Words]:
    """Yield the lines of an element in the page's order."""
    writer = _Writer()
    counts: dict[int, int] = {}
    heading: int | None = None
    owner, links = top, 0
    stack: list[tuple[Node | str, bool]] = [(top, False)]
    while stack:
        node, leaving = stack.pop()
        if isinstance(node, str):
            for at, piece in enumerate(node.split("\n") if owner.tag in _TYPED else (node,)):
                if at:
                    yield from writer.end_line(owner, heading)
                writer.add(piece, linked=links > 0)
            continue
        if node.tag == "br":
            yield from writer.end_line(owner, heading)
            continue
        block = node.tag in _BLOCKS
        if leaving:
            if block:
                yield from writer.end_line(owner, heading)
                owner = _block_above(node, top)
                heading = heading if node.tag not in _HEADINGS else None
            elif _is_link(node):
                links -= 1
            continue
        if block:
            yield from writer.end_line(owner, heading)
            if node.tag == "table" and node is not top and not node.has_table:
                yield from _read_table(node)
                continue
            owner = node
            heading = _HEADINGS.get(node.tag, heading)
            if node.tag == "li":
                writer.prefix = number_item(node, counts)
        elif _is_link(node):
            links += 1
            writer.links += 1
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node.children))
    yield from writer.end_line(owner, heading)


def _read_table(table: Node) -> Iterator[Words]:
    """Yield the lines of a table in which there is no other: its caption, and its rows."""
    rows = [[(cell, list(walk_lines(cell))) for cell in row] for row in list_rows(table)]
    for caption in table.elements():
        if caption.tag == "caption":
            yield from walk_lines(caption)
    yield from lay_table(table, rows)


def _block_above(node: Node, top: Node) -> Node:
    """Return the block in which *node* stands, *top* at most."""
    above = node.parent
    while above is not None and above.tag not in _BLOCKS:
        above = above.parent
    return top if above is None or above.index < top.index else above


def _is_link(node: Node) -> bool:
    href = node.attributes.get("href") if node.tag == "a" else None
    return bool(href) and not str(href).startswith("#")


class _Writer:
    """Gathers the words of inline elements until a block or a break ends the line."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.linked = 0
        self.links = 0
        self.prefix = ""

    def add(self, text: str, *, linked: bool) -> None:
        """Add words to the line; *linked* where they stand in a link."""
        self.words.append(text)
        if linked:
            self.linked += len(_SPACE.sub("", text))

    def end_line(self, owner: Node, heading: int | None) -> Iterator[Words]:
        """Yield the line that was gathered, if it has words."""
        text = _tidy("".join(self.words))
        if text:
            if self.prefix and not _NUMBERED.match(text):
                text = self.prefix + text
            yield Words(text, owner, self.linked, self.links, heading if len(text) <= _LONGEST_HEADING else None)
            self.prefix = ""
        self.words, self.linked, self.links = [], 0, 0


def _tidy(text: str) -> str:
    """Return *text* with one blank for each run of them, and none where a line of the file broke between Chinese characters."""
    return _SPACE.sub(lambda match: "" if "\n" in match.group() and _chinese_around(text, match) else " ", text).strip()


def _chinese_around(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()] > "\u2e80" and text[match.end() : match.end() + 1] > "\u2e80"
