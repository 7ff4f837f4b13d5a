"""The question page: each question, moving on, going back, changing one's mind, dates, the specialty."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from logic.facts import FIELDS
from logic.labels import FACT_NAMES
from tests.logic.applicants import PACK
from tests.pages.visitor import CHOICES, OPEN_DAY, Visitor, facts, plain
from ui.parts import choice_name
from ui.questions import question

GRADUATE = facts("企业本科毕业生")
TECHNICIAN = facts("企业大专技术员")


def asked_for(field: str, lang: str = "zh", answers: dict[str, Any] | None = None) -> Visitor:
    """The page with ``field``'s question opened."""
    visitor = Visitor(lang=lang, answers=answers)
    visitor.at.session_state["tg_editing"] = field
    return visitor.go("check")


def found(visitor: Visitor) -> list[str]:
    """The specialties that can be chosen."""
    return [tap for tap in visitor.taps if tap.startswith("answer:specialty:")]


# --- every question --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("field", FIELDS)
def test_each_question_shows_its_words_its_choices_and_a_way_past_it(field, lang):
    visitor = asked_for(field, lang)
    asked = question(field, PACK)
    assert visitor.heading == asked.ask.get(lang)
    assert asked.help.get(lang) in visitor.text
    assert asked.why.get(lang) in visitor.text
    assert "tg-clause" in visitor.part("tg-why-in")[0]
    for value in CHOICES.get(field, ()):
        plain_value = {"true": True, "false": False}.get(value.lower(), value)
        label = visitor.taps[f"answer:{field}:{value.lower()}"]
        assert label.split("<small>")[0] == choice_name(field, plain_value, PACK).get(lang)
        if value in asked.notes:
            assert asked.notes[value].get(lang) in label
    assert "nav_hours_later" in visitor.keys if field == "hours" else f"unsure:{field}" in visitor.taps


@pytest.mark.parametrize("field", [f for f in FIELDS if f != "hours"])
def test_unsure_is_an_answer_and_moves_on(field):
    visitor = asked_for(field).unsure(field)
    assert visitor.field != field
    assert visitor.raw.get(field) is None


def test_choosing_moves_on_and_is_remembered():
    visitor = Visitor("check").choose("employment", "enterprise")
    assert visitor.field == "works_in_district"
    assert visitor.raw == {"employment": "enterprise"}
    assert visitor.token == "check:works_in_district"  # the bridge moves the focus to the heading of this name


def test_the_count_says_where_one_stands_and_never_promises_too_little():
    visitor, most = Visitor("check"), 99
    while visitor.field is not None:
        counted = plain(visitor.part("tg-count")[0])
        here = re.search(r"已答 (\d+) 题", counted)
        to_come = re.search(r"最多还有 (\d+) 题", counted)
        assert here
        assert int(here[1]) == len(visitor.raw)
        left = int(to_come[1]) if to_come else 0
        assert left < most
        most = left
        visitor.reply(TECHNICIAN)
    assert visitor.token == "result"


def test_at_the_first_question_one_can_only_go_home():
    visitor = Visitor("check")
    assert "back" not in visitor.taps
    assert visitor.tap("home").token == "start"


def test_the_answers_so_far_stand_beside_with_a_way_to_change_each():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "residency")
    for field in ("employment", "works_in_district", "under_contract", "in_technical_post"):
        assert FACT_NAMES[field].zh in "".join(visitor.part("tg-aside"))
        assert f"change:{field}" in visitor.taps
    assert visitor.tap("change:employment").field == "employment"


# --- back and changes ------------------------------------------------------------------------------------------


def test_back_shows_the_earlier_answer_marked():
    visitor = Visitor("check").choose("employment", "enterprise").choose("works_in_district", True)
    visitor.tap("back")
    assert visitor.field == "works_in_district"
    assert visitor.pressed == ["answer:works_in_district:true"]
    visitor.tap("back")
    assert visitor.pressed == ["answer:employment:enterprise"]


