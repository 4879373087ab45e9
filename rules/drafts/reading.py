"""What one segment of an item asks for: the act, and the thing it is to be done to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rules.drafts.adverbials import without_adverbials, without_places
from rules.drafts.lexicon import first_of, lexicon, pattern
from rules.drafts.split import masked

Sort = Literal["publish", "provide", "interpret", "respond", "consult", "interact", "mark", "internal", "none"]
"""provide: a list or policy document that is to be made (制定…细则, 完善…目录): it must then stand somewhere."""

_LONGEST = 400
"""Characters: what goes on longer without a comma is no clause of a plan, and is read by its beginning."""
_ADVERB = rf"(?:{pattern(lexicon().adverb).pattern})"
"""No word of the list is two others in a row, so that a run of them is read in one way alone."""
_PERIOD = r"(?:(?:按|每|逐)(?:个)?(?:月|季度|季|半年|年度|年)|月度|季度|半年度|年度)(?:[、和及]|定期)?"
_SUBJECT = re.compile(rf"(?:各(?:单位|部门|镇街|级)|本级政府.{{0,6}}|.{{0,8}}部门|.{{0,6}}负责人)?(?:{_ADVERB})*")
_ATTRIBUTE = re.compile(
    r"的|之日|会(?!议|计|展)|期(?!货|刊|末|中)|(?:微信|微博|官方)?(?:公众号|客户端|微博|微信|APP)|批评|表扬|栏(?!目)|时间(?:为|是|：|不)|时限|后(?!续|勤|备)|时(?!间|限|段|政)|前(?!置|期|提|瞻)|或|以及|等(?!级|次|额)"
)
"""公开的, 公开后, 公开时, 发布会: no act; 公开前置审批事项, 公开时间表 are one."""
_FREE = re.compile(rf"(?:^|[、，]|{_ADVERB}|{_PERIOD}|网站|平台|栏目|栏|上|并|和|进行|予以|加以|给予|常态化|由[^，]{{2,12}}|日内|月前|日前|底前)$")
_BY_DAY = r"(?:\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}日|底|末)?之?前|年底前"
_NEXT_ACT = re.compile(rf"(?:[、和及或]?(?:{pattern(lexicon().publish).pattern})|[、和及或并](?:{pattern(lexicon().interpret).pattern}|更新|制定))(?!后|的)")
_TIMES = re.compile(r"^(?:[一二三四五六七八九十\d]{1,2}次)")
_LEADING = re.compile(rf"^(?:{_ADVERB}|{_PERIOD}|[、，,]|公开的|实现|完成|(?:于|在)?(?:{_BY_DAY})|结合实际(?:情况)?|根据(?:实际)?情况)+")
_OUTWARD = re.compile(
    r"(?:并|并且|及时|依法|主动|同步|统一|集中|一律|应|要|应当|须|均|都|对外|上网|网上|进行|予以|加以|给予|常态化|常态|向社会|面向社会|向公众|向社会公众|公开|负责|分别)*$"
)
_SHIFTED = re.compile(r"(?:^|[，,]|(?<=[局办委门位镇府街院会心内前后时月季度旬周底末站台当应要须]))(?:将|把)(?!来)(?P<thing>.+)$", re.DOTALL)
_TREATED = re.compile(rf"(?:{_ADVERB})*对(?P<thing>(?!外|口|象)[^，。；]{{2,60}}?)(?:{_ADVERB})*(?:进行|予以|加以|给予|实行|开展)")
_GATHERED = re.compile(r"由[^，。；由]{2,16}?(?:负责)?(?:汇总|收集|整理|归集)(?P<thing>[^，。；]{4,})$")
_MAKING = ("健全", "完善", "建立", "制定", "编制", "规范")
"""推动企业健全公开制度: theirs to make, and nothing named to publish."""
_MADE = re.compile(r"(?:制定|制订|拟定|起草|编制|完善|建立|修订|梳理|调整|出台|形成|更新|提供)(?:并|完成|发布)?(?P<thing>.+)$", re.DOTALL)
_KEEPING = "(?:更新|规范|办好|设置|设立|开设|增设|开辟|健全|完善|建立|推进|加强|优化|建设)"
_COLUMN = re.compile(
    rf"(?:(?:在|依托|通过)[^，]{{2,30}}?)?(?:{_ADVERB})*(?P<act>{_KEEPING}(?:[和、]?{_KEEPING})*)(?P<thing>[^，。；]*?(?:{pattern(lexicon().column).pattern}))"
)
_PAPER = re.compile(r"(?P<before>[^，。；《]{0,30}?)(?P<act>编印|编发|出版|刊发|发行|印发)(?P<thing>[^，。；、]{0,20}(?:公报|简报|专刊|会刊|年鉴)》?)$")
_ADOPTED_AHEAD = re.compile(r"(?P<thing>[^，。；]{0,20}?(?:采纳|吸收|征集)[^，。；]{0,6}?(?:情况|结果))[^，。；]{0,40}反馈$")
_ADOPTED = re.compile(r"反馈(?P<thing>[^，。；]{0,20}?(?:采纳|吸收|征集)[^，。；]{0,8}(?:情况|结果))")
_KEPT_UP = re.compile("(?:规范|做好|加强|推进|抓好)(?P<thing>[^，。；]{2,40}?)的?(?:(?:编制|修订|更新)(?:与|和|、|及)?)+(?:工作)?")
_LOOSE_TAIL = re.compile(r"(?:的)?(?:编制|制定|修订|梳理|清理)?工作$")
_ABOUT = re.compile(r"(?:加强|做好|加大|强化|深化|完善|健全|建立|深入|积极|注重|开展|及时|同步|宣传|对|关于|组织|专家|主动|全面|切实|进一步|做到|实现)+")
_FOR_WHOM = re.compile(r"^为.{2,12}?提供(?:(?:有)?针对性的?)?")
_BY_WAY = re.compile(r"^(?:采用|采取|通过|运用|利用|以|借助)[^，]{2,40}?(?:形式|方式|渠道|途径|载体)(?:开展|进行|做好|加强|对)*")


@dataclass(frozen=True)
class Reading:
    """A segment's act and thing; `thing` is literally in the segment, empty where the sentence names it elsewhere.

    before: the segment's words before the act: adverbs, periods, places. mechanism: the thing is published by a mechanism
    (制度, 机制) that is itself asked for, and is internal. is_noun: 做好X公开工作.
    """

    sort: Sort
    act: str = ""
    thing: str = ""
    before: str = ""
    mechanism: bool = False
    is_noun: bool = False


def read(segment: str) -> Reading:
    """The first reading that fits, from the plainest wording to the loosest."""
    segment = segment[:_LONGEST]
    hidden = masked(segment)
    if _is_no_publication(hidden) or first_of(lexicon().on_demand, hidden):
        return Reading("internal", first_of(lexicon().internal, hidden), segment)
    for attempt in (
        _column,
        _issuing,
        _reporting_back,
        _marking,
        _interacting,
        _consulting,
        _publishing,
        _interpreting,
        _responding,
        _publishing_as_noun,
        _providing,
    ):
        if (found := attempt(segment, hidden)) is not None:
            return found
    act = _internal_act(hidden)
    return Reading("internal", act, segment) if act else Reading("none", "", segment)


def _internal_act(hidden: str) -> str:
    """The verb of internal work, at the segment's beginning or behind a word that only a verb can follow."""
    words = pattern(lexicon().internal)
    found = words.match(hidden, _SUBJECT.match(hidden).end())  # type: ignore[union-attr]  # every part is optional
    found = found or re.compile(rf"(?:应当|应该|要|应|须|可以|予以|一并|并|负责|进行|对|对.{{1,16}}?)(?:{_ADVERB})*({words.pattern})").search(hidden)
    return found[found.re.groups] if found else ""


