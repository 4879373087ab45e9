"""Policy documents of the units themselves, and what interprets them: linked, named, by number, late, of something else, not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from district.claims import DocumentClaim, Ledgered
from district.days import GRACE_WORKING_DAYS, add_working, at
from district.desk import Desk, shown
from district.ground import Ground
from district.model import Doc, File, Link, Sheet
from district.people import Note
from district.subjects import POLICIES, SHORT
from district.truth import Cell, Subject

RULE = "20-01"
SPANS = {
    "winter": (date(2017, 1, 9), date(2017, 3, 10)), "spring": (date(2017, 3, 29), date(2017, 4, 18)), "summer": (date(2017, 5, 3), date(2017, 8, 18)),
    "autumn": (date(2017, 9, 4), date(2017, 11, 20)), "end": (date(2017, 12, 6), date(2017, 12, 25)),
}  # fmt: skip


@dataclass
class Reading:
    """One policy document that stands, and what is written about it.

    name: as it stands between 《 and 》. columns_from: from which day on one more entry changes nothing about a site's 政策解读 column.
    """

    desk: Desk
    name: str
    number: str
    place: str
    doc: Doc
    claim: DocumentClaim
    columns_from: dict[str, date]

    @property
    def day(self) -> date:
        return self.doc.claimed or date.max

    def in_time(self) -> date:
        return self.desk.day(self.day + timedelta(days=1), self.claim.cell.due)

    def show(self, title: str, day: date | None, *texts: str, quality: str = "full", linked: bool = False, **more: object) -> Doc:
        """An interpretation; linked: its text leads to the document."""
        links = (Link(self.doc.url, f"《{self.name}》全文", at(date(2017, 1, 1))),) if linked else ()
        paper = self.desk.paper(title, day, *texts, links=links, **more)
        place = self.desk.place()
        doc = self.desk.put(place, paper, *self._shelf(place, day))
        self.claim.cell.showings.append(shown(place, doc, quality))
        return doc

    def drop(self, title: str, *texts: str, **more: object) -> Doc:
        """Something that is no interpretation of it."""
        return self.desk.put(self.place, self.desk.paper(title, self.in_time(), *texts, **more), "gzdt", "mtbd")

    def _shelf(self, place: str, day: date | None) -> tuple[str, ...]:
        """A 政策解读 column is judged by itself: it is used where that changes nothing, and never for towns, which would be credited with it."""
        site = "portal" if place == "portal" else self.desk.own_site or ""
        if not self.desk.is_town and site in self.columns_from and day and day >= self.columns_from[site]:
            return ("zcjd",)
        return ("zcfg", "tzgg") if self.desk.rng.random() < 0.5 else ("tzgg",)

    def usual_title(self) -> str:
        return self.desk.rng.choice(("《{n}》政策解读", "《{n}》解读", "关于《{n}》的政策解读", "图解《{n}》", "《{n}》解读材料")).format(n=self.name)


def read_by_link(work: Reading) -> None:
    """Named and linked."""
    work.show(work.usual_title(), work.in_time(), "一、出台背景；二、主要内容；三、实施时间。", linked=True)


def read_by_name(work: Reading) -> None:
    """Named in full, nothing links to anything."""
    work.show(work.usual_title(), work.in_time(), "为便于群众理解，现就有关内容说明如下。")


def read_by_number(work: Reading) -> None:
    """The title is of no help; the text gives number and name."""
    title = work.desk.rng.choice(("政策解读：新规定有哪些新变化", "新出台文件政策解读", "一图读懂我区最新政策"))
    number = f"（{work.number}）" if work.number else ""
    work.show(title, work.in_time(), f"近日，{work.desk.full}印发了《{work.name}》{number}，现解读如下。")


def read_from_document(work: Reading) -> None:
    """The document's own page leads to it."""
    core = re.sub(r"(管理办法|实施细则|管理规定|若干措施|实施意见|处理办法)$", "", work.name)
    reading = work.show(f"{core}政策图解", work.in_time(), "一张图看懂政策要点。")
    work.desk.amend(work.doc, links=(Link(reading.url, "相关解读：政策图解", reading.appears),))


def read_same_day(work: Reading) -> None:
    """Published together."""
    work.show(work.usual_title(), work.day, "文件与解读同步发布。", linked=work.desk.rng.random() < 0.5)


def read_as_picture(work: Reading) -> None:
    """The title names it; the text is a picture."""
    work.show(f"一图读懂《{work.name}》", work.in_time(), carrier="picture")


def read_late(work: Reading) -> None:
    first = work.claim.cell.due + timedelta(days=2)
    day = max(work.desk.day(first, first + timedelta(days=20)), work.claim.cell.due + timedelta(days=1))
    work.show(work.usual_title(), day, "现就有关内容说明如下。", linked=work.desk.rng.random() < 0.5)


