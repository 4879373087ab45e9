"""An item's segments put together to pieces: one act with the words that belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rules.drafts.adverbials import without_places
from rules.drafts.lexicon import first_of, lexicon, pattern
from rules.drafts.reading import Reading, Sort, is_progress, read
from rules.drafts.split import Span, segments
from rules.drafts.wording import name_of

_PUBLIC: tuple[Sort, ...] = ("publish", "provide", "interpret", "respond", "consult", "interact", "mark")
_TITLES = re.compile(r"《[^《》]{2,200}》(?:[（(][^（）()]{2,40}[）)])?")
_ABOUT = re.compile(r"^(?:围绕|针对|对于?|督促|指导|组织|完成|将|把|关于|落实|贯彻落实|执行)+")
_OF_THEIRS = re.compile(r"(?:完成|编制|做好|制定|撰写|形成)(?P<thing>本(?:校|院|园|村|企业|公司|单位|部门|镇|街).{2,60})$")
"""督促学校完成本校的…报告: the paper is the thing, its making is theirs."""
_IN_MAKING = re.compile(r"(?:制定|出台|起草|研究|作出|编制)+(?P<thing>[^，。；]{4,60}?)(?:之?前|时|过程中)(?:，|$)")
_CONCERNING = re.compile(r"凡?(?P<thing>涉及[^，。；]{2,40})的(?:，|$)")
_WAY = re.compile("(?:应|应当|要|须)?(?:通过|采取|采用|以|利用|运用)")
_WORK = re.compile(rf"^(?:{pattern(lexicon().adverb).pattern})*(?:{pattern(lexicon().internal).pattern}|完成)?(?:我[区县市]|对)*")
"""An act of internal work before what it is done to; of 完成我区清理整顿… only the first."""
_GROUND = re.compile(r"(?:贯彻)?落实《[^《》]+》.{0,24}(?:规定|要求|精神)")
"""落实《…》规定, before an act: its ground."""
_HEADS = tuple(w for words in (lexicon().document, lexicon().head, lexicon().outcome, lexicon().policy) for w in words.words)
_LONGEST_MORE = 40
"""Characters; a longer segment is no member of a list."""
_RICHER = ("丰富", "充实", "拓展")
_GATHERED = ("归集", "汇集", "收录")
"""Acts that only say how well the thing before is to be done, and what a column gathers."""
_CONTINUES = re.compile(rf"等[^，]{{0,6}}$|(?:{'|'.join(map(re.escape, _HEADS))})(?:（[^（）]*）)?$")
"""A segment without an act that goes on with the list of things before it."""
_FORM = re.compile(r".{0,4}(?:创新|丰富|拓展).{0,4}(?:形式|方式|渠道)|以.{2,30}为(?:主)?(?:要)?(?:渠道|目标|抓手|重点|阵地)")
_HOLLOW = re.compile(r"(?:相关|有关|其|的|政策)*(?:情况|解读|信息|内容|结果|材料|工作)?")
_BOTH = re.compile(r"(?:的)?(?:信息)?(?:公开|发布|公示)(?:力度|工作)?(?:和|及|与|、)(?:相关|政策)*$")
_UPDATED = re.compile("并?(?:实行|实施|做好|进行|及时|定期|适时)*(?:动态|适时)?(?:调整|更新|管理)")
"""公开X，实行动态调整: X is kept up."""
_NEW_SUBJECT = re.compile(r"(?:各[^，。；]{1,8}?|[^，。；]{2,10}?(?:局|办|委|部门|单位|镇|街道))(?:要|应|须|负责|分别|同步)")
"""公示X，各镇应…: no more of the list before."""
_OWN_ACT = re.compile("并?(?:及时|主动|依法|定期)")
"""督促X健全…，及时公布Y: what the unit itself is to do begins here."""
_FOLLOW_UP = re.compile(r"^(?:验收|实施|完成|期满).{0,12}后")
_CONTENTS = re.compile(r"等(?:具体)?内容$")
_SHORTEST, _COMPARED = 4, 60
"""Characters that two names of one thing have in common, and how far they are compared."""


@dataclass(frozen=True)
class Piece:
    """What one act takes: its span in the text, the act's reading, and the parts the item enumerates as contents.

    thing: as Reading's, completed from the sentence. titles: documents named by title that an act without its own thing publishes.
    others: somebody else does the act; this unit guides or watches.
    """

    span: Span
    reading: Reading
    thing: str
    contents: str = ""
    titles: tuple[str, ...] = ()
    others: bool = False

    @property
    def is_public(self) -> bool:
        return self.reading.sort in _PUBLIC and not self.others


def pieces(text: str) -> tuple[Piece, ...]:
    """The item's pieces in their order. Every segment is in one: conditions go with what follows, lists and purposes with what precedes."""
    found: list[Piece] = []
    waiting: Span | None = None
    for span in segments(text):
        if waiting is not None and waiting.sentence != span.sentence:
            found, waiting = _leftover(found, waiting, text), None
        previous = found[-1] if found and found[-1].span.sentence == span.sentence else None
        segment = span.of(text)
        reading = read(segment)
        if waiting is not None and reading.sort in ("none", "internal") and first_of(lexicon().mark, segment):
            reading = read(Span(waiting.start, span.end, span.sentence).of(text))
        joined = Span(waiting.start, span.end, span.sentence) if waiting else span
        if waiting is None and previous is not None and (extended := _extended(previous, span, reading, text)):
            found[-1] = extended
        elif _waits(segment, reading):
            waiting = joined
        elif reading.sort == "none":
            found.append(Piece(joined, replace(reading, sort="internal"), segment))
            waiting = None
        else:
            found.append(_piece(joined, reading, found, text))
            found[-1:] = _acts(found[-1])
            waiting = None
    found = _leftover(found, waiting, text) if waiting else found
    return tuple(_same_things(_mechanisms(_stages(found, text))))


