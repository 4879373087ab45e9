"""Monthly and quarterly publications that come too late or with something missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from district.days import at, period_end, working_day_near
from district.ground import Paper
from district.sheets import INVESTED, STARTED, projects, rivers
from district.stage import Stage


def late_both(stage: Stage) -> None:
    for place in stage.cell.places:
        stage.show(place, stage.usual(stage.late()))


def late_one(stage: Stage) -> None:
    first, second = stage.rng.sample(stage.cell.places, 2)
    stage.show(first, stage.usual())
    stage.show(second, stage.usual(stage.late()))


def late_any(stage: Stage) -> None:
    stage.everywhere(stage.usual(stage.late()))


def late_by_a_day(stage: Stage) -> None:
    stage.everywhere(stage.usual(stage.late(1)))


def _too_few_rivers(stage: Stage, carrier: str) -> Paper:
    said = stage.said()
    sheet = rivers(said, stage.rng, stage.rng.choice((47, 46, 45, 38, 30)))
    return replace(stage.paper(stage.title(said), stage.in_time(), sheet), carrier=carrier)


def rows_html(stage: Stage) -> None:
    stage.everywhere(_too_few_rivers(stage, "html"), "partial")


def rows_xlsx(stage: Stage) -> None:
    stage.everywhere(_too_few_rivers(stage, "xlsx"), "partial")


def rows_docx(stage: Stage) -> None:
    stage.everywhere(_too_few_rivers(stage, "docx"), "partial")


def rows_one(stage: Stage) -> None:
    """Whole in one place, cut in the other."""
    stage.show("portal", _too_few_rivers(stage, "html"), "partial")
    stage.show("own", stage.usual())


def _next_but_one_crawl(claimed: date) -> datetime:
    return at(date(2017, 5, 15) if claimed <= date(2017, 4, 20) else date(2017, 10, 20), 10)


def rows_mended(stage: Stage) -> None:
    """Cut at first; the page is completed without a new date after a crawl has seen it."""
    paper = _too_few_rivers(stage, "html")
    mended = (_next_but_one_crawl(paper.claimed or date.max), stage.sheet(stage.said()))
    stage.everywhere(replace(paper, revised=mended), "partial")


def _short(stage: Stage) -> Paper:
    """The duty's own publication with something missing, well before its due day."""
    paper = _too_few_rivers(stage, "html") if stage.duty == "13-05a" else _lacking(stage, INVESTED, "html")
    return replace(paper, claimed=working_day_near(period_end(stage.cell.period or "") + timedelta(days=stage.rng.randint(4, 8))))


def _again(stage: Stage, first: Paper, day: date) -> Paper:
    """The whole of it under the same title, said to be a correction."""
    title = stage.rng.choice(("{t}（更正）", "{t}（更正版）", "关于更正《{t}》的公告", "{t}（更新）")).format(t=first.title)
    return stage.paper(title, day, stage.sheet(stage.said()))


def _last_days(stage: Stage) -> date:
    return working_day_near(stage.cell.due - timedelta(days=stage.rng.randint(0, 6)), stage.cell.due)


def corrected(stage: Stage) -> None:
    """Published with something missing, and in time once more as a whole; both stand."""
    first = _short(stage)
    stage.everywhere_all(((first, "partial"), (_again(stage, first, _last_days(stage)), "full")))


def replaced(stage: Stage) -> None:
    """The same, and the first one is taken away on the day of the correction."""
    day = _last_days(stage)
    first = replace(_short(stage), vanishes=at(day, 8))
    stage.everywhere_all(((first, "partial"), (_again(stage, first, day), "full")))


def corrected_late(stage: Stage) -> None:
    """The same, and the correction comes after the due day."""
    first = _short(stage)
    stage.everywhere_all(((first, "partial"), (_again(stage, first, stage.late()), "full")))


def _lacking(stage: Stage, part: str, carrier: str) -> Paper:
    said = stage.said()
    return replace(stage.paper(stage.title(said), stage.in_time(), projects(said, stage.rng, (part,))), carrier=carrier)


def no_investment(stage: Stage) -> None:
    stage.everywhere(_lacking(stage, STARTED, stage.rng.choice(("html", "xlsx"))), "partial")


def no_start(stage: Stage) -> None:
    stage.everywhere(_lacking(stage, INVESTED, stage.rng.choice(("html", "xlsx"))), "partial")


def no_start_docx(stage: Stage) -> None:
    stage.everywhere(_lacking(stage, INVESTED, "docx"), "partial")


def mended(stage: Stage) -> None:
    paper = _lacking(stage, INVESTED, "html")
    whole = (_next_but_one_crawl(paper.claimed or date.max), projects(stage.said(), stage.rng))
    stage.everywhere(replace(paper, revised=whole), "partial")
