"""Characters that would not be seen, or would rearrange what stands around them, made visible as their code."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

#: Controls, formats (bidirectional ones among them), lone surrogates, line and paragraph separators.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def split_unseen(text: str) -> Iterator[tuple[str, bool]]:
    """Yield *text* in runs: as it stands, or the code of one unseen character, "U+202E", with True. Tabs and line ends stand."""
    start = 0
    for at, character in enumerate(text):
        if character in "\t\n" or character.isprintable() or unicodedata.category(character) not in _UNSEEN:
            continue
        if start < at:
            yield text[start:at], False
        yield f"U+{ord(character):04X}", True
        start = at + 1
    if start < len(text):
        yield text[start:], False


def show_plain(text: str) -> str:
    """Return *text* with "[U+202E]" for each unseen character."""
    return "".join(f"[{run}]" if unseen else run for run, unseen in split_unseen(text))
