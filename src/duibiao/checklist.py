"""Load a checklist: profiles, elements, shared word groups, all YAML, every mistake with its file, line and column."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from duibiao.model import (
    Basis,
    Checklist,
    ChecklistError,
    Element,
    Example,
    Finding,
    Group,
    Language,
    Level,
    Need,
    Place,
    Rule,
    Status,
    Text,
)
from duibiao.pattern import PatternError, Vocabulary, cues_of, vocabulary_of

#: Where the checklist lies: in an installed package beside the code, in the repository at its top.
BUILTIN = next(
    folder
    for folder in (Path(__file__).with_name("checklist_files"), Path(__file__).parents[2] / "checklist")
    if folder.is_dir()
)

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


# ---- YAML with places


@dataclass(frozen=True, slots=True)
class _Node:
    """A YAML node with its file, so that any complaint can say where."""

    node: yaml.Node
    file: str

    @property
    def place(self) -> Place:
        mark = self.node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def fail(self, message: Text, advice: Text) -> ChecklistError:
        return ChecklistError.at(self.place, message, advice)

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or self.node.tag == "tag:yaml.org,2002:null":
            raise self.fail(
                Text("这里应写一段文字", "words are expected here"),
                Text(
                    "写成一行文字；含“: ”或以特殊符号开头时加引号",
                    "write them in one line, in quotation marks if they hold “: ” or begin with a special character",
                ),
            )
        return str(self.node.value)

    def number(self) -> int:
        word = self.text()
        if not word.isdecimal() or len(word) > 9:
            raise self.fail(
                Text(f"这里应写整数，现为“{word}”", f"a whole number is expected here, not “{word}”"),
                Text("改成数字，如 2", "write a number such as 2"),
            )
        return int(word)

    def share(self) -> float:
        try:
            share = float(self.text())
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            raise self.fail(
                Text(f"这里应写 0 到 1 之间的数，现为“{self.text()}”", f"a number from 0 to 1 is expected here, not “{self.text()}”"),
                Text("改成数字，如 0.5", "write a number such as 0.5"),
            )
        return share

    def choice(self, options: Mapping[str, Any]) -> Any:
        word = self.text()
        if word not in options:
            raise self.fail(
                Text(f"“{word}”不在可用的写法之内", f"“{word}” cannot stand here"),
                Text(f"改成其中之一：{'、'.join(options)}", f"write one of {', '.join(options)}"),
            )
        return options[word]

    def items(self) -> list[_Node]:
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fail(
                Text("这里应写列表", "a list is expected here"),
                Text("每项一行，以“- ”开头，或写成 [甲， 乙]", "write each item in a line that begins with “- ”, or all as [a, b]"),
            )
        return [_Node(child, self.file) for child in self.node.value]

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items()) if isinstance(self.node, yaml.SequenceNode) else (self.text(),)

    def pairs(self) -> list[tuple[_Node, _Node]]:
        """Each key with its value, in the order written."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fail(
                Text("这里应写“名称： 内容”", "“name: content” is expected here"),
                Text("检查缩进和冒号后的空格", "check the indentation, and the space after the colon"),
            )
        pairs = [(_Node(key, self.file), _Node(value, self.file)) for key, value in self.node.value]
        seen: set[str] = set()
        for key, _ in pairs:
            if key.text() in seen:
                raise key.fail(Text(f"“{key.text()}”写了两次", f"“{key.text()}” is written twice"), Text("删去一处", "delete one of them"))
            seen.add(key.text())
        return pairs

    def entries(self) -> dict[str, _Node]:
        return {key.text(): value for key, value in self.pairs()}

    def keys(self, required: set[str], allowed: set[str]) -> dict[str, _Node]:
        known = sorted(required | allowed)
        entries: dict[str, _Node] = {}
        for key, value in self.pairs():
            if key.text() not in known:
                raise key.fail(
                    Text(f"不认识的项“{key.text()}”", f"unknown key “{key.text()}”"),
                    Text(f"可用的项：{'、'.join(known)}", f"keys that can stand here: {', '.join(known)}"),
                )
            entries[key.text()] = value
        for name in sorted(required - entries.keys()):
            raise self.fail(Text(f"缺少“{name}”", f"“{name}” is missing"), Text(f"补上“{name}： …”", f"add “{name}: …”"))
        return entries


