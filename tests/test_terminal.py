"""The scorecard on a console: it fits, it is in order, it hides nothing, and no report can command the console."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import unicodedata

import pytest

from command import ROOT, SEEDS, call, check_as_json, clean_environment, start
from duibiao import check_file
from duibiao.checklist import load_checklist
from duibiao.render.sheet import Look
from duibiao.render.terminal import render_terminal

WIDTHS = (60, 80, 120)
EACH_SEED = pytest.mark.parametrize("seed", SEEDS)
STATUSES = {
    "zh": ("有实据", "笼统提及", "仅列计划", "仅列问题", "文中未见", "不适用"),
    "en": ("done, with particulars", "done, in general terms", "only planned", "only a shortcoming", "not found", "not applicable"),
}
CLOSING = "，。、；：！？）》”’」』】…％,;:!?)%"
#: Lines that are drawn to measure (rules, bars, an element and its status) rather than wrapped.
MEASURED = re.compile(r"[─█░]|^ {2}[+~>!\- ] .* (?:" + "|".join((*STATUSES["zh"], *STATUSES["en"])) + r")$")
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
#: What a console would obey: C0 and C1 controls but the line end, and the marks of direction and joining.
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
HOSTILE = """溪城县\u202e人民政府2023年\x1b]0;x\x1b\\法治政府建设年度报告
一、主要\x1b[2J做法
聘请3家律师事务所\u202e担任\x1b[31m政府法律顾问,出具意见\x9b20份。
县政府常务会议\u2066会前学法12次,\u200f印发《溪城县2023年法治政府\x0b建设工作要点》。
"""


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    """Nothing outside a test changes language, width or colour, and relative names start in the repository."""
    for name in ("DUIBIAO_LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)


def columns(line: str) -> int:
    """How many columns *line* takes; what is of uncertain width counts two, save in lines that are drawn to measure."""
    wide = "WF" if MEASURED.search(line) else "WFA"
    return sum(2 if unicodedata.east_asian_width(character) in wide else 1 for character in line if not unicodedata.combining(character))


def too_wide(text: str, width: int) -> list[str]:
    return [line for line in ESCAPES.sub("", text).splitlines() if columns(line) > width]


def split_card(text: str, lang: str = "zh") -> tuple[list[str], list[str]]:
    """The lines before the first group, and those from there on."""
    first = load_checklist("outline-2021-2025").groups[0]
    title = first.title if lang == "zh" else first.title_en
    lines = text.splitlines()
    [start_of_groups] = [number for number, line in enumerate(lines) if re.match(re.escape(title) + r" .*\d", line)]
    return lines[:start_of_groups], lines[start_of_groups:]


def element_titles(lines: list[str], lang: str = "zh") -> list[tuple[str, str]]:
    """Title and status of each line that shows an element, its need left off."""
    pattern = re.compile(rf"^  [+~>!\- ] (\S.*?)(?:（(?:必备|可选|不要求)）| \((?:required|optional|not asked)\))? +({'|'.join(STATUSES[lang])})$")
    return [match.groups() for line in lines if (match := pattern.match(line))]


# ---- it fits


@EACH_SEED
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_console(capsys, monkeypatch, seed, width):
    """At every width, in both languages and at every length, each line fits."""
    monkeypatch.setenv("COLUMNS", str(width))
    for options in ([], ["--all"], ["--lang", "en", "--all"]):
        text = call(capsys, "check", *options, seed).out
        assert too_wide(text, width) == [], options
        assert max(columns(line) for line in text.splitlines()) > width - 4, options


@pytest.mark.parametrize("width", WIDTHS)
def test_long_names_fit_as_well(capsys, monkeypatch, tmp_path, width):
    """Long names of an issuer, a title and a file, and a word without a break, do not widen the card."""
    monkeypatch.setenv("COLUMNS", str(width))
    path = tmp_path / ("很长的文件名" * 10 + "x" * 60 + ".txt")
    issuer = "某某省某某自治州某某彝族哈尼族拉祜族自治县某某街道综合行政执法和自然资源规划建设局"
    path.write_text(f"{issuer}关于2023年度推进法治政府建设工作情况的报告\n聘请法律顾问{'http://example.test/' + 'a' * 150}共3名。\n", "utf-8")

    assert too_wide(call(capsys, "check", "--all", path).out, width) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_report_that_failed_fits_as_well(capsys, monkeypatch, tmp_path, width):
    """The card of a report that could not be checked fits too, however long its path."""
    monkeypatch.setenv("COLUMNS", str(width))
    text = call(capsys, "check", tmp_path / ("没有的文件" * 12 + ".txt")).out

    assert text
    assert too_wide(text, width) == []


@EACH_SEED
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_begins_with_a_closing_mark(capsys, monkeypatch, seed, width):
    """A comma, full stop, closing bracket or closing quotation mark stays with the word before it."""
    monkeypatch.setenv("COLUMNS", str(width))
    lines = call(capsys, "check", "--all", seed).out.splitlines()

    assert [line for line in lines if line.strip() and line.lstrip()[0] in CLOSING] == []


# ---- it is in order


@EACH_SEED
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_required_elements_not_covered_come_first(capsys, monkeypatch, seed, lang):
    """Before any group stand the required elements that are not covered, all of them, only they, in checklist order."""
    monkeypatch.setenv("COLUMNS", "120")
    elements = start("check", "--format", "jsonl", "--lang", lang, seed).results[0]["elements"]
    missing = [element["title"] for element in elements if element["need"] == "required" and element["status"] != "covered"]
    before, _ = split_card(call(capsys, "check", "--lang", lang, seed).out, lang)

    assert [title for title, _ in element_titles(before, lang)] == missing


@EACH_SEED
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_element_stands_once_in_the_groups(capsys, monkeypatch, seed, lang):
    """The groups show each element exactly once, in checklist order, with the status of the result."""
    monkeypatch.setenv("COLUMNS", "120")
    [result] = start("check", "--format", "jsonl", "--lang", lang, seed).results
    names = dict(zip(("covered_specific", "covered_general", "planned", "problem", "absent", "not_applicable"), STATUSES[lang], strict=True))
    kinds = {True: "covered_specific", False: "covered_general"}
    _, groups = split_card(call(capsys, "check", "--lang", lang, seed).out, lang)

    assert element_titles(groups, lang) == [(element["title"], names[kinds.get(element["specific"], element["status"])]) for element in result["elements"]]


@EACH_SEED
def test_advice_stands_by_what_is_to_be_mended(capsys, monkeypatch, seed):
    """Each required element that is not covered brings its advice and what it rests on."""
    monkeypatch.setenv("COLUMNS", "120")
    before = re.sub(r"\s", "", "".join(split_card(call(capsys, "check", seed).out)[0]))
    for element in check_as_json(seed)["elements"]:
        if element["need"] == "required" and element["status"] != "covered":
            assert re.sub(r"\s", "", element["advice"]) in before
            assert all(re.sub(r"\s", "", basis["document"]) in before for basis in element["basis"])


@pytest.mark.parametrize(
    ("lang", "disclaimer", "formula"),
    [
        ("zh", "自动核对,仅供参考,不作为考核结论", "得分 = 100 × Σ(权重×得点) ÷ Σ权重"),
        ("en", "Checked by machine, for reference only; not an official appraisal", "score = 100 × Σ(weight × points) ÷ Σ weight"),
    ],
)
@pytest.mark.parametrize("width", WIDTHS)
def test_disclaimer_and_formula_stand_on_every_card(capsys, monkeypatch, lang, disclaimer, formula, width):
    """Every card says how the score is made and that it is no official appraisal."""
    monkeypatch.setenv("COLUMNS", str(width))
    text = call(capsys, "check", "--lang", lang, SEEDS[0], SEEDS[1]).out
    joined = re.sub(r"\s", "", text)

    assert joined.count(re.sub(r"\s", "", disclaimer)) == 2
    assert joined.count(re.sub(r"\s", "", formula)) == 2


@EACH_SEED
def test_the_score_on_the_card_is_that_of_the_result(capsys, seed):
    """Value, earned and possible on the card are the figures of the JSON result, the counts as well."""
    text = call(capsys, "check", seed).out
    score = check_as_json(seed)["score"]
    [line] = [line for line in text.splitlines() if line.startswith("得分")]

    assert re.findall(r"\d[\d.]*", line) == [f"{score['value']:.1f}", f"{score['earned']:g}", f"{score['possible']:g}"]
    counts = re.findall(rf"({'|'.join(STATUSES['zh'])}) (\d+)", text)
    assert counts[:6] == [(name, str(count)) for name, count in zip(STATUSES["zh"], score["counts"].values(), strict=True)]


# ---- colours


def test_nothing_is_coloured_in_a_pipe():
    """What goes into a pipe or a file carries no escape sequence, whatever the environment says of colours."""
    assert "\x1b" not in start("check", "--all", SEEDS[0], environment={"FORCE_COLOR": "1", "TERM": "xterm-256color"}).out


def test_colours_are_there_when_asked_for():
    """With colour the same text comes out, each status in its style."""
    card = check_file(ROOT / SEEDS[0])
    plain, coloured = (render_terminal([card], Look(color=color)) for color in (False, True))

    assert ESCAPES.search(coloured)
    assert ESCAPES.sub("", coloured) == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_console_is_coloured_unless_told_otherwise(environment, coloured):
    """On a real console there are colours; NO_COLOR takes them away."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "duibiao", "check", SEEDS[0]],
        cwd=ROOT,
        env=clean_environment() | {"TERM": "xterm"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)

    assert process.wait() == 1
    assert "文中未见" in shown.decode()
    assert (b"\x1b[" in shown) == coloured


# ---- it is safe


@pytest.mark.parametrize("detail", [["--all"], ["--quiet"], []])
def test_a_report_cannot_command_the_console(capsys, tmp_path, detail):
    """Control and bidirectional characters of a report never reach the console; in a quote U+FFFD stands for them."""
    path = tmp_path / "report.txt"
    path.write_text(HOSTILE, "utf-8")
    shown = call(capsys, "check", *detail, path)

    assert OBEYED.findall(shown.out + shown.err) == []
    if detail != ["--quiet"]:
        assert "律师事务所\ufffd担任\ufffd[31m政府法律顾问" in re.sub(r"\s", "", shown.out)


def test_the_quotes_of_such_a_report_stay_its_own(capsys, tmp_path):
    """In JSON the hostile characters are escaped or harmless data, and quotes stay verbatim."""
    path = tmp_path / "report.txt"
    path.write_text(HOSTILE, "utf-8", newline="")
    outcome = call(capsys, "check", "--format", "jsonl", path)
    quotes = [evidence for element in outcome.results[0]["elements"] for evidence in element["evidence"]]

    assert all(HOSTILE[evidence["start"] : evidence["end"]] == evidence["quote"] for evidence in quotes)
    assert any("\x1b" in evidence["quote"] for evidence in quotes)
    assert "\x1b" not in outcome.out


def test_a_file_name_cannot_command_the_console(capsys, tmp_path):
    """Control characters in a name are shown as U+FFFD on the card and in the error line."""
    path = tmp_path / "a\x1b[31m\u202eb.txt"
    missing = call(capsys, "check", path)
    path.write_bytes((ROOT / SEEDS[0]).read_bytes())
    found = call(capsys, "check", path)
    listed = call(capsys, "check", "--quiet", tmp_path)

    for shown in (missing, found, listed):
        assert OBEYED.findall(shown.out + shown.err) == []
        assert "\ufffd[31m\ufffd" in re.sub(r"\s", "", shown.out)
    assert "\ufffd[31m\ufffd" in missing.err


def test_what_looks_like_markup_is_shown_as_it_is(capsys, tmp_path):
    """Square brackets and emoji names of a report are text, not markup of the console library."""
    path = tmp_path / "report.txt"
    path.write_text("溪城县人民政府2023年法治政府建设年度报告\n聘请[red]3家[/red]律师事务所:smile:担任政府法律顾问。\n", "utf-8")

    assert "[red]3家[/red]律师事务所" in re.sub(r"\s", "", call(capsys, "check", "--all", path).out)
