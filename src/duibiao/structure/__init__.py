"""Turn a normalised text into a document: who reports on what, which headings stand over which sentences, and what
each clause speaks of (work done, a shortcoming, the future)."""

from __future__ import annotations

from duibiao.model import Document, Language, Level, NormalText, Source
from duibiao.pattern import cues_of
from duibiao.structure.headings import build_sections
from duibiao.structure.meta import find_meta
from duibiao.structure.noise import split_paragraphs
from duibiao.structure.roles import build_sentences


def build_document(
    source: Source,
    normal: NormalText,
    language: Language,
    *,
    level: Level | None = None,
    year: int | None = None,
) -> Document:
    """Return the document of a report; *level* and *year* replace what the text says of them.

    Whatever the text, each of its sentences stands in the document exactly once, save the noise of a web page, whose
    spans are listed.
    """
    cues = cues_of(language)
    paragraphs, noise = split_paragraphs(normal.text, cues)
    meta = find_meta(source.text, normal, paragraphs, noise, level=level, year=year)
    outlined = build_sections(source.text, normal, paragraphs, cues, meta)
    sentences = build_sentences(normal, outlined, cues, meta.year)
    return Document(source, normal, meta, outlined.sections, sentences, tuple(map(normal.origin, noise)))