def _acts(piece: Piece) -> list[Piece]:
    """加大X的公开力度和政策解读, X的发布解读: two acts on the same thing, a piece each."""
    if piece.reading.sort == "publish" and piece.reading.act == "发布解读":
        readings = (replace(piece.reading, act="发布"), replace(piece.reading, sort="interpret", act="解读"))
        return [replace(piece, reading=reading) for reading in readings]
    found = _BOTH.search(piece.thing) if piece.reading.sort == "interpret" else None
    if found is None:
        return [piece]
    thing = piece.thing[: found.start()]
    return [replace(piece, reading=replace(piece.reading, sort="publish", act="公开"), thing=thing), replace(piece, thing=thing)]


def _leftover(found: list[Piece], waiting: Span, text: str) -> list[Piece]:
    """A condition that nothing follows: with what precedes it, else a piece of its own."""
    if found and found[-1].span.sentence == waiting.sentence:
        return [*found[:-1], replace(found[-1], span=replace(found[-1].span, end=waiting.end))]
    return [*found, Piece(waiting, Reading("internal", "", waiting.of(text)), waiting.of(text))]


def _waits(segment: str, reading: Reading) -> bool:
    """Whether a segment only says when, how or on what ground the next one's act is done."""
    words = lexicon()
    is_opened = _is_opening(segment)
    if _GROUND.fullmatch(segment):
        return True
    if reading.sort == "none":
        return is_opened or segment.endswith(words.condition.words) or not first_of(words.internal, segment)
    is_way = is_opened and segment.endswith(words.any_of.words) and reading.sort == "interpret"
    if is_way or _FORM.fullmatch(segment):
        return True
    ends = segment.endswith(words.condition.words) and not segment.endswith("目的")
    return ends and reading.sort in ("internal", "consult", "publish") and (is_opened or segment.endswith(("的", "时")))


def _is_opening(segment: str) -> bool:
    """根据…, 通过…, 在…; 以及 is none."""
    return pattern(lexicon().opening).match(segment) is not None and not segment.startswith("以及")


