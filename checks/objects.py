"""Objects of a progress duty: what is left of a title when the duty's and its stages' words are taken away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.facts import Publication
from rules.other_places import leading_places
from rules.rule import Duty
from rules.wording import GAP, GAP_CHARACTERS

_FRAME = re.compile(
    r"关于|情况|结果|名单|通知|公告|公示|通告|信息|工作|有关|相关|完成|拟|开展|组织|进行|事项|内容|一览表|清单|汇总|[表的对及和与等将]"
    r"|[《》“”\"'‘’〈〉（）()【】\[\]、，,。；;：:！!\-—_·.]"
)
_YEAR = re.compile(r"(\d{4})年度?")
_MARKS = re.compile(r"(\d{4})年|第[一二三四五六七八九十\d]+[批期次轮]")


@dataclass(frozen=True)
class Object:
    """One object with the publications of each stage, in the stages' order. `name` is "" where titles name none."""

    name: str
    stages: tuple[tuple[Publication, ...], ...]

    @property
    def publications(self) -> tuple[Publication, ...]:
        return tuple(p for stage in self.stages for p in stage)


def objects_of(duty: Duty, unit_names: Sequence[str], stages: Sequence[Iterable[Publication]]) -> tuple[Object, ...]:
    """The objects in order of name; a publication belongs to the last stage its title names."""
    namer = Namer(duty, unit_names)
    taken: set[tuple[str, str]] = set()
    found: dict[str, list[list[Publication]]] = {}
    for at in range(len(stages) - 1, -1, -1):
        for publication in sorted(stages[at], key=lambda p: (p.address, p.site)):
            if (publication.address, publication.site) not in taken:
                taken.add((publication.address, publication.site))
                found.setdefault(namer.name(publication.title), [[] for _ in stages])[at].append(publication)
    joined = _joined(found)
    return tuple(Object(name, tuple(tuple(stage) for stage in joined[name])) for name in sorted(joined))


class Namer:
    """Names the object of a title."""

    def __init__(self, duty: Duty, unit_names: Sequence[str]) -> None:
        match = duty.match
        groups = [g for terms in ((match.title, *match.accepted) if match else ()) for g in terms.groups]
        groups += [g for stage in duty.stages for g in stage.title.groups]
        words = sorted({w for group in (*groups, tuple(unit_names)) for w in group}, key=lambda w: (-len(w), w))
        self._words = [re.compile(f".{{0,{GAP_CHARACTERS}}}?".join(re.escape(_plain(p)) for p in w.split(GAP)), re.IGNORECASE) for w in words]

    def name(self, title: str) -> str:
        """
        >>> from rules.wanted import Match, Stage, Terms
        >>> duty = Duty("a", "progress", "项目", (), match=Match(Terms(all=(("扶持项目",),))), stages=(Stage("公示", Terms(any=("公示",))),))
        >>> Namer(duty, ("番禺区发展改革局",)).name("番禺区发展改革局关于2017年度第一批扶持项目ABC生产线的公示")
        '2017年第一批ABC生产线'
        """
        text = _plain(title)
        for word in self._words:
            text = word.sub(" ", text)
        text = "".join(_FRAME.sub("", text).split())
        year = m[1] + "年" if (m := _YEAR.search(text)) else ""
        text = _YEAR.sub("", text, count=1)
        for place in leading_places(text):
            text = text.removeprefix(place)
        return year + text.removeprefix("我区").removeprefix("全区")


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one object's: no other year or batch, and one holds the other.

    >>> may_be_one("2017年第一批", "第一批"), may_be_one("2017年第一批", "2017年第二批"), may_be_one("甲厂", "乙厂")
    (True, False, False)
    """
    ours, theirs = ({m[0] for m in _MARKS.finditer(name)} for name in (one, other))
    if ours and theirs and not (ours <= theirs or theirs <= ours):
        return False
    rest, their_rest = _MARKS.sub("", one), _MARKS.sub("", other)
    return rest in their_rest or their_rest in rest


def _joined(found: dict[str, list[list[Publication]]]) -> dict[str, list[list[Publication]]]:
    """Two names are one object's where each lacks the stages of the other, and neither may be a third's."""
    joined = dict(found)
    for name in sorted(found, key=lambda n: (len(n), n)):
        partners = [n for n in joined if n != name and may_be_one(name, n)]
        if name not in joined or len(partners) != 1 or len([n for n in joined if n != partners[0] and may_be_one(partners[0], n)]) != 1:
            continue
        ours, theirs = joined[name], joined[partners[0]]
        if not any(a and b for a, b in zip(ours, theirs, strict=True)):
            joined[partners[0]] = [a + b for a, b in zip(theirs, ours, strict=True)]
            del joined[name]
    return joined


def _plain(text: str) -> str:
    """As `normalise`, but capitals stay."""
    return "".join(unicodedata.normalize("NFKC", text).split())
