"""A report with what is asked of it again and again, and the warnings about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from duibiao.model import Document, Notice, Role, Section, Sentence, Severity, Span, Text
from duibiao.notices.place import quote_at, section_at, shorten
from duibiao.notices.year.days import years_of
from duibiao.notices.year.opening import Opening

_MOST_ALSO = 5
#: what names a year without speaking of it: 《2022年工作要点》 (2022)3号 2021—2025年 2021年至2023年 2021年版
_ASIDE = re.compile(
    r"《[^》\n]{0,80}》|\([^()\n]{0,8}20\d\d[^()\n]{0,8}\)(?:第?\d{1,5}号)?|20\d\d年?度?[-—–~至到]{1,2}20\d\d年?|20\d\d年版"
)


class Report:
    """A report on *year*: ``plain`` is its text with titles, document numbers and periods blanked."""

    def __init__(self, document: Document, year: int, title: str) -> None:
        self.document = document
        self.year = year
        self.text = document.normal.text
        self.plain = _ASIDE.sub(lambda match: "\u3000" * len(match.group()), self.text)
        at = self.text.find(title) if title else -1
        self.title = Span(at, at + len(title)) if at >= 0 else None
        self.opening = Opening(self.plain, document.sentences, self.title)

    def words(self, span: Span) -> str:
        """Return the words of *span*, titles, document numbers and periods blanked."""
        return self.plain[span.start : span.end]

    def section_of(self, sentence: Sentence) -> Section | None:
        """Return the section in which a sentence stands."""
        return None if sentence.section is None else self.document.sections[sentence.section]

    @cached_property
    def title_years(self) -> frozenset[int]:
        """The years that the title tells."""
        return frozenset(years_of(self.words(self.title))) if self.title else frozenset()

    @cached_property
    def firm(self) -> bool:
        """Whether the title, else the opening, else the work itself tells the year that is taken for the one reported on."""
        if self.title_years:
            return self.year in self.title_years
        if self.opening.presented_sure_years:
            return self.year in self.opening.presented_sure_years or self.own_year is not None
        if self.opening.years:
            return self.opening.sure_years == {self.year}
        work = (sentence for sentence in self.document.sentences if all(clause.role is not Role.PLAN for clause in sentence.clauses))
        return any(self.year in years_of(self.words(sentence.span)) for sentence in work)

    @cached_property
    def own_year(self) -> tuple[int, Span, Span | None] | None:
        """The year that the opening says it reports on where that is another one, the words, and the words it contradicts."""
        if self.year in self.opening.presented_years:
            return None
        presented, present = self.opening.find_presented(), self.opening.find_present(self.year)
        if presented is not None:
            other = self.title if self.title_years else present[1] if present and present[0] == self.year else None
            return (*presented, other) if other is not None else None
        if present is None or not self.title_years or self.year in self.opening.years:
            return None
        return (*present, self.title)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the report may be about: where title and opening differ, both, for either may be the slip."""
        return frozenset({self.year} | ({self.own_year[0]} if self.own_year else set()))

    def warn(self, span: Span, message: Text, advice: Text, also: Sequence[Span] = ()) -> Notice:
        """Return a warning on *span*."""
        quote, *others = (quote_at(self.document, shorten(self.document, each)) for each in (span, *also[:_MOST_ALSO]))
        return Notice("year", Severity.WARNING, message, advice, quote, tuple(others), section_at(self.document, span))
