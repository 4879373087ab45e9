"""Lint: terms that can never hit, and words that never decide anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.check_rules import Found, RuleFile
from rules.errors import Mistake
from rules.lint_titles import OTHER_PLACE, SURE_KINDS, TitleJudge
from rules.rule import Duty
from rules.wanted import Match, Terms
from rules.wording import GAP, group_implies, groups_imply, holds, pieces_of, same_form
from rules.yamlfile import KeyPath

LONGEST_COLUMN = 20
"""No column's name is longer (characters): a longer one is a sentence, or the title of a publication."""
ALLOWED = (*SURE_KINDS, "activity", OTHER_PLACE, "other_unit")


@dataclass(frozen=True)
class _Where:
    """The words looked at: a duty's match (its own, or its pair's)."""

    file: RuleFile
    match: Match
    at: KeyPath

    def wrong(self, path: KeyPath, found: str, allowed: str, example: str) -> Mistake:
        return self.file.mistake((*self.at, *path), found, allowed, example)


def check_terms(file: RuleFile, judge: TitleJudge) -> Found:
    """All words of all duties of a file."""
    for i, duty in enumerate(file.rule.duties):
        yield from _lists(file, duty, ("duties", i))
        if duty.match is not None:
            yield from _match(_Where(file, duty.match, ("duties", i, "match")), judge)
        if duty.pair is not None:
            yield from _match(_Where(file, duty.pair.match, ("duties", i, "pair", "match")), judge)
        for j, stage in enumerate(duty.stages):
            allow = duty.match.allow if duty.match else ()
            where = _Where(file, Match(stage.title, allow=allow), ("duties", i, "stages", j))
            yield from _texts(where, ("title",), stage.title, duty.match.title.none if duty.match else ())
            yield from _titles(where, ("title",), stage.title, judge)


def _match(where: _Where, judge: TitleJudge) -> Found:
    match = where.match
    for key in ("title", "list_title", "body", "attachment", "issuer"):
        yield from _texts(where, (key,), getattr(match, key), ())
    yield from _titles(where, ("title",), match.title, judge)
    for i, terms in enumerate(match.accepted):
        yield from _texts(where, ("accepted", i), terms, match.title.none)
        yield from _titles(where, ("accepted", i), terms, judge)
        if match.title.groups and groups_imply(terms.groups, match.title.groups):
            found = "这种写法符合的标题，原来的写法（title）都已符合"
            yield where.wrong(("accepted", i), found, "title 之外的另一种写法", "accepted: [{all: [[财政], [收支情况]]}]")
    yield from _near(where)
    for i, kind in enumerate(match.allow):
        if kind not in ALLOWED:
            yield where.wrong(("allow", i), kind, "、".join(ALLOWED), "allow: [draft]")


def _texts(where: _Where, at: KeyPath, terms: Terms, none_besides: tuple[str, ...]) -> Found:
    """Of one text (title, body …): terms that its own `none` rejects, gaps without a piece, words that add nothing."""
    for path, group in _grouped(terms):
        dead = {i: why for i, term in enumerate(group) if (why := _inside(term, (*terms.none, *none_besides)))}
        if len(dead) == len(group) > 1:
            yield where.wrong((*at, *path), f"{'、'.join(group)} 都含有 none 里的词", "至少一个不被 none 排除的词", "none: [部门预算]")
        else:
            for i, other in dead.items():
                yield where.wrong((*at, *path, i), f"{group[i]}，含有 none 里的“{other}”，永远查不到", "不含 none 里任何词的词", "all: [[预算], [执行情况]]")
        yield from _needless(where, (*at, *path), group)
    yield from _needless(where, (*at, "none"), terms.none)
    for i, earlier in _idle_groups(terms):
        found = f"{'、'.join(terms.groups[i])}：第 {earlier + 1} 组的词里已经都有，这一组什么也不决定"
        yield where.wrong((*at, *_grouped(terms)[i][0]), found, "另说一件事的一组词", "all: [[预算], [执行情况]]")


def _grouped(terms: Terms) -> list[tuple[KeyPath, tuple[str, ...]]]:
    groups: list[tuple[KeyPath, tuple[str, ...]]] = [(("all", i), group) for i, group in enumerate(terms.all)]
    return [*groups, (("any",), terms.any)] if terms.any else groups


