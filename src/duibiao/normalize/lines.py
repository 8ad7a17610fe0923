"""Which characters stay when spaces inside words go and hard-wrapped lines are joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: A line that begins an item of its own: 一、 (一) 1. 1.1 ① ★ 第一章 — never the rest of the line before.
ITEM = re.compile(
    r"第[一二三四五六七八九十百]+[章节编部]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)"
    r"|\d{1,2}(?:\.\d{1,2})*[、.](?!\d)|[①-⑳★☆◆●■▲※]"
)
#: A line that has said all it has to say.
CLOSED = re.compile(r"[。!?;:…]$")
#: A line that counts on: 二是… 第三,… 其二,…
COUNTED = re.compile(r"[一二三四五六七八九十]+是|第[一二三四五六七八九十]+,|其[一二三四五六七八九],")
#: A title: 关于2021年法治政府建设情况的报告
TITLE = re.compile(r"(?:报告|总结|汇报)$")
#: A line that cannot stand alone: broken after a comma or an opening mark, or before a closing one.
OPEN_END = re.compile(r"[,、(《]$")
OPEN_START = re.compile(r"[,、。;:!?)》%]")
#: Blanks, however many, with a Latin word or number behind them: two columns of figures are no single figure.
_LATIN_NEXT = re.compile(r" +[A-Za-z0-9]")

_FEW_LINES = 4
_SHORTEST_WRAP, _LONGEST_WRAP = 16, 120
_RAGGED = 3
_TITLE_LINES = 3
_LONGEST_TITLE_LINE = 30


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: the indices of its characters, its length as read (0 for a table row), what precedes."""

    kept: tuple[int, ...]
    length: int
    text: str
    after_blank: bool
    number: int


@dataclass(frozen=True, slots=True)
class _Wrap:
    """At how many characters the lines were broken, and how many may be missing (a break avoids some marks)."""

    width: int
    ragged: int


def join_lines(text: str, lengths: Sequence[int]) -> list[int]:
    """Return the indices of the characters of *text* to keep, in order; *lengths* are those of its lines as read.

    Spaces are dropped except between two Latin letters or digits; line breaks are dropped inside a paragraph, and
    blank lines altogether.
    """
    lines = _split(text, lengths)
    wrap = _find_wrap(lines)
    kept: list[int] = []
    before: _Line | None = None
    for line in lines:
        if before is not None and not _continues(before, line, wrap):
            kept.append(text.index("\n", before.kept[-1]))
        kept.extend(line.kept)
        before = line
    return kept


def _split(text: str, lengths: Sequence[int]) -> list[_Line]:
    lines: list[_Line] = []
    start, blank = 0, False
    for raw, length in zip(text.split("\n"), lengths, strict=True):
        kept = tuple(start + at for at, character in enumerate(raw) if character != " " or _divides(raw, at))
        if kept:
            lines.append(_Line(kept, length, "".join(text[at] for at in kept), blank, len(lines)))
        blank = not kept
        start += len(raw) + 1
    return lines


def _divides(line: str, at: int) -> bool:
    """Whether the space at *at* is the first of those between two Latin words or numbers."""
    return at > 0 and _latin(line[at - 1]) and _LATIN_NEXT.match(line, at) is not None


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _find_wrap(lines: Sequence[_Line]) -> _Wrap | None:
    """Return how the lines were broken by hand, or None where each line is a paragraph."""
    longest = max((line.length for line in lines), default=0)
    if len(lines) < _FEW_LINES or not _SHORTEST_WRAP <= longest <= _LONGEST_WRAP:
        return None
    broken = [line.length for line in lines if not CLOSED.search(line.text)]
    exact = broken.count(longest)
    near = sum(longest - _RAGGED <= length for length in broken)
    if near < max(3, len(lines) // 5):
        return None
    return _Wrap(longest, 0 if exact * 4 >= near * 3 else _RAGGED)


def _continues(before: _Line, line: _Line, wrap: _Wrap | None) -> bool:
    if OPEN_START.match(line.text) or OPEN_END.search(before.text) or _breaks_title(before, line):
        return True
    if wrap is None or line.after_blank or not line.length or ITEM.match(line.text):
        return False
    if TITLE.search(before.text):
        return False
    if CLOSED.search(before.text) and (wrap.ragged or COUNTED.match(line.text)):
        return False  # a full line may end a paragraph; where all are broken alike, far more lines do not
    return before.length >= wrap.width - wrap.ragged


def _breaks_title(before: _Line, line: _Line) -> bool:
    """Whether a title was set in two lines: …2021年度法治政 / 府建设情况报告."""
    if before.number >= _TITLE_LINES or line.after_blank or len(line.text) > _LONGEST_TITLE_LINE or ITEM.match(line.text):
        return False
    if TITLE.search(before.text) or CLOSED.search(before.text):
        return False
    return TITLE.search(line.text) is not None and re.search("年|关于|人民政府", before.text) is not None
