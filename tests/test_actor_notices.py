"""Notices on what the issuing body cannot do by law."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from command import ROOT
from duibiao.check import open_document
from duibiao.checklist import load_checklist
from duibiao.model import ActorRule, Level, Severity, Text
from duibiao.notices.actor import find_actors
from duibiao.read import read_text

PROOF = yaml.safe_load((ROOT / "checklist/notices/actor.yaml").read_text("utf-8"))
FAULTS = PROOF["faults"]
LOOKALIKES = [sample if isinstance(sample, dict) else {"text": sample} for sample in PROOF["lookalikes"]]
CHECKLIST = load_checklist("outline-2021-2025")


RULES = CHECKLIST.actors


def actors_of(text, level=None, year=None, rules=RULES):
    """The notices on a text that is read as a report of *level*."""
    checklist = replace(CHECKLIST, actors=rules)
    return list(find_actors(checklist, open_document(read_text(text), checklist, level=Level(level) if level else None, year=year)))


def simple_rule(**changes):
    """A rule that townships do not hear reconsideration cases, with *changes*."""
    told = {"levels": (Level.TOWNSHIP,), "all": ("受理…行政复议案件",), "without": (), "basis": "《中华人民共和国行政复议法》"}
    return ActorRule(message=Text("不受理", "does not"), advice=Text("核对", "check"), **(told | changes))


@pytest.mark.parametrize("sample", FAULTS, ids=lambda sample: sample["quote"])
def test_a_body_that_claims_what_it_cannot_do_is_told_once(sample):
    """Each planted fault brings one warning, which points at the words and names a document."""
    [notice] = actors_of(sample["text"], sample.get("level"), sample.get("year"))

    assert notice.kind == "actor"
    assert notice.severity is Severity.WARNING
    start = sample["text"].index(sample["quote"])
    assert notice.quote.span.start < start + len(sample["quote"])
    assert start < notice.quote.span.end
    assert notice.quote.text == sample["text"][notice.quote.span.start : notice.quote.span.end]
    assert notice.basis.startswith("《")


@pytest.mark.parametrize("sample", LOOKALIKES, ids=lambda sample: sample["text"][:24])
def test_a_lookalike_is_let_be(sample):
    """Respondents, windows, higher bodies, mere study and denials bring no notice."""
    assert actors_of(sample["text"], sample.get("level"), sample.get("year")) == []


@pytest.mark.parametrize("number", range(len(RULES)), ids=[rule.all[-1] for rule in RULES])
def test_every_rule_is_needed_by_a_fault(number):
    """Without the rule, one of the planted faults goes unseen."""
    others = RULES[:number] + RULES[number + 1 :]

    assert any(not actors_of(sample["text"], sample.get("level"), sample.get("year"), others) for sample in FAULTS)


def test_nothing_is_said_where_the_level_is_unknown():
    """A text that does not say whose report it is brings no notice."""
    assert actors_of("全年受理行政复议案件5件，审结5件。") == []
    assert actors_of("全年受理行政复议案件5件，审结5件。", "township") != []


def test_a_rule_on_a_revised_law_is_for_later_years():
    """A department that heard cases before the law was revised is let be, also where the year is unknown."""
    text = "我局受理行政复议案件12件，审结10件。"

    assert [len(actors_of(text, "department", year)) for year in (None, 2020, 2023, 2024)] == [0, 0, 0, 1]


def test_a_shortcoming_and_a_title_are_no_claim():
    """Words of a chapter of shortcomings, and words that only stand in a title, bring no notice."""
    text = "一、存在的问题\n个别站所擅自受理行政复议案件，审理行政复议案件程序不清。\n"

    assert actors_of(text, "township") == []
    assert actors_of("印发《镇政府受理行政复议案件3件情况的通报》。", "township") == []


def test_every_place_is_quoted():
    """A second claim of the same kind stands beside the first, in the report's own characters."""
    text = "全年受理行政複議案件5件。\n镇政府还审结“行政复议案件”4件。\n"

    [notice] = actors_of(text, "township")

    assert notice.quote.text == "全年受理行政複議案件5件"
    assert [quote.text for quote in notice.also] == ["镇政府还审结“行政复议案件”4件"]


def test_patterns_on_the_issuer_are_held_against_its_name():
    """`issuer` and `other_issuer` of a rule speak of the issuer and the title, not of the text."""
    text = "{}2024年法治政府建设情况报告\n全年受理行政复议案件5件。\n"
    rule = simple_rule(issuer=("街道",))

    assert len(actors_of(text.format("北门街道办事处"), rules=(rule,))) == 1
    assert actors_of(text.format("北门镇人民政府"), rules=(rule,)) == []
    assert actors_of(text.format("北门街道办事处"), rules=(simple_rule(other_issuer=("街道",)),)) == []


def test_a_quote_is_no_longer_than_a_hundred_characters():
    """A clause without end is cut."""
    [notice] = actors_of("受理行政复议案件" + "甲" * 300, "township")

    assert len(notice.quote.text) == 100
