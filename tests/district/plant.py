"""The cases of monthly and quarterly duties: each function plants one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from district.days import at, period_end, working_day_near
from district.decoys import DECOYS, draft, news, other_month
from district.ground import Paper
from district.model import Entry, Sheet
from district.periods import bare_month_words, first_two_words, half_year_words, span_words
from district.plant_wrong import (
    corrected,
    corrected_late,
    late_any,
    late_both,
    late_by_a_day,
    late_one,
    mended,
    no_investment,
    no_start,
    no_start_docx,
    replaced,
    rows_docx,
    rows_html,
    rows_mended,
    rows_one,
    rows_xlsx,
)  # fmt: skip
from district.stage import Stage
from district.truth import Showing


def plain(stage: Stage) -> None:
    stage.everywhere(stage.usual())


def odd(stage: Stage) -> None:
    """Words an officer recognises and nobody listed."""
    said = stage.said()
    paper = stage.paper(stage.title(said, odd=True), stage.in_time(), stage.sheet(said))
    stage.everywhere(paper, "odd")


def no_year(stage: Stage) -> None:
    """The title and the text leave the year to the day of publication."""
    if "Q" in (stage.cell.period or ""):
        return plain(stage)
    return stage.everywhere(stage.usual(said=bare_month_words(stage.month, stage.rng)))


def in_body(stage: Stage) -> None:
    """The title names no period; the first sentence does."""
    said = stage.said()
    title = stage.fill(stage.wording().text, "").replace("（）", "")
    stage.everywhere(stage.paper(title, stage.in_time(), stage.sheet(said)))


def in_file(stage: Stage) -> None:
    """Only the attachment says which month it is."""
    said = stage.said()
    title = stage.fill(stage.wording().text, "").replace("（）", "")
    stage.everywhere(replace(stage.paper(title, stage.in_time(), stage.sheet(said)), carrier="docx"))


def cumulative(stage: Stage) -> None:
    """January to this month in one."""
    if "Q" in (stage.cell.period or ""):
        return plain(stage)
    return stage.everywhere(stage.usual(said=span_words(stage.month, stage.rng)))


def half_year(stage: Stage) -> None:
    """The half year, or three quarters, in one: it is June's and the second quarter's, or September's."""
    stage.everywhere(stage.usual(said=half_year_words(stage.cell.period or "", stage.rng)))


def on_due_day(stage: Stage) -> None:
    stage.everywhere(stage.usual(stage.cell.due))


def by_xlsx(stage: Stage) -> None:
    _by_file(stage, "xlsx")


def by_docx(stage: Stage) -> None:
    _by_file(stage, "docx")


def _by_file(stage: Stage, kind: str) -> None:
    """One sentence; the attachment is the content."""
    stage.everywhere(replace(stage.usual(), carrier=kind))


def early(stage: Stage) -> None:
    """Published before its month begins, as a month's power market is."""
    end = period_end(stage.cell.period or "")
    stage.everywhere(stage.usual(working_day_near(end.replace(day=1) - timedelta(days=stage.rng.randint(3, 6)))))


def shared(stage: Stage) -> None:
    """One address on the unit's own site, listed by a column of the portal too."""
    doc = stage.show("own", stage.usual())
    if doc is None:
        return plain(stage)
    stage.ground.list_in(stage.ground.sites["portal"].columns[stage.shelf("portal")[1]], doc)
    return stage.account("portal", doc, "full")


def external(stage: Stage) -> None:
    """The portal's list has an entry that leads to another body's site."""
    said, day = stage.said(), stage.in_time()
    column = stage.ground.sites["portal"].columns[stage.shelf("portal")[1]]
    href = f"http://www.gdpx.example.org.cn/post/{stage.rng.randint(10000, 99999)}.html"
    column.entries.append(Entry(href, stage.title(said), day, at(day, 11)))
    stage.cell.showings.append(Showing("portal", day, at(day, 11), None, "odd"))


def backdated(stage: Stage) -> None:
    """Claims a day in time and appears weeks after the due day, deep in the list."""
    paper = stage.usual()
    late = at(min(stage.cell.due + timedelta(days=stage.rng.randint(8, 30)), date(2017, 12, 28)), 15)
    stage.everywhere(replace(paper, appears=late))


