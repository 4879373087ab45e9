"""Facets: what a duty looks for beside its own publications, each as a duty of its own that matching can ask for."""

from __future__ import annotations

from dataclasses import replace

from rules.rule import Duty
from rules.wanted import Stage, Terms

_EVERY_MARKER = ("draft", "news", "activity", "other_place")


def facets_of(duty: Duty) -> tuple[Duty, ...]:
    """The interpretations of a paired duty; a reprint's documents as their issuers call them; each stage of a progress duty."""
    if duty.pair is not None:
        return (interpretations_of(duty),)
    if duty.upstream is not None and duty.upstream.sites:
        return (upstream_of(duty),)
    return tuple(stage_of(duty, stage) for stage in duty.stages)


def interpretations_of(duty: Duty) -> Duty:
    """A title that names a document holds the document's words: what they would reject is judged elsewhere, without them."""
    assert duty.pair is not None, "rules.load asks every paired duty for it"
    return replace(duty, match=replace(duty.pair.match, allow=_EVERY_MARKER))


def upstream_of(duty: Duty) -> Duty:
    """Documents of superiors are about another place than this district, and may begin with what would be news of a department."""
    assert duty.match is not None, "rules.load asks every reprint duty for it"
    return replace(duty, match=replace(duty.match, allow=(*duty.match.allow, "activity", "other_place")))


def stage_of(duty: Duty, stage: Stage) -> Duty:
    """The duty's own wording and the stage's together, in whichever accepted form."""
    assert duty.match is not None, "rules.load asks every progress duty for it"
    match = duty.match
    none = (*match.title.none, *stage.title.none)
    accepted = tuple(_both(terms, stage.title, (*terms.none, *stage.title.none)) for terms in match.accepted)
    return replace(duty, match=replace(match, title=_both(match.title, stage.title, none), accepted=accepted))


def _both(one: Terms, other: Terms, none: tuple[str, ...]) -> Terms:
    return Terms(all=(*one.groups, *other.groups), none=none)
