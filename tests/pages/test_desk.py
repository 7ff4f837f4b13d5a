"""The policy desk: a draft written field by field, with what is wrong at its field; tried by this visit only."""

from __future__ import annotations

import datetime as dt

import pytest

from logic.pack import Pack, load
from logic.pack.loading import SHIPPED
from logic.policy.draft import checked
from tests.logic.applicants import PACK
from tests.pages.clerk import READY, Clerk, table
from tests.pages.desk_writer import Writer, as_next_year
from tests.pages.visitor import Visitor, facts
from ui.desk.parts import SCREENS
from ui.server.settings import settings

pytestmark = pytest.mark.usefixtures("with_a_desk")

PARTS = [screen.part.id for screen in SCREENS]


def test_without_the_setting_there_is_no_desk(monkeypatch):
    monkeypatch.delenv("TITLEGUIDE_DESK")
    settings.cache_clear()
    assert Visitor("desk").token == "start"
    assert "编写政策" not in Visitor().text


def test_at_the_kiosk_there_is_none_either():
    visitor = Visitor()
    visitor.at.query_params["kiosk"] = "1"
    visitor.go("desk")
    assert "begin" in visitor.taps


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("part", [*PARTS, "check", "changes", "take"])
def test_every_part_opens_with_the_draft_as_it_began(part, lang):
    writer = Writer(lang=lang).begin().to(part)
    assert writer.token == f"desk:{part}"
    # Looking changes nothing but what a new year's draft begins with.
    old, new = SHIPPED.read_text(encoding="utf-8").splitlines(), writer.content.splitlines()
    assert [line for line in new if line not in old] == ["id: qiaocheng-2024", "status: draft"]


def test_what_is_wrong_stands_at_its_field_and_goes_once_it_is_right():
    writer = Writer().begin().to("head")
    assert any("发布日期相同" in body for body in writer.red())
    writer.put("date_input", "issued", dt.date(2024, 9, 10))
    assert not any("发布日期相同" in body for body in writer.red())
    writer.put("date_input", "covers.last", dt.date(2022, 1, 1))
    assert any("结束日期早于开始日期" in body for body in writer.red())
    writer.click("link_desk_undo")
    assert writer.data["covers"]["last"] == "2023-12-31"
    assert not any("结束日期早于开始日期" in body for body in writer.red())


def test_a_field_keeps_its_key_while_what_it_holds_is_changed_by_nobody_else():
    """A tab that knows a field by another key drops what is being typed in it, and what comes late."""
    writer = Writer().begin().to("head").put("date_input", "covers.first", dt.date(2024, 1, 1))
    keys = {path: writer.field("date_input", path).key for path in ("issued", "covers.first")}
    name = writer.field("text_area", "name.zh").key
    writer.click("nav_desk_year")
    assert {path: writer.field("date_input", path).key for path in keys} == keys
    # A tab that does not know the new name yet still hands on the old one: that is no longer taken.
    assert writer.field("text_area", "name.zh").key != name
    assert "2024" in writer.field("text_area", "name.zh").value
    # Undo may bring back or take away any place.
    writer.click("link_desk_undo")
    assert writer.field("date_input", "issued").key != keys["issued"]


def test_what_comes_late_for_an_entry_that_moved_up_is_not_written_into_the_next():
    writer = Writer().begin().to("days")
    key = writer.field("date_input", "calendar.2.closes").key
    writer.press("calendar_1_gone")
    assert writer.field("date_input", "calendar.2.closes").key != key


def test_a_list_to_choose_another_from_is_blank_again():
    writer = Writer().begin().to("papers").choose("files.junior_review", 0)
    writer.put("selectbox", "files.junior_review.0.when.[new]", "residency")
    assert writer.field("selectbox", "files.junior_review.0.when.[new]").value is None
    assert writer.field("multiselect", "files.junior_review.0.when.residency").value == []


