"""Measure duibiao against the labelled reports: ``python tests/labelled/measure.py``.

A label file says of each element where its report speaks of it (work, problem, plan), whether the work is told with
particulars, and in which words. Pairs on which careful labellers differ (``disputed``, ``specific: null``) are not scored.

coverage    per report and element: is it covered by work? precision, recall and F1 over all pairs
status      share of pairs whose covered / planned / problem / absent is right
specific    of the rightly covered pairs, share with the right ``specific``; general_f1 tells how well slogans are told apart
evidence    of the rightly covered pairs, share whose first work quote overlaps a labelled one (first), and share of their
            first six work quotes that do (all); a quote over 120 characters is wrong
figures     contradictions in the report's numbers: precision of the notices, recall of the labelled ones
meta        share of level, year, outline and issuer that are right
verbatim    how many quotes are not the text from start to end

Below that stands, for each kind of notice, how many planted faults it finds and how many lookalikes it lets be, in two sets
of samples that were written without knowledge of the rules: ``notices/``, which has been looked at since, and ``unseen/``.

The reports named in `HELD_BACK` are for measuring alone: no rule is written after looking at their single faults, so only
sums of them are shown.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from duibiao import check_file, check_text, load_checklist
from duibiao.checklist.notices import read_samples
from duibiao.prove import tells_fault
from duibiao.render.jsonl import describe

LABELLED = Path(__file__).parent
TEXTS = {"seeds": LABELLED.parents[1] / "seeds"} | {name: LABELLED / name for name in ("samples", "fresh", "figures", "unseen")}
HELD_BACK = frozenset({"w1-6", "w2-5", "w2-6", "w3-7", "w4-5", "d1", "d2", "d4", "d6"})
LONGEST_QUOTE = 120
COMPARED_QUOTES = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """What a set of labelled reports came to: only sums, no single pair."""

    counts: Counter[str]

    @property
    def figures(self) -> dict[str, float]:
        """The figures by name, in the order they are shown."""
        count = self.counts
        return {
            "reports": count["reports"],
            "pairs": count["pairs"],
            "coverage_precision": _ratio(count["tp"], count["tp"] + count["fp"]),
            "coverage_recall": _ratio(count["tp"], count["tp"] + count["fn"]),
            "coverage_f1": _f1(count["tp"], count["fp"], count["fn"]),
            "status_accuracy": _ratio(count["status"], count["pairs"]),
            "specific_accuracy": _ratio(count["specific right"], count["specific"]),
            "general_f1": _f1(count["general tp"], count["general fp"], count["general fn"]),
            "evidence_first": _ratio(count["first right"], count["tp"]),
            "evidence_all": _ratio(count["quotes right"], count["quotes"]),
            "figures_precision": _ratio(count["figures found"] - count["figures wrong"], count["figures found"]),
            "figures_recall": _ratio(count["figures"] - count["figures missed"], count["figures"]),
            "meta_accuracy": _ratio(count["meta right"], count["meta"]),
            "not_verbatim": count["not verbatim"],
        }


def measure_set(name: str, held_back: bool | None = None) -> Measure:
    """Measure the set *name* ("seeds", "samples", "fresh", "figures", "unseen"), or only its held-back or its known half."""
    counts: Counter[str] = Counter()
    for path in sorted((LABELLED / name).glob("*.yaml")):
        if held_back is None or (path.stem in HELD_BACK) == held_back:
            counts += measure_report(path, TEXTS[name])
    return Measure(counts)


def measure_report(labels_path: Path, texts: Path) -> Counter[str]:
    """Count what one report was judged like, against its labels."""
    labels = yaml.safe_load(labels_path.read_text("utf-8"))
    path = texts / labels["file"]
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    result = describe(check_file(path))
    pairs = sum((_pair(text, *pair) for pair in _pairs(labels, result)), Counter[str]())
    return Counter({"reports": 1}) + _meta(labels, result["meta"]) + pairs + _figures(text, labels, result["notices"])


def _meta(labels: dict[str, Any], meta: dict[str, Any]) -> Counter[str]:
    keys = [key for key in ("level", "year", "outline") if key in labels]
    right = sum(str(labels[key]) == str(meta[key] or "") for key in keys)
    issuer = meta["issuer"] or ""
    right += len(issuer) > 1 and (issuer in labels["issuer"] or labels["issuer"] in issuer)
    return Counter({"meta": len(keys) + 1, "meta right": right})


def _pairs(labels: dict[str, Any], result: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each element's label (empty where absent) with its result; disputed pairs are left out."""
    found = {element["id"]: element for element in result["elements"]}
    given = labels.get("labels") or {}
    for identity in (*given, *(labels.get("absent") or ())):
        if identity not in (labels.get("disputed") or ()):
            yield given.get(identity, {}), found[identity]


