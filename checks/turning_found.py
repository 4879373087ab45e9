"""Turnings of what was found, or surely not found: in time, late, incomplete, misplaced, absent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checks.place import OUTDATED, Finding
from checks.promise import Change, all_absent, all_met, by_day, changed, comes_to, crawled_sites, iso, no_later, then, turning, weighed
from checks.verdict import Turning
from checks.why import Told, what_of
from rules.chinese import chinese_day
from rules.due import DueDay, due_of
from rules.explain_words import few_of, words_wanted
from rules.periods import period_end
from rules.rule import PER_DOCUMENT

OPEN = ("unverified", "not_checked")


def of_in_time(told: Told) -> Iterator[Turning]:
    """Where nothing is due there is no day after which it would have been late; what is asked 定期 counts for the year it is published in."""
    if told.question.duty.every == "regular":
        yield turning(told, Change("absent", (), f"如{told.question.year_end.year}年没有公开", all_absent(told, lambda _: True)))
    elif told.due is not None:
        day, is_gone = chinese_day(told.due.latest), any(f.publication and f.publication.withdrawn_on for f in told.findings)
        outcome = None if is_gone else comes_to(told, changed(told, _is_met, lambda f: replace(f, outcome="late", reason="after_due")))
        after = "，即不达标" if is_gone else f"、此后才公开，{then(outcome)}"
        yield Turning("later_than", (iso(told.due.latest),), outcome, f"如到{day}还没有公开{after}。")


def _is_met(finding: Finding) -> bool:
    return finding.outcome == "met"


def of_column_in_use(told: Told) -> Iterator[Turning]:
    year = told.question.year_end.year
    yield Turning("empty_column", (told.detail,), None, f"如栏目“{told.detail}”没有{year}年的内容，即不达标。")


def of_column_answered(told: Told) -> Iterator[Turning]:
    yield Turning("no_answer", (told.detail,), None, f"如栏目“{told.detail}”的条目里没有一条见到答复，即不达标。")


def of_late(told: Told) -> Iterator[Turning]:
    day = by_day(told)
    assert day is not None, "nothing is late that is not due"
    earlier = changed(told, _is_late, lambda f: weighed(told, f, replace(f.publication, published=day)) if f.publication else f)
    would_be = comes_to(told, earlier)
    # What is in doubt elsewhere may be settled by the same publication: then no more is promised.
    yield turning(told, Change("publish_by", (iso(day),), f"如{no_later(told)}公开", None if would_be in OPEN else earlier))


def _is_late(finding: Finding) -> bool:
    return finding.outcome == "late"


def of_misplaced(told: Told) -> Iterator[Turning]:
    absent = [f for f in told.findings if f.outcome == "unmet"]
    sites = crawled_sites(absent)
    found = next(f.publication for f in told.findings if f.publication is not None and f.outcome in ("met", "late", "incomplete"))
    copy = replace(found, published=by_day(told) or found.published)
    there = changed(told, lambda f: f in absent, lambda f: weighed(told, f, replace(copy, site=f.site)))
    names = "、".join(name for _, name in sites)
    what = (iso(copy.published), *(site for site, _ in sites))
    yield turning(told, Change("publish_there", what, f"如{no_later(told)}在{names}也公开同一内容", there))


def of_incomplete(told: Told) -> Iterator[Turning]:
    missing = tuple(dict.fromkeys(m for f in told.findings if f.reason == "content_missing" for m in f.missing))
    whole = changed(told, lambda f: f.reason == "content_missing", lambda f: _whole(told, f))
    yield turning(told, Change("complete", missing, f"如公开的内容里有{'、'.join(missing)}（公开日期不变）", whole))


def _whole(told: Told, finding: Finding) -> Finding:
    """The finding, were nothing missing: as a duty that asks for no content would have it."""
    content = replace(told.question.duty.content, parts=(), names=(), rows_at_least=None)
    asked = replace(told, question=replace(told.question, duty=replace(told.question.duty, content=content)))
    return weighed(asked, finding, finding.publication) if finding.publication is not None else finding


def of_outdated(told: Told) -> Iterator[Turning]:
    missing = next(m for f in told.findings if f.reason == OUTDATED for m in f.missing)
    yield turning(told, Change("renew", (missing,), f"如公开了{missing}", all_met(told, lambda f: f.reason == OUTDATED)))


def of_published_once(told: Told) -> Iterator[Turning]:
    yield Turning("publish_again", (told.detail,), "met", f"如{no_later(told)}公开满{told.detail}次（内容或日期不同），即为达标。")


def of_column_unused(told: Told) -> Iterator[Turning]:
    wanted = told.question.duty.column
    assert wanted is not None, "only duties with a column come here"
    least = f"（至少{wanted.min_entries}条）" if wanted.min_entries > 1 else ""
    answered = f"，其中一条有{few_of(wanted.answers)}这样的答复" if wanted.answers else ""
    used = all_met(told, lambda f: f.reason == "column_unused")
    yield turning(told, Change("fill_column", (told.detail,), f"如栏目“{told.detail}”有{told.question.year_end.year}年的内容{least}{answered}", used))


def of_column_unanswered(told: Told) -> Iterator[Turning]:
    wanted = told.question.duty.column
    assert wanted is not None, "only duties with a column come here"
    answered = all_met(told, lambda f: f.reason == "column_unanswered")
    yield turning(told, Change("answer", wanted.answers, f"如栏目“{told.detail}”有一条的网页上见到{few_of(wanted.answers)}", answered))


def of_absence(told: Told) -> Iterator[Turning]:
    """Of an event on file no declaration frees; of a document's verdict it is not asked."""
    yield from publishing(told)
    if told.question.duty.kind not in PER_DOCUMENT and not told.question.events:
        is_silence = told.reason == "event_silent"
        yield declaring("如申报无此情形并写明理由" if is_silence else "如申报无此情形，写明理由并经认可")


