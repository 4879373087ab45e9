"""A reading in plain Chinese, for an officer's eyes: what was read, where from, and what was not taken and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crawler.extract.show_json import located
from crawler.page import Candidate, Dated, Page
from rules.tabular import cut, table

_KINDS = {"article": "一篇公开信息", "list": "一个栏目列表页", "other": "导航页或其他页面", "attachment": "一个附件"}
_FIRST_LINES, _LAST_LINES = 10, 4
_MOST_TABLES = 5
_MOST_ENTRIES = 20
_MOST_ROWS, _MOST_COLUMNS, _CELL_WIDTH = 4, 8, 16
_LINE_WIDTH = 150


def reading_as_text(page: Page, url: str | None = None, unit: str = "") -> str:
    """Line by line; control characters of hostile pages are taken out. `unit`: whom the units file takes 来源 for, in words."""
    page = located(page, url)
    lines = [*_state(page), *_naming(page, unit)]
    if page.kind == "list":
        lines += _entries(page)
    lines += [_labelled("数据地址", href) for href in page.data_hrefs]
    lines += _files(page)
    lines += _tables(page)
    lines += _text(page)
    if page.kind == "article":
        lines += _not_taken(page)
    return "\n".join("".join(c if c.isprintable() or c == "　" else " " for c in line) for line in lines)


def _state(page: Page) -> Iterator[str]:
    yield _labelled("类型", f"{_KINDS[page.kind]}（{'，'.join(part for part in (page.media, page.charset) if part)}）")
    if not page.readable:
        yield _labelled("没有读出", page.reason)
    elif page.reason:
        yield _labelled("没有读全", page.reason)
    yield _labelled("标题", page.title or "（没有读到）")


def _naming(page: Page, unit: str) -> Iterator[str]:
    """The days with where each was found, and the other facts."""
    if page.kind == "article":
        yield from _published(page)
        yield _labelled("成文日期", _told(page.formed))
    source = f"{page.source}{f'（{unit}）' if unit else ''}" if page.source else ""
    facts = (("文号", page.document_number), ("索引号", page.index_number), ("来源", source), ("栏目", page.column_name))
    yield from (_labelled(name, value) for name, value in facts if value)
    if page.periods:
        yield _labelled("所属时期", "、".join(_period(p) for p in page.periods))
    if page.status_marks:
        yield _labelled("状态标记", "、".join(page.status_marks))


def _published(page: Page) -> Iterator[str]:
    if not page.contested:
        yield _labelled("发布日期", _told(page.published))
        return
    yield _labelled("发布日期", "待核实：网页上的说法互相矛盾")
    for claim in page.contested:
        yield f"　　　　　　{_told(claim)}"


def _told(dated: Dated | None) -> str:
    if dated is None:
        return "（没有读到）"
    agreed = f"；与{'、'.join(dated.agreed_by)}一致" if dated.agreed_by else ""
    return cut(f"{dated.date}{' ' + dated.time if dated.time else ''}（出自{dated.source}：{dated.snippet}{agreed}）", _LINE_WIDTH)


def _period(period: str) -> str:
    return f"{period}（没有写年份）" if period.startswith("--") else period


def _entries(page: Page) -> Iterator[str]:
    pages = f"，共 {page.page_count} 页" if page.page_count else ""
    total = f"，列表自称共 {page.total} 条" if page.total is not None else ""
    yield _labelled("条目", f"本页 {len(page.entries)} 条{pages}{total}")
    for entry in page.entries[:_MOST_ENTRIES]:
        day = str(entry.date) if entry.date else f"{entry.yearless}（没有写年份）" if entry.yearless else "无日期"
        yield f"　{day:<10} {'【置顶】' if entry.pinned else ''}{''.join(f'【{mark}】' for mark in entry.marks)}{entry.title} {entry.href}"
    if len(page.entries) > _MOST_ENTRIES:
        yield f"　……（还有 {len(page.entries) - _MOST_ENTRIES} 条）"
    yield _labelled("下一页", page.next_href or "没有")


def _files(page: Page) -> Iterator[str]:
    yield from (_labelled("附件", f"{a.name}（{a.type or '类型未知'}）{a.href}") for a in page.attachments)
    yield from (_labelled("内含文件", f"{m.name}（{m.type}）{'' if m.readable and not m.reason else m.reason or '没有读出'}") for m in page.members)
    if page.images:
        yield _labelled("图片", f"{page.images} 张，图里的文字没有读")


def _tables(page: Page) -> Iterator[str]:
    """The first rows of each table, so that it can be compared with the page."""
    for at, rows in enumerate(page.tables[:_MOST_TABLES], 1):
        yield _labelled("表格", f"第 {at} 张，{len(rows)} 行 {max(map(len, rows))} 列")
        yield from (f"　　{line}" for line in table(_preview(rows)))
    if len(page.tables) > _MOST_TABLES:
        yield f"　……（还有 {len(page.tables) - _MOST_TABLES} 张表）"


def _preview(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The first rows that have more than one cell filled: what stands above them is heading."""
    width = min(_MOST_COLUMNS, max(map(len, rows)))
    told = [row for row in rows if sum(bool(cell) for cell in row) > 1] or rows
    return [[cut(" ".join(cell.split()), _CELL_WIDTH) for cell in (*row, *[""] * width)[:width]] for row in told[:_MOST_ROWS]]


def _text(page: Page) -> Iterator[str]:
    """The first lines and the last, where the signature stands."""
    if not page.body:
        return
    lines = page.body.split("\n")
    yield _labelled("正文", f"{sum(not c.isspace() for c in page.body)} 字，{len(lines)} 段")
    left = len(lines) - _FIRST_LINES - _LAST_LINES
    shown = lines if left <= 1 else [*lines[:_FIRST_LINES], f"……（中间还有 {left} 段）", *lines[-_LAST_LINES:]]
    yield from (f"　{cut(line, _LINE_WIDTH)}" for line in shown)


def _not_taken(page: Page) -> Iterator[str]:
    """The other days of the page, each with why it is not the day of publication; the same day and reason once."""
    told = list(dict.fromkeys(_rejected(page.candidates)))
    if told:
        yield _labelled("别的日期", "网页上还有这些日期，没有用作发布日期：")
        yield from (f"　{line}" for line in told)


def _rejected(candidates: Iterable[Candidate]) -> Iterator[str]:
    for candidate in candidates:
        if candidate.rejected_for:
            yield cut(f"{candidate.date or '年份不明　'} {candidate.rejected_for}（{candidate.source}：{candidate.snippet}）", _LINE_WIDTH)


def _labelled(name: str, value: str) -> str:
    return f"{name}{'　' * (4 - len(name))}：{value}"
