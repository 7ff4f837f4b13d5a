"""How a route stands: what is in the way, what the answer says of it, from when time alone has cured everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from logic.criteria.base import weight
from logic.findings import WEIGHT, Assessment, Finding, FindingVerdict, Level, RouteResult, Verdict
from logic.labels import LEVEL_NAMES, ROUTE_NAMES, listed
from logic.words.language import Text

# So few open facts are named in the headline, and what follows once they are in order is said.
FEW = 2


def obstacles(route: RouteResult) -> tuple[Finding, ...]:
    """What stands in the way or is open, the weightiest first."""
    return tuple(sorted((f for f in route.findings if weight(f) >= WEIGHT[Verdict.CONFIRM]), key=lambda f: -weight(f)))


def reasons(assessment: Assessment) -> tuple[Finding, ...]:
    """What to tell beside the answer: what stands in the way or is to be asked; after a refusal only what bars.

    What is not known stands in the answer itself and in the steps, but for hours filled in by half: why these do not
    count is said here. Nothing where a single reason bars, or a higher level is somebody else's: the answer says it
    already.
    """
    if assessment.verdict is Verdict.INELIGIBLE:
        bars = tuple(barring(assessment.route))
        return bars if len(bars) > 1 else ()
    begun = assessment.hours is not None and assessment.hours.years > 0
    # One open answer may leave several criteria open, and is named once.
    first: dict[str, Finding] = {}
    for finding in obstacles(assessment.route):
        if finding.criterion == "higher":
            continue
        if finding.verdict is not FindingVerdict.UNKNOWN or (begun and finding.criterion == "continuing_education"):
            first.setdefault(finding.text.zh, finding)
    return tuple(first.values())


def decided(route: RouteResult, assessment: Assessment) -> tuple[Finding, ...]:
    """The findings to tell of a route: after a refusal nothing more was asked, so only what was found."""
    if assessment.verdict is not Verdict.INELIGIBLE:
        return route.findings
    return tuple(f for f in route.findings if f.verdict is not FindingVerdict.UNKNOWN)


def differing(route: RouteResult, assessment: Assessment) -> tuple[Finding, ...]:
    """The findings to show of another route beside the recommended one: only what reads otherwise there."""
    shown = {(f.criterion, f.text) for f in decided(assessment.route, assessment)}
    return tuple(f for f in decided(route, assessment) if (f.criterion, f.text) not in shown)


def goal(route: RouteResult) -> Text:
    """The title's name, else the level's, else an empty text."""
    if route.title:
        return route.title
    return level_name(route.level)


def in_sentence(route: RouteResult) -> Text:
    """The route's name as it stands within a sentence."""
    return listed([ROUTE_NAMES[route.route]])


def level_name(level: Level | None) -> Text:
    """The level's name; empty where there is none."""
    return LEVEL_NAMES[level] if level else Text("", "")


def possible_from(route: RouteResult) -> dt.date | None:
    """The day from which time alone has cured everything; None where something else must be done too."""
    unmet = unmet_in(route)
    days = [f.available_from for f in unmet if f.available_from]
    return max(days) if unmet and len(days) == len(unmet) else None


def earliest_by_time(route: RouteResult) -> dt.date | None:
    """The first day on which one may apply; None where something other than time stands in the way."""
    for finding in route.findings:
        if finding.missing or (finding.verdict is FindingVerdict.NOT_MET and finding.available_from is None):
            return None
    return route.earliest


def is_elsewhere(route: str, verdict: Verdict, bars: Iterable[str]) -> bool:
    """Whether somebody else decides, so that this notice neither refuses nor asks.

    A higher level's review, or an examination by which the title is earned. ``bars``: the criteria that bar.
    """
    if verdict is Verdict.CONFIRM:
        return route == "higher_review"
    return verdict is Verdict.INELIGIBLE and set(bars) == {"exam_series"}


def years_complete(route: RouteResult) -> dt.date | None:
    """The day on which the years are complete that come too late for this notice; None where none do."""
    return max((day for f in unmet_in(route) if (day := _too_late(f))), default=None)


def waits_until(route: RouteResult) -> dt.date | None:
    """The day from which nothing is lacking but, perhaps, the unit's assessment, which comes with the years.

    None where something else must be done too, or nothing has to be waited for.
    """
    others = [f for f in unmet_in(route) if not _too_late(f) and f.criterion != "assessment"]
    return None if others else years_complete(route)


def _too_late(finding: Finding) -> dt.date | None:
    in_days = finding.gap is not None and "days" in finding.gap
    return finding.available_from or (finding.fulfilled_on if in_days else None)


def unmet_in(route: RouteResult) -> list[Finding]:
    """What does not hold."""
    return [f for f in route.findings if f.verdict is FindingVerdict.NOT_MET]


def left_open(route: RouteResult) -> list[Finding]:
    """What the sources leave to somebody."""
    return [f for f in route.findings if f.verdict is FindingVerdict.CONFIRM]


def file_from(route: RouteResult) -> dt.date | None:
    """The first day to file under this notice: the window's first, or later, once the years are complete.

    None where the notice's dates for the route are over or not known, or the years come too late for them.
    """
    if route.window is None or route.window.status == "closed" or years_complete(route):
        return None
    return max(route.window.opens, route.earliest or route.window.opens)


def can_file(route: RouteResult) -> bool:
    """Whether the person's days to file under this notice are here or to come."""
    return file_from(route) is not None


def needs_assessment(route: RouteResult) -> bool:
    """Whether the unit's assessment has still to come, or is not known."""
    return "unit_assessment_passed" in route.missing or any(
        f.criterion == "assessment" or (f.criterion == "level" and f.available_from is None) for f in unmet_in(route)
    )


def by_examination(route: RouteResult) -> bool:
    """Whether what bars is that the title comes by an examination."""
    return route.route == "examination" and bool(barring(route)) and barring(route)[0].criterion == "exam_series"


def decided_elsewhere(route: RouteResult) -> bool:
    """Whether somebody else decides about what the route leads to, so that this notice neither refuses nor asks."""
    return by_examination(route) or is_elsewhere(route.route, route.verdict, (f.criterion for f in barring(route)))


def only_hours_missing(route: RouteResult) -> bool:
    """Whether nothing is not known but the hours."""
    return route.missing == ("hours",)


def without_work(route: RouteResult) -> bool:
    """Whether the person has no work yet."""
    return any(f.criterion == "employment" for f in unmet_in(route))


def barring(route: RouteResult) -> list[Finding]:
    """The findings that nothing cures this year."""
    return [f for f in route.findings if f.barring]
