"""Sentences of work that give another year as the time of this year's work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duibiao.model import Notice, Role, Section, Sentence, Span, Text
from duibiao.notices.year.days import YEAR, to_year, years_of
from duibiao.notices.year.report import Report

#: 一是 第一, (一) 1.
_OPENER = r"(?:[一二三四五六七八九十]是|第[一二三四五六七八九十],|\([一二三四五六七八九十]\)|\d{1,2}[.、])?"
#: 2022年,全县… 2022年度,… 2022年1至11月,… 截至2022年11月底,…
_STALE = re.compile(
    rf"^{_OPENER}(?:(?P<year>{YEAR})度?(?=,|全[省市县区旗镇乡局街年]|[我本]|各[级乡镇部单]|共|累计)"
    r"|(?P<months>20[1-4]\d年)1月?份?[-—–~至到]{1,2}1[0-2]月份?底?(?=,|全|我|共)"
    r"|截至(?P<until>20[1-4]\d年)1[0-2]月(?:底|末|\d{1,2}日)(?=,|全|我|共))"
)
#: a sentence that begins with a year, whatever follows
_YEAR_FIRST = re.compile(rf"^{_OPENER}(?:截至)?(?P<year>{YEAR})")
#: work that recurs every year, counted: 共办理行政复议案件45件
_COUNTED = re.compile(
    r"(?:办理|受理|收到|审结|办结|审核|审查|开展|组织|举办|举行|召开|化解|调解|调处|培训|公开|发放|解答|检查|查处|立案|接待|新增|出庭|应诉|报备|备案|学法|研究)"
    r"[^,;。]{0,24}?\d[\d,.]*余?(?:万|千)?余?(?:件|次|场|份|人|起|条|期|宗|个|项|名|卷|家)"
)
#: what explains another year: a comparison, a history, a baseline, an event that lasts
_EXPLAINED = re.compile(
    r"同比|环比|相比|同期|对比|[较比][^,。]{0,6}[年期]|增长|下降|上升|增加|以来|自20|[年月日]起|至今|连续|累计已|历[年史时次]|被[评授列确命认]|获|命名|授予|荣|称号|创建"
    r"|上一?年|去年|前年|此前|曾|成立|设立|建成|施行|实施|修订|试点|改革|审计|考核|测评|排名|评估|反馈|整改|结转|遗留|积压|存量|规划|届|期间|[年月日之以]后|[年月日之以目]前"
    r"|分别|当时|当年|基线|基数|首次|启动|回头看|跟踪|整治前|评查|评选|评议|述法|抽取|复查|复核|预算|决算|招录|换届"
)
#: what a neighbour says that turns the year into the other side of a comparison
_COMPARED = re.compile(r"今年|本年|同比|同期|相比|目前|此后|随后|次年|至今|以来|对此|去年|上年")
#: a part of the report that looks back: 历年情况 五年工作回顾
_LOOKING_BACK = re.compile(r"历年|五年|三年|背景|历程|沿革|整改|反馈|以来|上年|去年|往年")
#: a next year that is not done yet: 2024年,将… 计划…
_FUTURE = re.compile(r"将|计划|拟|力争|打算|要|争取|预计|继续|目标|持续")
_NOW = re.compile(r"今年|本年")


def find_stale(report: Report) -> Iterator[Notice]:
    """Yield one warning for each other year that sentences of work give as the time of this year's work."""
    found: dict[int, list[Span]] = {}
    body = [sentence for sentence in report.document.sentences if not sentence.heading]
    openings = _opening_years(report, body)
    for before, sentence, after in zip([None, *body], body, [*body[1:], None], strict=False):
        year = _stale_year(report, sentence)
        if year is None or openings.get(sentence.section, set()) - {year}:
            continue
        if not any(neighbour and _gives_context(report, sentence, neighbour, year) for neighbour in (before, after)):
            found.setdefault(year, []).append(Span(sentence.span.start, _counted_end(report, sentence)))
    for year, spans in found.items():
        yield report.warn(
            spans[0],
            Text(
                f"报告的是{report.year}年，工作部分这里写的却是{year}年的情况，文中没有说明缘由，可能沿用了旧稿",
                f"the report is on {report.year}, but this sentence gives the work of {year} and does not say why; it may be left over",
            ),
            Text("核对年份和数字；如为对比，写明与哪一年相比", "check the year and the figures; if this is a comparison, say with which year"),
            spans[1:],
        )


def _opening_years(report: Report, body: Sequence[Sentence]) -> dict[int | None, set[int]]:
    """The years with which sentences of a section begin."""
    openings: dict[int | None, set[int]] = {}
    for sentence in body:
        if match := _YEAR_FIRST.match(report.words(sentence.span)):
            openings.setdefault(sentence.section, set()).add(to_year(match["year"]))
    return openings


def _stale_year(report: Report, sentence: Sentence) -> int | None:
    section = report.section_of(sentence)
    roles = {section.role} if section else {clause.role for clause in sentence.clauses}
    if roles - {Role.WORK}:
        return None
    words = report.words(sentence.span)
    match = _STALE.match(words)
    if match is None or not _COUNTED.search(words) or _EXPLAINED.search(words, match.end()):
        return None
    year = to_year(match["year"] or match["months"] or match["until"])
    if year in report.years or not report.year - 2 <= year <= report.year + 1 or (year > report.year and _FUTURE.search(words)):
        return None
    if set(years_of(words)) - {year} or _NOW.search(words) or _looks_back(report, section, year):
        return None
    return year


def _looks_back(report: Report, section: Section | None, year: int) -> bool:
    """Whether a heading above says that its part is about earlier years, or about that year itself."""
    while section is not None:
        if _LOOKING_BACK.search(section.words) or year in years_of(section.words):
            return True
        section = None if section.parent is None else report.document.sections[section.parent]
    return False


def _gives_context(report: Report, sentence: Sentence, neighbour: Sentence, year: int) -> bool:
    words = report.words(neighbour.span)
    return neighbour.section == sentence.section and (bool(_COMPARED.search(words)) or bool(set(years_of(words)) - {year}))


def _counted_end(report: Report, sentence: Sentence) -> int:
    """Where the clause with the first count ends."""
    match = _COUNTED.search(report.plain, sentence.span.start, sentence.span.end)
    end = match.end() if match else sentence.span.end
    return next((clause.span.end for clause in sentence.clauses if clause.span.end >= end), end)
