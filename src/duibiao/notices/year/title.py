"""A title, or first words, that say another year than the opening reports on."""

from __future__ import annotations

from collections.abc import Iterator

from duibiao.model import Notice, Text
from duibiao.notices.year.report import Report


def find_own_year(report: Report) -> Iterator[Notice]:
    """Yield a warning where the opening reports on another year than the title says, or than its own first words."""
    if report.own_year is None:
        return
    year, span, other = report.own_year
    where = Text("标题", "title") if report.title_years else Text("开头", "beginning")
    yield report.warn(
        span,
        Text(
            f"{where.zh}写的是{report.year}年，这里报告的却是{year}年，两处年度不一致",
            f"the {where.en} says {report.year}, but this place reports on {year}",
        ),
        Text("核对报告的年度，改正写错的一处", "make sure which year is reported on and correct the other place"),
        (other,) if other else (),
    )
