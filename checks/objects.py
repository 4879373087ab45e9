"""Objects of a progress duty: what is left of a title when the duty's and its stages' words are taken away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from checks.documents import pairs
from checks.facts import Publication
from rules.other_places import leading_places
from rules.rule import Duty
from rules.wording import GAP, GAP_CHARACTERS

_FRAME = re.compile(
    r"关于|情况|结果|名单|通知|公告|公示|通告|公布|信息(?!技术|化|产业|经济|安全|网络|系统|工程|通信|消费|服务|平台|基础)|工作|有关|相关|完成|拟|开展|组织"
    r"|进行|事项|内容|一览表|清单|汇总|指南|[《》“”\"'‘’〈〉（）()【】\[\]、，,。；;：:！!\-—_·.]"
)
_EDGES = "的对及和与等将表"
_TAIL = re.compile(r"(?:资金|计划|方案)+$")
_YEAR = re.compile(r"(\d{4})年度?")
_MARKS = (re.compile(r"\d{4}年"), re.compile(r"第[一二三四五六七八九十\d]+[批期次轮]"))
_COMMON = re.compile(
    r"战略性|项目|资金|专项|专题|计划|方案|企业|单位|(?:有限|股份)*公司|承担|任务|扶持|资助|支持|补助|补贴|奖励|安排|分配|使用|发展|建设|实施|通过|审核|评审|评选"
    r"|入选|入围|候选|推荐|征集|申报|申请|受理|验收|结题|拨付|下达|立项|实行|年度|[我全本][区市县]|[的对及和与等将表第批]"
)
"""What titles of one object have and leave out at will: it tells no object from another."""
_ALIKE = 0.5
"""Of two names that share so many pairs of characters, measured by the shorter, nobody can tell that they are two objects'."""
_ONE = 0.6


_Named = dict[str, list[list[Publication]]]
"""Names with the publications of each stage."""


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
    found: _Named = {}
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
        text = _plain(title).replace("首批", "第一批")
        text = "".join(piece.strip(_EDGES) for piece in _FRAME.sub(" ", self._without_words(text)).split())
        year = m[1] + "年" if (m := _YEAR.search(text)) else ""
        text = _YEAR.sub("", text, count=1)
        for place in leading_places(text):
            text = text.removeprefix(place)
        return year + _TAIL.sub("", text.removeprefix("我区").removeprefix("全区"))

    def _without_words(self, text: str) -> str:
        """Words that overlap (新兴产业, 产业发展资金) all go, with nothing of one left over."""
        held = [True] * len(text)
        for word in self._words:
            for found in word.finditer(text):
                held[found.start() : found.end()] = [False] * (found.end() - found.start())
        return "".join(c if is_held else " " for c, is_held in zip(text, held, strict=True))


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one object's: no other year or batch, and the words that tell objects apart are much the same.

    >>> may_be_one("2017年第一批", "第一批"), may_be_one("2017年第一批", "2017年第二批"), may_be_one("甲厂", "乙厂")
    (True, False, False)
    >>> may_be_one("2017年智能装备专题", "2017年智能装备项目资金"), may_be_one("智能装备专题", "轨道交通装备专题")
    (True, False)
    """
    return _likeness(one, other) >= _ALIKE


def _likeness(one: str, other: str) -> float:
    """0 to 1; 1 where one name holds the other, or does not tell what it is about."""
    for kind in _MARKS:
        ours, theirs = (set(kind.findall(name)) for name in (one, other))
        if ours and theirs and not (ours <= theirs or theirs <= ours):
            return 0.0
    short, long = sorted((_core(one), _core(other)), key=lambda text: (len(text), text))
    if short in long:
        return 1.0 if len(short) != 1 or short == long else _ALIKE
    shared = pairs(short) & pairs(long)
    return len(shared) / len(pairs(short)) if shared else 0.0


def _core(name: str) -> str:
    """What tells an object from others, its year and batch aside."""
    for kind in _MARKS:
        name = kind.sub("", name)
    return _COMMON.sub("", name).lower()


def _marks(name: str) -> tuple[str, ...]:
    return tuple(mark for kind in _MARKS for mark in sorted(set(kind.findall(name))))


def _joined(found: _Named) -> _Named:
    """Names that say the same are one object's; so are names that are alike, where none is like a third's and each stage stands under one.

    The object is called as in its first stage, which is the name it goes by all along.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(found, key=lambda n: (len(n), n)):
        core, marks = _core(name), _marks(name)
        groups.setdefault((core, *marks) if core or len(marks) > 1 else ("", "", name), []).append(name)
    told = dict(_one_of(names, found) for names in groups.values())
    left, joined = sorted(told), dict[str, list[list[Publication]]]()
    while left:
        group = _alike_group(left[0], told)
        left = [n for n in left if n not in group]
        joined.update([_one_of(group, told)])
    return joined


def _one_of(names: Sequence[str], found: _Named) -> tuple[str, list[list[Publication]]]:
    called = min(names, key=lambda n: (next(i for i, stage in enumerate(found[n]) if stage), not _core(n), len(n), n))
    return called, [[p for n in names for p in found[n][i]] for i in range(len(found[called]))]


def _alike_group(name: str, told: _Named) -> list[str]:
    """The names that are one object's with this one; it alone where that is not sure."""
    group = [n for n in told if n == name or _likeness(name, n) >= _ALIKE]
    is_sure = all(_likeness(a, b) >= _ONE for a, b in combinations(group, 2))
    has_third = any(_likeness(n, other) >= _ALIKE for n in group for other in told if other not in group)
    is_apart = all(sum(bool(told[n][i]) for n in group) <= 1 for i in range(len(told[name])))
    return group if is_sure and is_apart and not has_third else [name]


def _plain(text: str) -> str:
    """As `normalise`, but capitals stay."""
    return "".join(unicodedata.normalize("NFKC", text).split())
