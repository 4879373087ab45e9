"""Manual clauses: internal work of an item, and publication in places that no crawl sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rules.drafts.answering import Answering, leads_of
from rules.drafts.clause import Clause
from rules.drafts.lexicon import first_of, lexicon
from rules.drafts.pieces import Piece
from rules.drafts.places import Named, places_in
from rules.drafts.split import whole
from rules.drafts.wording import act_title, internal_proof, internal_reason, place_proof, place_reason, unknown_mark
from rules.plan.items import PlanItem
from rules.rule import Places
from rules.units import District

_MADE = re.compile(r"制定|建立|构建|完善|健全")


def place_clause(automated: Clause, named: Named, title: str, district: District) -> Clause:
    """The same publication at the places that only proof shows."""
    marks = tuple(mark for mark in automated.review if mark.startswith(("位置", "期限")))
    return replace(
        automated,
        kind="manual",
        title=title,
        every=None,
        jointly=False,
        places=Places(any_of=named.unseen),
        due=None,
        silence=None,
        reason=place_reason(named.unseen),
        proof=place_proof(named.unseen, automated.title, district),
        listed=(),
        review=marks,
    )  # fmt: skip


def internal_clauses(item: PlanItem, district: District, found: Sequence[Piece], beside: Answering | None) -> Iterator[Clause]:
    """The internal work of an item: one clause for each group of units that does it, and one for those beside them where nothing is published."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for piece in found:
        if words := _internal_words(piece, item.text):
            answering = leads_of(item, piece.span.of(item.text), district)
            groups.setdefault(answering.units, []).append(words)
    clauses = [_clause(item, district, units, words) for units, words in groups.items()]
    yield from clauses
    if beside is not None and clauses:
        mark = "单位：落实单位按配合内部工作处理，请核对它们要做什么"
        yield _at_media(replace(clauses[0], title=f"本单位{clauses[0].title}", units=beside.units, role="support", review=(mark,)), item, district)


def _at_media(clause: Clause, item: PlanItem, district: District) -> Clause:
    """Work of many units with their new media shows there; that of the lead who guides them shows nowhere."""
    media = places_in("，".join(clause.quotes), district, item.leads).media
    if clause.places.names or not media:
        return clause
    return replace(clause, places=Places(any_of=media), reason=place_reason(media), proof=place_proof(media, clause.title, district))


def _internal_words(piece: Piece, text: str) -> str:
    """What of a piece is internal: all of it, of a mechanism that is to be set up too. What is published has been made (编制并公布)."""
    said = piece.span.of(text)
    if piece.others or piece.reading.sort == "internal" or (piece.reading.mechanism and _MADE.search(said)) or _is_offline(piece, said):
        return whole(text, piece.span)
    return ""


def _is_offline(piece: Piece, said: str) -> bool:
    """Consultation and explaining that also take place in rooms or in the media."""
    return piece.reading.sort in ("consult", "interpret") and bool(first_of(lexicon().offline, said))


def _clause(item: PlanItem, district: District, units: tuple[str, ...], words: Sequence[str]) -> Clause:
    named = places_in("，".join(words), district, item.leads)
    places = named.unseen
    title = act_title(words[0])
    marks = [unknown_mark(named.unknown)] if named.unknown else []
    return Clause(
        kind="manual",
        title=title,
        subject=title,
        act="",
        units=units,
        quotes=tuple(dict.fromkeys(words)),
        places=Places(any_of=places),
        reason=place_reason(places) if places else internal_reason(title),
        proof=place_proof(places, title, district) if places else internal_proof(title),
        context=item.section,
        review=tuple(marks),
    )  # fmt: skip
