"""The options that several commands share, said alike everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from duibiao.cli.localized import Number, Option, Word
from duibiao.model import Level, Text

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

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def format_option(*formats: str) -> Decorator:
    """Return ``--format`` with its choices, the first as default."""
    words = {name: name for name in formats}
    return click.option("--format", "form", cls=Option, type=Word(words), default=formats[0], text=Text("输出格式。", "Output format."))


level_option: Decorator = click.option(
    "--level",
    cls=Option,
    type=Word(LEVEL_WORDS),
    text=Text("报告的层级（如 county 或 县级），代替自动识别。", "The report's level, instead of what the text says."),
)
year_option: Decorator = click.option(
    "--year", cls=Option, type=Number(2010, 2049), text=Text("报告的年度，代替自动识别。", "The year reported on, instead of what the text says.")
)
profile_option: Decorator = click.option(
    "--profile",
    cls=Option,
    metavar="ID|FILE",
    text=Text("用哪一版清单（编号或文件），代替按年度选择。", "Which checklist (id or file), instead of the one of the year."),
)
