"""``duibiao check``: reports in, scorecards out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from duibiao.check import check_source
from duibiao.checklist import load_checklist
from duibiao.cli.console import look_of, say_error, speaks_utf8, write_file, write_out
from duibiao.cli.inputs import Input, expand_inputs, is_folder
from duibiao.cli.localized import Command, Number, Option, language_of
from duibiao.cli.options import format_option, level_option, profile_option, year_option
from duibiao.model import Checklist, Exit, Failure, Level, ReadError, Scorecard, Text
from duibiao.read.extract import Limits
from duibiao.render.html import render_html
from duibiao.render.jsonl import render_json, render_jsonl
from duibiao.render.sheet import Look
from duibiao.render.terminal import render_terminal
from duibiao.score import missing_required
from duibiao.words import say

Result = Scorecard | Failure

FORMATS = {"terminal": ".txt", "json": ".json", "jsonl": ".jsonl", "html": ".html"}
#: Formats that are files of their own, one for each report, and never printed.
FILES = {"html"}
#: Where they go without ``-o``.
OUT = Path("reports_out")

_OUTPUT_HELP = Text("写到文件（一份报告）或文件夹（多份）。", "Write to a file (one report) or a folder (several).")


@click.command(
    cls=Command,
    text=Text(
        "核对一份或多份报告（文件或文件夹），输出评分表。",
        "Check reports (files or folders) and print their scorecards.",
    ),
)
@click.argument("reports", nargs=-1, required=True, metavar="FILE|FOLDER...")
@format_option(*FORMATS)
@level_option
@year_option
@profile_option
@click.option("--fail-under", cls=Option, type=Number(0, 100, float), text=Text("得分低于此数时退出码为 1。", "Exit with 1 when a score is under this."))
@click.option("--max-size", cls=Option, type=Number(0.001, 1000, float), default=50, text=Text("文件最大多少 MB。", "The largest file, in MB."))
@click.option("--timeout", cls=Option, type=Number(1, 3600, float), default=60, text=Text("读一个文件最多多少秒。", "Seconds to read a file at most."))
@click.option("-o", "--output", cls=Option, type=click.Path(path_type=Path), text=_OUTPUT_HELP)
@click.option("--all", "detail", flag_value="all", cls=Option, text=Text("列出全部引文和判定理由。", "Show every quote and the reason of every verdict."))
@click.option("--quiet", "detail", flag_value="quiet", cls=Option, text=Text("每份报告只输出一行。", "One line a report."))
@click.pass_context
def check(
    context: click.Context,
    reports: tuple[str, ...],
    form: str,
    level: Level | None,
    year: int | None,
    profile: str | None,
    fail_under: float | None,
    max_size: float,
    timeout: float,
    output: Path | None,
    detail: str | None,
) -> int:
    """Check reports and print their scorecards."""
    lang = language_of(context)
    checklist = load_checklist(profile) if profile is not None else None
    limits = Limits(file_bytes=int(max_size * 1_000_000), seconds=timeout)
    results = [_check(item, limits, checklist, level, year) for item in expand_inputs(reports, lang, limits)]
    for result in results:
        if isinstance(result, Failure):
            say_error(lang, result.error.message.say(lang), result.error.advice.say(lang))
    write_results(results, form, look_of(lang, detail or "normal"), output)
    return exit_code(results, fail_under)


def _check(item: Input, limits: Limits, checklist: Checklist | None, level: Level | None, year: int | None) -> Result:
    try:
        return check_source(item.read(limits), checklist, level=level, year=year)
    except ReadError as error:
        return Failure(item.name, error)


def write_results(results: Sequence[Result], form: str, look: Look, output: Path | None) -> None:
    """Write *results* to standard output, to the file *output*, or to a file each in the folder *output*."""
    if form in FILES:
        _write_files([result for result in results if isinstance(result, Scorecard)], form, look, output, alone=len(results) == 1)
    elif output is None:
        write_out(_render(results, form, look, ascii_only=not speaks_utf8()))
    elif not is_folder(output) and (output.suffix or len(results) == 1):
        write_file(output, _render(results, form, look))
    else:
        _write_files(results, form, look, output, alone=False)


def _write_files(results: Sequence[Result], form: str, look: Look, output: Path | None, *, alone: bool) -> None:
    """Write a file for each of *results*: *output* itself where one stands *alone*, else in that folder; say where, if nobody chose it."""
    if output is not None and alone and not is_folder(output):
        paths = [output]
    else:
        paths = [(output or OUT) / f"{name}{FORMATS[form]}" for name in _file_names(results)]
    for path, result in zip(paths, results, strict=False):  # nothing is written for a report that could not be checked
        write_file(path, _render([result], form, look))
        if output is None:
            write_out(say("written", look.lang, path=path.as_posix()) + "\n")


def _render(results: Sequence[Result], form: str, look: Look, *, ascii_only: bool = False) -> str:
    if form == "json":
        return render_json(results, look.lang, ascii_only=ascii_only)
    if form == "jsonl":
        return render_jsonl(results, look.lang, ascii_only=ascii_only)
    if form == "html":
        return "".join(render_html(result, look.lang) for result in results if isinstance(result, Scorecard))
    return render_terminal(results, look)


def _file_names(results: Sequence[Result]) -> Iterator[str]:
    """Yield a file name for each result: the report's own, numbered where two are alike."""
    seen: dict[str, int] = {}
    for result in results:
        source = result.name if isinstance(result, Failure) else result.document.source.name
        stem = Path(source).stem or "report"
        seen[stem] = seen.get(stem, 0) + 1
        yield stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"


def exit_code(results: Sequence[Result], fail_under: float | None) -> int:
    """Return what the process tells its caller about *results*."""
    if any(isinstance(result, Failure) for result in results):
        return Exit.UNCHECKED
    cards = [result for result in results if isinstance(result, Scorecard)]
    low = fail_under is not None and any(card.value < fail_under for card in cards)
    return Exit.NOT_MET if low or any(missing_required(card) for card in cards) else Exit.MET
