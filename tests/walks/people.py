"""Made-up people who walk, and what several walks do."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.walks.walker import STREAMLIT_ENGLISH, Facts, Walker

ENGINEER: Facts = {
    "employment": "enterprise",
    "works_in_district": True,
    "under_contract": True,
    "in_technical_post": True,
    "residency": "mainland",
    "applied_elsewhere_this_year": False,
    "dishonesty_record": False,
    "specialty": "mechanical",
    "_search": "jixie",
    "education": "bachelor",
    "full_time_recognised": True,
    "major_related": True,
    "service_start": "2022-07-01",
    "unit_assessment_passed": True,
    "title_level": "none",
}
TECHNICIAN: Facts = {
    **ENGINEER,
    "_search": "jx",
    "education": "college",
    "service_start": "2018-07-01",
    "title_level": "technician",
    "title_date": "2020-06-30",
    "title_same_series": True,
    "hours": [{"year": 2021, "general": 30, "professional": 60}, {"year": 2022, "general": 30, "professional": 60}],
}
CIVIL_SERVANT: Facts = {"employment": "civil_servant"}
AGRONOMIST: Facts = {
    "employment": "freelancer",
    "works_in_district": True,
    "residency": "mainland",
    "applied_elsewhere_this_year": False,
    "dishonesty_record": False,
    "specialty": "agronomy",
    "_search": "种地",
    "education": "college",
    "full_time_recognised": False,
    "major_related": True,
    "service_start": "2020-03-31",
    "title_level": "none",
    "hours": [{"year": year, "general": 30, "professional": 60.5} for year in (2020, 2021, 2022)],
}


def at_the_hours(page_at, width: int = 1280, lang: str = "zh") -> Walker:
    walker = Walker(page_at(width, lang), TECHNICIAN).known("hours").open()
    walker.moves_on(walker.button("接着上次继续"))
    assert walker.screen == "hours"
    return walker


PASTE = """(input, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const how = { clipboardData: data, bubbles: true, cancelable: true, composed: true };
  return input.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def assert_chinese(walker: Walker, where: str) -> None:
    # The bridge translates what Streamlit has drawn, so a busy machine shows the English for a moment.
    for _ in range(20):
        found = [text for text in walker.words() if STREAMLIT_ENGLISH.search(text)]
        if not found:
            return
        walker.page.wait_for_timeout(250)
    assert found == [], where


def at(walker: Walker, token: str) -> None:
    try:
        expect(walker.heading).to_have_attribute("data-token", token)
    except AssertionError as error:
        entry = walker.page.evaluate("[history.length, JSON.stringify(history.state), location.href].join(' ')")
        error.add_note(f"entries of the history, the present one's state and address: {entry}")
        raise
    walker.visit.settle()


def open_list(page: Page) -> None:
    """Open the list in use. One that is open closes when the page moves, as when a picture is drawn: then again."""
    option = page.get_by_role("option").first
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(400)
        if option.is_visible():
            return
    raise AssertionError("the list does not open")
