"""The explanation of one verdict, for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rich.text import Text as Line

from duibiao.model import Explanation, Passage
from duibiao.render.jsonl import describe_element, describe_quote
from duibiao.render.sheet import Look, Sheet, lay_out, printable
from duibiao.score import status_key
from duibiao.words import ASIDE, BARRIER, DISCLAIMER, NEED, ROLE, STATUS, reason, tool

EXPLANATION_SCHEMA = "duibiao/explanation/1"


def render_explanation_json(explanation: Explanation, lang: str = "zh", *, ascii_only: bool = False) -> str:
    """Return the explanation as one JSON object."""
    shown = {
        "schema": EXPLANATION_SCHEMA,
        "source": explanation.card.document.source.name,
        "tool": tool(),
        "element": describe_element(explanation.scored, lang),
        "hits": [_describe_passage(passage) for passage in explanation.hits],
        "misses": [_describe_passage(passage) for passage in explanation.misses],
        "disclaimer": DISCLAIMER.say(lang),
    }
    return json.dumps(shown, ensure_ascii=ascii_only, indent=2) + "\n"


def _describe_passage(passage: Passage) -> dict[str, Any]:
    return {
        **describe_quote(passage.quote),
        "section": passage.section,
        "paragraph": passage.paragraph,
        "role": passage.role.value,
        "rule": {"all": list(passage.rule.all), "within": passage.rule.within, "line": passage.rule.place.line, "file": passage.rule.place.file},
        "terms": [describe_quote(term) for term in passage.terms],
        "aside": passage.aside,
        "lacks": list(passage.lacks),
        "barrier": passage.barrier,
    }


def render_explanation(explanation: Explanation, look: Look) -> str:
    """Return the explanation as text for a console."""
    return lay_out(look, _Explained(look).explain(explanation))


class _Explained(Sheet):
    """Writes an explanation in the manner of a scorecard."""

    def explain(self, explanation: Explanation) -> Iterator[Line]:
        item, lang = explanation.scored, self.look.lang
        element, key = item.verdict.element, status_key(item)
        yield self.rule(f"{element.title if lang == 'zh' else element.title_en} · {element.id}")
        yield from self.field(self.say("file"), printable(explanation.card.document.source.name or "-"))
        yield from self.field(self.say("need"), NEED[item.need.value].say(lang))
        yield from self.field(self.say("verdict"), STATUS[key].say(lang))
        yield from self.field(self.say("reason"), reason(item.verdict.reason, lang))
        yield Line()
        yield self.rule(self.say("hits", count=len(explanation.hits)))
        for passage in explanation.hits:
            yield from self._passage(passage)
        yield Line()
        yield self.rule(self.say("misses", count=len(explanation.misses)))
        for passage in explanation.misses:
            yield from self._passage(passage)
        yield Line()
        yield from self.wrap(Line(DISCLAIMER.say(lang), style="dim"))

    def _passage(self, passage: Passage) -> Iterator[Line]:
        lang = self.look.lang
        note = f"{ROLE[passage.role.value].say(lang)} · {self.say('paragraph', number=passage.paragraph)}"
        yield from self.quote_lines(passage.quote, [term.span for term in passage.terms], note, "  ")
        yield from self.indented(self.say("by-rule"), f"{' + '.join(passage.rule.all)} ({passage.rule.place})", "    ", "dim")
        if passage.aside:
            yield from self.indented(self.say("set-aside"), ASIDE[passage.aside].say(lang), "    ", "yellow")
        if passage.lacks:
            yield from self.indented(self.say("lacks"), " + ".join(passage.lacks), "    ", "yellow")
        if passage.barrier:
            yield from self.indented(self.say("kept-by"), BARRIER[passage.barrier].say(lang), "    ", "yellow")
