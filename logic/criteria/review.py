"""二（一） Junior review by the district's own committees: level and series; its hours stand in their own module."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logic.criteria.base import (
    Context,
    Details,
    absent,
    barring,
    concerns,
    confirm,
    criterion,
    curable,
    left_open,
    met,
    not_applicable,
    unknown,
)
from logic.criteria.continuing_education import continuing_education
from logic.dates import Clock
from logic.facts import Applicant, TitleLevel, known
from logic.findings import Finding, Level
from logic.labels import CHOICE_NAMES, LEVEL_NAMES
from logic.pack import ReviewStep
from logic.words.language import Text, Value, join, say, say_n

# What a level finding depends on: all that decides on one rung of the ladder.
LEVEL_READS = ("education", "service_start", "employment", "unit_assessment_passed", "title_level", "title_date")


def level_clocks(context: Context) -> tuple[Clock, ...]:
    """All that the ladder counts; and recognition's, which may be quicker (:func:`_sooner`)."""
    ladder, recognised = known(context.committee), context.pack.recognition
    sooner = [row.clock for row in recognised.ladder.values()] if recognised else []
    return (*(clock for step in ladder.every_step for clock in step.clocks), *sooner)


@dataclass(frozen=True, slots=True)
class Rung:
    """How one level of the review ladder stands for one person."""

    level: Level
    step: ReviewStep
    # The day its clock is complete; None: no clock, or not known.
    done: dt.date | None = None
    on_time: bool = True
    # Whether the unit's assessment, where one is asked, was passed; None: not known.
    assessed: bool | None = True
    open: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        """Nothing is left to wait for, to do or to find out."""
        return self.on_time and bool(self.assessed) and not self.open


def _rung(a: Applicant, context: Context, target: Level, step: ReviewStep) -> Rung | None:
    """One way to ``target``; None where it starts from a title the person does not hold."""
    if step.technician_years and a.title_level is not TitleLevel.TECHNICIAN:
        return None
    done = None
    open_: tuple[str, ...] = ()
    on_time = True
    for clock in step.clocks:
        start = getattr(a, clock.since)
        if start is None:
            open_ += (clock.since,)
            continue
        end = clock.end(start)
        done = end if done is None else max(done, end)
        on_time = on_time and end <= context.deadline
    # One of two clocks alone does not say when both are complete.
    if open_ and on_time:
        done = None
    assessed: bool | None = True
    # A freelancer has no unit: the assessment is not asked, a personnel agency usually vouches (n40).
    if step.assessment and not a.unit_assessment_passed and concerns(a, "unit_assessment_passed"):
        wanted = absent(a, "employment", "unit_assessment_passed")
        assessed, open_ = None if wanted else False, open_ + wanted
    # What has failed already stays failed, whatever the open facts turn out to be.
    if not on_time or assessed is False:
        open_ = ()
    return Rung(target, step, done, on_time, assessed, open_)


@dataclass(frozen=True, slots=True)
class LadderPlace:
    """Where the person stands on the review ladder: the rung reported, and what could still lift it."""

    rung: Rung | None
    open: tuple[str, ...] = ()


def ladder_place(a: Applicant, context: Context) -> LadderPlace:
    """The highest rung reached, else the one reached first; with the facts that leave a higher one open."""
    ladder = known(context.committee)
    diploma = context.pack.diploma(known(a.education))
    # A holder of the technician title needs the next level.
    levels = [Level.ASSISTANT] if a.title_level is TitleLevel.TECHNICIAN else [Level.ASSISTANT, Level.TECHNICIAN]
    rungs = [
        rung
        for target in levels
        for step in ladder.steps(target)
        if diploma in step.education and (rung := _rung(a, context, target, step))
    ]
    still_open: list[str] = []
    for rung in rungs:
        if rung.reached:
            return LadderPlace(rung, tuple(still_open))
        still_open += rung.open
    if not rungs:
        return LadderPlace(None)
    # Of two that are reached on one day the higher one.
    first = min(
        rungs, key=lambda r: (r.done is None, r.done or dt.date.max, (r.level is Level.ASSISTANT) != bool(r.done))
    )
    return LadderPlace(first if not still_open else rungs[-1], tuple(still_open))


def level_reached(a: Applicant, context: Context) -> Level | None:
    """The level the route leads to: the highest reached now, else the one reached first."""
    if a.education is None:
        return None
    rung = ladder_place(a, context).rung
    return rung.level if rung else None


@criterion("series", clause="2.1", hangs_on="series")
def series(a: Applicant, context: Context) -> Finding:
    """The district convenes a committee for this series."""
    series = known(context.series)
    committee, name = series.committee, known(context.committee).name.text
    if series.new:
        return met(say("您的专业是新设的，这里暂按{committee}看；是否受理，先问。", committee=name), actual=committee)
    district = context.pack.names.district.text
    if context.pack.review.by == "paper":
        return met(
            say("您的专业归{district}的初级评审委员会（{committee}）。", district=district, committee=name),
            actual=committee,
        )
    text = say(
        "您的专业归{district}的初级评审委员会（{committee}，全称以平台为准）。网上申报时请选对。",
        district=district,
        committee=name,
    )
    return met(text, actual=committee)


