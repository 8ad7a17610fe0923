"""How long it takes to read a report of five pages in each format, beside a library that only opens the same file.

    PYTHONPATH=tests python benchmarks/reading.py

Prints the median of interleaved rounds for each way, in milliseconds, and as a ratio to the least that reading can cost:
the decoder of the text, the parser of the mark-up, the program that converts. Absolute times move with the machine; the
ratios hold. LibreOffice and Chromium make the files, and LibreOffice reads one of them.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pypdfium2
from selectolax.lexbor import LexborHTMLParser

from duibiao.read import read_bytes
from duibiao.read.extract import Limits
from duibiao.read.pdf import extract_pdf
from make.office import OFFICE, profile
from make.parity import load_reports, make_files

REPORT = "003"
ROUNDS = 15
SLOW_ROUNDS = 5
#: A way that is over sooner is repeated until a round takes so long, in seconds.
SHORTEST = 0.02
#: A way that takes longer is done in fewer rounds.
LONG = 0.5

Ways = Mapping[str, Callable[[], object]]


def main() -> None:
    """Make the files, time every way of reading them and print the medians."""
    text = load_reports()[REPORT]
    with tempfile.TemporaryDirectory() as folder:
        files = make_files(Path(folder), {REPORT: text})
        given = {form: path.read_bytes() for (_, form), path in files.items()}
        doc = files[REPORT, "doc"]
        formats: dict[str, Ways] = {
            "txt": {"bytes.decode": lambda: text.encode().decode(), "duibiao": lambda: read_bytes(text.encode(), "a.txt")},
            "docx": {
                "zipfile + ElementTree": lambda: _parse_word(given["docx"]),
                "python-docx": lambda: [one.text for one in docx.Document(io.BytesIO(given["docx"])).paragraphs],
                "duibiao": lambda: read_bytes(given["docx"], "a.docx"),
            },
            "pdf": {
                "pypdfium2": lambda: _read_pdf(given["pdf-office"]),
                "duibiao, in this process": lambda: extract_pdf(given["pdf-office"], "a.pdf", Limits()),
                "duibiao, in a child process": lambda: read_bytes(given["pdf-office"], "a.pdf"),
            },
            "html": {
                "selectolax": lambda: _parse_page(given["html"]),
                "duibiao": lambda: read_bytes(given["html"], "a.html"),
            },
            "doc": {"LibreOffice": lambda: _convert(doc, Path(folder) / "out"), "duibiao": lambda: read_bytes(given["doc"], "a.doc")},
        }
        for form, ways in formats.items():
            _print_medians(form, _time_ways(ways))


def _time_ways(ways: Ways) -> dict[str, float]:
    """Return the median of each of *ways* in milliseconds; rounds are interleaved, so that a slow moment meets all alike."""
    counts = {name: max(1, round(SHORTEST / _time(way, 1))) for name, way in ways.items()}
    rounds = SLOW_ROUNDS if max(_time(way, 1) for way in ways.values()) > LONG else ROUNDS
    times = {name: [_time(way, counts[name])] for name, way in ways.items()}
    for _ in range(rounds - 1):
        for name, way in ways.items():
            times[name].append(_time(way, counts[name]))
    return {name: statistics.median(measured) * 1000 for name, measured in times.items()}


def _time(way: Callable[[], object], count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        way()
    return (time.perf_counter() - start) / count


def _print_medians(form: str, medians: Mapping[str, float]) -> None:
    least = next(iter(medians.values()))
    for name, median in medians.items():
        print(f"{form:6}{name:30}{median:10.2f} ms   x {median / least:7.1f}")  # noqa: T201 - a script's result


def _parse_word(data: bytes) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - a file made above


def _read_pdf(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _parse_page(data: bytes) -> str:
    return LexborHTMLParser(data).text()


def _convert(path: Path, out: Path) -> None:
    command = [OFFICE, f"-env:UserInstallation={profile()}", "--headless", "--norestore", "--convert-to", "docx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - a file made above


if __name__ == "__main__":
    main()
