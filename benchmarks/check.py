"""How long a check takes, beside the least that any checker must do: decode the file and look for its words once.

    python benchmarks/check.py [FOLDER]

Prints the median of interleaved rounds for each step, as milliseconds a report and as a ratio to decoding and one
pass over the text with all literals of the checklist. Absolute times move with the machine; the ratios hold.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import ahocorasick_rs

from duibiao.checklist import list_profiles, load_checklist
from duibiao.judge import judge_elements
from duibiao.match import find_hits
from duibiao.normalize import normalize_text
from duibiao.pattern import vocabulary_of
from duibiao.read import read_source
from duibiao.structure import build_document

ROUNDS = 15


def main(folder: Path) -> None:
    """Time every step on the reports of *folder* and print the medians."""
    checklist = load_checklist(list_profiles()[-1])
    vocabulary = vocabulary_of(checklist.language)
    patterns = [vocabulary.compile(source) for element in checklist.elements for rule in element.rules for source in rule.all]
    literals = sorted({literal for pattern in patterns for literal in pattern.literals})
    automaton = ahocorasick_rs.AhoCorasick(literals)
    paths = sorted(folder.glob("*.txt"))
    sources = [read_source(path) for path in paths]
    normals = [normalize_text(source.text) for source in sources]
    documents = [build_document(source, normal, checklist.language) for source, normal in zip(sources, normals, strict=True)]
    hits = [find_hits(checklist, document) for document in documents]
    steps: dict[str, Callable[[], object]] = {
        "decode and one pass": lambda: [automaton.find_matches_as_indexes(path.read_bytes().decode("utf-8"), overlapping=True) for path in paths],
        "read": lambda: [read_source(path) for path in paths],
        "normalize": lambda: [normalize_text(source.text) for source in sources],
        "structure": lambda: [build_document(source, normal, checklist.language) for source, normal in zip(sources, normals, strict=True)],
        "match": lambda: [find_hits(checklist, document) for document in documents],
        "judge": lambda: [judge_elements(checklist, document, found) for document, found in zip(documents, hits, strict=True)],
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for name, step in steps.items():
            start = time.perf_counter()
            step()
            times[name].append((time.perf_counter() - start) / len(paths) * 1000)
    floor = statistics.median(times["decode and one pass"])
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{name:22}{median:9.2f} ms a report   x {median / floor:7.1f}")  # noqa: T201 - a script's result


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "seeds")
