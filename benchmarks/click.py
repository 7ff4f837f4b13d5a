"""From a click on a choice to the next question on the screen, beside a bare Streamlit page, in turns."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Browser, Page

import run
from benchmarks.browser import APP_PATH, chromium, folders, launch, new_page, wait_healthy
from benchmarks.report import Measure, percentile

CLICKS = 50
MOST = 1.3
REST = 150  # milliseconds between two clicks: nobody reads faster

# Different people, so that different questions come.
_COMMON = {
    "works_in_district": "true",
    "under_contract": "true",
    "in_technical_post": "true",
    "residency": "mainland",
    "post_vacancy": "true",
    "disciplinary_period": "false",
    "applied_elsewhere_this_year": "false",
    "dishonesty_record": "false",
    "specialty": "mechanical",
    "education": "bachelor",
    "full_time_recognised": "true",
    "major_related": "true",
    "unit_assessment_passed": "true",
    "title_level": "none",
    "title_same_series": "true",
}
PATHS = (
    _COMMON | {"employment": "public_institution"},
    _COMMON | {"employment": "enterprise", "education": "college", "title_level": "technician"},
    _COMMON | {"employment": "freelancer", "residency": "foreign", "foreign_permit": "anhui_work_permit"},
)


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


def _open(browser: Browser, url: str, first: str) -> Page:
    """A new visit, with one click made that is not counted."""
    page = new_page(browser)
    page.goto(url)
    page.wait_for_selector(f"{first} button")
    _rest(page)
    _timed(page, f"{first} button")
    return page


def _choice(field: str, value: str) -> str:
    return f'button[data-tap="answer:{field}:{value}"]'


def measure() -> list[Measure]:
    """A click here, a click there, until there are enough."""
    app: list[list[float]] = []
    bare: list[list[float]] = []
    with folders() as where, chromium() as browser:
        servers = {name: launch(folder) for name, folder in where.items()}
        try:
            urls = {}
            for name, (process, port) in servers.items():
                wait_healthy(process, port)
                urls[name] = f"http://127.0.0.1:{port}"
            walk = 0
            while len(app) < CLICKS:
                answers = PATHS[walk % len(PATHS)]
                walk += 1
                question = _open(browser, urls["app"] + APP_PATH, ".st-key-primary_start")
                plain = _open(browser, urls["bare"], ".st-key-next")
                while (field := str(question.evaluate("() => window.tgHeading()")).removeprefix("check:")) in (
                    *answers,
                    "service_start",
                    "title_date",
                ):
                    if field not in answers:  # a date is typed, not chosen
                        question.locator(f'[data-tap="unsure:{field}"]').click()
                        question.wait_for_function("(before) => window.tgHeading() !== before", arg=f"check:{field}")
                        _rest(question)
                        continue
                    if field == "specialty":
                        question.locator('[data-tap^="shelf:"]').first.click()
                        question.wait_for_timeout(REST * 2)
                    app.append(_timed(question, _choice(field, answers[field])))
                    bare.append(_timed(plain, ".st-key-next button"))
                question.context.close()
                plain.context.close()
        finally:
            for process, _ in servers.values():
                run.end(process)

    def told(what: str, value: float, unit: str = "ms", most: float | None = None) -> Measure:
        return Measure("click", what, value, unit, most)

    heading, whole = [one for one, _ in app], [one for _, one in app]
    theirs = [one for one, _ in bare]
    measures = [told("clicks on each", len(app), "")]
    for name, pick in (("p50", median), ("p95", lambda values: percentile(values, 0.95))):
        measures += [
            told(f"bare page: heading painted, {name}", pick(theirs)),
            told(f"the app: next question's heading painted, {name}", pick(heading)),
            told("  as a multiple of the bare page", pick(heading) / pick(theirs), "×", MOST),
            told(f"the app: the question's last button painted, {name}", pick(whole)),
            told("  as a multiple of the bare page", pick(whole) / pick(theirs), "×"),
        ]
    return measures
