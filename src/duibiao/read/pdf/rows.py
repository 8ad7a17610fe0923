"""Characters put together to rows of one baseline, with blanks where words part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from duibiao.read.pdf.shapes import Glyph, Row, find_middle, is_latin

_LEVEL = 0.5  # points
_USUAL_SIZE = 12.0  # points
_ENOUGH = 4

# lengths in Chinese characters
_SAME_LINE = 0.4
_DOUBLED = 0.2
_GAP, _PART_GAP = 0.8, 1.4

_OPENING = frozenset("（(《〈“‘「『【〔[{")
_CLOSING = frozenset("，。、；：？！）)》〉”’」』】〕]}％%,.;:?!")
_COMMAS = frozenset("，、")
_QUOTES = frozenset("“”‘’\"'")
_OF_WORD = frozenset("-–./%:,@_&+")


def build_rows(glyphs: Iterable[Glyph], number: int) -> list[Row]:
    """Return the rows from top to bottom, each from left to right."""
    runs = _split_runs(glyphs)
    sizes = [size for size, _ in runs if size]
    usual = find_middle(sizes) if sizes else _USUAL_SIZE
    lines: list[tuple[float, float, list[Glyph]]] = []  # size, baseline, characters
    for size, run in sorted(((size or usual, run) for size, run in runs), key=lambda entry: -entry[1][0].y):
        y = run[0].y
        near = next((at for at in range(len(lines) - 1, max(-1, len(lines) - 4), -1) if abs(lines[at][1] - y) <= _SAME_LINE * max(size, lines[at][0])), None)
        if near is None:
            lines.append((size, y, list(run)))
        else:
            old_size, old_y, old = lines[near]
            old.extend(run)
            lines[near] = (max(size, old_size), y if size > old_size else old_y, old)
    built = (_build_row(line, y, size, number) for size, y, line in lines)
    return [row for row in built if row.text]


def _split_runs(glyphs: Iterable[Glyph]) -> list[tuple[float, list[Glyph]]]:
    """Return what was drawn in one go on one baseline, with the size of its Chinese characters, 0 where it has none."""
    runs: list[list[Glyph]] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None and abs(glyph.y - before.y) <= _LEVEL and glyph.x0 >= before.x0 - _LEVEL:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        before = glyph
    return [(_size(run), run) for run in runs]


def _size(run: Sequence[Glyph]) -> float:
    widths = [glyph.x1 - glyph.x0 for glyph in run if _wide(glyph.char)]
    return find_middle(widths) if widths else 0.0


def _wide(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" and not "\u3000" <= char <= "\u303f"


def _build_row(glyphs: list[Glyph], y: float, size: float, number: int) -> Row:
    glyphs.sort(key=lambda glyph: glyph.x0)
    em = _size(glyphs) or size
    words: list[str] = []
    parts: list[tuple[float, float, str]] = []
    start, begun = 0.0, 0
    before: Glyph | None = None
    spaced = False
    kept: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char == " ":
            spaced = True
            continue
        if before is not None:
            if glyph.char == before.char and glyph.x0 - before.x0 < _DOUBLED * em and not glyph.char.isascii():
                continue  # struck twice to look bold
            gap = glyph.x0 - before.x1
            if gap > _PART_GAP * em:
                parts.append((start, before.x1, "".join(words[begun:])))
                start, begun = glyph.x0, len(words) + 1
            if gap > _GAP * em or _divided(before.char, glyph.char, gap, em, spaced=spaced):
                words.append(" ")
        else:
            start = glyph.x0
        words.append(glyph.char)
        kept.append(glyph)
        before, spaced = glyph, False
    if before is None:
        return Row("", 0, 0, y, em, 0, 0, number)
    parts.append((start, before.x1, "".join(words[begun:])))
    return Row(
        text=_pair_halves("".join(words)),
        x0=kept[0].x0,
        x1=before.x1,
        y=y,
        em=em,
        end=next((glyph.x1 for glyph in reversed(kept) if glyph.char not in _CLOSING), before.x1),
        first=_first_word(kept) - kept[0].x0,
        page=number,
        parts=tuple(parts),
        sized=sum(_wide(glyph.char) for glyph in kept) >= _ENOUGH,
    )


def _divided(before: str, after: str, gap: float, em: float, *, spaced: bool) -> bool:
    """Whether a blank stands between two characters of Latin script; next to Chinese it means nothing."""
    return before.isascii() and after.isascii() and (spaced or (gap > em / 4 and is_latin(before) and is_latin(after)))


def _pair_halves(text: str) -> str:
    """Join halves of characters that a system counts as two."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _first_word(glyphs: Sequence[Glyph]) -> float:
    """Return the right edge of what could not have been broken off at the start of a row: 的“3·14”案, 《关, 2021年."""
    at = 0
    while at + 1 < len(glyphs) and _cling(glyphs[at].char, glyphs[at + 1].char):
        at += 1
    return glyphs[at].x1


def _cling(char: str, after: str) -> bool:
    """Whether no program breaks a line between two characters; some keep a number and its unit together, or a comma and Latin words."""
    if char in _OPENING or char in _QUOTES or after in _CLOSING or after in _QUOTES or (char in _COMMAS and is_latin(after)):
        return True
    return (is_latin(char) or char in _OF_WORD) and (is_latin(after) or after in _OF_WORD or char.isdecimal())
