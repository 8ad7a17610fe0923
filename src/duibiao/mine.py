"""Mine a folder of reports for wordings that the checklist does not know yet.

Words that often stand beside an element's hits, and seldom elsewhere, are likely synonyms, objects or acts of it. Work
sentences that hold such words but hit nothing are likely misses. Both are suggestions for a person to judge.
"""

from __future__ import annotations

import logging
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from duibiao.check import open_document
from duibiao.checklist import choose_profile, load_checklist
from duibiao.match import find_hits
from duibiao.model import Checklist, Document, Element, Lookalike, Mined, Phrase, Quote, Role, Sentence, Source, Span
from duibiao.normalize import own_span
from duibiao.pattern import vocabulary_of

FEWEST = 3
"""How often a word must stand beside an element to be listed."""
LIFT = 4.0
"""How many times more often than elsewhere."""
_HAN = re.compile(r"[一-鿿]{2,8}")
_TOO_COMMON = 0.04
_FEWEST_TELLING = 3


def mine_reports(sources: Sequence[Source], checklist: Checklist | None = None, *, elements: Sequence[str] = (), most: int = 12) -> Mined:
    """Return, for the chosen *elements* (all if none), at most *most* phrases each that no rule of theirs knows, and the
    sentences that look like an element but hit nothing, likeliest first.
    """
    reports = [_Report(source, checklist) for source in sources]
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[tuple[str, str], set[int]] = defaultdict(set)
    sample: dict[tuple[str, str], Quote] = {}
    everywhere: Counter[str] = Counter()
    for number, report in enumerate(reports):
        for at, words in enumerate(report.words):
            everywhere.update(words)
            for element in report.spoken[at]:
                around = report.beside(at, element)
                beside[element].update(around)
                for word in around:
                    where[element, word].add(number)
                    sample.setdefault((element, word), report.quote(report.document.sentences[at]))
    total = sum(len(report.words) for report in reports)
    shown = reports[0].checklist if reports else checklist or load_checklist(choose_profile(None))
    weights: dict[str, dict[str, float]] = {}
    phrases: list[Phrase] = []
    for item in shown.elements:
        if item.part is not None or (elements and item.id not in elements and item.group not in elements):
            continue
        known = _known_words(shown, item)
        found = dict(_likely(beside[item.id], everywhere, total))
        weights[item.id] = found
        fresh = [word for word in sorted(found, key=lambda word: (-found[word], word)) if not any(word in term or term in word for term in known)]
        phrases += [
            Phrase(item.id, word, beside[item.id][word], len(where[item.id, word]), round(found[word], 1), sample[item.id, word]) for word in fresh[:most]
        ]
    return Mined(tuple(phrases), tuple(_lookalikes(reports, weights))[: most * 5])


class _Report:
    """One report cut into words, and which elements each of its sentences speaks of."""

    def __init__(self, source: Source, checklist: Checklist | None) -> None:
        self.document: Document = open_document(source, checklist)
        self.checklist = checklist or load_checklist(choose_profile(self.document.meta.year))
        text = self.document.normal.text
        self.words = [frozenset(_cut(text[sentence.span.start : sentence.span.end])) for sentence in self.document.sentences]
        self.spoken: list[dict[str, list[Span]]] = [defaultdict(list) for _ in self.document.sentences]
        for hit in find_hits(self.checklist, self.document):
            if hit.aside is None:
                self.spoken[hit.sentence][hit.element] += hit.terms

    def beside(self, at: int, element: str) -> frozenset[str]:
        """Return the words of a sentence outside of the terms by which it hits *element*."""
        sentence = self.document.sentences[at].span
        masked = list(self.document.normal.text[sentence.start : sentence.end])
        for term in self.spoken[at][element]:
            masked[term.start - sentence.start : term.end - sentence.start] = "·" * (term.end - term.start)
        return frozenset(_cut("".join(masked)))

    def quote(self, sentence: Sentence) -> Quote:
        """Return the sentence in the report's own words."""
        source = self.document.source.text
        span = own_span(source, self.document.normal.origin(sentence.span))
        return Quote(source[span.start : span.end], span)


def _cut(words: str) -> Iterator[str]:
    """Yield the words of a sentence and the pairs of neighbouring ones, as jieba sees them."""
    import jieba  # loaded here: it takes most of a second, and nothing else needs it

    jieba.setLogLevel(logging.ERROR)
    before = ""
    for token in jieba.lcut(words):
        if not _HAN.fullmatch(token):
            before = ""
            continue
        yield token
        if before and len(before + token) <= 8:
            yield before + token
        before = token


def _likely(beside: Counter[str], everywhere: Counter[str], total: int) -> Iterator[tuple[str, float]]:
    """Yield the words that stand beside an element far more often than elsewhere, with how telling they are."""
    sentences = max(beside.values(), default=0)
    for word, count in beside.items():
        if count < FEWEST or everywhere[word] > total * _TOO_COMMON:
            continue
        elsewhere = everywhere[word] - count
        lift = (count / max(1, sentences)) / max(1e-9, (elsewhere + 0.5) / max(1, total - sentences))
        if lift >= LIFT:
            yield word, math.log(lift) * math.log1p(count)


def _known_words(checklist: Checklist, element: Element) -> frozenset[str]:
    vocabulary = vocabulary_of(checklist.language)
    return frozenset(literal for rule in element.rules for source in rule.all for literal in vocabulary.compile(source).literals if len(literal) > 1)


def _lookalikes(reports: Sequence[_Report], weights: Mapping[str, Mapping[str, float]]) -> list[Lookalike]:
    found: list[Lookalike] = []
    for report in reports:
        for at, sentence in enumerate(report.document.sentences):
            if report.spoken[at] or sentence.heading or not any(clause.role is Role.WORK for clause in sentence.clauses):
                continue
            scores = {element: sum(known.get(word, 0.0) for word in report.words[at]) for element, known in weights.items()}
            best = max(scores, key=lambda element: scores[element], default=None)
            told = () if best is None else tuple(sorted(word for word in report.words[at] if word in weights[best]))
            if best is not None and len(told) >= _FEWEST_TELLING:
                found.append(Lookalike(report.document.source.name, best, report.quote(sentence), told, round(scores[best], 1)))
    return sorted(found, key=lambda item: (-item.score, item.source, item.quote.span.start))
