"""Documents of superiors on file, and their copies here: in time, late, by link, by number, in other words, not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from district.claims import DocumentClaim, Ledgered
from district.days import GRACE_WORKING_DAYS, add_working, at, working_day_near
from district.desk import Desk, shown
from district.ground import Paper
from district.model import Entry
from district.people import Note, event
from district.subjects import ELSEWHERE, FEES, PLACES, PROVINCE, TRADES
from district.truth import Showing, Subject

SPANS = {
    "winter": (date(2017, 1, 9), date(2017, 3, 10)), "spring": (date(2017, 3, 28), date(2017, 4, 7)), "summer": (date(2017, 5, 3), date(2017, 8, 18)),
    "autumn": (date(2017, 9, 4), date(2017, 11, 20)), "end": (date(2017, 12, 7), date(2017, 12, 20)),
}  # fmt: skip
"""When the superior issued it: due by the first crawl, seen by it before it is due, and so on; `end` is never due."""


@dataclass(frozen=True)
class Upstream:
    """A superior's document. url: where it stands there; empty where only its number is known."""

    title: str
    number: str
    url: str
    issuer: str
    day: date

    @property
    def due(self) -> date:
        return add_working(self.day, GRACE_WORKING_DAYS)


@dataclass
class Copying:
    """One of them, and the unit that must copy it. shelf: columns for it, the portal's first."""

    desk: Desk
    upstream: Upstream
    claim: DocumentClaim
    shelf: tuple[str, ...]

    def in_time(self) -> date:
        return self.desk.day(self.upstream.day + timedelta(days=2), self.upstream.due)

    def late(self) -> date:
        first = self.upstream.due + timedelta(days=2)
        return max(self.desk.day(first, self.upstream.due + timedelta(days=25)), self.upstream.due + timedelta(days=1))

    def paper(self, title: str, day: date | None, *texts: str) -> Paper:
        return self.desk.paper(title, day, *texts)

    def show(self, paper: Paper, quality: str = "full", place: str = "") -> None:
        place = place or self.desk.place()
        self.claim.cell.showings.append(shown(place, self.desk.put(place, paper, *self.shelf), quality))

    def title(self) -> str:
        said = self.upstream.title
        return self.desk.rng.choice((f"转发《{said}》", said, f"{said}（转发）", f"{self.desk.full}转发{said}"))


def copied(at_work: Copying) -> None:
    """Its whole title stands in the copy's."""
    at_work.show(at_work.paper(at_work.title(), at_work.in_time(), f"现将{at_work.upstream.issuer}印发的文件全文转载如下。"))


def _plainly(at_work: Copying) -> None:
    """What the case asks for cannot be had here."""
    at_work.claim.cell.case = "copied"
    copied(at_work)


def copied_twice(at_work: Copying) -> None:
    """In both places, one of them late."""
    at_work.show(at_work.paper(at_work.title(), at_work.in_time()), place="portal")
    if at_work.desk.reach != "none":
        at_work.show(at_work.paper(at_work.title(), at_work.late()), place="own")


def copied_by_number(at_work: Copying) -> None:
    """A title of its own; the text names the superior's number."""
    said, desk = at_work.upstream, at_work.desk
    if not said.number:
        return _plainly(at_work)
    title = desk.rng.choice(("转发上级有关文件的通知", "关于转发{i}文件的通知", "{u}转载{i}文件")).format(i=said.issuer, u=desk.unit.name)
    return at_work.show(at_work.paper(title, at_work.in_time(), f"现将{said.issuer}《{said.title}》（{said.number}）转发给你们，请遵照执行。"))


def copied_by_link(at_work: Copying) -> None:
    """An entry of the portal's list that leads to the superior's own page."""
    said, day = at_work.upstream, at_work.in_time()
    if not said.url:
        return _plainly(at_work)
    column = at_work.desk.column("portal", *at_work.shelf)
    column.entries.append(Entry(said.url, said.title, day, at(day, 11)))
    return at_work.claim.cell.showings.append(Showing("portal", day, at(day, 11)))


def copied_late(at_work: Copying) -> None:
    at_work.show(at_work.paper(at_work.title(), at_work.late()))


def copied_odd(at_work: Copying) -> None:
    """An officer sees what it is; neither title nor number is the superior's."""
    said = at_work.upstream
    if "事故" in said.title:
        title = f"省里公布{said.title.split('“')[0].removeprefix('广州市')}事故原因认定和责任追究结果（转发事故调查报告）"
    else:
        title = f"转发{said.issuer}新政：{said.title.split('关于')[-1].removesuffix('的通知').removesuffix('有关政策')}"
    at_work.show(at_work.paper(title, at_work.in_time(), "全文见上级网站。"), "odd")


def copied_undated(at_work: Copying) -> None:
    """No day on the page nor in its list."""
    if at_work.desk.reach == "none":
        return _plainly(at_work)
    moment = at(at_work.in_time(), 10)
    column = at_work.desk.column("own", "gsl")
    paper = replace(at_work.paper(at_work.title(), None), appears=moment, style="undated")
    doc = at_work.desk.ground.put(paper, column.site, column.key)
    return at_work.claim.cell.showings.append(replace(shown("own", doc, "unclear"), claimed=None))


def copied_and_gone(at_work: Copying) -> None:
    """Seen in time at the first crawl, taken away in June."""
    day = min(at_work.in_time(), date(2017, 4, 19))
    at_work.show(replace(at_work.paper(at_work.title(), working_day_near(day, date(2017, 4, 19))), vanishes=at(date(2017, 6, 15), 9)))


