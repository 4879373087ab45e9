"""What the pages of several rules have in common, told once below them all instead of under every duty; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rules.explain import DutyPage, RulePage
from rules.explain_words import GAP_TOLD, Look, quoted
from rules.policy import ReadingChosen

UNREVIEWED = "规则草稿尚未审核：核对以前，不达标的只作待核实。"
_WORTH = 8
"""Fewer words than these read better where they stand than at the end."""


@dataclass(frozen=True)
class Shared:
    """words: what most looks do not take, in the order of first sight; readings: all, cited by their place."""

    words: tuple[str, ...]
    readings: tuple[ReadingChosen, ...]
    has_gaps: bool
    has_drafts: bool

    def foot(self) -> Iterator[str]:
        """The lines below the pages."""
        yield "== 各条共用的说明 =="
        if self.words:
            yield f"各项相同的词（不能有）：{quoted(self.words)}"
        if self.has_gaps:
            yield GAP_TOLD.sentence
        if self.has_drafts:
            yield UNREVIEWED
        yield from (f"口径 {number}　{reading_told(one)}" for number, one in enumerate(self.readings, start=1))

    def looks(self, duty: DutyPage) -> tuple[Look, ...]:
        """What a duty looks for, without what stands below."""
        return tuple(self._shortened(look) for look in duty.sought if look != GAP_TOLD)

    def _shortened(self, look: Look) -> Look:
        """With the shared words cited; one that lacks a few of them names those, so that what it says stays true."""
        lacking = tuple(word for word in self.words if word not in look.none)
        if len(lacking) * 2 >= len(self.words):
            return look
        own = quoted(tuple(word for word in look.none if word not in self.words))
        told = f"不能有：{own + '，以及' if own else ''}各项相同的词（见文末{f'；{quoted(lacking)}除外' if lacking else ''}）"
        return replace(look, none=(), after=f"{'；' if look.groups else ''}{told}{look.after}")

    def cited(self, duty: DutyPage) -> str:
        """The readings of a duty by their numbers."""
        return "见文末口径 " + "、".join(str(self.readings.index(one) + 1) for one in duty.readings)


def shared_of(pages: Sequence[RulePage]) -> Shared:
    """What these pages have in common."""
    duties = [duty for page in pages for version in page.versions for duty in version.duties]
    refused = [look.none for duty in duties for look in duty.sought if look.none]
    counts = Counter(word for none in refused for word in dict.fromkeys(none))
    words = tuple(word for word, number in counts.items() if number * 2 > len(refused))
    readings = tuple(dict.fromkeys(one for duty in duties for one in duty.readings))
    has_gaps = any(GAP_TOLD in duty.sought for duty in duties)
    return Shared(words if len(words) >= _WORTH else (), readings, has_gaps, any(duty.review for duty in duties))


def reading_told(one: ReadingChosen) -> str:
    return f"{one.question}：{one.chosen}（{'本办改定：' if one.is_office else ''}{one.why}）"
