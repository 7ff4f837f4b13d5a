"""The map of the rules as a page: the whole first, a route when one opens it, one's own way lit."""

from __future__ import annotations

import pytest

from tests.logic.applicants import PACK
from tests.pages.visitor import Visitor, facts, plain


@pytest.mark.parametrize("lang", ["zh", "en", "zh-Hant"])
def test_the_whole_names_every_series_and_leads_to_every_route(lang):
    visitor = Visitor("map", lang=lang)
    (body,) = visitor.part("tg-map-whole")
    for series in PACK.series.values():
        assert series.name.text.get(lang).lower() in plain(body).lower()
    assert "part=junior_review." in body
    assert "part=initial_recognition." in body
    assert "tg-lit" not in body


def test_a_route_is_stated_criterion_by_criterion():
    visitor = Visitor("map", query={"part": "junior_review.0"})
    (body,) = visitor.part("tg-map-part")
    assert "从事本专业起始日" in plain(body)
    assert "满 1 年" in plain(body)
    assert "暂不能申报" in plain(body)


def test_a_part_that_does_not_exist_is_the_whole():
    assert Visitor("map", query={"part": "junior_review.99"}).part("tg-map-whole")


def test_one_s_own_way_is_lit():
    visitor = Visitor("map", answers=facts("企业本科毕业生"))
    (body,) = visitor.part("tg-map-whole")
    assert body.count("tg-lit") >= 3
    assert "您的途径" in visitor.text
