"""What a folder of reports tells the checklist keeper: mined wordings, and the impact of a change; text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rich.text import Text as Line

from duibiao.model import Flip, Impact, Mined, Quote, Text
from duibiao.render.jsonl import describe_quote
from duibiao.render.sheet import Look, Sheet, lay_out, printable
from duibiao.words import DISCLAIMER, STATUS, tool


def render_mined(mined: Mined, look: Look) -> str:
    """Return the mined wordings as text for a console."""
    return lay_out(look, _Corpus(look).mined(mined))


def render_mined_json(mined: Mined, lang: str = "zh", *, ascii_only: bool = False) -> str:
    """Return the mined wordings as one JSON object."""
    return _dump(
        {
            "schema": "duibiao/mined/1",
            "phrases": [
                {"element": item.element, "words": item.words, "count": item.count, "reports": item.reports, "score": item.score, "sample": item.sample.text}
                for item in mined.phrases
            ],
            "lookalikes": [
                {"source": item.source, "element": item.element, **describe_quote(item.quote), "told_by": list(item.told_by), "score": item.score}
                for item in mined.lookalikes
            ],
        },
        lang,
        ascii_only=ascii_only,
    )


def render_impact(impact: Impact, look: Look) -> str:
    """Return what a change of the checklist does, as text for a console."""
    return lay_out(look, _Corpus(look).impact(impact))


def render_impact_json(impact: Impact, lang: str = "zh", *, ascii_only: bool = False) -> str:
    """Return what a change of the checklist does, as one JSON object."""
    return _dump(
        {
            "schema": "duibiao/impact/1",
            "reports": impact.reports,
            "flips": [
                {
                    "source": flip.source,
                    "element": flip.element,
                    "was": flip.was,
                    "now": flip.now,
                    "was_quote": None if flip.was_quote is None else describe_quote(flip.was_quote),
                    "now_quote": None if flip.now_quote is None else describe_quote(flip.now_quote),
                }
                for flip in impact.flips
            ],
            "by_element": dict(impact.by_element),
            "rules": [
                {"element": use.element, "all": list(use.rule.all), "file": use.rule.place.file, "line": use.rule.place.line, "share": use.share}
                for use in impact.rules
            ],
        },
        lang,
        ascii_only=ascii_only,
    )


def _dump(shown: dict[str, Any], lang: str, *, ascii_only: bool) -> str:
    return json.dumps(shown | {"tool": tool(), "disclaimer": DISCLAIMER.say(lang)}, ensure_ascii=ascii_only, indent=2) + "\n"


class _Corpus(Sheet):
    """Writes what a folder of reports tells."""

    def mined(self, mined: Mined) -> Iterator[Line]:
        yield self.rule(self.say("phrases", count=len(mined.phrases)))
        element = None
        for item in mined.phrases:
            if item.element != element:
                element = item.element
                yield Line(element, style="bold")
            yield from self.wrap(Line(self.say("phrase", words=item.words, count=item.count, reports=item.reports)), "  ", "    ")
            yield from self._sample(item.sample)
        yield Line()
        yield self.rule(self.say("lookalikes", count=len(mined.lookalikes)))
        for likely in mined.lookalikes:
            yield from self.wrap(Line(f"{likely.element}  {printable(likely.source)}"), "  ", "    ")
            yield from self._sample(likely.quote)
        yield Line()
        yield from self.wrap(Line(self.say("mined-note"), style="dim"))

    def impact(self, impact: Impact) -> Iterator[Line]:
        yield self.rule(self.say("flips", count=len(impact.flips), reports=impact.reports))
        for flip in impact.flips:
            yield from self._flip(flip)
        if impact.by_element:
            yield Line()
            yield self.rule(self.say("by-element"))
            for element, count in impact.by_element:
                yield Line(f"  {element}  {count}")
        for share, key in ((0.0, "never"), (1.0, "always")):
            rules = [use for use in impact.rules if use.share == share]
            yield Line()
            yield self.rule(self.say(key, count=len(rules)))
            for use in rules:
                yield from self.wrap(Line(f"{use.element}  {' + '.join(use.rule.all)} ({use.rule.place})"), "  ", "    ")

    def _flip(self, flip: Flip) -> Iterator[Line]:
        yield from self.wrap(Line(f"{flip.element}  {self._name(flip.was)} → {self._name(flip.now)}  {printable(flip.source)}"), "  ", "    ")
        for mark, quote in (("-", flip.was_quote), ("+", flip.now_quote)):
            if quote is not None:
                yield from self.quote_lines(quote, (), mark, "    ")

    def _name(self, status: str | None) -> str:
        if status is None:
            return self.say("no-element")
        return STATUS[status].say(self.look.lang) if status in STATUS else Text("已写到", "covered").say(self.look.lang)

    def _sample(self, quote: Quote) -> Iterator[Line]:
        yield from self.quote_lines(quote, (), "", "    ")
