"""Items as they are found, into sections and numbers that are unique over the plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from rules.plan.deadlines import in_words, stated_deadline
from rules.plan.items import NotUnderstood, PlanItem
from rules.plan.marks import SUBSECTION, Mark, mark_of, section_of
from rules.plan.owners import MOST_OWNER_CHARS, NOBODY, Owners
from rules.plan.words import squeezed

_HEADING_CHARS = 500
_DEADLINE_CHARS = 500


@dataclass(frozen=True)
class Told:
    """Who answers, as written and as read; `inherited` where another item's cell says so."""

    lead_text: str = ""
    owners: Owners = NOBODY
    inherited: bool = False
    deadline: str = ""


UNTOLD = Told()


@dataclass
class _Found:
    """An item with the place it was found in; its text grows by parts."""

    line: int
    section_number: int
    section: str
    subsection: str
    numeral: str
    mark: Mark | None
    parts: list[str]
    told: Told


@dataclass
class Collector:
    """The running section and subsection, what was found under them, and what could not be placed."""

    section: str = ""
    subsection: str = ""
    numeral: str = ""
    _printed: int = 0
    _known: dict[tuple[int, str], int] = field(default_factory=dict)
    _taken: set[int] = field(default_factory=set)
    _highest: int = 0
    _found: list[_Found] = field(default_factory=list)
    notes: list[NotUnderstood] = field(default_factory=list)

    @property
    def has_items(self) -> bool:
        return bool(self._found)

    def enter(self, heading: str, number: int | None = None) -> None:
        """Begins a section, unless it is the running one whose heading is repeated. `number`: where it stands in a column of its own."""
        heading = squeezed(heading)
        told = section_of(heading)
        mark = None if told else mark_of(heading)
        name = _cut(told[1] if told else mark.rest if mark else heading)
        number = number or (told[0] if told else mark.number if mark else 0)
        if self.section and (_alike(name, self.section) and number == self._printed if number else name == self.section):
            return
        self._printed, self.section, self.subsection, self.numeral = number, name, "", ""

    @property
    def section_number(self) -> int:
        """The running section's number, given when first asked for: a heading without items takes none."""
        if not self.section:
            return 0
        key = (self._printed, self.section)
        if key not in self._known:
            self._known[key] = self._printed if self._printed and self._printed not in self._taken else self._highest + 1
            self._taken.add(self._known[key])
            self._highest = max(self._highest, self._known[key])
        return self._known[key]

    def enter_below(self, heading: str) -> None:
        """Begins a subsection."""
        heading = squeezed(heading)
        found = SUBSECTION.match(heading)
        self.subsection, self.numeral = (_cut(found["name"]), f"（{found['n']}）") if found else (_cut(heading), "")

    def add(self, line: int, mark: Mark | None, text: str, told: Told) -> None:
        self._found.append(_Found(line, self.section_number, self.section, self.subsection, self.numeral, mark, [text], told))

    @property
    def last(self) -> _Found:
        return self._found[-1]

    def extend(self, text: str) -> None:
        """More text of the last item."""
        self.last.parts.append(text)

    def tell(self, told: Told) -> None:
        """The last item's owners, told after it."""
        self.last.told = told

    def bounded(self, line: int, told: Told, is_covered: bool = False) -> Told:
        """Without owners or a deadline longer than any; told once, not for each row the cell covers."""
        owner, deadline = len(told.lead_text), len(told.deadline)
        if owner > MOST_OWNER_CHARS:
            told = Told("", NOBODY, told.inherited, told.deadline)
        if deadline > _DEADLINE_CHARS:
            told = Told(told.lead_text, told.owners, told.inherited)
        for name, size, most in (("责任单位", owner, MOST_OWNER_CHARS), ("完成时限", deadline, _DEADLINE_CHARS)):
            if size > most and not is_covered:
                self.note(line, f"{name}有 {size} 字，太长，没有读入")
        return told

    def note(self, line: int, text: str) -> None:
        self.notes.append(NotUnderstood(line, text))

    def items(self) -> tuple[PlanItem, ...]:
        """Numbers as printed where a section's are its own, else its items in order."""
        sections: dict[int, list[int]] = defaultdict(list)
        for i, found in enumerate(self._found):
            sections[found.section_number].append(i)
        numbers: dict[int, int] = {}
        for members in sections.values():
            printed = [mark.number if (mark := self._found[i].mark) else 0 for i in members]
            own = 0 not in printed and len(set(printed)) == len(printed)
            numbers |= dict(zip(members, printed if own else range(1, len(members) + 1), strict=True))
        return tuple(_item(found, numbers[i]) for i, found in enumerate(self._found))


def _item(found: _Found, number: int) -> PlanItem:
    told, mark, text = found.told, found.mark, "".join(found.parts)
    label = ""
    if mark:
        label = mark.printed if mark.style in ("一", "1.1") else str(mark.number)
        label = label if label == str(number) or mark.style == "1.1" or label == found.numeral else f"{'' if mark.style == '一' else found.numeral}{label}"
    return PlanItem(
        found.section_number, found.section, number, text, told.owners.leads, told.owners.supports, told.owners.bracketed,
        told.lead_text, told.inherited, in_words(told.deadline) or stated_deadline(text), label, found.subsection,
    )  # fmt: skip


def _cut(heading: str) -> str:
    """Every item repeats its heading: one longer than any is told in part, and says so."""
    return heading if len(heading) <= _HEADING_CHARS else f"{heading[:_HEADING_CHARS]}……（标题共 {len(heading)} 字，后略）"


def _alike(name: str, other: str) -> bool:
    """Whether two headings with one numeral are one heading, broken or cut at a page."""
    return name[:2] == other[:2] or name in other or other in name
