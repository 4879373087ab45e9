"""Reads a document file safely: checked first, then read in a process of its own, so that no file can harm ours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from rules.errors import InvalidInput
from rules.office.archives import Unreadable
from rules.office.blocks import OfficeDocument
from rules.office.carried import received
from rules.office.kinds import READABLE, kind_of
from rules.office.plain import read_plain

MOST_FILE_BYTES = 64_000_000
MOST_SECONDS = 50.0
_MOST_TEXT_BYTES = 4_000_000
_ROOT = str(Path(__file__).resolve().parents[2])
_START = f"import sys; sys.path.insert(0, {_ROOT!r}); from rules.office.reading_process import main; main()"
_ELSE = "请用 Word、WPS 或浏览器打开看看，另存为 .docx 或 .xlsx 再试"


def read_guarded(path: Path) -> OfficeDocument:
    """Raises InvalidInput with one line: which file, what is wrong, what to do. Small text files cost no process."""
    payload = _payload(path)
    try:
        if len(payload) <= _MOST_TEXT_BYTES and not payload.startswith(b"PK") and kind_of(payload, path.name) == "txt":
            return read_plain(payload)
        return _read_apart(payload, path.name)
    except Unreadable as error:
        reason = " ".join(str(error).split())
        raise InvalidInput(f"无法读取 {path}：{reason if '请' in reason else f'{reason}。{_ELSE}'}") from error


def _payload(path: Path) -> bytes:
    """The file's bytes, if it is a file and no larger than any plan."""
    try:
        if path.is_dir():
            raise InvalidInput(f"无法读取 {path}：这是文件夹，不是文件。请给出计划文件，{READABLE}")
        if path.exists() and not path.is_file():
            raise InvalidInput(f"无法读取 {path}：不是普通文件。请给出计划文件，{READABLE}")
        size = path.stat().st_size
        if size > MOST_FILE_BYTES:
            raise InvalidInput(f"无法读取 {path}：文件过大（{size // 1_000_000} MB，最多 64 MB）。请只留下计划部分，另存后再试")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InvalidInput(f"无法读取 {path}：没有这个文件。请检查路径和文件名") from error
    except PermissionError as error:
        raise InvalidInput(f"无法读取 {path}：没有权限。请检查文件权限，或复制到自己的文件夹再试") from error
    except (OSError, ValueError) as error:  # names too long, names with a NUL, failing disks
        raise InvalidInput(f"无法读取 {str(path)[:200]!r}：系统打不开（{type(error).__name__}）。请检查路径和文件名") from error


def _read_apart(payload: bytes, name: str) -> OfficeDocument:
    """Raises Unreadable, also where reading took too long or broke the process."""
    command = [sys.executable, "-P", "-c", _START, name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            answer, _ = process.communicate(payload, timeout=MOST_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise Unreadable(f"读了 {MOST_SECONDS:.0f} 秒还没有读完，已停止，文件可能过大或已损坏") from error
        finally:
            process.kill()
    return _document(answer)


def _document(answer: bytes) -> OfficeDocument:
    try:
        told: dict[str, Any] = json.loads(answer)
        if "reason" not in told:
            return received(told)
    except (ValueError, LookupError, TypeError) as error:  # the process broke off
        raise Unreadable("文件已损坏或过大，读取时中止") from error
    raise Unreadable(told["reason"])
