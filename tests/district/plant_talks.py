"""Columns in which the public asks and is answered: used, announced only, last year's, oddly named, missing, only alike in name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from district import filler
from district.claims import Talk, TalkClaim
from district.days import at, working_day_near
from district.desk import Desk
from district.ground import LONG_AGO, Ground, Paper
from district.model import Column, Sheet
from district.subjects import INTERVIEWS, TALK_COLUMNS, TAX_TALKS

KEPT_CLEAN = ("zxft", "hdpt", "ltlm")
"""Columns no ordinary page goes into: dialogue, and names that only look alike."""


@dataclass
class Corner:
    """One duty's column. key: "20-04" (portal) or "08-05" (own site)."""

    desk: Desk
    key: str
    claim: TalkClaim

    @property
    def site(self) -> str:
        return "portal" if self.key == "20-04" else self.desk.own_site or ""

    def open(self, name: str, key: str = "", opens: datetime = LONG_AGO) -> Column:
        key = key or ("zxft" if self.key == "20-04" else "hdpt")
        site = self.desk.ground.sites[self.site]
        path = ("hdjl/" if self.key == "20-04" else "") + f"{key}/"
        site.columns[key] = Column(key, site.id, name, site.base + path, self.desk.rng.choice(("ul", "table", "dl")), 15, opens)
        if key != "ltlm":
            self.claim.opens = opens
        return site.columns[key]

    def usual_name(self) -> str:
        names = TALK_COLUMNS[self.key][0]
        return names[(self.desk.ground.seed + len(self.desk.unit_id + self.desk.full)) % len(names)]

    def odd_name(self) -> str:
        return self.desk.rng.choice(TALK_COLUMNS[self.key][1])

    def entry(self, column: Column, day: date, style: str) -> None:
        """style: asked (Q and A), stage (who says what), survey (what came in, and the answer), announced (no answer)."""
        rng = self.desk.rng
        topic = rng.choice(INTERVIEWS if self.key == "20-04" else TAX_TALKS)
        title, texts = _WRITTEN[style](topic, self.desk, rng)
        doc = self.desk.ground.put(Paper(title, day, Sheet(texts), self.desk.unit.name), self.site, column.key)
        self.claim.talks.append(Talk(day, doc.appears, style != "announced"))

    def fill(self, column: Column, days: list[date], styles: tuple[str, ...]) -> None:
        for day in days:
            self.entry(column, day, self.desk.rng.choice(styles))


def _asked(topic: str, desk: Desk, rng: Random) -> tuple[str, tuple[str, ...]]:
    title = rng.choice(("{t}在线访谈实录", "{u}谈{t}（访谈实录）", "关于{t}的网上访谈")).format(t=topic, u=desk.unit.name)
    question, answer = rng.choice((("网友提问", "答"), ("问", "答"), ("网民", "回复"), ("纳税人咨询" if desk.unit_id != "qfb" else "市民提问", "答复")))
    return title, (
        f"{question}：请问{topic}今年有什么新变化？",
        f"{answer}：您好，今年主要有三方面变化，一是流程简化，二是材料减少，三是时限缩短。",
        "感谢大家参与。",
    )


def _staged(topic: str, desk: Desk, rng: Random) -> tuple[str, tuple[str, ...]]:
    title = rng.choice(("做客访谈间：聊聊{t}", "{u}负责人在线解答{t}问题", "访谈：{t}那些事")).format(t=topic, u=desk.unit.name)
    return title, (
        f"主持人：网友很关心{topic}，请介绍一下。",
        f"嘉宾：{topic}与大家息息相关，今年我们推出了便民举措。",
        "主持人：有网友问办理要多久？",
        "嘉宾：一般三个工作日办结。",
    )


def _survey(topic: str, desk: Desk, rng: Random) -> tuple[str, tuple[str, ...]]:
    title = rng.choice(("{t}网上调查结果反馈", "关于{t}的民意征集及反馈", "{t}问卷调查情况通报")).format(t=topic)
    return title, (
        f"本次活动共收到有效意见{rng.randint(20, 300)}条。",
        f"针对集中反映的问题，{desk.full}答复如下：已采纳其中{rng.randint(5, 19)}条，其余作出说明。",
    )


def _announced(topic: str, desk: Desk, rng: Random) -> tuple[str, tuple[str, ...]]:
    title = rng.choice(("{t}访谈预告", "下期访谈主题：{t}", "关于举行{t}在线访谈的公告")).format(t=topic)
    return title, (f"{desk.full}将于近期就{topic}与网友在线交流，欢迎届时参与。", "时间：周四上午10时。")


_WRITTEN: dict[str, Callable[[str, Desk, Random], tuple[str, tuple[str, ...]]]] = {
    "asked": _asked, "stage": _staged, "survey": _survey, "announced": _announced,
}  # fmt: skip


