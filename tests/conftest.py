"""How several processes share the suite: `make test` gives each whole files (`--dist loadfile`), in the order they are collected."""

from __future__ import annotations

import pytest

LONGEST = ("test_model_district.py", "test_command_line.py")
"""Begun before all others, so that none of them is what everybody waits for at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
