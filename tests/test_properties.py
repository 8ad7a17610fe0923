"""What must hold whatever the report: real reports as they are, as other offices would have typed them, and any text at all."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duibiao import check_file, check_text, load_checklist
from duibiao.check import open_document
from duibiao.judge import judge_elements
from duibiao.match import find_hits
from duibiao.model import ReadError, Scorecard, Status
from duibiao.read import read_text
from duibiao.render.jsonl import describe, render_json, render_jsonl
from duibiao.score import count_statuses

ROOT = Path(__file__).parents[1]
REPORTS = {path.stem: path for path in sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("tests/labelled/samples/*.txt")])}
PROFILES = ("outline-2015-2020", "outline-2021-2025")
TO_TRADITIONAL = opencc.OpenCC("s2t")

HAN = "[一-鿿]"
BETWEEN_HAN = re.compile(f"(?<={HAN})(?={HAN})")
MARKS = "“”‘’「」『』"
HALF = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,;:()!?%"
TO_FULL = {ord(character): chr(ord(character) + 0xFEE0) for character in HALF}
TO_HALF = {ord(full): chr(half) for half, full in TO_FULL.items()}

#: A line this long was not broken by hand.
ONE_LINE = 120

few = settings(max_examples=12, deadline=None, derandomize=True)
names = st.sampled_from(sorted(REPORTS))
seeds = st.integers(0, 2**32)


@cache
def text_of(name: str) -> str:
    """Return the text of a report as read."""
    return check_file(REPORTS[name]).document.source.text


@cache
def card_of(name: str) -> Scorecard:
    """Return the scorecard of a report as it is."""
    return check_text(text_of(name))


def verdicts(card: Scorecard) -> dict[str, tuple[str, bool | None]]:
    """Return the status of every element, particulars included."""
    return {item.verdict.element.id: (item.verdict.status.value, item.verdict.specific) for item in card.elements}


def changes(name: str, text: str) -> dict[str, tuple[object, object]]:
    """Return the elements whose status in *text* is not the one in the report *name*."""
    before, after = verdicts(card_of(name)), verdicts(check_text(text))
    return {key: (before[key], after[key]) for key in before if before[key] != after[key]}


def wrap(text: str, width: int) -> str:
    """Return *text* with every line broken after *width* characters."""
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(1, len(line)), width))


def swap_width(text: str, random: Random) -> str:
    """Return *text* with letters, digits and marks in the one width or the other, as it falls."""
    return "".join(random.choice((character, character.translate(TO_FULL), character.translate(TO_HALF))) for character in text)


def space_out(text: str, blank: str, random: Random, share: float) -> str:
    """Return *text* with a *blank* between a *share* of its neighbouring Chinese characters."""
    return BETWEEN_HAN.sub(lambda _: blank if random.random() < share else "", text)


def quotes_in(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Return everything in a result that is quoted with start and end, except terms."""
    found = [evidence for element in result["elements"] for evidence in element["evidence"]]
    found += [element["nearest"] for element in result["elements"] if element["nearest"] is not None]
    found += [notice for notice in result["notices"] if notice["quote"] is not None]
    found += [other for notice in result["notices"] for other in notice["also"]]
    return found


def assert_verbatim(card: Scorecard) -> None:
    """Assert that whatever the result quotes stands in the text where it says."""
    text = card.document.source.text
    result = describe(card)
    for quote in quotes_in(result):
        words = quote["quote"]
        assert words == text[quote["start"] : quote["end"]]
        assert words.strip()
        assert len(words) <= 104
        assert len(words.strip(MARKS)) <= 100
    for evidence in (evidence for element in result["elements"] for evidence in element["evidence"]):
        for term in evidence["terms"]:
            assert term["term"] == text[term["start"] : term["end"]] != ""
            assert evidence["start"] <= term["start"] < term["end"] <= evidence["end"], evidence
    for section in result["sections"]:
        assert 0 <= section["start"] < section["end"] <= len(text)
        head = "".join(text[section["start"] : section["end"]].split())
        assert 0 <= head.find(section["title"]) <= 12


def assert_in_order(card: Scorecard) -> None:
    """Assert that every element of the checklist stands in the result once, in its order, and is counted once."""
    asked = [element.id for element in card.checklist.elements]

    assert [item.verdict.element.id for item in card.elements] == asked
    assert [element["id"] for element in describe(card)["elements"]] == asked
    assert sum(count_statuses(card.elements).values()) == len(asked)


