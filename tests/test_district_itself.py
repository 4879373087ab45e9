"""The model district keeps its promises: the same for a seed, rich in failing cases, served by a clock, with a whole ledger."""

from __future__ import annotations

import doctest
import hashlib
import json
import stat
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from http.client import HTTPConnection
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

TESTS = Path(__file__).resolve().parent
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from district import claims, compare, days, demo, truth  # noqa: E402 - found through the line above
from district.days import BEIJING, CRAWL_DAYS, at  # noqa: E402
from district.files import file_bytes  # noqa: E402
from district.labels import CASE_NAMES  # noqa: E402
from district.people import write_records  # noqa: E402
from district.serve import District  # noqa: E402
from district.wordings import COLUMN_NAMES, WORDINGS  # noqa: E402
from district.world import World, build_world  # noqa: E402

SEEDS = (1, 2, 3, 4, 5)
SPRING, AUTUMN, YEAR_END = CRAWL_DAYS
PORTAL = "http://www.panyu.gov.cn/"
FURTHER = {
    ("18-05", "b"), ("02-07", "a"), ("20-01", "a"), ("05-07", "a"), ("05-07", "b"), ("09-05", "a"), ("10-01", "a"), ("20-04", "a"), ("08-05", "a"),
    ("13-03", "a"), ("04-02", "a"),
}  # fmt: skip
"""Duties judged per document or object, of dialogue, on facts on file, and by proof: rule and duty."""


@pytest.fixture(scope="module")
def worlds() -> dict[int, World]:
    return {seed: build_world(seed, scale=0.2) for seed in SEEDS}


@pytest.fixture(scope="module")
def district() -> Iterator[District]:
    with District(1, scale=0.2).start(at(YEAR_END)) as served:
        yield served


class Client:
    """One connection to the proxy that is kept open."""

    def __init__(self, district: District) -> None:
        self.connection = HTTPConnection("127.0.0.1", district.port, timeout=10)

    def ask(self, url: str, method: str = "GET") -> tuple[int, bytes]:
        self.connection.request(method, url)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        self.connection.close()


@pytest.fixture
def client(district: District) -> Iterator[Client]:
    district.set_now(at(YEAR_END))
    opened = Client(district)
    yield opened
    opened.close()


# the days


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param(date(2017, 9, 20), 10, date(2017, 10, 10), id="over the national holiday"),
        pytest.param(date(2017, 1, 16), 20, date(2017, 2, 16), id="over the spring festival"),
        pytest.param(date(2017, 3, 28), 10, date(2017, 4, 12), id="over 清明"),
        pytest.param(date(2017, 5, 22), 10, date(2017, 6, 6), id="over 端午"),
        pytest.param(date(2017, 9, 25), 20, date(2017, 10, 27), id="twenty days over the national holiday"),
    ],
)
def test_working_days_are_counted_as_the_official_notice_has_them(start: date, count: int, end: date) -> None:
    assert days.add_working(start, count) == end


def test_2017_has_249_working_days() -> None:
    every_day = (date.fromordinal(n) for n in range(date(2017, 1, 1).toordinal(), date(2018, 1, 1).toordinal()))
    assert sum(days.is_working(d) for d in every_day) == 249


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2017-01", "2017-03-01"),
        ("2017-03", "2017-05-02"),
        ("2017Q3", "2017-11-03"),
        ("2017-11", "2017-12-28"),
        ("2017-12", "2018-01-29"),
        (None, "2017-12-31"),
    ],
)
def test_due_days_of_the_ledger(period: str | None, due: str) -> None:
    assert days.due_of(period) == date.fromisoformat(due)


def test_examples_in_the_docstrings_hold() -> None:
    for name in ("days", "pages", "places", "serve_script", "truth"):
        assert doctest.testmod(import_module(f"district.{name}")).failed == 0


# the plot


@pytest.mark.parametrize("key", sorted(WORDINGS | COLUMN_NAMES))
def test_every_publication_has_four_wordings_and_a_quarter_of_them_odd(key: str) -> None:
    wordings = (WORDINGS | COLUMN_NAMES)[key]
    assert len({w.text for w in wordings}) >= 4
    assert sum(w.odd for w in wordings) * 4 >= len(wordings)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("outcome", sorted(truth.FAILING))
