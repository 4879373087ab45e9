"""`make bench`: ratios measured side by side in one run; every line names what is compared and how often."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from checks.match import Matchers
from checks.matcher import fields_of
from crawler.page import Page
from rules.load import load_all
from rules.words import Words

ROUNDS = 5
PAGES = 600
UNITS = Path(__file__).parents[2] / "config" / "units.yaml"


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def paired(name: str, ours: Callable[[], object], other: Callable[[], object]) -> None:
    """Both in turn, ROUNDS times after one warm-up; the median of the ratios pair by pair."""
    ours(), other()
    pairs = [(timed(ours), timed(other)) for _ in range(ROUNDS)]
    ratio = statistics.median(b / a for a, b in pairs)
    print(f"{name}: {ratio:.2f} (median of {ROUNDS} pairs; ours {statistics.median(a for a, _ in pairs):.3f} s)")


def pages() -> list[Page]:
    """Pages of made-up office prose in which some of the rules' words stand."""
    words = ["一般公共预算", "收支执行情况", "重点项目", "建设进度", "粮油价格", "排名", "河涌", "通知", "公告", "番禺区", "2017年3月", "情况", "工作"]
    return [
        Page("article", "html", title="".join(words[(i + j) % 13] for j in range(5)), body="".join(words[(i * 7 + j) % 13] for j in range(300)))
        for i in range(PAGES)
    ]


def rule_by_rule(matchers: Matchers, material: list[Page]) -> int:
    """What a plain program would do: every term of every rule looked for in every page."""
    found = 0
    for page in material:
        fields = fields_of(page)
        for matcher in matchers.by_digest.values():
            found += sum(term in text for term in matcher.terms() for text in (fields.title, fields.lead, fields.text))
    return found


def main() -> None:
    _, rule_sets = load_all(UNITS)
    matchers = Matchers([d for s in rule_sets for _, d in s.duties() if d.is_automated], Words())
    material = pages()
    paired(
        f"matching {PAGES} pages against all rules, one pass for all terms: times as fast as term by term",
        lambda: [matchers.match(page, matchers.by_digest) for page in material],
        lambda: rule_by_rule(matchers, material),
    )
    paired(
        f"loading and checking {sum(len(s.rules) for s in rule_sets)} rules: times as fast as `import scrapy, sqlalchemy, jinja2`",
        lambda: subprocess.run(
            [sys.executable, "-c", f"from pathlib import Path; from rules.load import load_all; load_all(Path({str(UNITS)!r}))"], check=True
        ),
        lambda: subprocess.run([sys.executable, "-c", "import scrapy, sqlalchemy, jinja2"], check=True),
    )


if __name__ == "__main__":
    main()
