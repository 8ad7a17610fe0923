"""Words left over from another year: the title against the opening, headings, sentences, dates, five-year periods."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duibiao.model import Document, Notice
from duibiao.normalize import normalize_words
from duibiao.notices.year.chapters import find_chapters, find_plans
from duibiao.notices.year.dates import find_impossible, find_signature
from duibiao.notices.year.days import signature_of, years_of
from duibiao.notices.year.periods import find_periods
from duibiao.notices.year.report import Report
from duibiao.notices.year.stale import find_stale
from duibiao.notices.year.title import find_own_year

__all__ = ["find_years", "signature_of", "years_of"]

#: other papers than a report on a year that has passed: 2024年工作计划, 政府工作报告
_OTHER_PAPER = re.compile(r"政府工作报告|讲话|(?:计划|方案|要点|通知|意见|办法|规定|规则|细则|解读|清单)(?:\([^()]{0,12}\))?$")
#: a report on part of a year, or on several: 2023年上半年…总结, 五年工作总结
_PART_OF_YEAR = re.compile(r"半年|季度|\d月|阶段性|中期|近年|[三五]年来|[三五]年工作")


def find_years(document: Document) -> Iterator[Notice]:
    """Yield a warning for each place that speaks of another year than the one reported on; none where that is unknown."""
    title = normalize_words(document.meta.title or "")
    if document.meta.year is None or _OTHER_PAPER.search(title):
        return
    report = Report(document, document.meta.year, title)
    yield from find_impossible(report)
    yield from find_periods(report)
    if not report.firm or _PART_OF_YEAR.search(title):
        return
    yield from find_own_year(report)
    yield from find_chapters(report)
    yield from find_plans(report)
    yield from find_stale(report)
    yield from find_signature(report)
