"""What is said of each way to a title: how it works, who reviews, why another one stands behind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logic.advice.standing import (
    barring,
    can_file,
    goal,
    level_name,
    obstacles,
    possible_from,
    waits_until,
)
from logic.criteria.base import weight
from logic.findings import Assessment, Finding, Level, RouteResult, Verdict
from logic.labels import CRITERION_NAMES, fact_names, listed
from logic.pack import Pack, Specialty
from logic.words.language import Text, join, say


def manner(route: RouteResult, pack: Pack) -> Text | None:
    """How the route works, in a few words."""
    match route.route:
        case "initial_recognition":
            online = pack.recognition is not None and pack.recognition.by == "online"
            return say("网上申报，不用评审") if online else say("交纸质材料，不用评审")
        case "junior_review":
            if pack.review.by == "paper":
                return say("交纸质材料；评委会评审")
            papers = any(event.id == "review_papers" for event in pack.calendar)
            return say("网上申报，再交纸质材料；评委会评审") if papers else say("网上申报；评委会评审")
        case "higher_review":
            return say("看市里或省里的通知")
    way = pack.other_route(route.route)
    return pack.named(way.manner.text) if way else None


def answer_of(route: RouteResult, pack: Pack) -> Text:
    """The answer's own sentence for a route without a level, where nothing but questions stands in the way."""
    way = pack.other_route(route.route)
    if way is None:
        return say(
            "您已有助理级或以上职称，下一步看市里或省里的通知；换系列报同级的，先问{office}。",
            office=pack.contact.office.text,
        )
    return pack.named((way.unsure_answer or way.answer).text)


def leads_to(specialty: Specialty, pack: Pack) -> Text:
    """Which committee, or which other way, a specialty leads to."""
    series = pack.series[specialty.series]
    if series.committee:
        committee = pack.committee_name(series.committee)
        if series.new:
            return say("暂按{committee}看，是否受理先问清", committee=committee)
        return say("归{district}的{committee}初级评委会", district=pack.names.district.text, committee=committee)
    # Recognition is listed first, and never alone (the pack checks).
    way = pack.other_route(series.routes[-1])
    return pack.named(way.leads_to.text) if way else series.name.text


def committee(assessment: Assessment, specialty: Specialty | None, pack: Pack) -> tuple[Text, Text] | None:
    """Who reviews, and a word on it: when to choose this committee, or which other way it is. None: not known yet."""
    route = assessment.route
    if route.route == "higher_review":
        return say("市里或省里"), say("换系列报同级的，先问{here}", here=pack.names.here.text)
    if assessment.committee:
        # Other districts have committees of the same series.
        district = pack.names.district.text
        if pack.review.by == "paper":
            return pack.committee_name(assessment.committee), say("走评审时，写明报{district}的", district=district)
        choose = (
            say("走评审时，选{district}的；全称以平台为准", district=district)
            if route.committee is None
            else say("网上申报时，选{district}的；全称以平台为准", district=district)
        )
        return pack.committee_name(assessment.committee), choose
    if specialty is None:
        return None
    way = pack.other_route(pack.series[specialty.series].routes[-1])
    return (pack.named(way.reviewer.text), leads_to(specialty, pack)) if way else None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another route, and why it is better or worse than the recommended one."""

    route: RouteResult
    why: Text


def alternatives(assessment: Assessment) -> tuple[Alternative, ...]:
    """Every route but the recommended one, with the reason it stands behind."""
    best = assessment.route
    return tuple(Alternative(route, _why(route, best)) for route in assessment.routes if route.route != best.route)


def _why(route: RouteResult, best: RouteResult) -> Text:
    if route.verdict is Verdict.ELIGIBLE:
        # Only what is eligible itself stands before it.
        if not can_file(route):
            return say("这条途径的条件也符合，对应职称是{title}；这一次已经不能报了。", title=goal(route))
        if route.level == best.level and best.route == "initial_recognition":
            return say("这条途径也可以，层级一样；但要经评委会评审，不如初次认定直接。")
        return say("这条途径也可以，但层级是{level}，低一些。", level=level_name(route.level))
    if route.verdict is best.verdict is Verdict.INELIGIBLE and barring(route) == barring(best):
        return say("出于同样的原因，这条途径也不行。")
    heavy = [f for f in obstacles(route) if weight(f) == weight(obstacles(route)[0])]
    names = listed(CRITERION_NAMES[f.criterion] for f in heavy)
    match route.verdict:
        case Verdict.INELIGIBLE:
            return join([say("这条途径不行，原因是：{names}。", names=names), heavy[0].text])
        case Verdict.NOT_YET if (day := possible_from(route)) and (later := possible_from(best)) and day < later:
            return say("这条途径更早：{day}起年限就够了，对应职称是{title}。", day=day, title=goal(route))
        case Verdict.NOT_YET:
            return join([say("这条途径暂时不行，原因是：{names}。", names=names), heavy[0].text])
        case Verdict.INCOMPLETE:
            return say("还缺信息：{facts}。", facts=fact_names(route.missing))
        case _:
            parts = [say("要先问清：{names}。", names=names)]
            # What stands in the way of both routes stands in the answer already.
            if heavy[0].text not in [found.text for found in best.findings]:
                parts.append(heavy[0].text)
            return join(parts)


_LEVELS: tuple[Level | None, ...] = (None, *Level)


def sooner_or_higher(assessment: Assessment) -> tuple[RouteResult, dt.date] | None:
    """Another route that only waits for its day, and that day, where it should be weighed against the recommended one.

    It leads higher than what is open now, or opens sooner than what has to be waited for too. Nothing is said of a
    route of which more is unknown than what still can come: hours, and the unit's assessment.
    """
    best = assessment.route
    mine = waits_until(best)
    for route in assessment.routes:
        day = waits_until(route)
        if route.route == best.route or route.verdict is not Verdict.NOT_YET or day is None:
            continue
        if set(route.missing) - {"hours", "unit_assessment_passed"}:
            continue
        if mine is not None:
            if day < mine:
                return route, day
        elif best.verdict in _OPEN and _LEVELS.index(route.level) > _LEVELS.index(best.level):
            return route, day
    return None


_OPEN = (Verdict.ELIGIBLE, Verdict.CONFIRM, Verdict.INCOMPLETE)


def other_ways(assessment: Assessment) -> tuple[Finding, ...]:
    """What points to ways beside these routes, where nothing but the schooling stands in the way.

    For the highly skilled a diploma is no hard bar (n90), and farmers have a review of their own (3.1): a refusal by
    recognition, which asks for more, must not hide it.
    """
    if assessment.verdict is not Verdict.INELIGIBLE or {f.criterion for f in barring(assessment.route)} - _SCHOOLING:
        return ()
    return tuple(f for route in assessment.routes for f in barring(route) if f.criterion == "level")


_SCHOOLING = frozenset(("diploma", "major", "level"))
