"""Policy: which reading is taken where the plan's words leave room; plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal, get_args, get_type_hints

from rules.chinese import chinese_day
from rules.concerns import Concern

OTHERS = "*"
"""In the options of a reading: all values that have no sentence of their own."""


@dataclass(frozen=True)
class Switches:
    """The readings that judging obeys.

    judged_from: periods that ended before this day are not judged; None: the whole year is.
    january_february: whether one publication of "1-2月" counts for both months or for February alone.
    quarter_is_last_month: whether "一季度" (January to March, cumulative) counts for March, as "1-3月" does.
    days_after_period, days_after_event: working days for a periodic duty after the period's end, and for an event on file after
    its day, where the rule names no day of its own.
    regular_times: how many publications a year 定期 without a period asks for.
    event_silence: what it means that nothing was found of a duty that hangs on an event, once the plan's year is over.
    named_places: whether "在A、B公开" asks for all the places it names, or for any one of them.
    earlier_years_count: whether a standing duty whose text does not ask for this year's is met by an earlier year's document.
    withdrawn_after_due: a periodic or one-off publication proven to have stood in time and withdrawn since.
    """

    judged_from: date | None = None
    january_february: Literal["both", "february"] = "both"
    quarter_is_last_month: bool = True
    days_after_period: int = 20
    days_after_event: int = 20
    regular_times: Literal[1, 2] = 1
    event_silence: Literal["unverified", "unmet_after_year_end"] = "unverified"
    named_places: Literal["all", "any"] = "all"
    earlier_years_count: bool = True
    withdrawn_after_due: Literal["met", "unmet"] = "met"


SWITCHES = tuple(f.name for f in fields(Switches))


@dataclass(frozen=True)
class Reading:
    """One open question with why the reading was chosen: `chosen` says it, or `options` says each value of the switch `key`.

    options: a sentence for each value as YAML writes it (both, true, 1, null); in that of `*`, for all others, {value} is the value.
    concerns: the duties on whose page it is told of.
    """

    question: str
    why: str
    chosen: str = ""
    key: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True)
class ReadingChosen:
    """One open question, the reading in force, and why; printed on the report. is_office: the office changed it."""

    question: str
    chosen: str
    why: str
    is_office: bool = False


@dataclass(frozen=True)
class Policy(Switches):
    """The switches in force and all readings. office: why the office changed a switch, by its name."""

    readings: tuple[Reading, ...] = ()
    office: Mapping[str, str] = field(default_factory=dict)

    def chosen(self) -> tuple[ReadingChosen, ...]:
        """Every reading in force as people read it.

        >>> both = Reading("1-2月合并公开", "惯例", key="january_february", options={"both": "都算", "february": "只算2月"})
        >>> Policy(january_february="february", readings=(both,), office={"january_february": "本办决定"}).chosen()[0].chosen
        '只算2月'
        """
        return tuple(self._chosen(reading) for reading in self.readings)

    def _chosen(self, reading: Reading) -> ReadingChosen:
        if reading.key is None:
            return ReadingChosen(reading.question, reading.chosen, reading.why)
        value = getattr(self, reading.key)
        sentence = reading.options.get(_written(value)) or reading.options.get(OTHERS, "")
        why = self.office.get(reading.key)
        return ReadingChosen(reading.question, sentence.replace("{value}", _said(value)), why or reading.why, why is not None)


def _written(value: Any) -> str:
    """A value as YAML writes it: a key of `options`."""
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _said(value: Any) -> str:
    return chinese_day(value) if isinstance(value, date) else str(value)


def values_to_tell(switch: str) -> tuple[str, ...]:
    """The values of a switch as YAML writes them, each of which needs its sentence; `*` where they cannot be counted.

    >>> values_to_tell("january_february"), values_to_tell("quarter_is_last_month"), values_to_tell("judged_from")
    (('both', 'february'), ('true', 'false'), ('null', '*'))
    """
    hint = get_type_hints(Switches)[switch]
    if hint is bool:
        return ("true", "false")
    values = tuple(_written(None if v is type(None) else v) for v in get_args(hint) if not isinstance(v, type) or v is type(None))
    return values if values and "null" not in values else (*values, OTHERS)
