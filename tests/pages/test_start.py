"""The first page: what it is, how to begin, which notice and which day it goes by."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from logic.interview.screens import SCREENS
from tests.pages.visitor import OPEN_DAY, Visitor
from ui import state


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_says_what_it_is_for_and_how_to_begin(lang):
    visitor = Visitor(lang=lang)
    assert visitor.heading == visitor.say("几分钟，看清您能不能申报初级职称")
    assert visitor.at.button(key="primary_start").label == visitor.say("开始自查")
    assert "link_form" in visitor.keys


def test_it_begins_with_the_first_question():
    assert Visitor().click("primary_start").screen == "employment"


def test_who_knows_the_questions_goes_to_the_form():
    assert Visitor().click("link_form").token == "answers"


def test_who_was_here_before_can_go_on_or_begin_again():
    known = {"employment": "enterprise", "works_in_district": True}
    visitor = Visitor(answers=known)
    assert "primary_start" not in visitor.keys
    assert visitor.click("primary_continue").screen == "specialty"
    again = Visitor(answers=known).click("nav_restart")
    assert again.screen == "employment"
    assert again.raw == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_today_says_plainly_that_the_windows_are_closed(lang):
    visitor = Visitor(lang=lang, as_of=None)
    warning = visitor.part("tg-warn")
    assert len(warning) == 1
    assert visitor.say("这一次的申报已经截止") in warning[0]


@pytest.mark.parametrize(("day", "closed"), [("2023-10-23", False), ("2023-10-24", True), ("2023-09-01", False)])
def test_the_notice_s_own_year_is_closed_only_after_the_last_window(day, closed):
    said = "这一次的申报已经截止" in Visitor(as_of=day).text
    assert said is closed


def test_a_day_before_the_notice_s_year_is_not_called_closed():
    visitor = Visitor(as_of="2022-06-01")
    assert visitor.part("tg-warn")
    assert "截止" not in visitor.part("tg-warn")[0]


def test_another_day_can_be_looked_at_and_left_again():
    visitor = Visitor(as_of=None).click("nav_demo_day_start")
    assert visitor.at.query_params["as_of"] == OPEN_DAY
    assert not visitor.part("tg-warn")
    visitor.click("nav_today_header")
    assert "as_of" not in visitor.at.query_params
    assert visitor.part("tg-warn")


def test_any_day_can_be_picked():
    visitor = Visitor(as_of=OPEN_DAY)
    visitor.at.date_input(key=f"as_of_start_{OPEN_DAY}").set_value(dt.date(2023, 9, 20))
    visitor.run()
    assert visitor.at.query_params["as_of"] == "2023-09-20"
    assert "2023 年 9 月 20 日" in visitor.text


def test_the_day_chip_changes_the_day_on_any_page():
    visitor = Visitor("rules")
    visitor.at.date_input(key=f"as_of_header_{OPEN_DAY}").set_value(dt.date(2023, 9, 20))
    visitor.run()
    assert visitor.token == "rules"
    assert visitor.at.query_params["as_of"] == "2023-09-20"
    visitor.click("nav_today_header")
    assert "as_of" not in visitor.at.query_params


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_promises_as_many_steps_as_there_are_screens(lang):
    assert any(f"{len(SCREENS)} " in body for body in Visitor(lang=lang).part("tg-help"))


@pytest.mark.parametrize(("late", "there"), [(-1, True), (1, False)])
def test_who_begins_again_by_mistake_has_ten_seconds_to_come_back(monkeypatch, late, there):
    clock = [100.0]
    monkeypatch.setattr(state, "monotonic", lambda: clock[0])
    known = {"employment": "enterprise", "service_start": "2021-07"}
    visitor = Visitor(answers=known).click("nav_restart")
    assert visitor.raw == {}
    clock[0] += state.UNDO_SECONDS + late
    visitor.run()
    assert ("link_return" in visitor.keys) is there
    assert ("tg_former" in visitor.at.session_state) is there
    if there:
        assert visitor.click("link_return").raw == known
        assert "link_return" not in visitor.keys


def test_the_language_is_changed_in_the_address_and_keeps_the_answers():
    known = {"employment": "enterprise"}
    visitor = Visitor(answers=known).tap("language:en", "start")
    assert visitor.at.query_params["lang"] == "en"
    visitor.lang = "en"
    assert visitor.heading == visitor.say("几分钟，看清您能不能申报初级职称")
    assert visitor.raw == known
    visitor.tap("language:zh", "start")
    assert "lang" not in visitor.at.query_params
    assert visitor.at.query_params["as_of"] == OPEN_DAY


@pytest.mark.parametrize("page", ["start", "check", "result", "rules", "unit", "matters"])
@pytest.mark.parametrize(("tap", "there"), [("go:unit", "unit"), ("go:rules", "rules"), ("go:start", "start")])
def test_the_bar_leads_on_from_every_page(page, tap, there):
    visitor = Visitor(page, answers={"employment": "enterprise"} if page == "result" else None)
    assert visitor.tap(tap, page).token == there


@pytest.mark.parametrize("page", ["start", "check", "rules"])
def test_the_bar_changes_the_size_on_every_page(page):
    visitor = Visitor(page).tap("size", page)
    assert visitor.at.query_params["size"] in ("large", ["large"])
    visitor.tap("size", page)
    assert "size" not in visitor.at.query_params


@pytest.mark.parametrize("tap", ["go:nowhere", "go:desk", "go", "language:xx"])
def test_where_the_bar_does_not_lead_one_stays(tap):
    assert Visitor("rules").send(tap, "rules").token == "rules"


def test_what_the_bar_leads_to_has_an_address_of_its_own():
    markup = "".join(Visitor("rules", lang="en").markup)
    links = {tap: address for address, tap in re.findall(r'<a [^>]*href="([^"]*)" data-tap="([^"]*)"', markup)}
    assert links["go:start"] == f"./?lang=en&amp;as_of={OPEN_DAY}"
    assert links["go:unit"] == f"unit?lang=en&amp;as_of={OPEN_DAY}"
    assert links["go:map"].startswith("map?")
