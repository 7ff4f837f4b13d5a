"""The question page: going back and on, changing one's mind, and how the way ends."""

from __future__ import annotations

import random

import pytest

from logic.interview.screens import SCREENS
from logic.labels import FACT_NAMES
from tests.pages.asked import GRADUATE, PUBLIC, TECHNICIAN, asked_for
from tests.pages.visitor import CHOICES, Visitor


def test_back_shows_the_earlier_answer_marked():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "rare")
    visitor.tap("back")
    assert visitor.screen == "work"
    assert visitor.pressed == [f"row:{row}:true" for row in visitor.rows]
    visitor.tap("back")
    assert visitor.pressed == ["answer:title_level:none"]


def test_back_through_all_screens_and_forward_again_changes_nothing():
    visitor = Visitor("check")
    been = visitor.reply_until(GRADUATE, "service_start")
    before = visitor.raw
    steps = 0
    while "back" in visitor.taps:
        visitor.tap("back")
        steps += 1
    assert steps == len(been)
    assert visitor.reply(GRADUATE) == "employment"
    assert visitor.screen == "service_start"
    assert visitor.raw == before


def test_a_jump_over_several_leads_to_a_question_that_can_be_seen_and_else_one_back():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "rare")
    before = visitor.raw
    visitor.send("back:employment")
    assert (visitor.screen, visitor.pressed) == ("employment", ["answer:employment:enterprise"])
    # What is asked next has no answer, and can be seen.
    assert visitor.send("forward:rare").screen == "rare"
    # What was never asked of this person, and what is no question: one back.
    assert visitor.send("back:title_date").screen == "work"
    assert visitor.send("back:__class__").screen == "title_level"
    assert visitor.raw == before


def test_forward_goes_as_far_as_one_has_been():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "rare")
    before = visitor.raw
    visitor.tap("back").tap("back").send("forward")
    assert visitor.screen == "work"
    assert visitor.send("forward").screen == "rare"
    assert visitor.send("forward").screen == "rare"  # not answered yet
    assert visitor.raw == before


def test_forward_from_the_last_answer_stays_where_nothing_more_is_asked():
    visitor = Visitor("check", answers={"employment": "civil_servant"})
    assert visitor.screen == "employment"
    assert visitor.send("forward").screen == "employment"


def test_a_slip_that_takes_answers_away_can_be_undone():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "service_start")
    before = visitor.raw
    visitor.tap("change:employment").choose("employment", "other_organisation")
    assert "under_contract" in visitor.raw
    assert "undo" not in visitor.taps  # nothing was taken away
    visitor.tap("change:employment").choose("employment", "freelancer")
    assert "under_contract" not in visitor.raw
    visitor.tap("undo")
    assert visitor.screen == "employment"
    assert visitor.pressed == ["answer:employment:other_organisation"]
    assert visitor.choose("employment", "enterprise").raw == before
    assert "undo" not in visitor.taps


@pytest.mark.parametrize("typed", ["2021-13-01", "20239999", "2023-10-13", "1900-01-01", "2022-10", "2022"])
def test_a_day_that_cannot_be_or_is_not_enough_is_not_taken_with_enter(typed):
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "service_start")
    assert visitor.send(f"answer:service_start:{typed}").screen == "service_start"
    assert "service_start" not in visitor.raw


@pytest.mark.parametrize(("typed", "kept"), [("2021-7-1", "2021-07-01"), ("2021-7", "2021-07"), ("202107", "2021-07")])
def test_a_day_is_taken_with_enter_and_a_month_where_it_is_enough(typed, kept):
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "service_start")
    assert visitor.send(f"answer:service_start:{typed}").raw["service_start"] == kept


def test_enter_waits_for_what_is_asked_beside_the_date():
    visitor = Visitor("check")
    visitor.reply_until(TECHNICIAN, "title")
    assert visitor.send("answer:title_date:2020-6-30").screen == "title"
    assert "title_date" not in visitor.raw
    visitor.tap_row("title_same_series", True).send("answer:title_date:2020-6-30")
    assert visitor.raw["title_date"] == "2020-06-30"


