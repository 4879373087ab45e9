"""Who answers for an item: the owner cell's words into leads, supports and names in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from rules.plan.names import ends_like_unit, starts_like_unit
from rules.plan.words import fold

_BRACKETS = str.maketrans({"(": "（", ")": "）", "﹙": "（", "﹚": "）"})
_LEAD_MARK = re.compile(r"(?<!\()牵头(?!单位|部门|科室|处室|股室|领导|人|:)(?:负责|组织|落实)?|(?<=.)会同")
_LABEL = re.compile(
    r"^(?:(?P<lead>牵头|主办|主责)|(?P<support>配合|协办|协助|参与|参加)|(?P<owner>责任|落实|实施|承办|负责)"
    r"|(?P<skip>完成|时限|期限|责任人|责任领导|分管领导|联系人|备注))"
    r"(?:落实|责任|/|或|、){0,3}(?:单位|部门|科室|处室|股室|主体|时限|时间|期限)?(?::|为(?=.{2}))"
)
_VERB = re.compile(
    r"(?:按照?|根据|依据?|依照|结合)?(?:各自|本)?(?:职责|职能|权限|任务)?(?:范围)?内?(?:分工)?(?:分别|共同|具体|联合|抓好|做好)?"
    r"(?:负责落实|负责实施|负责|组织实施|组织落实|贯彻落实|抓好落实|落实|配合|参与|协助|协办|实施|承办|办理)$"
)
_DUTIES = re.compile(r"(?:按照?|根据|依据?|依照)(?:各自)?(?:职责|职能|权限|任务)(?:范围)?(?:分工)?内?$")
_AND_SO_ON = re.compile(r"等(?:有关|相关|各)?(?:部门|单位)?(?:和单位|及单位)?$")
_NAME = re.compile(r"^(?P<name>[^()]++)(?:\((?P<inside>[^()]*+)\))?(?P<rest>[^()]*+)$")
_NO_NAME = re.compile(r"职责|分工|牵头|排名|排在|负责|下同|简称|以下|^[\d\s]*$")
_SUPPORT_WORDS = ("配合", "协办", "协助", "参与", "参加")
MOST_OWNER_CHARS = 2000
"""More than this answers for no one item: it is told instead of read."""
_SEPARATORS = "、,;。"
_JOINTS = re.compile(r"[和及与/／](?=(?:区|市|县|省|各))|以及")


@dataclass(frozen=True)
class Owners:
    """Names without 牵头, 落实 and the like, each once, in the order of the cell."""

    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    bracketed: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        return (*self.leads, *self.supports)

    def beside(self, helpers: Owners) -> Owners:
        """With the names of a 配合 column as supports; where nobody leads, those named there answer."""
        if not self.leads:
            return helpers
        names = (*self.supports, *helpers.named)
        supports = tuple(dict.fromkeys(name for name in names if name not in self.leads))
        return Owners(self.leads, supports, tuple(dict.fromkeys((*self.bracketed, *helpers.bracketed))))


NOBODY = Owners()


@lru_cache(maxsize=4096)  # a merged cell is asked for again in every row it covers
def parse_owners(text: str) -> Owners:
    """The units an owner cell names. Where nobody 牵头s, all named answer (readings: those named answer).

    >>> parse_owners("区农业局牵头，各镇（街）落实")
    Owners(leads=('区农业局',), supports=('各镇（街）',), bracketed=())
    >>> parse_owners("区发展改革局（区统计局）")
    Owners(leads=('区发展改革局',), supports=(), bracketed=('区统计局',))
    >>> parse_owners("各镇（街）、各部门落实").leads
    ('各镇（街）', '各部门')
    >>> parse_owners("牵頭：區財政局 配合：各鎮(街)")
    Owners(leads=('區財政局',), supports=('各鎮（街）',), bracketed=())
    """
    if len(text) > MOST_OWNER_CHARS:
        return NOBODY
    reader = _Reader()
    for token in _tokens(text):
        reader.take(token)
    return reader.owners()


@dataclass
class _Reader:
    """Walks the tokens, remembering the role the last label or 牵头 gives to what follows."""

    role: str = ""
    has_lead: bool = False
    roles: dict[str, str] = field(default_factory=dict)
    bracketed: list[str] = field(default_factory=list)

    def take(self, token: str) -> None:
        label = _LABEL.match(fold(token))
        if label:
            self.role = label.lastgroup or ""
            self.has_lead |= self.role == "lead"
            self.role = "" if self.role == "owner" else self.role
            token = token[label.end() :]
        if self.role == "skip":
            return
        leads_here = bool(_LEAD_MARK.search(fold(token)))
        name, inside, own_role = _parts(_without(_LEAD_MARK, token))
        self.bracketed += inside
        if name:
            self.roles.setdefault(name, own_role or self.role)
        self.has_lead |= own_role == "lead" or leads_here
        if leads_here:  # all named so far lead, all that follow support
            self.roles = {n: r or "lead" for n, r in self.roles.items()}
            self.role = "support"

    def owners(self) -> Owners:
        has_lead = self.has_lead and "lead" in self.roles.values()
        leads = tuple(n for n, r in self.roles.items() if r == "lead" or (not r and not has_lead))
        supports = tuple(n for n, r in self.roles.items() if r == "support" or (not r and has_lead))
        bracketed = tuple(dict.fromkeys(b for b in self.bracketed if b not in self.roles))
        return Owners(leads or supports, supports if leads else (), bracketed)


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text without what a pattern finds in its folded form."""
    kept, start = [], 0
    for found in pattern.finditer(fold(text)):
        kept.append(text[start : found.start()])
        start = found.end()
    return "".join((*kept, text[start:]))


