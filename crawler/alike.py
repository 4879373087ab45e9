"""Whether one address said the same at two times, but for the days it tells."""

from __future__ import annotations

import re
from typing import Literal

from crawler.page import Page
from rules.text import normalise

NEAR_EQUAL = 0.9
"""Two texts that share so much of their triples of characters (Jaccard's measure) are one text, put right here and there."""
_DAY = re.compile(r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?|\d{1,2}:\d\d(?::\d\d)?")


def said_before(now: Page, then: Page) -> Literal["same", "perhaps", "other"]:
    """Whether an earlier page of one address was the publication it is now: the same; perhaps, by its title or its periods; or another.

    An address whose page is replaced month by month shows another title or other periods.
    """
    is_titled = normalise(now.title) == normalise(then.title)
    is_about = now.periods == then.periods and now.document_number == then.document_number
    if is_titled and is_about and _parts(now) == _parts(then) and _is_near(now.body, then.body):
        return "same"
    return "perhaps" if is_titled or (is_about and bool(now.periods or now.document_number)) else "other"


def _parts(page: Page) -> tuple[object, ...]:
    return [(a.href, a.name) for a in page.attachments], page.tables, page.images


def _is_near(one: str, other: str) -> bool:
    ours, theirs = (_triples(_DAY.sub("", normalise(text))) for text in (one, other))
    return ours == theirs or len(ours & theirs) >= NEAR_EQUAL * len(ours | theirs)


def _triples(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 3] for i in range(max(1, len(text) - 2)))
