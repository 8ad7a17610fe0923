"""Growth that does not follow from both its values: 从148个减到99个,下降40%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from duibiao.model import Text
from duibiao.notices.figures.amounts import Amount, Passage
from duibiao.notices.figures.clash import Clash, show_number, show_share
from duibiao.notices.figures.kinds import AMONG
from duibiao.notices.figures.rates import fits

_DOWN = r"下降|减少|降低|压减|压缩|精简|缩减|缩短|回落|减|降|少"
_UP = r"上升|增加|增长|提高|提升|扩大|扩充|增|升|多"
#: The first of two values: 由 · 从上年的
_FROM = re.compile(r"[由从](?:[^由从]{0,14})$")
#: What leads to the second: 个减少到 · 件下降为
_TO = re.compile(rf"(?P<verb>(?P<down>{_DOWN})|{_UP})(?:到|至|为|成)(?:了)?(?:20\d\d年|今年|本年|目前)?的?$")
#: The words of a share that tells a change: 同比下降 · 增幅达
_CHANGE = re.compile(rf"(?:(?P<down>{_DOWN}|降幅|减幅)|(?:{_UP}|增幅|涨幅))(?:幅度|率)?(?:了|达到?|为|约)?$")
#: A value of the year before: 上年 · 去年同期的 · 较上年
_LAST_YEAR = re.compile(r"(?:上一?年|去年|上年度|前一年)(?:度|同期|全年)?[的为是]?[^,]{0,8}$")
#: Or of any year that is named for comparison: 较2022年的
_THAN = re.compile(r"[较比](?:上一?年|去年|上年度|前一年|20\d\d年)(?:度|同期|全年)?[的为是]?[^,]{0,8}$")
#: Measured against something else: 比法定时限平均压缩
_OTHER_BASE = re.compile(r"法定|承诺|规定|全[国省市县区]|平均|计划|目标|预算")
#: How many more or fewer: 比上年增加
_DIFFERENCE = re.compile(rf"(?:同比|[较比](?:上一?年|去年|上年度|前一年)(?:度|同期)?)[^,]{{0,4}}?(?:(?P<down>{_DOWN})|(?:{_UP}))(?:了)?$")

#: What ends a clause, and what ends more than one.
_CLAUSE_END, _SENTENCE_END = re.compile(r"[,;。]"), re.compile(r"[;。:]")
#: The year of the report: 今年受理
_THIS_YEAR = re.compile(r"今年|本年")
#: How a number moved: 减少8件
_MOVED = re.compile(rf"(?:(?P<down>{_DOWN})|{_UP})了?$")


def find_growth(passage: Passage) -> Iterator[Clash]:
    """Yield the changes of *passage* whose share or direction does not follow from both values."""
    amounts = passage.amounts
    for index in range(1, len(amounts)):
        first, second = amounts[index - 1], amounts[index]
        if first.unit != second.unit or first.unit == "%" or first.rough or second.rough or not first.value:
            continue
        share = amounts[index + 1] if index + 1 < len(amounts) else None
        yield from _from_to(passage, first, second, share)
        if share is not None:
            yield from _two_years(passage, first, second, share)
        if share is not None and index + 2 < len(amounts) and share.unit == first.unit and not share.rough:
            yield from _three_told(passage, (first, second, share), amounts[index + 2])


def _from_to(passage: Passage, first: Amount, second: Amount, share: Amount | None) -> Iterator[Clash]:
    led = _TO.search(passage.between(first, second))
    if led is None or not _FROM.search(first.before) or _CLAUSE_END.search(passage.between(first, second)):
        return
    if (led["down"] is not None) == (second.value > first.value) and second.value != first.value:
        values = f"{show_number(first.value)}→{show_number(second.value)}"
        yield Clash(passage, (first, second), Text(f"增减方向与数字不符：{values}，文中写“{led['verb']}”", f"the figures go the other way: {values}"))
    elif share is not None:
        yield from _check(passage, (first, second, share), second.value - first.value, first.value)


def _two_years(passage: Passage, first: Amount, second: Amount, share: Amount) -> Iterator[Clash]:
    """Yield a change told with the value of the year before, or with how many more there are."""
    difference = _DIFFERENCE.search(second.before)
    if difference is not None:
        change = -second.value if difference["down"] else second.value
        yield from _check(passage, (first, second, share), change, first.value - change)
    elif _is_then(passage, first, second):
        yield from _check(passage, (first, second, share), first.value - second.value, second.value)
    elif _LAST_YEAR.search(first.before) and _THIS_YEAR.search(second.before):
        yield from _check(passage, (first, second, share), second.value - first.value, first.value)


def _is_then(passage: Passage, first: Amount, second: Amount) -> bool:
    """Whether *second* is the value of the year before, beside that of this year; a part of a list is not compared with a total."""
    words = passage.between(first, second)
    if _SENTENCE_END.search(words) or words.count(",") > 1 or AMONG.search(first.before) or _LAST_YEAR.search(first.before):
        return False
    return bool(_LAST_YEAR.search(second.before) or _THAN.search(second.before))


def _three_told(passage: Passage, told: tuple[Amount, Amount, Amount], share: Amount) -> Iterator[Clash]:
    """Yield a change told with both values and their difference: 56件,较上年的64件减少8件,下降12.5%."""
    now, then, difference = told
    moved = _MOVED.search(difference.before)
    if moved is None or not _LAST_YEAR.search(then.before) or _LAST_YEAR.search(now.before) or _CLAUSE_END.search(passage.between(then, difference)):
        return
    change = -difference.value if moved["down"] else difference.value
    if now.value - then.value == change:
        yield from _check(passage, (now, then, share), change, then.value)
        return
    values = show_number(now.value), show_number(then.value), show_number(difference.value)
    message = Text(
        f"增减数与前后数字不符：{values[0]}与{values[1]}相差{show_number(abs(now.value - then.value))}，文中写{moved.group()}{values[2]}",
        f"the difference does not follow: {values[0]} and {values[1]} differ by {show_number(abs(now.value - then.value))}, the text says {values[2]}",
    )
    yield Clash(passage, told, message)


def _check(passage: Passage, amounts: Sequence[Amount], change: Fraction, base: Fraction) -> Iterator[Clash]:
    first, second, share = amounts
    told = _CHANGE.search(share.before)
    words = passage.between(second, share)
    if share.unit != "%" or share.rough or told is None or base <= 0:
        return
    if _SENTENCE_END.search(words) or words.count(",") > 1 or _OTHER_BASE.search(words + share.before):
        return
    percent = change * 100 / base
    down = told["down"] is not None
    slack = (first.step + second.step) * 100 / base  # 650万元 may be any amount that rounds to it
    if down == (percent < 0) and fits(share, abs(percent), slack):
        return
    sign = f"{abs(float(percent)):.{max(share.places, 1)}f}%"
    way, way_en = ("下降", "down") if percent < 0 else ("增长", "up")
    said = f"{'下降' if down else '增长'}{show_share(share)}"
    yield Clash(
        passage,
        (first, second, share),
        Text(
            f"增减幅度与数字不符：{show_number(abs(change))}÷{show_number(base)}={sign}（{way}），文中写{said}",
            f"the change does not follow: {show_number(abs(change))}÷{show_number(base)}={sign} ({way_en}), the text says {show_share(share)}",
        ),
    )
