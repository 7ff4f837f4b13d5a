"""For those who do not see or do not point, and in no language but their own."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.walks.people import ENGINEER, TECHNICIAN, assert_chinese
from tests.walks.walker import Walker

pytestmark = pytest.mark.browser


def test_the_focus_is_on_the_new_question_and_it_is_announced(page_at):
    walker = Walker(page_at(1280), ENGINEER).open().begin()
    for _ in range(3):
        expect(walker.heading).to_be_focused()
        expect(walker.page.locator("#tg-live")).to_have_text(walker.heading.inner_text())
        walker.reply()


def test_back_by_mouse_shows_the_answer_as_pressed(page_at):
    walker = Walker(page_at(1280), ENGINEER).open().begin()
    walker.reply_until("rare")
    walker.moves_on(walker.button("上一步"))
    expect(walker.row("works_in_district", True)).to_have_attribute("aria-pressed", "true")
    expect(walker.row("works_in_district", False)).not_to_have_attribute("aria-pressed", "true")


def test_the_language_is_changed_on_the_way_and_the_answers_stay(page_at):
    walker = Walker(page_at(390), ENGINEER).open().begin()
    walker.reply_until("education")
    walker.page.get_by_role("button", name="English", exact=True).click()
    expect(walker.page.locator("html")).to_have_attribute("lang", "en")
    walker.lang = "en"
    expect(walker.choice("education", "bachelor")).to_be_visible()
    walker.page.get_by_role("button", name="中文", exact=True).click()
    expect(walker.page.locator("html")).to_have_attribute("lang", "zh-CN")
    walker.lang = "zh"
    assert walker.screen == "education"
    walker.reply_until("diploma")


def test_three_screens_by_keyboard_alone(page_at):
    walker = Walker(page_at(1280), {"specialty": "mechanical", "title_level": "none"}).known().open()

    def tab_to(words: str) -> None:
        for _ in range(30):
            walker.page.keyboard.press("Tab")
            if words in (walker.page.evaluate("document.activeElement.textContent") or "").strip()[: len(words)]:
                return
        raise AssertionError(f"“{words}” is not reached with Tab")

    tab_to("接着上次继续")
    for words, token in (("企业", "check:employment"), ("✓ 都符合", "check:work"), ("✓ 这些都没有", "check:rare")):
        walker.page.keyboard.press("Enter")
        expect(walker.heading).to_have_attribute("data-token", token)
        expect(walker.heading).to_be_focused()
        tab_to(words)
    walker.page.keyboard.press("Enter")
    expect(walker.heading).to_have_attribute("data-token", "check:education")


def test_no_word_of_streamlit_s_is_left_in_english_on_the_way(page_at):
    walker = Walker(page_at(1280), TECHNICIAN).known("specialty", "hours").open()
    walker.page.locator(".stMain summary").last.click()
    assert_chinese(walker, "start")
    walker.moves_on(walker.button("接着上次继续"))
    walker.page.get_by_role("searchbox").fill("zzqq")
    expect(walker.page.get_by_text("没有找到“zzqq”")).to_be_visible()
    assert_chinese(walker, "the search")
    walker.page.get_by_role("searchbox").fill("")
    expect(walker.page.get_by_text("没有找到“zzqq”")).to_have_count(0)
    walker.reply()
    assert_chinese(walker, "the hours")
    walker.moves_on(walker.page.locator('[data-tap="change:title_date"]'))
    walker.page.get_by_label("日期", exact=True).fill("2021")
    expect(walker.page.locator(".tg-field-fault")).to_be_visible()
    assert_chinese(walker, "a date")


def test_no_word_of_streamlit_s_is_left_in_english_on_the_other_pages(page_at):
    walker = Walker(page_at(1280), TECHNICIAN).known().open()
    walker.moves_on(walker.button("接着上次继续"))
    assert_chinese(walker, "the result")
    walker.moves_on(walker.button("核对或修改回答"))
    assert_chinese(walker, "the answers")
    box = walker.page.get_by_role("combobox").first
    box.click()
    expect(walker.page.get_by_role("option").first).to_be_visible()
    assert_chinese(walker, "an open list")
    box.fill("zzqq")
    expect(walker.page.get_by_role("option", name="企业")).to_have_count(0)
    assert_chinese(walker, "a list without a hit")
    box.press("Escape")
    walker.page.locator(".st-key-chip_day button").click()
    walker.page.locator("[data-testid=stDateInputCalendarButton]").first.click()
    expect(walker.page.get_by_role("grid")).to_be_visible()
    assert_chinese(walker, "an open calendar")
    walker.page.keyboard.press("Escape")
    walker.page.keyboard.press("Escape")
    walker.moves_on(walker.ours("go:rules"))
    assert_chinese(walker, "the rule book")
