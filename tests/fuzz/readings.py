"""`make fuzz`: spoils web pages and attachments thousands of times and reads each as the crawl does; reading never raises, hangs or grows."""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path[:1] = [str(Path(__file__).resolve().parents[1])]

from fuzz.read_cases import FILE, MOST_SECONDS, PAGE, Spoilt, fault_of, spoilt
from fuzz.reading_material import Material, material

from crawler.page import Page
from crawler.reading import read_body

WORKERS = 2
MOST_MEGABYTES, MOST_BESIDE = 1200, 2000
"""Of the process that reads, and of the one it starts for files."""
_SLOW = 1.0
_CLOCKS = {PAGE: (signal.ITIMER_PROF, time.process_time), FILE: (signal.ITIMER_REAL, time.perf_counter)}
"""Pages are read by this process: its own time counts, whatever else the machine does. Files are waited for."""
_HOPELESS = 60
"""So many seconds past its bound a case hangs in native code, where no signal reaches it."""


class TooSlow(BaseException):
    """No Exception, so that no reader takes it for a fault of the page."""


@dataclass(frozen=True)
class Case:
    """What came of one case; `failure` is empty where all is well. peak, beside: the most megabytes held so far by the process that
    reads and by the one it starts for files."""

    number: int
    label: str
    outcome: str = ""
    seconds: float = 0.0
    peak: float = 0.0
    beside: float = 0.0
    failure: str = ""


@dataclass
class Watch:
    """What came of all cases. lock: two processes are listened to."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, Case] = field(default_factory=dict)
    peak: float = 0.0
    beside: float = 0.0
    slow: int = 0
    failures: list[Case] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, case: Case) -> None:
        with self.lock:
            self.outcomes[case.outcome] += 1
            sort = case.outcome.partition(" ")[0]
            self.slowest[sort] = max(self.slowest.get(sort, case), case, key=lambda c: c.seconds)
            self.peak, self.beside = max(self.peak, case.peak), max(self.beside, case.beside)
            self.slow += case.seconds > _SLOW
            if case.failure:
                self.failures.append(case)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case; with -n 1 to see one alone")
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--here", action="store_true", help="in this process, an answer a line: how this command calls itself")
    parser.add_argument("--failed", type=Path, default=Path(tempfile.gettempdir()) / "gongkai-fuzz", help="where bytes that failed are kept")
    asked = parser.parse_args()
    numbers = range(asked.first, asked.first + asked.cases * asked.step, asked.step)
    if asked.here:
        read_here(asked.seed, numbers)
        return 0
    watch, began = Watch(), time.monotonic()
    listeners = [threading.Thread(target=read_apart, args=(asked.seed, numbers[at::WORKERS], watch)) for at in range(WORKERS)]
    for listener in listeners:
        listener.start()
    for listener in listeners:
        listener.join()
    return report(watch, asked, time.monotonic() - began)


def read_apart(seed: int, numbers: range, watch: Watch) -> None:
    """A process reads the cases; one that breaks off has failed with the case it was at, and another goes on behind it."""
    while numbers:
        command = [
            sys.executable,
            __file__,
            "--here",
            "--seed",
            str(seed),
            "--first",
            str(numbers.start),
            "--cases",
            str(len(numbers)),
            "--step",
            str(numbers.step),
        ]
        at = None
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout or ():
                case = Case(**json.loads(line))
                if case.outcome:
                    watch.take(case)
                else:
                    at = case
        if process.returncode == 0:
            return
        if at is None:
            watch.take(Case(numbers.start, "读取进程没有开始", "中断", failure=f"返回码 {process.returncode}"))
            return
        watch.take(Case(at.number, at.label, "中断", failure=f"读取进程中断，返回码 {process.returncode}"))
        numbers = range(at.number + numbers.step, numbers.stop, numbers.step)


def read_here(seed: int, numbers: range) -> None:
    """Each case is told twice: by its label before it is read, then what came of it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number_of in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(number_of, too_slow)
    held = material()
    for number in numbers:
        case = spoilt(seed, number, held)
        print(json.dumps(asdict(Case(number, case.label))), flush=True)
        print(json.dumps(asdict(run_case(number, case))), flush=True)


