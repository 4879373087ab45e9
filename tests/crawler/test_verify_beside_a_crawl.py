"""`archive verify` while others write: what is half written is no damage, damage is still named, and nobody's crawl waits."""

from __future__ import annotations

import threading

import pytest

from crawler.journal import runs_in
from crawler.lock import locked
from crawler.manifest import MANIFEST
from crawler.run import crawl
from crawler.verify import examine
from rules.errors import AlreadyRunning


@pytest.fixture
def held_up(crawls, website):
    """What is done while a crawl waits for an article's answer: its journal and its WARC file are half written by then."""

    def during(work):
        inside, may_go = threading.Event(), threading.Event()

        def wait(path):
            if path == crawls.months[-1][0]:
                inside.set()
                may_go.wait(10)

        website.before = wait
        website.put_article(crawls.months[-1][0], "一月报告（修订）", "2017-01-20")
        request = crawls.request(full=True)
        thread = threading.Thread(target=lambda: crawl(request))
        thread.start()
        try:
            assert inside.wait(10)
            return work()
        finally:
            may_go.set()
            thread.join()
            website.before = None

    return during


def damage(archive, run):
    path = next((archive / run).glob("*.warc.gz"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return path.name


def test_what_a_crawl_is_writing_is_left_out_and_named(crawls, held_up):
    crawls.run()
    found = held_up(lambda: examine(crawls.archive))
    assert (found.faults, found.under_way) == ((), (runs_in(crawls.archive)[-1],))
    assert examine(crawls.archive).under_way == ()


def test_damage_of_what_is_settled_is_named_beside_a_crawl(crawls, held_up):
    crawls.run()
    name = damage(crawls.archive, runs_in(crawls.archive)[0])
    faults = held_up(lambda: examine(crawls.archive)).faults
    assert faults and all(name in fault for fault in faults)


def test_beside_the_very_first_crawl_nothing_can_be_said(crawls, held_up):
    with pytest.raises(AlreadyRunning, match="第一次抓取还在进行"):
        held_up(lambda: examine(crawls.archive))


def test_a_pruning_is_waited_for(crawls):
    crawls.run()
    with locked(crawls.archive, "清理"), pytest.raises(AlreadyRunning, match="清理正在改写档案"):
        examine(crawls.archive)


def test_what_a_crawl_mends_while_the_archive_is_read_is_looked_at_again(crawls):
    """A run cut off before its manifest is sealed by the next start, here in the midst of a reading."""
    crawls.run()
    crawls.run()
    (crawls.archive / runs_in(crawls.archive)[-1] / MANIFEST).unlink()
    assert examine(crawls.archive).faults
    starts = iter([crawls.run])
    found = examine(crawls.archive, lambda _file, _number: next(starts, lambda: None)() and None)
    assert found.faults == () == found.under_way
