"""The command line: exit codes, inputs, outputs, languages, consoles, and what it says to wrong arguments."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

from command import CHINESE, ROOT, SEEDS, Outcome, call, clean_environment, start
from duibiao.cli import duibiao as commands

if TYPE_CHECKING:
    import click

SEED = SEEDS[-1]
FORMATS = ("terminal", "json", "jsonl")
#: Three English words in a row, of which two are small: a sentence, not a name or a placeholder.
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]+,? [a-z]+,? [a-z]+")


def jsonl(capsys: pytest.CaptureFixture[str], *arguments: object) -> Outcome:
    return call(capsys, "check", "--format", "jsonl", *arguments)


def one_error_line(outcome: Outcome) -> str:
    """The only line on standard error, which must be one of duibiao's own."""
    [line] = outcome.err.splitlines()
    assert line.startswith("duibiao: ")
    return line


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    """Nothing outside a test changes language or width, and relative names start in the repository."""
    for name in ("DUIBIAO_LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(ROOT)


@pytest.fixture
def met_checklist(tmp_path, capsys):
    """A checklist of one's own: the built-in one without the required elements that the seed does not cover."""
    [result] = jsonl(capsys, SEED).results
    missing = [element["id"] for element in result["elements"] if element["need"] == "required" and element["status"] != "covered"]
    assert missing, "the seed must lack something, or exit code 0 would prove nothing"
    path = tmp_path / "own.yaml"
    path.write_text(f"id: own\ntitle: 自用清单\nversion: '1'\nextends: {result['checklist']['id']}\ndrop: [{', '.join(missing)}]\n", "utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    """A folder as offices have them: two reports, one of them deeper, a README, and a file of an unknown type."""
    reports = tmp_path / "reports"
    (reports / "sub").mkdir(parents=True)
    text = (ROOT / SEED).read_bytes()
    for name in ("b.txt", "sub/a.TXT"):
        (reports / name).write_bytes(text)
    (reports / "README.txt").write_text("说明", "utf-8")
    (reports / "readme.md").write_text("说明", "utf-8")
    (reports / "photo.jpg").write_bytes(b"\xff\xd8")
    return reports


# ---- exit codes


def test_exit_code_1_where_a_required_element_is_not_covered(capsys):
    """A report that lacks a required element exits with 1."""
    outcome = jsonl(capsys, SEED)

    assert outcome.code == 1
    assert outcome.err == ""


def test_exit_code_0_where_all_required_elements_are_covered(capsys, met_checklist):
    """The same report exits with 0 by a checklist that does not ask for what it lacks."""
    outcome = jsonl(capsys, "--profile", met_checklist, SEED)

    assert outcome.code == 0
    assert outcome.results[0]["checklist"]["id"] == "own"


def test_exit_code_2_where_a_report_cannot_be_checked(capsys, met_checklist):
    """An input that cannot be read exits with 2, whatever the others are worth."""
    assert jsonl(capsys, "--profile", met_checklist, SEED, "nowhere.txt").code == 2


def test_fail_under_is_a_floor_that_may_be_touched(capsys, met_checklist):
    """A score under the floor exits with 1, a score at it with 0."""
    value = jsonl(capsys, "--profile", met_checklist, SEED).results[0]["score"]["value"]

    assert value < 99
    assert jsonl(capsys, "--profile", met_checklist, "--fail-under", value, SEED).code == 0
    assert jsonl(capsys, "--profile", met_checklist, "--fail-under", value + 0.1, SEED).code == 1


def test_the_process_exits_with_the_code(met_checklist, tmp_path):
    """What `run` returns is what a shell sees."""
    assert start("check", SEED).code == 1
    assert start("check", "--profile", met_checklist, SEED).code == 0
    assert start("check", tmp_path / "nowhere.txt").code == 2


# ---- inputs


def test_a_broken_report_does_not_stop_the_others(capsys, tmp_path):
    """Each input has its result in the order given, the broken one an error, said once on standard error."""
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"")
    outcome = jsonl(capsys, SEEDS[0], broken, SEEDS[1])

    assert [result["source"] for result in outcome.results] == [SEEDS[0], broken.as_posix(), SEEDS[1]]
    assert ["error" in result for result in outcome.results] == [False, True, False]
    assert "score" not in outcome.results[1]
    assert broken.as_posix() in one_error_line(outcome)
    assert outcome.code == 2


@pytest.mark.parametrize("content", [b"", b" \n\n", "。。……\n".encode(), bytes(range(256)) * 50, b"\xef\xbb\xbf"])
def test_what_holds_no_text_is_an_error_without_a_score(capsys, tmp_path, content):
    """An empty, blank or binary file is an error, never a list of missing elements."""
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    outcome = jsonl(capsys, path)
    [result] = outcome.results

    assert outcome.code == 2
    assert set(result) == {"schema", "source", "tool", "error"}
    assert all(result["error"].values())


def test_a_file_of_an_unknown_type_is_an_error(capsys, tmp_path):
    """A file named outright is never skipped in silence."""
    path = tmp_path / "report.jpg"
    path.write_bytes(b"\xff\xd8\xff")
    outcome = jsonl(capsys, path)

    assert outcome.code == 2
    assert "error" in outcome.results[0]
    assert ".jpg" in one_error_line(outcome)


def test_a_folder_is_its_reports_in_order(capsys, folder):
    """A folder gives its reports in the order of their paths, README files aside, the rest said as skipped."""
    outcome = jsonl(capsys, folder)

    assert [result["source"] for result in outcome.results] == [f"{folder.as_posix()}/b.txt", f"{folder.as_posix()}/sub/a.TXT"]
    assert "photo.jpg" in one_error_line(outcome)
    assert "readme" not in outcome.err.lower()
    assert outcome.code == 1


def test_an_empty_folder_is_an_error(capsys, tmp_path):
    """A folder without a report that can be read is an input that could not be checked."""
    outcome = jsonl(capsys, tmp_path)

    assert outcome.code == 2
    assert [result["source"] for result in outcome.results] == [tmp_path.as_posix()]
    assert tmp_path.as_posix() in one_error_line(outcome)


def test_a_folder_of_unknown_types_alone_is_an_error(capsys, tmp_path):
    """What is skipped is not checked: a folder of skipped files exits with 2."""
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")

    assert jsonl(capsys, tmp_path).code == 2


# ---- what is asked


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("province", "province"), ("省级", "province"), ("省", "province"),
        ("city", "city"), ("市级", "city"), ("市", "city"),
        ("county", "county"), ("县级", "county"), ("县", "county"),
        ("township", "township"), ("乡镇", "township"), ("街道", "township"),
        ("department", "department"), ("部门", "department"),
    ],
)  # fmt: skip
def test_the_level_may_be_said_in_both_languages(capsys, word, level):
    """`--level` takes the Chinese and the English word and replaces what the report says of itself."""
    assert jsonl(capsys, "--level", word, SEED).results[0]["meta"]["level"] == level


def test_the_level_changes_what_is_asked(capsys):
    """The same text is asked more as a county's report than as a township's."""
    town, county = (jsonl(capsys, "--level", level, SEED).results[0]["score"]["possible"] for level in ("township", "county"))

    assert town < county


@pytest.mark.parametrize(
    ("year", "profile"),
    [(2014, "outline-2015-2020"), (2020, "outline-2015-2020"), (2021, "outline-2021-2025"), (2026, "outline-2021-2025")],
)
def test_the_year_chooses_the_checklist(capsys, year, profile):
    """`--year` replaces the report's year, and the built-in checklist of that year is taken."""
    [result] = jsonl(capsys, "--year", year, SEED).results

    assert result["meta"]["year"] == year
    assert result["checklist"]["id"] == profile


def test_the_profile_wins_over_the_year(capsys):
    """`--profile` takes a built-in checklist by its id, whatever the year."""
    [result] = jsonl(capsys, "--profile", "outline-2015-2020", "--year", 2024, SEED).results

    assert result["checklist"]["id"] == "outline-2015-2020"


def test_an_unknown_profile_is_named(capsys):
    """A profile that is neither an id nor a file exits with 2, checks nothing, and says which there are."""
    outcome = jsonl(capsys, "--profile", "outline-1999", SEED)
    line = one_error_line(outcome)

    assert outcome.code == 2
    assert outcome.out == ""
    assert "outline-1999" in line
    assert "outline-2021-2025" in line


# ---- outputs


def test_json_is_an_array_and_jsonl_a_line_a_report(capsys):
    """Both JSON formats carry the same objects in the order of the inputs."""
    array = json.loads(call(capsys, "check", "--format", "json", SEEDS[0], SEEDS[1]).out)
    lines = jsonl(capsys, SEEDS[0], SEEDS[1]).results

    assert array == lines
    assert [result["source"] for result in lines] == list(SEEDS[:2])


def test_terminal_is_the_default_format(capsys):
    """Without `--format` the scorecard for the console comes out."""
    bare, named = (call(capsys, "check", *form, SEED).out for form in ((), ("--format", "terminal")))

    assert bare == named
    assert "文中未见" in bare


@pytest.mark.parametrize("form", FORMATS)
def test_one_report_goes_to_the_file_named(capsys, tmp_path, form):
    """`-o FILE` writes for one report what standard output would have had, and nothing to standard output."""
    path = tmp_path / "new" / "result.out"
    printed = call(capsys, "check", "--format", form, SEED)
    written = call(capsys, "check", "--format", form, SEED, "-o", path)

    assert path.read_text("utf-8") == printed.out
    assert written.out == ""
    assert written.code == printed.code


@pytest.mark.parametrize(("form", "suffix"), [("terminal", ".txt"), ("json", ".json"), ("jsonl", ".jsonl")])
def test_several_reports_go_to_a_folder(capsys, tmp_path, form, suffix):
    """`-o FOLDER` holds a file for each report, named like it."""
    call(capsys, "check", "--format", form, SEEDS[0], SEEDS[1], "-o", tmp_path / "results")
    names = [seed.removeprefix("seeds/").replace(".txt", suffix) for seed in SEEDS[:2]]

    assert sorted(path.name for path in (tmp_path / "results").iterdir()) == names


def test_reports_of_one_name_do_not_overwrite_each_other(capsys, tmp_path):
    """Two reports with the same file name have two results."""
    for name in ("east", "west"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.txt").write_bytes((ROOT / SEED).read_bytes())
    jsonl(capsys, tmp_path / "east", tmp_path / "west", "-o", tmp_path / "results")
    written = [json.loads(path.read_text("utf-8"))["source"] for path in (tmp_path / "results").iterdir()]

    assert sorted(written) == [(tmp_path / name / "report.txt").as_posix() for name in ("east", "west")]


def test_an_output_that_cannot_be_written_is_an_error(capsys, tmp_path):
    """A place where nothing can be written exits with 2 and one line, not with a traceback."""
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    outcome = jsonl(capsys, SEED, "-o", blocked / "result.jsonl")

    assert outcome.code == 2
    assert "result.jsonl" in one_error_line(outcome)


def test_quiet_is_one_line_a_report(capsys, tmp_path):
    """`--quiet` writes one line for each report, with its file and its score; one that failed has its line too."""
    outcome = call(capsys, "check", "--quiet", SEEDS[0], SEEDS[1])
    values = [f"{result['score']['value']:.1f}" for result in jsonl(capsys, SEEDS[0], SEEDS[1]).results]
    lines = outcome.out.splitlines()

    assert len(lines) == 2
    assert [value in line and seed in line for value, seed, line in zip(values, SEEDS[:2], lines, strict=True)] == [True, True]
    failed = call(capsys, "check", "--quiet", tmp_path / "nowhere.txt", SEED)
    assert len(failed.out.splitlines()) == 2
    assert "nowhere.txt" in failed.out.splitlines()[0]


def test_all_shows_every_quote_and_reason(capsys):
    """`--all` shows every quote and the reason of every verdict; the usual card shows one quote an element."""
    [result] = jsonl(capsys, SEED).results
    shown, usual = (re.sub(r"[\s│]", "", call(capsys, "check", *detail, SEED).out) for detail in (["--all"], []))
    quotes = [re.sub(r"\s", "", evidence["quote"]) for element in result["elements"] for evidence in element["evidence"]]
    reasons = {element["reason"]["text"] for element in result["elements"] if element["status"] != "not_applicable"}

    assert [quote for quote in quotes if quote not in shown] == []
    assert [reason for reason in reasons if re.sub(r"\s", "", reason) not in shown] == []
    assert [quote for quote in quotes if quote not in usual] != []


# ---- languages


def all_commands(command: click.Command = commands, path: Sequence[str] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command, the group's own first."""
    yield tuple(path)
    for name, child in getattr(command, "commands", {}).items():
        yield from all_commands(child, (*path, name))


EACH_COMMAND = pytest.mark.parametrize("words", list(all_commands()), ids=" ".join)


@EACH_COMMAND
@pytest.mark.parametrize("way", ["--lang", "DUIBIAO_LANG"])
def test_english_help_is_english(capsys, monkeypatch, words, way):
    """The help of every command is wholly English when asked for by option or environment."""
    if way == "--lang":
        outcome = call(capsys, *words, "--lang", "en", "--help")
    else:
        monkeypatch.setenv("DUIBIAO_LANG", "en")
        outcome = call(capsys, *words, "--help")

    assert outcome.code == 0
    assert outcome.out.startswith("Usage: ")
    assert CHINESE.findall(outcome.out) == []
    assert ENGLISH_SENTENCE.search(outcome.out)


@EACH_COMMAND
def test_chinese_help_is_chinese(capsys, words):
    """The help of every command is Chinese by default, without an English sentence left in it."""
    outcome = call(capsys, *words, "--help")
    usage, _, rest = outcome.out.partition("\n")

    assert outcome.code == 0
    assert usage.startswith("用法")
    assert ENGLISH_SENTENCE.findall(rest) == []
    assert CHINESE.search(rest)


@EACH_COMMAND
def test_every_option_is_explained_in_both_languages(capsys, monkeypatch, words):
    """No option stands in a help text without a word about what it does."""
    for lang in ("zh", "en"):
        monkeypatch.setenv("DUIBIAO_LANG", lang)
        text = call(capsys, *words, "--help").out
        options = re.findall(r"^ {2}(?:-\w, )?--[\w-]+.*(?:\n {4,}\S.*)*", text, re.MULTILINE)
        assert options
        for option in options:
            name, explanation = re.match(r"\s+((?:-\w, )?--[\w-]+(?: \S+)?)(?:\s{2,}([\s\S]+))?$", option).groups()
            assert explanation, (lang, name)


USAGE_ERRORS = {
    "no such command": (["frobnicate"], "frobnicate"),
    "no such command of the checklist": (["checklist", "frobnicate"], "frobnicate"),
    "no such option": (["check", "--frobnicate", SEED], "--frobnicate"),
    "a word that is none": (["check", "--level", "village", SEED], "village"),
    "a format that is none": (["check", "--format", "pdf2", SEED], "pdf2"),
    "a year that is none": (["check", "--year", "then", SEED], "then"),
    "a year out of bounds": (["check", "--year", "1999", SEED], "1999"),
    "a floor out of bounds": (["check", "--fail-under", "101", SEED], "101"),
    "a floor that is no number": (["check", "--fail-under", "nan", SEED], "nan"),
    "an option without its value": (["check", SEED, "--year"], "--year"),
    "no report named": (["check"], ""),
    "no such profile": (["check", "--profile", "outline-1999", SEED], "outline-1999"),
    "no such report": (["check", "--quiet", "nowhere.txt"], "nowhere.txt"),
    "no such checklist": (["checklist", "show", "--profile", "outline-1999"], "outline-1999"),
    "no such element": (["checklist", "test", "lead.nothing"], "lead.nothing"),
}


@pytest.mark.parametrize(("arguments", "named"), USAGE_ERRORS.values(), ids=USAGE_ERRORS)
def test_wrong_arguments_are_said_in_one_line(capsys, arguments, named):
    """Wrong arguments exit with 2 and one Chinese line that names what is wrong."""
    outcome = call(capsys, *arguments)
    line = one_error_line(outcome)

    assert outcome.code == 2
    assert named in line
    assert CHINESE.search(line)
    assert ENGLISH_SENTENCE.findall(re.sub(r"duibiao( [a-z]+)+", "", line)) == []


@pytest.mark.parametrize(("arguments", "named"), USAGE_ERRORS.values(), ids=USAGE_ERRORS)
def test_wrong_arguments_are_said_in_english(capsys, monkeypatch, arguments, named):
    """With DUIBIAO_LANG=en the same line is wholly English."""
    monkeypatch.setenv("DUIBIAO_LANG", "en")
    outcome = call(capsys, *arguments)
    line = one_error_line(outcome)

    assert outcome.code == 2
    assert named in line
    assert CHINESE.findall(line) == []
    assert ENGLISH_SENTENCE.search(line)


@pytest.mark.parametrize("content", [b"", "……\n".encode(), bytes(range(256)) * 50])
def test_unreadable_reports_are_said_in_english(capsys, tmp_path, content):
    """Why a report cannot be read, and what to do, is told in English when asked, on the console and in JSON."""
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    outcome = jsonl(capsys, "--lang", "en", path, tmp_path)

    assert CHINESE.findall(outcome.err) == []
    assert CHINESE.findall("".join(result["error"]["message"] + result["error"]["advice"] for result in outcome.results)) == []


def test_a_broken_checklist_is_said_in_english(capsys, tmp_path):
    """What is wrong in a checklist, and what to do, is told in English when asked."""
    path = tmp_path / "own.yaml"
    path.write_text("id: own\ntitle: mine\nversion: '1'\nextends: outline-2021-2025\ncolour: red\n", "utf-8")
    outcome = call(capsys, "check", "--lang", "en", "--profile", path, SEED)

    assert outcome.code == 2
    assert CHINESE.findall(one_error_line(outcome)) == []


@pytest.mark.parametrize("arguments", [(), ("checklist",)], ids=["duibiao", "duibiao checklist"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_group_without_a_command_shows_its_help(capsys, monkeypatch, arguments, lang):
    """Who types only the name sees the help as it is with --help, line by line."""
    monkeypatch.setenv("DUIBIAO_LANG", lang)
    outcome = call(capsys, *arguments)

    assert outcome.out + outcome.err == call(capsys, *arguments, "--help").out
    assert len((outcome.out + outcome.err).splitlines()) > 5


def test_the_language_of_the_result_can_be_chosen(capsys):
    """In JSON, titles (save a Chinese term in brackets), reasons and advice are in the language asked for, the rest stays."""
    chinese, english = (jsonl(capsys, "--lang", lang, SEED).results[0] for lang in ("zh", "en"))
    parts = ((element["title"], element["reason"]["text"], element["advice"]) for element in english["elements"])
    words = [english["score"]["formula"], *(part for three in parts for part in three)]

    assert [word for word in words if re.search("[\u4e00-\u9fff]", re.sub("\\([\u4e00-\u9fff]+\\)", "", word))] == []
    assert all(re.search("[\u4e00-\u9fff]", element["advice"]) for element in chinese["elements"])
    for key in ("id", "status", "evidence", "points"):
        assert [element[key] for element in chinese["elements"]] == [element[key] for element in english["elements"]]


def test_the_option_wins_over_the_environment(capsys, monkeypatch):
    """`--lang zh` speaks Chinese where the environment says English."""
    monkeypatch.setenv("DUIBIAO_LANG", "en")

    assert call(capsys, "check", "--lang", "zh", "--help").out.startswith("用法")


def test_the_version_is_shown(capsys):
    """`--version` names the tool and a version."""
    assert re.fullmatch(r"duibiao \d+\.\d+\.\d+\S*\n", call(capsys, "--version").out)


# ---- consoles


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_console_makes_the_output_fail(encoding, form):
    """On a console of few characters the run ends as on any other, errors included, and JSON keeps its content."""
    arguments = ("check", "--format", form, SEEDS[0], SEED, "没有.txt")
    poor = start(*arguments, environment={"PYTHONIOENCODING": encoding}, encoding=encoding)
    rich = start(*arguments)

    assert poor.code == rich.code == 2
    assert "Traceback" not in poor.err
    assert len(poor.err.splitlines()) == len(rich.err.splitlines()) == 1
    if form == "json":
        assert json.loads(poor.out) == json.loads(rich.out)
    elif form == "jsonl":
        assert poor.results == rich.results
    else:
        assert len(poor.out.splitlines()) == len(rich.out.splitlines())


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_no_console_loses_what_it_can_show(encoding):
    """A GBK console shows the Chinese of the card, an ASCII console its figures."""
    shown = start("check", SEED, environment={"PYTHONIOENCODING": encoding}, encoding=encoding).out
    plain = start("check", SEED).out
    figure = re.search(r"\d+\.\d", plain)[0]

    assert figure in shown
    assert ("文中未见" in shown) == (encoding == "gbk")


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize("arguments", [("--help",), ("frobnicate",), ("checklist", "list"), ("checklist", "lint"), ("checklist", "show")], ids=" ".join)
def test_no_console_makes_help_fail(encoding, arguments):
    """Help, usage errors and checklists come out on every console, with the usual exit code."""
    environment = {"PYTHONIOENCODING": encoding}
    process = subprocess.run([sys.executable, "-m", "duibiao", *arguments], env=clean_environment() | environment, capture_output=True, check=False)

    assert process.returncode == start(*arguments).code
    assert b"Traceback" not in process.stderr
    assert process.stdout + process.stderr


@pytest.mark.parametrize("form", FORMATS)
def test_a_pipe_that_closes_early_leaves_no_traceback(form):
    """`duibiao check … | head -1` shows one line and no complaint."""
    script = f'"{sys.executable}" -m duibiao check --all --format {form} seeds seeds seeds | head -1'
    process = subprocess.run(["bash", "-c", script], cwd=ROOT, env=clean_environment(), capture_output=True, check=False)

    assert len(process.stdout.splitlines()) == 1
    assert process.stderr == b""


def test_help_into_a_closed_pipe_leaves_no_traceback():
    """A reader that is gone before the first byte is no error either."""
    script = f'"{sys.executable}" -m duibiao checklist show | true'
    process = subprocess.run(["bash", "-c", script], cwd=ROOT, env=clean_environment(), capture_output=True, check=False)

    assert process.stderr == b""
