"""The JSON result is a contract: its fields, its sums and its quotes, on real reports and on hard ones."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from command import ROOT, SAMPLES, SEEDS, check_as_json, start

SCHEMA = Draft202012Validator(json.loads((ROOT / "tests/result.schema.json").read_text("utf-8")))
EACH_REPORT = pytest.mark.parametrize("report", [*SEEDS, *SAMPLES])
WEIGHTS = {"required": 2, "expected": 1, "optional": 0, "off": 0}
POINTS = {True: 1, False: 0.5, None: 0}


def faults(result: object) -> list[str]:
    """What the schema finds in *result*, each with its path."""
    return [f"{error.json_path}: {error.message[:200]}" for error in flatten(SCHEMA.iter_errors(result))]


def flatten(errors: Any) -> Iterator[Any]:
    for error in errors:
        yield from flatten(error.context) if error.context else [error]


def places(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of a result that stands for a place in the text."""
    if isinstance(node, dict):
        if node.get("start") is not None:
            yield node
        for value in node.values():
            yield from places(value)
    elif isinstance(node, list):
        for value in node:
            yield from places(value)


@EACH_REPORT
def test_a_result_meets_the_schema(report):
    """Every result has the fields of the contract, all of them and no others."""
    assert faults(check_as_json(report)) == []


@EACH_REPORT
def test_counts_are_those_of_the_elements(report):
    """The counts are the elements counted by status, and sum to the number of elements."""
    result = check_as_json(report)
    kinds = {True: "covered_specific", False: "covered_general"}
    counted = Counter(kinds.get(element["specific"], element["status"]) for element in result["elements"])

    assert counted == Counter({key: count for key, count in result["score"]["counts"].items() if count})
    assert sum(result["score"]["counts"].values()) == len(result["elements"]) == 71


@EACH_REPORT
def test_the_score_follows_from_the_elements(report):
    """Weights follow from needs, points from statuses, and earned, possible and value from both."""
    result = check_as_json(report)
    elements, score = result["elements"], result["score"]

    assert [element["weight"] for element in elements] == [WEIGHTS[element["need"]] for element in elements]
    assert [element["points"] for element in elements] == [POINTS[element["specific"]] for element in elements]
    assert score["possible"] == sum(element["weight"] for element in elements) > 0
    assert score["earned"] == sum(element["weight"] * element["points"] for element in elements)
    assert score["value"] == round(100 * score["earned"] / score["possible"], 1)


@EACH_REPORT
def test_every_place_is_the_text_from_start_to_end(report):
    """Every quote, term and section is a verbatim slice of the text as read, terms within their quotes."""
    text = (ROOT / report).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    result = check_as_json(report)
    wrong = [place for place in places(result) if place.get("quote", place.get("term")) not in (None, text[place["start"] : place["end"]])]
    outside = [
        term
        for element in result["elements"]
        for evidence in element["evidence"]
        for term in evidence["terms"]
        if not evidence["start"] <= term["start"] < term["end"] <= evidence["end"]
    ]

    assert wrong == []
    assert outside == []
    assert all(0 <= section["start"] < section["end"] <= len(text) for section in result["sections"])
    assert result["reading"]["characters"] == len(text)


@EACH_REPORT
def test_evidence_leads_with_what_the_status_says(report):
    """The first quote of a covered, planned or problem element comes from a passage of that kind, and work comes first."""
    leading = {"covered": ["work"], "planned": ["plan"], "problem": ["problem"], "absent": [], "not_applicable": []}
    for element in check_as_json(report)["elements"]:
        roles = [evidence["role"] for evidence in element["evidence"]]
        assert roles[:1] == leading[element["status"]], element["id"]
        assert roles == sorted(roles, key=lambda role: role != "work"), element["id"]


def test_a_report_that_cannot_be_checked_meets_the_schema(tmp_path):
    """An error line has source, tool and error, and nothing that could be taken for a score."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    outcome = start("check", "--format", "jsonl", "nowhere.txt", "empty.txt", "binary.txt", folder=tmp_path)

    assert [result["source"] for result in outcome.results] == ["nowhere.txt", "empty.txt", "binary.txt"]
    assert [faults(result) for result in outcome.results] == [[], [], []]
    assert all("error" in result for result in outcome.results)


@pytest.mark.parametrize(
    "damage",
    [
        lambda result: result.update(extra=1),
        lambda result: result.pop("notices"),
        lambda result: result["meta"].update(level="village"),
        lambda result: result["elements"][0].update(status="met"),
        lambda result: result["elements"][0]["reason"].pop("code"),
        lambda result: result.update(error={"kind": "read", "message": "?", "advice": "?"}),
    ],
)
def test_the_schema_refuses_what_is_not_the_contract(damage):
    """A result with a field more, a field less or an unknown word does not pass."""
    result = copy.deepcopy(check_as_json(SEEDS[0]))
    damage(result)

    assert faults(result) != []


def test_the_same_report_gives_the_same_bytes():
    """Two processes with different hash seeds write the same bytes, in every format."""
    for form in ("json", "jsonl", "terminal"):
        first, second = (start("check", "--format", form, *SEEDS[::2], environment={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
        assert first.out == second.out, form
