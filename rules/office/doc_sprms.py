"""Lists of property modifiers (sprms, MS-DOC 2.6) as pairs of code and operand, with a bound on all that one document may hold."""

from __future__ import annotations

from rules.office.archives import Unreadable

Sprm = tuple[int, bytes]
_MOST_BYTES = 8_000_000
_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, 0, 3)
"""By the code's three highest bits (MS-DOC 2.2.5.1, spra); 6 tells its length itself."""
_DEF_TABLES, _CHANGE_TABS = frozenset((0xD606, 0xD608)), 0xC615


class SprmReader:
    """Reads lists, each distinct one once. Raises Unreadable where they sum up to more than any real document has."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[Sprm, ...]] = {}
        self._room = _MOST_BYTES

    def read(self, grpprl: bytes) -> tuple[Sprm, ...]:
        """In their order; what is broken off ends the list."""
        known = self._known.get(grpprl)
        if known is None:
            self.charge(len(grpprl))
            known = self._known[grpprl] = tuple(_sprms(grpprl))
        return known

    def charge(self, size: int) -> None:
        """Counts bytes that are worked through; raises Unreadable where the bound is passed."""
        self._room -= size
        if self._room < 0:
            raise Unreadable("文档结构过于复杂，未读取")


def _sprms(grpprl: bytes) -> list[Sprm]:
    found: list[Sprm] = []
    at = 0
    while at + 2 < len(grpprl):
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        start, end = _operand(code, grpprl, at)
        if end > len(grpprl):
            break
        found.append((code, grpprl[start:end]))
        at = end
    return found


def _operand(code: int, grpprl: bytes, at: int) -> tuple[int, int]:
    """Where its operand starts and ends, its own length byte left out."""
    if code >> 13 != 6:
        return at, at + _OPERAND_BYTES[code >> 13]
    if code in _DEF_TABLES:  # MS-DOC 2.9.321: two bytes, one more than what follows them
        return at + 2, at + 1 + max(int.from_bytes(grpprl[at : at + 2], "little"), 1)
    length = grpprl[at]
    if code == _CHANGE_TABS and length == 255:  # MS-DOC 2.9.179: 255 says that the two counts inside tell the length
        deleted = grpprl[at + 1] if at + 1 < len(grpprl) else 0
        added_at = at + 2 + 4 * deleted
        added = grpprl[added_at] if added_at < len(grpprl) else 0
        return at + 1, added_at + 1 + 3 * added
    return at + 1, at + 1 + length
