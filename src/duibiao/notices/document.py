"""What the text seems to be instead of an annual report on law-based government."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duibiao.model import Checklist, Document, Notice, Severity, Span, Status, Text, Verdict
from duibiao.pattern import cues_of

#: Other kinds of document, by the cue "document.<kind>" that tells them.
KINDS = {
    "work-report": Text("政府工作报告", "a government work report"),
    "openness-report": Text("政府信息公开工作年度报告", "an annual report on government information openness"),
    "plan": Text("工作计划、要点或方案", "a work plan"),
    "notice": Text("通知、意见一类公文", "a notice or circular"),
    "speech": Text("讲话稿", "a speech"),
    "rules": Text("规章制度", "a regulation"),
    "interpretation": Text("政策解读", "an interpretation of a policy"),
    "other-report": Text("其他工作的报告", "a report on other work"),
    "narrow": Text("只讲个别事项的材料", "a text about single matters"),
}
_OURS = r"(?:法治政府|依法行政|法治建设|依法治[省市州县区旗镇乡])"
#: the end of a report's title: 情况的报告, 工作总结(2016年), 工作总结及2024年工作计划
_REPORT = re.compile(rf"{_OURS}.*(?:报告|总结|汇报|情况|综述|年报)(?:\([^()]*\)|[及和与暨、].*(?:计划|打算|安排|思路|要点))?$")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百]+条")
_NUMBERED = re.compile(r"^(?:第[一二三四五六七八九十百]+[章条]|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])")
_TITLE_IN_TEXT = re.compile(r"《[^》]*》")
_HEAD_LINES = 6
_LONGEST_LINE = 200  # characters that a title has at most, and more
_FEW_ARTICLES = 3
#: of how many groups a text must speak that is such a report: without a title that says so, under the title of another
_FEW_GROUPS, _MANY_GROUPS = 6, 9
_FEW_NAMINGS = 2


def find_document(checklist: Checklist, document: Document, verdicts: Sequence[Verdict]) -> Iterator[Notice]:
    """Yield a warning where the text looks like another kind of document."""
    kind = _find_kind(checklist, document, verdicts)
    if kind is not None:
        yield Notice(
            "document",
            Severity.WARNING,
            Text(
                f"这份材料像是{KINDS[kind].zh}，不像法治政府建设年度报告；仍照样核对",
                f"this looks like {KINDS[kind].en}, not like an annual report on law-based government; it was checked all the same",
            ),
            Text("确认是否选错了文件", "make sure that this is the right file"),
        )


def _find_kind(checklist: Checklist, document: Document, verdicts: Sequence[Verdict]) -> str | None:
    """Return the key of what the text seems to be instead of such a report, or None."""
    text = document.normal.text
    if sum(bool(_ARTICLE.match(line)) for line in text.split("\n")) >= _FEW_ARTICLES:
        return "rules"
    groups = len({verdict.element.group for verdict in verdicts if verdict.status is Status.COVERED and verdict.element.part is None})
    kind = _told_kind(checklist, _head(document))
    if kind == "other-report":  # a report on law-based government may bear the title 2023年工作总结
        namings = len(re.findall(_OURS, _TITLE_IN_TEXT.sub("", text)))
        return kind if groups < _MANY_GROUPS or namings < _FEW_NAMINGS else None
    if kind is None and groups < _FEW_GROUPS:
        return "narrow"
    return None if kind == "report" else kind


def _told_kind(checklist: Checklist, head: Sequence[str]) -> str | None:
    """Return what the first lines say the text is: a kind, "report" for such a report, None where they do not say."""
    cues = cues_of(checklist.language)
    for line, after in zip(head, [*head[1:], ""], strict=False):  # an empty head tells nothing
        if _REPORT.search(line) or _REPORT.search(line + after):
            return "report"
        for kind in KINDS:
            cue = cues.get(f"document.{kind}")
            if cue is not None and cue.search(line):
                return kind
    return None


def _head(document: Document) -> Sequence[str]:
    """Return the lines that may tell what a text is: the first ones above its numbered headings, the frame of a page left out."""
    lines: list[str] = []
    start = 0
    for line in document.normal.text.split("\n"):
        span = Span(start, start + len(line))
        start = span.end + 1
        if _NUMBERED.match(line) or len(lines) == _HEAD_LINES:
            break
        if line and not any(noise.holds(document.normal.origin(span)) for noise in document.noise):
            lines.append(line[:_LONGEST_LINE])
    return lines
