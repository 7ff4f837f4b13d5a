"""The plan in words: what to do by when, what follows, and how surely each time is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from logic.advice.publicity import CLAUSE as PUBLICITY
from logic.advice.publicity import how_long, publicity, remind
from logic.advice.route_words import manner
from logic.advice.standing import barring, can_file, goal, left_open
from logic.advice.two_paths import first_title
from logic.dates import after_years
from logic.facts import Applicant
from logic.findings import Assessment, Verdict
from logic.hours import in_hours
from logic.labels import CRITERION_NAMES, ROUTE_NAMES, listed, within
from logic.pack import Pack
from logic.plan.changes import Change
from logic.plan.openings import FARTHEST_YEARS, Opening, better, openings
from logic.plan.paths import Path, Stage, paths
from logic.plan.rounds import Round, Sure
from logic.plan.study import Year
from logic.routes import clause_of
from logic.words.language import Text, join, say, say_n, written_date


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the way. ``far``: it follows only once a stage before it is done.

    ``first`` and ``last`` are the days it stands for, where this notice or the rules name them.
    """

    when: Text
    what: Text
    clause: str = ""
    far: bool = False
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PathInWords:
    """One path in words: a heading, why it stands so, its lines, and what taking it means."""

    path: Path
    heading: Text
    why: Text
    lines: tuple[Line, ...]
    means: Text | None


