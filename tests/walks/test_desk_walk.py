"""Somebody who has never seen the code writes next year's pack, and a district's first, with nothing but the desk."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from logic.pack import parse_with_lines
from logic.pack.loading import SHIPPED
from logic.policy.check import faults
from tests.browser import Server, Visit, running_app
from tests.logic.applicants import PACK
from tests.walks.people import ENGINEER
from tests.walks.test_everybody import AXE, Everybody

pytestmark = pytest.mark.browser

# The sample is for the year in which one begins.
YEAR = dt.date.today().year


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_app(tmp_path_factory.mktemp("office") / "log.txt", desk="true") as app:
        yield app
    app.assert_quiet()


class Writer(Everybody):
    """At the desk: reads labels, types, and goes by the list beside."""

    def to(self, part: str) -> None:
        # The list says before the part's name how it stands.
        self.moves_on(self.page.locator(".st-key-tg_desk_parts button").filter(has_text=self.say(part)).first)

    def field(self, label: str, **values: str) -> Locator:
        return self.page.get_by_label(self.say(label, **values), exact=True).first

    def until(self, part: str) -> None:
        """Go to a part that takes a while."""
        self.page.locator(".st-key-tg_desk_parts button").filter(has_text=self.say(part)).first.click()
        self.visit.settle()

    def fill(self, label: str, value: str, *, again: bool = False, **values: str) -> None:
        field = self.field(label, **values)
        changed = self.page.locator(".tg-desk-was").filter(has_text=self.say("改了"))
        before = changed.count()
        field.fill(value)
        field.press("Enter")
        field.press("Tab")
        if not again:
            # Beside it stands now what was there before.
            expect(changed).to_have_count(before + 1)
        self.visit.settle()

    def day(self, label: str, day: str, **values: str) -> None:
        """Type a day into the parts of its field: year, month, day."""
        box = self.page.get_by_test_id("stDateInput").filter(has_text=self.say(label, **values)).first
        box.get_by_role("spinbutton").first.click()
        self.page.keyboard.type(day.replace("-", ""), delay=20)
        expect(box).to_contain_text(re.compile(r"\s*-\s*".join(day.split("-"))))
        # What was typed counts once the calendar is closed, and is in the draft once the tab keeps it.
        expect(self.page.get_by_role("grid")).to_be_visible()
        self.page.keyboard.press("Escape")
        assert self.keeps(day)
        self.page.keyboard.press("Tab")
        self.visit.settle()

    def open_up(self, title: str) -> None:
        """Open a box that is folded."""
        self.page.locator("summary").filter(has_text=title).first.click()
        self.visit.settle()

    def into_form(self, **fields: str) -> None:
        """Fill in the form that is open, by its labels, and hand it in."""
        form = self.page.get_by_test_id("stForm").locator("visible=true").first
        for label, value in fields.items():
            form.get_by_label(self.say(label), exact=True).fill(value)

    def hand_in(self) -> None:
        form = self.page.get_by_test_id("stForm").locator("visible=true").first
        form.get_by_test_id("stFormSubmitButton").click()
        # What was added is taken over once the form is blank.
        expect(form.locator("input").first).to_have_value("")
        self.visit.settle()

    def pick(self, label: str, *options: str) -> None:
        """Choose from the list with this label; several where it takes several."""
        kinds = self.page.locator("[data-testid=stSelectbox], [data-testid=stMultiSelect]").locator("visible=true")
        box = kinds.filter(has_text=self.say(label)).last
        for option in options:
            box.locator("input").first.click()
            self.page.keyboard.type(option, delay=10)
            self.page.get_by_role("option").filter(has_text=option).first.click()
        self.page.keyboard.press("Tab")
        self.visit.settle()

    def button_of(self, words: str, **values: str) -> Locator:
        return self.page.get_by_role("button", name=self.say(words, **values), exact=True)

    def press(self, words: str, **values: str) -> None:
        self.button_of(words, **values).first.click()
        self.visit.settle()

    @property
    def red(self) -> Locator:
        return self.page.locator(".tg-desk-fault")

    def download(self) -> tuple[str, str]:
        """The draft's file: its name and what it holds."""
        with self.page.expect_download() as got:
            self.page.locator(".st-key-link_desk_download button").click()
        return got.value.suggested_filename, Path(got.value.path()).read_text(encoding="utf-8")


@pytest.fixture
def writer(office: Server, browser: Browser) -> Iterator[Writer]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )
    found = Writer(Visit(context, office, "zh"))
    yield found
    found.visit.assert_clean()
    found.visit.end()
    context.close()


