"""Dates that no calendar has, and a signature that cannot be right."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from itertools import islice

from duibiao.model import Notice, Role, Sentence, Span, Text
from duibiao.notices.year.days import DATED_YEAR, is_day, signature_of
from duibiao.notices.year.report import Report

_MOST_DATES = 20
#: 3月 3月15日 2023年3月15日 3月15日至18日
_DATE = re.compile(r"(?:(?P<year>20\d\d)年)?(?<![\d.—–~-])(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日(?:[-—–~至到]{1,2}(?P<last>\d{1,2})日)?)?")
#: 13月 after a year or before 底, 份: a month, not the length of a term
_MONTH_CONTEXT = re.compile(r"份|底|初|末|上旬|中旬|下旬|起|以来")
_ACT = re.compile(r"召开|印发|出台|举办|举行|开展|组织|审议|通过|公布|发布|挂牌|成立|听取|报送|完成|签订")
#: a date that lies ahead for a reason: 自2024年3月1日起施行, 有效期至…, 3月底前
_AHEAD = re.compile(r"施行|实施|生效|起|前|截止|到期|届满|有效期|将|拟|计划|预计|力争|待|开庭|开始|公示期|至20")


def find_impossible(report: Report) -> Iterator[Notice]:
    """Yield a warning for each date that no calendar has."""
    wrong = (match for match in _DATE.finditer(report.plain) if _is_impossible(report, match))
    for match in islice(wrong, _MOST_DATES):
        words = match.group() if 1 <= int(match["month"]) <= 12 else f"{match['month']}月"
        yield report.warn(
            Span(*match.span()),
            Text(f"日历上没有“{words}”", f"no calendar has “{words}”"),
            Text("核对日期并改正", "check the date and correct it"),
        )


def _is_impossible(report: Report, match: re.Match[str]) -> bool:
    """Whether no calendar has the date of *match*; 2月29日 without a year may be right."""
    month, days = int(match["month"]), [int(day) for day in (match["day"], match["last"]) if day is not None]
    if not days and not (match["year"] or _MONTH_CONTEXT.match(report.plain, match.end())):
        return False
    if not 1 <= month <= 12:
        return True
    longest = monthrange(int(match["year"] or 2000), month)[1]  # 2000 is a leap year
    return any(not 1 <= day <= longest for day in days)


def find_signature(report: Report) -> Iterator[Notice]:
    """Yield a warning where the report is signed before its year has well begun, or tells of acts after it was signed."""
    signed = signature_of(report.document)
    if signed is None or report.own_year is not None or not (report.title_years or report.opening.years):
        return
    span, date = signed
    if date[0] < report.year or (date[0] == report.year and date[1] <= 3):
        yield report.warn(
            span,
            Text(
                f"落款日期为{report.text[span.start : span.end]}，早于所报告的{report.year}年度结束，年份可能写错",
                f"the report is signed {date[0]}-{date[1]:02}-{date[2]:02}, long before the year {report.year} that it reports on was over",
            ),
            Text("核对落款日期的年份", "check the year of the signature"),
        )
        return
    late = [act for sentence in report.document.sentences for act in _acts_after(report, sentence, date) if act.end <= span.start]
    if late:
        yield report.warn(
            late[0],
            Text("这件事的日期晚于报告的落款日期", "this act is dated later than the report was signed"),
            Text("核对这里的日期和落款日期", "check this date and the date of the signature"),
            (*late[1:], span),
        )


def _acts_after(report: Report, sentence: Sentence, signed: tuple[int, int, int]) -> Iterator[Span]:
    """Yield the clauses of work that tell of an act on a day after *signed*."""
    words = report.words(sentence.span)
    if sentence.heading or _AHEAD.search(words) or set(_dated_years(words)) - {report.year, signed[0]}:
        return
    section = report.section_of(sentence)
    for clause in sentence.clauses:
        if (section.role if section is not None else clause.role) is not Role.WORK:
            continue
        for match in _DATE.finditer(report.plain, clause.span.start, clause.span.end):
            told = match["year"] or (None if _dated_years(words) else report.year)
            if told is None or match["day"] is None or not _ACT.search(report.plain, match.end(), sentence.span.end):
                continue
            day = (int(told), int(match["month"]), int(match["day"]))
            if is_day(*day) and signed < day:
                yield Span(match.start(), clause.span.end)


def _dated_years(words: str) -> list[int]:
    return [int(year) for year in DATED_YEAR.findall(words)]
