"""A personnel clerk's way: 200 colleagues in a spreadsheet, from the start page to the handout and the next year."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from python_calamine import CalamineWorkbook

from logic.findings import Verdict
from logic.labels import VERDICT_CELLS, VERDICT_NAMES
from logic.roster.model import OUR_COLUMNS, OUR_SHEETS
from tests.made_up_unit import DEPARTMENTS, made_up_unit, write_xlsx
from tests.walks.people import assert_chinese
from tests.walks.walker import Walker

pytestmark = pytest.mark.browser

UNIT = made_up_unit()


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("unit") / "2023年花名册.xlsx"
    write_xlsx(path, UNIT)
    return path


class Clerk(Walker):
    """Somebody with a spreadsheet."""

    def upload(self, path: Path, until: str = "unit:columns") -> None:
        self.page.locator("input[type=file]").set_input_files(path)
        expect(self.heading).to_have_attribute("data-token", until, timeout=20_000)
        self.visit.settle()

    def check(self) -> None:
        self.page.locator(".st-key-primary_check button").click()
        expect(self.heading).to_have_attribute("data-token", "unit:results", timeout=20_000)
        self.visit.settle()

    def tap(self, tap: str) -> None:
        self.page.locator(f'[data-tap="{tap}"]').first.click()
        self.visit.settle()

    def click_bar(self, bar: Locator) -> str:
        """Click a bar of a picture, as a pointer does; what it says of itself."""
        # A picture may be drawn twice; this finds the bar again. Beneath what reacts in its place, as Plotly has it.
        bar.hover(force=True)
        said = self.page.locator(".stPlotlyChart .hovertext").first.text_content() or ""
        self.page.mouse.down()
        self.page.mouse.up()
        return said

    @property
    def tiles(self) -> dict[str, int]:
        counts = self.page.locator(".tg-tile")
        return {
            (one.get_attribute("data-tap") or "").partition(":")[2]: int(one.locator("b").inner_text())
            for one in counts.all()
        }

    @property
    def rows(self) -> Locator:
        return self.page.locator(".tg-roster tbody tr").filter(visible=True)

    def fine(self, where: str) -> None:
        assert self.too_wide() == [], where
        if self.lang == "zh":
            assert_chinese(self, where)


def test_from_the_spreadsheet_to_the_handout_and_the_next_year(page_at, roster, tmp_path):
    clerk = Clerk(page_at(1280))
    clerk.open("/?as_of=2023-10-10")
    clerk.moves_on(clerk.button("单位名册核对"))
    assert clerk.token == "unit"
    clerk.fine("the file")
    clerk.upload(roster)
    expect(clerk.page.get_by_role("combobox", name=re.compile("毕业专业"))).to_have_count(1)
    clerk.fine("the columns")
    clerk.check()
    clerk.fine("the results")
    counted = clerk.tiles
    # Rows with a faulty cell have a verdict as well, from the rest of the row.
    assert sum(count for kind, count in counted.items() if kind != "faulty") == len(UNIT.people)

    # A bar of the picture filters the list.
    said = clerk.click_bar(clerk.page.locator(".stPlotlyChart .bars .point path").first)
    department = next(one for one in DEPARTMENTS if one.name in said)
    line = clerk.page.locator(".tg-count-line")
    expect(line).to_contain_text(department.name)
    expect(line).to_contain_text(VERDICT_NAMES[Verdict.ELIGIBLE].zh)
    expect(clerk.rows).to_have_count(int(re.findall(r"\d+$", said)[0]))
    expect(clerk.rows.first).to_contain_text(department.name)

    # One of them, and back to where one was.
    one = clerk.rows.nth(2).get_by_role("button")
    name = one.inner_text()
    clerk.moves_on(one)
    assert clerk.token == "result"
    expect(clerk.page.locator(".tg-verdict.v-eligible")).to_be_visible()
    expect(clerk.page.locator(".tg-viewing")).to_contain_text(name)
    clerk.fine("a colleague's result")
    assert name not in clerk.kept() + clerk.page.url
    clerk.moves_on(clerk.button("返回名册"))
    expect(clerk.page.get_by_role("button", name=clerk.say("打开{name}的结果", name=name), exact=True)).to_be_focused()
    expect(line).to_contain_text(department.name)
    clerk.tap("all")
    expect(line).not_to_contain_text(department.name)

    # On paper: everybody, and nothing to press or to choose.
    clerk.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    clerk.page.emulate_media(media="print")
    expect(clerk.rows).to_have_count(len(UNIT.people))
    expect(clerk.page.locator(".tg-note").filter(has_text=clerk.say("正在申报期内"))).to_be_visible()
    for what in (
        ".st-key-screen_unit_filters",
        ".st-key-screen_unit_files",
        ".tg-tabs",
        ".tg-nav-row",
        ".stNumberInput",
    ):
        expect(clerk.page.locator(what).filter(visible=True)).to_have_count(0)
    clerk.page.emulate_media(media="screen")
    clerk.page.evaluate("window.dispatchEvent(new Event('afterprint'))")

    # The file: the unit's own columns as they were, ours behind them.
    with clerk.page.expect_download() as download:
        clerk.page.locator(".st-key-primary_result_file button").click()
    handout = tmp_path / "again.xlsx"
    download.value.save_as(handout)
    assert "2023-10-10" in download.value.suggested_filename
    book = CalamineWorkbook.from_path(handout)
    assert tuple(book.sheet_names) == OUR_SHEETS
    # The title stays above: a row has the number that it has in the unit's own file.
    above = CalamineWorkbook.from_path(roster).get_sheet_by_index(0).to_python()
    *title, head = (again := book.get_sheet_by_name(OUR_SHEETS[0]).to_python())[:4]
    lines, before = again[4:], above[4:]
    assert title[0][0] == above[0][0]
    width_before = len(head) - len(OUR_COLUMNS)
    assert tuple(head[width_before:]) == OUR_COLUMNS
    assert [line[:width_before] for line in lines] == before[: len(lines)]
    tally = Counter(line[width_before] for line in lines)
    assert all(tally[VERDICT_CELLS[verdict]] == counted[verdict] for verdict in VERDICT_CELLS)

    # The next year it is handed in again: the old columns are known, and what has changed is listed.
    clerk.open("/unit?as_of=2024-09-02")
    clerk.upload(handout)
    clerk.page.locator(".stMain summary").last.click()
    expect(clerk.page.get_by_role("cell", name=clerk.say("换成新的结果")).first).to_be_visible()
    clerk.check()
    changed = clerk.page.locator(".tg-note").filter(has_text=clerk.say("和表里上一次的结论相比"))
    expect(changed).to_contain_text(clerk.say("比的是谁符合条件；这一次的申报已经截止。"))
    expect(clerk.page.locator(".tg-warn b").first).to_have_text(clerk.say("这一次的申报已经截止"))
    expect(changed).to_contain_text(f"{VERDICT_NAMES[Verdict.NOT_YET].zh} → ")
    clerk.fine("the changes")


def test_a_file_that_is_no_table_and_a_choice_through_a_change_of_language(page_at, tmp_path):
    clerk = Clerk(page_at(1280))
    clerk.open("/unit?as_of=2023-10-10")
    wrong = tmp_path / "名册.xlsx"
    wrong.write_bytes(b"%PDF-1.7\n")
    clerk.upload(wrong, until="unit")
    expect(clerk.page.locator(".tg-warn")).to_contain_text("PDF")
    clerk.fine("a refused file")
    few = tmp_path / "名册.csv"
    few.write_text(
        "姓名,部门,最高学历,毕业专业\n秦越人,工程部,大学本科,机械\n华元化,质检部,大学专科,食品\n", encoding="utf-8"
    )
    clerk.upload(few)
    box = clerk.page.get_by_role("combobox", name=re.compile("毕业专业"))
    box.click()
    clerk.page.get_by_role("option", name="不用这一列", exact=True).click()
    clerk.visit.settle()
    clerk.page.get_by_role("button", name="English", exact=True).click()
    expect(clerk.page.locator("html")).to_have_attribute("lang", "en")
    clerk.lang = "en"
    clerk.visit.settle()
    expect(box).to_have_value(clerk.say("不用这一列"))
    clerk.check()
    department = clerk.page.get_by_role("combobox").first
    expect(department).to_have_value("All")
    clerk.page.get_by_role("button", name="中文", exact=True).click()
    expect(department).to_have_value("全部")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_for_which_there_is_no_room_is_refused_in_words(page_at, lang):
    visit = page_at(lang=lang)
    page = visit.open("/unit?as_of=2023-10-10")
    # As ui/server/uploads.py answers where other units hold all there is.
    page.route("**/_stcore/upload_file/**", lambda route: route.fulfill(status=503))
    page.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"1"})
    refusal = {"zh": "没有收下：.*请过几分钟再试", "en": "try again in a few minutes"}[lang]
    expect(page.get_by_test_id("stFileUploader").get_by_role("alert")).to_have_text(re.compile(refusal))
    visit.problems.clear()  # what the browser itself writes of it


HOSTILE = (
    "[列](http://evil.example)",
    "![图](http://evil.example/a.png)",
    "<img src=x onerror=alert(1)>",
    "http://evil.example/a",
    "www.evil.example",
    "a@evil.example",
    ":red[红] :material/home: :smile:",
    "$x^2$ **粗** `码` ~~删~~ _斜_ # \\",
)


def test_what_a_list_says_is_shown_as_it_is_written(page_at, tmp_path):
    """A heading that was written as a link led out of here: labels are read as Markdown."""
    path = tmp_path / "名册.csv"
    cells = [["姓名", "最高学历", *HOSTILE], *[["秦越人", "本科", *HOSTILE]] * 9]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells)
    clerk = Clerk(page_at())
    clerk.open("/unit")
    clerk.upload(path)
    clerk.page.get_by_text(clerk.say("要用哪一列，在这里选"), exact=False).click()
    labels = clerk.page.locator("[data-testid=stWidgetLabel]")
    expect(labels.filter(has_text="C 列")).to_be_visible()
    shown = " ".join(labels.all_inner_texts()).replace("\u2060", "")
    for one in HOSTILE:
        assert f"“{one}”" in shown
    assert clerk.page.locator("a[href*=evil], img[src*=evil]").count() == 0