def assert_earned(card: Scorecard) -> None:
    """Assert that no point is given without words of the report, and that the score is what the points make."""
    for item in card.elements:
        assert bool(item.verdict.evidence) == (item.verdict.status not in (Status.ABSENT, Status.NOT_APPLICABLE))
        assert (item.points > 0) == (item.verdict.status is Status.COVERED)
        assert (item.verdict.specific is None) == (item.verdict.status is not Status.COVERED)
    assert card.earned == sum(item.points * item.weight for item in card.elements)
    assert card.value == round(100 * card.earned / card.possible, 1)


def test_there_are_reports_to_try() -> None:
    """The properties below are tried on real reports in both scripts, with and without hard line breaks."""
    assert len(REPORTS) >= 15
    assert {card_of(name).document.meta.script for name in REPORTS} == {"simplified", "traditional"}
    assert {is_one_line(name) for name in REPORTS} == {True, False}


def is_one_line(name: str) -> bool:
    """Whether each line of the report is a paragraph."""
    return max(map(len, text_of(name).split("\n"))) > ONE_LINE


# ---- quotes


@pytest.mark.parametrize("name", REPORTS)
def test_every_quote_is_verbatim(name: str) -> None:
    """Quotes, terms, nearest passages, notices and sections are slices of the report, and quotes are short."""
    assert_verbatim(card_of(name))
    assert_earned(card_of(name))


@pytest.mark.parametrize("name", REPORTS)
def test_a_quote_stays_in_one_sentence(name: str) -> None:
    """No quote runs over the end of a sentence."""
    for quote in quotes_in(describe(card_of(name))):
        assert not re.search("[。！？]", quote["quote"].rstrip("。！？" + MARKS)), quote


@pytest.mark.parametrize("name", REPORTS)
def test_evidence_of_work_comes_first(name: str) -> None:
    """A covered element shows work before anything else; one that is planned or lacking shows no work at all."""
    for element in describe(card_of(name))["elements"]:
        roles = [evidence["role"] for evidence in element["evidence"]]
        if element["status"] == "covered":
            assert roles[0] == "work", element["id"]
            assert "work" not in roles[roles.count("work") :], element["id"]
        else:
            assert "work" not in roles, element["id"]
        if element["status"] in ("planned", "problem"):
            assert roles[0] == {"planned": "plan", "problem": "problem"}[element["status"]], element["id"]


@given(name=names, seed=seeds, width=st.integers(20, 60))
@few
def test_quotes_stay_verbatim_however_the_report_is_typed(name: str, seed: int, width: int) -> None:
    """In traditional script, odd widths, blanks and broken lines the quotes are still the report's own characters."""
    random = Random(seed)  # noqa: S311
    text = wrap(space_out(swap_width(TO_TRADITIONAL.convert(text_of(name)), random), "\u3000", random, 0.2), width)

    assert_verbatim(check_text(text))


# ---- what says nothing changes nothing


@pytest.mark.parametrize("name", REPORTS)
def test_windows_line_ends_change_no_status(name: str) -> None:
    """Where the lines end in two characters, every status, quote and offset is the same."""
    card = check_text(text_of(name).replace("\n", "\r\n"))

    assert describe(card)["elements"] == describe(card_of(name))["elements"]


@pytest.mark.parametrize("blank", [" ", "\u3000"])
@pytest.mark.parametrize("name", REPORTS)
def test_blanks_between_all_characters_change_no_status(name: str, blank: str) -> None:
    """A report typed with a blank between any two Chinese characters says what it said."""
    assert not changes(name, BETWEEN_HAN.sub(blank, text_of(name)))


@given(name=names, seed=seeds, blank=st.sampled_from([" ", "  ", "\u3000", "\u00a0", "\t", "\u200b"]), share=st.floats(0.01, 0.9))
@few
def test_blanks_anywhere_between_characters_change_no_status(name: str, seed: int, blank: str, share: float) -> None:
    """Blanks here and there between Chinese characters, as typists align lines with them, are no words."""
    assert not changes(name, space_out(text_of(name), blank, Random(seed), share))  # noqa: S311