def _pair(text: str, label: dict[str, Any], element: dict[str, Any]) -> Counter[str]:
    want, have = _labelled_status(label), "absent" if element["status"] == "not_applicable" else element["status"]
    count = Counter({"pairs": 1, "status": want == have})
    count["not verbatim"] += sum(text[item["start"] : item["end"]] != item["quote"] for item in element["evidence"])
    if want == "covered" and have == "covered":
        return count + Counter({"tp": 1}) + _specific(label, element) + _evidence(text, label, element)
    count["fp"] += have == "covered"
    count["fn"] += want == "covered"
    return count


def _labelled_status(label: dict[str, Any]) -> str:
    where = label.get("in", ())
    return next((status for role, status in (("work", "covered"), ("plan", "planned"), ("problem", "problem")) if role in where), "absent")


def _specific(label: dict[str, Any], element: dict[str, Any]) -> Counter[str]:
    """The parts that a report must have (``report.*``) are not scored: they are there or not."""
    if element["group"] == "report" or label["specific"] is None:
        return Counter()
    general, said = not label["specific"], not element["specific"]
    return Counter(
        {
            "specific": 1,
            "specific right": general == said,
            "general tp": general and said,
            "general fp": said and not general,
            "general fn": general and not said,
        }
    )


def _evidence(text: str, label: dict[str, Any], element: dict[str, Any]) -> Counter[str]:
    places = list(_places(text, label["quotes"]))
    shown = [item for item in element["evidence"] if item["role"] == "work"][:COMPARED_QUOTES]
    right = [len(item["quote"]) <= LONGEST_QUOTE and any(item["start"] < end and start < item["end"] for start, end in places) for item in shown]
    return Counter({"first right": any(right[:1]), "quotes": len(right), "quotes right": sum(right)})


def _figures(text: str, labels: dict[str, Any], notices: Sequence[dict[str, Any]]) -> Counter[str]:
    labelled = [list(_places(text, [figure["quote"], *figure.get("also", [])])) for figure in labels["figures"] or ()]
    found = [notice for notice in notices if notice["kind"] == "figures"]
    return Counter(
        {
            "figures": len(labelled),
            "figures found": len(found),
            "figures wrong": sum(not any(_touches(notice, places) for places in labelled) for notice in found),
            "figures missed": sum(not any(_touches(notice, places) for notice in found) for places in labelled),
        }
    )


def _touches(notice: dict[str, Any], places: Iterable[tuple[int, int]]) -> bool:
    return any(notice["start"] < end and start < notice["end"] for start, end in places)


def measure_notices(folder: Path) -> dict[str, Counter[str]]:
    """Count, for each kind of notice, the planted faults and lookalikes of *folder*/notices and how many were told apart."""
    checklist = load_checklist("outline-2021-2025")
    counts: dict[str, Counter[str]] = {}
    for sample in read_samples(folder):
        found = [notice for notice in check_text(sample.text, checklist, level=sample.level, year=sample.year).notices if notice.kind == sample.kind]
        count = counts.setdefault(sample.kind, Counter())
        if sample.faulty:
            count += Counter({"faults": 1, "found": tells_fault(found, sample)})
        else:
            count += Counter({"lookalikes": 1, "let be": not found})
        counts[sample.kind] = count
    return counts


def _places(text: str, quotes: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield every place in *text* where one of *quotes* stands."""
    for quote in quotes:
        start = text.find(quote)
        while start >= 0:
            yield start, start + len(quote)
            start = text.find(quote, start + 1)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _f1(hits: int, wrong: int, missed: int) -> float:
    return _ratio(2 * hits, 2 * hits + wrong + missed)


def main() -> None:
    """Print the figures of each set, its known and its held-back half apart."""
    columns = [("seeds", None), ("samples", False), ("samples", True), ("fresh", False), ("fresh", True), ("figures", None), ("unseen", None)]
    halves = {None: "all", False: "known", True: "held back"}
    measures = [measure_set(name, half).figures for name, half in columns]
    sys.stdout.write(" " * 20 + "".join(f"{f'{name} {halves[half]}':>20}" for name, half in columns) + "\n")
    for figure in measures[0]:
        values = (figures[figure] for figures in measures)
        sys.stdout.write(f"{figure:20}" + "".join(f"{value:>20.3f}" if isinstance(value, float) else f"{value:>20}" for value in values) + "\n")
    for name, folder in (("notices, known", LABELLED), ("notices, unseen", LABELLED / "unseen")):
        sys.stdout.write(f"\n{name:20}{'faults found':>20}{'lookalikes let be':>20}\n")
        for kind, count in measure_notices(folder).items():
            found, spared = f"{count['found']}/{count['faults']}", f"{count['let be']}/{count['lookalikes']}"
            sys.stdout.write(f"{kind:20}{found:>20}{spared:>20}\n")


if __name__ == "__main__":
    main()