def test_an_undo_is_offered_for_the_last_change_only():
    visitor = Visitor("check", answers=GRADUATE).opened("employment").choose("employment", "freelancer")
    visitor.opened("residency")
    assert "undo" not in visitor.taps
    kept = visitor.raw
    assert visitor.send("undo").raw == kept


def test_a_slip_that_leads_straight_to_the_result_can_be_undone_there():
    before = {**GRADUATE, "hours": TECHNICIAN["hours"]}
    visitor = asked_for("employment", answers=before)
    visitor.choose("employment", "freelancer").go("result")
    assert len(visitor.raw) < len(before)
    visitor.click("nav_undo")
    assert (visitor.screen, visitor.raw) == ("employment", before)


def test_back_shows_a_date_and_a_specialty_as_they_were_answered():
    visitor = Visitor("check")
    visitor.reply_until({**GRADUATE, "service_start": "2021-07"}, "hours")
    visitor.tap("back")
    assert visitor.at.text_input(key="date_service_start").value == "2021-07"
    visitor.tap("change:specialty")
    assert visitor.pressed == ["answer:specialty:mechanical"]  # on its shelf, which stands open


def test_a_changed_answer_takes_those_away_that_no_longer_matter_and_says_why():
    visitor = Visitor("check")
    visitor.reply_until(PUBLIC, "education")
    visitor.tap("change:employment").choose("employment", "enterprise")
    assert "post_vacancy" not in visitor.raw
    assert "disciplinary_period" not in visitor.raw
    said = [note for note in visitor.part("tg-note") if FACT_NAMES["post_vacancy"].zh in note]
    assert len(said) == 1
    assert FACT_NAMES["disciplinary_period"].zh in said[0]
    assert f"改了“{FACT_NAMES['employment'].zh}”" in said[0]
    visitor.reply(GRADUATE)
    assert not [note for note in visitor.part("tg-note") if FACT_NAMES["post_vacancy"].zh in note]


def test_a_change_that_matters_to_nothing_takes_nothing_away():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "education")
    before = visitor.raw
    visitor.tap("change:works_in_district").tap("onward:work")
    assert visitor.raw == before
    assert visitor.screen == "education"


@pytest.mark.parametrize("kind", ["civil_servant", "civil_service_managed", "retired"])
def test_the_barred_know_at_once(kind):
    visitor = Visitor("check").choose("employment", kind)
    assert visitor.token == "result"
    assert visitor.part("v-ineligible")


def test_who_knows_nothing_is_refused_nothing():
    visitor = Visitor("check")
    asked = visitor.reply_until({}, None)
    assert len(asked) <= len(SCREENS)
    assert visitor.token == "result"
    assert not visitor.part("v-ineligible")
    assert "不得申报" not in visitor.text
    assert "× " not in "".join(visitor.part("tg-crit"))


@pytest.mark.parametrize("seed", range(8))
def test_no_refusal_rests_on_a_blank_on_any_way_through(seed):
    chance = random.Random(seed)
    visitor = Visitor("check")
    for _ in range(25):
        screen = visitor.screen
        if screen is None:
            break
        for row in visitor.rows:
            if chance.random() < 0.3:
                visitor.tap_row(row, {"true": True, "false": False}.get(given := chance.choice(CHOICES[row]), given))
        asked = visitor.question if not visitor.rows else None
        if asked in CHOICES and chance.random() > 0.25:
            visitor.tap(f"answer:{asked}:{chance.choice(CHOICES[asked])}")
        elif visitor.rows and chance.random() < 0.5 and f"unsure:{screen}" in visitor.taps:
            visitor.unsure(screen)
        elif f"onward:{screen}" in visitor.taps:
            visitor.tap(f"onward:{screen}")
        elif f"usual:{screen}" in visitor.taps:
            visitor.tap(f"usual:{screen}")
        else:
            visitor.reply({} if chance.random() < 0.5 else TECHNICIAN)
    assert visitor.token == "result"
    refused = visitor.part("v-ineligible")
    barring = [item for body in visitor.part("tg-crit") for item in body.split("<li>") if "× " in item]
    assert bool(refused) <= bool(barring)
    assert not [item for item in barring if "还不清楚" in item]
    if refused:
        assert any(value is not None for value in visitor.raw.values())
