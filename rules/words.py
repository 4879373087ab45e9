"""Which words carry a text's subject: the only user of jieba.

Segmentation proposes and ranks; it never decides. Deciding by token sets loses 17 % of true hits (财政预算/执行 in one
title, 预算/收支/执行 in another), so that terms are always looked for as substrings of normalised text.
"""

from __future__ import annotations

import importlib
import re
import statistics
import warnings
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from rules.text import normalise

_LEVELS = ("省", "市", "区", "县", "镇")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z]{2,}")


class Words:
    """jieba's dictionary, loaded when first needed (about a second) and kept; nothing is written to disk."""

    def keywords(self, text: str, top: int) -> tuple[str, ...]:
        """The content-bearing words of a text, the weightiest first; filler (公开, 及时, 情况) and numbers dropped."""
        weights: dict[str, float] = {}
        for token in self._tokenizer.cut(normalise(text), HMM=False):
            if _WORD.fullmatch(token) and token not in self._stopwords:
                weights[token] = weights.get(token, 0.0) + self.weight(token)
        return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:top])

    def cut(self, text: str) -> tuple[str, ...]:
        """A text as the dictionary's words, in their order; what it does not know comes as single characters."""
        return tuple(self._tokenizer.cut(normalise(text), HMM=False))

    def weigh(self, vocabulary: Iterable[str]) -> tuple[tuple[str, float], ...]:
        """Each normalised word of a vocabulary once, with its weight: prepared for asking `share` of many texts."""
        words = {word for term in vocabulary if (word := normalise(term))}
        return tuple((word, self.weight(word)) for word in sorted(words))

    def overlap(self, vocabulary: Iterable[str], text: str) -> float:
        """The share (0 to 1) of the vocabulary's weight whose words stand in the text; 0 for an empty vocabulary."""
        return share(self.weigh(vocabulary), normalise(text))

    def weight(self, word: str) -> float:
        """Inverse document frequency in jieba's table; its median for words that are not in it."""
        return self._idf.get(word, self._median_idf)

    def is_place(self, name: str) -> bool:
        """Whether the dictionary knows a name ending in 省, 市, 区, 县 or 镇 as a place: as it stands, or without that ending.

        The dictionary is not complete: False says only that nobody vouches for the name.
        """
        return len(name) > 2 and (name in self._places or name[:-1] in self._places)

    def let_go(self) -> None:
        """Frees the dictionary (some sixty megabytes) until a text is cut again; weights and places stay."""
        self.__dict__.pop("_tokenizer", None)

    @cached_property
    def _places(self) -> frozenset[str]:
        """Words the dictionary tags as places (ns), and names of districts it tags as names (nr: 越秀区)."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # files() imports jieba
            lines = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
        tagged = (line.split(" ") for line in lines)
        return frozenset(t[0] for t in tagged if t[-1] == "ns" or (t[-1] in ("nr", "nrt") and t[0].endswith(_LEVELS) and len(t[0]) > 2))

    @cached_property
    def _tokenizer(self) -> Any:
        """A private tokenizer, filled here: jieba's own start writes and trusts a cache in the temporary folder."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba 0.42.1 has invalid escapes and asks for pkg_resources
            jieba = importlib.import_module("jieba")
        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        return tokenizer

    @cached_property
    def _idf(self) -> dict[str, float]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # files() imports jieba
            lines = (files("jieba") / "analyse" / "idf.txt").read_text(encoding="utf-8").splitlines()
        return {word: float(idf) for word, _, idf in (line.rpartition(" ") for line in lines) if word}

    @cached_property
    def _median_idf(self) -> float:
        return statistics.median(self._idf.values())

    @cached_property
    def _stopwords(self) -> frozenset[str]:
        return frozenset((files("rules") / "stopwords.txt").read_text(encoding="utf-8").split())


@cache
def shared_words() -> Words:
    """One for all who ask about titles: its dictionary is loaded once."""
    return Words()


def share(weights: tuple[tuple[str, float], ...], normalised: str) -> float:
    """The share (0 to 1) of the weight whose words stand in a normalised text; 0 where nothing is weighed.

    >>> share((("财政", 3.0), ("情况", 1.0)), "财政收支")
    0.75
    """
    total = sum(weight for _, weight in weights)
    return sum(weight for word, weight in weights if word in normalised) / total if total else 0.0