@pytest.mark.parametrize("table", [TO_FULL, TO_HALF], ids=["full", "half"])
@pytest.mark.parametrize("name", REPORTS)
def test_one_width_for_all_changes_no_status(name: str, table: dict[int, str]) -> None:
    """Letters, digits and marks mean the same in full and in half width."""
    assert not changes(name, text_of(name).translate(table))


@given(name=names, seed=seeds)
@few
def test_mixed_widths_change_no_status(name: str, seed: int) -> None:
    """Nor does it matter where a report uses the one width and where the other."""
    assert not changes(name, swap_width(text_of(name), Random(seed)))  # noqa: S311


@pytest.mark.parametrize("name", [name for name in REPORTS if card_of(name).document.meta.script == "simplified"])
def test_traditional_script_changes_no_status(name: str) -> None:
    """A report converted to traditional script has the verdicts of the one it was made from."""
    traditional = TO_TRADITIONAL.convert(text_of(name))

    assert traditional != text_of(name)
    assert not changes(name, traditional)


@given(name=names.filter(is_one_line), width=st.integers(20, 60))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_hard_line_breaks_change_no_status(name: str, width: int) -> None:
    """A report broken at any usual width is read as if each paragraph were one line."""
    assert not changes(name, wrap(text_of(name), width))


@given(name=names.filter(is_one_line), width=st.integers(20, 60))
@few
def test_hard_line_breaks_in_traditional_script_change_no_status(name: str, width: int) -> None:
    """Line breaks and script together hide no word from the conversion."""
    assert not changes(name, wrap(TO_TRADITIONAL.convert(text_of(name)), width))


# ---- each element once, the same each time


@pytest.mark.parametrize("name", REPORTS)
def test_every_element_stands_once_in_order(name: str) -> None:
    """The result has the checklist's elements, each once, in its order."""
    assert_in_order(card_of(name))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_asks_the_same_elements_in_the_same_order(profile: str) -> None:
    """Results of different years can be laid side by side."""
    card = check_text(text_of(next(iter(REPORTS))), load_checklist(profile))

    assert_in_order(card)
    assert [item.verdict.element.id for item in card.elements] == [element.id for element in load_checklist(PROFILES[0]).elements]
    assert len(card.elements) == 71


@pytest.mark.parametrize("render", [render_json, render_jsonl])
def test_the_same_report_gives_the_same_bytes(render: Any) -> None:
    """Checking twice changes nothing, whatever was checked in between."""
    first, *others = REPORTS.values()
    once = render([check_file(first)])
    for other in others[:3]:
        check_file(other)

    assert render([check_file(first)]) == once


@pytest.mark.parametrize("form", ["jsonl", "terminal"])
def test_a_fresh_process_gives_the_same_bytes(form: str) -> None:
    """Neither the order of sets nor the order of reports before shows in the output."""
    paths = [path.relative_to(ROOT).as_posix() for path in REPORTS.values()][:3]

    def run(seed: str, *reports: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "duibiao", "check", "--format", form, *reports]
        finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        assert finished.returncode in (0, 1), finished.stderr.decode()
        return finished.stdout

    one, other = run("1", *paths), run("2", *paths)

    assert one == other != b""
    if form == "jsonl":
        lines = [json.loads(line) for line in one.decode().splitlines()]
        assert [line["source"] for line in lines] == paths
        for path, line in zip(paths, lines, strict=True):
            own = json.loads(render_jsonl([check_file(ROOT / path)]))
            assert line == {**own, "source": path}


# ---- any text

#: Pieces of reports: what the reader decides by, thrown together.
PIECES = [
    "一、", "(二)", "1.", "2.1 ", "①", "★", "第一部分", "主要工作", "存在的问题", "下一步打算", "溪岭县", "人民政府", "关于", "2023年", "2024年",
    "度法治政府建设情况的报告", "法律顾问", "行政复议", "案件12件", "将聘请", "尚未建立", "针对", "不足的问题", "重大行政决策", "合法性审查",
    "三项制度", "按照", "要求", "现将有关情况报告如下:", "明年", "回头看", "欠账", "一是", "二是", "但", "“", "”", "《", "》", "(", ")", ",", "。",
    ";", ":", "、", "!", "\n", "\n\n", "\r\n", " ", "\u3000", "\t", "著", "覆", "a1", "99%", "索引号:", "发布日期:2024-01-02", "版权所有", "首页 > ",
    "\ufeff", "\u200b", "\U00020bb7", "特此报告。",
]  # fmt: skip