@dataclass(frozen=True, slots=True)
class Move:
    """Changes that were tried together, and what the rules then say of each route that they open."""

    what: Text
    effects: tuple[Text, ...]
    found: Opening


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan of one person on one day."""

    ways: tuple[PathInWords, ...]
    moves: tuple[Move, ...]
    # What to bear in mind of all times stated as "around"; None where this notice names them all.
    sureness: Text | None

    @property
    def heading(self) -> Text:
        """What stands above it."""
        return say("您的两条路") if len(self.ways) > 1 else say("从今天起，怎么走")

    @property
    def summary(self) -> Text:
        """What it comes to, in a sentence or two."""
        if not self.ways:
            return say("按现在的回答，还看不出哪天走得通。先看结果里要解决、要补充的，补上以后再来看。")
        headings = [way.heading for way in self.ways]
        if len(headings) == 1:
            return self.ways[0].why
        return say(
            "{one}。也可以等：{other}。两条路不一样，由您和单位定。",
            one=headings[0],
            other=Text(headings[1].zh, within(headings[1].en)),
        )

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.ways or self.moves)


def plan_of(applicant: Applicant, assessment: Assessment, pack: Pack) -> Plan:
    """The ways from today and what would change the answer; empty where no way is known."""
    ways = tuple(_way(path, pack, assessment.as_of) for path in paths(applicant, assessment, pack))
    about = any(stage.sure is Sure.ABOUT for way in ways for stage in way.path.stages)
    return Plan(ways, moves(applicant, assessment, pack), _sureness(pack) if about else None)


def looks_ahead(assessment: Assessment) -> bool:
    """Whether a plan can have something to say: a refusal that ends with the year is one for this year only."""
    bars = {finding.criterion for finding in barring(assessment.route)}
    return assessment.verdict is not Verdict.INELIGIBLE or bars == {"one_application"}


def _sureness(pack: Pack) -> Text:
    return say("{year} 年的日期是最近一次知道的；往后的只说“大约”，以当年的通知为准。", year=pack.year)


# --- the ways ------------------------------------------------------------------------------------------------------


def _way(path: Path, pack: Pack, as_of: dt.date) -> PathInWords:
    lines = [*_lines(path.first, pack, as_of)]
    for before, stage in zip(path.stages, path.stages[1:], strict=False):
        lines.append(_following(stage, before, pack))
    lines += _beyond(path)
    return PathInWords(
        path, _heading(path.first), _why(path.first, as_of), tuple(lines), first_title() if path.closes else None
    )


def _heading(stage: Stage) -> Text:
    route, title = ROUTE_NAMES[stage.opening.route], goal(stage.opening.result)
    if stage.level is None:
        return route
    name = Text(route.zh, within(route.en))
    if stage.round is None:
        return say("{route}，{title}", route=route, title=Text(title.zh, within(title.en)))
    title = Text(title.zh, within(title.en))
    if stage.sure is Sure.DATED:
        return say("这一次：{route}，{title}", route=name, title=title)
    return say("{year} 年：{route}，{title}", year=stage.round.year, route=name, title=title)


def _why(stage: Stage, as_of: dt.date) -> Text:
    if stage.ready > as_of:
        if stage.sure is Sure.DATED:
            return say("{day}条件才够，赶得上这一次", day=stage.ready)
        return say("{day}起条件才够", day=stage.ready)
    if stage.opening.changes:
        return say("做到下面的事，条件就够了")
    if stage.opening.result.verdict is Verdict.CONFIRM:
        return say("没有不符合的，但有事要先问清")
    return say("条件现在就够")


def _lines(stage: Stage, pack: Pack, as_of: dt.date) -> Iterator[Line]:
    """What to do for the next title, in the order of time."""
    result = stage.opening.result
    yield from _to_do(stage, pack, as_of)
    yield from (Line(_NOW, found.ask, found.clause) for found in left_open(result) if found.ask)
    if result.route == "higher_review" and "3.6" in pack.clauses:
        yield Line(say("职称是外地的"), say("单位可以先确认使用，也可以在省平台办确认；“双定向”和非国有的除外"), "3.6")
    if stage.ready > as_of:
        yield _ready(stage)
        yield from _assessed(stage, pack, from_day=True)
    if stage.round is None:
        yield Line(say("时间先问"), manner(result, pack) or ROUTE_NAMES[result.route], _clause(stage, pack))
    elif stage.sure is Sure.DATED:
        yield from sorted(_filing(stage, stage.round, pack, as_of), key=lambda line: line.last or as_of)
    else:
        how = manner(result, pack) or ROUTE_NAMES[result.route]
        what = [say("{how}；日期看那一年的通知。", how=how)]
        if stage.round.may_slip:
            what.append(say("条件够的那天离往年的截止很近，赶不赶得上，看那一年的通知。"))
        yield Line(stage.round.when, join(what), stage.round.known.clause)


def _clause(stage: Stage, pack: Pack) -> str:
    """The clause behind a route without days of its own."""
    route = stage.opening.route
    way = pack.other_route(route)
    if way is not None:
        return way.clause
    person = stage.opening.person
    series = pack.by_id[person.specialty].series if person.specialty else ""
    elsewhere = pack.recognition.dates_elsewhere.get(series) if pack.recognition else None
    return elsewhere.clause if elsewhere else "2.3" if route == "initial_recognition" else "4.6"


def _to_do(stage: Stage, pack: Pack, as_of: dt.date) -> Iterator[Line]:
    waits = stage.ready > as_of
    hours: tuple[Year, ...] = ()
    for change in stage.opening.changes:
        if change.field == "hours":
            hours = change.years
        elif change.field == "unit_assessment_passed":
            if not waits:
                yield from _assessed(stage, pack, from_day=False)
        else:
            yield Line(_NOW, _in_words(change))
    for year in hours:
        yield _study(year, stage, as_of)
    if not hours and stage.sure is Sure.ABOUT:
        yield Line(say("每年"), _norms(pack), "3.3")


def _assessed(stage: Stage, pack: Pack, *, from_day: bool) -> Iterator[Line]:
    if any(change.field == "unit_assessment_passed" for change in stage.opening.changes):
        when = say("{day}起", day=stage.ready) if from_day else _NOW
        clause = clause_of("unit_assessment_passed", pack)
        yield Line(when, say("请单位考核，拿到合格的意见"), clause, first=stage.ready if from_day else None)


def _study(year: Year, stage: Stage, as_of: dt.date) -> Line:
    if not year.ahead:
        what = say(
            "查 {year} 年登记的学时：要有{amounts}", year=year.year, amounts=amounts(year.general, year.professional)
        )
        return Line(_NOW, what, "3.3")
    what = say("再学{amounts}，并登记", amounts=amounts(year.more_general, year.more_professional))
    if stage.round is not None and stage.round.year == year.year:
        return Line(say("申报前（{year} 年）", year=year.year), what, "3.3")
    return Line(say("{year} 年底前", year=year.year), what, "3.3", last=dt.date(year.year, 12, 31))


def amounts(general: int, professional: int) -> Text:
    """Both subjects, or the one that is lacking."""
    parts = []
    if general:
        parts.append(say_n("公需科目 {n} 学时", in_hours(general)))
    if professional:
        parts.append(say_n("专业科目 {n} 学时", in_hours(professional)))
    return join(parts, zh="、", en=" and ")


def _norms(pack: Pack) -> Text:
    return say(
        "按年学够公需科目 {general}、专业科目 {professional} 学时",
        general=pack.hours.general,
        professional=pack.hours.professional,
    )


def _ready(stage: Stage) -> Line:
    """From when the conditions hold, and what makes it so."""
    title = goal(stage.opening.result)
    clause = next((f.clause for f in stage.opening.result.findings if f.fulfilled_on == stage.ready), "")
    if clause:
        what = say("{title}要的年限满了", title=title)
    elif any(change.field == "hours" for change in stage.opening.changes):
        what = say("新一年的学时可以算进来")
    else:
        what = say("新的一年，可以重新申报")
    return Line(_day(stage.ready), what, clause, first=stage.ready, last=stage.ready)


def _day(day: dt.date) -> Text:
    return Text(written_date(day, "zh"), written_date(day, "en"))


def _filing(stage: Stage, coming: Round, pack: Pack, as_of: dt.date) -> Iterator[Line]:
    """This notice's own days, with the last day to begin publicity."""
    result = stage.opening.result
    posting = publicity(result, pack)
    if posting is not None and posting.begin_by is not None:
        if posting.passed(as_of) or posting.begin_by < coming.begins:
            yield Line(_NOW, remind(posting, as_of, coming.begins, pack).whole, PUBLICITY)
        else:
            what = say("请单位审查并公示，{how_long}", how_long=how_long(posting))
            when = say("最迟 {day}开始", day=posting.begin_by)
            yield Line(when, what, PUBLICITY, last=posting.begin_by)
    for event in pack.steps(result.route, coming.known.opens):
        opens = max(event.opens, coming.begins)
        when = (
            say("到 {day}为止", day=event.closes)
            if event.ends_only or opens >= event.closes
            else say("{opens}至 {closes}", opens=opens, closes=event.closes)
        )
        yield Line(when, event.what.text, event.clause, first=min(opens, event.closes), last=event.closes)


