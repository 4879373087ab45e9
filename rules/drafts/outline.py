"""A plan's item into clauses: each duty's kind, period, places, units and deadline as the item's words give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rules.drafts.agents import agents_in, unknown_agent
from rules.drafts.answering import leads_of, supports_of
from rules.drafts.beside import shared_out
from rules.drafts.cadence import periods
from rules.drafts.clause import Clause
from rules.drafts.deadlines import Deadline, deadline_in
from rules.drafts.implied import implied_clauses
from rules.drafts.internal import internal_clauses, place_clause
from rules.drafts.joining import merged, paired_once
from rules.drafts.kinds import YEAR_END_FAILS, Guess
from rules.drafts.lexicon import first_of, lexicon
from rules.drafts.parting import of_campaigns, respective
from rules.drafts.pieces import Piece, pieces
from rules.drafts.places import Named, is_governed, places_in, promoted_at, published_at, words_of_publication
from rules.drafts.results import answers_of, result_clauses
from rules.drafts.simplified import simplified, with_quotes_of
from rules.drafts.split import Span, enumerated, whole
from rules.drafts.things import Thing, things_of
from rules.drafts.wording import name_of, shortened, unknown_mark
from rules.plan.items import PlanItem
from rules.rule import Due, Soften
from rules.units import District

_ASSUMED_DAYS = 20
"""Working days after a period's end where the plan names none (readings 16), after the regulation's term for new information."""
_PER_DOCUMENT_DAYS = 20
_TRAILING_JOINT = re.compile(r"(?:[、和及与]|以及|并)+$")
_BY_LAW = "依法应当公开"
"""What the law asks for is looked for on the district's sites too, wherever else the plan sends it."""


@dataclass(frozen=True)
class _Item:
    """What all clauses of an item share."""

    item: PlanItem
    district: District
    year: int | None
    pieces: tuple[Piece, ...]
    places: tuple[Named, ...]
    """Of each piece, the places its own words name."""

    def said(self, span: Span) -> str:
        return span.of(self.item.text)


def outline(item: PlanItem, district: District, year: int | None = None) -> tuple[Clause, ...]:
    """The item's clauses: what is to be published in the order of the text, then what stays within the office.

    year: the plan's, without which no fixed day (6月底前) can be written.
    """
    plain = simplified(item.text)
    clauses = _outlined(replace(item, text=plain), district, year)
    return clauses if plain == item.text else tuple(with_quotes_of(clauses, item.text))


def _outlined(item: PlanItem, district: District, year: int | None) -> tuple[Clause, ...]:
    found = pieces(item.text)
    shared = _Item(
        item,
        district,
        year,
        found,
        tuple(places_in(words_of_publication(p.span.of(item.text)) if p.is_public else p.span.of(item.text), district, item.leads, item.text) for p in found),
    )
    published = [clause for piece in shared.pieces if piece.is_public for clause in _of_piece(piece, shared)]
    published = merged(paired_once(published))
    beside = supports_of(item, district)
    if beside is not None:
        published = [clause for one in published for clause in ((one,) if _is_their_own(one, shared) else shared_out(one, beside, item, district))]
        published += answers_of(item, district, shared.pieces, beside)
    results = tuple(result_clauses(item, district, shared.pieces))
    results += tuple(implied_clauses(item, district, year, shared.pieces))
    return (*published, *results, *internal_clauses(item, district, shared.pieces, None if published else beside))


def _is_their_own(clause: Clause, shared: _Item) -> bool:
    """Whether the act's own words name who does it: nobody else has a share."""
    named = (agents_in(said, shared.district) for piece in shared.pieces if clause.quotes[0] in (said := _with_twins(piece, shared)))
    return clause.units in named


def _of_piece(piece: Piece, shared: _Item) -> Iterator[Clause]:
    """A piece's clauses, those apart that belong to one unit or one campaign each."""
    answering = leads_of(shared.item, _sentence(piece, shared), shared.district, _with_twins(piece, shared))
    names = respective(piece.thing, answering.units) if answering.jointly else ()
    mark = f"单位：原文并列的{len(names)}样按各单位的职责一一对应，请核对哪个单位负责哪一样"
    for name, unit in zip(names, answering.units, strict=bool(names)):
        for clause in _clauses(replace(piece, thing=name), shared):
            yield replace(clause, units=(unit,), jointly=False, review=(*clause.review, mark))
    for clause in () if names else _clauses(piece, shared):
        yield from of_campaigns(clause, piece, shared.pieces, shared.item.text)


