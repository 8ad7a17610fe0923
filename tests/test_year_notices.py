"""Notices of words from another year and of reports that came out late; all texts are invented."""

from __future__ import annotations

import pytest

from duibiao import load_checklist
from duibiao.check import open_document
from duibiao.model import Document, Notice, Severity
from duibiao.notices.deadline import find_deadline
from duibiao.notices.year import find_years, signature_of
from duibiao.read import read_text

CHECKLIST = load_checklist("outline-2021-2025")
TITLE = "柳溪县人民政府关于2023年度法治政府建设情况的报告\n"
OPENING = "2023年，柳溪县坚持依法行政，现将有关情况报告如下：\n"
WORK = "一、主要工作\n县政府常务会议学法8次。\n"
PLAN = "二、2024年工作打算\n2024年，全县将规范执法行为。\n"


def opened(text: str, **told: object) -> Document:
    """Return the document of *text*."""
    return open_document(read_text(text), CHECKLIST, **told)  # type: ignore[arg-type]


def years(text: str, **told: object) -> list[Notice]:
    """Return the notices of another year in *text*."""
    return list(find_years(opened(text, **told)))


def quotes(notices: list[Notice]) -> list[str]:
    """Return the quote of each notice."""
    return [notice.quote.text for notice in notices if notice.quote is not None]


def late(text: str, **told: object) -> list[Notice]:
    """Return the notices of a late report in *text*."""
    return list(find_deadline(opened(text, **told)))


# ---- the year


def test_a_report_that_speaks_of_its_own_year_has_no_notice() -> None:
    """A report whose title, opening, headings, plan and signature fit together brings nothing."""
    assert years(TITLE + OPENING + WORK + PLAN + "柳溪县人民政府\n2024年2月28日\n") == []


def test_a_title_against_its_opening_is_one_warning_that_shows_both() -> None:
    """Where title and opening differ, the notice quotes the opening and shows the title; what fits either year is left alone."""
    text = TITLE + "2024年，全县推进依法行政。现将2024年度情况报告如下：\n" + WORK + "二、2025年工作打算\n推进执法监督。\n"
    [notice] = years(text)
    assert notice.severity is Severity.WARNING
    assert notice.quote is not None
    assert "2024年度情况报告如下" in notice.quote.text
    assert [quote.text for quote in notice.also] == [TITLE.strip()]
    assert "2023" in notice.message.zh
    assert "2024" in notice.message.zh


def test_a_work_chapter_of_another_year_is_quoted_by_its_heading() -> None:
    """The heading 一、2022年主要工作 in a report on 2023 is a leftover, and the notice says under which section it stands."""
    [notice] = years(TITLE + OPENING + WORK.replace("主要工作", "2022年主要工作") + PLAN)
    assert notice.quote is not None
    assert notice.quote.text == "一、2022年主要工作"
    assert notice.section == "2022年主要工作"


@pytest.mark.parametrize("year", [2021, 2023, 2026])
def test_a_plan_chapter_is_for_the_year_after(year: int) -> None:
    """A chapter of plans for any year but the next is a leftover or a slip."""
    assert quotes(years(TITLE + OPENING + WORK + f"二、{year}年工作打算\n继续推进。\n")) == [f"二、{year}年工作打算"]


@pytest.mark.parametrize("heading", ["二、2024年工作打算", "二、2024—2025年工作打算", "二、“十四五”后期工作打算", "二、下一步工作打算"])
def test_a_plan_for_the_next_year_or_for_several_is_right(heading: str) -> None:
    """A plan for the next year, for several years or for no year is no fault."""
    assert years(TITLE + OPENING + WORK + heading + "\n到2025年，建成法治政府示范县。\n") == []


def test_leftover_sentences_of_one_year_are_one_notice() -> None:
    """Several sentences that give the same other year as the time of the work are shown together."""
    text = TITLE + OPENING + "一、化解争议\n畅通渠道。2022年，全县共办理行政复议案件45件，审结42件。\n二、普法\n2022年，全县开展普法活动310场次。\n"
    [notice] = years(text)
    assert notice.quote is not None
    assert notice.quote.text == "2022年，全县共办理行政复议案件45件"
    assert [quote.text for quote in notice.also] == ["2022年，全县开展普法活动310场次"]


@pytest.mark.parametrize("after", ["今年共办理61件。", "2023年共办理61件。", "同比下降3.1%。"])
def test_a_comparison_explains_another_year(after: str) -> None:
    """A sentence about the year before is no leftover where the next one sets this year beside it."""
    work = "一、主要工作\n2022年，全县共办理行政复议案件45件。"
    assert years(TITLE + OPENING + work + after + "\n") == []
    assert len(years(TITLE + OPENING + work + "审理程序更加规范。\n")) == 1


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("2月30日召开会议。", "2月30日"),
        ("6月15日至31日开展检查。", "6月15日至31日"),
        ("2023年2月29日印发要点。", "2023年2月29日"),
        ("2023年13月完成清理。", "2023年13月"),
        ("截至13月底全部办结。", "13月"),
    ],
)
def test_a_date_that_no_calendar_has(words: str, quote: str) -> None:
    """A day or month that does not exist is quoted."""
    assert quotes(years(TITLE + OPENING + "一、主要工作\n" + words)) == [quote]


@pytest.mark.parametrize("words", ["2月29日召开会议。", "历时13个月完成。", "8月31日办结。", "印发《2月30日方案》。"])
def test_a_date_that_may_be_right(words: str) -> None:
    """A leap day without a year, a length in months, and what stands in a title are no fault."""
    assert years(TITLE + OPENING + "一、主要工作\n" + words) == []


