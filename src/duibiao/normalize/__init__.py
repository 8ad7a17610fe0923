"""Make texts comparable without losing a place.

Width, script, quotation marks, spaces inside words and hard line breaks differ between offices; what was said does
not. `normalize_text` levels them and keeps, for each character that is left, where it stood in the text as read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate

from duibiao.model import NormalText, Span
from duibiao.normalize.lines import join_lines

#: Marks that carry no meaning for matching: “三项制度” and 三项制度 are the same words.
QUOTATION = frozenset("“”‘’\"'「」『』〝〞＂＇")
#: Quotation marks within quotation marks; more of them at one place belong to nothing.
_MOST_QUOTATION = 2

#: Equal-length phrases that a character table leaves or gets wrong.
PHRASES = {
    "回覆": "回复",
    "答覆": "答复",
    "瞭解": "了解",
    "明瞭": "明了",
    "藉助": "借助",
    "憑藉": "凭借",
    "甚麼": "什么",
    "計劃": "计划",
}
#: 著 is 着 but in these words.
KEEPS_ZHU = ("著名", "著作", "著称", "著稱", "著者", "显著", "顯著", "原著", "论著", "論著", "名著", "编著", "編著", "土著", "卓著", "昭著", "专著", "專著")

_LINE_BREAK = re.compile("[\n\u2028\u2029\x0b\x0c\r]")
_PHRASE = re.compile("|".join([*KEEPS_ZHU, *PHRASES, "著"]))


@cache
def simplified_table() -> dict[int, str]:
    """Return the traditional → simplified table, one character to one (made with OpenCC t2s, see NOTICE)."""
    traditional, simplified = files(__package__).joinpath("simplified.txt").read_text("utf-8").split("\n")[:2]
    return {ord(old): new for old, new in zip(traditional, simplified, strict=True)}


def normalize_text(text: str) -> NormalText:
    """Return *text* in simplified script and half width, without quotation marks, inner spaces and hard line breaks.

    Lines that stand for a paragraph each are left, one to a line. Doing it twice changes nothing more.
    """
    folded, offsets = _fold(text)
    traditional = sum(ord(character) in simplified_table() for character in folded)
    plain = folded.translate(_PLAIN_MARKS)
    kept = _join(plain.translate(simplified_table()), [_measure(line) for line in _LINE_BREAK.split(text)])
    return NormalText(
        text=_PHRASE.sub(_settle, "".join(plain[index] for index in kept)).translate(simplified_table()),
        offsets=tuple(offsets[index] for index in kept),
        source_length=len(text),
        script=_script(folded, traditional),
        line_starts=_line_starts(folded, kept),
    )


def _line_starts(folded: str, kept: Sequence[int]) -> frozenset[int]:
    """Return which of the *kept* characters have nothing but blanks before them on their line."""
    fresh = list(accumulate(folded, lambda before, character: character == "\n" or (before and character == " "), initial=True))
    return frozenset(at for at, index in enumerate(kept) if fresh[index])


def _join(text: str, lengths: Sequence[int]) -> list[int]:
    """Return the indices of *text* to keep; lines are joined until none is left to join."""
    kept = join_lines(text, lengths)
    rows = {number for number, length in enumerate(lengths) if not length}
    line_of = list(accumulate((character == "\n" for character in text), initial=0))
    while True:
        joined = "".join(text[index] for index in kept)
        starts = [0, *(at + 1 for at, character in enumerate(joined) if character == "\n")]
        lines = joined.split("\n")
        again = join_lines(joined, [0 if at < len(kept) and line_of[kept[at]] in rows else len(line) for at, line in zip(starts, lines, strict=True)])
        if len(again) == len(kept):
            return kept
        kept = [kept[index] for index in again]


def own_span(source: str, span: Span) -> Span:
    """Return *span* of the text as read with the quotation marks that belong to it: “三项制度” rather than 三项制度”."""
    start, end = span.start, span.end
    while start > max(0, span.start - _MOST_QUOTATION) and source[start - 1] in "“‘「『":
        start -= 1
    while end < min(len(source), span.end + _MOST_QUOTATION) and source[end] in "”’」』":
        end += 1
    return Span(start, end)


@cache
def normalize_words(words: str) -> str:
    """Return a term of a checklist as it would stand in a normalised text; it has no lines to join."""
    plain = "".join(map(_fold_character, words)).translate(_PLAIN_MARKS).replace(" ", "")
    return _PHRASE.sub(_settle, plain).translate(simplified_table())


_PLAIN_MARKS = str.maketrans({"〈": "《", "〉": "》", "〔": "(", "〕": ")", "【": "(", "】": ")", "﹝": "(", "﹞": ")", "﹒": ".", "｡": "。"})


#: A tab between the cells of a table row; one that only indents is idle.
_CELL_BORDER = re.compile(r"(?<=[^\s])[ \u3000]*\t[ \u3000\t]*(?=[^\s])")


def _measure(line: str) -> int:
    """The length of a line as its breaker counted it; 0 for a table row, which is never broken nor joined."""
    return 0 if _CELL_BORDER.search(line) else len(line.rstrip())


def _fold(text: str) -> tuple[str, list[int]]:
    characters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        for folded in _fold_character(character):
            characters.append(folded)
            offsets.append(index)
    return "".join(characters), offsets


@cache
def _fold_character(character: str) -> str:
    if character in QUOTATION:
        return ""
    if _LINE_BREAK.match(character):
        return "\n"
    code = ord(character)
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs"):
        return ""
    if 0xFF01 <= code <= 0xFF5E or 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFE6F:
        return "".join(part for part in unicodedata.normalize("NFKC", character) if part not in QUOTATION and part != " ")
    return character


def _settle(match: re.Match[str]) -> str:
    word = match.group()
    if word == "著":
        return "着"
    return PHRASES.get(word, word)


def _script(folded: str, traditional: int) -> str:
    han = sum("一" <= character <= "鿿" for character in folded)
    if traditional * 50 < han or not traditional:
        return "simplified"
    return "traditional" if traditional * 8 >= han else "mixed"
