"""A contradiction between amounts, and the notice that tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from duibiao.model import Document, Notice, Quote, Severity, Span, Text
from duibiao.notices.figures.amounts import Amount, Passage
from duibiao.notices.figures.tables import WrongRate, WrongTotal
from duibiao.notices.figures.twice import Mention
from duibiao.notices.place import quote_at, section_at

LONGEST_QUOTE = 100
_CLAUSE_BORDER = re.compile(r"[;:。!?\n]|,(?!\d{3}(?!\d))")
_ADVICE = Text("核对原始数据，改正其中有误的数字", "check the figures against the records and correct the wrong one")


@dataclass(frozen=True, slots=True)
class Clash:
    """Amounts in one passage that contradict each other, in order, and what was computed."""

    passage: Passage
    amounts: tuple[Amount, ...]
    message: Text
    severity: Severity = Severity.ERROR


def tell_clash(document: Document, clash: Clash) -> Notice:
    """Return the notice of a contradiction; what would make the quote too long becomes the other place."""
    text, within = clash.passage.text, clash.passage.span
    ordered = sorted(clash.amounts, key=lambda amount: amount.span.start)
    first, last = ordered[0], ordered[-1]
    whole = Span(clause_span(text, within, first).start, clause_span(text, within, last).end)
    if whole.end - whole.start > LONGEST_QUOTE:
        whole = Span(item_span(first).start, last.span.end)
    also: tuple[Span, ...] = ()
    if whole.end - whole.start > LONGEST_QUOTE - 2:
        whole, also = item_span(last), (item_span(first),)
    quotes = tuple(quote_at(document, span) for span in also)
    return Notice("figures", clash.severity, clash.message, _ADVICE, quote_at(document, whole), quotes, section_at(document, whole))


def tell_total(document: Document, wrong: WrongTotal) -> Notice:
    """Return the notice of a total in a table that its cells do not add up to."""
    sum_ = f"{'+'.join(show_number(part.value or Fraction(0)) for part in wrong.parts)}={show_number(wrong.sum)}"
    total = show_number(wrong.total.value or Fraction(0))
    name = wrong.label.text[:20]
    message = Text(
        f"表中“{name}”与各项之和不符：{sum_}，表中写{total}",
        f"“{name}” of the table is not what its cells add up to: {sum_}, the table says {total}",
    )
    span = Span(wrong.label.span.start, wrong.total.span.end)
    span = span if span.end - span.start <= LONGEST_QUOTE else wrong.total.span
    return Notice("figures", Severity.ERROR, message, _ADVICE, _quote(document, span), (), _section(document, span))


def tell_table_rate(document: Document, wrong: WrongRate) -> Notice:
    """Return the notice of a rate in a table that its row does not give."""
    sum_ = f"{show_number(wrong.part)}÷{show_number(wrong.whole)}={float(wrong.part * 100 / wrong.whole):.1f}%"
    message = Text(f"表中比率与本行数字不符：{sum_}，表中写{wrong.rate.text}", f"the rate is not what its row gives: {sum_}, the table says {wrong.rate.text}")
    span = Span(wrong.label.span.start, wrong.rate.span.end)
    span = span if span.end - span.start <= LONGEST_QUOTE else wrong.rate.span
    return Notice("figures", Severity.ERROR, message, _ADVICE, _quote(document, span), (), _section(document, span))


def tell_twice(document: Document, first: Mention, second: Mention) -> Notice:
    """Return the notice of one quantity that has two values."""
    values = show_number(first.value), show_number(second.value)
    name = "".join(first.key[:-1])
    return Notice(
        "figures",
        Severity.WARNING,
        Text(f"同一数字前后不一（{name}）：一处写{values[0]}，另一处写{values[1]}", f"one quantity with two values: {values[0]} here, {values[1]} there"),
        Text("核对口径；确是同一数字的，改为一致，不是的写明区别", "make them agree if they are the same; otherwise say how they differ"),
        _place(document, first),
        (_place(document, second),),
        _section(document, _place(document, first).span),
    )


def _place(document: Document, mention: Mention) -> Quote:
    return _quote(document, mention.span) if mention.table else quote_at(document, mention.span)


def _quote(document: Document, span: Span) -> Quote:
    return Quote(document.source.text[span.start : span.end], span)


def _section(document: Document, span: Span) -> str | None:
    return next((section.title for section in reversed(document.sections) if section.span.start <= span.start < section.span.end), None)


def clause_span(text: str, within: Span, amount: Amount) -> Span:
    """Return the span of the clause that holds *amount*, without the mark that ends it; a very long one is cut to the amount's item."""
    borders = [mark.end() for mark in _CLAUSE_BORDER.finditer(text, within.start, amount.span.start)]
    end = _CLAUSE_BORDER.search(text, amount.span.end, within.end)
    span = Span(borders[-1] if borders else within.start, end.start() if end else within.end)
    return span if span.end - span.start <= LONGEST_QUOTE - 2 else item_span(amount)


def item_span(amount: Amount) -> Span:
    """Return the span of *amount* with the words before it, as far as a quote may reach."""
    return Span(amount.span.start - min(len(amount.before), LONGEST_QUOTE // 2), amount.span.end)


def show_share(share: Amount) -> str:
    """Return a share with the digits that the text shows: 93%, 99.0%."""
    return f"{float(share.value):.{share.places}f}%"


def show_number(value: Fraction) -> str:
    """Return *value* as a reader writes it, at most four places: 95.4, 1200."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4f}".rstrip("0").rstrip(".")
