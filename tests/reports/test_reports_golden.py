"""Golden reports: `GONGKAI_GOLDEN=1 pytest tests/reports` rewrites them, a difference is shown line by line."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

import pytest

from reports.data import ReportData
from reports.html import write_report

GOLDEN = Path(__file__).parent / "golden"
RULES = tuple(f"rules/{name}.html" for name in ("index", "py2017-01-01", "py2017-01-03", "py2017-19-04"))
PAGES = ("index.html", "outcomes.html", "units/czj.html", "units/sjj.html", "units/swz.html", *RULES)


def without_assets(page: str) -> str:
    """The page without style, script and icons, which are files of their own."""
    page = re.sub(r"(<style>).*?(</style>)", r"\1…\2", page, flags=re.DOTALL)
    page = re.sub(r"(<script>).*?(</script>)", r"\1…\2", page, flags=re.DOTALL)
    page = re.sub(r"sha256-[\w+/=]+'", "sha256-…'", page)
    return re.sub(r'(<svg class="sprite").*?(</svg>)', r"\1…\2", page, flags=re.DOTALL)


@pytest.fixture(scope="module")
def written(small: ReportData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(small, tmp_path_factory.mktemp("golden")).parent


def test_the_report_has_these_pages_and_no_other_file(written: Path) -> None:
    assert sorted(p.relative_to(written).as_posix() for p in written.rglob("*") if p.is_file()) == sorted(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_as_it_was(written: Path, page: str) -> None:
    told = without_assets((written / page).read_text(encoding="utf-8"))
    golden = GOLDEN / page
    if os.environ.get("GONGKAI_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    before = golden.read_text(encoding="utf-8")
    difference = difflib.unified_diff(before.splitlines(), told.splitlines(), f"golden/{page}", page, lineterm="", n=1)
    assert before == told, "\n".join(difference)
