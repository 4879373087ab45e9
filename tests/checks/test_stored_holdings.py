"""Judging asks the store piece by piece, and is told what the whole snapshot of that time holds."""

from __future__ import annotations

import random
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checks.catalogue import CATALOGUE, digest_of_key, keys_of, keys_of_entry, tails_asked, tails_of
from checks.documents import names_of
from checks.facts import gather
from checks.holdings import InMemory
from checks.known import Known
from checks.library import Library
from checks.match import Matchers
from checks.store_catalogue import CatalogueStore
from checks.store_holdings import StoredHoldings
from checks.unseen import Unseen
from checks.update_catalogue import update_catalogue, update_title_hits
from crawler.events import Captured, ColumnRead, Failed, RunEnded, RunStarted, SeenEntry, SiteRead
from crawler.page import Attachment, Dated, Link, Named, Page
from rules.markers import load_markers
from rules.rule import Duty
from rules.units import District, Site, canonical_address
from rules.wanted import Match, Terms
from rules.words import shared_words

T0 = datetime(2017, 6, 1, 14, tzinfo=UTC)
NUMBER, OTHER = "穗府〔2017〕3号", "番府〔2016〕12号"
TITLES = ("关于印发《番禺区扶贫资金管理办法》的通知", "番禺区扶贫资金管理办法", "转发关于做好防汛工作的通知", "一般公共预算收支情况", "停水通告")
PLACES = tuple(range(12))
DISTRICT = District(1, "番禺区", (Site("czj", "区财政局网站", ("http://h/",)), Site("portal", "门户网站", ("http://p/",), confirmed=None)), ())
DUTY = Duty("a", "event", "预算", (), match=Match(title=Terms((("预算", "通知"), ("收支", "关于")))))
OF_TEXT = Duty("b", "event", "防汛", (), match=Match(title=Terms(), body=Terms((("防汛",),))))


