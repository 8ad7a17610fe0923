"""The styles of a Word file, as far as they bear on its words: headings, numbers, hidden text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_HEADING_NAME = re.compile(r"(?:heading|标题|標題) ?([1-9])", re.IGNORECASE)  # heading 1, 标题 1
_CONTENTS_NAME = re.compile(r"(?:toc|目录|目錄) ?[1-9]", re.IGNORECASE)  # toc 2
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_OFF = ("0", "false", "off", "none")
_LONGEST_CHAIN = 30


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself; None where it leaves that to the style it is based on."""

    id: str
    name: str
    parent: str | None
    outline: int | None
    list_id: int | None
    list_level: int | None
    hidden: bool | None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles of a file, by id; ``default`` is that of paragraphs which name none."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    default: str | None = None

    def chain(self, style_id: str | None) -> tuple[Style, ...]:
        """Return the style and those it is based on, nearest first."""
        found: list[Style] = []
        style = self.by_id.get(style_id or "")
        while style is not None and style not in found and len(found) < _LONGEST_CHAIN:
            found.append(style)
            style = self.by_id.get(style.parent or "")
        return tuple(found)


def load_styles(root: ET.Element | None) -> Styles:
    """Return the styles of a styles part."""
    by_id: dict[str, Style] = {}
    default = None
    for element in root.iter(f"{W}style") if root is not None else ():
        style_id = element.get(f"{W}styleId", "")
        by_id.setdefault(style_id, _load_style(style_id, element))
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default", "0") not in _OFF:
            default = default or style_id
    return Styles(by_id, default)


def _load_style(style_id: str, element: ET.Element) -> Style:
    return Style(
        id=style_id,
        name=value_at(element, "name") or "",
        parent=value_at(element, "basedOn"),
        outline=number_at(element, "pPr", "outlineLvl"),
        list_id=number_at(element, "pPr", "numPr", "numId"),
        list_level=number_at(element, "pPr", "numPr", "ilvl"),
        hidden=is_on(element, "rPr", "vanish"),
    )


def heading_level(outline: int | None, chain: tuple[Style, ...]) -> int | None:
    """Return the level of a heading (1 is the outermost), None for other paragraphs; *outline* is the paragraph's own."""
    told = next((style.outline for style in chain if style.outline is not None), None) if outline is None else outline
    if told is not None:
        return told + 1 if 0 <= told < 9 else None
    named = next((match for style in chain if (match := _HEADING_NAME.fullmatch(style.name.strip()))), None)
    return int(named[1]) if named else None


def is_contents(chain: tuple[Style, ...]) -> bool:
    """Whether a paragraph is an entry of a table of contents."""
    return any(_CONTENTS_NAME.fullmatch(style.name.strip()) for style in chain)


# ---- what properties say


def find_at(element: ET.Element | None, *path: str) -> ET.Element | None:
    """Return the element that stands at *path* below *element*, names without prefix."""
    for name in path:
        if element is None:
            return None
        element = element.find(f"{W}{name}")
    return element


def value_at(element: ET.Element | None, *path: str) -> str | None:
    """Return the value of the property at *path*, None where there is none."""
    found = find_at(element, *path)
    return None if found is None else found.get(VAL)


def number_at(element: ET.Element | None, *path: str) -> int | None:
    """Return the whole number at *path*, None where there is none."""
    return to_number(value_at(element, *path))


def to_number(value: str | None) -> int | None:
    """Return the whole number that *value* spells, None where it spells none."""
    return int(value) if value is not None and _NUMBER.fullmatch(value.strip()) else None


def is_on(element: ET.Element | None, *path: str) -> bool | None:
    """Whether the switch at *path* is on; None where it is not set."""
    found = find_at(element, *path)
    return None if found is None else found.get(VAL, "1").lower() not in _OFF
