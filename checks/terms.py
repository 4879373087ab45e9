"""Finding terms in text: one Aho-Corasick pass over normalised text for all terms of all duties."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rules.needles import Needles
from rules.text import normalise
from rules.wording import GAP, GAP_CHARACTERS


class TermIndex:
    """All terms, found at once; a term is a substring of normalised text, or pieces joined by `…`."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._plain: dict[str, str] = {}
        self._gapped: dict[str, list[tuple[str, frozenset[str], re.Pattern[str]]]] = {}
        for term in sorted(set(terms)):
            pieces = tuple(normalise(p) for p in term.split(GAP))
            if len(pieces) == 1:
                self._plain[pieces[0]] = term
            else:
                between = f".{{0,{GAP_CHARACTERS}}}?"
                gapped = (term, frozenset(pieces), re.compile(between.join(map(re.escape, pieces))))
                self._gapped.setdefault(max(pieces, key=len), []).append(gapped)
        self._needles = Needles(sorted({*self._plain, *(p for held in self._gapped.values() for _, pieces, _ in held for p in pieces)}))
        self._whole = frozenset(self._plain)
        self._longest = frozenset(self._gapped)

    def find(self, normalised: str) -> frozenset[str]:
        """The normalised plain terms and the gapped terms (as written) that stand in a normalised text."""
        words = self._needles.in_text(normalised)
        found = words & self._whole
        for longest in words & self._longest:
            found.update(term for term, pieces, pattern in self._gapped[longest] if pieces <= words and pattern.search(normalised))
        return frozenset(found)


def key_of(term: str) -> str:
    """The form under which `TermIndex.find` reports a term.

    >>> key_of("ＰＰＰ 项目"), key_of("收入…支出")
    ('ppp项目', '收入…支出')
    """
    return term if GAP in term else normalise(term)


def piece_of(key: str) -> str:
    """What stands, in normalised text, wherever a term of this key does.

    >>> piece_of(key_of("ＰＰＰ 项目")), piece_of(key_of("收入…支出项"))
    ('ppp项目', '支出项')
    """
    return max(map(normalise, key.split(GAP)), key=len)
