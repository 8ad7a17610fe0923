"""The amounts of a passage: numbers with their unit, and the words beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from duibiao.model import Document, Role, Span

#: Units of counting; the look-ahead keeps 个 out of 个工作日, 人 out of 人民, 条 out of 条例.
_UNITS = (
    r"人次|户次|家次|车次|件次|条次|班次|批次|台次|场次|件|起|宗|例(?!会|外|如|行)|卷(?!宗)|份(?!额)|人(?!民|大|员|均|口|社|力|工|才|防|行|事|文|身)|名(?!单|称|为|誉|录)|位(?!于|置)"
    r"|家(?!庭|长|属|里)|户(?!籍|外)|个工作日|个(?!工作日|月|小时|半|百分|学时|自然|星期|季|年|日|交易|人)|项(?!目)|次(?!级|日|年|序|要)|场(?!所|景|地)|期(?!间|限|望|货|内|满)"
    r"|条(?!例|件|线|块)|部(?!门|委|分|署|级|长|队)|处(?!罚|理|置|室|长|于|级|分|置|所)|所(?!有|在|属|长|以|需)|篇|辆|台(?!账|阶|风)|套(?!餐|路)|册|间(?!接|隔)|批(?!准|复|次|示)|笔"
    r"|支(?!付|持|队|部|出|撑)|幅|块|宗|元|亩|吨|公里|平方米|公斤"
)
_CHINESE = "零〇一二三四五六七八九十百千两廿卅"
_BEFORE = r"超过|不少于|不低于|不下于|不足|超|逾|(?<!附)近|(?<![预节公特签解])约|至少|最多|多达|上(?=[百千万])"
#: A quantity: 约1,234余件 · 4,860万元 · 三十七件 · 1.2万人次
_COUNT = re.compile(
    rf"(?P<near>{_BEFORE})?(?<![\d.第〔/+×∶A-Za-z])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d,])|\d{{1,12}}(?:\.\d{{1,4}})?|(?<![第{_CHINESE}])[{_CHINESE}]{{1,9}})"
    rf"(?P<more>[余多几])?(?P<scale>万亿|万|亿)?(?P<more2>[余多几])?(?P<unit>{_UNITS})(?P<after>以上|左右|以内|以下|上下)?"
)
#: A share: 95.4% · 百分之九十五点五 · 千分之三 · 99.5 %
_SHARE = re.compile(
    rf"(?P<near>{_BEFORE}|达?到?近)?(?<![\d.])(?:(?P<number>\d{{1,5}}(?:\.\d{{1,4}})?)(?P<mark>[%‰])|(?P<base>百|千)分之(?P<chinese>[{_CHINESE}点]{{1,9}}))"
    r"(?P<after>以上|左右|以内|以下|多|余|上下)?(?!个?(?:百分)?点)"
)
_DIGITS = {sign: value for value, signs in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for sign in signs}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000, "万亿": 10**12}
#: Units that count the same things.
_SAME = {"起": "件", "宗": "件", "例": "件", "人": "名", "位": "名", "场次": "场"}
#: What a short Chinese number may stand before, when it counts: the end of the clause or of the list item.
_COUNTS = re.compile(r"[、,;。()和及与]|$")
#: What ends the words of an amount: the marks between clauses and between the items of a list.
_BORDER = re.compile(r"[、;:。!?\n()]|,(?!\d{3}(?!\d))")
#: A note within a name: 县(市、区) · 村(社区)
NOTE = re.compile(r"\([^()\d]{1,8}\)")
_HIDDEN, _SHOWN = str.maketrans("()、,;:", "\ue000\ue001\ue002\ue003\ue004\ue005"), str.maketrans("\ue000\ue001\ue002\ue003\ue004\ue005", "()、,;:")
_RANGE_BEFORE = re.compile(r"\d[件项次人名家个%]?[-—–~至到]{1,2}$")
_RANGE_AFTER = re.compile(r"[-—–~至]{1,2}\d")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit at ``span``; ``value`` is exact to ``step`` (0 where every digit is written).

    ``unit`` is a unit of counting (起 and 件 are one), or "%". ``rough`` says that it is given as about, over or under.
    ``before`` and ``after`` are the words of its item of a list.
    """

    span: Span
    value: Fraction
    step: Fraction
    places: int
    unit: str
    rough: bool
    before: str
    after: str

    @property
    def label(self) -> str:
        """The words of its item, before it and after."""
        return self.before + self.after


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that belong together, at ``span`` of ``text``, with their amounts in order."""

    text: str
    span: Span
    amounts: tuple[Amount, ...]
    paragraph: int

    def between(self, first: Amount, second: Amount) -> str:
        """Return the words between two amounts, without short notes: 县(市、区)政府 is 县政府."""
        return NOTE.sub("", self.text[first.span.end : second.span.start])


_MOST = 60
#: A sentence that goes on counting what the one before has named: 其中优秀40卷 · 其余未整改
_GOES_ON = re.compile(r"(?:其中|其余|占|合计|共计|总计)")


def read_passages(document: Document) -> Iterator[Passage]:
    """Yield the passages of *document* that hold an amount; one that begins with 其中 belongs to the sentence before.

    Amounts of plans are left out, and passages with more amounts than a sentence has.
    """
    text = document.normal.text
    spans: list[tuple[int, Span]] = []
    for sentence in document.sentences:
        if spans and spans[-1][0] == sentence.paragraph and _GOES_ON.match(text, sentence.span.start):
            spans[-1] = (sentence.paragraph, Span(spans[-1][1].start, sentence.span.end))
        else:
            spans.append((sentence.paragraph, sentence.span))
    plans = [clause.span for sentence in document.sentences for clause in sentence.clauses if clause.role is Role.PLAN]
    starts = [plan.start for plan in plans]
    for paragraph, span in spans:
        amounts = tuple(amount for amount in read_amounts(text, span) if not _within(amount, plans, starts))
        if 0 < len(amounts) <= _MOST:
            yield Passage(text, span, amounts, paragraph)


def _within(amount: Amount, plans: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, amount.span.start) - 1
    return at >= 0 and plans[at].holds(amount.span)


def read_amounts(text: str, span: Span) -> tuple[Amount, ...]:
    """Return the amounts in *span* of *text*, in order; names that hold a number (三项制度, 第3次) are left out."""
    found = [*_read_counts(text, span), *_read_shares(text, span)]
    found.sort(key=lambda pair: pair[0].start())
    ends = [match.end() for match, _ in found]
    return tuple(
        _make(text, span, match, value, found[index - 1][0].end() if index else span.start, found[index + 1][0].start() if index + 1 < len(ends) else span.end)
        for index, (match, value) in enumerate(found)
    )


def read_number(words: str) -> Fraction | None:
    """Return the value of a number in digits or Chinese numerals, or None where it is none (四五, 百)."""
    plain = words.replace(",", "")
    if plain.isascii():
        return Fraction(plain)
    if "点" in plain:
        whole, _, part = plain.partition("点")
        digits = [_DIGITS.get(sign) for sign in part]
        head = read_number(whole)
        if head is None or not digits or None in digits:
            return None
        return head + Fraction(int("".join(map(str, digits))), 10 ** len(digits))
    return _read_chinese(plain.replace("廿", "二十").replace("卅", "三十"))


def _read_chinese(words: str) -> Fraction | None:
    total, digit, place = 0, None, 10_000
    for sign in words:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
            continue
        if sign not in _PLACES or _PLACES[sign] >= place or (digit is None and sign != "十"):
            return None
        place = _PLACES[sign]
        total += (1 if digit is None else digit) * place
        digit = None
    return Fraction(total + (digit or 0))


def _read_counts(text: str, span: Span) -> Iterator[tuple[re.Match[str], Fraction]]:
    for match in _COUNT.finditer(text, span.start, span.end):
        value = read_number(match["number"])
        if value is not None and (match["number"].isascii() or _counts(text, match, value)):
            yield match, value * _SCALES.get(match["scale"] or "", 1)


def _counts(text: str, match: re.Match[str], value: Fraction) -> bool:
    """Whether Chinese numerals tell a quantity: 撤销三件 does, 三项制度 and 一个专班 do not."""
    return (value > 10 or match["unit"] in ("件", "起", "卷", "宗", "名", "份", "场", "期", "家")) and bool(value > 10 or _COUNTS.match(text, match.end()))


def _read_shares(text: str, span: Span) -> Iterator[tuple[re.Match[str], Fraction]]:
    for match in _SHARE.finditer(text, span.start, span.end):
        value = read_number(match["number"] or match["chinese"])
        if value is not None:
            thousandths = match["mark"] == "‰" or match["base"] == "千"
            yield match, value / (10 if thousandths else 1)


def _make(text: str, span: Span, match: re.Match[str], value: Fraction, floor: int, ceiling: int) -> Amount:
    groups = match.groupdict()
    unit = groups.get("unit") or "%"
    number = groups.get("number") or groups["chinese"]
    places = len(number.partition(".")[2]) or len(number.partition("点")[2])
    scale = _SCALES.get(groups.get("scale") or "", 1)
    before, after = text[floor : match.start()], text[match.end() : ceiling]
    rough = any(groups.get(key) for key in ("near", "more", "more2", "after"))
    rough = rough or bool(_RANGE_BEFORE.search(text, max(span.start, match.start() - 4), match.start()) or _RANGE_AFTER.match(text, match.end()))
    step = Fraction(scale, 10**places) if scale > 1 or unit == "%" else Fraction(0)
    return Amount(
        Span(match.start(), match.end()),
        value,
        step,
        places + (1 if unit == "%" and (groups.get("mark") == "‰" or groups.get("base") == "千") else 0),
        _SAME.get(unit, unit),
        rough,
        _BORDER.split(NOTE.sub(_hide, before))[-1].translate(_SHOWN),
        _BORDER.split(NOTE.sub(_hide, after))[0].translate(_SHOWN),
    )


def _hide(note: re.Match[str]) -> str:
    """Return a note in marks that end no words, so that what it stands in is read as one."""
    return note.group().translate(_HIDDEN)


def is_rounded(value: Fraction, places: int, percent: Fraction, slack: Fraction = Fraction(0)) -> bool:
    """Whether *value* is *percent*, give or take *slack*, rounded or cut off at *places* digits."""
    scale = 10**places
    low, high = floor((percent - slack) * scale), floor((percent + slack) * scale + Fraction(1, 2))
    return Fraction(low, scale) <= value <= Fraction(high, scale)