def _extended(previous: Piece, span: Span, reading: Reading, text: str) -> Piece | None:
    """The piece before with this segment added, where the segment has no act of its own, names contents or says a purpose."""
    segment = span.of(text)
    wider = replace(previous, span=replace(previous.span, end=span.end))
    if previous.is_public and (segment.startswith(_RICHER) or (segment.startswith(_GATHERED) and reading.sort in ("none", "internal"))):
        return wider
    if previous.is_public and _UPDATED.fullmatch(segment):
        return wider
    if reading.sort == "none":
        return None if _NEW_SUBJECT.match(segment) else _continued(previous, wider, segment, text)
    if previous.is_public and reading.sort == "internal":
        return _described(previous, wider, segment)
    is_theirs = "网站" not in segment or re.search("其[^，]{0,4}网站", segment)
    if previous.others and reading.sort == "publish" and is_theirs and not _OWN_ACT.match(segment):
        return wider
    same = (reading.sort, "publish") if reading.sort == "consult" else (reading.sort,)
    if reading.sort in ("respond", "consult") and previous.is_public and previous.reading.sort in same:
        return wider
    is_contents = reading.sort == "publish" and previous.reading.sort == "publish" and segment.endswith("等内容")
    return replace(wider, contents=reading.thing) if is_contents else None


def _described(previous: Piece, wider: Piece, segment: str) -> Piece | None:
    """An internal act behind a public one that only says what is in it, or what it is for."""
    if pattern(lexicon().contents).match(segment):
        return replace(wider, contents=segment)
    return wider if pattern(lexicon().purpose).match(segment) else None


def _continued(previous: Piece, wider: Piece, segment: str, text: str) -> Piece | None:
    """A segment without an act: more of the things before it, or of their contents."""
    words = lexicon()
    if previous.is_public and pattern(words.purpose).match(segment):
        return wider
    if _is_opening(segment) or previous.reading.mechanism or segment.endswith(words.condition.words) or len(segment) > _LONGEST_MORE:
        return None
    if previous.contents:
        return replace(wider, contents=f"{previous.contents}、{segment}")
    if not previous.is_public or pattern(words.contents).match(segment):
        return replace(wider, contents=segment)
    if not _CONTINUES.search(segment):
        return None
    return replace(wider, thing=text[_start_of(previous, text) : wider.span.end] if previous.thing else previous.thing)


def _start_of(piece: Piece, text: str) -> int:
    at = text.find(piece.thing, piece.span.start, piece.span.end)
    return at if at >= 0 else piece.span.start


def _piece(span: Span, reading: Reading, found: Sequence[Piece], text: str) -> Piece:
    """A new piece; an act without a thing takes it from its condition or from what precedes in the sentence."""
    said = span.of(text)
    others = reading.sort == "internal" and pattern(lexicon().others).match(said) is not None
    if reading.sort == "respond" and said.startswith(("针对", "对", "围绕")):
        return Piece(span, reading, _ABOUT.sub("", said.split("，", 1)[0]))
    if reading.sort in ("respond", "consult", "provide") and (thing := _thing_ahead(said, reading, before := _in_sentence(found, span))):
        return Piece(span, reading, thing)
    if reading.sort not in ("publish", "interpret") or (reading.thing and not _HOLLOW.fullmatch(reading.thing)):
        return Piece(span, reading, reading.thing, others=others)
    if reading.thing.endswith("解读"):
        reading = replace(reading, sort="interpret")
    if reading.sort == "interpret" and reading.mechanism:
        return Piece(span, reading, said)
    if first_of(lexicon().on_demand, said):
        return Piece(span, Reading("internal", reading.act, said), said)
    opening = said.split("，", 1)[0].split(",", 1)[0] if "，" in said or "," in said else ""
    before = _in_sentence(found, span)
    titles = tuple(t for piece in before if not piece.is_public for t in _TITLES.findall(piece.span.of(text)))
    if opening.startswith(("对", "将", "凡", "围绕", "针对")):
        return Piece(span, reading, without_places(_ABOUT.sub("", opening)) or _ABOUT.sub("", opening))
    if titles:
        return Piece(span, reading, "", titles=titles)
    source = next((piece for piece in before if piece.is_public), before[-1] if before else None)
    if source and source.reading.sort == "internal" and not source.others and reading.thing.endswith(("结果", "情况")):
        work = _WORK.sub("", source.thing).removesuffix("工作").removesuffix("活动")
        return Piece(span, reading, work if work.endswith(reading.thing[-2:]) else work + reading.thing[-2:])
    theirs = _OF_THEIRS.search(source.thing) if source and source.others else None
    return Piece(span, reading, theirs["thing"] if theirs else _ABOUT.sub("", source.thing) if source else "")


