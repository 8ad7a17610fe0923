"""The whole results of the five seeds, as they were last looked at and found right (``make golden`` rewrites them)."""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path

import pytest

from command import ROOT, SEEDS, check_as_json

GOLDEN = ROOT / "tests/golden"
REWRITE = os.environ.get("DUIBIAO_GOLDEN") == "rewrite"
LONGEST_DIFFERENCE = 120  # lines


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_gives_its_golden_result(seed):
    """The whole JSON result of a seed equals its golden file; a difference is shown and must be meant."""
    golden = GOLDEN / f"{Path(seed).stem}.json"
    found = json.dumps(check_as_json(seed), ensure_ascii=False, indent=2) + "\n"
    if REWRITE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, "utf-8", newline="\n")
    if not golden.is_file():
        pytest.fail(f"there is no {golden.relative_to(ROOT)}: run `make golden` and look at what it writes", pytrace=False)
    difference = list(difflib.unified_diff(golden.read_text("utf-8").splitlines(), found.splitlines(), "golden", "found", n=4, lineterm=""))
    if difference:
        shown = "\n".join(difference[:LONGEST_DIFFERENCE])
        rest = f"\n… and {len(difference) - LONGEST_DIFFERENCE} lines more" if len(difference) > LONGEST_DIFFERENCE else ""
        pytest.fail(f"{seed} is judged otherwise than in {golden.relative_to(ROOT)}; if that is meant, run `make golden`:\n{shown}{rest}", pytrace=False)


@pytest.mark.skipif(REWRITE, reason="the golden files are being rewritten")
def test_every_golden_file_belongs_to_a_seed():
    """There is a golden file for each seed, and none without one."""
    assert {path.stem for path in GOLDEN.glob("*.json")} == {Path(seed).stem for seed in SEEDS}
