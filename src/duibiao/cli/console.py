"""Writing to consoles and files so that nothing a console lacks can make it fail."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TextIO

from duibiao.model import CheckError, Text
from duibiao.render.sheet import Look, one_line

_DRAWING = "█░─"


def write_out(text: str, stream: TextIO | None = None) -> None:
    """Write *text* to standard output; a character that the console lacks becomes a question mark."""
    stream = stream or sys.stdout
    encoding = stream.encoding or "utf-8"
    stream.flush()
    stream.buffer.write(text.encode(encoding, "replace"))
    stream.buffer.flush()


def say_error(lang: str, message: str, advice: str = "") -> None:
    """Write one line to standard error."""
    line = ("。" if lang == "zh" else "; ").join(part.rstrip("。.") for part in (message, advice) if part)
    write_out(f"duibiao: {one_line(line)}\n", sys.stderr)


def speaks_utf8() -> bool:
    """Whether standard output takes every character."""
    return (sys.stdout.encoding or "").lower().replace("-", "") in ("utf8", "utf8sig")


def look_of(lang: str, detail: str) -> Look:
    """Return how to show a scorecard on this console."""
    terminal = sys.stdout.isatty()
    return Look(
        lang=lang,
        width=shutil.get_terminal_size((80, 24)).columns if terminal or "COLUMNS" in os.environ else 80,
        color=terminal and "NO_COLOR" not in os.environ,
        drawing=_encodes(_DRAWING),
        detail=detail,
    )


def _encodes(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def write_file(path: Path, text: str) -> None:
    """Write *text* to *path* as UTF-8, making its folder. Raises `CheckError` where that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", "replace", newline="\n")  # names of files may hold bytes that no encoding knows
    except OSError as error:
        raise CheckError.at(
            path.as_posix(),
            Text(f"写不进去（{error.strerror}）", f"cannot be written ({error.strerror})"),
            Text("检查路径和写入权限，或换一个 -o", "check the path and its permissions, or choose another -o"),
        ) from error
