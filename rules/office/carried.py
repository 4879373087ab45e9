"""A read document as JSON and back, to cross from the reading process to ours."""

from __future__ import annotations

import json
from typing import Any

from rules.office.blocks import Block, Cell, OfficeDocument, Paragraph, Row, Table


def carry(document: OfficeDocument) -> str:
    """Cells of their own as plain strings, covered ones as lists of one."""
    return json.dumps({"kind": document.kind, "notes": document.notes, "blocks": [_carried(block) for block in document.blocks]}, ensure_ascii=False)


def received(told: dict[str, Any]) -> OfficeDocument:
    """The document that `carry` wrote.

    >>> document = OfficeDocument("docx", (Paragraph("甲", 1), Table((Row((Cell("乙"), Cell("", "left")), 2),), "表")), ("注",))
    >>> received(json.loads(carry(document))) == document
    True
    """
    return OfficeDocument(told["kind"], tuple(_received(block) for block in told["blocks"]), tuple(told["notes"]))


def _carried(block: Block) -> list[Any]:
    if isinstance(block, Paragraph):
        return [block.line, block.text]
    return [block.name, [[row.line, [[cell.merged] if cell.merged else cell.text for cell in row.cells]] for row in block.rows], 0]


def _received(told: list[Any]) -> Block:
    if len(told) == 2:
        return Paragraph(told[1], told[0])
    rows = (Row(tuple(Cell("", cell[0]) if isinstance(cell, list) else Cell(cell) for cell in cells), line) for line, cells in told[1])
    return Table(tuple(rows), told[0])
