"""Clauses 1.1 to 1.4, 4.1, 4.3 and n40: the criteria of every route, each at its boundaries."""

from __future__ import annotations

import pytest

from tests.logic.applicants import GRADUATE, PUBLIC, TECHNICIAN, finding, judge, outcome, outcomes, route

RECOGNITION, REVIEW = "initial_recognition", "junior_review"
UNIT_KINDS = [
    "enterprise",
    "public_institution",
    "other_organisation",
    "civil_servant",
    "civil_service_managed",
    "retired",
]


def of(criterion: str, route_name: str = RECOGNITION, **facts) -> str:
    return outcome(finding(judge(GRADUATE, **facts), route_name, criterion))


@pytest.mark.parametrize(
    ("employment", "said"),
    [
        ("enterprise", "met"),
        ("public_institution", "met"),
        ("freelancer", "met"),
        ("other_organisation", "confirm"),
        ("not_employed", "not_met"),
        ("civil_servant", "barring"),
        ("civil_service_managed", "barring"),
        ("retired", "barring"),
        (None, "unknown"),
    ],
)
def test_1_3_who_may_apply_by_employment(employment, said):
    assert of("employment", employment=employment) == said


@pytest.mark.parametrize(("here", "said"), [(True, "met"), (False, "barring"), (None, "unknown")])
@pytest.mark.parametrize("employment", [*UNIT_KINDS, "freelancer"])
def test_1_1_the_work_has_to_be_in_the_district(employment, here, said):
    assert of("location", employment=employment, works_in_district=here) == said


@pytest.mark.parametrize(
    ("fact", "criterion"), [("under_contract", "contract"), ("in_technical_post", "technical_post")]
)
@pytest.mark.parametrize(("value", "said"), [(True, "met"), (False, "not_met"), (None, "unknown")])
@pytest.mark.parametrize("employment", UNIT_KINDS)
def test_1_1_contract_and_post_are_asked_of_everybody_with_a_unit(employment, fact, criterion, value, said):
    assert of(criterion, employment=employment, **{fact: value}) == said


@pytest.mark.parametrize("value", [True, False, None])
@pytest.mark.parametrize("employment", ["freelancer", "not_employed"])
def test_1_1_contract_and_post_do_not_concern_people_without_a_unit(employment, value):
    facts = {"employment": employment, "under_contract": value, "in_technical_post": value}
    assert of("contract", **facts) == of("technical_post", **facts) == "not_applicable"


@pytest.mark.parametrize("value", [True, False, None])
def test_1_1_the_place_of_work_does_not_concern_the_not_employed(value):
    assert of("location", employment="not_employed", works_in_district=value) == "not_applicable"


@pytest.mark.parametrize("value", [True, False, None])
def test_1_1_without_the_employment_what_depends_on_it_is_unknown_and_asks_for_the_employment(value):
    facts = dict.fromkeys(("works_in_district", "under_contract", "in_technical_post"), value)
    answer = judge(GRADUATE, employment=None, post_vacancy=value, disciplinary_period=value, **facts)
    for criterion in ("employment", "location", "contract", "technical_post", "post_ratio", "discipline"):
        found = finding(answer, RECOGNITION, criterion)
        assert (outcome(found), found.missing) == ("unknown", ("employment",)), criterion


@pytest.mark.parametrize("permit", ["permanent_residence", "anhui_work_permit", "none", None])
@pytest.mark.parametrize(
    ("residency", "by_permit"),
    [
        ("mainland", {}),
        ("hong_kong_macao_taiwan", {}),
        ("foreign", {"none": "barring", None: "unknown"}),
        (None, dict.fromkeys(["permanent_residence", "anhui_work_permit", "none", None], "unknown")),
    ],
)
def test_1_2_a_foreigner_needs_one_of_two_permits(residency, permit, by_permit):
    assert of("residency", residency=residency, foreign_permit=permit) == by_permit.get(permit, "met")


@pytest.mark.parametrize(
    ("vacancy", "in_review", "in_recognition"),
    [(True, "met", "met"), (False, "not_met", "confirm"), (None, "unknown", "unknown")],
)
def test_1_4_a_full_post_ratio_stops_review_and_leaves_recognition_to_be_confirmed(vacancy, in_review, in_recognition):
    answer = judge(PUBLIC, post_vacancy=vacancy)
    assert outcome(finding(answer, REVIEW, "post_ratio")) == in_review
    assert outcome(finding(answer, RECOGNITION, "post_ratio")) == in_recognition