def test_back_through_all_questions_and_forward_again_changes_nothing():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "title_level")
    before = visitor.raw
    steps = 0
    while "back" in visitor.taps:
        visitor.tap("back")
        steps += 1
    assert steps == len(before)
    assert visitor.reply(GRADUATE) == "employment"
    assert visitor.field == "title_level"
    assert visitor.raw == before


def test_forward_goes_as_far_as_one_has_been():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "residency")
    before = visitor.raw
    visitor.tap("back").tap("back").send("forward")
    assert visitor.field == "in_technical_post"
    assert visitor.send("forward").field == "residency"
    assert visitor.send("forward").field == "residency"  # not answered yet
    assert visitor.raw == before


def test_forward_from_the_last_answer_stays_where_nothing_more_is_asked():
    visitor = Visitor("check", answers={"employment": "civil_servant"})
    assert visitor.field == "employment"
    assert visitor.send("forward").field == "employment"


def test_a_slip_that_takes_answers_away_can_be_undone():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "title_level")
    before = visitor.raw
    visitor.tap("change:employment").choose("employment", "public_institution")
    assert "under_contract" in visitor.raw
    assert "undo" not in visitor.taps  # nothing was taken away
    visitor.tap("change:employment").choose("employment", "freelancer")
    assert "under_contract" not in visitor.raw
    visitor.tap("undo")
    assert visitor.field == "employment"
    assert visitor.pressed == ["answer:employment:public_institution"]
    assert visitor.choose("employment", "enterprise").raw == before
    assert "undo" not in visitor.taps


def test_undo_leads_back_to_a_question_that_had_no_answer_yet():
    visitor = Visitor("check")
    visitor.reply_until(TECHNICIAN, "title_same_series")
    before = visitor.raw
    visitor.choose("title_same_series", True)
    assert "service_start" not in visitor.raw
    visitor.tap("undo")
    assert (visitor.field, visitor.raw) == ("title_same_series", before)


@pytest.mark.parametrize("typed", ["2021-13-01", "20239999", "2023-10-13", "1900-01-01", "202107"])
def test_a_day_that_cannot_be_is_not_taken_with_enter(typed):
    visitor = asked_for("title_date" if typed < "2023" else "service_start")
    field = visitor.field
    assert visitor.send(f"answer:{field}:{typed}").field == field
    assert field not in visitor.raw


def test_a_day_is_taken_with_enter():
    visitor = asked_for("service_start").send("answer:service_start:2021-7-1")
    assert visitor.raw["service_start"] == "2021-07-01"


def test_an_undo_is_offered_for_the_last_change_only():
    visitor = Visitor("check")
    visitor.reply_until(TECHNICIAN, "hours")
    assert "undo" in visitor.taps
    visitor.reply(TECHNICIAN)
    visitor.go("check")
    assert "undo" not in visitor.taps
    kept = visitor.raw
    assert visitor.send("undo").raw == kept


def test_a_slip_that_leads_straight_to_the_result_can_be_undone_there():
    before = {**GRADUATE, "hours": TECHNICIAN["hours"]}
    visitor = asked_for("employment", answers=before)
    visitor.choose("employment", "freelancer").go("result")
    assert len(visitor.raw) < len(before)
    visitor.click("nav_undo")
    assert (visitor.field, visitor.raw) == ("employment", before)


def test_what_the_table_of_hours_has_told_the_result_does_not_tell_again():
    visitor = Visitor("check")
    visitor.reply_until(TECHNICIAN, "hours")
    assert "已经删去" in visitor.text
    visitor.reply(TECHNICIAN)
    visitor.go("result")
    assert "已经删去" not in visitor.text


