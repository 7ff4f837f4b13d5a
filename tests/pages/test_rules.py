"""The rule book: every clause, what rests on it, and the way there from everything that cites it."""

from __future__ import annotations

import re

import pytest

from logic.policy.book import book
from logic.words.language import phrase
from tests.logic.applicants import PACK
from tests.pages.test_kiosk import Stranger
from tests.pages.visitor import Visitor, facts, plain
from ui.kiosk import screen
from ui.parts import anchor

BOOK = book(PACK)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_clause_stands_there_with_its_place_and_source(lang):
    visitor = Visitor("rules", lang=lang)
    articles = [plain(item) for body in visitor.markup for item in body.split("<article")[1:]]
    assert len(articles) == len(PACK.clauses)
    for article, clause in zip(articles, PACK.clauses.values(), strict=True):
        assert clause.place.text.get(lang) in article
        assert plain(clause.text.text.get(lang)) in article
        source = PACK.sources[clause.source]
        assert (source.title.text.get(lang) in article) == (source.url != PACK.url)
        assert f" {clause.confidence} " in article
    assert visitor.text.count(PACK.sources["notice"].title.text.get(lang)) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_says_what_the_published_text_lacks_and_links_the_original(lang):
    visitor = Visitor("rules", lang=lang)
    assert phrase(lang, "原文的缺漏") in visitor.text
    assert PACK.gaps
    for gap in PACK.gaps:
        assert plain(gap.text.get(lang)) in visitor.text
    assert PACK.url
    assert any(PACK.url in body and 'rel="noopener noreferrer"' in body for body in visitor.markup)


def test_every_link_within_the_book_leads_to_a_place_in_it():
    whole = "".join(Visitor("rules").markup)
    places = re.findall(r' id="([a-z]-[^"]+)"', whole)
    assert len(places) == len(set(places))
    links = re.findall(r'href="#([^"]+)"', whole)
    assert set(links) <= set(places)
    # Each clause is reached from the table of contents, and all but the editor's own from a criterion or a table.
    assert {anchor(clause) for clause in PACK.clauses} <= set(links)


def test_a_clause_names_all_that_rests_on_it_and_each_of_those_names_it():
    whole = "".join(Visitor("rules").markup)
    rows = dict(re.findall(r'<tr id="k-([a-z_]+)">(.*?)</tr>', whole))
    articles = dict(re.findall(r'<article class="tg-panel tg-entry" id="(c-[^"]+)">(.*?)</article>', whole, re.DOTALL))
    assert set(rows) == {one.id for one in BOOK.criteria}
    for entry in BOOK.entries:
        back = re.findall(r'href="#k-([a-z_]+)"', articles[anchor(entry.id)])
        assert back == list(entry.criteria)
        for criterion in back:
            assert f'href="#{anchor(entry.id)}"' in rows[criterion]


@pytest.mark.parametrize("page", ["result", "plan", "answers", "questions"])
def test_whatever_cites_a_clause_leads_to_it(page):
    visitor = Visitor(page, lang="en", answers=facts("企业本科毕业生"))
    links = re.findall(r'<a class="tg-clause" href="([^"]+)"', "".join(visitor.markup))
    assert page == "answers" or links
    known = {f"rules?lang=en&amp;as_of=2023-10-12#{anchor(clause)}" for clause in PACK.clauses}
    assert set(links) <= known


@pytest.mark.parametrize(
    ("typed", "first"),
    [("突击", "3.3"), ("cramming", "3.3"), ("tuixiu", "1.3"), ("3.5", "3.5"), ("社保", "1.1"), ("退休", "1.3")],
)
def test_what_is_typed_leads_to_the_clause(typed, first):
    visitor = Visitor("rules").type("rules_query", typed)
    found = re.findall(r'<article class="tg-panel tg-entry" id="([^"]+)"', "".join(visitor.markup))
    assert found[0] == anchor(first)
    assert len(found) < len(PACK.clauses)


def test_what_nobody_wrote_finds_nothing_and_the_page_says_so():
    visitor = Visitor("rules").type("rules_query", "火星")
    assert visitor.say("没有找到。换个说法试试，或问{office}。", office=PACK.contact.office.text) in visitor.text
    assert "<article" not in "".join(visitor.markup)


def test_it_leads_to_the_questions_and_keeps_the_answers():
    visitor = Visitor("rules", answers={"employment": "enterprise"})
    assert visitor.click("nav_start").screen == "specialty"
    assert Visitor("rules").click("nav_questions").token == "questions"


# --- at the touch screen -------------------------------------------------------------------------------------------


def test_at_the_kiosk_a_clause_is_looked_up_on_the_same_screen_and_nothing_leads_away(monkeypatch):
    gone: list[str] = []
    monkeypatch.setattr(screen, "go", gone.append)
    stranger = Stranger("result", answers=facts("企业本科毕业生"))
    clause = next(tap for tap in stranger.taps if tap.startswith("clause:"))
    stranger.tap(clause, "result")
    assert gone == ["rules"]
    monkeypatch.undo()
    stranger.go("rules")
    assert stranger.token == "rules"
    whole = "".join(stranger.markup)
    assert f'data-land="{clause.partition(":")[2]}"' in whole
    assert not re.search(r'href="(?!#)', whole)
    assert not stranger.at.text_input and not any(tap.startswith("go:") for tap in stranger.taps)


@pytest.mark.parametrize(("answers", "page"), [({}, "start"), ({"employment": "enterprise"}, "check")])
def test_at_the_kiosk_back_leads_to_where_one_was(monkeypatch, answers, page):
    gone: list[str] = []
    stranger = Stranger("rules", answers=answers)
    monkeypatch.setattr(screen, "go", gone.append)
    stranger.tap("back", "rules")
    assert gone == [page]
