"""The numbers that a browser shows before the items of a list."""

from __future__ import annotations

import re

from duibiao.read.html.page import Node
from duibiao.read.numerals import write_number

_LIST_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([^;]{1,80})", re.IGNORECASE)  # list-style-type: cjk-ideographic
_UNNUMBERED = frozenset(("none", "disc", "circle", "square"))
_CHINESE = dict.fromkeys(("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"), "chineseCountingThousand")
#: Letters are given up where those of a browser (aa, ab …) and those of Word (aa, bb …) part.
_LETTERS = {
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), "upperLetter"),
}
_LAST_LETTER = 26
_ROMAN = {**dict.fromkeys(("i", "lower-roman"), "lowerRoman"), **dict.fromkeys(("I", "upper-roman"), "upperRoman")}


def number_item(item: Node, counts: dict[int, int]) -> str:
    """Return the number that a browser shows before *item*, "" where it shows none; *counts* keeps the last one of each list."""
    parent = item.parent
    if parent is None or parent.tag != "ol":
        return ""
    number = item.number("value")
    if number is None:
        number = counts.get(parent.index, (parent.number("start") or 1) - 1) + 1
    counts[parent.index] = number
    style = _LIST_STYLE.search(item.attributes.get("style") or "") or _LIST_STYLE.search(parent.attributes.get("style") or "")
    return _show_number(number, style.group(1).lower() if style else item.attributes.get("type") or parent.attributes.get("type") or "")


def _show_number(number: int, style: str) -> str:
    """Return a number in a style as CSS names it, perhaps among other words: cjk-ideographic outside."""
    for word in style.split():
        if word in _UNNUMBERED:
            return ""
        if word in _CHINESE:
            return f"{write_number(number, _CHINESE[word])}、"
        if word in _ROMAN or (word in _LETTERS and number <= _LAST_LETTER):
            return f"{write_number(number, (_ROMAN | _LETTERS)[word])}. "
    return f"{number}. "
