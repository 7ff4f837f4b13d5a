"""Bad input: every kind of fault names its field in both languages, and nothing is guessed (section 2)."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.facts import FACT, FACTS, FIELDS, Applicant, BadApplicant, Employment, read_applicant, with_usual
from logic.hours import YearTenths
from tests.logic.applicants import AS_OF, PACK, read

CHOICES = ["employment", "residency", "foreign_permit", "education", "title_level"]
YES_NO = [
    *("works_in_district", "under_contract", "in_technical_post", "post_vacancy", "disciplinary_period"),
    *("applied_elsewhere_this_year", "dishonesty_record", "full_time_recognised", "major_related"),
    *("unit_assessment_passed", "title_same_series"),
]
DATES = ["service_start", "title_date"]


def faults(data: Any, as_of: dt.date = AS_OF) -> list[str]:
    """The faulty fields; each fault has to say something in both languages."""
    with pytest.raises(BadApplicant) as refused:
        read_applicant(data, as_of=as_of, specialties=PACK.by_id)
    for error in refused.value.errors:
        assert error.text.zh.strip()
        assert error.text.en.strip()
        assert error.text.en != error.text.zh
    return [error.field for error in refused.value.errors]


def row(**facts: Any) -> dict[str, Any]:
    return {"hours": [{"year": 2021, "general": 30, "professional": 60}, {"year": 2022, **facts}]}


def test_the_facts_are_those_of_the_rules_in_asking_order():
    words = """
        employment specialty title_level title_date title_same_series works_in_district under_contract
        in_technical_post residency foreign_permit disciplinary_period applied_elsewhere_this_year dishonesty_record
        education full_time_recognised diploma_outside_mainland major_related unit_assessment_passed service_start
        post_vacancy hours
    """
    assert " ".join(FIELDS) == re.sub(r"\s+", " ", words).strip()


@pytest.mark.parametrize("data", [{}, dict.fromkeys(FIELDS)])
def test_absent_and_null_mean_not_known(data):
    assert read(data) == Applicant()
    assert read(data).known() == {}


@pytest.mark.parametrize("data", [None, [], "enterprise", 1, True, [("employment", "enterprise")]])
def test_an_applicant_is_an_object(data):
    assert faults(data) == [""]


@pytest.mark.parametrize("field", CHOICES)
@pytest.mark.parametrize("value", ["", "Enterprise", " enterprise", "企业", 1, True, ["none"], {"none": 1}, 0.5])
def test_a_choice_is_one_of_the_choices(field, value):
    assert faults({field: value}) == [field]


@pytest.mark.parametrize("value", ["", "Mechanical", "no_such", 3, True, ["mechanical"], {"mechanical"}])
def test_the_specialty_is_one_of_the_catalogue(value):
    assert faults({"specialty": value}) == ["specialty"]


@pytest.mark.parametrize("field", YES_NO)
@pytest.mark.parametrize("value", [0, 1, "true", "false", "", "是", 1.0, [], {}])
def test_yes_or_no_is_nothing_else(field, value):
    assert faults({field: value}) == [field]


@pytest.mark.parametrize("field", DATES)
@pytest.mark.parametrize(
    "value",
    [
        *("", "2023-9-1", "20230901", "2023-02-29", "2023-13-01", "2023-W36-5", "2023/09/01", "01-09-2023"),
        *("2023-09-01T00:00:00", " 2023-09-01", "二〇二三年", "０２３-09-01x", "today"),
        *(20230901, 1.5, True, ["2023-09-01"], dt.datetime(2023, 9, 1)),
        *("1949-12-31", "2101-01-01", dt.date(1949, 12, 31), dt.date(2101, 1, 1)),
    ],
)
def test_a_date_is_a_real_day_written_one_way(field, value):
    assert faults({field: value}, dt.date(2100, 12, 31)) == [field]


@pytest.mark.parametrize("value", ["1950-01-01", "2100-12-31", "2020-02-29", dt.date(2020, 2, 29)])
def test_the_first_and_the_last_date_taken(value):
    assert read({"title_date": value}).title_date in (value, dt.date.fromisoformat(str(value)))


@pytest.mark.parametrize(("start", "bad"), [("2023-10-09", False), ("2023-10-10", False), ("2023-10-11", True)])
def test_service_cannot_begin_after_the_day_asked_about(start, bad):
    if bad:
        assert faults({"service_start": start}) == ["service_start"]
    else:
        assert read({"service_start": start}).service_start == dt.date.fromisoformat(start)


def test_a_title_may_be_older_than_the_service():
    assert read({"title_date": "2015-01-01", "service_start": "2020-01-01"}).title_date == dt.date(2015, 1, 1)


@pytest.mark.parametrize("value", ["[]", 3, True, {"2021": 30}, "2021", {2021}])
def test_hours_are_a_list(value):
    assert faults({"hours": value}) == ["hours"]


@pytest.mark.parametrize("value", [None, 2021, "2021", [2021, 30, 60], True])
def test_a_year_of_hours_is_an_object(value):
    assert faults({"hours": [{"year": 2020}, value]}) == ["hours.1"]


@pytest.mark.parametrize("value", [True, "2022", 2022.0, None, 1949, 2101, 0, -2022, 10**400, [2022], Decimal(2022)])
def test_a_year_is_four_figures(value):
    assert faults({"hours": [{"year": value, "general": 30, "professional": 60}]}) == ["hours.0.year"]


def test_a_year_has_to_be_named():
    assert faults({"hours": [{"general": 30}]}) == ["hours.0.year"]


@pytest.mark.parametrize("subject", ["general", "professional"])
@pytest.mark.parametrize(
    "value",
    [
        *(True, False, "30", "", [30], {"n": 30}),
        *(float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")),
        *(-1, -0.1, Decimal("-0.1"), 8785, 8784.1, 10**400, 1e300, Decimal("1e400")),
        *(30.05, 0.01, 1e-9, Decimal("30.05"), Decimal("30." + "0" * 50 + "1"), Decimal("1e-400"), 0.1 + 0.2),
    ],
)
def test_hours_are_a_number_from_0_to_8784_with_one_decimal_at_most(subject, value):
    assert faults(row(**{subject: value})) == [f"hours.1.{subject}"]


@pytest.mark.parametrize(
    ("value", "tenths"),
    [
        (0, 0),
        (0.0, 0),
        (0.1, 1),
        (30, 300),
        (30.5, 305),
        (8784, 87840),
        (29.9, 299),
        (Decimal("30.50"), 305),
        (Decimal("30." + "0" * 60), 300),
        (Decimal("3E+1"), 300),
        (8783.9, 87839),
        (None, None),
    ],
)
def test_hours_are_kept_exact_to_a_tenth(value, tenths):
    assert (read(row(general=value)).hours or ())[1] == YearTenths(2022, tenths, None)


@given(st.integers(0, 87840))
def test_every_tenth_of_an_hour_is_read_exactly(tenths):
    for value in (tenths / 10, Decimal(tenths) / 10):
        assert read({"hours": [{"year": 2022, "general": value}]}).hours == (YearTenths(2022, tenths, None),)


def test_a_year_given_twice_is_named():
    rows = [{"year": y} for y in (2020, 2021, 2020, 2021)]
    assert faults({"hours": rows}) == ["hours.2.year", "hours.3.year"]


def test_ten_years_at_most():
    rows = [{"year": 2010 + n, "general": 30, "professional": 60} for n in range(11)]
    assert len(read({"hours": rows[:10]}).hours or ()) == 10
    assert faults({"hours": rows}) == ["hours"]


@pytest.mark.parametrize(
    "field", ["name", "Employment", "employment ", "身份证号", "", "__class__", "credited", "known", "\ud800"]
)
def test_an_unknown_field_is_named(field):
    found = faults({"employment": "enterprise", field: None})
    assert len(found) == 1
    assert found[0] == field or "\\ud800" in found[0]


@pytest.mark.parametrize("key", [1, None, (1, 2), b"employment"])
def test_a_key_that_is_no_text_is_named_too(key):
    assert faults({key: "enterprise"}) == [str(key)]


def test_an_unknown_field_in_a_year_is_named():
    assert faults(row(genral=30)) == ["hours.1.genral"]


def test_all_faults_are_named_at_once():
    found = faults(
        {
            "employment": "self",
            "works_in_district": "yes",
            "service_start": "soon",
            "nickname": "x",
            **row(general=-1, professional=0.55),
        }
    )
    assert sorted(found) == sorted(
        [*("employment", "works_in_district", "service_start", "nickname", "hours.1.general", "hours.1.professional")]
    )


def test_the_message_repeats_no_input():
    secret = "340602199001011234"
    with pytest.raises(BadApplicant) as refused:
        read({"employment": secret, "service_start": secret, "specialty": secret, "hours": [{"year": secret}]})
    assert secret not in str(refused.value)


simple: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.decimals() | st.dates()
)
anything: st.SearchStrategy[Any] = (
    simple | st.lists(simple, max_size=3) | st.dictionaries(st.text(max_size=8), simple, max_size=3)
)
anything |= st.lists(st.dictionaries(st.sampled_from(["year", "general", "professional"]), simple), max_size=3)


@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=6), anything, max_size=5))
def test_any_input_is_read_or_refused_by_naming_a_field(data):
    try:
        applicant = read(data)
    except BadApplicant as refused:
        assert refused.errors
        for error in refused.errors:
            top = error.field.split(".")[0]
            assert top in FIELDS or any(str(key).startswith(top) or "\\" in top for key in data) or top == ""
    else:
        assert set(applicant.known()) == {field for field, value in data.items() if value is not None}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.field)
def test_a_fact_is_asked_by_its_gate(fact):
    assert fact.asked(Applicant()) is (None if fact.gate and not fact.while_gate_open else True)


@pytest.mark.parametrize(
    ("field", "gate", "values"),
    [
        ("works_in_district", "employment", {"not_employed": False, "freelancer": True, "retired": True}),
        ("under_contract", "employment", {"not_employed": False, "freelancer": False, "enterprise": True}),
        ("in_technical_post", "employment", {"not_employed": False, "freelancer": False, "other_organisation": True}),
        ("post_vacancy", "employment", {"public_institution": True, "enterprise": False, "freelancer": False}),
        ("disciplinary_period", "employment", {"public_institution": True, "civil_service_managed": False}),
        ("unit_assessment_passed", "employment", {"freelancer": False, "enterprise": True}),
        ("foreign_permit", "residency", {"foreign": True, "mainland": False, "hong_kong_macao_taiwan": False}),
        ("title_date", "title_level", {"technician": True, "none": False}),
        ("title_same_series", "title_level", {"technician": True, "none": False}),
    ],
)
def test_when_a_fact_is_asked(field, gate, values):
    fact = next(fact for fact in FACTS if fact.field == field)
    assert {value: fact.asked(read({gate: value})) for value in values} == values


@pytest.mark.parametrize("employment", Employment)
def test_the_usual_answers_are_those_of_the_facts_that_are_asked(employment):
    facts = with_usual(employment=employment, major_related=False)
    assert facts["major_related"] is False
    supposed = facts.keys() - {"employment", "major_related"}
    usual = {fact.field for fact in FACTS if fact.usual is not None and fact.asked(Applicant(**facts))}
    assert supposed == usual - {"major_related"}
    assert all(facts[field] == FACT[field].usual for field in supposed)
