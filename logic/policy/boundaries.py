"""People on the boundaries of a pack's own dates, norms and lists, for an official to check line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from logic.assess import assess
from logic.dates import after_years
from logic.facts import Applicant, Education, Employment, ForeignPermit, Residency, TitleLevel, with_usual
from logic.hours import TENTHS, YearTenths
from logic.labels import (
    CHOICE_NAMES,
    LEVEL_NAMES,
    ROUTE_NAMES,
    VERDICT_NAMES,
)
from logic.pack import Pack
from logic.policy.periods import day_of
from logic.words.language import Text, join, say, say_n


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody on a boundary: what is so, by which clause, and what the rules say."""

    what: Text
    clause: str
    outcome: Text


def cases(pack: Pack) -> Iterator[Case]:
    """People on the boundaries of the pack's own dates, norms and lists, each assessed."""
    day = day_of(pack)
    basis = _basis(pack, day)
    yield from _ladder_cases(pack, day, basis)
    yield from _rung_cases(pack, day, basis)
    yield from _hours_cases(pack, day, basis)
    for employment in Employment:
        who = Applicant(**_basis(pack, day, employment))
        yield _case(pack, day, say("工作单位：{what}", what=CHOICE_NAMES["employment"][employment]), "1.3", who)
    for permit in ForeignPermit:
        who = Applicant(**{**basis, "residency": Residency.FOREIGN, "foreign_permit": permit})
        yield _case(pack, day, say("外籍，证件：{what}", what=CHOICE_NAMES["foreign_permit"][permit]), "1.2", who)
    public = _basis(pack, day, Employment.PUBLIC_INSTITUTION)
    others: tuple[tuple[Text, str, dict[str, Any]], ...] = (
        (say("今年已另报一个专业"), "4.1", {"applied_elsewhere_this_year": True}),
        (say("诚信档案里有记录"), "4.3", {"dishonesty_record": True}),
        (say("不在本区工作"), "1.1", {"works_in_district": False}),
        (say("没有签合同"), "1.1", {"under_contract": False}),
        (say("不在专业技术岗位"), "1.1", {"in_technical_post": False}),
        (say("事业单位，没有空岗"), "1.4", {**public, "post_vacancy": False}),
        (say("事业单位，处分期内"), "n40", {**public, "disciplinary_period": True}),
    )
    for what, clause, facts in others:
        yield _case(pack, day, what, clause, Applicant(**{**basis, **facts}))


def _basis(pack: Pack, day: dt.date, employment: Employment = Employment.ENTERPRISE) -> dict[str, Any]:
    """Somebody so employed of whom nothing else stands in the way."""
    reviewed = next(one.id for one in pack.specialties if "junior_review" in pack.series[one.series].routes)
    norms = pack.hours.norms
    return with_usual(
        employment=employment,
        specialty=reviewed,
        title_level=TitleLevel.NONE,
        education=Education.BACHELOR,
        service_start=after_years(day, -10),
        hours=(YearTenths(day.year - 1, norms.general * TENTHS, norms.professional * TENTHS),),
    )


def _ladder_cases(pack: Pack, day: dt.date, basis: dict[str, Any]) -> Iterator[Case]:
    """Recognition: the last day of service that is in time, and the day after."""
    window = pack.window("initial_recognition", day)
    if pack.recognition is None or window is None:
        return
    last = max(day, window.opens if window.all_year else window.closes)
    for education, row in pack.recognition.ladder.items():
        name = CHOICE_NAMES["education"][education]
        if row.clock.end(day) == day:
            who = Applicant(**{**basis, "education": education, "service_start": day})
            yield _case(
                pack, day, say("{diploma}，申报首日才开始工作", diploma=name), "2.3", who, "initial_recognition"
            )
            continue
        start = _in_time(row.clock.end, last)
        for began, when in ((start, say("到收件截止日正好满年限")), (start + dt.timedelta(days=1), say("差一天"))):
            what = say("{diploma}，{day}开始工作（{when}）", diploma=name, day=began, when=when)
            who = Applicant(**{**basis, "education": education, "service_start": min(began, day)})
            yield _case(pack, day, what, "2.3", who, "initial_recognition")


def _in_time(complete: Any, last: dt.date) -> dt.date:
    """The latest first day from which everything is complete by ``last``."""
    start = last
    while complete(start) > last:
        start -= dt.timedelta(days=1)
    return start


def _rung_cases(pack: Pack, day: dt.date, basis: dict[str, Any]) -> Iterator[Case]:
    """Review: each rung that a title's years lead to, in time and a day short."""
    window = pack.window("junior_review", day)
    if window is None:
        return
    last = max(day, window.opens if window.all_year else window.closes)
    for committee, ladder in pack.review.committees.items():
        specialty = next(one.id for one in pack.specialties if pack.series[one.series].committee == committee)
        for step in ladder.assistant:
            if not step.technician_years:
                continue
            years, education = step.technician_years, step.education[0]
            start = _in_time(lambda since, years=years: after_years(since, years), last)
            for since, when in (
                (start, say_n("到网上申报截止日正好满 {n} 年", years)),
                (start + dt.timedelta(days=1), say_n("到网上申报截止日差一天满 {n} 年", years)),
            ):
                rows = tuple(YearTenths(year, 10_000, 10_000) for year in range(since.year + 1, day.year))
                facts = {
                    **{"education": education, "specialty": specialty, "title_level": TitleLevel.TECHNICIAN},
                    **{"title_date": since, "title_same_series": True, "service_start": after_years(since, -8)},
                    "hours": rows or basis["hours"],
                }
                what = say(
                    "{committee}，{diploma}，员级于 {day}取得（{when}）",
                    committee=ladder.name.text,
                    diploma=CHOICE_NAMES["education"][education],
                    day=since,
                    when=when,
                )
                yield _case(pack, day, what, ladder.source, Applicant(**{**basis, **facts}), "junior_review")


def _hours_cases(pack: Pack, day: dt.date, basis: dict[str, Any]) -> Iterator[Case]:
    """A technician of three years' hours: on the norm, a tenth below, all in one year, nearly all in one year."""
    general, professional = (norm * TENTHS for norm in pack.hours.norms)
    years = range(day.year - 3, day.year)
    titled = {
        **{
            "title_level": TitleLevel.TECHNICIAN,
            "title_date": dt.date(day.year - 4, 12, 31),
            "title_same_series": True,
        },
        **{"education": Education.BACHELOR, "service_start": after_years(day, -10)},
    }
    ways = (
        (say("三年专业科目正好够"), [professional] * 3),
        (say("三年专业科目合计差 0.1 学时"), [professional, professional, professional - 1]),
        (say("三年专业科目全在一年学完"), [0, 0, 3 * professional]),
        (say("三年专业科目一年占大头，其余两年很少"), [1, 1, 3 * professional]),
    )
    for what, amounts in ways:
        rows = tuple(YearTenths(*row) for row in zip(years, [general] * 3, amounts, strict=True))
        yield _case(pack, day, what, "3.3", Applicant(**{**basis, **titled, "hours": rows}), "junior_review")


def _case(pack: Pack, day: dt.date, what: Text, clause: str, who: Applicant, route: str | None = None) -> Case:
    found = assess(who, pack, day)
    one = next((result for result in found.routes if result.route == route), found.route)
    words = [VERDICT_NAMES[one.verdict], ROUTE_NAMES[one.route], *([LEVEL_NAMES[one.level]] if one.level else [])]
    return Case(what, clause if clause in pack.clauses else "—", join(words, "·", " · "))
