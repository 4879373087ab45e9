"""`make bench`: 60 simulated nights on the model district with every kind of site, by us and by other tools; requests as the server saw them."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[:1] = [str(Path(__file__).resolve().parents[1])]

from bench.nights_ours import nights_by_us
from bench.nights_peers import nights_by
from bench.nights_plan import FIRST_DAY
from bench.nights_tables import floor_lines, peer_lines, seen_lines
from district.days import at
from district.serve import District

TOOLS = ("ours", "full", "wget", "scrapy")


def main() -> int:
    asked = arguments()
    if asked.tool:
        print(json.dumps(one(asked)))
        return 0
    tools = [t for t in TOOLS if t not in asked.without and (t != "wget" or shutil.which(t))]
    with ThreadPoolExecutor(asked.jobs) as pool:
        told = dict(zip(tools, pool.map(lambda tool: in_a_process(tool, asked), tools), strict=True))
    if asked.out:
        asked.out.write_text(json.dumps(told, ensure_ascii=False))
    for line in lines_of(told, asked):
        print(line)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nights", type=int, default=60)
    parser.add_argument("--scale", type=float, default=0.05, help="how many ordinary pages beside what is planted; 1.0 is about 4,000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="8 nights, other tools on each fourth")
    parser.add_argument("--every", type=int, default=10, help="other tools visit every so many nights, the first and the last included")
    parser.add_argument("--judge-every", type=int, default=10, help="second looks and verdicts every so many nights, 0: never")
    parser.add_argument("--without", nargs="*", default=(), choices=TOOLS)
    parser.add_argument("--jobs", type=int, default=2, help="how many tools side by side; no figure here is a time")
    parser.add_argument("--out", type=Path, help="also everything counted, as JSON")
    parser.add_argument("--tool", choices=TOOLS, help="this one alone, in this process: how this command calls itself")
    asked = parser.parse_args()
    if asked.quick:
        asked.nights, asked.every, asked.judge_every = 8, 4, 4
    return asked


def in_a_process(tool: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Each tool with a district, a clock and a memory of its own."""
    numbers = {"--nights": asked.nights, "--scale": asked.scale, "--seed": asked.seed, "--every": asked.every, "--judge-every": asked.judge_every}
    command = [sys.executable, __file__, "--tool", tool, *(str(word) for pair in numbers.items() for word in pair)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)  # type: ignore[no-any-return]


def one(asked: argparse.Namespace) -> dict[str, Any]:
    def tell(night: str) -> None:
        print(f"{asked.tool} {night}", file=sys.stderr, flush=True)

    with District(asked.seed, asked.scale, kinds=True).start(at(FIRST_DAY)) as district:
        if asked.tool == "ours":
            return nights_by_us(district, asked.nights, asked.judge_every, tell)
        return nights_by(asked.tool, district, asked.nights, asked.every, tell)


def lines_of(told: dict[str, Any], asked: argparse.Namespace) -> list[str]:
    head = f"\n模型区 {asked.nights} 夜（种子 {asked.seed}，规模 {asked.scale}，各种网站都有）；请求和字节是服务器那边数的"
    lines = [head]
    if "ours" in told:
        lines += [*floor_lines(told["ours"]), *seen_lines(told["ours"], asked.nights)]
    return [*lines, *peer_lines(told, asked.every)]


if __name__ == "__main__":
    sys.exit(main())
