"""How the file was read: characters replaced, parts left out, attachments, a second report in the same file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duibiao.model import Document, Notice, Severity, Span, Text
from duibiao.notices.place import quote_at

#: 附件, 附件1, 附件:1.统计表, 附表2
_ATTACHMENT = re.compile(r"附[件表录]\d{0,2}(?:$|[:.、].{0,60}$)")
#: 某县人民政府关于2022年度法治政府建设情况的报告 — a title in a line of its own, not a heading and no sentence
_TITLE = re.compile(r"(?![一二三四五六七八九十\d(]+[、.)])[^。;:!?>|《]{0,40}(?:法治政府建设|依法行政|法治建设)[^。;:!?>|》]{0,16}(?:报告|总结)$")
_APART = 400  # characters between the titles of two reports


def find_reading(document: Document) -> Iterator[Notice]:
    """Yield a warning for whatever of the file could not be read or was left out, a hint for attachments."""
    source = document.source
    if source.replaced:
        yield Notice(
            "reading",
            Severity.WARNING,
            Text(f"有 {source.replaced} 个字读不出来，已用“\ufffd”代替", f"{source.replaced} characters could not be read; “\ufffd” stands in their place"),
            Text("打开原件另存为 UTF-8 编码的文本或 .docx 后重新核对", "save the original as text in UTF-8 or as .docx and check again"),
        )
    for omission in source.omissions:
        yield Notice(
            "reading",
            Severity.WARNING,
            omission,
            Text("打开原件看这一部分；需要时先做文字识别，或另存为 .docx", "look at this part of the original; run text recognition, or save it as .docx"),
        )
    lines = list(_own_lines(document))
    yield from _find_second_report(document, lines)
    yield from _find_attachment(document, lines)


def _own_lines(document: Document) -> Iterator[Span]:
    """Yield the lines of the normalised text, the frame of a web page left out."""
    start = 0
    for line in document.normal.text.split("\n"):
        span = Span(start, start + len(line))
        start = span.end + 1
        if line and not any(noise.holds(document.normal.origin(span)) for noise in document.noise):
            yield span


def _find_second_report(document: Document, lines: list[Span]) -> Iterator[Notice]:
    text = document.normal.text
    titles = [span for span in lines if _TITLE.match(text[span.start : span.end])]
    words = [text[span.start : span.end] for span in titles]
    second = next((span for span, title in zip(titles, words, strict=True) if title != words[0] and span.start - titles[0].start > _APART), None)
    if second is not None:
        yield Notice(
            "reading",
            Severity.WARNING,
            Text("文件里似乎有两份报告，已合在一起核对", "there seem to be two reports in the file; they were checked as one"),
            Text("分成两个文件，分别核对", "make two files of it and check each"),
            quote_at(document, second),
            (quote_at(document, titles[0]),),
        )


def _find_attachment(document: Document, lines: list[Span]) -> Iterator[Notice]:
    text = document.normal.text
    first = next((span for span in lines if _ATTACHMENT.match(text[span.start : span.end])), None)
    if first is not None:
        yield Notice(
            "reading",
            Severity.HINT,
            Text(
                "报告带有附件；在这个文件里的附件文字已一并核对，另成文件的没有核对",
                "the report has attachments; what of them stands in this file was checked too, separate files were not",
            ),
            Text("附件中有要素所需的内容时，在正文里也写明", "where an attachment holds what an element asks for, say it in the report as well"),
            quote_at(document, first),
        )