def test_back_shows_a_date_and_a_specialty_as_they_were_answered():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "unit_assessment_passed")
    visitor.tap("back")
    assert visitor.at.text_input(key="date_service_start").value == GRADUATE["service_start"]
    visitor.tap("change:specialty")
    assert visitor.pressed == ["answer:specialty:mechanical"]  # on its shelf, which stands open


def test_a_changed_answer_takes_those_away_that_no_longer_matter_and_says_so():
    visitor = Visitor("check")
    public = facts("事业单位本科毕业生")
    visitor.reply_until(public, "applied_elsewhere_this_year")
    visitor.tap("change:employment").choose("employment", "enterprise")
    assert "post_vacancy" not in visitor.raw
    assert "disciplinary_period" not in visitor.raw
    said = [note for note in visitor.part("tg-note") if FACT_NAMES["post_vacancy"].zh in note]
    assert len(said) == 1
    assert FACT_NAMES["disciplinary_period"].zh in said[0]
    visitor.reply(GRADUATE)
    assert not [note for note in visitor.part("tg-note") if FACT_NAMES["post_vacancy"].zh in note]


def test_a_change_that_matters_to_nothing_takes_nothing_away():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "specialty")
    before = visitor.raw
    visitor.tap("change:works_in_district").choose("works_in_district", True)
    assert visitor.raw == before
    assert visitor.field == "specialty"


# --- the way ends early for whoever is barred, and never on a blank ---------------------------------------------


@pytest.mark.parametrize("kind", ["civil_servant", "civil_service_managed", "retired"])
def test_the_barred_know_at_once(kind):
    visitor = Visitor("check").choose("employment", kind)
    assert visitor.token == "result"
    assert visitor.part("v-ineligible")


def test_whoever_knows_nothing_is_refused_nothing():
    visitor = Visitor("check")
    asked = visitor.reply_until({}, None)
    assert len(asked) <= 12
    assert visitor.token == "result"
    assert not visitor.part("v-ineligible")
    assert not re.search("(?<!能)不能申报", visitor.text)
    assert "× " not in "".join(visitor.part("tg-crit"))


@pytest.mark.parametrize("seed", range(8))
def test_no_refusal_rests_on_a_blank_on_any_way_through(seed):
    chance = random.Random(seed)
    visitor = Visitor("check")
    for _ in range(25):
        field = visitor.field
        if field is None:
            break
        if field in CHOICES and chance.random() > 0.25:
            visitor.choose(field, chance.choice(CHOICES[field]).lower())
        else:
            visitor.reply({} if chance.random() < 0.5 else TECHNICIAN)
    assert visitor.token == "result"
    refused = visitor.part("v-ineligible")
    barring = [item for body in visitor.part("tg-crit") for item in body.split("<li>") if "× " in item]
    assert bool(refused) <= bool(barring)
    assert not [item for item in barring if "还不清楚" in item]
    if refused:
        assert any(value is not None for value in visitor.raw.values())


# --- dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "2021-07-01",
        "20210701",
        "2021.7.1",
        "2021/7/1",
        "2021年7月1日",
        "２０２１－０７－０１",
        " 2021 7 1 ",
        "2021-7-01",
    ],
)
def test_a_date_is_taken_as_people_write_it_and_read_back(typed):
    visitor = asked_for("service_start").type("date_service_start", typed)
    button = visitor.at.button(key="primary_service_start")
    assert "2021 年 7 月 1 日" in button.label
    assert not button.disabled
    assert visitor.at.text_input(key="date_service_start").value == typed
    assert visitor.click("primary_service_start").raw == {"service_start": "2021-07-01"}


@pytest.mark.parametrize(
    "typed",
    ["2021", "2021-07", "2021-02-30", "2021-13-01", "去年七月", "1949-12-31", "2101-01-01", "2023-10-13", "7-1"],
)
def test_a_faulty_date_stays_as_typed_and_says_what_is_wrong(typed):
    visitor = asked_for("service_start").type("date_service_start", typed)
    assert visitor.at.text_input(key="date_service_start").value == typed
    assert visitor.at.button(key="primary_service_start").disabled
    assert len(visitor.part("tg-field-fault")) == 1
    assert visitor.raw == {}


