"""Files made by LibreOffice."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

OFFICE = "soffice"


@cache
def profile() -> str:
    """Return the address of a user profile that all conversions of this process share."""
    folder = tempfile.mkdtemp(prefix="office-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()


@cache
def convert(data: bytes, suffix: str, target: str) -> bytes:
    """Return *data*, a file with *suffix*, as LibreOffice writes it as *target*: a suffix, with a filter after a colon if need be."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, f"given{suffix}")
        given.write_bytes(data)
        command = [
            OFFICE,
            f"-env:UserInstallation={profile()}",
            "--headless",
            "--norestore",
            "--convert-to",
            target,
            "--outdir",
            f"{folder}/made",
            str(given),
        ]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
        return Path(folder, "made", f"given.{target.partition(':')[0]}").read_bytes()


def export_text(data: bytes, suffix: str) -> list[str]:
    """Return the lines of a file as LibreOffice exports them, automatic numbers included."""
    return convert(data, suffix, "txt:Text (encoded):UTF8").decode("utf-8-sig").replace("\r\n", "\n").split("\n")