def read_odd(work: Reading) -> None:
    """An officer sees what it is."""
    core = re.sub(r"(管理办法|实施细则|管理规定|若干措施|实施意见|处理办法)$", "", work.name)
    title = work.desk.rng.choice(("{c}新政十问十答", "{u}负责人就{c}答记者问", "{c}有啥新变化？这里说给您听")).format(c=core, u=work.desk.unit.name)
    work.show(title, work.in_time(), f"《{work.name}》已经出台，市民关心的问题解答如下。", quality="odd")


def read_undated(work: Reading) -> None:
    """No day on the page nor in its list."""
    if work.desk.is_town or work.place != "own":
        work.claim.cell.case = "read_by_name"
        return read_by_name(work)
    column = work.desk.column("own", "gsl")
    paper = replace(work.desk.paper(work.usual_title(), None), appears=at(work.in_time(), 10), style="undated", source="")
    doc = work.desk.ground.put(paper, column.site, column.key)
    return work.claim.cell.showings.append(replace(shown("own", doc, "unclear"), claimed=None))


def read_attached(work: Reading) -> None:
    """The interpretation is a second attachment of the document's own page, and says so in its name."""
    name = f"《{work.name}》政策解读.docx"
    told = Sheet(("一、制定背景。二、主要内容。三、需要说明的问题。",))
    file = File(work.doc.files[0].url.replace(".docx", "_2.docx"), name, "docx", told)
    work.desk.amend(work.doc, files=(*work.doc.files, file))
    work.claim.cell.showings.append(shown(work.place, work.doc))


def unread(work: Reading) -> None:
    """Nothing at all."""


def unread_but_others(work: Reading) -> None:
    """Interpretations of other documents, one of another place's of nearly the same name."""
    short = work.name.removeprefix("番禺区").removeprefix(work.desk.unit.name)
    work.drop(f"《南沙区{short}》政策解读", "转载自南沙区政府网站。")
    work.drop("《广州市行政备案管理办法》解读", "转载自广州市人民政府网站。")


def unread_but_news(work: Reading) -> None:
    """A meeting that explains it to officials; whether its report explains anything to the public a person must see."""
    work.drop(f"{work.desk.unit.name}召开《{work.name}》政策解读培训会", f"会议对《{work.name}》逐条作了讲解。")
    work.claim.cell.also, work.claim.cell.doubt = frozenset({"unverified"}), "会议报道里有没有解读的内容，看过才知道"


def unread_but_draft(work: Reading) -> None:
    """What was said of its draft, weeks before it was issued: what a draft says is no account of what was decided."""
    title = f"《{work.name}（征求意见稿）》起草说明"
    day = work.desk.day(work.day - timedelta(days=45), work.day - timedelta(days=25))
    work.desk.put(work.place, work.desk.paper(title, day, "现就起草背景和主要内容说明如下，请提出意见。"), "tzgg")


CASES: dict[str, Callable[[Reading], None]] = {
    f.__name__: f
    for f in (
        read_by_link, read_by_name, read_by_number, read_from_document, read_same_day, read_as_picture, read_late, read_odd, read_undated, read_attached,
        unread, unread_but_others, unread_but_news, unread_but_draft,
    )
}  # fmt: skip
DEAL = (
    ("read_by_link", "winter"), ("read_late", "summer"), ("unread", "winter"), ("read_by_name", "summer"), ("unread_but_others", "summer"),
    ("read_by_number", "autumn"), ("unread", "end"), ("read_from_document", "summer"), ("unread_but_news", "autumn"), ("read_same_day", "spring"),
    ("read_odd", "summer"), ("unread", "spring"), ("read_as_picture", "summer"), ("unread_but_draft", "summer"), ("read_undated", "summer"),
    ("read_late", "winter"), ("unread", "summer"), ("read_attached", "autumn"), ("read_by_name", "end"), ("unread", "autumn"),
)  # fmt: skip
"""Every seed plants all of them, each for another unit."""
FORMS = (
    "{u}关于印发《{n}》的通知", "{u}关于印发{n}的通知", "关于印发《{n}》的通知", "{n}", "{u}关于公布实施《{n}》的通知",
)  # fmt: skip
NO_POLICY = (
    "{u}转发广州市关于印发《广州市{s}》的通知", "关于《番禺区{s}（征求意见稿）》公开征求意见的公告", "{u}举办{s}宣贯培训班",
)  # fmt: skip


