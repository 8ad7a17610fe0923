"""Remarks beside the verdicts, one module a kind: what was taken for granted, and what seems wrong in the report itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duibiao.model import Checklist, Document, Notice, Severity, Verdict
from duibiao.notices.actor import find_actors
from duibiao.notices.citation import find_citations
from duibiao.notices.deadline import find_deadline
from duibiao.notices.document import find_document
from duibiao.notices.figures import find_figures
from duibiao.notices.profile import find_profile
from duibiao.notices.reading import find_reading
from duibiao.notices.repeat import find_repeats
from duibiao.notices.structure import find_structure
from duibiao.notices.year import find_years

_GRAVEST_FIRST = tuple(Severity)


def find_notices(checklist: Checklist, document: Document, verdicts: Sequence[Verdict]) -> tuple[Notice, ...]:
    """Return what should be remarked on a report.

    First stands what was taken for granted, how the file was read and what it may be instead; then the faults of the
    report, the gravest first, in reading order. Kinds that the checklist switches off are left out, and that is said.
    """
    off = dict(checklist.off)
    faults = [notice for notice in _faults(checklist, document, verdicts) if notice.kind not in off]
    return (
        *find_profile(checklist, document),
        *find_reading(document),
        *find_document(checklist, document, verdicts),
        *sorted(faults, key=_urgency),
    )


def _faults(checklist: Checklist, document: Document, verdicts: Sequence[Verdict]) -> Iterator[Notice]:
    yield from find_figures(document)
    yield from find_citations(checklist.instruments, document)
    yield from find_years(document)
    yield from find_actors(checklist, document)
    yield from find_structure(checklist, document, verdicts)
    yield from find_repeats(document)
    yield from find_deadline(document)


def _urgency(notice: Notice) -> tuple[int, int]:
    return _GRAVEST_FIRST.index(notice.severity), -1 if notice.quote is None else notice.quote.span.start
