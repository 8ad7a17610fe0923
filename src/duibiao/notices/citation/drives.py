"""Five-year plans for spreading the law that are carried out outside of their years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duibiao.model import Role, Severity, Span, Text
from duibiao.notices.citation.fault import Fault
from duibiao.notices.citation.report import Report

#: the first of the five years of each
_FIRST_YEARS = {"四": 2001, "五": 2006, "六": 2011, "七": 2016, "八": 2021, "九": 2026}
#: 深入实施七五普法规划, 七五普法工作扎实推进
_DRIVE = re.compile(
    r"(?:实施|推进|推动|开展|执行|落实|抓好|抓实)(?:了|全[省市县区州旗镇乡])?(?P<numeral>[四五六七八九])五普法"
    r"|(?<!十)(?P<subject>[四五六七八九])五普法(?:规划|工作|宣传|教育|活动){0,2}(?:扎实|深入|全面|有序|稳步|持续|有力)?(?:推进|实施|开展)"
)
#: 做好七五普法迎检工作, 启动九五普法: about a plan, not carrying it out
_CHECKED = re.compile(r"先进|表彰|荣获|迎检|检查|谋划|编制|启动|筹备|准备|征求|调研|起草")


def find_drives(report: Report) -> Iterator[Fault]:
    """Yield the five-year plans for spreading the law that are carried out outside of their years: 开展七五普法 in 2023."""
    for match in _DRIVE.finditer(report.text):
        numeral = match["numeral"] or match["subject"]
        first = _FIRST_YEARS[numeral]
        year = _year_at(report, match.start())
        if year is None or first <= year <= first + 4:
            continue
        yield Fault(
            ("drive", numeral),
            report.quote_of(Span(*match.span())),
            Severity.WARNING,
            Text(
                f"“{numeral}五”普法的期限是{first}—{first + 4}年，文中写作{year}年的工作",
                f"that plan for spreading the law runs from {first} to {first + 4}; the text has it in {year}",
            ),
            Text("核对是哪一个五年普法规划，改正沿用的旧提法；讲总结验收的，写明是总结验收", "check which five-year plan is meant"),
            None,
        )


def _year_at(report: Report, at: int) -> int | None:
    """The year in which the plan named at *at* is carried out, None where it is not, or where the text looks back."""
    role = report.role_at(at)
    if report.year is None or role not in (Role.WORK, Role.PLAN) or report.is_within_title(at):
        return None
    if _CHECKED.search(report.clause_words(at)) or report.looks_back(at) or report.names_earlier_year(at):
        return None
    return report.year + (role is Role.PLAN)
