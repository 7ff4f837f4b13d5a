"""The answer in words: the verdict's word, the headline, the line beneath it."""

from __future__ import annotations

import datetime as dt

from logic.advice.route_words import answer_of, other_ways, sooner_or_higher
from logic.advice.standing import (
    FEW,
    barring,
    by_examination,
    can_file,
    decided_elsewhere,
    file_from,
    goal,
    in_sentence,
    left_open,
    needs_assessment,
    only_hours_missing,
    possible_from,
    unmet_in,
    waits_until,
    without_work,
    years_complete,
)
from logic.findings import Assessment, RouteResult, Verdict
from logic.labels import ROUTE_NAMES, VERDICT_NAMES, fact_names
from logic.pack import Event, Pack
from logic.words.language import Text, Value, join, say, say_n

# Questions whose answer decides whether one may apply at all: "broadly meets the conditions" would say too much.
_DECISIVE = frozenset(("employment", "integrity", "diploma", "first_title", "same_series", "new_specialty"))
# Facts that are in order or not; with the others (a diploma, a date) nothing can be said "if they are in order".
_IN_ORDER = frozenset(
    (
        *("works_in_district", "under_contract", "in_technical_post", "disciplinary_period", "post_vacancy"),
        *("applied_elsewhere_this_year", "dishonesty_record", "full_time_recognised", "major_related", "hours"),
        "unit_assessment_passed",
    )
)


def word(assessment: Assessment) -> Text:
    """The verdict in a word, for the person."""
    return route_word(assessment.route)


def route_word(route: RouteResult) -> Text:
    """A route's verdict in a word, for the person.

    "Can apply" stands only where one can, or soon; who earns the title by an examination is not forbidden anything.
    """
    if route.verdict is Verdict.ELIGIBLE and not can_file(route):
        return say("符合条件")
    if by_examination(route):
        return say("走考试")
    if decided_elsewhere(route):
        return say("不归本通知")
    return VERDICT_NAMES[route.verdict]


# --- the headline ------------------------------------------------------------------------------------------------


def headline(assessment: Assessment, pack: Pack) -> Text:
    """The answer to "can I apply?" in one sentence."""
    route, as_of = assessment.route, assessment.as_of
    match assessment.verdict:
        case Verdict.ELIGIBLE:
            return _eligible(route, as_of)
        case Verdict.CONFIRM:
            return _to_confirm(route, pack)
        case Verdict.INCOMPLETE:
            return _incomplete(assessment)
        case Verdict.NOT_YET:
            return _not_yet(route, pack)
        case _ if by_examination(route):
            return pack.named(pack.ways["examination"].answer.text)
        case _:
            return say("按这份通知，您今年不能申报。")


def _eligible(route: RouteResult, as_of: dt.date) -> Text:
    values: dict[str, Value] = {"route": ROUTE_NAMES[route.route], "title": goal(route)}
    first = file_from(route)
    if first is not None and first <= as_of:
        return say("您现在就能走{route}，对应职称是{title}。", **values)
    if first is not None:
        return say("您 {day}起能走{route}，对应职称是{title}。", day=first, **values)
    if route.window is not None:
        closes = route.window.closes
        return say(
            "您符合{route}的条件，对应职称是{title}，不过这一次的申报已在 {closes}截止。", closes=closes, **values
        )
    return say("您符合{route}的条件，对应职称是{title}。", **values)


def _to_confirm(route: RouteResult, pack: Pack) -> Text:
    if not route.level:
        return answer_of(route, pack)
    questions = left_open(route)
    if any(found.criterion in _DECISIVE for found in questions):
        return say_n("还有 {n} 件事要先问清，才知道能不能报。", len(questions))
    return say_n(
        "您基本符合{route}的条件，对应职称是{title}，还有 {n} 件事要先问清。",
        len(questions),
        route=ROUTE_NAMES[route.route],
        title=goal(route),
    )


