"""Notices: each kind finds its planted faults and lets its lookalikes be; what is taken for granted is said."""

from __future__ import annotations

import pytest

from command import CHINESE, ROOT, SEEDS, call
from duibiao.checklist import KINDS, load_samples
from duibiao.words import NOTICE

CLEAN = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests/labelled/clean").glob("*.txt"))

REPORT = """东岭县人民政府关于2023年度法治政府建设情况的报告

一、主要工作
县政府常务会议全年学法4次，聘请法律顾问3名。组织行政执法案卷评查2次，评查案卷120卷。
{work}

二、存在的问题
部分乡镇执法力量不足，主要原因是编制少、培训不够。

三、2024年工作打算
加强执法队伍建设，组织执法人员轮训。
{end}
"""


def notices_of(capsys, tmp_path, text, *options, kind=None):
    """The notices of a report with this text, or those of one kind."""
    path = tmp_path / "report.txt"
    path.write_text(text, "utf-8")
    [result] = call(capsys, "check", str(path), "--format", "jsonl", *options).results
    return [notice for notice in result["notices"] if kind in (None, notice["kind"])]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_keeps_its_own_proof(capsys, kind):
    """`checklist test KIND` finds every planted fault of the kind, and nothing in its lookalikes."""
    outcome = call(capsys, "checklist", "test", kind)

    assert outcome.code == 0, outcome.out


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_faults_and_lookalikes_enough(kind):
    """A kind is proved by at least twenty planted faults and twenty lookalikes, none of them written twice."""
    samples = [sample for sample in load_samples() if sample.kind == kind]

    assert sum(sample.faulty for sample in samples) >= 20
    assert sum(not sample.faulty for sample in samples) >= 20
    assert len({(sample.text, sample.level, sample.year) for sample in samples}) == len(samples)


def test_a_missed_fault_and_a_wrong_notice_are_told_by_checklist_test(capsys, tmp_path):
    """A sample that does not hold is listed with file and line, and the exit code is 1."""
    (tmp_path / "mine.yaml").write_text('id: mine\ntitle: 某市清单\nversion: "1.0"\nextends: outline-2021-2025\n', "utf-8")
    folder = tmp_path / "notices"
    folder.mkdir()
    for kind in KINDS:
        (folder / f"{kind}.yaml").write_text("faults:\n  - text: 全年评查案卷120卷。\nlookalikes:\n  - 抽查案卷150卷，合格138卷，合格率80%。\n", "utf-8")

    outcome = call(capsys, "checklist", "test", "figures", "--profile", str(tmp_path / "mine.yaml"))

    assert outcome.code == 1
    assert "figures.yaml:2:5" in outcome.out
    assert "figures.yaml:4:5" in outcome.out


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_report_full_of_numbers_brings_no_notice(capsys, name):
    """A long report whose figures, citations, years and parts are all in order is let be."""
    [result] = call(capsys, "check", str(ROOT / name), "--format", "jsonl").results

    assert result["notices"] == []


def test_there_are_three_clean_reports():
    """The clean reports are there, each long and rich in numbers."""
    assert len(CLEAN) == 3
    for name in CLEAN:
        text = (ROOT / name).read_text("utf-8")
        assert len(text) >= 2500
        assert sum(character.isdigit() for character in text) >= 150


def test_the_seeds_bring_just_the_faults_that_they_have(capsys):
    """Of five published reports one has a wrong share and one repeats itself; nothing else is invented."""
    results = call(capsys, "check", *(str(ROOT / seed) for seed in SEEDS), "--format", "jsonl").results
    found = [(notice["kind"], notice["quote"]) for result in results for notice in result["notices"]]

    assert [quote for kind, quote in found if kind == "figures"] == ["197人參考,188人通過,通過率達93%"]
    assert len([quote for kind, quote in found if kind == "repeat"]) == 1
    assert [quote for kind, quote in found if kind == "citation"] == ["《关于全面推行行政规范性文件和合法性审核机制的制度意见》"]
    assert not {"year", "actor", "deadline", "profile", "reading", "document"} & {kind for kind, _ in found}


def test_the_gravest_notices_stand_first(capsys, tmp_path):
    """Errors come before warnings and hints, whatever their place in the report."""
    text = REPORT.format(work="抽查案卷150卷，合格138卷，合格率80%。\n二O二二年，全县工作。\n", end="特此报告。\n2024年5月6日")
    severities = [notice["severity"] for notice in notices_of(capsys, tmp_path, text) if notice["kind"] in KINDS]

    assert severities == sorted(severities, key=["error", "warning", "hint"].index)
    assert severities[0] == "error"


