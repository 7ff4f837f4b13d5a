"""Every combination of answers that can matter, in buckets: never crashes, never flips, promises nothing it must not.

Split by series and employment, so that pytest-xdist shares the work. What only bars (the place, the permit, another
application) is swept for itself in test_scope; here each combination is whole, and then each fact is taken away once.
"""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest

from logic.assess import assess
from logic.facts import FACTS, FIELDS, Applicant, Education, Employment
from logic.findings import WEIGHT
from logic.interview.asking import could_come, next_question
from logic.interview.screens import SINGLE_SCREENS
from logic.pack import Pack
from tests.logic.applicants import PACK, outcome, read, whole_outcome

SPECIALTIES = ["mechanical", "big_data", "agronomy", "library", "school_teaching", "health", "software"]
SPECIALTIES += ["rural_crafts", "technology_brokerage"]
COMMITTEE = {"mechanical": "engineering", "big_data": "engineering", "agronomy": "agriculture"}
EMPLOYMENTS = [e.value for e in Employment]
ALWAYS = {"residency": "mainland", "applied_elsewhere_this_year": False}
AS_OF = dt.date(2023, 10, 10)
# long ago; in time for both windows; for recognition alone; for neither
SERVICE = ["2010-01-01", "2022-10-21", "2022-10-23", "2023-10-10"]
# with the title itself: (level, date, same series)
TITLES = [
    *[("none", None, None), ("assistant", None, True)],
    *[("technician", day, same) for day in ("2010-01-01", "2021-10-21", "2021-10-22") for same in (True, False)],
]


def rows(*shares: float) -> list[dict[str, Any]]:
    return [{"year": 2021 + i, "general": 30 * s, "professional": 60 * s} for i, s in enumerate(shares)]


HOURS = {"sufficient": rows(1, 1), "suspect": rows(0.5, 2), "crammed": rows(0, 2), "insufficient": rows(0, 1)}
HOURS["incomplete"] = []
BLANKS = [
    *("employment", "specialty", "education", "full_time_recognised", "major_related", "service_start"),
    *("unit_assessment_passed", "title_level", "title_date", "title_same_series", "dishonesty_record"),
]


def combinations(specialty: str, employment: str):
    """(facts but for the hours) of everybody in this series with this employment."""
    works = Applicant(employment=Employment(employment))
    # What only some employers' people are asked, as most answer it; the unit's assessment is swept.
    asked = {fact.field: fact.usual if fact.asked(works) else None for fact in FACTS if fact.gate == "employment"}
    for education, recognised, major, start, assessed, title in product(
        [e.value for e in Education], (True, False), (True, False), SERVICE, (True, False), TITLES
    ):
        # What does not matter to the series needs no second value.
        if COMMITTEE.get(specialty) is None and (title[1] or "2010") > "2011":
            continue
        if not major and not recognised:
            continue
        level, since, same = title
        yield {
            **ALWAYS,
            "specialty": specialty,
            "employment": employment,
            **asked,
            "dishonesty_record": False,
            "education": education,
            "full_time_recognised": recognised,
            "major_related": major,
            "service_start": dt.date.fromisoformat(start),
            "unit_assessment_passed": assessed,
            "title_level": level,
            "title_date": dt.date.fromisoformat(since) if since else None,
            "title_same_series": same,
        }


def settled(answer: Any) -> dict[tuple[str, str], str]:
    return {
        (result.route, found.criterion): outcome(found)
        for result in answer.routes
        for found in result.findings
        if found.verdict != "unknown"
    }


def check_shape(answer: Any, specialty: str | None) -> None:
    barred = answer.verdict == "ineligible"
    assert answer.committee == (None if barred or specialty is None else COMMITTEE.get(specialty))
    assert answer.route.verdict == min((r.verdict for r in answer.routes), key=WEIGHT.__getitem__)
    if barred:
        assert (answer.level, answer.title, answer.missing) == (None, None, ())
    for result in answer.routes:
        words = {outcome(found) for found in result.findings}
        assert (result.verdict == "ineligible") is ("barring" in words)
        assert (result.verdict == "eligible") is (words <= {"met", "not_applicable"})
        assert result.committee == (COMMITTEE.get(specialty or "") if result.route == "junior_review" else None)
        if result.verdict == "ineligible":
            assert (result.level, result.title, result.approver, result.earliest) == (None,) * 4


@pytest.mark.parametrize("employment", EMPLOYMENTS)
@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_the_sweep(specialty: str, employment: str):
    pack: Pack = PACK
    hours = {name: read({"hours": given}).hours for name, given in HOURS.items()}
    nobody: dict[str, Any] = dict.fromkeys(FIELDS)
    barred_for_good = employment in ("civil_servant", "civil_service_managed", "retired")
    for number, facts in enumerate(combinations(specialty, employment)):
        verdicts: dict[str, Any] = {}
        typed = {**nobody, **read(facts, AS_OF).known()}
        for name, given in hours.items():
            if name != "sufficient" and (barred_for_good or specialty not in COMMITTEE):
                break
            verdicts[name] = answer = assess(Applicant(**{**typed, "hours": given}), pack, AS_OF)
            check_shape(answer, specialty)
            assert answer.missing == () or name == "incomplete" or facts["title_level"] is None, facts
            if barred_for_good:
                assert answer.verdict == "ineligible"
        # Hours up to the norm never hurt: insufficient, then crammed, then suspect, then sufficient.
        ranks = [
            WEIGHT[verdicts[n].verdict] for n in ("sufficient", "suspect", "crammed", "insufficient") if n in verdicts
        ]
        assert ranks == sorted(ranks), facts
        # A blank: nothing settled flips once it is filled, and a blank that is not missing changes nothing.
        blank = BLANKS[number % len(BLANKS)]
        if typed[blank] is None:
            continue
        full = verdicts["sufficient"]
        open_ = assess(Applicant(**{**typed, "hours": hours["sufficient"], blank: None}), pack, AS_OF)
        check_shape(open_, None if blank == "specialty" else specialty)
        known = settled(full)
        assert all(known.get(key, said) == said for key, said in settled(open_).items()), (blank, facts)
        if blank not in open_.missing:
            assert whole_outcome(open_) == whole_outcome(full), (blank, facts)
        elif number % 7 == 0:
            check_end(Applicant(**{**typed, "hours": hours["sufficient"], blank: None}), typed)


def check_end(applicant: Applicant, typed: dict[str, Any]) -> None:
    """From here the questions end, and there are no more than could come."""
    unsure: frozenset[str] = frozenset()
    found = assess(applicant, PACK, AS_OF)
    promised, count = len(could_come(applicant, unsure, found)), 0
    while (field := next_question(found, unsure, SINGLE_SCREENS)) is not None:
        count += 1
        assert count <= promised, field
        unsure |= {field} if typed[field] is None else frozenset()
        applicant = Applicant(**{**applicant.known(), field: typed[field]})
        found = assess(applicant, PACK, AS_OF)
