"""A report is judged alike in every format that offices use, whichever program made the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from duibiao import check_text
from duibiao.normalize import normalize_text
from make.parity import FORMATS, SOME, Verdicts, compare_files, load_reports, make_files

REPORTS = load_reports()
#: A text whose lines somebody broke by hand, now one paragraph each: on a page nothing tells such a line from one that is full.
BROKEN = {("w2-6", form) for form in FORMATS if form.startswith("pdf")}
FILES = [(name, form) for name in REPORTS for form in FORMATS if form != "wps" or name in SOME]


@pytest.fixture(scope="session")
def differences(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[str, ...]]:
    """What each file says otherwise than its text; all are made and read once."""
    return compare_files(make_files(tmp_path_factory.mktemp("parity"), REPORTS), REPORTS)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "form"), [file for file in FILES if file not in BROKEN])
def test_a_report_is_judged_alike_in_every_format(name: str, form: str, differences: dict[tuple[str, str], tuple[str, ...]]) -> None:
    """Score, level, year, issuer, every status and ``specific`` are those of the text, and every paragraph is there, whole."""
    assert differences[name, form] == ()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "form"), sorted(BROKEN))
def test_lines_broken_by_hand_do_not_change_whose_report_it_is(name: str, form: str, differences: dict[tuple[str, str], tuple[str, ...]]) -> None:
    """Where lines run together that were one paragraph each, level, year and issuer still agree."""
    assert {"level", "year", "issuer"}.isdisjoint(differences[name, form])


def test_the_comparison_tells_reports_apart() -> None:
    """A report that lost a paragraph differs from the whole one: the comparison can fail."""
    text = REPORTS["004"]
    lines = text.splitlines()
    whole, less, other = (Verdicts.of(check_text(given)) for given in (text, "\n".join(lines[:4] + lines[5:]), REPORTS["000"]))

    assert whole.differences(whole) == ()
    assert "text" in whole.differences(less)
    assert {"score", "year", "issuer", "text"} & set(whole.differences(other)) >= {"issuer", "text"}


@pytest.mark.parametrize("blanks", [" ", "  ", "     ", "\u3000", " \u3000 ", "\t", "\t\t"])
def test_figures_in_columns_stay_apart_whatever_parts_them(blanks: str) -> None:
    """Typed columns are parted by many blanks, those of a page by one, cells by a tab: two numbers never become one."""
    assert normalize_text(f"行政复议{blanks}12{blanks}34{blanks}件").text == "行政复议12 34件"


def test_the_reports_are_those_on_file() -> None:
    """All five seeds and ten samples are compared, and a report with a table."""
    root = Path(__file__).parents[1]
    names = {path.stem.partition("_")[0] for folder in ("seeds", "tests/labelled/samples") for path in (root / folder).glob("*.txt")}

    assert set(REPORTS) == {*names, "table"}
    assert len(names) == 15
