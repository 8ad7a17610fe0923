"""Whether a report came out before 1 April of the year after the one it reports on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duibiao.model import Document, Level, Notice, Severity, Span, Text
from duibiao.notices.place import quote_at
from duibiao.notices.year import signature_of, years_of

BASIS = "《法治政府建设与责任落实督察工作规定》第二十四条"
#: the first year whose report fell under the rule, which is in force since 15 April 2019
_FIRST_YEAR = 2019
_LAST_DAY = (3, 31)

#: the title of a report: 2023年度法治政府建设情况报告, 2023年工作总结及2024年工作计划
_REPORT = re.compile(
    r"(?:报告|总结|汇报|年报|综述|情况)(?:[（(][^（）()]{0,12}[）)]|(?:以?及|和|与|暨|、).{0,20}(?:计划|打算|安排|思路|要点))?$"
)
#: reports on more or less than a year, or on something else: 上半年, 2021—2025年, 三年行动, 专项督察
_NOT_ANNUAL = re.compile(
    r"半年|季度|\d月|阶段|中期|近年|(?<![〇○零Oo0一二])[三五]年|20\d\d年?[-—–~至]{1,2}20\d\d|政府工作报告|信息公开|自查|自评|督察|整改|述法|述职|专项"
    r"|要点.{0,4}(?:落实|完成|执行)|调研|解读"
)
#: who the rule does not name: street offices and other outposts, zones, party committees, offices of the central state, other units
_NOT_NAMED = re.compile(
    r"街道|办事处|管理委员会|管委会|开发区|高新区|园区|示范区|行政公署|公所|分局|派出所|司法所|[大支总]队|中心|学校|学院|医院|公司|集团|协会"
    r"|税务|海关|海事|人民银行|金融监督|气象|邮政|烟草|调查队|法院|检察院|人大|政协|党工?委|党组|[省市县区旗州镇乡]委$"
)
#: 梧桐街道…报告, 中共…县委…报告
_NOT_NAMED_IN_TITLE = re.compile(r"街道|办事处|^中共(?!.*政府)")
#: 2024-05-06 2024年5月6日 2024/5/6
_DATE = re.compile(r"(?P<year>20[1-4]\d)[年./-](?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?")


def find_deadline(document: Document) -> Iterator[Notice]:
    """Yield a hint where the date of the page, else of the signature, is past the day by which a report should be public."""
    meta = document.meta
    if meta.year is None or meta.year < _FIRST_YEAR or not _is_due(document):
        return
    dated = _page_date(document) or signature_of(document)
    if dated is None:
        return
    span, (year, month, day) = dated
    if year != meta.year + 1 or (month, day) <= _LAST_DAY:  # years later, a page has been moved rather than a report put off
        return
    signed = signature_of(document)
    in_time = signed is not None and signed[0] != span and (meta.year, 0) < signed[1][:2] and signed[1] <= (meta.year + 1, *_LAST_DAY)
    where = Text("页面", "page") if meta.published else Text("落款", "signature")
    yield Notice(
        "deadline",
        Severity.HINT,
        Text(
            f"{where.zh}日期为{year}年{month}月{day}日，已过{year}年3月31日；按规定，年度报告应当在每年4月1日之前向社会公开",
            f"the {where.en} is dated {year}-{month:02}-{day:02}; an annual report should be public before 1 April",
        ),
        _advice(page=meta.published is not None, in_time=in_time),
        quote_at(document, span),
        (quote_at(document, signed[0]),) if in_time and signed else (),
        basis=BASIS,
    )


def _advice(*, page: bool, in_time: bool) -> Text:
    """What to make sure of; the date of a page may be that of a later upload."""
    if not page:
        return Text(
            "核实首次公开的日期；如已按时公开，核对落款日期",
            "make sure when the report was first made public; if that was in time, check the date of the signature",
        )
    signed = "落款日期在期限之内，" if in_time else ""
    return Text(
        f"{signed}页面日期可能是后来上传的日期，请核实首次公开的日期；如已按时公开，不必改动",
        "the page may have been uploaded again later: make sure when the report was first made public; if that was in time, nothing need change",
    )


def _is_due(document: Document) -> bool:
    """Whether the text is the annual report of one whom the rule names."""
    meta = document.meta
    title = "".join((meta.title or "").split())
    if not _REPORT.search(title) or _NOT_ANNUAL.search(title) or not _tells_year(title, document):
        return False
    issuer = "".join((meta.issuer or "").split())
    if _NOT_NAMED.search(issuer) or _NOT_NAMED_IN_TITLE.search(title):
        return False
    return bool(issuer) or meta.level not in (None, Level.TOWNSHIP)


def _tells_year(title: str, document: Document) -> bool:
    """Whether the title, or where it names no year the text, tells the year that is taken for the one reported on."""
    return document.meta.year in (years_of(title) or years_of(document.normal.text))


def _page_date(document: Document) -> tuple[Span, tuple[int, int, int]] | None:
    """Return where the date that the page gives stands in the normalised text, and the date."""
    if document.meta.published is None:
        return None
    year, month, day = map(int, document.meta.published.split("-"))
    for match in _DATE.finditer(document.normal.text):
        span = Span(*match.span())
        told = (int(match["year"]), int(match["month"]), int(match["day"]))
        if told == (year, month, day) and any(noise.holds(document.normal.origin(span)) for noise in document.noise):
            return span, told
    return None
