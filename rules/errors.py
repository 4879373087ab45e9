"""The one exception tree of the project; every message is Chinese and complete in itself."""

from __future__ import annotations

from dataclasses import dataclass


class GongkaiError(Exception):
    """Base of all errors a user is told of; `exit_code` is the contract's code for it."""

    exit_code = 5


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake of one file, in four parts: where, what was found, what is allowed, an example."""

    file: str
    line: int
    key: str
    found: str
    allowed: str
    example: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.key}：写的是 {self.found}；允许的是 {self.allowed}；例如 {self.example}"


class InvalidInput(GongkaiError):
    """Input, rules or configuration cannot be used."""

    exit_code = 3


class InvalidFiles(InvalidInput):
    """All mistakes of all files at once."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        lines = "\n".join(str(m) for m in self.mistakes)
        super().__init__(f"共 {len(self.mistakes)} 处错误：\n{lines}")


class StoreError(InvalidInput):
    """The database or the archive cannot be used as it stands (other version, damaged, disk full)."""


class AlreadyRunning(GongkaiError):
    """Another nightly run or crawl holds the lock."""

    exit_code = 2
