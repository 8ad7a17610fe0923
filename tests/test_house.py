"""The house keeps its order: lint, types, layers, public names, and a README that knows every option."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import duibiao
from command import ROOT, call

TOOLS = Path(sys.executable).parent
CHECKS = {
    "ruff": [TOOLS / "ruff", "check", "."],
    "mypy": [sys.executable, "-m", "mypy", "--strict"],
    "lint-imports": [TOOLS / "lint-imports"],
}


@pytest.mark.slow
@pytest.mark.parametrize("arguments", CHECKS.values(), ids=CHECKS)
def test_the_house_is_clean(arguments):
    """Lint, strict types and the layers of the design find nothing."""
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_the_public_names_are_these():
    """The package offers three functions, each with a docstring that says what comes back."""
    assert duibiao.__all__ == ["check_file", "check_text", "load_checklist"]
    for name in duibiao.__all__:
        assert (inspect.getdoc(getattr(duibiao, name)) or "").startswith("Return ")


def test_the_public_functions_take_what_is_promised():
    """A report and a checklist by position, level and year by name."""
    for function, report in ((duibiao.check_text, "text"), (duibiao.check_file, "path")):
        parameters = inspect.signature(function).parameters
        assert [name for name, parameter in parameters.items() if parameter.kind is parameter.POSITIONAL_OR_KEYWORD] == [report, "checklist"]
        assert [name for name, parameter in parameters.items() if parameter.kind is parameter.KEYWORD_ONLY] == ["level", "year"]


def test_the_public_functions_work_together():
    """A text is held against a checklist loaded by its id, level and year as given."""
    card = duibiao.check_text("聘请3家律师事务所担任政府法律顾问。", duibiao.load_checklist("outline-2015-2020"), level="township", year=2018)
    found = {item.verdict.element.id: item.verdict.status for item in card.elements}

    assert (card.checklist.id, card.level, card.document.meta.year) == ("outline-2015-2020", "township", 2018)
    assert found["adviser.appointment"] == "covered"


def test_the_version_is_that_of_the_project(capsys):
    """The package, the command and pyproject.toml name one version."""
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)[1]

    assert duibiao.__version__ == version
    assert call(capsys, "--version").out == f"duibiao {version}\n"


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_knows_every_option(capsys, readme):
    """Each README mentions every option of `duibiao check`, and each value that an option may take."""
    text = (ROOT / readme).read_text("utf-8")
    help_text = call(capsys, "check", "--lang", "en", "--help").out
    options = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", help_text))
    values = {value for choice in re.findall(r"\[([a-z|]+)\]", help_text) for value in choice.split("|")}

    assert {"--format", "--level", "--output", "-o", "--help"} <= options
    assert {"terminal", "county"} <= values
    assert sorted(option for option in options if not re.search(rf"(?<![\w-]){option}(?![\w-])", text)) == []
    assert sorted(value for value in values if value not in text) == []