def _days(rng: Random, year: int, first: int, last: int, count: int) -> list[date]:
    return sorted(working_day_near(date(year, rng.randint(first, last), rng.randint(3, 24))) for _ in range(count))


def talks(corner: Corner) -> None:
    """Used all year, announcements beside answers."""
    column, rng = corner.open(corner.usual_name()), corner.desk.rng
    corner.fill(column, _days(rng, 2016, 6, 11, 2), ("asked",))
    corner.fill(column, _days(rng, 2017, 2, 11, 5), ("asked", "asked", "stage") if corner.key == "20-04" else ("asked", "survey"))
    corner.fill(column, _days(rng, 2017, 2, 11, 2), ("announced",))


def talks_on_stage(corner: Corner) -> None:
    """Each entry is a talk of host and guest."""
    column = corner.open(corner.usual_name())
    corner.fill(column, _days(corner.desk.rng, 2017, 3, 10, 4), ("stage",))


def talks_from_summer(corner: Corner) -> None:
    """Opened in June."""
    column = corner.open(corner.usual_name(), opens=at(date(2017, 6, 5), 9))
    corner.fill(column, _days(corner.desk.rng, 2017, 7, 11, 4), ("asked",))


def talks_announced(corner: Corner) -> None:
    """Announcements of the year, and no answer to anybody."""
    column = corner.open(corner.usual_name())
    corner.fill(column, _days(corner.desk.rng, 2017, 2, 11, 4), ("announced",))


def talks_last_year(corner: Corner) -> None:
    """Answers, none of this year."""
    column = corner.open(corner.usual_name())
    corner.fill(column, _days(corner.desk.rng, 2016, 5, 11, 4), ("asked",))


def talks_blank(corner: Corner) -> None:
    """There, and never filled."""
    corner.open(corner.usual_name())


def talks_odd(corner: Corner) -> None:
    """Named as an officer would recognise it."""
    column = corner.open(corner.odd_name())
    corner.claim.doubtful = True
    corner.fill(column, _days(corner.desk.rng, 2017, 2, 11, 4), ("asked",))


def no_talks(corner: Corner) -> None:
    """No such column."""


def no_talks_but_alike(corner: Corner) -> None:
    """A column whose name only looks alike."""
    column = corner.open(corner.desk.rng.choice(TALK_COLUMNS[corner.key][2]), "ltlm")
    corner.claim.doubtful = True
    for day in _days(corner.desk.rng, 2017, 2, 11, 3):
        title = f"本报记者专访：{filler.person(corner.desk.rng)}的创业故事"
        corner.desk.ground.put(Paper(title, day, Sheet(filler.paragraphs(corner.desk.full, "人物故事", corner.desk.rng)), "番禺日报"), corner.site, column.key)


def talks_garbled(corner: Corner) -> None:
    """Its address answers bytes that are no page."""
    corner.open(corner.usual_name()).fault = "garbage"
    corner.claim.garbled = True


CASES: dict[str, Callable[[Corner], None]] = {
    f.__name__: f
    for f in (
        talks, talks_on_stage, talks_from_summer, talks_announced, talks_last_year, talks_blank, talks_odd, no_talks, no_talks_but_alike, talks_garbled,
    )
}  # fmt: skip
PORTAL_ROUND = ("talks", "talks_announced", "no_talks", "talks_on_stage", "talks_last_year", "talks_odd", "talks_from_summer", "no_talks_but_alike")
OWN_ROUND = ("no_talks", "talks", "talks_announced", "talks_odd", "talks_last_year", "talks_from_summer", "talks_blank", "no_talks_but_alike")


def plant(ground: Ground, rng: Random) -> list[TalkClaim]:
    ground.sites["portal"].columns.pop("zxft", None)
    return [
        _one(Desk(ground, "qfb", rng), "20-04", PORTAL_ROUND[(ground.seed - 1) % len(PORTAL_ROUND)]),
        *(_one(Desk(ground, u, rng), "08-05", OWN_ROUND[(ground.seed * 2 - 2 + n) % len(OWN_ROUND)]) for n, u in enumerate(("gsj", "dsj"))),
    ]


def _one(desk: Desk, key: str, case: str) -> TalkClaim:
    place = "portal" if key == "20-04" else "own"
    claim = TalkClaim(desk.who(key, "a", "interactive"), place, case=case)
    if place == "own" and desk.reach == "none":
        claim.case = "no_site"
        return claim
    if place == "own" and desk.ground.sites[desk.own_site or ""].fault == "garbage":
        claim.case = case = "talks_garbled"  # one broken column says of the whole site that it was not read
    CASES[case](Corner(desk, key, claim))
    claim.note = (CASES[case].__doc__ or "").strip()
    return claim
