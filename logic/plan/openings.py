"""From when each route lies open, found by asking the rules on the days that matter.

No second formula: a day is proposed because an anniversary, a window or a year falls on it, and what is so on it is for
:func:`logic.assess.assess` to say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from logic.assess import assess
from logic.dates import after_years
from logic.facts import LATEST_DATE, Applicant
from logic.findings import WEIGHT, Assessment, RouteResult, Verdict
from logic.pack import Pack
from logic.plan.changes import Change, later, wished, with_changes
from logic.plan.rounds import Round, round_of

# A ladder's years and the years of hours end well before.
FARTHEST_YEARS = 10
# What shortens a list of changes is tried in every combination; nobody needs more of them.
MOST_CHANGES = 7
_OPEN = (Verdict.ELIGIBLE, Verdict.CONFIRM)


@dataclass(frozen=True, slots=True)
class Opening:
    """The first day on which ``route`` lies open, with ``changes`` made, and the round of applications it then has.

    ``result`` is what the rules say of the route on that day: eligible, or to be confirmed by somebody.
    """

    day: dt.date
    changes: tuple[Change, ...]
    result: RouteResult
    round: Round | None
    # Facts and changes as they were judged.
    person: Applicant

    @property
    def route(self) -> str:
        """The route's id."""
        return self.result.route


def days_that_matter(applicant: Applicant, pack: Pack, as_of: dt.date) -> tuple[dt.date, ...]:
    """``as_of``, and every day after it on which time alone may change an answer, the next ones first."""
    starts = [day for day in (applicant.service_start, applicant.title_date) if day is not None]
    anniversaries = [after_years(start, n) for start in starts for n in range(1, FARTHEST_YEARS + 1)]
    last = min(after_years(as_of, FARTHEST_YEARS), LATEST_DATE)
    new_years = [dt.date(as_of.year + n, 1, 1) for n in range(1, FARTHEST_YEARS + 1) if as_of.year + n <= last.year]
    # When a round closes, the last day of the next one counts.
    closed = [event.closes + dt.timedelta(days=1) for event in pack.calendar if event.files]
    return (as_of, *sorted({day for day in (*anniversaries, *new_years, *closed) if as_of < day <= last}))


def open_on(applicant: Applicant, route: str, pack: Pack, as_of: dt.date, day: dt.date) -> Opening | None:
    """How ``route`` lies open on ``day``, with the shortest list of changes; None where it does not."""
    return _reached(later(applicant, as_of, day), route, pack, as_of, day, _OPEN)


def better(applicant: Applicant, route: str, pack: Pack, as_of: dt.date) -> Opening | None:
    """What would make ``route`` surer on ``as_of`` than it is: the shortest list of changes that makes it eligible.

    None where it is that already, or no change of a fact makes it so.
    """
    found = _reached(applicant, route, pack, as_of, as_of, (Verdict.ELIGIBLE,))
    return found if found is not None and found.changes else None


def _reached(
    person: Applicant, route: str, pack: Pack, as_of: dt.date, day: dt.date, goal: tuple[Verdict, ...]
) -> Opening | None:
    """``route`` on ``day`` with the fewest changes by which its verdict is one of ``goal``; None where none do."""
    result = result_of(assess(person, pack, day), route)
    changes: tuple[Change, ...] = ()
    # Taking away one obstacle may show a question behind it.
    for _ in range(3):
        if result is None or result.verdict in goal:
            break
        more = wished(with_changes(person, changes), result, pack, as_of, day)
        if not more:
            break
        changes = (*changes, *more)
        result = result_of(assess(with_changes(person, changes), pack, day), route)
    if result is None or result.verdict not in goal or len(changes) > MOST_CHANGES:
        return None
    changes, result = _shortest(person, changes, result, pack, day)
    return Opening(day, changes, result, round_of(result, pack, day), with_changes(person, changes))


def _shortest(
    person: Applicant, changes: tuple[Change, ...], result: RouteResult, pack: Pack, day: dt.date
) -> tuple[tuple[Change, ...], RouteResult]:
    """The fewest of ``changes`` that do as well as all of them, each tried; the first of equally few."""
    for few in range(len(changes)):
        for some in combinations(changes, few):
            tried = result_of(assess(with_changes(person, some), pack, day), result.route)
            if tried is not None and WEIGHT[tried.verdict] <= WEIGHT[result.verdict] and tried.level == result.level:
                return some, tried
    return changes, result


def opening(applicant: Applicant, route: str, pack: Pack, as_of: dt.date) -> Opening | None:
    """The first day from ``as_of`` on which ``route`` lies open; None where no such day is known."""
    for day in days_that_matter(applicant, pack, as_of):
        found = open_on(applicant, route, pack, as_of, day)
        if found is not None:
            return found
    return None


def openings(applicant: Applicant, assessment: Assessment, pack: Pack) -> tuple[Opening, ...]:
    """Of every route listed in ``assessment`` that opens on some day, in its order."""
    return tuple(_openings(applicant, assessment, pack))


def _openings(applicant: Applicant, assessment: Assessment, pack: Pack) -> Iterator[Opening]:
    for result in assessment.routes:
        found = opening(applicant, result.route, pack, assessment.as_of)
        if found is not None:
            yield found


def result_of(assessment: Assessment, route: str) -> RouteResult | None:
    """How ``route`` stands in ``assessment``; None where it is not listed."""
    return next((result for result in assessment.routes if result.route == route), None)
