"""What the command line takes and writes besides single text files: archives, standard input, limits, pages."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest

from command import ROOT, SEEDS, call, clean_environment, start

SEED = ROOT / SEEDS[-1]
WORDS = SEED.read_text("utf-8")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Files that are written without being named go to a folder of the test."""
    monkeypatch.chdir(tmp_path)


def verdicts(result):
    """What a result says of each element."""
    return [(element["id"], element["status"], element["specific"]) for element in result["elements"]]


@pytest.fixture
def archive(tmp_path):
    """A zip as offices send it: a report named in Chinese, one in a folder, a README, a picture."""
    path = tmp_path / "报送.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("大歇镇.txt", WORDS)
        zipped.writestr("街道/北街.txt", WORDS.replace("大歇镇", "北街镇"))
        zipped.writestr("README.txt", "read me")
        zipped.writestr("照片.jpg", b"\xff\xd8")
    return path


def test_a_zip_is_read_like_the_folder_it_was_made_of(capsys, archive):
    """Each report of an archive is checked under the archive's name; what cannot be read is listed as skipped."""
    outcome = call(capsys, "check", archive, "--format", "jsonl")

    assert [result["source"] for result in outcome.results] == [f"{archive.as_posix()}/大歇镇.txt", f"{archive.as_posix()}/街道/北街.txt"]
    assert "照片.jpg" in outcome.err
    assert verdicts(outcome.results[0]) == verdicts(call(capsys, "check", SEED, "--format", "jsonl").results[0])


def test_a_folder_may_hold_archives(capsys, archive):
    """A zip in a folder is opened in its turn."""
    (archive.parent / "a.txt").write_text(WORDS, "utf-8")
    sources = [result["source"] for result in call(capsys, "check", archive.parent, "--format", "jsonl").results]

    assert [source.rsplit("/", 1)[-1] for source in sources] == ["a.txt", "大歇镇.txt", "北街.txt"]


def test_an_archive_without_reports_is_an_error(capsys, tmp_path):
    """A zip in which nothing can be read is not passed over in silence."""
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as zipped:
        zipped.writestr("a.jpg", b"")
    outcome = call(capsys, "check", tmp_path / "empty.zip", "--format", "jsonl")

    assert outcome.code == 2
    assert "没有可读的报告" in outcome.err


def test_a_broken_archive_is_an_error_beside_good_reports(capsys, tmp_path, archive):
    """An archive that is cut off costs itself only."""
    (tmp_path / "cut.zip").write_bytes(archive.read_bytes()[:-60])
    outcome = call(capsys, "check", tmp_path / "cut.zip", SEED, "--format", "jsonl")

    assert outcome.code == 2
    assert "error" in outcome.results[0]
    assert outcome.results[1]["elements"]


def test_a_report_may_come_from_standard_input():
    """`-` reads the report from standard input, whatever its format is."""
    process = subprocess.run(
        [sys.executable, "-m", "duibiao", "check", "-", "--format", "jsonl"], input=SEED.read_bytes(), env=clean_environment(), capture_output=True, check=False
    )
    [result] = [json.loads(line) for line in process.stdout.splitlines()]

    assert result["source"] == "-"
    assert result["meta"]["issuer"] == "大歇镇人民政府"


def test_a_file_over_the_size_that_is_allowed_is_not_read(capsys):
    """`--max-size` bounds what is read; a larger file is an error with no score."""
    outcome = call(capsys, "check", SEED, "--max-size", "0.001", "--format", "jsonl")

    assert outcome.code == 2
    assert "过大" in outcome.err
    assert "score" not in outcome.results[0]


@pytest.mark.parametrize("name", ["报告.pdf", "报告.docx", "报告.html"])
def test_what_a_file_is_told_by_its_content(capsys, tmp_path, name):
    """A text file that was renamed is read as the text it is, or refused; it is never a list of missing elements."""
    (tmp_path / name).write_text(WORDS, "utf-8")
    [result] = call(capsys, "check", tmp_path / name, "--format", "jsonl").results

    assert "error" in result or result["meta"]["issuer"] == "大歇镇人民政府"


def test_a_page_is_written_for_each_report_where_nobody_said_where(capsys, tmp_path):
    """Without `-o` pages go to reports_out, and their paths are said."""
    outcome = call(capsys, "check", ROOT / SEEDS[0], SEED, "--format", "html")
    pages = sorted(path.name for path in (tmp_path / "reports_out").iterdir())

    assert pages == [f"{name.removeprefix('seeds/').removesuffix('.txt')}.html" for name in (SEEDS[0], SEEDS[-1])]
    assert [line.split()[-1] for line in outcome.out.splitlines()] == [f"reports_out/{page}" for page in pages]


def test_a_page_goes_to_the_file_named(capsys, tmp_path):
    """`-o FILE` takes the page of one report."""
    outcome = call(capsys, "check", SEED, "--format", "html", "-o", tmp_path / "页.html")

    assert "大歇镇人民政府" in (tmp_path / "页.html").read_text("utf-8")
    assert outcome.out == ""


def test_several_pages_go_to_a_folder_even_if_its_name_has_a_suffix(capsys, tmp_path):
    """A page holds one report, so several never share a file."""
    call(capsys, "check", ROOT / SEEDS[0], SEED, "--format", "html", "-o", tmp_path / "pages.html")

    assert len(list((tmp_path / "pages.html").iterdir())) == 2


def test_no_page_is_made_of_a_report_that_could_not_be_checked(capsys, tmp_path):
    """A report that cannot be read has an error and no page."""
    (tmp_path / "empty.txt").write_bytes(b"")
    outcome = call(capsys, "check", tmp_path / "empty.txt", "--format", "html")

    assert outcome.code == 2
    assert not (tmp_path / "reports_out").exists()


def test_a_text_check_loads_nothing_that_other_formats_need():
    """Checking a text file imports no reader of other formats and no template engine."""
    script = (
        "import sys\nfrom duibiao.cli import run\nrun(['check', sys.argv[1], '--quiet'])\n"
        "print(sorted({'pypdfium2', 'selectolax', 'jinja2', 'xml.etree.ElementTree', 'jieba'} & set(sys.modules)))"
    )
    process = subprocess.run([sys.executable, "-c", script, str(SEED)], env=clean_environment(), capture_output=True, text=True, check=True)

    assert process.stdout.splitlines()[-1] == "[]"


def test_what_was_left_out_stands_in_the_first_lines(tmp_path):
    """A page whose report was not read in full says so above the score, and in the result."""
    (tmp_path / "broken.txt").write_bytes(WORDS.encode("gb18030")[:4000] + b"\xff\xff" + WORDS.encode("gb18030")[4000:])
    shown = start("check", str(tmp_path / "broken.txt")).out

    assert shown.index("读不出来") < shown.index("得分")
