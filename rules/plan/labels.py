"""Owners and deadlines that a text carries itself: （牵头单位：…；责任单位：…；完成时限：…）, or as a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.plan.deadlines import is_deadline
from rules.plan.owners import Owners, parse_owners, shaped_like_owners
from rules.plan.words import fold, squeezed

_OWNER = r"(?:牵头|主办|主责|责任|配合|协办|协助|承办|落实|实施|参与)(?:落实|责任|/|或|、){0,3}(?:单位|部门|科室|处室|股室|主体)"
_DEADLINE = r"(?:完成|办结|落实|推进|整改)?(?:时限|期限|时间|进度)(?:要求)?"
_OTHER = r"(?:责任人|责任领导|分管领导|牵头领导|联系人|联络员|备注)"
_LABEL = re.compile(rf"(?:(?P<owner>{_OWNER})|(?P<deadline>{_DEADLINE})|(?P<other>{_OTHER}))\s*:")
_STARTS_LABEL = re.compile(rf"\s*(?:{_OWNER}|{_DEADLINE}|{_OTHER})\s*:")
_CLAUSE = re.compile("[，,；;]")
_TAIL = re.compile(rf"(?:^|[。;]\s*)(?={_OWNER}\s*:)")


@dataclass(frozen=True)
class Carried:
    """A text without what it says of its owners (`bare`), the owners' words as written (labels kept), and the deadline's."""

    bare: str
    lead_text: str = ""
    deadline: str = ""

    @property
    def owners(self) -> Owners:
        return parse_owners(self.lead_text)


def carried_by(text: str) -> Carried | None:
    """What a text's labelled brackets, or its labelled end, say; None where there is no label of an owner.

    >>> carried_by("公开预算。（牵头单位：区财政局；完成时限：6月底前）")
    Carried(bare='公开预算。', lead_text='牵头单位：区财政局', deadline='6月底前')
    >>> carried_by("公开预算。责任单位：区财政局、各镇（街）")
    Carried(bare='公开预算。', lead_text='责任单位：区财政局、各镇（街）', deadline='')
    >>> carried_by("公开预算（含决算）。")
    """
    plain = fold(text)
    if not _LABEL.search(plain):
        return None
    spans = [(start, end) for start, end in _brackets(plain) if _STARTS_LABEL.match(plain, start + 1)]
    kept, said, at = [], [], 0
    for start, end in spans:
        kept.append(text[at:start])
        said.append(text[start + 1 : end - 1] if plain[end - 1] in ")]" else text[start + 1 : end])
        at = end
    kept.append(text[at:])
    bare = "".join(kept)
    tail = _TAIL.search(fold(bare))
    if tail:
        said.append(bare[tail.end() :])
        bare = bare[: tail.end()]
    owners, deadlines = _sorted_out(said)
    if not owners:
        return None
    return Carried(_tidy(bare), "；".join(owners), "；".join(deadlines))


def carried_plainly(text: str) -> Carried | None:
    """A bracket at the end that holds nothing but units' names; only to be trusted where most items have one.

    >>> carried_plainly("公开预算（区财政局牵头，各镇街配合）。")
    Carried(bare='公开预算。', lead_text='区财政局牵头，各镇街配合', deadline='')
    """
    plain = fold(text).rstrip().rstrip("。;")
    if not plain.endswith(")"):
        return None
    spans = _brackets(plain)
    if not spans or spans[-1][1] != len(plain):
        return None
    start, end = spans[-1]
    inside = text[start + 1 : end - 1]
    parts = _CLAUSE.split(inside)
    deadlines = [bare for part in parts if is_deadline(bare := part.strip().removesuffix("完成"))]
    owners = inside if not deadlines else "，".join(part for part in parts if not is_deadline(part.strip().removesuffix("完成")))
    return Carried(text[:start] + text[end:].strip(), owners, "；".join(deadlines)) if shaped_like_owners(owners) else None


def only_labels(text: str) -> bool:
    """Whether a line is nothing but labelled owners or deadlines (责任单位：区财政局).

    >>> only_labels("责任单位：区财政局"), only_labels("（完成时限：年底前）"), only_labels("公开预算。（责任单位：区财政局）")
    (True, True, False)
    """
    return bool(_STARTS_LABEL.match(fold(text).lstrip("([ ")))


def sorted_labels(text: str) -> tuple[str, str]:
    """The owners' part and the deadline's part of a text that is nothing but labels."""
    inside = text.strip()
    if fold(inside).startswith(("(", "[")) and fold(inside).rstrip("。;").endswith((")", "]")):
        inside = inside[1:].rstrip("。；;")[:-1]
    owners, deadlines = _sorted_out([inside])
    return "；".join(owners), "；".join(deadlines)


def _sorted_out(said: list[str]) -> tuple[list[str], list[str]]:
    """Of each saying the words on owners, labels and all, and those on deadlines, without."""
    owners: list[str] = []
    deadlines: list[str] = []
    for saying in said:
        labels = list(_LABEL.finditer(fold(saying)))
        ends = [label.start() for label in labels[1:]] + [len(saying)]
        runs: list[str] = []
        for label, end in zip(labels, ends, strict=True):
            if label["owner"]:
                runs.append(saying[label.start() : end])
            elif label["deadline"]:
                deadlines.append(saying[label.end() : end].strip(" \t\n；;，,。、"))
        if runs:
            owners.append("".join(runs).strip(" \t\n；;，,。、"))
    return owners, [deadline for deadline in deadlines if deadline]


def _brackets(plain: str) -> list[tuple[int, int]]:
    """Outermost brackets in their order; one that is never closed goes to the end where it begins with a label."""
    stack: list[int] = []
    spans: list[tuple[int, int]] = []
    for i, char in enumerate(plain):
        if char in "([":
            stack.append(i)
        elif char in ")]" and stack and plain[stack[-1]] + char in ("()", "[]"):
            start = stack.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, i + 1))
    unclosed = next((start for start in stack if _STARTS_LABEL.match(plain, start + 1)), None)
    if unclosed is not None:
        spans = [span for span in spans if span[1] <= unclosed] + [(unclosed, len(plain))]
    return spans


def _tidy(bare: str) -> str:
    """Without what the taken bracket leaves at the end: white space, a second full stop."""
    bare = bare.rstrip()
    return bare[:-1] if len(squeezed(bare)) > 1 and bare[-2:] in ("。。", "；。", "；；", "。；") else bare