def test_an_empty_date_is_no_fault():
    visitor = asked_for("service_start")
    assert not visitor.part("tg-field-fault")
    assert visitor.at.button(key="primary_service_start").disabled


# --- the specialty -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("机械", "mechanical"),
        ("jixie", "mechanical"),
        ("jx", "mechanical"),
        ("zhongdi", "agronomy"),
        ("种地", "agronomy"),
    ],
)
def test_a_specialty_is_found_by_what_people_type(typed, first):
    visitor = asked_for("specialty").type("specialty_query", typed)
    assert f"answer:specialty:{first}" in found(visitor)[:3]
    assert visitor.choose("specialty", first).raw == {"specialty": first}


def test_brewing_is_found_by_its_everyday_word():
    visitor = asked_for("specialty").type("specialty_query", "酿酒")
    assert "工程系列" in visitor.taps[found(visitor)[0]]


def test_each_found_specialty_says_where_it_leads():
    visitor = asked_for("specialty").type("specialty_query", "jx")
    assert found(visitor)
    for tap in found(visitor):
        assert plain(visitor.taps[tap].split("<small>")[1])


def test_a_word_nobody_knows_is_shown_back_and_the_shelves_remain():
    visitor = asked_for("specialty").type("specialty_query", "<b>没有*这个</b>")
    assert "没有找到" in visitor.text
    assert "<b>没有*这个</b>" in visitor.text
    assert not found(visitor)
    assert "shelf:engineering" in visitor.taps


def test_every_specialty_stands_on_exactly_one_shelf():
    visitor = asked_for("specialty")
    stood: list[str] = []
    for shelf in [tap for tap in visitor.taps if tap.startswith("shelf:")]:
        visitor.tap(shelf)
        stood += found(visitor)
    assert sorted(stood) == sorted(f"answer:specialty:{s.id}" for s in PACK.specialties)


def test_a_shelf_is_closed_by_tapping_it_again():
    visitor = asked_for("specialty").tap("shelf:agriculture")
    assert found(visitor)
    assert not found(visitor.tap("shelf:agriculture"))


# --- taps ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        "answer:works_in_district:true",  # not the question on the screen: the second tap of a hasty thumb
        "answer:employment:emperor",
        "answer:employment",
        "answer:hours:1",
        "answer",
        "unsure:residency",
        "change:residency",
        "shelf:nowhere",
        "open:/etc/passwd",
        "nonsense",
        "",
        "a" * 5000,
        "answer:employment:enterprise:more",
        None,
        7,
        ["answer"],
        {"what": "answer"},
    ],
)
def test_a_tap_that_the_screen_does_not_offer_changes_nothing(sent):
    visitor = Visitor("check")
    visitor.send(sent)
    assert visitor.raw == {}
    assert visitor.field == "employment"


def test_a_page_opens_with_what_was_restored():
    visitor = Visitor("check", answers={"employment": "enterprise", "works_in_district": None})
    assert visitor.field == "under_contract"


# --- the day asked about -----------------------------------------------------------------------------------------


def test_the_day_in_the_address_is_shown_and_kept_from_page_to_page():
    visitor = Visitor(as_of=OPEN_DAY).click("primary_start")
    assert visitor.at.query_params["as_of"] == OPEN_DAY
    assert "chip_day" in visitor.keys
    assert OPEN_DAY in "".join(visitor.part("tg-footer"))


@pytest.mark.parametrize("rubbish", ["", "soon", "2023-02-30", "1949-12-31", "2101-01-01", "<script>"])
def test_a_day_that_is_none_means_today(rubbish):
    visitor = Visitor(as_of=rubbish)
    assert "chip_day" not in visitor.keys
    assert "正在按" not in visitor.text
