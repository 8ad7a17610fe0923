"""Years, days and the signature, in digits or in Chinese numerals."""

from __future__ import annotations

import re
from calendar import monthrange

from duibiao.model import Document, Span

_DIGITS = {digit: index for index, digit in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○Oo0", 0)
_DIGITS_OF_YEAR = r"(?:20[1-4]\d|二[〇○零Oo0][一二三四][〇○零一二三四五六七八九Oo0])"
_BARE_YEAR = rf"{_DIGITS_OF_YEAR}年"

#: 2023年 二〇二三年, as a year and not as part of a date: 2023年3月 is none
YEAR = rf"(?<!\d){_BARE_YEAR}(?!\d{{1,2}}月)"
_ANY_YEAR = re.compile(YEAR)
#: a year, also one that is part of a date: 2023年3月
DATED_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
#: 2024年2月28日 二〇二四年二月二十八日 2024.2.28, alone on its line
_SIGNED = re.compile(
    rf"^(?P<year>{_DIGITS_OF_YEAR})[年./-](?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})[月./-](?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日?(?:印发)?$",
    re.MULTILINE,
)


def years_of(words: str) -> list[int]:
    """Return the years that *words* speak of, in their order."""
    return [to_year(match.group()) for match in _ANY_YEAR.finditer(words)]


def to_year(words: str) -> int:
    """Return the number of a year: 2023年 二〇二三年."""
    digits = words.removesuffix("年")
    return int(digits) if digits.isdecimal() else 2000 + 10 * _DIGITS[digits[2]] + _DIGITS[digits[3]]


def _to_number(words: str) -> int:
    """A number up to 99: 28 二十八; 0 where it is none."""
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.partition("十")
    if not ten:
        return _DIGITS.get(words, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def signature_of(document: Document) -> tuple[Span, tuple[int, int, int]] | None:
    """Return where the last line that is only a date stands in the normalised text, and its year, month and day."""
    if not (dates := list(_SIGNED.finditer(document.normal.text))):
        return None
    last = dates[-1]
    day = (to_year(last["year"]), _to_number(last["month"]), _to_number(last["day"]))
    return (Span(*last.span()), day) if is_day(*day) else None
