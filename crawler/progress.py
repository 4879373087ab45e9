"""Progress on standard error: the only user of tqdm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def shown(wanted: bool, what: str = "抓取", unit: str = "页") -> Iterator[Callable[[str, int], None]]:
    """A function to be told each step (a request's address) and its number; it shows them where progress is wanted."""
    with tqdm(disable=not wanted, unit=unit, desc=what, mininterval=0.5) as bar:

        def told(step: str, _: int) -> None:
            bar.set_postfix_str(step[-60:], refresh=False)
            bar.update()

        yield told
