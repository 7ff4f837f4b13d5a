"""Put together: every criterion of every open route, what they come to, and the best of it.

Three steps: :func:`find` asks the criteria, :func:`decide` weighs what they found, and the rest is put together from
both. A roster takes the same steps, for everybody whose findings weigh the same at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from logic.criteria.base import Weighed
from logic.criteria.continuing_education import hours_of
from logic.facts import Applicant, in_asking_order
from logic.findings import BY_WEIGHT, WEIGHT, Assessment, Finding, Level, RouteResult, Verdict
from logic.pack import Pack
from logic.routes import Route, Rulebook, listing_facts, route_names, rulebook
from logic.words.language import Text, say


def assess(applicant: Applicant, pack: Pack, as_of: dt.date) -> Assessment:
    """Judge ``applicant`` by ``pack`` on the day ``as_of``.

    ``applicant`` must come from :func:`logic.facts.read_applicant`, or be built from its types. Nothing is raised
    for an applicant about whom little is known: what is missing is part of the answer.
    """
    found = find(applicant, rulebook(pack, as_of))
    decision = decide(tuple([(max(one.weights), one.level) for one in found]))
    results = tuple(_result(applicant, one, verdict) for one, verdict in zip(found, decision.verdicts, strict=True))
    best = results[decision.recommended]
    barred = best.verdict is Verdict.INELIGIBLE
    specialty = applicant.specialty
    return Assessment(
        policy=pack.id,
        policy_sha256=pack.sha256,
        as_of=as_of,
        verdict=best.verdict,
        recommended=best.route,
        committee=pack.committee_of(specialty) if specialty is not None and not barred else None,
        level=best.level,
        title=best.title,
        missing=() if barred else _missing(applicant, results),
        hours=None if barred and not applicant.hours else hours_of(applicant, pack, as_of),
        warning=None if pack.covers_day(as_of) else outside(pack, as_of),
        routes=results,
    )


# --- find --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """What the criteria of one route find, each finding with its weight; and the level the route would lead to."""

    route: Route
    findings: tuple[Finding, ...]
    weights: tuple[int, ...]
    level: Level | None


def find(applicant: Applicant, book: Rulebook) -> list[Found]:
    """What the criteria of each listed route find. Criteria that all routes share are asked once."""
    common = [criterion(applicant) for criterion in book.common]
    return [
        _found(applicant, book.route(name, applicant.specialty), book, common)
        for name in route_names(applicant, book.pack)
    ]


def _found(applicant: Applicant, route: Route, book: Rulebook, common: list[Weighed]) -> Found:
    weighed = [
        known if mine is shared else mine(applicant)
        for mine, shared, known in zip(route.common, book.common, common, strict=True)
    ]
    weighed += [criterion(applicant) for criterion in route.own]
    findings, weights = zip(*weighed, strict=True)
    return Found(route, findings, weights, route.level(applicant))


# --- decide ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict of each route, and the place of the one to recommend."""

    verdicts: tuple[Verdict, ...]
    recommended: int


_LEVELS = (None, *Level)
_OPEN = WEIGHT[Verdict.INCOMPLETE]


@lru_cache(maxsize=4_096)
def decide(routes: tuple[tuple[int, Level | None], ...]) -> Decision:
    """Weigh each route's heaviest finding and its level (rules, section 3 and "Overall").

    Recommended is the better verdict; among equals the higher level, then the first: recognition, which is listed first
    (the pack checks). A route that is barred promises no level.
    """
    verdicts = tuple(BY_WEIGHT[weight] for weight, _ in routes)

    def merit(place: int) -> tuple[int, int]:
        weight, level = routes[place]
        return -weight, 0 if verdicts[place] is Verdict.INELIGIBLE else _LEVELS.index(level)

    return Decision(verdicts, max(range(len(routes)), key=merit))


# --- put together ------------------------------------------------------------------------------------------------


def _result(applicant: Applicant, found: Found, verdict: Verdict) -> RouteResult:
    route, pack = found.route, found.route.context.pack
    barred = verdict is Verdict.INELIGIBLE
    level = None if barred else found.level
    return RouteResult(
        route=route.context.route,
        verdict=verdict,
        committee=route.committee,
        level=level,
        title=pack.title(applicant.specialty, level) if applicant.specialty is not None else None,
        approver=route.approver(level),
        earliest=None if barred else earliest([found.findings[place] for place in route.timed]),
        window=route.window_for(found.level),
        missing=() if barred or _OPEN not in found.weights else _named(found.findings),
        findings=found.findings,
    )


def _named(findings: Sequence[Finding]) -> tuple[str, ...]:
    return in_asking_order({field for finding in findings for field in finding.missing})


def earliest(time_bound: Sequence[Finding]) -> dt.date | None:
    """The latest day on which a time-bound condition is fulfilled; None where one of them is not known."""
    if any(finding.missing for finding in time_bound):
        return None
    return max((finding.fulfilled_on for finding in time_bound if finding.fulfilled_on), default=None)


def _missing(applicant: Applicant, results: Sequence[RouteResult]) -> tuple[str, ...]:
    """What the routes not barred still name, and what decides on the routes listed (rules, "Overall")."""
    fields = {*listing_facts(applicant, [result.route for result in results])}
    for result in results:
        fields.update(result.missing)
    return in_asking_order(fields) if fields else ()


def outside(pack: Pack, as_of: dt.date) -> Text:
    """The warning for a day that the pack was not written for."""
    return say("{day}不在“{pack}”的适用日期内。条件仍可参考，日期以当年的通知为准。", day=as_of, pack=pack.name.text)
