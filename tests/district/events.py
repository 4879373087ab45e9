"""Events that a test plants in a world while it is served: new, pinned and back-dated entries, edits, marks, withdrawals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from district.filler import paragraphs
from district.ground import Paper
from district.model import Column, Doc, Mark, Sheet
from district.world import World

MARK_WORDS = {"title": "（已废止）", "banner": "本文件已废止", "start": "本文件已废止。", "table": "已废止"}


@dataclass(frozen=True)
class Planted:
    """What happened: to which page, in which column, from when on. what: new, pinned, backdated, edit, mark, withdrawal."""

    what: str
    site: str
    column: str
    address: str
    title: str
    claimed: date | None
    since: datetime


class Events:
    """Plants into one world; only ordinary pages are touched, so that the ledger stays as it is."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = Random(f"events {world.seed}")
        self.touched: set[str] = set()

    def add(self, column: Column, at: datetime, what: str, claimed: date, title: str) -> Planted:
        """A new page in the column. what: new, pinned, backdated."""
        site = self.world.sites[column.site]
        name = self.world.ground.register.units[site.unit].name if site.unit else "区政府办"
        title = title or f"{name}关于便民服务事项调整的通知（第{len(self.touched) + 1}号）"
        paper = Paper(title, claimed, Sheet(paragraphs(name, "便民服务", self.rng)), name, appears=at, pinned=what == "pinned")
        doc = self.world.ground.put(paper, site.id, column.key)
        self.world.index()
        return self._told(what, doc, at)

    def backdate(self, column: Column, at: datetime, title: str) -> Planted:
        """Deep in the list: under the day of an entry two thirds down."""
        days = [e.day or e.appears.date() for e in column.standing(at) if not e.pinned]
        claimed = days[len(days) * 2 // 3] if days else date(at.year - 1, 12, 5)
        return self.add(column, at, "backdated", claimed, title)

    def edit(self, column: Column, at: datetime) -> Planted:
        """One more sentence on a page that stands."""
        doc = self._pick(column, at)
        told, said = doc.told(at), f"（本页内容于{at:%Y年%m月%d日}更正：咨询电话变更为020-84636{self.rng.randint(100, 999)}。）"
        self._put(replace(doc, revised=(at, Sheet((*told.paragraphs, said), told.rows))))
        return self._told("edit", doc, at)

    def mark(self, column: Column, at: datetime, how: str) -> Planted:
        doc = self._pick(column, at)
        self._put(replace(doc, mark=Mark(at, how, MARK_WORDS[how])))
        return self._told("mark", doc, at)

    def withdraw(self, column: Column, at: datetime) -> Planted:
        """The page and every entry that leads to it."""
        doc = self._pick(column, at)
        self._put(replace(doc, vanishes=at))
        for listing in self.world.columns.values():
            listing.entries[:] = [replace(e, vanishes=at) if e.href == doc.url else e for e in listing.entries]
        return self._told("withdrawal", doc, at)

    def _put(self, doc: Doc) -> None:
        self.world.ground.docs[doc.url] = doc
        self.world.index()

    def _pick(self, column: Column, at: datetime) -> Doc:
        """An ordinary page of the column, neither its newest nor touched before; the column must have one."""
        docs = [self.world.ground.docs[e.href] for e in column.standing(at) if e.href in self.world.ordinary - self.touched]
        free = [d for d in docs if not (d.revised or d.mark or d.vanishes)]
        if not free:
            raise ValueError(f"{column.site} {column.key} has no ordinary page left to change at {at.isoformat()}")
        return free[len(free) // 2]

    def _told(self, what: str, doc: Doc, at: datetime) -> Planted:
        self.touched.add(doc.url)
        column = self.world.columns[self.world.ground.homes[doc.url]]
        return Planted(what, column.site, column.key, doc.url, doc.title, doc.claimed, at)
