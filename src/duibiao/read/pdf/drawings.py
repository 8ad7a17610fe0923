"""Strokes and pictures of a page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from duibiao.read.pdf.glyphs import Sheet
from duibiao.read.pdf.shapes import Rule

#: The most strokes of one direction that are kept; a page with more has a picture, not a table.
MOST_RULES = 600
_MOST_OBJECTS = 20_000
_STRAIGHT, _SHORTEST_RULE = 1.0, 5.0  # points


def read_drawings(raw: Any, page: Any, sheet: Sheet) -> tuple[list[Rule], list[Rule], float, int]:
    """Return the strokes that lie and that stand, the area of pictures in square points, and how many strokes there are."""
    across: list[Rule] = []
    down: list[Rule] = []
    pictured, strokes = 0.0, 0
    for index in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            strokes += 1
            if len(across) < MOST_RULES and len(down) < MOST_RULES:
                for start, end in _read_strokes(raw, item):
                    _add_rule(sheet.place(*start), sheet.place(*end), across, down)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_SHADING):
            pictured += _area(raw, item)
    return across, down, pictured, strokes


def _area(raw: Any, item: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return max(1.0, abs(right.value - left.value) * abs(top.value - bottom.value))


def _read_strokes(raw: Any, item: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight lines of a drawing as pairs of points on the page."""
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    first = before = None
    for index in range(min(raw.FPDFPath_CountSegments(item), MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield before, point
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield point, first
        before = point


def _add_rule(start: tuple[float, float], end: tuple[float, float], across: list[Rule], down: list[Rule]) -> None:
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) <= _STRAIGHT < _SHORTEST_RULE <= abs(x1 - x0):
        across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) <= _STRAIGHT < _SHORTEST_RULE <= abs(y1 - y0):
        down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
