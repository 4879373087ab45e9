"""Lint: whether a title in which a term stands is rejected in any case, as a draft, as news, or as another place's."""

from __future__ import annotations

from dataclasses import dataclass

from rules.markers import Markers
from rules.other_places import leading_places, without_opening
from rules.text import normalise
from rules.units import District
from rules.wording import pieces_of
from rules.words import Words

SURE_KINDS = ("draft", "news")
"""Markers that reject a title wherever they stand in it; one of activity does so only beside other signs."""
OTHER_PLACE = "other_place"
_ANY_SESSION = "第一次"
"""A session's name (第一次会议) is no marker: a term is rejected only if it is so behind this as well."""
_BETWEEN = "\0"


@dataclass(frozen=True)
class Reject:
    """What would be rejected: in words, and the kind of `allow` that lifts it."""

    why: str
    kind: str


@dataclass(frozen=True)
class TitleJudge:
    """Knows the general markers and the places that are not this district."""

    markers: Markers
    words: Words
    district: District

    def reject(self, term: str, allow: tuple[str, ...]) -> Reject | None:
        """Why no title with this term can ever count; None where one may."""
        quiet = (*allow, *(kind for kind in self.markers.kinds if kind not in SURE_KINDS))
        text = _BETWEEN.join(pieces_of(term))
        found = [self.markers.find(before + text, quiet) for before in (_ANY_SESSION, "")]
        if all(found) and found[-1]:
            kind, word = found[-1]
            return Reject(f"含有“{word}”（{self.markers.kinds[kind].label}），带这个词的标题一律不算", kind)
        place = None if OTHER_PLACE in allow else self._other_place(text)
        return Reject(f"以“{place}”开头，标题会被当作别处的内容", OTHER_PLACE) if place else None

    def _other_place(self, text: str) -> str | None:
        """A place known to the dictionary that the text begins with, unless this district is named in it."""
        short = normalise(self.district.district)[:-1]
        names = leading_places(without_opening(text))
        return names[-1] if names and short not in text and self.words.is_place(names[-1]) else None
