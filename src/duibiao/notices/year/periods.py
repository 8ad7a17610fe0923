"""Years called the first or last of a five-year period, or an anniversary, that they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duibiao.model import Notice, Role, Span, Text
from duibiao.notices.year.days import DATED_YEAR
from duibiao.notices.year.report import Report

#: the first year of each, of those for spreading the law too
_PERIODS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "六五": 2011, "七五": 2016, "八五": 2021, "九五": 2026}
_PERIOD_GAP = r"(?:普法|规划|计划|纲要|目标|任务|建设|发展|实施|全面|圆满|时期|的|[,、和与及])"
_TURN = r"(?P<turn>开局|起步|启动|收官|收尾)(?:之年|年(?!前|底|初|度))"
#: 十三五规划的收官之年 八五普法启动之年
_PERIOD = re.compile(rf"(?P<period>十[二三四五]五|(?<![十二三四])[六七八九]五){_PERIOD_GAP}{{0,4}}+{_TURN}")
#: 《法治政府建设实施纲要(2021-2025年)》收官之年
_RANGE = re.compile(rf"(?P<from>20\d\d)年?[-—–~至到]{{1,2}}(?P<to>20\d\d)年?[)》]{{0,2}}{_PERIOD_GAP}{{0,4}}+{_TURN}")
#: the year that anniversaries are counted from
_FOUNDED = {
    "建党": 1921, "中国共产党成立": 1921, "新中国成立": 1949, "中华人民共和国成立": 1949, "建国": 1949, "改革开放": 1978, "抗战胜利": 1945,
    "抗日战争胜利": 1945, "人民代表大会成立": 1954, "现行宪法公布施行": 1982,
}  # fmt: skip
#: 正值中国共产党成立100周年 今年是新中国成立75周年
_ANNIVERSARY = re.compile(
    rf"(?:今年是|正值|适逢|恰逢|喜迎|值此|迎来)(?:伟大的)?(?P<event>{'|'.join(sorted(_FOUNDED, key=len, reverse=True))})(?P<count>\d{{2,3}})周年"
    r"(?!主题|系列|展|大会|活动日)"
)
#: what makes a period a statement on the year told, not a remembrance: 2023年是… 作为… 正值…
_SAID_OF_NOW = re.compile(r"(?:是|为|正值|适逢|恰逢|时值|站在|处在|处于|身处|迎来|迈入|进入|立足|紧扣)[^,。;]{0,16}$")
_NOW = re.compile(r"今年|本年")
_NEXT = re.compile(r"明年|来年|下一?年")


def find_periods(report: Report) -> Iterator[Notice]:
    """Yield a warning where a year is called the first or last of a period, or an anniversary, that it is not."""
    for sentence in report.document.sentences:
        planned = any(clause.role is Role.PLAN for clause in sentence.clauses)
        yield from _find_turns(report, sentence.span)
        yield from _find_anniversaries(report, sentence.span, planned=planned)


def _find_turns(report: Report, sentence: Span) -> Iterator[Notice]:
    for match in (*_PERIOD.finditer(report.text, sentence.start, sentence.end), *_RANGE.finditer(report.text, sentence.start, sentence.end)):
        named = match.groupdict().get("period")
        first, last = (_PERIODS[named], _PERIODS[named] + 4) if named else (int(match["from"]), int(match["to"]))
        right = last if match["turn"] in ("收官", "收尾") else first
        late = right + 1 if not named and right == first else right  # a plan issued at the end of its first year begins with the next
        told = _told_years(report, Span(sentence.start, match.start()))
        if not told or {right, late} & set(told) or first >= last:
            continue
        if not _SAID_OF_NOW.search(report.plain, max(sentence.start, match.start() - 40), match.start()):
            continue
        period = Text(f"“{named}”为{first}—{last}年，", "that plan") if named else Text(f"{first}—{last}年的规划，", "a plan")
        yield report.warn(
            Span(*match.span()),
            Text(
                f"{period.zh}{match['turn']}之年是{right}年，与文中的{told[0]}年不符",
                f"{period.en} for {first} to {last} has {right} as the year meant, not {told[0]}",
            ),
            Text("核对规划期和年份，改正沿用的旧提法", "check the period and the year"),
        )


def _find_anniversaries(report: Report, sentence: Span, *, planned: bool) -> Iterator[Notice]:
    for match in _ANNIVERSARY.finditer(report.text, sentence.start, sentence.end):
        right = _FOUNDED[match["event"]] + int(match["count"])
        told = _told_years(report, Span(sentence.start, match.start()), coming=planned)
        if told and right not in told:
            yield report.warn(
                Span(*match.span()),
                Text(
                    f"“{match['event']}{match['count']}周年”是{right}年，与{told[0]}年不符",
                    f"that anniversary falls in {right}, which {told[0]} is not",
                ),
                Text("核对周年数和年份", "check the anniversary and the year"),
            )


def _told_years(report: Report, before: Span, *, coming: bool = True) -> Sequence[int]:
    """The years that a statement may be about: what stands last before it, else this year, and the next where *coming*.

    None where that leads to the year reported on and it is not sure.
    """
    words = report.words(before)
    told = [(match.start(), [int(match.group(1))]) for match in DATED_YEAR.finditer(words)]
    years = sorted(report.years) if report.firm else []
    told += [(match.start(), years) for match in _NOW.finditer(words)]
    told += [(match.start(), [year + 1 for year in years]) for match in _NEXT.finditer(words)]
    return max(told)[1] if told else [*years, *(year + 1 for year in years if coming)]