def _following(stage: Stage, before: Stage, pack: Pack) -> Line:
    title = goal(stage.opening.result)
    what = [
        say(
            "再走{route}，对应职称是{title}。",
            route=Text(ROUTE_NAMES[stage.opening.route].zh, within(ROUTE_NAMES[stage.opening.route].en)),
            title=Text(title.zh, within(title.en)),
        ),
        say(
            "从取得职称那年起，每年学够公需科目 {general}、专业科目 {professional} 学时。",
            general=pack.hours.general,
            professional=pack.hours.professional,
        ),
    ]
    # Years that count from the title, which may be dated later than its round.
    if before.held is not None and stage.ready in [after_years(before.held, n) for n in range(1, FARTHEST_YEARS + 1)]:
        what.append(say("年限从证书上的日期算，证书更晚就往后推。"))
    return Line(stage.round.when if stage.round else say("之后"), join(what), "2.1", far=True)


def _beyond(path: Path) -> Iterator[Line]:
    further = path.beyond
    if further is None:
        return
    when = say("大约 {year} 年起", year=further.year) if further.year else say("之后")
    what = say_n("助理级满 {n} 年，可以看中级；不归这份通知，看市里或省里的。", further.step.years)
    yield Line(when, what, further.source, far=True)


# --- what would change it ------------------------------------------------------------------------------------------


