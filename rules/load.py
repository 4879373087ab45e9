"""The deployment's text files, read and checked as a whole: units.yaml and the rule sets.

All mistakes of all files are told at once (InvalidFiles); nothing is ever half loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from rules.amendments import check_versions, order
from rules.check_rules import RuleFile, check_places, check_rule, named_units
from rules.check_units import check_district, nearest
from rules.digests import SET_HEAD, digest_of, duty_digests
from rules.errors import InvalidFiles, InvalidInput, Mistake
from rules.plan import owners_named_in
from rules.rule import OWN, Rule, RuleSet, RuleSetHead
from rules.shape import shaped
from rules.text import normalise
from rules.units import District
from rules.yamlfile import Document, read_yaml

DEFAULT_RULE_SET = "panyu-2017"
HEAD, _PLAN = "ruleset.yaml", "plan.txt"
_NO_RULES = (HEAD, "policy.yaml", "markers.yaml")
_YEARS = range(1950, 2101)


def load_district(path: Path) -> District:
    """Raises InvalidFiles with all mistakes of the file."""
    document = read_yaml(path)
    document = _with_start_lists(document)
    district = shaped(document, District)
    if mistakes := check_district(document, district):
        raise InvalidFiles(mistakes)
    return district


def load_rule_set(folder: Path, district: District) -> RuleSet:
    """Raises InvalidFiles with all mistakes of all files of the folder, InvalidInput where it holds no rule."""
    draft = _read_folder(folder)
    mistakes = [*draft.mistakes, *_against(draft, district)]
    if mistakes:
        raise InvalidFiles(mistakes)
    return _finished(draft, district)


def load_all(units_path: Path, rules_folders: Sequence[str | Path] = ()) -> tuple[District, tuple[RuleSet, ...]]:
    """Units and rule sets with the mistakes of all files together.

    rules_folders: paths or names of packaged sets; without any, `rule_sets:` of the units file, else the packaged plan.
    """
    mistakes: list[Mistake] = []
    district: District | None = None
    try:
        district = load_district(units_path)
    except InvalidFiles as error:
        mistakes += error.mistakes
    drafts = [_read_folder(folder) for folder in rule_set_folders(units_path, rules_folders, district)]
    for draft in drafts:
        mistakes += draft.mistakes
        mistakes += _against(draft, district) if district else ()
    mistakes += _same_name(drafts)
    if mistakes or district is None:
        raise InvalidFiles(mistakes)
    return district, tuple(_finished(draft, district) for draft in drafts)


def rule_files(folder: Path) -> tuple[RuleSetHead, tuple[RuleFile, ...]]:
    """A folder's rules with the files they came from, those that cannot be read left away: `load_all` tells of them."""
    draft = _read_folder(folder)
    return draft.head, draft.files


def rule_set_folders(units_path: Path, asked_for: Sequence[str | Path], district: District | None) -> tuple[Path, ...]:
    """The folders to load: those asked for, else `rule_sets:` of the units file, else the packaged plan."""
    names = asked_for or (district.rule_sets if district else ()) or (DEFAULT_RULE_SET,)
    return tuple(dict.fromkeys(rule_set_folder(name, units_path) for name in names))


def told_of_default(asked_for: Sequence[str | Path], district: District) -> str:
    """What to say where nobody named a rule set, so that no district is judged by another one's plan unawares; else nothing."""
    if asked_for or district.rule_sets:
        return ""
    return f"单位文件没有写 rule_sets，用的是随程序安装的 {DEFAULT_RULE_SET}；要用别的计划，请在单位文件里写 rule_sets，或用 --rules 指明规则文件夹。"


def rule_set_folder(name: str | Path, units_path: Path | None = None) -> Path:
    """A folder that exists (seen from here, then from the units file's), else the packaged set of this name.

    Raises InvalidInput listing the places looked at.
    """
    beside = [units_path.parent / name, units_path.parent.parent / name, units_path.parent.parent / "rules" / name] if units_path else []
    places = [Path(name), *beside, Path(str(files("rules"))) / name]
    for place in places:
        if place.is_dir():
            return place
    looked = "、".join(dict.fromkeys(str(place) for place in places))
    raise InvalidInput(f"找不到规则集 {name}。找过：{looked}。请用 --rules 给出规则文件夹，例如 --rules rules/{DEFAULT_RULE_SET}")


def find_units(explicit: Path | None, env: str | None, start_dir: Path) -> Path:
    """units.yaml: the one asked for, then $GONGKAI_UNITS, then config/units.yaml upward from a folder.

    Raises InvalidInput listing the places looked at; one that was named is never passed over.
    """
    for given, option in ((explicit, "--units"), (Path(env) if env else None, "$GONGKAI_UNITS")):
        if given is not None:
            if given.is_file():
                return given
            raise InvalidInput(f"{option} 指的文件 {given} 不存在或不是文件，例如 --units config/units.yaml")
    places = [folder / "config" / "units.yaml" for folder in (start_dir, *start_dir.parents)]
    for place in places:
        if place.is_file():
            return place
    looked = "、".join(str(place) for place in places)
    raise InvalidInput(f"找不到单位文件 config/units.yaml。找过：{looked}。请用 --units 或环境变量 GONGKAI_UNITS 指明，例如 --units config/units.yaml")


@dataclass(frozen=True)
class _Draft:
    """A folder as read, before it is held against units.yaml."""

    folder: Path
    head: RuleSetHead
    files: tuple[RuleFile, ...]
    mistakes: tuple[Mistake, ...]
    sha256: str

    @property
    def name(self) -> str:
        return self.head.name or self.folder.resolve().name


