"""The hours planner: of use without a single answer, and beside one's own."""

from __future__ import annotations

import pytest

from tests.logic.applicants import PACK
from tests.pages.visitor import Visitor, facts, plain

SHORT = facts(
    "企业大专技术员",
    title_date="2020-06-30",
    hours=[{"year": 2021, "general": 30, "professional": 60}, {"year": 2022, "general": 30, "professional": 42}],
)


def said(visitor: Visitor) -> str:
    return plain(visitor.part("tg-planner-said")[0])


def labels(visitor: Visitor) -> list[str]:
    return [box.label for box in (*visitor.at.number_input, *visitor.at.slider)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_an_answer_it_begins_at_the_norm_of_three_years(lang):
    visitor = Visitor("hours", lang=lang)
    assert visitor.heading == visitor.say("学时规划") and visitor.token == "hours"
    assert [box.value for box in visitor.at.number_input] == [30.0, 60.0] * 2
    assert [box.value for box in visitor.at.slider] == [30, 60]
    assert said(visitor).count(visitor.say("达标")) == 2
    assert PACK.clauses["3.3"].text.text.get(lang) in visitor.text
    assert PACK.hours_later is not None
    assert PACK.named(PACK.hours_later.ask.text).get(lang) in visitor.text


def test_it_takes_over_the_hours_that_were_answered_and_changes_none_of_them():
    visitor = Visitor("hours", answers=SHORT)
    assert [box.value for box in visitor.at.number_input] == [30.0, 60.0, 30.0, 42.0]
    assert "专业科目：差 18 学时" in said(visitor)
    visitor.at.slider(key="hours_plan_professional_2023").set_value(78)
    visitor.run()
    assert "差" not in said(visitor) and visitor.visit.answers["hours"] == SHORT["hours"]


def test_the_least_is_stated_and_filled_in():
    visitor = Visitor("hours", answers=SHORT)
    assert "最少这样学：2023 年公需科目 30 学时、专业科目 78 学时。" in visitor.text
    visitor.click("nav_planner_least")
    assert [box.value for box in visitor.at.slider] == [30, 78]
    assert said(visitor).count("达标") == 2


def test_what_one_year_cannot_carry_is_spread_over_the_next():
    empty = [{"year": 2021, "general": 0, "professional": 0}, {"year": 2022, "general": 0, "professional": 0}]
    visitor = Visitor("hours", answers={**SHORT, "hours": empty})
    assert "到 2023 年底怎样学都像突击" in visitor.text and "往后放一年" in visitor.text
    assert "nav_planner_least" not in visitor.keys
    visitor.at.selectbox(key="hours_plan_last").set_value(2024)
    visitor.run()
    visitor.click("nav_planner_least")
    assert [box.value for box in visitor.at.slider] == [60, 120, 60, 120]
    assert said(visitor).count("达标") == 2


def test_all_in_one_year_is_said_to_be_crammed():
    visitor = Visitor("hours")
    for box in visitor.at.number_input:
        box.set_value(0)
    visitor.at.slider(key="hours_plan_general_2023").set_value(90)
    visitor.run()
    assert "公需科目：集中于一年" in said(visitor)


def test_tenths_of_an_hour_count():
    visitor = Visitor("hours", answers={**SHORT, "hours": [{"year": 2022, "general": 29.9, "professional": 60}]})
    assert "公需科目：差 0.1 学时" in said(visitor)


@pytest.mark.parametrize(
    ("kind", "words"), [("public_institution", "主管部门"), ("enterprise", "民营企业"), ("freelancer", "没有单位的")]
)
def test_who_registers_them_is_stated_for_one_s_own_kind_of_employer(kind, words):
    visitor = Visitor("hours")
    visitor.at.selectbox(key="hours_plan_kind").set_value(kind)
    visitor.run()
    assert any(words in plain(body) for body in visitor.part("tg-note"))


def test_the_start_and_the_result_lead_to_it():
    assert Visitor("start").click("nav_hours_plan").token == "hours"
    visitor = Visitor("result", answers=SHORT).click("nav_hours_plan")
    assert visitor.token == "hours" and visitor.click("nav_result").token == "result"


def test_from_another_year_there_are_more_rows():
    visitor = Visitor("hours")
    before = labels(visitor)
    visitor.at.selectbox(key="hours_plan_first").set_value(2019)
    visitor.run()
    assert len(labels(visitor)) == len(before) + 4 and len(set(labels(visitor))) == len(labels(visitor))
