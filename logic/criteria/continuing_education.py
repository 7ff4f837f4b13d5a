"""三（三） Continuing education: the hours of the latest appointment period against the norms, and no crammed year."""

from __future__ import annotations

import datetime as dt
from typing import Any

from logic.criteria.base import (
    Context,
    Details,
    absent,
    confirm,
    criterion,
    curable,
    met,
    unknown,
)
from logic.facts import Applicant, TitleLevel
from logic.findings import Finding, HoursResult, HoursVerdict
from logic.hours import SUBJECTS, assess_hours, full_years_since
from logic.labels import SUBJECT_NAMES, listed, named_years
from logic.pack import Pack
from logic.words.language import Text, join, say, say_n


def hours_of(a: Applicant, pack: Pack, as_of: dt.date) -> HoursResult:
    """What the applicant's hours come to by the pack's norms, beside the years since the title."""
    return assess_hours(a.hours or (), pack.hours.norms, period(a, as_of))


def period(a: Applicant, as_of: dt.date) -> range:
    """The full years since the current title; without a title there is no period yet."""
    if a.title_date is None or a.title_level is TitleLevel.NONE:
        return range(0)
    return full_years_since(a.title_date, as_of)


_SHORT = (HoursVerdict.INSUFFICIENT, HoursVerdict.CRAMMED)


# A roster asks the next criterion how its finding weighs, and what it misses, once for all of whom these are alike:
# the hours' verdict, whether a year since the title is left out, the title, and whether its date is known. The figures
# themselves only fill the sentence.
@criterion("continuing_education", clause="3.3", also_reads=("hours", "title_level", "title_date"))
def continuing_education(a: Applicant, context: Context) -> Finding:
    """The yearly average of the latest appointment period reaches the norms, and not by one crammed year."""
    result = hours_of(a, context.pack, context.as_of)
    if result.verdict is HoursVerdict.INCOMPLETE:
        return _hours_incomplete(result)
    # Without a title there is no period, so nothing is short and no year left out.
    if a.title_level is None and (result.verdict in _SHORT or result.uncovered_years):
        return unknown("title_level")
    figures: Details = {
        "actual": {s: getattr(result, s).total for s in SUBJECTS},
        "required": {s: getattr(result, s).required for s in SUBJECTS},
    }
    if result.verdict is HoursVerdict.SUFFICIENT and result.uncovered_years:
        return _left_out(result, context, figures)
    # A blank date cannot show that no year was left out.
    if result.verdict is HoursVerdict.SUFFICIENT and absent(a, "title_date") == ("title_date",):
        return unknown("title_date", **figures)
    if result.verdict is HoursVerdict.SUFFICIENT:
        text = say(
            "公需科目年均 {general} 学时，专业科目年均 {professional} 学时，都达到要求。",
            general=_figure(result.general.average),
            professional=_figure(result.professional.average),
        )
        return met(text, **figures)
    silent = context.pack.hours.cramming == "ask"
    if result.verdict is HoursVerdict.SUSPECT or (silent and result.verdict is HoursVerdict.CRAMMED):
        ask = say("问{office}：“我的学时集中在一年，其他年份较少，这样算不算突击？”", office=context.office)
        text = _suspected(result)
        if silent:
            ask = say("问{office}：“我的学时集中在一年，其他年份较少，这样可以吗？”", office=context.office)
            text = _heaped(result)
        if a.title_level is TitleLevel.NONE:
            return confirm(join([_no_period(), text]), ask=_first_time(context), **figures)
        return confirm(text, ask=ask, **figures)
    text, remedy = (
        _shortfall(result, context)
        if result.verdict is HoursVerdict.INSUFFICIENT
        else (_crammed(result), join([_records(), _made_up(context)]))
    )
    figures["gap"] = {s: getattr(result, s).shortfall for s in SUBJECTS}
    if a.title_level is TitleLevel.NONE:
        return confirm(join([_no_period(), text]), ask=_first_time(context), remedy=remedy, **figures)
    return curable(text, remedy=remedy, **figures)


def _no_period() -> Text:
    """Said before anything of a first applicant's hours: the notice's test is of a period that they do not have yet."""
    return say("您还没有职称，也就还没有任职周期，学时怎么审验要先问。按填的年度算：")


