"""Check one report: the pipeline from source to scorecard, in one place."""

from __future__ import annotations

from pathlib import Path

from duibiao.checklist import choose_profile, load_checklist
from duibiao.judge import judge_elements
from duibiao.match import find_hits
from duibiao.model import Checklist, Document, Level, Scorecard, Source
from duibiao.normalize import normalize_text
from duibiao.notices import find_notices
from duibiao.read import read_source, read_text
from duibiao.score import score_verdicts
from duibiao.structure import build_document


def check_source(source: Source, checklist: Checklist | None = None, *, level: Level | None = None, year: int | None = None) -> Scorecard:
    """Return the scorecard of a report that has been read.

    Without a *checklist* the built-in profile of the report's year is taken. *level* and *year* replace what the report
    says of itself.
    """
    document = open_document(source, checklist, level=level, year=year)
    checklist = checklist or load_checklist(choose_profile(document.meta.year))
    verdicts = judge_elements(checklist, document, find_hits(checklist, document))
    return score_verdicts(checklist, document, verdicts, find_notices(checklist, document, verdicts))


def open_document(source: Source, checklist: Checklist | None = None, *, level: Level | None = None, year: int | None = None) -> Document:
    """Return a report with its structure, by the language of *checklist*."""
    language = (checklist or load_checklist(choose_profile(year))).language
    return build_document(source, normalize_text(source.text), language, level=level, year=year)


def check_text(text: str, checklist: Checklist | None = None, *, level: Level | str | None = None, year: int | None = None) -> Scorecard:
    """Return the scorecard of a report given as text.

    >>> check_text("二、存在的问题\\n法律顾问配备不足。").elements[0].verdict.status.value
    'absent'
    """
    return check_source(read_text(text), checklist, level=Level(level) if level else None, year=year)


def check_file(path: str | Path, checklist: Checklist | None = None, *, level: Level | str | None = None, year: int | None = None) -> Scorecard:
    """Return the scorecard of the report in *path*. Raises `ReadError` where it cannot be read or has no text."""
    return check_source(read_source(Path(path)), checklist, level=Level(level) if level else None, year=year)
