"""Remarks beside the verdicts: what was taken for granted, what could not be read, what the text seems to be instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duibiao.model import Checklist, Document, Notice, Severity, Status, Text, Verdict
from duibiao.pattern import cues_of

#: Other kinds of document, by the cue "document.<kind>" that tells them.
KINDS = {
    "work-report": Text("政府工作报告", "a government work report"),
    "openness-report": Text("政府信息公开工作年度报告", "an annual report on government information openness"),
    "plan": Text("工作计划、要点或方案", "a work plan"),
    "notice": Text("通知、意见一类公文", "a notice or circular"),
    "speech": Text("讲话稿", "a speech"),
    "rules": Text("规章制度", "a regulation"),
    "narrow": Text("只讲个别事项的材料", "a text about single matters"),
}
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百]+条")
_REPORT = re.compile(r"(?:法治政府|依法行政|法治建设|依法治[省市州县区旗镇乡]).*(?:报告|总结|汇报|情况)$")
_HEAD_LINES = 6
_FEW_GROUPS = 5
_FEW_ARTICLES = 3

_LEVEL_OPTION = Text("可用 --level 指定层级后重新核对", "give the level with --level and check again")
_YEAR_OPTION = Text("可用 --year 指定年度后重新核对", "give the year with --year and check again")
_PROFILE_OPTION = Text("可用 --profile 指定清单后重新核对", "give the checklist with --profile and check again")


def find_notices(checklist: Checklist, document: Document, verdicts: Sequence[Verdict]) -> tuple[Notice, ...]:
    """Return what should be remarked on a report: first what was taken for granted, then what it may be instead."""
    return (*_profile_notices(checklist, document), *_reading_notices(document), *_document_notices(checklist, document, verdicts))


def _profile_notices(checklist: Checklist, document: Document) -> Iterator[Notice]:
    meta = document.meta
    if meta.level is None:
        yield _hint("profile", Text("报告的层级未识别，按县级核对", "the report's level is unknown; it was checked as a county's"), _LEVEL_OPTION)
    elif meta.issuer and re.search(r"(?:开发区|高新区|新区|园区|示范区|度假区)(?:管理委员会|管委会)?$", meta.issuer):
        yield _hint("profile", Text("开发区一类的报告，按县级核对", "a development zone's report; it was checked as a county's"), _LEVEL_OPTION)
    if meta.year is None:
        yield _hint(
            "profile",
            Text(f"报告的年度未识别，按“{checklist.title}”核对", f"the year is unknown; the report was held against “{checklist.title_en}”"),
            _YEAR_OPTION,
        )
    elif not checklist.years[0] <= meta.year <= checklist.years[1]:
        yield _hint(
            "profile",
            Text(
                f"{meta.year}年不在“{checklist.title}”的年度之内，仍按它核对",
                f"{meta.year} lies outside the years of “{checklist.title_en}”; the report was held against it all the same",
            ),
            _PROFILE_OPTION,
        )


def _reading_notices(document: Document) -> Iterator[Notice]:
    replaced = document.source.replaced
    if replaced:
        yield Notice(
            "reading",
            Severity.WARNING,
            Text(f"有 {replaced} 个字读不出来，已用“\ufffd”代替", f"{replaced} characters could not be read; “\ufffd” stands in their place"),
            Text("打开原件另存为 UTF-8 编码后重新核对", "save the original as UTF-8 and check again"),
        )


def _document_notices(checklist: Checklist, document: Document, verdicts: Sequence[Verdict]) -> Iterator[Notice]:
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
    lines = document.normal.text.split("\n")
    if sum(bool(_ARTICLE.match(line)) for line in lines) >= _FEW_ARTICLES:
        return "rules"
    cues = {name.removeprefix("document."): cue for name, cue in cues_of(checklist.language).items() if name.startswith("document.")}
    head = [line for line in lines[:_HEAD_LINES] if len(line) <= 60]
    for line in head:
        if _REPORT.search(line):
            return None
        for kind, cue in cues.items():
            if cue is not None and cue.search(line):
                return kind
    groups = {verdict.element.group for verdict in verdicts if verdict.status is Status.COVERED and verdict.element.part is None}
    return "narrow" if len(groups) < _FEW_GROUPS else None


def _hint(kind: str, message: Text, advice: Text) -> Notice:
    return Notice(kind, Severity.HINT, message, advice)
