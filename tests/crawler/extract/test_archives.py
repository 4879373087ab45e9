"""Archives: every member read as the file it is, names as people wrote them, and what was not read is said."""

from __future__ import annotations

import gzip
import io
import sys
import tarfile
import time
from pathlib import Path

import pytest

from crawler.extract import read_payload
from crawler.extract.files.readers import read_kind
from crawler.extract.files.watch import Late, Watch
from rules.office.archives import Unreadable

sys.path.append(str(Path(__file__).parent))
from packed_samples import locked, rar4_of, rar5_of, zip_in_gbk, zip_of

TEXT = "番禺区2017年部门预算".encode("gb18030")
TABLE = "单位,金额\n区财政局,12\n".encode()
MEMBERS = {"附件1.txt": TEXT, "附件/明细表.csv": TABLE}


def _seven(members: dict[str, bytes]) -> bytes:
    libarchive = pytest.importorskip("libarchive", reason="the C library libarchive is not here")
    held = io.BytesIO()
    with libarchive.custom_writer(lambda block: held.write(block), "7zip") as archive:
        for name, content in members.items():
            archive.add_file_from_memory(name, len(content), content)
    return held.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return held.getvalue()


def _read(payload: bytes, name: str = "附件.zip"):
    return read_payload(payload, "", name).page


def _nested(times: int, payload: bytes) -> bytes:
    for _ in range(times):
        payload = zip_of({"内.zip": payload})
    return payload


@pytest.mark.parametrize(
    ("write", "name"),
    [
        pytest.param(zip_of, "附件.zip", id="zip"),
        pytest.param(zip_in_gbk, "附件.zip", id="zip with names in GBK"),
        pytest.param(_tar, "附件.tar", id="tar"),
        pytest.param(lambda members: gzip.compress(_tar(members)), "附件.tar.gz", id="tar.gz"),
        pytest.param(rar4_of, "附件.rar", id="rar 4"),
        pytest.param(lambda members: rar4_of(members, "gbk"), "附件.rar", id="rar 4 with names in GBK"),
        pytest.param(rar5_of, "附件.rar", id="rar 5"),
        pytest.param(_seven, "附件.7z", id="7z"),
    ],
)
def test_members_are_read_as_the_files_they_are(write, name):
    if name.endswith("rar"):
        pytest.importorskip("libarchive", reason="the C library libarchive is not here")
    page = _read(write(MEMBERS), name)
    assert (page.readable, page.reason, page.is_whole) == (True, "", True)
    names = [member.name.removeprefix("附件.tar/") for member in page.members]
    assert (names, [(m.type, m.readable, m.reason) for m in page.members]) == (list(MEMBERS), [("txt", True, ""), ("csv", True, "")])
    assert "番禺区2017年部门预算" in page.body and "附件1.txt" in page.body
    assert page.tables == ((("单位", "金额"), ("区财政局", "12")),)


def test_what_systems_leave_behind_is_no_member():
    page = _read(zip_of({"__MACOSX/._附件.txt": b"x", "Thumbs.db": b"x", "a/.DS_Store": b"x", "~$附件.docx": b"x", "附件.txt": TEXT}))
    assert [member.name for member in page.members] == ["附件.txt"] and page.is_whole


def test_archives_inside_archives_are_read_to_the_second_level():
    page = _read(_nested(2, zip_of({"a.txt": TEXT})))
    assert [(m.name, m.readable) for m in page.members] == [("内.zip/内.zip/a.txt", True)]
    deep = _read(_nested(5, zip_of({"a.txt": TEXT})))
    assert (deep.readable, "嵌套" in deep.reason) == (False, True)


def test_a_member_that_cannot_be_read_makes_the_archive_not_whole():
    page = _read(zip_of({"a.txt": TEXT, "坏.docx": b"PK\x03\x04" + b"\0" * 90, "图.png": b"\x89PNG\r\n\x1a\n" + b"0" * 40, "空.doc": b""}))
    assert (page.readable, page.is_whole, page.images) == (True, False, 1)
    assert [(m.name, m.readable) for m in page.members] == [("a.txt", True), ("坏.docx", False), ("图.png", False), ("空.doc", False)]
    assert "坏.docx" in page.reason and "空.doc（文件为空）" in page.reason
    assert all("损坏" in m.reason for m in page.members if m.name == "坏.docx")


@pytest.mark.parametrize(
    ("payload", "name", "reason"),
    [
        pytest.param(locked(zip_of(MEMBERS)), "包.zip", "压缩包已加密", id="locked"),
        pytest.param(zip_of(MEMBERS)[:80], "包.zip", "压缩包已损坏或没有下载完整", id="cut short"),
        pytest.param(zip_of({}), "包.zip", "压缩包是空的", id="empty"),
        pytest.param(zip_of({"0.txt": b"\0" * 90_000_000}), "包.zip", "解压后过大", id="one large member"),
        pytest.param(zip_of({f"{i}.zip": zip_of({"0.txt": b"\0" * 30_000_000}) for i in range(12)}), "包.zip", "解压后过大", id="many in many"),
        pytest.param(gzip.compress(b"\0" * 90_000_000), "包.gz", "解压后过大", id="gz"),
        pytest.param(rar5_of(MEMBERS)[:60], "包.rar", "压缩包", id="rar cut short"),
        pytest.param(b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "包.7z", "压缩包", id="7z without anything"),
        pytest.param(zip_of({"a.txt": b"a"}), "假.docx", "不是 docx 文件", id="a zip under the name of a Word file"),
    ],
)
def test_what_cannot_be_opened_says_why(payload, name, reason):
    page = _read(payload, name)
    assert (page.readable, reason in page.reason) == (False, True), page.reason


def test_too_many_members_are_counted_and_said():
    page = _read(zip_of({f"{i}.txt": b"text %d" % i for i in range(600)}))
    assert (page.readable, len(page.members), page.is_whole) == (True, 500, False)
    assert "只读了前 500 个" in page.reason


@pytest.mark.parametrize("members", [MEMBERS, {"内.zip": zip_of(MEMBERS)}], ids=["archive", "archive in an archive"])
def test_an_archive_whose_time_is_over_is_told_as_a_whole(members):
    """How far the reading came depends on the machine."""
    begun: list[int] = []
    watch = Watch(until=time.monotonic() + 60, begun=lambda place: (begun.append(place), setattr(watch, "until", 0.0)))
    with pytest.raises(Late):
        read_kind(zip_of(members), "zip", "a.zip", watch)
    assert begun == [0]


def test_without_the_library_the_reason_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "libarchive", None)
    with pytest.raises(Unreadable, match="rar 压缩包要用系统组件 libarchive 解压，这台电脑没有安装"):
        read_kind(rar5_of(MEMBERS), "rar", "a.rar", Watch())
