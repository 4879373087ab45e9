"""Pictures in Office files large enough to hold text: logos, seals and icons are not, and make no page uncertain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rules.office.archives import Unreadable, members
from rules.office.word_xml import Element, inside, parse, w

_SHARE = 0.05
_POINTS = 595.3 * 841.9
"""Of a page of A4. A seal of 42 mm covers 3 % of it, a line of letterhead less."""
_POINTS_AN_EMU = 1 / 12_700
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75, "": 0.75}
_LEAST_PIXELS = 100_000
"""Where nobody says how large a picture is shown: 5 % of A4 at 145 dots an inch."""
_HOLDERS = frozenset(map(w, ("drawing", "pict", "object")))
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(-?[\d.]+)\s*([a-z]*)", re.IGNORECASE)
_PNG, _JPEG = re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR(.{8})", re.DOTALL), re.compile(rb"\xff\xd8\xff[\xdb\xe0\xe1\xe2\xee]")
_JPEG_FRAME = re.compile(rb"\xff[\xc0-\xc3]\x00[\x0b\x11\x14]\x08(.{4})", re.DOTALL)
_JPEG_HEAD = 1 << 17


def is_large(width: float, height: float) -> bool:
    """Whether a picture so large (in points) may hold text.

    >>> is_large(119, 119), is_large(400, 250)
    (False, True)
    """
    return abs(width * height) >= _SHARE * _POINTS


def docx_pictures(payload: bytes) -> int:
    """Those in the text of a Word file; in headers and footers stand letterheads. Raises Unreadable."""
    return _counted(payload, ("word/document",), word_pictures)


def word_pictures(main: Element) -> int:
    """Pictures of one part, by the size they are shown in; one that tells none counts."""
    return sum(_holds_picture(holder) and _is_large(_word_size(holder)) for holder in inside(main, _HOLDERS))


def sheet_pictures(payload: bytes) -> int:
    """Those laid over the sheets of an xlsx, or kept in cells as WPS does. Raises Unreadable."""
    return _counted(payload, ("xl/drawings/drawing", "xl/cellimages"), lambda part: sum(map(_is_large, map(_drawn_size, _named(part, "pic")))))


def stored_pictures(payload: bytes) -> int:
    """Those inside an old Office file, by their first bytes: they stand in it as they are, and tell how many pixels they have."""
    return sum(pixels >= _LEAST_PIXELS for pixels in (*map(_png_pixels, _PNG.finditer(payload)), *_jpeg_pixels(payload)))


def _counted(payload: bytes, wanted: tuple[str, ...], pictures: Callable[[Element], int]) -> int:
    """The pictures of the wanted parts; one that cannot be parsed may hold one."""
    count = 0
    for part in members(payload, wanted, ".xml").values():
        try:
            count += pictures(parse(part)[0])
        except Unreadable:
            count += 1
    return count


def _png_pixels(found: re.Match[bytes]) -> int:
    return int.from_bytes(found[1][:4]) * int.from_bytes(found[1][4:])


def _jpeg_pixels(payload: bytes) -> list[int]:
    """By the frame header that follows (ITU-T T.81, B.2.2); one that has none nearby counts as large."""
    frames = (_JPEG_FRAME.search(payload, found.start(), found.start() + _JPEG_HEAD) for found in _JPEG.finditer(payload))
    return [int.from_bytes(frame[1][:2]) * int.from_bytes(frame[1][2:]) if frame else _LEAST_PIXELS for frame in frames]


def _is_large(size: tuple[float, float] | None) -> bool:
    return size is None or is_large(*size)


def _holds_picture(holder: Element) -> bool:
    return next(_named(holder, "blip", "imagedata"), None) is not None


def _word_size(holder: Element) -> tuple[float, float] | None:
    """As wp:extent tells it (ECMA-376 part 1, 20.4.2.7), or the style of a VML shape (part 4, 19.1.2.19)."""
    extent = next(_named(holder, "extent"), None)
    if extent is not None:
        return _emu(extent)
    shape = next((shape for shape in _named(holder, "shape", "rect", "group") if shape.get("style")), None)
    lengths = {} if shape is None else {name.lower(): _points(number, unit) for name, number, unit in _LENGTH.findall(str(shape.get("style")))}
    return (lengths["width"], lengths["height"]) if len(lengths) == 2 else None


def _points(number: str, unit: str) -> float:
    try:
        return float(number) * _UNITS.get(unit.lower(), 1.0)
    except ValueError:
        return float("inf")


def _drawn_size(picture: Element) -> tuple[float, float] | None:
    extent = next((ext for frame in _named(picture, "xfrm") for ext in _named(frame, "ext")), None)
    return None if extent is None else _emu(extent)


def _emu(extent: Element) -> tuple[float, float] | None:
    try:
        width, height = int(str(extent.get("cx"))), int(str(extent.get("cy")))
    except ValueError:
        return None
    return (width * _POINTS_AN_EMU, height * _POINTS_AN_EMU) if width and height else None


def _named(root: Element, *names: str) -> Iterator[Element]:
    yield from root.iter(*(f"{{*}}{name}" for name in names))
