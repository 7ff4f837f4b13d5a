"""The policy desk: clauses, titles, steps, series and specialties are added, changed and taken away."""

from __future__ import annotations

import datetime as dt

import pytest

from logic.pack import parse, path_of
from logic.pack.schema import shape_at
from logic.policy.draft import checked, first
from tests.districts.test_shili import FILE as SHILI
from tests.logic.applicants import PACK
from tests.pages.desk_writer import Writer, as_next_year

pytestmark = pytest.mark.usefixtures("with_a_desk")


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
