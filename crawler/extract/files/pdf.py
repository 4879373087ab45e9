"""PDF files: their text layer, ruling lines and pictures, page by page; the only user of pdfium."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # publishes no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from crawler.extract.files import ocr
from crawler.extract.files.file_text import FileText
from crawler.extract.files.pdf_lines import Run, sized
from crawler.extract.files.pdf_pages import Leaf, Sheet, Told, read_leaf, told_of
from crawler.extract.files.pdf_tables import Stroke
from crawler.extract.files.pdf_words import ordinary
from crawler.extract.files.watch import Watch
from rules.office.archives import Unreadable

_MOST_PAGES = 500
_MOST_CHARACTERS = 3_000_000
_MOST_GLYPHS, _MOST_OBJECTS, _MOST_SEGMENTS = 200_000, 60_000, 60_000
_THIN_POINTS, _SHORT_POINTS = 3.5, 0.8
_RENDER_DPI, _MOST_PIXELS = 150, 2_200
_BROKEN, _LOCKED = "PDF 已损坏", "PDF 已加密，需要密码才能打开"

_Affine = tuple[float, float, float, float, float, float]


def read_pdf(payload: bytes, watch: Watch | None = None) -> FileText:
    """The pages' text and tables; pages without a text layer, or with a garbled one, are recognised where the extra `ocr` is
    installed, else named in the reason. Raises Unreadable: encrypted, broken, or no page has text we can get."""
    with _opened(payload) as document:
        count = len(document)
        if not count:
            raise Unreadable("PDF 没有页面")
        leaves: list[Leaf] = []
        for index in range(min(count, _MOST_PAGES)):
            leaves.append(_leaf(document, index))
            if sum(leaf.characters for leaf in leaves) > _MOST_CHARACTERS:
                break
        wanted, has_ocr = [at for at, leaf in enumerate(leaves) if leaf.fault], bool(ocr.ocr_version())
        seen = ocr.recognise((_picture(document, at) for at in wanted), len(wanted), watch or Watch()) if has_ocr else []
    found = {at: leaf for at, leaf in zip(wanted, seen, strict=False) if leaf}
    return told_of(Told(tuple(leaves), count, found, frozenset(wanted[: len(seen)]), has_ocr))


@contextmanager
def _opened(payload: bytes) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(payload)
    except pdfium.PdfiumError as error:
        is_locked = any(word in str(error).lower() for word in ("password", "security"))
        raise Unreadable(_LOCKED if is_locked else _BROKEN) from error
    try:
        yield document
    finally:
        document.close()


def _leaf(document: Any, index: int) -> Leaf:
    """A page as read; one pdfium cannot open is told as broken."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Leaf(fault="broken")
    try:
        words = page.get_textpage()
        try:
            return _read_page(page, words)
        finally:
            words.close()
    except pdfium.PdfiumError:
        return Leaf(fault="broken")
    finally:
        page.close()


def _read_page(page: Any, words: Any) -> Leaf:
    count = min(raw.FPDFText_CountChars(words), _MOST_GLYPHS)
    to_seen, width, height = _view(page, words, count)
    glyphs, unmapped = _glyphs(words, count, to_seen)
    drawn = _Drawn(to_seen)
    drawn.walk(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, (1, 0, 0, 1, 0, 0), 0)
    pictures = tuple(min(1.0, size / max(1.0, width * height)) for size in drawn.pictures)
    return read_leaf(Sheet(glyphs, width, height, drawn.strokes, unmapped, pictures, drawn.shapes, drawn.is_hidden))


