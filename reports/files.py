"""Writing pages: atomically, and not at all where the bytes are already there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_if_changed(path: Path, payload: bytes) -> bool:
    """Write a whole file or nothing; True if it was written. A reader never sees half a page."""
    if path.is_file() and path.read_bytes() == payload:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(payload)
        half.chmod(0o644)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return True
