"""A document's blocks as plain text and as complete rows, for those who only look words up in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules.office.blocks import Block, OfficeDocument, Paragraph, Row, Table

FullRows = tuple[tuple[str, ...], ...]


def text_of(document: OfficeDocument) -> tuple[str, tuple[FullRows, ...]]:
    """(text with table rows as tab-parted lines in place, tables with merged cells filled in)."""
    return text_of_blocks(document.blocks)


def text_of_blocks(blocks: Iterable[Block]) -> tuple[str, tuple[FullRows, ...]]:
    """As `text_of`, for what is no whole document."""
    held = tuple(blocks)
    tables = (_filled(block) for block in held if isinstance(block, Table))
    return "\n".join(_lines(held)), tuple(table for table in tables if table)


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from filter(None, map(_line, block.rows))


def _line(row: Row) -> str:
    """Each text once: a cell covered from the left is no cell of the line, one covered from above is blank in it."""
    return "\t".join(_on_one_line(cell.text) for cell in row.cells if cell.merged != "left").rstrip("\t")


def _filled(table: Table) -> FullRows:
    """Each row with text of its own, complete in itself, as those of an html table are."""
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        filled: list[str] = []
        for at, cell in enumerate(row.cells):
            if cell.merged == "above" and rows:
                filled.append(rows[-1][at])
            else:
                filled.append(filled[-1] if cell.merged == "left" and filled else _on_one_line(cell.text))
        rows.append(tuple(filled))
    return tuple(filled for filled, row in zip(rows, table.rows, strict=True) if any(cell.text for cell in row.cells))


def _on_one_line(text: str) -> str:
    return " ".join(text.split("\n"))
