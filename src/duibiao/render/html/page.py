"""What the page shows, worked out from a scorecard: numbered elements, shares, the sum, the passages of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath

from duibiao import words
from duibiao.model import Element, Evidence, Group, Need, Notice, Quote, Role, Scorecard, Scored, Span, Status
from duibiao.render.html.passages import SHADES, Stretch, Tie, lay_text
from duibiao.render.html.sayings import SAYINGS
from duibiao.score import COUNTS, count_statuses, missing_required, status_key

_NAMES = {"status": words.STATUS, "need": words.NEED, "level": words.LEVEL, "role": words.ROLE, "severity": words.SEVERITY}


@dataclass(frozen=True, slots=True)
class Item:
    """An element as shown: its number on this page, its status, what it was asked for and earned."""

    number: int
    key: str
    scored: Scored

    @property
    def element(self) -> Element:
        """What was asked."""
        return self.scored.verdict.element

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"e-{self.element.id}"


@dataclass(frozen=True, slots=True)
class Share:
    """A group with its elements, and their bar: one cell for each, by status."""

    group: Group
    items: tuple[Item, ...]
    earned: float
    possible: float

    @property
    def cells(self) -> tuple[Item, ...]:
        """The elements in the order of their statuses."""
        return tuple(sorted(self.items, key=lambda item: COUNTS.index(item.key)))


@dataclass(frozen=True, slots=True)
class SumRow:
    """The elements of one need and weight: how many there are, how many earned what."""

    need: Need
    weight: int
    count: int
    specific: int
    general: int
    earned: float
    possible: float

    @property
    def others(self) -> int:
        """How many earned nothing."""
        return self.count - self.specific - self.general


class Page:
    """All that the templates ask for, in one language."""

    def __init__(self, card: Scorecard, lang: str) -> None:
        self.card, self.lang, self.words = card, lang, words
        self.items = tuple(Item(number, status_key(scored), scored) for number, scored in enumerate(card.elements, 1))
        self.by_number = {item.number: item for item in self.items}

    def say(self, key: str, **values: object) -> str:
        """Return a saying of the page, its places filled with *values*."""
        return SAYINGS[key].say(self.lang).format(**values)

    def name(self, table: str, key: str) -> str:
        """Return the name of a status, need, level, role, severity or kind of notice."""
        return _NAMES[table][key].say(self.lang)

    def kind_of(self, notice: Notice) -> str:
        """Return the name of a notice's kind."""
        return words.NOTICE[notice.kind].say(self.lang)

    def title_of(self, thing: Element | Group) -> str:
        """Return the title of an element or a group."""
        return thing.title_en if self.lang == "en" else thing.title

    def advice_of(self, element: Element) -> str:
        """Return what to write for *element*."""
        return element.advice_en if self.lang == "en" else element.advice

    # ---- head

    @cached_property
    def file_name(self) -> str:
        """The file's own name, without its folder."""
        return PurePosixPath(self.card.document.source.name).name or "-"

    @cached_property
    def issuer(self) -> str:
        """Whose report it is."""
        return self.card.document.meta.issuer or words.say("unknown-issuer", self.lang)

    @cached_property
    def year(self) -> str:
        """The year it reports on."""
        year = self.card.document.meta.year
        return words.say("year", self.lang, year=year) if year else words.say("unknown-year", self.lang)

    @cached_property
    def checklist_title(self) -> str:
        """What it was held against."""
        return self.card.checklist.title_en if self.lang == "en" else self.card.checklist.title

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many elements have each status."""
        return count_statuses(self.card.elements)

    @cached_property
    def verdict(self) -> str:
        """The result in one sentence."""
        required = [item for item in self.items if item.scored.need is Need.REQUIRED]
        missing = [item for item in required if item.scored.verdict.status is not Status.COVERED]
        if not required:
            told = self.say("verdict-none")
        elif not missing:
            told = self.say("verdict-all", count=len(required))
        else:
            lacking = [(key, sum(item.key == key for item in missing)) for key in ("absent", "planned", "problem", "not_applicable")]
            parts = [self.say("verdict-lacking", count=count, status=self.name("status", key)) for key, count in lacking if count]
            told = self.say("verdict-some", count=len(required), covered=len(required) - len(missing)) + self.say("and").join(parts)
        return told + self.say("verdict-score", value=f"{self.card.value:.1f}")

    @cached_property
    def sums(self) -> tuple[SumRow, ...]:
        """The sum of the score, by need and weight, as the checklist orders them."""
        order = {need: place for place, need in enumerate(Need)}
        keys = sorted({(item.scored.need, item.scored.weight) for item in self.items}, key=lambda key: (order[key[0]], -key[1]))
        return tuple(self._sum(need, weight) for need, weight in keys)

    def _sum(self, need: Need, weight: int) -> SumRow:
        items = [item for item in self.items if (item.scored.need, item.scored.weight) == (need, weight)]
        specific, general = (sum(item.key == key for item in items) for key in ("covered_specific", "covered_general"))
        return SumRow(need, weight, len(items), specific, general, sum(item.scored.points * weight for item in items), float(weight * len(items)))

    @cached_property
    def points(self) -> dict[str, float]:
        """What each way of covering an element is worth."""
        return dict(self.card.checklist.points)

    # ---- elements

    @cached_property
    def missing(self) -> tuple[Item, ...]:
        """The required elements that are not covered."""
        missing = {scored.verdict.element.id for scored in missing_required(self.card)}
        return tuple(item for item in self.items if item.element.id in missing)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The groups that have elements, in the order of the checklist."""
        return tuple(share for share in map(self._share, self.card.checklist.groups) if share.items)

    def _share(self, group: Group) -> Share:
        items = tuple(item for item in self.items if item.element.group == group.id)
        earned = sum(item.scored.points * item.scored.weight for item in items)
        return Share(group, items, earned, float(sum(item.scored.weight for item in items)))

    def tell_share(self, share: Share) -> str:
        """Return in words what the bar of a group shows."""
        counts = [(key, sum(item.key == key for item in share.items)) for key in COUNTS]
        return self.say("and").join(self.say("count-label", status=self.name("status", key), count=count) for key, count in counts if count)

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The documents that elements rest on, in the order of the checklist."""
        return tuple(dict.fromkeys(basis.document for item in self.items for basis in item.element.basis))

    def basis_of(self, element: Element) -> str:
        """Return what an element rests on, as numbers in `documents`."""
        return " ".join(str(self.documents.index(document)) for document in dict.fromkeys(basis.document for basis in element.basis))

    def place_of(self, evidence: Evidence) -> str:
        """Return where a quote stands: 第3页 · 第12段 · 表1第2行第1列."""
        page = None if evidence.page is None else self.say("page", number=evidence.page)
        cell = None
        if evidence.cell is not None:
            cell = self.say("cell", table=evidence.cell.table, row=evidence.cell.row, column=evidence.cell.column)
        return " · ".join(part for part in (page, self.say("paragraph", number=evidence.paragraph), cell) if part)

    def lacks_of(self, lacks: Sequence[str]) -> str:
        """Return what the nearest passage lacks."""
        return self.say("and").join(self.say(f"lack-{lack}") if f"lack-{lack}" in SAYINGS else lack for lack in lacks)

    @staticmethod
    def shade_of(item: Item, evidence: Evidence) -> str:
        """Return the status that one quote shows: that of its element, or of its own where it tells of a plan or a shortcoming."""
        return {Role.PLAN: "planned", Role.PROBLEM: "problem"}.get(evidence.role, item.key if item.key in SHADES else SHADES[0])

    @staticmethod
    def cut_terms(evidence: Evidence) -> Iterator[tuple[str, bool]]:
        """Yield a quote in runs, the terms that were hit with True."""
        start, end = evidence.quote.span.start, evidence.quote.span.end
        at = start
        for term in sorted((term.span for term in evidence.terms), key=lambda span: (span.start, span.end)):
            first, last = max(term.start, at), min(term.end, end)
            if first >= last:
                continue
            if at < first:
                yield evidence.quote.text[at - start : first - start], False
            yield evidence.quote.text[first - start : last - start], True
            at = last
        if at < end:
            yield evidence.quote.text[at - start :], False

    # ---- notices

    @cached_property
    def notices(self) -> tuple[tuple[int, Notice], ...]:
        """The notices, numbered."""
        return tuple(enumerate(self.card.notices, 1))

    @cached_property
    def assumptions(self) -> tuple[tuple[int, Notice], ...]:
        """The notices on how the check was set up."""
        return tuple((number, notice) for number, notice in self.notices if notice.kind in words.SETUP)

    @staticmethod
    def quotes_of(notice: Notice) -> tuple[Quote, ...]:
        """Return the quotes of a notice, its own first."""
        return tuple(quote for quote in (notice.quote, *notice.also) if quote is not None)

    # ---- text

    @cached_property
    def text_lang(self) -> str:
        """The language of the report, for fonts and readers."""
        return "zh-Hant" if self.card.document.meta.script == "traditional" else "zh-CN"

    @cached_property
    def html_lang(self) -> str:
        """The language of the page."""
        return "en" if self.lang == "en" else "zh-CN"

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The whole text, tied to the elements and notices."""
        return lay_text(self.card.document, chain(self._proofs(), self._nears(), self._warnings()))

    def _proofs(self) -> Iterator[Tie]:
        for item in self.items:
            for evidence in item.scored.verdict.evidence:
                yield Tie(evidence.quote.span, "proof", item.number, self.shade_of(item, evidence))

    def _nears(self) -> Iterator[Tie]:
        for item in self.items:
            nearest = item.scored.verdict.nearest
            if nearest is not None and not item.scored.verdict.evidence:
                yield Tie(nearest.quote.span, "near", item.number)

    def _warnings(self) -> Iterator[Tie]:
        for number, notice in self.notices:
            for quote in self.quotes_of(notice):
                yield Tie(Span(quote.span.start, quote.span.end), "notice", number)

    # ---- stamp

    @cached_property
    def command(self) -> str:
        """The command that gives this page again."""
        meta = self.card.document.meta
        parts = ["duibiao check", self.say("command-file"), "--profile", self.card.checklist.id, "--level", self.card.level.value]
        parts += ["--year", str(meta.year)] if meta.year else []
        return " ".join([*parts, "--format html", *(["--lang en"] if self.lang == "en" else [])])


def build_page(card: Scorecard, lang: str) -> Page:
    """Return what the page of *card* shows, in *lang*."""
    return Page(card, lang)
