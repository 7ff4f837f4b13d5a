"""The policy desk: a draft written field by field, with what is wrong at its field; tried by this visit only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import yaml

from logic.pack import Pack, load, parse, path_of
from logic.pack.document import Loader
from logic.pack.loading import SHIPPED
from logic.pack.schema import shape_at
from logic.policy.draft import checked, first
from tests.districts.test_shili import FILE as SHILI
from tests.logic.applicants import PACK
from tests.pages.clerk import READY, Clerk, table
from tests.pages.visitor import Visitor, facts
from ui.desk.parts import SCREENS
from ui.server.settings import settings

PARTS = [screen.part.id for screen in SCREENS]


@pytest.fixture(autouse=True)
def with_a_desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TITLEGUIDE_DESK", "true")
    settings.cache_clear()
    yield
    settings.cache_clear()


class Writer(Visitor):
    """Somebody at the desk."""

    def __init__(self, *, lang: str = "zh") -> None:
        super().__init__("desk", lang=lang, as_of=None)

    def begin(self) -> Writer:
        self.click("primary_desk_0")
        return self

    def to(self, part: str) -> Writer:
        self.click(next(key for key in self.keys if key in (f"desk_part_{part}", f"desk_part_{part}_here")))
        return self

    def field(self, kind: str, path: str):
        found = [one for one in self.at.get(kind) if (one.key or "").split("_", 2)[-1] == path.replace(".", "_")]
        assert len(found) == 1, [one.key for one in self.at.get(kind)]
        return found[0]

    def put(self, kind: str, path: str, value: object) -> Writer:
        self.field(kind, path).set_value(value)
        self.run()
        return self

    def choose(self, path: str, entry: object) -> Writer:
        return self.put("selectbox", f"{path}_chosen", entry)

    def has(self, ending: str) -> bool:
        return any(key.endswith(ending) for key in self.keys)

    def press(self, ending: str) -> Writer:
        self.click(next(key for key in self.keys if key.endswith(ending)))
        return self

    def form(self, path: str, id_: str, zh: str, en: str) -> Writer:
        """Fill in the form for one more entry."""
        asked = [one for one in self.at.text_input if one.form_id == f"desk_new_{path}"]
        for field, said in zip(asked, (id_, zh, en), strict=True):
            field.set_value(said)
        next(one for one in self.at.button if one.form_id == f"desk_new_{path}").click()
        self.run()
        return self

    @property
    def content(self) -> str:
        content: str = self.at.session_state["tg_desk_draft"].content
        return content

    @property
    def data(self):
        return yaml.load(self.content, Loader=Loader)

    def red(self) -> list[str]:
        return [body for body in self.markup if "tg-desk-fault" in body and "<style" not in body]


def as_next_year() -> Writer:
    """The notice with three invented changes: a year on, professional hours 72, college needs two years in all."""
    writer = Writer().begin()
    writer.to("days").click("nav_desk_shift")
    writer.to("head").put("date_input", "issued", dt.date(2024, 9, 10))
    writer.click("nav_desk_year")
    writer.put("text_input", "url", "https://www.bzqc.gov.cn/2024").put(
        "text_input", "sources.notice.url", "https://www.bzqc.gov.cn/2024"
    )
    writer.to("recognition").put("number_input", "recognition.ladder.college_years_1", 1)
    writer.to("hours").put("number_input", "hours.professional", 72)
    return writer


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


def test_a_clause_is_added_and_goes_only_while_nothing_cites_it():
    writer = Writer().begin().to("clauses")
    writer.form("clauses", "3.7", "通知 三（七）", "Notice 3(7)")
    assert writer.data["clauses"]["3.7"]["place"] == {"zh": "通知 三（七）", "en": "Notice 3(7)"}
    writer.put("text_area", "clauses.3.7.text.zh", "基层有倾斜。").put("text_area", "clauses.3.7.text.en", "Some ease.")
    writer.put("text_input", "clauses.3.7.topic.zh", "基层").put("text_input", "clauses.3.7.topic.en", "Townships")
    found = checked(writer.at.session_state["tg_desk_draft"], (PACK,))
    assert found.pack is not None
    assert (found.pack.clauses["3.7"].heading.en, found.pack.clauses["3.7"].confidence) == (
        "Notice 3(7): Townships",
        "A",
    )
    # Once something cites it, it says what, and has no button.
    writer.to("papers").choose("files.junior_review", 0).put("selectbox", "files.junior_review.0.clause", "3.7")
    writer.to("clauses")
    assert not writer.has("clauses_3_7_gone")
    assert "要带的材料 · 初级评审" in writer.text
    writer.to("papers").put("selectbox", "files.junior_review.0.clause", "3.4").to("clauses")
    writer.press("clauses_3_7_gone")
    assert "3.7" not in writer.data["clauses"]
    # What the rules themselves cite stays.
    writer.choose("clauses", "1.3")
    assert not writer.has("clauses_1_3_gone")
    assert "程序的判断要引用" in writer.text


def test_titles_are_written_for_a_specialty_of_their_own():
    writer = Writer().begin().to("titles")
    for label, said in (("员级 · 中文", "档案员"), ("员级 · 英文", "Records clerk")):
        next(one for one in writer.at.text_input if one.label == label).set_value(said)
    next(one for one in writer.at.button if one.label == "加上").click()
    writer.run()
    assert writer.data["titles"]["records_clerk"] == {"technician": {"zh": "档案员", "en": "Records clerk"}}
    # A level more is written, and taken back by leaving it blank.
    for code, said in (("zh", "助理档案员"), ("en", "Assistant records clerk")):
        writer.put("text_input", f"titles.records_clerk.assistant.{code}", said)
    assert writer.data["titles"]["records_clerk"]["assistant"]["zh"] == "助理档案员"
    for code in ("zh", "en"):
        writer.put("text_input", f"titles.records_clerk.assistant.{code}", "")
    assert "assistant" not in writer.data["titles"]["records_clerk"]
    writer.to("specialties").choose("specialties", 0).put("selectbox", "specialties.0.family", "records_clerk")
    writer.to("titles")
    assert not writer.has("titles_records_clerk_gone")
    assert "专业 · 机械工程" in writer.text


def test_a_step_has_a_second_round_and_its_own_days():
    writer = as_next_year().to("days")
    writer.click("nav_desk_round_junior_review")
    place = len(PACK.calendar)
    assert writer.data["calendar"][place]["round"] == 2
    assert any("请写真实存在的日期" in body for body in writer.red())
    for name, day in (("opens", dt.date(2024, 11, 11)), ("closes", dt.date(2024, 11, 22))):
        writer.put("date_input", f"calendar.{place}.{name}", day)
    pack = checked(writer.at.session_state["tg_desk_draft"], (PACK,)).pack
    assert pack is not None
    assert [one.closes for one in pack.rounds("junior_review")] == [dt.date(2024, 10, 21), dt.date(2024, 11, 22)]
    # The steps that the second round has not are offered.
    assert "nav_desk_add_review_papers_2" in writer.keys


def test_a_step_that_is_named_by_its_last_day_begins_on_it_too():
    writer = Writer().begin().to("days").put("checkbox", "calendar.1.ends_only", True)
    assert writer.data["calendar"][1]["opens"] == writer.data["calendar"][1]["closes"] == "2023-10-21"


@pytest.mark.parametrize(
    ("part", "loc", "chooser"),
    [
        ("days", ("calendar", 1), None),
        ("titles", ("titles", "engineer"), "titles"),
        ("clauses", ("clauses", "2.3"), "clauses"),
        ("specialties", ("specialties", 3), "specialties"),
        ("series", ("series", "digital_economy"), "series"),
        ("matters", ("matters", 1), "matters"),
        ("review", ("review", "committees", "engineering", "assistant", 1), None),
        ("recognition", ("recognition",), None),
    ],
)
def test_every_key_of_an_entry_has_its_field(part, loc, chooser):
    writer = Writer().begin().to(part)
    if chooser:
        writer.choose(chooser, loc[-1])
    shown = writer.at.session_state["tg_desk_drawn"]
    for key in set(shape_at(loc).options) - {"id", "route"}:
        place = path_of((*loc, key))
        assert any(one == place or one.startswith(f"{place}.") for one in shown), place


def test_routes_of_a_series_keep_their_order():
    writer = Writer().begin().to("series").choose("series", "teaching")
    writer.put("multiselect", "series.teaching.routes", ["department_review"])
    writer.put("multiselect", "series.teaching.routes", ["department_review", "initial_recognition"])
    assert writer.data["series"]["teaching"]["routes"] == ["initial_recognition", "department_review"]


def test_recognition_is_given_up_and_taken_up_as_a_whole():
    writer = as_next_year().to("recognition")
    writer.click("link_desk_no_recognition")
    assert "recognition" not in writer.data
    assert {one["route"] for one in writer.data["calendar"]} == {"junior_review"}
    assert "initial_recognition" not in str(writer.data["series"])
    # What still names it is a text each, and nothing else is wrong.
    found = checked(writer.at.session_state["tg_desk_draft"], (PACK,)).faults
    assert found
    assert all("{recognition_papers" in one.text.zh for one in found)
    writer.click("nav_desk_recognise")
    assert any("不能为空" in body for body in writer.red())
    writer.click("link_desk_undo").click("link_desk_undo")
    assert checked(writer.at.session_state["tg_desk_draft"], (PACK,)).faults == ()


def test_search_words_are_written_in_one_field():
    writer = Writer().begin().to("specialties").choose("specialties", 0)
    writer.put("text_area", "specialties.0.words", "机床、 数控，模具\n焊接")
    assert writer.data["specialties"][0]["words"] == ["机床", "数控", "模具", "焊接"]
    writer.put("text_area", "specialties.0.words", " ")
    assert "words" not in writer.data["specialties"][0]


def test_a_series_is_added_on_its_shelf_and_taken_off_it():
    writer = Writer().begin().to("series")
    for label, said in (("名称 · 中文", "艺术系列"), ("名称 · 英文", "Arts")):
        next(one for one in writer.at.text_input if one.label == label).set_value(said)
    next(one for one in writer.at.multiselect if one.label == "有哪些途径").set_value(
        ["entrusted_review", "initial_recognition"]
    )
    next(one for one in writer.at.selectbox if one.label == "列在哪一组").set_value("6")
    next(one for one in writer.at.button if one.label == "加上").click()
    writer.run()
    assert writer.data["series"]["arts"]["routes"] == ["initial_recognition", "entrusted_review"]
    assert writer.data["groups"][6]["series"] == ["entrusted", "arts"]
    assert checked(writer.at.session_state["tg_desk_draft"], (PACK,)).pack is not None
    writer.press("series_arts_gone")
    assert "arts" not in writer.data["series"]
    assert writer.data["groups"][6]["series"] == ["entrusted"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_of_faults_names_places_in_words_and_leads_there(lang):
    writer = Writer(lang=lang).begin().to("days").put("date_input", "calendar.1.closes", dt.date(2022, 1, 1))
    writer.to("check")
    shown = {one.key: one.label for one in writer.at.button if (one.key or "").startswith("link_desk_to_")}
    said = {"zh": "时间 · 个人网上申报", "en": "Time · Apply online"}
    assert said[lang] in shown["link_desk_to_tg-desk-fault_calendar.1"]
    assert not [label for label in shown.values() if "calendar" in label]
    writer.click("link_desk_to_tg-desk-fault_calendar.1")
    assert writer.token == "desk:days"


def test_specialties_are_added_moved_and_retired():
    writer = Writer().begin().to("specialties")
    before = len(PACK.specialties)
    writer.choose("specialties", 0)
    writer.put("selectbox", "specialties.0.series", "agriculture")
    assert writer.data["specialties"][0]["series"] == "agriculture"
    assert "换了系列" in writer.text
    writer.click(next(key for key in writer.keys if key.endswith("specialties_0_gone")))
    assert len(writer.data["specialties"]) == before - 1
    assert "停用了" in writer.text


def test_a_way_up_is_added_and_removed_and_a_rung_that_nobody_needs_is_named():
    writer = Writer().begin().to("review")
    writer.click(next(key for key in writer.keys if key.endswith("engineering_assistant_add")))
    steps = writer.data["review"]["committees"]["engineering"]["assistant"]
    assert steps[-1] == {"education": []}
    assert any("至少要写一个" in body for body in writer.red())
    place = len(steps) - 1
    writer.put("multiselect", f"review.committees.engineering.assistant.{place}.education", ["college"])
    writer.put("number_input", f"review.committees.engineering.assistant.{place}.technician_years", 9)
    assert any("这一条对他们没有用" in body for body in writer.markup)


def test_from_nothing_one_starts_with_a_sample_and_reads_what_is_still_one():
    writer = Writer()
    writer.click("nav_desk_nothing")
    assert "样本" in writer.text
    writer.to("check")
    assert "样本里的" in writer.text
    draft = first(2027)
    found = checked(draft, (PACK, parse(SHILI.read_bytes(), "shili-2027.yaml")))
    assert found.pack is not None
    assert any(one.path == "names.district" for one in found.hints)