def test_a_notice_on_paper_needs_no_address():
    writer = as_next_year().to("head")
    for path in ("url", "sources.notice.url"):
        writer.put("text_input", path, " ")
    writer.to("offices").put("text_input", "contact.platform_url", "")
    assert "url" not in writer.data
    assert "url" not in writer.data["sources"]["notice"]
    assert "platform_url" not in writer.data["contact"]
    found = checked(writer.at.session_state["tg_desk_draft"], (PACK,))
    assert (found.faults, found.pack is not None) == ((), True)
    assert not [one.path for one in found.hints if "url" in one.path]
    # A clause that is added is the notice's own still; and an address can be given later.
    writer.to("clauses").form("clauses", "3.7", "通知 三（七）", "Notice 3(7)")
    assert writer.data["clauses"]["3.7"]["source"] == "notice"
    writer.to("head").put("text_input", "url", "https://www.bzqc.gov.cn/2024")
    assert writer.data["url"] == "https://www.bzqc.gov.cn/2024"


def test_three_invented_changes_are_a_draft_without_a_fault_and_few_lines():
    writer = as_next_year()
    draft = writer.at.session_state["tg_desk_draft"]
    found = checked(draft, (PACK,))
    assert found.faults == ()
    assert found.pack is not None
    pack = found.pack
    assert pack.hours.professional == 72
    assert pack.recognition is not None
    assert [step.years for step in pack.recognition.ladder.values()][1] == (1, 1)
    assert {event.opens.year for event in pack.calendar} == {2024}
    assert (pack.id, pack.covers.first, pack.issued) == ("qiaocheng-2024", dt.date(2024, 1, 1), dt.date(2024, 9, 10))
    # Comments are kept, and git shows what was changed.
    old, new = SHIPPED.read_text(encoding="utf-8").splitlines(), writer.content.splitlines()
    assert len(old) == len(new)
    assert sum(a != b for a, b in zip(old, new, strict=True)) == 21
    # A clause that tells the years in its own words is still last year's.
    assert any("2.3" in one.path for one in found.hints)
    # Whom it affects is named.
    writer.to("changes")
    assert "影响谁" in writer.text
    assert "没有人的结论会变" not in writer.text
    person = next(key for key in writer.keys if key.startswith("link_desk_person_"))
    writer.click(person)
    assert writer.token == "result"
    assert "正在试用草稿" in writer.text


def test_the_unit_s_people_are_stated_by_name():
    writer = as_next_year()
    ready = READY.replace("2022-07-01", "2022-08-01")
    unit = table(f"王叔和,工程部,1,{ready.replace('大学本科', '大学专科')}", f"华元化,工程部,2,{ready}")
    clerk = Clerk().upload(unit).check()
    writer.at.session_state["tg_unit_job"] = clerk.job
    writer.to("changes")
    whole = " ".join(writer.markup)
    assert "2 人里，1 人的结论会变" in whole
    # Two years in all now; the year that has gone by changes nobody.
    assert "王叔和" in whole
    assert "华元化" not in whole


def test_a_draft_is_tried_by_this_visit_only_and_under_a_banner():
    writer = as_next_year().to("take").click("primary_desk_try")
    assert "正在试用草稿" in writer.text
    assert writer.at.query_params["as_of"].startswith("2024-")
    writer.go("rules")
    assert "72 学时" in writer.text
    assert "正在试用草稿" in writer.text
    assert "正在试用草稿" not in Visitor("rules").text
    assert "60 学时" in Visitor("rules").text
    writer.click("link_tried_stop")
    assert "正在试用草稿" not in writer.text
    assert writer.go("desk").token.startswith("desk:")
    assert load("qiaocheng-2023").hours.professional == 60


def test_the_draft_outlives_a_new_beginning_of_the_check():
    writer = as_next_year()
    content = writer.content
    writer.at.session_state["tg_visit"] = Visitor(answers=facts("企业本科毕业生")).visit
    writer.go("start").click("nav_restart")
    assert writer.content == content


def test_a_file_from_before_is_opened_again_and_what_is_none_is_refused():
    writer = as_next_year()
    again = Writer()
    again.at.file_uploader[0].upload("qiaocheng-2024.yaml", writer.content.encode(), "application/yaml")
    again.run()
    assert again.content == writer.content
    for wrong in (b"- a\n- b\n", b"x: &a [*a]\n", "编写".encode("gb18030"), b"calendar: 3\n", b"\x00"):
        other = Writer()
        other.at.file_uploader[0].upload("x.yaml", wrong, "application/yaml")
        other.run()
        assert "这个文件打不开" in other.text
        assert other.token == "desk"


def test_every_key_of_a_pack_has_its_part():
    parts = [place[0] for screen in SCREENS for place in screen.part.places]
    assert sorted(parts) == sorted(set(Pack.model_fields) - {"sha256"})
