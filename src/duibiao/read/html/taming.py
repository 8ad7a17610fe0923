"""What is done to a page before it is parsed: depth and lists of attributes are kept within bounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_FEW_TAGS = 500
_DEEPEST, _DEEPEST_STYLE = 512, 30
_LONG_TAG, _MOST_ATTRIBUTES = 5_000, 300
#: <div class="a">, </b — a tag that is never closed ends where the next begins.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})[^<>]*>?")
#: A tag of endless attributes: <div a1=1 a2=1 …
_LONG = re.compile(rf"<[^<>]{{{_LONG_TAG}}}")
#: Elements that a parser opens again in every paragraph until they are closed.
_STYLES = frozenset(("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"))
#: Where a program or a style sheet ends: </script
_RAW_END = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style")}
_CLOSE_THEMSELVES = frozenset(("br", "img", "input", "meta", "link", "hr", "col", "area", "base", "wbr", "source")) | frozenset(
    ("p", "li", "td", "th", "tr", "option", "dt", "dd", "tbody", "thead", "tfoot")
)


def tame_page(text: str) -> str:
    """Return a page without elements nested deeper than any browser keeps them, and without endless lists of attributes.

    The parser's time grows with the square of both.
    """
    if text.count("<") <= _FEW_TAGS and not _LONG.search(text):
        return text
    depths: Counter[str] = Counter()
    pieces: list[str] = []
    depth = done = 0
    for match in _find_tags(text):
        tag = match.group(2).lower()
        if match.group(1):
            depth -= depths[tag] > 0
            depths[tag] -= depths[tag] > 0
        elif depth >= _DEEPEST or depths[tag] >= (_DEEPEST_STYLE if tag in _STYLES else _DEEPEST):
            pieces.append(text[done : match.start()])
            done = match.end()
        else:
            if match.end() - match.start() > _LONG_TAG and len(match.group().split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES:
                pieces += (text[done : match.start()], f"<{tag}>")
                done = match.end()
            if tag not in _CLOSE_THEMSELVES:
                depth += 1
                depths[tag] += 1
    return "".join(pieces) + text[done:] if done else text


def _find_tags(text: str) -> Iterator[re.Match[str]]:
    """Yield the tags of a page, none from within a program or a style sheet."""
    match = _TAG.search(text)
    while match:
        yield match
        at = match.end()
        if match.group(2).lower() in _RAW_END and not match.group(1):
            end = _RAW_END[match.group(2).lower()].search(text, at)
            at = end.start() if end else len(text)
        match = _TAG.search(text, at)
