"""Words in pictures and scanned pages, where the extra `ocr` is installed; the only user of rapidocr, numpy and Pillow."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from crawler.extract.files.file_text import FileText
from crawler.extract.files.pdf_lines import Run
from crawler.extract.files.pdf_pages import NOT_INSTALLED, RECOGNISED, TOO_MANY, Leaf, blocks_of, strips_of
from crawler.extract.files.watch import Watch
from rules.office.archives import Unreadable
from rules.office.as_text import text_of_blocks

_MOST_PIXELS, _LONGEST_SIDE = 40_000_000, 2_200
_THREADS = 1
_LEAST_SCORE = 0.5
_MODELS = {"Det": "PP-OCRv6_det_small.onnx", "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx", "Rec": "PP-OCRv6_rec_small.onnx"}


@cache
def ocr_version() -> str:
    """Such as rapidocr-3.10.0; empty where the extra is not installed. Loads nothing."""
    try:
        version("onnxruntime")
        return f"rapidocr-{version('rapidocr')}"
    except PackageNotFoundError:
        return ""


def read_picture(payload: bytes, watch: Watch | None = None) -> FileText:
    """The words of a picture file; of one with pages (tif), those of each. Raises Unreadable."""
    if not ocr_version():
        raise Unreadable(f"图片，没有可读取的文字；{NOT_INSTALLED}")
    count, pictures = _opened(payload)
    seen = recognise(pictures, count, watch or Watch())
    text, tables = text_of_blocks(blocks_of([leaf for leaf in seen if leaf]))
    if not text.strip():
        raise Unreadable("图片里没有识别出文字" if seen else TOO_MANY)
    left = f"；共{count}页，{TOO_MANY}" if len(seen) < count else ""
    return FileText(text, tables, reason=RECOGNISED + left)


def recognise(pictures: Iterable[Any], count: int, watch: Watch) -> list[Leaf | None]:
    """The first pages of `count`, as many as may be recognised, each from an array of pixels (None: not to be had); None where a
    page has no words."""
    told: list[Leaf | None] = []
    drawn = iter(pictures)
    while len(told) < count and watch.may_recognise():
        picture = next(drawn)
        leaf = None if picture is None else _leaf(picture)
        told.append(leaf if leaf and leaf.characters else None)
    return told


def _leaf(picture: Any) -> Leaf:
    height, width = picture.shape[:2]
    found = _engine()(picture)
    boxes = [[(float(x), float(y)) for x, y in box] for box in found.boxes] if found.txts else []
    pairs = [(text.strip(), box) for text, box in zip(found.txts or (), boxes, strict=True) if text.strip()]
    runs = _straightened(pairs)
    return Leaf(strips_of(runs, (), width), characters=sum(len(run.text) for run in runs), height=height)


def _straightened(pairs: list[tuple[str, list[tuple[float, float]]]]) -> list[Run]:
    """Boxes as they stand on a page that lies straight: turned by the usual tilt of long ones."""
    tilts = [math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for _, box in pairs if box[1][0] - box[0][0] > 3 * abs(box[3][1] - box[0][1])]
    tilt = median(tilts) if tilts and abs(median(tilts)) < 0.2 else 0.0
    cos, sin = math.cos(-tilt), math.sin(-tilt)
    runs = []
    for text, box in pairs:
        xs, ys = [x * cos - y * sin for x, y in box], [x * sin + y * cos for x, y in box]
        middle, high = sum(ys) / 4, (ys[3] + ys[2] - ys[0] - ys[1]) / 2
        runs.append(Run(text, min(xs), middle - high / 2, max(xs), middle + high / 2, 0.8 * high))
    return runs


@cache
def _engine() -> Any:
    """One a process. The models' places are given, so that a missing one is an error and never fetched."""
    rapidocr = import_module("rapidocr")
    folder = Path(str(rapidocr.__file__)).parent / "models"
    models = {f"{part}.model_path": str(folder / name) for part, name in _MODELS.items()}
    missing = [name for name in _MODELS.values() if not (folder / name).is_file()]
    if missing:
        raise Unreadable("图像识别组件不完整，请重新安装 gongkai[ocr]")
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": n for kind, n in (("intra", _THREADS), ("inter", 1))}
    return rapidocr.RapidOCR(params={"Global.log_level": "critical", "Global.text_score": _LEAST_SCORE, **threads, **models})


def _opened(payload: bytes) -> tuple[int, Iterable[Any]]:
    """How many pages a picture file has, and their pixels one after another. Raises Unreadable."""
    pillow = import_module("PIL.Image")
    try:
        picture = pillow.open(BytesIO(payload))
        if picture.width * picture.height > _MOST_PIXELS:
            raise Unreadable("图片过大，未识别")
        count = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
    except Unreadable:
        raise
    except (pillow.DecompressionBombError, pillow.DecompressionBombWarning) as error:
        raise Unreadable("图片过大，未识别") from error
    except Exception as error:  # Pillow raises a dozen kinds on broken input
        raise Unreadable("图片已损坏或格式不支持") from error
    return count, (_pixels(picture, at) for at in range(count))


def _pixels(picture: Any, at: int) -> Any:
    """Blue, green, red; transparent parts white. Raises Unreadable."""
    numpy, pillow, turned = import_module("numpy"), import_module("PIL.Image"), import_module("PIL.ImageOps")
    try:
        if at:
            picture.seek(at)
        if picture.width * picture.height > _MOST_PIXELS:
            return None
        shown = turned.exif_transpose(picture).convert("RGBA")
        sheet = pillow.new("RGBA", shown.size, "white")
        sheet.alpha_composite(shown)
        sheet.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        return numpy.ascontiguousarray(numpy.asarray(sheet.convert("RGB"))[:, :, ::-1])
    except Exception as error:
        if at:
            return None
        raise Unreadable("图片已损坏或格式不支持") from error
