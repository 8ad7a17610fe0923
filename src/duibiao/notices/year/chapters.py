"""Chapters under another year than that of the report, or its plans under another than the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duibiao.model import Notice, Role, Section, Span, Text
from duibiao.notices.year.days import YEAR, signature_of, to_year, years_of
from duibiao.notices.year.opening import first_clauses
from duibiao.notices.year.report import Report

#: a report signed in an earlier month of its year may hold the plan of that year
_LATE_IN_YEAR = 11

#: 一、 (二) 3. 第一部分
_NUMBER = r"(?:第[一二三四五六七八九十]{1,3}(?:部分|章)[、:]?|\(?[一二三四五六七八九十]{1,3}[)、.,]{1,2}|\(?\d{1,2}[)、.]{1,2})?"
_OWN = r"(?:关于|[我全本][省市县区旗州盟镇乡局委街]?的?|下一?步|存在的?(?:主要)?(?:问题|不足)[和与及、])"
#: the words a chapter heading is made of when it names no subject: 年度法治政府建设工作的主要举措和成效
_NEUTRAL = (
    r"(?:推进法治建设第一责任人|党政主要负责人|主要负责人|法治政府建设|法治建设|依法行政|全?面?依法治[省市县区旗州盟镇乡]|年度|全年|度|推进|主要|重点|工作"
    r"|各项|有关|相关|开展|落实|完成|进展|履行|履职|职责|基本|总体|目标|任务|存在|举措|措施|成效|成绩|成果|做法|情况|总结|回顾|亮点|特色|经验|问题|不足|短板"
    r"|困难|取得|打算|计划|安排|思路|要点|方向|展望|谋划|设想|部署|努力|初步|下一?步|以及|[的及和与暨、])"
)
#: 一、2022年主要工作  三、2023年度法治政府建设工作打算
_CHAPTER = re.compile(rf"^{_NUMBER}{_OWN}?(?P<year>{YEAR})(?P<rest>{_NEUTRAL}{{1,14}}+)[:。]?$")
_PLANNED = re.compile(r"打算|计划|安排|思路|要点|方向|展望|谋划|设想|部署")
_DONE = re.compile(r"成效|成绩|成果|情况|回顾|总结|进展|取得|做法|亮点|经验|完成")
#: 2023年,全县将… at the head of a plan chapter
_PLAN_OPENING = re.compile(rf"^(?:在)?(?P<year>{YEAR})(?=,|[我全本]|[一-鿿]{{2,8}}将)")
#: a plan chapter that first looks back, or names a farther goal: 2023年,…虽取得成绩,但…
_LOOKS_BACK = re.compile(r"虽|尽管|取得|已|完成了|成绩|成效|但|不足|问题|下一步|下半年|年底|来年|明年|十[三四五]五|中长期|远景|目标")
_PLANS = re.compile(r"将|计划|拟|力争|打算")


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A heading that names a year and no subject."""

    span: Span
    year: int
    rest: str
    section: Section

    @property
    def planned(self) -> bool:
        """Whether the heading is of a plan, and not of how one was carried out."""
        return self.section.role is Role.PLAN and bool(_PLANNED.search(self.rest)) and not _DONE.search(self.rest)


def _chapters(report: Report) -> Iterator[_Chapter]:
    for sentence in report.document.sentences:
        section = report.section_of(sentence)
        if sentence.heading and section is not None and (match := _CHAPTER.match(report.words(sentence.span))):
            yield _Chapter(sentence.span, to_year(match["year"]), match["rest"], section)


def find_chapters(report: Report) -> Iterator[Notice]:
    """Yield a warning for each chapter of work or problems under another year; none where chapters of several years stand side by side."""
    told = [chapter for chapter in _chapters(report) if not chapter.planned and not _PLANNED.search(chapter.rest)]
    if any(chapter.year in report.years for chapter in told):
        return
    for chapter in told:
        if chapter.section.role is not Role.PLAN or _DONE.search(chapter.rest):
            yield report.warn(
                chapter.span,
                Text(
                    f"报告的是{report.year}年，这个标题写的却是{chapter.year}年，可能沿用了旧稿",
                    f"the report is on {report.year}, but this heading says {chapter.year}; it may be left over from an earlier report",
                ),
                Text("核对标题中的年份并改正", "check the year in the heading and correct it"),
            )


def find_plans(report: Report) -> Iterator[Notice]:
    """Yield a warning for each chapter of plans that is not for the year after, by its heading or by its first sentence."""
    expected = {year + 1 for year in report.years}
    chapters = [chapter for chapter in _chapters(report) if chapter.planned]
    if _signed_early(report) or any(chapter.year in expected for chapter in chapters):
        return
    for chapter in chapters:
        yield _plan_notice(report, chapter.span, chapter.year)
    if not chapters:
        yield from _find_plan_opening(report, expected)


def _find_plan_opening(report: Report, expected: set[int]) -> Iterator[Notice]:
    """Yield a warning where the first sentence of the plan chapter begins with this year or one before: 2023年,全县将…"""
    planned = [sentence for sentence in report.document.sentences if (section := report.section_of(sentence)) and section.role is Role.PLAN]
    body = [sentence for sentence in planned if not sentence.heading]
    if not body or any(year in expected for sentence in planned for year in years_of(report.words(sentence.span))):
        return
    words = report.words(body[0].span)
    match = _PLAN_OPENING.match(words)
    if match and _PLANS.search(words) and not _LOOKS_BACK.search(words) and len(set(years_of(words))) == 1 and to_year(match["year"]) <= report.year:
        yield _plan_notice(report, first_clauses(body[0]), to_year(match["year"]))


def _plan_notice(report: Report, span: Span, year: int) -> Notice:
    return report.warn(
        span,
        Text(
            f"报告的是{report.year}年，下一年的打算应为{report.year + 1}年，这里写的是{year}年",
            f"the report is on {report.year}, so the plan should be for {report.year + 1}; this place says {year}",
        ),
        Text("核对工作打算的年份并改正", "check the year of the plan and correct it"),
    )


def _signed_early(report: Report) -> bool:
    """Whether the report was written while its year still ran on, so that this year's plan may lie ahead."""
    signed = signature_of(report.document)
    published = report.document.meta.published
    dates = [signed[1][:2]] if signed else []
    dates += [(int(published[:4]), int(published[5:7]))] if published else []
    return any(year == report.year and month < _LATE_IN_YEAR for year, month in dates)
