"""What our own captures prove against a claimed day: a page that stood in time was published in time, whatever day it tells later."""

from __future__ import annotations

from dataclasses import replace

from checks.days import shanghai_day
from checks.facts import Publication
from rules.chinese import chinese_day
from rules.due import DueDay

BY_CAPTURE = "存档"
"""How the source of a day begins that a capture proves."""


def as_proven(publication: Publication, due: DueDay | None) -> Publication:
    """A publication that claims a day after the due day, as captures made by then show it: published on the day of the first of them
    that says what it says now; in doubt where what stood then said something else of the same, or is known by its list entry alone."""
    claimed = publication.published
    if due is None or claimed is None or claimed <= due.latest:
        return publication
    if publication.stood_since is not None and (day := shanghai_day(publication.stood_since)) <= due.latest:
        return replace(publication, published=day, published_from=f"{BY_CAPTURE}（页面写的是{chinese_day(claimed)}）")
    if publication.stood_perhaps is not None and (day := shanghai_day(publication.stood_perhaps)) <= due.latest:
        return _doubted(publication, f"到期前的{chinese_day(day)}已读到这一网页，后来内容和日期有改动（现在写的是{chinese_day(claimed)}）")
    listed = publication.listed_since
    if listed is not None and (day := shanghai_day(listed)) <= due.latest and (not publication.sha256 or publication.first_seen_day > due.latest):
        return _doubted(publication, f"到期前的{chinese_day(day)}栏目里已有这一条，网页现在写的发布日期是{chinese_day(claimed)}")
    return publication


def is_doubted(publication: Publication, due: DueDay | None) -> bool:
    """Whether captures speak against its claimed day without proving another."""
    return as_proven(publication, due).doubt != publication.doubt


def _doubted(publication: Publication, why: str) -> Publication:
    return replace(publication, doubt=publication.doubt or why)
