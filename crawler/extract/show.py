"""A reading as `gongkai read` shows it: as JSON of the contract, or in plain Chinese for an officer's eyes."""

from __future__ import annotations

from typing import Any

from crawler.extract.address import with_address_date
from crawler.page import Dated, Page

_KINDS = {"article": "一篇公开信息", "list": "一个栏目列表页", "other": "导航页或其他页面", "attachment": "一个附件"}
_MOST_LINES = 12


def reading_as_json(page: Page, url: str | None = None) -> dict[str, Any]:
    """The shape of `gongkai read --json`; with a `url`, addresses are made whole and its day is a last resort."""
    page = _located(page, url)
    if page.kind == "attachment":
        return {
            "schema_version": 1, "kind": page.kind, "url": url, "title": page.title, "type": page.media, "readable": page.readable,
            "reason": page.reason, "periods": list(page.periods), "text": page.body, "tables": _tables(page),
        }  # fmt: skip
    return {
        "schema_version": 1,
        "kind": page.kind,
        "url": url,
        "charset": page.charset,
        "title": page.title,
        "column": page.column_name,
        "published": _dated(page.published),
        "candidates": [
            {"date": c.date.isoformat() if c.date else None, "from": c.source, "snippet": c.snippet, "rejected_for": c.rejected_for} for c in page.candidates
        ],
        "formed": page.formed.date.isoformat() if page.formed else None,
        "document_number": page.document_number,
        "index_number": page.index_number,
        "source": page.source,
        "periods": list(page.periods),
        "body": page.body,
        "tables": _tables(page),
        "images": page.images,
        "links": page.link_count,
        "attachments": [{"url": a.href, "name": a.name, "type": a.type} for a in page.attachments],
        "status_marks": list(page.status_marks),
        "entries": [{"url": e.href, "title": e.title, "date": e.date.isoformat() if e.date else None, "pinned": e.pinned} for e in page.entries],
        "next": page.next_href,
        "pages": page.page_count,
        "readable": page.readable,
        "reason": page.reason,
    }


def reading_as_text(page: Page, url: str | None = None) -> str:
    """What was read and where from, line by line; control characters of hostile pages taken out."""
    page = _located(page, url)
    lines = [f"类型　　：{_KINDS[page.kind]}（{page.media}{'，' + page.charset if page.charset else ''}）"]
    if not page.readable:
        lines.append(f"读取失败：{page.reason}")
    elif page.reason:
        lines.append(f"注意　　：{page.reason}")
    lines.append(f"标题　　：{page.title or '（没有读到）'}")
    if page.kind == "article":
        lines += _article_lines(page)
    elif page.kind == "list":
        lines += _list_lines(page)
    if page.periods:
        lines.append(f"所属时期：{'、'.join(page.periods)}")
    if page.body:
        lines += ["正文　　：", *_cut(page.body.split("\n"))]
    lines += [f"表格　　：第 {at} 张，{len(table)} 行" for at, table in enumerate(page.tables, 1)]
    return "\n".join("".join(c if c.isprintable() or c == "　" else " " for c in line) for line in lines)


def _located(page: Page, url: str | None) -> Page:
    return with_address_date(page.located_at(url), url) if url else page


def _article_lines(page: Page) -> list[str]:
    lines = [f"发布日期：{_told(page.published)}", f"成文日期：{_told(page.formed)}"]
    facts = (("文号", page.document_number), ("索引号", page.index_number), ("来源", page.source), ("栏目", page.column_name))
    lines += [f"{name}{'　' * (4 - len(name))}：{value}" for name, value in facts if value]
    if page.status_marks:
        lines.append(f"状态标记：{'、'.join(page.status_marks)}")
    lines += [f"未采用　：{c.date or '没有年份的日期'}（{c.source}：{c.snippet}）——{c.rejected_for}" for c in page.candidates if c.rejected_for]
    lines += [f"附件　　：{a.name}（{a.type}）{a.href}" for a in page.attachments]
    return [*lines, f"图片　　：{page.images} 张"] if page.images else lines


def _list_lines(page: Page) -> list[str]:
    told = [f"　{e.date or '无日期　　'} {'【置顶】' if e.pinned else ''}{e.title} {e.href}" for e in page.entries]
    pages = f"，共 {page.page_count} 页" if page.page_count else ""
    return [f"条目　　：本页 {len(page.entries)} 条{pages}", *_cut(told), f"下一页　：{page.next_href or '没有'}"]


def _cut(lines: list[str]) -> list[str]:
    left = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"　……（还有 {left} 行）"] if left > 0 else lines


def _told(dated: Dated | None) -> str:
    if dated is None:
        return "（没有读到）"
    return f"{dated.date}{' ' + dated.time if dated.time else ''}（出自{dated.source}：{dated.snippet}）"


def _dated(dated: Dated | None) -> dict[str, Any] | None:
    return {"date": dated.date.isoformat(), "time": dated.time, "from": dated.source, "snippet": dated.snippet} if dated else None


def _tables(page: Page) -> list[list[list[str]]]:
    return [[list(row) for row in table] for table in page.tables]
