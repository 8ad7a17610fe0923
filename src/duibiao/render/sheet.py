"""Lines for a console: wrapping that Chinese typography allows, labelled fields, rules, quotes with their hit terms.

Everything that comes from a report is shown as text, never obeyed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from duibiao.model import Quote, Span
from duibiao.words import say

NARROWEST, WIDEST = 60, 120
_NOT_AT_LINE_START = frozenset(",。、;:!?)》”’」』】…%" "\uff0c\uff1b\uff1a\uff01\uff1f\uff09\uff05")
_NOT_AT_LINE_END = frozenset("(《“‘「『【" "\uff08")


@dataclass(frozen=True, slots=True)
class Look:
    """How to show: language, columns, colour, whether the console has more than ASCII, how much."""

    lang: str = "zh"
    width: int = 80
    color: bool = False
    drawing: bool = True
    detail: str = "normal"
    """"quiet" is one line a report, "all" shows every quote and the reason of every verdict."""


def lay_out(look: Look, lines: Iterable[Line]) -> str:
    """Return *lines* as text for a console of ``look.width`` columns."""
    width = fit_width(look)
    console = Console(
        file=StringIO(), width=width, force_terminal=look.color, color_system="standard" if look.color else None, legacy_windows=False, _environ={}
    )
    with console.capture() as captured:
        for line in lines:
            console.print(line, soft_wrap=True, highlight=False, markup=False)
    return captured.get()


def fit_width(look: Look) -> int:
    """Return how many columns are used of those there are."""
    return max(NARROWEST, min(look.width, WIDEST))


class Sheet:
    """Writes lines in one look."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.width = fit_width(look)

    def say(self, key: str, **values: object) -> str:
        return say(key, self.look.lang, **values)

    def wrap(self, text: Line, first: str = "", rest: str = "") -> Iterator[Line]:
        """Yield *text* in lines of the console's width; no closing mark begins a line, no opening one ends it."""
        plain, start, indent = text.plain, 0, first
        while start < len(plain):
            end = _fit(plain, start, self.width - cell_len(indent))
            line = Line(indent) + text[start:end]
            line.rstrip()
            yield line
            start, indent = end, rest
            while plain[start : start + 1] == " ":
                start += 1

    def field(self, label: str, text: Line | str, style: str = "") -> Iterator[Line]:
        pad = label + " " * max(1, 10 - cell_len(label))
        body = text if isinstance(text, Line) else Line(text, style=style)
        for number, line in enumerate(self.wrap(body, pad, " " * cell_len(pad))):
            if number == 0:
                line.stylize("dim", 0, len(pad))
            yield line

    def rule(self, title: str) -> Line:
        dash = "─" if self.look.drawing else "-"
        return Line.assemble((title, "bold"), " ", (dash * max(0, self.width - cell_len(title) - 1), "dim"))

    def bar(self, share: float, length: int, style: str) -> Line:
        full, empty = ("█", "░") if self.look.drawing else ("#", ".")
        filled = round(share * length)
        return Line.assemble((full * filled, style), (empty * (length - filled), "dim"))

    def indented(self, label: str, text: str, indent: str, style: str = "") -> Iterator[Line]:
        first = f"{indent}{label} "
        yield from self.wrap(Line(text, style=style), first, " " * cell_len(first))

    def quote_lines(self, quote: Quote, terms: Sequence[Span], note: str, indent: str) -> Iterator[Line]:
        """Yield the quote behind a bar, its hit terms made to stand out, and *note* at its end or in a line of its own."""
        bar = Line.assemble((f"{indent}{'│' if self.look.drawing else '|'} ", "dim"))
        gap = " " * (len(indent) + 3)  # the bar may take two columns
        *lines, last = (bar + line[len(gap) :] for line in self.wrap(self.quoted(quote, terms), gap, gap))
        yield from lines
        if note and len(gap) + sum(map(_columns, last.plain[len(indent) + 2 :] + note)) + 2 <= self.width:
            last.append(f"  {note}", style="dim")
            note = ""
        yield last
        if note:
            yield from self.wrap(Line(note, style="dim"), gap, gap)

    def quoted(self, quote: Quote, terms: Sequence[Span]) -> Line:
        """Return the quote, its hit terms made to stand out."""
        shown = Line(printable(quote.text).replace("\n", ""))
        shift = _kept_before(quote.text)
        for span in terms:
            start = span.start - quote.span.start
            end = span.end - quote.span.start
            if 0 <= start < end <= len(quote.text):
                shown.stylize("bold underline", shift[start], shift[end])
        return shown


def printable(text: str) -> str:
    """Return *text* without what a console would obey: control characters and marks of direction."""
    return "".join("\ufffd" if unicodedata.category(character) in ("Cc", "Cf", "Cs") and character != "\n" else character for character in text)


def one_line(text: str) -> str:
    """Return *text* printable and without line breaks."""
    return printable(text).replace("\n", " ")


def _kept_before(text: str) -> list[int]:
    """For each position of *text*, how many characters before it are shown."""
    kept = [0]
    for character in text:
        kept.append(kept[-1] + (character != "\n"))
    return kept


def _fit(text: str, start: int, room: int) -> int:
    """Return where the line that begins at *start* must end to fit into *room* columns."""
    used, end = 0, start
    while end < len(text):
        used += _columns(text[end])
        if used > room:
            break
        end += 1
    if end >= len(text):
        return end
    at = end
    while at > start + 1 and (text[at] in _NOT_AT_LINE_START or text[at - 1] in _NOT_AT_LINE_END or _inside_word(text, at)):
        at -= 1
    return at if at > start + 1 and at > end - 24 else max(end, start + 1)


def _inside_word(text: str, at: int) -> bool:
    return text[at - 1].isascii() and text[at].isascii() and not text[at].isspace() and not text[at - 1].isspace()


def _columns(character: str) -> int:
    """How many columns a character takes; one of uncertain width is given two, as Chinese consoles do."""
    return 2 if unicodedata.east_asian_width(character) in "WFA" else cell_len(character)