def _column(segment: str, hidden: str) -> Reading | None:
    """更新…专栏内容, 设置专栏, 健全…栏目."""
    found = _COLUMN.match(hidden)
    return Reading("provide", found["act"], segment[found.start("thing") : found.end("thing")], segment[: found.start()]) if found else None


def _issuing(segment: str, hidden: str) -> Reading | None:
    """编发简报, 出版《政府公报》: papers that are published by being printed."""
    found = _PAPER.match(segment)
    return Reading("publish", found["act"], found["thing"], found["before"]) if found else None


def _reporting_back(segment: str, hidden: str) -> Reading | None:
    """反馈意见采纳情况: those who gave an opinion are the public."""
    found = _ADOPTED.search(hidden) or _ADOPTED_AHEAD.match(hidden)
    return Reading("publish", "反馈", segment[found.start("thing") : found.end("thing")], segment[: found.start()]) if found else None


def _is_no_publication(hidden: str) -> bool:
    """将…纳入考评, 明确公开属性: publishing is spoken of, and not asked for."""
    words = lexicon()
    is_shifted = bool(re.search("将|把", hidden)) and bool(first_of(words.include_in, hidden))
    return is_shifted or bool(first_of(words.attribute, hidden))


def _marking(segment: str, hidden: str) -> Reading | None:
    act = first_of(lexicon().mark, hidden)
    if not act or not re.search("废止|失效|效力", segment) or "纳入" in hidden or re.search(rf"(?:公布|公开|发布)和{act}", hidden):
        return None
    return Reading("mark", act, segment)


