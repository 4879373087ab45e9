"""What every command knows of its surroundings; filled by gongkai.py alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rules.errors import InvalidInput


@dataclass(frozen=True)
class Settings:
    """The options all commands share. now: the instant the command started, or $GONGKAI_NOW (then simulated).

    units, rules and records are what the options or the environment name; None and () mean that their own defaults hold.
    proxies: by scheme, as urllib.request.getproxies() gives them. browser: where Chromium is, "" where there is none.
    """

    db_url: str
    archive: Path
    units: Path | None
    rules: tuple[str, ...]
    now: datetime
    simulated: bool
    progress: bool
    quiet: bool = False
    verbose: bool = False
    proxies: Mapping[str, str] = field(default_factory=dict)
    records: Path | None = None
    browser: str = ""


def simulated_now(told: str) -> datetime:
    """The instant that $GONGKAI_NOW names. Raises InvalidInput."""
    try:
        now = datetime.fromisoformat(told)
    except ValueError as error:
        raise InvalidInput(f"环境变量 GONGKAI_NOW 写的是 {told}；允许的是带时区的 ISO 时间；例如 2017-12-31T22:00:00+08:00") from error
    if now.tzinfo is None:
        raise InvalidInput(f"环境变量 GONGKAI_NOW 写的是 {told}，缺时区；例如 {told}+08:00")
    return now
