"""Put together: every criterion of every open route, the verdicts, and what could still change them."""

from __future__ import annotations

import datetime as dt

from logic.criteria.base import Judged, Weighed
from logic.criteria.review import hours_of
from logic.facts import Applicant, in_asking_order
from logic.findings import BY_WEIGHT, WEIGHT, Assessment, Finding, RouteResult, Verdict
from logic.language import Text, say
from logic.pack import Pack
from logic.routes import Route, listing_facts, recommended, route_names, rulebook


def assess(applicant: Applicant, pack: Pack, as_of: dt.date) -> Assessment:
    """Judge ``applicant`` by ``pack`` on the day ``as_of``.

    ``applicant`` must come from :func:`logic.facts.read_applicant`, or be built from its types. Nothing is raised
    for an applicant about whom little is known: what is missing is part of the answer.
    """
    book = rulebook(pack, as_of)
    common = [judged(applicant) for judged in book.common]
    names = route_names(applicant, pack)
    results = tuple(_result(applicant, book.route(name, applicant.specialty), book.common, common) for name in names)
    best = results[recommended((WEIGHT[result.verdict], result.level) for result in results)]
    barred = best.verdict is Verdict.INELIGIBLE
    specialty = pack.by_id[applicant.specialty] if applicant.specialty is not None else None
    return Assessment(
        policy=pack.id,
        policy_sha256=pack.sha256,
        as_of=as_of,
        verdict=best.verdict,
        recommended=best.route,
        committee=specialty.committee if specialty and not barred else None,
        level=best.level,
        title=best.title,
        missing=() if barred else _missing(applicant, results),
        hours=None if barred and not applicant.hours else hours_of(applicant, pack, as_of),
        warning=None if pack.covers_day(as_of) else outside(pack, as_of),
        routes=results,
    )


def findings_by_route(applicant: Applicant, pack: Pack, as_of: dt.date) -> list[tuple[str, list[Finding]]]:
    """Only the findings of each listed route: all of an assessment that is cheap to compare."""
    book = rulebook(pack, as_of)
    return [
        (name, [judged(applicant)[0] for judged in book.route(name, applicant.specialty).criteria])
        for name in route_names(applicant, pack)
    ]


def outside(pack: Pack, as_of: dt.date) -> Text:
    """The warning for a day that the pack was not written for."""
    return say("{day}不在“{pack}”的适用日期内。条件仍可参考，日期以当年的通知为准。", day=as_of, pack=pack.name.text)


def _result(applicant: Applicant, route: Route, common: tuple[Judged, ...], found: list[Weighed]) -> RouteResult:
    weighed = [
        *(known if mine is shared else mine(applicant) for mine, shared, known in zip(route.common, common, found)),  # noqa: B905
        *(judged(applicant) for judged in route.own),
    ]
    findings, weights = zip(*weighed, strict=True)
    verdict = BY_WEIGHT[max(weights)]
    course, level = route.course, route.level(applicant)
    barred = verdict is Verdict.INELIGIBLE
    kept = None if barred else level
    return RouteResult(
        route=course.route,
        verdict=verdict,
        committee=course.series.ladder if course.route == "junior_review" and course.series else None,
        level=kept,
        title=course.pack.title(applicant.specialty, kept) if applicant.specialty is not None else None,
        approver=route.approver(kept),
        earliest=None if barred else earliest([findings[place] for place in route.timed]),
        window=route.window_for(level),
        missing=() if barred else _missed(findings, weights),
        findings=findings,
    )


def _missed(findings: tuple[Finding, ...], weights: tuple[int, ...]) -> tuple[str, ...]:
    if WEIGHT[Verdict.INCOMPLETE] not in weights:
        return ()
    return in_asking_order({field for finding in findings for field in finding.missing})


def earliest(time_bound: list[Finding]) -> dt.date | None:
    """The latest day on which a time-bound condition is fulfilled; None where one of them is not known."""
    if any(finding.missing for finding in time_bound):
        return None
    return max((finding.fulfilled_on for finding in time_bound if finding.fulfilled_on), default=None)


def _missing(applicant: Applicant, results: tuple[RouteResult, ...]) -> tuple[str, ...]:
    """What the routes not barred still name, and what decides on the routes listed (rules, "Overall")."""
    listing = listing_facts(applicant, [result.route for result in results])
    return in_asking_order({*listing, *(field for result in results for field in result.missing)})
