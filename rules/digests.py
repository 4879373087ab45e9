"""Digests of the parts of a rule set, so that two runs can tell which duty's rule changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

SET_HEAD = "ruleset"
"""The name under which ruleset.yaml stands."""
_LENGTH = 16


def duty_digests(stem: str, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Of one rule file as plain data: (stem/duty, digest) for each duty, and (stem/, digest) for all else; comments and layout count for nothing.

    >>> [name for name, _ in duty_digests("p-01-01", {"id": "p-01-01", "duties": [{"id": "a"}]})]
    ['p-01-01/', 'p-01-01/a']
    """
    yield f"{stem}/", digest_of({key: value for key, value in data.items() if key != "duties"})
    for duty in data["duties"]:
        yield f"{stem}/{duty['id']}", digest_of(duty)


def digest_of(data: Any) -> str:
    """Of plain data, whatever order its keys stand in."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:_LENGTH]
