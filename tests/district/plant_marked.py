"""Lists of abolished documents, and the documents: marked in four ways, marked late, unmarked, on the portal, nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from district.claims import Copy, Ledgered, ListClaim, MarkedClaim
from district.days import add_working, at, working_day_near
from district.desk import Desk, later, shown
from district.ground import Ground
from district.model import Doc, Entry, Link, Mark, Sheet
from district.people import Note, event
from district.plant_paired import number_of
from district.subjects import ABOLISHED
from district.truth import Cell, Showing, Subject

OFFICE = "qfb"

RULE = "05-07"
WORDS = {
    "title": ("（已废止）", "【已失效】", "（失效）", "[已废止]"),
    "banner": ("【已废止】", "已失效", "【该文件已废止】", "此件已宣布失效"),
    "start": ("【已废止】", "【本文件已失效】根据清理结果，本文件已宣布失效。", "（本文件已废止，不再作为行政管理的依据）"),
    "table": ("已废止", "失效", "已失效"),
}
LIST_TITLES = (
    "{u}关于公布废止和宣布失效的规范性文件目录的公告", "{u}关于废止和宣布失效一批文件的通知", "关于公布{u}已废止和失效文件清单的公告", "{u}已废止文件清单",
    "{u}规范性文件清理结果公告（废止、失效部分）",
)  # fmt: skip
CASES = {
    "mark_in_title": "Its own page says so in its title.", "mark_in_banner": "Above the title.", "mark_at_start": "As the text's first line.",
    "mark_in_table": "In the table of facts.", "mark_late": "Months after the abolition; a crawl saw it without.", "unmarked": "Nothing says so.",
    "unmarked_but_clause": "Its text abolishes an older one.", "unmarked_but_link": "Only a link beside it names the list.",
    "portal_unmarked": "Stands on the portal alone, without a mark.", "portal_requested": "The same; the request is on file.",
    "portal_requested_late": "The request came late.", "portal_marked": "Stands on the portal alone, marked.",
    "both_own_unmarked": "Marked on the portal and not on the unit's own site.", "both_portal_unmarked": "Marked on the unit's own site and not on the portal.",
    "stands_nowhere": "Named in the list; no page of it is left.", "unmarked_on_file": "No list; the office has it on file.",
}  # fmt: skip
BUNDLES: tuple[tuple[tuple[str, ...], date, str], ...] = (
    (("mark_in_title", "unmarked", "stands_nowhere"), date(2017, 2, 20), "html"),
    (("unmarked_but_clause", "mark_in_banner"), date(2017, 6, 12), "html"),
    (("mark_late", "portal_unmarked", "unmarked"), date(2017, 2, 8), "docx"),
    (("unmarked", "mark_at_start"), date(2017, 12, 22), "html"),
    (("portal_requested", "portal_marked", "stands_nowhere"), date(2017, 7, 10), "xlsx"),
    (("mark_in_table", "unmarked_but_link", "portal_unmarked"), date(2017, 8, 3), "html"),
    (("both_own_unmarked", "both_portal_unmarked"), date(2017, 5, 16), "html"),
    (("portal_requested_late", "mark_in_title"), date(2017, 10, 18), "html"),
)
"""Each is one unit's list: the fate of each document, about when, how the list is carried."""


@dataclass
class Clearing:
    """One unit's abolition."""

    desk: Desk
    kept: Ledgered
    day: date
    lists: list[Showing]
    notes: list[Note]
    url: str = ""


