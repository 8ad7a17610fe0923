"""How a checklist is written: idle word groups, repeated rules, missing examples."""

from __future__ import annotations

from collections.abc import Iterator

from duibiao.model import Checklist, Element, Finding, Status, Text
from duibiao.pattern import cues_of, vocabulary_of

#: How many examples of each kind an element must bring; part elements only covered and absent ones.
_FEWEST = {Status.COVERED: 6, Status.ABSENT: 3, Status.PLANNED: 1, Status.PROBLEM: 1}


def lint_checklist(checklist: Checklist) -> tuple[Finding, ...]:
    """Return what should be mended in how *checklist* is written: idle word groups, repeated rules, missing examples."""
    findings = [finding for element in checklist.elements for finding in _lint_element(element)]
    vocabulary = vocabulary_of(checklist.language)
    for element in checklist.elements:
        for pattern in (*element.traps, *(pattern for rule in element.rules for pattern in (*rule.all, *rule.without, *rule.topic))):
            vocabulary.compile(pattern)
    cues_of(checklist.language)
    for name in sorted(dict(checklist.language.synonyms).keys() - vocabulary.used):
        message = Text(f"词组“{name}”没有规则用到；删去，或用 <{name}> 引用", f"no rule uses the word group “{name}”; delete it, or use <{name}>")
        findings.append(Finding(None, message))
    return tuple(findings)


def _lint_element(element: Element) -> Iterator[Finding]:
    kinds = _FEWEST if element.part is None else {Status.COVERED: 6, Status.ABSENT: 3}
    for status, fewest in kinds.items():
        count = sum(example.status is status for example in element.examples)
        if count < fewest:
            yield Finding(
                element.place,
                Text(
                    f"{element.id} 的 {status} 例句只有 {count} 个；至少写 {fewest} 个",
                    f"{element.id} has {count} examples of {status}; write {fewest} at least",
                ),
            )
    seen: set[tuple[object, ...]] = set()
    for rule in element.rules:
        key = (rule.all, rule.within, rule.without, rule.topic)
        if key in seen:
            words = " + ".join(rule.all)
            yield Finding(
                rule.place,
                Text(f"{element.id} 的规则“{words}”写了两次；删去一条", f"{element.id}: the rule “{words}” is written twice; delete one"),
            )
        seen.add(key)
    texts = [example.text for example in element.examples]
    for example in element.examples:
        if texts.count(example.text) > 1:
            yield Finding(
                example.place,
                Text(f"{element.id} 的例句写了两次：{example.text[:30]}", f"{element.id}: this example is written twice: {example.text[:30]}"),
            )
