"""``duibiao explain``: why one element of one report was judged as it was."""

from __future__ import annotations

from pathlib import Path

import click

from duibiao.checklist import load_checklist
from duibiao.cli.console import look_of, speaks_utf8, write_out
from duibiao.cli.localized import Command, language_of
from duibiao.cli.options import format_option, level_option, profile_option, year_option
from duibiao.explain import explain_element
from duibiao.model import Exit, Level, Text
from duibiao.read import read_source
from duibiao.render.explanation import render_explanation, render_explanation_json


@click.command(
    cls=Command,
    text=Text(
        "说明一份报告的一个要素为什么这样判定：哪条规则在哪里成立，哪些话不作数、为什么，哪里只差一点。",
        "Explain the verdict on one element of one report: which rule held where, what was set aside and why, what nearly held.",
    ),
)
@click.argument("report", metavar="FILE")
@click.argument("element", metavar="ELEMENT")
@format_option("terminal", "json")
@level_option
@year_option
@profile_option
@click.pass_context
def explain(context: click.Context, report: str, element: str, form: str, level: Level | None, year: int | None, profile: str | None) -> int:
    """Explain one verdict."""
    lang = language_of(context)
    checklist = load_checklist(profile) if profile is not None else None
    explanation = explain_element(read_source(Path(report)), element, checklist, level=level, year=year)
    if form == "json":
        write_out(render_explanation_json(explanation, lang, ascii_only=not speaks_utf8()))
    else:
        write_out(render_explanation(explanation, look_of(lang, "normal")))
    return Exit.MET
