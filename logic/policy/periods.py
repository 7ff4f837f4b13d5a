"""Years worked and years with a title, as the rules look at them: on which side of a step they stand on the last day.

Two packs may have different last days. Whose years are full between the two is distinguished from everybody else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from logic.dates import after_years
from logic.pack import Pack


def day_of(pack: Pack) -> dt.date:
    """The day its filing for review begins; without a review, for recognition; without either, its first."""
    filing = pack.window("junior_review", pack.covers.first) or pack.window("initial_recognition", pack.covers.first)
    return filing.opens if filing else pack.covers.first


def last_days(pack: Pack) -> tuple[dt.date, dt.date]:
    """(earliest, latest) day by which the pack's routes want a condition fulfilled."""
    day = day_of(pack)
    found = [_deadline(pack, route, day) for route in _DATED if pack.window(route, day) is not None]
    return min(found, default=day), max(found, default=day)


_DATED = ("initial_recognition", "junior_review")


def _deadline(pack: Pack, route: str, day: dt.date) -> dt.date:
    window = pack.window(route, day)
    if window is None:
        return day
    return max(day, window.opens if window.all_year else window.closes)


def before(day: dt.date, months: int) -> dt.date:
    """The last day so many months before which one had to begin."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")


def short_of(day: dt.date, months: int) -> dt.date:
    """The first day from which so many months are not full by ``day``."""
    start = before(day, months)
    while after_years(start, months=months) <= day:
        start += dt.timedelta(days=1)
    return start


# Months from which, and before which, somebody has worked or held a title; the last span has no end.
Months = tuple[int, int | None]


def spans(steps: set[int]) -> tuple[Months, ...]:
    """The spans between ``steps`` (in months)."""
    ends = sorted(steps)
    return tuple(zip([0, *ends], [*ends, None], strict=True))


def started(span: Months, pack: Pack) -> dt.date:
    """A first day within ``span``, by every last day of the pack: the latest one, since it is the least that counts."""
    first, last = last_days(pack)
    low, end = span
    if end is None:
        return before(first, low + 12)
    return min(short_of(last, end), day_of(pack))


def service_steps(pack: Pack) -> set[int]:
    """The months of service that some ladder asks."""
    steps = {step.service_years * 12 for step in _ways_up(pack) if step.service_years}
    if pack.recognition is not None:
        steps |= {sum(row.years) * 12 + (row.months or 0) for row in pack.recognition.ladder.values()} - {0}
    return steps


def title_steps(pack: Pack) -> set[int]:
    """The months of holding the technician's title that some ladder asks."""
    return {step.technician_years * 12 for step in _ways_up(pack) if step.technician_years}


def _ways_up(pack: Pack) -> Iterator[Any]:
    for committee in pack.review.committees.values():
        yield from (*committee.technician, *committee.assistant)


# --- between the last days of two packs --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Between:
    """So many months are full after one day and by another: in time under one pack only."""

    months: int
    after: dt.date
    until: dt.date


def moved(packs: Sequence[Pack]) -> tuple[tuple[dt.date, dt.date], ...]:
    """Spans of days between a last day of the first pack and that of the second.

    Of one year and one district only: each has a calendar of its own.
    """
    if len(packs) < 2 or packs[0].region != packs[1].region or packs[0].year != packs[1].year:
        return ()
    pairs = [sorted(pair) for pair in zip(*(deadlines(pack) for pack in packs), strict=True)]
    ends = sorted({day for pair in pairs for day in pair})
    return tuple((a, b) for a, b in pairwise(ends) if any(low <= a and b <= high for low, high in pairs))


def deadlines(pack: Pack) -> tuple[dt.date, dt.date, dt.date]:
    """The last day by which recognition, review, and whatever has no days of its own want a condition fulfilled."""
    day = day_of(pack)
    recognition, review = (_deadline(pack, route, day) for route in _DATED)
    return recognition, review, day


def between(packs: Sequence[Pack], steps: set[int]) -> tuple[Between, ...]:
    """Where ``steps`` (in months) are full between two last days."""
    found = (Between(months, *days) for months in sorted(steps) for days in moved(packs))
    return tuple(one for one in found if begun(one) <= min(day_of(pack) for pack in packs) and _there(one))


def begun(one: Between) -> dt.date:
    """The first day from which the months are full after the first of the two days."""
    return short_of(one.after, one.months)


def _there(one: Between) -> bool:
    """Whether some day leads between the two: not every day of one month has its like in another."""
    return after_years(begun(one), months=one.months) <= one.until
