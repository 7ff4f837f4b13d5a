"""The page of all answers, which is also the quick form."""

from __future__ import annotations

import datetime as dt

import pytest

from logic.facts import FACTS, Applicant
from logic.labels import FACT_NAMES, VERDICT_NAMES
from tests.logic.applicants import GRADUATE as GRADUATE_FACTS
from tests.logic.applicants import PACK, judge, read
from tests.pages.visitor import CHOICES, Visitor, facts
from ui.questions import question

GRADUATE = facts("企业本科毕业生")
TECHNICIAN = facts("企业大专技术员")
PUBLIC = facts("事业单位本科毕业生")


def shown(visitor: Visitor) -> set[str]:
    """The fields that the form asks."""
    keys = [w.key or "" for w in (*visitor.at.selectbox, *visitor.at.date_input)]
    return {key.removeprefix("form_") for key in keys if key.startswith("form_")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_shows_each_question_that_matters_with_its_answer(lang):
    visitor = Visitor("answers", lang=lang, answers=TECHNICIAN)
    applicant = read(TECHNICIAN)
    assert shown(visitor) == {f.field for f in FACTS if f.asked(applicant) and f.field != "hours"}
    for box in visitor.at.selectbox:
        field = (box.key or "").removeprefix("form_")
        assert box.label == question(field, PACK).ask.get(lang)
        value = TECHNICIAN.get(field, "")
        assert box.value == (str(value).lower() if isinstance(value, bool) else value)
    assert visitor.at.date_input(key="form_title_date").value == dt.date(2021, 6, 30)


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
            visitor.at.date_input(key="form_service_start").set_value(dt.date.fromisoformat(value))
            visitor.run()
        else:
            visitor.pick(field, str(value).lower() if isinstance(value, bool) else value)
    kept = {k: v for k, v in visitor.raw.items() if v is not None}
    assert kept.items() <= GRADUATE.items()
    assert "可以申报" in visitor.at.button(key="primary_result").label
    assert visitor.click("primary_result").part("v-eligible")


def test_blank_unsure_and_a_choice_are_three_different_things():
    visitor = Visitor("answers", answers={"employment": "enterprise"})
    assert visitor.at.selectbox(key="form_works_in_district").value == ""
    visitor.pick("works_in_district", "?")
    assert visitor.raw == {"employment": "enterprise", "works_in_district": None}
    assert visitor.at.selectbox(key="form_works_in_district").value == "?"
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
    assert visitor.field == "hours"
    assert visitor.click("primary_hours").raw["hours"] == TECHNICIAN["hours"]


def test_all_can_be_forgotten():
    visitor = Visitor("answers", answers=TECHNICIAN).click("link_wipe")
    assert visitor.raw == {}
    assert shown(visitor) == {f.field for f in FACTS if f.asked(Applicant()) and f.field != "hours"}


def test_one_can_go_on_with_the_questions():
    visitor = Visitor("answers", answers={"employment": "enterprise"})
    assert visitor.click("nav_check").field == "specialty"


def test_a_title_dated_after_the_day_asked_about_does_no_harm():
    late = {**TECHNICIAN, "title_date": "2023-11-01"}
    assert Visitor("answers", as_of="2023-10-12", answers=late).token == "answers"


def test_a_first_day_of_work_after_the_day_asked_about_is_dropped_and_said_so():
    visitor = Visitor("answers", as_of="2021-10-12", answers=GRADUATE)
    assert "service_start" not in visitor.raw
    assert [note for note in visitor.part("tg-note") if FACT_NAMES["service_start"].zh in note]


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
