"""Laws and policies cited wrongly: titles that are none, wrong numbers and years, and what did not hold in the year reported on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from duibiao.model import Document, Instrument, Notice
from duibiao.notices.citation.bare import find_bare
from duibiao.notices.citation.catalogue import Known, build_catalogue, settle
from duibiao.notices.citation.drives import find_drives
from duibiao.notices.citation.fault import Fault
from duibiao.notices.citation.misnamed import find_period, wrong_title
from duibiao.notices.citation.numbers import wrong_number
from duibiao.notices.citation.report import Report
from duibiao.notices.citation.revisions import not_new, wrong_edition
from duibiao.notices.citation.times import too_early, too_late
from duibiao.notices.citation.titles import Citation, Name
from duibiao.notices.place import quote_at, section_at, shorten

_MOST_ALSO = 5
_JUDGES = (wrong_number, wrong_edition, too_early, too_late, not_new)


def find_citations(instruments: Sequence[Instrument], document: Document) -> Iterator[Notice]:
    """Yield a notice for each law or policy that is cited wrongly; the places of one fault are one notice."""
    by_matter: dict[tuple[str, ...], list[Fault]] = defaultdict(list)
    for fault in sorted(_find_faults(Report(document, build_catalogue(tuple(instruments)))), key=lambda fault: fault.span.start):
        by_matter[fault.about].append(fault)
    for faults in by_matter.values():
        first = faults[0]
        quote, *also = (quote_at(document, shorten(document, fault.span)) for fault in faults[: _MOST_ALSO + 1])
        yield Notice("citation", first.severity, first.message, first.advice, quote, tuple(also), section_at(document, first.span), first.basis)


def _find_faults(report: Report) -> Iterator[Fault]:
    find_near = cache(report.catalogue.find_near)
    for citation in (*report.citations, *find_bare(report)):
        if not citation.draft:
            yield from _judge(report, citation, find_near)
    yield from find_drives(report)


def _judge(report: Report, citation: Citation, find_near: Callable[[Name], Known | None]) -> Iterator[Fault]:
    known = report.catalogue.find_exact(citation.name)
    meant = find_period(citation.name, known, report.year) if known else find_near(citation.name)
    if meant is not None:
        if not report.says_local(citation):
            yield wrong_title(report, citation, meant)
    elif (instrument := settle(citation.name, known)) is not None:
        yield from (fault for judge in _JUDGES if (fault := judge(report, citation, instrument)) is not None)
