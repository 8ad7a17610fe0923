"""The elements of a checklist and the words they use: files of elements, shared word groups, cues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from duibiao.checklist.nodes import Node, read_yaml
from duibiao.model import Basis, Element, Example, Group, Language, Level, Need, Rule, Status, Text
from duibiao.pattern import PatternError, Vocabulary, vocabulary_of

OUTLINES = {
    "2015": "《法治政府建设实施纲要(2015-2020年)》",
    "2021": "《法治政府建设实施纲要(2021-2025年)》",
}
PARTS = ("achievements", "problems", "causes", "next-plan")

_EXAMPLE_KINDS: dict[str, tuple[Status, bool | None]] = {
    "specific": (Status.COVERED, True),
    "general": (Status.COVERED, False),
    "covered": (Status.COVERED, None),
    "planned": (Status.PLANNED, None),
    "problem": (Status.PROBLEM, None),
    "absent": (Status.ABSENT, None),
}
_SECTION_SIGNS = {"2015": "第{}项", "2021": "{}"}


def _read_rule(node: Node, vocabulary: Vocabulary) -> Rule:
    if node.is_text():
        patterns = read_patterns(node, vocabulary)
        rule = Rule(all=patterns, within=_usual_scope(patterns), place=node.place)
    else:
        entries = node.keys({"all"}, {"within", "without", "topic", "specific"})
        rule = Rule(
            all=read_patterns(entries["all"], vocabulary),
            within=_read_within(entries["within"]) if "within" in entries else _usual_scope(entries["all"].texts()),
            without=read_patterns(entries["without"], vocabulary) if "without" in entries else (),
            topic=read_patterns(entries["topic"], vocabulary) if "topic" in entries else (),
            specific=entries["specific"].choice({"true": True, "false": False}) if "specific" in entries else None,
            place=node.place,
        )
    for pattern in rule.all:
        if not vocabulary.compile(pattern).literals:
            raise node.fail(
                Text(f"写法“{pattern}”没有固定的字", f"the pattern “{pattern}” has no firm words"),
                Text("至少写一个词，不能只有空隙和数字", "write a word at least; gaps and numbers alone do not do"),
            )
    return rule


def _usual_scope(patterns: Sequence[str]) -> str:
    """A rule holds within a clause, unless one of its patterns says ``……``, which reaches through the sentence."""
    return "sentence" if any("……" in pattern for pattern in patterns) else "clause"


def _read_within(node: Node) -> str | int:
    return node.number() if node.text().isdecimal() else str(node.choice({"clause": "clause", "sentence": "sentence"}))


def read_patterns(node: Node, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the one pattern of *node*, or the patterns of its list, after making sure that each can be read."""
    for item in [node] if node.is_text() else node.items():
        try:
            vocabulary.compile(item.text())
        except PatternError as error:
            raise item.fail(error.message, error.advice) from error
    return node.texts()


def _read_examples(node: Node) -> Iterator[Example]:
    for kind, texts in node.keys(set(), set(_EXAMPLE_KINDS)).items():
        status, specific = _EXAMPLE_KINDS[kind]
        for item in texts.items():
            if not any(character.isalnum() for character in item.text()):
                raise item.fail(Text("例句没有文字", "this example holds no text"), Text("写一句报告中的话", "write a sentence as reports have it"))
            yield Example(item.text(), status, specific, item.place)


def _read_basis(node: Node) -> tuple[Basis, ...]:
    basis: list[Basis] = []
    entries = node.keys(set(), {*OUTLINES, "other"})
    for key, document in OUTLINES.items():
        if key in entries:
            basis.append(Basis(document, _SECTION_SIGNS[key].format(entries[key].text())))
    if "other" in entries:
        for item in entries["other"].items():
            if not item.is_text():
                other = item.keys({"document"}, {"article"})
                basis.append(Basis(other["document"].text(), other["article"].text() if "article" in other else None))
            else:
                basis.append(Basis(item.text()))
    return tuple(basis)


