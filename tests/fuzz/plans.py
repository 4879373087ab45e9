"""`make fuzz`: spoils plan documents thousands of times and reads each; nothing but a plain refusal may come of it."""

from __future__ import annotations

import argparse
import faulthandler
import json
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from rules.errors import InvalidInput
from rules.office.archives import Unreadable
from rules.office.read import read_document
from rules.office.reading_process import MOST_MEMORY
from rules.plan.read import plan_of

sys.path.insert(0, str(Path(__file__).parent))
from mutations import spoil  # type: ignore[import-not-found]
from originals import Original, originals  # type: ignore[import-not-found]

MOST_SECONDS = 10.0
_HOPELESS_SECONDS = 30
"""Past this a case hangs in native code, where no signal reaches it."""
MOST_MEGABYTES = 1000


class TooSlow(BaseException):
    """No Exception, so that no reader takes it for a fault of the file."""


@dataclass(frozen=True)
class Case:
    """What came of one case; `failure` is empty where all is well."""

    label: str
    outcome: str = ""
    seconds: float = 0.0
    peak: float = 0.0
    failure: str = ""


@dataclass
class Watch:
    """What came of all cases. `broken_off`: those that broke the reading process, as they would `read_guarded`'s."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: Case = Case("")
    largest: Case = Case("")
    failures: list[str] = field(default_factory=list)
    broken_off: list[str] = field(default_factory=list)

    def take(self, case: Case) -> None:
        self.outcomes[case.outcome] += 1
        self.slowest = max(self.slowest, case, key=lambda c: c.seconds)
        self.largest = max(self.largest, case, key=lambda c: c.peak)
        if case.failure:
            self.failures.append(f"{case.label}：{case.failure}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case; with -n 1 to see one alone")
    parser.add_argument("--here", action="store_true", help="in this process, an answer a line: how this command calls itself")
    asked = parser.parse_args()
    numbers = range(asked.first, asked.first + asked.cases)
    if asked.here:
        read_here(asked.seed, numbers)
        return 0
    watch = Watch()
    while numbers:
        numbers = read_apart(asked.seed, numbers, watch)
    return report(watch, asked.cases, asked.seed)


def read_apart(seed: int, numbers: range, watch: Watch) -> range:
    """A process reads the cases, with the bounds of memory that reading has; the numbers left over where it broke off."""
    command = [sys.executable, __file__, "--here", "--seed", str(seed), "--first", str(numbers.start), "--cases", str(len(numbers))]
    at, label = numbers.start - 1, ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            case = Case(**json.loads(line))
            if case.outcome:
                watch.take(case)
            else:
                at, label = at + 1, case.label
                sys.stderr.write(f"\r{label:<70}")
    if process.returncode == 0:
        return range(0)
    if not label:
        raise SystemExit("读取进程没有开始：完好的文档也读不了，见上面的错误")
    watch.broken_off.append(f"{label}，返回码 {process.returncode}")
    return range(at + 1, numbers.stop)


def read_here(seed: int, numbers: range) -> None:
    """Each case is told twice: by its label before it is read, then what came of it."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, too_slow)
    found = originals()
    by_kind = {kind: [o for o in found if o.kind == kind] for kind in sorted({o.kind for o in found})}
    for number in numbers:
        random = Random(seed * 1_000_003 + number)
        original = random.choice(by_kind[random.choice(list(by_kind))])
        case = Original(original.name, spoil(original.payload, random))
        label = f"第 {number} 个（{case.name}，{len(case.payload)} 字节）"
        print(json.dumps(asdict(Case(label))), flush=True)
        print(json.dumps(asdict(run_case(label, case))), flush=True)


def run_case(label: str, case: Original) -> Case:
    """Never raises; a hang in native code ends the process with its stack on standard error."""
    faulthandler.dump_traceback_later(_HOPELESS_SECONDS, exit=True)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    start, failure = time.perf_counter(), ""
    try:
        plan = plan_of(read_document(case.payload, case.name))
        outcome = "读出条目" if plan.items else "读出，没有条目"
    except (Unreadable, InvalidInput) as error:
        outcome = "拒读"
        failure = f"拒读的理由不是一行：{error}" if "\n" in str(error) else ""
    except (Exception, TooSlow):
        outcome, failure = "出错", f"\n{traceback.format_exc()}"
    signal.setitimer(signal.ITIMER_REAL, 0)
    faulthandler.cancel_dump_traceback_later()
    return Case(label, f"{case.kind} {outcome}", time.perf_counter() - start, peak_megabytes(), failure)


def too_slow(_number: int, _frame: object) -> None:
    raise TooSlow(f"超过 {MOST_SECONDS:.0f} 秒")


def peak_megabytes() -> float:
    """The most memory this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1_000_000 if sys.platform == "darwin" else peak / 1_000


def report(watch: Watch, cases: int, seed: int) -> int:
    sys.stderr.write("\n")
    for outcome, count in sorted(watch.outcomes.items()):
        print(f"{outcome}：{count}")
    if watch.largest.peak > MOST_MEGABYTES:
        watch.failures.append(f"{watch.largest.label}：内存峰值超过 {MOST_MEGABYTES} MB")
    for broken in watch.broken_off:
        print(f"读取进程中断（使用时由子进程隔离，只报一行）：{broken}")
    for failure in watch.failures:
        print(failure)
    print(
        f"变异 {cases} 次（--seed {seed}）：{len(watch.failures)} 处不合格，{len(watch.broken_off)} 次中断；"
        f"最慢 {watch.slowest.seconds:.1f} 秒，{watch.slowest.label}；内存峰值 {watch.largest.peak:.0f} MB，{watch.largest.label}"
    )
    return 1 if watch.failures else 0


if __name__ == "__main__":
    sys.exit(main())
