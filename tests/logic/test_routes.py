"""Which routes lie open, what the others say, and which one is recommended."""

from __future__ import annotations

import csv

import pytest

from tests.logic.applicants import BASIS, FREELANCER, GRADUATE, PACK, TECHNICIAN, finding, judge, outcome, route

BY_SERIES = {
    "engineering": ["initial_recognition", "junior_review"],
    "digital_economy": ["initial_recognition", "junior_review"],
    "agriculture": ["initial_recognition", "junior_review"],
    "teaching": ["initial_recognition", "department_review"],
    "entrusted": ["initial_recognition", "entrusted_review"],
    "exam": ["examination"],
    "rural_revitalisation": ["rural_review"],
    "technology_brokerage": ["brokerage_review"],
}
SPECIALTIES = sorted(PACK.by_id)


def names(answer) -> list[str]:
    return [result.route for result in answer.routes]


@pytest.mark.parametrize("title", ["none", None])
@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_the_routes_of_every_specialty_for_a_first_title(specialty, title):
    assert names(judge(GRADUATE, specialty=specialty, title_level=title)) == BY_SERIES[PACK.by_id[specialty].series]


@pytest.mark.parametrize("title", ["assistant", "intermediate_or_above"])
@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_4_6_above_the_junior_level_only_the_higher_review_is_left_except_for_examinations(specialty, title):
    # Senior titles of the examination series do go through review.
    exam = PACK.by_id[specialty].series == "exam" and title == "assistant"
    answer = judge(TECHNICIAN, specialty=specialty, title_level=title)
    assert names(answer) == ["examination" if exam else "higher_review"]
    if not exam:
        assert (answer.verdict, answer.level) == ("confirm", None)
        assert answer.committee == PACK.committee_of(specialty)


@pytest.mark.parametrize("title", ["none", "technician", "assistant", "intermediate_or_above", None])
def test_without_a_specialty_nothing_is_determined(title):
    answer = judge(GRADUATE, specialty=None, title_level=title)
    assert names(answer) == ["undetermined"]
    assert (answer.verdict, answer.committee, answer.level) == ("incomplete", None, None)
    assert answer.missing[0] == "specialty"


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, "incomplete"),
        ({"dishonesty_record": True}, "incomplete"),
        ({"under_contract": False}, "not_yet"),
        ({"works_in_district": False}, "ineligible"),
    ],
)
def test_without_a_specialty_the_common_criteria_give_the_verdict(facts, verdict):
    assert judge(GRADUATE, specialty=None, **facts).verdict == verdict


@pytest.mark.parametrize("specialty", sorted({s.series: s.id for s in PACK.specialties}.values()))
def test_without_a_title_level_every_route_misses_it(specialty):
    answer = judge(GRADUATE, specialty=specialty, title_level=None)
    if answer.verdict == "ineligible":
        assert answer.missing == ()
    else:
        assert all("title_level" in result.missing for result in answer.routes)
        assert answer.missing == ("title_level",)


OTHERS = [
    ("library", "entrusted_review", "entrusted", "4.1"),
    ("school_teaching", "department_review", "department", "4.6"),
    ("rural_crafts", "rural_review", "rural", "3.1"),
    ("technology_brokerage", "brokerage_review", "brokerage", "3.1"),
    ("software", "examination", "exam_series", "2.3"),
]


@pytest.mark.parametrize(("specialty", "name", "criterion", "clause"), OTHERS)
def test_routes_that_others_run_are_left_to_be_confirmed(specialty, name, criterion, clause):
    answer = judge(TECHNICIAN, specialty=specialty)
    result, found = route(answer, name), finding(answer, name, criterion)
    assert (answer.verdict, answer.recommended, outcome(found), found.clause) == ("confirm", name, "confirm", clause)
    assert found.ask
    nothing = (result.level, result.title, result.committee, result.approver, result.window, result.earliest)
    assert nothing == (None,) * 6
    assert answer.committee is None


