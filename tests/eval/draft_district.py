"""How draft rules alone do in the model district: every planted cell rightly, unsure or wrongly judged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from district.compare import Comparison, Pair, compare, table
from district.days import CRAWL_DAYS, at
from district.labels import CASE_NAMES
from district.people import write_records
from district.register import UNITS_FILE
from district.serve import District

GONGKAI = Path(sys.executable).with_name("gongkai")
CODES = (0, 1, 4)


@dataclass(frozen=True)
class Night:
    """What the drafts said on one night."""

    day: date
    comparison: Comparison


def try_district(rules: Path, folder: Path, seed: int, scale: float) -> list[Night]:
    """Crawls and judges on the three nights, with these rules alone."""
    nights = []
    with District(seed, scale=scale) as district:
        district.start(at(CRAWL_DAYS[0]))
        for day in CRAWL_DAYS:
            district.set_now(at(day))
            write_records(folder / "records", district.world.kinds.notes, at(day))
            _call(district, folder, day, "--rules", str(rules), "--no-progress", "nightly", "--fast")
            said = _call(district, folder, CRAWL_DAYS[-1], "--rules", str(rules), "check", "--as-of", str(day), "--format", "json")
            nights.append(Night(day, compare(district.truth(day), json.loads(said)["verdicts"])))
    return nights


def _call(district: District, folder: Path, day: date, *arguments: str) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GONGKAI_")}
    env = clean | {"http_proxy": district.proxy, "GONGKAI_NOW": at(day).isoformat(), "GONGKAI_UNITS": str(UNITS_FILE)}
    done = subprocess.run([GONGKAI, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode not in CODES:
        raise SystemExit(f"命令失败（退出码 {done.returncode}）：{' '.join(arguments)}\n{done.stderr[-2000:]}")
    return done.stdout


def sort_of(pair: Pair) -> str:
    if not pair.wrong:
        return "对"
    if pair.accuses_falsely:
        return "冤枉"
    return "放过" if pair.passes_falsely else "待定"


def night_table(night: Night) -> str:
    """Rows: the planted cases; columns: how the drafts did."""
    columns = ("对", "待定", "冤枉", "放过")
    rows = [[f"{night.day} 种下的情形", "格数", *columns]]
    counts: dict[str, Counter[str]] = {}
    for pair in night.comparison.pairs:
        counts.setdefault(pair.record.case, Counter())[sort_of(pair)] += 1
    for case in sorted(counts, key=lambda c: list(CASE_NAMES).index(c) if c in CASE_NAMES else 999):
        rows.append([CASE_NAMES.get(case, case), str(counts[case].total()), *(str(counts[case][c] or "·") for c in columns)])
    whole = sum(counts.values(), Counter[str]())
    rows.append(["合计", str(whole.total()), *(str(whole[c]) for c in columns)])
    return table(rows)


def wrong_lines(night: Night) -> str:
    """Whoever was accused or passed falsely, and passes of what nobody planted."""
    pairs = [p for p in night.comparison.pairs if p.accuses_falsely or p.passes_falsely]
    lines = [f"  {sort_of(p)} {p.record.rule} {p.record.duty} {p.record.unit} {p.record.period or ''} {p.record.case}：{_found(p.verdict)}" for p in pairs]
    lines += [f"  未种下而判达标 {v['rule']} {v['duty']} {v['unit']}：{_found(v)}" for v in night.comparison.unplanted_passes]
    return "\n".join(lines)


def _found(verdict: dict | None) -> str:  # type: ignore[type-arg]
    titles = [e["title"] for e in (verdict or {}).get("evidence", ())][:2]
    return f"{(verdict or {}).get('outcome')} {'；'.join(titles)}"
