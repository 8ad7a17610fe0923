"""Characters as PDFium gives them, laid on a page that is turned so that its text runs from left to right."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from duibiao.read.pdf.shapes import LOST, Glyph

MOST_GLYPHS = 2_000_000
_BLEED = 5.0  # points
_LINE_END_HYPHEN = 2
_BLANKS = frozenset((0x09, 0x20, 0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F))
_NO_CHARACTERS = frozenset((0xFFFE, 0xFFFF))


class Raw(NamedTuple):
    """A character as the page counts: the corners of its box, and where it begins on its baseline."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float


def read_glyphs(raw: Any, text: Any, page: Any) -> list[Raw]:
    """Return the characters of a page in the order in which they were drawn, without those that lie off its edges."""
    left, bottom, right, top = page.left - _BLEED, page.bottom - _BLEED, page.right + _BLEED, page.top + _BLEED
    get_unicode, is_generated, is_unmapped = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated, raw.FPDFText_HasUnicodeMapError
    get_box, get_origin = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    edges, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_edges, at_x, at_y = ctypes.byref(edges), ctypes.byref(x), ctypes.byref(y)
    glyphs = []
    for index in range(min(raw.FPDFText_CountChars(text), MOST_GLYPHS + 1)):
        if is_generated(text, index) == 1:
            continue
        get_origin(text, index, at_x, at_y)
        if not (left <= x.value <= right and bottom <= y.value <= top):
            continue
        get_box(text, index, at_edges)
        char = LOST if is_unmapped(text, index) == 1 else _character(get_unicode(text, index))
        glyphs.append(Raw(char, edges.left, edges.bottom, edges.right, edges.top, x.value, y.value))
    return glyphs


def _character(code: int) -> str:
    if code == _LINE_END_HYPHEN:
        return "-"
    if code in _BLANKS:
        return " "
    return chr(code) if 0x20 < code <= 0x10FFFF and code not in _NO_CHARACTERS else LOST


def find_direction(glyphs: Sequence[Raw]) -> int:
    """Return by how many quarters the page must be turned clockwise for its text to run from left to right.

    Columns of vertical writing, from right to left, are turned like lines that run down.
    """
    votes: Counter[int] = Counter()
    for before, glyph in pairwise(glyphs):
        along, up = glyph.x - before.x, glyph.y - before.y
        if max(abs(along), abs(up)) > 4 * max(1.0, before.right - before.left, before.top - before.bottom):
            continue
        votes[(0 if along >= 0 else 2) if abs(along) >= abs(up) else 1 if up > 0 else 3] += 1
    return max(votes, key=lambda quarters: (votes[quarters], -quarters)) if votes else 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page turned so that its text runs from left to right: by how many quarters clockwise, its corner and size then."""

    quarters: int
    left: float
    bottom: float
    width: float
    height: float

    @classmethod
    def of(cls, edges: Any, quarters: int) -> Sheet:
        """Return the page between *edges*, turned."""
        (x0, y0), (x1, y1) = _turn(edges.left, edges.bottom, quarters), _turn(edges.right, edges.top, quarters)
        return cls(quarters, min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page lies, counted from the corner at the bottom left."""
        x, y = _turn(x, y, self.quarters)
        return x - self.left, y - self.bottom

    def lay(self, glyph: Raw) -> Glyph:
        """Return where a character stands."""
        if not self.quarters:
            return Glyph(glyph.char, glyph.left - self.left, glyph.right - self.left, glyph.y - self.bottom)
        x0, x1 = self.place(glyph.left, glyph.bottom)[0], self.place(glyph.right, glyph.top)[0]
        return Glyph(glyph.char, min(x0, x1), max(x0, x1), self.place(glyph.x, glyph.y)[1])


def _turn(x: float, y: float, quarters: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarters]
