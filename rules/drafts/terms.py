"""The words a clause's publication is looked for by: narrow where the subject says little, and each doubt told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rules.drafts.clause import Clause
from rules.drafts.finishing import Finishing
from rules.drafts.shortest import shortest
from rules.drafts.subject import ACT_WEIGHT, QUOTED_WEIGHT, Group, Subject
from rules.drafts.wordings import Noun, wordings
from rules.lint_titles import OTHER_PLACE
from rules.text import normalise
from rules.wanted import Match, Terms
from rules.wording import group_implies, groups_imply, holds, same_form

SURE_WEIGHT = 12.0
"""A group that weighs as much (a compound of two telling words) names the thing alone."""
WEAK_WEIGHT = 7.5
"""A single word that weighs less (质量, 交易, 环境) stands in titles of many things."""
MOST_NEAR = 6
_APART = re.compile("[，,；;。]")
_WHERE_OR_WHEN = re.compile(
    r"[在通依][过托]?[^，。；]{1,20}?(?:网站|平台|专栏|栏目|两微一端|客户端|公众号)|[每按](?:个?季度?|半?年|周|月|旬)度?|(?:\d+月|年)?底前"
    r"|(?:不少于|不低于|至少)?\d+个?(?:工作日|日|天|条|次|期|篇)(?:之?内|前|以上)?"
)
"""What a sentence says of the place and the time is nothing that another could be about."""
_LOOK = "用词：请看查找用词（match）够不够、标题还有哪些常见写法、会不会混进别的内容"
_OF_THE_YEAR = re.compile("年度(?:计划|目标|任务|工作计划)|今年|本年度")
_UPWARD = ("国家", "中央", "国务院", "转发", "上级")
_NOTICES = ("问题的通知", "问题的公告", "事项的通知", "事项的公告", "政策的通知", "收费的通知", "基金的通知", "的决定")
"""How papers from above name themselves where they are neither 办法 nor 意见."""


_NOTHING = Subject("", (), None, "", ())


@dataclass(frozen=True)
class Drafted:
    """A match with what a person has to look at."""

    match: Match
    review: tuple[str, ...]


def match_of(clause: Clause, at: Finishing) -> Drafted | None:
    """The match of a clause; None where its words name nothing that could be looked for."""
    subject = at.cutter.cut(asked_of(clause))
    context = _context(clause, at)
    noun = subject.noun or next(n for n in wordings().nouns if n.generic)
    chosen = _chosen(subject, context)
    if not chosen and not _is_alone(subject):
        return None
    groups = [_widened(group) for group in chosen]
    if not _is_said(noun, chosen):
        groups.append(shortest((*_titles(noun, clause), *map(same_form, subject.beside))))
    groups += _years(subject, at.year)
    kept, allow = _allowed(_needed(groups), (*noun.allow, *_of_upward(clause), *_marked(subject, at)), at)
    if not kept:
        return None
    near = _near(subject, context, kept)
    title = Terms(all=tuple(kept), none=shortest((*_none(clause, noun, kept), *_later_years(subject, at.year))))
    accepted = tuple(terms for terms in _accepted(subject, chosen, title) if not _rejected(terms, allow, at))
    match = Match(title, accepted=accepted, near=near, allow=allow)
    return Drafted(match, (_doubt(subject, context, kept),))


def _chosen(subject: Subject, context: Subject) -> tuple[Group, ...]:
    """The two weightiest groups in the subject's order; one where it has no more and its ending says what it is; else the context helps."""
    sparse = subject.noun is None or subject.noun.generic
    loose = tuple(g for g in subject.groups if g.is_loose)
    best = _best(subject)
    if best and best[0].weight >= QUOTED_WEIGHT:
        return best[:1]
    if not best:
        wide = () if _is_alone(subject) else _first(context)
        return (*wide, *loose[:1]) if wide else () if _is_alone(subject) else _whole(subject)
    if len(best) == 1 and best[0].weight < WEAK_WEIGHT:
        best = (*best, *_helping(best[0], loose if sparse else (), context))
    elif len(best) == 1 and sparse and best[0].weight < SURE_WEIGHT and not _is_known(best[0]):
        best = (*best, *_helping(best[0], loose, _NOTHING))
    return tuple(sorted(best, key=lambda g: subject.groups.index(g) if g in subject.groups else len(subject.groups)))


def _best(subject: Subject) -> tuple[Group, ...]:
    """The weightiest group, and the one nearest the ending: what a Chinese phrase is about stands last (行政审批中介服务收费)."""
    telling = subject.telling
    if len(telling) < 3:
        return telling
    last = next(group for group in reversed(subject.groups) if not group.is_loose)
    return telling[:2] if last in telling[:1] else (telling[0], last)


