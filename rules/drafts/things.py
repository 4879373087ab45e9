"""The things one piece asks to be published: one clause each, or together where they can only be met together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.drafts.cadence import Period, periods
from rules.drafts.kinds import Guess, kind_of
from rules.drafts.lexicon import first_of, lexicon, pattern
from rules.drafts.pieces import Piece
from rules.drafts.split import alike, members
from rules.rule import Kind

_TWO_ACTS = re.compile(rf"(?P<one>.{{4,60}}?)(?:{pattern(lexicon().publish).pattern})(?:和|及|与)(?P<other>.{{2,40}})", re.DOTALL)
_UNDIVIDED: tuple[Kind, ...] = ("progress", "paired", "marked", "interactive")
"""Kinds that speak of one project, document or column as a whole, whatever their words list."""
_TIMES_BEHIND = re.compile(
    r"[，,（(](?P<when>(?:每个?(?:日|天|周|旬|月|季度?|半年|年)|按(?:月|季度?|年)))(?:至少|不少于|公布|更新|发布)*[一两二三四五六\d]+(?:次|期|篇|条)"
)
"""公布菜价，每周一次."""
_SHORT = 6
"""Characters; a shorter name leans on the words of the one before it (对象的认定标准、认定程序)."""
_REPEATED = ("监测", "检测", "抽检")


@dataclass(frozen=True)
class Thing:
    """One thing with its kind and period; `members`: the coordinated names it joins, one where it joins none.

    tail: the head that all of a list share (目录清单), which stands at the list's end.
    """

    name: str
    guess: Guess
    period: Period | None
    members: tuple[str, ...]
    tail: str = ""


def things_of(piece: Piece, text: str) -> tuple[Thing, ...]:
    """The piece's things in their order; each once for every period."""
    said = piece.span.of(text)
    found = periods_of(piece, said)
    if found:
        names = members(piece.thing)
        return tuple(Thing(name, Guess("periodic"), period, (name,)) for name in names for period in found)
    if sorts := alike(piece.thing):
        tail = piece.thing.rpartition("等")[2]
        return tuple(Thing(name, kind_of(name, said, piece.reading), None, (name,), tail) for name in sorts)
    whole = kind_of(piece.thing, said, piece.reading)
    if whole.kind in _UNDIVIDED:
        return (Thing(piece.thing or said, whole, None, (piece.thing,)),)
    names = piece.titles or _twofold(piece.thing) or members(piece.thing or said)
    things = [Thing(name, kind_of(name, said, piece.reading), None, (name,)) for name in names]
    joined: list[Thing] = []
    for thing in things:
        if joined and _go_together(joined[-1], thing):
            joined[-1] = _together(joined[-1], thing, text, piece)
        else:
            joined.append(thing)
    return tuple(joined)


def periods_of(piece: Piece, said: str) -> tuple[Period, ...]:
    """Periods that the words before the act name, then those that begin the thing's own name; 定期 anywhere.

    Data of monitoring that is published 持续 comes again and again without a period of its own.
    """
    if piece.reading.sort not in ("publish", "interpret"):
        return ()
    for words in (piece.reading.before, piece.thing[:5]):
        if found := periods(words):
            return found
    if behind := _TIMES_BEHIND.search(said):
        return periods(behind["when"])
    if "月报" in piece.thing or "季报" in piece.thing:
        return periods(piece.thing)
    if regular := first_of(lexicon().regular, said):
        return (Period("regular", regular),)
    return (Period("regular", "持续"),) if "持续" in said and any(word in piece.thing for word in _REPEATED) else ()


def _twofold(thing: str) -> tuple[str, ...]:
    """项目的信息披露和结果(公示): two nouns of publishing in a row."""
    found = _TWO_ACTS.fullmatch(thing)
    return (found["one"], found["other"]) if found else ()


def _is_document(name: str) -> bool:
    return name.rstrip("等").endswith(lexicon().document.words) or name.startswith("《")


def _go_together(one: Thing, other: Thing) -> bool:
    """Of one kind and no documents of their own: what one word of the plan lists together is looked for together."""
    if one.guess.kind != other.guess.kind or (_is_document(one.name) and _is_document(other.name)):
        return False
    if len(other.name) < _SHORT and _sort(other.name) != "outcome":
        return True
    return _sort(one.name) == _sort(other.name) is not None or one.guess.kind != "event"


def _sort(name: str) -> str | None:
    """What a thing's head speaks of, of which several stand in one publication: outcomes, policies, or the head itself."""
    words = lexicon()
    for key in ("outcome", "policy"):
        if name.endswith(getattr(words, key).words):
            return key
    return name[-2:] if name.endswith(words.head.words) else None


def _together(one: Thing, other: Thing, text: str, piece: Piece) -> Thing:
    start = text.find(one.name, piece.span.start)
    end = text.find(other.name, start + len(one.name)) + len(other.name)
    return Thing(text[start:end], one.guess, None, (*one.members, other.name))
