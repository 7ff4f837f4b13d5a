"""Clause 2.3: initial recognition, criterion by criterion."""

from __future__ import annotations

import pytest

from tests.logic.applicants import FREELANCER, GRADUATE, TECHNICIAN, day, finding, judge, outcome, route

NAME = "initial_recognition"
ALL_SERIES = ["mechanical", "big_data", "agronomy", "school_teaching", "library"]


def of(criterion: str, **facts) -> str:
    return outcome(finding(judge(GRADUATE, **facts), NAME, criterion))


@pytest.mark.parametrize(
    ("education", "recognised", "said"),
    [
        *[(e, True, "met") for e in ("secondary", "college", "bachelor", "second_bachelor", "master", "doctor")],
        *[(e, False, "barring") for e in ("secondary", "college", "bachelor", "second_bachelor", "master", "doctor")],
        *[(e, None, "unknown") for e in ("secondary", "college", "bachelor", "second_bachelor", "master", "doctor")],
        *[(e, r, "barring") for e in ("below_secondary", "high_school") for r in (True, False, None)],
        *[
            (e, r, "confirm")
            for e in ("skilled_intermediate", "skilled_senior", "skilled_technician")
            for r in (True, False, None)
        ],
        *[(None, r, "unknown") for r in (True, False, None)],
    ],
)
def test_2_3_which_diplomas_are_recognised(education, recognised, said):
    assert of("diploma", education=education, full_time_recognised=recognised) == said


@pytest.mark.parametrize(("related", "said"), [(True, "met"), (False, "barring"), (None, "unknown")])
def test_2_3_the_major_fits_the_work(related, said):
    assert of("major", major_related=related) == said


@pytest.mark.parametrize(("passed", "said"), [(True, "met"), (False, "not_met"), (None, "unknown")])
def test_2_3_the_unit_has_assessed(passed, said):
    assert of("assessment", unit_assessment_passed=passed) == said
    assert outcome(finding(judge(FREELANCER, unit_assessment_passed=passed), NAME, "assessment")) == "confirm"


@pytest.mark.parametrize("passed", [True, False, None])
def test_2_3_the_assessment_waits_for_the_employment(passed):
    found = finding(judge(GRADUATE, employment=None, unit_assessment_passed=passed), NAME, "assessment")
    assert (outcome(found), found.missing) == ("unknown", ("employment",))


# The last day of starting work that is in time on 2023-10-10: the papers are due on 2023-10-23.
LAST_START = {
    "secondary": ("2022-10-23", "technician"),
    "college": ("2020-10-23", "assistant"),
    "bachelor": ("2022-10-23", "assistant"),
    "second_bachelor": ("2022-10-23", "assistant"),
    "skilled_intermediate": ("2022-10-23", "technician"),
    "skilled_senior": ("2020-10-23", "assistant"),
    "skilled_technician": ("2022-10-23", "assistant"),
}


@pytest.mark.parametrize("education", LAST_START)
@pytest.mark.parametrize(("later", "said"), [(-1, "met"), (0, "met"), (1, "not_met")])
def test_2_3_the_ladder_the_day_before_on_and_after(education, later, said):
    start, level = LAST_START[education]
    answer = judge(GRADUATE, education=education, service_start=day(start).replace(day=23 + later))
    found = finding(answer, NAME, "service")
    done = day("2023-10-23").replace(day=23 + later)
    assert outcome(found) == said
    assert (found.fulfilled_on, route(answer, NAME).earliest) == (done, done)
    assert found.available_from == (done if said == "not_met" else None)
    assert found.gap == ({"days": 1} if said == "not_met" else None)
    assert route(answer, NAME).level == level


@pytest.mark.parametrize(("education", "level"), [("master", "assistant"), ("doctor", "intermediate")])
@pytest.mark.parametrize("start", [None, "2023-10-10"])
def test_2_3_master_and_doctor_at_once(education, level, start):
    answer = judge(GRADUATE, education=education, service_start=start)
    result = route(answer, NAME)
    assert outcome(finding(answer, NAME, "service")) == "met"
    assert (result.verdict, result.level, result.earliest) == ("eligible", level, None)


@pytest.mark.parametrize("education", ["below_secondary", "high_school"])
def test_2_3_no_years_are_counted_for_a_diploma_outside_the_ladder(education):
    answer = judge(GRADUATE, education=education)
    assert outcome(finding(answer, NAME, "service")) == "not_applicable"
    assert route(answer, NAME).level is None


@pytest.mark.parametrize("education", [*LAST_START, None])
def test_2_3_without_a_start_the_years_are_unknown(education):
    found = finding(judge(GRADUATE, education=education, service_start=None), NAME, "service")
    assert outcome(found) == "unknown"
    assert "service_start" in found.missing


@pytest.mark.parametrize(("title", "said"), [("none", "met"), ("technician", "confirm"), (None, "unknown")])
def test_2_3_recognition_is_for_a_first_title(title, said):
    assert of("first_title", title_level=title, title_same_series=False) == said


@pytest.mark.parametrize("specialty", ALL_SERIES)
@pytest.mark.parametrize(("same", "listed"), [(True, False), (False, True), (None, True)])
def test_2_3_a_technician_of_the_same_series_is_not_offered_recognition(specialty, same, listed):
    answer = judge(TECHNICIAN, specialty=specialty, title_same_series=same)
    assert (NAME in {result.route for result in answer.routes}) is listed


@pytest.mark.parametrize(
    ("education", "approver", "has_window"),
    [
        ("secondary", "district", True),
        ("bachelor", "district", True),
        ("master", "district", True),
        ("doctor", "city", False),
    ],
)
def test_2_3_who_approves_and_the_window(education, approver, has_window):
    result = route(judge(GRADUATE, education=education), NAME)
    assert result.approver == approver
    assert result.committee is None
    window = (day("2023-09-18"), day("2023-10-23"), "open") if has_window else None
    assert (result.window and (result.window.opens, result.window.closes, result.window.status)) == window


@pytest.mark.parametrize(
    "hours",
    [None, [], [{"year": 2022, "general": 0, "professional": 0}], [{"year": 2022, "general": 99, "professional": 99}]],
)
def test_2_3_hours_never_change_recognition(hours):
    assert route(judge(GRADUATE, hours=hours), NAME) == route(judge(GRADUATE), NAME)
