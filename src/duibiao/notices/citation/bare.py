"""Documents that are named without 《》."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duibiao.model import Span
from duibiao.notices.citation.report import Report
from duibiao.notices.citation.titles import PLACE_SIGNS, YEARS, Citation, read_name


def find_bare(report: Report) -> Iterator[Citation]:
    """Yield the Outlines where they are named without 《》 and with their years."""
    for key in report.catalogue.outline_keys:
        for match in re.finditer(re.escape(key), report.text):
            at, years = match.start(), YEARS.match(report.text, match.end())
            if years is None or report.text[max(0, at - 1) : at] in PLACE_SIGNS or report.is_within_title(at):
                continue
            words = report.text[at : years.end()]
            yield Citation(Span(at, years.end()), words, read_name(words), at, draft=False, number_at=years.end())