def _read_yaml(path: Path, folder: Path) -> _Node:
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise ChecklistError.at(
            name,
            Text(f"打不开（{error.strerror}）", f"cannot be opened ({error.strerror})"),
            Text("检查文件名和读取权限", "check the name of the file and its permissions"),
        ) from error
    except UnicodeDecodeError as error:
        raise ChecklistError.at(name, Text("不是 UTF-8 文本", "is not UTF-8 text"), Text("用记事本另存为 UTF-8", "save it as UTF-8")) from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ChecklistError.at(
            Place(name, mark.line + 1, mark.column + 1) if mark else name,
            Text(f"YAML 写法有误（{error.problem}）", f"not well-formed YAML ({error.problem})"),
            Text("检查这一行的缩进、冒号和引号", "check the indentation, colons and quotation marks of this line"),
        ) from error
    except yaml.YAMLError as error:
        raise ChecklistError.at(
            _forbidden_place(text, name) or name,
            Text("有 YAML 不允许的不可见字符", "holds an invisible character that YAML forbids"),
            Text("删去这个字符", "delete this character"),
        ) from error
    if node is None:
        raise ChecklistError.at(name, Text("文件是空的", "the file is empty"), Text("写上内容，或删去这个文件", "fill it, or delete it"))
    return _Node(node, name)


def _forbidden_place(text: str, name: str) -> Place | None:
    """Where the first character stands that YAML forbids; the parser itself counts bytes or characters, and no lines."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if found is None:
        return None
    before = text[: found.start()]
    return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


# ---- the parts of a checklist


def _read_rule(node: _Node, vocabulary: Vocabulary) -> Rule:
    if isinstance(node.node, yaml.ScalarNode):
        patterns = _read_patterns(node, vocabulary)
        rule = Rule(all=patterns, within=_usual_scope(patterns), place=node.place)
    else:
        entries = node.keys({"all"}, {"within", "without", "topic", "specific"})
        rule = Rule(
            all=_read_patterns(entries["all"], vocabulary),
            within=_read_within(entries["within"]) if "within" in entries else _usual_scope(entries["all"].texts()),
            without=_read_patterns(entries["without"], vocabulary) if "without" in entries else (),
            topic=_read_patterns(entries["topic"], vocabulary) if "topic" in entries else (),
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


def _read_within(node: _Node) -> str | int:
    return node.number() if node.text().isdecimal() else str(node.choice({"clause": "clause", "sentence": "sentence"}))


def _read_patterns(node: _Node, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the one pattern of *node*, or the patterns of its list, after making sure that each can be read."""
    for item in node.items() if isinstance(node.node, yaml.SequenceNode) else [node]:
        try:
            vocabulary.compile(item.text())
        except PatternError as error:
            raise item.fail(error.message, error.advice) from error
    return node.texts()


def _read_examples(node: _Node) -> Iterator[Example]:
    for kind, texts in node.keys(set(), set(_EXAMPLE_KINDS)).items():
        status, specific = _EXAMPLE_KINDS[kind]
        for item in texts.items():
            if not any(character.isalnum() for character in item.text()):
                raise item.fail(Text("例句没有文字", "this example holds no text"), Text("写一句报告中的话", "write a sentence as reports have it"))
            yield Example(item.text(), status, specific, item.place)


def _read_basis(node: _Node) -> tuple[Basis, ...]:
    basis: list[Basis] = []
    entries = node.keys(set(), {*OUTLINES, "other"})
    for key, document in OUTLINES.items():
        if key in entries:
            basis.append(Basis(document, _SECTION_SIGNS[key].format(entries[key].text())))
    if "other" in entries:
        for item in entries["other"].items():
            if isinstance(item.node, yaml.MappingNode):
                other = item.keys({"document"}, {"article"})
                basis.append(Basis(other["document"].text(), other["article"].text() if "article" in other else None))
            else:
                basis.append(Basis(item.text()))
    return tuple(basis)


def _read_need(node: _Node) -> tuple[tuple[Level, Need], ...]:
    levels = node.keys({level.value for level in Level}, set())
    return tuple((level, levels[level.value].choice({need.value: need for need in Need})) for level in Level)


