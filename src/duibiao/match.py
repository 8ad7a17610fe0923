"""Find every place where a rule of the checklist holds.

One pass over the text (Aho-Corasick) finds which literals stand where; a rule is looked at closely only in sentences
that hold a literal of each of its patterns.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter

import ahocorasick_rs

from duibiao.model import Checklist, Clause, Document, Element, Hit, Language, Miss, Role, Rule, Sentence, Span
from duibiao.pattern import Pattern, cues_of, vocabulary_of

_MOST_MATCHES = 12
_ORDER = {Role.PLAN: 3, Role.PROBLEM: 2, Role.WORK: 1, Role.OTHER: 0}
_COUNTED = re.compile(r"^(?:[一二三四五六七八九十]+是|\(?[一二三四五六七八九十\d]{1,2}[)、.]|[①-⑳])")
_TITLE = re.compile(r"《[^》]*》?")
#: How far around a title it is looked for what is done with it; no real sentence is longer.
_AROUND_TITLE = 500
_TOPIC_SENTENCES = 3


def find_hits(checklist: Checklist, document: Document) -> tuple[Hit, ...]:
    """Return every hit of every element, in checklist order and then in reading order.

    A hit that supports nothing (a trap, a mere title, a duty, the preamble) is returned too, with the reason in
    ``aside``, so that a verdict can be explained.
    """
    index = _index(checklist.elements, checklist.language)
    text = _Text(document, index)
    return tuple(hit for ready in index.elements for hit in text.hits(ready))


def find_misses(checklist: Checklist, document: Document, element: Element) -> tuple[Miss, ...]:
    """Return the sentences where a rule of *element* nearly holds, those that lack least first, one for each sentence."""
    index = _index(checklist.elements, checklist.language)
    text = _Text(document, index)
    ready = next(item for item in index.elements if item.element.id == element.id)
    hit = {found.sentence for found in text.hits(ready)}
    nearest: dict[int, Miss] = {}
    for miss in text.misses(ready):
        if miss.sentence not in hit and (miss.sentence not in nearest or len(miss.lacks) < len(nearest[miss.sentence].lacks)):
            nearest[miss.sentence] = miss
    return tuple(sorted(nearest.values(), key=lambda miss: (len(miss.lacks), -len(miss.found), miss.sentence)))


# ---- a checklist made ready


@dataclass(frozen=True, slots=True)
class _ReadyRule:
    rule: Rule
    number: int
    all: tuple[Pattern, ...]
    without: Pattern | None
    topic: Pattern | None


@dataclass(frozen=True, slots=True)
class _ReadyElement:
    element: Element
    rules: tuple[_ReadyRule, ...]
    traps: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    elements: tuple[_ReadyElement, ...]
    literals: tuple[str, ...]
    automaton: ahocorasick_rs.AhoCorasick
    cues: Mapping[str, re.Pattern[str] | None]
    borders: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=16)
def _index(elements: tuple[Element, ...], language: Language) -> _Index:
    vocabulary = vocabulary_of(language)
    ready = tuple(
        _ReadyElement(
            element,
            tuple(
                _ReadyRule(rule, number, tuple(map(vocabulary.compile, rule.all)), vocabulary.join(rule.without), vocabulary.join(rule.topic))
                for number, rule in enumerate(element.rules)
            ),
            tuple(map(vocabulary.compile, element.traps)),
        )
        for element in elements
    )
    literals = tuple(sorted({literal for item in ready for rule in item.rules for pattern in rule.all for literal in pattern.literals}))
    return _Index(ready, literals, ahocorasick_rs.AhoCorasick(literals), cues_of(language), dict(language.borders))


# ---- one report


class _Text:
    """One report, and where the literals of a checklist stand in it."""

    def __init__(self, document: Document, index: _Index) -> None:
        self.document = document
        self.index = index
        self.text = document.normal.text
        self.starts = [sentence.span.start for sentence in document.sentences]
        self.where: dict[str, set[int]] = defaultdict(set)
        self.traps: dict[tuple[str, int], Sequence[Span]] = {}
        self.titles: dict[int, Sequence[Span]] = {}
        self.used: dict[Span, bool] = {}
        owner = _owners(document.sentences, len(self.text))
        for number, start, _ in index.automaton.find_matches_as_indexes(self.text, overlapping=True):
            if owner[start] >= 0:
                self.where[index.literals[number]].add(owner[start])

    def hits(self, ready: _ReadyElement) -> Iterator[Hit]:
        found: list[Hit] = []
        for rule in ready.rules:
            for number in sorted(self._candidates(rule)):
                sentence = self.document.sentences[number]
                found.extend(self._hit(ready, rule, number, terms) for terms in self._matches(rule, sentence, number))
        yield from sorted(found, key=lambda hit: (hit.sentence, hit.run.start, hit.rule))

    def misses(self, ready: _ReadyElement) -> Iterator[Miss]:
        """Yield the sentences that hold part of a compound rule, or all of it behind a barrier."""
        for rule in ready.rules:
            for number in sorted(set().union(*(self.where.get(literal, ()) for pattern in rule.all for literal in pattern.literals))):
                sentence = self.document.sentences[number]
                words = self.text[sentence.span.start : sentence.span.end]
                places = [self._places(pattern, words, sentence.span.start) for pattern in rule.all]
                lacks = tuple(pattern.source for pattern, place in zip(rule.all, places, strict=True) if not place)
                found = tuple(place[0] for place in places if place)
                if found:
                    yield Miss(rule.number, number, found, lacks, None if lacks else self._barrier(rule, sentence, number))

    def _barrier(self, rule: _ReadyRule, sentence: Sentence, number: int) -> str:
        if rule.topic is not None and not rule.topic.regex.search(self._topic(sentence, number)):
            return "topic"
        if rule.without is not None and rule.without.regex.search(self.text[sentence.span.start : sentence.span.end]):
            return "without"
        return "within"

    def _candidates(self, rule: _ReadyRule) -> set[int]:
        sets = [set().union(*(self.where.get(literal, ()) for literal in pattern.literals)) for pattern in rule.all]
        return set.intersection(*sets)

    def _matches(self, rule: _ReadyRule, sentence: Sentence, number: int) -> Iterator[tuple[Span, ...]]:
        """Yield the terms of each place in *sentence* where *rule* holds."""
        if rule.topic is not None and not rule.topic.regex.search(self._topic(sentence, number)):
            return
        scopes = [clause.span for clause in sentence.clauses] if rule.rule.within == "clause" else [sentence.span]
        for scope in scopes:
            words = self.text[scope.start : scope.end]
            places = self._all_places(rule, words, scope.start)
            if not places or (rule.without is not None and rule.without.regex.search(words)):
                continue
            if len(places) == 1:
                yield from ((place,) for place in places[0])
                continue
            tight = _tightest([place[:_MOST_MATCHES] for place in places])
            if isinstance(rule.rule.within, int) and _extent(tight) > rule.rule.within:
                continue
            yield tuple(sorted(tight, key=lambda span: span.start))

    def _all_places(self, rule: _ReadyRule, words: str, start: int) -> list[list[Span]]:
        """Return where each pattern of *rule* stands in *words*, nothing where one of them does not."""
        places: list[list[Span]] = []
        for pattern in rule.all:
            place = self._places(pattern, words, start)
            if not place:
                return []
            places.append(place)
        return places

    def _places(self, pattern: Pattern, words: str, start: int) -> list[Span]:
        return [
            Span(start + match.start(), start + match.end())
            for match in pattern.regex.finditer(words)
            if match.end() > match.start() and self._stands_alone(match, words)
        ]

    def _stands_alone(self, match: re.Match[str], words: str) -> bool:
        """Whether a term that may be part of another word (述法 in 上述法规) begins and ends at word borders."""
        for term, swallowing in self.index.borders.items():
            at = match.group().find(term)
            if at < 0:
                continue
            start = match.start() + at
            around = words[max(0, start - 4) : start + len(term) + 4]
            if any(word in around for word in swallowing) and not _at_borders(words, start, start + len(term)):
                return False
        return True

    def _topic(self, sentence: Sentence, number: int) -> str:
        """What stands over a sentence: its headings, and what its paragraph said before it."""
        parts = [self.text[sentence.span.start : sentence.span.end]]
        before = number
        for _ in range(_TOPIC_SENTENCES):
            if _COUNTED.match(self.text[self.starts[before] : self.starts[before] + 4]):
                break
            before -= 1
            if before < 0 or self.document.sentences[before].paragraph != sentence.paragraph:
                break
            earlier = self.document.sentences[before].span
            parts.append(self.text[earlier.start : earlier.end])
        section = sentence.section
        while section is not None:
            parts.append(self.document.sections[section].words)
            section = self.document.sections[section].parent
        return "\n".join(parts)

    def _hit(self, ready: _ReadyElement, rule: _ReadyRule, number: int, terms: tuple[Span, ...]) -> Hit:
        sentence = self.document.sentences[number]
        clauses = _touched_clauses(sentence, terms)
        run = Span(clauses[0].span.start, clauses[-1].span.end) if clauses else sentence.span
        role = max((clause.role for clause in clauses), key=_ORDER.__getitem__, default=Role.WORK)
        return Hit(ready.element.id, rule.number, number, terms, run, role, self._aside(ready, number, terms, clauses, role))

    def _aside(self, ready: _ReadyElement, number: int, terms: tuple[Span, ...], touched: Sequence[Clause], role: Role) -> str | None:
        if role is Role.OTHER:
            return "preamble"
        traps = self._traps(ready, number)
        if any(_touching(traps, term) for term in terms):
            return "trap"
        if touched and all(clause.background for clause in touched):
            return "background"
        if self._only_titles(number, terms):
            return "title"
        return None

    def _traps(self, ready: _ReadyElement, number: int) -> Sequence[Span]:
        """Return where traps of the element stand in a sentence, those that meet as one; each is looked for by itself, so none hides another."""
        key = (ready.element.id, number)
        if key not in self.traps:
            span = self.document.sentences[number].span
            words = self.text[span.start : span.end]
            found = (match.span() for trap in ready.traps for match in trap.regex.finditer(words))
            self.traps[key] = _merge([Span(span.start + start, span.start + end) for start, end in found])
        return self.traps[key]

    def _only_titles(self, number: int, terms: tuple[Span, ...]) -> bool:
        """Whether all terms stand in titles 《…》 that are neither issued nor carried out here."""
        sentence = self.document.sentences[number]
        if number not in self.titles:
            words = self.text[sentence.span.start : sentence.span.end]
            self.titles[number] = [Span(sentence.span.start + match.start(), sentence.span.start + match.end()) for match in _TITLE.finditer(words)]
        for term in terms:
            title = next((title for title in _touching(self.titles[number], term) if title.holds(term)), None)
            if title is None or self._is_used(sentence, title):
                return False
        return True

    def _is_used(self, sentence: Sentence, title: Span) -> bool:
        if title not in self.used:
            self.used[title] = self._tells_use(sentence, title)
        return self.used[title]

    def _tells_use(self, sentence: Sentence, title: Span) -> bool:
        clause = next(iter(_touched_clauses(sentence, (title,))), None)
        start = clause.span.start if clause else sentence.span.start
        before = _TITLE.sub("", self.text[max(start, title.start - _AROUND_TITLE) : title.start])
        after = _TITLE.sub("", self.text[title.end : min(sentence.span.end, title.end + _AROUND_TITLE)])[:24]
        if (studied := self.index.cues.get("title.studied")) and studied.search(before):
            return False
        around = (("title.used", before), ("title.done", after))
        return any((cue := self.index.cues.get(name)) is not None and cue.search(words) is not None for name, words in around)


def _owners(sentences: Sequence[Sentence], length: int) -> list[int]:
    owner = [-1] * (length + 1)
    for number, sentence in enumerate(sentences):
        owner[sentence.span.start : sentence.span.end] = [number] * (sentence.span.end - sentence.span.start)
    return owner


def _extent(spans: Sequence[Span]) -> int:
    return max(span.end for span in spans) - min(span.start for span in spans)


def _tightest(places: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Return one span of each of *places*, so that they stand as near together as they may; the first choice where several do."""
    best: tuple[Span, ...] = tuple(place[0] for place in places)
    least = _extent(best)

    def choose(chosen: tuple[Span, ...], start: int, end: int) -> None:
        nonlocal best, least
        if len(chosen) == len(places):
            best, least = chosen, end - start
            return
        for span in places[len(chosen)]:
            first, last = min(start, span.start), max(end, span.end)
            if last - first < least:  # what is as wide already gets no nearer by the rest
                choose((*chosen, span), first, last)

    for span in places[0]:
        if span.end - span.start < least:
            choose((span,), span.start, span.end)
    return best


