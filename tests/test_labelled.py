"""Floors on the reports that people labelled: no change of a rule may lower them unseen."""

from __future__ import annotations

import pytest

from labelled.measure import HELD_BACK, LABELLED, TEXTS, measure_report, measure_set

FLOORS = {
    "seeds": {"coverage_f1": 0.97, "status_accuracy": 0.97, "evidence_first": 0.96, "meta_accuracy": 1.0},
    "samples": {"coverage_f1": 0.97, "status_accuracy": 0.96, "evidence_first": 0.96, "meta_accuracy": 0.98},
    "fresh": {"coverage_f1": 0.95, "status_accuracy": 0.93, "evidence_first": 0.94, "meta_accuracy": 0.98},
}
REPORTS = {"seeds": 5, "samples": 10, "fresh": 24}


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_judgements_agree_with_the_labellers(name):
    """On each labelled set every figure is at its floor or above it, and every quote is the report's own words."""
    figures = measure_set(name).figures
    low = {figure: round(figures[figure], 4) for figure, floor in FLOORS[name].items() if not figures[figure] >= floor}

    assert figures["reports"] == REPORTS[name]
    assert not low, f"{name}: under the floor: {low}; floors: {FLOORS[name]}"
    assert figures["not_verbatim"] == 0


def test_the_held_back_reports_are_there():
    """Every report that is held back is among the labelled ones, so that the halves add up to the whole."""
    assert {path.stem for path in LABELLED.glob("*/*.yaml")} >= HELD_BACK


def test_the_measure_notices_wrong_labels(tmp_path):
    """A label that contradicts its report lowers the figures: the measure can fail."""
    right = (LABELLED / "seeds/004_10669b02413f9089.yaml").read_text("utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(right.replace("in: [work]", "in: [problem]").replace("level: township", "level: province"), "utf-8")
    honest, turned = (measure_report(path, TEXTS["seeds"]) for path in (LABELLED / "seeds/004_10669b02413f9089.yaml", wrong))

    assert turned["status"] < honest["status"]
    assert turned["tp"] < honest["tp"]
    assert turned["meta right"] == honest["meta right"] - 1
