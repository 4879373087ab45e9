"""The ledger of duties that are judged per document, object or column of dialogue: what a fair officer would say of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise, product
from typing import Protocol, TypedDict, Unpack

from district.days import CRAWL_DAYS, YEAR_END, add_working, at
from district.truth import NO_ACCUSATION, ODD_WORDS, Access, Cell, Record, Showing, Subject, before_due, captures, ordered, outcomes_of

MARK_WITHIN_WORKING_DAYS = 10


class Beside(TypedDict, total=False):
    """What a record may say of itself."""

    optional: bool
    doubt: str


@dataclass(frozen=True)
class Who:
    """One duty of one unit; own_site: None where it has none."""

    rule: str
    duty: str
    kind: str
    unit: str
    own_site: str | None

    def site(self, place: str) -> str | None:
        return "portal" if place == "portal" else self.own_site

    def read(self, place: str, access: Access, day: date) -> list[date]:
        """The evenings up to the day on which anything of the place could be read."""
        return [d for d in CRAWL_DAYS if d <= day and access(self.site(place), d) != "none"]

    def record(self, subject: Subject | None, day: date, due: date, outcomes: set[str], case: str, note: str = "", **more: Unpack[Beside]) -> Record:
        return Record(self.rule, self.duty, self.unit, None, subject, day, due, ordered(outcomes), case, note, self.kind, **more)


class Claim(Protocol):
    """Something the ledger can speak of; None: nobody knows of it yet."""

    def told(self, access: Access, day: date) -> Record | None: ...


def are_standing(showings: list[Showing], who: Who, access: Access, day: date) -> list[Showing]:
    """Those that the last readable evening saw, or an earlier one where the site was not read since."""
    found = []
    for showing in showings:
        read = who.read(showing.place, access, day)
        seen = captures(showing, read)
        if seen and seen[-1] == read[-1] and (showing.claimed is None or showing.claimed <= day):
            found.append(showing)
    return found


def is_whole(who: Who, access: Access, day: date) -> bool:
    """Whether silence says something: both places read to the end this evening."""
    return all(access(who.site(p), day) == "whole" for p in ("portal", "own"))


@dataclass
class DocumentClaim:
    """A copy of an upstream document, or an interpretation of a policy document: `cell` holds where it was shown and by when it is due.

    filed: since when the upstream document is on file. stands: where the policy document itself stands.
    """

    who: Who
    cell: Cell
    subject: Subject
    filed: datetime | None = None
    stands: list[Showing] = field(default_factory=list)

    def told(self, access: Access, day: date) -> Record | None:
        if self.filed is not None:
            is_there, is_gone = self.filed <= at(day), False
        else:
            known = [s for s in self.stands if captures(s, self.who.read(s.place, access, day)) and (s.claimed or date.max) <= day]
            is_there, is_gone = bool(known), not are_standing(known, self.who, access, day)
        if not is_there:
            return None
        outcomes = outcomes_of(self.cell, access, day) | (set(NO_ACCUSATION) if is_gone else set())
        return self.who.record(self.subject, day, self.cell.due, outcomes, self.cell.case, self.cell.note, optional=is_gone, doubt=self.cell.why_open)


@dataclass
class MaybeClaim:
    """An ordinary page that some would call a policy document: whoever judges it must not be softer or harder than `outcomes` after its due day."""

    who: Who
    subject: Subject
    shown: Showing
    due: date
    outcomes: frozenset[str]
    case: str = "perhaps_policy"

    def told(self, access: Access, day: date) -> Record | None:
        if not are_standing([self.shown], self.who, access, day):
            return None
        early = {"not_due", "unverified"} | (self.outcomes & {"met"})
        doubt = "可算可不算政策性文件"
        return self.who.record(self.subject, day, self.due, early if day < self.due else set(self.outcomes), self.case, optional=True, doubt=doubt)


@dataclass(frozen=True)
class Copy:
    """An abolished document where it stands; marked: since when its page says so."""

    place: str
    marked: datetime | None = None


@dataclass
class MarkedClaim:
    """One abolished document. lists: where it is named; filed: since when the abolition is on file; requested: on file since, and the day of the request."""

    who: Who
    subject: Subject
    abolished: date
    lists: list[Showing]
    copies: tuple[Copy, ...] = ()
    filed: datetime | None = None
    requested: tuple[datetime, date] | None = None
    case: str = ""
    note: str = ""

    @property
    def due(self) -> date:
        return add_working(self.abolished, MARK_WITHIN_WORKING_DAYS)

    def told(self, access: Access, day: date) -> Record | None:
        named = [s for s in self.lists if s.quality != "unclear" and captures(s, self.who.read(s.place, access, day)) and (s.claimed or date.max) <= day]
        if not named and not (self.filed and self.filed <= at(day)):
            return None
        seen = [c for c in self.copies if self.who.read(c.place, access, day)]
        if not seen:
            return self.who.record(self.subject, day, self.due, set(NO_ACCUSATION), self.case, self.note, optional=True)
        outcomes = set[str]().union(*(_worst(set(pick)) for pick in product(*(self._of_copy(c, access, day) for c in seen))))
        if outcomes & {"met", "unverified"} and self._may_stand_unseen({c.place for c in seen}, access, day):
            outcomes = outcomes - {"met"} | {"unverified", "not_checked"}
        return self.who.record(self.subject, day, self.due, outcomes, self.case, self.note, doubt=self._doubt(access, day))

    def _may_stand_unseen(self, places: set[str], access: Access, day: date) -> bool:
        """Whether one more copy, without a mark, may stand in a place that could not be read whole."""
        others = [p for p in ("portal", "own") if p not in places and self.who.site(p)]
        return any(access(self.who.site(p), day) != "whole" for p in others)

    def _doubt(self, access: Access, day: date) -> str:
        return "" if access(self.who.own_site, day) == "whole" else "网站没有读全：网页头一次读到，等再读一次"

    def _of_copy(self, copy: Copy, access: Access, day: date) -> set[str]:
        read = self.who.read(copy.place, access, day)
        if copy.marked and copy.marked <= at(read[-1]):
            was_seen_without = any(d > self.due and at(d) < copy.marked for d in read)
            if day < self.due and len(read) > 1:
                return {"met", "not_due"}  # old pages are not read every night: a mark not asked for yet may not have been seen
            return {"met", "late"} if copy.place == "own" and was_seen_without else {"met"}
        if day < self.due:
            return {"not_due"} if copy.place == "own" else {"not_due", "unverified"}
        if copy.place == "own":
            # A page met for the first time awaits another look, which on a site that cannot be read whole comes another night.
            return {"unmet"} if access(self.who.own_site, day) == "whole" else {"unmet", "unverified"}
        if self.requested is None or self.requested[0] > at(day):
            return {"unverified"}
        return {"met"} if self.requested[1] <= self.due else {"late"}


def _worst(said: set[str]) -> set[str]:
    if "unmet" in said:
        return {"unmet", "misplaced"} if "met" in said else {"unmet"}
    return {next((o for o in ("late", "not_due", "unverified") if o in said), "met")}


@dataclass
class ProgressClaim:
    """One fund or batch. steps: number of the stage (from 0) and where it was shown; stages: how many there are."""

    who: Who
    subject: Subject
    stages: int
    steps: list[tuple[int, Showing]]
    case: str
    note: str = ""

    def told(self, access: Access, day: date) -> Record | None:
        standing = {n: are_standing([s], self.who, access, day) for n, s in self.steps}
        seen = {n: found[0] for n, found in standing.items() if found}
        if not seen:
            return None
        odd, undated = (any(s.quality == q for s in seen.values()) for q in ("odd", "unclear"))
        doubt = ODD_WORDS if odd else "有一步没有日期，先后说不清" if undated else ""
        return self.who.record(self.subject, day, day, self._said(seen, is_whole(self.who, access, day)), self.case, self.note, doubt=doubt)

    def _said(self, seen: dict[int, Showing], whole: bool) -> set[str]:
        doubtful = {"unverified"} if any(s.quality != "full" for s in seen.values()) else set()
        days = [seen[n].claimed for n in sorted(seen)]
        if len(seen) == self.stages:
            in_order = all(a is None or b is None or a <= b for a, b in pairwise(days))
            return {"met"} | doubtful if in_order else {"incomplete", "unverified"}
        if max(seen) + 1 > len(seen):
            return {"incomplete"} | doubtful if whole else {"unverified", "not_checked"}
        return {"unverified", "not_due"}


@dataclass(frozen=True)
class Talk:
    """One entry of a column of dialogue."""

    claimed: date
    appears: datetime
    answered: bool
    odd: bool = False


@dataclass
class TalkClaim:
    """A column in which the public asks and is answered. opens: None where there is none. doubtful: named so that a person must look."""

    who: Who
    place: str
    opens: datetime | None = None
    doubtful: bool = False
    garbled: bool = False
    talks: list[Talk] = field(default_factory=list)
    case: str = ""
    note: str = ""

    def told(self, access: Access, day: date) -> Record | None:
        reach = access(self.who.site(self.place), day)
        said = {"not_checked"} if reach == "none" else self._said(day, reach == "whole")
        said |= {"not_checked"} if reach == "part" and said != {"met"} else set()
        doubt = ODD_WORDS if self.doubtful or any(t.odd for t in self.talks) else "网站没有读全，别处也许有" if reach == "part" else ""
        return self.who.record(None, day, YEAR_END, said if day >= YEAR_END else before_due(said), self.case, self.note, doubt=doubt)

    def _said(self, day: date, whole: bool) -> set[str]:
        if self.garbled:
            return {"not_checked", "unverified"}
        if self.opens is None or self.opens > at(day):
            return ({"unmet"} if whole else {"not_checked"}) | ({"unverified"} if self.doubtful else set())
        seen = [t for t in self.talks if t.appears <= at(day) and t.claimed <= day]
        if not any(t.claimed.year == YEAR_END.year for t in seen):
            return {"incomplete"} if seen else {"incomplete", "unmet"}
        answers = [t for t in seen if t.answered and t.claimed.year == YEAR_END.year]
        if not answers:
            return {"incomplete"}
        return {"met"} if not self.doubtful and any(not t.odd for t in answers) else {"met", "unverified"}


@dataclass
class ProofClaim:
    """Internal work: a proof makes it right once it is accepted; what was filed stands in the office's records."""

    who: Who
    case: str

    def told(self, access: Access, day: date) -> Record | None:
        return self.who.record(None, day, YEAR_END, {"manual"}, self.case)


