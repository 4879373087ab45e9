"""The words of one Word paragraph: shown text only, revisions accepted, breaks as newlines, text boxes handed on."""

from __future__ import annotations

from dataclasses import dataclass

from rules.office.word_xml import Element, below, inside, is_on, is_removed, value, w

_RUN, _TEXT, _BOX, _HYPHEN = w("r"), w("t"), w("txbxContent"), w("noBreakHyphen")
_BLANKS = frozenset(map(w, ("tab", "ptab")))
_BREAKS = frozenset(map(w, ("br", "cr")))
_READ = frozenset((_TEXT, _BOX, _HYPHEN)) | _BLANKS | _BREAKS
_RUN_OR_BOX = frozenset((_RUN, _BOX))


@dataclass(frozen=True)
class Words:
    """A paragraph's text, its lines apart by newlines, and the text boxes anchored in it. `hides`: whether some was hidden."""

    text: str
    boxes: tuple[Element, ...]
    hides: bool = False


def words_of(paragraph: Element, hidden: frozenset[str]) -> Words:
    """`hidden`: the styles whose text is not shown."""
    parts: list[str] = []
    boxes: list[Element] = []
    hides = False
    all_hidden = bool(hidden) and value(paragraph, "pPr", "pStyle") in hidden
    for run in inside(paragraph, _RUN_OR_BOX):
        if run.tag == _BOX:
            boxes.append(run)
        elif all_hidden or _is_hidden(run, hidden):
            hides = hides or any(True for _ in inside(run, frozenset((_TEXT,))))
        else:
            _read_run(run, parts, boxes)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return Words("\n".join(line for line in lines if line), tuple(boxes), hides)


def ends_in_the_next(paragraph: Element) -> bool:
    """Whether its mark is deleted by a revision (17.13.5.15): its words run on into the next paragraph."""
    return is_removed(below(paragraph, "pPr", "rPr"))


def _is_hidden(run: Element, hidden: frozenset[str]) -> bool:
    properties = below(run, "rPr")
    if value(properties, "vanish") is not None:
        return is_on(properties, "vanish")
    return bool(hidden) and value(properties, "rStyle") in hidden


def _read_run(run: Element, parts: list[str], boxes: list[Element]) -> None:
    for node in inside(run, _READ):
        if node.tag == _TEXT:
            parts.append((node.text or "").replace("\n", " "))
        elif node.tag == _BOX:
            boxes.append(node)
        elif node.tag == _HYPHEN:
            parts.append("-")
        else:
            parts.append("\n" if node.tag in _BREAKS else " ")
