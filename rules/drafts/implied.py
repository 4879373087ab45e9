"""What institutions that an item names have published by their own national rules (implied.yaml): budgets, name lists, spot-check lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from rules.drafts.answering import leads_of
from rules.drafts.clause import Clause
from rules.drafts.pieces import Piece
from rules.drafts.places import Named, published_at
from rules.drafts.split import whole
from rules.plan.items import PlanItem
from rules.rule import Due, Kind
from rules.shape import shaped
from rules.units import District
from rules.yamlfile import read_yaml

_QUOTES = str.maketrans("", "", '“”"「」、')
"""“双随机、一公开” and 双随机一公开 are one name."""


@dataclass(frozen=True)
class Institution:
    """How items name it, what its rules have published, the words of an item's own publication beside which nothing is added."""

    words: tuple[str, ...]
    subject: str
    covered: tuple[str, ...]
    kind: Kind
    source: str
    year: int | None = None


@dataclass(frozen=True)
class _File:
    schema_version: int
    institutions: tuple[Institution, ...]


def implied_clauses(item: PlanItem, district: District, year: int | None, found: Sequence[Piece]) -> Iterator[Clause]:
    """One clause for each institution that a piece of the item names, unless the item asks for its publication itself."""
    asked = "".join(piece.thing for piece in found if piece.is_public).translate(_QUOTES)
    for institution in _institutions():
        if any(word in asked for word in institution.covered):
            continue
        piece = next((p for p in found if _names(p.span.of(item.text), institution)), None)
        if piece is not None:
            yield _clause(institution, item, district, year, whole(item.text, piece.span))


def _names(said: str, institution: Institution) -> bool:
    plain = said.translate(_QUOTES)
    return any(word.translate(_QUOTES) in plain for word in institution.words)


def _clause(institution: Institution, item: PlanItem, district: District, year: int | None, words: str) -> Clause:
    answering = leads_of(item, words, district)
    is_dated = year is not None and institution.year is not None
    title = f"{year + institution.year}年{institution.subject}" if year is not None and institution.year is not None else institution.subject
    mark = f"方式：原文没有直接要求公开“{title}”，依据是{institution.source}；本单位没有这项职责的，请删去"
    return Clause(
        kind=institution.kind if is_dated or institution.kind != "one_off" else "event",
        title=title, subject=title, act="公开", units=answering.units, quotes=(words,), jointly=answering.jointly,
        places=published_at(Named(), answering.units, district),
        due=Due("assumption", "计划未写期限；要点以年度为限，年底前公开") if institution.kind == "one_off" and is_dated else None,
        context=item.section, review=(mark,),
    )  # fmt: skip


@cache
def _institutions() -> tuple[Institution, ...]:
    return shaped(read_yaml(Path(str(files("rules") / "drafts" / "implied.yaml"))), _File).institutions