@dataclass
class ListClaim:
    """A list that may but need not be judged (its duty is another's to word): whoever judges it must see that it stands or does not."""

    who: Who
    cell: Cell

    def told(self, access: Access, day: date) -> Record | None:
        return self.who.record(None, day, YEAR_END, outcomes_of(self.cell, access, day), self.cell.case, optional=True, doubt=self.cell.why_open)


@dataclass
class Ledgered:
    """One duty of one unit that is judged per document or object, and the line without subject that stands while none is known.

    unfiled: copies of what is not on file. case: of the line without subject. doubt: why even who says that there is nothing may be wrong.
    """

    who: Who
    claims: list[Claim] = field(default_factory=list)
    unfiled: list[Showing] = field(default_factory=list)
    case: str = "nothing_on_file"
    doubt: str = ""

    def told(self, access: Access, day: date) -> list[Record]:
        records = [r for c in self.claims if (r := c.told(access, day)) is not None]
        if any(not r.optional for r in records):
            return records
        said = {"unverified"} | (set() if is_whole(self.who, access, day) else {"not_checked"}) | ({"not_due"} if day < YEAR_END else set())
        copies = [s for c in self.claims if isinstance(c, DocumentClaim) and c.filed for s in c.cell.showings]
        if are_standing([*self.unfiled, *copies], self.who, access, day):
            said |= {"met"}
        return [*records, self.who.record(None, day, YEAR_END, said, self.case, optional=bool(records), doubt=self.doubt)]
