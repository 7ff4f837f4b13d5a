"""What each column of a roster is taken for, and what the clerk says of it."""

from __future__ import annotations

from tests.made_up_unit import UNKNOWN_HEADING, headings
from tests.pages.clerk import FIELDS, HEADS, READY, SMALL, Clerk, table, workbook


def test_headings_of_the_template_need_no_question():
    clerk = Clerk().upload(SMALL)
    assert clerk.token == "unit:columns"
    assert clerk.say("要用的列都认得，可以直接核对。") in clerk.text
    # Each can be changed, and each says what it was taken for.
    columns = [box.value for box in clerk.at.selectbox if (box.key or "").startswith("tg_unit_column")]
    assert columns == ["name", "department", "staff_number", *FIELDS]


def test_a_column_that_is_known_can_be_changed():
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY}"))
    place = HEADS.split(",").index("最高学历")
    assert clerk.column(place).value == "education"
    assert clerk.take(place, "").check().tiles["incomplete"] == 1


def test_a_place_of_work_that_holds_the_unit_s_name_is_asked_about():
    lines = [f"甲{place},工程部,{place},{READY}".replace("企业,", "谯城区某某局,", 1) for place in range(5)]
    clerk = Clerk().upload(table(*lines))
    place = HEADS.split(",").index("工作单位")
    assert clerk.say("这一列的内容大多看不懂，可能不是表头说的那一项。请确认。") in clerk.text
    box = clerk.column(place)
    assert box.value is None
    assert clerk.say("单位名称") in box.options
    assert clerk.take(place, "unit").check().tiles["incomplete"] == 5


def test_beside_a_place_of_work_of_names_the_kind_of_unit_is_taken():
    heads = f"{HEADS},单位性质"
    lines = [f"甲{place},工程部,{place},{READY},企业".replace("企业,", "谯城区某某局,", 1) for place in range(5)]
    clerk = Clerk().upload(table(*lines, heads=heads))
    kind = len(heads.split(",")) - 1
    assert clerk.column(kind).value == "employment"
    clerk.take(HEADS.split(",").index("工作单位"), "unit")
    assert clerk.check().tiles["eligible"] == 5


def test_a_column_of_which_a_few_cells_are_wrong_is_not_asked_about():
    assert "大多看不懂" not in Clerk().upload(SMALL).text


def test_two_columns_of_the_same_hours_are_asked_about():
    heads = f"{HEADS},2022公需,2022年公需科目学时"
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY},30,45", heads=heads))
    first = len(heads.split(",")) - 2
    assert clerk.say("有两列说的是同一项。请选一列，另一列选“不用这一列”。") in clerk.text
    assert [clerk.column(place).value for place in (first, first + 1)] == [None, None]
    clerk.take(first, "").take(first + 1, "hours.2022.general").check()
    (row,) = clerk.job.rows
    assert row.applicant and row.applicant.hours
    assert [year.general for year in row.applicant.hours] == [450]


def test_rows_that_are_nobody_are_passed_over_and_named():
    clerk = Clerk().hand_in(table(f"秦越人,工程部,1,{READY}", f"合计,,1,{READY}", "备注：都在编"))
    assert sum(clerk.tiles.values()) == clerk.tiles["eligible"] == 1
    assert "没有当作人员的 1 行（第 3 行）：合计或小计。" in clerk.notes
    assert "没有当作人员的 1 行（第 4 行）：备注、签字一类。" in clerk.notes
    assert "有内容的 3 行 = 核对无误 1 行 + 有填错的格子 0 行 + 没有当作人员 2 行。" in clerk.notes


def test_facts_that_no_column_tells_are_named():
    clerk = Clerk().upload(SMALL)
    assert "会按“不清楚”算：继续教育学时。" in clerk.notes
    heads = HEADS.replace("专业对口", "随便")
    assert "专业对口、继续教育学时" in clerk.hand_in_columns(table(f"秦越人,工程部,1,{READY}", heads=heads)).notes


