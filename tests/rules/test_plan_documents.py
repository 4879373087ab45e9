"""The whole reading chain, file to items: documents as other offices write them, and the packaged plan in every layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.plan import Plan, PlanItem, parse_plan, read_plan
from tests.rules.plan_documents import LAYOUTS, Layout, rows_of
from tests.rules.plan_samples import harder, lines, not_plans, prose, sheets_pages_text, word_lists, word_tables
from tests.rules.plan_samples.told import Sample, Told

PLANS = (*word_tables.SAMPLES, *word_lists.SAMPLES, *sheets_pages_text.SAMPLES, *prose.SAMPLES, *harder.SAMPLES, *lines.SAMPLES)
SEED = Path(__file__).parents[2] / "rules/panyu-2017/plan.txt"
FIXTURES = Path(__file__).parent / "office/fixtures"
CONVERTED = {
    "plan-two-rows-of-heads.doc": word_tables.TWO_ROWS_OF_HEADS,
    "plan-dates.xls": sheets_pages_text.WORKBOOK,
}
"""Samples that LibreOffice saved in the old formats."""
TITLE = "云水区2017年政务公开工作要点分工方案"


def read(folder: Path, suffix: str, payload: bytes) -> Plan:
    path = folder / f"plan{suffix}"
    path.write_bytes(payload)
    return read_plan(path)


def told_by(item: PlanItem) -> Told:
    return Told(
        item.section_number, item.section, item.number, item.label, item.subsection, item.text,
        item.leads, item.supports, item.bracketed, item.inherited, item.deadline_text,
    )  # fmt: skip


@pytest.mark.parametrize("sample", PLANS, ids=lambda sample: sample.name)
def test_a_document_gives_exactly_its_items(sample: Sample, tmp_path: Path) -> None:
    plan = read(tmp_path, sample.suffix, sample.write())
    assert list(sample.told) == [told_by(item) for item in plan.items]
    assert (sample.title, sample.year) == (plan.title, plan.year)


@pytest.mark.parametrize("name", CONVERTED)
def test_the_old_formats_give_the_same_items(name: str) -> None:
    assert list(CONVERTED[name]) == [told_by(item) for item in read_plan(FIXTURES / name).items]


@pytest.mark.parametrize("sample", [one for one in (*PLANS, *not_plans.SAMPLES) if one.said or one.clean], ids=lambda sample: sample.name)
def test_what_is_no_item_is_said_and_nothing_else(sample: Sample, tmp_path: Path) -> None:
    plan = read(tmp_path, sample.suffix, sample.write())
    notes = [note.text for note in plan.not_understood]
    assert [word for word in sample.said if not any(word in note for note in (*notes, *plan.notes))] == []
    assert not (sample.clean and notes)


@pytest.mark.parametrize("sample", not_plans.SAMPLES, ids=lambda sample: sample.name)
def test_a_paper_that_is_no_plan_has_no_items(sample: Sample, tmp_path: Path) -> None:
    assert read(tmp_path, sample.suffix, sample.write()).items == ()


@pytest.fixture(scope="module")
def seed() -> tuple[PlanItem, ...]:
    items = parse_plan(SEED.read_text("utf-8")).items
    assert (len(items), sum(item.inherited for item in items)) == (125, 57)
    return items


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_packaged_plan_is_the_same_in_every_layout(layout: Layout, seed: tuple[PlanItem, ...], tmp_path: Path) -> None:
    plan = read(tmp_path, layout.suffix, layout.write(rows_of(seed), TITLE))

    def units(items: tuple[PlanItem, ...]) -> list[tuple[object, ...]]:
        return [(i.section_number, i.section, i.number, i.text, i.leads, i.supports, i.bracketed, i.deadline_text) for i in items]

    assert units(plan.items) == units(seed)
    assert [item.inherited for item in plan.items] == [item.inherited and layout.inherits for item in seed]
    assert (plan.title, plan.year) == (TITLE, 2017)
    assert {note.text for note in plan.not_understood} <= {"版权所有"}
