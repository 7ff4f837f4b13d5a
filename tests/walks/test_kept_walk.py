"""What is kept through a reload, and where."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.walks.people import CIVIL_SERVANT, ENGINEER, at, at_the_hours
from tests.walks.walker import Walker

pytestmark = pytest.mark.browser


def test_f5_keeps_the_answers_and_nothing_of_them_stands_in_the_address(page_at):
    walker = Walker(page_at(1280), ENGINEER).open().begin()
    walker.reply_until("rare")
    # What was tapped on a screen and not handed in is kept as well.
    walker.row("residency", "hong_kong_macao_taiwan").click()
    assert walker.keeps("on_the_screen")
    walker.restart()
    expect(walker.heading).to_have_attribute("data-token", "check:rare")
    expect(walker.row("residency", "hong_kong_macao_taiwan")).to_have_attribute("aria-pressed", "true")
    walker.row("residency", "mainland").click()
    expect(walker.row("residency", "mainland")).to_have_attribute("aria-pressed", "true")
    expect(walker.page.get_by_role("button", name=re.compile("更改")).first).to_be_visible()
    assert set(re.findall(r"[?&](\w+)=", walker.page.url)) <= {"as_of", "lang"}
    elsewhere = walker.page.evaluate("JSON.stringify({...localStorage}) + document.cookie")
    for kept in ("enterprise", "mechanical", "employment"):
        assert walker.keeps(kept)
        assert kept not in elsewhere
        assert kept not in walker.page.url
    assert walker.reply_until("result")
    expect(walker.page.locator(".tg-verdict.v-eligible")).to_be_visible()
    walker.restart()
    expect(walker.page.locator(".tg-verdict.v-eligible")).to_be_visible()


def test_f5_right_after_typing_hours_keeps_them(page_at):
    walker = at_the_hours(page_at)
    walker.cell("公需科目", 2021).fill("33")
    expect(walker.button("填好了，看结果")).to_be_visible()
    walker.visit.settle()
    walker.restart()
    expect(walker.heading).to_have_attribute("data-token", re.compile("^(check:hours|result)$"))
    if walker.token == "result":
        walker.moves_on(walker.button("修改学时").first)
    expect(walker.cell("公需科目", 2021)).to_have_value("33")


def test_going_back_right_after_typing_hours_keeps_them(page_at):
    walker = at_the_hours(page_at)
    walker.cell("公需科目", 2021).fill("33")
    walker.moves_on(walker.button("上一步"))
    walker.moves_on(walker.page.locator(".st-key-primary_title_date button"))
    if walker.token == "result":
        walker.moves_on(walker.button("修改学时").first)
    expect(walker.cell("公需科目", 2021)).to_have_value("33")


def test_another_tab_is_handed_the_answers_when_it_asks_and_another_browser_sees_nothing(page_at):
    walker = Walker(page_at(1280), ENGINEER).open().begin()
    walker.reply_until("rare")
    tab = walker.visit.context.new_page()
    tab.goto(walker.page.url)
    expect(tab.locator("#tg-focus")).to_have_attribute("data-token", "check:employment")
    tab.goto(walker.page.url.replace("/check", "/"))
    offer = tab.locator(".st-key-link_other_tab button")
    expect(offer).to_be_visible()
    assert "employment" not in tab.evaluate("JSON.stringify({...sessionStorage})")
    offer.click()
    expect(tab.locator("#tg-focus")).to_have_attribute("data-token", "check:rare")
    tab.wait_for_function("() => JSON.stringify({...sessionStorage}).includes('mechanical')")
    assert "mechanical" not in tab.evaluate("JSON.stringify({...localStorage}) + document.cookie + location.href")
    tab.close()
    stranger = Walker(page_at(1280)).open()
    expect(stranger.button("开始自查")).to_be_visible()
    assert "employment" not in stranger.kept()


def test_starting_over_forgets(page_at):
    walker = Walker(page_at(1280), CIVIL_SERVANT).open().begin()
    walker.reply_until("result")
    assert walker.keeps("civil_servant")
    walker.moves_on(walker.button("换个人，重新开始"))
    assert walker.token == "start"
    walker.page.wait_for_function("() => sessionStorage.length === 0")
    walker.restart()
    expect(walker.button("开始自查")).to_be_visible()


def test_who_starts_over_by_mistake_has_a_few_seconds_to_undo_it(page_at):
    walker = Walker(page_at(390), CIVIL_SERVANT).open().begin()
    walker.reply_until("result")
    walker.moves_on(walker.button("换个人，重新开始"))
    walker.page.wait_for_function("() => sessionStorage.length === 0")
    walker.page.locator(".st-key-link_return button").click()
    expect(walker.button("接着上次继续")).to_be_visible()
    expect(walker.page.locator(".st-key-link_return")).to_have_count(0)
    assert walker.keeps("civil_servant")


def test_hours_with_a_fault_outlive_a_reload_and_the_start_page(page_at):
    walker = at_the_hours(page_at)
    walker.cell("公需科目", 2021).fill("30")
    walker.cell("专业科目", 2021).fill("约60")
    expect(walker.cell("专业科目", 2021)).to_have_attribute("aria-invalid", "true")
    walker.visit.settle()
    walker.restart()
    for _ in range(2):
        expect(walker.cell("公需科目", 2021)).to_have_value("30")
        expect(walker.cell("专业科目", 2021)).to_have_value("约60")
        walker.page.locator(".st-key-tg_header a").first.click()
        at(walker, "start")
        walker.moves_on(walker.button("接着上次继续"))
        at(walker, "check:hours")
    walker.cell("专业科目", 2021).fill("60")
    expect(walker.page.locator(".st-key-primary_hours")).to_contain_text("填好了")
    walker.visit.settle()
    walker.page.wait_for_function("() => !JSON.stringify({...sessionStorage}).includes('约60')")


def test_a_reload_in_the_middle_of_the_hours_comes_back_to_them(page_at):
    walker = at_the_hours(page_at)
    walker.cell("公需科目", 2021).fill("30")
    walker.cell("专业科目", 2021).fill("60")
    expect(walker.page.locator(".st-key-primary_hours")).to_contain_text("填好了")
    walker.visit.settle()
    walker.restart()
    at(walker, "check:hours")
    expect(walker.cell("公需科目", 2021)).to_have_value("30")
