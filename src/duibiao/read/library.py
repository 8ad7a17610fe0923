"""Libraries that only some installations have."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from duibiao.model import ReadError, Text


def load_library(module: str, name: str, kind: Text, package: str, extra: str) -> Any:
    """Return *module*. Raises `ReadError` about the file *name*, of *kind*, where *package* is missing, which the *extra* installs."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ReadError.at(
            name,
            Text(f"读取{kind.zh}需要先安装 {package}", f"reading {kind.en} needs {package}"),
            Text(f"运行 pip install duibiao[{extra}]；或另存为 .docx 或 .txt", f"run pip install duibiao[{extra}], or save it as .docx or .txt"),
        ) from error