def _accepted(subject: Subject, chosen: tuple[Group, ...], title: Terms) -> tuple[Terms, ...]:
    """Another pair of the subject's groups, with the one nearest the ending; beside a quoted name, what it is a name of."""
    best = _best(subject)
    telling = (*best, *(group for group in subject.telling if group not in best))[:3]
    rest = title.all[len(chosen) :]
    if len(telling) < 3 or not rest or title.all[: len(chosen)] != tuple(map(_widened, chosen)):
        return ()
    is_name = telling[0].weight >= QUOTED_WEIGHT
    pair = (telling[1] if is_name else max(best, key=subject.groups.index), telling[2])
    found = Terms(all=(*map(_widened, pair), *rest))
    return (found,) if not groups_imply(found.groups, title.groups) and _is_sound(found, title.none) else ()


def _rejected(terms: Terms, allow: tuple[str, ...], at: Finishing) -> bool:
    return any(at.judge.reject(word, allow) for group in terms.groups for word in group)


def _is_sound(terms: Terms, none: tuple[str, ...]) -> bool:
    """Whether no group always satisfies another, and no word holds what the title must not have."""
    groups = terms.groups
    is_idle = any(i != j and group_implies(a, b) for i, a in enumerate(groups) for j, b in enumerate(groups))
    return not is_idle and not any(holds(word, other) for group in groups for word in group for other in none)


def _is_alone(subject: Subject) -> bool:
    """Whether the ending names the thing itself (预算): nothing has to be borrowed for it."""
    return subject.noun is not None and subject.noun.alone and not subject.telling


def _is_known(group: Group) -> bool:
    """Whether offices use the words as the name of one thing (低保, 河长制)."""
    return any(len(wordings().same_as(word)) > 1 or word in wordings().whole_words for word in group.words)


def _helping(weak: Group, loose: tuple[Group, ...], context: Subject) -> tuple[Group, ...]:
    """What is said beside a word that names too much alone: what the item is about, else another word of the subject."""
    return tuple(group for group in (*_first(context), *loose) if group.words != weak.words)[:1]


def _first(context: Subject) -> tuple[Group, ...]:
    """What the context names first."""
    return tuple(group for group in context.groups if not group.is_loose)[:1]


def asked_of(clause: Clause) -> str:
    """The subject with what the title adds behind it (的解读), and titles that were cut short as the plan writes them."""
    subject, title = clause.subject.rstrip("…"), clause.title.removeprefix("本单位").rstrip("…")
    shown, cut, added = clause.title.removeprefix("本单位").partition("…")
    is_cut = bool(cut) and subject.startswith(shown)
    text = f"{subject}{added}" if is_cut else title if title.startswith(subject) else subject
    if "《" in text and "》" not in text:
        whole = next((found for quote in clause.quotes for found in re.findall("《[^《》]+》", quote)), "")
        return whole or text
    return text


def _context(clause: Clause, at: Finishing) -> Subject:
    """The first of the context's parts that names a thing; an empty one where none does."""
    for part in _APART.split(clause.context):
        subject = at.cutter.cut(_WHERE_OR_WHEN.sub("", normalise(part)))
        idle = {*wordings().pairs, *wordings().never_borrowed}
        things = tuple(g for g in subject.groups if not g.is_loose and g.weight > ACT_WEIGHT and not set(g.words) & idle)
        if things:
            return replace(subject, groups=things)
    return _NOTHING


def _whole(subject: Subject) -> tuple[Group, ...]:
    """A subject of nothing but loose words is asked for as it stands, so that it passes nobody else's page."""
    words = [group.words[0] for group in subject.groups]
    return (Group(("".join(words),), 0.0),) if len(words) > 1 else ()


def _widened(group: Group) -> tuple[str, ...]:
    """A group's words with those that say the same, and only the shorter of two that hold each other."""
    return shortest(word for one in group.words for word in wordings().same_as(one))


def _titles(noun: Noun, clause: Clause) -> tuple[str, ...]:
    """What comes from above comes as notices and announcements too."""
    is_rule = "办法" in noun.titles and "规定" in noun.titles
    return shortest(map(same_form, (*noun.titles, *(_NOTICES if is_rule and _of_upward(clause) else ()))))


def _is_said(noun: Noun, chosen: tuple[Group, ...]) -> bool:
    """Whether the chosen words already hold the kind of publication."""
    titles = tuple(map(same_form, noun.titles))
    return any(group_implies(_widened(group), titles) for group in chosen)


