"""Internal work whose result can be seen: cleaned-up files, adjusted lists, checks made every quarter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rules.drafts.answering import Answering, leads_of
from rules.drafts.clause import Clause
from rules.drafts.lexicon import first_of, lexicon, pattern
from rules.drafts.pieces import Piece
from rules.drafts.places import Named, published_at
from rules.drafts.split import masked, whole
from rules.drafts.wording import act_title, shortened
from rules.plan.items import PlanItem
from rules.rule import Due, Every, Kind, Soften
from rules.units import District

_PERIODS: dict[str, Every] = {"月": "month", "季": "quarter", "半年": "half"}
_CHECK = re.compile(rf"(?P<when>每?月度?|每?季度?|半年度?|年终|年底|年度|每年)(?P<what>{pattern(lexicon().check).pattern})")
_SPREAD = re.compile(r"(?:力促|促进|推动|推进|确保)(?P<thing>[^，。；]{2,16}?(?:数据|信息))(?:得到)?[^，。；]{0,10}传播")
"""To have data spread is to publish it."""
_LEARNT = re.compile(r"(?:公众|群众|市民|居民|消费者)(?:[^，。；]{0,16}[、及和])?了解(?P<thing>[^，。；、]{2,12}知识)")
"""What the public is to learn of is published, mostly by media."""
_ANALYSIS = re.compile(r"(?:加强|做好|开展|强化)对?(?P<thing>[^，。；]{2,20}?数据)的?[^，。；]{0,6}分析(?!.{0,6}(?:制度|机制|报送))")
"""Analysing data that an office gathers brings an analysis."""
_OBJECT = re.compile(r"^(?:开展|组织|组织开展|实施|做好|加强)(?P<thing>.{2,20}?)(?:的)?(?:日常|每|季|月|半年|年)")


def result_clauses(item: PlanItem, district: District, found: Sequence[Piece]) -> Iterator[Clause]:
    """What may stand on the websites of an item's internal work; nothing here is ever held unpublished."""
    yield from _beside(item, district, found)
    for piece in found:
        if piece.others or piece.reading.sort != "internal" or any(_is_result(o, piece) for o in found):
            continue  # 并公开相关情况
        words = whole(item.text, piece.span)
        if first_of(lexicon().include_in, words):
            continue
        if act := first_of(lexicon().with_result, words):
            yield _result(piece, item, district, words, act)
        yield from (_check(at, item, district, words) for at in _CHECK.finditer(words))


def answers_of(item: PlanItem, district: District, found: Sequence[Piece], beside: Answering) -> Iterator[Clause]:
    """回应社会关切, asked of all units beside the lead: each answers on its own pages what concerns it."""
    for piece in found:
        words = whole(item.text, piece.span)
        if piece.reading.sort != "internal" or piece.others or not (first_of(lexicon().respond, words) and first_of(lexicon().general_concern, words)):
            continue
        mark = "方式：原文没有说是哪件事，草稿按本单位有了要回应的事才公开处理；只凭记录核查的，请删去这一项"
        yield Clause(
            kind="event", title=f"本单位{act_title(words)}", subject=act_title(words), act="回应", units=beside.units, quotes=(words,), role="support",
            places=published_at(Named(), beside.units, district), context=item.section, review=(mark,),
        )  # fmt: skip


def _beside(item: PlanItem, district: District, found: Sequence[Piece]) -> Iterator[Clause]:
    """Publications that an item only speaks of as a purpose or as work with data."""
    hidden = masked(item.text)
    asked = [piece.thing for piece in found if piece.is_public]
    for pattern_of, title, act in ((_SPREAD, "{}的发布", "传播"), (_ANALYSIS, "{}统计分析", "分析"), (_LEARNT, "{}的宣传", "了解")):
        for at in pattern_of.finditer(hidden):
            thing = at["thing"]
            if first_of(lexicon().inner_data, thing) or any(thing in other for other in asked):
                continue
            answering = leads_of(item, at[0], district)
            mark = f"方式：原文“{at[0]}”没有直接要求公开，草稿按有了才公开处理；不要求公开的，请删去这一项"
            yield Clause(
                kind="event", title=shortened(title.format(thing)), subject=title.format(thing).removesuffix("的发布"), act=act, units=answering.units,
                quotes=(at[0],), jointly=answering.jointly, places=published_at(Named(), answering.units, district, by_media=act == "了解"),
                context=item.section, review=(mark,),
            )  # fmt: skip


def _is_result(one: Piece, work: Piece) -> bool:
    """Whether a piece publishes what the work itself brings: its thing is the work's own."""
    bare = one.thing.removesuffix("情况").removesuffix("结果")
    return one.is_public and one.span.sentence == work.span.sentence and bare in work.thing


def _result(piece: Piece, item: PlanItem, district: District, words: str, act: str) -> Clause:
    answering = leads_of(item, words, district)
    work = next((part for part in reversed(re.split("[，,]", words)) if act in part), words)
    title = shortened(f"{act_title(work).removeprefix('根据')}的结果")
    mark = f"方式：“{act}”本身是内部工作，草稿按有了结果才公布处理；不要求公布结果的，请删去这一项"
    return Clause(
        kind="event", title=title, subject=title, act=act, units=answering.units, quotes=(words,), jointly=answering.jointly,
        places=published_at(Named(), answering.units, district), context=item.section, review=(mark,),
    )  # fmt: skip


def _check(at: re.Match[str], item: PlanItem, district: District, words: str) -> Clause:
    answering = leads_of(item, words, district)
    every = next((value for key, value in _PERIODS.items() if key in at["when"]), None)
    kind: Kind = "periodic" if every else "event"
    named = _OBJECT.match(words)
    title = f"{named['thing'] if named else ''}{at[0]}情况"
    due = Due("assumption", f"计划只写“{at['when']}”、未写期限；比照政府信息公开条例20个工作日，自期末起算", working_days=20)
    silence = Soften("unverified", f"计划要求{at[0]}，没有要求公布结果，网上未见不等于没有做")
    mark = f"方式：原文只要求{at[0]}，没有要求公布结果；不公布的，请删去这一项"
    return Clause(
        kind=kind, title=title, subject=title, act=at["what"], units=answering.units, quotes=(at[0],), every=every,
        jointly=answering.jointly, places=published_at(Named(), answering.units, district), due=due if every else None, silence=silence if every else None,
        context=item.section, review=(mark,),
    )  # fmt: skip
