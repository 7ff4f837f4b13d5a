"""Clause 2.1, levels by n16 and n114: the junior review, criterion by criterion."""

from __future__ import annotations

import pytest

from tests.logic.applicants import FREELANCER, GRADUATE, TECHNICIAN, day, finding, judge, outcome, route

NAME = "junior_review"
ENGINEERING, AGRICULTURE = "mechanical", "agronomy"
LONG_AGO, YESTERDAY = "2010-01-01", "2023-10-09"


def level_of(answer) -> tuple[str, str | None]:
    level = route(answer, NAME).level
    return outcome(finding(answer, NAME, "level")), level.value if level else None


# (specialty, education, service_start, assessed) -> finding, level, for someone without a title
FIRST_TITLE = [
    (ENGINEERING, "below_secondary", LONG_AGO, True, "barring", None),
    (ENGINEERING, "high_school", LONG_AGO, True, "barring", None),
    (ENGINEERING, "secondary", LONG_AGO, True, "met", "technician"),
    (ENGINEERING, "secondary", LONG_AGO, False, "not_met", "technician"),
    (ENGINEERING, "secondary", YESTERDAY, True, "not_met", "technician"),
    (ENGINEERING, "college", LONG_AGO, True, "met", "technician"),
    (ENGINEERING, "college", LONG_AGO, False, "not_met", "technician"),
    (ENGINEERING, "bachelor", LONG_AGO, True, "met", "assistant"),
    (ENGINEERING, "bachelor", LONG_AGO, False, "met", "technician"),
    (ENGINEERING, "bachelor", YESTERDAY, True, "met", "technician"),
    (ENGINEERING, "second_bachelor", YESTERDAY, False, "met", "assistant"),
    (ENGINEERING, "master", YESTERDAY, False, "met", "assistant"),
    (ENGINEERING, "doctor", YESTERDAY, False, "met", "assistant"),
    (ENGINEERING, "skilled_intermediate", LONG_AGO, True, "met", "technician"),
    (ENGINEERING, "skilled_senior", LONG_AGO, True, "met", "technician"),
    (ENGINEERING, "skilled_technician", LONG_AGO, True, "met", "assistant"),
    (AGRICULTURE, "below_secondary", LONG_AGO, True, "barring", None),
    (AGRICULTURE, "high_school", LONG_AGO, False, "met", "technician"),
    (AGRICULTURE, "high_school", YESTERDAY, False, "not_met", "technician"),
    (AGRICULTURE, "secondary", LONG_AGO, False, "met", "technician"),
    (AGRICULTURE, "college", LONG_AGO, False, "met", "technician"),
    (AGRICULTURE, "bachelor", LONG_AGO, False, "met", "assistant"),
    (AGRICULTURE, "bachelor", YESTERDAY, False, "met", "technician"),
    (AGRICULTURE, "second_bachelor", YESTERDAY, False, "met", "assistant"),
    (AGRICULTURE, "master", YESTERDAY, False, "met", "assistant"),
    (AGRICULTURE, "doctor", YESTERDAY, False, "met", "assistant"),
    (AGRICULTURE, "skilled_technician", LONG_AGO, False, "met", "assistant"),
]


@pytest.mark.parametrize(("specialty", "education", "start", "assessed", "said", "level"), FIRST_TITLE)
def test_n16_n114_the_level_of_a_first_title(specialty, education, start, assessed, said, level):
    answer = judge(
        GRADUATE, specialty=specialty, education=education, service_start=start, unit_assessment_passed=assessed
    )
    found, reported = level_of(answer)
    # A barred route promises no level.
    assert (found, reported) == (said, level)


