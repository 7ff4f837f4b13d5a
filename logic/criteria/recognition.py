"""二（三） Initial recognition: diploma, major, years of service, the unit's assessment."""

from __future__ import annotations

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
from logic.dates import Clock
from logic.facts import Applicant, Education, TitleLevel, known
from logic.findings import Finding, Level
from logic.labels import CHOICE_NAMES, LEVEL_NAMES
from logic.pack import RecognitionStep
from logic.words.language import Text, Value, join, say, say_n


def step(a: Applicant, context: Context) -> RecognitionStep | None:
    """The ladder's row for this diploma; None where it has none or the diploma is not known."""
    if a.education is None:
        return None
    return known(context.pack.recognition).ladder.get(context.pack.diploma(a.education))


def level(a: Applicant, context: Context) -> Level | None:
    """The level that recognition would lead to."""
    row = step(a, context)
    return row.level if row else None


@criterion("first_title", clause="2.3", needs=("title_level",))
def first_title(a: Applicant, context: Context) -> Finding:
    """Recognition is for a first title; whether it serves a change of series is not said."""
    if a.title_level is TitleLevel.NONE:
        return met(say("您还没有职称，初次认定就是为首次取得职称准备的。"), actual="none", required="none")
    return left_open(
        "first_title",
        context,
        say("您已有员级职称。初次认定面向首次取得职称的人，换系列能不能再认定，通知没有说。"),
        ask=say("问{office}：“我已有另一系列的员级职称，能在现在的系列办初次认定吗？”", office=context.office),
        actual=known(a.title_level).value,
        required="none",
    )


@criterion(
    "diploma",
    clause="2.3",
    needs=("education",),
    along=("full_time_recognised",),
    also_reads=("diploma_outside_mainland",),
)
def diploma(a: Applicant, context: Context) -> Finding:
    """A full-time diploma of a school that the Ministry of Education recognises."""
    education = known(a.education)
    name, actual = CHOICE_NAMES["education"][education], education.value
    row = step(a, context)
    if row is not None and education in context.pack.equivalents:
        return left_open(
            "skilled_diploma",
            context,
            say("{diploma}在评审中按相应学历对待；初次认定是否同样对待，通知没有说。", diploma=name),
            ask=say("问{office}：“技工院校{diploma}毕业，能办初次认定吗？”", office=context.office, diploma=name),
            actual=actual,
            also=("n90",),
        )
    if row is None:
        lowest = next(one for one in Education if one in known(context.pack.recognition).ladder)
        return barring(
            say("初次认定从{lowest}学历起，{diploma}不在其中。", lowest=_IN_SHORT[lowest], diploma=name),
            actual=actual,
            required=lowest.value,
        )
    if a.diploma_outside_mainland:
        return left_open(
            "diploma_outside_mainland",
            context,
            say("通知说的是教育部承认的全日制院校。您的学历在境外或港澳台取得，怎样算，通知没有说。"),
            ask=say("问{office}：“境外或港澳台的学历，办初次认定要不要先做学历认证？”", office=context.office),
            actual="outside_mainland",
            required="full_time",
        )
    if a.full_time_recognised is None:
        return unknown("full_time_recognised", actual=actual)
    if a.full_time_recognised:
        return met(say("您的{diploma}学历是教育部承认的全日制学历。", diploma=name), actual=actual)
    return barring(
        say("初次认定只面向教育部承认的全日制院校毕业生，您的学历不在其中，可以看看评审。"),
        actual=actual,
        required="full_time",
    )


# A diploma as one says it within a sentence.
_IN_SHORT = {
    Education.HIGH_SCHOOL: say("高中"),
    Education.SECONDARY: say("中专"),
    Education.COLLEGE: say("大专"),
    Education.BACHELOR: say("本科"),
    Education.SECOND_BACHELOR: say("第二学士"),
    Education.MASTER: say("硕士"),
    Education.DOCTOR: say("博士"),
}


@criterion("major", clause="2.3", needs=("major_related",))
def major(a: Applicant, context: Context) -> Finding:
    """The major is the same as the work, or close to it."""
    if a.major_related:
        return met(say("所学专业与现在的工作一致或相近。"), actual=True, required=True)
    text = say("初次认定要求所学专业与工作一致或相近，您的专业与工作不对口，可以看看评审。")
    return barring(text, actual=False, required=True)


def clocks(context: Context) -> tuple[Clock, ...]:
    """What the ladder asks for each diploma."""
    return tuple(row.clock for row in known(context.pack.recognition).ladder.values())


