"""Commands of the group `rules` that judge: `test`, `try`."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import click

from checks.case import Case, read_cases
from checks.cases import CaseResult, results_of
from checks.commands import FAILING_EXIT, day_of
from checks.court import Standards
from checks.match import Matchers
from checks.mutate import Bench, Mutated
from checks.pick import duties_named, rules_named, unit_named
from checks.run import Checker
from checks.standards import load_standards, rule_folders, units_file
from checks.try_output import trials_json, trials_text
from checks.try_rule import DutyTried, Trial
from checks.verdict import LABELS
from crawler.context import Settings
from crawler.progress import shown
from crawler.store import Store
from rules.common_options import as_of_option
from rules.errors import InvalidInput
from rules.rule import Duty, Rule, RuleSet
from rules.units import Unit
from rules.words import Words, shared_words

_Cases = Sequence[tuple[Rule, tuple[Case, ...]]]


@dataclass(frozen=True)
class _Chosen:
    """The rules of one set that were asked for, with their cases."""

    rule_set: RuleSet
    cases: _Cases
    matchers: Matchers


@click.command("test", help="运行规则旁的全部用例，结果与写明的不符即为错。")
@click.option("--rule", "names", metavar="规则", multiple=True, help="只运行这条规则的用例，如 py2017-01-03 或 01-03，可写多次。")
@click.option("--mutate", is_flag=True, help="逐个去掉规则里的条件再运行：没有一个用例因此变化的条件，列为没有用例守着。")
@click.pass_context
def rules_test_command(ctx: click.Context, names: tuple[str, ...], mutate: bool) -> None:
    settings: Settings = ctx.obj
    standards, words = load_standards(settings), shared_words()
    chosen = _chosen(settings, standards, names, words)
    results = [r for c in chosen for r in results_of(standards, c.rule_set, c.cases, c.matchers)]
    wrong = [r for r in results if not r.is_right]
    click.echo("\n".join([*map(_told, wrong), *_summary(results, wrong)]))
    is_covered = _mutate(settings, standards, chosen, words) if mutate else True
    ctx.exit(FAILING_EXIT if wrong or not is_covered else 0)


def _chosen(settings: Settings, standards: Standards, names: tuple[str, ...], words: Words) -> list[_Chosen]:
    folders = rule_folders(settings, standards.rule_sets, units_file(settings))
    wanted = {r.id for r in rules_named(standards.rule_sets, names)}
    chosen = []
    for rule_set in standards.rule_sets:
        cases = [(r, read_cases(folders[rule_set.name], r)) for r, _ in rule_set.versions() if r.id in wanted]
        chosen.append(_Chosen(rule_set, cases, Matchers([d for _, d in rule_set.duties() if d.is_automated], words, standards.district)))
    return chosen


def _told(result: CaseResult) -> str:
    case = result.case
    return f"{result.rule} {case.duty} “{case.name}”：应为 {case.expect} {case.reason or ''}，实为 {result.got} {result.reason}"


def _summary(results: list[CaseResult], wrong: list[CaseResult]) -> Iterable[str]:
    yield f"共 {len(results)} 个用例，{len(results) - len(wrong)} 个符合，{len(wrong)} 个不符。"
    counts = Counter(r.case.expect for r in results if r.case.todo is None)
    if counts:
        yield "  " + "，".join(f"{LABELS.get(outcome, outcome)} {n}" for outcome, n in counts.most_common())
    todo = [r for r in results if r.case.todo is not None]
    if todo:
        yield f"  另有 {len(todo)} 个是已知的不足（todo）：按现在的结果核对，应有的结果另行写明。"


def _mutate(settings: Settings, standards: Standards, chosen: list[_Chosen], words: Words) -> bool:
    """Says which conditions no case needs; whether there is none, and no automated duty without cases."""
    started = time.monotonic()
    found = []
    with shown(settings.progress, "去掉条件", "个") as told:
        for c in chosen:
            found.append(Bench(standards, c.rule_set, c.matchers, words, lambda step: told(step, 0)).mutate(c.cases))
    click.echo("\n".join(_mutation_lines(found, time.monotonic() - started)))
    return not any(m.survivors or m.without_cases for m in found)


def _mutation_lines(found: list[Mutated], seconds: float) -> Iterable[str]:
    survivors = [s for m in found for s in m.survivors]
    mutants = sum(m.mutants for m in found)
    for s in survivors:
        yield f"{s.rule} {s.duty.id}（{s.duty.title}）：去掉 {s.mutant.what}，没有一个用例的结果改变；建议补一个{s.mutant.advice}。"
    for rule, duty in (w for m in found for w in m.without_cases):
        yield f"{rule} {duty.id}（{duty.title}）：自动核查，但一个用例也没有。"
    yield f"去掉条件共 {mutants} 次：{mutants - len(survivors)} 次有用例察觉，{len(survivors)} 次没有，用时 {seconds:.0f} 秒。"


@click.command("try", help="用一条规则试查已存的网页：哪些算、哪些不算及原因、还有哪些相近的标题和可补的同义词。不联网，不改动任何文件。")
@click.argument("rule", metavar="规则")
@click.option("--duty", "duty_id", metavar="义务", help="只试这一项义务，如 a。")
@click.option("--unit", "unit_name", metavar="单位", help="只看这个单位（编号、名称或别名）。")
@as_of_option
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.pass_context
def rules_try_command(ctx: click.Context, /, **asked: Any) -> None:
    settings: Settings = ctx.obj
    standards = load_standards(settings)
    wanted = {r.id for r in rules_named(standards.rule_sets, [asked["rule"]])}
    versions = [(s, r, force) for s in standards.rule_sets for r, force in s.versions() if r.id in wanted]
    unit = unit_named(standards.district, asked["unit_name"]) if asked["unit_name"] else None
    duties = duties_named([r for _, r, _ in versions], asked["duty_id"])
    day = day_of(asked["as_of"])
    with Store(settings.db_url) as store:
        checker = Checker(store, standards)
        checker.update_hits()
        with checker.court(day) as court:
            if next(court.known.holdings.pages(), None) is None and next(court.known.holdings.entries(), None) is None:
                raise InvalidInput(f"数据库 {settings.db_url} 里还没有抓取到的网页；请先抓取，例如 gongkai crawl，或用 --db 指明另一个数据库")
            trials = [Trial(court, s, r, force, checker.matchers, checker.words) for s, r, force in versions]
            tried = [(t, [_tried(checker, t, d, unit) for d in t.rule.duties if d in duties]) for t in trials]
    _say_unbound([d for _, found in tried for d in found], unit)
    click.echo((trials_json if asked["as_json"] else trials_text)(tried), nl=asked["as_json"])


def _tried(checker: Checker, trial: Trial, duty: Duty, unit: Unit | None) -> DutyTried:
    publications = checker.publications(trial.court, duty)
    return trial.duty(duty, publications, unit, checker.beside(trial.court, duty, publications))


def _say_unbound(tried: list[DutyTried], unit: Unit | None) -> None:
    """A unit that no duty asks for is a mistake of whoever asks, not an empty answer."""
    if unit is not None and not any(t.units for t in tried):
        raise InvalidInput(f"--unit 写的是 {unit.name}；所试的义务不问这个单位；问的是 {'、'.join(n for t in tried for n in t.duty.units)}")
