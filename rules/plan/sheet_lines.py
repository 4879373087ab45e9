"""A table whose rows are lines of text, copied from a sheet or saved by it: cells apart by tabs, one with line breaks in quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rules.office.blocks import Paragraph
from rules.plan.heads import roles_of
from rules.plan.table import Cell, Row

_SPACES, _COMMA = re.compile("[ \u3000]{2,}"), re.compile(",")
_QUOTED_LINES = 40
"""So many lines a cell in quotes may take; a quote that is never closed is a mark like any other."""


def with_tabs(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The lines with tabs for what parts the cells of a table aligned by spaces or saved with commas, known by its head.

    Only below the head, and only where a line has as many cells: a blank one cannot be told there, and is not guessed.

    >>> lines = ["标题", "任务      责任单位", "1．甲      区财政局", "2．乙"]
    >>> [line.text for line in with_tabs([Paragraph(text, i) for i, text in enumerate(lines, 1)])]
    ['标题', '任务\\t责任单位', '1．甲\\t区财政局', '2．乙']
    """
    if any("\t" in line.text or "|" in line.text for line in paragraphs):
        return paragraphs
    for apart in (_SPACES, _COMMA):
        for at, line in enumerate(paragraphs):
            head = apart.split(line.text.strip())
            if len(head) > 1 and roles_of(head):
                return [*paragraphs[:at], *(_tabbed(below, apart, len(head)) for below in paragraphs[at:])]
    return paragraphs


def _tabbed(line: Paragraph, apart: re.Pattern[str], width: int) -> Paragraph:
    cells = apart.split(line.text.strip())
    return Paragraph("\t".join(cells), line.line) if len(cells) == width else line


def is_row_a_line(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether most lines with tabs hold several cells, two of which follow each other with the same number of tabs.

    >>> [is_row_a_line([Paragraph(t, i) for i, t in enumerate(lines, 1)]) for lines in (["1\\t甲\\t乙", "2\\t\\t丙"], ["\\t一、甲", "\\t1．乙"])]
    [True, False]
    """
    texts = [text for _, text in _whole_lines(paragraphs)]
    tabs = [text.count("\t") if "\t" in text.removeprefix("\t") else 0 for text in texts]
    several = sum(count > 0 for count in tabs)
    return any(a == b > 0 for a, b in pairwise(tabs)) and several * 2 > sum("\t" in text for text in texts)


def sheet_rows(paragraphs: Sequence[Paragraph]) -> list[Row]:
    """Rows, at least as wide as most are, and lines of running text in their order.

    >>> lines = ["标题", "1\\t甲\\t区财政局", '2\\t"乙', '丙"\\t']
    >>> [row.texts for row in sheet_rows([Paragraph(text, i) for i, text in enumerate(lines, 1)])]
    [('标题',), ('1', '甲', '区财政局'), ('2', '乙\\n丙', '')]
    """
    lines = list(_whole_lines(paragraphs))
    cells = [(number, text.split("\t")) for number, text in lines]
    is_led = all(not parts[0] for _, parts in cells if len(parts) > 1)
    width = Counter(len(parts) for _, parts in cells if len(parts) > 1).most_common(1)[0][0]
    rows: list[Row] = []
    for number, parts in cells:
        if len(parts) == 1:
            rows += [Row((Cell(parts[0].strip(), number),), is_text=True)] if parts[0].strip() else []
            continue
        texts = [_unquoted(part) for part in parts] + [""] * (width - len(parts))
        rows.append(Row(tuple(Cell(text, number) for text in texts[is_led:]), is_grid=True))
    return rows


def _whole_lines(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; those a quoted cell goes on over as one."""
    at = 0
    while at < len(paragraphs):
        text, number, used = paragraphs[at].text, paragraphs[at].line, 1
        if "\t" in text and text.count('"') % 2:
            quoted = [line.text for line in paragraphs[at : at + _QUOTED_LINES]]
            closed = next((i for i in range(1, len(quoted)) if quoted[i].count('"') % 2), 0)
            if closed:
                text, used = "\n".join(quoted[: closed + 1]), closed + 1
        yield number, text
        at += used


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    return bare[1:-1].replace('""', '"').strip() if len(bare) > 1 and bare[0] == bare[-1] == '"' else bare
