"""The answer in words: headline, the line beneath it, the verdict's word."""

from __future__ import annotations

import datetime as dt

from logic.advice.standing import (
    barring,
    by_examination,
    goal,
    obstacles,
    only_hours_missing,
    possible_from,
    without_work,
)
from logic.advice.ways import WAYS
from logic.findings import Assessment, Outcome, RouteResult, Verdict, Window
from logic.labels import ROUTE_NAMES, VERDICT_NAMES, fact_names
from logic.language import Text, say, say_n
from logic.pack import Pack


def headline(assessment: Assessment, pack: Pack) -> Text:
    """The answer to "can I apply?" in one sentence."""
    route, verdict = assessment.route, assessment.verdict
    name, title = ROUTE_NAMES[route.route], goal(route)
    match verdict:
        case Verdict.ELIGIBLE:
            if route.window and route.window.status == "open":
                return say("您现在就能走{route}，对应职称是{title}。", route=name, title=title)
            return say("您符合{route}的条件，对应职称是{title}。", route=name, title=title)
        case Verdict.CONFIRM if route.level:
            questions = sum(1 for f in route.findings if f.verdict is Outcome.CONFIRM)
            return say_n(
                "您基本符合{route}的条件，对应职称是{title}，还有 {n} 件事要先问清。",
                questions,
                route=name,
                title=title,
            )
        case Verdict.CONFIRM:
            return pack.named(WAYS[route.route].answer or WAYS[route.route].manner)
        case Verdict.NOT_YET:
            if without_work(route):
                return say("等您在{district}有了专业技术岗位，就可以再来看。", district=pack.names.district.text)
            day = possible_from(route)
            if day and title.zh:
                return say(
                    "您还要等一段时间：{day}起年限就够了，到时可走{route}，对应职称是{title}。",
                    day=day,
                    route=name,
                    title=title,
                )
            unmet = sum(1 for f in route.findings if f.verdict is Outcome.NOT_MET)
            return say_n("您暂时还不能申报，有 {n} 个问题要先解决。", unmet)
        case Verdict.INCOMPLETE:
            if route.route == "undetermined":
                return say("先选定您从事的专业，才能知道走哪条途径。")
            if only_hours_missing(route):
                if assessment.hours and assessment.hours.years:
                    return say("别的条件都符合，只差学时没填全。")
                return say("别的条件都符合，只差学时没填。")
            return say_n("还有 {n} 项信息要弄清，才能下结论。", len(assessment.missing or route.missing))
        case _:
            if by_examination(route):
                return say("您这个系列的职称要通过全国统一考试取得，不用申报评审。")
            return say("按这份通知，您今年不能申报。")


def word(assessment: Assessment) -> Text:
    """The verdict in a word, for the person: who earns the title by an examination is not forbidden anything."""
    if assessment.verdict is Verdict.INELIGIBLE and by_examination(assessment.route):
        return say("不用申报")
    return VERDICT_NAMES[assessment.verdict]


def subline(assessment: Assessment, pack: Pack) -> Text:
    """What the reader needs beside the answer: the dates against the day asked about, or the reason."""
    route = assessment.route
    if assessment.verdict is Verdict.INELIGIBLE:
        return barring(route)[0].text
    if assessment.verdict is Verdict.INCOMPLETE and not only_hours_missing(route):
        gone = assessment.missing or route.missing
        return say("还不清楚：{facts}。", facts=fact_names(gone))
    if without_work(route):
        return say("申报日期看那时的通知。")
    day = possible_from(route)
    if day:
        if len(obstacles(route)) == 1:
            return say("别的条件都符合，只差时间。申报日期看那一年的通知。")
        if any(f.ask for f in obstacles(route)):
            return say("申报日期看那一年的通知；等的时候，先把下面要问的事问清。")
        return say("申报日期看那一年的通知。")
    if assessment.verdict is Verdict.NOT_YET and route.window is not None:
        return _in_time(route.window, assessment.as_of)
    return when(route, assessment.as_of, pack)


def _in_time(window: Window, as_of: dt.date) -> Text:
    """What the dates mean to somebody who has to settle something first."""
    if window.status == "closed":
        return say("这一次的申报已在 {closes}截止，正好先解决下面的问题。", closes=window.closes)
    left = (window.closes - as_of).days
    return say_n("要赶上这一次，须在 {closes}前解决，还有 {n} 天。", left, closes=window.closes)


def when(route: RouteResult, as_of: dt.date, pack: Pack) -> Text:
    """The route's dates against ``as_of``, in one sentence."""
    window = route.window
    if window is None:
        if route.route == "initial_recognition":
            return say(
                "中级由{city_bureau}审批，通知没有写市里的时间，请先问清。", city_bureau=pack.names.city_bureau.text
            )
        return say("这条途径的时间不在这份通知里，请先问清。")
    left = (window.closes - as_of).days
    if window.status == "open":
        if left == 0:
            return say("这一天是申报的最后一天。最终以审核结果为准。")
        return say_n("申报到 {closes}截止，还有 {n} 天。最终以审核结果为准。", left, closes=window.closes)
    if window.status == "upcoming":
        until = (window.opens - as_of).days
        return say_n("{opens}开始申报，还有 {n} 天；{closes}截止。", until, opens=window.opens, closes=window.closes)
    return say("不过这一次的申报已在 {closes}截止。条件仍值得对照，时间要看新的通知。", closes=window.closes)
