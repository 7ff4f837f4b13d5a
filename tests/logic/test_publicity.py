"""Publicity in the unit: the last day to begin, in working days of the State Council's arrangements (4.1; n40)."""

from __future__ import annotations

import datetime as dt

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from logic.advice import next_steps, reminder
from logic.advice.publicity import begin_by, publicity
from logic.assess import assess
from logic.pack import PACKS_DIR, parse
from tests.logic.applicants import FREELANCER, GRADUATE, PACK, TECHNICIAN, day, judge, read, route


@pytest.mark.parametrize(
    ("ends_by", "days", "begins"),
    [
        # 2023: recognition ends before Monday 23 October, review by Friday 27 October.
        ("2023-10-22", 5, "2023-10-16"),
        ("2023-10-27", 5, "2023-10-23"),
        # A weekend at the end takes nothing off.
        ("2023-10-28", 5, "2023-10-23"),
        ("2023-10-29", 5, "2023-10-23"),
        ("2023-10-30", 5, "2023-10-24"),
        # The National Day: off from 29 September to 6 October, worked on Saturday the 7th and Sunday the 8th.
        ("2023-10-10", 5, "2023-09-28"),
        ("2023-10-08", 2, "2023-10-07"),
        ("2023-10-07", 2, "2023-09-28"),
        ("2023-10-06", 1, "2023-09-28"),
        # Spring Festival 2024: off from 10 to 17 February, worked on Sunday the 18th and Sunday the 4th.
        ("2024-02-18", 5, "2024-02-06"),
        ("2024-02-05", 2, "2024-02-04"),
        # Over the end of a year.
        ("2024-01-03", 5, "2023-12-27"),
        ("2023-10-27", 1, "2023-10-27"),
    ],
)
def test_working_days_are_counted_back_over_holidays_and_weekends_that_are_worked(ends_by, days, begins):
    assert begin_by(day(ends_by), days) == day(begins)


@pytest.mark.parametrize("ends_by", ["2099-10-22", "2100-12-31", "2003-12-31", "2004-01-05"])
def test_a_year_whose_holidays_are_not_known_is_not_guessed(ends_by):
    assert begin_by(day(ends_by), 5) is None


@given(st.dates(dt.date(2005, 1, 1), dt.date(2025, 12, 31)), st.integers(1, 20))
def test_from_the_last_day_to_begin_there_are_just_so_many_working_days(ends_by, days):
    first = begin_by(ends_by, days)
    assert first is not None
    assert is_workday(first)
    between = [first + dt.timedelta(days=n) for n in range((ends_by - first).days + 1)]
    assert sum(map(is_workday, between)) == days


@pytest.mark.parametrize(
    ("basis", "name", "ends_by", "begins", "usual"),
    [
        # The five days are written for review; for recognition they are what is usual.
        (GRADUATE, "initial_recognition", "2023-10-22", "2023-10-16", True),
        (TECHNICIAN, "junior_review", "2023-10-27", "2023-10-23", False),
    ],
)
def test_recognition_ends_before_the_last_filing_day_and_review_with_the_check(basis, name, ends_by, begins, usual):
    found = publicity(route(judge(basis), name), PACK)
    assert found is not None
    assert (found.days, found.ends_by, found.begin_by, found.usual) == (5, day(ends_by), day(begins), usual)


@pytest.mark.parametrize(
    "changed",
    [
        # No dates of the notice's own: the city approves; the education department sets them.
        {"education": "doctor"},
        {"specialty": "school_teaching"},
    ],
)
def test_without_dates_there_is_no_last_day(changed):
    answer = judge(GRADUATE, **changed)
    assert publicity(route(answer, "initial_recognition"), PACK) is None
    assert reminder(answer, PACK) is None
    # It is asked of everybody who has a unit all the same.
    assert [step.when.zh for step in next_steps(answer, PACK) if "公示" in step.what.zh] == ["单位审查后、上报前"]


def test_a_calendar_without_the_check_names_no_last_day():
    calendar = tuple(event for event in PACK.calendar if event.id != "unit_check")
    pack = PACK.model_copy(update={"calendar": calendar})
    assert publicity(judge(TECHNICIAN).route, pack) is None


def test_a_freelancer_has_no_unit():
    answer = judge(FREELANCER, full_time_recognised=False)
    assert publicity(answer.route, PACK) is None
    assert reminder(answer, PACK) is None


# What stands beside the answer, and in the step: by the day asked about.
@pytest.mark.parametrize(
    ("basis", "as_of", "begins", "warned"),
    [
        (GRADUATE, "2023-08-01", "10 月 16 日", False),
        (GRADUATE, "2023-10-16", "10 月 16 日", False),
        (GRADUATE, "2023-10-17", "10 月 16 日", True),
        (GRADUATE, "2023-10-23", "10 月 16 日", True),
        (TECHNICIAN, "2023-10-21", "10 月 23 日", False),
    ],
)
def test_the_last_day_to_begin_stands_beside_the_answer_and_in_the_steps(basis, as_of, begins, warned):
    answer = judge(basis, day(as_of))
    assert answer.verdict == "eligible"
    found = reminder(answer, PACK)
    assert found is not None
    assert begins in found.text.zh
    assert found.warn is warned
    assert ("马上问单位人事和区人社局职称股" in found.whole.zh) is warned
    (step,) = (step for step in next_steps(answer, PACK) if "公示" in step.what.zh)
    assert (step.clause, step.also) == ("n40", ("4.1",))
    if warned:
        assert step == next_steps(answer, PACK)[0]
        assert (step.when.zh, step.what) == ("现在", found.ask)
    else:
        assert step.when.zh == f"最迟 2023 年 {begins}开始"


@pytest.mark.parametrize(
    ("as_of", "words"),
    [("2023-10-22", "请单位审查"), ("2023-10-23", "请单位审查"), ("2023-10-24", "马上问"), ("2023-10-28", "")],
)
def test_who_has_filed_for_review_posts_until_the_check_is_over(as_of, words):
    answer = judge(TECHNICIAN, day(as_of))
    # The window is closed: nothing hurries those who have not filed.
    assert reminder(answer, PACK) is None
    posted = [s.what.zh for s in next_steps(answer, PACK) if "公示" in s.what.zh and "已经按时申报的" in s.what.zh]
    assert [words in what for what in posted] == ([True] if words else [])


def test_a_year_without_an_arrangement_is_asked_about():
    text = (PACKS_DIR / "qiaocheng-2023.yaml").read_text(encoding="utf-8").replace("2023-", "2090-")
    far = parse(text.encode(), "far.yaml")
    as_of = day("2090-10-17")
    answer = assess(read(GRADUATE, as_of), far, as_of)
    found = reminder(answer, far)
    assert found is not None
    assert not found.warn
    assert "先问单位人事" in found.text.zh
    (step,) = (step for step in next_steps(answer, far) if "公示" in step.what.zh)
    assert (step.when.zh, step.what) == ("单位审查后、上报前", found.text)


@pytest.mark.parametrize(
    "changed",
    [
        {"employment": "civil_servant"},
        {"employment": "not_employed"},
        # The years come after the window: nothing of this round can be kept.
        {
            "service_start": "2023-06-01",
            "hours": [{"year": 2022, "general": 0, "professional": 0}],
            "education": "college",
        },
        # Too little is known to hurry anybody.
        {"works_in_district": None, "residency": None, "in_technical_post": None},
    ],
)
def test_who_cannot_keep_the_dates_is_not_hurried(changed):
    assert reminder(judge(GRADUATE, **changed), PACK) is None
