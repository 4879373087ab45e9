"""Markers: words of a title that tell a draft or a news report from the publication itself (rules/markers.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from rules.shape import shaped
from rules.yamlfile import read_yaml

_TAIL = re.compile(r"[（(【\[][^（(【\[]*[）)】\]]$|[\d年月日第.…\-—至、（）()]+$")

_SUPERVISION = re.compile("监督(?=办)")
"""监督办法, 监督办公室 hold no 督办."""
_SESSION = re.compile(r"第?[一二三四五六七八九十\d]+次(?:全体)?会议")
"""The name of a session (政协十四届一次会议第12号提案) is no report of a meeting."""


def _stands(word: str, title: str) -> bool:
    """Whether a word, or its pieces in order, stands in a title."""
    at = 0
    for piece in word.split("…"):
        at = title.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


@dataclass(frozen=True)
class MarkerKind:
    """One kind of page that is not the publication: why it is rejected, and the words that show it."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Markers:
    """All kinds, by name (draft, news, activity)."""

    schema_version: int
    kinds: dict[str, MarkerKind]
    document_nouns: tuple[str, ...] = ()

    def find(self, title: str, allow: tuple[str, ...] = ()) -> tuple[str, str] | None:
        """The first kind whose word stands in this normalised title, as (kind, word); None where there is none.

        A word of `activity` says nothing in a title that ends with the name of a document.

        >>> markers = Markers(1, {"activity": MarkerKind("动态", ("开展", "检查"))}, ("结果", "情况"))
        >>> markers.find("区环保局开展河涌专项检查")
        ('activity', '开展')
        >>> markers.find("检查结果（2017年第一批）") is None
        True
        >>> Markers(1, {"news": MarkerKind("动态", ("督办",))}).find("产品质量监督办法") is None
        True
        """
        title = _SUPERVISION.sub("", _SESSION.sub("", title))
        for name, kind in self.kinds.items():
            if name in allow or (name == "activity" and self.names_document(title)):
                continue
            for word in kind.words:
                if _stands(word, title):
                    return name, word
        return None

    def names_document(self, title: str) -> bool:
        """Whether a title ends with the name of a document, a bracket or number at its end aside."""
        bare = title
        while (shorter := _TAIL.sub("", bare)) != bare:
            bare = shorter
        return bare.endswith(self.document_nouns) if self.document_nouns else False


def load_markers() -> Markers:
    """The packaged markers."""
    return shaped(read_yaml(Path(str(files("rules") / "markers.yaml"))), Markers)
