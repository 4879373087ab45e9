"""Turnings of what is open: in doubt, not read, not shown, not due yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from checks.coverage import FIRST_CRAWL
from checks.facts import Publication
from checks.place import Finding
from checks.promise import Change, all_absent, all_met, by_day, changed, crawled_sites, iso, no_later, turning, weighed
from checks.turning_found import declaring, publishing
from checks.verdict import Turning
from checks.why import Told
from rules.chinese import chinese_day, chinese_period
from rules.explain_words import few_of, words_wanted
from rules.rule import PER_DOCUMENT

_SHOWN_BY = {
    "看不出解读的是不是这份文件": "如与这份文件互相链接，或写明它的文号或名称",
    "看不出是不是这份文件的解读": "如与这份文件互相链接，或写明它的文号或名称",
    "看不出是不是这份文件": "如写明与上级文件相同的文号或标题，或者条目链接到原文",
    "看不出说的是不是同一对象": "如标题写明同一对象的名称",
}
"""What would have shown what cannot be told."""


def of_near_miss(told: Told) -> Iterator[Turning]:
    found = _in_doubt(told, "near_miss")
    same = _looked_again(told, "near_miss", lambda p: replace(p, grade="exact", lacks="", rejected="", doubt=""))
    lacks = found.lacks if found is not None else ""
    words = words_wanted(told.question.duty)
    if lacks in _SHOWN_BY:
        yield turning(told, Change("tell_which", (), _SHOWN_BY[lacks], same))
        return
    if words and not lacks:
        yield turning(told, Change("reword", (), f"如写法合乎规则（{words}）", same))
        yield turning(told, Change("accept", (), "如本办认可这种写法", same))
    else:
        yield turning(told, Change("person", (), "如经人工看过，就是这一项的公开", same))
    yield Turning("person_refuses", (), None, "如经人工看过，不是这一项的公开，即按没有找到处理。")


def of_column_near_miss(told: Told) -> Iterator[Turning]:
    wanted = told.question.duty.column
    names = few_of(wanted.names) if wanted is not None else ""
    yield Turning("rename_column", (told.detail,), None, f"如栏目名称含{names}，或者本办认可这个名称，再按栏目里的内容判。")


def of_period_unclear(told: Told) -> Iterator[Turning]:
    period = chinese_period(told.period) if told.period else "哪一期"
    yield turning(told, Change("name_period", (told.period or "",), f"如标题写明是{period}的", _looked_again(told, "period_unclear", lambda p: p)))


def of_event_unclear(told: Told) -> Iterator[Turning]:
    yield turning(told, Change("name_event", (), f"如写明公开的就是{told.detail}", _looked_again(told, "event_unclear", lambda p: p)))


def of_undated(told: Told) -> Iterator[Turning]:
    if all(f.publication is None for f in told.findings if f.reason == "undated"):
        yield Turning("date_entries", (), None, "如栏目的条目写明日期，再按本年度有没有内容判。")
        return
    yield from _dating(told, "如页面或栏目列表写明发布日期", "undated")


def of_contested(told: Told) -> Iterator[Turning]:
    yield from _dating(told, "如页面各处写的发布日期一致，或者栏目列表写的与其中一处一致", "undated")


def _dating(told: Told, said: str, reason: str) -> Iterator[Turning]:
    day = by_day(told)
    dated = _looked_again(told, reason, lambda p: replace(p, published=day, published_from="", contested="")) if day is not None else None
    if day is None:
        yield turning(told, Change("date", (), said, None))
    else:
        yield turning(told, Change("date", (iso(day),), f"{said}，而且不晚于{chinese_day(day)}", dated))


def of_unreadable_content(told: Told) -> Iterator[Turning]:
    missing = tuple(dict.fromkeys(m for f in told.findings if f.reason == "content_unreadable" for m in f.missing))
    whole = all_met(told, lambda f: f.reason == "content_unreadable")
    yield turning(told, Change("complete", missing, f"如能读出的文字、表格里有{'、'.join(missing)}", whole))


def of_doubtful(told: Told) -> Iterator[Turning]:
    found = _in_doubt(told, "doubtful")
    if found is not None and not found.doubt:
        yield from _dating(told, "如页面或栏目列表写明发布日期", "doubtful")
        return
    sure = _looked_again(told, "doubtful", lambda p: replace(p, doubt=""))
    yield turning(told, Change("person", (), "如经人工看过，就是这一项的公开", sure))
    yield Turning("person_refuses", (), None, "如经人工看过，不是这一项的公开，即按没有找到处理。")


def of_other_signature(told: Told) -> Iterator[Turning]:
    unit = told.question.unit
    own = _looked_again(told, "other_signature", lambda p: replace(p, issuers=p.issuers | {unit.id}))
    yield turning(told, Change("sign", (unit.name,), f"如网页的来源写明是{unit.name}", own))


def of_calendar_missing(told: Told) -> Iterator[Turning]:
    day = by_day(told)
    assert day is not None, "a day that cannot be counted exactly has bounds"
    in_time = _looked_again(told, "calendar_missing", lambda p: replace(p, published=day))
    yield turning(told, Change("publish_by", (iso(day),), f"如{no_later(told)}公开，不论放假怎样安排", in_time))
    yield Turning("calendar", (), None, "如补录当年的工作日安排，即可算出到期日，再按公开日期判。")


def of_second_look(told: Told) -> Iterator[Turning]:
    absent = all_absent(told, lambda f: f.reason == "awaits_second_look")
    yield turning(told, Change("look_again", (), "如再完整检索一遍仍没有找到", absent))
    yield from publishing(told)


def of_event_not_shown(told: Told) -> Iterator[Turning]:
    if told.question.duty.kind not in PER_DOCUMENT:
        yield from publishing(told)
    yield declaring("如申报无此情形并写明理由")
    yield Turning("file_event", (), None, "如有应公开的事项登记在案，即按该事项是否公开判。")


def of_nothing_to_mark(told: Told) -> Iterator[Turning]:
    yield declaring("如申报无此情形并写明理由")
    yield Turning("find_originals", (), None, "如在所要求的网站上找到废止或失效文件的原文，即按是否标注判。")


def of_softened(told: Told) -> Iterator[Turning]:
    if told.question.duty.kind not in ("progress", "marked"):
        yield from publishing(told)
    if told.question.duty.kind not in PER_DOCUMENT and not told.question.events:
        yield declaring("如申报无此情形，写明理由并经认可")


def of_by_proof(told: Told) -> Iterator[Turning]:
    unseen = "、".join(dict.fromkeys(s.name for p in told.question.places for s in p.by_proof))
    yield Turning("proof", (), "met", f"如提交在{unseen}公开的证明并经认可，即为达标。")
    if not told.question.wants_all_places:
        yield from publishing(told)
    if told.question.duty.kind == "event" and not told.question.events:
        yield declaring("如申报无此情形并写明理由")


def of_manual(told: Told) -> Iterator[Turning]:
    yield Turning("proof", (), "met", "如提交书面证明并经认可，即为达标。")


def of_before_due(told: Told) -> Iterator[Turning]:
    yield from publishing(told) if told.question.duty.kind not in ("marked", "timely") else ()
    if told.due is not None:
        yield Turning("wait", (iso(told.due.latest),), None, f"到期日（{chinese_day(told.due.latest)}）过后再核查，就按当时查到的情况判。")


def of_before_judged_from(told: Told) -> Iterator[Turning]:
    yield Turning("policy", (told.detail,), None, "如本办把起算日改到这一期结束以前，即核查这一期。")


def of_pair_unread(told: Told) -> Iterator[Turning]:
    read = _looked_again(told, "pair_unread", lambda p: p)
    yield turning(told, Change("read", (), "如所链接的网页能够取到，而且就是按期公开的解读", read))


def of_upstream_undated(told: Told) -> Iterator[Turning]:
    yield from publishing(told)
    yield Turning("date_original", (), None, "如上级文件的发布日期登记在案，即可计算转发期限，再按是否转发判。")


def of_unformed(told: Told) -> Iterator[Turning]:
    yield Turning("date_formed", (), None, "如文件写明成文日期，即可计算期限，再按公开日期判。")


def of_answers_unread(told: Told) -> Iterator[Turning]:
    wanted = told.question.duty.column
    answered = all_met(told, lambda f: f.reason == "answers_unread")
    yield turning(told, Change("answer", wanted.answers if wanted else (), "如这一条能够读到，而且有答复", answered))


def of_column_shared(told: Told) -> Iterator[Turning]:
    yield Turning("own_column", (told.detail,), None, "如本单位网站上有这样的栏目，或者看得出栏目里有本单位的内容，再按内容判。")


def of_not_checked(told: Told) -> Iterator[Turning]:
    """What has to be read before anything can be said."""
    if told.reason == "no_site":
        yield Turning("configure", (), None, "如单位文件（config/units.yaml）里写明公开位置的网址，即可检索，再按查到的情况判。")
        return
    if told.reason == "site_not_confirmed":
        yield Turning("configure", (), None, "如网址经人确认（config/units.yaml 的 confirmed），再按查到的情况判。")
        return
    open_ = [f for f in told.findings if f.outcome == "not_checked"]
    sites = crawled_sites(open_)
    names = "、".join(name for _, name in sites)
    absent = all_absent(told, lambda f: f.outcome == "not_checked") if told.question.duty.column is None else None
    first = "首次抓取完成，" if told.reason == FIRST_CRAWL else ""
    change = turning(told, Change("read", tuple(site for site, _ in sites), f"如{first}{names}的栏目全部读完、复核一遍，仍没有找到", absent))
    yield replace(change, sentence=f"{change.sentence[:-1]}；找到的，按公开的情况判。") if change.outcome is not None else _read(change, names, first)


def _read(change: Turning, names: str, first: str) -> Turning:
    return replace(change, sentence=f"如{first}{names}的栏目全部读完并复核，即按查到的情况判。")


def _in_doubt(told: Told, reason: str) -> Publication | None:
    return next((f.publication for f in told.findings if f.reason == reason and f.publication is not None), None)


def _looked_again(told: Told, reason: str, make: Callable[[Publication], Publication]) -> tuple[Finding, ...]:
    """The findings, were what is in doubt for this reason as it ought to be."""

    def again(finding: Finding) -> Finding:
        return weighed(told, finding, make(finding.publication)) if finding.publication is not None else finding

    return changed(told, lambda f: f.reason == reason, again)
