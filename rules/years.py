"""Years in texts: what differs between two years' plans when nothing else does, and the same moves made elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.text import normalise

_HAN = "〇一二三四五六七八九"
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<![〇○零一二三四五六七八九十百])(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}(?![〇○零一二三四五六七八九十百])"
)
_OF_NUMBER = "〔[［【"
"""A year after one of these is part of a document's number: 粤府函〔2017〕65号 stays what it is."""
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=-\d\d(?!\d)|Q[1-4](?!\d)|H[12](?!\d))(-02-29)?|(?<=period: )((?:19|20)\d\d)(?=\s*$)", re.MULTILINE)
_NEAR = range(-2, 2)
"""Years that move with the plan's where the item's text does not say otherwise: of 2017 those from 2015 to 2018."""


@dataclass(frozen=True)
class Moves:
    """What becomes of each year. by: how many years the plan's year moved on. year: the former plan's.

    told, told_numbers: what the item's own text shows, of years and of years in document numbers.
    """

    by: int
    year: int
    told: Mapping[int, int] = field(default_factory=dict)
    told_numbers: Mapping[int, int] = field(default_factory=dict)

    @property
    def cites_others(self) -> bool:
        """Whether the item's text now names documents of another year: 〔2018〕16号 is another paper than 〔2017〕16号."""
        return any(old != new for old, new in self.told_numbers.items())

    @staticmethod
    def cites(text: str) -> bool:
        """Whether a text names a document by its number."""
        return any(found.start() and text[found.start() - 1] in _OF_NUMBER for found in _YEAR.finditer(text))

    def text(self, text: str) -> str:
        """A text of the rule with its years moved.

        >>> Moves(1, 2017).text("公开2016年度决算、二〇一七年预算（粤府函〔2017〕65号），至2020年")
        '公开2017年度决算、二〇一八年预算（粤府函〔2017〕65号），至2020年'
        """
        return _YEAR.sub(lambda found: self._moved(found, text, everywhere=False), text)

    def case_file(self, text: str) -> str:
        """A file of cases with all its days and years moved; what the item's text keeps, its titles keep.

        >>> Moves(1, 2017, {2020: 2020}).case_file("  as_of: 2017-12-31\\n  title: 番府〔2017〕1号2020年目标")
        '  as_of: 2018-12-31\\n  title: 番府〔2018〕1号2020年目标'
        """
        if not self.by:
            return text
        parts, end = [], 0
        for found in _DATE.finditer(text):
            parts += [self._titles(text[end : found.start()]), self._day(found)]
            end = found.end()
        return "".join([*parts, self._titles(text[end:])])

    def day(self, day: date) -> date:
        """A day of the former year in the new one; 29 February becomes the 28th."""
        return date(day.year + self.by, day.month, 28 if (day.month, day.day) == (2, 29) else day.day) if self.by else day

    def _titles(self, text: str) -> str:
        return _YEAR.sub(lambda found: self._moved(found, text, everywhere=True), text)

    def _day(self, found: re.Match[str]) -> str:
        return f"{int(found[1] or found[3]) + self.by}" + ("-02-28" if found[2] else "")

    def _moved(self, found: re.Match[str], text: str, everywhere: bool) -> str:
        old = _value(found[0])
        in_number = text[found.start() - 1 : found.start()] in tuple(_OF_NUMBER)
        told = (self.told_numbers if in_number else self.told).get(old)
        moves = everywhere or (not in_number and old - self.year in _NEAR)
        return _written(told if told is not None else old + self._step if moves else old, like=found[0])

    @property
    def _step(self) -> int:
        """How far years move that the item's text does not name: as far as the plan's own year does there, if it is named."""
        return self.told.get(self.year, self.year + self.by) - self.year


def same_but_years(text: str) -> str:
    """The text in its normal form with every year as the same sign: equal of two texts that differ in years alone.

    >>> same_but_years("公开2016年度决算") == same_but_years("公开 2017年度决算。") == same_but_years("公开二〇一八年度决算")
    False
    >>> same_but_years("公开2016年度决算") == same_but_years("公开 2017 年度决算") == same_but_years("公开二〇一八年度决算")
    True
    """
    return _YEAR.sub("\0", normalise(text).replace("○", "〇"))


def moves_between(old: str, new: str, by: int, year: int) -> Moves:
    """What the years of one text became in another: sign by sign where nothing else differs, else as far as they are found there.

    >>> moves_between("2016年决算（〔2016〕7号），至2020年", "2017年决算（〔2016〕7号），至2020年", 1, 2017)
    Moves(by=1, year=2017, told={2016: 2017, 2020: 2020}, told_numbers={2016: 2016})
    >>> moves_between("公开2016年决算，至2020年", "公开2017年决算和说明，至2020年", 1, 2017).told
    {2016: 2017, 2020: 2020}
    """
    before, after = _years_of(old), _years_of(new)
    is_same = same_but_years(old) == same_but_years(new) and len(before) == len(after)
    told: list[dict[int, set[int]]] = [{}, {}]
    if is_same:
        for (in_number, was), (_, became) in zip(before, after, strict=True):
            told[in_number].setdefault(was, set()).add(became)
    else:
        for in_number, was in before:
            told[in_number][was] = _found_again(was, by, before, [value for numbered, value in after if numbered == in_number])
    return Moves(by, year, _certain(told[False]), _certain(told[True]))


def _years_of(text: str) -> list[tuple[bool, int]]:
    """Each year in its order, and whether it is part of a document's number."""
    return [(text[found.start() - 1 : found.start()] in tuple(_OF_NUMBER), _value(found[0])) for found in _YEAR.finditer(text)]


def _found_again(was: int, by: int, before: list[tuple[bool, int]], after: list[int]) -> set[int]:
    """The year it has become in another text: moved on, or kept; none where neither is there."""
    is_kept = was in after and (was + by not in after or {value for _, value in before} >= set(after))
    return {was} if is_kept else {was + by} & set(after)


def _certain(told: Mapping[int, Iterable[int]]) -> dict[int, int]:
    return {old: found[0] for old, new in told.items() if len(found := tuple(new)) == 1}


def _value(written: str) -> int:
    if written.isascii():
        return int(written)
    return int("".join(str(_HAN.index(char)) for char in written.replace("○", "〇").replace("零", "〇")))


def _written(year: int, like: str) -> str:
    """The year in the kind of digits it was written in."""
    if like.isascii():
        return str(year)
    zero = next((char for char in like if char in "○零"), "〇")
    return "".join(_HAN[int(digit)] for digit in str(year)).replace("〇", zero)
