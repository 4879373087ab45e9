"""A new folder of files that is there as a whole or not at all."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path

from rules.errors import InvalidInput


def refuse_filled(folder: Path) -> None:
    """Raises InvalidInput where something stands there already: reviewed rules are never written over."""
    try:
        is_free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        raise _not_written(folder, error) from error
    if not is_free:
        raise InvalidInput(f"{folder} 已有内容，不会覆盖。请用 --out 另指一个新的文件夹，例如 --out {folder}-新")


def write_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Writes the files under a temporary name beside the folder, then renames it. Raises InvalidInput, and leaves nothing, where that fails."""
    refuse_filled(folder)
    target = folder.absolute()
    building = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        for name, text in texts.items():
            path = building / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if target.is_dir():
            target.rmdir()
        building.rename(target)
    except OSError as error:
        raise _not_written(folder, error) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _not_written(folder: Path, error: OSError) -> InvalidInput:
    reasons = {
        PermissionError: "没有写入权限",
        NotADirectoryError: "上一级不是文件夹",
        FileExistsError: "同名的文件已经存在",
        FileNotFoundError: "上一级文件夹建不了",
    }
    reason = next((text for kind, text in reasons.items() if isinstance(error, kind)), f"写入失败（{error.strerror or error}）")
    return InvalidInput(f"无法写入 {folder}：{reason}。请用 --out 另指一个可以写入的文件夹，例如 --out rules/panyu-2018")
