"""Trying a rule: what of all that is stored answers a duty, what nearly does and why not, and which words would find more; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from checks.beside import NOTHING_BESIDE, Beside
from checks.court import Court
from checks.facts import Publication
from checks.judge import judge
from checks.match import Matchers
from checks.place import stands_for
from checks.propose import NearTitle, Proposal, Proposer, SeenTitle
from checks.question import Question, belongs
from checks.verdict import IN_RATE, Verdict
from rules.rule import Duty, InForce, Rule, RuleSet
from rules.text import normalise
from rules.units import Unit
from rules.words import Words

_MOST_WORDS = 3


@dataclass(frozen=True)
class Found:
    """A publication as it was weighed for one unit. counts_for: periods or subjects of the verdicts it decided, with their outcome;
    rejected_for: why it decided none (a sentence), else ""."""

    title: str
    url: str
    site: str
    day: date | None
    matched: tuple[str, ...]
    grade: str
    counts_for: tuple[tuple[str, str], ...]
    rejected_for: str = ""


@dataclass(frozen=True)
class UnitTried:
    """One unit's verdicts, the publications they rest on, and those that were looked at and not taken.

    others: how many more there are that belong to other units of the group; told only where all of them were asked.
    """

    unit: Unit
    verdicts: tuple[Verdict, ...]
    hits: tuple[Found, ...]
    near_misses: tuple[Found, ...]
    others: int = 0


@dataclass(frozen=True)
class DutyTried:
    """One duty: its units, then the titles that no wording of it matches, and what they suggest."""

    duty: Duty
    units: tuple[UnitTried, ...]
    near_titles: tuple[NearTitle, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Trial:
    """What is tried: a version of a rule, of one set, before a court. matchers: of all duties, to know a title that another one asks for."""

    court: Court
    rule_set: RuleSet
    rule: Rule
    in_force: InForce
    matchers: Matchers
    words: Words

    def duty(self, duty: Duty, publications: tuple[Publication, ...], unit: Unit | None = None, beside: Beside = NOTHING_BESIDE) -> DutyTried:
        """A duty for one unit, or for all it binds."""
        bound = [b for b in self.court.bound(duty) if unit is None or b[0].id == unit.id]
        questions = [replace(self.court.question(self.rule_set, self.rule, duty, b), in_force=self.in_force, beside=beside) for b in bound]
        proposer = Proposer(duty, self.words)
        near = proposer.near_titles(self._titles(duty, {s for q in questions for p in q.places for s in p.site_ids}))
        units = tuple(_unit(q, publications, proposer, is_alone=unit is not None) for q in questions)
        return DutyTried(duty, units, near, proposer.proposals(near, self._names()))

    def _titles(self, duty: Duty, sites: Iterable[str]) -> Iterator[SeenTitle]:
        """Every title of these sites, of pages and of list entries."""
        known, wanted = self.court.known, frozenset(sites) - self.court.known.strangers
        for page in known.holdings.pages():
            if page.site in wanted and page.page.kind == "article" and page.address not in known.fronts:
                title, day = page.page.title, page.page.published.date if page.page.published else None
                yield SeenTitle(title, page.site or "", day, page.url, self._aside(duty, title))
        for entry in known.holdings.entries():
            if entry.site in wanted and entry.address not in known.fronts:
                yield SeenTitle(entry.title, entry.site, entry.date, entry.url, self._aside(duty, entry.title))

    def _aside(self, duty: Duty, title: str) -> str:
        """Why a title's words are no guide: it is a draft or news, another place's, or in the wording of another duty."""
        known, allow = self.court.known, duty.match.allow if duty.match else ()
        if (marker := known.markers.find(normalise(title), allow)) is not None:
            return f"标题含“{marker[1]}”"
        own = self.matchers.digest_of(duty)
        if any(hit.exact for digest, hit in self.matchers.match_title(title).items() if digest != own):
            return "已合别的义务的写法"
        return "" if "other_place" in allow or known.attributor.other_place(title) is None else "写的是别处"

    def _names(self) -> Iterator[str]:
        district = self.court.standards.district
        yield from (district.district, district.district[:-1])
        for unit in district.units:
            yield from unit.names


def _unit(question: Question, publications: tuple[Publication, ...], proposer: Proposer, is_alone: bool) -> UnitTried:
    verdicts, places = judge(question, publications), {s for place in question.places for s in place.site_ids}
    here = [p for p in publications if p.site in places]
    own = here if is_alone or not question.fan_out else [p for p in here if belongs(question, p)[0] != "no"]
    weighed = [_weighed(question, p, verdicts, _wording(p, proposer)) for p in own]
    ordered = sorted(weighed, key=lambda f: (f.day or date.max, f.title, f.site))
    hits, near_misses = (tuple(f for f in ordered if bool(f.rejected_for) is rejected) for rejected in (False, True))
    return UnitTried(question.unit, verdicts, hits, near_misses, len(here) - len(own))


def _weighed(question: Question, publication: Publication, verdicts: tuple[Verdict, ...], wording: str) -> Found:
    taken = tuple((v.period or v.subject or "", v.outcome) for v in verdicts if v.outcome in IN_RATE and _rests_on(v, publication))
    return Found(
        title=publication.title,
        url=publication.url,
        site=publication.site,
        day=publication.published,
        matched=publication.hit.matched,
        grade=publication.grade,
        counts_for=taken,
        rejected_for="" if taken else stands_for(question, publication, None) or wording or _said_of(question, publication),
    )


def _said_of(question: Question, publication: Publication) -> str:
    """Why a publication of the right wording decided nothing: what judging says of it where nothing else stands."""
    alone = judge(question, (publication,))
    if any(v.outcome in IN_RATE and _rests_on(v, publication) for v in alone):
        return "合乎规则，但同一处已有更合适的一条算数"
    doubts = (v.why for v in alone if _rests_on(v, publication))
    rejections = (n.rejected_for for v in alone for n in v.near_misses)
    return next(doubts, "") or next(rejections, "") or "不是所问的期间或文件"


def _rests_on(verdict: Verdict, publication: Publication) -> bool:
    return any((e.url, e.site) == (publication.url, publication.site) for e in verdict.evidence)


def _wording(publication: Publication, proposer: Proposer) -> str:
    """What a publication lacks that is not in the rule's wording; "" where it is."""
    if publication.is_right:
        return ""
    lacking = [proposer.groups[i] for i in proposer.lacks(publication.title)]
    told = "，".join("、".join(f"“{t}”" for t in group[:_MOST_WORDS]) + "一类的词" for group in lacking)
    return publication.lacks or (f"标题缺{told}" if told else publication.doubt or "标题的写法不在规则之内")