def _view(page: Any, words: Any, count: int) -> tuple[_Affine, float, float]:
    """How to turn the page's coordinates (y upward) into those of a reader, who holds it so that most of its text stands upright."""
    left, bottom, right, top = page.get_mediabox(fallback_ok=True)
    crop = page.get_cropbox(fallback_ok=True)
    left, bottom, right, top = max(left, crop[0]), max(bottom, crop[1]), min(right, crop[2]), min(top, crop[3])
    width, height = max(1.0, right - left), max(1.0, top - bottom)
    quarter = _text_quarters(words, count, page.get_rotation() // 90)
    if quarter == 1:
        return (0, 1, 1, 0, -bottom, -left), height, width
    if quarter == 2:
        return (-1, 0, 0, 1, right, -bottom), width, height
    if quarter == 3:
        return (0, -1, -1, 0, top, right), height, width
    return (1, 0, 0, -1, -left, top), width, height


def _text_quarters(words: Any, count: int, turned: int) -> int:
    """Clockwise quarter turns until most of the page's text stands upright; `turned` where no direction prevails."""
    step = max(1, count // 60)
    angles = [raw.FPDFText_GetCharAngle(words, i) for i in range(0, count, step) if raw.FPDFText_GetUnicode(words, i) > 32]
    quarters = [-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0]
    usual = max(sorted(set(quarters)), key=quarters.count, default=turned)
    return usual if quarters.count(usual) > 0.7 * len(quarters) else turned


def _glyphs(words: Any, count: int, to_seen: _Affine) -> tuple[list[Run], int]:
    """Each character with the box of its type, and how many the font gives no meaning for."""
    box, glyphs, unmapped = raw.FS_RECTF(), [], 0
    for i in range(count):
        code = raw.FPDFText_GetUnicode(words, i)
        text = ordinary(chr(code)) if 0 < code < 0x110000 else "\ufffd"
        if raw.FPDFText_HasUnicodeMapError(words, i) == 1 and text.strip():
            unmapped, text = unmapped + 1, "\ufffd"
        if not text or not raw.FPDFText_GetLooseCharBox(words, i, box):
            continue
        x0, y0, x1, y1 = _box((box.left, box.bottom, box.right, box.top), to_seen)
        if y1 - y0 > 0.5:
            glyphs.append(Run(text, x0, y0, x1, y1, y1 - y0))
    return sized(glyphs), unmapped


def _box(box: tuple[float, float, float, float], affine: _Affine) -> tuple[float, float, float, float]:
    ax, ay = _point(box[0], box[1], affine)
    bx, by = _point(box[2], box[3], affine)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _point(x: float, y: float, m: _Affine) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _within(inner: _Affine, outer: _Affine) -> _Affine:
    """The matrix that applies `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    x, y = _point(e, f, outer)
    return a * outer[0] + b * outer[2], a * outer[1] + b * outer[3], c * outer[0] + d * outer[2], c * outer[1] + d * outer[3], x, y


class _Drawn:
    """What is drawn on a page beside text: ruling lines, the areas of pictures, the number of other shapes."""

    def __init__(self, to_seen: _Affine) -> None:
        self.to_seen = to_seen
        self.strokes: list[Stroke] = []
        self.pictures: list[float] = []
        self.shapes = self.objects = self.segments = self.shown = self.unshown = 0

    @property
    def is_hidden(self) -> bool:
        """All text is invisible: laid under a scan by the program that recognised it."""
        return self.unshown > 0 and not self.shown

    def walk(self, holder: Any, count: Any, get: Any, affine: _Affine, depth: int) -> None:
        for i in range(count(holder)):
            self.objects += 1
            if self.objects > _MOST_OBJECTS:
                return
            thing = get(holder, i)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(thing, _within(_matrix(thing), affine))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                a, b, c, d, _, _ = _within(_matrix(thing), affine)
                self.pictures.append(abs(a * d - b * c))
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                is_unseen = raw.FPDFTextObj_GetTextRenderMode(thing) in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
                self.unshown, self.shown = self.unshown + is_unseen, self.shown + (not is_unseen)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 4:
                self.walk(thing, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, _within(_matrix(thing), affine), depth + 1)

    def _path(self, path: Any, affine: _Affine) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
            return
        matrix, before = _within(affine, self.to_seen), len(self.strokes)
        for points in self._outlines(path, matrix):
            if stroke.value:
                for a, b in pairwise(points):
                    self._stroke(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
            else:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                self._stroke(min(xs), min(ys), max(xs), max(ys))
        self.shapes += len(self.strokes) == before

    def _stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if y1 - y0 <= _THIN_POINTS and x1 - x0 > max(_SHORT_POINTS, 4 * (y1 - y0)):
            self.strokes.append(Stroke(True, (y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= _THIN_POINTS and y1 - y0 > max(_SHORT_POINTS, 4 * (x1 - x0)):
            self.strokes.append(Stroke(False, (x0 + x1) / 2, y0, y1))

    def _outlines(self, path: Any, affine: _Affine) -> Iterator[list[tuple[float, float]]]:
        """The polygons of a path; one with a curve in it is none of ours."""
        points: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for i in range(raw.FPDFPath_CountSegments(path)):
            self.segments += 1
            segment = raw.FPDFPath_GetPathSegment(path, i)
            kind = raw.FPDFPathSegment_GetType(segment)
            if self.segments > _MOST_SEGMENTS or kind == raw.FPDF_SEGMENT_BEZIERTO:
                return
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    yield points
                points = []
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            points.append(_point(x.value, y.value, affine))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if len(points) > 1:
            yield points


def _matrix(thing: Any) -> _Affine:
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(thing, m) else (1, 0, 0, 1, 0, 0)


def _picture(document: Any, index: int) -> Any:
    """The page as an array of pixels (blue, green, red); None where it cannot be drawn."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return None
    try:
        scale = min(_RENDER_DPI / 72, _MOST_PIXELS / max(1.0, *page.get_size()))
        return page.render(scale=scale, rev_byteorder=False, draw_annots=True).to_numpy()[:, :, :3].copy()
    except pdfium.PdfiumError:
        return None
    finally:
        page.close()
