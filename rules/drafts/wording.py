"""How a draft says things: titles of clauses, and reasons and proofs of what no crawl sees."""

from __future__ import annotations

import re

from rules.drafts.split import enclosed
from rules.units import District

_LONGEST = 40
_LEADING = re.compile(
    r"^(?:我区|我市|我县|本区|本市|本县|我国|的|有关|相关|关于|对(?!外|口|接|象|比|标|策)|等(?!级|次|额)|应当|应|要|须|由|并|常态化|(?:认真|积极|深入|广泛|持续)*(?:开展|做好|抓好)(?!的))+"
)
_ADVERBS = re.compile(r"^(?:不断|进一步|深入|积极|主动|及时|认真|切实|大力|全面|科学合理|密切|正确|广泛|扎实|加快|持续|尽快|严格|应当|应|要|并)+")
_TRAILING = re.compile(r"(?:等(?:相关|有关|重要)?(?:信息|内容|情况|事项|工作)?|的|工作)$")


def title_of(thing: str, otherwise: str) -> str:
    """A thing's name: without 我区 before and 等信息 behind it, at most forty characters.

    >>> title_of("我区一般公共预算收支执行情况等信息", "")
    '一般公共预算收支执行情况'
    """
    return shortened(name_of(thing, otherwise))


def name_of(thing: str, otherwise: str) -> str:
    """The whole name, however long: nothing of what is to be looked for is cut away."""
    bare = _TRAILING.sub("", _LEADING.sub("", thing.strip("，。；：、的 "))).strip("，。；：、的 ")
    if bare.startswith("《") and bare.endswith("》") and bare.count("《") == 1:
        bare = bare[1:-1]
    return bare or otherwise


def act_title(words: str) -> str:
    """An internal act's name: its first words, without adverbs."""
    bare = _ADVERBS.sub("", words.strip("，。；：、 ")) or words
    return shortened(bare)


def shortened(words: str) -> str:
    """At most forty characters, cut before a comma where one stands outside brackets."""
    if len(words) <= _LONGEST:
        return words
    inside = enclosed(words)
    cuts = [i for i in range(8, _LONGEST) if words[i] in "，,；。" and not inside[i]]
    return words[: cuts[-1]] if cuts else words[: _LONGEST - 1] + "…"


def internal_reason(title: str) -> str:
    return f"“{title}”属内部工作，做没做网站上看不出，凭书面证明核查"


def internal_proof(title: str) -> str:
    return f"“{title}”的文件、方案或工作记录，写明日期和完成情况"


def unknown_mark(names: tuple[str, ...]) -> str:
    """What a person must look at where a plan names places that units.yaml lacks."""
    listed = "、".join(name if name.startswith("“") else f"“{name}”" for name in names)
    return f"位置：units.yaml 里没有{listed}，请补上站点，或改为已有的位置"


def place_reason(names: tuple[str, ...]) -> str:
    return f"{'、'.join(names)}不在抓取范围内，那里有没有公开要凭书面证明核查"


def place_proof(names: tuple[str, ...], title: str, district: District) -> str:
    """What units.yaml asks for of the place, else a picture of the page."""
    site = district.site_named(names[0])
    asked = site.proof if site is not None and site.proof else f"{names[0]}上公开页面的网址或截图，注明日期"
    return asked if len(names) == 1 else f"{'、'.join(names)}上“{title}”的网址或截图，注明日期"
