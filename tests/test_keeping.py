"""What helps the checklist keeper: mining a folder for unknown wordings, and the impact of a change."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from command import ROOT, call

CHECKLIST = ROOT / "checklist"

REPORT = """{name}人民政府2023年度法治政府建设工作报告

一、主要工作
县政府聘请法律顾问{count}名，法律顾问联席会商重大事项{count}次。
全年召开法律顾问联席会商会议{count}次，研究疑难事项。
法律顾问联席会商机制运行顺畅，出具意见{count}份。
推行联席会商，请外聘专业人士会商疑难事项{count}件。
"""


@pytest.fixture
def folder(tmp_path):
    """A folder of four reports that share a wording."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, name in enumerate(["东山县", "西山县", "南山县", "北山县"], 2):
        (reports / f"{number}.txt").write_text(REPORT.format(name=name, count=number), "utf-8")
    return reports


def changed_checklist(tmp_path, pattern, replacement):
    """Return a copy of the checklist folder in which one pattern of the adviser group is replaced."""
    copy = tmp_path / "changed"
    shutil.copytree(CHECKLIST, copy)
    path = copy / "elements" / "adviser.yaml"
    text = path.read_text("utf-8")
    assert re.search(pattern, text)
    path.write_text(re.sub(pattern, replacement, text, count=1), "utf-8")
    return copy


def test_mining_lists_the_words_beside_an_element_that_no_rule_knows(capsys, folder):
    """A word that stands beside an element in every report, and in no rule, is listed with how often and a sample."""
    mined = json.loads(call(capsys, "mine", str(folder), "--element", "adviser", "--format", "json").out)

    words = {item["words"]: item for item in mined["phrases"] if item["element"].startswith("adviser.")}
    assert "联席" in words or "联席会商" in words
    found = words.get("联席会商") or words["联席"]
    assert found["reports"] == 4
    assert "联席会商" in found["sample"]


def test_mining_lists_sentences_that_look_like_an_element_but_hit_nothing(capsys, folder):
    """Each look-alike is the report's own words, tied to an element and to the words that tell it."""
    mined = json.loads(call(capsys, "mine", str(folder), "--format", "json").out)

    for item in mined["lookalikes"]:
        text = next(path.read_text("utf-8") for path in folder.iterdir() if item["source"].endswith(path.name))
        assert text[item["start"] : item["end"]] == item["quote"]
        assert len(item["told_by"]) >= 3


def test_mining_shows_the_same_in_the_terminal(capsys, folder):
    """The terminal names the same words in both languages, and says that they are hints only."""
    for lang, hint in (("zh", "线索"), ("en", "hints only")):
        shown = call(capsys, "mine", str(folder), "--element", "adviser", "--lang", lang).out
        assert "联席" in shown
        assert hint in shown


def test_a_file_that_cannot_be_read_does_not_stop_mining(capsys, folder):
    """What can be read is mined; the rest is told on standard error, and the exit code is 2."""
    (folder / "9.txt").write_bytes(b"")
    result = call(capsys, "mine", str(folder), "--format", "json")

    assert result.code == 2
    assert "9.txt" in result.err
    assert json.loads(result.out)["phrases"]


def test_a_checklist_has_no_impact_against_itself(capsys, folder):
    """Nothing flips where nothing was changed; rules that hold in none and in all of the reports are listed."""
    impact = json.loads(call(capsys, "checklist", "impact", str(folder), "--against", str(CHECKLIST), "--format", "json").out)

    assert impact["flips"] == []
    assert impact["reports"] == 4
    assert {use["share"] for use in impact["rules"]} == {0.0, 1.0}
    assert all(use["line"] > 0 and use["file"].endswith(".yaml") for use in impact["rules"])


def test_a_trap_taken_away_is_seen_in_the_verdicts_it_flips(capsys, folder, tmp_path):
    """A verdict that a change flips is shown with its status and quote before and after."""
    old = changed_checklist(tmp_path, r"(  - id: adviser\.appointment\n(?:.*\n)*?    traps:\n)", r"\1      - 聘请法律顾问#名\n")
    impact = json.loads(call(capsys, "checklist", "impact", str(folder), "--against", str(old), "--format", "json").out)

    flips = [flip for flip in impact["flips"] if flip["element"] == "adviser.appointment"]
    assert len(flips) == 4
    assert {(flip["was"], flip["now"]) for flip in flips} == {("absent", "covered_specific")}
    assert all("聘请法律顾问" in flip["now_quote"]["quote"] and flip["was_quote"] is None for flip in flips)
    assert impact["by_element"]["adviser.appointment"] == 4
    assert "adviser.appointment" in call(capsys, "checklist", "impact", str(folder), "--against", str(old)).out


def test_an_unknown_folder_to_compare_with_is_an_error(capsys, folder):
    """Where the other checklist does not exist, one line says so and the exit code is 2."""
    result = call(capsys, "checklist", "impact", str(folder), "--against", "nowhere")

    assert result.code == 2
    assert "nowhere" in result.err
    assert not result.out
