"""The command line: reads arguments, calls the rooms below, writes what they return, and exits.

Exit codes: 0 all met · 1 a required element is not covered, the score is under ``--fail-under``, or a checklist has
findings · 2 something could not be checked, or the arguments are wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from duibiao.cli.check import check
from duibiao.cli.checklist import checklist
from duibiao.cli.console import say_error, write_out
from duibiao.cli.explain import explain
from duibiao.cli.localized import Group, choose_language, explain_usage
from duibiao.cli.mine import mine
from duibiao.model import CheckError, Exit, Text
from duibiao.words import tool

#: What click raises, with the help as its message, where a group is called without a command; older releases print it.
_NO_COMMAND = getattr(click.exceptions, "NoArgsIsHelpError", ())


@click.group(
    cls=Group,
    text=Text(
        "对标：把法治政府建设年度报告与《法治政府建设实施纲要》逐项核对，每个判定都附报告原文。",
        "duibiao: hold an annual report on law-based government against the Implementation Outline, each verdict with the report's own words.",
    ),
    epilogue_text=Text(
        "退出码：0 全部达到 · 1 有必备要素未写到或低于 --fail-under · 2 有文件无法核对。",
        "Exit codes: 0 all met · 1 a required element is not covered or the score is under --fail-under · 2 a file could not be checked.",
    ),
)
@click.version_option(tool()["version"], prog_name="duibiao", message="%(prog)s %(version)s")
def duibiao() -> None:
    """Hold annual reports against the Outline."""


duibiao.add_command(check)
duibiao.add_command(checklist)
duibiao.add_command(explain)
duibiao.add_command(mine)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments)))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    lang = choose_language(arguments, os.environ)
    try:
        code = duibiao.main(list(arguments), prog_name="duibiao", standalone_mode=False, obj=lang)
        return int(code or 0)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except _NO_COMMAND as error:
        write_out(f"{error.message}\n", sys.stderr)
    except click.UsageError as error:
        say_error(lang, *explain_usage(error, lang))
    except CheckError as error:
        say_error(lang, error.message.say(lang), error.advice.say(lang))
    except (KeyboardInterrupt, click.Abort):
        say_error(lang, Text("已中断", "interrupted").say(lang))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.MET
    return Exit.UNCHECKED
