"""Every combination of answers that can matter, under the INVENTED district's pack: one verdict each, its own words.

As the first district's sweep (tests/logic/test_sweep.py), split by specialty. Texts are read once for each kind of
outcome.
"""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest

from logic.assess import assess
from logic.facts import FIELDS, Applicant, Education, Employment, read_applicant, with_usual
from logic.findings import WEIGHT, Assessment
from tests.districts.test_shili import FIRST, SHILI, everything_said
from tests.logic.applicants import outcome

AS_OF = dt.date(2027, 4, 10)
EDUCATIONS, EMPLOYMENTS = [e.value for e in Education], [e.value for e in Employment]
# Long ago; within half a year; in time for the spring; for the autumn only; too late for both.
SERVICE = ["2010-01-01", "2026-12-01", "2026-04-20", "2026-08-15", "2027-04-01"]
TITLES = [
    *[("none", None, None), ("assistant", None, True), ("intermediate_or_above", None, True)],
    *[("technician", day, same) for day in ("2010-01-01", "2025-04-20", "2025-08-15") for same in (True, False)],
]
BLANKS = [
    "employment",
    "specialty",
    "education",
    "service_start",
    "title_level",
    "title_date",
    "unit_assessment_passed",
]
BLANKS += ["full_time_recognised", "major_related", "dishonesty_record", "hours"]


def rows(*shares: float) -> list[dict[str, Any]]:
    return [{"year": 2025 + i, "general": 24 * s, "professional": 66 * s} for i, s in enumerate(shares)]


def typed(facts: dict[str, Any]) -> dict[str, Any]:
    known = {field: value for field, value in facts.items() if value is not None}
    return {**dict.fromkeys(FIELDS), **read_applicant(known, as_of=AS_OF, specialties=SHILI.by_id).known()}


HOURS = {name: typed({"hours": given})["hours"] for name, given in {"enough": rows(1, 1), "none": []}.items()}
HOURS |= {"suspect": typed({"hours": rows(0.5, 2)})["hours"], "crammed": typed({"hours": rows(0, 2)})["hours"]}
HOURS["too few"] = typed({"hours": rows(0, 1)})["hours"]


def everybody(specialty: str):
    """The facts, but for the hours, of everybody of this specialty."""
    for employment, education, recognised, major, start, assessed, title in product(
        EMPLOYMENTS, EDUCATIONS, (True, False), (True, False), SERVICE, (True, False), TITLES
    ):
        # What does not matter needs no second value.
        level, since, same = title
        if (not major or not assessed) and (not recognised or level != "none"):
            continue
        yield with_usual(
            **{"specialty": specialty, "employment": Employment(employment), "education": education},
            **{"full_time_recognised": recognised, "major_related": major, "service_start": start},
            unit_assessment_passed=assessed,
            **{"title_level": level, "title_date": since, "title_same_series": same},
        )


def check(answer: Assessment) -> None:
    """One verdict, the best of its routes'; each route's what its findings come to; nothing beside a refusal."""
    assert answer.verdict in WEIGHT
    assert answer.route.verdict == min((route.verdict for route in answer.routes), key=WEIGHT.__getitem__)
    if answer.verdict == "ineligible":
        assert (answer.level, answer.title, answer.committee, answer.missing) == (None, None, None, ())
    for route in answer.routes:
        words = {outcome(found) for found in route.findings}
        assert (route.verdict == "ineligible") is ("barring" in words)
        assert (route.verdict == "eligible") is (words <= {"met", "not_applicable"})


def kind(answer: Assessment) -> tuple[Any, ...]:
    """What decides on the sentences: beyond it they differ in figures and names."""
    best = answer.route
    said = tuple((found.criterion, outcome(found)) for found in best.findings if outcome(found) != "met")
    return answer.recommended, answer.level, said, best.window.status if best.window else None, len(answer.routes)


# One of each series; of the examinations, one that is certain and one that is not.
SPECIALTIES = ["nursing", "silviculture", "teaching", "machines", "accounting", "statistics"]


def test_no_series_is_left_out():
    assert {SHILI.by_id[one].series for one in SPECIALTIES} == set(SHILI.series)


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_everybody_ends_in_one_verdict_in_this_county_s_own_words(specialty: str):
    reviewed = SHILI.committee_of(specialty) is not None
    read: set[tuple[Any, ...]] = set()
    known: dict[tuple[Any, ...], dict[str, Any]] = {}
    for number, facts in enumerate(everybody(specialty)):
        key = (facts["employment"], facts["education"], facts["service_start"], facts["title_date"])
        whole = known.get(key) or known.setdefault(key, typed(facts))
        whole = {**whole, **{field: facts[field] for field in ("full_time_recognised", "major_related")}}
        whole["unit_assessment_passed"] = facts["unit_assessment_passed"]
        whole["title_level"], whole["title_same_series"] = typed_title(facts)
        for name, hours in HOURS.items():
            if name != "enough" and not (reviewed and number % 3 == 0):
                continue
            answer = assess(Applicant(**{**whole, "hours": hours}), SHILI, AS_OF)
            check(answer)
            if kind(answer) not in read:
                read.add(kind(answer))
                said = everything_said(answer, specialty)
                assert not FIRST.findall(said), facts
                assert "{" not in said.replace('{"', "").replace("{}", ""), facts
        # With a blank, too.
        blank = BLANKS[number % len(BLANKS)]
        check(assess(Applicant(**{**whole, "hours": HOURS["enough"], blank: None}), SHILI, AS_OF))
    assert len(read) > 3


_TITLE: dict[tuple[Any, Any], tuple[Any, Any]] = {}


def typed_title(facts: dict[str, Any]) -> tuple[Any, Any]:
    key = facts["title_level"], facts["title_same_series"]
    if key not in _TITLE:
        whole = typed({"title_level": key[0], "title_same_series": key[1]})
        _TITLE[key] = whole["title_level"], whole["title_same_series"]
    return _TITLE[key]
