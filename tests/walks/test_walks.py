"""The whole way, as people go it: in both languages, on a phone and on a desk."""

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
from tests.walks.walker import STREAMLIT_ENGLISH, Facts, Walker

pytestmark = pytest.mark.browser

DAY = dt.date(2023, 10, 12)
# Who walks, and what has to come out, in words of the notice.
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


def at_the_hours(page_at, width: int = 1280, lang: str = "zh") -> Walker:
    walker = Walker(page_at(width, lang), TECHNICIAN).known("hours").open()
    walker.moves_on(walker.button("接着上次继续"))
    assert walker.screen == "hours"
    return walker


# --- what is kept, and where --------------------------------------------------------------------------------------


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


# --- for those who do not see, or do not point --------------------------------------------------------------------


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


# --- the hours table -----------------------------------------------------------------------------------------------


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


PASTE = """(input, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const how = { clipboardData: data, bubbles: true, cancelable: true, composed: true };
  return input.dispatchEvent(new ClipboardEvent("paste", how));
}"""


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


# --- on every screen, on paper, in the dark ------------------------------------------------------------------------


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


# --- Streamlit's own English --------------------------------------------------------------------------------------


def assert_chinese(walker: Walker, where: str) -> None:
    # The bridge translates what Streamlit has drawn, so a busy machine shows the English for a moment.
    for _ in range(20):
        found = [text for text in walker.words() if STREAMLIT_ENGLISH.search(text)]
        if not found:
            return
        walker.page.wait_for_timeout(250)
    assert found == [], where


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
    walker.moves_on(walker.button("规则手册"))
    assert_chinese(walker, "the rule book")


# --- the first visit after a start --------------------------------------------------------------------------------


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


# --- the browser's Back -------------------------------------------------------------------------------------------


def at(walker: Walker, token: str) -> None:
    try:
        expect(walker.heading).to_have_attribute("data-token", token)
    except AssertionError as error:
        entry = walker.page.evaluate("[history.length, JSON.stringify(history.state), location.href].join(' ')")
        error.add_note(f"entries of the history, the present one's state and address: {entry}")
        raise
    walker.visit.settle()


def test_the_browser_s_back_goes_from_question_to_question_and_out(page_at):
    walker = Walker(page_at(390), ENGINEER).open().begin()
    asked = [walker.reply() for _ in range(4)]
    for field in reversed(asked):
        walker.goes_back()
        at(walker, f"check:{field}")
        expect(walker.page.locator('[aria-pressed="true"]')).to_have_count(3 if field == "work" else 1)
    walker.goes_back()
    at(walker, "start")
    # And on again, from where one was.
    walker.moves_on(walker.button("接着上次继续"))
    assert walker.screen not in asked
    assert walker.reply_until("result")


def test_a_question_answered_in_the_moment_it_is_drawn_is_one_to_come_back_to(page_at):
    walker = Walker(page_at(390), ENGINEER).open()
    first = walker.choice("employment", ENGINEER["employment"])
    # Quicker than any hand: in the same moment in which the choice is put into the page.
    walker.page.evaluate(
        """(choice) => new MutationObserver((_, watch) => {
          const button = document.querySelector(choice);
          if (button) { watch.disconnect(); button.click(); }
        }).observe(document.body, { childList: true, subtree: true })""",
        f'[data-tap="answer:employment:{ENGINEER["employment"]}"]',
    )
    walker.button("开始自查").click()
    at(walker, "check:specialty")
    walker.goes_back()
    at(walker, "check:employment")
    expect(first).to_have_attribute("aria-pressed", "true")
    walker.goes_back()
    at(walker, "start")


def test_of_rows_tapped_in_one_moment_none_is_lost(page_at):
    walker = Walker(page_at(390), ENGINEER).open().begin()
    while walker.screen != "work":
        walker.reply()
    rows = walker.asked_rows()
    assert len(rows) == 3
    walker.page.evaluate(
        """(taps) => { for (const tap of taps) document.querySelector(`[data-tap="${tap}"]`).click(); }""",
        [f"row:{row}:false" for row in rows],
    )
    # The way on is there when the server has all of them.
    walker.moves_on(walker.ours("onward:work"))
    walker.goes_back()
    at(walker, "check:work")
    for row in rows:
        expect(walker.row(row, False)).to_have_attribute("aria-pressed", "true")


def test_our_back_and_the_browser_s_are_one(page_at):
    walker = Walker(page_at(390), ENGINEER).open().begin()
    asked = [walker.reply() for _ in range(4)]
    walker.moves_on(walker.page.locator('[data-tap="back"]'))
    at(walker, f"check:{asked[3]}")
    walker.goes_back()
    at(walker, f"check:{asked[2]}")
    # Forward goes as far as one has been, every answer as it was.
    walker.goes_forward()
    at(walker, f"check:{asked[3]}")
    expect(walker.page.locator('[aria-pressed="true"]')).to_have_count(3)
    walker.goes_forward()
    expect(walker.heading).not_to_have_attribute("data-token", f"check:{asked[3]}")
    assert walker.screen not in asked
    walker.goes_back()
    at(walker, f"check:{asked[3]}")


def test_a_jump_in_the_browser_s_history_lands_on_the_question_that_was_chosen(page_at):
    walker = Walker(page_at(390), ENGINEER).open().begin()
    asked = [walker.reply() for _ in range(5)]
    walker.jumps(-3)
    at(walker, f"check:{asked[2]}")
    walker.jumps(2)
    at(walker, f"check:{asked[4]}")
    walker.jumps(-4)
    at(walker, f"check:{asked[0]}")
    # As far as one has been, and that is a question without an answer yet.
    walker.jumps(5)
    expect(walker.heading).not_to_have_attribute("data-token", f"check:{asked[0]}")
    assert walker.screen not in asked
    walker.jumps(-2)
    at(walker, f"check:{asked[3]}")
    # From the result too.
    walker.moves_on(walker.page.locator('[data-tap="result"]'))
    walker.jumps(-3)
    at(walker, f"check:{asked[1]}")
    walker.jumps(-2)
    at(walker, "start")


def test_back_from_the_result_is_the_last_question(page_at):
    walker = Walker(page_at(1280), CIVIL_SERVANT).open().begin()
    walker.reply_until("result")
    walker.goes_back()
    at(walker, "check:employment")
    walker.goes_back()
    at(walker, "start")


# --- hours that are not all understood ------------------------------------------------------------------------------


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


# --- questions to send on ------------------------------------------------------------------------------------------


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
