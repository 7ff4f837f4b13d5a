"""Many judged at once come to what each comes to alone."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from logic.advice import earliest_by_time, is_elsewhere, obstacles, possible_from
from logic.assess import assess
from logic.facts import FIELDS
from logic.roster.coded import Coded, coded
from logic.roster.judging import judge
from tests.logic.applicants import AS_OF, GRADUATE, PACK, read
from tests.logic.strategies import anybody, days


def columns(applicants):
    return {field: coded([getattr(one, field) for one in applicants]) for field in FIELDS}


def check(applicants, as_of):
    judged = judge(columns(applicants), len(applicants), PACK, as_of)
    expected = zip(
        *(judged.alike.each(), judged.hours.results().each(), judged.obstacles.each(), judged.first_obstacle.each()),
        *(judged.earliest.each(), judged.possible_from.each(), judged.missing.each()),
        *(judged.elsewhere.each(), judged.with_hours.tolist()),
        strict=True,
    )
    for applicant, (alike, hours, stands, first, earliest, possible, missing, off, spoken) in zip(
        applicants, expected, strict=True
    ):
        alone = assess(applicant, PACK, as_of)
        route, in_the_way = alone.route, obstacles(alone.route)
        assert (alike.verdict, alike.recommended, alike.committee) == (
            alone.verdict,
            alone.recommended,
            alone.committee,
        )
        assert (alike.level, alike.title, alike.route.approver) == (alone.level, alone.title, route.approver)
        assert (alike.route.window, hours if spoken else None, missing) == (route.window, alone.hours, alone.missing)
        assert stands == tuple(finding.criterion for finding in in_the_way)
        assert first == ((in_the_way[0].criterion, in_the_way[0].text) if in_the_way else None)
        assert (earliest, possible) == (earliest_by_time(route), possible_from(route))
        bars = [finding.criterion for finding in route.findings if finding.barring]
        assert off == is_elsewhere(route.route, alone.verdict, bars)


@given(st.lists(anybody, min_size=1, max_size=12), days)
@settings(max_examples=150)
def test_many_at_once_come_to_what_each_comes_to_alone(everybody, as_of):
    check([read({**facts, "hours": facts.get("hours") or None}, as_of) for facts in everybody], as_of)


@given(anybody, st.lists(anybody, min_size=2, max_size=10), days)
@settings(max_examples=100)
def test_people_alike_in_all_but_days_and_hours_come_to_what_each_comes_to_alone(one, others, as_of):
    own = ("service_start", "title_date", "hours")
    alike = {field: value for field, value in one.items() if field not in own}
    everybody = [{**alike, **{field: other[field] for field in own if field in other}} for other in others]
    check([read({**facts, "hours": facts.get("hours") or None}, as_of) for facts in everybody], as_of)


def test_nobody_comes_to_nothing():
    judged = judge({}, 0, PACK, AS_OF)
    assert not judged.alike.each() and not judged.missing.each()


def test_a_fact_that_no_column_tells_is_not_known():
    facts = {field: coded([value]) for field, value in read(GRADUATE).known().items() if field != "residency"}
    assert judge(facts, 1, PACK, AS_OF).missing.each() == [("residency",)]


def test_one_fact_of_two_may_be_alike():
    people = columns([read(GRADUATE), read({**GRADUATE, "service_start": dt.date(2023, 9, 1)})])
    assert people["employment"].values == [read(GRADUATE).employment]
    assert [one.level for one in judge(people, 2, PACK, AS_OF).alike.each()] == ["assistant", "technician"]


def test_some_people_keep_their_values():
    column = Coded(np.array([0, 1, 1]), ["甲", "乙"])
    assert column.of(np.array([2, 0])).each() == ["乙", "甲"]