def _interacting(segment: str, hidden: str) -> Reading | None:
    act = first_of(lexicon().interact, hidden)
    if not act:
        return None
    return Reading("consult" if re.search(f"{act}(?:的)?(?:制度|机制)", hidden) else "interact", act, segment)


def _consulting(segment: str, hidden: str) -> Reading | None:
    act = first_of(lexicon().consult, hidden)
    is_report = bool(re.search(rf"{act}(?:的)?(?:及采纳|采纳|反馈)?(?:情况|结果)", hidden))
    return Reading("consult", act, segment) if act and f"已{act}" not in hidden and not is_report else None


def _publishing(segment: str, hidden: str) -> Reading | None:
    """公开X; 将X向社会公开; X在Y上发布; 通过Y公开."""
    for found in pattern(lexicon().publish).finditer(hidden):
        if not _is_act(hidden, found.start(), found.end()):
            continue
        start, end = _run_of_acts(hidden, found.start(), found.end())
        before, thing = segment[:start], _TIMES.sub("", segment[end:].lstrip("、，, "))
        if re.fullmatch("解读(?:工作|材料的?工作)?", thing) and before.endswith("的"):
            return Reading("publish", f"{segment[start:end]}解读", _thing_before(before), before)
        if thing and not thing.startswith(("和", "与", "及", "至", "到")):
            return Reading("publish", segment[start:end], _without_leading(thing), before)
        is_heading = pattern(lexicon().do_publishing).match(before) is not None
        return Reading("publish", segment[start:end], _thing_before(before), before, is_noun=is_heading)
    return None


def _is_act(hidden: str, start: int, end: int) -> bool:
    """Whether the word at this place is what is to be done, and no part of a name (信息公开制度) or attribute (已公开的)."""
    words = lexicon()
    rest, ahead = hidden[end:], hidden[:start]
    if any(ahead.endswith(word) for word in words.noun_before.words):
        return False
    if re.fullmatch(rf"(?:{pattern(words.noun_after).pattern})+", rest):
        return False
    if hidden[start:end] in words.noun_like.words and not _FREE.search(ahead):
        return False
    if _ATTRIBUTE.match(rest):
        return False
    noun = pattern(words.noun_after).match(rest)
    if noun and re.sub(rf"(?:{_ADVERB})+$", "", ahead).endswith(words.do_publishing.words):
        return False
    return noun is None or bool(_FREE.search(ahead) and rest[noun.end() :] and rest[noun.end()] not in "、和及并，")


def _run_of_acts(hidden: str, start: int, end: int) -> tuple[int, int]:
    """转发、公开; 公开公示; 发布和解读: acts in a row are one; 发布解读材料 is one act."""
    while found := _NEXT_ACT.match(hidden, end):
        end = found.end()
    return start, end


def _without_leading(thing: str) -> str:
    """Without what belongs to the act: adverbs and 的."""
    return re.sub(r"^(?:和|的|了|关于|有关)+", "", _TIMES.sub("", thing))


_PEOPLE = ("专家库", "人才库", "队伍", "团队", "专家组", "智库", "解读员")
"""Those who explain, and no explanation."""
_INTERPRET = re.compile(rf"(?:{pattern(lexicon().interpret).pattern})(?:、?推广)?(?!册|单|栏|部|片|月|周|率|比例|覆盖|教育|渠道|阵地)")


def _thing_before(before: str) -> str:
    """The thing where it stands before the act; empty where only adverbs, a period or places stand there."""
    bare = without_adverbials(before, _OUTWARD)
    shifted = _SHIFTED.search(bare)
    if shifted:
        return without_adverbials(without_places(without_adverbials(shifted["thing"], _OUTWARD)), _OUTWARD)
    if treated := _TREATED.match(before):
        return treated["thing"]
    if gathered := _GATHERED.search(bare):
        return without_adverbials(without_places(gathered["thing"]), _OUTWARD)
    bare = _LEADING.sub("", bare)
    bare = without_adverbials(without_places(bare), _OUTWARD) if not bare.startswith("对") else bare
    doing = re.match(rf"(?:(?:{pattern(lexicon().do_publishing).pattern})(?!性)|督促|组织)+", bare)  # 规范性文件 is no 规范
    bare = bare[doing.end() :] if doing else bare
    made = _MADE.search(bare)
    return _OUTWARD.sub("", made["thing"] if made else bare).removesuffix("的")


