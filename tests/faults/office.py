"""A deployment in a folder of its own, whose commands run as processes at a simulated time, each within a limit."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from district.people import Note, write_records
from district.register import UNITS_FILE

GONGKAI = Path(sys.executable).with_name("gongkai")
HASTY = Path(__file__).with_name("hasty.py")
SEEN_ON = date(2017, 3, 1)
KEPT = ("gongkai.db", "gongkai.db-wal", "gongkai.db-shm", "archive", "records")
"""What an office's folder holds that another can go on from."""
CHECK_CODES = (0, 1)
Verdict = dict[str, Any]


@dataclass(frozen=True)
class Done:
    """How a command ended. code: None where it did not within the limit, and was killed with all its children."""

    code: int | None
    out: str
    err: str
    seconds: float


@dataclass(frozen=True)
class Office:
    """One deployment. sites, units_judged: those its crawls look at and its checks speak of, all where empty.

    timeout_seconds: how long its crawls wait for an answer; None: as the program does.
    """

    folder: Path
    proxy: str
    units: Path = UNITS_FILE
    sites: tuple[str, ...] = ()
    timeout_seconds: float | None = None
    units_judged: tuple[str, ...] = ()

    @property
    def db_url(self) -> str:
        return f"sqlite:///{self.folder / 'gongkai.db'}"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    def copied_to(self, folder: Path) -> Office:
        """Another office that has everything this one has by now."""
        folder.mkdir(parents=True)
        for name in KEPT:
            kept = self.folder / name
            if kept.is_dir():
                shutil.copytree(kept, folder / name)
            elif kept.exists():
                shutil.copy2(kept, folder / name)
        return replace(self, folder=folder)

    def command(self, *arguments: str) -> list[str]:
        """What a command is told, without the program's name."""
        (self.folder / "records").mkdir(exist_ok=True)
        common = ["--db", self.db_url, "--archive", str(self.archive), "--units", str(self.units), "--records", str(self.folder / "records"), "--no-progress"]
        return [*arguments, *common]

    def start(self, now: datetime, *arguments: str) -> subprocess.Popen[str]:
        """A command as a process group of its own; the caller ends it."""
        program = [str(GONGKAI)] if self.timeout_seconds is None else [sys.executable, str(HASTY), str(self.timeout_seconds)]
        command, pipe = [*program, *self.command(*arguments)], subprocess.PIPE
        return subprocess.Popen(command, cwd=self.folder, env=self.environment(now), stdout=pipe, stderr=pipe, text=True, start_new_session=True)

    def run(self, now: datetime, *arguments: str, limit_seconds: float = 900) -> Done:
        started = time.monotonic()
        process = self.start(now, *arguments)
        try:
            out, err = process.communicate(timeout=limit_seconds)
            code = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            code = None
        return Done(code, out, err, time.monotonic() - started)

    def crawl_command(self, fast: bool = True) -> list[str]:
        return ["crawl", *(["--fast"] if fast else []), *(f"--site={site}" for site in self.sites)]

    def crawl(self, now: datetime, limit_seconds: float = 900, fast: bool = True) -> Done:
        return self.run(now, *self.crawl_command(fast), limit_seconds=limit_seconds)

    def verdicts(self, now: datetime, as_of: date) -> list[Verdict]:
        done = self.run(now, "check", "--as-of", str(as_of), "--format", "json", *(f"--unit={unit}" for unit in self.units_judged))
        if done.code not in CHECK_CODES:
            raise RuntimeError(f"gongkai check: {done.code}\n{done.err}")
        told: list[Verdict] = json.loads(done.out)["verdicts"]
        return told

    def write_records(self, notes: Iterable[Note], now: datetime) -> None:
        """What people have said by now."""
        write_records(self.folder / "records", notes, now)

    def environment(self, now: datetime) -> dict[str, str]:
        """Nothing of the caller's settings."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GONGKAI_") and not k.lower().endswith("_proxy")}
        return kept | {"http_proxy": self.proxy, "GONGKAI_NOW": now.isoformat()}


def write_units(path: Path, confirmed: Iterable[str], **crawl: Any) -> Path:
    """A copy of the units file in which somebody has seen just these sites; all others are guesses. crawl: its settings that are others here."""
    raw = yaml.safe_load(UNITS_FILE.read_text(encoding="utf8"))
    raw["crawl"] |= crawl
    seen = set(confirmed)
    for site in raw["sites"]:
        if "start" in site:
            site["confirmed"] = SEEN_ON if site["id"] in seen else None
    path.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), encoding="utf8")
    return path
