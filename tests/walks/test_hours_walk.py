"""The hours table."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.walks.people import PASTE, at_the_hours

pytestmark = pytest.mark.browser


def test_typing_hours_moves_the_words_of_the_charts(page_at):
    walker = at_the_hours(page_at)
    panel = walker.page.locator(".st-key-panel_years_general")
    walker.cell("公需科目", 2021).press_sequentially("30", delay=20)
    walker.cell("公需科目", 2022).press_sequentially("28", delay=20)
    expect(panel).to_be_visible()
    before = panel.locator("p").first.inner_text()
    walker.cell("公需科目", 2022).fill("32")
    expect(panel.locator("p").first).not_to_have_text(before)
    expect(walker.cell("公需科目", 2021)).to_have_value("30")
    expect(walker.cell("公需科目", 2022)).to_be_focused()


def test_a_fault_is_said_at_its_cell_and_nothing_typed_is_lost(page_at):
    walker = at_the_hours(page_at, 390)
    cell = walker.cell("公需科目", 2021)
    cell.fill("30.05")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(walker.page.get_by_text(walker.say("学时最多写一位小数，例如 30.5。"))).to_be_visible()
    expect(cell).to_have_value("30.05")
    assert walker.too_wide() == []


def test_rows_of_a_spreadsheet_fill_the_table_by_their_headings(page_at):
    walker = at_the_hours(page_at)
    walker.cell("公需科目", 2021).evaluate(
        PASTE, "专业\t年度\t公需\t合计\n61\t2020\t31\t92\n62\t2021\t32\t94\n63\t2022\t33\t96\n合计\t\t96\t282\n"
    )
    for year, general, professional in ((2020, "31", "61"), (2021, "32", "62"), (2022, "33", "63")):
        expect(walker.cell("公需科目", year)).to_have_value(general)
        expect(walker.cell("专业科目", year)).to_have_value(professional)
    expect(walker.page.locator("p.said")).to_contain_text("读入了 3 行。")
    expect(walker.page.locator("p.said")).to_contain_text("没有读入：“合计”。")
    expect(walker.page.locator(".st-key-panel_years_general")).to_be_visible()
    walker.moves_on(walker.button("填好了，看结果"))
    expect(walker.page.locator(".tg-facts")).to_contain_text("达标")


def test_one_number_is_pasted_by_the_browser_itself(page_at):
    walker = at_the_hours(page_at)
    for text in ("30", "1,200", "30 学时", " 30.5\n", "约30"):
        # Not called off: what a cell holds already stays under the cursor.
        assert walker.cell("公需科目", 2021).evaluate(PASTE, text), text


def test_a_year_can_be_added_and_taken_away(page_at):
    walker = at_the_hours(page_at)
    walker.page.get_by_role("button", name=walker.say("＋ 前一年")).click()
    expect(walker.cell("公需科目", 2020)).to_be_focused()
    walker.page.get_by_role("button", name=walker.say("删除 {year} 年", year=2020)).click()
    expect(walker.cell("公需科目", 2020)).to_have_count(0)
