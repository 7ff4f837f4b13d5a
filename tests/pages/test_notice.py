"""The notice, clause by clause."""

from __future__ import annotations

import pytest

from logic.language import phrase
from tests.logic.applicants import PACK
from tests.pages.visitor import Visitor, plain


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_clause_stands_there_with_its_place_and_source(lang):
    visitor = Visitor("notice", lang=lang)
    articles = [plain(item) for body in visitor.markup for item in body.split("<article")[1:]]
    assert len(articles) == len(PACK.clauses)
    for article, clause in zip(articles, PACK.clauses.values(), strict=True):
        assert clause.place.text.get(lang) in article
        assert plain(clause.text.text.get(lang)) in article
        source = PACK.sources[clause.source]
        assert (source.title.text.get(lang) in article) == (source.url != PACK.url)
    assert visitor.text.count(PACK.sources["notice"].title.text.get(lang)) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_says_what_the_published_text_lacks_and_links_the_original(lang):
    visitor = Visitor("notice", lang=lang)
    assert phrase(lang, "原文的缺漏") in visitor.text
    assert PACK.gaps
    for gap in PACK.gaps:
        assert plain(gap.text.get(lang)) in visitor.text
    assert any(PACK.url in body and 'rel="noopener noreferrer"' in body for body in visitor.markup)


def test_it_leads_to_the_questions_and_keeps_the_answers():
    visitor = Visitor("notice", answers={"employment": "enterprise"})
    assert visitor.click("primary_start").screen == "specialty"
