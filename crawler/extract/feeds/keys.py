"""What the fields of list interfaces are called: many makers, few words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

TITLES = (
    "title", "infotitle", "doctitle", "articletitle", "newstitle", "contenttitle", "showtitle", "xxmc", "bt", "biaoti", "subject", "headline", "docname",
    "infoname", "wjmc", "mc", "name", "text",
)  # fmt: skip
"""The surest first; so are the others."""
HREFS = (
    "url", "href", "link", "linkurl", "docpuburl", "docurl", "infourl", "articleurl", "newsurl", "contenturl", "pageurl", "detailurl", "htmlurl", "weburl",
    "puburl", "posturl", "staticurl", "urlpath", "path", "address",
)  # fmt: skip
DAYS = (
    "publishdate", "publishtime", "publisheddate", "publishedtime", "publishedtimestr", "publishdatestr", "publishtimestr", "pubdate", "pubtime",
    "docreltime", "docpubtime", "releasetime", "releasedate", "fbrq", "fbsj", "fbtime", "showtime", "showdate", "displaytime", "displaydate",
    "displaypublishtime", "infodate", "newsdate", "articledate", "opendate", "date", "time", "inputdate", "adddate", "addtime", "createtime", "createdate",
    "crtime",
)  # fmt: skip
"""Days of publication before those of entry into the system. Days of writing and of change are none of them."""
TOTALS = (
    "total", "totalcount", "totalrecords", "totalrecord", "totalelements", "totalnum", "totalrows", "totalsize", "recordstotal", "recordcount", "rowcount",
    "allcount", "datacount", "count",
)  # fmt: skip
COUNTS = ("totalpages", "totalpage", "pagecount", "pagetotal", "pages", "maxpage", "allpages")
NUMBERS = ("pageno", "pagenum", "pageindex", "pagenumber", "currentpage", "curpage", "nowpage", "currpage", "current", "page")
SIZES = ("pagesize", "perpage", "pernum", "rowsperpage", "pagelength", "limit", "size")
LISTS = frozenset(
    ("rows", "list", "data", "records", "articles", "items", "result", "results", "datalist", "infolist", "resultlist", "content", "docs", "arraylist")
)  # fmt: skip
"""Names of arrays that hold entries even where they hold none."""
PINNED = ("istop", "top", "sticky", "ispinned", "settop")


def bare(name: str) -> str:
    """
    >>> bare("pub_Date")
    'pubdate'
    """
    return name.replace("_", "").replace("-", "").lower()


def fields_of(row: Mapping[str, Any]) -> Mapping[str, str]:
    """The keys of a record by their bare names; the first of equal ones."""
    return _fields(tuple(row))


@lru_cache(256)
def _fields(written: tuple[str, ...]) -> Mapping[str, str]:
    """Records of one list have the same keys."""
    return {bare(key): key for key in reversed(written[:200])}
