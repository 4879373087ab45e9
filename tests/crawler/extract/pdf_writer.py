"""PDF files written for tests: text at places, lines, pictures, turned pages, locks; Chinese by a font no file needs to hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
SONG, NAMELESS, PRIVATE = "F1", "F2", "F3"
"""Fonts: one by its Unicode table, one whose glyphs have no meaning, one that maps all its glyphs into the private use area."""
_SYSTEM = "/CIDSystemInfo << /Registry (Adobe) /Ordering (%s) /Supplement 0 >>"
_TO_PRIVATE = (
    b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"1 beginbfrange <4E00> <9FFF> <E000> endbfrange endcmap end"
)


@dataclass
class Sheet:
    """A page of A4; y is told from its upper edge."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 12, font: str = SONG, mode: int = 0) -> Sheet:
        self.parts.append(f"BT /{font} {size} Tf {mode} Tr 1 0 0 1 {x} {self.height - y} Tm <{words.encode('utf-16-be').hex()}> Tj ET")
        return self

    def upward(self, x: float, y: float, words: str, size: float = 12) -> Sheet:
        """Text that runs from the lower to the upper edge."""
        self.parts.append(f"BT /{SONG} {size} Tf 0 1 -1 0 {x} {self.height - y} Tm <{words.encode('utf-16-be').hex()}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.parts.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Sheet:
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def picture(self, share: float = 1.0) -> Sheet:
        self.parts.append(f"q {self.width} 0 0 {self.height * share} 0 0 cm /Im Do Q")
        return self


def pdf(*sheets: Sheet, password: str | None = None, owner: str | None = None) -> bytes:
    """password: what opening it needs (RC4 of 40 bits); owner: what changing it needs, while anyone may read."""
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(len(sheets)))
    objects: dict[int, tuple[bytes, bytes | None]] = {
        1: (b"/Type /Catalog /Pages 2 0 R", None),
        2: (f"/Type /Pages /Count {len(sheets)} /Kids [{kids}]".encode(), None),
    }
    for n, encoding, system, more in ((3, "UniGB-UCS2-H", "GB1", ""), (4, "Identity-H", "Identity", ""), (5, "Identity-H", "Identity", "/ToUnicode 9 0 R")):
        widths = "/W [1 95 500]" if n == 3 else ""
        kin = f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light {_SYSTEM % system} /DW 1000 {widths} >>"
        objects[n] = (f"/Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [{kin}] {more}".encode(), None)
    objects[6] = (b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\x80")
    objects[9] = (b"", _TO_PRIVATE)
    for i, sheet in enumerate(sheets):
        box, resources = (
            f"/MediaBox [0 0 {sheet.width} {sheet.height}] /Rotate {sheet.rotate}",
            "/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> /XObject << /Im 6 0 R >>",
        )
        objects[10 + 2 * i] = (f"/Type /Page /Parent 2 0 R {box} /Contents {11 + 2 * i} 0 R /Resources << {resources} >>".encode(), None)
        objects[11 + 2 * i] = (b"", "\n".join(sheet.parts).encode())
    is_locked = password is not None or owner is not None
    key, lock = _lock((password or "").encode(), (owner or password or "").encode()) if is_locked else (b"", b"")
    out = bytearray(b"%PDF-1.4\n")
    for n, (entries, content) in objects.items():
        out += b"%d 0 obj << " % n + entries
        if content is not None:
            content = _rc4(hashlib.md5(key + n.to_bytes(3, "little") + b"\0\0").digest()[:10], content) if is_locked else content
            out += b" /Length %d >> stream\n" % len(content) + content + b"\nendstream endobj\n"
        else:
            out += b" >> endobj\n"
    return bytes(out + b"trailer << /Root 1 0 R " + lock + b" >>\n%%EOF")


def _lock(password: bytes, owner: bytes) -> tuple[bytes, bytes]:
    """(key, trailer entries) of the standard security handler, revision 2: ISO 32000-1, 7.6.3."""
    o = _rc4(hashlib.md5((owner + _PAD)[:32]).digest()[:5], (password + _PAD)[:32])
    key = hashlib.md5((password + _PAD)[:32] + o + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + b"gongkai-test-id!").digest()[:5]
    u = _rc4(key, _PAD)
    entries = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<%s> <%s>]"
    identity = b"gongkai-test-id!".hex().encode()
    return key, entries % (o.hex().encode(), u.hex().encode(), identity, identity)


def _rc4(key: bytes, content: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
