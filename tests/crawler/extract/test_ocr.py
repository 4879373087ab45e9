"""Words in pictures and scans: what is said without the optional extra, and what is read with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import zlib
from difflib import SequenceMatcher
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest

from crawler.extract.files import ocr
from crawler.extract.files import pdf as pdf_file
from crawler.extract.files.pdf import read_pdf
from crawler.extract.files.pdf_lines import Run
from crawler.extract.files.pdf_pages import Leaf, strips_of
from crawler.extract.files.readers import read_kind
from crawler.extract.files.watch import Watch
from rules.office.archives import Unreadable

sys.path.insert(0, str(Path(__file__).parent))
from packed_samples import zip_of
from pdf_writer import Sheet, pdf

INSTALLED = bool(ocr.ocr_version())
needs_ocr = pytest.mark.skipif(not INSTALLED and os.environ.get("CI") != "true", reason="the extra gongkai[ocr] (rapidocr) is not installed: make ocr")
LINES = (
    "广州市番禺区2017年6月一般公共预算执行情况",
    "一、一般公共预算收入完成1234.56万元，增长7.8%。",
    "二、一般公共预算支出完成987.65万元。",
    "广州市番禺区财政局",
)
MAYBE = "文字由图像识别得出，可能有误"


def font(size: int):
    from PIL import ImageFont

    program = shutil.which("fc-match")
    found = subprocess.run([program, "-f", "%{file}", ":lang=zh-cn"], capture_output=True, text=True, check=True).stdout if program else ""
    if not found and os.environ.get("CI") != "true":
        pytest.skip("no Chinese font on this machine")
    return ImageFont.truetype(found, size)


def shown(rows, width=820, size=26, step=48, tilt=0.0):
    """A picture of lines, square since the engine enlarges narrow ones; a row of several texts has them 220 pixels apart."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (width, width), "white")
    pen = ImageDraw.Draw(image)
    for n, row in enumerate(rows):
        for at, words in enumerate((row,) if isinstance(row, str) else row):
            pen.text((40 + 220 * at, 40 + step * n), words, fill="black", font=font(size))
    return image.rotate(tilt, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC) if tilt else image


def saved(image, kind="PNG", **options) -> bytes:
    held = BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()


def scanned(image):
    """As an office's scanner leaves it: grey, blurred, speckled, a degree askew."""
    from PIL import Image, ImageFilter

    grey = image.rotate(1.0, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC).convert("L").filter(ImageFilter.GaussianBlur(0.8))
    speckles = Image.frombytes("L", grey.size, zlib.compress(bytes(range(256)) * 64, 9).ljust(97, b"\x7f")[:97] * (grey.width * grey.height // 97 + 1))
    return Image.blend(grey, speckles, 0.08)


def alike(a: str, b: str) -> float:
    return SequenceMatcher(None, "".join(a.split()), "".join(b.split()), autojunk=False).ratio()


class TestWithoutTheExtra:
    @pytest.fixture(autouse=True)
    def missing(self, monkeypatch):
        monkeypatch.setattr(ocr, "ocr_version", lambda: "")

    def test_a_picture_names_what_to_install(self):
        with pytest.raises(Unreadable, match=r"图片，没有可读取的文字；安装可选组件 gongkai\[ocr\] 后可识别文字"):
            ocr.read_picture(b"\x89PNG")

    def test_a_scan_names_what_to_install(self):
        with pytest.raises(Unreadable, match=r"扫描件或图片 PDF，没有文字层；安装可选组件 gongkai\[ocr\] 后可识别文字"):
            read_pdf(pdf(Sheet().picture()))


def test_the_version_is_told_without_loading_the_engine():
    code = "import sys; from crawler.extract.files.ocr import ocr_version; print(ocr_version(), {'rapidocr', 'numpy', 'PIL'} & set(sys.modules) or '')"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]).stdout.strip()
    assert told == ocr.ocr_version() and (told == "" or told.startswith("rapidocr-3."))