def test_every_failing_outcome_happens_five_times_in_more_than_one_way(worlds: dict[int, World], seed: int, outcome: str) -> None:
    sure = [r for r in worlds[seed].truth(YEAR_END) if r.outcomes == (outcome,)]
    assert len(sure) >= 5
    assert len({r.case for r in sure}) >= 2


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("day", CRAWL_DAYS, ids=str)
def test_the_ledger_covers_every_cell_once(worlds: dict[int, World], seed: int, day: date) -> None:
    told = worlds[seed].truth(day)
    keys = [(r.rule, r.duty, r.unit, r.period, r.subject) for r in told]
    assert len(set(keys)) == len(keys)
    assert all(r.outcomes and set(r.outcomes) <= set(truth.OUTCOMES) and r.case in CASE_NAMES for r in told)
    records = [r for r in told if (r.rule[7:], r.duty) not in FURTHER]
    per_duty = Counter((r.rule[7:], r.duty) for r in records)
    monthly = {("01-03", "a"), ("02-03", "b"), ("03-01", "b"), ("07-03", "a"), ("13-05", "a"), ("17-01", "a")}
    assert {k for k, n in per_duty.items() if n == 12} == monthly
    assert (per_duty["19-04", "b"], per_duty["20-02", "b"], per_duty["20-02", "c"]) == (41, 25, 16)
    assert len(per_duty) == 27 and len(records) == 6 * 12 + 2 * 4 + 1 + 15 + 41 + 25 + 16


@pytest.mark.parametrize("seed", SEEDS)
def test_unusual_words_are_never_counted_as_a_failure(worlds: dict[int, World], seed: int) -> None:
    odd = [r for r in worlds[seed].truth(YEAR_END) if r.case in ("odd", "shown_odd", "school_odd", "reply_odd", "living_odd")]
    assert odd
    assert all(not truth.FAILING & set(r.outcomes) for r in odd)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_fails_before_its_due_day(worlds: dict[int, World], seed: int) -> None:
    for day in CRAWL_DAYS:
        early = [r for r in worlds[seed].truth(day) if r.due > day]
        assert all(not truth.FAILING & set(r.outcomes) for r in early)


def test_the_cases_change_with_the_seed(worlds: dict[int, World]) -> None:
    told = {tuple((r.rule, r.duty, r.unit, r.period, r.case) for r in w.truth(YEAR_END)) for w in worlds.values()}
    assert len(told) == len(SEEDS)


def test_the_ledger_only_knows_the_evenings_of_the_crawls(worlds: dict[int, World]) -> None:
    with pytest.raises(ValueError, match="2017-04-20, 2017-09-30, 2017-12-31, not 2017-06-30"):
        worlds[1].truth(date(2017, 6, 30))


# the kinds beside single publications


@pytest.mark.parametrize("seed", SEEDS)
def test_every_kind_of_duty_happens_several_times_and_in_several_ways(worlds: dict[int, World], seed: int) -> None:
    told = [r for r in worlds[seed].truth(YEAR_END) if (r.rule[7:], r.duty) in FURTHER]
    ways: dict[str, set[str]] = defaultdict(set)
    for record in told:
        ways[record.kind].add(record.case)
    assert all(len(ways[k]) >= n for k, n in {"event": 3, "reprint": 7, "paired": 16, "marked": 16, "progress": 4, "interactive": 2, "manual": 1}.items())


def test_every_way_of_every_kind_happens_within_a_dozen_seeds() -> None:
    worlds = [build_world(seed, 0.0) for seed in range(1, 13)]
    happened = {r.case for w in worlds for day in CRAWL_DAYS for r in w.truth(day) if (r.rule[7:], r.duty) in FURTHER}
    names = list(CASE_NAMES)
    assert set(names[names.index("copied") :]) - happened == set()


@pytest.mark.parametrize("day", CRAWL_DAYS, ids=str)
def test_every_outcome_is_the_only_right_one_somewhere(day: date) -> None:
    sure = {r.outcomes[0] for seed in range(1, 9) for r in build_world(seed, 0.0).truth(day) if len(r.outcomes) == 1}
    assert sure >= set(truth.OUTCOMES) - ({"waived", "late", "manual", "unverified"} if day == SPRING else {"manual"})


@pytest.mark.parametrize("seed", SEEDS)
def test_documents_stand_where_the_ledger_says_and_carry_their_number(worlds: dict[int, World], seed: int) -> None:
    world = worlds[seed]
    told = {name for r in world.truth(YEAR_END) if r.kind == "paired" and r.subject for name in r.subject.names}
    urls = {n for n in told if n.startswith("http")}
    assert urls <= set(world.ground.docs)
    assert {world.ground.docs[u].number for u in urls} - {""} <= told