def _read_element(node: _Node, group: str, vocabulary: Vocabulary) -> Element:
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
        traps=_read_patterns(entries["traps"], vocabulary) if "traps" in entries else (),
        part=entries["part"].choice({part: part for part in PARTS}) if "part" in entries else None,
        examples=tuple(_read_examples(entries["examples"])),
        place=node.place,
    )


@dataclass(frozen=True, slots=True)
class _GroupFile:
    """A file of elements, read as far as its words: the words must be known before its rules can be."""

    group: Group
    words: tuple[tuple[_Node, _Node], ...]
    elements: _Node

    def read_elements(self, vocabulary: Vocabulary) -> tuple[Element, ...]:
        for _, words in self.words:
            _read_patterns(words, vocabulary)
        return tuple(_read_element(item, self.group.id, vocabulary) for item in self.elements.items())


def _open_group(path: Path, folder: Path) -> _GroupFile:
    entries = _read_yaml(path, folder).keys({"group", "title", "title_en", "elements"}, {"words"})
    group = Group(entries["group"].text(), entries["title"].text(), entries["title_en"].text())
    return _GroupFile(group, tuple(entries["words"].pairs()) if "words" in entries else (), entries["elements"])


def _with_words(language: Language, files: Sequence[_GroupFile]) -> Language:
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


def _read_words(node: _Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, words.texts()) for name, words in node.entries().items())


def _read_language(folder: Path, files: Sequence[_GroupFile]) -> Language:
    """Return the word groups and cues of a checklist folder."""
    shared = _read_yaml(folder / "synonyms.yaml", folder).keys({"synonyms"}, {"borders"})
    spoken = _read_yaml(folder / "language.yaml", folder).keys({"cues"}, set())
    language = Language(
        synonyms=_read_words(shared["synonyms"]),
        cues=_read_words(spoken["cues"]),
        borders=_read_words(shared["borders"]) if "borders" in shared else (),
    )
    language = _with_words(language, files)
    vocabulary = vocabulary_of(language)
    for node in (shared["synonyms"], spoken["cues"]):
        for words in node.entries().values():
            _read_patterns(words, vocabulary)
    return language


# ---- profiles


def list_profiles() -> tuple[str, ...]:
    """Return the ids of the built-in profiles, oldest first."""
    return tuple(sorted(path.stem for path in BUILTIN.glob("outline-*.yaml")))


def choose_profile(year: int | None) -> str:
    """Return the id of the profile for a report on *year*; the newest where the year is unknown or later than all."""
    spans = {identity: load_checklist(identity).years for identity in list_profiles()}
    if year is not None:
        for identity, (first, last) in spans.items():
            if first <= year <= last:
                return identity
        if year < min(first for first, _ in spans.values()):
            return min(spans, key=lambda identity: spans[identity])
    return max(spans, key=lambda identity: spans[identity])


@cache
def load_checklist(profile: str | Path) -> Checklist:
    """Return the resolved checklist of a built-in profile (by id) or of a file of one's own.

    A file of one's own says ``extends:`` and then only what differs. Raises `ChecklistError` with file, line and
    column for an unknown profile, unknown keys, unreadable patterns, unknown or repeated elements.
    """
    path = BUILTIN / f"{profile}.yaml"
    if not _is_file(path):
        path = Path(profile)
    if not _is_file(path):
        known = list_profiles()
        raise ChecklistError(
            Text(f"没有名为“{profile}”的清单，也没有这个文件", f"there is no checklist named “{profile}”, and no such file"),
            Text(f"可用的清单：{'、'.join(known)}；或写明清单文件的路径", f"choose one of {', '.join(known)}, or give the path of a checklist file"),
        )
    return _resolve(path, ())


_PROFILE_KEYS = {"id", "title", "title_en", "version", "outline", "years", "weights", "points"}
_CHANGE_KEYS = {"elements", "drop", "add", "extends"}