def _in_sentence(found: Sequence[Piece], span: Span) -> list[Piece]:
    return [piece for piece in found if piece.span.sentence == span.sentence]


def _thing_ahead(said: str, reading: Reading, before: Sequence[Piece]) -> str:
    """What the words before an act speak of, where its own name only the way (通过…方式征求意见, 开展回应, 设置专栏); empty where they name it."""
    if reading.sort == "consult":
        found = (_IN_MAKING.search(said) or _CONCERNING.search(said)) if _WAY.match(reading.thing) else None
        return f"{found['thing']}的事项" if found and found.re is _CONCERNING else found["thing"] if found else ""
    source = next((piece for piece in reversed(before) if piece.thing), None)
    if source is None:
        return ""
    if reading.sort == "respond":
        return _WORK.sub("", source.thing) if reading.thing.endswith(reading.act) else ""
    return f"{name_of(source.thing, '')}{reading.thing}" if reading.thing in lexicon().column.words and source.is_public else ""


def _stages(found: Sequence[Piece], text: str) -> list[Piece]:
    """What a sentence says of one publication is one piece: the stages of a project, the contents of what was named before."""
    done: list[Piece] = []
    for piece in found:
        last = done[-1] if done and not piece.others else None
        if last is None or not (last.reading.sort == piece.reading.sort == "publish"):
            done.append(piece)
            continue
        joined = replace(last, span=replace(last.span, end=piece.span.end))
        is_same = last.span.sentence == piece.span.sentence
        if is_progress(joined.span.of(text)) and (is_same or _FOLLOW_UP.match(piece.span.of(text))):
            done[-1] = joined
        elif is_same and _CONTENTS.search(piece.thing) and last.thing.endswith("信息") and not piece.reading.before:
            done[-1] = replace(joined, contents=piece.thing)
        else:
            done.append(piece)
    return done


def _mechanisms(found: Sequence[Piece]) -> list[Piece]:
    """A mechanism of publishing whose sentence goes on to say what is published is itself internal."""
    done = []
    for i, piece in enumerate(found):
        following = [other for other in found[i + 1 :] if other.span.sentence == piece.span.sentence]
        if piece.reading.mechanism and any(other.reading.sort == "publish" for other in following):
            piece = replace(piece, reading=replace(piece.reading, sort="internal", mechanism=False))
        done.append(piece)
    return done


def _same_things(found: Sequence[Piece]) -> list[Piece]:
    """An act without a thing of its own (通过…公开) or one on the same thing belongs to the piece that names it: the later one stays."""
    done: list[Piece] = []
    for piece in found:
        twin = next((other for other in done if _are_twins(other, piece)), None)
        if twin is not None and twin.span.sentence == piece.span.sentence:
            done = [_for_twin(one, twin, piece) for one in done]
        done.append(piece)
    return done


def _for_twin(one: Piece, twin: Piece, later: Piece) -> Piece:
    """The twin, and those that were twins of it, now of the later piece."""
    if one is twin:
        return replace(twin, reading=replace(twin.reading, sort="none"), thing=later.thing, others=False)
    return replace(one, thing=later.thing) if one.reading.sort == "none" and one.thing == twin.thing else one


def _are_twins(one: Piece, other: Piece) -> bool:
    if one.others and other.reading.sort == "publish" and len(other.thing) >= _SHORTEST and other.thing in one.thing:
        return True  # 督促…完成报告，并在本单位网站公布
    if other.reading.act == "推送" and not one.reading.is_noun:
        return False  # 公示X，并推送至P: at home too
    same = ("publish", "provide")
    is_public = one.reading.sort in same and other.reading.sort == "publish" and not one.others
    if not is_public or len(one.thing) < _SHORTEST:
        return False
    is_heading = one.reading.is_noun and not other.reading.is_noun
    return one.thing in other.thing or (is_heading and (one.thing.endswith("领域") or _share_words(one.thing, other.thing)))


def _share_words(one: str, other: str) -> bool:
    return any(one[i : i + _SHORTEST] in other for i in range(min(len(one), _COMPARED) - _SHORTEST + 1))
