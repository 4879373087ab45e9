"""The word lists of drafting (acts.yaml), and the questions asked of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from rules.shape import shaped
from rules.yamlfile import read_yaml


@dataclass(frozen=True)
class WordList:
    """Words of one class, and why they are in it."""

    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Lexicon:
    """All lists, one of each key of acts.yaml."""

    publish: WordList
    republish: WordList
    interpret: WordList
    respond: WordList
    consult: WordList
    offline: WordList
    interact: WordList
    mark: WordList
    noun_like: WordList
    attribute: WordList
    on_demand: WordList
    include_in: WordList
    others: WordList
    contents: WordList
    condition: WordList
    noun_after: WordList
    noun_before: WordList
    do_publishing: WordList
    mechanism: WordList
    internal: WordList
    with_result: WordList
    check: WordList
    adverb: WordList
    purpose: WordList
    opening: WordList
    timely: WordList
    regular: WordList
    yearly: WordList
    yearly_if_plain: WordList
    standing: WordList
    occasional: WordList
    update: WordList
    progress: WordList
    stage: WordList
    document: WordList
    head: WordList
    outcome: WordList
    policy: WordList
    policy_document: WordList
    column: WordList
    general_concern: WordList
    inner_affairs: WordList
    inner_data: WordList
    open_time: WordList
    outreach: WordList
    procedure: WordList
    any_of: WordList
    new_media: WordList


@cache
def lexicon() -> Lexicon:
    """The packaged lists."""
    return shaped(read_yaml(Path(str(files("rules") / "drafts" / "acts.yaml"))), Lexicon)


@cache
def pattern(words: WordList) -> re.Pattern[str]:
    """Any of a list's words, the longest first."""
    return re.compile("|".join(re.escape(word) for word in sorted(words.words, key=lambda w: (-len(w), w))))


def first_of(words: WordList, text: str) -> str:
    """The list's word that stands first in a text; empty where none does."""
    found = pattern(words).search(text)
    return found[0] if found else ""
