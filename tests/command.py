"""Run duibiao as its users do: as a process of its own, or by `duibiao.cli.run` in this one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duibiao.cli import run

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
SEEDS = tuple(sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").glob("*.txt")))
SAMPLES = tuple(sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests/labelled/samples").glob("*.txt")))
#: Chinese characters, and the full-width marks that only Chinese text uses.
CHINESE = re.compile("[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def results(self) -> list[dict[str, Any]]:
        """The reports of a run with ``--format jsonl``."""
        return [json.loads(line) for line in self.out.splitlines()]


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> Outcome:
    """Run the command line in this process."""
    capsys.readouterr()
    code = run([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return Outcome(code, captured.out, captured.err)


def start(*arguments: object, environment: Mapping[str, str] | None = None, encoding: str = "utf-8", folder: Path = ROOT) -> Outcome:
    """Run the command line as a process; what it writes must be valid in *encoding*."""
    process = subprocess.run(
        [sys.executable, "-m", "duibiao", *map(str, arguments)],
        cwd=folder,
        env=clean_environment() | dict(environment or {}),
        capture_output=True,
        check=False,
    )
    return Outcome(process.returncode, process.stdout.decode(encoding), process.stderr.decode(encoding))


def clean_environment() -> dict[str, str]:
    """The environment without anything that changes how duibiao speaks or draws; output is UTF-8."""
    ours = ("DUIBIAO_", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "PYTHONIOENCODING")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {"PYTHONIOENCODING": "utf-8"}


@cache
def check_as_json(name: str) -> dict[str, Any]:
    """The result of one report of the repository, as a process prints it."""
    [result] = start("check", "--format", "jsonl", name).results
    return result
