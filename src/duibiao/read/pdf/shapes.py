"""What a page of a PDF holds: characters, strokes and rows, each with its place in points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

#: Stands for a character that cannot be told.
LOST = "\ufffd"
#: A size that differs by a larger share is another size.
OTHER_SIZE = 0.08
#: How much of a line may stay empty though no word was left for it, in Chinese characters.
SLACK = 0.3


class Glyph(NamedTuple):
    """A character, its left and right edge, and its baseline, in points; y grows upwards."""

    char: str
    x0: float
    x1: float
    y: float


class Rule(NamedTuple):
    """A straight stroke of a table: where it lies, and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one baseline: its words, edges, size of a Chinese character, and the width of its first word.

    ``end`` is the right edge without a closing mark, which may hang over the margin; ``parts`` are the runs between wide
    gaps; ``cells`` are set for a row of a table; ``sized`` where enough characters tell the size.
    """

    text: str
    x0: float
    x1: float
    y: float
    em: float
    end: float
    first: float
    page: int
    parts: tuple[tuple[float, float, str], ...] = ()
    column: int = 0
    cells: tuple[str, ...] = ()
    table: object = None
    sized: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page in reading order; ``unread`` where it could not be opened, ``drawn`` where pictures stand on it.

    ``pictured`` is the share of its area that pictures take; ``glyphs`` counts its characters, ``replaced`` those that cannot be told.
    """

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    unread: bool
    drawn: bool
    pictured: float
    replaced: int
    glyphs: int


def tell_blank(before: str, after: str) -> str:
    """Return what parts two pieces of text when they are joined: a blank between words of letters, else nothing."""
    return " " if is_latin(before[-1]) and is_latin(after[0]) else ""


def is_latin(char: str) -> bool:
    """Whether *char* is a letter or digit that needs a blank between it and the next word."""
    return char.isascii() and char.isalnum()


def find_middle(values: Iterable[float]) -> float:
    """Return the middle of *values* in order of size; the library's own median would triple the start of the process."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