@pytest.mark.parametrize(
    ("specialty", "education", "title_date", "start", "assessed", "said"),
    [
        (ENGINEERING, "high_school", LONG_AGO, LONG_AGO, True, "barring"),
        (ENGINEERING, "secondary", "2019-10-21", LONG_AGO, False, "met"),
        (ENGINEERING, "secondary", "2019-10-22", LONG_AGO, True, "not_met"),
        (ENGINEERING, "college", "2021-10-21", LONG_AGO, False, "met"),
        (ENGINEERING, "college", "2021-10-22", LONG_AGO, True, "not_met"),
        (ENGINEERING, "skilled_intermediate", "2019-10-21", LONG_AGO, None, "met"),
        (ENGINEERING, "skilled_senior", "2021-10-21", None, None, "met"),
        (ENGINEERING, "bachelor", YESTERDAY, LONG_AGO, True, "met"),
        (ENGINEERING, "bachelor", LONG_AGO, LONG_AGO, False, "not_met"),
        (ENGINEERING, "bachelor", LONG_AGO, YESTERDAY, True, "not_met"),
        (ENGINEERING, "master", None, None, None, "met"),
        (AGRICULTURE, "below_secondary", LONG_AGO, LONG_AGO, True, "barring"),
        (AGRICULTURE, "high_school", "2019-10-21", LONG_AGO, False, "met"),
        (AGRICULTURE, "high_school", "2019-10-22", LONG_AGO, False, "not_met"),
        (AGRICULTURE, "secondary", "2019-10-21", None, None, "met"),
        (AGRICULTURE, "college", "2021-10-21", None, None, "met"),
        (AGRICULTURE, "bachelor", None, "2022-10-21", False, "met"),
        (AGRICULTURE, "bachelor", None, "2022-10-22", False, "not_met"),
    ],
)
def test_n16_n114_a_technician_needs_the_assistant_level(specialty, education, title_date, start, assessed, said):
    answer = judge(
        TECHNICIAN,
        specialty=specialty,
        education=education,
        title_date=title_date,
        service_start=start,
        unit_assessment_passed=assessed,
    )
    assert level_of(answer) == (said, None if said == "barring" else "assistant")


@pytest.mark.parametrize(("education", "years"), [("secondary", 4), ("college", 2), ("skilled_intermediate", 4)])
@pytest.mark.parametrize(("later", "said"), [(-1, "met"), (0, "met"), (1, "not_met")])
def test_2_1_years_since_the_title_the_day_before_on_and_after_the_last(education, years, later, said):
    since = day("2023-10-21").replace(year=2023 - years, day=21 + later)
    answer = judge(TECHNICIAN, education=education, title_date=since)
    found = finding(answer, NAME, "level")
    done = since.replace(year=2023)
    assert outcome(found) == said
    assert found.fulfilled_on == route(answer, NAME).earliest == done
    assert found.available_from == (done if said == "not_met" else None)
    assert found.gap == ({"days": 1} if said == "not_met" else None)


@pytest.mark.parametrize("specialty", [ENGINEERING, AGRICULTURE])
@pytest.mark.parametrize(("later", "level"), [(-1, "assistant"), (0, "assistant"), (1, "technician")])
def test_2_1_a_bachelors_year_of_service_the_day_before_on_and_after_the_last(specialty, later, level):
    answer = judge(GRADUATE, specialty=specialty, service_start=day("2022-10-21").replace(day=21 + later))
    assert level_of(answer) == ("met", level)


def test_2_1_time_alone_does_not_cure_a_missing_assessment():
    answer = judge(GRADUATE, education="college", service_start=YESTERDAY, unit_assessment_passed=False)
    found = finding(answer, NAME, "level")
    assert (outcome(found), found.available_from) == ("not_met", None)
    assert found.remedy


@pytest.mark.parametrize("assessed", [True, False, None])
@pytest.mark.parametrize(("education", "level"), [("college", "technician"), ("bachelor", "assistant")])
def test_n40_a_freelancer_needs_no_assessment_by_a_unit(education, level, assessed):
    answer = judge(FREELANCER, education=education, unit_assessment_passed=assessed)
    assert level_of(answer) == ("met", level)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"service_start": None}, ("service_start",)),
        ({"unit_assessment_passed": None}, ("unit_assessment_passed",)),
        ({"service_start": None, "unit_assessment_passed": None}, ("unit_assessment_passed", "service_start")),
        ({"service_start": None, "specialty": AGRICULTURE, "unit_assessment_passed": None}, ("service_start",)),
    ],
)
def test_2_1_a_bachelors_level_is_open_while_the_higher_one_can_still_be_reached(facts, missing):
    answer = judge(GRADUATE, **facts)
    found = finding(answer, NAME, "level")
    assert (outcome(found), found.missing) == ("unknown", missing)
    assert route(answer, NAME).level == "technician"


@pytest.mark.parametrize(
    "facts",
    [
        {"service_start": None, "unit_assessment_passed": False},
        {"service_start": YESTERDAY, "unit_assessment_passed": None},
    ],
)
def test_2_1_a_fact_that_no_level_depends_on_any_more_is_not_missing(facts):
    assert level_of(judge(GRADUATE, **facts)) == ("met", "technician")


