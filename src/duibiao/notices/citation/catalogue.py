"""The known documents, found by a title that is right or nearly so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from duibiao.model import Instrument
from duibiao.normalize import normalize_words
from duibiao.notices.citation.distance import GENERIC, MOST_EDITS, SHORTEST, edits_for, measure
from duibiao.notices.citation.titles import Name, drop_issuer, read_name

#: what is left of a bracket that could not be read: such a title is not judged
_UNREAD = re.compile(r"[\dA-Za-z()_%]")


@dataclass(frozen=True, slots=True)
class Known:
    """A title or alias of a known document; one that differs from ``signs`` in more than ``most`` characters is far from it."""

    name: Name
    instrument: Instrument
    signs: frozenset[str]
    most: int


class Catalogue:
    """The known documents; ``latest`` is the last year in which one was issued or revised, ``outline_keys`` the Outlines that are told by their years."""

    def __init__(self, instruments: Sequence[Instrument]) -> None:
        self._by_key: dict[str, list[Known]] = defaultdict(list)
        self._by_length: dict[int, list[Known]] = defaultdict(list)
        self.latest = max((int(day[:4]) for instrument in instruments for day in (*instrument.revised, instrument.issued or "0000")), default=0)
        for instrument in instruments:
            for title in dict.fromkeys((instrument.title, *instrument.aliases)):
                name = read_name(normalize_words(title))
                if name.key not in GENERIC and all(known.instrument is not instrument or known.name != name for known in self._by_key[name.key]):
                    known = Known(name, instrument, frozenset(name.key), 2 * edits_for(name.key) + 2)
                    self._by_key[name.key].append(known)
                    self._by_length[len(name.key)].append(known)
        self.outline_keys = [key for key, row in self._by_key.items() if key.endswith("纲要") and all(len(known.name.years) == 2 for known in row)]

    def find_exact(self, name: Name) -> list[Known]:
        """Return the documents of that title, of whatever years."""
        return self._by_key.get(name.key) or self._by_key.get(drop_issuer(name)) or []

    def find_near(self, name: Name) -> Known | None:
        """Return the one document whose title *name* nearly is, None where there is none or more than one."""
        if len(name.key) < SHORTEST or _UNREAD.search(name.key):
            return None
        signs = frozenset(name.key)
        near = [
            (distance, name.years != known.name.years, known)
            for length in range(len(name.key) - MOST_EDITS, len(name.key) + MOST_EDITS + 1)
            for known in self._by_length.get(length, ())
            if len(signs ^ known.signs) <= known.most and (distance := measure(name, known.name)) is not None
        ] or [(0, False, known) for known in self._find_longer(name)]
        if not near:
            return None
        best = min(near, key=lambda item: item[:2])
        rivals = {known.name.key for distance, other, known in near if (distance, other) == best[:2]}
        return best[2] if len(rivals) == 1 else None

    def _find_longer(self, name: Name) -> list[Known]:
        """Return the documents of the same version whose title goes on where *name* ends."""
        if len(name.years) != 1:
            return []
        return [known for row in self._by_key.values() for known in row if known.name.years == name.years and known.name.key.startswith(name.key)]


@lru_cache(maxsize=4)
def build_catalogue(instruments: tuple[Instrument, ...]) -> Catalogue:
    """Return the catalogue of *instruments*, built once for the same ones."""
    return Catalogue(instruments)


def settle(name: Name, known: Sequence[Known]) -> Instrument | None:
    """Return the one document that a title means, None where it may be more than one."""
    same = [item.instrument for item in known if item.name.years == name.years]
    if not same and not name.years:
        same = [item.instrument for item in known if len(item.name.years) != 1]  # a version is not the only one there ever was
    return same[0] if len({instrument.title for instrument in same}) == 1 else None