@pytest.mark.parametrize(("specialty", "name", "criterion", "clause"), OTHERS)
def test_routes_that_others_run_still_test_the_common_criteria(specialty, name, criterion, clause):
    # A farmer may have neither contract nor post.
    lacking = judge(TECHNICIAN, specialty=specialty, under_contract=False, in_technical_post=False)
    assert lacking.verdict == ("confirm" if name == "rural_review" else "not_yet")
    assert judge(TECHNICIAN, specialty=specialty, applied_elsewhere_this_year=True).verdict == "ineligible"
    assert judge(TECHNICIAN, specialty=specialty, works_in_district=False).verdict == "ineligible"
    assert judge(TECHNICIAN, specialty=specialty, residency=None).verdict == "incomplete"


@pytest.mark.parametrize("specialty", [s.id for s in PACK.specialties if s.series == "exam"])
@pytest.mark.parametrize("basis", [GRADUATE, TECHNICIAN, FREELANCER])
def test_2_3_titles_by_examination_are_neither_recognised_nor_reviewed(specialty, basis):
    answer = judge(basis, specialty=specialty)
    unsure = specialty == "software"  # the catalogue could not be checked for it
    assert outcome(finding(answer, "examination", "exam_series")) == ("confirm" if unsure else "barring")
    assert (answer.verdict, answer.level, answer.committee) == ("confirm" if unsure else "ineligible", None, None)


@pytest.mark.parametrize(
    ("basis", "facts", "recommended"),
    [
        # a tie: recognition first
        ("企业本科毕业生", {}, "initial_recognition"),
        # the better verdict
        ("企业本科毕业生", {"unit_assessment_passed": False}, "junior_review"),
        ("自由职业本科毕业生", {}, "junior_review"),
        # a tie of verdicts: the higher level
        ("企业本科毕业生", {"education": "college", "service_start": "2020-07-01"}, "initial_recognition"),
        ("企业本科毕业生", {"education": "doctor"}, "initial_recognition"),
        # not yet before incomplete before ineligible
        ("企业大专技术员", {"title_same_series": False, "title_date": "2023-01-01"}, "initial_recognition"),
        ("企业本科毕业生", {"major_related": None, "hours": None, "under_contract": False}, "initial_recognition"),
        ("企业本科毕业生", {"major_related": False, "hours": None}, "junior_review"),
    ],
)
def test_the_best_verdict_is_recommended_then_the_higher_level_then_recognition(basis, facts, recommended):
    assert judge(BASIS[basis], **facts).recommended == recommended


TITLES = """family,specialty,technician,assistant,intermediate
engineer,mechanical,技术员,助理工程师,工程师
engineer,big_data,技术员,助理工程师,工程师
agronomist,agronomy,农业技术员,助理农艺师,农艺师
livestock,animal_husbandry,农业技术员,助理畜牧师,畜牧师
veterinary,veterinary,农业技术员,助理兽医师,兽医师
library,library,管理员,助理馆员,馆员
museum,cultural_heritage,,助理馆员,馆员
arts_crafts,arts_crafts,工艺美术员,助理工艺美术师,工艺美术师
research,natural_science,,研究实习员,助理研究员
lecturer,university_teaching,,助教,讲师
school_teacher,school_teaching,三级教师,二级教师,一级教师
vocational_teacher,vocational_teaching,,助理讲师,讲师
none,performing_arts,,,
"""


@pytest.mark.parametrize("row", [*csv.DictReader(TITLES.splitlines())], ids=lambda row: row["specialty"])
@pytest.mark.parametrize(
    ("education", "level"), [("secondary", "technician"), ("bachelor", "assistant"), ("doctor", "intermediate")]
)
def test_the_title_of_each_family_and_level_and_none_where_no_name_is_known(row, education, level):
    result = route(judge(GRADUATE, specialty=row["specialty"], education=education), "initial_recognition")
    assert result.level == level
    assert (result.title.zh if result.title else "") == row[level]
    assert result.title is None or result.title.en