@pytest.mark.parametrize(
    ("specialty", "name"),
    [
        ("school_teaching", "department_review"),
        ("library", "entrusted_review"),
        ("health", "examination"),
        ("software", "examination"),
        ("rural_crafts", "rural_review"),
        ("technology_brokerage", "brokerage_review"),
        (None, "undetermined"),
    ],
)
def test_1_4_a_full_post_ratio_is_curable_on_every_other_route(specialty, name):
    assert outcome(finding(judge(PUBLIC, specialty=specialty, post_vacancy=False), name, "post_ratio")) == "not_met"


@pytest.mark.parametrize("employment", ["enterprise", "freelancer", "other_organisation", "not_employed", "retired"])
@pytest.mark.parametrize("value", [True, False, None])
def test_1_4_and_n40_concern_public_institutions_only(employment, value):
    facts = {"employment": employment, "post_vacancy": value, "disciplinary_period": value}
    assert of("post_ratio", **facts) == of("discipline", **facts) == "not_applicable"


@pytest.mark.parametrize(("running", "said"), [(False, "met"), (True, "not_met"), (None, "unknown")])
def test_n40_a_running_penalty_is_curable(running, said):
    assert outcome(finding(judge(PUBLIC, disciplinary_period=running), REVIEW, "discipline")) == said


@pytest.mark.parametrize(("elsewhere", "said"), [(False, "met"), (True, "barring"), (None, "unknown")])
def test_4_1_one_series_a_year(elsewhere, said):
    assert of("one_application", applied_elsewhere_this_year=elsewhere) == said


@pytest.mark.parametrize(("record", "said"), [(False, "met"), (True, "confirm"), (None, "unknown")])
def test_4_3_a_dishonesty_record_is_left_to_be_confirmed(record, said):
    assert of("integrity", dishonesty_record=record) == said


def test_all_obstacles_are_stated_at_once():
    answer = judge(
        TECHNICIAN,
        employment="civil_servant",
        works_in_district=False,
        under_contract=False,
        in_technical_post=False,
        residency="foreign",
        foreign_permit="none",
        applied_elsewhere_this_year=True,
        dishonesty_record=True,
    )
    said = outcomes(route(answer, REVIEW))
    assert [name for name, word in said.items() if word == "barring"] == [
        *("employment", "location", "residency", "one_application"),
    ]
    assert said["contract"] == said["technical_post"] == "not_met"
    assert said["integrity"] == "confirm"
    assert said["level"] == said["continuing_education"] == "met"


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, "eligible"),
        ({"dishonesty_record": True}, "confirm"),
        ({"dishonesty_record": True, "residency": None}, "incomplete"),
        ({"dishonesty_record": True, "residency": None, "under_contract": False}, "not_yet"),
        (
            {
                "dishonesty_record": True,
                "residency": None,
                "under_contract": False,
                "applied_elsewhere_this_year": True,
            },
            "ineligible",
        ),
    ],
)
def test_the_first_verdict_that_applies_is_barring_curable_unknown_confirm_eligible(facts, verdict):
    answer = judge(GRADUATE, **facts)
    assert answer.verdict == verdict
    assert {result.verdict.value for result in answer.routes} == {verdict}


@pytest.mark.parametrize(
    "facts",
    [
        {"employment": "retired"},
        {"works_in_district": False},
        {"applied_elsewhere_this_year": True},
        {"residency": "foreign", "foreign_permit": "none"},
    ],
)
def test_nothing_is_promised_beside_a_refusal(facts):
    answer = judge(GRADUATE, **facts)
    assert (answer.verdict, answer.level, answer.title, answer.committee) == ("ineligible", None, None, None)
    assert answer.missing == ()
    for result in answer.routes:
        assert (result.level, result.title, result.approver, result.earliest) == (None, None, None, None)


def test_every_finding_that_is_not_met_says_so_in_both_languages_and_names_its_clause():
    answer = judge(PUBLIC, post_vacancy=False, disciplinary_period=True, under_contract=False, works_in_district=False)
    for result in answer.routes:
        for found in result.findings:
            assert found.text.zh
            assert found.text.en
            assert found.clause
            if outcome(found) == "not_met":
                assert found.remedy
                assert found.remedy.zh
            if outcome(found) == "confirm":
                assert found.ask
                assert found.ask.en
