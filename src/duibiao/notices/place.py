"""Where a notice stands: its quote and its section, from a span of the normalised text."""

from __future__ import annotations

from bisect import bisect_right

from duibiao.model import Document, Quote, Span
from duibiao.normalize import own_span

#: in characters of the text as read; quotation marks around the words take up to so many of them
_LONGEST_QUOTE, _QUOTATION_MARKS = 100, 3


def quote_at(document: Document, span: Span) -> Quote:
    """Return the report's own words of *span* of the normalised text, with the quotation marks that belong to them."""
    text = document.source.text
    own = own_span(text, document.normal.origin(span))
    return Quote(text[own.start : own.end], own)


def shorten(document: Document, span: Span) -> Span:
    """Return *span* of the normalised text, or as much of its beginning as a quote of 100 characters holds."""
    offsets = document.normal.offsets
    return Span(span.start, bisect_right(offsets, offsets[span.start] + _LONGEST_QUOTE - _QUOTATION_MARKS, span.start, span.end))


def section_at(document: Document, span: Span) -> str | None:
    """Return the title of the innermost section in which *span* of the normalised text begins."""
    start = document.normal.origin(span).start
    return next((section.title for section in reversed(document.sections) if section.span.start <= start < section.span.end), None)
