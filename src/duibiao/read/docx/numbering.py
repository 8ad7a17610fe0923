"""The automatic numbers of a Word file: what stands in front of a paragraph without being text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from duibiao.read.docx.styles import VAL, Styles, W, is_on, number_at, to_number, value_at
from duibiao.read.numerals import write_number

_PLACE = re.compile(r"%([1-9])")  # 第%1章
_LONGEST_LABEL = 60
#: Fonts whose letters are pictures.
_SYMBOL_FONTS = re.compile(r"wingdings|webdings|symbol|marlett", re.IGNORECASE)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LAST_LEVEL = 8


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; ``restart`` is the level (from 1) after which it begins anew, 0 never."""

    start: int
    form: str
    text: str
    joined: bool
    legal: bool
    restart: int | None
    style: str | None


@dataclass(frozen=True, slots=True)
class List:
    """A list as paragraphs refer to it: whose counters it shares, its levels, and where it begins anew."""

    family: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Counters:
    """The numbers given so far; those of one family are counted together."""

    lists: Mapping[int, List]
    _reached: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[int, int]] = field(default_factory=set)

    def level_of_style(self, list_id: int, style_ids: tuple[str, ...]) -> int | None:
        """Return the level that a list has for paragraphs of a style, None where it names none of *style_ids*."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return next((at for style in style_ids for at, level in levels.items() if level.style == style), None)

    def count(self, list_id: int, at: int) -> str:
        """Count one paragraph of a list on level *at* (from 0) and return its number, with the space that sets it off."""
        numbered = self.lists.get(list_id)
        if numbered is None or at not in numbered.levels:
            return ""
        reached = self._reached.setdefault(numbered.family, {})
        for above, level in numbered.levels.items():
            if above < at:  # a level that was passed over counts as begun
                reached.setdefault(above, numbered.starts.get(above, level.start))
        if at in numbered.starts and (list_id, at) not in self._begun:
            self._begun.add((list_id, at))
            reached[at] = numbered.starts[at]
        else:
            reached[at] = reached[at] + 1 if at in reached else numbered.levels[at].start
        for deeper in [deeper for deeper in reached if deeper > at and _restarts(numbered.levels.get(deeper), at)]:
            del reached[deeper]
        return _write_label(numbered, at, reached)


def _restarts(level: Level | None, after: int) -> bool:
    return level is None or level.restart is None or after < level.restart


def _write_label(numbered: List, at: int, reached: Mapping[int, int]) -> str:
    own = numbered.levels[at]

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place > at or place not in numbered.levels:
            return ""
        form = numbered.levels[place].form
        return write_number(reached[place], "decimal" if own.legal and form != "none" else form)

    label = own.text if own.form == "bullet" else _PLACE.sub(number, own.text)
    if not label or own.joined or label[-1].isspace():
        return label
    return f"{label} " if label[-1].isascii() or label[-1].isalnum() else label


def load_lists(root: ET.Element | None, styles: Styles) -> dict[int, List]:
    """Return the lists of a numbering part, by their id."""
    if root is None:
        return {}
    families = {element.get(f"{W}abstractNumId", ""): element for element in root.findall(f"{W}abstractNum")}
    numbered: dict[int, ET.Element] = {}
    for element in root.findall(f"{W}num"):
        named = to_number(element.get(f"{W}numId"))
        if named is not None:
            numbered.setdefault(named, element)
    owners = {number: value_at(element, "abstractNumId") or "" for number, element in numbered.items()}
    levels = {family: _load_levels(element) for family, element in families.items()}
    found: dict[int, List] = {}
    for number, element in numbered.items():
        family = _follow_link(owners[number], families, owners, styles)
        found[number] = _load_list(element, family, levels.get(family, {}))
    return found


def _follow_link(family: str, families: Mapping[str, ET.Element], owners: Mapping[int, str], styles: Styles) -> str:
    """Return the family that holds the levels: a family may only name a style of lists, which names a list in turn."""
    for _ in range(5):
        style = styles.by_id.get(value_at(families.get(family), "numStyleLink") or "")
        if style is None or style.list_id is None or style.list_id not in owners:
            break
        family = owners[style.list_id]
    return family


def _load_list(element: ET.Element, family: str, levels: Mapping[int, Level]) -> List:
    own = dict(levels)
    starts: dict[int, int] = {}
    for override in element.findall(f"{W}lvlOverride"):
        at = to_number(override.get(f"{W}ilvl"))
        if at is None or not 0 <= at <= _LAST_LEVEL:
            continue
        own |= _load_levels(override)
        start = number_at(override, "startOverride")
        if start is not None:
            starts[at] = start
    return List(family, own, starts)


def _load_levels(element: ET.Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for level in element.findall(f"{W}lvl"):
        at = to_number(level.get(f"{W}ilvl"))
        if at is not None and 0 <= at <= _LAST_LEVEL:
            found.setdefault(at, _load_level(level))
    return found


def _load_level(element: ET.Element) -> Level:
    forms = [form.get(VAL, "decimal") for form in element.iter(f"{W}numFmt")]
    form = forms[-1] if forms else "decimal"  # where there are two, the last is for programs that do not know the first
    text = (value_at(element, "lvlText") or "")[:_LONGEST_LABEL]
    return Level(
        start=number_at(element, "start") or 0,
        form=form,
        text=_bullet(element, text) if form == "bullet" else text,
        joined=value_at(element, "suff") == "nothing",
        legal=bool(is_on(element, "isLgl")),
        restart=number_at(element, "lvlRestart"),
        style=value_at(element, "pStyle"),
    )


def _bullet(element: ET.Element, text: str) -> str:
    """A bullet as it can be told in text: nothing where it is the picture of a symbol font."""
    fonts = " ".join(font for fonts in element.iter(f"{W}rFonts") for font in fonts.attrib.values())
    return "" if _SYMBOL_FONTS.search(fonts) or _PRIVATE.search(text) else text
