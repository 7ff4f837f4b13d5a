"""Days: the last day before, on and after; leap days; windows against the day asked about."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.dates import after_years, month_end, read_date
from logic.words.language import Text
from tests.logic.applicants import GRADUATE, TECHNICIAN, day, finding, judge, outcome, route

ONE = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        ("2022-07-01", (1,), "2023-07-01"),
        ("2020-02-29", (1,), "2021-02-28"),
        ("2020-02-29", (4,), "2024-02-29"),
        ("2020-02-29", (1, 2), "2023-02-28"),
        ("2021-02-28", (1, 2), "2024-02-28"),
        ("2023-02-28", (1,), "2024-02-28"),
        ("2023-03-01", (1,), "2024-03-01"),
        ("2022-12-31", (1,), "2023-12-31"),
    ],
)
def test_a_year_is_a_calendar_year(start, years, end):
    assert after_years(day(start), *years) == day(end)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 5))
def test_a_later_start_never_ends_earlier(start, years):
    assert after_years(start, years) <= after_years(start + ONE, years)


# Nothing before the window closes can be too late for a condition it fulfils on that day; afterwards today counts.
@pytest.mark.parametrize(
    ("as_of", "last_end"),
    [
        ("2023-01-01", "2023-10-23"),
        ("2023-09-17", "2023-10-23"),
        ("2023-10-22", "2023-10-23"),
        ("2023-10-23", "2023-10-23"),
        ("2023-10-24", "2023-10-24"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_2_3_service_is_complete_by_the_closing_day_or_today(as_of, last_end):
    for later, said in ((-1, "met"), (0, "met"), (1, "not_met")):
        end = day(last_end) + later * ONE
        start = dt.date(end.year - 1, end.month, min(end.day, 28)) if end.month == 2 else end.replace(year=end.year - 1)
        if start > day(as_of) or after_years(start, 1) != end:
            continue
        answer = judge(GRADUATE, day(as_of), service_start=start)
        found = finding(answer, "initial_recognition", "service")
        assert (outcome(found), found.fulfilled_on) == (said, end)


@pytest.mark.parametrize(
    ("as_of", "last_end"),
    [
        ("2023-01-01", "2023-10-21"),
        ("2023-10-21", "2023-10-21"),
        ("2023-10-22", "2023-10-22"),
        ("2025-03-01", "2025-03-01"),
    ],
)
def test_2_1_years_since_the_title_are_complete_by_the_closing_day_or_today(as_of, last_end):
    for later, said in ((-1, "met"), (0, "met"), (1, "not_met")):
        end = day(last_end) + later * ONE
        answer = judge(TECHNICIAN, day(as_of), title_date=end.replace(year=end.year - 2))
        assert outcome(finding(answer, "junior_review", "level")) == said
        assert answer.route.earliest == end


@pytest.mark.parametrize(("as_of", "said"), [("2025-02-27", "not_met"), ("2025-02-28", "met"), ("2025-03-01", "met")])
def test_a_year_from_a_leap_day_ends_on_28_february(as_of, said):
    answer = judge(GRADUATE, day(as_of), service_start="2024-02-29")
    assert outcome(finding(answer, "initial_recognition", "service")) == said


@pytest.mark.parametrize(("as_of", "said"), [("2024-02-28", "not_met"), ("2024-02-29", "met"), ("2024-03-01", "met")])
def test_four_years_from_a_leap_day_end_on_the_leap_day(as_of, said):
    answer = judge(TECHNICIAN, day(as_of), education="secondary", title_date="2020-02-29")
    assert outcome(finding(answer, "junior_review", "level")) == said


@pytest.mark.parametrize(
    ("as_of", "recognition", "review"),
    [
        ("2023-01-01", "upcoming", "upcoming"),
        ("2023-09-17", "upcoming", "upcoming"),
        ("2023-09-18", "open", "upcoming"),
        ("2023-10-08", "open", "upcoming"),
        ("2023-10-09", "open", "open"),
        ("2023-10-21", "open", "open"),
        ("2023-10-22", "open", "closed"),
        ("2023-10-23", "open", "closed"),
        ("2023-10-24", "closed", "closed"),
        ("2024-01-01", "closed", "closed"),
    ],
)
def test_2_1_2_3_the_status_of_the_windows(as_of, recognition, review):
    answer = judge(GRADUATE, day(as_of))
    status = {result.route: result.window and result.window.status for result in answer.routes}
    assert status == {"initial_recognition": recognition, "junior_review": review}
    # A person may qualify while the window is closed: the verdict says the one, the status the other.
    assert answer.verdict == "eligible"


@pytest.mark.parametrize(
    ("as_of", "warned"), [("2022-12-31", True), ("2023-01-01", False), ("2023-12-31", False), ("2024-01-01", True)]
)
def test_a_day_that_no_pack_covers_is_answered_with_a_warning(as_of, warned):
    answer = judge(TECHNICIAN, day(as_of))
    assert (answer.warning is not None) is warned
    if answer.warning:
        assert answer.warning.zh
        assert answer.warning.en


def test_earliest_is_null_beside_a_barring_finding_and_while_a_date_is_unknown():
    assert route(judge(GRADUATE, major_related=False), "initial_recognition").earliest is None
    assert route(judge(GRADUATE, service_start=None), "initial_recognition").earliest is None
    assert route(judge(GRADUATE, service_start=None), "junior_review").earliest is None
    assert route(judge(GRADUATE, service_start="2023-10-01"), "initial_recognition").earliest == day("2024-10-01")


# --- as people write them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "2021-07-01",
            "2021.7.1",
            "2021/7/1",
            "2021 7 1",
            "20210701",
            "2021年7月1日",
            "２０２１－７－１",
            " 2021-07-01 ",
        ),
        *("1 July 2021", "July 1, 2021", "1 jul 2021", "1st July 2021", "JULY 1 2021", "1 July, 2021"),
    ],
)
def test_a_day_is_read_as_people_write_it(typed):
    assert read_date(typed) == dt.date(2021, 7, 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2021", "还要写月和日"),
        ("2021年7月", "还要写几号"),
        ("July 2021", "还要写几号"),
        ("2021年13月", "没有这一天"),
        ("2021-00", "没有这一天"),
        ("2021-02-30", "没有这一天"),
        ("31 June 2021", "没有这一天"),
        ("2021-13-01", "没有这一天"),
        ("1 July 2 2021", "请按“年-月-日”填写"),
        ("1 Juli 2021", "请按“年-月-日”填写"),
        ("1 Ju 2021", "请按“年-月-日”填写"),
        ("7/1/2021", "请按“年-月-日”填写"),
        ("去年", "请按“年-月-日”填写"),
        ("2023-10-13", "还没有到"),
        ("13 October 2023", "还没有到"),
    ],
)
def test_of_what_is_no_day_the_answer_says_what_is_wrong(typed, said):
    refused = read_date(typed, latest=day("2023-10-12"))
    assert isinstance(refused, Text)
    assert said in refused.zh


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_english_names(month):
    name = dt.date(2021, month, 1).strftime("%B")
    for form in (name, name[:3], name.upper()):
        assert read_date(f"9 {form} 2021") == dt.date(2021, month, 9)


def test_a_month_without_a_day_is_its_last_in_a_file():
    assert month_end("2020年2月") == month_end("Feb 2020") == dt.date(2020, 2, 29)
    assert month_end("1 Feb 2020") is month_end("2020") is month_end("2020-13") is None
