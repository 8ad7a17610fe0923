"""The opening of a report and the years in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from duibiao.model import Sentence, Span
from duibiao.notices.year.days import YEAR, to_year, years_of

#: 现将2023年度工作情况报告如下
_PRESENTED = re.compile(r"现(?:将|就|把)[^。\n]{0,60}?如下")
#: 2024年, at the head of the opening sentence
_PRESENT = re.compile(rf"^(?P<year>{YEAR})度?[来]?(?=,)|^(?P<since>{YEAR})度?以来(?=,)")
#: 2020年以来 may span several years
_SINCE = re.compile(rf"{YEAR}度?以来")


class Opening:
    """The sentences between the title and the first heading; where no heading follows, those up to 如下, else the first."""

    def __init__(self, plain: str, sentences: Sequence[Sentence], title: Span | None) -> None:
        found: list[Sentence] = []
        for sentence in sentences:
            if sentence.heading:
                break
            if title is None or sentence.span.start >= title.end:
                found.append(sentence)
        else:
            presented = (number for number, each in enumerate(found) if _PRESENTED.search(plain[each.span.start : each.span.end]))
            del found[next(presented, 0) + 1 :]
        self._plain = plain
        self._sentences = found
        self._words = [plain[each.span.start : each.span.end] for each in found]

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the opening speaks of."""
        return frozenset(year for words in self._words for year in years_of(words))

    @cached_property
    def sure_years(self) -> frozenset[int]:
        """The same without those of 2020年以来."""
        return frozenset(year for words in self._words for year in years_of(_SINCE.sub("", words)))

    @cached_property
    def presented_years(self) -> frozenset[int]:
        """The years in 现将…如下."""
        return frozenset(year for words in self._presented for year in years_of(words))

    @cached_property
    def presented_sure_years(self) -> frozenset[int]:
        """The same without those of 2020年以来."""
        return frozenset(year for words in self._presented for year in years_of(_SINCE.sub("", words)))

    @cached_property
    def _presented(self) -> list[str]:
        return [match.group() for words in self._words if (match := _PRESENTED.search(words))]

    def find_presented(self) -> tuple[int, Span] | None:
        """Return the one year in 现将…如下, and the words."""
        for sentence in self._sentences:
            if match := _PRESENTED.search(self._plain, sentence.span.start, sentence.span.end):
                years = years_of(match.group())
                if len(years) == 1 and "以来" not in match.group() and "\u3000" not in match.group():
                    return years[0], Span(*match.span())
        return None

    def find_present(self, reported: int) -> tuple[int, Span] | None:
        """Return the year with which the opening begins as the present, and the clauses around it; 2022年以来 may hold the year *reported* too."""
        at = next((number for number, words in enumerate(self._words) if "," in words), 0)
        match = _PRESENT.match(self._words[at]) if self._words else None
        if match is None:
            return None
        year = to_year(match["year"] or match["since"])
        return None if match["since"] and year <= reported else (year, first_clauses(self._sentences[at]))


def first_clauses(sentence: Sentence) -> Span:
    """Return the first two clauses of a sentence: a year and what follows it."""
    clauses = sentence.clauses[:2]
    return Span(clauses[0].span.start, clauses[-1].span.end)