@needs_ocr
class TestPictures:
    def test_every_line_of_a_picture_is_read_from_top_to_bottom(self):
        got = ocr.read_picture(saved(shown(LINES), "JPEG"))
        assert got.reason == MAYBE and alike(got.text, "".join(LINES)) >= 0.98

    def test_a_bad_scan_is_still_read(self):
        assert alike(ocr.read_picture(saved(scanned(shown(LINES)))).text, "".join(LINES)) >= 0.95

    @pytest.mark.parametrize("tilt", [0.0, 2.0], ids=["straight", "askew"])
    def test_clear_columns_are_rows_of_a_table(self, tilt):
        rows = (("项目", "收入", "支出"), ("教育支出", "125.00", "110.50"), ("卫生支出", "23.40", "24.60"), ("合计", "148.40", "135.10"))
        assert ocr.read_picture(saved(shown(rows, tilt=tilt))).text.split("\n") == ["\t".join(row) for row in rows]

    def test_transparent_paper_is_white(self):
        from PIL import ImageOps

        image = shown(LINES[:1])
        image.putalpha(ImageOps.invert(image.convert("L")))
        assert alike(ocr.read_picture(saved(image)).text, LINES[0]) >= 0.95

    def test_all_pages_of_a_tif_are_read(self):
        got = ocr.read_picture(saved(shown(LINES[:1]), "TIFF", save_all=True, append_images=[shown(LINES[3:])]))
        assert alike(got.text, LINES[0] + LINES[3]) >= 0.95

    def test_the_same_bytes_give_the_same_text_from_another_engine_too(self):
        payload = saved(scanned(shown(LINES)))
        first = ocr.read_picture(payload)
        ocr._engine.cache_clear()
        assert ocr.read_picture(payload) == first

    def test_nothing_is_fetched(self, monkeypatch):
        def refuse(*_):
            raise AssertionError("the network was used")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        ocr._engine.cache_clear()
        assert ocr.read_picture(saved(shown(LINES[3:]))).text

    def test_a_missing_model_is_told_and_not_fetched(self, monkeypatch):
        monkeypatch.setattr(ocr, "_MODELS", {**ocr._MODELS, "Rec": "none.onnx"})
        ocr._engine.cache_clear()
        with pytest.raises(Unreadable, match="图像识别组件不完整"):
            ocr.read_picture(saved(shown(LINES[3:])))

    @pytest.mark.parametrize(
        ("payload", "reason"),
        [
            pytest.param(b"\x89PNG\r\n\x1a\nbroken", "图片已损坏或格式不支持", id="broken"),
            pytest.param(
                b"BM" + (54).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little") + (40).to_bytes(4, "little") + (60_000).to_bytes(4, "little") * 2
                + b"\1\0\x18\0" + bytes(24), "图片过大", id="far too large",
            ),
        ],
    )  # fmt: skip
    def test_what_is_no_picture_says_why(self, payload, reason):
        with pytest.raises(Unreadable, match=reason):
            ocr.read_picture(payload)

    def test_an_empty_picture_has_no_words(self):
        with pytest.raises(Unreadable, match="没有识别出文字"):
            ocr.read_picture(saved(shown(())))


@needs_ocr
class TestScans:
    def test_a_scanned_file_is_read_and_said_to_be_uncertain(self):
        got = read_pdf(saved(shown(LINES, width=1000), "PDF", resolution=120))
        assert got.reason == MAYBE and alike(got.text, "".join(LINES)) >= 0.98

    def test_a_page_without_words_stays_named(self):
        got = read_pdf(pdf(Sheet().text(90, 100, LINES[0]), Sheet().picture()))
        assert (got.text, got.reason) == (LINES[0], "第2页是图片，没有文字层，没有识别出文字")


class TestHowMuchIsRecognised:
    """Pages are counted, never seconds: the same bytes read the same on any machine, whatever else it does."""

    @pytest.fixture(autouse=True)
    def engine(self, monkeypatch):
        """Each page says its number; no engine is needed to count."""
        monkeypatch.setattr(ocr, "ocr_version", lambda: "rapidocr-0")
        monkeypatch.setattr(ocr, "_leaf", lambda picture: next(self.leaves))
        monkeypatch.setattr(pdf_file, "_picture", lambda document, at: at)
        self.leaves = (Leaf(strips_of([Run(f"第{at}份", 0, 0, 50, 10, 10)], (), 100), characters=3) for at in count(1))

    def test_a_file_has_twenty_pages_recognised_and_the_others_named(self):
        got = read_pdf(pdf(*[Sheet().picture()] * 22))
        assert (got.text.split()[-1], got.reason) == ("第20份", f"第1—20页的{MAYBE}；第21、22页是图片，没有文字层；图片过多，其余未识别")

    def test_a_member_of_an_archive_has_five_and_all_of_them_twenty(self):
        scan, short = pdf(*[Sheet().picture()] * 6), pdf(Sheet().picture())
        found = read_kind(zip_of({"1.pdf": scan, "2.pdf": short, "3.pdf": scan, "4.pdf": scan, "5.pdf": scan, "6.pdf": scan}), "zip", "a.zip", Watch())
        rest = "是图片，没有文字层；图片过多，其余未识别"
        assert [(member.readable, member.reason) for member in found.members] == [
            (True, f"第1—5页的{MAYBE}；第6页{rest}"),
            (True, MAYBE),
            *[(True, f"第1—5页的{MAYBE}；第6页{rest}")] * 2,
            (True, f"第1—4页的{MAYBE}；第5、6页{rest}"),
            (False, "扫描件或图片 PDF，没有文字层；图片过多，其余未识别"),
        ]

    def test_each_page_adds_to_the_time_before_it_is_begun(self):
        told = []
        watch = Watch(until=0.0, paged=lambda: told.append(len(told)))
        read_pdf(pdf(*[Sheet().picture()] * 3), watch)
        assert (told, watch.until, watch.scans) == ([0, 1, 2], 180.0, 17)
