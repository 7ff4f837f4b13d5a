"""The plan's page: the ways with their times, what would change the answer, and trying another answer."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from logic.labels import FACT_NAMES, ROUTE_NAMES, VERDICT_NAMES
from logic.plan import Plan, plan_of
from tests.logic.applicants import BASIS, CASES, PACK, as_kept, judge, read
from tests.pages.visitor import Visitor, plain

FOUR: list[dict[str, Any]] = yaml.load((CASES / "plans.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)[:4]
people = pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in FOUR])


def answers_of(case: dict[str, Any]) -> dict[str, Any]:
    return as_kept({**BASIS[case["basis"]], **case["facts"]})


def plan_for(case: dict[str, Any]) -> Plan:
    facts = {**BASIS[case["basis"]], **case["facts"]}
    return plan_of(read(facts, case["as_of"]), judge(facts, case["as_of"]), PACK)


def at_the_plan(case: dict[str, Any], lang: str = "zh") -> Visitor:
    return Visitor("plan", lang=lang, answers=answers_of(case))


@pytest.mark.parametrize("lang", ["zh", "en"])
@people
def test_every_way_stands_there_with_its_lines_in_order(case, lang):
    visitor, plan = at_the_plan(case, lang), plan_for(case)
    assert visitor.heading == plan.heading.get(lang) and visitor.token == "plan"
    cards = [plain(card) for card in visitor.part("tg-ways")[0].split("<section")[1:]]
    assert len(cards) == len(plan.ways)
    for card, way in zip(cards, plan.ways, strict=True):
        assert way.heading.get(lang) in card
        places = [card.index(plain(line.what.get(lang))) for line in way.lines]
        assert places == sorted(places)
        for line in way.lines:
            if line.clause:
                assert PACK.clauses[line.clause].place.text.get(lang) in card
        assert (way.means.get(lang) if way.means else "") in card
    assert plan.sureness is None or plan.sureness.get(lang) in visitor.text


@pytest.mark.parametrize("lang", ["zh", "en"])
@people
def test_what_would_change_it_stands_beside_what_it_comes_to(case, lang):
    visitor, plan = at_the_plan(case, lang), plan_for(case)
    shown = [plain(item) for body in visitor.part("tg-moves") for item in body.split("<li>")[1:]]
    assert len(shown) == len(plan.moves)
    for row, move in zip(shown, plan.moves, strict=True):
        for text in (move.what, *move.effects):
            sentence = text.get(lang)
            assert sentence[:1].upper() + sentence[1:] in row


def test_the_result_leads_to_it_and_it_leads_back():
    visitor = Visitor("result", answers=answers_of(FOUR[0])).click("nav_plan")
    assert visitor.token == "plan"
    assert visitor.click("nav_result").token == "result"


def test_a_title_from_elsewhere_leads_to_the_check_of_it():
    visitor = at_the_plan(FOUR[3]).click("nav_title_from_elsewhere")
    assert visitor.token == "matters" and 'data-land="m-title_from_elsewhere"' in "".join(visitor.markup)
    assert "nav_title_from_elsewhere" not in at_the_plan(FOUR[0]).keys


def test_nobody_refused_is_led_to_it_and_no_day_is_promised():
    barred = {**answers_of(FOUR[0]), "employment": "civil_servant"}
    assert "nav_plan" not in Visitor("result", answers=barred).keys
    visitor = Visitor("plan", answers=barred)
    assert not visitor.part("tg-ways") and not visitor.part("tg-moves")
    assert "大约" not in visitor.text


def test_who_applied_elsewhere_learns_from_when_they_can_apply_again():
    elsewhere = {**answers_of(FOUR[0]), "applied_elsewhere_this_year": True, "service_start": "2020-07-01"}
    visitor = Visitor("result", answers=elsewhere).click("nav_plan")
    assert "2024 年 1 月 1 日" in visitor.text and "新的一年，可以重新申报" in visitor.text


def test_without_answers_it_leads_to_the_questions():
    visitor = Visitor("plan")
    assert visitor.heading == "还没有回答"
    assert visitor.click("primary_start").screen == "employment"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_answer_is_tried_otherwise_and_put_back(lang):
    visitor = at_the_plan(FOUR[2], lang)
    before = dict(visitor.visit.answers)
    visitor.at.selectbox(key="what_if_field").set_value("post_vacancy")
    visitor.run()
    visitor.at.selectbox(key="what_if_post_vacancy").set_value(True)
    visitor.run()
    shown = plain(visitor.part("tg-what-if")[0])
    assert VERDICT_NAMES[judge({**BASIS["事业单位本科毕业生"], "specialty": "agronomy"}).verdict].get(lang) in shown
    assert visitor.say("这样一改，结论会变：") in shown
    assert visitor.visit.answers == before
    visitor.click("nav_put_back")
    assert not visitor.part("tg-what-if") and visitor.at.selectbox(key="what_if_field").value is None
    assert visitor.visit.answers == before


def test_a_change_that_moves_nothing_says_so():
    visitor = at_the_plan(FOUR[1])
    visitor.at.selectbox(key="what_if_field").set_value("residency")
    visitor.run()
    visitor.at.selectbox(key="what_if_residency").set_value("hong_kong_macao_taiwan")
    visitor.run()
    assert "结论不变。" in plain(visitor.part("tg-what-if")[0])


def test_a_date_is_tried_within_the_days_there_can_be():
    visitor = at_the_plan(FOUR[0])
    visitor.at.selectbox(key="what_if_field").set_value("service_start")
    visitor.run()
    box = visitor.at.date_input(key="what_if_service_start")
    assert box.max == FOUR[0]["as_of"]
    box.set_value(FOUR[0]["as_of"].replace(year=2022))
    visitor.run()
    assert "这样一改，结论会变：" in plain(visitor.part("tg-what-if")[0])


def tried(visitor: Visitor, field: str) -> Visitor:
    visitor.at.selectbox(key="what_if_field").set_value(field)
    visitor.run()
    return visitor


@pytest.mark.parametrize("page", ["plan", "result"])
def test_the_specialty_is_tried_otherwise(page):
    visitor = Visitor(page, answers=answers_of(FOUR[1]))
    before = dict(visitor.visit.answers)
    if page == "result":
        assert not visitor.at.selectbox
        visitor.click("nav_what_if")
    tried(visitor, "specialty")
    assert before["specialty"] not in visitor.at.selectbox(key="what_if_specialty").options
    visitor.at.selectbox(key="what_if_specialty").set_value("accounting")
    visitor.run()
    shown = plain(visitor.part("tg-what-if")[0])
    assert ROUTE_NAMES["examination"].zh in shown and "不列" in shown
    assert visitor.visit.answers == before
    visitor.click("nav_put_back")
    assert not visitor.part("tg-what-if") and visitor.at.selectbox(key="what_if_field").value is None


def test_one_year_s_hours_are_tried_otherwise_and_the_rules_weigh_all_of_them():
    # The technician is 18 professional hours short over the years recorded.
    visitor = tried(at_the_plan(FOUR[1]), "hours")
    rows = visitor.visit.answers["hours"]
    assert visitor.at.selectbox(key="what_if_hours").options[-1] == "2023"
    last = max(row["year"] for row in rows)
    visitor.at.selectbox(key="what_if_hours").set_value(last)
    visitor.run()
    assert not visitor.part("tg-what-if")  # as they are recorded
    for more, said in ((17, "结论不变。"), (18, "这样一改，结论会变：")):
        held = next(row["professional"] for row in rows if row["year"] == last)
        visitor.at.number_input(key=f"what_if_professional_{last}").set_value(float(held + more))
        visitor.run()
        assert said in plain(visitor.part("tg-what-if")[0])
    assert visitor.visit.answers["hours"] == rows


def test_hours_that_nobody_has_recorded_can_be_tried():
    bare = {field: value for field, value in answers_of(FOUR[1]).items() if field != "hours"}
    visitor = tried(Visitor("plan", answers=bare), "hours")
    assert visitor.say("现在的回答：{answer}", answer="不清楚") in visitor.text
    assert visitor.part("tg-what-if")


def test_only_what_concerns_the_person_can_be_tried():
    fields = at_the_plan(FOUR[1]).at.selectbox(key="what_if_field").options
    assert FACT_NAMES["title_date"].zh in fields
    assert FACT_NAMES["post_vacancy"].zh not in fields  # an enterprise has no such limit
