"""What a browser loads on its way, and what happens before it has everything."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.walks.people import ENGINEER
from tests.walks.walker import Walker

pytestmark = pytest.mark.browser
_LOADED = """part => performance.getEntriesByType("resource").map(one => one.name)
  .filter(name => name.includes(part))"""


def loaded(walker: Walker, part: str) -> list[str]:
    found: list[str] = walker.page.evaluate(_LOADED, part)
    return found


def wait_for(walker: Walker, part: str) -> None:
    walker.page.wait_for_function(f"part => ({_LOADED})(part).length > 0", arg=part, timeout=10_000)


def test_a_phone_loads_no_font(page_at):
    walker = Walker(page_at(390), ENGINEER).open()
    walker.begin()
    walker.reply_until("specialty")
    walker.page.get_by_role("searchbox").fill("jx")
    expect(walker.page.locator("#tg-found")).to_be_visible()
    assert loaded(walker, ".woff2") == []


def test_the_second_visit_asks_for_the_bridge_at_once(page_at):
    walker = Walker(page_at(390)).open()
    wait_for(walker, "/titleguide/bridge-")
    document = walker.page.request.get(walker.visit.server.url).text()
    (asked,) = re.findall(r'href="(/titleguide/bridge-[^"]+)"', document)
    assert loaded(walker, asked)


def test_an_icon_that_is_drawn_still_comes(page_at):
    walker = Walker(page_at(1280)).open("/unit?as_of=2023-10-10")
    wait_for(walker, "/MaterialSymbols")


class Held(list[Route]):
    """The bridge's script, held on its way until it is let go."""

    def __init__(self, walker: Walker) -> None:
        super().__init__()
        self._page = walker.page
        self._page.route("**/titleguide/bridge-*.js", lambda route: self.append(route))

    def wait(self) -> None:
        for _ in range(100):
            if self:
                return
            self._page.wait_for_timeout(100)
        raise AssertionError("the script was not asked for")

    def let_go(self) -> None:
        self.wait()
        for route in self:
            route.continue_()


@pytest.mark.parametrize("start", ["/check", "/"])
def test_a_tap_before_the_bridge_is_there_is_not_lost(page_at, start):
    walker = Walker(page_at(390), ENGINEER)
    held = Held(walker)
    walker.visit.open(f"{start}?as_of=2023-10-12")
    if start == "/":
        walker.button("开始自查").click()
        expect(walker.heading).to_have_attribute("data-token", "check:employment")
    walker.choice("employment", "enterprise").click()
    held.wait()
    assert walker.screen == "employment"
    held.let_go()
    expect(walker.heading).to_have_attribute("data-token", "check:specialty")
    expect(walker.heading).to_be_focused()
    walker._allow_guesses()


def test_a_tap_before_kept_answers_are_there_takes_none_of_them_away(page_at):
    walker = Walker(page_at(390), ENGINEER).known("under_contract")
    held = Held(walker)
    walker.visit.open("/check?as_of=2023-10-12")
    walker.choice("employment", "civil_servant").click()
    held.let_go()
    expect(walker.heading).to_have_attribute("data-token", "check:work")
    assert walker.keeps("enterprise")
    assert "civil_servant" not in walker.kept()
    walker._allow_guesses()


def test_a_tap_is_with_the_server_before_any_timer(page_at):
    walker = Walker(page_at(390), ENGINEER).open("/check?as_of=2023-10-12")
    # No timer is due between two microtasks.
    sent = walker.page.evaluate(
        """async (button) => {
          const { send } = WebSocket.prototype;
          let sent = 0;
          WebSocket.prototype.send = function (...words) { sent += 1; return send.apply(this, words); };
          document.querySelector(button).click();
          for (let i = 0; i < 20; i += 1) await null;
          WebSocket.prototype.send = send;
          return sent;
        }""",
        '[data-tap="answer:employment:enterprise"]',
    )
    assert sent == 1
    expect(walker.heading).to_have_attribute("data-token", "check:specialty")


def test_a_tap_of_a_page_that_is_gone_is_not_done_on_another(page_at):
    walker = Walker(page_at(1280), ENGINEER)
    held = Held(walker)
    walker.visit.open("/check?as_of=2023-10-12")
    walker.page.locator('button[data-tap="go:start"]').click()
    walker.page.locator(".st-key-tg_header a").first.click()
    expect(walker.heading).to_have_attribute("data-token", "start")
    held.let_go()
    walker.page.wait_for_function("() => window.__zhipingtong")
    walker.visit.settle()
    walker.moves_on(walker.button("开始自查"))
    assert walker.screen == "employment"
    walker.visit.settle()
    assert walker.screen == "employment"
    walker._allow_guesses()


def test_who_goes_on_before_the_bridge_is_there_is_led_to_the_heading(page_at):
    walker = Walker(page_at(1280), ENGINEER)
    held = Held(walker)
    walker.visit.open("/?as_of=2023-10-12")
    walker.button("开始自查").focus()
    walker.page.keyboard.press("Enter")
    expect(walker.heading).to_have_attribute("data-token", "check:employment")
    held.let_go()
    expect(walker.heading).to_be_focused()
    walker._allow_guesses()


def test_who_only_opened_the_page_keeps_the_focus_where_it_was(page_at):
    walker = Walker(page_at(1280), ENGINEER)
    held = Held(walker)
    walker.visit.open("/check?as_of=2023-10-12")
    expect(walker.heading).to_have_attribute("data-token", "check:employment")
    walker.page.keyboard.press("Tab")
    held.let_go()
    walker.page.wait_for_function("() => window.__zhipingtong")
    walker.visit.settle()
    expect(walker.heading).not_to_be_focused()
    walker._allow_guesses()


def test_who_presses_a_key_before_anything_is_drawn_keeps_the_focus_where_it_was(page_at):
    walker = Walker(page_at(1280), ENGINEER)
    walker.page.add_init_script(
        """document.addEventListener("DOMContentLoaded",
             () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Tab", bubbles: true })))"""
    )
    walker.visit.open("/check?as_of=2023-10-12")
    walker.page.wait_for_function("() => window.__zhipingtong")
    walker.visit.settle()
    expect(walker.heading).to_have_attribute("data-token", "check:employment")
    expect(walker.heading).not_to_be_focused()
    walker._allow_guesses()


@pytest.mark.parametrize(
    ("lang", "width", "page", "says"),
    [
        ("en", 390, "", "See in a few minutes whether you can apply for a junior professional titleOpening…"),
        ("zh", 1280, "", "几分钟，看清您能不能申报初级职称正在打开…"),
        ("en", 390, "check", "Self-check · Title GuideOpening…"),
    ],
)
def test_there_is_something_to_read_until_the_page_is_drawn(page_at, lang, width, page, says):
    """On a slow phone Streamlit's scripts take six seconds to come. The first page's heading stands where it stays."""
    walker = Walker(page_at(width))
    held: list[Route] = []
    slow = [True]
    walker.page.route("**/static/js/index.*.js", lambda route: held.append(route) if slow else route.continue_())
    walker.page.goto(f"{walker.visit.server.url}/{page}?lang={lang}", wait_until="commit")
    opening = walker.page.locator("#tg-opening")
    expect(opening).to_have_text(says)
    before = opening.locator("b").bounding_box()
    slow.clear()
    for route in held:
        route.continue_()
    expect(walker.heading).to_be_visible()
    expect(opening).to_have_count(0)
    after = walker.heading.bounding_box()
    assert page or before == pytest.approx(after, abs=2), (before, after)
    walker._allow_guesses()
