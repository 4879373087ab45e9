"""`make faults`: each fault of the model district laid on one place for one night, and what the crawl and the verdicts make of it.

Faults of different sites share a night, which is four times as quick; --apart gives each a night of its own.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from district.compare import compare, details, table
from district.days import CRAWL_DAYS, at
from district.serve import District
from district.truth import FAILING, Record
from faults.cases import TIMEOUT_SECONDS, Case, choose, nights_of, table_of
from faults.night import Night, snapshot_of, uncovered
from faults.office import Done, Office, write_units
from faults.promises import Judged, Share, broken_by_verdicts, changes, judge

from crawler.patience import HASTY

BEFORE, NIGHT = (CRAWL_DAYS[0], CRAWL_DAYS[2] - timedelta(days=30)), CRAWL_DAYS[2]
AFTER = NIGHT + timedelta(days=1)
MOST_A_PLACE = 12
"""An address is asked for thrice in a look; a night has at most four: the first, what failed once more, the second look, and what failed of it."""
LONGEST_PAUSE_SECONDS = HASTY.breaker_pause_seconds * 8
"""A host that is down is probed once a pause, by its robots.txt: how often that is goes by how long the crawl takes here."""
HEADS = [
    "故障",
    "位置",
    "用时",
    "退出码",
    "没有读全的",
    "结论变了",
    "其中未能检测/待核实",
    "别处变了",
    "冤枉",
    "放过",
    "请求（倍数，同一地址最多）",
    "次夜",
    "守约",
]


@dataclass
class Row:
    """One line of the table."""

    case: Case
    night: Night
    judged: Judged
    after: int
    wrong: list[str] = field(default_factory=list)

    def cells(self, reference: Night) -> list[str]:
        held = Counter(c.outcomes[1] for c in self.judged.depending)
        unread, ledger = self.night.uncovered(), self.judged.ledger
        unread = {site: reason for site, reason in unread.items() if site in self.case.sites}
        told = [f"{len(unread)} 站", *(f"{site} {reason[:34]}" for site, reason in list(unread.items())[:1])]
        ratio = self.night.requests / max(1, reference.requests)
        return [
            self.case.name, self.case.place, f"{self.night.done.seconds:.0f}", str(self.night.done.code), " ".join(told) if unread else "—",
            str(len(self.judged.changes)), f"{held['not_checked']}/{held['unverified']}", str(len(self.judged.elsewhere)),
            str(len(ledger.false_accusations)), str(len(ledger.false_passes)), f"{self.night.requests}（{ratio:.2f}，{self.night.most}）",
            str(self.after), "否" if self.wrong else "是",
        ]  # fmt: skip


class Table:
    """All rows of one district. folder: where the offices are."""

    def __init__(self, folder: Path, seed: int, scale: float, whole: bool) -> None:
        self.folder = folder
        self.seed, self.scale = seed, scale
        self.world = District(seed, scale, kinds=True).world
        self.chosen = choose(self.world)
        self.sites = () if whole else self.chosen.all
        self.confirmed = frozenset(s.id for s in self.world.sites.values() if not s.fault)
        self.units = write_units(folder / "units.yaml", self.confirmed)
        self.cases = table_of(self.world, self.chosen)
        owners = {self.world.sites[s].unit for s in self.sites}
        self.units_judged = tuple(sorted(unit for unit in owners if unit))

    def served(self) -> District:
        return District(self.seed, self.scale, kinds=True).start(at(BEFORE[0]))

    def prepare(self) -> None:
        """The nights before, and the reference: this night and the next without a fault."""
        with self.served() as district:
            office = Office(self._made("before"), district.proxy, self.units, self.sites, TIMEOUT_SECONDS, self.units_judged)
            for day in BEFORE:
                self._crawl(district, office, day)
            self.before = office
            self.unread = uncovered(snapshot_of(office))
            self.confirmed -= self.unread.keys()
            write_units(self.units, self.confirmed)
            self.held = office.verdicts(at(NIGHT), NIGHT)
            office = self._copy("reference", district)
            self.reference = self._night(district, office, NIGHT)
            self.reference_after = self._night(district, office, AFTER)
        self.truth: list[Record] = [r for r in self.world.truth(NIGHT) if not self.units_judged or r.unit in self.units_judged]
        self.reference_ledger = compare(self.truth, self.reference.verdicts)

    def rows(self, numbers: list[int]) -> list[Row]:
        """The rows of one night."""
        cases = [self.cases[n] for n in numbers]
        guessed = frozenset().union(*(case.sites for case in cases if case.guessed))
        with self.served() as district:
            office = self._copy(f"night{numbers[0]:02d}", district)
            if guessed:
                office = replace(office, units=write_units(office.folder / "units.yaml", self.confirmed - guessed))
            for case in cases:
                district.faults.set(case.fault, case.where, **case.options)
            night = self._night(district, office, NIGHT, self.limit_seconds)
            district.faults.clear()
            after = self._night(district, office, AFTER)
        rows = [self._judged(case, cases, night, after) for case in cases]
        if not any(row.wrong for row in rows):
            shutil.rmtree(office.folder)
        return rows

    @property
    def limit_seconds(self) -> float:
        return 120 + 5 * self.reference.done.seconds

    def _judged(self, case: Case, cases: list[Case], night: Night, after: Night) -> Row:
        usual = self.reference.uncovered()
        uncovered = frozenset(site for site, reason in night.uncovered().items() if usual.get(site) != reason)
        share = Share(case.sites, frozenset().union(*(c.sites for c in cases if c is not case)), uncovered)
        judged = judge(changes(self.reference.verdicts, night.verdicts, case.sites, self.held), night.verdicts, share, self.truth)
        later = share.of(changes(self.reference_after.verdicts, after.verdicts, case.sites, []))
        row = Row(case, night, judged, len(later))
        mine = uncovered - share.others
        row.wrong = [*self._broken_by_crawl(case, night, mine), *self._broken_by_code(cases, night, uncovered)]
        row.wrong += broken_by_verdicts(case, not mine, judged, self.reference_ledger)
        # A site that moves its lists one night and back the next may be doubted for longer.
        moved = frozenset().union(*(c.sites for c in cases if c.fault == "redesign"))
        row.wrong += [f"次夜没有恢复 {c.told()}" for c in later if not (c.sites & moved and c.is_honest)]
        return row

    def _broken_by_code(self, cases: list[Case], night: Night, uncovered: frozenset[str]) -> list[str]:
        """Whether the exit code and what is said beside it name just the sites that somebody has vouched for."""
        if night.done.code is None:
            return [f"{self.limit_seconds:.0f} 秒内没有结束"]
        due = uncovered & (self.confirmed - frozenset().union(*(c.sites for c in cases if c.guessed)))
        expected = 4 if due else 0
        wrong = [] if night.done.code == expected else [f"退出码 {night.done.code}，应为 {expected}：{night.done.err.strip()[-300:]}"]
        named = {site for site in self.world.sites if f"未能覆盖已确认的网站 {site}：" in night.done.err}
        return wrong if named == due else [*wrong, f"说没能覆盖 {sorted(named)}，应是 {sorted(due)}"]

    def _broken_by_crawl(self, case: Case, night: Night, uncovered: frozenset[str]) -> list[str]:
        """uncovered: of the sites with no other fault."""
        wrong = []
        if uncovered - case.sites:
            wrong.append(f"没有故障的站点也没有读全：{'、'.join(sorted(uncovered - case.sites))}")
        if case.copes and uncovered:
            wrong.append(f"本可读全，却没有：{night.uncovered()}")
        if not (case.copes or case.may_cope or uncovered):
            wrong.append("有故障，却说全部读全")
        if night.most > MOST_A_PLACE:
            wrong.append(f"同一地址请求了 {night.most} 次，最多 {MOST_A_PLACE} 次")
        if night.probes > (most := MOST_A_PLACE + int(night.done.seconds / LONGEST_PAUSE_SECONDS)):
            wrong.append(f"同一主机的 robots.txt 请求了 {night.probes} 次，最多 {most} 次")
        if night.requests > 2 * self.reference.requests + 100:
            wrong.append(f"请求 {night.requests} 次，是没有故障时（{self.reference.requests}）的两倍以上")
        return wrong

    def _night(self, district: District, office: Office, day: date, limit_seconds: float = 900) -> Night:
        district.counts.reset()
        done = self._crawl(district, office, day, limit_seconds)
        asked = Counter((r.method, r.url) for r in district.counts.requests())
        verdicts = office.verdicts(at(day), day)
        probes = [n for (_, url), n in asked.items() if url.endswith("/robots.txt")]
        pages = [n for (_, url), n in asked.items() if not url.endswith("/robots.txt")]
        return Night(done, sum(asked.values()), max(pages, default=0), max(probes, default=0), verdicts, snapshot_of(office))

    def _crawl(self, district: District, office: Office, day: date, limit_seconds: float = 900) -> Done:
        district.set_now(at(day))
        office.write_records(district.world.kinds.notes, at(day))
        return office.crawl(at(day), limit_seconds)

    def _copy(self, name: str, district: District) -> Office:
        return replace(self.before.copied_to(self.folder / name), proxy=district.proxy)

    def _made(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir()
        return folder


def print_table(made: Table, only: Callable[[Case], bool], jobs: int, apart: bool) -> bool:
    """Runs and prints all rows; whether every one kept its promises."""
    started = time.monotonic()
    made.prepare()
    reference = made.reference
    print(f"种子 {made.seed}，规模 {made.scale}，{len(made.sites) or len(made.world.sites)} 个站点；等待答复最多 {TIMEOUT_SECONDS} 秒。")
    print(f"故障夜 {NIGHT}，没有故障时：退出码 {reference.done.code}，请求 {reference.requests} 次，{reference.done.seconds:.0f} 秒。")
    print(made.reference_ledger.told())
    said = Counter(v["outcome"] for v in reference.verdicts)
    for site, reason in made.unread.items():
        print(f"没有故障也没有读全，按推测的网址算：{site}，{reason}")
    if made.reference_ledger.false_accusations or made.reference_ledger.false_passes:
        print(details(replace(made.reference_ledger, pairs=(*made.reference_ledger.false_accusations, *made.reference_ledger.false_passes), extra=())))
    print(f"没有故障时的结论：{dict(said.most_common())}；未达标 {sum(said[o] for o in FAILING)}\n", flush=True)
    asked = [n for n, case in enumerate(made.cases) if only(case)]
    nights = [[n] for n in asked] if apart else [[asked[n] for n in night] for night in nights_of([made.cases[n] for n in asked])]
    rows = []
    with ThreadPoolExecutor(jobs) as pool:
        for of_night in pool.map(made.rows, nights):
            print(f"一夜 {len(of_night)} 处故障：", flush=True)
            rows += of_night
            for row in of_night:
                print(f"  {row.case.name} @ {row.case.place}：{'；'.join(row.wrong) if row.wrong else '守约'}", flush=True)
    rows.sort(key=lambda row: made.cases.index(row.case))
    print("\n" + table([HEADS, *(row.cells(reference) for row in rows)]))
    broken = [row for row in rows if row.wrong]
    print(f"\n{len(rows)} 行，{len(broken)} 行没有守约，用时 {time.monotonic() - started:.0f} 秒。")
    return not broken and reference.done.code == 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=0.02)
    parser.add_argument("--whole", action="store_true", help="crawl all sites, not one of each kind")
    parser.add_argument("--only", default="", help="rows whose fault or place has this in it")
    parser.add_argument("--apart", action="store_true", help="a night of its own for each fault")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="where the offices are kept; else in a folder that is deleted")
    asked = parser.parse_args(argv)
    if asked.keep:
        asked.keep.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="gongkai-faults-") as made:
        told = Table((asked.keep or Path(made)).resolve(), asked.seed, asked.scale, asked.whole)
        return 0 if print_table(told, lambda case: asked.only in f"{case.name} {case.where}", asked.jobs, asked.apart) else 1


if __name__ == "__main__":
    sys.exit(main())
