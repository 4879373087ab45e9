"""Monthly and quarterly publications that come too late or with something missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from district.days import at
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
