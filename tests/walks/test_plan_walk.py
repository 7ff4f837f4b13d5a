"""The four people of the plan, each in a real browser: the page, the sheet and the calendar they leave with."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import yaml
from icalendar import Calendar
from playwright.sync_api import expect
from pypdf import PdfReader

from logic.assess import assess
from logic.interview.screens import ASKED
from logic.plan import Plan, plan_of
from logic.sheet.calendar import entries
from tests.logic.applicants import BASIS, CASES, PACK, read
from tests.walks.walker import Walker

pytestmark = pytest.mark.browser

FOUR: list[dict[str, Any]] = yaml.load((CASES / "plans.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)[:4]
OPEN = "/?as_of=2023-10-12"
WHO = ("engineer", "technician", "agronomist", "teacher")
# Chinese on a desk, English on a phone, in turns.
PLACES = ((1280, "zh"), (390, "en"), (1280, "en"), (390, "zh"))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text).translate(str.maketrans("’‘“”", "''\"\""))


class Planner(Walker):
    """Takes the plan along."""

    def take(self, key: str) -> bytes:
        with self.page.expect_download() as download:
            self.page.locator(f".st-key-{key} button").click()
        return download.value.path().read_bytes()


@pytest.mark.parametrize(("case", "place"), [*zip(FOUR, PLACES, strict=True)], ids=WHO)
def test_each_leaves_with_a_plan_a_sheet_and_a_calendar(page_at, case, place):
    width, lang = place
    facts = {**BASIS[case["basis"]], **case["facts"]}
    applicant = read(facts, case["as_of"])
    assessment = assess(applicant, PACK, case["as_of"])
    plan: Plan = plan_of(applicant, assessment, PACK)
    # What is not known is answered with 不清楚; what is not asked has no answer.
    kept = {k: str(v) if hasattr(v, "isoformat") else v for k, v in facts.items() if k in ASKED or v is not None}
    walker = Planner(page_at(width, lang), kept)
    walker.known()
    walker.open(OPEN)
    walker.moves_on(walker.button("接着上次继续"))
    walker.moves_on(walker.button("什么时候、怎么走：看往后的路"))
    expect(walker.heading).to_have_text(plan.heading.get(lang))
    for way in plan.ways:
        expect(walker.page.get_by_role("heading", name=way.heading.get(lang), exact=True)).to_be_visible()
    lines = walker.page.locator(".tg-lane > li")
    assert lines.count() == sum(len(way.lines) for way in plan.ways)

    pdf = PdfReader(io.BytesIO(walker.take("take_pdf")))
    paper = bare("".join(page.extract_text() for page in pdf.pages))
    for way in plan.ways:
        for line in way.lines:
            if line.far:
                assert bare(line.what.get(lang)) in paper
    for move in plan.moves:
        assert bare(move.what.get(lang)) in paper
    calendar = Calendar.from_ical(walker.take("take_ics"))
    shown = [(event.decoded("dtstart"), str(event["summary"])) for event in calendar.walk("VEVENT")]
    assert shown == [(entry.first, entry.title.get(lang)) for entry in entries(applicant, assessment, PACK)]


def test_another_answer_is_tried_with_the_keyboard_and_put_back(page_at):
    facts = {**BASIS["事业单位本科毕业生"], "specialty": "agronomy", "post_vacancy": False}
    kept = {k: str(v) if hasattr(v, "isoformat") else v for k, v in facts.items()}
    walker = Walker(page_at(1280), kept).known()
    walker.open(OPEN)
    walker.moves_on(walker.button("接着上次继续"))
    walker.moves_on(walker.button("什么时候、怎么走：看往后的路"))
    keys = walker.page.keyboard
    for typed in ("岗位空缺", "有"):
        box = walker.page.get_by_role("combobox").last
        box.focus()
        keys.type(typed)
        expect(walker.page.get_by_role("option").first).to_be_visible()
        keys.press("Enter")
        walker.visit.settle()
    tried = walker.page.locator(".tg-what-if")
    expect(tried).to_contain_text("可以申报")
    back = walker.button("恢复原来的回答")
    back.focus()
    keys.press("Enter")
    expect(tried).to_have_count(0)
    expect(walker.page.get_by_role("combobox")).to_have_count(1)


def test_the_planner_s_sliders_move_with_the_keyboard_and_the_words_follow(page_at):
    walker = Walker(page_at(390))
    walker.open("/hours?as_of=2023-10-12")
    said = walker.page.locator(".tg-planner-said")
    expect(said).to_contain_text("达标")
    walker.page.get_by_role("slider").first.focus()
    walker.page.keyboard.press("ArrowLeft")
    expect(said).to_contain_text("差 1 学时")
    walker.button("按最少的填上").click()
    expect(said).not_to_contain_text("差 1 学时")
