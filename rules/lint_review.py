"""Lint of drafts: which marks a person has still to look at, with the lines they stand on."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rules.check_rules import RuleFile
from rules.load import rule_files
from rules.naming import ids_named
from rules.review import ASPECTS, parts_of


@dataclass(frozen=True)
class Marked:
    """One mark: where it stands, in which duty of which rule."""

    file: str
    line: int
    rule: str
    duty: str
    mark: str


def files_named(folders: Iterable[Path], only: Sequence[str] = ()) -> tuple[RuleFile, ...]:
    """The rule files of these rules (py2017-01-03, 1.3 …) with their amendments; all where none is named. Raises InvalidInput."""
    files = [file for folder in folders for file in rule_files(folder)[1]]
    wanted = {rule for name in only for rule in ids_named(name, [file.rule.id for file in files])}
    return tuple(file for file in files if not only or file.rule.id in wanted)


def marks_of(files: Iterable[RuleFile]) -> tuple[Marked, ...]:
    """All marks in the order of file, duty and line."""
    return tuple(
        Marked(str(file.path), file.document.line_of(("duties", i, "review", j)), file.rule.id, duty.id, mark)
        for file in files
        for i, duty in enumerate(file.rule.duties)
        for j, mark in enumerate(duty.review)
    )


def told(marks: Sequence[Marked], rules_folders: Sequence[str] = ()) -> Iterator[str]:
    """What a person must look at, counted by aspect and line by line, and what to type next; nothing where there is no draft."""
    if not marks:
        return
    counts = Counter(parts_of(m.mark)[0] for m in marks)
    yield f"还有 {_counted(marks)}要人看（草稿，判定时不达标的只作待核实）：{'、'.join(f'{a} {counts[a]}' for a in ASPECTS if counts[a])}。"
    yield from (f"{m.file}:{m.line} {m.rule} {m.duty} {m.mark}" for m in marks)
    yield f"看过以后去掉标记，例如 gongkai rules approve{rules_typed(rules_folders)} {marks[0].rule} --duty {marks[0].duty}"


def rules_typed(rules_folders: Sequence[str]) -> str:
    """The --rules a person typed, to be typed again in the next command.

    >>> rules_typed(["rules/ys-2022"]), rules_typed([])
    (' --rules rules/ys-2022', '')
    """
    return "".join(f" --rules {shlex.quote(str(folder))}" for folder in rules_folders)


def left(marks: Sequence[Marked]) -> str:
    """How much is still to be looked at, in one sentence."""
    return f"还有 {_counted(marks)}要人看。" if marks else "没有要人看的了。"


def _counted(marks: Sequence[Marked]) -> str:
    return f"{len({(m.file, m.duty) for m in marks})} 项义务的 {len(marks)} 处"
