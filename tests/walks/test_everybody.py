"""For everybody: WCAG 2.2 AA as far as a machine can tell, in every state."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import expect

from logic.findings import Verdict
from logic.interview.carry import pack_answers
from logic.interview.screens import SCREENS, WORK
from tests.logic.applicants import PACK
from tests.made_up_unit import DEPARTMENTS, made_up_unit, write_xlsx
from tests.walks.people import CIVIL_SERVANT, ENGINEER, PASTE, TECHNICIAN, open_list
from tests.walks.test_unit_walk import Clerk
from tests.walks.walker import Facts

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# Level AA of every version, and what axe calls good practice; its findings are minor, moderate, serious or critical.
_RUN = """async () => {
  const { violations } = await axe.run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  });
  return violations.filter(one => one.impact !== "minor").map(one => [one.impact, one.id, ...one.nodes.slice(0, 4).map(
    node => node.html.slice(0, 200) + " | " + node.failureSummary.slice(0, 300))]);
}"""
# What can be pressed and is smaller than 24 px (2.5.8), or 44 where it is what the page is about: the room around it
# counts, a link in a sentence not.
_SMALL = """() => {
  const main = ".tg-choice, .tg-nav, .tg-primary, [class*=st-key-primary_] button, [class*=st-key-nav_] button";
  const seen = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const out = [];
  for (const e of document.querySelectorAll("button, a[href], input, select, summary, [role=button], [role=tab]")) {
    if (!seen(e) || e.closest("[aria-hidden=true], .tg-sr, p a")) continue;
    if (e.type === "file" || e.style.width === "1px") continue;
    const box = e.getBoundingClientRect(), more = getComputedStyle(e, "::after");
    if (!box.width || !box.height || box.right <= 0) continue;
    let { width, height } = box;
    // A box to tick is pressed with its words.
    const ticked = ["checkbox", "radio"].includes(e.type) ? e.closest("label")?.getBoundingClientRect() : null;
    if (ticked) ({ width, height } = ticked);
    const field = e.closest("[data-testid=stTextInputRootElement], [data-testid=stNumberInputContainer], [role=group]");
    if (field && e.tagName === "INPUT") height = Math.max(height, field.getBoundingClientRect().height);
    if (more.position === "absolute" && more.content !== "none") {
      const scale = box.height / e.offsetHeight;
      width = Math.max(width, parseFloat(more.width) * scale);
      height = Math.max(height, parseFloat(more.height) * scale);
    }
    if (Math.min(width, height) < (e.matches(main) ? 44 : 24) - 0.5)
      out.push(Math.round(width) + "x" + Math.round(height) + " " + e.outerHTML.slice(0, 120));
  }
  return out;
}"""
SUSPECT = [{"year": 2020, "general": 0, "professional": 0}, {"year": 2021, "general": 5, "professional": 10}]
SUSPECT += [{"year": 2022, "general": 90, "professional": 180}]
BEFORE_THE_POST: Facts = {"employment": "public_institution", "specialty": "agronomy", "title_level": "none"}
OF_EVERY_VERDICT: dict[Verdict, Facts] = {
    Verdict.ELIGIBLE: TECHNICIAN,
    Verdict.CONFIRM: TECHNICIAN | {"title_date": "2019-06-30", "hours": SUSPECT},
    Verdict.NOT_YET: TECHNICIAN | {"hours": [{"year": 2022, "general": 10, "professional": 20}]},
    Verdict.INCOMPLETE: {name: value for name, value in TECHNICIAN.items() if name != "hours"},
    Verdict.INELIGIBLE: CIVIL_SERVANT,
}


# Lines that begin with a mark that belongs to the line before.
_BEGINS_WITH_A_MARK = """() => {
  const found = [], range = document.createRange();
  const box = (node, at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  const walker = document.createTreeWalker(document.querySelector(".stMain"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(), before; node; before = node, node = walker.nextNode()) {
    if (!node.parentElement.checkVisibility() || node.parentElement.closest("svg, script, style")) continue;
    const text = node.nodeValue;
    for (let at = 0; at < text.length; at += 1) {
      if (!"，。；：、！？）”》".includes(text[at])) continue;
      const from = at ? node : before?.parentElement === node.parentElement ? before : null;
      if (!from) continue;
      const mark = box(node, at), last = box(from, at ? at - 1 : from.nodeValue.length - 1);
      if (mark.height && last.height && mark.top > last.top + 3) found.push(text.slice(0, at + 6));
    }
  }
  return found;
}"""


class Everybody(Clerk):
    """Looks at each state as a checker does; ``large``: with the large text."""

    large = False

    def at(self, page: str, until: str, facts: Facts | None = None) -> None:
        """Come to ``page`` with these answers, as a link carries them; without any by loading the page; and wait for
        ``until``.
        """
        kept = {name: value for name, value in (facts or {}).items() if not name.startswith("_")}
        if kept:
            self.page.wait_for_function("() => window.__zhipingtong?.send")
            self.page.evaluate("text => window.__zhipingtong.send('carried', text)", pack_answers(kept, PACK.id))
            expect(self.heading).to_have_attribute("data-token", "result")
            self.visit.settle()
            if page != "result":
                self.page.evaluate("page => window.__zhipingtong.tap('go:' + page)", page)
        else:
            self.page.evaluate("() => sessionStorage.clear()")
            self.open(f"/{page}?as_of=2023-10-12{'&size=large' if self.large else ''}")
        expect(self.page.locator(until)).to_be_visible()
        self.visit.settle()

    def question(self, field: str, facts: Facts | None = None) -> None:
        """Come to the screen that asks ``field`` with all other answers given, or with ``facts`` only."""
        given = {name: value for name, value in TECHNICIAN.items() if name != field} if facts is None else facts
        screen = next(screen.id for screen in SCREENS if field in screen.fields)
        self.at("check", f"#tg-focus[data-token='check:{screen}']", given)

    def unfold(self) -> None:
        # From below: what unfolds may hide its own summary.
        self.page.evaluate(
            """[...document.querySelectorAll(".stMain details:not([open]) > summary")].reverse()
                 .filter(one => one.checkVisibility()).forEach(one => one.click())"""
        )
        self.visit.settle()

    def is_fine(self, where: str, *, ours: bool = True) -> None:
        """No finding of axe that matters, nothing too small to hit, nothing wider than a small or a zoomed screen."""
        found = self.page.evaluate(_RUN)
        # What Streamlit draws beside the page has no landmark around it: moderate, and not ours to change.
        found = [one for one in found if ours or one[:2] != ["moderate", "region"]]
        assert found == [], (where, *found)
        assert self.page.evaluate(_SMALL) == [], where
        assert self.page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[self.lang]
        usual = self.page.viewport_size
        assert usual
        # The smallest phone, a usual one, and a laptop at 200 %.
        for width, height in ((320, 640), (390, 844), (640, 450)):
            self.page.set_viewport_size({"width": width, "height": height})
            # Pictures are drawn anew for the width a moment later.
            for _ in range(20):
                wrong = [*self.too_wide(), *self.page.evaluate(_BEGINS_WITH_A_MARK)]
                if not wrong:
                    break
                self.visit.settle()
            assert wrong == [], (where, width)
        self.page.set_viewport_size(usual)


@pytest.fixture(params=["zh", "en"])
def everybody(page_at, request) -> Everybody:
    """Chinese on a desk by day; English on a phone in the dark, in large text."""
    at_night = request.param == "en"
    visit = page_at(390 if at_night else 1280, request.param, at_night)
    visit.page.add_init_script(AXE)
    who = Everybody(visit)
    who.large = at_night
    who.open(f"/?as_of=2023-10-12{'&size=large' if at_night else ''}")
    return who


def test_every_kind_of_question(everybody):
    everybody.unfold()
    everybody.is_fine("start")
    everybody.question("employment", {})
    everybody.is_fine("choices")
    everybody.question("works_in_district", BEFORE_THE_POST)
    everybody.is_fine("a screen of several, nothing tapped")
    everybody.tap("row:under_contract:false")
    expect(everybody.page.locator('[data-tap="row:under_contract:false"]')).to_have_attribute("aria-pressed", "true")
    everybody.is_fine("a screen of several, a row tapped")
    everybody.question("residency", BEFORE_THE_POST | dict.fromkeys(WORK.fields, True))
    everybody.is_fine("what is rarely so")
    everybody.question(
        "major_related", {k: v for k, v in ENGINEER.items() if k not in ("major_related", "full_time_recognised")}
    )
    everybody.is_fine("the diploma, some answered before")
    everybody.question("title_date")
    everybody.page.get_by_label(everybody.say("日期"), exact=True).fill("2021-13")
    expect(everybody.page.locator(".tg-field-fault")).to_be_visible()
    everybody.is_fine("a date with a fault")
    everybody.question("specialty")
    box = everybody.page.get_by_role("searchbox")
    box.fill("jx")
    expect(everybody.page.locator("#tg-found")).to_be_visible()
    everybody.tap("shelf:engineering")
    everybody.is_fine("specialties found, a shelf open")
    box.fill("zzqq")
    expect(everybody.page.locator("p.tg-note")).to_be_visible()
    everybody.is_fine("no specialty found")
    everybody.question("hours")
    everybody.cell("公需科目", 2021).fill("30.55")
    expect(everybody.cell("公需科目", 2021)).to_have_attribute("aria-invalid", "true")
    everybody.is_fine("hours with a fault")
    everybody.cell("公需科目", 2021).evaluate(PASTE, "年度\t专业\t公需\t合计\n2021\t60+\t30学年\t90\n2022\t60\t30\t90")
    expect(everybody.page.locator("p.said")).to_contain_text("“")
    expect(everybody.page.locator(".tg-warn")).to_be_visible()
    everybody.is_fine("a pasted block of hours, two of them not understood")
    for year in (2021, 2022):
        everybody.cell("公需科目", year).fill("31")
        everybody.cell("专业科目", year).fill("66")
    expect(everybody.page.locator(".st-key-panel_total_general")).to_be_attached()
    everybody.visit.settle()
    everybody.unfold()
    everybody.is_fine("hours and their charts")


def test_every_kind_of_result(everybody):
    for verdict, facts in OF_EVERY_VERDICT.items():
        everybody.at("result", f".tg-verdict.v-{verdict.value}", facts)
        everybody.unfold()
        everybody.is_fine(verdict.value)
    everybody.at("answers", ".st-key-form_title_date", TECHNICIAN)
    everybody.is_fine("answers")
    everybody.page.get_by_role("combobox").first.click()
    expect(everybody.page.get_by_role("option").first).to_be_visible()
    everybody.is_fine("a list open", ours=False)
    everybody.at("plan", "#tg-focus[data-token=plan]", ENGINEER | {"service_start": "2023-01-23"})
    everybody.unfold()
    for place in (0, 1):
        expect(everybody.page.get_by_role("combobox")).to_have_count(place + 1)
        everybody.visit.settle()
        everybody.page.get_by_role("combobox").nth(place).focus()
        open_list(everybody.page)
        everybody.page.keyboard.press("Enter")
    expect(everybody.page.locator(".tg-what-if")).to_be_visible()
    everybody.is_fine("plan, another answer tried")
    everybody.at("hours", "#tg-focus[data-token=hours]", TECHNICIAN)
    everybody.unfold()
    everybody.is_fine("the hours planner")
    for page in ("rules", "questions"):
        everybody.at(page, f"#tg-focus[data-token={page}]")
        everybody.unfold()
        everybody.is_fine(page)
    everybody.at("matters", "#tg-focus[data-token=matters]")
    for tap in ("settle:title_from_elsewhere:0-0", "settle:title_from_elsewhere:1-1"):
        everybody.tap(tap)
        expect(everybody.page.locator(f'[data-tap="{tap}"][aria-pressed=true]')).to_be_focused()
    expect(everybody.page.locator(".tg-settled p").first).to_be_visible()
    everybody.is_fine("matters, one settled")


def test_a_unit_s_pages(everybody, tmp_path):
    roster = tmp_path / "2023.xlsx"
    write_xlsx(roster, made_up_unit())
    everybody.at("unit", "#tg-focus[data-token=unit]")
    everybody.unfold()
    everybody.is_fine("the file")
    everybody.upload(roster)
    everybody.unfold()
    everybody.is_fine("the columns")
    everybody.check()
    everybody.unfold()
    everybody.is_fine("the results")
    # A finger hits the bar it means, however large the page is drawn.
    said = everybody.click_bar(everybody.page.locator(".stPlotlyChart .bars .point path").first)
    department = next(one.name for one in DEPARTMENTS if one.name in said)
    expect(everybody.page.locator(".tg-count-line")).to_contain_text(department)
    for picture in ("obstacles", "hours", "coming"):
        everybody.tap(f"picture:{picture}")
        everybody.is_fine(picture)
    everybody.moves_on(everybody.rows.nth(1).get_by_role("button"))
    everybody.is_fine("one of them")


def test_the_kiosk_asks_whether_one_is_still_there(page_at):
    visit = page_at(1080, "zh", own=True)
    visit.page.add_init_script(AXE)
    who = Everybody(visit)
    who.page.clock.install()
    for path in ("/?kiosk=1", "/?kiosk=1&lang=en&size=large"):
        who.page.goto(visit.server.url + path)
        who.page.locator("[data-tap=begin]").click()
        expect(who.heading).to_have_attribute("data-token", "check:employment")
        who.page.locator('[data-tap="answer:employment:enterprise"]').click()
        expect(who.heading).to_have_attribute("data-token", "check:specialty")
        assert who.page.evaluate(_RUN) == []
        who.page.clock.fast_forward(92_000)
        dialog = who.page.get_by_role("alertdialog")
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("button")).to_be_focused()
        assert who.page.evaluate(_RUN) == []
        who.page.keyboard.press("Enter")
        expect(dialog).to_have_count(0)
        who.page.evaluate("window.onbeforeunload = null")
