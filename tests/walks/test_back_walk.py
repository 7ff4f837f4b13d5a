"""The browser's Back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.walks.people import CIVIL_SERVANT, ENGINEER, at
from tests.walks.walker import Walker

pytestmark = pytest.mark.browser


def test_the_browser_s_back_goes_from_question_to_question_and_out(page_at):
    walker = Walker(page_at(390), ENGINEER).open().begin()
    asked = [walker.reply() for _ in range(4)]
    for field in reversed(asked):
        walker.goes_back()
        at(walker, f"check:{field}")
        expect(walker.page.locator('[aria-pressed="true"]')).to_have_count(3 if field == "work" else 1)
    walker.goes_back()
    at(walker, "start")
    # And on again, from where one was.
    walker.moves_on(walker.button("接着上次继续"))
    assert walker.screen not in asked
    assert walker.reply_until("result")


def test_a_question_answered_in_the_moment_it_is_drawn_is_one_to_come_back_to(page_at):
    walker = Walker(page_at(390), ENGINEER).open()
    first = walker.choice("employment", ENGINEER["employment"])
    # Quicker than any hand: in the same moment in which the choice is put into the page.
    walker.page.evaluate(
        """(choice) => new MutationObserver((_, watch) => {
          const button = document.querySelector(choice);
          if (button) { watch.disconnect(); button.click(); }
        }).observe(document.body, { childList: true, subtree: true })""",
        f'[data-tap="answer:employment:{ENGINEER["employment"]}"]',
    )
    walker.button("开始自查").click()
    at(walker, "check:specialty")
    walker.goes_back()
    at(walker, "check:employment")
    expect(first).to_have_attribute("aria-pressed", "true")
    walker.goes_back()
    at(walker, "start")


def test_of_rows_tapped_in_one_moment_none_is_lost(page_at):
    walker = Walker(page_at(390), ENGINEER).open().begin()
    while walker.screen != "work":
        walker.reply()
    rows = walker.asked_rows()
    assert len(rows) == 3
    walker.page.evaluate(
        """(taps) => { for (const tap of taps) document.querySelector(`[data-tap="${tap}"]`).click(); }""",
        [f"row:{row}:false" for row in rows],
    )
    # The way on is there when the server has all of them.
    walker.moves_on(walker.ours("onward:work"))
    walker.goes_back()
    at(walker, "check:work")
    for row in rows:
        expect(walker.row(row, False)).to_have_attribute("aria-pressed", "true")


def test_our_back_and_the_browser_s_are_one(page_at):
    walker = Walker(page_at(390), ENGINEER).open().begin()
    asked = [walker.reply() for _ in range(4)]
    walker.moves_on(walker.page.locator('[data-tap="back"]'))
    at(walker, f"check:{asked[3]}")
    walker.goes_back()
    at(walker, f"check:{asked[2]}")
    # Forward goes as far as one has been, every answer as it was.
    walker.goes_forward()
    at(walker, f"check:{asked[3]}")
    expect(walker.page.locator('[aria-pressed="true"]')).to_have_count(3)
    walker.goes_forward()
    expect(walker.heading).not_to_have_attribute("data-token", f"check:{asked[3]}")
    assert walker.screen not in asked
    walker.goes_back()
    at(walker, f"check:{asked[3]}")


def test_a_jump_in_the_browser_s_history_lands_on_the_question_that_was_chosen(page_at):
    walker = Walker(page_at(390), ENGINEER).open().begin()
    asked = [walker.reply() for _ in range(5)]
    walker.jumps(-3)
    at(walker, f"check:{asked[2]}")
    walker.jumps(2)
    at(walker, f"check:{asked[4]}")
    walker.jumps(-4)
    at(walker, f"check:{asked[0]}")
    # As far as one has been, and that is a question without an answer yet.
    walker.jumps(5)
    expect(walker.heading).not_to_have_attribute("data-token", f"check:{asked[0]}")
    assert walker.screen not in asked
    walker.jumps(-2)
    at(walker, f"check:{asked[3]}")
    # From the result too.
    walker.moves_on(walker.page.locator('[data-tap="result"]'))
    walker.jumps(-3)
    at(walker, f"check:{asked[1]}")
    walker.jumps(-2)
    at(walker, "start")


def test_back_twice_before_the_server_has_answered_goes_two_questions(page_at):
    walker = Walker(page_at(390), ENGINEER).open().begin()
    asked = [walker.reply() for _ in range(5)]
    ahead = walker.token
    for entries, there in ((-1, f"check:{asked[3]}"), (1, ahead)):
        before = walker.page.evaluate("() => window.__zhipingtong.at")
        with walker.visit.server.busy():
            for step in (1, 2):
                walker.jumps(entries)
                walker.page.wait_for_function("at => window.__zhipingtong.at === at", arg=before + entries * step)
        at(walker, there)
    walker.goes_back()
    at(walker, f"check:{asked[4]}")


def test_back_from_the_result_is_the_last_question(page_at):
    walker = Walker(page_at(1280), CIVIL_SERVANT).open().begin()
    walker.reply_until("result")
    walker.goes_back()
    at(walker, "check:employment")
    walker.goes_back()
    at(walker, "start")
