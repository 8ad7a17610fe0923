"""Revisions in years that had none, and revisions called new that are not."""

from __future__ import annotations

import re

from duibiao.model import Instrument, Role, Severity, Span, Text
from duibiao.notices.citation.fault import Fault, basis_of, say_day
from duibiao.notices.citation.report import Report
from duibiao.notices.citation.titles import EDITION, Citation

#: 新修订的《…》
_NEWLY_REVISED = re.compile(r"新(?:修订|修正|修改)(?:的|后的|施行的|实施的|颁布的)?$")
#: 2020年修订的《…》
_REVISED_IN = re.compile(r"(?<!\d)(?P<year>20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:新)?(?:修订|修正)(?:后|版)?的$")
#: a revision is new for so many years
_NEW_FOR = 3
#: a text that holds from so late in a year was hardly passed in the year before
_PASSED_LONG_BEFORE = "07-01"
#: how many dates of revisions a message names
_MOST_DAYS = 3


def wrong_edition(report: Report, citation: Citation, instrument: Instrument) -> Fault | None:
    """Return the fault of a year of a revision that is none: 《行政处罚法》(2020年修订)."""
    behind = EDITION.match(report.text, citation.span.end) if report.text.startswith("(", citation.span.end) else None
    match = behind or EDITION.search(citation.words) or _find_in_front(report, citation)
    if match is None or not instrument.revised:
        return None
    year = int(match["year"])
    if year in _years_of(instrument) or year >= report.catalogue.latest:
        return None
    days = instrument.revised[-_MOST_DAYS:]
    return Fault(
        ("edition", instrument.title, str(year)),
        Span(citation.span.start, behind.end()) if behind else report.quote_of(citation.span),
        Severity.ERROR,
        Text(
            f"文中写《{instrument.title}》{year}年修订，该年没有修订；{'近几次' if len(days) > 1 else ''}修订自{'、'.join(map(say_day, days))}起施行",
            f"the text has 《{instrument.title}》 revised in {year}, when it was not; revised texts took force on {', '.join(days)}",
        ),
        Text("核对修订年份后改正", "correct the year of the revision"),
        basis_of(instrument),
    )


def _find_in_front(report: Report, citation: Citation) -> re.Match[str] | None:
    """The year of a revision in front of a title; of a row of titles only the first is meant for sure."""
    return _REVISED_IN.search(report.before(citation, 24)) if citation.chain == citation.span.start else None


def _years_of(instrument: Instrument) -> set[int]:
    """The years in which it was issued, took force or was revised, or may have been."""
    days = [day for day in (*instrument.revised, instrument.issued, instrument.in_force) if day]
    return {int(day[:4]) for day in days} | {int(day[:4]) - 1 for day in instrument.revised if day[5:] <= _PASSED_LONG_BEFORE}


def not_new(report: Report, citation: Citation, instrument: Instrument) -> Fault | None:
    """Return the fault of a law called newly revised that was revised long before, or only later; of a row of laws the first is meant for sure."""
    if report.year is None or not instrument.revised or citation.chain != citation.span.start:
        return None
    if not _NEWLY_REVISED.search(report.before(citation, 12)):
        return None
    if any(f"{report.year - _NEW_FOR}-01-01" <= day <= f"{report.year + 1}-12-31" for day in instrument.revised):
        return None
    if report.looks_back(citation.span.start) or report.says_local(citation) or report.role_at(citation.span.start) is Role.PLAN:
        return None
    before = [day for day in instrument.revised if day <= f"{report.year}-12-31"]
    day = max(before) if before else min(instrument.revised)
    return Fault(
        ("new", instrument.title),
        report.quote_of(citation.span),
        Severity.WARNING,
        Text(
            f"文中称“新修订的《{instrument.title}》”，{'最近一次' if before else '头一次'}修订自{say_day(day)}起施行",
            f"the text calls 《{instrument.title}》 newly revised; the {'latest' if before else 'first'} revision took force on {day}",
        ),
        Text("核对修订时间，删去“新修订的”或者写明修订年份", "leave out “newly revised”, or say when"),
        basis_of(instrument),
    )