def _incomplete(assessment: Assessment) -> Text:
    route = assessment.route
    if route.route == "undetermined":
        return say("先选定您从事的专业，才能知道走哪条途径。")
    if only_hours_missing(route):
        values: dict[str, Value] = {"then": _then(route, assessment.as_of)}
        if assessment.hours and assessment.hours.years:
            return say("学时还没填全。够的话，{then}", **values)
        return say("要看您的学时。够的话，{then}", **values)
    if len(route.missing) <= FEW:
        return say("先弄清{facts}，才知道能不能报。", facts=fact_names(route.missing))
    return say_n("还有 {n} 项信息要弄清，才能下结论。", len(route.missing))


def _then(route: RouteResult, as_of: dt.date) -> Text:
    """What follows once the blanks are filled and all is in order, as the second half of a sentence."""
    values: dict[str, Value] = {"route": in_sentence(route), "title": goal(route)}
    first = file_from(route)
    if questions := len(left_open(route)):
        return say_n("就只剩 {n} 件事要先问清；{route}对应的职称是{title}。", questions, **values)
    if first is not None and first <= as_of:
        return say("现在就能走{route}，对应职称是{title}。", **values)
    if first is not None:
        return say("{day}起能走{route}，对应职称是{title}。", day=first, **values)
    return say("就符合{route}的条件，对应职称是{title}。", **values)


def _not_yet(route: RouteResult, pack: Pack) -> Text:
    if without_work(route):
        return say("等您在{district}有了专业技术岗位，就可以再来看。", district=pack.names.district.text)
    day, title = waits_until(route), goal(route)
    if day and title.zh:
        values: dict[str, Value] = {"day": day, "route": ROUTE_NAMES[route.route], "title": title}
        if needs_assessment(route):
            return say(
                "您还要等一段时间：{day}起年限就够了，单位考核合格，就可走{route}，对应职称是{title}。", **values
            )
        return say("您还要等一段时间：{day}起年限就够了，到时可走{route}，对应职称是{title}。", **values)
    return say_n("您暂时还不能申报，有 {n} 个问题要先解决。", len(unmet_in(route)))


# --- the line beneath it ---------------------------------------------------------------------------------------


def subline(assessment: Assessment, pack: Pack) -> Text:
    """What the reader needs beside the answer: the dates against the day asked about, or the reason."""
    route = assessment.route
    match assessment.verdict:
        case Verdict.INELIGIBLE if by_examination(route):
            return say("高级职称另看省里、市里的通知。")
        case Verdict.INELIGIBLE:
            reason = barring(route)[0]
            # A review's own refusal names them.
            if other_ways(assessment) and reason.criterion != "level":
                return join([reason.text, say("不过还有别的路可以问，见下面。")])
            return reason.text
        case Verdict.NOT_YET:
            return _waiting(assessment, pack)
        case Verdict.INCOMPLETE if not only_hours_missing(route):
            return _still_open(assessment, pack)
        case _:
            return _when(route, assessment.as_of, pack)


def other_way(assessment: Assessment) -> Text | None:
    """Another route to weigh against the answer: it opens later for a higher title, or sooner for a lower one."""
    found = sooner_or_higher(assessment)
    if found is None:
        return None
    route, day = found
    mine = waits_until(assessment.route)
    values: dict[str, Value] = {"day": day, "route": in_sentence(route), "title": goal(route)}
    if mine is not None and day < mine:
        return say("{route}更早：{day}起年限就够了，对应职称是{title}。", **values)
    return say("也可以等到 {day}年限够了，再走{route}，对应职称是{title}。", **values)


def _still_open(assessment: Assessment, pack: Pack) -> Text:
    """What is not known, and what follows if it is in order."""
    route = assessment.route
    # A few are named in the headline.
    parts = [say("还不清楚：{facts}。", facts=fact_names(route.missing))] if len(route.missing) > FEW else []
    # Where years or the assessment decide on the level of a review, its title is not yet certain.
    certain = route.route == "initial_recognition" or "unit_assessment_passed" not in route.missing
    if len(route.missing) <= FEW and set(route.missing) <= _IN_ORDER and route.level and certain:
        parts.append(say("没有问题的话，{then}", then=_then(route, assessment.as_of)))
    if route.window is not None:
        parts.append(_dates(route, assessment.as_of, pack))
    return join(parts)


