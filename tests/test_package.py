"""The wheel as it is installed: it works from any folder, carries its checklist, and never speaks to a network."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from command import ROOT, SEEDS, clean_environment

pytestmark = pytest.mark.slow

#: Ends the process with a code of its own as soon as anything asks for a network, so that no `except` can hide it.
GUARD = """
import os, sys

def forbid(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind", "urllib.Request"):
        os.write(2, f"network: {event}\\n".encode())
        os._exit(97)

sys.addaudithook(forbid)
"""


def execute(*arguments: object, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    words = [str(argument) for argument in arguments]
    env = clean_environment() | {"PYTHONPATH": ""} | environment
    return subprocess.run(words, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the sources; the build back end is taken from this environment where it has it."""
    folder = tmp_path_factory.mktemp("wheel")
    isolation = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    built = execute(sys.executable, "-m", "build", "--wheel", *isolation, "--outdir", folder, ROOT, folder=folder)
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The scripts folder of a fresh environment: the wheel is installed, its dependencies are those of this environment."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    [site] = home.glob("lib/python*/site-packages")
    done = execute(sys.executable, "-m", "pip", "--python", home / "bin/python", "install", "--no-deps", "--no-index", "--quiet", wheel, folder=home)
    assert done.returncode == 0, done.stderr
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return home / "bin"


def test_the_wheel_carries_the_checklist(wheel):
    """Every YAML file of checklist/ lies in the wheel beside the code, and neither tests nor reports do."""
    names = set(zipfile.ZipFile(wheel).namelist())
    files = {path.relative_to(ROOT / "checklist").as_posix() for path in (ROOT / "checklist").rglob("*.yaml")}

    assert len(files) > 14
    assert {f"duibiao/checklist_files/{file}" for file in files} <= names
    assert [name for name in names if not name.startswith(("duibiao/", "duibiao-"))] == []


def test_the_installed_code_is_that_of_the_wheel(installed, tmp_path):
    """The fresh environment runs its own copy with its own checklist files, not the sources of the repository."""
    shown = execute(installed / "python", "-c", "import duibiao, duibiao.checklist as c; print(duibiao.__file__); print(c.BUILTIN)", folder=tmp_path)
    code, checklist = shown.stdout.splitlines()

    assert Path(code).is_relative_to(installed.parent)
    assert Path(checklist).is_relative_to(installed.parent)
    assert Path(checklist).name == "checklist_files"


def test_the_installed_command_works_from_any_folder(installed, tmp_path):
    """Far from the repository the command judges a seed exactly as it does inside."""
    seed = ROOT / SEEDS[0]
    far = execute(installed / "duibiao", "check", "--format", "json", seed, folder=tmp_path)
    here = execute(sys.executable, "-m", "duibiao", "check", "--format", "json", seed, folder=ROOT, PYTHONPATH=str(ROOT / "src"))

    assert far.returncode == here.returncode == 1
    assert far.stderr == ""
    assert json.loads(far.stdout) == json.loads(here.stdout)


def test_the_installed_checklist_is_sound(installed, tmp_path):
    """The installed checklist can be listed and linted."""
    assert execute(installed / "duibiao", "checklist", "lint", folder=tmp_path).returncode == 0
    assert "lead.first-responsible" in execute(installed / "duibiao", "checklist", "list", folder=tmp_path).stdout


@pytest.fixture
def guard(tmp_path):
    """A folder whose sitecustomize forbids the network to every Python process that has it on its path."""
    (tmp_path / "sitecustomize.py").write_text(GUARD, "utf-8")
    return tmp_path


def test_a_check_needs_no_network(guard):
    """With every way into a network forbidden, checks in all formats end as usual."""
    for form in ("terminal", "json", "jsonl"):
        done = execute(sys.executable, "-m", "duibiao", "check", "--format", form, *SEEDS[:2], folder=ROOT, PYTHONPATH=str(guard))
        assert done.returncode == 1, done.stderr
        assert done.stderr == ""
        assert done.stdout


@pytest.mark.parametrize(
    "attempt",
    ["import socket; socket.create_connection(('127.0.0.1', 9))", "import socket; socket.getaddrinfo('example.test', 80)", "import urllib.request as u; u.urlopen('http://127.0.0.1:9')"],
)
def test_the_guard_does_forbid_the_network(guard, attempt):
    """The guard ends a process that asks for a network, even one that would go on after the error."""
    done = execute(sys.executable, "-c", f"try:\n    {attempt}\nexcept Exception:\n    pass", folder=ROOT, PYTHONPATH=str(guard))

    assert done.returncode == 97
    assert "network: " in done.stderr