@criterion("service", clause="2.3", needs=("education",), along=("service_start",), clocks=clocks)
def service(a: Applicant, context: Context) -> Finding:
    """The ladder's full years of service are complete by the day the papers are due."""
    row, name = step(a, context), CHOICE_NAMES["education"][known(a.education)]
    if row is None:
        return not_applicable(say("{diploma}没有对应的年限要求。", diploma=name))
    goal = LEVEL_NAMES[row.level]
    if not row.years and not row.months:
        return met(say("{diploma}毕业可以直接认定{level}，不看年限。", diploma=name, level=goal))
    if absent(a, "service_start"):
        return unknown("service_start")
    start = known(a.service_start)
    done = row.clock.end(start)
    facts: Details = {
        "actual": start.isoformat(),
        "required": done.isoformat(),
        "fulfilled_on": done,
    }
    values: dict[str, Value] = {"diploma": name, "level": goal, "day": done}
    # The notice does not name this diploma.
    beside = [say("通知没有写第二学士学位，这里按本科看。")] if a.education is Education.SECOND_BACHELOR else []
    if done <= context.as_of:
        return met(join([_completed(row, values), *beside]), **facts)
    if done <= context.deadline:
        return met(join([_completes(row, values), *beside]), **facts)
    remedy = say("不用做什么，到时这一条就符合了；收件时间看那一年的通知。")
    if context.catches(done):
        remedy = say("不用做什么，到时这一条就符合了。")
    return curable(
        join([_not_complete(row, values), *beside]),
        remedy=remedy,
        available_from=done,
        gap={"days": (done - context.deadline).days},
        actual=facts["actual"],
        required=facts["required"],
        fulfilled_on=done,
    )


def _completed(row: RecognitionStep, values: dict[str, Value]) -> Text:
    if row.months:
        return say_n("{diploma}须从事本专业满 {n} 个月才能认定{level}，您在 {day}已经满了。", row.months, **values)
    return say_n("{diploma}须从事本专业满 {n} 年才能认定{level}，您在 {day}已经满了。", sum(row.years), **values)


def _completes(row: RecognitionStep, values: dict[str, Value]) -> Text:
    if row.months:
        return say_n(
            "{diploma}须从事本专业满 {n} 个月才能认定{level}，您到 {day}满，赶得上收件截止。", row.months, **values
        )
    return say_n(
        "{diploma}须从事本专业满 {n} 年才能认定{level}，您到 {day}满，赶得上收件截止。", sum(row.years), **values
    )


def _not_complete(row: RecognitionStep, values: dict[str, Value]) -> Text:
    if row.months:
        return say_n("{diploma}须从事本专业满 {n} 个月才能认定{level}，您到 {day}才满。", row.months, **values)
    return say_n("{diploma}须从事本专业满 {n} 年才能认定{level}，您到 {day}才满。", sum(row.years), **values)


@criterion("assessment", clause="2.3", needs=("employment", "unit_assessment_passed"))
def assessment(a: Applicant, context: Context) -> Finding:
    """The unit assessed the person as qualified at the end of probation."""
    if not concerns(a, "unit_assessment_passed"):
        return left_open(
            "assessment",
            context,
            say("自由职业者没有单位来考核，由谁出具考核意见，通知没有说。"),
            ask=say("问人事代理机构和{office}：“自由职业者办初次认定，考核意见由谁出？”", office=context.office),
            also=("n40",),
        )
    if a.unit_assessment_passed:
        return met(say("单位考核合格。"), actual=True, required=True)
    return curable(
        say("单位还没有给出考核合格的意见。"),
        remedy=say("请单位考核；合格以后，这一条就符合了。"),
        actual=False,
        required=True,
    )


@criterion("title_exists", clause="2.3", also_reads=("education", "specialty"))
def title_exists(a: Applicant, context: Context) -> Finding:
    """The level that recognition leads to has a name in this series."""
    pack = context.pack
    names = pack.titles[pack.by_id[known(a.specialty)].family]
    if not names.named:
        return met(say("您的系列叫什么职称，以当年的文件为准。"))
    if all(names.of(row.level) for row in known(pack.recognition).ladder.values()):
        return met(say("您的系列各层级都有职称名称。"))
    if a.education is None:
        return unknown("education")
    reached = level(a, context)
    if reached is None:
        return not_applicable(say("没有对应的层级。"))
    title = names.of(reached)
    if title:
        return met(say("这个层级的职称是{title}。", title=title.text), actual=reached.value)
    name = LEVEL_NAMES[reached]
    return confirm(
        say("您的系列有别的层级，但全国的职称名称表里没有查到{level}。", level=name),
        ask=say("问{office}：“我这个系列有没有{level}，能认定成什么职称？”", office=context.office, level=name),
        actual=reached.value,
    )


@criterion("department_dates", clause="4.6", hangs_on="series")
def department_dates(a: Applicant, context: Context) -> Finding:
    """Somebody else sets the dates of the series; whether recognition keeps to this notice's is not said."""
    elsewhere = known(context.pack.recognition).dates_elsewhere[known(context.series_id)]
    named = context.pack.named
    return confirm(named(elsewhere.say.text), ask=named(elsewhere.ask.text), clause=elsewhere.clause)


RECOGNITION = (first_title, diploma, major, service, assessment, title_exists)
