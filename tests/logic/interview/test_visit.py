"""A visit as a value: no page, no browser, no rules needed."""

from __future__ import annotations

from dataclasses import replace

from logic.interview.visit import Dropped, Visit

SEEN = Visit({"employment": "enterprise", "specialty": None, "works_in_district": True})


def test_nothing_is_ever_changed_in_place():
    before = (dict(SEEN.answers), dict(SEEN.draft))
    SEEN.drafted("under_contract", False)
    SEEN.recorded({"employment": "retired"})
    SEEN.without(["employment"])
    SEEN.asking_again(["specialty"])
    SEEN.opened("employment")
    assert (dict(SEEN.answers), dict(SEEN.draft)) == before


def test_what_is_tapped_on_a_screen_is_no_answer_yet():
    drafted = SEEN.drafted("under_contract", False).drafted("under_contract", None)
    assert drafted.answers == SEEN.answers
    assert drafted.draft == {"under_contract": None}


def test_an_answer_keeps_its_place_when_it_changes():
    assert list(SEEN.recorded({"employment": "freelancer", "hours": None}).answers) == [*SEEN.answers, "hours"]


def test_what_is_as_it_was_is_the_same_visit():
    assert SEEN.recorded({"employment": "enterprise"}) is SEEN
    assert SEEN.without(["hours"]) is SEEN
    opened = SEEN.opened("employment")
    assert opened.staying("employment") is opened


def test_only_what_was_not_known_is_asked_again():
    again = SEEN.opened("employment").asking_again(["specialty", "works_in_district", "hours"])
    assert again.answers == {"employment": "enterprise", "works_in_district": True}
    assert again.editing is None


def test_a_question_about_two_facts_is_taken_back_with_both():
    both = Visit({"full_time_recognised": True, "diploma_outside_mainland": True, "hours": None})
    assert both.retracted("full_time_recognised").answers == {"hours": None}


def test_undo_goes_back_one_answer_and_no_further():
    last = replace(SEEN, dropped=(Dropped("hours", "employment"),), before=Visit({"hours": [{"year": 2022}]}))
    assert last.undone().answers == {"hours": [{"year": 2022}]}
    assert last.undone().undone() == last.undone()
    # A visitor who looks at something else has let it pass.
    assert last.opened("employment").before is None
    assert last.opened("employment").dropped == ()
