"""The far side of `guard`: a process that reads one document from standard input within bounds of memory and time."""

from __future__ import annotations

import json
import sys

MOST_MEMORY = 900_000_000
_MOST_CPU_SECONDS = 55


def main() -> None:
    """Writes the document, or the reason why it cannot be read, to standard output as JSON."""
    _bound()
    from rules.office.archives import Unreadable  # after the bounds: what is loaded counts too
    from rules.office.carried import carry
    from rules.office.read import read_document

    try:
        told = carry(read_document(sys.stdin.buffer.read(), sys.argv[1]))
    except Unreadable as error:
        told = json.dumps({"reason": str(error)}, ensure_ascii=False)
    sys.stdout.buffer.write(told.encode("utf-8", "replace"))


def _bound() -> None:
    """Where the system knows such bounds (not on Windows); the time also ends us when the asking process is gone."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_CPU_SECONDS, _MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