def test_next_year_s_notice_with_three_changes(writer: Writer):
    writer.open("/desk")
    writer.moves_on(writer.page.get_by_role("button", name="从“谯城区 2023 年度初级职称通知”开始，写下一年的"))
    expect(writer.red.first).to_contain_text("发布日期相同")

    # Dates a year on.
    writer.to("时间")
    writer.press("所有日期先顺延一年")
    expect(writer.page.locator(".tg-desk-was").filter(has_text="改了").first).to_be_visible()
    writer.to("通知本身")
    writer.day("通知哪天发布", "2024-09-10")
    writer.press("把名称里的 {old} 换成 {year}", old="2023", year="2024")
    # It is offered while a name holds the old year.
    expect(writer.button_of("把名称里的 {old} 换成 {year}", old="2023", year="2024")).to_have_count(0)
    writer.fill("官方网址", "https://www.bzqc.gov.cn/2024.html")
    writer.fill("引用时的网址", "https://www.bzqc.gov.cn/2024.html")
    expect(writer.red).to_have_count(0)
    # Two years in all for college.
    writer.to("初次认定")
    writer.open_up("大学专科：1 + 2 年 → 助理级")
    writer.fill("{diploma}：再满几年", "1", diploma="大学专科")
    expect(writer.page.locator(".tg-desk-was").filter(has_text="改了 去年：1 + 2 年 → 助理级")).to_be_visible()
    # A slip, and what it says.
    writer.to("继续教育")
    writer.fill("专业科目，每年至少几学时", "72")
    # F5 loses nothing.
    writer.restart()
    expect(writer.field("专业科目，每年至少几学时")).to_have_value("72")

    writer.to("检查")
    expect(writer.red).to_have_count(0)
    # What the clause says in its own words is asked about.
    expect(writer.page.locator(".tg-desk-hint").filter(has_text="初次认定改了")).to_be_visible()
    writer.until("有什么变化，影响谁")
    # Both causes, each with whom it touches, and nothing else: the calendar moved as a whole changes nobody.
    changes = writer.page.locator(".tg-desk-who")
    expect(changes.filter(has_text="大学专科").first).to_be_visible(timeout=30_000)
    expect(changes.filter(has_text="72").first).to_be_visible()
    assert changes.count() <= 20  # at most ten for one changed value
    writer.page.locator("[class*='st-key-link_desk_person_'] button").first.click()
    expect(writer.heading).to_have_attribute("data-token", "result")
    expect(writer.page.locator(".tg-verdict")).to_be_visible()
    writer.moves_on(writer.button("回到草稿"))

    writer.to("试用和下载")
    writer.moves_on(writer.page.locator(".st-key-primary_desk_try button"))
    expect(writer.page.locator(".tg-tried")).to_contain_text("2024")
    writer.moves_on(writer.ours("go:rules"))
    expect(writer.page.locator("#t-hours")).to_contain_text("72 学时")
    writer.moves_on(writer.button("回到草稿"))
    writer.press("停止试用")
    expect(writer.page.locator(".tg-tried")).to_have_count(0)

    name, content = writer.download()
    pack, lines = parse_with_lines(content.encode(), name)
    assert faults(pack, lines, name, (PACK,)) == []
    assert (name, pack.hours.professional) == ("qiaocheng-2024.yaml", 72)
    old = SHIPPED.read_text(encoding="utf-8").splitlines()
    assert sum(a != b for a, b in zip(old, content.splitlines(), strict=True)) <= 25


