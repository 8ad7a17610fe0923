"""The reports that a command is given: files, what can be read of folders and archives, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from duibiao.cli.console import say_error
from duibiao.model import ReadError, Source, Text
from duibiao.read import SUFFIXES, read_bytes, read_file, read_source
from duibiao.read.extract import Limits

ARCHIVE = ".zip"
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A report to check, by the name it was given.

    ``data`` is what stands in no file of its own; ``error`` says that it is already known that it cannot be read.
    """

    name: str
    data: bytes | None = None
    error: ReadError | None = None

    def read(self, limits: Limits) -> Source:
        """Return the report. Raises `ReadError`."""
        if self.error:
            raise self.error
        return read_source(Path(self.name), limits) if self.data is None else read_bytes(self.data, self.name, limits)


def expand_inputs(names: Sequence[str], lang: str, limits: Limits) -> Iterator[Input]:
    """Yield the reports of *names*, those of a folder or archive in order of their paths; what they hold besides is said."""
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT:
            yield Input(name, sys.stdin.buffer.read(limits.file_bytes + 1))
        elif is_folder(path):
            yield from _expand_folder(path, lang, limits)
        else:
            yield from _expand_file(path, lang, limits)


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; a name that the system cannot even look up is left to reading, which says so."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _expand_folder(folder: Path, lang: str, limits: Limits) -> Iterator[Input]:
    closed: list[OSError] = []
    files = sorted(Path(top, file) for top, _, found in os.walk(folder, onerror=closed.append) for file in found)
    files = [path for path in files if not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts) and not _is_readme(path)]
    readable = [path for path in files if path.suffix.lower() in (*SUFFIXES, ARCHIVE)]
    _tell_skipped(folder.as_posix(), [path.relative_to(folder).as_posix() for path in files if path not in readable], lang)
    for error in closed:
        yield Input(Path(error.filename).as_posix(), error=_cannot_list(error))
    if not readable and not closed:
        yield Input(folder.as_posix(), error=_holds_none(folder.as_posix(), Text("文件夹", "folder")))
    for path in readable:
        yield from _expand_file(path, lang, limits)


def _expand_file(path: Path, lang: str, limits: Limits) -> Iterator[Input]:
    if path.suffix.lower() == ARCHIVE:
        yield from _expand_archive(path, lang, limits)
    else:
        yield Input(path.as_posix())


def _expand_archive(path: Path, lang: str, limits: Limits) -> Iterator[Input]:
    from duibiao.read.archive import is_archive, open_archive

    name = path.as_posix()
    try:
        data = read_file(path, limits)
        if not is_archive(data):
            yield Input(name, data)  # a document whose suffix was changed
            return
        skipped: list[str] = []
        found = False
        for member in open_archive(data, name, limits, SUFFIXES):
            if member.data is None and member.error is None:
                skipped.append(member.name.removeprefix(f"{name}/"))
            elif not _is_readme(Path(member.name)):
                found = True
                yield Input(member.name, member.data, member.error)
        _tell_skipped(name, skipped, lang)
        if not found:
            yield Input(name, error=_holds_none(name, Text("压缩包", "archive")))
    except ReadError as error:
        yield Input(name, error=error)


def _is_readme(path: Path) -> bool:
    return path.name.upper().startswith("README")


def _holds_none(name: str, kind: Text) -> ReadError:
    return ReadError.at(
        name,
        Text(f"{kind.zh}里没有可读的报告", f"the {kind.en} holds no report that can be read"),
        Text(f"可读的类型：{'、'.join(SUFFIXES)}", f"types that can be read: {', '.join(SUFFIXES)}"),
    )


def _cannot_list(error: OSError) -> ReadError:
    return ReadError.at(
        Path(error.filename).as_posix(),
        Text(f"文件夹打不开（{error.strerror}）", f"the folder cannot be opened ({error.strerror})"),
        Text("检查读取权限", "check its permissions"),
    )


def _tell_skipped(where: str, files: Sequence[str], lang: str) -> None:
    """Tell how many files of unknown types were skipped, and the first of them by name."""
    if files:
        first, more = files[:5], len(files) > 5
        told = Text(
            f"{where}： 跳过 {len(files)} 个不认识的文件：{'、'.join(first)}{' 等' if more else ''}",
            f"{where}: files of unknown types skipped, {len(files)} in all: {', '.join(first)}{' …' if more else ''}",
        )
        say_error(lang, told.say(lang))


def read_reports(names: Sequence[str], lang: str) -> tuple[list[Source], int]:
    """Return the reports of *names* that can be read, and how many cannot; each of those is told on standard error."""
    sources: list[Source] = []
    unread = 0
    limits = Limits()
    for item in expand_inputs(names, lang, limits):
        try:
            sources.append(item.read(limits))
        except ReadError as error:
            unread += 1
            say_error(lang, error.message.say(lang), error.advice.say(lang))
    return sources, unread
