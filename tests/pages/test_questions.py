"""The questions people really ask."""

from __future__ import annotations

import pytest

from logic.facts import FIELDS
from logic.search import search_questions
from tests.logic.applicants import PACK
from tests.pages.visitor import Visitor, facts, plain

QUESTIONS = PACK.questions


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_question_stands_there_with_its_answer_and_whom_to_ask(lang):
    visitor = Visitor("questions", lang=lang)
    assert visitor.token == "questions"
    assert [expander.label for expander in visitor.at.expander] == [one.question.text.get(lang) for one in QUESTIONS]
    for one in QUESTIONS:
        assert plain(one.answer.text.get(lang)) in visitor.text
        assert one.ask is None or plain(one.ask.text.get(lang)) in visitor.text
        assert PACK.clauses[one.clause].place.text.get(lang) in visitor.text


def test_there_are_the_twenty_that_people_ask_and_one_is_open_where_nobody_knows():
    assert len(QUESTIONS) == 20
    assert {one.id for one in QUESTIONS if one.ask} >= {
        "making_up",
        "social_insurance",
        "agency_worker",
        "other_series",
    }


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("函授", "part_time"),
        ("hanshou", "part_time"),
        ("社保", "social_insurance"),
        ("shebao", "social_insurance"),
        ("軟考", "qualification"),
        ("证书丢了怎么办", "lost_certificate"),
        ("补学时", "making_up"),
        ("学时不够", "hours_short"),
        ("part-time", "part_time"),
        ("freelancer", "freelancer"),
    ],
)
def test_everyday_words_pinyin_and_english_lead_to_it(typed, first):
    assert search_questions(typed, PACK)[0].id == first


def test_what_nobody_asks_finds_nothing_and_the_page_says_so():
    assert search_questions("火星", PACK) == []
    visitor = Visitor("questions")
    visitor.at.text_input(key="question_query").set_value("火星")
    visitor.run()
    assert not visitor.at.expander
    assert visitor.say("没有找到。换个说法试试，或问{office}。", office=PACK.contact.office.text) in visitor.text


@pytest.mark.parametrize("one", [one for one in QUESTIONS if one.decides], ids=lambda one: one.id)
def test_each_leads_to_where_it_is_settled(one):
    assert one.decides in FIELDS
    visitor = Visitor("questions", answers=facts("企业本科毕业生")).click(f"link_{one.id}")
    if one.decides == "hours":
        assert visitor.token == "hours"
    else:
        assert visitor.token.startswith("check:")


def test_who_has_answered_nothing_begins_with_the_first_question():
    assert Visitor("questions").click("link_part_time").screen == "employment"


def test_the_start_and_the_notice_lead_there():
    assert Visitor().click("nav_questions").token == "questions"
    assert Visitor("rules").click("nav_questions").token == "questions"
