"""A web page as a tree of its elements, without those that are never the report's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from duibiao.model import ReadError, Text
from duibiao.read.library import load_library

_MOST_NODES = 1_000_000
#: Never the report's words: programs, forms, other pages, drawings, what was deleted, what stands around.
_SKIPPED = (
    frozenset(("script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "frame", "object", "embed", "applet"))
    | frozenset(("select", "option", "datalist", "button", "textarea", "input", "dialog", "svg", "canvas", "audio", "video", "map", "rt", "rp", "del"))
    | frozenset(("nav", "footer", "aside"))
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)  # display: none
_FILES = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|ofd|rar|zip)(?:$|[?#])", re.IGNORECASE)  # /files/report.pdf
_WHOLE = re.compile(r"-?[0-9]{1,6}")  # 12, -3


@dataclass(slots=True, eq=False)
class Node:
    """An element: its parent, children, place in the page's order, the last place within it, and how much prose it holds."""

    tag: str
    attributes: dict[str, str | None]
    parent: Node | None
    index: int
    children: list[Node | str] = field(default_factory=list)
    last: int = 0
    prose: int = 0
    has_table: bool = False

    def elements(self) -> Iterator[Node]:
        """Yield the elements among the children."""
        return (child for child in self.children if isinstance(child, Node))

    def holds(self, node: Node) -> bool:
        """Whether *node* is this element or stands within it."""
        return self.index <= node.index <= self.last

    def number(self, attribute: str) -> int | None:
        """Return an attribute that is a whole number, None where it is none."""
        value = (self.attributes.get(attribute) or "").strip()
        return int(value) if _WHOLE.fullmatch(value) else None


def parse_page(text: str, name: str, *, hidden: bool = False) -> tuple[Node, Counter[str]]:
    """Return the page's body as a tree, and counts of what it holds beside text; hidden elements only where asked.

    Raises `ReadError` for a page that is too large, and where the parser is not installed.
    """
    parser = load_library("selectolax.lexbor", name, Text("网页", "web pages"), "selectolax", "html").LexborHTMLParser(text)
    seen: Counter[str] = Counter()
    root = Node("body", {}, None, 0)
    top = parser.root
    nodes = [root]
    stack = [(top.child if top is not None else None, root)]
    while stack:
        node, parent = stack.pop()
        if node is None:
            continue
        stack.append((node.next, parent))
        if node.is_text_node:
            parent.children.append(node.text_content or "")
        elif node.is_element_node:
            tag, attributes = node.tag or "", node.attributes
            seen[tag] += 1
            if tag in _SKIPPED:
                continue
            if not hidden and _is_hidden(attributes):
                seen["hidden"] += 1
                continue
            if tag == "a" and _FILES.search(attributes.get("href") or ""):
                seen["file"] += 1
            grown = Node(tag, attributes, parent, len(nodes))
            parent.children.append(grown)
            nodes.append(grown)
            stack.append((node.child, grown))
        if len(nodes) > _MOST_NODES:
            raise refuse_size(name)
    _measure_nodes(nodes)
    return root, seen


def _measure_nodes(nodes: list[Node]) -> None:
    """Note in each element where it ends, and whether it holds a table; *nodes* stand in the page's order."""
    for node in reversed(nodes):
        node.last = max(node.last, node.index)
        if node.parent is not None:
            node.parent.last = max(node.parent.last, node.last)
            node.parent.has_table |= node.has_table or node.tag == "table"


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or attributes.get("aria-hidden") == "true" or _HIDDEN.search(attributes.get("style") or "") is not None


def refuse_size(name: str) -> ReadError:
    """Return the error that says that a page is too large."""
    return ReadError.at(name, Text("页面过大", "the page is too large"), Text("确认是否选错文件", "make sure that it is the right file"))
