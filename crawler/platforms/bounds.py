"""What becomes of a site that has more addresses than it may: it has run into a trap, and was not seen whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crawler.events import SiteRead
from crawler.fetching import PLAINLY, Answer, Ask, Fetch
from rules.units import District

CUT_OFF = "max_pages"


@dataclass
class Bounds:
    """A Fetch that asks no further once it was told that a site's `max_pages` are used up. skip: told of each address left out."""

    district: District
    fetch: Fetch
    skip: Callable[[str], None]
    cut_off: set[str] = field(default_factory=set)

    def mark(self, sites: dict[str, SiteRead]) -> None:
        """What was cut off was not seen, however sound the rest looks."""
        for site in self.cut_off & sites.keys():
            if not sites[site].reason:
                sites[site] = replace(sites[site], reached=False, reason=CUT_OFF, detail=self._detail(site))

    async def __call__(self, url: str, role: str, ask: Ask = PLAINLY) -> Answer:
        owner = self.district.site_of(url) if self.cut_off else None
        if owner is not None and owner.id in self.cut_off:
            self.skip("站点的地址超过 max_pages，疑为陷阱")
            return Answer(url, url, 0, reason=CUT_OFF, detail=self._detail(owner.id))
        answer = await self.fetch(url, role, ask)
        if answer.reason == CUT_OFF and (site := self.district.site_of(answer.url)) is not None:
            self.cut_off.add(site.id)
        return answer

    def _detail(self, site: str) -> str:
        return f"本次已请求 {self.district.sites_by_id[site].max_pages} 个地址，到了 max_pages 的上限，疑为陷阱，没有读全"