def told(served: District, url: str) -> str:
    """An article without its sidebar."""
    return served.answers.at(url).body.decode().split('class="sidebar"')[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_marks_appear_by_the_clock(seed: int) -> None:
    served = District(seed, scale=0.1)
    marked = [d for d in served.world.ground.docs.values() if d.mark and d.mark.since <= at(YEAR_END)]
    assert {d.mark.how for d in marked if d.mark} >= {"title", "banner", "table"}
    for doc in marked:
        assert doc.mark
        served.set_now(at(SPRING))
        early = doc.mark.words in told(served, doc.url)
        served.set_now(at(YEAR_END))
        assert (early, doc.mark.words in told(served, doc.url)) == (doc.mark.since <= at(SPRING), True), doc.title


@pytest.mark.parametrize("seed", SEEDS)
def test_records_grow_by_lines_and_their_chain_holds(worlds: dict[int, World], seed: int, tmp_path: Path) -> None:
    earlier: dict[str, bytes] = {}
    for day in CRAWL_DAYS:
        write_records(tmp_path, worlds[seed].kinds.notes, at(day))
        for file in sorted(tmp_path.glob("*.jsonl")):
            assert file.read_bytes().startswith(earlier.get(file.name, b""))
            earlier[file.name] = file.read_bytes()
            prev = ""
            for line in file.read_bytes().splitlines():
                record = json.loads(line)
                assert record["prev"] == prev and datetime.fromisoformat(record["at"]) <= at(day) and record["schema_version"] == 1
                prev = hashlib.sha256(line).hexdigest()
    assert {"events.jsonl", "declarations.jsonl", "waivers.jsonl"} <= set(earlier)
    assert {json.loads(x)["what"] for x in earlier["events.jsonl"].splitlines()} >= {"upstream", "abolished", "requested"}


@pytest.mark.parametrize("seed", SEEDS)
def test_exceptions_hold_as_long_as_they_were_given(worlds: dict[int, World], seed: int) -> None:
    waived = [[(r.rule, r.period) for r in worlds[seed].truth(day) if r.outcomes == ("waived",)] for day in CRAWL_DAYS]
    assert [len(w) for w in waived] == [0, 2, 1] and set(waived[2]) < set(waived[1])


def a_claim(copies: tuple[claims.Copy, ...], **more: Any) -> claims.MarkedClaim:
    who = claims.Who("r", "b", "marked", "u", "u")
    listed = truth.Showing("portal", date(2017, 6, 1), at(date(2017, 6, 1), 9))
    return claims.MarkedClaim(who, truth.Subject(("番民〔2008〕3号",)), date(2017, 6, 1), [listed], copies, **more)


JUNE = at(date(2017, 6, 8), 9)


@pytest.mark.parametrize(
    ("claim", "outcomes"),
    [
        pytest.param(a_claim((claims.Copy("own", JUNE),)), ("met",), id="marked"),
        pytest.param(a_claim((claims.Copy("own"),)), ("unmet",), id="unmarked on its own site"),
        pytest.param(a_claim((claims.Copy("portal"),)), ("unverified",), id="unmarked on the portal"),
        pytest.param(a_claim((claims.Copy("portal"),), requested=(JUNE, date(2017, 6, 8))), ("met",), id="the portal was asked in time"),
        pytest.param(a_claim((claims.Copy("portal"),), requested=(JUNE, date(2017, 6, 20))), ("late",), id="the portal was asked late"),
        pytest.param(a_claim((claims.Copy("own"), claims.Copy("portal", JUNE))), ("misplaced", "unmet"), id="marked in the wrong one of two"),
        pytest.param(a_claim(()), ("unverified", "not_checked", "not_due", "not_applicable"), id="stands nowhere"),
    ],
)
def test_what_an_officer_would_say_of_an_abolished_document(claim: claims.MarkedClaim, outcomes: tuple[str, ...]) -> None:
    record = claim.told(lambda *_: "whole", AUTUMN)
    assert record and record.outcomes == outcomes and claim.told(lambda *_: "whole", SPRING) is None


# the reading of the plan, on single cells


def showing(claimed: date | None, place: str = "portal", quality: str = "full", **more: datetime) -> truth.Showing:
    return truth.Showing(place, claimed, more.get("appears", at(claimed or date(2017, 3, 1), 9)), more.get("vanishes"), quality)


MAY = date(2017, 5, 10)
JUNE_LATE = date(2017, 6, 20)


@pytest.mark.parametrize(
    ("need", "showings", "outcomes"),
    [
        pytest.param("all", [showing(MAY), showing(MAY, "own")], {"met"}, id="in both places in time"),
        pytest.param("all", [showing(MAY)], {"misplaced"}, id="in one of two places"),
        pytest.param("any", [showing(MAY, "own")], {"met"}, id="in one of two that are offered"),
        pytest.param("all", [showing(MAY), showing(JUNE_LATE, "own")], {"late"}, id="late in one place"),
        pytest.param("any", [showing(MAY), showing(JUNE_LATE, "own")], {"met"}, id="late in the second place does not matter"),
        pytest.param("all", [showing(MAY), showing(MAY, "own", "partial")], {"incomplete"}, id="incomplete in one place"),
        pytest.param("all", [], {"unmet"}, id="nowhere"),
        pytest.param("any", [showing(MAY, "portal", "odd")], {"met", "unverified"}, id="unusual words"),
        pytest.param("any", [showing(None, "own", appears=at(MAY))], {"unverified"}, id="without a day"),
        pytest.param("any", [showing(MAY, appears=at(MAY), vanishes=at(date(2017, 7, 1)))], {"unmet"}, id="between two crawls"),
        pytest.param("any", [showing(MAY, appears=at(date(2017, 8, 1)))], {"met"}, id="the claimed day decides"),
        pytest.param("any", [showing(date(2017, 10, 9), appears=at(date(2017, 9, 29)))], {"unmet"}, id="a claimed day to come"),
    ],
)
def test_what_an_officer_would_say_of_april_on_30_september(need: str, showings: list[truth.Showing], outcomes: set[str]) -> None:
    cell = truth.Cell("r", "a", "periodic", "u", "2017-04", need, ("portal", "own"), "u", showings=showings)
    assert truth.outcomes_of(cell, lambda *_: "whole", AUTUMN) == outcomes


@pytest.mark.parametrize(("need", "outcomes"), [("all", {"not_checked"}), ("any", {"not_checked"})])
def test_absence_on_a_site_that_was_not_read_accuses_nobody(need: str, outcomes: set[str]) -> None:
    cell = truth.Cell("r", "a", "periodic", "u", "2017-04", need, ("portal", "own"), "u")
    assert truth.outcomes_of(cell, lambda site, _: "whole" if site == "portal" else "none", AUTUMN) == outcomes


# the server


def test_the_same_seed_serves_the_same_bytes() -> None:
    first, second = (District(7, scale=0.1) for _ in range(2))
    for url in first.world.columns:
        assert first.answers.at(url) == second.answers.at(url)
    assert list(first.world.ground.docs) == list(second.world.ground.docs)
    for url, doc in first.world.ground.docs.items():
        assert first.answers.at(url) == second.answers.at(url), doc.title
    for url, file in first.world.files.items():
        assert file_bytes(file) == file_bytes(second.world.files[url]), url


def test_pages_appear_and_disappear_by_the_clock(district: District, client: Client) -> None:
    late = next(d for d in district.world.ground.docs.values() if d.appears.date() > AUTUMN and district.answers.at(d.url).status == 200)
    column = district.world.columns[late.url.rsplit("content/", 1)[0]]
    assert client.ask(late.url)[0] == 200
    client.ask(f"http://district.invalid/clock?now={quote('2017-09-30T22:00:00+08:00')}")
    assert client.ask(late.url)[0] == 404
    assert late.url.encode() not in client.ask(column.url)[1]


def test_a_withdrawn_page_leaves_its_list_and_answers_404(worlds: dict[int, World]) -> None:
    gone = next(d for d in worlds[1].ground.docs.values() if d.vanishes and d.vanishes < at(AUTUMN))
    served = District(1, scale=0.2)
    column = served.world.columns[gone.url.rsplit("content/", 1)[0]]
    served.set_now(gone.appears)
    assert served.answers.at(gone.url).status == 200 and gone.url.encode() in served.answers.at(column.url).body
    served.set_now(at(YEAR_END))
    assert served.answers.at(gone.url).status == 404 and gone.url.encode() not in served.answers.at(column.url).body


def test_a_mended_page_keeps_its_address_and_day() -> None:
    served = District(1, scale=0.1)
    mended = next(d for d in served.world.ground.docs.values() if d.revised)
    assert mended.revised
    bodies = set()
    for now in (mended.appears, mended.revised[0]):
        served.set_now(now)
        bodies.add(served.answers.at(mended.url).body)
    assert len(bodies) == 2


def test_lists_go_on_by_next_page_links_until_their_end(client: Client) -> None:
    seen, url = 0, PORTAL + "zwgk/tzgg/"
    for number in range(2, 40):
        status, body = client.ask(url)
        assert status == 200
        seen += body.count(b"/content/post_")
        if "下一页".encode() not in body:
            break
        url = f"{PORTAL}zwgk/tzgg/index_{number}.html"
    assert seen > 15 and client.ask(f"{PORTAL}zwgk/tzgg/index_{number}.html")[0] == 404


def test_every_page_carries_some_150_links_of_navigation(client: Client) -> None:
    assert 120 <= client.ask(PORTAL + "zwgk/tzgg/")[1].split(b'class="sidebar"')[0].count(b"<a href=") <= 220


def test_head_has_no_body_and_the_connection_stays(client: Client) -> None:
    assert client.ask(PORTAL, "HEAD") == (200, b"")
    assert client.ask(PORTAL)[0] == 200


@pytest.mark.parametrize(
    ("url", "status"),
    [
        pytest.param("http://www.example.com/", 502, id="another host"),
        pytest.param(PORTAL + "gzpyjy/gkmlpt/index", 404, id="the catalogue platform"),
        pytest.param(PORTAL + "no/such/page.html", 404, id="an address nobody links"),
        pytest.param(PORTAL + "robots.txt", 200, id="robots"),
    ],
)
def test_addresses_that_are_no_pages(client: Client, url: str, status: int) -> None:
    assert client.ask(url)[0] == status


@pytest.mark.parametrize("fault", ["down", "missing", "redirect", "stranger", "page2_500", "page2_short", "garbage"])
def test_faulty_sites_fail_as_their_fault_says(fault: str) -> None:
    served = District(1, scale=0.1)
    site = next(s for s in served.world.sites.values() if s.fault == fault)
    home = served.answers.at(site.base)
    broken = next((c for c in site.columns.values() if c.fault), None)
    second = served.answers.at(f"{broken.url}index_2.html" if broken else site.base)
    said = {
        "down": home.status == 502,
        "missing": home.status == 404,
        "redirect": (home.status, home.location) == (302, PORTAL),
        "stranger": site.label.encode() not in home.body and "供销合作总社".encode() in home.body,
        "page2_500": second.status == 500,
        "page2_short": second.cut,
        "garbage": broken is not None and b"\x00\xff\xfe" in served.answers.at(broken.url).body,
    }
    assert said[fault]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_broken_second_page_hides_the_years_first_weeks_from_the_first_crawl_on(worlds: dict[int, World], seed: int) -> None:
    broken = [c for c in worlds[seed].columns.values() if c.fault in ("page2_500", "page2_short")]
    assert broken
    for column in broken:
        first_page = [e.day for e in column.standing(at(SPRING))[: column.per_page] if not e.pinned]
        assert len(column.standing(at(SPRING))) > column.per_page
        assert min(d for d in first_page if d) > date(2016, 12, 2)


def test_the_stats_count_requests_hosts_and_unknown_addresses() -> None:
    with District(2, scale=0.1).start(at(SPRING)) as served:
        client = Client(served)
        for url in (PORTAL, PORTAL + "zwgk/", PORTAL + "nowhere.html", "http://other.example.com/"):
            client.ask(url)
        stats = json.loads(client.ask("http://district.invalid/stats")[1])
        client.close()
    assert stats == {
        "total": 4,
        "max_concurrent": {"other.example.com": 1, "www.panyu.gov.cn": 1},
        "unknown": [PORTAL + "nowhere.html", "http://other.example.com/"],
    }


def test_a_clock_without_an_offset_is_refused(district: District, client: Client) -> None:
    status, said = client.ask("http://district.invalid/clock?now=2017-09-30T22:00:00")
    assert status == 400 and b"needs an offset" in said
    assert district.answers.now == datetime(2017, 12, 31, 22, tzinfo=BEIJING)


def test_following_every_link_finds_every_standing_page(district: District, client: Client) -> None:
    """Nothing planted is out of reach, and no link of the district leads nowhere."""
    hosts = (PORTAL, "http://js.panyu.gov.cn/")
    todo, seen = list(hosts), set(hosts)
    wrong = defaultdict(list)
    while todo:
        url = todo.pop()
        answer = district.answers.at(url)
        if answer.status != 200 or not answer.media.startswith("text/html"):
            wrong[answer.status].append(url)
            continue
        column = url.rsplit("/", 1)[0] + "/"
        for part in answer.body.replace(b"'", b'"').split(b'href="')[1:]:
            if b'"' not in part:
                continue  # where a page is cut off
            href = part.split(b'"', 1)[0].decode()
            link = href if href.startswith("http") else PORTAL if href == "/" else column + href
            if link.startswith(hosts) and link not in seen:
                seen.add(link)
                todo.append(link)
    gone = {f.url for d in district.world.ground.docs.values() for f in d.files if f.kind == "gone"}
    assert set(wrong[404]) <= gone, wrong[404][:3]
    hidden = {s.base for s in district.world.sites.values() if s.fault in ("stranger", "down", "missing", "redirect")}
    standing = [d for d in district.world.ground.docs.values() if d.stands(at(YEAR_END)) and not d.url.startswith(tuple(hidden))]
    behind_faults = {c.url for c in district.world.columns.values() if c.fault}
    assert [d.url for d in standing if d.url not in seen and d.url.rsplit("content/", 1)[0] not in behind_faults] == []


# the comparison


def verdict_of(record: truth.Record) -> dict[str, object]:
    subject = record.subject and (record.subject.names[-1] if record.subject.names else "2017年" + "".join(record.subject.words))
    return {
        "rule": record.rule, "duty": record.duty, "unit": record.unit, "period": record.period, "subject": subject, "outcome": record.outcomes[0], "why": "",
    }  # fmt: skip


def verdicts_of(records: list[truth.Record]) -> list[dict[str, object]]:
    return [verdict_of(r) for r in records]


def test_verdicts_that_follow_the_ledger_are_right(worlds: dict[int, World]) -> None:
    records = worlds[3].truth(AUTUMN)
    manual = {"rule": "py2017-01-01", "duty": "a", "unit": "fgj", "period": None, "subject": None, "outcome": "manual", "why": ""}
    assert compare.compare(records, [*verdicts_of(records), manual]).is_right
    assert compare.compare(records, [*verdicts_of([r for r in records if not r.optional]), manual]).is_right


def test_false_accusations_false_passes_missing_and_extra_verdicts_are_told_apart(worlds: dict[int, World]) -> None:
    records = worlds[3].truth(YEAR_END)
    given = verdicts_of(records)
    sure = {(r.rule, r.duty, r.unit, r.period): r for r in records if len(r.outcomes) == 1 and r.kind == "periodic"}
    met = next(v for v in given if v["outcome"] == "met" and (v["rule"], v["duty"], v["unit"], v["period"]) in sure)
    unmet = next(v for v in given if v["outcome"] == "unmet" and (v["rule"], v["duty"], v["unit"], v["period"]) in sure)
    met["outcome"], unmet["outcome"] = "unmet", "met"
    lost = given.pop(given.index(next(v for v in given if v["period"] == "2017-12")))
    found = compare.compare(records, [*given, {**lost, "unit": "nobody"}])
    assert (len(found.wrong), len(found.false_accusations), len(found.false_passes), len(found.missing), len(found.extra)) == (3, 1, 1, 1, 1)
    assert "1*" in compare.confusion(found) and "nobody" in compare.details(found)


FAKE = """#!{python}
import json, os, sys
sys.path.insert(0, {tests!r})
from datetime import date
from district.world import build_world
if "check" in sys.argv:
    from test_district_itself import verdicts_of
    verdicts = verdicts_of(build_world(4, 0.1).truth(date.fromisoformat(sys.argv[sys.argv.index("--as-of") + 1])))
    {change}
    print(json.dumps(dict(verdicts=verdicts)))
    sys.exit(1)
assert os.environ["http_proxy"].startswith("http://127.0.0.1:") and os.environ["GONGKAI_NOW"].endswith("T22:00:00+08:00")
"""


@pytest.mark.parametrize(("change", "code"), [("pass", 0), ("verdicts[0]['outcome'] = 'waived'", 1)], ids=["all right", "one wrong"])
def test_the_demonstration_ends_as_the_comparison_says(tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str, code: int) -> None:
    program = tmp_path / "gongkai"
    program.write_text(FAKE.format(python=sys.executable, tests=str(TESTS), change=change), encoding="utf8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    assert demo.main(["--gongkai", str(program), "--out", str(tmp_path / "out"), "--seed", "4", "--scale", "0.1", "--static"]) == code
    said = capsys.readouterr().out
    assert "种下的情形" in said and str(tmp_path / "out" / "report" / "index.html") in said
