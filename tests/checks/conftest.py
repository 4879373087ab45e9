"""The small website and its crawls of tests/crawler, for tests that judge what was really fetched; and its databases."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_PATH = Path(__file__).parents[1] / "crawler" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("small_website", _PATH)
assert _SPEC is not None and _SPEC.loader is not None
_MODULE = importlib.util.module_from_spec(_SPEC)
sys.modules["small_website"] = _MODULE  # dataclasses look their module up by its name
_SPEC.loader.exec_module(_MODULE)
website, crawls, url, store = _MODULE.website, _MODULE.crawls, _MODULE.url, _MODULE.store
