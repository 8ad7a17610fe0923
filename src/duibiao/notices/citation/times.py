"""Documents that held no more, or not yet, in the year reported on."""

from __future__ import annotations

import re

from duibiao.model import Instrument, Role, Severity, Text
from duibiao.normalize import normalize_words
from duibiao.notices.citation.fault import Fault, basis_of, say_day
from duibiao.notices.citation.report import Report
from duibiao.notices.citation.titles import YEARS, Citation, read_name

#: 严格按照《…》 落实《…》
_APPLIED = re.compile(r"按照|依照|依据|根据|遵照|遵循|落实|贯彻|执行|实施|推进|推动|开展|对照|对标")
#: 以《…》为主线
_GUIDED = re.compile(r"》(?:\([^()]{0,20}\))?为(?:主线|指导|遵循|统领|指引|依据|引领|抓手|目标)")
#: carrying out a plan, which stops where the plan ends
_CARRIED = re.compile(r"实施|推进|推动|开展|执行")
#: 参与《…》立法 《…》征求意见: no document yet
_IN_THE_MAKING = re.compile(r"立法|草案|征求|修改意见|起草|调研|论证|审议|征集|即将|将于|将自|筹备|准备|谋划|编制")


def too_early(report: Report, citation: Citation, instrument: Instrument) -> Fault | None:
    """Return the fault of work done with a document that was issued only after the year reported on."""
    day = instrument.issued or instrument.in_force
    if report.year is None or day is None:
        return None
    at = citation.span.start
    last = report.year + (report.role_at(at) not in (Role.WORK, Role.PROBLEM))
    if day <= f"{last}-12-31" or _IN_THE_MAKING.search(report.clause_words(at)) or report.says_local(citation):
        return None
    if f"{report.year + 1}年" in YEARS.sub("", report.words_around(at)):
        return None
    return Fault(
        ("early", instrument.title),
        report.quote_of(citation.span),
        Severity.WARNING,
        Text(
            f"《{instrument.title}》{say_day(day)}才{'公布' if instrument.issued else '施行'}，文中写入{last}年的内容",
            f"《{instrument.title}》 was issued on {day} only; the text has it in {last}",
        ),
        Text("核对文件名称和年度；如果指的是本地文件，写明制定单位和全称", "check title and year; if a local document is meant, name who made it"),
        basis_of(instrument),
    )


def too_late(report: Report, citation: Citation, instrument: Instrument) -> Fault | None:
    """Return the fault of applying, or planning with, what had ended before."""
    if report.year is None or instrument.until is None:
        return None
    at = citation.span.start
    role, lead = report.role_at(at), report.lead(citation)
    year = report.year + (role is Role.PLAN)
    if role not in (Role.WORK, Role.PLAN) or instrument.until >= f"{year}-01-01" or not (_APPLIED.search(lead) or _GUIDED.search(report.clause_words(at))):
        return None
    just_ended = role is Role.PLAN and instrument.until >= f"{report.year}-01-01"
    if just_ended and not (_is_known_by(instrument, report) or _CARRIED.search(lead)):
        return None  # 对标《…纲要》 until the next one is known
    if report.looks_back(at) or report.names_earlier_year(at) or report.says_local(citation):
        return None
    successor = _say_successor(instrument)
    return Fault(
        ("late", instrument.title),
        report.quote_of(citation.span),
        Severity.WARNING,
        Text(
            f"《{instrument.title}》到{say_day(instrument.until)}为止{successor.zh}，文中写作{year}年仍在执行",
            f"《{instrument.title}》 held until {instrument.until}{successor.en}; the text has it in {year}",
        ),
        Text("核对文件是否仍然有效，改引现行文件；讲过去的工作，写明时间", "cite what holds now; where the past is meant, say when"),
        basis_of(instrument),
    )


def _is_known_by(instrument: Instrument, report: Report) -> bool:
    """Whether what replaced *instrument* had been issued by the end of the year reported on."""
    if instrument.replaced_by is None:
        return False
    name = read_name(normalize_words(instrument.replaced_by))
    days = [item.instrument.issued or item.instrument.in_force for item in report.catalogue.find_exact(name) if item.name.years == name.years]
    return any(day is not None and day <= f"{report.year}-12-31" for day in days)


def _say_successor(instrument: Instrument) -> Text:
    by = instrument.replaced_by
    return Text(f"，已由《{by}》代替", f" and 《{by}》 replaced it") if by else Text("", "")