def _waiting(assessment: Assessment, pack: Pack) -> Text:
    """The dates, to somebody who has to wait or to settle something first."""
    route, as_of = assessment.route, assessment.as_of
    if without_work(route):
        return say("申报日期看那时的通知。")
    unmet = unmet_in(route)
    day = years_complete(route)
    later = pack.catches(route.route, day) if day and route.window is not None else None
    if later is not None and waits_until(route):
        return _in_time(later, day or as_of)
    if waits_until(route):
        if possible_from(route) and len(unmet) == 1 and not left_open(route) and not route.missing:
            return say("别的条件都符合，只差时间。申报日期看那一年的通知。")
        if left_open(route):
            return say("申报日期看那一年的通知；等的时候，先把下面要问的事问清。")
        return say("申报日期看那一年的通知。")
    if day:
        return say("这一次赶不上：{day}起年限才够。等的时候，先解决下面的问题。", day=day)
    if route.window is None:
        return say("这条途径的时间不在这份通知里，请先问清。")
    if route.window.status == "closed":
        return say("这一次的申报已在 {closes}截止，正好先解决下面的问题。", closes=route.window.closes)
    lacking = {found.criterion for found in unmet}
    closes = route.window.closes
    if "discipline" in lacking:
        return say("处分期满得早，才赶得上这一次：申报到 {closes}截止。", closes=closes)
    if "continuing_education" in lacking:
        return say("先问往年的学时能不能补；今年多学的也算，要多少看往后的路。申报到 {closes}截止。", closes=closes)
    left = (closes - as_of).days
    return say_n("要赶上这一次，须在 {closes}前解决，还有 {n} 天。", left, closes=closes)


def _when(route: RouteResult, as_of: dt.date, pack: Pack) -> Text:
    """The route's dates against ``as_of``, in one sentence."""
    window = route.window
    if window is None:
        if route.approver == "city":
            return say(
                "中级由{city_bureau}审批，通知没有写市里的时间，请先问清。", city_bureau=pack.names.city_bureau.text
            )
        return say("这条途径的时间不在这份通知里，请先问清。")
    if window.status == "closed" and route.verdict is Verdict.ELIGIBLE:
        # The headline has said that it is closed.
        return say("以后的时间看新的通知。")
    first = file_from(route)
    if first is not None and first > max(as_of, window.opens) and not pack.all_year(route.route):
        if first == window.closes:
            return say("年限到 {day}才满，这一天也是申报的最后一天。最终以审核结果为准。", day=first)
        return say(
            "年限到 {day}才满，申报到 {closes}截止，要在这几天里报。最终以审核结果为准。",
            day=first,
            closes=window.closes,
        )
    return _dates(route, as_of, pack)


def _in_time(filing: Event, day: dt.date) -> Text:
    """Of whom the years come too late for this round, and not for what the notice still has."""
    if filing.all_year:
        return say("这条途径全年都办，到那天就可以报。")
    return say("赶得上这份通知后一次申报：{opens}至 {closes}。", opens=max(day, filing.opens), closes=filing.closes)


def _dates(route: RouteResult, as_of: dt.date, pack: Pack) -> Text:
    window = route.window
    assert window is not None
    if pack.all_year(route.route) and window.status == "open":
        return say("这条途径全年都办，没有截止日期。最终以审核结果为准。")
    left = (window.closes - as_of).days
    if window.status == "closed":
        return say("这一次的申报已在 {closes}截止，以后的时间看新的通知。", closes=window.closes)
    if window.status == "upcoming":
        until = (window.opens - as_of).days
        return say_n("{opens}开始申报，还有 {n} 天；{closes}截止。", until, opens=window.opens, closes=window.closes)
    if left == 0:
        return say("这一天是申报的最后一天。最终以审核结果为准。")
    return say_n("申报到 {closes}截止，还有 {n} 天。最终以审核结果为准。", left, closes=window.closes)
