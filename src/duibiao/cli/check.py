"""``duibiao check``: reports in, scorecards out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from duibiao.check import check_source
from duibiao.checklist import load_checklist
from duibiao.cli.console import look_of, say_error, speaks_utf8, write_file, write_out
from duibiao.cli.localized import Command, Number, Option, Word, language_of
from duibiao.model import Checklist, Exit, Failure, Level, ReadError, Scorecard, Text
from duibiao.read import SUFFIXES, read_source
from duibiao.render.jsonl import render_json, render_jsonl
from duibiao.render.sheet import Look
from duibiao.render.terminal import render_terminal
from duibiao.score import missing_required

Result = Scorecard | Failure

#: How a level may be said: county, 县级, 县.
LEVEL_WORDS = {level.value: level for level in Level} | {
    "省级": Level.PROVINCE,
    "省": Level.PROVINCE,
    "市级": Level.CITY,
    "市": Level.CITY,
    "县级": Level.COUNTY,
    "县": Level.COUNTY,
    "乡镇": Level.TOWNSHIP,
    "街道": Level.TOWNSHIP,
    "部门": Level.DEPARTMENT,
}
FORMATS = {"terminal": ".txt", "json": ".json", "jsonl": ".jsonl"}

_LEVEL_HELP = Text("报告的层级（如 county 或 县级）,代替自动识别。", "The report's level, instead of what the text says.")
_PROFILE_HELP = Text("用哪一版清单（编号或文件）,代替按年度选择。", "Which checklist (id or file), instead of the one of the year.")
_OUTPUT_HELP = Text("写到文件（一份报告）或文件夹（多份）。", "Write to a file (one report) or a folder (several).")


@click.command(
    cls=Command,
    text=Text(
        "核对一份或多份报告（文件或文件夹）,输出评分表。",
        "Check reports (files or folders) and print their scorecards.",
    ),
)
@click.argument("reports", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--format", "form", cls=Option, type=Word({name: name for name in FORMATS}), default="terminal", text=Text("输出格式。", "Output format."))
@click.option("--level", cls=Option, type=Word(LEVEL_WORDS), text=_LEVEL_HELP)
@click.option("--year", cls=Option, type=Number(2010, 2049), text=Text("报告的年度，代替自动识别。", "The year reported on, instead of what the text says."))
@click.option("--profile", cls=Option, metavar="ID|FILE", text=_PROFILE_HELP)
@click.option("--fail-under", cls=Option, type=Number(0, 100, float), text=Text("得分低于此数时退出码为 1。", "Exit with 1 when a score is under this."))
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
    output: Path | None,
    detail: str | None,
) -> int:
    """Check reports and print their scorecards."""
    lang = language_of(context)
    checklist = load_checklist(profile) if profile is not None else None
    results = [_check(name, checklist, level, year) for name in expand_inputs(reports, lang)]
    for result in results:
        if isinstance(result, Failure):
            say_error(lang, result.error.message.say(lang), result.error.advice.say(lang))
    write_results(results, form, look_of(lang, detail or "normal"), output)
    return exit_code(results, fail_under)


@dataclass(frozen=True, slots=True)
class _Input:
    """A report to check, by the name it was given; *error* where it is already known that it cannot be."""

    name: str
    error: ReadError | None = None


def expand_inputs(names: Sequence[str], lang: str) -> Iterator[_Input]:
    """Yield the reports of *names*, those of a folder in order of their paths; what a folder holds besides is said."""
    for name in names:
        folder = Path(name)
        if not _is_folder(folder):
            yield _Input(folder.as_posix())
            continue
        closed: list[OSError] = []
        files = sorted(Path(top, file) for top, _, found in os.walk(folder, onerror=closed.append) for file in found)
        files = [path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
        readable = [path for path in files if path.suffix.lower() in SUFFIXES and not path.name.upper().startswith("README")]
        skipped = [path.relative_to(folder).as_posix() for path in files if path not in readable and not path.name.upper().startswith("README")]
        if skipped:
            say_error(lang, _tell_skipped(name, skipped).say(lang))
        for error in closed:
            yield _Input(Path(error.filename).as_posix(), _cannot_list(error))
        if not readable and not closed:
            yield _Input(
                folder.as_posix(),
                ReadError.at(
                    name,
                    Text("文件夹里没有可读的报告", "the folder holds no report that can be read"),
                    Text(f"可读的类型：{'、'.join(SUFFIXES)}", f"types that can be read: {', '.join(SUFFIXES)}"),
                ),
            )
        yield from (_Input(path.as_posix()) for path in readable)


def _is_folder(path: Path) -> bool:
    """Whether there is such a folder; a name that the system cannot even look up is left to reading, which says so."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _cannot_list(error: OSError) -> ReadError:
    return ReadError.at(
        Path(error.filename).as_posix(),
        Text(f"文件夹打不开（{error.strerror}）", f"the folder cannot be opened ({error.strerror})"),
        Text("检查读取权限", "check its permissions"),
    )


def _tell_skipped(folder: str, files: Sequence[str]) -> Text:
    """Return how many files of unknown types were skipped, and the first of them by name."""
    first, more = files[:5], len(files) > 5
    return Text(
        f"{folder}： 跳过 {len(files)} 个不认识的文件：{'、'.join(first)}{' 等' if more else ''}",
        f"{folder}: files of unknown types skipped, {len(files)} in all: {', '.join(first)}{' …' if more else ''}",
    )


def _check(item: _Input, checklist: Checklist | None, level: Level | None, year: int | None) -> Result:
    try:
        if item.error:
            raise item.error
        return check_source(read_source(Path(item.name)), checklist, level=level, year=year)
    except ReadError as error:
        return Failure(item.name, error)


def write_results(results: Sequence[Result], form: str, look: Look, output: Path | None) -> None:
    """Write *results* to standard output, to the file *output*, or to a file each in the folder *output*."""
    if output is None:
        write_out(_render(results, form, look, ascii_only=not speaks_utf8()))
    elif not _is_folder(output) and (output.suffix or len(results) == 1):
        write_file(output, _render(results, form, look))
    else:
        for name, result in zip(_file_names(results), results, strict=True):
            write_file(output / f"{name}{FORMATS[form]}", _render([result], form, look))


def _render(results: Sequence[Result], form: str, look: Look, *, ascii_only: bool = False) -> str:
    if form == "json":
        return render_json(results, look.lang, ascii_only=ascii_only)
    if form == "jsonl":
        return render_jsonl(results, look.lang, ascii_only=ascii_only)
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
