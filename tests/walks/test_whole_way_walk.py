"""The whole way, as people go it: in both languages, on a phone and on a desk, on paper, in the dark."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from logic.advice import headline, word
from logic.interview.screens import SCREENS
from logic.labels import ROUTE_NAMES
from logic.words.language import DOCUMENT_LANGUAGES
from tests.browser import Visit, running_app
from tests.logic.applicants import PACK, judge
from tests.walks.people import AGRONOMIST, CIVIL_SERVANT, ENGINEER, TECHNICIAN
from tests.walks.walker import Facts, Walker

pytestmark = pytest.mark.browser

DAY = dt.date(2023, 10, 12)
# Who walks, and what has to come out, in words of the notice.
PEOPLE: dict[str, tuple[Facts, str, str, str, str]] = {
    "engineer": (ENGINEER, "eligible", "initial_recognition", "engineering", "助理工程师"),
    "technician": (TECHNICIAN, "eligible", "junior_review", "engineering", "助理工程师"),
    "civil servant": (CIVIL_SERVANT, "ineligible", "", "", ""),
    "agronomist": (AGRONOMIST, "eligible", "junior_review", "agriculture", "农业技术员"),
}


# Each person in both languages and at both widths, each language at both widths; the pages by themselves in all of
# them are read in tests/pages.
BOTH = [
    (person, lang, 390 if (lang == "zh") == bool(n % 2) else 1280)
    for n, person in enumerate(PEOPLE)
    for lang in ("zh", "en")
]


@pytest.mark.parametrize(("person", "lang", "width"), [*BOTH, ("technician", "zh-Hant", 390)])
def test_the_whole_way(page_at, person, lang, width):
    facts, verdict, route, committee, title = PEOPLE[person]
    walker = Walker(page_at(width, lang), facts).open().begin()
    asked = walker.reply_until("result")
    assert len(asked) <= len(SCREENS)
    found = judge(walker.given, DAY)
    assert found.verdict == verdict
    expect(walker.heading).to_have_text(headline(found, PACK).get(lang))
    expect(walker.page.locator(".tg-verdict .tag")).to_contain_text(word(found).get(lang))
    grid = walker.page.locator(".tg-facts")
    if not route:
        assert len(asked) <= 2
        expect(grid).to_have_count(0)
        expect(walker.page.locator(".stMain")).not_to_contain_text(walker.say("助理工程师"))
        reason = next(finding for finding in found.route.findings if finding.barring)
        expect(walker.page.locator(".tg-verdict")).to_contain_text(reason.text.get(lang))
    else:
        assert (found.recommended, found.committee) == (route, committee)
        assert found.title
        assert found.title.zh == title
        for words in (ROUTE_NAMES[route], PACK.committee_name(committee), found.title):
            expect(grid).to_contain_text(words.get(lang))
        expect(walker.page.locator(".tg-steps li").first).to_be_visible()
    expect(walker.page.locator(".tg-footer")).to_contain_text(PACK.id)
    assert walker.page.evaluate("document.documentElement.lang") == DOCUMENT_LANGUAGES[lang]
    assert walker.too_wide() == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_question_scrolls_sideways_on_the_smallest_phone(page_at, lang):
    everything = TECHNICIAN | {"employment": "public_institution", "post_vacancy": True, "disciplinary_period": False}
    everything |= {"residency": "foreign", "foreign_permit": "permanent_residence"}
    walker = Walker(page_at(320, lang), everything).known("hours").open()
    walker.moves_on(walker.button("接着上次继续"))
    for screen in SCREENS:
        if screen.id != "hours":
            walker.moves_on(walker.page.locator(f'[data-tap="change:{screen.fields[0]}"]'))
            assert walker.screen == screen.id
            assert walker.too_wide() == [], screen.id


def test_on_paper_there_are_no_buttons_and_all_criteria(page_at):
    walker = Walker(page_at(1280), TECHNICIAN).known("title_same_series").open()
    walker.moves_on(walker.button("接着上次继续"))
    walker.reply_until("result")
    facts = {k: v for k, v in TECHNICIAN.items() if not k.startswith("_")}
    criteria = sum(len(route.findings) for route in judge(facts, DAY).routes)
    shown = walker.page.locator(".tg-crit .m").filter(visible=True)
    few = shown.count()
    walker.page.emulate_media(media="print")
    walker.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert shown.count() >= max(criteria, few)
    for button in walker.page.get_by_role("button").all():
        assert not button.is_visible(), button.inner_text()
    expect(walker.page.locator(".tg-verdict h1")).to_be_visible()
    walker.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    walker.page.emulate_media(media="screen")
    expect(walker.button("核对或修改回答")).to_be_visible()
    assert shown.count() == few


def test_on_paper_headings_stay_with_what_follows_and_the_footer_with_what_stands_before(page_at):
    walker = Walker(page_at(1280, "en"), ENGINEER).known().open("/?as_of=2023-10-12&size=large")
    walker.moves_on(walker.button("接着上次继续"))
    walker.moves_on(walker.button("以后再填，先看结果"))
    # In the large text as well one learns of the other routes.
    expect(walker.page.locator(".st-key-tg_other_routes")).to_be_visible()
    invitation = walker.page.get_by_text(
        walker.say("评审看最近一个任职周期（从哪年算到哪年，问单位人事）的年平均，填几个数就能看到够不够。")
    )
    expect(invitation).to_be_visible()
    walker.page.set_viewport_size({"width": 672, "height": 990})  # what the margins leave of a sheet
    walker.page.emulate_media(media="print")
    walker.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(invitation).to_be_hidden()
    expect(walker.page.get_by_role("heading", name=walker.say("继续教育学时"), exact=True)).to_be_hidden()
    for summary in walker.page.locator(".stExpander summary").filter(visible=True).all():
        assert summary.evaluate("e => getComputedStyle(e).breakAfter") == "avoid"
    # The answers are on one sheet, with the footer in the room below them.
    answers = walker.page.locator(".tg-answers")
    assert answers.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    box, footer = answers.bounding_box(), walker.page.locator(".tg-footer").bounding_box()
    last = walker.page.locator(".tg-answers dd").last.bounding_box()
    assert box and footer and last
    assert last["y"] + last["height"] <= footer["y"]
    assert footer["y"] + footer["height"] <= box["y"] + box["height"] + 8


def test_in_the_dark_the_paper_is_dark_and_the_ink_light(page_at):
    walker = Walker(page_at(1280, dark=True), CIVIL_SERVANT).open()

    def light(what: str) -> float:
        colour = walker.page.locator(".stApp").evaluate(f"element => getComputedStyle(element).{what}")
        red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
        return (0.299 * red + 0.587 * green + 0.114 * blue) / 255

    for _ in range(2):
        assert light("backgroundColor") < 0.2
        assert light("color") > 0.8
        if walker.token == "start":
            walker.begin()
            walker.reply_until("result")


def test_the_first_visit_after_a_start_may_be_to_any_page(browser, tmp_path):
    with running_app(tmp_path / "log.txt") as fresh:
        context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
        walker = Walker(Visit(context, fresh, "zh"), CIVIL_SERVANT).known().open("/result")
        expect(walker.page.get_by_role("button", name="English", exact=True)).to_be_visible()
        expect(walker.page.locator("html")).to_have_attribute("lang", "zh-CN")
        expect(walker.page.locator(".tg-verdict.v-ineligible")).to_be_visible()
        walker.visit.assert_clean()
        context.close()
        fresh.assert_quiet()


def test_the_questions_for_the_offices_are_copied(page_at):
    walker = Walker(page_at(390), ENGINEER | {"specialty": "big_data"}).known().open()
    walker.moves_on(walker.button("接着上次继续"))
    walker.reply_until("result")
    button = walker.page.locator("button[data-copy]")
    words = button.get_attribute("data-copy")
    button.click()
    expect(button).to_have_text("已复制，可以粘贴发送")
    expect(walker.page.locator("#tg-live")).to_have_text("已复制，可以粘贴发送")
    walker.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<textarea id=\"pasted\"></textarea>')")
    walker.page.locator("#pasted").focus()
    walker.page.keyboard.press("ControlOrMeta+V")
    assert walker.page.locator("#pasted").input_value() == words
