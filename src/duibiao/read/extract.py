"""What a reader takes out of a file, before it becomes a `Source`."""

from __future__ import annotations

from dataclasses import dataclass

from duibiao.model import Text


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a reader may take: bytes of the file, bytes unpacked from it, pages, seconds."""

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 200_000_000
    pages: int = 1_000
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the row of a table: its words without line breaks, and where it stands.

    A row has its ``cells``, and ``table`` counts the tables from 1; ``heading`` is the level of a heading style,
    ``page``, on which it begins, counts from 1; ``turns`` tells where in the text each further page begins.
    """

    text: str
    page: int | None = None
    heading: int | None = None
    cells: tuple[str, ...] = ()
    table: int | None = None
    turns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """The lines of a report in reading order, and what is known of how they were read.

    ``omissions`` says what was left out that may have held words of the report.
    """

    lines: tuple[Line, ...]
    pages: int | None = None
    pages_without_text: tuple[int, ...] = ()
    omissions: tuple[Text, ...] = ()
    encoding: str | None = None
    replaced: int = 0
