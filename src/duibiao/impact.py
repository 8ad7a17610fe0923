"""What a change of the checklist does to a folder of reports: which verdicts it flips, and which rules tell nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from duibiao.check import check_source, open_document
from duibiao.match import find_hits
from duibiao.model import Checklist, Flip, Impact, Quote, RuleUse, Scored, Source

Choose = Callable[[int | None], Checklist]
"""Chooses the checklist for a report's year."""


def compare_checklists(sources: Sequence[Source], old: Choose, new: Choose) -> Impact:
    """Return every verdict that differs between the *old* and the *new* checklist, and the new rules that hold in none
    or in all of the reports, in checklist order.
    """
    flips: list[Flip] = []
    uses: dict[tuple[str, int], set[int]] = defaultdict(set)
    seen: dict[str, Checklist] = {}
    for number, source in enumerate(sources):
        document = open_document(source)
        before, after = old(document.meta.year), new(document.meta.year)
        seen[after.id] = after
        flips += _flips(source, before, after)
        for hit in find_hits(after, open_document(source, after)):
            if hit.aside is None:
                uses[hit.element, hit.rule].add(number)
    rules: list[RuleUse] = []
    for element in next(iter(seen.values())).elements if seen else ():
        for at, rule in enumerate(element.rules):
            share = len(uses[element.id, at]) / len(sources)
            if share in (0.0, 1.0):
                rules.append(RuleUse(element.id, rule, share))
    counted = Counter(flip.element for flip in flips)
    return Impact(len(sources), tuple(flips), tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))), tuple(rules))


def _flips(source: Source, before: Checklist, after: Checklist) -> list[Flip]:
    was = {item.verdict.element.id: item for item in check_source(source, before).elements}
    now = {item.verdict.element.id: item for item in check_source(source, after).elements}
    flips: list[Flip] = []
    for identity in dict.fromkeys([*now, *was]):
        one, other = was.get(identity), now.get(identity)
        if _status(one) != _status(other):
            flips.append(Flip(source.name, identity, _status(one), _status(other), _first_quote(one), _first_quote(other)))
    return flips


def _status(item: Scored | None) -> str | None:
    if item is None:
        return None
    if item.verdict.specific is None:
        return item.verdict.status.value
    return f"{item.verdict.status.value}_{'specific' if item.verdict.specific else 'general'}"


def _first_quote(item: Scored | None) -> Quote | None:
    return item.verdict.evidence[0].quote if item is not None and item.verdict.evidence else None
