"""Run a checklist's own examples through the whole engine: each must get the status that its author promised, no rule or
trap may be there that no example needs, and each kind of notice must tell its faults from their lookalikes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duibiao.check import check_source, open_document
from duibiao.judge import judge_elements
from duibiao.match import find_hits
from duibiao.model import Checklist, Element, Example, Finding, Notice, NoticeSample, Quote, Text, Verdict
from duibiao.pattern import vocabulary_of
from duibiao.read import read_text


@dataclass(frozen=True, slots=True)
class Broken:
    """An example that was judged otherwise than promised."""

    element: Element
    example: Example
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A fault of which no notice tells, or a lookalike that brought the notices ``found``."""

    sample: NoticeSample
    found: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of the examples: how many there were, which do not hold, which rules and traps no example needs.

    ``redundant`` rules hold in examples, but never alone; they are remarked and fail nothing.
    """

    examples: int
    broken: tuple[Broken, ...]
    mistaken: tuple[Mistaken, ...]
    idle: tuple[Finding, ...]
    redundant: tuple[Finding, ...]


def prove_checklist(checklist: Checklist, samples: Sequence[NoticeSample] = (), chosen: Sequence[str] = ()) -> Proof:
    """Return the proof of *checklist* and of the notices' *samples*, or of the *chosen* elements, groups and kinds alone."""
    proofs = [_prove_element(checklist, element) for element in checklist.elements if not chosen or element.id in chosen or element.group in chosen]
    samples = [sample for sample in samples if not chosen or sample.kind in chosen]
    return Proof(
        sum(proof.examples for proof in proofs) + len(samples),
        tuple(broken for proof in proofs for broken in proof.broken),
        tuple(_prove_notices(replace(checklist, off=()), samples)),
        tuple(finding for proof in proofs for finding in proof.idle),
        tuple(finding for proof in proofs for finding in proof.redundant),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """What came of one example: its verdict, which rules held (also where a trap set them aside), and its text."""

    example: Example
    verdict: Verdict
    rules: frozenset[int]
    text: str


def _prove_element(checklist: Checklist, element: Element) -> Proof:
    alone = replace(checklist, elements=(replace(element, examples=()),))
    runs = [_run_example(alone, example) for example in element.examples]
    return Proof(
        len(runs),
        tuple(Broken(element, run.example, run.verdict) for run in runs if not _keeps(run)),
        (),
        tuple(_idle(checklist, element, runs)),
        tuple(_redundant(element, [run.rules for run in runs])),
    )


def _run_example(alone: Checklist, example: Example) -> _Run:
    document = open_document(read_text(example.text), alone)
    hits = find_hits(alone, document)
    [verdict] = judge_elements(alone, document, hits)
    return _Run(example, verdict, frozenset(hit.rule for hit in hits), document.normal.text)


def _keeps(run: _Run) -> bool:
    example, verdict = run.example, run.verdict
    return verdict.status is example.status and (example.specific is None or verdict.specific is example.specific)


def _idle(checklist: Checklist, element: Element, runs: Sequence[_Run]) -> Iterator[Finding]:
    """Yield the rules that hold in no example, and the traps and exclusions of which no word stands in one."""
    vocabulary = vocabulary_of(checklist.language)

    def stands(pattern: str) -> bool:
        return any(vocabulary.compile(pattern).regex.search(run.text) for run in runs)

    for number, rule in enumerate(element.rules):
        if not any(number in run.rules for run in runs):
            yield Finding(rule.place, _idle_text(element, "规则", "rule", " + ".join(rule.all)))
        if rule.without and not any(map(stands, rule.without)):
            yield Finding(rule.place, _idle_text(element, "排除", "exclusion", "/".join(rule.without)))
    for trap in element.traps:
        if not stands(trap):
            yield Finding(element.place, _idle_text(element, "陷阱", "trap", trap))


def _idle_text(element: Element, kind: str, kind_en: str, words: str) -> Text:
    return Text(
        f"{element.id} 的{kind}“{words}”在例句中从未用到；补一个用到它的例句，或删去",
        f"{element.id}: the {kind_en} “{words}” is used by no example; add one that needs it, or delete it",
    )


def _redundant(element: Element, fired: Sequence[frozenset[int]]) -> Iterator[Finding]:
    for number, rule in enumerate(element.rules):
        holding = [rules for rules in fired if number in rules]
        if holding and all(len(rules) > 1 for rules in holding):
            words = " + ".join(rule.all)
            yield Finding(
                rule.place,
                Text(
                    f"{element.id} 的规则“{words}”在例句中总有别的规则同时成立，可能多余",
                    f"{element.id}: where the rule “{words}” holds, another always does too; it may be redundant",
                ),
            )


def _prove_notices(checklist: Checklist, samples: Sequence[NoticeSample]) -> Iterator[Mistaken]:
    """Yield the faults of which no notice tells, and the lookalikes that bring one."""
    for sample in samples:
        card = check_source(read_text(sample.text), checklist, level=sample.level, year=sample.year)
        found = tuple(notice for notice in card.notices if notice.kind == sample.kind)
        if not (tells_fault(found, sample) if sample.faulty else not found):
            yield Mistaken(sample, found)


def tells_fault(found: Sequence[Notice], sample: NoticeSample) -> bool:
    """Whether one of the notices touches the sample's quote, and some touch each further place."""
    places = [quote for notice in found for quote in (notice.quote, *notice.also) if quote is not None]
    return bool(found) and all(any(_touches(place, words, sample.text) for place in places) for words in (*filter(None, [sample.quote]), *sample.also))


def _touches(place: Quote, words: str, text: str) -> bool:
    start = text.find(words)
    while start >= 0:
        if place.span.start < start + len(words) and start < place.span.end:
            return True
        start = text.find(words, start + 1)
    return False