def _tokens(text: str) -> list[str]:
    """The cell cut at separators outside brackets, after each 牵头, and where white space or 和 stands between two whole names."""
    text = text.translate(_BRACKETS)
    plain = fold(text)
    cuts = {found.end(): 0 for found in _LEAD_MARK.finditer(plain)}
    cuts |= {found.start(): len(found[0]) for found in _JOINTS.finditer(plain) if ends_like_unit(plain[max(0, found.start() - 8) : found.start()])}
    tokens, depth, start = [], 0, 0
    closes = _closing_brackets(plain)
    for i, char in enumerate(plain):
        depth = max(0, depth + (char == "(" and i in closes) - (char == ")"))
        if i in cuts and depth == 0:
            tokens.append(text[start:i])
            start = i + cuts[i]
        if depth == 0 and (char in _SEPARATORS or (char.isspace() and _parts_names(plain, start, i))):
            tokens.append(text[start:i])
            start = i + 1
    tokens.append(text[start:])
    return [bare for token in tokens if (bare := "".join(token.split()))]


def _closing_brackets(plain: str) -> set[int]:
    """Opening brackets that are closed somewhere; an unclosed one opens nothing."""
    stack, closed = [], set()
    for i, char in enumerate(plain):
        if char == "(":
            stack.append(i)
        elif char == ")" and stack:
            closed.add(stack.pop())
    return closed


def _parts_names(plain: str, start: int, at: int) -> bool:
    """Whether white space parts two names, rather than standing inside one (区 财 政 局, or a name broken over two lines)."""
    before = "".join(plain[max(start, at - 24) : at].split())
    after = "".join(plain[at : at + 24].split())
    if not before or not after:
        return False
    if _LABEL.match(after) or _LEAD_MARK.search(before[-4:]) or _VERB.search(before):
        return True
    return (
        len(before) > 2
        and ends_like_unit(before)
        and (starts_like_unit(after) or len(re.split(rf"[\s{_SEPARATORS}(]", plain[at : at + 48].lstrip()[:24])[0]) > 2)
    )


def _bare(name: str) -> str:
    """A name without the verbs and 等部门 behind it, without 由 before it."""
    shorter = _without(_AND_SO_ON, _without(_DUTIES, _without(_VERB, name)))
    return shorter.removeprefix("由") if len(shorter) > 2 else shorter


def _parts(token: str) -> tuple[str, list[str], str]:
    """A token's name, the names in its brackets, and the role its brackets give it ("" where they give none)."""
    token = _bare(token).strip("/-—－:：(（")
    found = _NAME.match(fold(token))
    if not found:
        return token, [], ""
    name, inside = _bare(token[: found.end("name")]), token[slice(*found.span("inside"))] if found["inside"] else ""
    folded = fold(inside)
    if folded.startswith(("牵头", "主办")):
        return name, [], "lead"
    if folded.startswith(_SUPPORT_WORDS):
        return name, [], "support"
    rest = token[found.start("rest") :]
    if inside and len(rest) > 1 and ends_like_unit(rest):  # 各县（区）人民政府, 县（市、区）教育局 are one name
        return f"{token[: found.start('inside') - 1]}（{inside}）{rest}", [], ""
    if name.startswith("各"):  # 各镇（街） is one name
        return name + (f"（{inside}）" if inside and not _NO_NAME.search(folded) else ""), [], ""
    parts = [bare for part in re.split(r"[、，,；;]", inside) if (bare := part.strip()) and not _NO_NAME.search(fold(part))]
    return (name if name != "无" else ""), parts, ""


def shaped_like_owners(text: str) -> bool:
    """Whether a text is nothing but units' names with their verbs (区财政局牵头，各镇街配合).

    >>> [shaped_like_owners(t) for t in ("区财政局牵头，各镇街配合", "区财政局", "国办发〔2021〕5号", "见附件", "含镇、街道")]
    [True, True, False, False, False]
    """
    named = parse_owners(text).named
    plain = fold(text)
    said = "牵头" in plain or any(starts_like_unit(name) for name in named)
    return bool(named) and said and all(2 < len(name) <= 30 or name.startswith("各") for name in named) and all(ends_like_unit(name) for name in named)
