"""Read one file in a process of its own: native code that crashes, hangs or eats all memory costs that file only."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from duibiao.model import ReadError, Text
from duibiao.read.extract import Extract, Limits, Line

#: What the child may use of memory, in bytes of address space.
_MEMORY = 1_500_000_000
#: The packages stand in as bare names, so that the child loads the reader and the model alone, not the whole program.
_CHILD = """
import sys
from types import ModuleType
for name, folder in (("duibiao", sys.argv[1]), ("duibiao.read", sys.argv[1] + "/read")):
    sys.modules[name] = package = ModuleType(name)
    package.__path__ = [folder]
from duibiao.read.apart import serve
serve(sys.argv[2], sys.argv[3], sys.argv[4])
"""
_MEMORY_CODE = 81


def read_apart(reader: str, data: bytes, name: str, limits: Limits) -> Extract:
    """Return what *reader*, “module:function”, takes out of *data*, run in a child process under *limits*.

    Raises the reader's own `ReadError`, or one that says that time or memory ran out or that the program failed.
    """
    import subprocess  # the child has no use for it

    command = [sys.executable, "-P", "-X", "utf8", "-c", _CHILD, str(Path(__file__).parents[1]), reader, name, json.dumps(asdict(limits))]
    try:
        child = subprocess.run(  # noqa: S603  the command is ours, and no shell reads it
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise _spent(name, limits.seconds) from None
    except OSError as error:
        raise ReadError.at(
            name,
            Text(f"读取程序无法启动（{error.strerror or error}）", f"the reading process could not be started ({error.strerror or error})"),
            Text("关闭其他程序后重试；或另存为 .docx 或 .txt", "close other programs and try again, or save it as .docx or .txt"),
        ) from error
    return _unpack(child.returncode, child.stdout, name, limits)


def serve(reader: str, name: str, limits: str) -> None:
    """Read standard input with *reader* and write the extract, or the error, to standard output as JSON."""
    bounds = Limits(**json.loads(limits))
    _bound_process(bounds.seconds)
    module, function = reader.split(":")
    read: Callable[[bytes, str, Limits], Extract] = getattr(import_module(module), function)
    try:
        answer = pack_extract(read(sys.stdin.buffer.read(), name, bounds))
    except ReadError as error:
        answer = {"error": [asdict(error.message), asdict(error.advice)]}
    except MemoryError:
        sys.exit(_MEMORY_CODE)
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def pack_extract(extract: Extract) -> dict[str, Any]:
    """Return *extract* as plain values; `unpack_extract` is its inverse."""
    lines = [[line.text, line.page, line.heading, line.cells, line.table, line.turns] for line in extract.lines]
    omissions = [[text.zh, text.en] for text in extract.omissions]
    return {
        "lines": lines,
        "pages": extract.pages,
        "pages_without_text": extract.pages_without_text,
        "omissions": omissions,
        "encoding": extract.encoding,
        "replaced": extract.replaced,
    }


def unpack_extract(values: dict[str, Any]) -> Extract:
    """Return the extract that `pack_extract` made plain."""
    return Extract(
        lines=tuple(Line(text, page, heading, tuple(cells), table, tuple(turns)) for text, page, heading, cells, table, turns in values["lines"]),
        pages=values["pages"],
        pages_without_text=tuple(values["pages_without_text"]),
        omissions=tuple(Text(zh, en) for zh, en in values["omissions"]),
        encoding=values["encoding"],
        replaced=values["replaced"],
    )


def _bound_process(seconds: float) -> None:
    """Bound this process's memory and time where the system can; elsewhere the parent's clock stands alone."""
    try:
        import resource
    except ImportError:
        return
    spent = int(seconds) + 1
    for kind, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, spent), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
        except (ValueError, OSError):  # the system allows less already, or does not know this limit
            continue


def _unpack(code: int, answer: bytes, name: str, limits: Limits) -> Extract:
    if code == _MEMORY_CODE:
        raise ReadError.at(
            name,
            Text("内存超限：文件展开后过大", "out of memory: the file grows too large when it is opened"),
            Text("确认是否选错文件；或另存为 .docx 或 .txt", "make sure that it is the right file, or save it as .docx or .txt"),
        )
    if code == -24:  # SIGXCPU: the processor time is spent
        raise _spent(name, limits.seconds)
    try:
        values = json.loads(answer)
    except ValueError:
        values = None
    if code or not isinstance(values, dict):
        raise ReadError.at(
            name,
            Text(f"读取时程序异常（代码 {code}），文件可能已损坏", f"the reader failed (code {code}); the file may be damaged"),
            Text("用原来的程序打开，另存为 .docx 或 .txt 后再试", "open it with the program that made it and save it as .docx or .txt"),
        )
    if "error" in values:
        message, advice = values["error"]
        raise ReadError(Text(**message), Text(**advice))
    return unpack_extract(values)


def _spent(name: str, seconds: float) -> ReadError:
    return ReadError.at(
        name,
        Text(f"读取超时（超过 {seconds:g} 秒）", f"reading took too long (over {seconds:g} seconds)"),
        Text("确认是否选错文件；或另存为 .docx 或 .txt", "make sure that it is the right file, or save it as .docx or .txt"),
    )
