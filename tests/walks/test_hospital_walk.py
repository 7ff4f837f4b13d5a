"""A hospital's own list, as such lists look: from the upload to the list of colleagues, in no other program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.walks.test_unit_walk import Clerk

pytestmark = pytest.mark.browser

HOSPITAL = Path(__file__).parents[1] / "files" / "units" / "hospital.xlsx"


class Answerer(Clerk):
    """A clerk who answers for all at once."""

    def choose(self, question: str, answer: str) -> None:
        """Type into the list that asks ``question``, and take what is found."""
        box = self.page.get_by_role("combobox", name=re.compile(question)).first
        box.click()
        box.fill(answer)
        self.page.get_by_role("option").first.wait_for()
        self.page.keyboard.press("Enter")
        self.visit.settle()


def test_from_a_hospital_s_file_to_the_list(page_at):
    clerk = Answerer(page_at(1280))
    clerk.open("/unit?as_of=2023-10-10")
    clerk.upload(HOSPITAL)
    clerk.choose("参加工作时间", "从事本专业起始日")
    clerk.choose("“临床内科”", "卫生")
    clerk.choose("“研究生”", "硕士")
    clerk.choose("工作单位", "事业单位")
    clerk.choose("岗位空缺", "是")
    clerk.page.locator(".st-key-link_unit_usual button").click()
    clerk.visit.settle()
    clerk.check()
    away = clerk.page.locator('[data-tap="verdict:elsewhere"].tg-tile b')
    count = int(away.text_content() or "0")
    assert count > 30
    # A tapped number brings the list into view, and the list says how many.
    clerk.tap("verdict:elsewhere")
    expect(clerk.page.locator("#tg-list")).to_be_in_viewport()
    expect(clerk.page.locator(".tg-count-line")).to_contain_text(f"{count} 人")
    clerk.page.locator(".tg-roster tbody [data-tap^='person:']").first.click()
    expect(clerk.heading).to_have_attribute("data-token", "result")
    first = clerk.page.locator(".tg-viewing").text_content()
    clerk.page.locator(".st-key-link_person_behind button").click()
    expect(clerk.page.locator(".tg-viewing")).not_to_have_text(first or "")
    expect(clerk.page.locator(".tg-verdict")).not_to_contain_text("您")
