"""What to do next, in order, with dates and place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from logic.advice.publicity import CLAUSE, how_long, of_a_freelancer, publicity, remind
from logic.advice.route_words import other_ways
from logic.advice.standing import (
    barring,
    file_from,
    left_open,
    obstacles,
    waits_until,
    without_work,
    years_complete,
)
from logic.facts import Employment, known
from logic.findings import Assessment, FindingVerdict, RouteResult, Verdict
from logic.labels import fact_names
from logic.pack import Event, Pack
from logic.routes import clause_of
from logic.words.language import Text, join, say, say_n


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: when, what, and the clause that says so; empty where none does."""

    when: Text
    what: Text
    clause: str = ""
    past: bool = False
    # Further clauses that it rests on.
    also: tuple[str, ...] = ()
    # A question to put to an office, or words to look for on a Chinese site: an English reader needs the Chinese too.
    needs_chinese: bool = False


_NOW = say("现在")
# The notice asks for publicity; for how long stands in another rule.
_ASKED_BY = ("4.1",)


def next_steps(assessment: Assessment, pack: Pack) -> tuple[Step, ...]:
    """What to do, in order: what can be done today, what has to be waited for, then the filing with its dates.

    Once the window has closed, what goes on for those who have filed stands first.
    """
    route = assessment.route
    if assessment.verdict is Verdict.INELIGIBLE:
        return _after_refusal(assessment, pack)
    if without_work(route):
        return _until_there_is_work(route, pack)
    steps = [*_already_filed(route, assessment.as_of, pack)]
    # Beside what is known to be lacking, too: an applicant who mends only that comes back for the next.
    mending = [*_finding_out(_open_facts(assessment), route, pack), *_mending(route)]
    steps += [step for step in mending if step.when == _NOW]
    if left_open(route):
        steps.append(Step(_NOW, say("把“一次问清”里的问题问清楚，问完再决定怎么报。")))
    later = [step for step in mending if step.when != _NOW]
    if route.window is None and route.route != "initial_recognition":
        return (*steps, *later, *_beyond(route, pack))
    day = years_complete(route)
    in_time = day is None or (route.window is not None and pack.catches(route.route, day) is not None)
    if not in_time or (route.window is not None and route.window.status == "closed"):
        # An applicant who has to wait files under a later notice: this one's dates would mislead.
        watch = say("留意{bureau}新一年的通知，并先按下面的顺序准备。", bureau=pack.names.bureau.text)
        return (*steps, Step(_NOW, watch), *later, *_filing(assessment, pack, dated=False))
    filing = _filing(assessment, pack, dated=True)
    # A publicity that is late is seen to first.
    at_once = [step for step in filing if step.when == _NOW]
    return (*at_once, *steps, *later, *(step for step in filing if step.when != _NOW))


def _after_refusal(assessment: Assessment, pack: Pack) -> tuple[Step, ...]:
    route, office = assessment.route, pack.contact.office.text
    ways = other_ways(assessment)
    asks = {f.ask: f for f in (*barring(route), *ways) if f.ask}
    steps = [Step(_NOW, ask, f.clause, also=f.also, needs_chinese=True) for ask, f in asks.items()]
    for committee in filter(None, (other.committee for other in assessment.routes if ways)):
        reviewing = pack.review.committees[committee]
        if reviewing.if_refused is not None:
            asked = pack.named(reviewing.if_refused.text)
            steps.append(Step(_NOW, asked, reviewing.if_refused_clause, needs_chinese=True))
    doubt = say("如果觉得与您的情况不符，先核对回答，再问{office}，也可以来信、来访反映。", office=office)
    return (*steps, Step(_NOW, doubt, "4.5"))


def _until_there_is_work(route: RouteResult, pack: Pack) -> tuple[Step, ...]:
    """Who has no work yet has no unit to ask and nothing to file: no dates."""
    steps = [
        Step(_NOW, found.remedy, found.clause)
        for found in obstacles(route)
        if found.criterion == "employment" and found.remedy
    ]
    if left_open(route):
        steps.append(Step(_NOW, say("想早作准备，可以先把“一次问清”里的问题问清楚。")))
    return (*steps, Step(say("入职以后"), say("看{bureau}当年的通知，再来这里查一遍。", bureau=pack.names.bureau.text)))


# --- what is open or lacking -----------------------------------------------------------------------------------


def _mending(route: RouteResult) -> list[Step]:
    """What cures what does not hold; what time alone cures is nothing to do."""
    steps = []
    for found in obstacles(route):
        if found.verdict is FindingVerdict.NOT_MET and found.remedy and not found.available_from:
            # The unit assesses at the end of probation, when the years are complete.
            day = years_complete(route) if found.criterion in ("assessment", "level") else None
            steps.append(Step(say("{day}起", day=day) if day else _NOW, found.remedy, found.clause))
    return steps


def _open_facts(assessment: Assessment) -> tuple[str, ...]:
    """What to find out: where the way is clear only what it asks for, else first that, then what the others ask for.

    The unit's assessment is no question yet where probation is not over.
    """
    route = assessment.route
    if assessment.verdict is not Verdict.INCOMPLETE:
        return route.missing
    waits = {"unit_assessment_passed"} if any(years_complete(other) for other in assessment.routes) else set()
    others = (field for field in assessment.missing if field not in {*route.missing, *waits})
    return (*route.missing, *others)