def run_case(number: int, case: Spoilt) -> Case:
    """Never raises; a hang in native code ends the process with its stack on standard error."""
    most = MOST_SECONDS[case.sort]
    timer, clock = _CLOCKS[case.sort]
    faulthandler.dump_traceback_later(most + _HOPELESS, exit=True)
    signal.setitimer(timer, most)
    start, failure, outcome = clock(), "", f"{case.sort} 出错"
    seconds = 0.0
    try:
        reading = read_body(case.payload, "", case.content_type, case.url)
        seconds = clock() - start
        outcome = f"{case.sort} {_outcome(reading.page)}"
        failure = fault_of(case, reading, is_twice=number % 10 == 0)
    except TooSlow as error:
        failure = f"{error}\n{traceback.format_exc(limit=-6)}"
    except Exception:
        failure = traceback.format_exc(limit=-8)
    signal.setitimer(timer, 0)
    faulthandler.cancel_dump_traceback_later()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    return Case(number, case.label, outcome, seconds or clock() - start, peak, _beside(), failure)


def _beside() -> float:
    """The most that a process started by this one has held, in megabytes; 0 where the system does not tell (no /proc)."""
    peaks = [0.0]
    with contextlib.suppress(OSError, StopIteration):  # one may end while it is looked at
        for listed in Path("/proc/self/task").glob("*/children"):
            for child in listed.read_text().split():
                status = Path(f"/proc/{child}/status").read_text().splitlines()
                peaks.append(next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1000)
    return max(peaks)


def _outcome(page: Page) -> str:
    if not page.readable:
        return f"读不了：{page.reason}"
    return f"读出{'一部分' if page.reason else ''}（{page.kind}）"


def too_slow(_number: int, _frame: object) -> None:
    raise TooSlow("超过时限")


def report(watch: Watch, asked: argparse.Namespace, seconds: float) -> int:
    for outcome, count in sorted(watch.outcomes.items()):
        print(f"{outcome}：{count}")
    if watch.peak > MOST_MEGABYTES or watch.beside > MOST_BESIDE:
        watch.failures.append(Case(-1, f"内存峰值超过 {MOST_MEGABYTES} MB，或附件子进程的超过 {MOST_BESIDE} MB", "内存"))
    held: Material = material() if watch.failures else Material((), {})
    for case in sorted(watch.failures, key=lambda c: c.number):
        print(f"\n不合格：{case.label}（--seed {asked.seed} --first {case.number} -n 1；字节在 {_kept(case, asked, held)}）\n{case.failure}")
    slowest = "；".join(f"{sort}最慢 {case.seconds:.2f} 秒（{case.label}）" for sort, case in sorted(watch.slowest.items()))
    print(
        f"\n弄坏后读取 {watch.outcomes.total()} 次（--seed {asked.seed}，{WORKERS} 个进程，{seconds:.0f} 秒）：{len(watch.failures)} 处不合格；{slowest}；"
        f"超过 {_SLOW:.0f} 秒的 {watch.slow} 次；内存峰值：读取进程 {watch.peak:.0f} MB，附件子进程 {watch.beside:.0f} MB。时限："
        + "，".join(f"{sort} {most:.0f} 秒" for sort, most in MOST_SECONDS.items())
    )
    return 1 if watch.failures else 0


def _kept(case: Case, asked: argparse.Namespace, held: Material) -> str:
    """The file in which the bytes of a case were put down."""
    if case.number < 0:
        return os.devnull
    again = spoilt(asked.seed, case.number, held)
    path = asked.failed / f"{asked.seed}-{case.number}-{again.name}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(again.payload)
    return str(path)


if __name__ == "__main__":
    sys.exit(main())