def test_an_act_after_the_signature() -> None:
    """An act of the report dated after the report was signed is shown beside the signature; what takes effect later is not."""
    act = "一、主要工作\n2024年3月18日，县政府召开工作会议。新标准自2024年4月1日起施行。\n"
    [notice] = years(TITLE + OPENING + act + "柳溪县人民政府\n2024年2月28日\n")
    assert notice.quote is not None
    assert notice.quote.text == "2024年3月18日"
    assert [quote.text for quote in notice.also] == ["2024年2月28日"]


def test_a_signature_before_the_year_is_over() -> None:
    """A report on 2023 signed in January 2023 has the old year in its signature; one signed in December is usual."""
    assert quotes(years(TITLE + OPENING + WORK + "2023年1月16日\n")) == ["2023年1月16日"]
    assert years(TITLE + OPENING + WORK + "2023年12月26日\n") == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("2023年是“十三五”收官之年。", True),
        ("2020年是“十三五”收官之年，2021年是“十四五”开局之年。", False),
        ("今年是“八五”普法启动之年。", True),
        ("2025年是“十四五”规划收官之年。", False),
        ("2023年是《法治政府建设实施纲要（2021—2025年）》收官之年。", True),
        ("今年是新中国成立74周年。", False),
        ("今年是新中国成立75周年。", True),
    ],
)
def test_first_and_last_years_of_periods(words: str, *, wrong: bool) -> None:
    """The first or last year of a five-year period, and an anniversary, must be the year that is spoken of."""
    assert bool(years(TITLE + OPENING + "一、主要工作\n" + words)) is wrong


def test_without_a_year_nothing_is_said() -> None:
    """A text that tells no year is not judged."""
    assert years("一、主要工作\n2月30日召开会议。\n") == []


def test_a_year_that_only_a_date_line_tells_is_not_held_against_the_headings() -> None:
    """Where the year was taken from a date under the title, headings of the year before are no fault."""
    assert years("横山县法治政府建设情况报告\n（2024年1月15日）\n2023年，横山县推进法治建设。\n一、2023年主要工作\n学法8次。\n" + PLAN) == []


def test_many_impossible_dates_do_not_flood_the_report() -> None:
    """Of a hostile text's thousands of impossible dates the first twenty are shown."""
    assert len(years(TITLE + OPENING + "一、主要工作\n" + "2023年13月开会。" * 3000)) == 20


@pytest.mark.parametrize(
    ("line", "date"),
    [("2024年2月28日", (2024, 2, 28)), ("二〇二四年十二月二十八日", (2024, 12, 28)), ("二〇二四年三月十日", (2024, 3, 10)), ("2024年2月31日", None)],
)
def test_the_signature_is_the_last_line_that_is_a_date(line: str, date: tuple[int, int, int] | None) -> None:
    """A signature in digits or in Chinese numerals is read; one that no calendar has is none."""
    signed = signature_of(opened(TITLE + OPENING + WORK + line))
    assert (None if signed is None else signed[1]) == date


def test_a_year_that_is_only_the_beginning_of_several_is_not_held_against_the_plan() -> None:
    """A report on the work since 2020 that names no year of its own may plan for any year."""
    text = "横山县法治政府建设情况报告\n2020年以来，横山县推进法治建设。\n一、主要工作\n今年是“十四五”收官之年。\n二、2026年工作打算\n推进执法监督。\n"
    assert years(text) == []
    assert len(years(text.replace("2020年以来", "2020年"))) == 2


# ---- the deadline


def page(date: str, *, title: str = TITLE, signature: str = "") -> str:
    """Return a report as it stands on a page that gives *date*."""
    return f"{title}发布时间：{date} 来源：柳溪县人民政府\n{OPENING}{WORK}{signature}"


@pytest.mark.parametrize(("date", "count"), [("2024-03-31", 0), ("2024-04-01", 1), ("2024-12-30", 1), ("2023-12-25", 0), ("2026-05-06", 0)])
def test_a_page_dated_after_march_is_a_hint(date: str, count: int) -> None:
    """From 1 April of the next year to its end the page's date brings a hint; before it none, and years later neither."""
    notices = late(page(date))
    assert quotes(notices) == [date] * count
    assert all(notice.severity is Severity.HINT and notice.basis for notice in notices)


def test_a_signature_in_time_is_shown_beside_a_late_page() -> None:
    """Where the signature is in time, the hint shows it and says that the page may have been put up again."""
    [notice] = late(page("2024-05-06", signature="柳溪县人民政府\n2024年2月28日\n"))
    assert [quote.text for quote in notice.also] == ["2024年2月28日"]
    assert "后来上传" in notice.advice.zh


def test_a_late_signature_counts_where_no_page_gives_a_date() -> None:
    """Without a page around it, a report signed after March brings the hint."""
    assert quotes(late(TITLE + OPENING + WORK + "柳溪县人民政府\n2024年4月22日\n")) == ["2024年4月22日"]


@pytest.mark.parametrize(
    "title",
    [
        "梧桐街道办事处2023年度法治政府建设情况报告\n",
        "柳溪经济开发区管委会2023年度法治政府建设情况报告\n",
        "国家税务总局柳溪县税务局2023年度法治政府建设情况报告\n",
        "柳溪县2023年上半年法治政府建设情况报告\n",
        "柳溪县2023年法治政府建设工作要点\n",
    ],
)
def test_whom_the_rule_does_not_name_is_not_reminded(title: str) -> None:
    """Street offices, zones, offices of the central state and other papers bring no hint."""
    assert late(page("2024-05-06", title=title)) == []
    assert late(page("2024-05-06")) != []
