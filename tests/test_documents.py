"""What is said before a score: what was taken for granted, what could not be read, and what the text seems to be instead."""

from __future__ import annotations

import re
from typing import Any

import pytest

from command import CHINESE, ROOT, SAMPLES, SEEDS, Outcome, call, check_as_json
from duibiao import check_text

#: What is no such report, and what it is said to look like.
OTHERS = {
    "circular": ("通知、意见一类公文", "a notice or circular"),
    "implementation-plan": ("工作计划、要点或方案", "a work plan"),
    "news": ("只讲个别事项的材料", "a text about single matters"),
    "openness-report": ("政府信息公开工作年度报告", "an annual report on government information openness"),
    "questions": ("政策解读", "an interpretation of a policy"),
    "regulation": ("规章制度", "a regulation"),
    "safety-report": ("其他工作的报告", "a report on other work"),
    "speech": ("讲话稿", "a speech"),
    "work-points": ("工作计划、要点或方案", "a work plan"),
    "work-report": ("政府工作报告", "a government work report"),
}
FOLDER = "tests/labelled/offtype"
ODD = ("odd-2016", "odd-headline", "odd-plain", "odd-untitled")
FRESH = tuple(sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests/labelled/fresh").glob("*.txt")))
REPORTS = (*(f"{FOLDER}/{name}.txt" for name in ODD), *SEEDS, *SAMPLES, *FRESH)
BODY = "一、主要工作\n聘请3家律师事务所担任政府法律顾问。\n"
TITLE = "溪城县人民政府2023年法治政府建设年度报告\n"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    """Nothing outside a test changes language or width, and relative names start in the repository."""
    for name in ("DUIBIAO_LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)


def notices_of(result: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [notice for notice in result["notices"] if notice["kind"] == kind]


def first_lines(outcome: Outcome, label: str) -> str:
    """What a card says above its score, without spaces and line breaks."""
    head, score, _ = outcome.out.partition(f"\n{label} ")
    assert score, "a card shows a score"
    return re.sub(r"\s", "", head)


def squeeze(words: str) -> str:
    return re.sub(r"\s", "", words)


# ---- other documents


def test_the_texts_are_all_there():
    """Ten texts of other kinds and four odd reports, each as long as such texts are."""
    texts = {path.stem: len(path.read_text("utf-8")) for path in (ROOT / FOLDER).glob("*.txt")}

    assert sorted(texts) == sorted([*OTHERS, *ODD])
    assert {name: length for name, length in texts.items() if not 800 <= length <= 2500} == {}


@pytest.mark.parametrize("name", OTHERS)
def test_another_document_is_told(name):
    """A text of another kind brings one warning that names the kind and asks whether it is the right file."""
    [notice] = notices_of(check_as_json(f"{FOLDER}/{name}.txt"), "document")

    assert OTHERS[name][0] in notice["message"]
    assert notice["severity"] == "warning"
    assert "选错了文件" in notice["advice"]


@pytest.mark.parametrize("name", OTHERS)
def test_another_document_is_judged_all_the_same(name):
    """Such a text still has a verdict on every element, and a score."""
    result = check_as_json(f"{FOLDER}/{name}.txt")

    assert len({element["id"] for element in result["elements"]}) == 71
    assert 0 <= result["score"]["value"] < 50
    assert result["score"]["possible"] > 0


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize(("lang", "label"), [("zh", "得分"), ("en", "score")])
def test_the_card_of_another_document_says_so_first(capsys, name, lang, label):
    """The kind stands above the score, in both languages."""
    head = first_lines(call(capsys, "check", "--lang", lang, f"{FOLDER}/{name}.txt"), label)

    assert squeeze(OTHERS[name][lang == "en"]) in head
    assert ("选错了文件" if lang == "zh" else "thisistherightfile") in head


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_not_taken_for_another_document(report):
    """Reports of every make, odd ones too, bring no such notice."""
    assert notices_of(check_as_json(report), "document") == []


@pytest.mark.parametrize("name", ODD)
def test_an_odd_report_is_judged_as_the_report_it_is(name):
    """A report that looks odd is covered in most of what it is asked."""
    assert check_as_json(f"{FOLDER}/{name}.txt")["score"]["value"] > 60


@pytest.mark.parametrize(
    "title",
    [
        "溪城县2023年法治政府建设工作总结及2024年工作计划",
        "溪城县2023年法治政府建设情况和2024年工作安排",
        "溪城县司法局2023年依法行政工作情况汇报（报送稿）",
        "溪城县人民政府关于2023年度法治\n政府建设情况的报告",
    ],
)
def test_the_title_of_a_report_may_say_more(title):
    """A title that also names a plan, a version, or breaks over two lines is that of a report, and its work is work."""
    card = check_text(f"{title}\n{BODY}", year=2023)
    [appointment] = [item for item in card.elements if item.verdict.element.id == "adviser.appointment"]

    assert [notice for notice in card.notices if notice.kind == "document"] == []
    assert appointment.verdict.status == "covered"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("溪城县2024年法治政府建设工作要点", "工作计划"),
        ("溪城县法治政府建设实施方案（试行）", "工作计划"),
        ("关于印发《溪城县法治政府建设实施方案》的通知", "工作计划"),
        ("溪城县司法局关于法治政府建设督察情况的通报", "通知"),
        ("在全县法治政府建设推进会上的讲话", "讲话稿"),
        ("溪城县政府法律顾问管理办法（试行）", "规章制度"),
        ("关于溪城县2023年预算执行情况和2024年预算草案的报告", "其他工作"),
        ("溪城县司法局2023年政府信息公开工作年度报告", "政府信息公开"),
        ("溪城县法治简讯", "个别事项"),
    ],
)
def test_the_title_tells_the_kind(head, kind):
    """The title alone tells what a text is; the frame of a web page above it does not matter."""
    for frame in ("", "首页 > 政务公开 > 法治政府建设\n来源:县政府办 发布时间:2024-01-02\n"):
        messages = [notice.message.zh for notice in check_text(f"{frame}{head}\n{BODY}").notices if notice.kind == "document"]
        assert [kind in message for message in messages] == [True], (frame, messages)


def test_a_heading_inside_a_report_is_not_its_title():
    """A short report without a title is not a plan because one of its headings announces one."""
    text = "2023年,溪城县推进依法行政。\n" + BODY + "二、下一步工作安排\n开展执法人员培训。\n"
    [message] = [notice.message.zh for notice in check_text(text).notices if notice.kind == "document"]

    assert "个别事项" in message


# ---- what was taken for granted

TAKEN = {
    "unknown level": ("关于2023年法治政府建设情况的报告\n", "层级未识别", "level is unknown", "--level"),
    "unknown year": ("溪城县人民政府关于法治政府建设情况的报告\n", "年度未识别", "year is unknown", "--year"),
    "after 2025": ("溪城县人民政府2026年法治政府建设年度报告\n", "2026年度的这份仍按它核对", "this one on 2026", "--profile"),
    "before 2016": ("溪城县人民政府2015年依法行政工作报告\n", "2015年度的这份仍按它核对", "this one on 2015", "--profile"),
    "development zone": ("溪城经济技术开发区管理委员会2023年法治政府建设年度报告\n", "开发区", "development zone", "--level"),
}


@pytest.mark.parametrize("case", TAKEN)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_taken_for_granted_is_told(capsys, tmp_path, case, lang):
    """In JSON a hint says what was unknown or outside, how it was checked, and by which option to set it."""
    title, zh, en, option = TAKEN[case]
    path = tmp_path / "report.txt"
    path.write_text(title + BODY, "utf-8")
    [result] = call(capsys, "check", "--format", "jsonl", "--lang", lang, path).results
    [notice] = notices_of(result, "profile")

    assert (zh if lang == "zh" else en) in notice["message"]
    assert option in notice["advice"]
    assert notice["severity"] == "hint"
    if lang == "en":
        assert not CHINESE.search(notice["message"] + notice["advice"])


@pytest.mark.parametrize("case", TAKEN)
@pytest.mark.parametrize(("lang", "label"), [("zh", "得分"), ("en", "score")])
def test_what_was_taken_for_granted_stands_above_the_score(capsys, tmp_path, case, lang, label):
    """The first lines of a card say the same, with the option."""
    title, zh, en, option = TAKEN[case]
    path = tmp_path / "report.txt"
    path.write_text(title + BODY, "utf-8")
    head = first_lines(call(capsys, "check", "--lang", lang, path), label)

    assert squeeze(zh if lang == "zh" else en) in head
    assert option in head


@pytest.mark.parametrize(
    ("case", "options"),
    [("unknown level", ["--level", "county"]), ("unknown year", ["--year", 2023]), ("development zone", ["--level", "township"])],
)
def test_the_option_settles_it(capsys, tmp_path, case, options):
    """With the option that the notice names, the notice is gone."""
    path = tmp_path / "report.txt"
    path.write_text(TAKEN[case][0] + BODY, "utf-8")

    assert notices_of(call(capsys, "check", "--format", "jsonl", *options, path).results[0], "profile") == []


@pytest.mark.parametrize("year", [2016, 2020, 2021, 2025])
def test_nothing_is_told_where_all_is_known(year):
    """A county's report on a year of the Outlines brings no notice at all."""
    assert check_text(TITLE.replace("2023", str(year)) + BODY).notices == ()


# ---- what could not be read


@pytest.mark.parametrize(("lang", "label"), [("zh", "得分"), ("en", "score")])
def test_replaced_characters_are_told(capsys, tmp_path, lang, label):
    """Bytes that no encoding explains are counted in a warning, in JSON and above the score."""
    path = tmp_path / "report.txt"
    path.write_bytes((TITLE + BODY * 20).encode() + b"\xff" + "执法人员".encode())
    [result] = call(capsys, "check", "--format", "jsonl", "--lang", lang, path).results
    [notice] = notices_of(result, "reading")
    head = first_lines(call(capsys, "check", "--lang", lang, path), label)

    assert result["reading"]["replaced"] == 1
    assert notice["severity"] == "warning"
    assert "1" in notice["message"]
    assert "UTF-8" in notice["advice"]
    assert squeeze(notice["message"]) in head


def test_a_sound_file_brings_no_notice_of_reading():
    """Where every byte was read, nothing is said of reading."""
    assert [notices_of(check_as_json(seed), "reading") for seed in SEEDS] == [[]] * len(SEEDS)
