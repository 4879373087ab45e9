"""Days in English words, as some systems write them into metas: Mar 8, 2017; 8 March 2017; Wed Mar 08 10:06:47 CST 2017."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from crawler.extract.dates.clock import SHANGHAI

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_TIME = r"(?P<h{0}>[01]?\d|2[0-3]):(?P<i{0}>[0-5]\d):(?P<s{0}>[0-5]\d)(?:\s+(?P<z{0}>GMT|UTC|CST|[+-]\d{{4}}))?"
_DAY = re.compile(
    rf"(?<![A-Za-z])(?P<n1>{_MONTH})\s*(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?:{_TIME.format(1)}\s+)?(?P<y1>(?:19|20)\d\d)(?!\d)"
    rf"|(?<![\d.,/-])(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<n2>{_MONTH})(?:\s*,\s*|[\s-]+)(?P<y2>(?:19|20)\d\d)(?!\d)(?:\s+{_TIME.format(2)})?"
)


def english_days(text: str) -> Iterator[tuple[re.Match[str], date, str | None]]:
    """
    >>> [(day.isoformat(), time) for _, day, time in english_days("Mar 8, 2017; 8 March 2017; Wed Mar 08 10:06:47 CST 2017")]
    [('2017-03-08', None), ('2017-03-08', None), ('2017-03-08', '10:06:47')]
    """
    for m in _DAY.finditer(text):
        form = "1" if m["n1"] else "2"
        try:
            day = date(int(m[f"y{form}"]), _MONTHS.index(m[f"n{form}"][:3].lower()) + 1, int(m[f"d{form}"]))
        except ValueError:
            continue
        if m[f"h{form}"] is None:
            yield m, day, None
            continue
        hour, minute, second = (int(m[f"{part}{form}"]) for part in "his")
        at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(m[f"z{form}"])).astimezone(SHANGHAI)
        yield m, at.date(), f"{at:%H:%M:%S}"


def _zone(name: str | None) -> timezone:
    """CST is China's here."""
    if name is None or name == "CST":
        return SHANGHAI
    if name in ("GMT", "UTC"):
        return timezone(timedelta())
    offset = timedelta(hours=int(name[1:3]), minutes=int(name[3:]))
    return SHANGHAI if offset > timedelta(hours=14) else timezone(-offset if name[0] == "-" else offset)
