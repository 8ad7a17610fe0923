"""The scorecard for a terminal: who was checked, the score, what must be mended first, then every element.

Plain text without colour is the same text. Everything that comes from a report is shown as text, never obeyed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from duibiao.model import Evidence, Failure, Group, Nearest, Need, Notice, Scorecard, Scored, Severity, Status, Text
from duibiao.render.sheet import Look, Sheet, lay_out, one_line, printable
from duibiao.score import count_statuses, missing_required, status_key
from duibiao.words import DISCLAIMER, LEVEL, NEED, ROLE, SETUP, SEVERITY, STATUS, formula, reason

Result = Scorecard | Failure

_STYLE = {
    "covered_specific": "green",
    "covered_general": "yellow",
    "planned": "cyan",
    "problem": "magenta",
    "absent": "red",
    "not_applicable": "dim",
}
_MARK = {"covered_specific": "+", "covered_general": "~", "planned": ">", "problem": "!", "absent": "-", "not_applicable": " "}


def render_terminal(results: Sequence[Result], look: Look) -> str:
    """Return the scorecards of *results* one after the other, as text for a console of ``look.width`` columns."""
    card = _Card(look)
    return lay_out(look, (line for number, result in enumerate(results) for line in card.spaced(number, result)))


class _Card(Sheet):
    """Writes one scorecard line by line."""

    def spaced(self, number: int, result: Result) -> Iterator[Line]:
        """Yield the lines of one result, a blank line before each but the first."""
        if number and self.look.detail != "quiet":
            yield Line()
        yield from self.lines(result)

    def lines(self, result: Result) -> Iterator[Line]:
        if isinstance(result, Failure) and self.look.detail == "quiet":
            yield Line(f"{self.say('unchecked')}  {one_line(result.error.message.say(self.look.lang))}")
        elif isinstance(result, Failure):
            yield from self._failure(result)
        elif self.look.detail == "quiet":
            yield self._summary(result)
        else:
            yield from self._head(result)
            yield from self._missing(result)
            yield from self._notices(result)
            yield from self._groups(result)
            yield from self._foot()

    # ---- the parts of a card

    def _failure(self, failure: Failure) -> Iterator[Line]:
        yield self.rule(self.say("unchecked"))
        yield from self.wrap(Line(printable(failure.error.message.say(self.look.lang)), style="red"))
        yield from self.wrap(Line(printable(failure.error.advice.say(self.look.lang))))

    def _summary(self, card: Scorecard) -> Line:
        missing = len(missing_required(card))
        parts = [f"{card.value:5.1f}", one_line(card.document.meta.issuer or self.say("unknown-issuer")), str(card.document.meta.year or "----")]
        tail = self.say("missing-count", count=missing) if missing else self.say("none-missing")
        return Line("  ".join([*parts, tail, one_line(card.document.source.name)]))

    def _head(self, card: Scorecard) -> Iterator[Line]:
        meta, source = card.document.meta, card.document.source
        issuer = printable(meta.issuer or self.say("unknown-issuer"))
        year = self.say("year", year=meta.year) if meta.year else self.say("unknown-year")
        yield self.rule(f"{issuer} · {year}")
        if meta.title and meta.title != meta.issuer:
            yield from self.field(self.say("title"), printable(meta.title))
        yield from self.field(self.say("file"), printable(source.name or "-"))
        level = LEVEL[card.level.value].say(self.look.lang)
        checklist = card.checklist.title if self.look.lang == "zh" else card.checklist.title_en
        yield from self.field(self.say("against"), f"{checklist} · {level} · v{card.checklist.version}")
        yield from self.field(self.say("read"), self._reading(card))
        for notice in card.notices:
            if notice.kind in SETUP:
                told = (notice.message.say(self.look.lang), notice.advice.say(self.look.lang))
                yield from self.field(self.say("note"), Line(printable(("。" if self.look.lang == "zh" else "; ").join(told)), style="yellow"))
        yield Line()
        style = _score_style(card.value)
        bar = self.bar(card.value / 100, max(10, self.width - 34), style)
        label = self.say("score")
        label += " " * max(1, 10 - cell_len(label))
        yield Line.assemble((label, "dim"), (f"{card.value:5.1f}", f"bold {style}"), "  ", bar, f"  {card.earned:g}/{card.possible:g}")
        yield from self._counts(card)
        yield from self.field(self.say("formula"), Line(formula(card.checklist, self.look.lang), style="dim"))

    def _reading(self, card: Scorecard) -> str:
        source = card.document.source
        encoding = (source.encoding or "").upper()
        script = self.say(f"script-{card.document.meta.script}")
        parts = [self.say("characters", count=f"{len(source.text):,}"), source.format, encoding, script]
        parts.append(self.say("complete" if source.complete else "incomplete"))
        return " · ".join(part for part in parts if part)

    def _counts(self, card: Scorecard) -> Iterator[Line]:
        line = Line()
        for key, count in count_statuses(card.elements).items():
            if line:
                line.append("  ")
            line.append(f"{STATUS[key].say(self.look.lang)} ", style="" if count else "dim")
            line.append(str(count), style=f"bold {_STYLE[key]}" if count else "dim")
        yield from self.field(self.say("counts"), line)

    def _missing(self, card: Scorecard) -> Iterator[Line]:
        missing = missing_required(card)
        yield Line()
        if not missing:
            yield self.rule(self.say("required-met"))
            return
        yield self.rule(self.say("fix-first", count=len(missing)))
        for item in missing:
            yield from self._must_mend(item)

    def _must_mend(self, item: Scored) -> Iterator[Line]:
        element = item.verdict.element
        yield self._element_line(item)
        basis = "、" if self.look.lang == "zh" else "; "
        shown = basis.join(f"{one.document}{one.article or ''}" for one in element.basis)
        label_width = " " * 4
        yield from self.indented(self.say("basis"), shown, label_width, "dim")
        yield from self.indented(self.say("advice"), element.advice if self.look.lang == "zh" else element.advice_en, label_width)
        if item.verdict.evidence:
            yield from self._evidence_lines(item.verdict.evidence[0], label_width)
        elif item.verdict.nearest:
            yield from self._nearest_lines(item.verdict.nearest, item.verdict.reason, label_width)

    def _notices(self, card: Scorecard) -> Iterator[Line]:
        shown = [notice for notice in card.notices if notice.kind not in SETUP]
        if not shown:
            return
        yield Line()
        yield self.rule(self.say("notices", count=len(shown)))
        for notice in shown:
            yield from self._notice(notice)

    def _notice(self, notice: Notice) -> Iterator[Line]:
        style = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "dim"}[notice.severity]
        mark = f"  [{SEVERITY[notice.severity.value].say(self.look.lang)}] "
        yield from self.wrap(Line(printable(notice.message.say(self.look.lang)), style=style), mark, " " * cell_len(mark))
        for number, quote in enumerate(quote for quote in (notice.quote, *notice.also) if quote is not None):
            yield from self.quote_lines(quote, (), self.say("also") if number else "", " " * 4)
        yield from self.indented(self.say("advice"), notice.advice.say(self.look.lang), " " * 4)
        if notice.basis:
            yield from self.indented(self.say("basis"), notice.basis, " " * 4, "dim")

    def _groups(self, card: Scorecard) -> Iterator[Line]:
        for group in card.checklist.groups:
            items = [item for item in card.elements if item.verdict.element.group == group.id]
            if not items:
                continue
            yield Line()
            yield self._group_line(group, items)
            for item in items:
                yield from self._element(item)

    def _group_line(self, group: Group, items: Sequence[Scored]) -> Line:
        possible = sum(item.weight for item in items)
        earned = sum(item.points * item.weight for item in items)
        share = earned / possible if possible else 0.0
        title = group.title if self.look.lang == "zh" else group.title_en
        length = max(8, min(24, self.width - 40))
        title = _shorten(title, self.width - length - 16)
        name = title + " " * max(1, self.width - length - 16 - cell_len(title)) if self.width < 76 else title + " " * max(1, 34 - cell_len(title))
        figure = f"  {earned:g}/{possible:g}" if possible else f"  {self.say('not-scored')}"
        return Line.assemble((name, "bold"), self.bar(share, length, _score_style(100 * share)) if possible else Line(" " * length), figure)

    def _element_line(self, item: Scored) -> Line:
        verdict = item.verdict
        key = status_key(item)
        title = verdict.element.title if self.look.lang == "zh" else verdict.element.title_en
        status = STATUS[key].say(self.look.lang)
        brackets = Text("（{}）", " ({})").say(self.look.lang)
        need = "" if item.need is Need.EXPECTED else brackets.format(NEED[item.need.value].say(self.look.lang))
        room = self.width - 4 - cell_len(status) - 1
        title = _shorten(title + need, room)
        gap = " " * max(1, room - cell_len(title) + 1)
        return Line.assemble((f"  {_MARK[key]} ", _STYLE[key]), (title, "" if key != "not_applicable" else "dim"), gap, (status, _STYLE[key]))

    def _element(self, item: Scored) -> Iterator[Line]:
        yield self._element_line(item)
        verdict = item.verdict
        if self.look.detail == "all":
            if verdict.status is not Status.NOT_APPLICABLE:
                yield from self.wrap(Line(reason(verdict.reason, self.look.lang), style="dim"), " " * 4, " " * 4)
            for evidence in verdict.evidence:
                yield from self._evidence_lines(evidence, " " * 4)
            if not verdict.evidence and verdict.nearest:
                yield from self._nearest_lines(verdict.nearest, verdict.reason, " " * 4)
        elif verdict.evidence:
            yield from self._evidence_lines(verdict.evidence[0], " " * 4)

    def _evidence_lines(self, evidence: Evidence, indent: str) -> Iterator[Line]:
        role = "" if evidence.role.value == "work" else f"{ROLE[evidence.role.value].say(self.look.lang)} · "
        note = role + self.say("paragraph", number=evidence.paragraph)
        yield from self.quote_lines(evidence.quote, [term.span for term in evidence.terms], note, indent)

    def _nearest_lines(self, nearest: Nearest, code: str, indent: str) -> Iterator[Line]:
        note = Text("{0}：{1}", "{0}: {1}").say(self.look.lang).format(self.say("nearest"), reason(code, self.look.lang))
        yield from self.quote_lines(nearest.quote, (), note, indent)

    def _foot(self) -> Iterator[Line]:
        yield Line()
        yield from self.wrap(Line(self.say("legend"), style="dim"))
        yield from self.wrap(Line(DISCLAIMER.say(self.look.lang) + ("。" if self.look.lang == "zh" else "."), style="dim"))


def _score_style(value: float) -> str:
    return "green" if value >= 80 else "yellow" if value >= 60 else "red"


def _shorten(title: str, room: int) -> str:
    if cell_len(title) <= room:
        return title
    while title and cell_len(title) > room - 2:
        title = title[:-1]
    return title + ".."
