"""What to do next, in order, with dates and place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from logic.advice.standing import barring, obstacles, possible_from, without_work
from logic.facts import Employment
from logic.findings import Assessment, Outcome, RouteResult, Verdict
from logic.labels import COMMITTEE_NAMES, fact_names
from logic.language import Text, join, say, say_n
from logic.pack import Event, Pack
from logic.routes import CLAUSE_OF


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: when, what, and the clause that says so; empty where none does."""

    when: Text
    what: Text
    clause: str
    past: bool = False
    # Further clauses that it rests on.
    also: tuple[str, ...] = ()
    # A question to put to an office, or words to look for on a Chinese site: an English reader needs the Chinese too.
    needs_chinese: bool = False


def next_steps(assessment: Assessment, pack: Pack) -> tuple[Step, ...]:
    """What to do, in order, with dates and place."""
    route = assessment.route
    now = say("现在")
    steps: list[Step] = []
    if assessment.verdict is Verdict.INELIGIBLE:
        asks = [
            Step(now, finding.ask, finding.clause, also=finding.also, needs_chinese=True)
            for finding in barring(route)
            if finding.ask
        ]
        doubt = say(
            "如果觉得与您的情况不符，先核对回答，再问{office}，也可以来信、来访反映。", office=pack.contact.office.text
        )
        return (*asks, Step(now, doubt, "4.5"))
    # Beside what is known to be lacking, too: whoever mends only that comes back for the next. Where the way is clear,
    # only what this way asks for.
    still_open = assessment.missing if assessment.verdict is Verdict.INCOMPLETE else ()
    # Who has no work yet has nobody to ask, and all of it will be another's to tell.
    if not without_work(route):
        steps += _finding_out(still_open or route.missing, route, now, pack)
    for finding in obstacles(route):
        if finding.verdict is Outcome.NOT_MET and finding.remedy:
            first = say("{day}起", day=finding.available_from) if finding.available_from else now
            steps.append(Step(first, finding.remedy, finding.clause))
        elif finding.ask:
            steps.append(Step(now, finding.ask, finding.clause, also=finding.also, needs_chinese=True))
    if route.window is not None or route.route == "initial_recognition":
        steps += _filing(assessment, route, pack)
    if route.route == "higher_review":
        steps.append(_verified_here(pack))
    # What can be done today stands first; a day to wait for comes before what is filed on it. Whoever has applied in
    # time, and reads this after the window has closed, has less time than anybody.
    steps.sort(key=lambda step: step.when != now)
    return (*_after_filing(route, assessment.as_of, pack), *steps)


def _finding_out(fields: tuple[str, ...], route: RouteResult, now: Text, pack: Pack) -> list[Step]:
    """How to find out what is still open: whom to ask, and in one step what one only has to answer."""
    plain = [field for field in fields if field not in _WHERE_TO_ASK]
    steps = []
    if plain:
        steps.append(Step(now, say("还要回答：{facts}。", facts=fact_names(plain)), CLAUSE_OF[plain[0]]))
    for field in fields:
        if field in _WHERE_TO_ASK:
            when = now
            # Probation is assessed at its end.
            waits = next((f.available_from for f in route.findings if f.criterion == "service"), None)
            if field == "unit_assessment_passed" and waits:
                when = say("{day}起", day=waits)
            steps.append(Step(when, pack.named(_WHERE_TO_ASK[field]), CLAUSE_OF[field], needs_chinese=True))
    return steps


_WHERE_TO_ASK = {
    "hours": say(
        "问单位人事，或登记学时的部门：“最近一个任职周期从哪年算到哪年，我每年登记了多少学时？”问到了填进来。"
    ),
    "full_time_recognised": say("问{office}：“我的学历能办初次认定吗？要什么证明？”"),
    "under_contract": say("问单位人事：“我签的是劳动合同还是聘用合同？如果是劳务派遣，该由哪个单位申报？”"),
    "unit_assessment_passed": say("问单位人事：“单位考核我合格了吗？有书面意见吗？”"),
    "in_technical_post": say("问单位人事：“我的岗位是专业技术岗位吗？”"),
    "post_vacancy": say("问单位人事：“岗位结构比例内，有我要申报的空岗吗？”"),
    "disciplinary_period": say("问单位人事：“我有没有还没期满的处分？”"),
    "major_related": say("问{office}：“我学的专业和现在的工作，算一致或相近吗？”"),
    "specialty": say("问单位人事：“我的岗位属于哪个职称系列、哪个专业？”"),
}


def _filing(assessment: Assessment, route: RouteResult, pack: Pack) -> list[Step]:
    # Whoever has to wait files under a later notice: this one's dates would mislead.
    closed = route.window is not None and route.window.status == "closed"
    if closed or possible_from(route) or without_work(route):
        watch = say("留意{bureau}新一年的通知，并先按下面的顺序准备。", bureau=pack.names.bureau.text)
        return [Step(say("现在"), watch, ""), *_filing_steps(assessment, route, pack, dated=False)]
    return _filing_steps(assessment, route, pack, dated=True)


def _after_filing(route: RouteResult, as_of: dt.date, pack: Pack) -> list[Step]:
    """What goes on for those who have applied in time, once the window has closed."""
    if route.route != "junior_review" or possible_from(route) or without_work(route):
        return []
    return [
        _dated_step(event, say("已经按时申报的：{what}", what=_closed(_what(event, pack))), as_of, dated=True)
        for event in pack.afterwards(as_of)
    ]


