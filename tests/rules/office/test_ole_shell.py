"""Old workbooks whose inside is hostile: their sector chains reach no native reader."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import olefile
import pytest

from rules.office.archives import Unreadable
from rules.office.ole_shell import in_fresh_shell
from rules.office.read import read_document

MERGED = (Path(__file__).parent / "fixtures" / "plan-merged.xls").read_bytes()


def biff(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 1023 * 4096, 5_000_000])
def test_a_stream_comes_out_of_a_fresh_shell_as_it_went_in(size: int) -> None:
    content = bytes(i % 251 for i in range(997)) * (size // 997 + 1)
    with olefile.OleFileIO(io.BytesIO(in_fresh_shell("Workbook", content[:size]))) as ole:
        assert ole.parsing_issues == []
        assert ole.openstream("Workbook").read().rstrip(b"\0") == content[:size].rstrip(b"\0")


def every_sector_leads_to(sector: int) -> bytes:
    """The workbook with a FAT in which all chains meet: MS-CFB 2.3."""
    (fat_at,) = struct.unpack_from("<I", MERGED, 76)
    at = (fat_at + 1) * 512
    return MERGED[:at] + struct.pack("<I", sector) * 128 + MERGED[at + 512 :]


@pytest.mark.parametrize("sector", [0, 1, 5, 127])
def test_a_chain_of_sectors_that_bites_its_tail_ends(sector: int) -> None:
    try:
        read_document(every_sector_leads_to(sector), "计划.xls")
    except Unreadable as error:
        assert "损坏" in str(error) or "无法识别" in str(error)


def test_an_old_workbook_without_any_text_is_read_as_nothing() -> None:
    def begin(kind: int) -> bytes:
        return biff(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 6))

    def sheet(at: int) -> bytes:
        return biff(0x0085, struct.pack("<IHBB", at, 0, 6, 0) + b"Sheet1")

    whole = begin(5) + sheet(len(begin(5)) + len(sheet(0)) + 4) + biff(0x000A) + begin(0x10) + biff(0x000A)
    document = read_document(in_fresh_shell("Workbook", whole), "空.xls")
    assert (document.kind, document.blocks) == ("xls", ())
