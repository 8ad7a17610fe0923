"""What the verdicts are worth: weights by need, points by status, and the formula that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from duibiao.model import Checklist, Document, Level, Need, Notice, Scorecard, Scored, Status, Verdict

FALLBACK_LEVEL = Level.COUNTY

#: The keys of the counts, in the order they are shown.
COUNTS = ("covered_specific", "covered_general", "planned", "problem", "absent", "not_applicable")


def score_verdicts(
    checklist: Checklist, document: Document, verdicts: Sequence[Verdict], notices: tuple[Notice, ...] = ()
) -> Scorecard:
    """Return the scorecard: each verdict with its need, weight and points, and the score of 0 to 100.

    An element that is off for the report's level and found nowhere is not applicable. A report whose level is unknown is
    asked what a county is asked.
    """
    level = document.meta.level or FALLBACK_LEVEL
    scored = tuple(_score_verdict(checklist, verdict, level) for verdict in verdicts)
    possible = float(sum(item.weight for item in scored))
    earned = sum(item.points * item.weight for item in scored)
    value = round(100 * earned / possible, 1) if possible else 0.0
    return Scorecard(document, checklist, level, scored, value, earned, possible, notices)


def _score_verdict(checklist: Checklist, verdict: Verdict, level: Level) -> Scored:
    need = dict(verdict.element.need)[level]
    weight = dict(checklist.weights).get(need, 0) if verdict.element.weight is None or need is Need.OFF else verdict.element.weight
    points = dict(checklist.points)
    earned = 0.0 if verdict.status is not Status.COVERED else points["specific" if verdict.specific else "general"]
    if verdict.status is Status.ABSENT and need is Need.OFF:
        verdict = Verdict(verdict.element, Status.NOT_APPLICABLE, None, "off")
    return Scored(verdict, need, weight, earned)


def count_statuses(elements: Sequence[Scored]) -> dict[str, int]:
    """Return how many elements have each status, in the order of `COUNTS`."""
    counted = Counter(map(status_key, elements))
    return {key: counted[key] for key in COUNTS}


def status_key(item: Scored) -> str:
    """Return the key of a verdict's status in `COUNTS` and `duibiao.words.STATUS`."""
    verdict = item.verdict
    if verdict.status is Status.COVERED:
        return "covered_specific" if verdict.specific else "covered_general"
    return verdict.status.value


def missing_required(scorecard: Scorecard) -> tuple[Scored, ...]:
    """Return the required elements that are not covered, in checklist order."""
    return tuple(item for item in scorecard.elements if item.need is Need.REQUIRED and item.verdict.status is not Status.COVERED)