def _what(event: Event, pack: Pack) -> Text:
    """What is to be done, with the place where the calendar has none."""
    if event.id == "review_papers":
        return say("把纸质材料交到{address}。", address=pack.contact.address.text)
    if event.id == "unit_check":
        return say("请单位和主管部门审核完。")
    return event.what.text


def _closed(what: Text) -> Text:
    """``what`` with one full stop at its end."""
    return Text(f"{what.zh.removesuffix('。')}。", f"{what.en.removesuffix('.')}.")


def _filing_steps(assessment: Assessment, route: RouteResult, pack: Pack, *, dated: bool) -> list[Step]:
    employment = next((f.actual for f in route.findings if f.criterion == "employment"), None)
    freelancer = employment == Employment.FREELANCER
    before = say("申报前")
    offices = {"bureau": pack.names.bureau.text, "office": pack.contact.office.text}
    steps = []
    if route.route == "initial_recognition":
        steps.append(
            Step(
                before,
                join(
                    [
                        pack.recognition.papers.text,
                        say(
                            "向{office}要表格和材料清单，顺便问要不要审验学时，通知没有写。",
                            office=pack.contact.office.text,
                        ),
                    ]
                ),
                "2.3",
            )
        )
    if route.route == "junior_review":
        steps.append(Step(before, _hours_verified(employment, pack), "3.3"))
        committee = COMMITTEE_NAMES[route.committee or "engineering"]
        filing = say(
            "登录{platform}申报，选{district}的初级评审委员会（{committee}，全称以平台为准），并签诚信承诺。",
            platform=pack.contact.platform.text,
            district=pack.names.district.text,
            committee=committee,
        )
        for event in pack.calendar:
            if event.route == route.route:
                what = filing if event.id == "review_online" else _what(event, pack)
                if event.id == "unit_check" and freelancer:
                    what = say("没有单位的，由谁审核，先问{office}。", office=offices["office"])
                step = _dated_step(event, what, assessment.as_of, dated=dated)
                if what is filing:
                    step = replace(step, needs_chinese=True, also=("3.4", "4.3"))
                steps.append(step)
                if event.id == "review_online" and not freelancer:
                    steps.append(_publicity(route, pack))
    else:
        if not freelancer:
            steps.append(_publicity(route, pack))
        for event in pack.calendar:
            if event.route == route.route and route.window is not None:
                what = say("不在网上办：把纸质材料交到{bureau}。交到哪个房间，先问{office}。", **offices)
                steps.append(_dated_step(event, what, assessment.as_of, dated=dated))
        after = (
            say("{city_bureau}审批中级职称。", city_bureau=pack.names.city_bureau.text)
            if route.approver == "city"
            else say("{bureau}审批初级职称。", bureau=pack.names.bureau.text)
        )
        if route.approver:
            steps.append(Step(say("之后"), after, "2.3"))
    return steps


def _publicity(route: RouteResult, pack: Pack) -> Step:
    """What the employer posts for colleagues to see. The days are written for review, and usual in recognition."""
    days = pack.publicity_days
    what = (
        say_n("请单位审查，再把您的基本情况、评审材料和考核结果在单位内公示，不少于 {n} 个工作日。", days)
        if route.route == "junior_review"
        else say_n("请单位审查，再把您的基本情况、申报材料和考核结果在单位内公示，一般不少于 {n} 个工作日。", days)
    )
    return Step(say("单位审查后、上报前"), what, "n40", also=("4.1",))


def _hours_verified(employment: Any, pack: Pack) -> Text:
    """Who registers the hours of whom, and how they come to be verified."""
    bureau, office = pack.names.bureau.text, pack.contact.office.text
    if employment == Employment.FREELANCER:
        return say(
            "没有单位的，学时由谁登记、由谁送{bureau}审验，通知没有写，先问{office}。", bureau=bureau, office=office
        )
    registered = (
        say("登记学时：公需科目找人社部门，专业科目找主管部门。")
        if employment == Employment.PUBLIC_INSTITUTION
        else say("登记学时：公需科目找人社部门，专业科目找主管部门；民营企业的两科都找当地人社部门。")
    )
    return join([say("请单位人事把总学时报送{bureau}审验。", bureau=bureau), registered])


def _verified_here(pack: Pack) -> Step:
    """The total of those whom the city reviews need not be taken to the city."""
    what = say("由市里组织评审的，继续教育总学时也可以送{bureau}审验，不用到市里。", bureau=pack.names.bureau.text)
    return Step(say("申报前"), what, "3.3")


def _dated_step(event: Event, what: Text, as_of: dt.date, *, dated: bool) -> Step:
    if not dated and event.ends_only:
        return Step(say("当年通知的日期（这份通知是到 {day}为止）", day=event.closes), what, event.clause)
    if not dated:
        span = say("当年通知的日期（这份通知是 {opens}至 {closes}）", opens=event.opens, closes=event.closes)
        return Step(span, what, event.clause)
    if event.ends_only:
        return Step(say("到 {day}为止", day=event.closes), what, event.clause, event.closes < as_of)
    return Step(
        say("{opens}至 {closes}", opens=event.opens, closes=event.closes), what, event.clause, event.closes < as_of
    )
