"""The pattern language of the checklist: readable Chinese that says which words stand how near to each other.

=================  ==================================================================================
``法律顾问``         these characters
``(审查/审核)``      one of these; an empty one, as in ``(行政/)复议``, may be left out
``<审查>``           any word of the named group
``聘请~法律顾问``     up to six characters between, in the same clause
``决策…合法性审查``   anything between, in the same clause
``决策……集体讨论``    anything between, in the same sentence
``复议案件#件``      a number, in digits or Chinese numerals, with 余, 多, 近 and the like
``^下一步`` ``报告$``  only at the beginning, only at the end (of a clause or a heading)
``村（社区）``       full-width brackets stand for the brackets of the text
=================  ==================================================================================

`compile_pattern` turns one into a regular expression over normalised text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from duibiao.model import ChecklistError, Language, Text
from duibiao.normalize import normalize_words

#: What ends a clause; a comma within a number does not.
CLAUSE_END = r"(?:[;:。!?\n]|,(?!\d{3}(?!\d)))"
_IN_CLAUSE = rf"(?:(?!{CLAUSE_END}).)"
_IN_SENTENCE = r"[^。!?\n]"
#: A quantity as reports write it: 46 1,234 3.5万 三十七 两 数百 20余; of an endless run of digits its end alone is one
NUMBER = r"(?:(?:约|近|超过?|逾)?(?:\d[\d,]{0,15}(?:\.\d{1,6})?|[一二两三四五六七八九十百千零〇]{1,12}|数[十百千万])(?:[余多几]|万|亿){0,4})"

_GAPS = {"~": f"{_IN_CLAUSE}{{0,6}}?", "…": f"{_IN_CLAUSE}{{0,30}}?", "……": f"{_IN_SENTENCE}{{0,80}}?"}
_TOKEN = re.compile(r"……|…|~|#|\^|\$|[()/]|<[^<>()/]+>|[^…~#^$()/<>]+|[<>]")

Groups = Mapping[str, Sequence[str]]


class PatternError(ChecklistError):
    """A pattern that cannot be read; the message names the pattern and what is wrong with it."""


@cache
def _compile_expression(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as an expression, and the literals of which one at least must stand in a text for it to hold."""

    source: str
    expression: str
    literals: frozenset[str]

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when it is first needed: most patterns of a checklist meet no literal in a report."""
        return _compile_expression(self.expression)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: its expression, and its literals (none where it may be empty or is a gap)."""

    regex: str
    literals: frozenset[str]


