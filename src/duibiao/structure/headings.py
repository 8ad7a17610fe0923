"""The heading tree: every numbering that offices use, headings that run into their paragraph, and none at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duibiao.model import Meta, NormalText, Role, Section, Span
from duibiao.normalize import own_span

Cues = Mapping[str, re.Pattern[str] | None]

_ARABIC = re.compile(r"\d{1,2}[、.](?!\d)")
_DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}[、.]?(?=[一-鿿])")
#: 1 主要工作, the blank gone; a heading only where 1.1 stands below
_BARE_NUMBER = re.compile(r"\d{1,2}(?=[一-鿿]{2})(?![年月日件次个名场])")
_LONGEST_BARE = 24
#: The numberings, outermost first: 第一部分 · 一、 · (一) · 1. or 1.1 · (1) · ① or ★
NUMBERINGS = (
    re.compile(r"第[一二三四五六七八九十百]+(?:章|编|部分)[、:]?"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.,]"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)[、.]?"),
    _ARABIC,
    _DECIMAL,
    re.compile(r"\(\d{1,2}\)[、.]?"),
    re.compile(r"[①-⑳★☆◆●■▲※◎○]"),
)
_UNNUMBERED = len(NUMBERINGS)
_LONGEST_HEADING = 50
_LONGEST_RUN_IN = 45
_FIRST_SENTENCE = re.compile(r"[^。!?:]+[。:]")
_NOT_A_HEADING = re.compile(r"[。;!?,:]$|^\d+年\d+月\d+日$|^20\d\d年|^特此报告|^附件|^现将|^\W*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: where it stands, which part of it is heading, and the section it belongs to.

    ``opening`` marks the title and salutation lines; ``roles`` are the section's role, and "merged" where problems
    and plan share a chapter.
    """

    span: Span
    heading: Span | None
    section: int | None
    role: Role
    merged: bool = False
    title: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The paragraphs of a report under its sections, in reading order."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Numbering:
    """How a report numbers its headings: whether at all, and whether 1 stands bare above 1.1."""

    any: bool
    bare: bool

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Numbering:
        return cls(any(_rank(line) is not None for line in lines), any(_DECIMAL.match(line) for line in lines))


@dataclass(slots=True)
class _Open:
    """A section while its end is still open."""

    title: str
    rank: int
    role: Role
    merged: bool
    heading: Span
    parent: int | None
    end: int


def build_sections(source_text: str, normal: NormalText, spans: Sequence[Span], cues: Cues, meta: Meta) -> Outline:
    """Return the report's paragraphs under its heading tree; text before the first heading stands under none."""
    text = normal.text
    title_lines = _title_lines(text, spans)
    title = meta.title or ""
    plan = _matches(cues, "document.plan", title) and not _matches(cues, "document.not-plan", title)  # of the future from end to end
    opened: list[_Open] = []
    stack: list[int] = []
    paragraphs: list[Paragraph] = []
    numbering = _Numbering.of([text[span.start : span.end] for span in spans])
    for number, span in enumerate(spans):
        is_title = number < title_lines
        heading, rank = (None, None) if is_title else _find_heading(text, spans, number, numbering, cues)
        if heading is not None and rank is not None:
            while stack and opened[stack[-1]].rank >= rank:
                stack.pop()
            parent = stack[-1] if stack else None
            words = _strip_number(text[heading.start : heading.end])
            role, merged = _role_of(words, opened[parent] if parent is not None else None, cues, meta.year)
            role = Role.PLAN if plan else role
            opened.append(_Open(words, rank, role, merged, heading, parent, span.end))
            stack.append(len(opened) - 1)
        for index in stack:
            opened[index].end = span.end
        current = opened[stack[-1]] if stack else None
        paragraphs.append(
            Paragraph(
                span,
                heading,
                stack[-1] if stack else None,
                Role.OTHER if is_title else current.role if current else Role.PLAN if plan else Role.WORK,
                current.merged if current else False,
                is_title,
            )
        )
    depths: list[int] = []
    for section in opened:
        depths.append(1 if section.parent is None else depths[section.parent] + 1)
    sections = tuple(
        Section(
            _own_title(source_text, normal, section),
            _tidy(section.title),
            depth,
            section.role,
            normal.origin(Span(section.heading.start, section.end)),
            normal.origin(section.heading),
            section.parent,
        )
        for section, depth in zip(opened, depths, strict=True)
    )
    return Outline(tuple(paragraphs), sections)


