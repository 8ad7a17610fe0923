"""Laws and policies cited wrongly: every text of the proof gets its notice, or none; all texts are invented."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from duibiao import load_checklist
from duibiao.check import open_document
from duibiao.model import Instrument, Notice, Severity
from duibiao.notices.citation import find_citations
from duibiao.read import read_text

CHECKLIST = load_checklist("outline-2021-2025")
FOLDER = Path(__file__).parent.parent / "checklist"
SAMPLES = yaml.safe_load((FOLDER / "notices" / "citation.yaml").read_text("utf-8"))
LOOKALIKES = [sample if isinstance(sample, dict) else {"text": sample} for sample in SAMPLES["lookalikes"]]


def make_instrument(entry: Mapping[str, Any]) -> Instrument:
    """Return an instrument of the list of documents."""
    dates = {key: str(entry[key]) for key in ("issued", "in_force", "until") if key in entry}
    words = {key: entry[key] for key in ("title", "number", "replaced_by", "source") if key in entry}
    return Instrument(**words, **dates, aliases=tuple(entry.get("aliases", ())), revised=tuple(map(str, entry.get("revised", ()))))


INSTRUMENTS = tuple(make_instrument(entry) for entry in yaml.safe_load((FOLDER / "documents.yaml").read_text("utf-8"))["documents"])
LAW = Instrument("桥梁养护法", issued="2010-03-01", in_force="2010-06-01", revised=("2012-05-01", "2020-09-01"), source="公报")
PLAN = Instrument(
    "桥梁养护三年行动计划（2017—2019年）", number="国办发〔2017〕9号", issued="2017-02-01", until="2019-12-31", replaced_by="桥梁养护五年规划", source="公报"
)


def found(text: str, year: int | None = 2022, known: tuple[Instrument, ...] = (LAW, PLAN)) -> list[Notice]:
    """Return the notices of *text* as a report on *year*."""
    return list(find_citations(known, open_document(read_text(text), CHECKLIST, level=None, year=year)))


def found_in(sample: Mapping[str, Any]) -> list[Notice]:
    """Return the notices of a text of the proof."""
    document = open_document(read_text(sample["text"]), CHECKLIST, level=sample.get("level"), year=sample.get("year"))
    return list(find_citations(INSTRUMENTS, document))


@pytest.mark.parametrize("sample", SAMPLES["faults"], ids=lambda sample: sample["text"][:24])
def test_a_fault_is_found_where_it_stands(sample: Mapping[str, Any]) -> None:
    """A document cited wrongly brings one notice, whose quote touches the words concerned and whose other places are named."""
    [notice] = found_in(sample)
    at = sample["text"].index(sample["quote"])
    assert notice.quote is not None
    assert notice.quote.span.start < at + len(sample["quote"])
    assert at < notice.quote.span.end
    assert len(notice.quote.text) <= 100
    assert len(notice.also) == len(sample.get("also", ()))
    for other, words in zip(notice.also, sample.get("also", ()), strict=True):
        assert other.text in words or words in other.text
    for quote in (notice.quote, *notice.also):
        assert sample["text"][quote.span.start : quote.span.end] == quote.text


@pytest.mark.parametrize("sample", LOOKALIKES, ids=lambda sample: sample["text"][:24])
def test_what_only_looks_wrong_is_left_alone(sample: Mapping[str, Any]) -> None:
    """Right titles, local documents, short forms and what is told of the past bring no notice."""
    assert found_in(sample) == []


def test_every_listed_title_is_right() -> None:
    """No title or alias of the list is taken for a wrong form of another, with or without what may stand in front."""
    titles = [title for instrument in INSTRUMENTS for title in (instrument.title, *instrument.aliases)]
    text = "".join(f"学习《{front}{title}》。\n" for title in titles for front in ("", "中华人民共和国", "中共中央办公厅、国务院办公厅关于"))
    assert [notice.message.zh for notice in found(text, None, INSTRUMENTS)] == []


def test_the_message_names_both_titles() -> None:
    """What is written and what is right stand in the message, what it rests on in the basis; a title that is none is an error."""
    [notice] = found("落实《桥梁养护三年行动计划（2018—2019年）》。")
    assert notice.severity is Severity.ERROR
    assert notice.message.zh == "文中写《桥梁养护三年行动计划（2018—2019年）》，应为《桥梁养护三年行动计划（2017—2019年）》"
    assert notice.basis == "《桥梁养护三年行动计划（2017—2019年）》（国办发〔2017〕9号）"


def test_one_notice_for_one_wrong_title() -> None:
    """The same wrong title in three places is one notice with two further places."""
    [notice] = found("学习《桥梁桥梁养护法》。\n宣传《桥梁桥梁养护法》。\n检查《桥梁桥梁养护法》执行情况。")
    assert len(notice.also) == 2


@pytest.mark.parametrize(("year", "notices"), [(2009, 1), (2010, 0), (2015, 0), (None, 0)])
def test_work_with_a_law_that_was_not_yet_passed(year: int | None, notices: int) -> None:
    """A report on a year before the law was passed cannot have carried it out; without a year nothing is said."""
    assert len(found("全面执行《桥梁养护法》，办理案件12件。", year)) == notices


@pytest.mark.parametrize(("year", "notices"), [(2008, 1), (2009, 0)])
def test_plans_look_one_year_ahead(year: int, notices: int) -> None:
    """A plan may speak of a law of the next year, but not of one of the year after."""
    assert len(found("一、主要工作\n组织培训2期。\n二、下一步工作打算\n全面执行《桥梁养护法》。", year)) == notices


@pytest.mark.parametrize(("year", "work", "plan"), [(2017, 0, 0), (2018, 0, 0), (2019, 0, 1), (2020, 1, 1)])
def test_what_has_ended_is_carried_out_no_more(year: int, work: int, plan: int) -> None:
    """A plan is carried out up to its last year; in a plan section the next year counts."""
    words = "深入实施《桥梁养护三年行动计划（2017—2019年）》，巡查桥梁40座。"
    assert len(found(f"一、主要工作\n{words}", year)) == work
    assert len(found(f"一、主要工作\n组织培训2期。\n二、下一步工作打算\n{words}", year)) == plan


@pytest.mark.parametrize(("year", "notices"), [(2011, 0), (2015, 0), (2016, 1), (2018, 1), (2019, 0), (2023, 0), (2024, 1)])
def test_newly_revised_is_new_for_some_years(year: int, notices: int) -> None:
    """A law is called newly revised from the year before the revision takes force to three years after."""
    assert len(found("组织学习新修订的《桥梁养护法》2次。", year)) == notices


@pytest.mark.parametrize(
    ("behind", "notices"),
    [
        ("（国办发〔2017〕9号）", 0),
        ("(国办发[2017]09号)", 0),
        ("（溪政办发〔2018〕3号）", 0),
        ("（国发〔2017〕9号）", 1),
        ("（国办发〔2018〕9号）", 1),
        ("（国办发〔", 0),
    ],
)
def test_the_number_behind_a_title(behind: str, notices: int) -> None:
    """Brackets of any style are right, a local number is that of a letter passing it on; another central number is wrong."""
    assert len(found(f"落实《桥梁养护三年行动计划（2017—2019年）》{behind}要求。", 2018)) == notices


@pytest.mark.parametrize(
    "text",
    [
        "《" * 4000,
        "》" * 4000,
        "《" * 2000 + "桥梁养护法" + "》" * 2000,
        "《桥梁养护法，" * 2000,
        "《桥梁养护法》（20" * 1000,
        "《桥梁养护法》（国办发〔2017" * 1000,
        "《关于印发" * 500 + "〈桥梁养护法〉" + "的通知》" * 500,
        "桥梁养护纲要（2017—" * 1000,
        "《" + "国务院办公厅" * 3000 + "》",
        "新修订的" * 2000 + "《桥梁养护法》",
        "开展七五" * 2000,
        "《（）》《》《 》《\n》",
    ],
    ids=range(12),
)
def test_hostile_text_brings_no_notice_and_no_error(text: str) -> None:
    """Brackets without end, within each other or without words are passed over."""
    assert found(f"县政府工作报告。\n{text}", 2011) == []
