"""Headings: what is certain, what is likely, what is asked about."""

from __future__ import annotations

import pytest

from logic.facts import FIELDS
from logic.labels import FACT_NAMES
from logic.roster.columns import (
    PERSON_FIELDS,
    Column,
    ColumnUse,
    as_before,
    as_chosen,
    check,
    decided,
    key_name,
    letters,
    propose,
    used_as,
)
from logic.roster.model import OUR_COLUMNS, Refused
from logic.roster.rows import proposed
from logic.roster.wordings import bare
from tests.logic.applicants import AS_OF, PACK


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "hours"])
def test_a_fact_goes_by_its_name_in_both_languages_and_its_field_name(field):
    name = FACT_NAMES[field]
    for heading in (field, name.zh, name.en, f" {name.zh}（必填）", f"* {name.zh}：", f"3. {name.zh}", name.en.upper()):
        (column,) = propose([heading])
        assert (column.kind, column.field, column.sure) == (ColumnUse.FACT, field, True), heading


@pytest.mark.parametrize("heading", ["在谯城区工作", "在蒙城县工作", "在本区工作"])
def test_work_in_the_district_goes_by_whichever_district_it_is(heading):
    (column,) = propose([heading])
    assert (column.field, column.sure) == ("works_in_district", True)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(("学历", "education"), ("学历层次", "education"), ("单位性质", "employment"), ("单位类型", "employment")),
        *(
            ("统招", "full_time_recognised"),
            ("是否全日制", "full_time_recognised"),
            ("学习形式", "full_time_recognised"),
        ),
        *(("从事本专业时间", "service_start"), ("现职称", "title_level"), ("专业技术职务任职资格", "title_level")),
        *(("现职称取得时间", "title_date"), ("申报专业", "specialty"), ("是否同系列", "title_same_series")),
        *(("单位考核", "unit_assessment_passed"), ("是否签订劳动合同", "under_contract"), ("有无空岗", "post_vacancy")),
        *(("是否在谯城区工作", "works_in_district"), ("工作地在蒙城县", "works_in_district")),
    ],
)
def test_other_wordings_are_taken_and_shown_for_confirmation(heading, field):
    (column,) = propose([heading])
    assert (column.kind, column.field, column.sure) == (ColumnUse.FACT, field, False)


@pytest.mark.parametrize(
    ("heading", "candidates"),
    [
        *(
            ("参加工作时间", ("service_start",)),
            ("入职日期", ("service_start",)),
            ("从事本专业年限", ("service_start",)),
        ),
        *(
            ("聘任时间", ("title_date",)),
            ("取得时间", ("title_date",)),
            ("专业", ("specialty",)),
            ("所学专业", ("specialty",)),
        ),
        *(("第一学历", ("education",)), ("学位", ("education",)), ("年度考核", ("unit_assessment_passed",))),
        *(("公需学时", ()), ("21公需", ()), ("继续教育学时", ()), ("hours", ())),
        ("2021学时", ("hours.2021.general", "hours.2021.professional")),
    ],
)
def test_what_may_be_something_else_is_asked_about_and_never_guessed(heading, candidates):
    (column,) = propose([heading])
    assert (column.kind, column.candidates, column.key) == (ColumnUse.UNCLEAR, candidates, "")
    assert column.ask
    assert all(key_name(candidate).zh for candidate in candidates)


@pytest.mark.parametrize(
    "heading",
    [
        "2021公需",
        "2021年公需学时",
        "公需2021",
        "２０２１公需",
        "2021 general",
        "2021公需（学时）",
        "公需科目2021年",
        "hours.2021.general",
    ],
)
def test_hours_by_year_and_subject(heading):
    (column,) = propose([heading])
    assert (column.kind, column.year, column.subject, column.key) == (
        ColumnUse.HOURS,
        2021,
        "general",
        "hours.2021.general",
    )


@pytest.mark.parametrize("heading", ["1021公需", "2021公需2022", "2021-2022公需", "9999专业"])
def test_hours_of_no_single_year_that_can_be_are_not_taken(heading):
    assert propose([heading])[0].kind is not ColumnUse.HOURS


def test_who_somebody_is_is_recognised_and_the_rest_passes_through():
    columns = propose(["姓名", "身份证号码", "工号", "科室", "单位名称", "备注", "毕业院校", "电话", "", "出生年月"])
    assert [c.kind for c in columns[:5]] == [ColumnUse.PERSON] * 5
    assert [c.field for c in columns[:5]] == ["name", "id_number", "staff_number", "department", "unit"]
    assert {c.kind for c in columns[5:]} == {ColumnUse.KEPT}


def test_the_date_right_behind_the_title_is_the_titles():
    columns = propose(["学历", "取得时间", "现职称", "取得时间"])
    assert [c.kind for c in columns] == [ColumnUse.FACT, ColumnUse.UNCLEAR, ColumnUse.FACT, ColumnUse.FACT]
    assert columns[3].field == "title_date"