def _clauses(piece: Piece, shared: _Item) -> Iterator[Clause]:
    """One clause for each thing and period; beside it a manual one for places that no crawl sees."""
    things = things_of(_with_period(piece, shared), shared.item.text)
    named = _named(piece, shared)
    for thing, quotes in zip(things, _quotes(piece, things, shared), strict=True):
        automated = _automated(piece, thing, named, shared)
        title = automated.title
        automated = replace(automated, quotes=tuple(dict.fromkeys(quotes)))
        promoted = promoted_at(piece.reading, automated, named, shared.district)
        if promoted is not None:
            mark = "方式：原文只要求推进公开，文件由各单位自己编写，草稿按有了才公开处理；本单位也要公开的，请改为一次性"
            automated = replace(automated, kind="event", every=None, due=None, review=(*automated.review, mark))
        if named.seen or not named.unseen or (named.loose and named.media):
            yield automated
        elif _BY_LAW in shared.said(piece.span):
            mark = f"位置：原文指定在{'、'.join(named.unseen)}发布；网站上有没有同时公开，按有了才看处理，不要求的请删去"
            yield replace(automated, kind="event", every=None, due=None, review=(*automated.review, mark))
        if promoted is not None:
            yield place_clause(automated, Named(proof=(promoted,)), f"{title}（{promoted}）", shared.district)
        elif named.unseen and not (named.loose and named.seen):
            yield place_clause(automated, named, f"{title}（{'、'.join(named.unseen)}）", shared.district)


def _automated(piece: Piece, thing: Thing, named: Named, shared: _Item) -> Clause:
    answering = leads_of(shared.item, _sentence(piece, shared), shared.district, _with_twins(piece, shared))
    period = thing.period
    every = period.every if period else None
    kind = thing.guess.kind
    deadline = _deadline(piece, thing, shared)
    dated = _dated(piece, thing, shared)
    if dated is not None:
        kind, deadline, thing = "one_off", dated, replace(thing, guess=Guess("one_off"))
    suffix = {"interpret": "的宣传" if "宣" in piece.reading.act else "的解读", "respond": "的回应", "consult": "征求意见"}.get(piece.reading.sort, "")
    by_media = piece.reading.act == "回应" or bool(first_of(lexicon().outreach, shared.said(piece.span)))
    subject = name_of(thing.name + thing.tail, shared.said(piece.span))
    title = shortened(subject)
    listed = enumerated(piece.contents) if piece.contents else (thing.members if len(thing.members) > 1 else ())
    return Clause(
        kind=kind,
        title=title if not suffix or suffix[-2:] in title else title + suffix,
        subject=subject,
        act=piece.reading.act,
        units=answering.units,
        quotes=(),
        every=every,
        jointly=answering.jointly,
        places=published_at(named, answering.units, shared.district, by_media=by_media),
        due=deadline.due,
        silence=_silence(thing),
        listed=listed,
        review=tuple(_marks(piece, thing, named, deadline, shared)),
    )  # fmt: skip


def _marks(piece: Piece, thing: Thing, named: Named, deadline: Deadline, shared: _Item) -> Iterator[str]:
    if len(thing.members) > 1:
        yield f"拆分：原文并列“{'、'.join(thing.members)}”，草稿合成一项；要分别检查的，请拆开"
    if thing.guess.doubt:
        yield f"方式：{thing.guess.doubt.replace(YEAR_END_FAILS, '') if _silence(thing) else thing.guess.doubt}"
    if thing.period is not None and thing.period.every == "regular":
        yield f"周期：原文只写“{thing.period.said}”，没有写多久一次，请定"
    if thing.period is not None and "学期" in thing.period.said:
        yield f"周期：原文写“{thing.period.said}”，草稿按每半年"
    if thing.period is not None and any(char in thing.period.said for char in "周日天旬"):
        yield f"周期：原文写“{thing.period.said}”，最短只能按月检查，草稿按月"
    if agent := unknown_agent(shared.said(piece.span), shared.district):
        yield f"单位：原文写由“{agent}”{piece.reading.act}，units.yaml 里没有，草稿按责任单位处理，请核对"
    if named.unknown:
        yield unknown_mark(named.unknown)
    if deadline.doubt:
        yield f"期限：{deadline.doubt}"


def _silence(thing: Thing) -> Soften | None:
    if "整改" in thing.name and thing.guess.kind == "one_off":
        return Soften("unverified", "整改情况要等问题查出之后才形成，年底未见不等于未公开")
    return None


def _named(piece: Piece, shared: _Item) -> Named:
    """The places of the piece's own words, else those the sentence named last before it; of a column, those any sentence named."""
    for other, named in reversed(tuple(zip(shared.pieces, shared.places, strict=True))):
        is_before = other.span.start < piece.span.start and ((other.span.sentence == piece.span.sentence and piece.reading.act != "提供") or _is_column(piece))
        if other.span != piece.span and other.reading.sort == "internal" and is_governed(shared.said(other.span)):
            continue  # 录入P: entered there, and published elsewhere
        if not named.is_empty and (is_before or other.span == piece.span):
            return named
    return Named()


