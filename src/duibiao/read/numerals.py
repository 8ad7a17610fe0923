"""Numbers written as Word writes the numbers of a list."""

from __future__ import annotations

from collections.abc import Callable

_COUNTING = ("零一二三四五六七八九", "十百千万")
_TRADITIONAL_COUNTING = ("零一二三四五六七八九", "十百千萬")
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟万")
_TRADITIONAL_LEGAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟萬")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def write_number(value: int, form: str) -> str:
    """Return *value* in the number format *form* (a value of ``w:numFmt``); in plain digits where the format cannot write it."""
    written = _FORMS[form](value) if form in _FORMS else ""
    return written or (str(value) if form != "none" else "")


def _count(value: int, signs: tuple[str, str], *, short_ten: bool) -> str:
    """三百零五, 一万二千; 十一 rather than 一十一 where *short_ten*."""
    digits, units = signs
    if not 0 < value < 100_000_000:
        return digits[0] if value == 0 else ""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        gap = digits[0] if 0 < low < 1000 else ""
        return _count(high, signs, short_ten=short_ten) + units[3] + gap + (_count(low, signs, short_ten=False) if low else "")
    written = ""
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            written += digits[digit] + (units[power - 1] if power else "")
        elif written and value % 10**power and not written.endswith(digits[0]):
            written += digits[0]
    return written[1:] if short_ten and 10 <= value < 20 else written


def _spell(value: int, digits: str) -> str:
    """二〇二一: digit by digit."""
    return "".join(digits[int(digit)] for digit in str(value)) if value >= 0 else ""


def _count_short(value: int) -> str:
    """Counted to ninety-nine, spelled from a hundred on."""
    return _count(value, _COUNTING, short_ten=True) if value < 100 else _spell(value, "〇一二三四五六七八九")


def _pick(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else ""


def _run(first: str, length: int) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= length else ""


def _letters(value: int) -> str:
    """A … Z, AA, BB …"""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 780 else ""


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return ""
    written = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        written += sign * count
    return written


def _ordinal(value: int) -> str:
    ending = "th" if value // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: _spell(value, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda value: _spell(value, "０１２３４５６７８９"),
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "chineseCounting": _count_short,
    "chineseCountingThousand": lambda value: _count(value, _COUNTING, short_ten=True),
    "chineseLegalSimplified": lambda value: _count(value, _LEGAL, short_ten=False),
    "taiwaneseCounting": _count_short,
    "taiwaneseCountingThousand": lambda value: _count(value, _TRADITIONAL_COUNTING, short_ten=True),
    "taiwaneseDigital": lambda value: _spell(value, "○一二三四五六七八九"),
    "ideographDigital": lambda value: _spell(value, "〇一二三四五六七八九"),
    "ideographEnclosedCircle": _run("㊀", 10),
    "ideographLegalTraditional": lambda value: _count(value, _TRADITIONAL_LEGAL, short_ten=False),
    "ideographTraditional": _pick(_STEMS),
    "ideographZodiac": _pick(_BRANCHES),
    "ideographZodiacTraditional": lambda value: _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if 0 < value <= 60 else "",
    "japaneseCounting": lambda value: _count(value, _COUNTING, short_ten=True),
    "japaneseDigitalTenThousand": lambda value: _spell(value, "〇一二三四五六七八九"),
}
