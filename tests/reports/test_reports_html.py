"""Reports as files: safe, repeatable, of a bearable size, and whole."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import reports.html
from checks.score import overview, scorecards
from checks.verdict import LABELS, NearMiss, Searched
from reports.data import ReportData
from reports.files import write_if_changed
from reports.hostile import mask, shown, web_address
from reports.html import LARGEST_PAGE_BYTES, write_report

STYLE = Path(reports.html.__file__).parent / "static" / "report.css"


def pages_of(report: ReportData, out: Path) -> dict[Path, BeautifulSoup]:
    root = write_report(report, out).parent
    return {p: BeautifulSoup(p.read_text(encoding="utf-8"), "lxml") for p in sorted(root.rglob("*.html"))}


@pytest.fixture(scope="module")
def small_pages(small: ReportData, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, BeautifulSoup]:
    return pages_of(small, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def rich_pages(rich: ReportData, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, BeautifulSoup]:
    return pages_of(rich, tmp_path_factory.mktemp("rich"))


def test_a_hostile_title_is_text_and_nothing_else(small_pages: dict[Path, BeautifulSoup]) -> None:
    for path, page in small_pages.items():
        assert len(page.find_all("script")) == 1, path
        assert not page.find_all("img"), path
        assert not [a for a in page.find_all(True) if any(name.startswith("on") for name in a.attrs)], path
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", str(page)), path
        assert "长" * 301 not in str(page), path


def test_personal_numbers_are_masked_wherever_a_page_shows_them(small_pages: dict[Path, BeautifulSoup]) -> None:
    told = "".join(str(p) for p in small_pages.values())
    assert "13800138000" not in told
    assert "440113199001011234" not in told
    assert "138****8000，身份证440113********1234" in told


def test_only_web_addresses_become_links_and_links_to_outside_say_so(small_pages: dict[Path, BeautifulSoup]) -> None:
    for path, page in small_pages.items():
        for link in page.find_all("a", href=True):
            if str(link["href"]).startswith("http"):
                assert (link["rel"], link["target"], "站外链接" in link.text) == (["noopener", "noreferrer"], "_blank", True), path
            else:
                assert not re.match("[a-z]+:", str(link["href"])), path


def test_every_inner_link_leads_somewhere(rich_pages: dict[Path, BeautifulSoup]) -> None:
    for path, page in rich_pages.items():
        for link in page.find_all("a", href=True):
            if str(link["href"]).startswith("http"):
                continue
            target, _, fragment = unquote(str(link["href"])).partition("#")
            other = rich_pages.get((path.parent / target).resolve() if target else path)
            assert other is not None, f"{path.name}: {link['href']}"
            assert not fragment or other.find(id=fragment), f"{path.name}: {link['href']}"


def test_every_item_of_a_scorecard_links_to_its_reference_page(small: ReportData, small_pages: dict[Path, BeautifulSoup]) -> None:
    scorecard = next(page for path, page in small_pages.items() if path.name == "czj.html")
    assert [link["href"] for link in scorecard.find_all("a", href=True) if "/rules/" in str(link["href"])] == [
        "../rules/py2017-01-03.html", "../rules/py2017-19-04.html", "../rules/py2017-01-01.html",
    ]  # fmt: skip
    assert all(f"rules/{page.id}.html" in {f"{path.parent.name}/{path.name}" for path in small_pages} for page in small.references)


def test_a_report_without_references_has_no_links_to_them(small: ReportData, tmp_path: Path) -> None:
    pages = pages_of(replace(small, references=()), tmp_path)
    assert not [path for path, page in pages.items() if path.parent.name == "rules" or "rules/" in str(page)]


def test_two_rule_sets_may_use_the_same_id(small: ReportData, tmp_path: Path) -> None:
    twice = tuple(replace(page, rule_set=name) for name in ("a", "b") for page in small.references[:1])
    names = {path.name for path in pages_of(replace(small, references=twice), tmp_path) if path.parent.name == "rules"}
    assert names == {"index.html", "py2017-01-01.html", "b-py2017-01-01.html"}


def test_ids_are_unique_on_every_page(rich_pages: dict[Path, BeautifulSoup]) -> None:
    for path, page in rich_pages.items():
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), path


def test_tables_have_captions_and_scoped_heads(rich_pages: dict[Path, BeautifulSoup]) -> None:
    for path, page in rich_pages.items():
        for table in page.find_all("table"):
            assert table.caption is not None, path
            assert all(th.get("scope") in ("col", "row") for th in table.find_all("th")), path
            assert len(table.find_all("tr")) <= 500, path


def test_a_unit_page_names_no_other_unit_but_in_the_plans_words(rich_pages: dict[Path, BeautifulSoup], rich: ReportData) -> None:
    names = {u.id: u.name for u in rich.district.units}
    for path, page in rich_pages.items():
        if path.parent.name == "units":
            plans_words = "".join(w.text for w in page.find_all(class_="who"))
            others = [n for i, n in names.items() if i != path.stem and page.text.count(n) > plans_words.count(n)]
            assert not others, path


def test_the_rate_is_printed_with_what_is_outside_it(small_pages: dict[Path, BeautifulSoup]) -> None:
    text = next(p for path, p in small_pages.items() if path.name == "czj.html").find(class_="rates").get_text(" ", strip=True)  # type: ignore[union-attr]
    assert "达标率 1/5 = 20%" in text
    assert "率外：未到期 1，人工核查 1" in text


def test_what_fails_stands_on_top_gravest_first_and_then_the_next_due_day(small_pages: dict[Path, BeautifulSoup]) -> None:
    todo = next(p for path, p in small_pages.items() if path.name == "czj.html").find(class_="todo")
    assert todo is not None
    assert [b.text.strip() for b in todo.select(".todos .badge")] == ["未公开", "位置不符", "内容不全", "逾期公开"]
    assert todo.select_one(".plain tbody td").text == "2018-01-29"  # type: ignore[union-attr]


def test_what_is_undecided_is_said_apart_and_not_called_a_failure(small_pages: dict[Path, BeautifulSoup]) -> None:
    page = next(p for path, p in small_pages.items() if path.name == "swz.html")
    assert "没有不达标的事项。 待核实 1 结论未定，不算不达标" in page.find(class_="todo").get_text(" ", strip=True)  # type: ignore[union-attr]
    assert page.select_one(".keys .good") is None


def test_every_verdict_shows_what_it_rests_on(small_pages: dict[Path, BeautifulSoup]) -> None:
    page = next(p for path, p in small_pages.items() if path.name == "czj.html")
    text = page.get_text(" ", strip=True)
    for piece in ("meta PubDate", "9f" * 32, "2017/12/30/panyu-0001.warc.gz，偏移 48213", "逾期 6 个工作日", "支出合计", "本办口径，不是计划原文"):
        assert piece in text, piece
    assert "另有 11 条，此处从略" in text
    assert {LABELS[str(c["data-outcome"])] for c in page.select(".card")} == {"达标", "逾期公开", "内容不全", "位置不符", "未公开", "未到期", "待核实"}


def test_the_overview_says_what_it_rests_on_and_what_it_does_not_say(small_pages: dict[Path, BeautifulSoup]) -> None:
    text = next(p for path, p in small_pages.items() if path.name == "index.html").get_text(" ", strip=True)
    for piece in (
        "2017年12月31日", "模拟时钟", "dd" * 32, "aa" * 32, "没有穷尽", "“未能检测”“待核实”不等于不达标", "区供销社",
        "应查站点 2 个，其中 1 个读全；发现栏目 56 个，其中 55 个读全。", "栏目“财政动态”第 3 页读取超时", "01JFAKE", "期末后20个工作日",
    ):  # fmt: skip
        assert piece in text, piece


def test_the_same_data_gives_the_same_bytes_and_unchanged_pages_are_left_alone(small: ReportData, tmp_path: Path) -> None:
    index = write_report(small, tmp_path)
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in tmp_path.rglob("*.html")}
    write_report(replace(small, provenance=replace(small.provenance, run="another")), tmp_path)
    changed = {p for p, (time, told) in before.items() if (p.stat().st_mtime_ns, p.read_bytes()) != (time, told)}
    assert changed == {index}


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "a.html"
    assert write_if_changed(page, b"old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_if_changed(page, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.html", b"old")]


def test_no_page_grows_over_a_megabyte_and_what_fails_is_never_cut(small: ReportData, tmp_path: Path) -> None:
    base = next(v for c in small.scorecards for v in c.verdicts if v.outcome == "unmet")
    misses = tuple(NearMiss(f"http://www.panyu.gov.cn/{'x' * 150}/{i}.html", "标" * 110, "原" * 150) for i in range(40))
    searched = tuple(Searched("portal", "栏" * 60, i, None, True) for i in range(200))
    met = [replace(base, outcome="met", period=None, subject=f"文件{i}", near_misses=misses, searched=(*searched, searched[i % 9])) for i in range(900)]
    unmet = [replace(base, period=None, subject=f"缺{i}", near_misses=misses) for i in range(100)]
    cards = scorecards([*met, *unmet], small.district, small.rule_sets)
    write_report(replace(small, scorecards=cards, overview=overview(cards, small.rule_sets)), tmp_path)
    page = tmp_path / "units" / "czj.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    assert page.stat().st_size <= LARGEST_PAGE_BYTES
    assert len(soup.select(".card.e-unmet")) == 100
    assert "条结果（多为达标）没有列出" in soup.text


def test_colours_are_legible() -> None:
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", STYLE.read_text(encoding="utf-8")))
    for outcome in LABELS:
        assert contrast(colours[outcome], colours[f"{outcome}-bg"]) >= 4.5, outcome
    for outcome, ground in (("met", "#dbf0e2"), ("late", "#fbeac6"), ("unmet", "#fad9d9"), ("not_checked", "#eef0f3")):
        assert ground in STYLE.read_text(encoding="utf-8")
        assert contrast(colours[outcome], ground) >= 4.5, outcome
    for ground in ("paper", "pale"):
        for ink in ("ink", "soft", "link", "red"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.1)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("１３８００１３８０００", "１３８****８０００", id="full-width digits"),
        pytest.param("138-0013-8000", "138****8000", id="with dashes"),
        pytest.param("身份证：44011319900101123X。", "身份证：440113********123X。", id="ending in X"),
        pytest.param("440113900101123", "440113*****1123", id="fifteen digits"),
        pytest.param("020-84812345", "020-84812345", id="an office's telephone is no secret"),
        pytest.param("番发改〔2017〕30号", "番发改〔2017〕30号", id="a document number"),
        pytest.param("金额123456789012345678元", "金额123456789012345678元", id="a long figure"),
    ],
)
def test_personal_numbers_are_told_from_other_numbers(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "http://", "http://[", "http://a/\n", "http://a/" + "x" * 3000, ""])
def test_what_is_no_sane_web_address_is_never_a_link(url: str) -> None:
    assert web_address(url) is None


@given(st.text(max_size=300), st.integers(min_value=1, max_value=50))
def test_no_text_is_shown_at_length_or_with_control_characters(text: str, most: int) -> None:
    told = shown(text, most)
    assert len(told) <= most + len("…（共300字）")
    assert not re.search("[\x00-\x08\u202a-\u202e]", told)
    told.encode("utf-8")
