"""Due days: by when a duty must be done, from its own count, else from the office's policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.calendar import Calendar
from rules.policy import Policy
from rules.rule import Due, Duty


@dataclass(frozen=True)
class DueDay:
    """A due day as bounds (equal where the calendar is known), and whether late days are working days."""

    earliest: date
    latest: date
    is_working: bool
    basis: str

    @property
    def is_exact(self) -> bool:
        return self.earliest == self.latest


def due_of(duty: Duty, counted_from: date, otherwise: date, calendar: Calendar, policy: Policy) -> DueDay:
    """The day by which a duty must be done.

    counted_from: the period's end, 成文日期, the day of the event or of the other document. otherwise: the plan year's end,
    for duties without a count of their own; of those, periodic and event duties count the policy's days instead.
    """
    due = duty.due or _assumed(duty, policy)
    if due is not None and due.working_days is not None:
        bounds = calendar.add_working_days(counted_from, due.working_days)
        return DueDay(bounds.earliest, bounds.latest, True, due.basis)
    if due is not None and due.calendar_days is not None:
        day = counted_from + timedelta(days=due.calendar_days)
        return DueDay(day, day, False, due.basis)
    day = due.day if due is not None and due.day is not None else otherwise
    return DueDay(day, day, False, due.basis if due else "assumption")


def _assumed(duty: Duty, policy: Policy) -> Due | None:
    """The office's count where the plan names no day: working days after a period's end or after an event.

    What is asked for 定期, without a period, is due by the year's end.
    """
    if duty.every == "regular":
        return None
    days = {"periodic": policy.days_after_period, "event": policy.days_after_event}.get(duty.kind)
    return None if days is None else Due("assumption", "本办口径", working_days=days)
