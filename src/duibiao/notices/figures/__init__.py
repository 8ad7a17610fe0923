"""Numbers in a report that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from duibiao.model import Document, Notice
from duibiao.notices.figures.amounts import Amount, Passage, read_passages
from duibiao.notices.figures.clash import Clash, tell_clash, tell_table_rate, tell_total, tell_twice
from duibiao.notices.figures.growth import find_growth
from duibiao.notices.figures.limits import find_limits
from duibiao.notices.figures.rates import find_rates
from duibiao.notices.figures.recalled import find_recalled, find_restated
from duibiao.notices.figures.sums import find_sums
from duibiao.notices.figures.tables import find_table_rates, find_totals, read_tables
from duibiao.notices.figures.twice import find_backs, find_twice

_EARLIER = 12


def find_figures(document: Document) -> Iterator[Notice]:
    """Yield the contradictions between the numbers of *document*: errors where arithmetic fails, warnings where one thing has two values."""
    passages = list(read_passages(document))
    earlier: list[Amount] = []
    paragraph = None
    for passage in passages:
        if passage.paragraph != paragraph:
            paragraph, earlier = passage.paragraph, []
        for clash in _once(_find_clashes(passage, earlier)):
            yield tell_clash(document, clash)
        earlier = [*earlier, *(amount for amount in passage.amounts if amount.unit != "%")][-_EARLIER:]
    tables = list(read_tables(document))
    for table in tables:
        for wrong in find_totals(table):
            yield tell_total(document, wrong)
        for rate in find_table_rates(table):
            yield tell_table_rate(document, rate)
    told: set[frozenset[tuple[int, Fraction]]] = set()
    for first, second in chain(find_twice(passages, tables, document), find_backs(passages), find_recalled(passages), find_restated(passages)):
        places = frozenset({(first.sentence, first.value), (second.sentence, second.value)})
        if places not in told:
            told.add(places)
            yield tell_twice(document, first, second)


def _find_clashes(passage: Passage, earlier: list[Amount]) -> Iterator[Clash]:
    yield from find_sums(passage)
    yield from find_rates(passage, earlier)
    yield from find_growth(passage)
    yield from find_limits(passage)


def _once(clashes: Iterator[Clash]) -> Iterator[Clash]:
    """Yield each contradiction once: not again what shares two of its amounts with one before."""
    told: list[frozenset[Amount]] = []
    for clash in clashes:
        amounts = frozenset(clash.amounts)
        if not any(len(amounts & before) >= min(2, len(amounts)) for before in told):
            told.append(amounts)
            yield clash
