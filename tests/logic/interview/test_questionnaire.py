"""The questionnaire: it ends, keeps its promise of at most so many screens, and asks nothing in vain."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.people import People
from benchmarks.screens import taps
from benchmarks.screens import walk as screens_of
from logic.facts import FACT, FIELDS, Applicant
from logic.interview.questionnaire import Questionnaire, Rest, Seen
from logic.interview.screens import (
    ASKED,
    JOINED,
    SCREENS,
    USUAL,
    answer_to,
    facts_of,
    is_answered,
    question_of,
    settled_by,
)
from logic.interview.visit import Visit
from tests.logic.applicants import FREELANCER, GRADUATE, PACK, PUBLIC, TECHNICIAN, as_kept, read
from tests.logic.interview.asked import BEFORE_WORK, LAYOUTS, UNSURE, at, look, walked
from tests.logic.strategies import VALUES, days, nearly_whole, whole


@pytest.mark.parametrize("screens", LAYOUTS.values(), ids=list(LAYOUTS))
def test_every_fact_is_asked_on_exactly_one_screen(screens):
    asked = [field for screen in screens for question in screen.fields for field in settled_by(question)]
    assert sorted(asked) == sorted(FIELDS)
    assert len({screen.id for screen in screens}) == len(screens)


@pytest.mark.parametrize("screens", LAYOUTS.values(), ids=list(LAYOUTS))
def test_what_decides_on_a_question_is_asked_before_it(screens):
    place = {field: n for n, screen in enumerate(screens) for q in screen.fields for field in settled_by(q)}
    for fact in FACT.values():
        if fact.gate:
            assert place[fact.gate] <= place[fact.field], fact.field
            assert question_of(fact.gate) == fact.field or place[fact.gate] < place[fact.field]


def test_a_usual_answer_is_one_that_the_question_offers():
    for question, answer in USUAL.items():
        assert answer in JOINED.get(question, {answer})
        read(as_kept(facts_of(question, answer)))


@given(whole, st.booleans())
def test_one_question_about_two_facts_says_what_was_answered(facts, outside):
    facts["diploma_outside_mainland"] = outside or None
    facts["full_time_recognised"] = None if outside else facts["full_time_recognised"]
    known = as_kept(facts)
    for question in ASKED:
        facts = facts_of(question, answer_to(question, known))
        assert all(known.get(field) == value for field, value in facts.items())
        assert is_answered(question, known) or all(known.get(field) is None for field in settled_by(question))


def walk(data: st.DataObject, questions: Questionnaire, unsure_too: bool) -> list[Seen]:
    """All screens of one interview, answered at random; the last has none."""
    visit, steps = Visit(), []
    while True:
        seen = questions.look(visit)
        steps.append(seen)
        if seen.screen is None:
            return steps
        assert len(steps) <= len(questions.screens) + 1, "the interview does not end"
        answers = {}
        for question in seen.rows:
            values: st.SearchStrategy[Any] = (
                st.sampled_from(list(JOINED[question])) if question in JOINED else VALUES[question]
            )
            if question == "hours":  # what the form lets through: whole years
                values = values.filter(lambda rows: rows and len(rows) == rows[-1]["year"] - rows[0]["year"] + 1)
            value = data.draw(st.just(UNSURE) | values if unsure_too else values)
            answers[question] = None if value == UNSURE else value.isoformat() if isinstance(value, dt.date) else value
        visit = questions.answered(visit, answers)


@given(st.data(), days, st.booleans(), st.sampled_from(list(LAYOUTS.values())))
@settings(max_examples=80)
def test_every_walk_ends_asks_nothing_twice_and_keeps_its_promise(data, as_of, unsure_too, screens):
    steps = walk(data, at(as_of, screens), unsure_too)
    names = [seen.screen.id for seen in steps[:-1] if seen.screen]
    assert len(set(names)) == len(names)
    # Nobody is asked more screens than there are: what the start page says.
    assert len(names) <= len(screens)
    promised = [seen.to_come + (seen.screen is not None) for seen in steps]
    left = list(range(len(names), -1, -1))
    assert all(p >= n for p, n in zip(promised, left, strict=True)), (names, promised)
    assert all(later < earlier for earlier, later in itertools.pairwise(promised)), (names, promised)
    # An unclear answer that became moot is not kept, nor counted.
    assert all(seen.done <= place for place, seen in enumerate(steps))


@given(st.data(), days, st.sampled_from(list(LAYOUTS.values())))
@settings(max_examples=60)
def test_a_screen_asks_what_is_missing_in_its_order_and_nothing_else(data, as_of, screens):
    for seen in walk(data, at(as_of, screens), unsure_too=True):
        missing = {question_of(f) for f in seen.assessment.missing if f not in seen.unsure}
        if missing:
            assert seen.screen is not None
            assert seen.screen == next(s for s in screens if not missing.isdisjoint(s.fields))
            assert set(seen.rows) >= missing & set(seen.screen.fields)
            assert set(seen.open_rows) == missing & set(seen.screen.fields)
        elif seen.assessment.verdict == "ineligible":
            assert seen.screen is None
        else:
            assert seen.screen in (None, screens[-1])


@pytest.mark.parametrize("kind", ["civil_servant", "civil_service_managed", "retired"])
def test_who_is_barred_is_asked_nothing_more(kind):
    assert look({"employment": kind}).screen is None
    assert look({"employment": kind}).to_come == 0


def test_who_earns_the_title_by_an_examination_learns_after_three_screens():
    nurse = {**PUBLIC, "specialty": "health", "title_level": "none"}
    assert [screen.id for screen in at().been(walked(nurse))] == ["employment", "specialty", "title_level"]


@pytest.mark.parametrize("basis", [GRADUATE, TECHNICIAN, PUBLIC, FREELANCER])
def test_the_hours_are_offered_at_the_end_to_anyone_not_barred(basis):
    asked = look({**basis, "hours": None}).screen
    assert asked and asked.id == "hours"
    assert at().look(Visit({**as_kept({**basis, "hours": None}), "hours": None})).screen is None
    assert look(basis).screen is None or basis is GRADUATE or basis is FREELANCER
    assert look({**basis, "hours": None, "works_in_district": False}).screen is None


def test_someone_who_is_unsure_of_everything_is_let_go():
    questions, visit = at(), Visit()
    count = 0
    while questions.look(visit).screen is not None:
        visit = questions.handed_in(visit, Rest.UNSURE)
        if questions.look(visit).screen == questions.screens[-1]:
            visit = visit.recorded({"hours": None})
        count += 1
    assert count <= len(SCREENS)
    assert questions.look(visit).applicant == Applicant()


WORK = ("works_in_district", "under_contract", "in_technical_post", "post_vacancy")


def tapped(**rows: Any) -> Visit:
    visit = Visit(BEFORE_WORK)
    for question, answer in rows.items():
        visit = visit.drafted(question, answer)
    return visit


def test_nothing_is_answered_by_default():
    seen = at().look(tapped())
    assert seen.rows == seen.open_rows == WORK
    assert [seen.shown(question) for question in WORK] == [(False, None)] * 4
    assert at().handed_in(tapped(), Rest.OPEN).answers == BEFORE_WORK


def test_one_tap_answers_the_usual_person():
    after = at().handed_in(tapped(), Rest.USUAL)
    assert after.answers == {**BEFORE_WORK, **dict.fromkeys(WORK, True)}
    assert after.draft == {}
    assert at().look(after).screen == at().screen_of("residency")


def test_what_differs_is_tapped_first_and_the_rest_is_usual():
    after = at().handed_in(tapped(post_vacancy=None, under_contract=False), Rest.USUAL)
    assert {q: after.answers[q] for q in WORK} == {
        "works_in_district": True,
        "under_contract": False,
        "in_technical_post": True,
        "post_vacancy": None,
    }


def test_the_rest_may_be_unclear():
    after = at().handed_in(tapped(works_in_district=True), Rest.UNSURE)
    assert {q: after.answers[q] for q in WORK} == {"works_in_district": True, **dict.fromkeys(WORK[1:])}


def test_who_is_barred_by_one_row_need_not_answer_the_others():
    seen = at().look(tapped(works_in_district=False))
    assert seen.rows == WORK  # nothing jumps away under the finger
    assert seen.open_rows == ()
    after = at().handed_in(tapped(works_in_district=False), Rest.OPEN)
    assert after.answers == {**BEFORE_WORK, "works_in_district": False}
    assert at().look(after).screen is None


def test_only_the_rows_that_concern_this_person_are_shown():
    freelancer = {**BEFORE_WORK, "employment": "freelancer"}
    assert look(freelancer).rows == ("works_in_district",)
    enterprise = {**BEFORE_WORK, "employment": "enterprise"}
    assert look(enterprise).rows == WORK[:3]


def test_a_row_that_comes_late_is_shown_with_those_answered_before():
    answered = walked({**GRADUATE, "hours": None}, "rare")
    changed = at().answered(answered.opened("employment"), {"employment": "public_institution"})
    seen = at().look(changed)
    assert (seen.rows, seen.open_rows) == (WORK, ("post_vacancy",))
    assert [seen.shown(question) for question in WORK[:3]] == [(True, True)] * 3


def test_a_draft_for_another_screen_waits_there():
    visit = tapped(under_contract=False).opened("employment")
    seen = at().look(visit)
    assert seen.rows == ("employment",)
    assert at().look(at().answered(visit, {"employment": "enterprise"})).shown("under_contract") == (True, False)


@given(nearly_whole(), st.sampled_from(list(USUAL)), days)
def test_a_visit_comes_back_as_it_was(facts, question, as_of):
    kept = as_kept(facts)
    visit = at(as_of).restored({**kept, "on_the_screen": {question: USUAL[question], "name": "x", "hours": 3}})
    assert dict(visit.answers) == kept
    assert dict(visit.draft) == {question: USUAL[question]}


@pytest.mark.parametrize("rubbish", [None, 7, [], "x", {"residency": "moon"}, {"full_time_recognised": []}, {"a": {}}])
def test_rubbish_in_the_place_of_a_draft_is_left_out(rubbish):
    assert at().restored({"employment": "enterprise", "on_the_screen": rubbish}) == Visit({"employment": "enterprise"})


@pytest.mark.parametrize("text", ["2021-07", "2021"])
def test_a_month_and_a_year_come_back(text):
    assert at().restored({"service_start": text, "title_date": text}).answers == {
        "service_start": text,
        "title_date": text,
    }


@pytest.mark.parametrize("text", ["2021-13", "2021-7", "20210701", "21", "2021-07-32", "1949", "2101-01", 2021])
def test_what_is_no_date_does_not(text):
    assert at().restored({"service_start": text}).answers == {}


def test_made_up_people_meet_few_screens_and_the_usual_row_costs_no_tap():
    people = People(PACK, 5).distinct(150)
    walks = [screens_of(facts, at()) for facts in people]
    counts = sorted(len(one) for one in walks)
    assert counts[len(counts) // 2] <= 9
    assert counts[int(0.9 * len(counts))] <= 10
    assert counts[-1] <= 12
    usual = {**GRADUATE, **dict.fromkeys(("works_in_district", "under_contract", "in_technical_post"), True)}
    walk_of_one = screens_of(as_kept(usual), at())
    assert [taps(seen, as_kept(usual)) for seen in walk_of_one] == [1] * len(walk_of_one)
