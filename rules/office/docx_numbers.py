"""Automatic list numbers of a Word file (ECMA-376 part 1, 17.9): what stands before a paragraph though no run says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rules.office.list_numerals import with_gap, written
from rules.office.word_xml import Element, below, is_on, value, w, whole

_LEVELS = 9
_MOST_LINKS = 20
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a list. `restart`: None after any higher level, 0 never, n only after level n or higher."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    gap: bool = True
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True)
class _List:
    """A `w:num`: the abstract list it counts with, its levels, and those it starts anew when it is first used."""

    name: str
    abstract: str
    levels: dict[int, Level]
    anew: frozenset[int]


@dataclass(frozen=True)
class _Style:
    """A paragraph style's share in numbering."""

    base: str | None
    number: str | None
    level: int | None


@dataclass
class ListNumbers:
    """Counts through one part of a document; paragraphs must come in reading order."""

    lists: dict[str, _List]
    styles: dict[str, _Style]
    default_style: str
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, properties: Element | None) -> str:
        """The number before a paragraph of these properties (`w:pPr`), with the blank behind it where one is due."""
        found = self._place(properties)
        if found is None:
            return ""
        held, at = found
        level = held.levels[at]
        self._count(held, at)
        said = self._said(held, at)
        return with_gap(said) if level.gap else said

    def _place(self, properties: Element | None) -> tuple[_List, int] | None:
        """The list and the level of a paragraph: its own properties first, then its style's and the styles' that one builds on."""
        if not self.lists:
            return None
        number = value(properties, "numPr", "numId")
        own_level = whole(value(properties, "numPr", "ilvl"))
        style = value(properties, "pStyle") or self.default_style
        styled = list(self._chain(style))
        if number is None:
            number = next((s.number for _, s in styled if s.number is not None), None)
            named = self._level_of_style(number, [name for name, _ in styled])
            own_level = named if own_level is None else own_level
        level = own_level if own_level is not None else next((s.level for _, s in styled if s.level is not None), 0)
        held = self.lists.get(number or "")
        return (held, level) if held is not None and level in held.levels else None

    def _chain(self, name: str | None) -> Iterator[tuple[str, _Style]]:
        for _ in range(_MOST_LINKS):
            style = self.styles.get(name or "")
            if style is None or name is None:
                return
            yield name, style
            name = style.base

    def _level_of_style(self, number: str | None, styles: list[str]) -> int | None:
        """A level may name the style that it numbers (17.9.23)."""
        held = self.lists.get(number or "")
        levels = held.levels if held else {}
        return next((at for name in styles for at, level in levels.items() if level.style == name), None)

    def _count(self, held: _List, at: int) -> None:
        counts = self.counts.setdefault(held.abstract, {})
        for lower in range(at + 1, _LEVELS):
            restart = held.levels.get(lower, Level()).restart
            if restart is None or at < restart:
                counts.pop(lower, None)
        if held.name not in self.begun:
            self.begun.add(held.name)
            for level in held.anew:
                counts.pop(level, None)
        counts[at] = counts[at] + 1 if at in counts else held.levels[at].start

    def _said(self, held: _List, at: int) -> str:
        level = held.levels[at]
        counts = self.counts[held.abstract]
        if level.number_format in ("bullet", "none"):
            return ""

        def shown(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            other = held.levels.get(index, Level())
            count = counts.get(index, other.start)
            return written(count, "decimal" if level.legal else other.number_format)

        return _PLACE.sub(shown, level.text).strip()


def list_numbers(numbering: Element | None, styles: Element | None) -> ListNumbers:
    """From the roots of the numbering part and of the styles part; without them nothing is numbered."""
    named = {style.get(w("styleId"), ""): style for style in styles.iterchildren(w("style"))} if styles is not None else {}
    default = next((name for name, s in named.items() if s.get(w("type")) == "paragraph" and s.get(w("default")) in ("1", "true", "on")), "")
    shares = {name: _Style(value(s, "basedOn"), value(s, "pPr", "numPr", "numId"), whole(value(s, "pPr", "numPr", "ilvl"))) for name, s in named.items()}
    return ListNumbers(_lists(numbering, shares), shares, default)


def _lists(numbering: Element | None, styles: dict[str, _Style]) -> dict[str, _List]:
    if numbering is None:
        return {}
    abstracts = {a.get(w("abstractNumId"), ""): a for a in numbering.iterchildren(w("abstractNum"))}
    numbers = {n.get(w("numId"), ""): n for n in numbering.iterchildren(w("num"))}
    found = {}
    for number, element in numbers.items():
        abstract = _abstract(value(element, "abstractNumId"), abstracts, numbers, styles)
        if abstract is not None and number != "0":  # 17.9.18: 0 takes numbering away
            found[number] = _list(abstract, abstracts[abstract], number, element)
    return found


def _abstract(name: str | None, abstracts: dict[str, Element], numbers: dict[str, Element], styles: dict[str, _Style]) -> str | None:
    """The abstract list that has the levels: one that only names a numbering style stands for that style's (17.9.21)."""
    for _ in range(_MOST_LINKS):
        if name is None or name not in abstracts:
            return None
        style = value(abstracts[name], "numStyleLink")
        if style is None:
            return name
        linked = styles.get(style)
        name = value(numbers.get(linked.number or ""), "abstractNumId") if linked else None
    return None


def _list(abstract: str, element: Element, name: str, number: Element) -> _List:
    levels = dict(_levels(element))
    anew = set()
    for override in number.iterchildren(w("lvlOverride")):
        at = whole(override.get(w("ilvl")))
        start = whole(value(override, "startOverride"))
        levels |= dict(_levels(override))
        if at in levels and start is not None:
            anew.add(at)
            levels[at] = replace(levels[at], start=start)
    return _List(name, abstract, levels, frozenset(anew))


def _levels(holder: Element) -> Iterator[tuple[int, Level]]:
    for element in holder.iterchildren(w("lvl")):
        at = whole(element.get(w("ilvl")))
        if at is not None and at < _LEVELS:
            yield (
                at,
                Level(
                    start=whole(value(element, "start"), 0) or 0,
                    number_format=_number_format(element),
                    text=(value(element, "lvlText") or "")[:100],
                    gap=value(element, "suff") != "nothing",
                    restart=whole(value(element, "lvlRestart")),
                    legal=is_on(element, "isLgl"),
                    style=value(element, "pStyle") or "",
                ),
            )


def _number_format(level: Element) -> str:
    """A format that only new programs know stands beside a fallback (mc:AlternateContent), which comes last."""
    if below(level, "numFmt") is not None:
        return value(level, "numFmt") or "decimal"
    formats = [found.get(w("val"), "") for found in level.iter(w("numFmt"))]
    return formats[-1] if formats else "decimal"
