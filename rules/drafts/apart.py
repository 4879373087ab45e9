"""Duties of one item told apart: what one asks for by name is no answer to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rules.drafts.clause import Clause
from rules.drafts.finish import left_to_person
from rules.drafts.finishing import Finishing
from rules.drafts.terms import without_terms
from rules.drafts.wordings import wordings
from rules.lint_grounds import LONGEST_TITLE
from rules.rule import OWN, PER_DOCUMENT, Duty
from rules.text import normalise
from rules.units import District
from rules.wanted import Terms
from rules.wording import group_implies, holds, same_terms


def told_apart(clauses: Sequence[Clause], duties: Sequence[Duty], at: Finishing) -> tuple[Duty, ...]:
    """Where titles of two duties may be the same, each leaves out the words that only the other one's subject has; twins ask for their own."""
    names = [_names(clause, at) for clause in clauses]
    apart = [_with_own_words(i, clauses, duties, names) for i in range(len(duties))]
    apart = [_apart(i, clauses, apart, names) for i in range(len(apart))]
    apart = [_without_shared(i, apart) for i in range(len(apart))]
    told: list[Duty] = []
    for duty in apart:
        told.append(_titled_apart(_not_twice(duty, told, at.district), told))
    return tuple(told)


def _not_twice(duty: Duty, earlier: Sequence[Duty], district: District) -> Duty:
    """A duty that still asks for what an earlier one asks for is for a person: a page would count for both."""
    twin = next((other for other in earlier if _is_twin(duty, other, district)), None)
    if twin is None:
        return duty
    return left_to_person(duty, f"用词：照原文写出的查找用词与 {twin.id} 项（{twin.title}）相同，请写出两项的区别，或删去一项")


def _titled_apart(duty: Duty, earlier: Sequence[Duty]) -> Duty:
    """What a person answers for is told by its title alone: of two that have the same, the later is numbered."""
    taken = {normalise(other.title) for other in earlier if not other.is_automated and other.role == duty.role}
    if duty.is_automated or normalise(duty.title) not in taken:
        return duty
    numbered = (f"{duty.title[: LONGEST_TITLE - 6]}（{number}）" for number in range(2, len(earlier) + 3))
    return replace(duty, title=next(title for title in numbered if normalise(title) not in taken))


def _is_twin(one: Duty, two: Duty, district: District) -> bool:
    """What lint calls the same content (rules/lint_overlap.py)."""
    if not (one.is_automated and two.is_automated) or (one.kind != two.kind and {one.kind, two.kind} & set(PER_DOCUMENT)):
        return False
    if (one.role, one.every, one.stages, one.upstream, one.content) != (two.role, two.every, two.stages, two.upstream, two.content):
        return False
    return _share_a_place(one, two, district) and _is_same_column(one, two) and _is_same_match(one, two)


def _share_a_place(one: Duty, two: Duty, district: District) -> bool:
    """Whether some unit owes both on one and the same site."""
    shared = {unit.id for name in one.units for unit in district.expand(name) or ()} & {unit.id for name in two.units for unit in district.expand(name) or ()}
    if not shared:
        return bool(set(one.units) & set(two.units))
    sites = [{(unit, site) for unit in shared for site in _sites(duty, unit, district)} for duty in (one, two)]
    return bool(sites[0] & sites[1])


def _sites(duty: Duty, unit: str, district: District) -> set[str]:
    named = {site.id for name in duty.places.names if (site := district.site_named(name)) is not None}
    known = district.units_by_id.get(unit)
    return named | set(known.sites if known is not None and OWN in duty.places.names else ())


def _is_same_column(one: Duty, two: Duty) -> bool:
    if one.column is None or two.column is None:
        return one.column is two.column
    names = [set(map(normalise, duty.column.names)) for duty in (one, two) if duty.column is not None]
    return bool(names[0] & names[1]) and one.column.answers == two.column.answers


def _is_same_match(one: Duty, two: Duty) -> bool:
    if one.match is None or two.match is None:
        return one.match is two.match
    titles, others = ((m.title, *(replace(terms, none=m.title.none) for terms in m.accepted)) for m in (one.match, two.match))
    return any(same_terms(a, b) for a in titles for b in others)


def _with_own_words(i: int, clauses: Sequence[Clause], duties: Sequence[Duty], names: Sequence[tuple[str, ...]]) -> Duty:
    """Of duties with the same title terms, the one whose subject says more asks for that too."""
    match = duties[i].match
    if match is None:
        return duties[i]
    for j, other in enumerate(duties):
        if j == i or other.match is None or other.role != duties[i].role or not same_terms(match.title, other.match.title):
            continue
        said = normalise("".join((clauses[j].subject, clauses[j].title)))
        own = [word for word in names[i] if word not in said and not any(holds(term, word) for group in match.title.groups for term in group)]
        if own:
            kept = tuple(group for group in match.title.all if not group_implies(tuple(own[:1]), group))
            match = replace(match, title=replace(match.title, all=(*kept, tuple(own[:1]))), accepted=())
    return replace(duties[i], match=match)


def _names(clause: Clause, at: Finishing) -> tuple[str, ...]:
    """The telling words of a subject, and its ending where that is more than 情况 or 信息."""
    subject = at.cutter.cut(clause.subject)
    words = [word for group in subject.telling for word in group.words]
    is_told = subject.noun is not None and not subject.noun.generic and len(subject.end) > 1
    return tuple(dict.fromkeys([*words, *([subject.end] if is_told else [])]))


def _apart(i: int, clauses: Sequence[Clause], duties: Sequence[Duty], names: Sequence[tuple[str, ...]]) -> Duty:
    duty = duties[i]
    if duty.match is None or duty.kind in ("progress", "paired", "marked"):
        return duty
    said = normalise("".join((clauses[i].subject, clauses[i].title)))
    others = [j for j, other in enumerate(duties) if j != i and other.match is not None and _may_meet(duty.match.title, other.match.title)]
    foreign = [word for j in others for name in names[j] for word in _single(name) if "…" not in word and not _stands(word, said, duty.match.title)]
    return replace(duty, match=without_terms(duty.match, tuple(foreign))) if foreign else duty


def _without_shared(i: int, duties: Sequence[Duty]) -> Duty:
    """Without looser terms that another duty of the role accepts too: a title of theirs alone tells neither."""
    match, role = duties[i].match, duties[i].role
    if match is None or not match.accepted:
        return duties[i]
    others = [other.match for j, other in enumerate(duties) if j != i and other.match is not None and other.role == role]
    kept = tuple(one for one in match.accepted if not any(same_terms(one, replace(a, none=one.none)) for m in others for a in m.accepted))
    return replace(duties[i], match=replace(match, accepted=kept))


def _may_meet(one: Terms, two: Terms) -> bool:
    """Whether they share a word of their subjects: the last group (the kind of publication) aside where both have several."""
    last = -1 if min(len(one.all), len(two.all)) > 1 else None
    words = [{word for group in terms.all[:last] for word in group} for terms in (one, two)]
    return any(holds(a, b) or holds(b, a) for a in words[0] for b in words[1])


def _single(name: str) -> tuple[str, ...]:
    """本校 with all names of single schools; other words as they are, since what says the same may stand in this duty's pages too."""
    return wordings().same_as(name) if name.startswith("本") else (name,)


def _stands(word: str, said: str, terms: Terms) -> bool:
    """Whether the duty has the word itself: its subject says it, or a term of its own would be rejected by it."""
    return word in said or any(holds(term, word) for group in terms.groups for term in group)