class Vocabulary:
    """The named word groups of a checklist, by which patterns are compiled; each pattern once."""

    def __init__(self, groups: Groups) -> None:
        self._groups = groups
        self._parts: dict[str, _Part] = {}
        self.used: set[str] = set()
        self.compile = lru_cache(maxsize=None)(self._compile)
        self._joined = lru_cache(maxsize=None)(self._join)

    def _compile(self, source: str) -> Pattern:
        part = self._read(source, ())
        return Pattern(source, part.regex, part.literals)

    def join(self, sources: Sequence[str]) -> Pattern | None:
        """Return one pattern that holds where any of *sources* does, or None where there is none."""
        return self._joined(tuple(sources))

    def _join(self, sources: tuple[str, ...]) -> Pattern | None:
        parts = [self._read(source, ()) for source in sources]
        return Pattern(" / ".join(sources), "|".join(part.regex for part in parts), frozenset()) if parts else None

    def _read(self, source: str, inside: tuple[str, ...]) -> _Part:
        tokens = list(_TOKEN.findall(source))
        part, rest = self._sequence(source, tokens, 0, inside)
        if rest != len(tokens):
            raise PatternError(
                Text(f"写法“{source}”的括号不成对", f"unbalanced brackets in the pattern “{source}”"),
                Text("检查 ( ) 是否成对；“/”须写在括号内", "close every ( with a ); “/” must stand within brackets"),
            )
        if not part.regex:
            raise PatternError(Text(f"写法“{source}”是空的", f"the pattern “{source}” is empty"), Text("写明要找的词", "write the words to look for"))
        return part

    def _sequence(self, source: str, tokens: Sequence[str], at: int, inside: tuple[str, ...]) -> tuple[_Part, int]:
        pieces: list[_Part] = []
        while at < len(tokens) and tokens[at] not in ")/":
            piece, at = self._piece(source, tokens, at, inside)
            pieces.append(piece)
        firm = [piece.literals for piece in pieces if piece.literals]
        best = max(firm, key=lambda literals: min(map(len, literals)), default=frozenset())
        return _Part("".join(piece.regex for piece in pieces), best), at

    def _piece(self, source: str, tokens: Sequence[str], at: int, inside: tuple[str, ...]) -> tuple[_Part, int]:
        sign = tokens[at]
        if sign == "(":
            return self._choice(source, tokens, at + 1, inside)
        if sign in _GAPS:
            return _Part(_GAPS[sign], frozenset()), at + 1
        if sign == "#":
            return _Part(NUMBER, frozenset()), at + 1
        if sign in "^$":
            return _Part(sign, frozenset()), at + 1
        if sign == "<":
            raise PatternError(
                Text(f"写法“{source}”中的 < > 不成对", f"unbalanced < > in the pattern “{source}”"),
                Text("词组名写成 <名称>", "write the name of a word group as <name>"),
            )
        if sign.startswith("<"):
            return self._group(source, sign[1:-1], inside), at + 1
        literal = normalize_words(sign)
        return _Part(re.escape(literal), frozenset({literal}) if literal else frozenset()), at + 1

    def _choice(self, source: str, tokens: Sequence[str], at: int, inside: tuple[str, ...]) -> tuple[_Part, int]:
        options: list[_Part] = []
        while True:
            option, at = self._sequence(source, tokens, at, inside)
            options.append(option)
            if at >= len(tokens):
                raise PatternError(
                    Text(f"写法“{source}”的括号不成对", f"unbalanced brackets in the pattern “{source}”"),
                    Text("补上右括号", "add the closing bracket"),
                )
            at += 1
            if tokens[at - 1] == ")":
                return _either(options), at

    def _group(self, source: str, name: str, inside: tuple[str, ...]) -> _Part:
        if name in inside:
            raise PatternError(
                Text(f"词组“{name}”引用了自己", f"the word group “{name}” refers to itself"),
                Text("去掉循环引用", "take the circular reference out"),
            )
        if name not in self._groups:
            raise PatternError(
                Text(f"写法“{source}”用到的词组“{name}”不存在", f"the pattern “{source}” uses the word group “{name}”, which does not exist"),
                Text("在 synonyms.yaml 中定义它，或改正名称", "define it in synonyms.yaml, or correct the name"),
            )
        self.used.add(name)
        if name not in self._parts:
            self._parts[name] = _either([self._read(word, (*inside, name)) for word in self._groups[name]])
        return self._parts[name]


def _either(options: Sequence[_Part]) -> _Part:
    literals = frozenset[str]() if any(not option.literals for option in options) else frozenset().union(*(option.literals for option in options))
    regexes = sorted({option.regex for option in options}, key=lambda regex: (-len(regex), regex))
    return _Part("(?:" + "|".join(regexes) + ")", literals)


@cache
def vocabulary_of(language: Language) -> Vocabulary:
    """Return the vocabulary that compiles the patterns of *language*; the same one each time."""
    return Vocabulary(dict(language.synonyms))


@cache
def cues_of(language: Language) -> Mapping[str, re.Pattern[str] | None]:
    """Return the cues of *language* by name, each as one expression."""
    vocabulary = vocabulary_of(language)
    joined = {name: vocabulary.join(patterns) for name, patterns in language.cues}
    return {name: None if pattern is None else pattern.regex for name, pattern in joined.items()}


def find_clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of ``text[start:end]``, without the marks that end them; empty ones are left out."""
    begin = start
    for mark in re.compile(CLAUSE_END).finditer(text, start, end):
        if mark.start() > begin:
            yield begin, mark.start()
        begin = mark.end()
    if end > begin:
        yield begin, end
