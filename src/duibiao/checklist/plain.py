"""The resolved checklist as plain data, and its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from duibiao.model import Checklist, Place


def show_checklist(checklist: Checklist) -> dict[str, Any]:
    """Return the resolved checklist as plain data: what is asked, with rules and without examples."""
    elements = tuple(replace(element, examples=()) for element in checklist.elements)
    plain: dict[str, Any] = _plain(replace(checklist, sha256="", elements=elements))
    return plain


def hash_checklist(checklist: Checklist) -> str:
    """Return the SHA-256 of what the checklist asks, whatever file it came from; examples do not change it."""
    canonical = json.dumps(show_checklist(checklist), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Place):
        return None
    if is_dataclass(value):
        pairs = ((item.name, getattr(value, item.name)) for item in fields(value))
        return {name: _plain(part) for name, part in pairs if not isinstance(part, Place)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
