"""One publication: its title, days, periods, text and facts, each from its own place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.extract import labels
from crawler.extract.body import Body, body_after, trimmed
from crawler.extract.continued import unread_part
from crawler.extract.dates.days import find_days, parse_day
from crawler.extract.dates.own_labels import own_lines
from crawler.extract.dates.periods import document_periods
from crawler.extract.dates.published import Around, Days, find_dates
from crawler.extract.density import is_paragraph
from crawler.extract.embedded import framed_pages, shown_files
from crawler.extract.facts import body_tables, count_images, document_number, issuer, offered_files, references
from crawler.extract.kinds import source_line
from crawler.extract.labels import Labelled
from crawler.extract.layouts import FRAME
from crawler.extract.marks import banner_marks, status_marks
from crawler.extract.named import documents_named
from crawler.extract.outline import Line, Outline
from crawler.extract.rows import body_text
from crawler.extract.tables import Rows
from crawler.extract.taken import OPENING, Taken
from crawler.extract.titles import Naming, bare, column_of, day_beside, find_title, is_heading
from crawler.page import Attachment, Page

_MOST_OVER = 6
"""So many lines above the headline may hold its state."""
_SOURCE_LINE = 60
_NEAR_ABOVE = 6
_BESIDE_TEXT = re.compile(r"[，。；！？、（(〔《“]|年度|号")
"""What tells a line of the text, its number or the day it was passed from a line of source and day."""


@dataclass(frozen=True)
class _Text:
    """Where the text is: its block, the line it begins at behind headline and source line, and its lines."""

    body: Body
    opening: int
    lines: list[Line]


def article_page(taken: Taken) -> Page:
    """The page as one publication."""
    outline, zones, metas = taken.outline, taken.zones, taken.outline.metas
    text = _text(taken)
    values = sorted(taken.values, key=lambda v: _distance(v.line, text))
    title = find_title(
        outline, text.body, zones, Naming(taken.site_name, metas.get("columnname", ""), _labelled_title(values), _source_line(taken, text), text.opening)
    )
    headline = _headline(outline, title, text.opening)
    above = _above(outline, zones, headline, text.opening)
    days = _days(taken, text, values, above, headline)
    files = _files(taken, text)
    tables = body_tables(outline, text.body)
    return Page(
        kind="article",
        media="html",
        title=title,
        column_name=column_of(outline, taken.steps, title, is_list=False),
        published=days.published,
        contested=days.contested,
        candidates=days.candidates,
        formed=days.formed,
        document_number=document_number(values, above, text.lines),
        index_number=next((v.value.split(" ")[0] for v in values if v.label in labels.INDEX and v.value), None),
        source=issuer(values, metas),
        periods=document_periods(title, [f.name for f in files], _heads(tables), _first_lines(text.lines, title)),
        body=body_text(outline, text.lines),
        reason=_unread(taken, text, files),
        tables=tables,
        images=count_images(outline, text.body),
        attachments=files,
        references=references(outline, zones, text.lines, text.body, files),
        named=documents_named(title, [line.text for line in text.lines]),
        status_marks=_marks(taken, text, title, above, headline),
    )


def _text(taken: Taken) -> _Text:
    body = taken.known or _unknown_body(taken)
    opening = _opening_end(taken, body)
    return _Text(body, opening, trimmed(taken.outline, taken.zones, replace(body, first=opening)))


def _files(taken: Taken, text: _Text) -> tuple[Attachment, ...]:
    """What the text offers, and what a frame or viewer of the page shows: a text that is nothing but a PDF."""
    offered = offered_files(taken.outline, taken.zones, text.body, text.opening)
    known = {file.href for file in offered}
    return (*offered, *(file for file in shown_files(taken.source) if file.href not in known))


def _unread(taken: Taken, text: _Text, files: Sequence[Attachment]) -> str:
    """Which part of the text is not here, in Chinese."""
    if not text.lines and not files and not count_images(taken.outline, text.body) and framed_pages(taken.source):
        return "正文在内嵌的网页里，没有读到"
    return unread_part(taken.outline, taken.zones, text.body, taken.paging_script)


def _labelled_title(values: Sequence[Labelled]) -> str:
    """标题 or 名称 of a metadata table; a table without 索引号, 文号 or issuer is none."""
    if any(v.label in (*labels.INDEX, *labels.NUMBER, *labels.ISSUER) for v in values):
        return next((v.value for v in values if v.label in labels.TITLE and v.is_cell), "")
    return ""


def _unknown_body(taken: Taken) -> Body:
    """The densest block if it holds or follows the line of date and source, else what follows that line."""
    dense = taken.dense
    said = [v.line for v in taken.values if v.label in labels.PUBLISHED and parse_day(v.value[:40])]
    if not said and (plain := source_line(taken)) is not None:
        said = [plain]
    if dense and (not said or any(_is_beside(dense, at) for at in said)):
        return dense
    after = body_after(taken.outline, taken.zones, max(said)) if said else None
    end = len(taken.outline.lines)
    return after or dense or Body(end, end, 0, "没有正文")


def _is_beside(body: Body, at: int) -> bool:
    """Whether a line of date and source stands right above a text, in its opening, or right under it."""
    return (body.first - OPENING <= at and at + 1 < body.last) or (body.first < at and body.last <= at <= body.last + 4)


def _opening_end(taken: Taken, body: Body) -> int:
    """Where the text begins behind a headline and source line that stand inside its block."""
    lines, opening = taken.outline.lines, body.first
    before_text = next((at for at in range(body.first, body.last) if is_paragraph(lines[at])), body.last)
    for value in taken.values:
        is_early = body.first <= value.line < min(body.first + OPENING, before_text) and len(lines[value.line].text) < 150
        is_dated = value.label in (*labels.PUBLISHED, *labels.PLAIN_DATE) and parse_day(value.value[:40]) is not None
        if is_early and (is_dated or value.label in labels.ORIGIN):
            opening = max(opening, value.line + 1)
    at = taken.headline
    if at is not None and opening <= at < min(body.first + OPENING, before_text) and is_heading(taken.outline, lines[at]):
        opening = at + 1
        while opening < before_text and _is_source_line(lines[opening].text):
            opening += 1
    return opening


def _source_line(taken: Taken, text: _Text) -> int | None:
    """The first line above the text that says where it is from and when it was published; a metadata table is none."""
    said = (*labels.PUBLISHED, *labels.PLAIN_DATE, *labels.ORIGIN)
    return min((v.line for v in taken.values if v.label in said and not v.is_cell and text.opening - _NEAR_ABOVE <= v.line < text.opening), default=None)


def _is_source_line(text: str) -> bool:
    """A day with at most a few names beside it, as under a headline; not a day in brackets, which belongs to the text."""
    days = [found for found in find_days(text) if found.day] if len(text) < _SOURCE_LINE else []
    return len(days) == 1 and not _BESIDE_TEXT.search(text)


def _distance(line: int, text: _Text) -> tuple[int, int]:
    """Nearest above the text first, then what follows the text, then what lies inside it."""
    if line < text.opening:
        return 0, text.opening - line
    return (1, line - text.body.last) if line >= text.body.last else (2, line)


def _headline(outline: Outline, title: str, opening: int) -> int | None:
    """The line of the headline above a text; None where it is not seen."""
    plain = bare(title)[:20]
    for at in range(opening - 1, max(-1, opening - 40), -1):
        text = bare(outline.lines[at].text)
        if plain and (text.startswith(plain) or (plain in text and day_beside(outline, outline.lines[at]))):
            return at
    return None


def _above(outline: Outline, zones: Sequence[str], headline: int | None, opening: int) -> list[str]:
    """The free lines between headline and text, nearest to the text first; the last four where no headline is seen."""
    start = max(0, opening - 4) if headline is None else headline + 1
    lines = [line for line, zone in zip(outline.lines[start:opening], zones[start:opening], strict=True) if zone not in FRAME]
    beside = day_beside(outline, outline.lines[headline]) if headline is not None else ""
    return [*(line.text for line in reversed(lines) if line.linked * 2 <= len(line.text)), *([beside] if beside else [])]


def _days(taken: Taken, text: _Text, values: list[Labelled], above: list[str], headline: int | None) -> Days:
    frame = (line.text for line, zone in zip(taken.outline.lines, taken.zones, strict=True) if zone in ("head", "side", "related"))
    dated = [shown for shown in frame if "20" in shown][:6]
    near = [v for v in values if not text.body.first + OPENING <= v.line < text.body.last]
    own = own_lines(taken.outline, near, headline, text.opening)
    return find_dates(Around(taken.outline.metas, near, above, text.lines, dated, own))


def _heads(tables: tuple[Rows, ...]) -> list[str]:
    return [" ".join(dict.fromkeys(row))[:200] for table in tables[:3] for row in table[:2]]


def _first_lines(lines: list[Line], title: str) -> list[str]:
    return [line.text[:120] for line in lines[:3] if bare(line.text) != bare(title)][:2]


def _marks(taken: Taken, text: _Text, title: str, above: list[str], headline: int | None) -> tuple[str, ...]:
    """What says of this publication that it lost its force: beside its headline, above it, by a label, or as its text begins."""
    beside = status_marks(_headings(title, above, text.lines) + _alts(taken, text), _states(taken.values), [*above, *(line.text for line in text.lines[:3])])
    return tuple(dict.fromkeys((*beside, *banner_marks(_over_headline(taken, headline)))))


def _over_headline(taken: Taken, headline: int | None) -> list[str]:
    """The free lines right above the headline, up to the first that is a link or of the page's frame."""
    found: list[str] = []
    for at in range((headline or 0) - 1, max(-1, (headline or 0) - 1 - _MOST_OVER), -1):
        if taken.zones[at] in FRAME | {"crumb", "tool"} or taken.outline.lines[at].linked:
            break
        found.append(taken.outline.lines[at].text)
    return found


def _states(values: Sequence[Labelled]) -> list[str]:
    return [v.value for v in values if v.label in labels.STATUS]


def _alts(taken: Taken, text: _Text) -> list[str]:
    """What the pictures beside headline and opening are called: a stamp 已废止 may be one."""
    near = range(text.body.first - 12, text.opening + 4)
    return [image.alt for image in taken.outline.images if image.alt and len(image.alt) <= 20 and image.line in near]


def _headings(title: str, above: list[str], lines: list[Line]) -> list[str]:
    return [title, *(text for text in above if len(text) <= 60), *(line.text for line in lines[:2] if len(line.text) <= 20)]
