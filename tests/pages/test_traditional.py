"""Every page in traditional characters: nothing simplified is left, and the address keeps the language."""

from __future__ import annotations

import pytest

from logic.interview.screens import ASKED
from tests.logic.test_traditional import leftover
from tests.pages.test_languages import PEOPLE
from tests.pages.visitor import Visitor
from ui.parts import PAGES

LANG = "zh-Hant"


def simplified(visitor: Visitor) -> set[str]:
    """What is left, but for the name of the way back."""
    return leftover(visitor.text.replace("简体", ""))


@pytest.mark.parametrize(
    ("page", "person"),
    [(page, person) for page in PAGES for person in (None, *PEOPLE) if page != "check" or person in (None, "unsure")],
)
def test_nothing_simplified_is_left_on_a_page(page, person):
    visitor = Visitor(page, lang=LANG, answers=PEOPLE[person] if person else None)
    assert simplified(visitor) == set()
    assert visitor.at.query_params["lang"] in (LANG, [LANG])


@pytest.mark.parametrize("question", ASKED)
def test_nothing_simplified_is_left_in_a_question(question):
    visitor = Visitor(lang=LANG)
    assert simplified(visitor.opened(question)) == set()


def test_a_specialty_is_found_and_shown_in_traditional_characters():
    visitor = Visitor(lang=LANG)
    visitor.opened("specialty").type("specialty_query", "釀酒")
    assert "食品與釀造工程" in visitor.text
    visitor.type("specialty_query", "ruanjian")
    assert "軟件" in visitor.text
    assert simplified(visitor) == set()


def test_the_switch_offers_the_two_others():
    visitor = Visitor(lang=LANG)
    assert "language:zh-Hant" not in visitor.taps
    visitor.tap("language:zh", "start")
    assert "lang" not in visitor.at.query_params
    visitor.tap("language:zh-Hant", "start")
    assert visitor.at.query_params["lang"] in (LANG, [LANG])
    assert simplified(visitor) == set()
    visitor.tap("language:en", "start")
    assert visitor.at.query_params["lang"] in ("en", ["en"])
