"""Numbers in a report that contradict each other are told, and all others are left alone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from command import ROOT
from duibiao.check import open_document
from duibiao.checklist import load_checklist
from duibiao.model import Level, Notice
from duibiao.notices.figures import find_figures
from duibiao.read import read_source, read_text

PROOF = yaml.safe_load((ROOT / "checklist/notices/figures.yaml").read_text("utf-8"))
FAULTS = PROOF["faults"]
LOOKALIKES = [{"text": sample} if isinstance(sample, str) else sample for sample in PROOF["lookalikes"]]
CLEAN = sorted((ROOT / "tests/labelled/clean").glob("*.txt"))
COUNT = st.integers(1, 4000)


def find(text: str, level: Level | None = None, year: int | None = None) -> list[Notice]:
    """Return the notices on the figures of a text."""
    return list(find_figures(open_document(read_text(text), load_checklist("outline-2021-2025"), level=level, year=year)))


def find_sample(sample: dict) -> list[Notice]:
    return find(sample["text"], Level(sample["level"]) if "level" in sample else None, sample.get("year"))


def head(sample: dict) -> str:
    return sample["text"][:24]


@pytest.mark.parametrize("sample", FAULTS, ids=head)
def test_a_fault_is_told_once_where_it_stands(sample):
    """Each faulty text brings one notice, whose quote touches the words and whose other places touch theirs."""
    [notice] = find_sample(sample)
    start = sample["text"].index(sample["quote"])

    assert notice.kind == "figures"
    assert notice.quote.span.start < start + len(sample["quote"])
    assert start < notice.quote.span.end
    for words in sample.get("also", []):
        assert any(words in other.text or other.text in words for other in notice.also)


@pytest.mark.parametrize("sample", FAULTS, ids=head)
def test_a_quote_is_the_reports_own_and_short(sample):
    """Every quote equals the text where it says it stands, and has at most 100 characters."""
    for notice in find_sample(sample):
        for quote in (notice.quote, *notice.also):
            assert quote.text == sample["text"][quote.span.start : quote.span.end]
            assert 0 < len(quote.text) <= 100


@pytest.mark.parametrize("sample", LOOKALIKES, ids=head)
def test_a_lookalike_is_left_alone(sample):
    """Texts that look like contradictions but hold none bring no notice."""
    assert find_sample(sample) == []


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_clean_report_is_left_alone(path: Path):
    """A long report whose numbers all agree brings no notice."""
    assert find(path.read_text("utf-8")) == []


def test_there_are_clean_reports():
    """The three clean reports are there: a county's, a department's, a township's."""
    assert [path.stem for path in CLEAN] == ["county", "department", "township"]


def test_the_published_report_is_told_its_pass_rate():
    """In the first seed, 188 of 197 is not 93 %; nothing else in it is told."""
    [path] = (ROOT / "seeds").glob("000_*.txt")
    [notice] = find_figures(open_document(read_source(path)))

    assert "197人參考,188人通過,通過率達93%" in notice.quote.text
    assert notice.message.zh == "比率与前后数字不符：188÷197=95.4%，文中写93%"
    assert notice.section is not None


TOTALS = (
    "全年共检查企业{total}家，其中工业企业{a}家、商贸企业{b}家、其他企业{c}家。",
    "评查行政处罚案卷{a}卷、行政许可案卷{b}卷、行政强制案卷{c}卷，合计{total}卷。",
    "共评查案卷{total}卷。其中优秀{a}卷、合格{b}卷、不合格{c}卷。",
    "表1 办件情况\n单位\t办件数\n公安\t{a}\n民政\t{b}\n交通\t{c}\n合计\t{total}\n",
    "各镇办件数\n东镇 {a}\n西镇 {b}\n南镇 {c}\n合计 {total}\n",
)


@pytest.mark.parametrize("template", TOTALS)
@given(parts=st.tuples(COUNT, COUNT, COUNT))
@settings(max_examples=25, deadline=None)
def test_a_true_sum_is_never_told(template, parts):
    """Parts that add up to their total bring no notice."""
    a, b, c = parts

    assert find(template.format(a=a, b=b, c=c, total=sum(parts))) == []


@pytest.mark.parametrize("template", TOTALS)
@given(parts=st.tuples(COUNT, COUNT, COUNT), more=st.integers(1, 50))
@settings(max_examples=25, deadline=None)
def test_a_wrong_sum_is_always_told(template, parts, more):
    """A total that is more than its parts brings one notice, with the sum in its message."""
    a, b, c = parts
    [notice] = find(template.format(a=a, b=b, c=c, total=sum(parts) + more))

    assert f"={sum(parts)}" in notice.message.zh
    assert str(sum(parts) + more) in notice.message.zh


RATES = (
    "举行执法资格考试，{whole}人参考，{part}人通过，通过率达{share}%。",
    "全年排查矛盾纠纷{whole}件，化解{part}件，化解率{share}%。",
    "办理行政复议案件{whole}件，其中涉企案件{part}件，占{share}%。",
)


@pytest.mark.parametrize("template", RATES)
@given(whole=COUNT, fraction=st.fractions(0, 1), places=st.integers(0, 2))
@settings(max_examples=25, deadline=None)
def test_a_share_that_is_rounded_or_cut_off_is_never_told(template, whole, fraction, places):
    """A share with its digits rounded, or cut off, agrees with its parts."""
    part = int(whole * fraction)
    exact = Fraction(part * 100, whole)
    cut = int(exact * 10**places) / 10**places

    assert find(template.format(whole=whole, part=part, share=f"{float(exact):.{places}f}")) == []
    assert find(template.format(whole=whole, part=part, share=f"{cut:.{places}f}")) == []


@pytest.mark.parametrize("template", RATES)
@given(whole=st.integers(20, 4000), fraction=st.fractions(0, 1), off=st.sampled_from([-30, -7, -3, 3, 7, 30]))
@settings(max_examples=25, deadline=None)
def test_a_wrong_share_is_always_told(template, whole, fraction, off):
    """A share that is off by three points or more brings one notice."""
    part = 1 + int((whole - 1) * fraction)
    share = round(part * 100 / whole) + off
    if share < 0:
        share = round(part * 100 / whole) - off

    [notice] = find(template.format(whole=whole, part=part, share=share))
    assert f"{part}÷{whole}" in notice.message.zh or "超过100%" in notice.message.zh


@given(text=st.text(st.sampled_from("一二三十百0123456789,，、。；：（）%件家人卷其中合计占率达到下降由从至余约\t\n全区街道审结行政复议案件"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_it(text):
    """Whatever the text, notices come out, and their quotes are the text's own."""
    for notice in find("报告\n" + text + "完"):
        assert notice.quote.text == ("报告\n" + text + "完")[notice.quote.span.start : notice.quote.span.end]