def _read_folder(folder: Path) -> _Draft:
    paths = _rule_paths(folder)
    if not paths:
        raise InvalidInput(f"{folder} 里没有规则文件。规则写在子文件夹里，一条一个文件，例如 {folder.name}/01/py2017-01-03.yaml")
    mistakes: list[Mistake] = []
    head = _read_head(folder, mistakes)
    found = [file for path in paths if (file := _read_rule(path, folder, head.year, mistakes)) is not None]
    mistakes += check_versions(found)
    return _Draft(folder, head, tuple(found), tuple(mistakes), _digest(folder, paths))


def _rule_paths(folder: Path) -> list[Path]:
    """The rule files in the order of their names: those of the folder itself and of its subfolders."""
    if not folder.is_dir():
        raise InvalidInput(f"规则文件夹 {folder} 不存在，例如 --rules rules/{DEFAULT_RULE_SET}")
    found = [*folder.glob("*.yaml"), *folder.glob("*/*.yaml")]
    chosen = [path for path in found if path.name not in _NO_RULES and not path.name.endswith(".cases.yaml")]
    return sorted(chosen, key=lambda path: path.relative_to(folder).as_posix())


def _read_head(folder: Path, mistakes: list[Mistake]) -> RuleSetHead:
    path = folder / HEAD
    if not path.exists():
        return RuleSetHead()
    try:
        document = read_yaml(path)
        head = shaped(document, RuleSetHead)
    except InvalidFiles as error:
        mistakes += error.mistakes
        return RuleSetHead()
    if head.year is not None and head.year not in _YEARS:
        allowed = f"{_YEARS.start} 到 {_YEARS.stop - 1} 的年份"
        mistakes.append(document.mistake(("year",), str(head.year), allowed, "year: 2017"))
    return head


def _read_rule(path: Path, folder: Path, year: int | None, mistakes: list[Mistake]) -> RuleFile | None:
    try:
        document = read_yaml(path)
        file = RuleFile(path, folder, year, document, shaped(document, Rule))
    except InvalidFiles as error:
        mistakes += error.mistakes
        return None
    mistakes += check_rule(file)
    return file


def _same_name(drafts: list[_Draft]) -> Iterator[Mistake]:
    first: dict[str, Path] = {}
    for draft in drafts:
        other = first.setdefault(draft.name, draft.folder)
        if other != draft.folder:
            found = f"{draft.name}（{other} 已用）"
            yield Mistake(str(draft.folder / HEAD), 1, "name", found, "不重复的规则集名称", "name: panyu-2018")


def _against(draft: _Draft, district: District) -> Iterator[Mistake]:
    """Mistakes that only show beside units.yaml: places it lacks, names that neither it nor the plan knows."""
    plan = _plan_names(draft)
    known = plan | {n for u in district.units for n in u.names} | set(district.groups)
    spelled = {normalise(name) for name in known}
    for file in draft.files:
        yield from check_places(file, district, frozenset(normalise(name) for name in draft.head.places))
        for path, name in named_units(file.rule):
            if normalise(name) not in spelled:
                allowed = "units.yaml 或计划里有的单位名称、别名、单位组" + nearest(name, known)
                yield file.mistake(path, f"未知的单位 {name}", allowed, "units: [区财政局]")


def _plan_names(draft: _Draft) -> set[str]:
    """The plan's own owners: of the plan's text beside the rules, else as the rules' heads give them."""
    told = owners_named_in(draft.folder / _PLAN)
    return told or {n for f in draft.files for n in (*f.rule.leads, *f.rule.supports, *f.rule.bracketed)}


def _finished(draft: _Draft, district: District) -> RuleSet:
    names = [name for file in draft.files for _, name in named_units(file.rule)]
    units = [name for name in names if district.expand(name) is None]
    places = [n for f in draft.files for d in f.rule.duties for n in d.places.names if n != OWN and district.site_named(n) is None]
    left_out = tuple(dict.fromkeys([*units, *places]))
    versions = sorted((file.rule for file in draft.files), key=order)
    newest = {rule.id: rule for rule in versions}
    older = tuple(rule for rule in versions if newest[rule.id] is not rule)
    return RuleSet(draft.name, draft.head.title or draft.name, draft.head.year, tuple(newest.values()), draft.sha256, left_out, older, _digests(draft))


def _digests(draft: _Draft) -> tuple[tuple[str, str], ...]:
    """Of the parts of a rule set, by name."""
    parts = [pair for file in draft.files for pair in duty_digests(file.rule.stem, file.document.data)]
    return ((SET_HEAD, digest_of({"year": draft.head.year, "places": draft.head.places})), *parts)


def _digest(folder: Path, paths: list[Path]) -> str:
    """Of ruleset.yaml and every rule file: its name, its length, its bytes."""
    digest = hashlib.sha256()
    head = [folder / HEAD] if (folder / HEAD).is_file() else []
    for path in [*head, *paths]:
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _with_start_lists(document: Document) -> Document:
    """A site's single `start` address as a list of one: the only place where one text may stand for a list."""
    data: Any = document.data
    if isinstance(data, dict) and isinstance(data.get("sites"), list):
        sites = [{**s, "start": [s["start"]]} if isinstance(s, dict) and isinstance(s.get("start"), str) else s for s in data["sites"]]
        return Document(document.file, {**data, "sites": sites}, document.root)
    return document
