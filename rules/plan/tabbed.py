"""A table as text conversion leaves it: tab-led cells, rows apart by blank lines."""

from __future__ import annotations

from collections.abc import Iterable

from rules.office.blocks import Paragraph
from rules.plan.table import Cell, Row


def tabbed_rows(paragraphs: Iterable[Paragraph]) -> list[Row]:
    """Rows and lines of running text in their order.

    A line that begins with a tab begins a cell, a further tab in it another one; a line without a tab continues the
    cell above it. A blank line, or a line left out, ends a row.

    >>> lines = ["标题", "", "\\t一、甲", "\\t1．乙", "丙", "\\t区财政局"]
    >>> [row.texts for row in tabbed_rows(Paragraph(text, i) for i, text in enumerate(lines, 1))]
    [('标题',), ('一、甲', '1．乙\\n丙', '区财政局')]
    """
    rows: list[Row] = []
    cells: list[list[str]] = []
    lines: list[int] = []
    last = 0

    def close() -> None:
        if cells:
            rows.append(Row(tuple(Cell("\n".join(parts).strip(), line) for parts, line in zip(cells, lines, strict=True))))
            cells.clear()
            lines.clear()

    for paragraph in paragraphs:
        text, number = paragraph.text, paragraph.line
        if number > last + 1 or (not text.strip() and "\t" not in text):
            close()
        last = number
        if "\t" in text:
            for part in text.removeprefix("\t").split("\t"):
                cells.append([part.strip()])
                lines.append(number)
        elif text.strip() and cells:
            cells[-1].append(text.strip())
        elif text.strip():
            rows.append(Row((Cell(text.strip(), number),), is_text=True))
    close()
    return rows