def _finding_out(fields: tuple[str, ...], route: RouteResult, pack: Pack) -> list[Step]:
    """How to find out what is still open: whom to ask, and in one step what one only has to answer."""
    plain = [field for field in fields if field not in _WHERE_TO_ASK]
    steps = []
    if plain:
        steps.append(Step(_NOW, say("还要回答：{facts}。", facts=fact_names(plain)), clause_of(plain[0], pack)))
    for field in fields:
        if field in _WHERE_TO_ASK:
            # Probation is assessed at its end.
            waits = years_complete(route) if field == "unit_assessment_passed" else None
            when = say("{day}起", day=waits) if waits else _NOW
            what = _WHERE_TO_ASK["hours_so_far" if field == "hours" and _untitled(route) else field]
            steps.append(Step(when, pack.named(what), clause_of(field, pack), needs_chinese=True))
    return steps


def _untitled(route: RouteResult) -> bool:
    """Whether there is no title, and so no appointment period yet."""
    return any(f.criterion == "same_series" and f.actual == "none" for f in route.findings)


_WHERE_TO_ASK = {
    "hours_so_far": say("问单位人事，或登记学时的部门：“我每年登记了多少学时？”问到了填进来。"),
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


# --- filing ----------------------------------------------------------------------------------------------------


def _already_filed(route: RouteResult, as_of: dt.date, pack: Pack) -> list[Step]:
    """What goes on for those who have applied in time, once the window has closed."""
    if route.route != "junior_review" or waits_until(route):
        return []
    steps = []
    found = publicity(route, pack)
    afterwards = pack.afterwards(as_of)
    if afterwards and found and found.begin_by and as_of <= found.ends_by:
        if found.passed(as_of):
            what = remind(found, as_of, as_of, pack).whole
            steps.append(Step(_NOW, say("已经按时申报的：{what}", what=what), CLAUSE, also=_ASKED_BY))
        else:
            what = _posting(route, how_long(found))
            steps.append(Step(_begin(found.begin_by), say("已经按时申报的：{what}", what=what), CLAUSE, also=_ASKED_BY))
    for event in afterwards:
        what = say("已经按时申报的：{what}", what=_what(event, pack))
        steps.append(_dated_step(event, what, as_of, dated=True))
    return steps


def _posting(route: RouteResult, how_long: Text) -> Text:
    """What the employer posts, in the words of each: what is reviewed, what is filed."""
    if route.route == "junior_review":
        return say("请单位审查，再把您的基本情况、评审材料和考核结果在单位内公示，{how_long}。", how_long=how_long)
    return say("请单位审查，再把您的基本情况、申报材料和考核结果在单位内公示，{how_long}。", how_long=how_long)


def _begin(day: dt.date) -> Text:
    return say("最迟 {day}开始", day=day)


def _what(event: Event, pack: Pack) -> Text:
    """What is to be done, with the place where the calendar has none."""
    match event.id:
        case "review_papers":
            return say("把纸质材料交到{address}。", address=pack.contact.address.text)
        case "unit_check":
            return say("请单位和主管部门审核完。")
    what = event.what.text
    return Text(f"{what.zh.removesuffix('。')}。", f"{what.en.removesuffix('.')}.")


def _filing(assessment: Assessment, pack: Pack, *, dated: bool) -> list[Step]:
    if assessment.route.route == "initial_recognition":
        return _filing_for_recognition(assessment, pack, dated=dated)
    return _filing_for_review(assessment, pack, dated=dated)


def _round(route: RouteResult, pack: Pack) -> tuple[Event, ...]:
    """The steps of the round to file in: the one that counts now, or a later one for whose years it is too early."""
    if route.window is None:
        return ()
    day = years_complete(route)
    later = pack.catches(route.route, day) if day else None
    return pack.steps(route.route, (later or route.window).opens)


def _first(route: RouteResult, pack: Pack) -> dt.date | None:
    """The day from which this person can file in that round."""
    day = years_complete(route)
    later = pack.catches(route.route, day) if day and route.window else None
    return max(day, later.opens) if day and later else file_from(route)


def _filing_for_recognition(assessment: Assessment, pack: Pack, *, dated: bool) -> list[Step]:
    route = assessment.route
    bureau, office = pack.names.bureau.text, pack.contact.office.text
    forms = say("向{office}要表格和材料清单，顺便问要不要审验学时，通知没有写。", office=office)
    recognition = known(pack.recognition)
    steps = [Step(say("申报前"), join([forms, recognition.papers.text]), "2.3")]
    if route.window is None and route.approver == "city":
        ask = say("问{office}：“中级职称的认定材料什么时候交，交到哪里？”", office=office)
        steps.append(Step(say("申报前"), ask, "2.3", needs_chinese=True))
    if not of_a_freelancer(route):
        steps.append(_publicity_step(assessment, pack, dated=dated))
    if route.window is not None:
        what = say("不在网上办：把纸质材料交到{bureau}。交到哪个房间，先问{office}。", bureau=bureau, office=office)
        if recognition.by == "online":
            what = say("登录{platform}申报。", platform=pack.contact.platform.text)
        steps += [
            _dated_step(event, what, assessment.as_of, dated=dated, first=_first(route, pack))
            for event in _round(route, pack)
        ]
    if route.approver:
        granting = pack.approver(route.approver)
        steps.append(Step(say("之后"), say("等{bureau}审批。", bureau=granting), "2.3"))
    return steps


def _filing_for_review(assessment: Assessment, pack: Pack, *, dated: bool) -> list[Step]:
    route, alone = assessment.route, of_a_freelancer(assessment.route)
    office = pack.contact.office.text
    steps = [Step(say("申报前"), _hours_verified(route, pack), "3.3")]
    for event in _round(route, pack):
        what, first = _what(event, pack), None
        if event.id == "review_online":
            what = _handing_in(pack.committee_name(route.committee or ""), pack)
            first = _first(route, pack)
        if event.id == "unit_check" and alone:
            what = say("没有单位的，由谁审核，先问{office}。", office=office)
        step = _dated_step(event, what, assessment.as_of, dated=dated, first=first)
        if event.id != "review_online":
            steps.append(step)
            continue
        steps.append(replace(step, needs_chinese=True, also=("3.4", "4.3")))
        if not alone:
            steps.append(_publicity_step(assessment, pack, dated=dated))
    return steps


def _handing_in(committee: Text, pack: Pack) -> Text:
    """How one files for review."""
    district = pack.names.district.text
    if pack.review.by == "paper":
        return say(
            "把申报材料交到{address}，写明报{district}的初级评审委员会（{committee}），并签诚信承诺。",
            address=pack.contact.address.text,
            district=district,
            committee=committee,
        )
    return say(
        "登录{platform}申报，选{district}的初级评审委员会（{committee}，全称以平台为准），并签诚信承诺。",
        platform=pack.contact.platform.text,
        district=district,
        committee=committee,
    )


def _hours_verified(route: RouteResult, pack: Pack) -> Text:
    """Who registers the hours of whom, and how they come to be verified."""
    bureau, office = pack.names.bureau.text, pack.contact.office.text
    if of_a_freelancer(route):
        return say(
            "没有单位的，学时由谁登记、由谁送{bureau}审验，通知没有写，先问{office}。", bureau=bureau, office=office
        )
    employment = next((f.actual for f in route.findings if f.criterion == "employment"), None)
    public = employment == Employment.PUBLIC_INSTITUTION
    registered = pack.named((pack.hours_registered.public if public else pack.hours_registered.others).text)
    return join([say("请单位人事把总学时报送{bureau}审验。", bureau=bureau), registered])


def _publicity_step(assessment: Assessment, pack: Pack, *, dated: bool) -> Step:
    route, as_of = assessment.route, assessment.as_of
    found = publicity(route, pack) if dated else None
    first = file_from(route)
    if found is not None and first is not None:
        reminder = remind(found, as_of, first, pack)
        if reminder.ask is not None:
            return Step(_NOW, reminder.ask, CLAUSE, also=_ASKED_BY)
        if found.begin_by is not None:
            return Step(_begin(found.begin_by), _posting(route, how_long(found)), CLAUSE, also=_ASKED_BY)
        return Step(say("单位审查后、上报前"), reminder.text, CLAUSE, also=_ASKED_BY)
    days = pack.publicity_days
    usual = route.route == "initial_recognition"
    how = say_n("一般不少于 {n} 个工作日", days) if usual else say_n("不少于 {n} 个工作日", days)
    return Step(say("单位审查后、上报前"), _posting(route, how), CLAUSE, also=_ASKED_BY)


def _dated_step(
    event: Event,
    what: Text,
    as_of: dt.date,
    *,
    dated: bool,
    first: dt.date | None = None,
) -> Step:
    """A step of the notice's calendar; ``first``: the day from which this person can take it."""
    past = dated and event.closes < as_of
    if event.all_year:
        return Step(say("{day}起", day=first) if first and first > as_of else say("全年都可以"), what, event.clause)
    if not dated and event.ends_only:
        return Step(say("当年通知的日期（这份通知是到 {day}为止）", day=event.closes), what, event.clause)
    if not dated:
        span = say("当年通知的日期（这份通知是 {opens}至 {closes}）", opens=event.opens, closes=event.closes)
        return Step(span, what, event.clause)
    if event.ends_only or first == event.closes:
        until = say("到 {day}为止", day=event.closes) if event.ends_only else say("只有 {day}这一天", day=event.closes)
        return Step(until, what, event.clause, past)
    opens = max(event.opens, first or event.opens)
    return Step(say("{opens}至 {closes}", opens=opens, closes=event.closes), what, event.clause, past)


def _beyond(route: RouteResult, pack: Pack) -> list[Step]:
    """Beside what to ask of a route that is not the notice's own."""
    if route.route != "higher_review" or pack.hours_registered.beyond is None:
        return []
    return [Step(say("申报前"), pack.named(pack.hours_registered.beyond.text), "3.3")]
