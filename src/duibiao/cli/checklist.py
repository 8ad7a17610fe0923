"""``duibiao checklist``: see what is asked, and whether a checklist is sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import yaml

from duibiao.checklist import KINDS, choose_profile, lint_checklist, list_profiles, load_checklist, load_samples, show_checklist
from duibiao.cli.console import look_of, speaks_utf8, write_out
from duibiao.cli.inputs import read_reports
from duibiao.cli.localized import Group, Option, language_of
from duibiao.cli.options import format_option, profile_option
from duibiao.impact import compare_checklists
from duibiao.model import Checklist, ChecklistError, Exit, Finding, Text
from duibiao.prove import prove_checklist
from duibiao.render.corpus import render_impact, render_impact_json
from duibiao.words import NEED, NOTICE, say, verdict_name


@click.group(cls=Group, text=Text("查看、检查清单。", "See and prove checklists."))
def checklist() -> None:
    """See and prove checklists."""


def _load(profile: str | None) -> Checklist:
    return load_checklist(list_profiles()[-1] if profile is None else profile)


def _write_findings(findings: Sequence[Finding], lang: str) -> None:
    for finding in findings:
        place = f"{finding.place}: " if finding.place else ""
        write_out(f"{place}{finding.message.say(lang)}\n")


@checklist.command("list", text=Text("列出内置清单，和一版清单的全部要素。", "List the built-in checklists, and the elements of one."))
@profile_option
@click.pass_context
def list_elements(context: click.Context, profile: str | None) -> int:
    """List the elements of a checklist."""
    lang = language_of(context)
    chosen = _load(profile)
    lines = [say("profiles", lang, names="、".join(list_profiles()) if lang == "zh" else ", ".join(list_profiles()))]
    for group in chosen.groups:
        lines.append(f"\n{group.title if lang == 'zh' else group.title_en}")
        for element in chosen.elements:
            if element.group == group.id:
                needs = " ".join(NEED[need.value].say(lang) for _, need in element.need)
                lines.append(f"  {element.id:<34}{needs}  {element.title if lang == 'zh' else element.title_en}")
    lines.append(f"\n{say('kinds', lang)}")
    lines += [f"  {kind:<34}{title.say(lang)}" for kind, title in NOTICE.items() if kind in KINDS]
    write_out("\n".join(lines) + "\n")
    return Exit.MET


@checklist.command("show", text=Text("打印解析后的清单（YAML），含规则，不含例句。", "Print the resolved checklist (YAML), with rules, without examples."))
@profile_option
def show(profile: str | None) -> int:
    """Print the resolved checklist."""
    shown = show_checklist(_load(profile)) | {"sha256": _load(profile).sha256}
    write_out(yaml.safe_dump(shown, allow_unicode=True, sort_keys=False, width=120))
    return Exit.MET


@checklist.command(
    "lint",
    text=Text("检查清单写法：多余的词组、重复的规则、缺少的例句。", "Check how a checklist is written: idle words, repeated rules, missing examples."),
)
@profile_option
@click.pass_context
def lint(context: click.Context, profile: str | None) -> int:
    """Check how a checklist is written."""
    lang = language_of(context)
    findings = lint_checklist(_load(profile))
    _write_findings(findings, lang)
    write_out(say("lint-clean" if not findings else "lint-findings", lang, count=len(findings)) + "\n")
    return Exit.NOT_MET if findings else Exit.MET


@checklist.command("test", text=Text("用引擎核对清单自带的例句。", "Run a checklist's own examples through the engine."))
@click.argument("elements", nargs=-1, metavar="[ELEMENT|GROUP]...")
@profile_option
@click.option("--redundant", is_flag=True, cls=Option, text=Text("另列出可能多余的规则。", "Also list rules that may be redundant."))
@click.pass_context
def test(context: click.Context, elements: tuple[str, ...], profile: str | None, redundant: bool) -> int:
    """Run the examples."""
    lang = language_of(context)
    chosen = _load(profile)
    known = {name for element in chosen.elements for name in (element.id, element.group)} | set(NOTICE)
    for name in elements:
        if name not in known:
            raise ChecklistError(
                Text(f"清单中没有要素、分组或提示种类“{name}”", f"the checklist has no element, group or kind of notice “{name}”"),
                Text("用 duibiao checklist list 查看全部编号", "see all ids with duibiao checklist list"),
            )
    proof = prove_checklist(chosen, load_samples(profile), elements)
    for broken in proof.broken:
        write_out(
            say(
                "example-broken",
                lang,
                place=broken.example.place,
                element=broken.element.id,
                text=broken.example.text.replace("\n", "⏎"),
                promised=verdict_name(broken.example.status, broken.example.specific, lang),
                judged=verdict_name(broken.verdict.status, broken.verdict.specific, lang),
            )
            + "\n"
        )
    for mistaken in proof.mistaken:
        told = "; ".join(notice.message.say(lang) for notice in mistaken.found)
        key, sample = "sample-missed" if mistaken.sample.faulty else "sample-wrong", mistaken.sample
        write_out(say(key, lang, place=sample.place, kind=NOTICE[sample.kind].say(lang), message=told, text=sample.text.replace("\n", "⏎")[:120]) + "\n")
    _write_findings(proof.idle, lang)
    if redundant:
        _write_findings(proof.redundant, lang)
    write_out(say("proof", lang, examples=proof.examples, broken=len(proof.broken) + len(proof.mistaken), idle=len(proof.idle)) + "\n")
    return Exit.NOT_MET if proof.broken or proof.mistaken or proof.idle else Exit.MET


@checklist.command(
    "impact",
    text=Text(
        "看清单的改动对一批报告有什么影响：哪些判定变了（附引文），哪些规则从不成立或处处成立。",
        "See what a change of the checklist does to a folder of reports: flipped verdicts with quotes, rules that hold in none or in all.",
    ),
)
@click.argument("reports", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option(
    "--against",
    required=True,
    cls=Option,
    type=click.Path(path_type=Path),
    metavar="DIR",
    text=Text("改动以前的清单文件夹。", "The folder of the checklist before the change."),
)
@format_option("terminal", "json")
@profile_option
@click.pass_context
def impact(context: click.Context, reports: tuple[str, ...], against: Path, form: str, profile: str | None) -> int:
    """See what a change of the checklist does."""
    lang = language_of(context)
    sources, unread = read_reports(reports, lang)

    def now(year: int | None) -> Checklist:
        return load_checklist(profile or choose_profile(year))

    def before(year: int | None) -> Checklist:
        return load_checklist(against / f"{profile or choose_profile(year)}.yaml")

    found = compare_checklists(sources, before, now)
    shown = render_impact_json(found, lang, ascii_only=not speaks_utf8()) if form == "json" else render_impact(found, look_of(lang, "normal"))
    write_out(shown)
    return Exit.UNCHECKED if unread else Exit.MET
