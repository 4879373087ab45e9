"""Who answers for an item: the owner cell's words into leads, supports and names in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BRACKETS = str.maketrans({"(": "（", ")": "）", "﹙": "（", "﹚": "）"})
_LEAD_MARK = re.compile(r"(?<!（)牵头(?!单位|部门)(?:负责|组织|落实)?")
_LABEL = re.compile(r"^(牵头|主办|主责|责任|落实|实施|配合|协办|协助|参与|参加)(?:落实|责任)?(?:单位|部门)?[:：]")
_VERB = re.compile(r"(?:分工|分别|共同|具体|按职责|按职责分工)*(?:负责落实|组织实施|组织落实|落实|负责|配合|参与|协助|协办|实施)$")
_AND_SO_ON = re.compile(r"等(?:有关|相关|各)?(?:部门|单位)?$")
_NAME = re.compile(r"^(?P<name>[^（）]+)(?:（(?P<inside>[^（）]*)）)?(?P<rest>[^（）]*)$")
_SUPPORT_WORDS = ("配合", "协办", "协助", "参与", "参加")


@dataclass(frozen=True)
class Owners:
    """Names without 牵头, 落实 and the like, each once, in the order of the cell."""

    leads: tuple[str, ...]
    supports: tuple[str, ...]
    bracketed: tuple[str, ...]


def parse_owners(text: str) -> Owners:
    """The units an owner cell names. Where nobody 牵头s, all named answer (readings: those named answer).

    >>> parse_owners("区农业局牵头，各镇（街）落实")
    Owners(leads=('区农业局',), supports=('各镇（街）',), bracketed=())
    >>> parse_owners("区发展改革局（区统计局）")
    Owners(leads=('区发展改革局',), supports=(), bracketed=('区统计局',))
    >>> parse_owners("各镇（街）、各部门落实").leads
    ('各镇（街）', '各部门')
    """
    roles: dict[str, str] = {}
    bracketed: list[str] = []
    role, has_lead = "", False
    for token in _tokens(text):
        label = _LABEL.match(token)
        if label:
            role = "support" if label[1] in _SUPPORT_WORDS else "lead"
            token = token[label.end() :]
        leads_here = bool(_LEAD_MARK.search(token))
        name, inside, own_role = _parts(_LEAD_MARK.sub("", token))
        bracketed += inside
        if name:
            roles.setdefault(name, own_role or role)
        if leads_here or own_role == "lead":
            has_lead = True
        if leads_here:  # all named so far lead, all that follow support
            roles = {n: r or "lead" for n, r in roles.items()}
            role = "support"
    leads = tuple(n for n, r in roles.items() if r == "lead" or (not r and not has_lead))
    supports = tuple(n for n, r in roles.items() if r == "support" or (not r and has_lead))
    return Owners(leads or supports, supports if leads else (), tuple(dict.fromkeys(b for b in bracketed if b not in roles)))


def _tokens(text: str) -> list[str]:
    """The cell cut at separators outside brackets, and after each 牵头."""
    marked = _LEAD_MARK.sub(lambda mark: mark[0] + "\n", text.translate(_BRACKETS))
    tokens, depth, start = [], 0, 0
    for i, char in enumerate(marked):
        depth = max(0, depth + (char == "（") - (char == "）"))
        if char == "\n" or (depth == 0 and char in "、，,；;。"):
            tokens.append(marked[start:i])
            start, depth = i + 1, 0
    tokens.append(marked[start:])
    return [bare for token in tokens if (bare := re.sub(r"\s", "", token))]


def _parts(token: str) -> tuple[str, list[str], str]:
    """A token's name, the names in its brackets, and the role its brackets give it ("" where they give none)."""
    found = _NAME.match(_AND_SO_ON.sub("", _VERB.sub("", token)))
    if not found:
        return _VERB.sub("", token), [], ""
    name, inside = _AND_SO_ON.sub("", _VERB.sub("", found["name"])), found["inside"] or ""
    if name.startswith("各"):  # 各镇（街） is one name
        return name + (f"（{inside}）" if inside else ""), [], ""
    if inside.startswith(("牵头", "主办")):
        return name, [], "lead"
    if inside.startswith(_SUPPORT_WORDS):
        return name, [], "support"
    return name, [bare for part in re.split(r"[、，,；;]", inside) if (bare := part.strip())], ""
