"""Somebody who has never seen the code writes next year's pack, and a district's first, with nothing but the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from logic.pack import parse_with_lines
from logic.pack.loading import SHIPPED
from logic.policy.check import faults
from tests.browser import Server, Visit, running_app
from tests.logic.applicants import PACK
from tests.walks.test_everybody import AXE, Everybody

pytestmark = pytest.mark.browser


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
        self.page.keyboard.press("Tab")
        self.visit.settle()

    def press(self, words: str, **values: str) -> None:
        self.page.get_by_role("button", name=self.say(words, **values), exact=True).first.click()
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
    writer.fill("官方网址", "https://www.bzqc.gov.cn/2024.html")
    writer.fill("引用时的网址", "https://www.bzqc.gov.cn/2024.html")
    expect(writer.red).to_have_count(0)
    # Two years in all for college.
    writer.to("初次认定")
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
    writer.moves_on(writer.button("规则手册"))
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
    writer.fill("文件的代号（小写字母、数字和 -）", "某县-2027")
    expect(writer.red.first).to_contain_text("只能用小写英文字母、数字和“-”")
    writer.fill("文件的代号（小写字母、数字和 -）", "mouxian-2027", again=True)
    expect(writer.red).to_have_count(0)
    writer.to("继续教育")
    writer.fill("专业科目，每年至少几学时", "66")
    writer.to("问谁、交到哪里")
    expect(writer.page.locator(".tg-desk-hint").filter(has_text="样本里的").first).to_be_visible()
    before = writer.page.locator(".tg-desk-hint").count()
    writer.fill("区县 · 中文", "某县")
    writer.fill("区县 · 英文", "Mou County")
    expect(writer.page.locator(".tg-desk-hint")).to_have_count(before - 1)
    writer.to("检查")
    expect(writer.page.locator(".tg-desk-hint").filter(has_text="样本里的").first).to_be_visible()
    writer.to("试用和下载")
    writer.moves_on(writer.page.locator(".st-key-primary_desk_try button"))
    expect(writer.page.locator(".tg-tried")).to_be_visible()
    writer.moves_on(writer.button("规则手册"))
    expect(writer.page.locator("#t-hours")).to_contain_text("66 学时")
    writer.moves_on(writer.button("回到草稿"))
    name, content = writer.download()
    pack, _ = parse_with_lines(content.encode(), name)
    assert (name, pack.id, pack.hours.professional) == ("mouxian-2027.yaml", "mouxian-2027", 66)


def test_every_part_is_for_everybody(writer: Writer):
    writer.page.add_init_script(AXE)
    writer.open("/desk")
    writer.moves_on(writer.page.locator(".st-key-primary_desk_0 button"))
    for part in ("通知本身", "时间", "评审：学历和年限", "逐条的说法", "检查"):
        if part != "通知本身":
            writer.to(part)
        writer.is_fine(part)