def _own_title(source_text: str, normal: NormalText, section: _Open) -> str:
    words = _tidy(section.title)
    start = section.heading.start + normal.text[section.heading.start : section.heading.end].rindex(section.title)
    span = own_span(source_text, normal.origin(Span(start, start + len(words))))
    return "".join(source_text[span.start : span.end].split())


def _tidy(title: str) -> str:
    return title.rstrip("。:;,、")


def _title_lines(text: str, spans: Sequence[Span]) -> int:
    """How many lines at the top are title, by-line and salutation."""
    count = 0
    for number, span in enumerate(spans[: min(5, len(spans) - 1)]):
        line = text[span.start : span.end]
        if _rank(line) is not None or re.search(r"[。;]", line) or len(line) > 60:
            break
        titled = number == 0 or bool(re.search(r"报告$|总结$|汇报$|情况$|公报$|^\(|^——|委员会|办公室|^[一-鿿]{2,30}:$|^20\d\d年?", line))
        if not titled:
            break
        count = number + 1
    return count


def _rank(line: str) -> int | None:
    return next((rank for rank, numbering in enumerate(NUMBERINGS) if numbering.match(line)), None)


def _strip_number(title: str) -> str:
    rank = _rank(title)
    if rank is None:
        return re.sub(r"^\d{1,2}(?=[一-鿿]{3})(?!\d*[年月日])", "", title)
    match = NUMBERINGS[rank].match(title)
    return title[match.end() :] if match else title


def _find_heading(text: str, spans: Sequence[Span], number: int, numbering: _Numbering, cues: Cues) -> tuple[Span | None, int | None]:
    span = spans[number]
    line = text[span.start : span.end]
    rank = _rank(line)
    if rank is not None:
        if len(line) <= _LONGEST_HEADING and not re.search(r"[。;!?].", line) and not line.endswith(";"):
            return span, rank
        first = _FIRST_SENTENCE.match(line)
        if first and first.end() <= _LONGEST_RUN_IN:
            return Span(span.start, span.start + first.end()), rank
        return None, None
    if numbering.bare and _BARE_NUMBER.match(line) and len(line) <= _LONGEST_BARE:
        return span, NUMBERINGS.index(_ARABIC)
    if len(line) > 32 or _NOT_A_HEADING.search(line) or number + 1 >= len(spans):
        return None, None
    told = any(_matches(cues, name, line) for name in ("heading.problem", "heading.plan", "heading.work"))
    following = spans[number + 1]
    if told and len(line) <= 24:
        return span, _told_rank(text, following, numbered=numbering.any)
    if not numbering.any and following.end - following.start > len(line) * 2:
        return span, _UNNUMBERED
    return None, None


def _told_rank(text: str, following: Span, *, numbered: bool) -> int:
    """The rank of a heading without number that a cue tells: above the items that begin to count anew under it."""
    if not numbered:
        return _UNNUMBERED - 1
    return -1 if re.match(r"[(]?[一1][)、.]", text[following.start : following.start + 3]) else 1


def _matches(cues: Cues, name: str, words: str) -> bool:
    cue = cues.get(name)
    return cue is not None and cue.search(words) is not None


def _role_of(title: str, parent: _Open | None, cues: Cues, year: int | None) -> tuple[Role, bool]:
    """Return the role of a heading, and whether problems and plan share its chapter."""
    words = _tidy(title)
    problem = _matches(cues, "heading.problem", words) and not _matches(cues, "heading.not-problem", words)
    plan = _matches(cues, "heading.plan", words) or (year is not None and re.search(rf"{year + 1}年", words) is not None)
    plan = plan and not _matches(cues, "heading.not-plan", words)
    if parent is not None and parent.role is Role.PLAN and not parent.merged:
        return Role.PLAN, False
    if parent is not None and parent.role is Role.PROBLEM and not plan:
        return Role.PROBLEM, parent.merged and not problem
    if problem:
        return Role.PROBLEM, plan
    if plan:
        return Role.PLAN, False
    if parent is not None:
        return parent.role, parent.merged
    return Role.WORK, False
