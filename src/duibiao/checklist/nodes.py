"""YAML with places: each node knows its file, line and column, so that any complaint can say where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from duibiao.model import ChecklistError, Place, Text


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML node with its file, so that any complaint can say where."""

    node: yaml.Node
    file: str

    @property
    def place(self) -> Place:
        mark = self.node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def fail(self, message: Text, advice: Text) -> ChecklistError:
        return ChecklistError.at(self.place, message, advice)

    def is_text(self) -> bool:
        """Whether a word or a passage stands here, not a list or a mapping."""
        return isinstance(self.node, yaml.ScalarNode)

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

    def items(self) -> list[Node]:
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fail(
                Text("这里应写列表", "a list is expected here"),
                Text("每项一行，以“- ”开头，或写成 [甲， 乙]", "write each item in a line that begins with “- ”, or all as [a, b]"),
            )
        return [Node(child, self.file) for child in self.node.value]

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items()) if isinstance(self.node, yaml.SequenceNode) else (self.text(),)

    def pairs(self) -> list[tuple[Node, Node]]:
        """Each key with its value, in the order written."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fail(
                Text("这里应写“名称： 内容”", "“name: content” is expected here"),
                Text("检查缩进和冒号后的空格", "check the indentation, and the space after the colon"),
            )
        pairs = [(Node(key, self.file), Node(value, self.file)) for key, value in self.node.value]
        seen: set[str] = set()
        for key, _ in pairs:
            if key.text() in seen:
                raise key.fail(Text(f"“{key.text()}”写了两次", f"“{key.text()}” is written twice"), Text("删去一处", "delete one of them"))
            seen.add(key.text())
        return pairs

    def entries(self) -> dict[str, Node]:
        return {key.text(): value for key, value in self.pairs()}

    def keys(self, required: set[str], allowed: set[str]) -> dict[str, Node]:
        known = sorted(required | allowed)
        entries: dict[str, Node] = {}
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


def read_yaml(path: Path, folder: Path) -> Node:
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
    return Node(node, name)


def _forbidden_place(text: str, name: str) -> Place | None:
    """Where the first character stands that YAML forbids; the parser itself counts bytes or characters, and no lines."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if found is None:
        return None
    before = text[: found.start()]
    return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