def not_copied(at_work: Copying) -> None:
    """Nothing at all."""


def only_news_of_it(at_work: Copying) -> None:
    """Meetings and study sessions about it; some name it in full."""
    desk, said = at_work.desk, at_work.upstream
    titles = (f"{desk.unit.name}组织学习《{said.title}》", f"{desk.unit.name}召开会议传达贯彻{said.title}精神", f"区领导调研部署落实{said.title}")
    for place in ("portal", "own") if desk.reach != "none" else ("portal",):
        desk.put(place, at_work.paper(desk.rng.choice(titles), at_work.in_time(), "会议要求举一反三，抓好落实。"), "mtbd" if place == "portal" else "gzdt")


def only_others(at_work: Copying) -> None:
    """Copies of something else of the same sort."""
    desk = at_work.desk
    if "事故" in at_work.upstream.title:
        title = f"转发{desk.rng.choice(ELSEWHERE)}特别重大事故调查报告"
    else:
        title = f"转发财政部关于印发政府收支分类科目的通知（财预〔2017〕{desk.rng.randint(80, 99)}号）"
    desk.put(desk.place(), at_work.paper(title, at_work.in_time()), *at_work.shelf)


CASES: dict[str, Callable[[Copying], None]] = {
    f.__name__: f
    for f in (
        copied, copied_twice, copied_by_number, copied_by_link, copied_late, copied_odd, copied_undated, copied_and_gone, not_copied, only_news_of_it,
        only_others,
    )
}  # fmt: skip

PLANS: dict[str, tuple[tuple[tuple[str, str], ...], int]] = {
    "18-05b": (
        (
            ("copied", "summer"), ("only_news_of_it", "summer"), ("not_copied", "end"), ("copied_late", "autumn"), ("copied_by_link", "summer"),
            ("copied_and_gone", "spring"), ("not_copied", "summer"), ("copied_odd", "autumn"), ("only_others", "summer"), ("copied_undated", "summer"),
            ("copied_by_number", "autumn"),
        ),
        5,
    ),
    "02-07a": (
        (
            ("copied_by_number", "winter"), ("copied_late", "summer"), ("not_copied", "spring"), ("copied_by_link", "autumn"), ("copied", "winter"),
            ("only_news_of_it", "autumn"), ("not_copied", "end"), ("copied_odd", "winter"), ("only_others", "winter"), ("copied_twice", "autumn"),
            ("copied_and_gone", "spring"), ("copied_undated", "summer"), ("not_copied", "summer"),
        ),
        8,
    ),
}  # fmt: skip
"""Cases with the season of the superior's document, and how many of them a seed draws: the seed walks around."""


def _accident(desk: Desk, number: int, day: date) -> Upstream:
    happened = day - timedelta(days=desk.rng.randint(50, 90))
    place, trade = PLACES[(number + desk.ground.seed) % len(PLACES)], TRADES[(number * 2 + desk.ground.seed) % len(TRADES)]
    title = f"广州市番禺区{place}“{happened.month}·{happened.day}”重大{trade}事故调查报告"
    issuer = desk.rng.choice(PROVINCE)
    has_number = number % 2 == 0
    written = {"广东省人民政府": "粤府函", "国家安全生产监督管理总局": "安监总管二"}.get(issuer, "粤安监")
    url = "" if number % 4 == 2 else f"http://www.gdsafety.example.gov.cn/sgdc/{day:%Y%m}/t{day:%Y%m%d}_{desk.rng.randint(10000, 99999)}.html"
    return Upstream(title, f"{written}〔2017〕{20 + 9 * number}号" if has_number else "", url, issuer, day)


def _fee_paper(desk: Desk, number: int, day: date) -> Upstream:
    title, written, issuer = FEES[(number + desk.ground.seed) % len(FEES)]
    url = f"http://www.czt.example.gov.cn/zcwj/{day:%Y%m}/t{day:%Y%m%d}_{desk.rng.randint(10000, 99999)}.html" if number % 3 else ""
    return Upstream(title, f"{written}〔2017〕{11 + 7 * number}号", url, issuer, day)


def plant(desk: Desk, key: str) -> tuple[Ledgered, list[Note]]:
    """All of one duty; key: "18-05b" or "02-07a"."""
    plan, count = PLANS[key]
    start = (desk.ground.seed - 1) * 3
    who = desk.who(key[:5], key[5:], "reprint")
    kept, notes = Ledgered(who, case="nothing_upstream"), []
    for number in range(count):
        case, season = plan[(start + number) % len(plan)]
        upstream = (_accident if key == "18-05b" else _fee_paper)(desk, number, desk.day(*SPANS[season]))
        filed = at(working_day_near(upstream.day + timedelta(days=desk.rng.randint(1, 6))), 10)
        names = (upstream.number,) if upstream.number else (upstream.url,) if upstream.url else (upstream.title,)
        claim = DocumentClaim(who, desk.cell(who, "document", upstream.due, case), Subject(names), filed)
        CASES[case](Copying(desk, upstream, claim, ("aqsc",) if key == "18-05b" else ("czsj", "czxx", "zcfg")))
        claim.cell.note = (CASES[claim.cell.case].__doc__ or "").strip()
        kept.claims.append(claim)
        notes.append(_filed(who.rule, who.duty, desk.unit_id, upstream, filed))
    return kept, notes


def _filed(rule: str, duty: str, unit: str, upstream: Upstream, filed: datetime) -> Note:
    return event(filed, (rule, duty, unit), "upstream", upstream.day, upstream.title, upstream.number, upstream.url, upstream.issuer)
