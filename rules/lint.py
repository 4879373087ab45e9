"""Lint: mistakes that loading does not look for, because they cost time or are no obstacle to judging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rules.check_rules import RuleFile
from rules.errors import InvalidFiles, InvalidInput, Mistake
from rules.lint_grounds import check_grounds
from rules.lint_overlap import check_overlap
from rules.lint_places import check_own_sites, check_plan_places, check_proof_sites
from rules.lint_quotes import check_quotes
from rules.lint_terms import check_terms
from rules.lint_titles import TitleJudge
from rules.load import HEAD, rule_files, rule_set_folders
from rules.markers import load_markers
from rules.naming import ids_named
from rules.units import District
from rules.words import shared_words
from rules.yamlfile import read_yaml


def lint(folders: Sequence[Path], units_path: Path, district: District) -> tuple[Mistake, ...]:
    """All findings of all files that can be read, in the order of file and line; raises nothing for those that cannot."""
    try:
        judge = TitleJudge(load_markers(), shared_words(), district)
    except InvalidFiles:
        return ()
    found: list[Mistake] = []
    all_files: list[RuleFile] = []
    for folder in folders:
        head, files = rule_files(folder)
        all_files += files
        found += check_overlap(files, district)
        found += [mistake for file in files for mistake in _of_one(file, judge)]
        if head.places and not _are_drafts(files):
            found += check_plan_places(head, read_yaml(folder / HEAD), files, district)
    if _are_in_use(folders, units_path, district) and not _are_drafts(all_files):
        found += check_proof_sites(read_yaml(units_path), all_files, district)
    return tuple(sorted(set(found)))


def _are_drafts(files: Iterable[RuleFile]) -> bool:
    """Whether some duty awaits its review: which places all of them together ask for is asked when nobody is at it any more."""
    return any(duty.review for file in files for duty in file.rule.duties)


def _are_in_use(folders: Iterable[Path], units_path: Path, district: District) -> bool:
    """Whether these are the rule sets the units file stands for: drafts of another year need not ask for all its places."""
    try:
        in_use = rule_set_folders(units_path, (), district) if district.rule_sets else ()
    except InvalidInput:
        return False
    return {folder.resolve() for folder in in_use} <= {folder.resolve() for folder in folders}


def told_of(mistakes: Iterable[Mistake], folders: Iterable[Path], only: tuple[str, ...]) -> list[Mistake]:
    """The mistakes in the files of some rules alone; all of them where none is named. Raises InvalidInput for an unknown name."""
    if not only:
        return list(mistakes)
    stems = [path.name.split(".")[0] for folder in folders for path in folder.glob("**/*-*-*.yaml")]
    wanted = {rule for name in only for rule in ids_named(name, stems)}
    return [m for m in mistakes if Path(m.file).name.split(".")[0] in wanted]


def _of_one(file: RuleFile, judge: TitleJudge) -> Iterator[Mistake]:
    yield from check_quotes(file, judge.words)
    yield from check_terms(file, judge)
    yield from check_grounds(file, judge.district)
    yield from check_own_sites(file, judge.district)
