"""How the file was read: characters replaced, pages without text, parts left out."""

from __future__ import annotations

from collections.abc import Iterator

from duibiao.model import Document, Notice, Severity, Text


def find_reading(document: Document) -> Iterator[Notice]:
    """Yield a warning for whatever of the file could not be read or was left out."""
    replaced = document.source.replaced
    if replaced:
        yield Notice(
            "reading",
            Severity.WARNING,
            Text(f"有 {replaced} 个字读不出来，已用“\ufffd”代替", f"{replaced} characters could not be read; “\ufffd” stands in their place"),
            Text("打开原件另存为 UTF-8 编码后重新核对", "save the original as UTF-8 and check again"),
        )
