"""What a clause is finished with, for all duties of a rule set alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from rules.drafts.subject import Cutter
from rules.drafts.wordings import wordings
from rules.lint_titles import TitleJudge
from rules.markers import Markers, load_markers
from rules.text import normalise
from rules.units import District
from rules.words import Words

_LEVELS = "区县市镇"


@dataclass(frozen=True)
class Finishing:
    """year: the plan's, None where the document names none."""

    year: int | None
    district: District
    words: Words

    @cached_property
    def cutter(self) -> Cutter:
        return Cutter(self.words, wordings(), district_names(self.district))

    @cached_property
    def judge(self) -> TitleJudge:
        return TitleJudge(_markers(), self.words, self.district)


@cache
def _markers() -> Markers:
    """Read once for all items of a plan."""
    return load_markers()


def district_names(district: District) -> tuple[str, ...]:
    """The district's name, with and without its level, the longest first."""
    name = normalise(district.district)
    short = name[:-1] if len(name) > 2 and name[-1] in _LEVELS else name
    return tuple(dict.fromkeys((name, short)))
