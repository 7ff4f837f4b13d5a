"""A unit at a glance: whose hours are short (3.3), and who only has to wait, each boundary at its day."""

from __future__ import annotations

import datetime as dt

import pytest

from logic.assess import assess
from logic.findings import FindingVerdict
from logic.roster.overview import hours_by_person, months_after
from tests.logic.applicants import AS_OF, GRADUATE, PACK, TECHNICIAN
from tests.logic.unit_rows import PLACES, WAITS, blank, hours, row, seen

# --- hours (3.3) ---------------------------------------------------------------------------------------------------


def test_a_tenth_of_an_hour_short_is_a_shortfall_and_exactly_enough_is_none():
    short = row(2, "乙", "部", facts=TECHNICIAN, hours=hours((2021, 30, 60), (2022, 29.9, 60)))
    enough = row(3, "甲", "部", facts=TECHNICIAN, hours=hours((2021, 30, 60), (2022, 30, 60)))
    (one,) = seen(short, enough).shortfalls
    assert (one.person.name, one.subject, one.short, one.required, one.years) == ("乙", "general", 0.1, 60, 2)
    assert one.bearing == "stops" and one.by == dt.date(2023, 10, 21)


def test_hours_that_stop_nobody_are_not_urgent():
    (general, professional) = seen(row(2, hours=hours((2022, 20, 40)))).shortfalls
    assert general.bearing != "stops" and general.by is None
    assert (general.short, professional.short) == (10, 20)


def test_after_the_window_there_is_no_day_to_keep():
    later = dt.date(2023, 10, 22)
    (one,) = seen(row(2, facts=TECHNICIAN, hours=hours((2022, 20, 60)), as_of=later), as_of=later).shortfalls
    assert one.bearing == "stops" and one.by is None


NO_TITLE = GRADUATE | {"full_time_recognised": False, "hours": hours((2021, 20, 60), (2022, 30, 60))}


@pytest.mark.parametrize(
    ("facts", "bearing"),
    [
        (TECHNICIAN | {"hours": hours((2022, 20, 60))}, "stops"),
        # A colleague without a title yet has no appointment period yet, which the notice looks at.
        (NO_TITLE, "asked"),
        (NO_TITLE | {"title_level": None}, "asked"),
        (GRADUATE | {"hours": hours((2022, 20, 60))}, "unsaid"),
    ],
)
def test_a_shortfall_weighs_as_the_rules_say(facts, bearing):
    one = row(2, facts=facts)
    assert one.applicant is not None and one.outcome is not None
    (short,) = seen(one).shortfalls
    assert short.bearing == bearing
    findings = assess(one.applicant, PACK, AS_OF).route.findings
    verdicts = {finding.verdict for finding in findings if finding.criterion == "continuing_education"}
    assert (verdicts == {FindingVerdict.NOT_MET}) is (bearing == "stops")
    assert (verdicts == set()) is (bearing == "unsaid")


def test_who_is_barred_learns_of_no_shortfall():
    assert seen(row(2, facts=TECHNICIAN, employment="retired", hours=hours((2022, 20, 60)))).shortfalls == ()


def test_blank_hours_are_no_shortfall():
    assert seen(row(2, facts=TECHNICIAN, hours=hours((2021, 10, None), (2022, None, 10)))).shortfalls == ()


def test_shortfalls_stand_by_department_and_name_as_in_a_directory():
    few = hours((2022, 20, 60))
    found = seen(
        *(row(n, name, d, hours=few) for n, (name, d) in enumerate([("周", "乙部"), ("安", "乙部"), ("李", "安部")], 2))
    )
    assert [(s.person.department, s.person.name) for s in found.shortfalls] == [
        ("安部", "李"),
        ("乙部", "安"),
        ("乙部", "周"),
    ]


def test_everyones_hours_in_tenths():
    (one,) = hours_by_person([row(2, "甲", hours=hours((2022, 30.5, 60))), row(3, "乙", hours=None), blank(4)], PLACES)
    assert one.person.name == "甲" and one.years[0].general == 305 and one.result.general.total == 30.5


# --- who only has to wait ------------------------------------------------------------------------------------------


def coming(*starts, as_of=AS_OF):
    """Technicians with a secondary diploma: four years since the title make them ready (n16)."""
    people = [row(n, f"甲{n}", as_of=as_of, **WAITS | {"title_date": start}) for n, start in enumerate(starts, 2)]
    return seen(*people, as_of=as_of).coming


def test_people_are_counted_in_the_month_they_become_ready():
    found = coming("2020-07-01", "2020-07-31", "2020-08-01")
    assert found.ready == 0 and found.later == 0
    july, august = found.months[9:11]
    assert (july.first, july.new, july.total) == (dt.date(2024, 7, 1), 2, 2)
    assert (august.first, august.new, august.total) == (dt.date(2024, 8, 1), 1, 3)
    assert found.months[-1].total == 3
    assert [day for day, _ in found.people] == [dt.date(2024, 7, 1), dt.date(2024, 7, 31), dt.date(2024, 8, 1)]


def test_two_years_end_on_their_day():
    found = coming("2021-10-10", "2021-10-11")
    assert (found.months[-1].first, found.months[-1].new) == (dt.date(2025, 10, 1), 1)
    assert found.later == 1


def test_who_has_to_do_something_too_is_not_among_them():
    found = seen(row(2, **WAITS, under_contract=False)).coming
    assert not found.people and found.later == 0


def test_who_is_ready_is_counted_apart():
    assert seen(row(2), row(3)).coming.ready == 2


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2023-10-31", 1, "2023-11-30"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-12-01", 0, "2023-12-01"),
        ("2023-12-01", 1, "2024-01-01"),
        ("2023-11-30", 25, "2025-12-30"),
    ],
)
def test_months_after(day, months, then):
    assert months_after(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(then)
