"""The cases of duties without a period: once a year, on an event, standing documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from district.days import YEAR, at, working_day_near
from district.decoys import DECOYS
from district.ground import Paper
from district.model import Sheet
from district.stage import Stage
from district.wordings import SCHOOLS

FIRST_MONTH = {"01-05": 7, "03-01": 7, "14-02": 9, "19-04": 6}
"""Rules whose papers do not come before this month of the year."""


def some_day(stage: Stage, first: int = 2, last: int = 12) -> date:
    """A working day of the plan's year."""
    first = max(first, FIRST_MONTH.get(stage.duty[:5], 1))
    return working_day_near(date(YEAR, stage.rng.randint(first, last), stage.rng.randint(1, 26)))


def _paper(stage: Stage, odd: bool = False, title: str = "", day: date | None = None) -> Paper:
    return stage.paper(title or stage.title("", odd), day or some_day(stage), stage.sheet("2017年"))


def _put(stage: Stage, paper: Paper, quality: str = "full") -> None:
    for place in stage.where():
        stage.show(place, paper, quality)


def shown(stage: Stage) -> None:
    _put(stage, _paper(stage))


def shown_by_docx(stage: Stage) -> None:
    _put(stage, replace(_paper(stage), carrier="docx"))


def shown_odd(stage: Stage) -> None:
    _put(stage, _paper(stage, odd=True), "odd")


def only_portal(stage: Stage) -> None:
    stage.show("portal", _paper(stage))


def only_own(stage: Stage) -> None:
    stage.show("own", _paper(stage))


def portal_and_draft(stage: Stage) -> None:
    stage.show("portal", _paper(stage))
    DECOYS["draft"](stage, "own")


def own_and_news(stage: Stage) -> None:
    stage.show("own", _paper(stage))
    DECOYS["news"](stage, "portal")


def silent(stage: Stage) -> None:
    """Nothing at all."""


def _silent_but(name: str) -> Callable[[Stage], None]:
    def plant(stage: Stage) -> None:
        places = [p for p in ("portal", "own") if stage.rng.random() < 0.7] or ["portal"]
        for place in places:
            DECOYS[name](stage, place)

    return plant


def stands_since_long(stage: Stage) -> None:
    """A document of an earlier year, still on line."""
    _put(stage, _paper(stage, day=working_day_near(date(stage.rng.choice((2015, 2016)), stage.rng.randint(2, 11), 12))))


def taken_away(stage: Stage) -> None:
    """Stood at the first crawl; its address answers 404 afterwards and no list has it any more."""
    _put(stage, replace(_paper(stage, day=date(2016, 11, 8)), vanishes=at(date(2017, stage.rng.choice((6, 7, 11)), 15), 9)))


def _school_paper(stage: Stage, odd: bool, day: date) -> Paper:
    title = stage.wording(odd).text.format(s=stage.rng.choice(SCHOOLS))
    return _paper(stage, title=title, day=day)


def school(stage: Stage) -> None:
    _put(stage, _school_paper(stage, False, some_day(stage)))


def school_odd(stage: Stage) -> None:
    _put(stage, _school_paper(stage, True, some_day(stage)), "odd")


def class_of_2016(stage: Stage) -> None:
    """Last year's leavers, published last December."""
    title = stage.wording().text.format(s=stage.rng.choice(SCHOOLS)).replace("2017", "2016")
    stage.drop("own", _paper(stage, title=title, day=date(2016, 12, 20)))


MATTERS = ("加快地铁接驳巴士", "增设学位", "改善河涌水质", "扶持小微企业", "规范共享单车停放", "加强长者照护")
MEMBERS = ("陈志强", "李丽华", "黄建国", "梁永康")


def _reply_title(stage: Stage, odd: bool) -> str:
    number = str(stage.rng.randint(1, 180))
    return stage.wording(odd).text.format(n=number, u=stage.unit_name, m=stage.rng.choice(MEMBERS), k=stage.rng.choice(MATTERS))


