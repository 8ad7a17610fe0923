"""``duibiao mine``: what a folder of reports says in words that the checklist does not know."""

from __future__ import annotations

import click

from duibiao.checklist import load_checklist
from duibiao.cli.console import look_of, speaks_utf8, write_out
from duibiao.cli.inputs import read_reports
from duibiao.cli.localized import Command, Number, Option, language_of
from duibiao.cli.options import format_option, profile_option
from duibiao.mine import mine_reports
from duibiao.model import Exit, Text
from duibiao.render.corpus import render_mined, render_mined_json


@click.command(
    cls=Command,
    text=Text(
        "从一批报告里找清单还不认识的说法：常与某要素同现而没有规则用到的词，像某要素而没有命中的句子。",
        "Find wordings that the checklist does not know: words that stand beside an element, sentences that look like one but hit nothing.",
    ),
)
@click.argument("reports", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--element", "elements", multiple=True, cls=Option, metavar="ELEMENT|GROUP", text=Text("只看这些要素或分组。", "Only these elements or groups."))
@click.option("--most", cls=Option, type=Number(1, 200), default=12, text=Text("每个要素最多列几个词。", "How many words an element at the most."))
@format_option("terminal", "json")
@profile_option
@click.pass_context
def mine(context: click.Context, reports: tuple[str, ...], elements: tuple[str, ...], most: int, form: str, profile: str | None) -> int:
    """Mine reports for wordings."""
    lang = language_of(context)
    sources, unread = read_reports(reports, lang)
    mined = mine_reports(sources, load_checklist(profile) if profile is not None else None, elements=elements, most=most)
    shown = render_mined_json(mined, lang, ascii_only=not speaks_utf8()) if form == "json" else render_mined(mined, look_of(lang, "normal"))
    write_out(shown)
    return Exit.UNCHECKED if unread else Exit.MET