@criterion(
    "level",
    clause="2.1",
    needs=("education",),
    along=("service_start", "title_level", "title_date"),
    also_reads=LEVEL_READS,
    clocks=level_clocks,
    hangs_on="committee",
)
def level(a: Applicant, context: Context) -> Finding:
    """Some level above the current title is reached (n16, n114: the notice gives no levels)."""
    ladder = known(context.committee)
    education = known(a.education)
    stand, name = ladder_place(a, context), CHOICE_NAMES["education"][education]
    clause, rung = ladder.source, stand.rung
    committee = ladder.name.text
    if a.title_level is None:
        return unknown("title_level", *stand.open, clause=clause)
    if rung is None:
        no_rung = say("{series}的初级没有{diploma}这一档。", series=committee, diploma=name)
        if not _in_the_notice(context):
            no_rung = say("按国家基本标准，{series}的初级没有{diploma}这一档。", series=committee, diploma=name)
        elsewhere, ask, also = _without_a_rung(context)
        return barring(join([no_rung, *elsewhere]), ask=ask, clause=clause, also=also, actual=education.value)
    goal = LEVEL_NAMES[rung.level]
    clocks: Details = {
        "clause": clause,
        "also": _also(a, context, rung),
        "actual": rung.level.value,
        "required": rung.done.isoformat() if rung.done else None,
        "fulfilled_on": rung.done,
    }
    if stand.open:
        return unknown(*stand.open, **clocks)
    if rung.reached:
        return met(
            join([*_by_the_base_standard(context), _way_up(a, rung, name, goal), *_sooner(a, context, rung)]), **clocks
        )
    return _not_yet(context, rung, name, goal, clocks)


def _without_a_rung(context: Context) -> tuple[list[Text], Text | None, tuple[str, ...]]:
    """What else those without the diploma can look at, what to ask, and the clauses behind it: as far as there are any.

    Skilled workers have a way of their own where the pack tells it (n90).
    """
    farming = context.pack.opens("rural_review")
    if "n90" not in context.pack.clauses:
        return [say("种植、养殖的，可以看乡村振兴人才评审。")] * farming, None, ("3.1",) * farming
    series = known(context.committee).name.text
    ask = say("问{office}：“我有高级工以上证书，能按高技能人才申报{series}吗？”", office=context.office, series=series)
    if farming:
        elsewhere = say("有高级工以上证书的，可以问高技能人才怎么报；种植、养殖的，可以看乡村振兴人才评审。")
        return [elsewhere], ask, ("n90", "3.1")
    return [say("有高级工以上证书的，可以问高技能人才怎么报。")], ask, ("n90",)


def _also(a: Applicant, context: Context, rung: Rung) -> tuple[str, ...]:
    """The clauses beside the base standard: what a skilled class counts as, and who vouches for a freelancer."""
    skilled = known(a.education) in context.pack.equivalents
    unassessed = rung.step.assessment and not concerns(a, "unit_assessment_passed")
    return ("n90",) * skilled + ("n40",) * unassessed


def _sooner(a: Applicant, context: Context, rung: Rung) -> list[Text]:
    """A hint for an applicant who has the years in which recognition grants more; the province’s was not found."""
    pack, diploma = context.pack, context.pack.diploma(known(a.education))
    row = pack.recognition.ladder.get(diploma) if pack.recognition else None
    by_title = any(step.technician_years for step in known(context.committee).assistant if diploma in step.education)
    if rung.level is not Level.TECHNICIAN or not by_title or row is None or row.level is not Level.ASSISTANT:
        return []
    if a.service_start is None or row.clock.end(a.service_start) > context.as_of:
        return []
    if row.months:
        return []
    n, name = sum(row.years), LEVEL_NAMES[row.level]
    return [say("您已满 {n} 年，能不能直接评{level}，可以问{office}。", n=n, level=name, office=context.office)]


def _way_up(a: Applicant, rung: Rung, diploma: Text, goal: Text) -> Text:
    step, values = rung.step, _values_of(rung, diploma, goal)
    if step.technician_years and step.service_years:
        text = say(
            "{diploma}从事本专业满 {n} 年、取得员级职称满 {held} 年可以评{level}，您都满的日子是 {day}。",
            n=step.service_years,
            held=step.technician_years,
            **values,
        )
    elif step.technician_years:
        text = say_n(
            "{diploma}取得员级职称满 {n} 年可以评{level}，您满 {n} 年的日子是 {day}。",
            step.technician_years,
            **values,
        )
    elif step.service_years:
        text = say_n(
            "{diploma}从事本专业满 {n} 年可以评{level}，您满 {n} 年的日子是 {day}。",
            step.service_years,
            **values,
        )
    else:
        text = say("{diploma}可以直接评{level}，不看年限。", **values)
    if not step.assessment:
        return text
    if concerns(a, "unit_assessment_passed"):
        return join([text, say("单位考核合格。")])
    return join([text, say("没有单位考核时，一般由人事代理机构出具意见，请先问清。")])