def _read_need(node: Node) -> tuple[tuple[Level, Need], ...]:
    levels = node.keys({level.value for level in Level}, set())
    return tuple((level, levels[level.value].choice({need.value: need for need in Need})) for level in Level)


def _read_element(node: Node, group: str, vocabulary: Vocabulary) -> Element:
    entries = node.keys(
        {"id", "title", "title_en", "basis", "need", "advice", "advice_en", "examples"},
        {"rules", "traps", "part"},
    )
    if ("rules" in entries) == ("part" in entries):
        name = entries["id"].text()
        raise node.fail(
            Text(f"要素“{name}”应有 rules 或 part,且只有其一", f"the element “{name}” needs either rules or part, and not both"),
            Text("写 rules: 列出判定规则", "list its rules under “rules:”"),
        )
    identity = entries["id"].text()
    if not identity.startswith(group + "."):
        raise entries["id"].fail(
            Text(f"编号“{identity}”应以“{group}.”开头", f"the id “{identity}” should begin with “{group}.”"),
            Text("改编号，或把要素移到所属的文件", "change the id, or move the element to the file of its group"),
        )
    return Element(
        id=identity,
        group=group,
        title=entries["title"].text(),
        title_en=entries["title_en"].text(),
        basis=_read_basis(entries["basis"]),
        need=_read_need(entries["need"]),
        advice=entries["advice"].text(),
        advice_en=entries["advice_en"].text(),
        rules=tuple(_read_rule(item, vocabulary) for item in entries["rules"].items()) if "rules" in entries else (),
        traps=read_patterns(entries["traps"], vocabulary) if "traps" in entries else (),
        part=entries["part"].choice({part: part for part in PARTS}) if "part" in entries else None,
        examples=tuple(_read_examples(entries["examples"])),
        place=node.place,
    )


@dataclass(frozen=True, slots=True)
class GroupFile:
    """A file of elements, read as far as its words: the words must be known before its rules can be."""

    group: Group
    words: tuple[tuple[Node, Node], ...]
    elements: Node

    def read_elements(self, vocabulary: Vocabulary) -> tuple[Element, ...]:
        for _, words in self.words:
            read_patterns(words, vocabulary)
        return tuple(_read_element(item, self.group.id, vocabulary) for item in self.elements.items())


def open_group(path: Path, folder: Path) -> GroupFile:
    entries = read_yaml(path, folder).keys({"group", "title", "title_en", "elements"}, {"words"})
    group = Group(entries["group"].text(), entries["title"].text(), entries["title_en"].text())
    return GroupFile(group, tuple(entries["words"].pairs()) if "words" in entries else (), entries["elements"])


def with_words(language: Language, files: Sequence[GroupFile]) -> Language:
    """Return *language* with the word groups of *files*; a name must not be given twice."""
    synonyms = dict(language.synonyms)
    for file in files:
        for key, words in file.words:
            name = key.text()
            if name in synonyms and synonyms[name] != words.texts():
                raise key.fail(
                    Text(f"词组“{name}”已有定义", f"the word group “{name}” is defined already"),
                    Text("换一个名称，或改用已有的词组", "choose another name, or use the group that is there"),
                )
            synonyms[name] = words.texts()
    return replace(language, synonyms=tuple(synonyms.items()))


def read_words(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, words.texts()) for name, words in node.entries().items())


def read_language(folder: Path, files: Sequence[GroupFile]) -> Language:
    """Return the word groups and cues of a checklist folder."""
    shared = read_yaml(folder / "synonyms.yaml", folder).keys({"synonyms"}, {"borders"})
    spoken = read_yaml(folder / "language.yaml", folder).keys({"cues"}, set())
    language = Language(
        synonyms=read_words(shared["synonyms"]),
        cues=read_words(spoken["cues"]),
        borders=read_words(shared["borders"]) if "borders" in shared else (),
    )
    language = with_words(language, files)
    vocabulary = vocabulary_of(language)
    for node in (shared["synonyms"], spoken["cues"]):
        for words in node.entries().values():
            read_patterns(words, vocabulary)
    return language
