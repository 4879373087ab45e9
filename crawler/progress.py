"""Progress of a crawl on standard error: the only user of tqdm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def shown(wanted: bool) -> Iterator[Callable[[str, int], None]]:
    """A function to be told each request's address and number; it shows them where progress is wanted."""
    with tqdm(disable=not wanted, unit="页", desc="抓取", mininterval=0.5) as bar:

        def told(url: str, _: int) -> None:
            bar.set_postfix_str(url[-60:], refresh=False)
            bar.update()

        yield told