def _resolve(path: Path, inside: tuple[Path, ...]) -> Checklist:
    folder = path.parent
    root = _read_yaml(path, folder)
    entries = root.entries()
    if "extends" in entries:
        entries = root.keys({"id", "title", "version", "extends"}, _PROFILE_KEYS | _CHANGE_KEYS)
        base = _extended(entries["extends"], folder, path, inside)
    else:
        entries = root.keys(_PROFILE_KEYS, {"elements", "drop", "add"})
        base = _read_folder(path.parent if (path.parent / "elements").is_dir() else BUILTIN)
    checklist = replace(
        base,
        id=entries["id"].text(),
        title=entries["title"].text(),
        title_en=entries["title_en"].text() if "title_en" in entries else entries["title"].text(),
        version=entries["version"].text(),
        outline=entries["outline"].choice({key: key for key in OUTLINES}) if "outline" in entries else base.outline,
        years=_read_years(entries["years"]) if "years" in entries else base.years,
        weights=_read_weights(entries["weights"]) if "weights" in entries else base.weights,
        points=_read_points(entries["points"]) if "points" in entries else base.points,
    )
    checklist = _add(checklist, entries.get("add"), folder)
    checklist = _drop(checklist, entries.get("drop"))
    checklist = _adjust(checklist, entries.get("elements"))
    checklist = _keep_basis(checklist)
    return replace(checklist, sha256=hash_checklist(checklist))


def _keep_basis(checklist: Checklist) -> Checklist:
    """Leave out the other Outline as a basis, except where an element has no other: it stands in the checklist for that."""
    others = set(OUTLINES.values()) - {OUTLINES[checklist.outline]}
    return replace(
        checklist,
        elements=tuple(
            replace(element, basis=tuple(basis for basis in element.basis if basis.document not in others) or element.basis)
            for element in checklist.elements
        ),
    )


