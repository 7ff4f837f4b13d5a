"""From a click on a choice to the next question on the screen, beside a bare Streamlit page, in turns."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Browser, Page

import run
from benchmarks.browser import APP_PATH, chromium, folders, launch, new_page, wait_healthy
from benchmarks.report import Measure, percentile

CLICKS = 50
MOST = 1.3
REST = 150  # milliseconds between two clicks: nobody reads faster
# As it is, and as on an old phone.
SLOWER = (1, 4)

# Different people, so that different screens come: what is tapped on each, by the screen's name.
_COMMON = {
    "specialty": "answer:specialty:mechanical",
    "title_level": "answer:title_level:none",
    "work": "usual:work",
    "rare": "usual:rare",
    "education": "answer:education:bachelor",
    "diploma": "usual:diploma",
}
PATHS = (
    _COMMON | {"employment": "answer:employment:public_institution"},
    _COMMON
    | {"employment": "answer:employment:enterprise", "education": "answer:education:college"}
    | {"title_level": "answer:title_level:technician"},
    _COMMON
    | {"employment": "answer:employment:freelancer", "work": "answer:works_in_district:true"}
    | {"rare": "row:residency:foreign", "foreign_permit": "answer:foreign_permit:anhui_work_permit"},
)
# Dates are typed; the benchmark leaves them open.
_TYPED = ("title", "service_start")


def _rest(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_timeout(REST)


def _timed(page: Page, button: str) -> list[float]:
    """Milliseconds from the click, as the page itself saw them: until the heading, until the whole question."""
    page.evaluate("() => window.tgWatch()")
    page.locator(button).first.click()
    times: list[float] = page.evaluate("() => window.tgTimes")
    _rest(page)
    return times


def _open(browser: Browser, url: str, first: str, slower: float) -> Page:
    """A new visit, with one click made that is not counted."""
    page = new_page(browser, slower)
    page.goto(url)
    _begin(page, first)
    return page


def _begin(page: Page, first: str) -> None:
    """Click once without counting it."""
    page.wait_for_selector(f"{first} button")
    _rest(page)
    _timed(page, f"{first} button")


def _row(page: Page, tap: str) -> float:
    """Milliseconds from the tap on a row until its mark is painted."""
    page.evaluate("(tap) => window.tgWatchPressed(tap)", tap)
    page.locator(f'[data-tap="{tap}"]').click()
    times: list[float] = page.evaluate("() => window.tgTimes")
    _rest(page)
    return times[0]


def _tap(page: Page, tap: str, screen: str) -> None:
    """Tap without counting, and wait for another screen than ``screen``."""
    page.locator(f'[data-tap="{tap}"]').first.click()
    page.wait_for_function("(before) => window.tgHeading() !== before", arg=f"check:{screen}")
    _rest(page)


def measure() -> list[Measure]:
    """On this computer, and with the browser's processor slowed down; the server's is not."""
    with folders() as where, chromium() as browser:
        servers = {name: launch(folder) for name, folder in where.items()}
        try:
            urls = {}
            for name, (process, port) in servers.items():
                wait_healthy(process, port)
                urls[name] = f"http://127.0.0.1:{port}"
            return [one for slower in SLOWER for one in _measure(browser, urls, slower)]
        finally:
            for process, _ in servers.values():
                run.end(process)


def _steps(question: Page, taps: dict[str, str], rows: list[float]) -> Iterator[str]:
    """Go through one person's screens: the button that leads on, on each; ``rows`` takes how long marks took."""
    while (screen := str(question.evaluate("() => window.tgHeading()")).removeprefix("check:")) in (*taps, *_TYPED):
        if screen in _TYPED:
            _tap(question, f"unsure:{screen}", screen)
            continue
        if screen == "specialty":
            question.locator('[data-tap^="shelf:"]').first.click()
            question.wait_for_timeout(REST * 2)
        tap = taps[screen]
        for row in question.locator('[data-tap^="row:"][data-tap$=":unsure"]').all():
            rows.append(_row(question, str(row.get_attribute("data-tap"))))
            tap = f"onward:{screen}"
        # Where every row has an answer, the way on takes the place of the usual.
        question.wait_for_selector(f'[data-tap="{tap}"]')
        yield f'button[data-tap="{tap}"]'


def timed_walk(page: Page, taps: dict[str, str]) -> list[float]:
    """Milliseconds of each click of one person's, from the start page that stands there, until the next heading."""
    _begin(page, ".st-key-primary_start")
    return [_timed(page, button)[0] for button in _steps(page, taps, [])]


def _measure(browser: Browser, urls: dict[str, str], slower: float) -> list[Measure]:
    """A click here, a click there, until there are enough."""
    app: list[list[float]] = []
    rows: list[float] = []
    bare: list[list[float]] = []
    walk = 0
    while len(app) < CLICKS:
        taps = PATHS[walk % len(PATHS)]
        walk += 1
        question = _open(browser, urls["app"] + APP_PATH, ".st-key-primary_start", slower)
        plain = _open(browser, urls["bare"], ".st-key-next", slower)
        for button in _steps(question, taps, rows):
            app.append(_timed(question, button))
            bare.append(_timed(plain, ".st-key-next button"))
        question.context.close()
        plain.context.close()
    where = "" if slower == 1 else f", processor {slower:g} times slower"

    def figure(what: str, value: float, unit: str = "ms", most: float | None = None) -> Measure:
        return Measure("click", what + where, value, unit, most)

    heading, whole = [one for one, _ in app], [one for _, one in app]
    theirs = [one for one, _ in bare]
    measures = [figure("clicks on each", len(app), "")]
    for name, pick in (("p50", median), ("p95", lambda values: percentile(values, 0.95))):
        measures += [
            figure(f"bare page: heading painted, {name}", pick(theirs)),
            figure(f"the app: next screen's heading painted, {name}", pick(heading)),
            figure("  as a multiple of the bare page", pick(heading) / pick(theirs), "×", MOST),
            figure(f"the app: the screen's last button painted, {name}", pick(whole)),
            figure("  as a multiple of the bare page", pick(whole) / pick(theirs), "×"),
            figure(f"the app: a tapped row marked, {name}", pick(rows)),
            figure("  as a multiple of the bare page", pick(rows) / pick(theirs), "×", MOST),
        ]
    return measures
