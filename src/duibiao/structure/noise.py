"""What a web page puts around a report: the table with 索引号, the bar with 字号 and 打印, the foot with 版权所有."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from duibiao.model import Span

Cues = Mapping[str, re.Pattern[str] | None]

#: a report's title: 房县人民政府关于2023年度法治政府建设工作报告, 2019年依法行政工作总结
TITLE = re.compile(
    r"^(?!.*[>|。;])(?=.*(?:法治政府|依法行政|法治建设|依法治[省市州县区旗镇乡街局企]|法治工作)).*(?:报告|总结|汇报|情况|综述|工作)"
)
_SHORT = 60
_HEAD_LINES = 40
_FOOT_LINES = 30
_SENTENCE = re.compile(r"[。!]|;$")
#: a label whose value stands on the next line: 索引号 / 01145506X/2024-15651
_ITEM = re.compile(r"[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十]+")
_LABEL = re.compile(r"^[一-鿿]{2,6}:?$")
#: a bar of links: 首页 | 走进开发区 | 新闻中心, 首页 > 政务公开
_BAR = re.compile(r"[|>].*[|>]|^首页[|>]|>[一-鿿]{2,20}$")


def split_paragraphs(text: str, cues: Cues) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the report's paragraphs, and the lines at head and foot that belong to the page around it."""
    lines = _lines(text)
    noisy = [_is_noise(text[span.start : span.end], cues) for span in lines]
    words = [text[span.start : span.end] for span in lines]
    _mark_head(words, noisy)
    _mark_foot(words, noisy)
    body = tuple(span for span, noise in zip(lines, noisy, strict=True) if not noise)
    return body, tuple(span for span, noise in zip(lines, noisy, strict=True) if noise)


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _is_noise(line: str, cues: Cues) -> bool:
    cue = cues.get("noise")
    if len(line) > 2 * _SHORT or _SENTENCE.search(line):
        return False
    return _BAR.search(line) is not None or (cue is not None and len(line) <= 2 * _SHORT and cue.search(line) is not None)


def _plain(line: str) -> bool:
    """Whether a line might belong to the frame of a page: short, and no sentence."""
    return len(line) <= _SHORT and not _SENTENCE.search(line)


def _mark_head(words: Sequence[str], noisy: list[bool]) -> None:
    """Mark what stands above the first real paragraph: the site's bar, the head table's values under their labels."""
    first = next((number for number, line in enumerate(words) if not _plain(line)), len(words))
    first = min(first, _HEAD_LINES)
    title = next((number for number in range(first) if not noisy[number] and TITLE.search(words[number])), None)
    if title is not None and any(noisy[:title]):
        last = max(number for number in range(title) if noisy[number])
        noisy[: last + 1] = [True] * (last + 1)
        if last + 1 < title and _LABEL.match(words[last]) and not _ITEM.match(words[last + 1]):
            noisy[last + 1] = True
    for number in range(1, first):
        if noisy[number - 1] and not noisy[number] and number != title and _LABEL.match(words[number - 1]) and not _ITEM.match(words[number]):
            noisy[number] = True


def _mark_foot(words: Sequence[str], noisy: list[bool]) -> None:
    """Mark what stands below the report: from the first noisy line after its last real paragraph to the end."""
    last = next((number for number in reversed(range(len(words))) if not _plain(words[number])), -1)
    begin = max(last + 1, len(words) - _FOOT_LINES)
    first = next((number for number in range(begin, len(words)) if noisy[number]), None)
    if first is not None:
        noisy[first:] = [True] * (len(words) - first)
