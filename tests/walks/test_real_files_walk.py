"""A hospital's and a company's own list, as such lists look: from the upload to the handouts, in no other program."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from logic.labels import CHOICE_NAMES, FACT_NAMES
from tests.logic.applicants import PACK
from tests.made_up_company import PEOPLE, write_company
from tests.walks.test_unit_walk import Clerk

pytestmark = pytest.mark.browser

HOSPITAL = Path(__file__).parents[1] / "files" / "units" / "hospital.xlsx"


class Answerer(Clerk):
    """A clerk who answers for all at once, and takes files home."""

    def choose(self, question: str, answer: str) -> None:
        """Type into the list that asks ``question``, and take what is found."""
        box = self.page.get_by_role("combobox", name=re.compile(question)).first
        box.click()
        box.fill(answer)
        self.page.get_by_role("option").first.wait_for()
        self.page.keyboard.press("Enter")
        self.visit.settle()

    def specialty(self, word: str, name: str) -> None:
        """Say that ``word`` means the specialty that is called ``name`` in Chinese."""
        one = next(one for one in PACK.specialties if one.zh == name)
        self.choose(f"“{word}”", one.name.get(self.lang))

    def usual(self) -> None:
        """All that was not said is as it is with most people."""
        self.page.locator(".st-key-link_unit_usual button").click()
        self.visit.settle()

    def taken_home(self, key: str) -> bytes:
        """The file behind the button whose key begins with ``key``."""
        with self.page.expect_download() as download:
            self.page.locator(f'[class*="st-key-{key}"] button').first.click()
        return Path(download.value.path()).read_bytes()

    def unfold(self, words: str) -> None:
        self.page.locator(".stMain summary").filter(has_text=self.say(words)).click()
        self.visit.settle()

    def reloads(self, *, anyway: bool) -> None:
        """F5; the browser asks whether to go."""
        with self.page.expect_event("dialog") as asked:
            self.page.evaluate("setTimeout(() => location.reload())")
        assert asked.value.type == "beforeunload"
        if not anyway:
            asked.value.dismiss()
            return
        asked.value.accept()
        expect(self.heading).to_have_attribute("data-token", "unit")
        self.visit.settle()
        self._allow_guesses()


def test_from_a_hospital_s_file_to_everybody_s_sheet_and_what_to_send(page_at, tmp_path):
    clerk = Answerer(page_at(1280))
    clerk.open("/unit?as_of=2023-10-10")
    clerk.upload(HOSPITAL)
    clerk.choose("参加工作时间", "从事本专业起始日")
    clerk.specialty("临床内科", "卫生")
    clerk.choose("“研究生”", "硕士")
    clerk.choose("^工作单位", "事业单位")
    clerk.choose("^岗位空缺", "是")
    clerk.usual()
    clerk.fine("what was said")
    clerk.check()
    clerk.fine("the results")
    before = clerk.tiles
    assert before["elsewhere"] > 30
    # A tapped number brings the list into view, and the list says how many.
    clerk.tap("verdict:elsewhere")
    expect(clerk.page.locator("#tg-list")).to_be_in_viewport()
    expect(clerk.page.locator(".tg-count-line")).to_contain_text(f"{before['elsewhere']} 人")
    clerk.page.locator(".tg-roster tbody [data-tap^='person:']").first.click()
    expect(clerk.heading).to_have_attribute("data-token", "result")
    first = clerk.page.locator(".tg-viewing").text_content()
    clerk.page.locator(".st-key-link_person_behind button").click()
    expect(clerk.page.locator(".tg-viewing")).not_to_have_text(first or "")
    expect(clerk.page.locator(".tg-verdict")).not_to_contain_text("您")
    clerk.moves_on(clerk.button("返回名册"))

    # One department: a sheet each, what to send to each, and who must act by when.
    clerk.tap("all")
    clerk.choose("^部门$", "药剂科")
    names = [one.inner_text() for one in clerk.rows.locator("th").all()]
    assert 1 < len(names) <= 10
    with zipfile.ZipFile(io.BytesIO(clerk.taken_home("nav_handouts_zip"))) as archive:
        files = archive.namelist()
        assert all(archive.read(file).startswith(b"%PDF") for file in files)
    assert sorted(re.findall(r"药剂科/\d+-(.+)\.pdf", "\n".join(files))) == sorted(names)
    texts = clerk.taken_home("nav_send_text").decode("utf-8-sig").split("\r\n\r\n")
    assert [text.partition("，您好。")[0] for text in texts] == names
    clerk.unfold("谁要在哪天以前办什么，按部门，可以直接粘贴")
    clerk.fine("who must act by when")
    assert "【药剂科】" in clerk.taken_home("nav_dues").decode("utf-8-sig")

    # Last month's result beside it: the same file, so nobody has changed, come or gone.
    result = tmp_path / "上个月.xlsx"
    result.write_bytes(clerk.taken_home("primary_result_file"))
    clerk.unfold("和上个月的结果比：谁变了，谁来了，谁走了")
    clerk.page.locator(".st-key-screen_unit_last input[type=file]").set_input_files(result)
    expect(clerk.page.locator(".tg-note").filter(has_text="比过 60 人，结论都没变。")).to_be_visible(timeout=20_000)
    clerk.visit.settle()
    clerk.fine("last month beside it")


def test_from_a_company_s_file_to_the_handouts_on_a_phone_and_f5_asks_first(page_at, tmp_path):
    path = tmp_path / "花名册.xlsx"
    write_company(path)
    clerk = Answerer(page_at(390, "en"))
    clerk.open("/unit?as_of=2023-10-10")
    clerk.upload(path)
    clerk.fine("the columns")
    clerk.choose("参加工作时间", FACT_NAMES["service_start"].en)
    # A clerk says what every word means; for a handout a few are enough.
    for word, name in (("机械操作", "机械工程"), ("中药材种植", "农学"), ("植保", "植物保护")):
        clerk.specialty(word, name)
    clerk.choose(f"^{FACT_NAMES['employment'].en}", CHOICE_NAMES["employment"]["enterprise"].en)
    clerk.usual()
    clerk.check()
    clerk.fine("the results")
    counted = clerk.tiles
    # Nobody vanishes, and a subtotal is no colleague.
    assert sum(count for kind, count in counted.items() if kind != "faulty") == PEOPLE
    clerk.tap("verdict:eligible")
    expect(clerk.rows).to_have_count(counted["eligible"])
    people = [one.inner_text() for one in clerk.rows.locator("th").all()]
    assert people
    book = PdfReader(io.BytesIO(clerk.taken_home("nav_handouts_pdf")))
    text = "".join(page.extract_text() for page in book.pages)
    assert len(book.pages) >= len(people) and all(name in text for name in people)

    # F5 would lose the list: the browser asks, and a clerk who stays has lost nothing.
    clerk.reloads(anyway=False)
    expect(clerk.rows).to_have_count(counted["eligible"])
    clerk.tap("all")
    assert clerk.tiles == counted
    clerk.reloads(anyway=True)
