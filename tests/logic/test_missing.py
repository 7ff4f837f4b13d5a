"""``missing``: what the findings still name. Where it is empty, no filling of the blanks changes the outcome."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logic.facts import FACT, FIELDS, Education, Employment, ForeignPermit, Residency, TitleLevel
from tests.logic.applicants import AS_OF, BASIS, GRADUATE, TECHNICIAN, judge, whole_outcome
from tests.logic.strategies import SPECIALTIES, VALUES, anybody, days, nearly_whole, partial

Facts = dict[str, Any]


def open_facts(facts: Facts, answer: Any) -> list[str]:
    """Facts not known; hours with a gap or a blank count as not known.

    Whether the diploma is from outside the mainland is asked in one question with its kind: known with it.
    """
    incomplete = answer.hours is None or answer.hours.verdict == "incomplete"
    known = {"diploma_outside_mainland"} if facts.get("full_time_recognised") is not None else set()
    return [f for f in FIELDS if (facts.get(f) is None or (f == "hours" and incomplete)) and f not in known]


def named(answer: Any) -> set[str]:
    return {field for result in answer.routes for found in result.findings for field in found.missing}


@given(anybody, days)
def test_missing_is_open_in_asking_order_and_asked_of_this_person(facts, as_of):
    answer = judge(facts, as_of)
    assert set(answer.missing) <= set(open_facts(facts, answer))
    assert list(answer.missing) == sorted(answer.missing, key=FIELDS.index)
    if answer.verdict == "ineligible":
        assert answer.missing == ()
    for field in answer.missing:
        gate = FACT[field].gate
        assert gate is None or facts.get(gate) is not None or FACT[field].while_gate_open
    assert "diploma_outside_mainland" not in answer.missing


@given(anybody, days)
def test_missing_is_what_the_findings_of_the_routes_not_barred_name(facts, as_of):
    answer = judge(facts, as_of)
    open_routes = [result for result in answer.routes if result.verdict != "ineligible"]
    names = {field for result in open_routes for found in result.findings for field in found.missing}
    # Whether recognition is listed hangs on this one.
    if answer.routes[0].route == "initial_recognition" and facts.get("title_level") == "technician" and open_routes:
        names |= {"title_same_series"} - {name for name, value in facts.items() if value is not None}
    assert set(answer.missing) == names


@given(nearly_whole(), days, st.data())
@settings(max_examples=300)
def test_when_nothing_is_missing_no_further_answer_changes_the_outcome(facts, as_of, data):
    answer = judge(facts, as_of)
    if answer.missing:
        return
    fields = open_facts(facts, answer)
    for _ in range(8):
        chosen = data.draw(st.sets(st.sampled_from(fields))) if fields else set()
        more = {field: data.draw(VALUES[field]) for field in chosen}
        assert whole_outcome(judge({**facts, **more}, as_of)) == whole_outcome(answer), more


@given(partial, days, st.data())
def test_once_barred_always_barred(facts, as_of, data):
    answer = judge(facts, as_of)
    if answer.verdict != "ineligible":
        return
    more = {field: data.draw(VALUES[field]) for field in open_facts(facts, answer)}
    assert judge({**facts, **more}, as_of).verdict == "ineligible"


# --- all fillings, wholly and in part, of a few open facts ------------------------------------------------------

YES_NO = [True, False]


def _rows(*shares: float) -> list[dict]:
    return [{"year": 2021 + i, "general": 30 * s, "professional": 60 * s} for i, s in enumerate(shares)]


TRY: dict[str, list[Any]] = {
    **dict.fromkeys(FIELDS, YES_NO),
    "employment": [e.value for e in Employment],
    "residency": [r.value for r in Residency],
    "foreign_permit": [p.value for p in ForeignPermit],
    "specialty": SPECIALTIES,
    "education": [e.value for e in Education],
    "title_level": [t.value for t in TitleLevel],
    "hours": [_rows(1, 1), _rows(0, 1), _rows(0, 2), _rows(0.5, 2)],
    # as_of is 2023-10-10: in time for both windows, for one, for none; and long ago
    "service_start": [dt.date(2010, 1, 1)]
    + [dt.date(2023 - n, 10, d) for n in (1, 3) for d in (21, 22, 23, 24)]
    + [AS_OF],
    "title_date": [dt.date(2010, 1, 1)] + [dt.date(2023 - n, 10, d) for n in (2, 4) for d in (21, 22)],
}


def could_change(facts: Facts, fields: list[str]) -> set[str]:
    """By trying everything: the open facts that change the outcome in some filling of the others."""
    choices = [[None, *TRY[field]] for field in fields]
    outcomes = {}
    for numbers in product(*(range(len(values)) for values in choices)):
        filled = dict(zip(fields, (values[n] for values, n in zip(choices, numbers, strict=True)), strict=True))
        outcomes[numbers] = whole_outcome(judge({**facts, **filled}))
    return {
        field
        for place, field in enumerate(fields)
        if any(outcomes[(*n[:place], 0, *n[place + 1 :])] != said for n, said in outcomes.items() if n[place])
    }


FEW_OPEN = [
    ("企业本科毕业生", {}, ["service_start", "unit_assessment_passed"]),
    ("企业本科毕业生", {}, ["full_time_recognised", "major_related", "hours"]),
    ("企业本科毕业生", {}, ["title_level", "title_date"]),
    ("企业本科毕业生", {}, ["title_level", "title_same_series"]),
    ("企业本科毕业生", {"full_time_recognised": False}, ["employment", "service_start"]),
    ("企业本科毕业生", {"full_time_recognised": False, "education": "college"}, ["employment", "hours"]),
    ("企业本科毕业生", {"dishonesty_record": True}, ["education", "full_time_recognised"]),
    ("企业本科毕业生", {"specialty": "library", "unit_assessment_passed": False}, ["education", "major_related"]),
    (
        "企业本科毕业生",
        {"specialty": "school_teaching", "unit_assessment_passed": False},
        ["major_related", "title_level"],
    ),
    ("企业本科毕业生", {"specialty": "rural_crafts"}, ["education", "hours", "title_level"]),
    ("企业本科毕业生", {"under_contract": False}, ["residency", "foreign_permit", "dishonesty_record"]),
    ("企业本科毕业生", {"under_contract": False}, ["major_related", "hours", "education"]),
    ("企业大专技术员", {}, ["title_date", "title_same_series", "hours"]),
    ("企业大专技术员", {"title_same_series": False}, ["education", "service_start"]),
    ("企业大专技术员", {}, ["education", "title_date"]),
    ("企业大专技术员", {"specialty": "library", "unit_assessment_passed": False}, ["education", "title_same_series"]),
    ("企业中专技术员", {}, ["employment", "title_date"]),
    ("企业中专技术员", {"works_in_district": False}, ["employment", "residency"]),
    ("事业单位本科毕业生", {}, ["post_vacancy", "disciplinary_period", "hours"]),
    ("事业单位本科毕业生", {"major_related": False}, ["employment", "post_vacancy", "hours"]),
    ("自由职业本科毕业生", {}, ["unit_assessment_passed", "service_start", "hours"]),
    ("自由职业本科毕业生", {}, ["specialty", "title_level"]),
    ("企业本科毕业生", {}, ["specialty", "education"]),
    # Two routes read the same open fact: what the one learns of it must not keep the other open.
    (
        "企业大专技术员",
        {"title_same_series": False, "service_start": dt.date(2023, 6, 1)},
        ["unit_assessment_passed", "title_date"],
    ),
    ("企业大专技术员", {"title_same_series": False, "unit_assessment_passed": False}, ["service_start", "title_date"]),
    (
        "企业大专技术员",
        {
            "title_same_series": False,
            "education": "skilled_senior",
            "specialty": "agronomy",
            "service_start": dt.date(2023, 6, 1),
        },
        ["unit_assessment_passed", "title_date", "hours"],
    ),
    ("企业本科毕业生", {"specialty": "agronomy"}, ["service_start", "unit_assessment_passed", "hours"]),
    (
        "企业本科毕业生",
        {"specialty": "agronomy", "education": "secondary"},
        ["service_start", "unit_assessment_passed", "hours"],
    ),
]


@pytest.mark.parametrize(("basis", "facts", "fields"), FEW_OPEN)
def test_where_nothing_is_missing_no_filling_changes_the_outcome_by_trying_everything(basis, facts, fields):
    # Everything but ``fields`` is known, also what nobody asks this person.
    unasked = {"foreign_permit": "none", "post_vacancy": True, "disciplinary_period": False, "in_technical_post": True}
    facts = {
        **unasked,
        "under_contract": True,
        "title_date": "2020-01-01",
        **BASIS[basis],
        **facts,
        **dict.fromkeys(fields),
    }
    answer, changing = judge(facts), could_change(facts, fields)
    assert set(answer.missing) <= set(fields)
    # What no finding names yet comes up once the answer that decides on it is given.
    assert changing & named(answer) <= set(answer.missing)
    if not answer.missing:
        assert changing == set()


def test_what_only_a_barred_route_asks_is_not_missing():
    answer = judge(GRADUATE, full_time_recognised=False, major_related=None)
    assert answer.missing == ()
    assert answer.recommended == "junior_review"


def test_a_title_of_unknown_series_is_asked_about():
    missing = judge(TECHNICIAN, title_same_series=None).missing
    assert "title_same_series" in missing


def test_nobody_reads_not_yet_on_the_strength_of_a_blank():
    graduate = judge(GRADUATE, dt.date(2023, 10, 12), service_start="2023-08-01", hours=None)
    assert (graduate.verdict, graduate.recommended, graduate.level) == ("incomplete", "junior_review", "technician")
    assert graduate.missing == ("hours",)
