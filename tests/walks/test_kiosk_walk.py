"""The kiosk in a real browser: the way by touch, and every way in which somebody leaves it."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect
from zxingcpp import read_barcode

from logic.interview.carry import pack_answers
from tests.browser import OUTCOMES, Contexts, Server, running_app
from tests.logic.applicants import PACK
from tests.walks import people

pytestmark = pytest.mark.browser
UPRIGHT: ViewportSize = {"width": 1080, "height": 1920}
DAY = "2023-10-12"
QUESTION = "#tg-focus[data-token='check:{}']"
TECHNICIAN = {name: value for name, value in people.TECHNICIAN.items() if name not in ("_search", "hours")}
TECHNICIAN["specialty"] = "food"
AGRONOMIST = TECHNICIAN | {"employment": "public_institution", "education": "bachelor", "title_level": "none"}

STANDS = """place => {
  const box = document.querySelector(".tg-rows")?.getBoundingClientRect();
  return box && Object.keys(place).every(side => box[side] === place[side]);
}"""

# What another tab hears that asks for answers as ours do.
ANOTHER_TAB = """() => new Promise(done => {
  const channel = new BroadcastChannel("zhipingtong");
  channel.onmessage = ({ data }) => done(data);
  for (const what of ["anybody", "share"]) channel.postMessage({ from: "another", what });
  setTimeout(() => done(null), 300);
})"""

Kiosk = Callable[..., Page]


@pytest.fixture
def kiosk(server: Server, contexts: Contexts, request: pytest.FixtureRequest) -> Iterator[Kiosk]:
    """``kiosk(path)`` opens the touch screen; ``clock``: time can be put forward."""
    options = {"viewport": UPRIGHT, "has_touch": True, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
    lent = []
    broken: list[str] = []

    def opened(path: str = f"/?kiosk=1&as_of={DAY}", *, at: Server = server, clock: bool = False) -> Page:
        context = contexts.lend(options)
        lent.append((context, clock or at is not server))
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        if clock:
            page.clock.install()
        page.goto(at.url + path)
        page.locator("[data-tap=begin]").wait_for()
        return page

    yield opened
    outcome = request.node.stash[OUTCOMES].get("call")
    for context, own in lent:
        if own or outcome is None or outcome.failed:
            context.close()
        else:
            contexts.take_back(context, options)
    assert broken == []


def tap(page: Page, *taps: str) -> None:
    for one in taps:
        page.locator(f"[data-tap='{one}']").first.click()


def two_answers(page: Page) -> None:
    tap(page, "begin", "answer:employment:enterprise", "shelf:engineering", "answer:specialty:food")
    expect(page.locator(QUESTION.format("title_level"))).to_be_visible()


def to_the_hours(page: Page, looked_at: Callable[[str], None], facts: dict[str, Any] = TECHNICIAN) -> None:
    """The whole way of somebody with ``facts``, ``looked_at`` called for each screen and each step of it."""
    expect(page.locator(QUESTION.format("employment"))).to_be_visible()
    while (screen := str(page.locator("#tg-focus").get_attribute("data-token")).removeprefix("check:")) != "hours":
        looked_at(screen)
        if screen == "specialty":
            tap(page, "letter:N", "letter:J")
            page.locator("#tg-found").get_by_role("button").first.wait_for()
            looked_at("found")
            tap(page, "answer:specialty:food")
        elif screen in ("service_start", "title_date"):
            value = str(facts[screen])
            for part in (f"day:{value[:4]}", f"day:{value[:7]}", f"day:{value}"):
                page.locator(f"[data-tap='{part}']").wait_for()
                looked_at(part)
                tap(page, part)
            tap(page, f"answer:{screen}:{value}")
        elif page.locator(f"[data-tap='usual:{screen}']").count():
            # One row is tapped; nothing moves, and the rest is the usual.
            row = page.locator("[data-tap^='row:']").first.get_attribute("data-tap") or ""
            place = page.locator(".tg-rows").bounding_box()
            tap(page, row)
            expect(page.locator(f"[data-tap='{row}'][aria-pressed=true]")).to_be_visible()
            # Marked it is at once, before the server draws it anew.
            page.wait_for_function(STANDS, arg=place)
            looked_at("a row tapped")
            tap(page, f"usual:{screen}")
        else:
            tap(page, f"answer:{screen}:{str(facts[screen]).lower()}")
        expect(page.locator(QUESTION.format(screen))).to_have_count(0)


def nothing_is_kept(page: Page) -> None:
    """Neither in the tab nor in the browser; Streamlit keeps the name of its theme there."""
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])")
    assert kept.startswith("[{},")
    assert "enterprise" not in kept
    assert "employment" not in kept


def nothing_is_left(page: Page) -> None:
    """The start screen, and behind it a first question without an answer."""
    expect(page.locator("[data-tap=begin]")).to_be_visible(timeout=20_000)
    nothing_is_kept(page)
    tap(page, "begin")
    expect(page.locator(QUESTION.format("employment"))).to_be_visible()
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)


# The skip link is for a keyboard and not seen before it has the focus.
SMALL = """() => [...document.querySelectorAll("button, summary, a[href]:not([data-testid=stSkipToContent])")]
  .filter(e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width)
  .map(e => [e.dataset.tap || e.textContent.trim().slice(0, 20), e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 63.5 || box.height < 63.5)
  .map(([name, box]) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`)"""


def large_enough(page: Page) -> None:
    assert page.evaluate(SMALL) == []
    main = page.evaluate(
        "[document.querySelector('.stMain').scrollWidth, document.querySelector('.stMain').clientWidth]"
    )
    assert main[0] <= main[1] + 1


def test_the_whole_way_by_touch(kiosk):
    page = kiosk()
    large_enough(page)
    tap(page, "begin")
    to_the_hours(page, lambda _: large_enough(page))
    expect(page.locator(QUESTION.format("hours"))).to_be_visible()
    large_enough(page)
    done = page.locator("[data-tap=done]").bounding_box()
    tap(page, "digit:next")
    expect(page.locator("[data-tap='year:less']")).to_be_visible()
    assert page.locator("[data-tap=done]").bounding_box() == done
    page.locator("[data-tap='cell:2022-general']").click()
    expect(page.locator("[data-tap='cell:2022-general'][aria-pressed=true]")).to_be_visible()
    for key in ("digit:3", "digit:0", "digit:next", "digit:6", "digit:4", "digit:dot", "digit:5"):
        before = page.locator(".tg-cells").inner_html()
        tap(page, key)
        page.wait_for_function("old => document.querySelector('.tg-cells').innerHTML !== old", arg=before)
    expect(page.locator("[data-tap='cell:2022-general']")).to_have_text("30")
    expect(page.locator("[data-tap='cell:2022-professional']")).to_have_text("64.5")
    tap(page, "done")
    expect(page.locator(".tg-verdict")).to_be_visible()
    page.locator(".js-plotly-plot").first.wait_for()
    large_enough(page)
    assert "enterprise" not in page.url and "2018" not in page.url
    nothing_is_kept(page)
    page.locator(".st-key-nav_plan button").click()
    expect(page.locator(".tg-ways")).to_be_visible()
    page.locator(".js-plotly-plot").first.wait_for()
    large_enough(page)
    nothing_is_kept(page)
    tap(page, "back")
    expect(page.locator(".tg-verdict")).to_be_visible()
    page.locator(".js-plotly-plot").first.wait_for()
    # That there is more below is said, and said no longer at the end.
    page.emulate_media(reduced_motion="reduce")
    more = page.locator("#tg-more button")
    seen = page.locator(".stMain")
    for _ in range(12):
        expect(page.locator("#tg-more")).to_be_visible()
        box = more.bounding_box()
        assert box and box["height"] >= 64
        before = seen.evaluate("e => e.scrollTop")
        more.click()
        page.wait_for_function("old => document.querySelector('.stMain').scrollTop > old", arg=before)
        page.wait_for_timeout(150)
        if not more.is_visible():
            break
    restart = page.locator(".st-key-nav_restart button")
    expect(restart).to_be_in_viewport(ratio=1)
    tap(page, "size")
    expect(page.get_by_role("button", name="标准字")).to_be_visible()
    restart.click()
    expect(page.locator("[data-tap=begin]")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("button", name="更大的字")).to_be_visible()


def test_the_address_does_not_lead_out(kiosk, server):
    page = kiosk()
    for path in ("/?kiosk=0", "/answers", "/unit?kiosk=0", "/matters", "/plan"):
        page.goto(server.url + path)
        expect(page.locator("[data-tap=begin]"), path).to_be_visible(timeout=15_000)
        expect(page.locator(".tg-kiosk-bar"), path).to_be_visible()
        expect(page.locator("input[type=file], .stDownloadButton, a[target=_blank]"), path).to_have_count(0)


def test_after_the_idle_seconds_a_countdown_and_then_nothing_is_left(kiosk):
    page = kiosk(clock=True)
    two_answers(page)
    page.clock.fast_forward(92_000)
    asked = page.locator("#tg-still-there")
    expect(asked).to_be_visible()
    asked.get_by_role("button").click()
    expect(asked).to_have_count(0)
    expect(page.locator(QUESTION.format("title_level"))).to_be_visible()
    page.clock.fast_forward(92_000)
    expect(asked).to_be_visible()
    page.clock.fast_forward(16_000)
    nothing_is_left(page)


def test_start_over_and_back_afterwards_show_nothing(kiosk):
    page = kiosk()
    two_answers(page)
    tap(page, "startover")
    page.wait_for_function("() => !document.getElementById('tg-cover') && document.querySelector('[data-tap=begin]')")
    page.go_back()
    page.wait_for_timeout(1500)
    expect(page.locator("[aria-pressed=true], .tg-verdict")).to_have_count(0)
    page.goto(page.url)
    expect(page.locator("[aria-pressed=true], .tg-verdict")).to_have_count(0)


def test_a_screen_that_slept_shows_nothing_when_it_is_touched(kiosk):
    page = kiosk(clock=True)
    two_answers(page)
    page.clock.set_system_time(time.time() + 3600)
    page.mouse.click(300, 300)
    nothing_is_left(page)


def test_f5_leaves_nothing(kiosk):
    page = kiosk()
    two_answers(page)
    assert page.evaluate(ANOTHER_TAB) is None
    page.reload()
    expect(page.locator(QUESTION.format("title_level"))).to_have_count(0)
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)


def test_a_lost_connection_covers_the_screen_at_once(kiosk, tmp_path):
    with running_app(tmp_path / "log.txt") as app:
        page = kiosk(at=app)
        two_answers(page)
    expect(page.locator("#tg-cover")).to_be_visible(timeout=15_000)
    assert page.evaluate("getComputedStyle(document.getElementById('tg-cover')).opacity") == "1"
    assert page.evaluate("JSON.stringify({...sessionStorage})") == "{}"


def test_it_shows_itself_when_nobody_is_there_and_stops_at_a_touch(kiosk):
    page = kiosk(f"/?kiosk=1&as_of={DAY}", clock=True)
    page.wait_for_timeout(500)
    page.clock.fast_forward(400_000)
    expect(page.locator("#tg-demo")).to_be_visible()
    expect(page.locator(QUESTION.format("employment"))).to_be_visible()
    page.clock.run_for(3_600)
    expect(page.locator(QUESTION.format("specialty"))).to_be_visible()
    page.mouse.click(500, 700)
    nothing_is_left(page)
    expect(page.locator("#tg-demo")).to_have_count(0)


def test_the_phone_opens_the_same_result_and_nobody_else_learns_of_it(page_at):
    visit = page_at(390)
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    code = pack_answers(TECHNICIAN, PACK.id)
    visit.page.goto(f"{visit.server.url}/?as_of={DAY}#a={code}")
    expect(visit.page.locator(".tg-verdict")).to_contain_text("要看您的学时", timeout=15_000)
    assert "#" not in visit.page.url
    assert not [url for url in asked if code[-20:] in url]


# What can be tapped to answer, and what is said of a fault, and lies behind the bar or lower.
BELOW = """() => {
  const end = document.querySelector(".tg-kiosk-bar").getBoundingClientRect().top;
  const what = ":is(.tg-choice, .tg-all, .tg-seg-one, .tg-key, .tg-cell, .tg-sum, .tg-primary, .tg-warn)";
  return [...document.querySelectorAll(".stMain " + what)]
    .filter(e => e.getBoundingClientRect().bottom > end).map(e => e.dataset.tap || e.textContent);
}"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_screen_that_lies_shows_every_choice_at_once_in_the_larger_text(kiosk, lang):
    page = kiosk(f"/?kiosk=1&as_of={DAY}&size=large&lang={lang}")
    page.set_viewport_size({"width": 1920, "height": 1080})
    tap(page, "begin")

    def all_of_it_is_seen(what: str) -> None:
        # What is found may be long.
        assert what == "found" or page.evaluate(BELOW) == [], what

    # Of a public institution and without a title yet: the screens with most rows.
    to_the_hours(page, all_of_it_is_seen, AGRONOMIST)
    expect(page.locator(QUESTION.format("hours"))).to_be_visible()
    for _ in range(4):
        tap(page, "digit:9")
    expect(page.locator(".tg-warn").first).to_be_visible()
    assert page.evaluate(BELOW) == []


def test_in_english_a_mark_does_not_run_into_its_sentence(page_at):
    visit = page_at(1280)
    visit.page.goto(f"{visit.server.url}/?lang=en&as_of={DAY}#a={pack_answers(TECHNICIAN, PACK.id)}")
    visit.page.get_by_text("each point explained").first.click(timeout=15_000)
    mark = visit.page.locator(".tg-crit .m", has_text="Needs an answer").first
    expect(mark).to_be_visible(timeout=15_000)
    assert mark.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_phone_reads_the_code_on_the_screen_and_a_printer_prints_it(kiosk, page_at, tmp_path, monkeypatch):
    monkeypatch.setenv("TITLEGUIDE_PUBLIC_ADDRESS", "https://zpt.example")
    monkeypatch.setenv("TITLEGUIDE_KIOSK_PRINTER", "true")
    with running_app(tmp_path / "log.txt") as app:
        page = kiosk(at=app)
        tap(page, "begin")
        tap(page, "answer:employment:civil_servant")
        verdict = page.locator(".tg-verdict h1")
        expect(verdict).to_be_visible(timeout=15_000)
        said = verdict.inner_text()
        seen = read_barcode(Image.open(io.BytesIO(page.locator(".tg-qr img").screenshot())))
        assert seen is not None
        address = seen.text
        page.evaluate("window.print = () => { window.printed = true; }")
        page.get_by_role("button", name="打印这份结果").click()
        assert page.evaluate("window.printed")
        zoom = "getComputedStyle(document.querySelector('.stMainBlockContainer')).zoom"
        assert page.evaluate(zoom) == "1.4"
        page.emulate_media(media="print")
        assert page.evaluate(zoom) == "1"
    assert address.startswith(f"https://zpt.example/?as_of={DAY}#a=")
    visit = page_at(390)
    visit.page.goto(address.replace("https://zpt.example", visit.server.url))
    expect(visit.page.locator(".tg-verdict h1")).to_have_text(said, timeout=15_000)


def test_a_code_that_cannot_be_read_is_explained(page_at):
    visit = page_at(390)
    for code in ("rubbish", pack_answers(TECHNICIAN, PACK.id)[:-4], pack_answers(TECHNICIAN, "other-2027")):
        visit.page.goto("about:blank")
        visit.page.goto(f"{visit.server.url}/?as_of={DAY}#a={code}")
        expect(visit.page.get_by_text("没能带回您的回答").first, code).to_be_visible(timeout=15_000)
        expect(visit.page.locator(".tg-verdict")).to_have_count(0)
