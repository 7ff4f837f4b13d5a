"""What else stands in the notice: each thing with its place, the few taps that settle one, and the ways there."""

from __future__ import annotations

import re

import pytest

from logic.pack.matters import Matter
from tests.logic.applicants import PACK
from tests.pages.visitor import Visitor, facts, plain

MATTERS = PACK.matters
TITLE = PACK.matter["title_from_elsewhere"]


def sections(visitor: Visitor) -> dict[str, str]:
    """The words of each part of the page, by its place."""
    (body,) = visitor.part("tg-matter")
    found = re.findall(r'<section class="tg-matter" id="m-([^"]+)">(.*?)</section>', body, re.DOTALL)
    return {id_: plain(part) for id_, part in found}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_stands_at_its_place_with_its_clause_and_whom_to_ask(lang):
    visitor = Visitor("matters", lang=lang)
    found = sections(visitor)
    assert list(found) == [one.id for one in MATTERS]
    for one in MATTERS:
        for words in (one.title, *one.says, *one.steps, *one.silent):
            assert plain(words.text.get(lang)) in found[one.id]
        for clause in (one.clause, *one.also):
            assert PACK.clauses[clause].place.text.get(lang) in found[one.id]
    assert re.findall(r'href="#m-([^"]+)"', "".join(visitor.markup)) == list(found)


def test_the_notice_s_other_clauses_are_all_there_and_each_open_point_names_somebody():
    assert {one.clause for one in MATTERS} == {"3.2", "3.3", "3.5", "3.6", "4.1", "4.3", "4.4"}
    asks = [ask for one in MATTERS for ask in one.silent]
    asks += [
        choice.answer.ask
        for one in MATTERS
        for question in one.check
        for choice in question.choices
        if choice.answer and choice.answer.ask
    ]
    assert len(asks) > 15
    for ask in asks:
        assert re.search(r"问[^。：]+：“[^”]+”", ask.zh), ask.zh
        assert re.search(r"sk [^.:]+: “[^”]+”", ask.en), ask.en


def answer(visitor: Visitor) -> str:
    """What the check came to."""
    (settled,) = re.findall(r'<div class="tg-settled" role="status">(.*?)</div>', "".join(visitor.markup), re.DOTALL)
    return plain(settled)


# Where it was obtained, what kind it is, what it is for; and what the clause then says.
CONFIRMED = [
    ((0, 0, 0), "不必办手续"),
    ((1, 0, 0), "不必办手续"),
    ((0, 0, 1), "可以在网上申请"),
    ((1, 0, 2), "没有写往上报以前要不要先确认"),
    ((0, 1), "“双定向”的职称不在确认的范围里"),
    ((1, 2), "非国有的职称不在确认的范围里"),
    ((0, 3), "要看是谁发的"),
    ((2,), "省内别处取得的职称要不要确认，通知没有写"),
    ((3,), "先看证书"),
]


@pytest.mark.parametrize(("taps", "said"), CONFIRMED)
def test_whether_a_title_from_elsewhere_is_to_be_confirmed(taps, said):
    visitor = Visitor("matters")
    for place, choice in enumerate(taps):
        assert answer(visitor) == ""
        visitor.tap(f"settle:{TITLE.id}:{place}-{choice}", "matters")
    assert said in answer(visitor)
    assert visitor.pressed == [f"settle:{TITLE.id}:{place}-{choice}" for place, choice in enumerate(taps)]
    # No question is left that the answer does not need.
    asked = {tap.split(":")[2].partition("-")[0] for tap in visitor.taps if tap.startswith("settle:")}
    assert len(asked) == len(taps)


def test_an_earlier_answer_changed_takes_the_later_ones_with_it():
    visitor = Visitor("matters")
    for tap in ("0-0", "1-0", "2-0", "0-1"):
        visitor.tap(f"settle:{TITLE.id}:{tap}", "matters")
    assert visitor.pressed == [f"settle:{TITLE.id}:0-1"]


@pytest.mark.parametrize("tap", ["settle:nothing:0-0", f"settle:{TITLE.id}:0-9", f"settle:{TITLE.id}:x"])
def test_what_is_not_offered_changes_nothing(tap):
    visitor = Visitor("matters").send(tap, "matters")
    assert visitor.token == "matters" and visitor.pressed == []


@pytest.mark.parametrize(
    ("chosen", "asked", "answered"),
    [([], 1, False), ([0], 2, False), ([2], 1, True), ([0, 0, 9], 3, False), ([0, 3, 0], 2, True), ([-1], 1, False)],
)
def test_a_check_asks_no_further_than_it_must(chosen, asked, answered):
    found = TITLE.checked(chosen)
    assert (len(found.asked), found.answer is not None) == (asked, answered)


def test_one_without_a_check_asks_nothing():
    bare = Matter.model_validate({"id": "a", "title": TITLE.title, "says": [TITLE.title], "clause": "1.1"})
    assert bare.checked([0]) == ((), None)


# --- the ways there ---------------------------------------------------------------------------------------------


def test_the_result_leads_to_each():
    visitor = Visitor("result", answers=facts("企业本科毕业生"))
    offered = {tap: words for tap, words in visitor.taps.items() if tap.startswith("matter:")}
    assert offered == {f"matter:{one.id}": one.title.zh for one in MATTERS}
    one = MATTERS[-1]
    visitor.tap(f"matter:{one.id}", "result")
    assert visitor.token == "matters"
    assert f'data-land="m-{one.id}" data-announce="{one.title.zh}"' in "".join(visitor.markup)
    # Once: the next run leaves the focus where it is.
    assert "data-land" not in "".join(visitor.go("matters").markup)


def test_the_questions_and_the_notice_lead_there_and_it_leads_on():
    asked = [one for one in PACK.questions if one.matter]
    questions = Visitor("questions")
    assert {f"nav_{one.id}" for one in asked} <= set(questions.keys)
    questions.click(f"nav_{asked[-1].id}")
    assert questions.token == "matters" and f'data-land="m-{asked[-1].matter}"' in "".join(questions.markup)
    assert Visitor("questions").click("nav_matters").token == "matters"
    book = Visitor("rules")
    for one in MATTERS:
        assert f"#m-{one.id}" in "".join(book.markup)
    assert book.click("nav_matters").token == "matters"
    assert Visitor("matters").tap("go:hours", "matters").token == "hours"
    assert Visitor("matters").tap("go:check", "matters").screen == "employment"
    assert Visitor("matters", answers=facts("企业本科毕业生")).click("nav_result").token == "result"


def test_a_notice_without_any_says_so_and_nothing_leads_there(monkeypatch):
    bare = PACK.model_copy(update={"matters": ()})
    monkeypatch.setattr("ui.state.pack_for", lambda *asked: bare)
    visitor = Visitor("matters")
    assert visitor.say("这份通知没有写别的事。有问题，请问{office}。", office=PACK.contact.office.text) in visitor.text
    assert "nav_matters" not in Visitor("rules").keys
    result = Visitor("result", answers=facts("企业本科毕业生"))
    assert not any(tap.startswith("matter:") for tap in result.taps)
    assert PACK.clauses["3.6"].text.zh in result.text
