"""HTML pages that open from disk: the only user of jinja2."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from checks.score import OUTCOMES, OUTSIDE, Scorecard
from checks.verdict import FAILING, LABELS
from reports.data import ReportData
from reports.files import write_if_changed
from reports.outcomes import EXPLAINED
from reports.overview_view import index_page
from reports.rule_view import FOLDER, rule_lists, rule_pages
from reports.unit_view import unit_page
from reports.view import LADDER, page_name, stamp

LARGEST_PAGE_BYTES = 1_000_000


@dataclass(frozen=True)
class _Pages:
    environment: Environment

    def render(self, template: str, **told: Any) -> bytes:
        return self.environment.get_template(template).render(**told).encode("utf-8", "replace")


def write_report(report: ReportData, out: Path) -> Path:
    """Write index.html, outcomes.html, units/<unit id>.html and rules/<rule id>.html below `out`; returns the path of index.html.

    The same data gives the same bytes; a page whose bytes are already there is left alone.
    """
    pages = _Pages(_environment())
    for scorecard in report.scorecards:
        write_if_changed(out / "units" / page_name(scorecard.unit.id), _unit(pages, report, scorecard))
    write_if_changed(out / "outcomes.html", pages.render("outcomes.html.j2", stamp=stamp(report)))
    _write_rules(pages, report, out / FOLDER)
    index = out / "index.html"
    write_if_changed(index, pages.render("index.html.j2", page=index_page(report), stamp=stamp(report)))
    return index


def _write_rules(pages: _Pages, report: ReportData, folder: Path) -> None:
    """The reference pages: a list and one page for each item; nothing where nothing is explained."""
    if not report.references:
        return
    write_if_changed(folder / "index.html", pages.render("rules.html.j2", lists=rule_lists(report.references), stamp=stamp(report)))
    for name, view in rule_pages(report.references):
        write_if_changed(folder / name, pages.render("rule.html.j2", view=view, stamp=stamp(report)))


def _unit(pages: _Pages, report: ReportData, scorecard: Scorecard) -> bytes:
    """A unit's page; its long lists are cut shorter until it is of a size an office browser likes."""
    payload = b""
    for limits in LADDER:
        payload = pages.render("unit.html.j2", page=unit_page(report, scorecard, limits), stamp=stamp(report))
        if len(payload) <= LARGEST_PAGE_BYTES:
            break
    return payload


def _environment() -> Environment:
    # Titles come from crawled pages and are hostile input: jinja2 escapes nothing unless told to.
    environment = Environment(
        loader=PackageLoader("reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    script = _static("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.globals.update(
        style=_static("report.css"), script=script, script_digest=digest,
        LABELS=LABELS, OUTCOMES=OUTCOMES, OUTSIDE=OUTSIDE, FAILING=FAILING, EXPLAINED=EXPLAINED,
    )  # fmt: skip
    return environment


def _static(name: str) -> str:
    return (files("reports") / "static" / name).read_text(encoding="utf-8")