def moves(applicant: Applicant, assessment: Assessment, pack: Pack) -> tuple[Move, ...]:
    """The shortest lists of changes, each tried, that make a route one can apply by; the shortest list first."""
    found = [*_openings(applicant, assessment, pack)]
    by_words: dict[str, Move] = {}
    for one in sorted(found, key=lambda one: (len(one.changes), one.day)):
        what, effect = _all_in_words(one.changes), _effect(one, assessment.as_of)
        before = by_words.get(what.zh)
        # The same changes may open two routes.
        by_words[what.zh] = (
            Move(what, (*before.effects, effect), before.found) if before else Move(what, (effect,), one)
        )
    return tuple(by_words.values())


def _openings(applicant: Applicant, assessment: Assessment, pack: Pack) -> Iterator[Opening]:
    opened = {one.route: one for one in openings(applicant, assessment, pack)}
    for result in assessment.routes:
        today = better(applicant, result.route, pack, assessment.as_of)
        first = opened.get(result.route)
        if today is not None:
            yield today
        elif first is not None and first.changes:
            yield first


def _effect(found: Opening, as_of: dt.date) -> Text:
    title = goal(found.result)
    name = Text(title.zh, within(title.en)) if title.zh else _route(found)
    ready = max(found.day, found.result.earliest or found.day)
    if found.result.verdict is Verdict.CONFIRM:
        names = listed(CRITERION_NAMES[finding.criterion] for finding in left_open(found.result))
        if ready > as_of:
            return say("{day}起，只剩要问清的：{names}", day=ready, names=names)
        return say("只剩要问清的：{names}", names=names)
    if ready > as_of:
        return say("{day}起符合{route}的条件：{title}", day=ready, route=_route(found), title=name)
    if can_file(found.result):
        return say("可以申报：{route}，{title}", route=_route(found), title=name)
    return say("符合{route}的条件：{title}", route=_route(found), title=name)


def _route(found: Opening) -> Text:
    name = ROUTE_NAMES[found.route]
    return Text(name.zh, within(name.en))


def _all_in_words(changes: Iterable[Change]) -> Text:
    parts = [_in_words(change) for change in changes]
    parts[1:] = [Text(text.zh, within(text.en)) for text in parts[1:]]
    return join(parts, zh="；", en="; ")


def _in_words(change: Change) -> Text:
    """One change as something to see to."""
    if change.field == "hours":
        parts = [_year_in_words(year) for year in change.years]
        parts[1:] = [Text(text.zh, within(text.en)) for text in parts[1:]]
        return join(parts, zh="；", en="; ")
    how = _TO_FIND_OUT if change.found_out else _TO_BRING_ABOUT
    return how[change.field]


def _year_in_words(year: Year) -> Text:
    lacking = amounts(year.more_general, year.more_professional)
    if year.ahead:
        return say("{year} 年再学{amounts}", year=year.year, amounts=lacking)
    return say("补填 {year} 年：登记了{amounts}", year=year.year, amounts=lacking)


_NOW = say("现在")
_TO_BRING_ABOUT = {
    "under_contract": say("与单位签好劳动或聘用合同"),
    "in_technical_post": say("转到专业技术岗位，先问单位人事"),
    "disciplinary_period": say("等处分期满，期满日期问单位人事"),
    "unit_assessment_passed": say("请单位考核，拿到合格的意见"),
    "post_vacancy": say("单位有了空岗"),
}
_TO_FIND_OUT = {
    "works_in_district": say("弄清：在本区工作"),
    "under_contract": say("弄清：与单位签有劳动或聘用合同"),
    "in_technical_post": say("弄清：在专业技术岗位上"),
    "disciplinary_period": say("弄清：不在处分期内"),
    "applied_elsewhere_this_year": say("弄清：今年没有另报职称"),
    "dishonesty_record": say("弄清：诚信档案里没有记录"),
    "full_time_recognised": say("弄清：全日制毕业，学校是教育部承认的"),
    "major_related": say("弄清：所学专业与工作一致或相近"),
    "unit_assessment_passed": say("单位考核合格，有书面意见"),
    "post_vacancy": say("弄清：单位有空岗"),
    "title_same_series": say("弄清：现有职称是同一系列"),
}
