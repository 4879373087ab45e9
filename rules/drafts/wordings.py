"""How offices word what plans ask for (rules/drafts/wordings.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from rules.shape import shaped
from rules.text import normalise
from rules.wording import GAP, same_form
from rules.yamlfile import read_yaml


@dataclass(frozen=True)
class Noun:
    """A kind of publication: how subjects end that ask for it, how its titles say it, which titles only speak of it."""

    said: tuple[str, ...]
    titles: tuple[str, ...]
    none: tuple[str, ...] = ()
    generic: bool = False
    alone: bool = False
    allow: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wordings:
    """The whole file; what its keys mean stands there."""

    schema_version: int
    nouns: tuple[Noun, ...]
    synonyms: tuple[tuple[str, ...], ...]
    loose: tuple[str, ...]
    whole: tuple[str, ...]
    acts: tuple[str, ...]
    never_borrowed: tuple[str, ...]
    unlike: tuple[tuple[str, ...], ...]
    own_level: tuple[str, ...]
    other_levels: tuple[str, ...]
    idle: tuple[str, ...]
    never: tuple[str, ...]
    never_upward: tuple[str, ...]
    pairs: tuple[str, ...]
    stages: tuple[str, ...]
    stage_words: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    columns_near: tuple[str, ...]
    answers: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]

    @cached_property
    def whole_words(self) -> tuple[str, ...]:
        """Words that are kept whole when a subject is cut, the longest first."""
        words = {normalise(word) for group in (*self.synonyms, self.whole) for word in group if GAP not in word}
        return tuple(sorted((word for word in words if len(word) > 2), key=lambda word: (-len(word), word)))

    @cached_property
    def ends(self) -> tuple[tuple[str, Noun], ...]:
        """Every ending with its noun, the longest first."""
        pairs = [(normalise(said), noun) for noun in self.nouns for said in noun.said]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    def same_as(self, word: str) -> tuple[str, ...]:
        """A word and what says the same: the groups that hold it as it stands."""
        return self._widened(word, self.synonyms)

    def same_stage(self, word: str) -> tuple[str, ...]:
        return self._widened(word, self.stage_words)

    def same_part(self, word: str) -> tuple[str, ...]:
        return self._widened(word, self.parts)

    def same_column(self, word: str) -> tuple[str, ...]:
        return self._widened(word, self.columns)

    @staticmethod
    def _widened(word: str, groups: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
        found = [other for group in groups if word in map(normalise, group) for other in group]
        return tuple(dict.fromkeys((word, *map(same_form, found))))


@cache
def wordings() -> Wordings:
    """The packaged wordings."""
    return shaped(read_yaml(Path(str(files("rules") / "drafts" / "wordings.yaml"))), Wordings)