def test_beside_the_facts_own_name_another_wording_is_asked_about():
    columns = propose(["最高学历", "学历"])
    assert [c.kind for c in columns] == [ColumnUse.FACT, ColumnUse.UNCLEAR]
    check(columns)


@pytest.mark.parametrize("headings", [["最高学历", "education"], ["学历", "文化程度"], ["2021公需", "公需2021"]])
def test_two_columns_for_one_fact_are_refused_and_both_are_named(headings):
    with pytest.raises(Refused) as refused:
        check(propose(headings))
    for heading in headings:
        assert heading in refused.value.text.zh
        assert heading in refused.value.text.en


def test_a_table_without_any_fact_is_refused():
    with pytest.raises(Refused):
        check(propose(["姓名", "备注"]))


def test_our_own_columns_are_known_again_and_a_units_own_of_the_same_name_is_kept():
    columns = propose(["姓名", "最高学历", *OUR_COLUMNS])
    assert [c.field for c in columns if c.kind is ColumnUse.OURS] == list(OUR_COLUMNS)
    assert propose(["姓名", "最高学历", "结论"])[2].kind is ColumnUse.KEPT


def test_the_clerk_decides():
    columns = decided(
        propose(["参加工作时间", "学历", "继续教育"]), {0: "service_start", 1: "", 2: "hours.2022.general"}
    )
    assert [c.key for c in columns] == ["service_start", "", "hours.2022.general"]
    assert [c.kind for c in columns] == [ColumnUse.FACT, ColumnUse.KEPT, ColumnUse.HOURS]
    for wrong in ("hours", "hours.1000.general", "shoe_size"):
        with pytest.raises(ValueError, match="no column key"):
            as_chosen(columns[0], wrong)


def test_headings_made_plain():
    assert bare("　最高 学历（必填）") == bare("最高学历")
    assert bare("学历（全日制）") != bare("学历")


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_go_by_letters(place, name):
    assert letters(place) == name


# --- as decided last time --------------------------------------------------------------------------------------------


def test_every_use_is_read_again_as_it_was_written():
    keys = [
        *PERSON_FIELDS,
        *(field for field in FIELDS if field != "hours"),
        "hours.2021.general",
        "hours.2022.professional",
    ]
    for key in keys:
        chosen = as_chosen(Column(0, "随便", ColumnUse.KEPT), key)
        (again,) = as_before([Column(0, "随便", ColumnUse.KEPT)], {"随便": used_as(chosen)})
        assert (again.kind, again.key) == (chosen.kind, chosen.key), key
        # A fact is shown to be confirmed once more.
        assert again.sure is (chosen.kind is not ColumnUse.FACT)


def test_what_was_not_used_is_not_asked_about_again():
    (column,) = propose(["参加工作时间"])
    assert column.kind is ColumnUse.UNCLEAR
    (again,) = as_before([column], {"参加工作时间": used_as(as_chosen(column, ""))})
    assert again.kind is ColumnUse.KEPT


@pytest.mark.parametrize("words", ["", "胡写的", "2021 年天文学时", "9999 年公需科目学时", "=1+1"])
def test_rubbish_of_last_time_changes_nothing(words):
    columns = propose(["随便", "参加工作时间", "最高学历"])
    assert as_before(columns, dict.fromkeys(["随便", "参加工作时间", "最高学历"], words)) == columns


def test_a_heading_that_says_what_it_is_is_believed():
    columns = propose(["最高学历"])
    assert as_before(columns, {"最高学历": "姓名"}) == columns


@pytest.mark.parametrize("heading", ["学历（全日制）", "学历（在职）", "第一学历", "全日制学历"])
def test_one_of_several_diplomas_is_asked_about(heading):
    (column,) = propose([heading])
    assert (column.kind, column.candidates) == (ColumnUse.UNCLEAR, ("education",))


@pytest.mark.parametrize(
    ("heading", "cells", "asked"),
    [
        ("现任职务", ["助理级", "员级", "无"], True),
        ("现任职务", ["助理工程师", "技术员", "科长"], True),
        ("现任职务", ["科长", "副主任", "助理工程师"], False),
        ("职务", ["无", "无", ""], False),
        ("备注", ["助理工程师", "技术员"], False),
    ],
)
def test_a_column_of_posts_that_holds_titles_is_asked_about(heading, cells, asked):
    headings, people = ["姓名", "最高学历", heading], [[f"甲{n}", "大学本科", cell] for n, cell in enumerate(cells)]
    column = proposed(headings, people, {}, PACK, AS_OF)[2]
    assert (column.kind is ColumnUse.UNCLEAR, column.candidates == ("title_level",)) == (asked, asked)
    # Beside a column of titles it holds posts.
    beside = [[*row, "无"] for row in people]
    assert proposed([*headings, "现有职称"], beside, {}, PACK, AS_OF)[2].kind is ColumnUse.KEPT
