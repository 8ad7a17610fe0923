"""Scorecards as JSON, by the result contract ``duibiao/result/1``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from duibiao.model import (
    RESULT_SCHEMA,
    Cell,
    Evidence,
    Failure,
    Meta,
    Nearest,
    Notice,
    Quote,
    Scorecard,
    Scored,
    Source,
)
from duibiao.score import count_statuses
from duibiao.words import DISCLAIMER, formula, reason, tool

Result = Scorecard | Failure


def render_jsonl(results: Sequence[Result], lang: str = "zh", *, ascii_only: bool = False) -> str:
    """Return one line of JSON for each report, in the order given; *ascii_only* for consoles that lack characters."""
    return "".join(json.dumps(describe(result, lang), ensure_ascii=ascii_only) + "\n" for result in results)


def render_json(results: Sequence[Result], lang: str = "zh", *, ascii_only: bool = False) -> str:
    """Return a JSON array with an object for each report, in the order given."""
    return json.dumps([describe(result, lang) for result in results], ensure_ascii=ascii_only, indent=2) + "\n"


def describe(result: Result, lang: str = "zh") -> dict[str, Any]:
    """Return the result of one report as plain data, by the contract."""
    if isinstance(result, Failure):
        return {
            "schema": RESULT_SCHEMA,
            "source": result.name,
            "tool": tool(),
            "error": {"kind": result.error.kind, "message": result.error.message.say(lang), "advice": result.error.advice.say(lang)},
        }
    document, checklist = result.document, result.checklist
    return {
        "schema": RESULT_SCHEMA,
        "source": document.source.name,
        "sha256": document.source.sha256,
        "text_sha256": document.source.text_sha256,
        "tool": tool(),
        "checklist": {"id": checklist.id, "version": checklist.version, "sha256": checklist.sha256},
        "meta": _meta(document.meta),
        "reading": _reading(document.source),
        "score": {
            "value": result.value,
            "earned": result.earned,
            "possible": result.possible,
            "formula": formula(checklist, lang),
            "counts": count_statuses(result.elements),
        },
        "sections": [
            {"title": section.title, "level": section.level, "role": section.role.value, "start": section.span.start, "end": section.span.end}
            for section in document.sections
        ],
        "elements": [describe_element(item, lang) for item in result.elements],
        "disclaimer": DISCLAIMER.say(lang),
        "notices": [_notice(f"n{number}", notice, lang) for number, notice in enumerate(result.notices, 1)],
    }


def _meta(meta: Meta) -> dict[str, Any]:
    return {
        "title": meta.title,
        "issuer": meta.issuer,
        "level": None if meta.level is None else meta.level.value,
        "year": meta.year,
        "outline": meta.outline,
        "published": meta.published,
        "script": meta.script,
    }


def _reading(source: Source) -> dict[str, Any]:
    return {
        "format": source.format,
        "encoding": source.encoding,
        "characters": len(source.text),
        "pages": source.pages,
        "pages_without_text": list(source.pages_without_text),
        "replaced": source.replaced,
        "complete": source.complete,
    }


def describe_element(item: Scored, lang: str) -> dict[str, Any]:
    """Return one element's verdict as plain data, by the contract."""
    verdict, element = item.verdict, item.verdict.element
    return {
        "id": element.id,
        "title": element.title if lang == "zh" else element.title_en,
        "group": element.group,
        "basis": [{"document": basis.document, "article": basis.article} for basis in element.basis],
        "need": item.need.value,
        "weight": item.weight,
        "status": verdict.status.value,
        "specific": verdict.specific,
        "points": item.points,
        "reason": {"code": verdict.reason, "text": reason(verdict.reason, lang)},
        "evidence": [_evidence(evidence) for evidence in verdict.evidence],
        "advice": element.advice if lang == "zh" else element.advice_en,
        "nearest": _nearest(verdict.nearest),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        **describe_quote(evidence.quote),
        "section": evidence.section,
        "role": evidence.role.value,
        "place": {"page": evidence.page, "paragraph": evidence.paragraph, "cell": _cell(evidence.cell)},
        "terms": [{"term": term.text, "start": term.span.start, "end": term.span.end} for term in evidence.terms],
    }


def _cell(cell: Cell | None) -> dict[str, int] | None:
    return None if cell is None else {"table": cell.table, "row": cell.row, "column": cell.column}


def _nearest(nearest: Nearest | None) -> dict[str, Any] | None:
    if nearest is None:
        return None
    return {**describe_quote(nearest.quote), "section": nearest.section, "lacks": list(nearest.lacks)}


def _notice(identity: str, notice: Notice, lang: str) -> dict[str, Any]:
    quote = notice.quote
    return {
        "id": identity,
        "kind": notice.kind,
        "severity": notice.severity.value,
        "quote": None if quote is None else quote.text,
        "start": None if quote is None else quote.span.start,
        "end": None if quote is None else quote.span.end,
        "also": [describe_quote(other) for other in notice.also],
        "section": notice.section,
        "message": notice.message.say(lang),
        "advice": notice.advice.say(lang),
        "basis": notice.basis,
    }


def describe_quote(quote: Quote) -> dict[str, Any]:
    """Return a quote as plain data, by the contract."""
    return {"quote": quote.text, "start": quote.span.start, "end": quote.span.end}