def _inside(term: str, nones: tuple[str, ...]) -> str:
    return next((none for none in nones if holds(term, none)), "")


def _idle_groups(terms: Terms) -> Iterator[tuple[int, int]]:
    """Groups that another one always satisfies; of two that satisfy each other the later."""
    for i, group in enumerate(terms.groups):
        for j, other in enumerate(terms.groups):
            if i != j and group_implies(other, group) and (j < i or not group_implies(group, other)):
                yield i, j
                break


def _titles(where: _Where, at: KeyPath, terms: Terms, judge: TitleJudge) -> Found:
    """Of titles: terms with which a title is always rejected."""
    for path, group in _grouped(terms):
        for i, term in enumerate(group):
            if reject := judge.reject(term, where.match.allow):
                allowed = f"不会使标题被排除的词；本项义务确实要这类内容的，写 allow: [{reject.kind}]"
                yield where.wrong((*at, *path, i), f"{term}，{reject.why}", allowed, f"allow: [{reject.kind}]")


def _near(where: _Where) -> Found:
    first = where.match.title.groups[:1]
    yield from _needless(where, ("near",), where.match.near)
    for i, term in enumerate(where.match.near):
        inside = next((word for group in first for word in group if holds(term, word)), "")
        if inside:
            found = f"{term}，含有标题第 1 组的“{inside}”，已经会引起注意"
            yield where.wrong(("near", i), found, "标题第 1 组里没有的、说同一件事的词", "near: [财政收支]")


def _needless(where: _Where, at: KeyPath, words: tuple[str, ...]) -> Found:
    """Words of one list, any of which is enough: those that stand there twice, and those that hold a shorter one."""
    for i, term in enumerate(words):
        if GAP in term and not all(pieces_of(term)):
            yield where.wrong((*at, i), f"{term}，{GAP} 的一边是空的", f"{GAP} 两边都有词", "[收入…支出]")
            continue
        if same_form(term) in map(same_form, words[:i]):
            yield where.wrong((*at, i), f"{term}，这一组里已有", "每个词写一次", "[财政预算, 财政收支]")
            continue
        shorter = next((word for word in words if same_form(word) != same_form(term) and holds(term, word)), "")
        if shorter:
            found = f"{term}，多余：同组的“{shorter}”已经包括它"
            yield where.wrong((*at, i), found, "互不包含的词，只留短的一个", f"[{shorter}]")


def _lists(file: RuleFile, duty: Duty, at: KeyPath) -> Found:
    """Lists of words outside a match."""
    where = _Where(file, duty.match or Match(Terms()), at)
    for j, part in enumerate(duty.content.parts):
        yield from _needless(where, ("content", "parts", j, "any"), part.any)
    yield from _twice(where, [(("content", "parts", j, "name"), part.name) for j, part in enumerate(duty.content.parts)])
    yield from _twice(where, [(("stages", j, "name"), stage.name) for j, stage in enumerate(duty.stages)])
    for keys, words in ((("content", "names"), duty.content.names), (("quotes",), duty.quotes), (("units",), duty.units)):
        yield from _twice(where, [((*keys, j), word) for j, word in enumerate(words)])
    yield from _needless(where, ("marks",), duty.marks)
    if duty.column is not None:
        yield from _column(where, duty)


def _column(where: _Where, duty: Duty) -> Found:
    assert duty.column is not None, "asked for duties with a column"
    for key in ("names", "near", "answers"):
        yield from _needless(where, ("column", key), getattr(duty.column, key))
    for key, names in (("names", duty.column.names), ("near", duty.column.near)):
        for j, name in enumerate(names):
            if len(same_form(name)) > LONGEST_COLUMN:
                found = f"{name}（{len(same_form(name))} 字）"
                yield where.wrong(("column", key, j), found, f"栏目名称里会有的词，至多 {LONGEST_COLUMN} 字", "names: [政策解读]")


def _twice(where: _Where, words: list[tuple[KeyPath, str]]) -> Found:
    seen: set[str] = set()
    for path, word in words:
        if same_form(word) in seen:
            yield where.wrong(path, f"{word}，前面已有", "每个只写一次", f"[{word}]")
        seen.add(same_form(word))
