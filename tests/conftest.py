"""What all tests share: the programs that they drive must be there, or none is run."""

from __future__ import annotations

import shutil

import pytest

PROGRAMS = ("soffice", "chromium", "pdftotext")


def pytest_configure() -> None:
    """Stop at once where a program is missing: a test that is skipped proves nothing."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.exit(f"the tests drive {', '.join(missing)}, not found here; `make programs` installs them or says how", returncode=2)
