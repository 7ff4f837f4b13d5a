"""Answers of another tab: offered where one would begin, only to a visitor who has none, and never at the kiosk."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.pages.test_kiosk import Stranger
from tests.pages.visitor import Visitor, facts
from ui.browser.bridge import ELSEWHERE, RESTORED

KNOWN = facts("企业本科毕业生")


def sent(visitor: Visitor) -> dict[str, Any]:
    (mounted,) = visitor.at.get("bidi_component")
    said: dict[str, Any] = json.loads(mounted.proto.bytes)
    return said


def hears(visitor: Visitor, what: str) -> Visitor:
    """As the bridge reports it."""
    return visitor.hears(ELSEWHERE, what)


@pytest.mark.parametrize("page", ["start", "result", "plan", "answers"])
def test_it_is_offered_where_one_would_begin(page):
    visitor = Visitor(page)
    assert sent(visitor)["offers"] is True and "link_other_tab" not in visitor.keys
    hears(visitor, "here")
    assert "link_other_tab" in visitor.keys
    hears(visitor, "gone")
    assert "link_other_tab" not in visitor.keys and "那个标签页已经关了，请在这里开始。" in visitor.text


@pytest.mark.parametrize("page", ["check", "unit", "hours", "rules", "questions", "matters"])
def test_elsewhere_nobody_asks_for_it(page):
    visitor = Visitor(page)
    assert sent(visitor)["offers"] is False
    assert "link_other_tab" not in hears(visitor, "here").keys


def test_who_has_answers_is_offered_nothing():
    visitor = hears(Visitor("start", answers=KNOWN), "here")
    assert sent(visitor)["offers"] is False and "link_other_tab" not in visitor.keys


@pytest.mark.parametrize("known", [KNOWN, {"employment": "enterprise"}])
def test_the_answers_come_and_one_goes_on_where_the_other_tab_is(known):
    visitor = hears(Visitor("start"), "here")
    visitor.hears(RESTORED, known)
    assert visitor.raw == known
    assert visitor.token == ("result" if len(known) > 1 else "check:specialty")


def test_not_at_the_kiosk():
    stranger = Stranger()
    stranger.hears(ELSEWHERE, "here")
    stranger.hears(RESTORED, KNOWN)
    assert "link_other_tab" not in stranger.keys and stranger.raw == {}
    assert stranger.sent["offers"] is False
