"""Titles that are none, and periods that are none of a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from duibiao.model import Severity, Text
from duibiao.notices.citation.catalogue import Known
from duibiao.notices.citation.fault import Fault, basis_of
from duibiao.notices.citation.report import Report
from duibiao.notices.citation.titles import Citation, Name

#: …实施纲要（2021—2025年）
_YEARS_BEHIND = re.compile(r"[（(][^（）()]{0,14}[）)]$")


def find_period(name: Name, known: Sequence[Known], reported: int | None) -> Known | None:
    """Return the document whose period was meant, None where the period is right, not given, or apart from all that are known."""
    periods = [item for item in known if len(item.name.years) == 2]
    if len(name.years) != 2 or not periods or len(periods) < len(known) or any(item.name.years == name.years for item in periods):
        return None
    first, last = name.years
    touched = [item for item in periods if item.name.years[0] <= last and first <= item.name.years[1]]

    def miss(item: Known) -> tuple[int, int]:
        begin, end = item.name.years
        return abs(begin - first) + abs(end - last), not begin <= (reported or 0) <= end

    return min(touched, key=miss, default=None)


def wrong_title(report: Report, citation: Citation, meant: Known) -> Fault:
    """Return the fault of a title, or a period, written for that of the document *meant*."""
    written = report.own_words(citation.span)
    if meant.name.years != citation.name.years:
        meant = find_period(citation.name, report.catalogue.find_exact(meant.name), report.year) or meant
    instrument = meant.instrument
    title = instrument.title if citation.name.years or not meant.name.years else _strip_years(instrument.title)
    return Fault(
        ("title", citation.name.key, *map(str, citation.name.years)),
        citation.span,
        Severity.ERROR,
        Text(f"文中写{written}，应为《{title}》", f"the text writes {written}; the title is 《{title}》"),
        Text("核对文件名称后改正；如果指的是本地文件，写明制定单位和全称", "correct the title; if a local document is meant, name who made it"),
        basis_of(instrument),
    )


def _strip_years(title: str) -> str:
    return _YEARS_BEHIND.sub("", title)
