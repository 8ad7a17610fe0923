"""Document numbers that are not those of the title in front of them."""

from __future__ import annotations

import re

from duibiao.model import Instrument, Severity, Span, Text
from duibiao.normalize import normalize_words
from duibiao.notices.citation.fault import Fault, basis_of
from duibiao.notices.citation.report import Report
from duibiao.notices.citation.titles import Citation

#: 国务院令第713号 国令713号 国办发(2018)118号 厅字[2019]28号, also in a bracket: (国办发(2018)118号)
_NUMBER = re.compile(
    r"[(\[]?(?:(?:中华人民共和国)?(?P<body>国务院|国|主席)令\(?第?(?P<order>\d{1,4})号?"
    r"|(?P<office>[一-鿿]{1,10})[(\[{](?P<year>\d{4})年?[)\]}]第?(?P<serial>\d{1,4})号)"
)
#: the letters of the central bodies
_CENTRAL = frozenset(("国发", "国办发", "国函", "国办函", "中发", "中办发", "厅字", "中办字", "国办"))


def wrong_number(report: Report, citation: Citation, instrument: Instrument) -> Fault | None:
    """Return the fault of a number behind the title that is another central document's."""
    if instrument.number is None:
        return None
    match, known = _NUMBER.match(report.text, citation.number_at), _NUMBER.match(normalize_words(instrument.number))
    if match is None or known is None:
        return None
    written, right = _read_number(match), _read_number(known)
    if written == right:
        return None
    if written[0] != right[0] and not (written[0] in _CENTRAL and right[0] in _CENTRAL):
        return None  # 苏政办发〔2023〕47号 sends the document on
    if right[0] == "国务院令" and instrument.revised:
        return None  # a revised text has an order of its own
    span = Span(citation.span.start, _close(report.text, match))
    if not report.fits_quote(span):
        span = Span(match.start(), span.end)
    number = report.own_words(Span(match.start() + (match.group()[0] in "(["), match.end()))
    return Fault(
        ("number", instrument.title, number),
        span,
        Severity.ERROR,
        Text(
            f"文中写《{instrument.title}》的文号为“{number}”，应为“{instrument.number}”",
            f"the text gives {number} as number of 《{instrument.title}》; it is {instrument.number}",
        ),
        Text("核对文号后改正", "correct the number"),
        basis_of(instrument),
    )


def _read_number(match: re.Match[str]) -> tuple[str, str, int]:
    """Who numbered it, the year and the number; an order has no year."""
    if body := match["body"]:
        return "主席令" if body == "主席" else "国务院令", "", int(match["order"])
    return match["office"], match["year"], int(match["serial"])


def _close(text: str, match: re.Match[str]) -> int:
    """Where the number ends, with the bracket around it."""
    return match.end() + (match.group()[0] in "([" and text[match.end() : match.end() + 1] in (")", "]"))