def _with_period(piece: Piece, shared: _Item) -> Piece:
    """每季度开展抽查，抽查情况予以通报: the result comes as often as the work that it is the result of."""
    if piece.reading.sort != "publish" or not piece.thing.endswith(lexicon().outcome.words):
        return piece
    for other in shared.pieces:
        is_ahead = other.span.sentence == piece.span.sentence and other.span.start < piece.span.start
        if not is_ahead or other.reading.sort not in ("internal", "none") or piece.thing[:2] not in shared.said(other.span):
            continue
        if found := periods(shared.said(other.span)):
            return replace(piece, reading=replace(piece.reading, before=f"{found[0].said}{piece.reading.before}"))
    return piece


def _with_twins(piece: Piece, shared: _Item) -> str:
    """The piece's words behind those of the piece that made its thing (由U制定X，并公布)."""
    ahead = (shared.said(o.span) for o in shared.pieces if o.reading.sort == "none" and o.thing == piece.thing and o.span.start < piece.span.start)
    return "，".join((*ahead, shared.said(piece.span)))


def _is_column(piece: Piece) -> bool:
    """A column stands on the site that the item has named before, though in an earlier sentence."""
    return piece.thing.endswith(lexicon().column.words)


def _sentence(piece: Piece, shared: _Item) -> str:
    """The sentence up to and with the piece: who is spoken of stands before the act."""
    first = next(other.span for other in shared.pieces if other.span.sentence == piece.span.sentence)
    return shared.said(Span(first.start, piece.span.end, first.sentence))


def _deadline(piece: Piece, thing: Thing, shared: _Item) -> Deadline:
    """Of the clause's own words, then of the deadline column, then the convention for its kind."""
    kind, every = thing.guess.kind, thing.period.every if thing.period else None
    column = shared.item.column_deadline
    twins = (_sentence_words(other, shared) for other in shared.pieces if other.reading.sort == "none" and other.thing == piece.thing)
    for words in (_sentence_words(piece, shared), *twins, shared.item.column_deadline):
        found = deadline_in(words, shared.year, kind, every) if words else None
        if found is not None and (found.due is not None or found.doubt):
            return found if found.due else replace(found, due=_assumed(thing))
    if column and deadline_in(column, shared.year, kind, every) is None:
        return Deadline(_assumed(thing), f"期限列写“{shortened(column)}”，草稿没有读出日期，请定")
    return Deadline(_assumed(thing))


def _dated(piece: Piece, thing: Thing, shared: _Item) -> Deadline | None:
    """The fixed day that the act's own words set for what they do not say is published as it comes: by then it must be there."""
    words = _sentence_words(piece, shared)
    if thing.guess.kind != "event" or piece.reading.sort not in ("publish", "provide") or first_of(lexicon().timely, words):
        return None
    found = deadline_in(words, shared.year, "one_off", None)
    if found is None or found.due is None or found.due.day is None:
        return None
    return replace(found, doubt=found.doubt or "原文写明了日期，按到期必须有处理；不一定有的，请改为随事项")


def _sentence_words(piece: Piece, shared: _Item) -> str:
    """The piece's words, those of the thing aside: 2017年6月底前 belongs to the act, 2016年上半年 to the thing's name."""
    return shared.said(piece.span).replace(piece.thing, "，", 1) if piece.thing and piece.reading.sort != "mark" else shared.said(piece.span)


def _assumed(thing: Thing) -> Due | None:
    kind = thing.guess.kind
    if kind == "periodic" and thing.period is not None and thing.period.every != "regular":
        source = f"计划只写“{thing.period.said}”、未写期限；比照政府信息公开条例20个工作日，自期末起算"
        return Due("assumption", source, working_days=_ASSUMED_DAYS)
    if kind == "one_off":
        return Due("assumption", "计划未写期限；要点以年度为限，年底前公开")
    if kind in ("reprint", "marked", "timely"):
        return Due("assumption", "计划未写期限；比照政府信息公开条例20个工作日", working_days=_PER_DOCUMENT_DAYS)
    return None


def _quotes(piece: Piece, things: Sequence[Thing], shared: _Item) -> list[tuple[str, ...]]:
    """The piece's words to each of its things: the act with the first, what follows with the last; whole where a thing comes twice."""
    text, span = shared.item.text, piece.span
    twins = tuple(whole(text, o.span) for o in shared.pieces if o.reading.sort == "none" and o.thing == piece.thing and o is not piece)
    if len({thing.name for thing in things}) < len(things) or len(things) == 1 or piece.titles:
        own = tuple(dict.fromkeys(whole(text, span) for _ in things))
        return [(*((thing.name,) if piece.titles else ()), *own, *twins) for thing in things]
    cuts = [span.start]
    for thing in things[1:]:
        at = text.find(thing.name, cuts[-1], span.end)
        cuts.append(at if at >= 0 else cuts[-1])
    edges = [*cuts, span.end]
    own_words = [_TRAILING_JOINT.sub("", whole(text, Span(a, b, span.sentence))) or whole(text, span) for a, b in pairwise(edges)]
    return [(words, *twins) if i == 0 else (words,) for i, words in enumerate(own_words)]