def withdrawn(stage: Stage) -> None:
    """Stood at the first crawl, before its due day, and was taken away later."""
    day = working_day_near(date(2017, 4, stage.rng.randint(6, 18)))
    stage.everywhere(replace(stage.usual(day), vanishes=at(date(2017, 6, 15), 9)))


def vanished(stage: Stage) -> None:
    """Came and went between two crawls: nothing proves that it ever stood."""
    day = working_day_near(period_end(stage.cell.period or "") + timedelta(days=stage.rng.randint(6, 12)))
    gone = date(2017, 9, 15) if stage.month < 8 else date(2017, 12, 20)
    stage.everywhere(replace(stage.usual(day), vanishes=at(gone, 9)))


def dated_ahead(stage: Stage) -> None:
    """Visible on 30 September under a day in October."""
    stage.everywhere(replace(stage.usual(date(2017, 10, 10)), appears=at(date(2017, 9, 29), 10)))


def one_two(stage: Stage) -> None:
    """January and February in one; whether January's day binds it is open when it comes in March."""
    said = first_two_words(stage.rng)
    day = date(2017, 3, 1) if stage.rng.random() < 0.5 else working_day_near(date(2017, 3, stage.rng.randint(9, 22)))
    stage.everywhere(stage.usual(day, said))
    stage.cell.also = frozenset({"met"})


# misplaced


def portal_only(stage: Stage) -> None:
    stage.show("portal", stage.usual())


def own_only(stage: Stage) -> None:
    stage.show("own", stage.usual())


def draft_elsewhere(stage: Stage) -> None:
    first, second = stage.rng.sample(stage.cell.places, 2)
    stage.show(first, stage.usual())
    draft(stage, second)


def news_elsewhere(stage: Stage) -> None:
    first, second = stage.rng.sample(stage.cell.places, 2)
    stage.show(first, stage.usual())
    news(stage, second)


# cannot tell


def picture(stage: Stage) -> None:
    stage.everywhere(replace(stage.usual(), carrier="picture"), "unclear")


def scan(stage: Stage) -> None:
    stage.everywhere(replace(stage.usual(), carrier="scan"), "unclear")


def broken(stage: Stage) -> None:
    stage.everywhere(replace(stage.usual(), carrier="broken"), "unclear")


def gone(stage: Stage) -> None:
    """The attachment that is the content answers 404."""
    stage.everywhere(replace(stage.usual(), carrier="gone"), "unclear")


def undated(stage: Stage) -> None:
    """No day on the page nor in its list."""
    said = stage.said()
    sheet = stage.sheet(said)
    paper = Paper(stage.title(said), None, Sheet(sheet.paragraphs, sheet.rows), "", appears=at(stage.in_time(), 10), style="undated")
    if stage.show("own", paper, "unclear", column="gsl") is None:
        stage.cell.case = "plain"
        plain(stage)


def unmet_nothing(stage: Stage) -> None:
    """Nothing at all."""


def _only(name: str) -> Callable[[Stage], None]:
    def plant(stage: Stage) -> None:
        for place in ("portal", "own") if stage.rng.random() < 0.6 else ("portal",):
            DECOYS[name](stage, place)

    return plant


def second_of_two(stage: Stage) -> None:
    """Planted with January; see `one_two`."""


def unmet_other_month(stage: Stage) -> None:
    other_month(stage, "portal")


_CASES = (
    plain, odd, no_year, in_body, in_file, cumulative, half_year, on_due_day, by_xlsx, by_docx, early, shared, external, backdated, withdrawn, vanished,
    dated_ahead,
    one_two, second_of_two, late_both, late_one, late_any, late_by_a_day, rows_html, rows_xlsx, rows_docx, rows_one, rows_mended, no_investment, no_start,
    no_start_docx, mended, corrected, replaced, corrected_late, portal_only, own_only, draft_elsewhere, news_elsewhere, picture, scan, broken, gone, undated,
    unmet_nothing, unmet_other_month,
)  # fmt: skip
CASES: dict[str, Callable[[Stage], None]] = {
    **{f.__name__: f for f in _CASES},
    **{f"unmet_{name}": _only(name) for name in ("draft", "news", "mention", "last_year", "neighbour", "city", "town")},
}
