"""Remarks beside the verdicts, one module a kind: what was taken for granted, what is wrong in the report itself."""

from __future__ import annotations

from collections.abc import Sequence

from duibiao.model import Checklist, Document, Notice, Verdict
from duibiao.notices.document import find_document
from duibiao.notices.profile import find_profile
from duibiao.notices.reading import find_reading


def find_notices(checklist: Checklist, document: Document, verdicts: Sequence[Verdict]) -> tuple[Notice, ...]:
    """Return what should be remarked on a report: first what was taken for granted, then what it may be instead."""
    return (*find_profile(checklist, document), *find_reading(document), *find_document(checklist, document, verdicts))