def test_a_kind_that_a_checklist_switches_off_is_not_looked_for_and_that_is_said(capsys, tmp_path):
    """`notices:` in a profile switches a kind off with a reason; the result tells the reason."""
    profile = tmp_path / "mine.yaml"
    profile.write_text(
        'id: mine\ntitle: 某市清单\nversion: "1.0"\nextends: outline-2021-2025\nnotices:\n  figures: {off: 数字另由统计部门核对}\n', "utf-8"
    )
    text = REPORT.format(work="抽查案卷150卷，合格138卷，合格率80%。", end="")

    assert notices_of(capsys, tmp_path, text, kind="figures")
    assert not notices_of(capsys, tmp_path, text, "--profile", str(profile), kind="figures")
    [said] = [notice["message"] for notice in notices_of(capsys, tmp_path, text, "--profile", str(profile), kind="profile")]
    assert "数字另由统计部门核对" in said


@pytest.mark.parametrize("switch", ["figures: {}", "figures: {off: ''}", "figures: off", "spelling: {off: 不需要}"])
def test_a_kind_is_not_switched_off_without_a_reason(capsys, tmp_path, switch):
    """Without a reason, or by an unknown name, nothing is switched off: the checklist is refused with the place."""
    profile = tmp_path / "mine.yaml"
    profile.write_text(f'id: mine\ntitle: 某市清单\nversion: "1.0"\nextends: outline-2021-2025\nnotices:\n  {switch}\n', "utf-8")
    outcome = call(capsys, "check", str(ROOT / SEEDS[0]), "--profile", str(profile))

    assert outcome.code == 2
    assert "mine.yaml:6" in outcome.err


def test_a_report_with_attachments_says_what_was_checked(capsys, tmp_path):
    """An attachment listed or included is remarked as a hint, at its line."""
    [notice] = notices_of(capsys, tmp_path, REPORT.format(work="", end="附件：1.行政执法统计表\n"), kind="reading")

    assert (notice["severity"], notice["quote"]) == ("hint", "附件：1.行政执法统计表")


def test_the_word_attachment_in_a_sentence_is_no_attachment(capsys, tmp_path):
    """附件 within a sentence is no attachment of the report."""
    assert notices_of(capsys, tmp_path, REPORT.format(work="印发方案及附件，附件列明责任单位。", end=""), kind="reading") == []


def test_two_reports_in_one_file_are_remarked(capsys, tmp_path):
    """A second title below the first report brings a warning that names both titles."""
    first = REPORT.format(work="持续加强行政执法人员培训。" * 30, end="东岭县人民政府\n2024年2月1日")
    second = REPORT.format(work="", end="").replace("东岭县", "西岭县")
    [notice] = notices_of(capsys, tmp_path, first + "\n" + second, kind="reading")

    assert notice["severity"] == "warning"
    assert notice["quote"].startswith("西岭县人民政府")
    assert notice["also"][0]["quote"].startswith("东岭县人民政府")


def test_a_joint_report_of_committee_and_government_is_remarked(capsys, tmp_path):
    """A report of party committee and government together is checked as the government's, and that is said."""
    text = REPORT.format(work="", end="").replace("东岭县人民政府", "中共东岭县委员会 东岭县人民政府", 1)

    assert any("联合报告" in notice["message"] for notice in notices_of(capsys, tmp_path, text, kind="profile"))


def test_every_kind_has_a_name_in_both_languages():
    """Each kind of notice that can be switched off has its name for users."""
    assert set(KINDS) <= set(NOTICE)
    assert all(name.zh and name.en for name in NOTICE.values())


def test_notices_are_shown_with_the_other_place_advice_and_basis(capsys, tmp_path):
    """The scorecard shows a notice with its quotes, what to do, and the rule it rests on."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT.format(work="严格落实《法治政府建设实施纲要（2022—2025年）》。", end=""), "utf-8")
    shown = call(capsys, "check", str(path)).out

    assert "2021—2025" in shown or "2021-2025" in shown
    assert "建议" in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_messages_of_notices_are_in_the_language_asked_for(capsys, tmp_path, lang):
    """A notice speaks Chinese or English; only the report's own words stay as they are."""
    text = REPORT.format(work="抽查案卷150卷，合格138卷，合格率80%。", end="")
    [notice] = notices_of(capsys, tmp_path, text, "--lang", lang, kind="figures")

    assert bool(CHINESE.search(notice["advice"])) == (lang == "zh")
    assert bool(CHINESE.search(notice["message"])) == (lang == "zh")