def _extended(node: _Node, folder: Path, path: Path, inside: tuple[Path, ...]) -> Checklist:
    name = node.text()
    for candidate in (folder / name, folder / f"{name}.yaml", BUILTIN / f"{name}.yaml"):
        if _is_file(candidate):
            chain = (*inside, path.resolve())
            if candidate.resolve() in chain:
                raise node.fail(
                    Text("extends 绕回了自己", "this “extends” leads back to its own file"),
                    Text("去掉循环的 extends", "take the circular “extends” out"),
                )
            return _resolve(candidate, chain)
    known = list_profiles()
    raise node.fail(
        Text(f"extends 的清单“{name}”不存在", f"there is no checklist “{name}” to extend"),
        Text(
            f"写内置清单的编号({'、'.join(known)})或同一文件夹中的文件名",
            f"write the id of a built-in checklist ({', '.join(known)}) or the name of a file in the same folder",
        ),
    )


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a name that the system cannot even look up is none."""
    try:
        return path.is_file()
    except OSError:
        return False


@cache
def _read_folder(folder: Path) -> Checklist:
    """The checklist of a folder before a profile has spoken: all elements of elements/, in the order of groups.yaml."""
    order = _read_yaml(folder / "groups.yaml", folder).keys({"groups"}, set())["groups"]
    files: list[_GroupFile] = []
    for item in order.items():
        file = folder / "elements" / f"{item.text()}.yaml"
        if not _is_file(file):
            raise item.fail(
                Text(f"没有文件 elements/{item.text()}.yaml", f"there is no file elements/{item.text()}.yaml"),
                Text("补上文件，或从 groups.yaml 删去这一项", "add the file, or take this group out of groups.yaml"),
            )
        files.append(_open_group(file, folder))
    language = _read_language(folder, files)
    vocabulary = vocabulary_of(language)
    elements = [element for file in files for element in file.read_elements(vocabulary)]
    _check_unique(elements)
    return Checklist("", "", "", "", "", "2021", (0, 9999), tuple(file.group for file in files), tuple(elements), language, (), ())


def _check_unique(elements: list[Element]) -> None:
    seen: dict[str, Element] = {}
    for element in elements:
        if element.id in seen:
            raise ChecklistError.at(
                element.place,
                Text(f"编号“{element.id}”已在 {seen[element.id].place} 用过", f"the id “{element.id}” is taken by {seen[element.id].place}"),
                Text("每个要素用自己的编号", "give every element an id of its own"),
            )
        seen[element.id] = element


def _read_years(node: _Node) -> tuple[int, int]:
    years = node.items()
    if len(years) != 2:
        raise node.fail(
            Text("years 应写起止两年", "“years” takes the first and the last year"),
            Text("如 years: [2021, 2025]", "for example years: [2021, 2025]"),
        )
    return years[0].number(), years[1].number()


def _read_weights(node: _Node) -> tuple[tuple[Need, int], ...]:
    found = node.keys({need.value for need in Need if need is not Need.OFF}, set())
    return tuple((Need(key), value.number()) for key, value in found.items())


def _read_points(node: _Node) -> tuple[tuple[str, float], ...]:
    return tuple((key, value.share()) for key, value in node.keys({"specific", "general"}, set()).items())


def _add(checklist: Checklist, node: _Node | None, folder: Path) -> Checklist:
    if node is None:
        return checklist
    files: list[_GroupFile] = []
    for item in node.items():
        path = folder / item.text()
        if not _is_file(path):
            raise item.fail(
                Text(f"没有文件“{item.text()}”", f"there is no file “{item.text()}”"),
                Text("写明要素文件相对本文件的路径", "write the path of a file of elements, relative to this file"),
            )
        files.append(_open_group(path, folder))
    language = _with_words(checklist.language, files)
    vocabulary = vocabulary_of(language)
    groups = {group.id: group for group in (*(file.group for file in files), *checklist.groups)}
    order = list(dict.fromkeys([*(group.id for group in checklist.groups), *groups]))
    elements = [*checklist.elements, *(element for file in files for element in file.read_elements(vocabulary))]
    _check_unique(elements)
    elements.sort(key=lambda element: order.index(element.group))
    return replace(checklist, groups=tuple(groups[identity] for identity in order), elements=tuple(elements), language=language)


def _read_known(node: _Node, checklist: Checklist) -> str:
    """Return the id of an element that *checklist* has."""
    identity = node.text()
    if identity not in {element.id for element in checklist.elements}:
        raise node.fail(
            Text(f"清单中没有要素“{identity}”", f"the checklist has no element “{identity}”"),
            Text("用 duibiao checklist list 查看全部编号", "see all ids with duibiao checklist list"),
        )
    return identity


def _drop(checklist: Checklist, node: _Node | None) -> Checklist:
    if node is None:
        return checklist
    dropped = {_read_known(item, checklist) for item in node.items()}
    return replace(checklist, elements=tuple(element for element in checklist.elements if element.id not in dropped))


def _adjust(checklist: Checklist, node: _Node | None) -> Checklist:
    if node is None:
        return checklist
    changes: dict[str, Callable[[Element], Element]] = {}
    for key, change in node.pairs():
        identity = _read_known(key, checklist)
        entries = change.keys(set(), {"need", "weight"})
        need = _read_adjusted_need(entries["need"]) if "need" in entries else None
        weight = entries["weight"].number() if "weight" in entries else None
        changes[identity] = lambda element, need=need, weight=weight: replace(  # type: ignore[misc]
            element,
            need=tuple((level, (need or {}).get(level, old)) for level, old in element.need),
            weight=element.weight if weight is None else weight,
        )
    return replace(
        checklist,
        elements=tuple(changes[element.id](element) if element.id in changes else element for element in checklist.elements),
    )


def _read_adjusted_need(node: _Node) -> dict[Level, Need]:
    needs = {need.value: need for need in Need}
    if isinstance(node.node, yaml.ScalarNode):
        return dict.fromkeys(Level, node.choice(needs))
    return {Level(key): value.choice(needs) for key, value in node.keys(set(), {level.value for level in Level}).items()}


# ---- how a checklist is written

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


# ---- the resolved checklist as plain data


def show_checklist(checklist: Checklist) -> dict[str, Any]:
    """Return the resolved checklist as plain data: what is asked, with rules and without examples."""
    plain: dict[str, Any] = _plain(replace(checklist, sha256="", elements=tuple(replace(element, examples=()) for element in checklist.elements)))
    return plain


def hash_checklist(checklist: Checklist) -> str:
    """Return the SHA-256 of what the checklist asks, whatever file it came from; examples do not change it."""
    canonical = json.dumps(show_checklist(checklist), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Place):
        return None
    if is_dataclass(value):
        pairs = ((item.name, getattr(value, item.name)) for item in fields(value))
        return {name: _plain(part) for name, part in pairs if not isinstance(part, Place)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
