"""Many words looked for at once: the home of ahocorasick_rs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, MatchKind


class Needles:
    """Words of which those are found that stand in a text, also within one another."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self._automaton = AhoCorasick(list(words)) if words else None

    def in_text(self, text: str) -> set[str]:
        if self._automaton is None or not text:
            return set()
        return {self._words[i] for i in {i for i, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}}


class AnyNeedle:
    """Words of which only is asked whether one of them stands there."""

    def __init__(self, words: Iterable[str]) -> None:
        told = [word.encode("utf-8", "surrogatepass") for word in sorted(set(words))]
        self._automaton = BytesAhoCorasick(told) if told else None

    def is_in_bytes(self, utf8: bytes) -> bool:
        return self._automaton is not None and bool(self._automaton.find_matches_as_indexes(utf8))


class RareNeedles:
    """A few words that hardly any text holds: they cost ten times less than one `in` for each of them, since bytes that begin none
    are passed over in blocks. Raises ValueError where one word could hide another that overlaps it.

    >>> RareNeedles(("frame", "FRAME")).in_bytes(b"<iframe><iframe>")
    ('frame', 'frame')
    """

    def __init__(self, words: Sequence[str]) -> None:
        for one, other in permutations(words, 2):
            if other in one or any(one.endswith(other[:length]) for length in range(1, len(other))):
                raise ValueError(f"{one!r} and {other!r} overlap: look for them one after the other")
        self._words = tuple(words)
        self._automaton = BytesAhoCorasick([word.encode() for word in words], matchkind=MatchKind.LeftmostFirst)

    def in_bytes(self, utf8: bytes) -> tuple[str, ...]:
        """Each as often as it stands there."""
        return tuple(self._words[i] for i, _, _ in self._automaton.find_matches_as_indexes(utf8))
