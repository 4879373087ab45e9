"""Addresses that say which entries of a list they give: from startrecord to endrecord, counted from 1."""

from __future__ import annotations

import re

_FIRST = re.compile(r"(?<=[?&]startrecord=)\d{1,7}(?=&|$)", re.IGNORECASE)
_LAST = re.compile(r"(?<=[?&]endrecord=)\d{1,7}(?=&|$)", re.IGNORECASE)


def records_until(url: str) -> int:
    """The last entry that an address asks for; 0 where it does not say.

    >>> records_until("http://a/dataproxy.jsp?columnid=7&startrecord=31&endrecord=60"), records_until("http://a/list?page=2")
    (60, 0)
    """
    last = _LAST.findall(url)
    return int(last[0]) if len(last) == 1 and len(_FIRST.findall(url)) == 1 else 0


def further_records(url: str, shown: int = 0) -> str | None:
    """The address of as many entries again, after the `shown` first ones (0: after those it asks for itself); None where it names none.

    >>> further_records("/dataproxy.jsp?columnid=7&startrecord=1&endrecord=30&perpage=15")
    '/dataproxy.jsp?columnid=7&startrecord=31&endrecord=60&perpage=15'
    >>> further_records("/dataproxy.jsp?startrecord=1&endrecord=45", shown=40), further_records("/list?page=2")
    ('/dataproxy.jsp?startrecord=41&endrecord=85', None)
    """
    last = records_until(url)
    if not last:
        return None
    size = last - int(_FIRST.findall(url)[0]) + 1
    after = shown or last
    return _LAST.sub(str(after + size), _FIRST.sub(str(after + 1), url)) if size > 0 else None
