"""WARC files as anybody's tools read them, and as ours read them back."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.answer import RawAnswer
from crawler.archive import ArchiveWriter, WarcInfo, faults_of_record, file_name, read_payload, read_record
from crawler.encoding import UnpackError, unpack
from rules.errors import StoreError

AT = datetime(2017, 12, 31, 14, 30, 5, tzinfo=UTC)
INFO = WarcInfo("run1", "gongkai/0.1.0", "gongkai-test", simulated=True)
BODY = "一般公共预算收支执行情况".encode() * 20
HEADERS = (
    (b"Content-Type", b"text/html; charset=utf-8"),
    (b"Transfer-Encoding", b"chunked"),
    (b"Set-Cookie", b"a=1"),
    (b"Set-Cookie", b"b=2"),
    (b"Content-Disposition", "attachment; filename=预算表.xls".encode("gb18030")),
)


@pytest.fixture
def kept(tmp_path):
    """Two answers of one host, written; the folder and where they lie."""
    writer = ArchiveWriter(tmp_path, INFO)
    first = writer.append(RawAnswer("http://www.panyu.gov.cn/a.html", 200, HEADERS, BODY), AT)
    packed = gzip.compress(BODY, mtime=0)
    second = writer.append(RawAnswer("http://www.panyu.gov.cn/b.html", 404, ((b"Content-Encoding", b"gzip"),), packed), AT)
    writer.sync()
    writer.close()
    return tmp_path, first, second


def test_any_warc_reader_finds_the_records_with_right_digests(kept):
    folder, first, _ = kept
    with (folder / first.file).open("rb") as stream:
        records = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            records.append((record.rec_type, record.rec_headers.get_header("WARC-Date"), record.rec_headers.protocol))
    assert records == [("warcinfo", "2017-12-31T14:30:05Z", "WARC/1.1")] + [("response", "2017-12-31T14:30:05Z", "WARC/1.1")] * 2


def test_the_first_record_says_that_the_clock_is_simulated(kept):
    folder, first, _ = kept
    with (folder / first.file).open("rb") as stream:
        told = next(iter(ArchiveIterator(stream))).content_stream().read().decode()
    assert "模拟时钟" in told


def test_each_record_can_be_unpacked_by_itself(kept):
    folder, first, second = kept
    data = (folder / first.file).read_bytes()
    for one in (first, second):
        assert gzip.decompress(data[one.offset : one.offset + one.length]).startswith(b"WARC/1.1\r\n")
    assert second.offset + second.length == len(data)


def test_headers_and_body_are_kept_as_received_but_for_chunking(kept):
    folder, first, _ = kept
    data = (folder / first.file).read_bytes()
    block = gzip.decompress(data[first.offset : first.offset + first.length])
    head, _, rest = block.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [b"HTTP/1.1 200 OK", *(name + b": " + value for name, value in HEADERS if name != b"Transfer-Encoding")]
    assert rest == BODY + b"\r\n\r\n"
    assert b"sha256:" + first.sha256.encode() in block


def test_an_answer_is_read_back_by_its_offset(kept):
    folder, _, second = kept
    assert read_record(folder / second.file, second.offset).url == "http://www.panyu.gov.cn/b.html"
    assert read_payload(folder / second.file, second.offset)[0::2] == (404, BODY)


def test_a_whole_record_has_no_faults(kept):
    folder, first, second = kept
    assert [f for one in (first, second) for f in faults_of_record(folder, one)] == []


def test_a_changed_byte_is_a_fault_wherever_it_is(kept):
    folder, first, _ = kept
    path = folder / first.file
    whole = path.read_bytes()
    for place in range(first.offset + 12, first.offset + first.length, 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert list(faults_of_record(folder, first)), place


def test_a_wrong_offset_is_told_with_what_to_do(kept):
    folder, first, _ = kept
    with pytest.raises(StoreError, match="gongkai archive verify"):
        read_record(folder / first.file, first.offset + 1)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://www.panyu.gov.cn/a", "www.panyu.gov.cn.warc.gz"),
        ("http://127.0.0.1:8080/", "127.0.0.1_8080.warc.gz"),
        ("http://user:pass@h/", "h.warc.gz"),
        ("http://../../etc", "warc.gz"),
        ("http://[::1]:80/", "___1__80.warc.gz"),
    ],
)
def test_a_file_name_stays_inside_its_folder(url, name):
    assert file_name(url).endswith("warc.gz")
    assert "/" not in file_name(url)
    assert file_name(url) == name or ".." not in file_name(url)


def packed(name):
    bare = zlib.compressobj(wbits=-15)
    return {
        "gzip": gzip.compress(BODY),
        "deflate": zlib.compress(BODY),
        "bare deflate": bare.compress(BODY) + bare.flush(),
        "two members": gzip.compress(BODY[:30]) + gzip.compress(BODY[30:]),
        "padded": gzip.compress(BODY) + b"\0\0",
    }[name]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("gzip", "gzip"), ("gzip", " X-GZIP "), ("deflate", "deflate"), ("bare deflate", "deflate"), ("two members", "gzip"), ("padded", "gzip")],
)
def test_content_encodings_are_undone(name, encoding):
    assert unpack(packed(name), encoding) == BODY


@pytest.mark.parametrize(
    ("body", "encoding", "says"),
    [
        pytest.param(b"plain", "gzip", "损坏", id="not gzip at all"),
        pytest.param(packed("gzip")[:-12], "gzip", "截断", id="cut short"),
        pytest.param(b"x", "br", "br", id="never asked for"),
        pytest.param(gzip.compress(b"\0" * 60_000_000), "gzip", "50 MB", id="a bomb"),
    ],
)
def test_what_cannot_be_unpacked_says_why(body, encoding, says):
    with pytest.raises(UnpackError, match=says):
        unpack(body, encoding)
