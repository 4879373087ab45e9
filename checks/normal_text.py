"""A page's normalised texts as they lie in the database: small, quickly taken apart, and searched without being taken apart."""

from __future__ import annotations

import zlib

from checks.matcher import Fields

_FASTEST = 1


def pack(fields: Fields) -> bytes:
    """Normalised texts hold no line ends: a line each, the longest last."""
    told = (str(fields.rows), "1" if fields.is_attachment else "", fields.title, fields.lead, fields.names, fields.issuer, fields.text)
    return zlib.compress("\n".join(told).encode("utf-8", "surrogatepass"), _FASTEST)


def opened(packed: bytes) -> bytes:
    """All texts of one page, in UTF-8: what does not stand here stands in none of them."""
    return zlib.decompress(packed)


def unpack(lines: bytes) -> Fields:
    """The texts again, of what `opened` gave.

    >>> fields = Fields("标题", "开头", "开头和正文", "", "区府办", 3, is_attachment=True)
    >>> unpack(opened(pack(fields))) == fields
    True
    """
    rows, is_attachment, title, lead, names, issuer, text = lines.decode("utf-8", "surrogatepass").split("\n")
    return Fields(title, lead, text, names, issuer, int(rows), bool(is_attachment))