def test_a_column_that_is_not_used_can_be_and_a_place_of_work_is_asked_about():
    heads = HEADS.replace("专业对口", "随便").replace("在本区工作", "工作地")
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY}", heads=heads))
    there = heads.split(",")
    assert clerk.say("没有把握这一列是什么。请确认。") in clerk.text
    assert "在本区工作、专业对口、继续教育学时" in clerk.notes
    clerk.take(there.index("工作地"), "works_in_district").take(there.index("随便"), "major_related")
    assert "会按“不清楚”算：继续教育学时。" in clerk.notes
    assert clerk.check().tiles["eligible"] == 1


def test_unclear_columns_are_asked_about_and_not_guessed(unit, xlsx):
    clerk = Clerk().upload(xlsx, "a.xlsx")
    began, major = headings().index("参加工作时间"), headings().index("毕业专业")
    for place in (began, major):
        assert clerk.column(place).value is None
    clerk.check()
    kinds = {column.place: column.kind for column in clerk.job.columns}
    assert kinds[began] == kinds[major] == kinds[headings().index(UNKNOWN_HEADING)] == "kept"


def test_what_the_clerk_says_of_a_column_is_done():
    heads = HEADS.replace("从事本专业起始日", "参加工作时间")
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY}", heads=heads))
    place = heads.split(",").index("参加工作时间")
    clerk.take(place, "service_start").check()
    assert clerk.tiles["eligible"] == 1
    unused = Clerk().upload(table(f"秦越人,工程部,1,{READY}", heads=heads)).check()
    assert unused.tiles["incomplete"] == 1


def test_what_was_said_of_a_column_is_kept_while_away(xlsx):
    clerk = Clerk().upload(xlsx, "a.xlsx")
    place = headings().index("毕业专业")
    clerk.take(place, "").go("rules").go("unit")
    assert clerk.column(place).value == ""
    # Another file has other columns.
    clerk.click("link_unit_again")
    assert clerk.upload(xlsx, "a.xlsx").column(place).value is None


def test_a_likely_column_can_be_turned_off():
    heads = HEADS.replace("最高学历", "文化程度")
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY}", heads=heads))
    place = heads.split(",").index("文化程度")
    assert clerk.column(place).value == "education"
    assert clerk.take(place, "").check().tiles["incomplete"] == 1


def test_two_columns_of_one_fact_are_stated_and_cannot_be_checked():
    heads = f"{HEADS},文化程度"
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY},大学专科", heads=heads))
    place = len(heads.split(",")) - 1
    assert clerk.column(place).value is None  # beside the fact's own name it is asked about
    clerk.take(place, "education")
    assert "说的是同一项" in clerk.notes
    assert clerk.at.button(key="primary_check").disabled
    clerk.take(place, "")
    assert clerk.check().tiles["eligible"] == 1


def test_of_several_sheets_one_is_chosen():
    lines = [line.split(",") for line in SMALL.decode().splitlines()]
    clerk = Clerk().upload(workbook(一月=lines[:3], 二月=lines), "a.xlsx")
    assert "primary_check" not in clerk.keys
    box = clerk.at.selectbox[0]
    assert (box.value, box.options) == (None, ["一月", "二月"])
    box.set_value("二月")
    clerk.run()
    assert len(clerk.check().listed) == 5


def test_another_sheet_has_other_columns():
    lines = [line.split(",") for line in SMALL.decode().splitlines()]
    others = [
        ["文化程度" if cell == "最高学历" else cell for cell in lines[0]],
        *lines[1:],
    ]
    clerk = Clerk().upload(workbook(一月=others, 二月=others), "a.xlsx")
    place = others[0].index("文化程度")
    for sheet, name in enumerate(("一月", "二月")):
        clerk.at.selectbox[0].set_value(name)
        clerk.run()
        assert clerk.column(place, sheet).value == "education"
        clerk.column(place, sheet).set_value("")
        clerk.run()


def test_another_file_forgets_the_first():
    clerk = Clerk().upload(SMALL)
    clerk.click("link_unit_again")
    assert clerk.token == "unit"
    clerk.hand_in(SMALL)
    clerk.click("link_unit_again")
    assert clerk.token == "unit"
    left = [key for key in clerk.state_keys if key.startswith("tg_unit")]
    assert left == []
