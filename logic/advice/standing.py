"""How a route stands: what is in the way, what is told of it, from when time alone has cured everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from logic.criteria.base import weight
from logic.findings import WEIGHT, Assessment, Finding, Level, Outcome, RouteResult, Verdict
from logic.labels import LEVEL_NAMES
from logic.language import Text


def obstacles(route: RouteResult) -> tuple[Finding, ...]:
    """What stands in the way or is open, the weightiest first."""
    return tuple(sorted((f for f in route.findings if weight(f) >= WEIGHT[Verdict.CONFIRM]), key=lambda f: -weight(f)))


def reasons(assessment: Assessment) -> tuple[Finding, ...]:
    """What to tell beside the answer: what stands in the way or is open; after a refusal only what bars.

    Nothing where a single reason bars: :func:`subline` has told it.
    """
    found = obstacles(assessment.route)
    if assessment.verdict is not Verdict.INELIGIBLE:
        # One open answer may leave several criteria open, and is told once. Who has no work yet is asked nothing more.
        first: dict[str, Finding] = {}
        waits = without_work(assessment.route)
        for finding in found:
            if waits and finding.verdict is Outcome.UNKNOWN:
                continue
            first.setdefault(finding.text.zh, finding)
        return tuple(first.values())
    bars = tuple(f for f in found if f.barring)
    return bars if len(bars) > 1 else ()


def decided(route: RouteResult, assessment: Assessment) -> tuple[Finding, ...]:
    """The findings to tell of a route: after a refusal nothing more was asked, so only what was found."""
    if assessment.verdict is not Verdict.INELIGIBLE:
        return route.findings
    return tuple(f for f in route.findings if f.verdict is not Outcome.UNKNOWN)


def goal(route: RouteResult) -> Text:
    """The title's name, else the level's, else an empty text."""
    if route.title:
        return route.title
    return level_name(route.level)


def level_name(level: Level | None) -> Text:
    """The level's name; empty where there is none."""
    return LEVEL_NAMES[level] if level else Text("", "")


def possible_from(route: RouteResult) -> dt.date | None:
    """The day from which time alone has cured everything; None where something else must be done too."""
    unmet = [f for f in route.findings if f.verdict is Outcome.NOT_MET]
    days = [f.available_from for f in unmet if f.available_from]
    return max(days) if unmet and len(days) == len(unmet) else None


def is_elsewhere(route: str, verdict: Verdict, bars: Iterable[str]) -> bool:
    """Whether somebody else decides, so that this notice neither refuses nor asks.

    A higher level's review, or an examination by which the title is earned. ``bars``: the criteria that bar.
    """
    if verdict is Verdict.CONFIRM:
        return route == "higher_review"
    return verdict is Verdict.INELIGIBLE and set(bars) == {"exam_series"}


def by_examination(route: RouteResult) -> bool:
    """Whether what bars is that the title comes by an examination."""
    return route.route == "examination" and bool(barring(route)) and barring(route)[0].criterion == "exam_series"


def only_hours_missing(route: RouteResult) -> bool:
    """Whether nothing but the hours is open."""
    return [f.criterion for f in obstacles(route)] == ["continuing_education"] and route.missing == ("hours",)


def without_work(route: RouteResult) -> bool:
    """Whether the person has no work yet."""
    return any(f.criterion == "employment" for f in route.findings if f.verdict is Outcome.NOT_MET)


def barring(route: RouteResult) -> list[Finding]:
    """The findings that nothing cures this year."""
    return [f for f in route.findings if f.barring]