class Clearances:
    """All abolitions of one seed."""

    def __init__(self, ground: Ground, rng: Random) -> None:
        self.ground, self.rng = ground, rng
        self.names, self.notes = list(ABOLISHED), list[Note]()
        rng.shuffle(self.names)
        self.kept: dict[str, Ledgered] = {}
        self.lists: dict[str, list[Showing]] = {}
        self.number = 0

    def write(self) -> None:
        units = [u.id for u in (*self.ground.register.departments, *self.ground.register.towns)]
        for unit in units:
            self.kept[unit] = Ledgered(self._desk(unit).who(RULE, "b", "marked"), case="nothing_abolished")
        spoken = [u for u in units if self._desk(u).reach == "whole" and u != "zjj"]
        self.rng.shuffle(spoken)
        for cases, day, carrier in BUNDLES:
            self._bundle(spoken.pop(), cases, day, carrier)
        self._on_file(spoken.pop())
        self._scanned(spoken.pop())
        self._of_the_city(spoken.pop())
        self._declared(spoken)

    def _desk(self, unit: str) -> Desk:
        return Desk(self.ground, unit, self.rng)

    def _bundle(self, unit: str, cases: tuple[str, ...], day: date, carrier: str) -> None:
        desk = self._desk(unit)
        day = working_day_near(day + timedelta(days=self.rng.randrange(6)), date(2017, 12, 28))
        named = [self._name(desk) for _ in cases]
        clearing = Clearing(desk, self.kept[unit], day, [], self.notes)
        listed = self._list(desk, named, day, carrier)
        clearing.lists, clearing.url = listed[0], listed[1].url
        self.lists[unit] = clearing.lists
        for case, (name, number) in zip(cases, named, strict=True):
            self._one(clearing, case, name, number)

    def _name(self, desk: Desk) -> tuple[str, str]:
        """A title as it once was issued, and its number; some never had one."""
        name = (desk.unit.name if desk.is_town else "番禺区") + self.names.pop()
        self.number += 1
        year = self.rng.randint(2003, 2009)
        return name, number_of(desk, date(year, 5, 4), self.number) if self.number % 4 else ""

    def _list(self, desk: Desk, named: list[tuple[str, str]], day: date, carrier: str) -> tuple[list[Showing], Doc]:
        title = self.rng.choice(LIST_TITLES).format(u=desk.full)
        text = "根据文件清理工作要求，经研究，决定废止和宣布失效下列文件，自公布之日起不再作为行政管理的依据。"
        written = [f"《{n}》" + (f"（{m}）" if m else "") for n, m in named]
        if carrier == "html" and self.rng.random() < 0.5:
            paper = desk.paper(title, day, text, *(f"{i}．{w}" for i, w in enumerate(written, 1)))
        else:
            rows = (("序号", "文件名称", "文号", "清理结果"), *((str(i), n, m or "—", "废止") for i, (n, m) in enumerate(named, 1)))
            paper = replace(desk.paper(title, day, carrier=carrier), sheet=Sheet((text,), rows))
        place = desk.place()
        doc = desk.put(place, paper, "zcfg", "tzgg")
        return [shown(place, doc)], doc

    def _one(self, clearing: Clearing, case: str, name: str, number: str) -> None:
        desk, due = clearing.desk, add_working(clearing.day, 10)
        prompt = at(working_day_near(clearing.day + timedelta(days=self.rng.randint(1, 8)), due), 15)
        docs: list[tuple[Doc, Copy]] = []
        if case.startswith(("mark", "unmarked", "both")):
            marked = prompt if case.startswith("mark_in") or case in ("mark_at_start", "both_portal_unmarked") else None
            if case == "mark_late":
                marked = at(working_day_near(date(2017, 5, 8) + timedelta(days=self.rng.randrange(60))), 10)
            docs.append(self._stand(clearing, "own", case, name, number, marked))
        if case.startswith(("portal", "both")):
            marked = prompt if case in ("portal_marked", "both_own_unmarked") else None
            docs.append(self._stand(clearing, "portal", case, name, number, marked))
        subject = Subject((*(d.url for d, _ in docs), name, f"《{name}》", *([number] if number else [])))
        claim = MarkedClaim(clearing.kept.who, subject, clearing.day, clearing.lists, tuple(c for _, c in docs), case=case, note=CASES[case])
        if case.startswith("portal_requested"):
            asked = working_day_near(clearing.day + timedelta(days=3), due) if case == "portal_requested" else add_working(due, 6)
            claim.requested = (at(asked, 16), asked)
            target = (claim.who.rule, "b", desk.unit_id)
            self.notes.append(event(at(asked, 16), target, "requested", asked, name, number, docs[0][0].url if not number else ""))
        clearing.kept.claims.append(claim)

    def _stand(self, clearing: Clearing, place: str, case: str, name: str, number: str, marked: datetime | None) -> tuple[Doc, Copy]:
        """The old page, on line since long."""
        desk = clearing.desk
        day = working_day_near(date(2016, 12, self.rng.randint(6, 25)) if desk.is_town and place == "own" else self._long_ago())
        how = {"mark_in_banner": "banner", "mark_at_start": "start", "mark_in_table": "table"}.get(case, "title")
        title = self.rng.choice(("关于印发《{n}》的通知", "{n}", "{u}关于印发{n}的通知")).format(n=name, u=desk.full)
        texts = ["现将文件印发给你们，请遵照执行。", f"第一条 为加强管理，制定《{name}》。", "第二条 本文件自公布之日起施行。"]
        if case == "unmarked_but_clause":
            texts[0 if self.rng.random() < 0.5 else 2] += "2003年印发的《番禺区若干管理暂行规定》同时废止。"
        links = (Link(clearing.url, "相关链接：已废止文件清单", at(clearing.day)),) if case == "unmarked_but_link" else ()
        mark = Mark(marked, how, self.rng.choice(WORDS[how])) if marked else None
        style = "table" if how == "table" else "nfcms"
        paper = desk.paper(title, day, *texts, number=number, mark=mark, links=links, style=style)
        doc = desk.put(place, paper, desk.folder(place, "gfxwj"))
        if mark and how == "title" and self.rng.random() < 0.6:
            self._rename_in_list(desk.column(place, desk.folder(place, "gfxwj")).entries, doc, mark)
        return doc, Copy(place, marked)

    def _rename_in_list(self, entries: list[Entry], doc: Doc, mark: Mark) -> None:
        """The list follows the page's title."""
        old = next(e for e in entries if e.href == doc.url)
        entries.remove(old)
        entries += [replace(old, vanishes=mark.since), replace(old, appears=mark.since, title=doc.title + mark.words)]

    def _long_ago(self) -> date:
        return date(self.rng.choice((2010, 2012, 2013, 2014, 2015, 2016)), self.rng.randint(2, 10), self.rng.randint(3, 25))

    def _on_file(self, unit: str) -> None:
        """No list anywhere: the office has the abolition on file."""
        desk, day = self._desk(unit), working_day_near(date(2017, 3, 6) + timedelta(days=self.rng.randrange(10)))
        name, number = self._name(desk)
        clearing = Clearing(desk, self.kept[unit], day, [], self.notes)
        self._one(clearing, "unmarked_on_file", name, number)
        claim = clearing.kept.claims[-1]
        assert isinstance(claim, MarkedClaim)
        claim.filed = later(at(day, 10), 3)
        self.notes.append(event(claim.filed, (claim.who.rule, "b", unit), "abolished", day, name, number, "" if number else claim.subject.names[0]))

    def _scanned(self, unit: str) -> None:
        """A list nobody can read: which documents it names is not known."""
        desk = self._desk(unit)
        paper = desk.paper(self.rng.choice(LIST_TITLES).format(u=desk.full), date(2017, 6, 20), carrier="scan")
        place = desk.place()
        self.lists[unit] = [shown(place, desk.put(place, paper, "zcfg", "tzgg"), "unclear")]
        self.kept[unit].case = "list_unreadable"
        if unit == OFFICE:  # what it abolishes may be any unit's
            for kept in self.kept.values():
                kept.doubt = "区政府办的清单读不出来，上面可能有别的单位的文件"

    def _of_the_city(self, unit: str) -> None:
        """The city's list, reprinted: its documents are not the unit's."""
        desk = self._desk(unit)
        rows = (
            ("序号", "文件名称", "文号"),
            ("1", "广州市城市路桥隧道车辆通行费年票制试行办法", "穗府〔2010〕29号"),
            ("2", "广州市流动商贩管理暂行规定", "穗府〔2008〕5号"),
        )
        paper = desk.paper("广州市人民政府关于废止和宣布失效一批市政府文件的决定", date(2017, 5, 18), source="广州市人民政府")
        desk.put("own", replace(paper, sheet=Sheet(("市政府决定废止下列文件。",), rows), signed=""), "zcfg", "tzgg")

    def _declared(self, units: list[str]) -> None:
        """Units that say they have none."""
        for moment in (date(2017, 4, 6), date(2017, 9, 12), date(2017, 12, 19)):
            unit = units.pop()
            note = Note("declaration", at(moment, 15), f"{self._desk(unit).unit.name} 黄丽华", f"py2017-{RULE}", "b", unit, "本单位没有废止和失效的文件")
            self.notes.append(note)
            self.kept[unit].case = "declared"

    def listed(self) -> list[ListClaim]:
        """The lists themselves, which another duty asks for."""
        claims = []
        for unit, kept in self.kept.items():
            who = replace(kept.who, duty="a", kind="event")
            cell = Cell(who.rule, "a", "event", unit, None, "any", ("portal", "own"), who.own_site, case="abolished_list" if unit in self.lists else "no_list")
            cell.showings = [replace(s, quality="full") for s in self.lists.get(unit, [])]  # a scanned list is a published one
            claims.append(ListClaim(who, cell))
        return claims


def plant(ground: Ground, rng: Random) -> tuple[list[Ledgered], list[ListClaim], list[Note]]:
    clearances = Clearances(ground, rng)
    clearances.write()
    return list(clearances.kept.values()), clearances.listed(), clearances.notes
