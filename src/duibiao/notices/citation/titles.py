"""Titles in the text, and their comparable form."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from duibiao.model import Span

_LONGEST_TITLE = 80
#: how deep titles stand in titles
DEEPEST = 4

#: how offices write the dash between two years, 一 for — included
DASH = "[-—–―─~_一至到]{1,3}"
#: (2021—2025年) 2021年至2025年 (2021-2025)
YEARS = re.compile(rf"\(?(?P<first>\d{{4}})年?{DASH}(?P<last>\d{{4}})年?度?\)?")
#: (2025年版)
_VERSION = re.compile(r"\(?(?P<first>20\d\d)年?版\)?")
#: (2021年修订) (2017年修正本)
EDITION = re.compile(r"\(?(?P<year>20\d\d)年?(?:修订|修正)(?:本|版)?\)?")
#: (试行) (修订)
_BRACKET = re.compile(r"\([^()]{0,20}\)")
#: marks that differ from office to office: 、 between the three systems, 《》 within
_MARKS = re.compile(r"[\s、,.:;·《》<>—-]")
#: 中华人民共和国行政复议法
_NATION = re.compile(r"^中华人民共和国")
_CENTRE = (
    r"(?:中华人民共和国|中国共产党中央委员会|中共中央|中央全面依法治国委员会|中央依法治国办|全国人民代表大会|常务委员会|国务院|办公厅|办公室"
    r"|司法部|和|[、 ])"
)
#: 中共中央办公厅国务院办公厅关于… 国务院印发…
_ISSUER = re.compile(rf"^{_CENTRE}{{1,6}}(?=关于|印发|转发)")
_ANY_ISSUER = re.compile(rf"^{_CENTRE}{{1,6}}")
#: 关于印发…的通知, with nothing else to it
_ENVELOPE = re.compile(r"^(?:关于)?(?:印发|转发|发布|公布)(?P<inner>.{4,80})的通知$")
#: 关于加强法治乡村建设的意见
_ABOUT = re.compile(r"^关于")
#: 新行政复议法 新修订的安全生产法
_NEW = re.compile(r"^新(?:修订|修正|修改|颁布)?的?(?=.{3})")
#: …的指导意见 and …的意见 are told apart by nobody
_OPINION = re.compile(r"(?:指导|若干)(?=(?:意见|规定|决定)$)")
#: 《…》(草案) 《…(征求意见稿)》: not cited as in force
_DRAFT = re.compile(r"草案|征求意见稿|送审稿|讨论稿|修订稿|建议稿|修正案")
#: the kind of document, at the end of its title: 条例, 实施纲要
_FORM = re.compile(r"(?:条例|规定|办法|细则|规则|意见|决定|通知|纲要|规划|计划|方案|要点|清单|制度|体系|法典|典|法)$")
#: what tells the document of a place, or of a body: 桐溪县…, 我局…
PLACE_SIGNS = frozenset("省市县区州盟旗镇乡村街局厅院校我本")
#: where titles begin and end; none goes on in the next paragraph
_EDGE = re.compile(r"[《》\n]")
#: what stands between the titles of a row
_JOINERS = frozenset(("", "、", ",", "和", "及", "与", "以及", "或", "并"))


@dataclass(frozen=True, slots=True)
class Name:
    """A title made comparable: its words, and its years (two: a period; one: a version)."""

    key: str
    years: tuple[int, ...] = ()

    @property
    def form(self) -> str:
        """What kind of document its last words say it is."""
        match = _FORM.search(self.key)
        return match.group() if match else self.key[-2:]


@dataclass(frozen=True, slots=True)
class Citation:
    """A title in the text: ``span`` with its 《》 and the years behind it, ``chain`` where the row of titles that it stands in begins."""

    span: Span
    words: str
    name: Name
    chain: int
    draft: bool
    number_at: int


def read_name(words: str) -> Name:
    """Return the comparable form of a title in normalised text."""
    years: tuple[int, ...] = ()
    if period := YEARS.search(words):
        years, words = (int(period["first"]), int(period["last"])), words[: period.start()] + words[period.end() :]
    elif version := _VERSION.search(words):
        years, words = (int(version["first"]),), words[: version.start()] + words[version.end() :]
    words = _MARKS.sub("", _BRACKET.sub("", EDITION.sub("", words)))
    words = _NEW.sub("", _NATION.sub("", _ISSUER.sub("", words)))
    if envelope := _ENVELOPE.match(words):
        words = envelope["inner"]
    words = _NATION.sub("", _ABOUT.sub("", words)).replace("的", "")
    return Name(_OPINION.sub("", words), years)


def drop_issuer(name: Name) -> str:
    """Return the key of *name* without the central bodies in front: 国务院行政复议法实施条例."""
    return read_name(_ANY_ISSUER.sub("", name.key)).key


def read_citations(text: str) -> Iterator[Citation]:
    """Yield the titles of *text* that are closed in their paragraph, also those within others, in the order in which they end."""
    opened: deque[int] = deque(maxlen=DEEPEST)
    last: Citation | None = None
    for mark in _EDGE.finditer(text):
        if mark.group() == "\n":
            opened.clear()
        elif mark.group() == "《":
            opened.append(mark.start())
        elif opened and 0 < mark.start() - (start := opened.pop()) - 1 <= _LONGEST_TITLE:
            words = text[start + 1 : mark.start()]
            if last is not None and last.span.start > start and _ENVELOPE.match(_ISSUER.sub("", words)):
                last = replace(last, number_at=mark.end())  # 《关于印发《…》的通知》(国办发…): the number is that of both
                yield last
                continue
            within = bool(opened) and start - opened[-1] <= _LONGEST_TITLE
            last = _cite(text, Span(start, mark.end()), words, last, opened[-1] if within else start)
            yield last


def _cite(text: str, span: Span, words: str, before: Citation | None, outermost: int) -> Citation:
    """The title *words* in the 《》 at *span*, with the years behind it; one right behind *before* stands in its row."""
    name, stop = read_name(words), span.end
    if not name.years and text.startswith("(", stop) and (years := YEARS.match(text, stop) or _VERSION.match(text, stop)):
        name, stop = read_name(words + years.group()), years.end()
    tail = text[stop : stop + 8] if text.startswith("(", stop) else ""
    joined = before is not None and before.span.end <= span.start <= before.number_at + 2 and text[before.number_at : span.start] in _JOINERS
    chain = before.chain if before is not None and joined else outermost
    return Citation(Span(span.start, stop), words, name, chain, bool(_DRAFT.search(words + tail)), stop)
