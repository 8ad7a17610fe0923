"""The reports that a command is given: files, and what can be read of folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from duibiao.cli.console import say_error
from duibiao.model import ReadError, Source, Text
from duibiao.read import SUFFIXES, read_source


@dataclass(frozen=True, slots=True)
class Input:
    """A report to check, by the name it was given; *error* where it is already known that it cannot be."""

    name: str
    error: ReadError | None = None


def expand_inputs(names: Sequence[str], lang: str) -> Iterator[Input]:
    """Yield the reports of *names*, those of a folder in order of their paths; what a folder holds besides is said."""
    for name in names:
        folder = Path(name)
        if not is_folder(folder):
            yield Input(folder.as_posix())
            continue
        closed: list[OSError] = []
        files = sorted(Path(top, file) for top, _, found in os.walk(folder, onerror=closed.append) for file in found)
        files = [path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
        readable = [path for path in files if path.suffix.lower() in SUFFIXES and not path.name.upper().startswith("README")]
        skipped = [path.relative_to(folder).as_posix() for path in files if path not in readable and not path.name.upper().startswith("README")]
        if skipped:
            say_error(lang, _tell_skipped(name, skipped).say(lang))
        for error in closed:
            yield Input(Path(error.filename).as_posix(), _cannot_list(error))
        if not readable and not closed:
            yield Input(
                folder.as_posix(),
                ReadError.at(
                    name,
                    Text("文件夹里没有可读的报告", "the folder holds no report that can be read"),
                    Text(f"可读的类型：{'、'.join(SUFFIXES)}", f"types that can be read: {', '.join(SUFFIXES)}"),
                ),
            )
        yield from (Input(path.as_posix()) for path in readable)


def is_folder(path: Path) -> bool:
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


def read_reports(names: Sequence[str], lang: str) -> tuple[list[Source], int]:
    """Return the reports of *names* that can be read, and how many cannot; each of those is told on standard error."""
    sources: list[Source] = []
    unread = 0
    for item in expand_inputs(names, lang):
        try:
            if item.error:
                raise item.error
            sources.append(read_source(Path(item.name)))
        except ReadError as error:
            unread += 1
            say_error(lang, error.message.say(lang), error.advice.say(lang))
    return sources, unread
