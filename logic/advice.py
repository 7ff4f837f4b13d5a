"""What an assessment means for the person: the one sentence, what stands in the way, the next steps, the other routes.

Everything here is read off the assessment and the pack; nothing is judged a second time.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from logic.criteria.base import weight
from logic.findings import WEIGHT, Assessment, Finding, Level, Outcome, RouteResult, Verdict, Window
from logic.labels import COMMITTEE_NAMES, CRITERION_NAMES, LEVEL_NAMES, ROUTE_NAMES, VERDICT_NAMES, fact_names, listed
from logic.language import Text, join, say, say_n
from logic.pack import Event, Pack, Specialty
from logic.routes import CLAUSE_OF


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: when, what, and the clause behind it."""

    when: Text
    what: Text
    clause: str
    past: bool = False
    # A question to put to an office, or words to look for on a Chinese site: an English reader needs the Chinese too.
    needs_chinese: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another route, and why it is better or worse than the recommended one."""

    route: RouteResult
    why: Text


def obstacles(route: RouteResult) -> tuple[Finding, ...]:
    """What stands in the way or is open, the weightiest first."""
    return tuple(sorted((f for f in route.findings if weight(f) >= WEIGHT[Verdict.CONFIRM]), key=lambda f: -weight(f)))


def reasons(assessment: Assessment) -> tuple[Finding, ...]:
    """What to tell beside the answer: what stands in the way or is open; after a refusal only what bars.

    Nothing where a single reason bars: :func:`subline` has told it.
    """
    found = obstacles(assessment.route)
    if assessment.verdict is not Verdict.INELIGIBLE:
        # One open answer may leave several criteria open, and is told once.
        first: dict[str, Finding] = {}
        for finding in found:
            first.setdefault(finding.text.zh, finding)
        return tuple(first.values())
    barring = tuple(f for f in found if f.barring)
    return barring if len(barring) > 1 else ()


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
            return _named(_WAYS[route.route].answer or _WAYS[route.route].manner, pack)
        case Verdict.NOT_YET:
            if _without_work(route):
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
            if _only_hours_missing(route):
                if assessment.hours and assessment.hours.years:
                    return say("别的条件都符合，只差学时没填全。")
                return say("别的条件都符合，只差学时没填。")
            return say_n("还有 {n} 项信息要弄清，才能下结论。", len(assessment.missing or route.missing))
        case _:
            if _by_examination(route):
                return say("您这个系列的职称要通过全国统一考试取得，不用申报评审。")
            return say("按这份通知，您今年不能申报。")


def _by_examination(route: RouteResult) -> bool:
    return route.route == "examination" and bool(_barring(route)) and _barring(route)[0].criterion == "exam_series"


def word(assessment: Assessment) -> Text:
    """The verdict in a word, for the person: who earns the title by an examination is not forbidden anything."""
    if assessment.verdict is Verdict.INELIGIBLE and _by_examination(assessment.route):
        return say("不用申报")
    return VERDICT_NAMES[assessment.verdict]


def _named(text: Text, pack: Pack) -> Text:
    """A sentence kept in a table, with the names of this pack's offices filled in."""
    office, bureau = pack.contact.office, pack.names.bureau
    return Text(
        text.zh.format(office=office.zh, bureau=bureau.zh),
        text.en.format(office=office.en, bureau=bureau.en),
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """What is said of a route, short to long; what only a route without a level of its own needs is left out."""

    manner: Text
    # Beside a specialty that leads there.
    leads_to: Text | None = None
    answer: Text | None = None


_WAYS = {
    "initial_recognition": _Way(say("线下交材料，不用评审")),
    "junior_review": _Way(say("网上申报，评委会评审")),
    "entrusted_review": _Way(
        say("区里审核，委托别处评"),
        say("区里没有评委会，委托别处评审"),
        say("您可以通过{bureau}委托评审，安排要先问清。"),
    ),
    "department_review": _Way(
        say("时间看教育主管部门通知"),
        say("由教育主管部门组织"),
        say("您的职称由教育主管部门组织评审，安排要先问清。"),
    ),
    "examination": _Way(
        say("全国统一考试"),
        say("一般通过考试取得"),
        say("您的专业是考试取得还是可以评审，要先问清。"),
    ),
    "rural_review": _Way(
        say("先问清由谁组织"),
        say("乡村振兴人才评审，先问清"),
        say("您的专业走乡村振兴人才评审，安排要先问清。"),
    ),
    "brokerage_review": _Way(
        say("先问清由谁组织"),
        say("技术经纪评审，先问清"),
        say("您的专业走技术经纪评审，安排要先问清。"),
    ),
    "higher_review": _Way(
        say("看市里的通知"),
        answer=say("您已有助理级以上职称，下一步看市里的通知。"),
    ),
}


def _only_hours_missing(route: RouteResult) -> bool:
    return [f.criterion for f in obstacles(route)] == ["continuing_education"] and route.missing == ("hours",)


def _without_work(route: RouteResult) -> bool:
    return any(f.criterion == "employment" for f in route.findings if f.verdict is Outcome.NOT_MET)


def _barring(route: RouteResult) -> list[Finding]:
    return [f for f in route.findings if f.barring]


def subline(assessment: Assessment, pack: Pack) -> Text:
    """What the reader needs beside the answer: the dates against the day asked about, or the reason."""
    route = assessment.route
    if assessment.verdict is Verdict.INELIGIBLE:
        return _barring(route)[0].text
    if assessment.verdict is Verdict.INCOMPLETE and not _only_hours_missing(route):
        gone = assessment.missing or route.missing
        return say("还不清楚：{facts}。", facts=fact_names(gone))
    if _without_work(route):
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


def manner(route: RouteResult) -> Text | None:
    """How the route works, in a few words."""
    return _WAYS[route.route].manner if route.route in _WAYS else None


def leads_to(specialty: Specialty, pack: Pack) -> Text:
    """Which committee, or which other way, a specialty leads to."""
    series = pack.series[specialty.series]
    if specialty.committee:
        committee = COMMITTEE_NAMES[specialty.committee]
        if series.new:
            return say("归区里的{committee}评委会（新设专业，先问清）", committee=committee)
        return say("归区里的{committee}评委会", committee=committee)
    # Recognition is listed first, and never alone (the pack checks).
    return _WAYS[series.routes[-1]].leads_to or series.name.text


def committee(assessment: Assessment, specialty: Specialty | None, pack: Pack) -> tuple[Text, Text] | None:
    """Who reviews, and a word on it: when to choose this committee, or which other way it is. None: not known yet."""
    route = assessment.route
    if route.route == "higher_review":
        return say("由市里安排"), _WAYS[route.route].manner
    if assessment.committee:
        choose = say("走评审时选它") if route.committee is None else say("网上申报时选它")
        return COMMITTEE_NAMES[assessment.committee], choose
    if specialty is None:
        return None
    by_department = "department_review" in pack.series[specialty.series].routes
    return say("看教育主管部门") if by_department else say("不在区里"), leads_to(specialty, pack)


@dataclass(frozen=True, slots=True)
class Dates:
    """How a notice's dates stand on a day: a title, what to bear in mind, and whether that must not be overlooked."""

    title: Text
    text: Text | None
    warn: bool


def dates(pack: Pack, as_of: dt.date) -> Dates:
    """What whoever begins should know of the notice's dates on ``as_of``."""
    over = pack.is_over(as_of)
    title = say("这一次的申报已经截止") if over else say("注意日期")
    if not pack.covers_day(as_of):
        text = say(
            "这份通知只管 {year} 年。{day}不在它的日期内，申报时间要看当年的通知；条件仍值得先对照。",
            year=pack.year,
            day=as_of,
        )
        return Dates(title, text, warn=True)
    if over:
        return Dates(title, say("条件仍值得对照，时间要看新的通知。"), warn=True)
    return Dates(say("正在按 {day}查看", day=as_of), None, warn=False)


def day_to_try(pack: Pack) -> dt.date:
    """A day within the windows, for whoever wants to see how it works while they are closed."""
    window = pack.review.window
    return min(window.opens + dt.timedelta(days=3), window.closes)


# --- next steps ------------------------------------------------------------------------------------------------


def next_steps(assessment: Assessment, pack: Pack) -> tuple[Step, ...]:
    """What to do, in order, with dates and place."""
    route = assessment.route
    now = say("现在")
    steps: list[Step] = []
    if assessment.verdict is Verdict.INELIGIBLE:
        asks = [
            Step(now, finding.ask, finding.clause, needs_chinese=True) for finding in _barring(route) if finding.ask
        ]
        doubt = say("如果觉得与您的情况不符，先核对回答，再问{office}。", office=pack.contact.office.text)
        return (*asks, Step(now, doubt, _barring(route)[0].clause))
    # Beside what is known to be lacking, too: whoever mends only that comes back for the next. Where the way is clear,
    # only what this way asks for.
    still_open = assessment.missing if assessment.verdict is Verdict.INCOMPLETE else ()
    # Who has no work yet has nobody to ask, and all of it will be another's to tell.
    if not _without_work(route):
        steps += _finding_out(still_open or route.missing, route, now, pack)
    for finding in obstacles(route):
        if finding.verdict is Outcome.NOT_MET and finding.remedy:
            first = say("{day}起", day=finding.available_from) if finding.available_from else now
            steps.append(Step(first, finding.remedy, finding.clause))
        elif finding.ask:
            steps.append(Step(now, finding.ask, finding.clause, needs_chinese=True))
    if route.window is not None or route.route == "initial_recognition":
        steps += _filing(assessment, route, pack)
    # What can be done today stands first; a day to wait for comes before what is filed on it.
    return tuple(sorted(steps, key=lambda step: step.when != now))


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
            steps.append(Step(when, _named(_WHERE_TO_ASK[field], pack), CLAUSE_OF[field], needs_chinese=True))
    return steps


_WHERE_TO_ASK = {
    "hours": say("查清最近一个任职周期每年登记的学时，填进来：问单位人事，或登记学时的部门。"),
    "full_time_recognised": say("问{office}：“我的学历（例如国外取得的）能办初次认定吗？要什么证明？”"),
    "under_contract": say("问单位人事：“我签的是劳动合同还是聘用合同？如果是劳务派遣，该由哪个单位申报？”"),
    "unit_assessment_passed": say("问单位人事：“我见习期满的考核合格了吗？有书面意见吗？”"),
    "in_technical_post": say("问单位人事：“我的岗位是专业技术岗位吗？”"),
    "post_vacancy": say("问单位人事：“岗位结构比例内，有我要申报的空岗吗？”"),
    "disciplinary_period": say("问单位人事：“我有没有还没期满的处分？”"),
    "major_related": say("问{office}：“我学的专业和现在的工作，算一致或相近吗？”"),
    "specialty": say("问单位人事：“我的岗位属于哪个职称系列、哪个专业？”"),
}


def _filing(assessment: Assessment, route: RouteResult, pack: Pack) -> list[Step]:
    # Whoever has to wait files under a later notice: this one's dates would mislead.
    if possible_from(route) or (route.window is not None and route.window.status == "closed"):
        return [
            *_after_filing(route, assessment.as_of, pack),
            Step(
                say("现在"),
                say("留意{bureau}新一年的通知，并先按下面的顺序准备。", bureau=pack.names.bureau.text),
                "4.6",
            ),
            *_filing_steps(assessment, route, pack, dated=False),
        ]
    return _filing_steps(assessment, route, pack, dated=True)


def _after_filing(route: RouteResult, as_of: dt.date, pack: Pack) -> list[Step]:
    """What goes on for those who have applied in time, once the window has closed."""
    if route.route != "junior_review" or possible_from(route):
        return []
    return [
        _dated_step(event, say("已经按时申报的：{what}", what=_closed(_what(event, pack))), as_of, dated=True)
        for event in pack.afterwards(as_of)
    ]


def _what(event: Event, pack: Pack) -> Text:
    """What is to be done, with the place where the calendar has none."""
    if event.id == "review_papers":
        return say("把纸质材料交到{address}。", address=pack.contact.address.text)
    return event.what.text


def _closed(what: Text) -> Text:
    """``what`` with one full stop at its end."""
    return Text(f"{what.zh.removesuffix('。')}。", f"{what.en.removesuffix('.')}.")


def _filing_steps(assessment: Assessment, route: RouteResult, pack: Pack, *, dated: bool) -> list[Step]:
    freelancer = any(f.criterion == "employment" and f.actual == "freelancer" for f in route.findings)
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
    publicity = Step(
        say("单位审查后、上报前"),
        say_n("请单位审查材料，并在单位内公示，不少于 {n} 个工作日。", pack.publicity_days),
        "4.1",
    )
    if route.route == "junior_review":
        steps.append(
            Step(
                before,
                say("没有单位的，学时由谁送{bureau}审验，通知没有写，先问{office}。", **offices)
                if freelancer
                else say("由培训基地、单位和主管部门把学时统一送{bureau}审验。", bureau=pack.names.bureau.text),
                "3.3",
            )
        )
        committee = COMMITTEE_NAMES[route.committee or "engineering"]
        filing = say(
            "登录{platform}申报，评审委员会选“{committee}”，并签诚信承诺。",
            platform=pack.contact.platform.text,
            committee=committee,
        )
        for event in pack.calendar:
            if event.route == route.route:
                what = filing if event.id == "review_online" else _what(event, pack)
                if event.id == "unit_check" and freelancer:
                    what = say("没有单位的，由谁审核，先问{office}。", office=offices["office"])
                step = _dated_step(event, what, assessment.as_of, dated=dated)
                steps.append(replace(step, needs_chinese=what is filing))
                if event.id == "review_online" and not freelancer:
                    steps.append(publicity)
    else:
        if not freelancer:
            steps.append(publicity)
        for event in pack.calendar:
            if event.route == route.route and route.window is not None:
                what = say(
                    "把纸质材料交到{bureau}，这份通知要求线下交。交到哪个房间，先问{office}。",
                    bureau=pack.names.bureau.text,
                    office=pack.contact.office.text,
                )
                steps.append(_dated_step(event, what, assessment.as_of, dated=dated))
        after = (
            say("{city_bureau}审批中级职称。", city_bureau=pack.names.city_bureau.text)
            if route.approver == "city"
            else say("{bureau}审批初级职称。", bureau=pack.names.bureau.text)
        )
        if route.approver:
            steps.append(Step(say("之后"), after, "2.3"))
    return steps


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


# --- the other routes ------------------------------------------------------------------------------------------


def alternatives(assessment: Assessment) -> tuple[Alternative, ...]:
    """Every route but the recommended one, with the reason it stands behind."""
    best = assessment.route
    return tuple(Alternative(route, _why(route, best)) for route in assessment.routes if route.route != best.route)


def _why(route: RouteResult, best: RouteResult) -> Text:
    if route.verdict is best.verdict is Verdict.ELIGIBLE:
        if route.level == best.level and best.route == "initial_recognition":
            return say("这条途径也可以，层级一样；但要经评委会评审，不如初次认定直接。")
        return say("这条途径也可以，但层级是{level}，低一些。", level=level_name(route.level))
    if route.verdict is best.verdict is Verdict.INELIGIBLE and _barring(route) == _barring(best):
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
        case Verdict.CONFIRM:
            return join([say("要先问清：{names}。", names=names), heavy[0].text])
        case _:
            return say("这条途径可以。")