@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
@settings(max_examples=90, deadline=None, derandomize=True)
def test_any_text_is_checked_or_refused(text: str) -> None:
    """Whatever the text, it is refused for having no words, or judged with verbatim evidence for every point."""
    try:
        card = check_text(text)
    except ReadError:
        assert not any(character.isalnum() for character in text)
        return

    assert_in_order(card)
    assert_verbatim(card)
    assert_earned(card)


@given(st.binary(max_size=200))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever is in a file, it is read as text or refused, and nothing else happens."""
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    try:
        card = check_file(path)
    except ReadError:
        return

    assert_verbatim(card)
    assert_earned(card)


@given(st.text("abcxyz0189天气很好我们他.,。,\n ", min_size=1, max_size=60).filter(lambda text: any(character.isalnum() for character in text)))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_text_about_nothing_scores_nothing(text: str) -> None:
    """A text that says nothing of law-based government has none of the elements, the parts of a report included."""
    card = check_text(text)

    assert {item.verdict.status for item in card.elements} <= {Status.ABSENT, Status.NOT_APPLICABLE}
    assert card.value == 0


# ---- hostile texts

#: What no office writes, a piece repeated without end: each has once made a check take time that grew faster than the text.
HOSTILE = {
    "a sentence without marks": "聘请法律顾问参与行政复议案件审理并落实重大行政决策合法性审查",
    "clauses without end": "聘请法律顾问46名,",
    "statements without end": "聘请法律顾问;",
    "terms that may be parts of words": "上述法规和行政复议述法",
    "digits": "1234567890",
    "thousands": "123,",
    "numerals": "一百",
    "titles": "印发《重大行政决策程序规定》",
    "titles that do not end": "《重大行政决策程序",
    "plans": "将聘请法律顾问,",
    "lines of one character": "法\n律\n",
    "headings": "一、法律顾问\n",
    "blanks": " \u3000",
}
HEAD = "溪岭县人民政府关于2023年度法治政府建设情况的报告\n举办执法培训班2期。\n"

#: Opens, matches and judges each of the texts on standard input and says which is done.
ENGINE = """
import json, sys
from duibiao import load_checklist
from duibiao.check import open_document
from duibiao.judge import judge_elements
from duibiao.match import find_hits
from duibiao.read import read_text
checklist = load_checklist("outline-2021-2025")
for name, text in json.load(sys.stdin).items():
    document = open_document(read_text(text), checklist)
    judge_elements(checklist, document, find_hits(checklist, document))
    print(name, flush=True)
"""


@pytest.mark.slow
def test_hostile_texts_come_to_an_end() -> None:
    """Texts of 30,000 characters of the same are judged in seconds; where the work grew with the square, one of them took longer than all may."""
    texts = {name: HEAD + piece * (30_000 // len(piece)) for name, piece in HOSTILE.items()}

    finished = subprocess.run([sys.executable, "-c", ENGINE], input=json.dumps(texts), cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)

    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.splitlines() == list(HOSTILE)


def count_calls(text: str) -> int:
    """Return how many functions are called, built-in ones included, while *text* is opened, matched and judged."""
    checklist = load_checklist(PROFILES[1])
    source = read_text(text)
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        document = open_document(source, checklist)
        judge_elements(checklist, document, find_hits(checklist, document))
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_grows_with_the_text(name: str) -> None:
    """Twice as much of the same takes about twice as many calls."""
    piece = HOSTILE[name]
    short, long = (HEAD + piece * (length // len(piece)) for length in (2_000, 4_000))
    count_calls(long)  # what is compiled or loaded once is no work of the text

    assert count_calls(long) < 2.5 * count_calls(short)


@pytest.mark.parametrize("marks", ["“" * 300 + "聘请法律顾问46名" + "”" * 300, "聘请" + "“" * 300 + "法律顾问46名", "聘请法律顾问46名" + "\u0301" * 300])
def test_quotes_stay_short_among_marks_without_end(marks: str) -> None:
    """However many marks stand around the words, a quote takes a few of them with it."""
    assert_verbatim(check_text(f"{HEAD}{marks}。一、{marks}\n{marks}。"))
