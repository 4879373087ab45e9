"""Turning: what would have given another outcome, for every reason a verdict can have; true of the judge, as tests prove by acting on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from checks import turning_found as found
from checks import turning_marked as marked
from checks import turning_open as open_
from checks.verdict import Turning
from checks.why import Told, reason_of

MOST = 3
"""More would bury the one that helps."""

TURNINGS: Mapping[str, Callable[[Told], Iterator[Turning]]] = {
    "in_time": found.of_in_time,
    "column_in_use": found.of_column_in_use,
    "column_answered": found.of_column_answered,
    "after_due": found.of_late,
    "content_missing": found.of_incomplete,
    "outdated": found.of_outdated,
    "published_once": found.of_published_once,
    "column_unused": found.of_column_unused,
    "column_unanswered": found.of_column_unanswered,
    "place_missing": found.of_misplaced,
    "not_found": found.of_absence,
    "column_missing": found.of_absence,
    "event_silent": found.of_absence,
    "known_event_unpublished": found.of_absence,
    "near_miss": open_.of_near_miss,
    "column_near_miss": open_.of_column_near_miss,
    "period_unclear": open_.of_period_unclear,
    "event_unclear": open_.of_event_unclear,
    "undated": open_.of_undated,
    "contested": open_.of_contested,
    "content_unreadable": open_.of_unreadable_content,
    "doubtful": open_.of_doubtful,
    "other_signature": open_.of_other_signature,
    "calendar_missing": open_.of_calendar_missing,
    "awaits_second_look": open_.of_second_look,
    "event_not_shown": open_.of_event_not_shown,
    "softened": open_.of_softened,
    "by_proof": open_.of_by_proof,
    "manual": open_.of_manual,
    "before_due": open_.of_before_due,
    "before_judged_from": open_.of_before_judged_from,
    "pair_unread": open_.of_pair_unread,
    "upstream_undated": open_.of_upstream_undated,
    "unformed": open_.of_unformed,
    "answers_unread": open_.of_answers_unread,
    "column_shared": open_.of_column_shared,
    "marked": marked.of_marked,
    "requested": marked.of_requested,
    "requested_late": marked.of_requested_late,
    "not_marked": marked.of_not_marked,
    "mark_elsewhere": marked.of_not_marked,
    "request_not_shown": marked.of_request_not_shown,
    "mark_awaits_look": marked.of_mark_awaits_look,
    "mark_unreadable": marked.of_mark_unreadable,
    "perhaps_abolished": marked.of_perhaps_abolished,
    "abolition_undated": marked.of_abolition_undated,
    "list_unread": marked.of_list_unread,
    "nothing_to_mark": open_.of_nothing_to_mark,
    "stages_done": marked.of_stages_done,
    "stage_missing": marked.of_stage_missing,
    "stage_open": marked.of_stage_open,
    "stage_order": marked.of_stage_order,
}

NOTHING: Mapping[str, str] = {
    "not_in_force": "the duty does not hold for this day or document: whatever is published, there is nothing to judge",
}
"""Reasons that no event turns, and why not."""


def turnings(told: Told) -> tuple[Turning, ...]:
    """At most three, the most useful first; a reason of no sentence of its own is one that something was not checked."""
    reason = reason_of(told)
    if reason in NOTHING:
        return ()
    return tuple(TURNINGS.get(reason, open_.of_not_checked)(told))[:MOST]