@pytest.mark.parametrize("education", ["second_bachelor", "master", "doctor"])
def test_2_1_who_reaches_the_level_at_once_is_asked_for_no_dates(education):
    answer = judge(TECHNICIAN, education=education, title_date=None, service_start=None, unit_assessment_passed=None)
    assert level_of(answer) == ("met", "assistant")
    # The hours need the title's date, to see that no year since was left out.
    assert answer.missing == ("title_date",)


@pytest.mark.parametrize(
    ("title", "same", "said"),
    [
        ("none", None, "met"),
        ("none", False, "met"),
        ("technician", True, "met"),
        ("technician", False, "confirm"),
        ("technician", None, "unknown"),
        (None, True, "unknown"),
    ],
)
def test_2_1_moving_to_another_series_is_left_to_be_confirmed(title, same, said):
    assert outcome(finding(judge(TECHNICIAN, title_level=title, title_same_series=same), NAME, "same_series")) == said


def hours(general: float, professional: float) -> list[dict]:
    return [
        {"year": 2021, "general": 0, "professional": 0},
        {"year": 2022, "general": general, "professional": professional},
    ]


ENOUGH = [{"year": y, "general": 30, "professional": 60} for y in (2021, 2022)]
SUSPECT = [{"year": 2021, "general": 1, "professional": 60}, {"year": 2022, "general": 60, "professional": 60}]


@pytest.mark.parametrize(
    ("rows", "technician", "nobody_yet"),
    [
        (ENOUGH, "met", "met"),
        (SUSPECT, "confirm", "confirm"),
        (hours(60, 120), "not_met", "confirm"),
        (hours(59, 120), "not_met", "confirm"),
        (None, "unknown", "unknown"),
        ([], "unknown", "unknown"),
        ([ENOUGH[0], {"year": 2022, "general": None, "professional": 60}], "unknown", "unknown"),
        ([ENOUGH[0], {"year": 2023, "general": 30, "professional": 60}], "unknown", "unknown"),
    ],
)
def test_3_3_short_hours_stop_a_technician_and_are_confirmed_for_a_first_title(rows, technician, nobody_yet):
    for basis, said in ((TECHNICIAN, technician), (GRADUATE, nobody_yet)):
        found = finding(judge(basis, hours=rows), NAME, "continuing_education")
        assert outcome(found) == said
        assert found.missing == (("hours",) if said == "unknown" else ())


@pytest.mark.parametrize(("rows", "said"), [(ENOUGH, "met"), (SUSPECT, "confirm"), (hours(1, 1), "unknown")])
def test_3_3_without_the_title_level_short_hours_decide_nothing(rows, said):
    found = finding(judge(TECHNICIAN, hours=rows, title_level=None), NAME, "continuing_education")
    assert outcome(found) == said


@pytest.mark.parametrize(
    ("specialty", "committee", "new"),
    [
        ("mechanical", "engineering", False),
        ("big_data", "engineering", True),
        ("agronomy", "agriculture", False),
        ("veterinary", "agriculture", False),
    ],
)
def test_2_1_3_1_the_committee_and_the_new_specialties(specialty, committee, new):
    answer = judge(TECHNICIAN, specialty=specialty)
    assert outcome(finding(answer, NAME, "series")) == "met"
    assert answer.committee == route(answer, NAME).committee == committee
    assert ("new_specialty" in {found.criterion for found in route(answer, NAME).findings}) is new
    # From technician to assistant, agriculture's years stand in one copy only.
    assert answer.verdict == ("eligible" if committee == "engineering" and not new else "confirm")


def test_2_1_the_window_of_the_review():
    window = route(judge(TECHNICIAN), NAME).window
    assert window
    assert (window.opens, window.closes) == (day("2023-10-09"), day("2023-10-21"))


def test_3_3_who_crammed_one_subject_and_lacks_the_other_learns_of_both():
    hours = [{"year": 2021, "general": 75, "professional": 70}, {"year": 2022, "general": 0, "professional": 40}]
    found = finding(judge(TECHNICIAN, hours=hours), NAME, "continuing_education")
    assert found.verdict == "not_met"
    assert "专业科目还差 10 学时" in found.text.zh
    assert "公需科目的学时全部集中在 2021 年" in found.text.zh
    assert found.remedy and "补上登记记录" in found.remedy.zh and "把差的学时学完" in found.remedy.zh
    only_short = [{"year": 2021, "general": 30, "professional": 70}, {"year": 2022, "general": 30, "professional": 40}]
    found = finding(judge(TECHNICIAN, hours=only_short), NAME, "continuing_education")
    assert "集中" not in found.text.zh
    assert found.remedy and "补上登记记录" not in found.remedy.zh
