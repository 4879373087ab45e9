"""Text files as they stand, and comma-parted ones as rows."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

from crawler.extract.files.file_text import FileText
from rules.office.charset import decode

_MARKS = ",\t;"
_SAMPLE_LINES = 20
_MOST_CELLS = 1_000_000


def read_txt(payload: bytes) -> FileText:
    """Never raises."""
    decoded = decode(payload)
    return FileText(_plain(decoded.text), reason=_damage(decoded.damaged, len(decoded.text)))


def read_csv(payload: bytes) -> FileText:
    """Rows parted by commas, tabs or semicolons, whichever the first lines have most evenly; in the text by tabs, as those of
    other tables. Never raises."""
    decoded = decode(payload)
    text = _plain(decoded.text)
    rows: list[tuple[str, ...]] = []
    room, reason = _MOST_CELLS, _damage(decoded.damaged, len(text))
    try:
        for row in csv.reader(StringIO(text), delimiter=delimiter(text)):
            room -= len(row)
            if room < 0:
                reason = reason or "内容过多，只读了前面部分"
                break
            if any(row):
                rows.append(tuple(" ".join(cell.split()) for cell in row))
    except csv.Error:  # a field longer than the module takes: quotes that never end
        rows = []
    if not rows:
        return FileText(text, (), reason)
    return FileText("\n".join("\t".join(row).rstrip("\t") for row in rows), (tuple(rows),), reason)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip("\ufeff").strip("\n")


def delimiter(text: str) -> str:
    """
    >>> delimiter("序号;名称;金额,元\\n1;a;2,5"), delimiter("a\\tb\\nc\\td"), delimiter("单列")
    (';', '\\t', ',')
    """
    lines = [line for line in text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES] if line.strip()]

    def evenness(mark: str) -> tuple[int, int]:
        counts = Counter(line.count(mark) for line in lines if mark in line)
        return (counts.most_common(1)[0][1] if counts else 0, sum(counts.elements()))

    return max(_MARKS, key=evenness)


def _damage(damaged: int, length: int) -> str:
    """A few odd bytes do no harm; many mean that words are missing."""
    return f"有 {damaged} 处字符无法辨认" if damaged > max(3, length // 500) else ""