def declaring(sentence: str) -> Turning:
    return Turning("declare", (), "not_applicable", f"{sentence}，即为无此情形。")


def publishing(told: Told) -> Iterator[Turning]:
    """What would have been found: the rule's words, in all the places that are searched or one of them, by the due day."""
    question = told.question
    places = [p for p in question.places if any(s.site.is_crawled for s in p.sites)]
    if not places:
        return
    sites = crawled_sites(Finding(p, "unmet", "not_found") for p in places)
    names = "、".join(name for _, name in sites) + ("" if question.wants_all_places or len(sites) == 1 else "之一")
    names_of_places = {p.name for p in places}
    there = changed(told, lambda f: f.place.name in names_of_places, lambda f: Finding(f.place, "met", "in_time"))
    told = replace(told, due=_own_due(told))
    kind = "publish" if question.duty.column is None else "open_column"
    what = (iso(by_day(told)), *(site for site, _ in sites))
    yield turning(told, Change(kind, what, f"如{no_later(told)}在{names}{_act(told)}", there if _may_promise(told) else None))


def _own_due(told: Told) -> DueDay | None:
    """January's own day: the later one is for January and February together."""
    question, period = told.question, told.period
    if question.duty.every != "month" or period is None or not period.endswith("-01"):
        return told.due
    return due_of(question.duty, period_end(period), question.year_end, question.calendar, question.policy)


def _may_promise(told: Told) -> bool:
    """A document that is asked of only once it stands there is then judged by what stands beside it."""
    return told.subject is not None or told.question.duty.kind not in ("paired", "marked", "progress")


def _act(told: Told) -> str:
    """What would have to be published, in the words by which it is known."""
    duty = told.question.duty
    if duty.column is not None:
        return f"有名称含{few_of(duty.column.names)}的栏目，并有{told.question.year_end.year}年的内容" + ("和答复" if duty.column.answers else "")
    if told.reason == "known_event_unpublished":
        return f"公开{told.detail}（写明文号或事项名称）"
    if told.subject is not None and duty.kind == "reprint":
        return f"公开{what_of(told)}（写明同样的文号或标题，或者条目链接到原文）"
    if told.subject is not None and duty.kind == "paired":
        return f"公开{what_of(told)}（与文件互相链接，或写明文件的文号或名称）"
    words = words_wanted(duty)
    times = f"，公开{told.question.times}次" if told.question.times > 1 else ""
    whole = "，内容齐全" if not duty.content.is_empty else ""
    return f"公开{what_of(told)}" + (f"（{words}{whole}{times}）" if words else "")