def _first_time(context: Context) -> Text:
    return say("问{office}：“首次申报、还没有任职周期的人，学时怎么审验？”", office=context.office)


def _left_out(result: HoursResult, context: Context, figures: Details) -> Finding:
    """The listed years suffice, but some since the title are not among them."""
    years = named_years(result.uncovered_years)
    return confirm(
        say("填了的年度都够。但取得职称以来还有 {years} 年没有填，这几年算不算、有多少学时，还不清楚。", years=years),
        ask=say(
            "问{office}：“学时要从取得职称那年算起吗？{years} 年也要算进去吗？”", office=context.office, years=years
        ),
        **figures,
    )


def _figure(value: float | None) -> str:
    return f"{value:g}" if value is not None else ""


def _heavy(result: HoursResult, verdict: HoursVerdict) -> list[dict[str, Any]]:
    """Every subject with this verdict, and the year that carries it; those of one year together."""
    subjects: dict[int, list[Text]] = {}
    for name in SUBJECTS:
        if getattr(result, name).verdict is verdict:
            subjects.setdefault(getattr(result, name).heavy_year, []).append(SUBJECT_NAMES[name])
    return [{"subject": listed(names), "year": year} for year, names in subjects.items()]


def _suspected(result: HoursResult) -> Text:
    """Of every subject that one year carries, without the test that the notice does not give."""
    parts = [
        say("{subject}总学时够了，但 {year} 年一年就占了大部分，可能被看作突击完成。", **heavy)
        for heavy in _heavy(result, HoursVerdict.SUSPECT)
    ]
    return join([*parts, say("通知禁止突击，却没有给出判断标准。")])


def _heaped(result: HoursResult) -> Text:
    """Of every subject that one year carries, where the notice says nothing of that."""
    heavy = [*_heavy(result, HoursVerdict.CRAMMED), *_heavy(result, HoursVerdict.SUSPECT)]
    parts = [say("{subject}的学时大部分集中在 {year} 年。", **one) for one in heavy]
    return join([*parts, say("这样行不行，通知没有写。")])


def _hours_incomplete(result: HoursResult) -> Finding:
    if result.gap_years:
        years = named_years(result.gap_years)
        text = say("学时要按年连续填写，中间缺了 {years} 年。", years=years)
    elif result.years:
        text = say("学时表里还有空格。空着不等于 0，请补上。")
    else:
        text = say("还没有填继续教育学时。")
    return unknown("hours", text=text)


def _shortfall(result: HoursResult, context: Context) -> tuple[Text, Text]:
    lacks = [(SUBJECT_NAMES[s], getattr(result, s).shortfall) for s in SUBJECTS if getattr(result, s).shortfall]
    texts = [say_n("{subject}还差 {n} 学时。", short, subject=name) for name, short in lacks]
    total = [
        say_n(
            "{n} 年合计公需科目应有 {general} 学时，专业科目应有 {professional} 学时。",
            result.years,
            general=result.general.required,
            professional=result.professional.required,
        )
    ]
    remedy = say("把差的学时学完并登记。往年的学时能不能补，通知没有说，请先问{office}。", office=context.office)
    # An applicant who made up what is lacking in one subject would else learn only then that the other is refused.
    if any(getattr(result, s).verdict is HoursVerdict.CRAMMED for s in SUBJECTS):
        one_year = _heaped(result) if context.pack.hours.cramming == "ask" else _crammed(result)
        return join([*total, *texts, one_year]), join([remedy, _records()])
    return join(total + texts), remedy


def _crammed(result: HoursResult) -> Text:
    """Of every subject that was crammed, in which year."""
    return join(
        [
            say("{subject}的学时全部集中在 {year} 年，其他年份都是 0，这正是通知不允许的突击完成。", **heavy)
            for heavy in _heavy(result, HoursVerdict.CRAMMED)
        ]
    )


def _records() -> Text:
    return say("如果其他年份其实学过，请补上登记记录。")


def _made_up(context: Context) -> Text:
    return say("往年的学时能不能补学，请先问{office}。", office=context.office)
