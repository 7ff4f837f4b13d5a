"""The page of all answers, which is also the quick form."""

from __future__ import annotations

import pytest

from logic.facts import FACT, Applicant
from logic.interview.screens import ASKED, answer_to, settled_by
from logic.labels import FACT_NAMES, VERDICT_NAMES
from tests.logic.applicants import GRADUATE as GRADUATE_FACTS
from tests.logic.applicants import PACK, judge, read
from tests.pages.visitor import CHOICES, Visitor, facts
from ui.questions.groups import UNSURE, tap_value
from ui.questions.words import question

GRADUATE = facts("企业本科毕业生")
TECHNICIAN = facts("企业大专技术员")
PUBLIC = facts("事业单位本科毕业生")


def asked_of(applicant: Applicant) -> set[str]:
    """The questions that the form asks of somebody: one where a fact that it settles is asked."""
    return {q for q in ASKED if q != "hours" and any(FACT[f].asked(applicant) for f in settled_by(q))}


def shown(visitor: Visitor) -> set[str]:
    """The fields that the form asks."""
    keys = [w.key or "" for w in (*visitor.at.selectbox, *visitor.at.text_input)]
    return {key.removeprefix("form_") for key in keys if key.startswith("form_")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_shows_each_question_that_matters_with_its_answer(lang):
    visitor = Visitor("answers", lang=lang, answers=TECHNICIAN)
    assert shown(visitor) == asked_of(read(TECHNICIAN))
    for box in visitor.at.selectbox:
        field = (box.key or "").removeprefix("form_")
        assert box.label == question(field, PACK).ask.get(lang)
        value = answer_to(field, TECHNICIAN)
        assert box.value == ("" if value is None else tap_value(value))
    assert visitor.at.text_input(key="form_title_date").value == "2021-06-30"


def test_each_choice_can_be_made_left_blank_or_left_open():
    visitor = Visitor("answers", answers=PUBLIC)
    for box in visitor.at.selectbox:
        field = (box.key or "").removeprefix("form_")
        if field in CHOICES:
            assert len(box.options) == len(CHOICES[field]) + 2
        assert "不清楚" in box.options
        assert "未填" in box.options


def test_the_button_to_the_result_says_the_verdict_and_follows_a_change():
    visitor = Visitor("answers", answers=GRADUATE)
    assert VERDICT_NAMES[judge(GRADUATE_FACTS).verdict].zh in visitor.at.button(key="primary_result").label
    visitor.pick("employment", "civil_servant")
    assert "不能申报" in visitor.at.button(key="primary_result").label
    assert visitor.click("primary_result").part("v-ineligible")


def test_from_an_empty_form_to_a_result_without_the_questions():
    visitor = Visitor("answers")
    for field, value in GRADUATE.items():
        if field == "hours":
            continue
        if field == "service_start":
            visitor.type("form_service_start", value)
        else:
            visitor.pick(field, tap_value(answer_to(field, GRADUATE)))
    kept = {k: v for k, v in visitor.raw.items() if v is not None}
    assert kept.items() <= GRADUATE.items()
    assert "可以申报" in visitor.at.button(key="primary_result").label
    assert visitor.click("primary_result").part("v-eligible")


def test_blank_unsure_and_a_choice_are_three_different_things():
    visitor = Visitor("answers", answers={"employment": "enterprise"})
    assert visitor.at.selectbox(key="form_works_in_district").value == ""
    visitor.pick("works_in_district", UNSURE)
    assert visitor.raw == {"employment": "enterprise", "works_in_district": None}
    assert visitor.at.selectbox(key="form_works_in_district").value == UNSURE
    visitor.pick("works_in_district", "true")
    assert visitor.raw["works_in_district"] is True
    visitor.pick("works_in_district", "")
    assert visitor.raw == {"employment": "enterprise"}


def test_a_change_takes_away_what_no_longer_matters_and_says_so():
    visitor = Visitor("answers", answers=PUBLIC).pick("employment", "enterprise")
    assert "post_vacancy" not in visitor.raw
    assert "post_vacancy" not in shown(visitor)
    assert [note for note in visitor.part("tg-note") if FACT_NAMES["post_vacancy"].zh in note]


def test_the_hours_are_filled_in_on_their_own_page():
    visitor = Visitor("answers", answers=TECHNICIAN)
    assert "2 年" in "".join(visitor.part("tg-aside"))
    visitor.click("link_hours")
    assert visitor.screen == "hours"
    assert visitor.click("primary_hours").raw["hours"] == TECHNICIAN["hours"]


def test_all_can_be_forgotten():
    visitor = Visitor("answers", answers=TECHNICIAN).click("link_wipe")
    assert visitor.raw == {}
    assert shown(visitor) == asked_of(Applicant())


def test_one_can_go_on_with_the_questions():
    visitor = Visitor("answers", answers={"employment": "enterprise"})
    assert visitor.click("nav_check").screen == "specialty"


def test_a_title_dated_after_the_day_asked_about_does_no_harm():
    late = {**TECHNICIAN, "title_date": "2023-11-01"}
    assert Visitor("answers", as_of="2023-10-12", answers=late).token == "answers"


def test_a_first_day_of_work_after_the_day_asked_about_is_kept_and_marked():
    visitor = Visitor("answers", as_of="2021-10-12", answers=GRADUATE)
    assert visitor.raw == GRADUATE
    assert visitor.at.text_input(key="form_service_start").value == GRADUATE["service_start"]
    assert "还没有到" in visitor.part("tg-under")[-1]


@pytest.mark.parametrize("typed", ["2021-13", "x", "2030-01-01"])
def test_a_date_that_cannot_be_read_waits_as_it_was_typed(typed):
    visitor = Visitor("answers", answers=GRADUATE).type("form_service_start", typed)
    assert visitor.at.text_input(key="form_service_start").value == typed
    assert visitor.raw == GRADUATE
    visitor.type("form_service_start", "2021年7月")
    assert visitor.raw["service_start"] == "2021-07"
    visitor.type("form_service_start", "")
    assert "service_start" not in visitor.raw


def test_a_month_that_is_not_enough_says_so():
    visitor = Visitor("answers", answers=GRADUATE).type("form_service_start", "2022-10")
    assert "请写到日" in "".join(visitor.part("tg-under"))


def test_a_slip_in_the_form_can_be_undone():
    visitor = Visitor("answers", answers=GRADUATE)
    before = visitor.raw
    visitor.pick("employment", "freelancer")
    assert len(visitor.raw) < len(before)
    visitor.click("nav_undo")
    assert visitor.raw == before
    assert visitor.at.selectbox(key="form_employment").value == "enterprise"
    assert "nav_undo" not in visitor.keys


def test_every_specialty_can_be_chosen():
    box = Visitor("answers").at.selectbox(key="form_specialty")
    assert len(box.options) == len(PACK.specialties) + 2