def _in_the_notice(context: Context) -> bool:
    """Whether the levels rest on the notice itself."""
    return context.pack.clauses[known(context.committee).source].source == "notice"


def _by_the_base_standard(context: Context) -> list[Text]:
    """Said before years that are the nation's, where the province's own standard was not found."""
    return [] if _in_the_notice(context) else [say("按国家基本标准（省里的可能不同）：")]


def _values_of(rung: Rung, diploma: Text, goal: Text) -> dict[str, Value]:
    return {"diploma": diploma, "level": goal, "day": rung.done or ""}


def _not_yet(context: Context, rung: Rung, diploma: Text, goal: Text, clocks: Details) -> Finding:
    texts, cures, available = [], [], None
    gap: dict[str, float | int] | None = None
    if not rung.on_time and rung.done:
        step, values = rung.step, _values_of(rung, diploma, goal)
        if step.technician_years and step.service_years:
            text = say(
                "{diploma}要从事本专业满 {n} 年、取得员级职称满 {held} 年才能评{level}，您到 {day}才都满。",
                n=step.service_years,
                held=step.technician_years,
                **values,
            )
        elif step.technician_years:
            text = say_n(
                "{diploma}要取得员级职称满 {n} 年才能评{level}，您到 {day}才满。",
                step.technician_years,
                **values,
            )
        else:
            text = say_n(
                "{diploma}要从事本专业满 {n} 年才能评{level}，您到 {day}才满。",
                step.service_years or 0,
                **values,
            )
        texts += [*_by_the_base_standard(context), text]
        in_time = context.catches(rung.done)
        cures.append(say("到时年限就够了。") if in_time else say("到时年限就够了；申报时间看那一年的通知。"))
        gap = {"days": (rung.done - context.deadline).days}
        available = rung.done if rung.assessed else None
    if rung.assessed is False:
        texts.append(say("评{level}还要单位在见习期满时考核合格，现在还没有。", level=goal))
        cures.append(say("请单位考核；合格以后，这一条就符合了。"))
    details: Details = {**clocks, "gap": gap, "available_from": available}
    return curable(join(texts), remedy=join(cures), **details)


@criterion("same_series", clause="2.1", needs=("title_level", "title_same_series"))
def same_series(a: Applicant, context: Context) -> Finding:
    """The current title is of this series; moving to another is left to the authorities."""
    if not concerns(a, "title_same_series"):
        return met(say("您还没有职称，没有换系列的问题。"), actual="none")
    if a.title_same_series:
        return met(say("现有职称与要申报的是同一系列。"), actual=True, required=True)
    return left_open(
        "same_series",
        context,
        say("您现有的职称是另一系列的。转系列要什么条件、要几年，通知没有说。"),
        ask=say("问{office}：“我要从另一系列转过来申报，需要什么条件，要满几年？”", office=context.office),
        actual=False,
        required=True,
    )


@criterion("new_specialty", clause="3.1", hangs_on="series")
def new_specialty(a: Applicant, context: Context) -> Finding:
    """The series is new, and what of it is settled is to be asked."""
    new, named = known(known(context.series).new), context.pack.named
    return confirm(named(new.say.text), ask=named(new.ask.text))


@criterion(
    "level_source",
    clause="2.1",
    needs=("title_level",),
    along=("education",),
    also_reads=LEVEL_READS,
    clocks=level_clocks,
    hangs_on="series",
)
def level_source(a: Applicant, context: Context) -> Finding:
    """The years of this way up the ladder stand in one source only; the pack may say what else is known of them."""
    series = known(context.series)
    committee = known(context.committee)
    source = committee.source
    # Only from a technician's title does one come up those rungs.
    if a.education is None and a.title_level is TitleLevel.TECHNICIAN:
        return unknown("education", clause=source)
    rung = ladder_place(a, context).rung if a.education is not None else None
    if rung is None or not rung.step.unsure:
        return not_applicable(say("您这一档的年限不用另外核实。"), clause=source)
    words = {"level": LEVEL_NAMES[rung.level], "diploma": CHOICE_NAMES["education"][known(a.education)]}
    return confirm(
        join(
            [
                say("{diploma}评{level}的年限，我们只见到一处出处。", **words),
                *([context.pack.named(committee.if_unsure.text)] if committee.if_unsure else []),
            ]
        ),
        ask=say(
            "问{office}：“{series}评{level}，{diploma}现在要满几年？”",
            office=context.office,
            series=series.name.text,
            **words,
        ),
        clause=source,
    )


REVIEW = (series, level, same_series, continuing_education)
