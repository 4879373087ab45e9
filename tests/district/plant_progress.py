"""Funds and batches that go through stages: all of them, the middle one missing, the first alone, in other words, another body's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from district.claims import Ledgered, ProgressClaim
from district.days import at, working_day_near
from district.desk import Desk, shown
from district.ground import Ground, Paper
from district.model import Sheet
from district.people import Note
from district.subjects import BATCHES, CAPACITY_ODD, CAPACITY_STAGES, FUND_OBJECT, FUND_ODD, FUND_STAGES, FUNDS
from district.truth import Showing, Subject

CASES: dict[str, tuple[tuple[int, ...], str]] = {
    "all_stages": ((0, 1, 2), "One after the other."),
    "middle_missing": ((0, 2), "The end is there and the middle is not."),
    "first_missing": ((1, 2), "Nobody saw it begin."),
    "only_first": ((0,), "Under way."),
    "first_two": ((0, 1), "Under way."),
    "odd_middle": ((0, 1, 2), "An officer sees what the middle one is."),
    "undated_middle": ((0, 1, 2), "No day on the page of the middle one."),
    "announced_and_done": ((0, 1), "Both."),
    "announced": ((0,), "Not yet done."),
    "done_unannounced": ((1,), "The end without the beginning."),
    "announced_odd": ((0, 1), "The end in words nobody would list."),
}
FUND_PLANS = (
    ("all_stages", "middle_missing", "only_first", "odd_middle"), ("middle_missing", "first_two", "all_stages", "first_missing"),
    ("all_stages", "undated_middle", "middle_missing", "only_first"), (),
)  # fmt: skip
CAPACITY_PLANS = (
    ("announced_and_done", "announced"), ("done_unannounced", "announced_and_done"), (), ("announced_odd", "done_unannounced", "announced"), ("announced",),
    (),
)  # fmt: skip
"""The seed walks through both; none: the unit may declare that there is nothing."""


@dataclass
class Course:
    """One duty of 区发展改革局 with its objects."""

    desk: Desk
    kept: Ledgered
    stages: tuple[tuple[str, ...], ...]
    odd: str

    def object(self, case: str, thing: str, word: str) -> None:
        """One fund or batch; its stages are worded alike, as one office does it."""
        desk, numbers = self.desk, CASES[case][0]
        style, steps = desk.rng.randrange(3), list[tuple[int, Showing]]()
        for step, day in zip(numbers, self._days(case, numbers), strict=True):
            is_odd = (case, step) in (("odd_middle", 1), ("announced_odd", 1))
            wording = self.odd if is_odd else self.stages[step][style]
            paper = self._paper(wording.format(o=thing, b=word), day)
            place = desk.place()
            if (case, step) == ("undated_middle", 1):
                column = desk.column("own", "gsl")
                paper = replace(paper, claimed=None, appears=at(day, 10), style="undated", signed="", source="")
                doc = desk.ground.put(paper, column.site, column.key)
                steps.append((step, shown("own", doc, "unclear")))
                continue
            doc = desk.put(place, paper, "zdxm", "tzgg")
            steps.append((step, shown(place, doc, "odd" if is_odd else "full")))
        who = self.kept.who
        self.kept.claims.append(ProgressClaim(who, Subject(words=(word.removesuffix("信息技术"),)), len(self.stages), steps, case, CASES[case][1]))

    def _paper(self, title: str, day: date) -> Paper:
        rows = (
            ("序号", "企业名称", "说明"),
            *((str(i), f"广州{self.desk.rng.choice('华联恒泰嘉润')}{self.desk.rng.choice('科达盛源捷信')}有限公司", "—") for i in range(1, 6)),
        )
        return replace(self.desk.paper(title, day), sheet=Sheet(("现将有关情况予以公布，公示期间如有异议请书面反映。",), rows))

    def _days(self, case: str, numbers: tuple[int, ...]) -> list[date]:
        """Weeks apart; some begin before the first crawl, some after."""
        day, days = date(2017, self.desk.rng.choice((2, 3, 5)), self.desk.rng.randint(6, 24)), []
        for _ in numbers:
            days.append(working_day_near(day))
            day += timedelta(days=self.desk.rng.randint(60, 95))
        return days


def _decoys(desk: Desk) -> None:
    """What looks like a stage of one."""
    day = desk.day(date(2017, 3, 6), date(2017, 9, 15))
    desk.put("own", desk.paper(f"{desk.unit.name}召开战略性新兴产业发展资金项目申报宣讲会", day), "gzdt")
    city = desk.paper("广州市2017年战略性新兴产业发展资金平板显示专题验收结果公示", day, source="广州市发展改革委", signed="")
    desk.put("portal", city, "szyw")
    desk.put("portal", desk.paper("我市分批公告化解过剩产能企业名单", day, source="广州日报", signed=""), "szyw")


def plant(ground: Ground, rng: Random) -> tuple[list[Ledgered], list[Note]]:
    desk = Desk(ground, "fgj", rng)
    funds = Ledgered(desk.who("09-05", "a", "progress"), case="no_fund")
    course = Course(desk, funds, FUND_STAGES, FUND_ODD)
    names = rng.sample(FUNDS, 4)
    for case, name in zip(FUND_PLANS[(ground.seed - 1) % len(FUND_PLANS)], names, strict=False):
        course.object(case, rng.choice(FUND_OBJECT).format(f=name), name)
    capacity = Ledgered(desk.who("10-01", "a", "progress"), case="no_batch")
    course = Course(desk, capacity, CAPACITY_STAGES, CAPACITY_ODD)
    plan = CAPACITY_PLANS[(ground.seed - 1) % len(CAPACITY_PLANS)]
    for case, name in zip(plan, BATCHES, strict=False):
        course.object(case, "", name)
    _decoys(desk)
    notes = []
    if not plan and ground.seed % 2:
        notes.append(Note("declaration", at(date(2017, 9, 20), 9), "区发展改革局 梁伟明", "py2017-10-01", "a", "fgj", "我区没有承担化解过剩产能任务的企业"))
        capacity.case = "declared"
    return [funds, capacity], notes