class MadeUp:
    """Some nights of a small world in which much goes wrong, the same for the same seed."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.pages = {f"{n:064x}": self._page() for n in range(9)}
        self.payloads = [*self.pages, "e" * 64]

    def _page(self):
        one = self.chance
        kind = one.choice(("article", "article", "article", "attachment", "other"))
        files = tuple(Attachment(f"{one.choice(PLACES)}.html", "附件", "doc") for _ in range(one.choice((0, 0, 2))))
        links = tuple(Link(one.choice(("../{}.html", "http://h/{}.html", "/{}.html")).format(one.choice(PLACES)), "见") for _ in range(2))
        named = (Named(one.choice(TITLES), one.choice(("", NUMBER, OTHER)), "named"),)
        day = Dated(date(2017, 6, one.randint(1, 28)), None, "meta", "")
        return Page(
            kind, "html", title=one.choice(TITLES), published=day, document_number=one.choice((None, NUMBER, OTHER)), body=f"防汛{one.randint(1, 4)}",
            images=one.choice((0, 0, 1)), attachments=files, references=links, named=named, refusal=one.choice(("", "", "", "shell", "check")),
        )  # fmt: skip

    def nights(self, store, count=5):
        """Fills a store; the moments of its nights."""
        for number in range(count):
            at, run = T0 + timedelta(days=number), f"run{number}"
            events = [RunStarted(at, run, True, "incremental", True, "gongkai/0.1.0", "1", "0" * 64, ("czj",))]
            events += [self._capture(at, run, place, name) for place, name in enumerate(self.chance.choices(PLACES, k=10))]
            events += [look for column in ("/a/", "/b/") for look in self._looks(at, column)]
            events += [Failed(at, f"http://h/{n}.html", "czj", "article", "timeout", "超时") for n in self.chance.choices(range(15), k=3)]
            if self.chance.random() < 0.8:
                events.append(SiteRead(at, "czj", self.chance.random() < 0.8, self.chance.random() < 0.5, "", ""))
            store.apply(run, enumerate([*events, RunEnded(at, "done", ())], start=1), list(self.pages.items()))
        return [T0 + timedelta(days=n) for n in range(count)]

    def _capture(self, at, run, place, name):
        status, sha256 = self.chance.choice((200, 200, 200, 404, 301, 304, 503)), self.chance.choice(self.payloads)
        to = f"http://h/{self.chance.choice(PLACES)}.html" if status == 301 else ""
        held = ("run0/h.warc.gz", 3) if status == 304 and self.chance.random() < 0.7 else ("", 0)
        role = self.chance.choice(("article", "article", "article", "start", "asset"))
        told = ("text/html", to, f"{run}/h.warc.gz", place, 5, "", "", *held)
        return Captured(at, f"http://h/{name}.html", self.chance.choice(("czj", "portal")), role, status, sha256, 5, *told)

    def _looks(self, at, column):
        for look in (1, 2)[: self.chance.choice((0, 1, 2))]:
            names, complete = self.chance.sample(PLACES, self.chance.randint(0, 6)), self.chance.random() < 0.7
            entries = tuple(self._entry(f"http://h/{n}.html") for n in names)
            reached = self.chance.choice(("end", "window", "unchanged", "removed")) if complete else ""
            told = (complete, reached, reached == "end", date(2017, 5, 1) if reached == "window" else None, 1, "c" * 64, entries)
            yield ColumnRead(at, look, "czj", column, "公告", f"http://h{column}", *told, "" if complete else "读不到")

    def _entry(self, url):
        return SeenEntry(url, url, self.chance.choice(TITLES), date(2017, 6, self.chance.randint(1, 28)), self.chance.random() < 0.1)


def matchers():
    return Matchers([DUTY, OF_TEXT], shared_words(), DISTRICT)


def up_to_date(store, asked):
    kept = CatalogueStore(store.engine)
    update_title_hits(kept, asked)
    update_catalogue(kept)
    store.note_read()


@contextmanager
def both(store, moment):
    """The holdings of a moment in memory and in the store."""
    with store.past(moment) as past:
        yield InMemory(store.snapshot(moment)), StoredHoldings(past)


def judged_by(page):
    """What judging looks at; what captures prove is asked apart."""
    return replace(page, stood=None, page=replace(page.page, candidates=(), masthead=""))


def answers(holdings, asked):
    """What judging can ask of holdings, and what it is told."""
    known, addresses = Known(holdings, DISTRICT, load_markers()), [f"http://h/{n}.html" for n in range(15)]
    library, unseen = Library(known), Unseen(known)
    names = [names_of(title) for title in TITLES]
    hits = {page.content_sha256: hit for page in holdings.pages() if (hit := asked.match(page.page, asked.by_digest).get(asked.digest_of(DUTY)))}
    return {
        "at": [(judged_by(page) if (page := known.page(a)) else None, known.entries_at(a), a in known.legible) for a in addresses],
        "proven": [page.stood for a in addresses if (page := known.page(a)) and page.page.kind == "article"],
        "columns": [(holdings.entries_in("czj", c), holdings.looks_at("czj", c, ("end", "window"))) for c in ("/a/", "/b/")],
        "same": holdings.holding([page.content_sha256 for page in holdings.pages()][::2]),
        "told": [known.listed_for(asked, digest) for digest in sorted(asked.by_digest)],
        "offering": known.offering(addresses),
        "numbers": [(library.numbered(n), library.naming(n)) for n in (NUMBER, OTHER, "番府〔2016〕1号")],
        "names": [(library.named(n), library.telling_of(n)) for n in names],
        "titled": [library.titled(words) for words in (("转发", "停水"), ("扶贫资金",), ("没有",))],
        "links": [library.linking_to(frozenset((a,))) for a in addresses],
        "unseen": [unseen.last_look(a, "czj", date(2017, 6, 20)) for a in addresses],
        "gathered": [gather(known, duty, hits, asked) for duty in (DUTY, OF_TEXT)],
        "open": (holdings.failures(), holdings.unread(), known.fronts, known.column_urls, known.strangers, holdings.simulated, holdings.known_at),
        "all": (tuple(map(judged_by, holdings.pages())), frozenset(holdings.entries())),
    }


@pytest.mark.parametrize("seed", range(3))
def test_the_store_tells_judging_what_the_whole_snapshot_holds(store, seed):
    nights, asked = MadeUp(seed).nights(store), matchers()
    up_to_date(store, asked)
    for moment in (None, nights[2]):
        with both(store, moment) as (memory, stored):
            expected, found = answers(memory, asked), answers(stored, asked)
            for question, told in expected.items():
                assert found[question] == told, question


def test_what_the_holdings_keep_changes_no_answer(store, monkeypatch):
    """With room for nearly nothing every page is loaded again whenever it is asked for."""
    MadeUp(7).nights(store)
    asked = matchers()
    up_to_date(store, asked)
    with store.past() as past:
        plenty = answers(StoredHoldings(past), asked)
    monkeypatch.setattr("checks.store_holdings.PAGES_KEPT", 2)
    with store.past() as past:
        assert answers(StoredHoldings(past), asked) == plenty


def test_titles_are_matched_once_and_again_only_for_new_terms(store):
    MadeUp(1).nights(store)
    kept, asked, first = CatalogueStore(store.engine), matchers(), Matchers([DUTY], shared_words(), DISTRICT)
    update_title_hits(kept, first)
    update_title_hits(kept, asked)
    with store.past() as past:
        holdings = StoredHoldings(past)
        found = {digest: holdings.told_by_lists(asked, digest) for digest in asked.by_digest}
        assert found == {digest: InMemory(store.snapshot()).told_by_lists(asked, digest) for digest in asked.by_digest}
    asked._titles.clear()
    update_title_hits(kept, asked)
    assert asked._titles == {}


HREFS = st.lists(st.sampled_from(("/", ".", "..", "a", "b.html", "?id=1", "?x=/y", "#t", "http://", "//", "h.cn", ";", "=", "%20", "公告")), max_size=6)


@given(HREFS.map("".join), st.sampled_from(("http://h.cn/a/b.html", "https://h.cn", "http://h.cn:80/", "https://x.cn/a/?d=e/f", "http://h.cn/a/b/")))
@example("?ID=1", "https://h.cn")
def test_a_link_is_found_by_where_it_leads_wherever_it_is_written(href, base):
    assert set(tails_of(href)) & set(tails_asked(canonical_address(urljoin(base, href))))


def test_keys_change_only_with_their_version():
    """Whoever changes how titles, names or links are told apart raises CATALOGUE: what is stored has the keys of before."""
    links = (Link("../3.html?id=4", "见"), Link("?id=5", "见"), Link("http://h/", "见"))
    page = Page("article", "html", title=TITLES[0], document_number=NUMBER, attachments=(Attachment("a/5.doc", "附件", "doc"),), references=links)
    named = (Named(TITLES[1], OTHER, "named"),)
    keys = sorted({*keys_of(replace(page, named=named)), *(key for title in TITLES for key in keys_of_entry(title))})
    assert (CATALOGUE, digest_of_key(repr(keys))) == ("1", 8581586390949535872)
