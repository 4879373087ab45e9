"""What depends on facts the office has on file: a known incident, a proof of internal work, approved exceptions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from district.claims import ProofClaim
from district.days import CRAWL_DAYS, GRACE_WORKING_DAYS, add_working, at, working_day_near
from district.desk import Desk, shown
from district.ground import Ground
from district.people import Note, event
from district.truth import FAILING, Cell, outcomes_of

INCIDENT = ("py2017-13-03", "a", "hbj")
TITLES = (
    "番禺区{p}“{m}·{d}”突发环境事件调查结论", "关于{p}“{m}·{d}”突发环境事件调查结论的通报", "番禺区{p}“{m}·{d}”重大突发环境事件调查结论公告",
    "{p}“{m}·{d}”突发环境事件调查报告",
)  # fmt: skip
ODD = "关于{p}化工原料泄漏影响水体情况的说明"
DRILLS = ("区环保局开展突发环境事件应急演练", "番禺区突发环境事件应急预案", "区环保局组织学习突发环境事件调查处理办法", "广东省公布2016年突发环境事件调查情况")


class Incident:
    """The one cell of 13.3 and how its plot goes."""

    def __init__(self, ground: Ground, rng: Random) -> None:
        self.desk, self.rng = Desk(ground, "hbj", rng), rng
        rule, duty, unit = INCIDENT
        own = self.desk.own_site
        self.cell = Cell(rule, duty, "event", unit, None, "any", ("portal", "own"), own)
        self.notes: list[Note] = []
        self.day = date(2017, 3, 28)
        self.place = rng.choice(("化龙镇", "石楼镇", "南村镇", "石碁镇"))

    def title(self, wording: str) -> str:
        return wording.format(p=self.place, m=self.day.month, d=self.day.day)

    def file(self, day: date) -> None:
        """The incident is on file three days later."""
        self.day = working_day_near(day)
        self.cell.due_day = add_working(self.day, GRACE_WORKING_DAYS)
        filed = at(self.day + timedelta(days=3), 9)
        self.cell.happened = filed
        self.notes.append(event(filed, INCIDENT, "happened", self.day, f"{self.place}化学品泄漏突发环境事件"))

    def publish(self, day: date, odd: bool = False) -> None:
        place = self.desk.place()
        paper = self.desk.paper(
            self.title(ODD if odd else self.rng.choice(TITLES)), working_day_near(day), "经调查，事件直接原因为阀门老化，定性为一般责任事件。"
        )
        self.cell.showings.append(shown(place, self.desk.put(place, paper, "hjbh", "tzgg"), "odd" if odd else "full"))

    def drill(self) -> None:
        for place in ("portal", "own") if self.desk.reach != "none" else ("portal",):
            paper = self.desk.paper(self.rng.choice(DRILLS), self.desk.day(date(2017, 3, 1), date(2017, 10, 30)))
            self.desk.put(place, paper, "hjbh", "gzdt")


def known_and_told(plot: Incident) -> None:
    """On file, and published in time."""
    plot.file(date(2017, 5, 9))
    plot.publish(plot.day + timedelta(days=12))
    plot.drill()


def known_and_silent(plot: Incident) -> None:
    """On file, and nothing but a drill."""
    plot.file(date(2017, 4, 5))
    plot.drill()


def unknown_and_silent(plot: Incident) -> None:
    """Nobody has shown that anything happened."""
    plot.drill()


def declared_none(plot: Incident) -> None:
    """The unit declares that nothing happened."""
    rule, duty, unit = INCIDENT
    plot.notes.append(Note("declaration", at(date(2017, 9, 26), 10), "区环保局 何美玲", rule, duty, unit, "今年未发生重特大或敏感突发环境事件"))
    plot.drill()


def known_and_late(plot: Incident) -> None:
    """On file, and published after the day the office counts."""
    plot.file(date(2017, 5, 22))
    assert plot.cell.due_day
    plot.publish(plot.cell.due_day + timedelta(days=9))


def unknown_and_told(plot: Incident) -> None:
    """Published without anything on file."""
    plot.publish(date(2017, 8, 14))


def known_at_the_end(plot: Incident) -> None:
    """On file, and not due within the year."""
    plot.file(date(2017, 12, 11))


def known_and_told_oddly(plot: Incident) -> None:
    """On file; published in words nobody would list."""
    plot.file(date(2017, 6, 6))
    plot.publish(plot.day + timedelta(days=10), odd=True)


PLOTS: dict[str, Callable[[Incident], None]] = {
    f.__name__: f
    for f in (
        known_and_silent, known_and_told, declared_none, unknown_and_silent, known_and_late, unknown_and_told, known_at_the_end, known_and_told_oddly,
    )
}  # fmt: skip


def incident(ground: Ground, rng: Random) -> tuple[Cell, list[Note]]:
    """13.3: the seed walks through the plots."""
    plot = Incident(ground, rng)
    plot.cell.case = tuple(PLOTS)[(ground.seed - 1) % len(PLOTS)]
    PLOTS[plot.cell.case](plot)
    plot.cell.note = (PLOTS[plot.cell.case].__doc__ or "").strip()
    return plot.cell, plot.notes


PROOFS: dict[str, tuple[tuple[date, bool | None], ...]] = {
    "proof_accepted": ((date(2017, 7, 5), None), (date(2017, 11, 8), True)), "proof_filed": ((date(2017, 8, 2), None),),
    "proof_accepted_early": ((date(2017, 3, 20), None), (date(2017, 4, 11), True)), "no_proof": (),
    "proof_refused": ((date(2017, 5, 15), None), (date(2017, 6, 9), False)),
}  # fmt: skip
"""When it was filed (undecided) and decided."""


def platform(ground: Ground) -> tuple[ProofClaim, list[Note]]:
    """4.2: what only the platform of the ministry shows."""
    case = tuple(PROOFS)[(ground.seed - 1) % len(PROOFS)]
    who = Desk(ground, "czj", Random(0)).who("04-02", "a", "manual")
    notes = []
    for day, accepted in PROOFS[case]:
        by = "区财政局 冯嘉欣" if accepted is None else "区政府办 李文静"
        more = {"accepted": accepted, "accepted_by": "" if accepted is None else "区政府办 李文静"}
        notes.append(Note("proof", at(day, 14), by, who.rule, who.duty, "czj", "财政部PPP综合信息平台项目库截图", more=more))
    return ProofClaim(who, case), notes


def waivers(ground: Ground, cells: list[Cell], rng: Random) -> list[Note]:
    """Two failing publications of grain prices or the consumer market: one is excused to the end of the year, one for October alone."""
    autumn = CRAWL_DAYS[1]
    failing = [c for c in cells if (c.rule, c.duty) in (("py2017-07-03", "a"), ("py2017-11-01", "a")) and outcomes_of(c, ground.access, autumn) <= FAILING]
    notes = []
    for cell, until in zip(rng.sample(failing, min(2, len(failing))), (date(2017, 12, 31), date(2017, 10, 31)), strict=False):
        more = {"approver": "区政府办 主任", "until": str(until)}
        notes.append(
            Note("waiver", at(date(2017, 9, 22), 16), "区政府办 李文静", cell.rule, cell.duty, cell.unit, "系统升级，经批准暂缓公开", cell.period, more)
        )
    return notes