def _publishing_as_noun(segment: str, hidden: str) -> Reading | None:
    """做好X公开工作; 加大X公开力度; 建立X信息发布机制."""
    words = lexicon()
    verbs = pattern(words.do_publishing).pattern.replace("扩大|", "")
    doing = re.match(rf"^(?:{_ADVERB})*(?:{verbs})(?:(?:和|、)?(?:{verbs}))?", hidden)
    if not doing:
        return None
    tail = re.search(
        rf"(?:的)?(?:信息)?(?:定期)?(?P<act>{pattern(words.publish).pattern})(?:的)?(?P<way>和宣传|工作|力度|范围|(?:和.{{2,20}}?)?(?:{pattern(words.mechanism).pattern})|$)",
        hidden[doing.end() :],
    )
    if not tail or not tail.start():
        return None
    thing = segment[doing.end() : doing.end() + tail.start()].removesuffix("阳光") or segment
    if thing.endswith((*words.inner_affairs.words, *_MAKING)) or re.fullmatch(r"(?:政府|政务|全面|新闻|信息|数据|的|内容|主动|工作|、)*", thing):
        return None
    mechanism = tail["way"].endswith(words.mechanism.words)
    return Reading("publish", tail["act"], thing, segment[: doing.end()], mechanism, is_noun=True)


def _interpreting(segment: str, hidden: str) -> Reading | None:
    found = _INTERPRET.search(hidden)
    act = found[0] if found else ""
    if not act or (first_of(lexicon().procedure, hidden) and "同步" not in hidden):
        return None
    head, _, rest = segment.partition(act)
    if rest.endswith(_PEOPLE):
        return None
    mechanism = bool(re.match(r"(?:的)?(?:工作)?(?:机制|制度)", rest))
    head = _BY_WAY.sub("", _FOR_WHOM.sub("", head))
    bare = re.sub(r"[的与和及、]$", "", _ABOUT.sub("", head, count=1) if _ABOUT.match(head) else head)
    is_behind = len(rest) > 1 and not re.match("(?:的)?(?:工作|力度|机制|材料|方案|回应|宣传|宣讲|推广|及|和|、)", rest)
    thing = rest if is_behind else re.sub(r"^(?:并|及时|广泛|大力|政策)+$", "", re.sub(r"(?:宣传|的|(?<=.)(?:进行|予以|开展))$", "", bare))
    return Reading("interpret", act, thing, "", mechanism)


def _responding(segment: str, hidden: str) -> Reading | None:
    act = first_of(lexicon().respond, hidden)
    if not act or first_of(lexicon().general_concern, hidden) or re.search(rf"{act}(?:机制|制度)", hidden):
        return None
    _, _, rest = segment.partition(act)
    return Reading("respond", act, rest or segment)


def _providing(segment: str, hidden: str) -> Reading | None:
    """制定…细则, 完善…目录, 规范…指南的编制: a document that must stand somewhere once it is made."""
    words = lexicon()
    if (kept := _KEPT_UP.fullmatch(segment)) and kept["thing"].endswith(words.standing.words):
        return Reading("provide", "更新", kept["thing"])
    made = _MADE.search(hidden)
    theirs = pattern(words.others).match(hidden)
    if not made or (theirs and not _MADE.match(hidden, theirs.end())):
        return None  # 指导学校制定…目录: theirs to make
    thing = _LOOSE_TAIL.sub("", segment[made.start("thing") :])
    names = [word for word in (*words.policy_document.words, *words.standing.words) if thing.endswith(word)]
    return Reading("provide", segment[made.start() : made.start() + 2], thing, segment[: made.start()]) if names else None


def is_progress(said: str) -> bool:
    """A project published stage by stage: 从申报、分配到验收全流程; 公示…验收合格后…公告."""
    words = lexicon()
    stages = set(pattern(words.stage).findall(said))
    if first_of(words.progress, said) and len(stages) >= 3:
        return True
    return bool(re.search("公示.{0,80}(?:验收|实施|期满|完成).{0,20}后.{0,40}(?:公告|公布|公开)", said, re.DOTALL))
