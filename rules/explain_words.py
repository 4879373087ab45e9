"""What a duty looks for, as a district officer reads it: titles, texts, columns, stages, parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rules.chinese import chinese_day
from rules.policy import Policy
from rules.rule import Duty
from rules.wanted import ColumnWanted, Match, Terms
from rules.wording import GAP, GAP_CHARACTERS

_REJECTED = {
    "draft": "征求意见稿和草案", "news": "会议和工作新闻", "activity": "只报道工作动态、不附表格或文件的", "other_place": "标题以别处地名开头的",
}  # fmt: skip


_MANY, _FEW = 4, 3
"""More synonyms than so many are cut to so few where a sentence is told in passing."""


@dataclass(frozen=True)
class Look:
    """One thing to look for: a sentence, or what comes before and after the words. Of each group one must stand there, of `none` nothing."""

    told: str
    groups: tuple[tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()
    after: str = ""

    @property
    def sentence(self) -> str:
        """The whole as one sentence.

        >>> Look("标题里", (("预算", "财政收支"), ("执行",)), ("部门预算",)).sentence
        '标题里要同时有：“预算”“财政收支”之一；“执行”；不能有：“部门预算”。'
        """
        parts = [f"要同时有：{one_of(self.groups[0])}" if len(self.groups) > 1 else f"要有：{one_of(self.groups[0])}"] if self.groups else []
        parts += [one_of(group) for group in self.groups[1:]]
        parts += [f"不能有：{quoted(self.none)}"] if self.none else []
        return self.told + "；".join(parts) + self.after + "。"


GAP_TOLD = Look(f"词中的“{GAP}”表示中间可以隔几个字（至多 {GAP_CHARACTERS} 个）")


def sought(duty: Duty) -> tuple[Look, ...]:
    """What a publication (or column) must look like."""
    looks = [*_of_column(duty.column)] if duty.column else []
    if duty.match is not None:
        looks += _of_match(duty.match, _SUBJECTS.get(duty.kind, ""))
    if duty.kind == "timely" and duty.match is None:
        looks.append(Look("查这些位置上的每一份文件，不论标题"))
    for beside in (_of_stages, _of_pair, _of_upstream, _of_marks):
        looks += beside(duty)
    if any(GAP in look.sentence for look in looks):
        looks.append(GAP_TOLD)
    return tuple(looks)


def needed(duty: Duty, policy: Policy) -> tuple[str, ...]:
    """What must be in the publication, how often and how new, one sentence each."""
    content = duty.content
    told = [f"“{part.name}”：正文、表格或附件里有{one_of(part.any)}。" for part in content.parts]
    if content.rows_at_least is not None:
        told.append(f"表格至少 {content.rows_at_least} 行（表头不算）{f'，每行一个{content.rows_of}' if content.rows_of else ''}。")
    if content.names:
        told.append(f"{content.names_of or '名称'}共 {len(content.names)} 个，每个都要出现：{'、'.join(content.names)}。")
    if duty.kind == "periodic" and duty.every == "regular":
        told.append(f"一年至少公开 {policy.regular_times} 次。")
    if duty.since is not None:
        told.append(f"{chinese_day(duty.since)}以来的才算现行有效的内容。")
    elif duty.kind == "standing" and duty.column is None:
        told.append("往年发布、仍在网上的也算。" if policy.earlier_years_count else "须是计划年度内发布的。")
    return tuple(told)


_SUBJECTS = {"reprint": "转发件的", "paired": "政策文件的", "marked": "废止失效文件清单的"}


def _of_terms(told: str, terms: Terms, after: str = "") -> Iterator[Look]:
    if not terms.is_empty:
        yield Look(told, terms.groups, terms.none, after)


def _of_match(match: Match, subject: str) -> Iterator[Look]:
    yield from _of_terms(subject + "标题里", match.title)
    for terms in match.accepted:
        yield from _of_terms(subject + "标题也可以这样写（结果上注明“认可写法”），", terms)
    yield from _of_terms(subject + "栏目条目的标题里", match.list_title)
    yield from _of_terms(subject + "正文（含表格、附件）里", match.body)
    yield from _of_terms(subject + "附件的名称里", match.attachment)
    yield from _of_terms(subject + "来源或发布机构里", match.issuer, "；页面没有写来源的，待核实")
    if match.title.groups:
        yield from _of_rejection(match)
        yield from _of_near(match)


def _of_near(match: Match) -> Iterator[Look]:
    told = ["有第一组的词"] if len(match.title.groups) > 1 else []
    told += [f"有{one_of(match.near)}"] if match.near else []
    if told:
        yield Look(f"标题里{'，或'.join(told)}，而与上面的写法不同的，不直接判未公开，先请人看（待核实）")


def _of_rejection(match: Match) -> Iterator[Look]:
    usual = [label for kind, label in _REJECTED.items() if kind not in match.allow]
    lifted = [label for kind, label in _REJECTED.items() if kind in match.allow]
    if usual:
        yield Look(f"不算的：{'；'.join(usual)}")
    if lifted:
        yield Look(f"本项义务也算：{'；'.join(lifted)}")
    if "other_unit" in match.allow:
        yield Look("标题写明是别的单位的，不直接排除，先请人看（待核实）")


def _of_column(column: ColumnWanted) -> Iterator[Look]:
    yield Look("要有一个栏目，名称里", (column.names,), after=f"；栏目里至少有 {column.min_entries} 条计划年度内的内容")
    if column.answers:
        yield Look("条目的页面里", (column.answers,), after="，表明确有答复")
    if column.near:
        yield Look(f"栏目名称里只有{one_of(column.near)}的，不直接判未公开，先请人看（待核实）")


def _of_stages(duty: Duty) -> Iterator[Look]:
    for i, stage in enumerate(duty.stages, start=1):
        yield from _of_terms(f"第 {i} 阶段“{stage.name}”，标题里还", stage.title)
    if duty.stages:
        yield Look("按对象逐个看：标题去掉上面的词，剩下的就是对象；同一对象的各阶段要按先后都有")


def _of_pair(duty: Duty) -> Iterator[Look]:
    if duty.pair is not None:
        yield Look("每份文件都要有一篇解读：与文件互相链接，或写出文件的文号或名称")
        yield from (replace(look, told=f"解读的{look.told}") for look in _of_match(duty.pair.match, "") if look.groups or look.none)


def _of_upstream(duty: Duty) -> Iterator[Look]:
    if duty.upstream is not None:
        sites = f"，以及在{'、'.join(duty.upstream.sites)}查到的文件" if duty.upstream.sites else ""
        yield Look(f"要转发的文件：{'、'.join(duty.upstream.issuers)}发出、登记在案的文件{sites}；逐件核查")
        yield Look("转发件按文号、标题或链接到原文的栏目条目认定")


def _of_marks(duty: Duty) -> Iterator[Look]:
    if duty.marks:
        yield Look("清单里写明的每份文件（也包括登记在案的废止失效文件），在原文件所在的页面上", (duty.marks,))
    if duty.on_request:
        yield Look("由网站管理机构代为标注的位置：本单位提请的记录没有登记在案的，没有标注也只是待核实")


def words_wanted(duty: Duty) -> str:
    """The words that a publication must have, in one breath, of many synonyms the first; "" where none are asked for.

    >>> from rules.wanted import Match
    >>> words_wanted(Duty("a", "one_off", "预算执行情况", (), match=Match(Terms(all=(("预算", "财政收支"), ("执行",))))))
    '标题有“预算”“财政收支”之一和“执行”'
    """
    match = duty.match
    if match is None:
        return ""
    wanted = (("标题", match.title), ("栏目条目的标题", match.list_title), ("正文或附件", match.body), ("附件名称", match.attachment), ("来源", match.issuer))
    return "，".join(f"{where}有{'和'.join(few_of(group) for group in terms.groups)}" for where, terms in wanted if terms.groups)


def few_of(words: tuple[str, ...]) -> str:
    """One of words, of many the first ones.

    >>> few_of(("答复", "回复", "答", "回", "复"))
    '“答复”“回复”“答”等5种说法之一'
    """
    return one_of(words) if len(words) <= _MANY else f"{quoted(words[:_FEW])}等{len(words)}种说法之一"


def one_of(words: tuple[str, ...]) -> str:
    """Words in quotation marks, any of which is enough."""
    return quoted(words) + ("之一" if len(words) > 1 else "")


def quoted(words: tuple[str, ...]) -> str:
    return "".join(f"“{word}”" for word in words)
