"""What is wrong with a citation, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duibiao.model import Instrument, Severity, Span, Text


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one citation; those of one ``about`` are one notice."""

    about: tuple[str, ...]
    span: Span
    severity: Severity
    message: Text
    advice: Text
    basis: str | None


def basis_of(instrument: Instrument) -> str:
    """Return the title of *instrument* with its number, else its source, as what a notice rests on."""
    return f"《{instrument.title}》" + (f"（{told}）" if (told := instrument.number or instrument.source) else "")


def say_day(day: str) -> str:
    """Return a day of the form 2021-08-02 as it is written in Chinese."""
    it = date.fromisoformat(day)
    return f"{it.year}年{it.month}月{it.day}日"