def test_the_first_pack_of_a_district_that_has_none(writer: Writer):
    writer.open("/desk")
    writer.moves_on(writer.button("本区还没有政策，从空白开始"))
    writer.fill("文件的代号（小写字母、数字和 -）", f"某县-{YEAR}")
    expect(writer.red.first).to_contain_text("只能用小写英文字母、数字和“-”")
    writer.fill("文件的代号（小写字母、数字和 -）", f"mouxian-{YEAR}", again=True)
    expect(writer.red).to_have_count(0)

    # Recognition is not taken all year here, and twice.
    writer.to("时间")
    writer.page.get_by_text("初次认定交材料：全年都收", exact=True).click()
    writer.visit.settle()
    writer.day("{what}：从哪天", f"{YEAR}-03-01", what="初次认定交材料")
    writer.day("{what}：到哪天", f"{YEAR}-03-31", what="初次认定交材料")
    writer.press("初次认定再加一轮")
    expect(writer.red.first).to_contain_text("请写真实存在的日期")
    writer.day("{what}：从哪天", f"{YEAR}-10-11", what="第 2 轮初次认定收材料")
    writer.day("{what}：到哪天", f"{YEAR}-10-29", what="第 2 轮初次认定收材料")
    expect(writer.red).to_have_count(0)

    writer.to("评审：学历和年限")
    writer.fill("评审委员会叫什么 · 中文", "酿造工程系列")
    writer.fill("评审委员会叫什么 · 英文", "Brewing engineering")

    # A clause of its own.
    writer.to("逐条的说法")
    writer.open_up("加一条条款")
    writer.into_form(
        **{"编号（照通知，例如 3.7）": "5.1", "名称 · 中文": "通知 五（一）", "名称 · 英文": "Notice 5(1)"}
    )
    writer.hand_in()
    writer.fill("用我们自己的话怎么说 · 中文", "酿酒企业的技术人员归酿造工程系列。", again=True)
    writer.fill("用我们自己的话怎么说 · 英文", "Technical staff of breweries belong to brewing.", again=True)
    expect(writer.red).to_have_count(0)

    # Titles, a series and a specialty of its own, one after the other as each needs the one before.
    writer.to("职称的名称")
    writer.open_up("加一组职称名称")
    writer.into_form(**{"助理级 · 中文": "助理酿造师", "助理级 · 英文": "Assistant master brewer"})
    writer.hand_in()
    writer.to("系列和途径")
    writer.open_up("加一个系列")
    writer.into_form(**{"名称 · 中文": "酿造系列", "名称 · 英文": "Brewing"})
    writer.pick("有哪些途径", "职称初次认定", "初级评审")
    writer.pick("有初级评审的，归哪个评审委员会", "酿造工程系列")
    writer.pick("列在哪一组", "工程")
    writer.hand_in()
    writer.to("专业")
    writer.open_up("新加一个专业")
    writer.into_form(**{"名称 · 中文": "白酒酿造", "名称 · 英文": "Liquor brewing"})
    writer.pick("归哪个系列", "酿造系列")
    writer.hand_in()
    writer.pick("职称叫什么，和谁一样", "助理酿造师")
    writer.pick("怎么知道归这里", "通知 五（一）")
    writer.fill("搜索词 · 中文", "烧酒、白酒", again=True)

    writer.to("继续教育")
    writer.fill("专业科目，每年至少几学时", "66")
    writer.to("问谁、交到哪里")
    expect(writer.page.locator(".tg-desk-hint").filter(has_text="样本里的").first).to_be_visible()
    before = writer.page.locator(".tg-desk-hint").count()
    writer.fill("区县 · 中文", "某县")
    writer.fill("区县 · 英文", "Mou County")
    expect(writer.page.locator(".tg-desk-hint")).to_have_count(before - 1)
    writer.to("检查")
    expect(writer.red).to_have_count(0)
    expect(writer.page.locator(".tg-desk-hint").filter(has_text="样本里的").first).to_be_visible()

    # A brewer is answered under it, by the new series, title and committee, and in the second round.
    writer.to("试用和下载")
    writer.moves_on(writer.page.locator(".st-key-primary_desk_try button"))
    expect(writer.page.locator(".tg-tried")).to_be_visible()
    writer.facts = {**ENGINEER, "specialty": "liquor_brewing", "_search": "烧酒", "service_start": f"{YEAR - 2}-07-01"}
    writer.begin()
    writer.reply_until("result")
    answer = writer.page.locator(".tg-verdict.v-eligible")
    expect(answer).to_contain_text("助理酿造师")
    expect(writer.page.locator(".stMain")).to_contain_text("酿造工程系列")
    expect(writer.page.locator(".tg-tried")).to_be_visible()
    writer.moves_on(writer.ours("go:rules"))
    expect(writer.page.locator("#t-hours")).to_contain_text("66 学时")
    expect(writer.page.locator(".stMain")).to_contain_text("酿酒企业的技术人员归酿造工程系列。")
    writer.moves_on(writer.button("回到草稿"))
    name, content = writer.download()
    pack, _ = parse_with_lines(content.encode(), name)
    assert (name, pack.id, pack.hours.professional) == (f"mouxian-{YEAR}.yaml", f"mouxian-{YEAR}", 66)
    assert [str(one.closes) for one in pack.rounds("initial_recognition")] == [f"{YEAR}-03-31", f"{YEAR}-10-29"]


def test_a_day_being_typed_outlives_what_a_button_changes_meanwhile(writer: Writer):
    writer.open("/desk")
    writer.moves_on(writer.page.get_by_role("button", name="从“谯城区 2023 年度初级职称通知”开始，写下一年的"))
    writer.to("时间")
    writer.press("所有日期先顺延一年")
    writer.to("通知本身")
    box = writer.page.get_by_test_id("stDateInput").filter(has_text="通知哪天发布")
    rename = writer.page.get_by_role("button", name="把名称里的 2023 换成 2024", exact=True)
    typed = re.compile(r"2024\s*-\s*09\s*-\s*10")
    # The server is too busy to answer the button before the day is typed; its calendar is still open.
    with writer.visit.server.busy():
        rename.click()
        box.get_by_role("spinbutton").first.click()
        writer.page.keyboard.type("20240910", delay=20)
        expect(box).to_contain_text(typed)
    expect(rename).to_have_count(0)
    expect(writer.field("这份政策叫什么 · 中文")).to_have_value(re.compile("2024"))
    expect(box).to_contain_text(typed)
    writer.page.keyboard.press("Escape")
    assert writer.keeps("2024-09-10")
    # And the other way round: a button is pressed from the open calendar.
    with writer.visit.server.busy():
        box.get_by_role("spinbutton").first.click()
        writer.page.keyboard.type("20240911", delay=20)
        writer.page.locator(".st-key-primary_desk_next button").click()
    assert writer.keeps("2024-09-11")


def test_every_part_is_for_everybody(writer: Writer):
    writer.page.add_init_script(AXE)
    writer.open("/desk")
    writer.moves_on(writer.page.locator(".st-key-primary_desk_0 button"))
    for part in ("通知本身", "时间", "评审：学历和年限", "逐条的说法", "检查"):
        if part != "通知本身":
            writer.to(part)
        writer.is_fine(part)