class Policies:
    """All policy documents of one seed, unit by unit."""

    def __init__(self, ground: Ground, rng: Random, columns_from: dict[str, date]) -> None:
        self.ground, self.rng, self.columns_from = ground, rng, columns_from
        self.kept: dict[str, Ledgered] = {}
        self.names = {u: list(n) for u, n in POLICIES.items()}

    def write(self) -> list[Ledgered]:
        units = [u.id for u in (*self.ground.register.departments, *self.ground.register.towns)]
        for unit in units:
            self.kept[unit] = Ledgered(self._desk(unit).who(RULE, "a", "paired"), case="no_policy")
        ready = [u for u in units if u in self.names or (u not in POLICIES and self.ground.register.units[u].kind == "town")]
        silent = [u for u in ready if self._desk(u).reach == "none"]
        spoken = [u for u in ready if u not in silent]
        self.rng.shuffle(spoken)
        with_undated = next(u for u in reversed(spoken) if not self._desk(u).is_town)
        for number, (case, season) in enumerate(DEAL):
            unit = silent.pop() if case == "unread" and season == "summer" and silent else spoken[number % len(spoken)]
            unit = with_undated if case == "read_undated" else unit
            self._one(unit, case, season, number)
        for number, form in enumerate(NO_POLICY):
            self._decoy(spoken[-1 - number], form)
        self._old(spoken[-4])
        return list(self.kept.values())

    def _desk(self, unit: str) -> Desk:
        return Desk(self.ground, unit, self.rng)

    def _name(self, desk: Desk) -> str:
        names = self.names["town" if desk.is_town else desk.unit_id]
        name = names.pop(self.rng.randrange(len(names))) if names else "服务承诺公开管理规定"
        return (desk.unit.name if desk.is_town else "番禺区") + name

    def _one(self, unit: str, case: str, season: str, number: int) -> None:
        desk = self._desk(unit)
        name, day = self._name(desk), desk.day(*SPANS[season])
        place = desk.place() if case != "read_undated" else "own" if desk.reach != "none" else "portal"
        written = number_of(desk, day, number) if self.rng.random() < 0.7 or case == "read_by_number" else ""
        doc = self._publish(desk, name, written, day, place, "docx" if case == "read_attached" else "html")
        stands = [shown(place, doc)]
        names = [doc.url]
        if written and place == "own" and case == "read_by_link":
            # The same document in the second place: one document, for its number is the same.
            twin = self._publish(desk, name, written, day, "portal", "html", doc.title)
            names.append(twin.url)
            stands.append(shown("portal", twin))
        who = self.kept[unit].who
        claim = DocumentClaim(who, desk.cell(who, "document", add_working(day, GRACE_WORKING_DAYS), case), Subject((*names, *([written] if written else []))))
        claim.stands = stands
        CASES[case](Reading(desk, name, written, place, doc, claim, self.columns_from))
        claim.cell.note = (CASES[claim.cell.case].__doc__ or "").strip()
        self.kept[unit].claims.append(claim)

    def _publish(self, desk: Desk, name: str, written: str, day: date, place: str, carrier: str, title: str = "") -> Doc:
        title = title or self.rng.choice(FORMS).format(u=desk.full, n=name)
        texts = (
            "现印发给你们，请认真遵照执行。执行中遇到的问题，请径向我单位反映。",
            f"第一条 为规范有关管理工作，根据有关法律法规，结合本区实际，制定《{name}》。",
            "第二条 本区行政区域内的有关活动适用本文件。",
            "第三条 本文件自印发之日起施行，有效期五年。",
        )
        paper = desk.paper(title, day, *texts, number=written, carrier=carrier)
        if carrier == "docx":
            paper = replace(paper, note=f"现将文件及政策解读一并印发，详见附件。附件：1.{name}；2.《{name}》政策解读")
        return desk.put(place, paper, desk.rng.choice(("zcfg", "zcfg", "tzgg")))

    def _decoy(self, unit: str, form: str) -> None:
        desk = self._desk(unit)
        stem = POLICIES["town" if desk.is_town else unit][0]
        desk.put(desk.place(), desk.paper(form.format(u=desk.full, s=stem), desk.day(date(2017, 2, 6), date(2017, 10, 31))), "tzgg")

    def _old(self, unit: str) -> None:
        """A document of the year before: nothing is asked of it."""
        desk = self._desk(unit)
        paper = desk.paper(f"{desk.full}关于印发《{self._name(desk)}》的通知", date(2016, 12, 22), "现印发给你们，请认真遵照执行。")
        desk.put("own", paper, "zcfg")


def number_of(desk: Desk, day: date, number: int) -> str:
    head = desk.unit.name[:2] + "府" if desk.is_town else "番" + SHORT[desk.unit_id]
    return f"{head}〔{day.year}〕{3 + number * 2}号"


def columns_from(cells: list[Cell]) -> dict[str, date]:
    """Sites with a 政策解读 column that is used already, and since when."""
    found = {}
    for cell in cells:
        entries = [s.claimed for s in cell.showings if s.quality == "full" and s.claimed]
        if cell.rule == "py2017-20-02" and cell.duty in "ab" and entries:
            found["portal" if cell.duty == "a" else cell.own_site or ""] = min(entries)
    return found


def plant(ground: Ground, rng: Random, cells: list[Cell]) -> tuple[list[Ledgered], list[Note]]:
    """All of them, and the units that say they issued none."""
    kept = Policies(ground, rng, columns_from(cells)).write()
    idle = [k for k in kept if not k.claims]
    notes = []
    for number, nothing in enumerate(rng.sample(idle, min(3, len(idle)))):
        name = ground.register.units[nothing.who.unit].name
        moment = at((date(2017, 4, 12), date(2017, 8, 30), date(2017, 12, 21))[number], 11)
        notes.append(Note("declaration", moment, f"{name} 陈国华", nothing.who.rule, "a", nothing.who.unit, "本单位今年没有制发政策性文件"))
        nothing.case = "declared"
    return kept, notes