def _years(subject: Subject, year: int | None) -> list[tuple[str, ...]]:
    """A year the subject names stands in the title; of the year before the plan's, 上年度 says the same."""
    asked = subject.years[0] if subject.years else year if _OF_THE_YEAR.search(subject.text) else None
    if asked is None:
        return []
    return [(str(asked), "上年度", "上一年度", "去年") if year is not None and asked == year - 1 else (str(asked),)]


def _later_years(subject: Subject, year: int | None) -> tuple[str, ...]:
    """Where this year's is asked for, a paper that announces the next year's is the next plan's."""
    is_this = year is not None and (year in subject.years or _OF_THE_YEAR.search(subject.text))
    return (f"{year + 1}年",) if year is not None and is_this else ()


def _needed(groups: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Without groups that another one always satisfies."""
    kept: list[tuple[str, ...]] = []
    for i, group in enumerate(groups):
        others = [*kept, *groups[i + 1 :]]
        if group and not any(group_implies(other, group) for other in others):
            kept.append(group)
    return kept


def _of_upward(clause: Clause) -> tuple[str, ...]:
    said = "".join((clause.subject, clause.act, *clause.quotes))
    return ("other_place",) if clause.kind == "reprint" or any(word in said for word in _UPWARD) else ()


def _marked(subject: Subject, at: Finishing) -> tuple[str, ...]:
    """Markers that the subject itself has (督导评估, 电视电话会议): its publications have them too."""
    found = at.judge.reject(subject.text, (OTHER_PLACE,)) if subject.text else None
    return (found.kind,) if found is not None else ()


def _allowed(groups: list[tuple[str, ...]], allow: tuple[str, ...], at: Finishing) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Words with which every title would be rejected go; where a group is of such words alone, they are what is asked for."""
    kept, allowed = [], list(allow)
    for group in groups:
        rejects = {word: at.judge.reject(word, tuple(allowed)) for word in group}
        sound = tuple(word for word in group if rejects[word] is None)
        if not sound:
            allowed += [reject.kind for reject in rejects.values() if reject is not None]
        kept.append(sound or group)
    return kept, tuple(dict.fromkeys(allowed))


def _none(clause: Clause, noun: Noun, groups: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Titles that speak of it without being it, but for words the clause itself has."""
    said = normalise("".join((clause.subject, clause.title)))
    words = [*noun.none, *wordings().never, *(("年度",) if clause.every == "month" else ())]
    if "解读" not in noun.titles:
        words += wordings().pairs
    if not _of_upward(clause):
        words += wordings().never_upward
    words += _unlike(clause)
    own = [word for group in groups for word in group]
    return shortest(word for word in map(same_form, words) if word not in said and not _is_own(word, own, len(groups)))


def _unlike(clause: Clause) -> tuple[str, ...]:
    """What is of the same sort as something the item names, without being named there; below and above a subject's own level."""
    said = normalise("".join((clause.subject, clause.title, *clause.quotes, clause.context)))
    named = [(word, group) for group in wordings().unlike for word in group if word in said]
    same = {other for word, _ in named for other in wordings().same_as(word)}
    others = [other for _, group in named for other in group if other not in said and other not in same]
    own = normalise("".join((clause.subject, *clause.quotes)))
    if any(level in own for level in wordings().own_level):
        others += [word for word in wordings().other_levels if word not in own]
    return tuple(dict.fromkeys(others))


def _is_own(word: str, own: list[str], groups: int) -> bool:
    """Whether the title's own terms would be rejected by a word: one that stands in them, or of a single group one they stand in."""
    return any(holds(term, word) or (groups == 1 and holds(word, term)) for term in own)


def _near(subject: Subject, context: Subject, groups: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Weaker words of the subject: they never pass a page, they only say that somebody should look."""
    first = groups[0]
    words = [word for group in subject.telling or (() if _is_alone(subject) else _first(context)) for word in wordings().same_as(group.words[0])]
    return shortest(word for word in words if not any(holds(word, term) for term in first))[:MOST_NEAR]


def _doubt(subject: Subject, context: Subject, groups: list[tuple[str, ...]]) -> str:
    """What a person has to think of; not the words themselves, which are in the match and may change there."""
    borrowed = [group.words[0] for group in _first(context) if group not in subject.groups and _widened(group) in groups]
    if borrowed:
        return f"{_LOOK}；原文这一句没有说明是什么事项的，“{borrowed[0].strip('“”')}”借自同一条的别处"
    if not subject.telling or all(group.weight < WEAK_WEIGHT for group in subject.telling):
        return f"{_LOOK}；“{groups[0][0].strip('“”')}”很宽泛，别的内容的标题里也会有"
    return _LOOK


def without_terms(match: Match, none: tuple[str, ...]) -> Match:
    """The same match with more exceptions in its title."""
    return replace(match, title=replace(match.title, none=shortest((*match.title.none, *none))))