def _touched_clauses(sentence: Sentence, terms: Sequence[Span]) -> Sequence[Clause]:
    """Return the clauses of *sentence* in which something of one of the *terms* stands, in reading order."""
    numbers: set[int] = set()
    for term in terms:
        first = bisect_right(sentence.clauses, term.start, key=_clause_end)
        numbers.update(range(first, bisect_left(sentence.clauses, term.end, lo=first, key=_clause_start)))
    return [sentence.clauses[number] for number in sorted(numbers)]


def _touching(spans: Sequence[Span], term: Span) -> Sequence[Span]:
    """Return those of *spans*, which are in order and do not overlap, that something of *term* stands in."""
    first = bisect_right(spans, term.start, key=_span_end)
    return spans[first : bisect_left(spans, term.end, lo=first, key=_span_start)]


def _merge(spans: Sequence[Span]) -> Sequence[Span]:
    """Return *spans* in order, those that meet as one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


_clause_start, _clause_end = attrgetter("span.start"), attrgetter("span.end")
_span_start, _span_end = attrgetter("start"), attrgetter("end")


def _at_borders(words: str, start: int, end: int) -> bool:
    borders = _word_borders(words)
    return start in borders and end in borders


@lru_cache(maxsize=256)
def _word_borders(words: str) -> frozenset[int]:
    """Where jieba sees words begin and end; loaded only when a term stands in doubt."""
    borders, at = {0}, 0
    for token in _segmenter()(words):
        at += len(token)
        borders.add(at)
    return frozenset(borders)


@cache
def _segmenter() -> Callable[[str], Sequence[str]]:
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    cut: Callable[[str], Sequence[str]] = jieba.lcut
    return cut