def _replies(stage: Stage, place: str, odd: bool) -> None:
    for _ in range(stage.rng.randint(1, 3)):
        paper = _paper(stage, title=_reply_title(stage, odd), day=some_day(stage, last=11))
        stage.show(place, replace(paper, signed=stage.unit_name), "odd" if odd else "full")


def reply_own(stage: Stage) -> None:
    _replies(stage, "own" if stage.stands_on("own") else "portal", False)


def reply_portal(stage: Stage) -> None:
    _replies(stage, "portal", False)


def reply_odd(stage: Stage) -> None:
    _replies(stage, "own" if stage.stands_on("own") else "portal", True)


def reply_last_year(stage: Stage) -> None:
    """A reply to the congress of the year before, published then."""
    title = f"关于区十七届人大一次会议第{stage.rng.randint(1, 90)}号建议的答复"
    place = "own" if stage.stands_on("own") else "portal"
    stage.drop(place, replace(_paper(stage, title=title, day=date(2016, 9, 14)), signed=stage.unit_name))


def reply_news(stage: Stage) -> None:
    """Meetings about replies."""
    unit = stage.ground.register.units[stage.cell.unit]
    title = stage.rng.choice(("{u}召开建议提案办理工作会议", "人大代表到{u}督办建议办理工作", "{u}座谈征求提案办理意见")).format(u=unit.name)
    sheet = Sheet(("会议强调，要提高建议提案办理质量，按期答复代表委员。",))
    stage.drop("own" if stage.stands_on("own") else "portal", stage.paper(title, some_day(stage, last=10), sheet), "gzdt")


PLANS: dict[str, tuple[str, ...]] = {
    "01-05a": ("shown", "only_portal", "only_own", "portal_and_draft", "silent_but_last_year", "shown_odd", "silent_but_news"),
    "01-05b": ("shown", "silent", "silent_but_news", "only_portal", "shown_odd", "silent_but_draft", "own_and_news"),
    "01-05c": ("silent", "shown", "silent_but_news", "only_portal", "silent_but_last_year", "shown_odd", "silent_but_mention"),
    "02-03a": ("shown", "silent", "shown_odd", "silent_but_last_year", "silent_but_mention", "shown_by_docx"),
    "03-01a": ("silent_but_news", "shown", "shown_odd", "silent_but_neighbour", "silent_but_draft", "silent_but_last_year"),
    "05-04a": ("taken_away", "stands_since_long", "silent_but_draft", "shown", "shown_odd", "silent_but_news"),
    "13-04a": ("shown", "silent_but_city", "shown_odd", "silent_but_last_year", "shown_by_docx", "silent_but_neighbour", "silent", "silent_but_news"),
    "14-02a": ("shown", "silent", "class_of_2016", "shown_by_docx", "shown_odd"),
    "14-02b": ("silent", "school", "class_of_2016", "school_odd", "school"),
    "17-03a": ("shown", "silent_but_last_year", "silent_but_draft", "shown_odd", "silent_but_neighbour", "silent"),
    "17-03b": ("silent_but_news", "shown_by_docx", "silent", "shown_odd", "shown", "silent_but_draft"),
    "18-06a": ("shown", "silent_but_mention", "silent_but_news", "shown_odd", "silent", "silent_but_draft"),
    "19-04a": ("shown", "silent", "shown_by_docx", "shown_odd", "silent_but_last_year"),
}
"""The seed walks through each tuple, so that neighbouring seeds differ."""

REPLIES = (
    "reply_own", "reply_portal", "silent", "reply_odd", "reply_own", "silent", "reply_last_year", "silent", "reply_news", "reply_portal", "silent",
)  # fmt: skip

_CASES = (
    shown, shown_by_docx, shown_odd, only_portal, only_own, portal_and_draft, own_and_news, silent, stands_since_long, taken_away, school, school_odd,
    class_of_2016, reply_own, reply_portal, reply_odd, reply_last_year, reply_news,
)  # fmt: skip
ONCE: dict[str, Callable[[Stage], None]] = {
    **{f.__name__: f for f in _CASES},
    **{f"silent_but_{name}": _silent_but(name) for name in ("draft", "news", "mention", "last_year", "neighbour", "city")},
}
