"""The whole way without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from logic.interview.screens import WORK
from tests.walks.people import TECHNICIAN, open_list
from tests.walks.walker import Walker
from ui.questions.groups import tap_value

pytestmark = pytest.mark.browser


# The element in use, within the hours table too; whether it is among those meant, and whether one sees that it is.
_IN_USE = """wanted => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  const ring = e => {
    const style = getComputedStyle(e);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  };
  let seen = false;
  for (let e = at, n = 0; e && n < 4; e = e.parentElement, n += 1) seen ||= ring(e);
  return [at.matches(wanted), seen, at.outerHTML.slice(0, 150)];
}"""


class Hands(Walker):
    """Somebody with a keyboard and no mouse."""

    def to(self, wanted: str, back: bool = False) -> None:
        """Press Tab until ``wanted`` is in use; everything on the way must be seen to be in use."""
        for _ in range(60):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            there, seen, what = self.page.evaluate(_IN_USE, wanted)
            assert seen or "<body" in what, f"not seen to be in use: {what}"
            if there:
                return
        raise AssertionError(f"not reached with Tab: {wanted}")

    def press(self, wanted: str) -> None:
        """Go there, press Enter, and be at the heading of what comes, which is said."""
        old = self.token
        self.to(wanted)
        self.page.keyboard.press("Enter")
        expect(self.heading).not_to_have_attribute("data-token", old)
        expect(self.heading).to_be_focused()
        expect(self.page.locator("#tg-live")).to_have_text(self.heading.inner_text())

    def type(self, wanted: str, text: str) -> None:
        self.to(wanted)
        self.page.keyboard.type(text, delay=5)

    def reply(self) -> str:
        screen = self.screen
        match screen:
            case "specialty":
                self.to('[data-tap="shelf:engineering"]')
                self.page.keyboard.press("Enter")
                shelf = self.page.locator('[data-tap="shelf:engineering"]')
                expect(shelf).to_have_attribute("aria-expanded", "true")
                expect(shelf).to_be_focused()
                self.to("[type=search]", back=True)
                self.page.keyboard.type("jx", delay=5)
                expect(self.page.locator("#tg-found")).to_be_visible()
                self.press('#tg-found [data-tap="answer:specialty:mechanical"]')
            case "service_start" | "title":
                date = "title_date" if screen == "title" else screen
                self.type("input", str(self.facts[date]))
                expect(self.page.locator(f".st-key-primary_{date} button")).to_be_enabled()
                self.press(f".st-key-primary_{date} button")
            case "work":
                # Row by row: each choice is reached, and stays in use when it is chosen.
                for row in self.asked_rows():
                    tap = f'[data-tap="row:{row}:{tap_value(self.facts[row])}"]'
                    self.to(tap)
                    self.page.keyboard.press("Enter")
                    expect(self.page.locator(tap)).to_have_attribute("aria-pressed", "true")
                    expect(self.page.locator(tap)).to_be_focused()
                self.press('[data-tap="onward:work"]')
            case "rare" | "diploma":
                self.press(f'[data-tap="usual:{screen}"]')
            case "hours":
                # Down a column with Enter, across with the arrows.
                self.type("[data-column=general]", "30")
                self.page.keyboard.press("Enter")
                self.page.keyboard.type("30")
                self.page.keyboard.press("ArrowRight")
                self.page.keyboard.type("60")
                self.page.keyboard.press("ArrowUp")
                self.page.keyboard.type("60")
                expect(self.page.locator(".st-key-primary_hours")).to_contain_text("填好了")
                self.visit.settle()
                self.press(".st-key-primary_hours button")
            case _:
                self.press(f'[data-tap="answer:{screen}:{tap_value(self.facts[screen])}"]')
        return screen


def test_the_whole_way_by_keyboard_alone(page_at):
    hands = Hands(page_at(1280), TECHNICIAN)
    hands.page.add_init_script("window.print = () => { window.printed = true; };")
    hands.open()
    hands.press(".st-key-primary_start button")
    hands.reply_until("rare")
    hands.press('[data-tap="back"]')
    assert hands.screen == "work"
    hands.press('[data-tap="onward:work"]')
    hands.reply_until("education")
    hands.press('[data-tap="change:under_contract"]')
    hands.press('[data-tap="onward:work"]')
    hands.reply_until("result")
    expect(hands.page.locator(".tg-verdict.v-eligible")).to_be_visible()
    hands.to(".st-key-print_result button")
    hands.page.keyboard.press("Enter")
    assert hands.page.evaluate("window.printed") is True
    # What else the notice says, a question of it, and what people ask.
    hands.to(".st-key-screen_more summary")
    hands.page.keyboard.press("Enter")
    hands.to('[data-tap="matter:title_from_elsewhere"]')
    hands.page.keyboard.press("Enter")
    there = hands.page.locator("#m-title_from_elsewhere > h2")
    expect(there).to_be_focused()
    expect(there).to_be_in_viewport()
    expect(hands.page.locator("#tg-live")).to_have_text(there.inner_text())
    hands.to('[data-tap="settle:title_from_elsewhere:0-2"]')
    hands.page.keyboard.press("Enter")
    expect(hands.page.locator(".tg-settled")).to_contain_text("通知没有写")
    expect(hands.page.locator('[data-tap="settle:title_from_elsewhere:0-2"]')).to_be_focused()
    hands.press(".st-key-nav_questions button")
    hands.type("[type=search]", "buxue")
    expect(hands.page.locator(".stExpander")).to_have_count(1)
    hands.press(".st-key-link_making_up button")
    assert hands.token == "hours"


def test_size_and_language_by_keyboard(page_at):
    hands = Hands(page_at(390), TECHNICIAN).open()
    hands.to('[data-tap="size"]')
    hands.page.keyboard.press("Enter")
    expect(hands.page.locator('[data-tap="size"]')).to_have_text("标准字")
    hands.visit.settle()
    expect(hands.page.locator('[data-tap="size"]')).to_be_focused()
    assert hands.page.evaluate(_IN_USE, '[data-tap="size"]')[0]
    assert hands.page.locator(".stMainBlockContainer").evaluate("e => getComputedStyle(e).zoom") == "1.25"
    hands.to('[data-tap="language:en"]')
    hands.page.keyboard.press("Enter")
    expect(hands.page.locator("html")).to_have_attribute("lang", "en")
    expect(hands.page.locator('[data-tap^="language:"]').first).to_be_focused()
    hands.visit.settle()
    # The name of a language is in that language; the size and the day stay.
    expect(hands.page.locator('[lang="zh"]:has(> [data-tap="language:zh"])')).to_have_attribute("lang", "zh")
    assert "size=large" in hands.page.url
    hands.press(".st-key-primary_start button")
    assert "size=large" in hands.page.url


def test_a_unit_by_keyboard_alone(page_at):
    hands = Hands(page_at(1280)).open("/unit?as_of=2023-10-10")
    hands.to("summary")
    hands.page.keyboard.press("Enter")
    hands.to("textarea")
    hands.page.keyboard.insert_text(
        "姓名\t部门\t工作单位性质\n秦越人\t内科\t企业\n华元化\t外科\t公务员\n张机\t外科\t企业\n"
    )
    hands.press(".st-key-nav_paste button")
    hands.visit.settle()
    hands.press(".st-key-primary_check button")
    hands.visit.settle()
    rows = hands.page.locator(".tg-roster tbody tr")
    expect(hands.page.locator(".stPlotlyChart .bars path").first).to_be_visible()
    # A filter.
    hands.to("[role=combobox]")
    open_list(hands.page)
    hands.page.keyboard.type("外科")
    hands.page.keyboard.press("ArrowDown")
    hands.page.keyboard.press("Enter")
    expect(rows).to_have_count(2)
    # A heading that sorts, and stays in use.
    hands.to('[data-tap="sort:name"]')
    hands.page.keyboard.press("Enter")
    expect(hands.page.locator("th[aria-sort=ascending]")).to_contain_text("姓名")
    expect(hands.page.locator('[data-tap="sort:name"]')).to_be_focused()
    # A person, and back to that person.
    hands.press('[data-tap^="person:"]')
    assert hands.token == "result"
    hands.to(".st-key-link_back_to_unit button", back=True)
    hands.page.keyboard.press("Enter")
    expect(hands.page.locator('[data-tap^="person:"]').first).to_be_focused()


def test_who_tabs_on_before_the_server_has_answered_keeps_the_place(page_at):
    hands = Hands(page_at(1280), TECHNICIAN)
    hands.known(*WORK.fields)
    hands.open("/check?as_of=2023-10-12")
    expect(hands.heading).to_have_attribute("data-token", "check:work")
    hands.visit.settle()
    first, second = (f'[data-tap="row:{row}:true"]' for row in hands.asked_rows()[:2])
    hands.page.keyboard.press("Tab")
    with hands.visit.server.busy():
        hands.to(first)
        hands.page.keyboard.press("Enter")
        expect(hands.page.locator(first)).to_have_attribute("aria-pressed", "true")
        hands.to(second)
        drawn = hands.page.locator(first).element_handle()
    # What was on the page then has given way to what the server drew.
    hands.page.wait_for_function("one => !one.isConnected", arg=drawn)
    expect(hands.page.locator(second)).to_be_focused()
    hands.page.keyboard.press("Enter")
    hands.visit.settle()
    expect(hands.page.locator(second)).to_have_attribute("aria-pressed", "true")


def test_the_bar_s_links_open_here_and_in_a_new_tab(page_at):
    walker = Walker(page_at(1280), TECHNICIAN).open()
    began = walker.page.evaluate("() => (window.stillHere = true)")
    walker.moves_on(walker.ours("go:rules"))
    assert began and walker.page.evaluate("() => window.stillHere"), "the page was loaded anew"
    with walker.page.context.expect_page() as opened:
        walker.ours("go:unit").click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator("#tg-focus")).to_have_attribute("data-token", re.compile("^unit"))
    assert walker.token == "rules" and walker.page.url.split("?")[1] == opened.value.url.split("?")[1]
