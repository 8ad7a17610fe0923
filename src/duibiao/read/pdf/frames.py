"""Running heads, feet and page numbers: told by their place and by coming back page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duibiao.read.pdf.shapes import OTHER_SIZE, Page, Row, find_middle

_EDGE_ROWS, _EDGE = 3, 0.12
_SEVERAL, _REPEATS = 2, 3
_FEW_PAGES = 3
_SHORT_SENTENCE = 12
_SAME_HEIGHT = 4.0  # points
_APART = 2.2  # Chinese characters
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十百]+(?=页)")  # 12, 第十二页
#: 3, — 3 —, - 3 -, 3 / 12, 第3页 共12页, 第3页/共12页, Page 3 of 12
_PAGE_NUMBER = re.compile(
    r"[-—–―－·•~]{0,3}(?:\d{1,4}(?:[/／]\d{1,4})?|第(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页(?:[,，、/／（(]?共(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页[)）]?)?"
    r"|[Pp]age\d{1,4}(?:of\d{1,4})?)[-—–―－·•~]{0,3}$"
)


def drop_frames(pages: Sequence[Page]) -> list[Row]:
    """Return the rows of all pages without heads, feet and page numbers."""
    zones: dict[tuple[bool, str], list[_Place]] = defaultdict(list)
    for index, page in enumerate(pages):
        for foot in (False, True):
            for place in _edge_rows(page, index, foot=foot):
                zones[foot, _NUMBER.sub("#", place.row.text.replace(" ", ""))].append(place)
    dropped: set[int] = set()
    for (_, key), places in zones.items():
        level = find_middle(place.distance for place in places)
        kept = [place for place in places if abs(place.distance - level) <= _SAME_HEIGHT]
        count = len({place.page for place in kept})
        repeats = count >= _REPEATS or (count >= _SEVERAL and count * 2 >= len(pages))
        sure = count >= _REPEATS or all(str(place.page + 1) in _NUMBER.findall(place.row.text) for place in kept)
        for place in kept if repeats else places:
            if _is_page_number(place, len(pages)) or (repeats and (sure or place.apart) and not _is_sentence(key)):
                dropped.add(id(place.row))
    return [row for page in pages for row in _peel(page, dropped)]


class _Place(NamedTuple):
    """A row near the edge of its page: how far from the edge, and whether it stands apart from the rows within."""

    row: Row
    page: int
    distance: float
    apart: bool


def _edge_rows(page: Page, index: int, *, foot: bool) -> Iterator[_Place]:
    rows = sorted(page.rows, key=lambda row: row.y if foot else -row.y)
    for at, row in enumerate(rows[:_EDGE_ROWS]):
        if row.cells:
            return
        within = next((other for other in rows[at + 1 :] if abs(other.y - row.y) > row.em / 2), None)
        apart = within is None or abs(within.y - row.y) > _APART * max(row.em, within.em) or abs(within.em - row.em) > OTHER_SIZE * row.em
        distance = row.y if foot else page.height - row.y
        if distance <= _EDGE * page.height:
            yield _Place(row, index, distance, apart)


def _is_page_number(place: _Place, pages: int) -> bool:
    match = _PAGE_NUMBER.match(place.row.text.replace(" ", ""))
    if match is None or not place.apart:
        return False
    return not place.row.text.strip().isdigit() or int(place.row.text) <= max(pages + _FEW_PAGES, place.page + 1)


def _is_sentence(key: str) -> bool:
    return len(key) > _SHORT_SENTENCE and key[-1] in "。！？；"


def _peel(page: Page, dropped: set[int]) -> Iterator[Row]:
    """Yield the rows between head and foot: only what lies outside all other rows may go."""
    ordered = sorted(page.rows, key=lambda row: -row.y)
    gone: set[int] = set()
    for side in (ordered, ordered[::-1]):
        for row in side:
            if id(row) not in dropped:
                break
            gone.add(id(row))
    return (row for row in page.rows if id(row) not in gone)
