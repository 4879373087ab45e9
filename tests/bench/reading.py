"""`make bench`: reading and matching a page, beside the usual stack and the limit on the same pages, and how both grow to 100,000 pages."""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[:1] = [str(Path(__file__).resolve().parents[1])]

from bench.growth import grow_here, growth_lines
from bench.shares import shares_of
from eval.labelled import Sample, labelled_pages
from eval.material import real_pages

from checks.match import Matchers
from crawler.reading import read_body
from rules.load import load_all
from rules.text import normalise
from rules.wording import GAP
from rules.words import Words

UNITS = Path(__file__).parents[2] / "config" / "units.yaml"
ROUNDS, ROUNDS_OF_SLOW = 7, 3
SIZES = (1_000, 10_000, 100_000)
Work = Callable[[int], object]
"""All pages once; the number makes their bytes unlike those of any other round, so that nothing can be kept from one to the next."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the 100,000 pages")
    parser.add_argument("--no-growth", action="store_true")
    parser.add_argument("--grow", type=int, help="in this process, so many pages: how this command calls itself")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # peers' own
    matchers = all_matchers()
    if asked.grow:
        grow_here(labelled_pages(), matchers, asked.grow)
        return 0
    for name, pages in (("自己写的标注网页", labelled_pages()), ("真实网页", real_pages())):
        if pages:
            beside(name, pages, matchers)
    for line in growth_lines(SIZES[: 2 if asked.quick else 3], len(labelled_pages())) if not asked.no_growth else ():
        print(line, flush=True)
    return 0


def all_matchers() -> Matchers:
    _, rule_sets = load_all(UNITS)
    return Matchers([d for s in rule_sets for _, d in s.duties() if d.is_automated], Words())


def beside(name: str, pages: Sequence[Sample], matchers: Matchers) -> None:
    """Prints the ratios on one set of pages, pair by pair in turn, and where our time goes."""
    ours, count = our_path(pages, matchers), len(pages)
    kilobytes = statistics.mean(len(page.payload) for page in pages) / 1000
    slow, mine = ratio(ours, usual_stack(pages), ROUNDS_OF_SLOW)
    print(f"\n{name} {count} 页，平均 {kilobytes:.0f} kB；本项目每页 {1000 * mine / count:.2f} ms（字节 → 页面 → 全部规则的词都比过）", flush=True)
    print(f"  (a) 是 BeautifulSoup + trafilatura + htmldate + jieba 的 {slow:.1f} 倍快（{ROUNDS_OF_SLOW} 对的中位数；目标 20 倍以上）", flush=True)
    limit, _ = ratio(ours, bare_limit(pages, matchers), ROUNDS)
    print(f"  (b) 是只解析一遍、扫一遍词的极限的 {1 / limit:.2f} 倍时间（{ROUNDS} 对的中位数；目标 6 倍以内，争取 3 倍）", flush=True)
    shares = "，".join(f"{part} {share:.0%}" for part, share in shares_of(lambda: ours(-1)))
    print(f"  本项目的时间花在：{shares}", flush=True)


def our_path(pages: Sequence[Sample], matchers: Matchers) -> Work:
    def work(at: int) -> None:
        for page in pages:
            matchers.match(read_body(page.payload + _tail(at).encode(), "", page.content_type, page.url).page, matchers.by_digest)

    return work


def usual_stack(pages: Sequence[Sample]) -> Work:
    """What one would put together: given the text decoded rightly, which is not counted."""
    import htmldate
    import jieba
    import trafilatura
    from bs4 import BeautifulSoup

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()

    def work(at: int) -> None:
        for page in pages:
            text = page.text + _tail(at)
            jieba.lcut(BeautifulSoup(text, "lxml").get_text())
            trafilatura.extract(text)
            _quietly(htmldate.find_date, text)

    return work


def bare_limit(pages: Sequence[Sample], matchers: Matchers) -> Work:
    """A parse and one pass for all terms, over text decoded already; nothing is read from it."""
    from ahocorasick_rs import AhoCorasick
    from selectolax.lexbor import LexborHTMLParser

    terms = {t for m in matchers.by_digest.values() for t in (*m.terms(), *m.vocabulary)}
    automaton = AhoCorasick(sorted({normalise(piece) for term in terms for piece in term.split(GAP)} - {""}))

    def work(at: int) -> None:
        for page in pages:
            body = LexborHTMLParser(page.text + _tail(at)).body
            automaton.find_matches_as_indexes(body.text() if body is not None else "", overlapping=True)

    return work


def ratio(ours: Work, other: Work, rounds: int) -> tuple[float, float]:
    """Both in turn after one warm-up: the median of the other's time by ours, pair by pair, and the median of ours."""
    ours(0), other(0)
    pairs = [(timed(ours, at), timed(other, at)) for at in range(1, rounds + 1)]
    return statistics.median(b / a for a, b in pairs), statistics.median(a for a, _ in pairs)


def timed(work: Work, at: int) -> float:
    """Processor time, so that other work on the machine does not count; each of them works in one thread."""
    started = time.process_time()
    work(at)
    return time.process_time() - started


def _tail(at: int) -> str:
    return f"\n<!-- {at} -->"


def _quietly(call: Callable[[str], Any], text: str) -> None:
    """Peers raise on some pages; the time until then counts."""
    try:
        call(text)
    except Exception:
        return


if __name__ == "__main__":
    sys.exit(main())
