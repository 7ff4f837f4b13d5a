"""Hours pasted as a block: each number comes to its year and subject, and what is left out is said."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.hours_paste import COLUMNS, MOST_LINES, paste
from logic.hours_text import HoursRow, read_rows
from tests.logic.applicants import AS_OF

Cells = list[tuple[str, str, str]]
PROPOSED = [HoursRow(year=str(year), general="", professional="") for year in (2019, 2020, 2021, 2022)]
BOTH: Cells = [("2020", "31", "61"), ("2021", "32", "62")]
T = "\t"


def pasted(text: str, row: int = 0, column: str = "general") -> tuple[Cells, str]:
    """The rows in which something stands after the paste, and what was said."""
    result = paste(PROPOSED, text, row, COLUMNS.index(column))
    filled = [(one["year"], one["general"], one["professional"]) for one in result.rows]
    return [one for one in filled if one[1] or one[2]], " ".join(said.zh for said in result.said)


# --- headings --------------------------------------------------------------------------------------------------

FIELDS = {
    "年度": ("2020", "2021"),
    "公需科目": ("31", "32"),
    "专业科目": ("61", "62"),
    "序号": ("1", "2"),
    "合计": ("92", "94"),
    "备注": ("网络", ""),
}


@pytest.mark.parametrize("order", [*permutations(["年度", "公需科目", "专业科目"]), *permutations(FIELDS)][::7])
def test_columns_are_read_by_their_headings_in_any_order(order):
    text = "\n".join(T.join(line) for line in [order, *zip(*(FIELDS[name] for name in order), strict=True)])
    rows, said = pasted(text)
    assert rows == BOTH
    for name in ("序号", "合计", "备注"):
        assert (f"“{name}”" in said) == (name in order)


@pytest.mark.parametrize(
    "headings",
    [
        "年度\t公需\t专业",
        "年份\t公需课\t专业课",
        "年 度\t公需科目（不少于30学时）\t专业科目（不少于60学时）",
        "所属年度\t公需科目学时\t专业科目学时",
        "Year\tGeneral\tProfessional subjects",
        "年度\t公需科目\t專業科目",
        "\t公需\t专业",
        "继续教育学时登记表\n年度\t公需\t专业",
        "2023年度登记表\n年度\t公需\t专业",
    ],
)
def test_headings_as_people_write_them(headings):
    assert pasted(f"{headings}\n2020年\t31\t61\n2021年度\t32\t62")[0] == BOTH


@pytest.mark.parametrize(
    "text",
    [
        # years across
        "年度\t2020\t2021\n公需\t31\t32\n专业\t61\t62",
        "\t2020年\t2021年\n专业科目\t61\t62\n公需科目\t31\t32",
        # each year and subject a column, as in a unit's table
        "姓名\t2020公需\t2020专业\t2021公需\t2021专业\n华佗\t31\t61\t32\t62",
        "2020年公需科目\t2020年专业科目\t2021年公需科目\t2021年专业科目\n31\t61\t32\t62",
        "2020\t\t2021\t\n公需\t专业\t公需\t专业\n31\t61\t32\t62",
        # each year and subject a row
        "年度\t科目\t学时\n2020\t公需\t31\n2020\t专业\t61\n2021\t公需\t32\n2021\t专业\t62",
        "年度\t科目\t学时\n2020\t公需\t31\n\t专业\t61\n2021\t公需\t32\n\t专业\t62",
        "年度\t课程名称\t类别\t学时\n2020\t公需课\t专业\t61\n2020\t专业技术\t公需\t31\n2021\t\t公需\t32\n2021\t\t专业\t62",
        # one cell a line
        "年度\n公需\n专业\n2020\n31\n61\n2021\n32\n62",
        # a sum below, more words around
        "年度\t公需\t专业\n2020\t31\t61\n2021\t32\t62\n合计\t63\t123",
        "年度\t公需\t专业\n要求\t30\t60\n2020\t31\t61\n2021\t32\t62\n注：不少于90学时",
        "| 年度 | 公需 | 专业 |\n|---|---|---|\n| 2020 | 31 | 61 |\n| 2021 | 32 | 62 |",
        "年度,公需,专业,合计\r\n2020,31,61,92\r\n2021,32,62,94\r\n",
        "年度 公需 专业\n2020 31 61\n2021 32 62",
        '"年度"\t"公需"\t"专业"\n"2020"\t"31"\t"61"\n"2021"\t"32"\t"62"',
    ],
)
def test_every_layout_comes_to_the_same_table(text):
    assert pasted(text)[0] == BOTH


@pytest.mark.parametrize(
    "text", ["2020年公需31，专业61；2021年公需32，专业62", "2020 公需:31 专业:61\n2021 公需:32 专业:62"]
)
def test_a_message_that_spells_it_out(text):
    assert pasted(text)[0] == BOTH


# --- without headings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2020\t31\t61\n2021\t32\t62",
        "2020,31,61\n2021,32,62",
        "2020，31，61；2021，32，62",
        "2020年 31 61\n2021年 32 62",
        "1\t2020\t31\t61\n2\t2021\t32\t62",
        "2020\t31\t61\t92\n2021\t32\t62\t94",
        "1\t2020\t31\t61\t92\n2\t2021\t32\t62\t94",
        "2020\t31\t61\t总学时已核\n2021\t32\t62\t",
        "2020\n31\n61\n2021\n32\n62",
    ],
)
def test_without_headings_the_usual_order_is_taken_and_said(text):
    rows, said = pasted(text)
    assert rows == BOTH
    assert "没有标题，按先公需、后专业的顺序读入" in said


def test_numbers_of_rows_and_sums_without_headings_are_named_by_their_place():
    assert "没有读入：第 1 列、第 5 列。" in pasted("1\t2020\t31\t61\t92\n2\t2021\t32\t62\t94")[1]


@pytest.mark.parametrize(("column", "filled"), [("general", ("31", "")), ("professional", ("", "31"))])
def test_one_column_with_years_goes_to_the_subject_it_was_pasted_to(column, filled):
    rows, said = pasted("2020\t31\n2021\t32", 0, column)
    assert rows[0] == ("2020", *filled)
    assert "请核对" in said


@pytest.mark.parametrize(
    ("text", "row", "column", "filled"),
    [
        ("31\t61\n32\t62", 1, "general", BOTH),
        ("31 61\n32 62", 1, "year", BOTH),
        ("31\n32", 1, "professional", [("2020", "", "31"), ("2021", "", "32")]),
        ("公需\t专业\n31\t61\n32\t62", 1, "general", BOTH),
        ("专业\t公需\n61\t31\n62\t32", 1, "general", BOTH),
        ("31\t61\n32\t62", 3, "general", [("2022", "31", "61"), ("2023", "32", "62")]),
    ],
)
def test_without_years_the_cells_from_the_place_on_are_filled(text, row, column, filled):
    assert pasted(text, row, column)[0] == filled


def test_years_alone_are_rows():
    result = paste([HoursRow(year="", general="", professional="")], "2019\n2018", 0, 0)
    assert [row["year"] for row in result.rows] == ["2018", "2019"]


# --- what is not taken -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "年度\t学时\n2020\t90\n2021\t91",
        "年度\t甲\t乙\n2020\t30\t60",
        "2020\t30\t60\t5\t7",
        "2020\t2021\n30\t31\n60\t61\n5\t6",
        "30\t60\t90\t5",
        "您好 世界",
        "年度\t公需\t专业",
    ],
)
def test_what_cannot_be_distinguished_is_left_and_the_table_stays_as_it_was(text):
    result = paste(PROPOSED, text, 0, 1)
    assert result.rows == PROPOSED
    assert "没有读入" in result.said[0].zh


def test_two_numbers_for_one_cell_are_shown_and_asked_about_not_added():
    result = paste(PROPOSED, "年度\t科目\t学时\n2020\t公需\t12\n2020\t公需\t18\n2020\t专业\t60", 0, 1)
    assert result.rows[1] == HoursRow(year="2020", general="12 + 18", professional="60")
    assert "不止一个数" in read_rows(result.rows, AS_OF).faults[1, "general"].zh


def test_a_school_year_stands_in_its_cell_and_is_asked_about():
    result = paste(PROPOSED, "2021-2022学年\t30\t60\n2020\t31\t61", 0, 1)
    assert result.rows[-1]["year"] == "2021-2022学年"
    assert "跨了两个年份" in read_rows(result.rows, AS_OF).faults[4, "year"].zh


def test_cells_are_taken_as_they_were_written():
    rows, _ = pasted("年度\t公需\t专业\n2020\t30学年\t60+\n2021\t—\t1,200")
    assert rows == [("2020", "30学年", "60+"), ("2021", "—", "1,200")]


def test_a_row_of_hours_without_its_year_is_kept_and_asked_about():
    result = paste(PROPOSED, "年度\t公需\t专业\n2020\t31\t61\n\t32\t62", 0, 1)
    assert result.rows[-1] == HoursRow(year="", general="32", professional="62")
    assert (4, "year") in read_rows(result.rows, AS_OF).faults


def test_years_that_were_filled_in_before_stay():
    table = [
        HoursRow(year="2021年", general="5", professional="6"),
        HoursRow(year="2022", general="7", professional="8"),
    ]
    result = paste(table, "公需\t年度\n9\t2021\n4\t2020", 0, 1)
    assert [tuple(row.values()) for row in result.rows] == [("2020", "4", ""), ("2021年", "9", "6"), ("2022", "7", "8")]


def test_a_block_too_long_is_cut_and_that_is_said():
    text = "\n".join(f"{1951 + n}\t1\t2" for n in range(MOST_LINES + 5))
    rows, said = pasted(text)
    assert len(rows) == MOST_LINES
    assert f"一次最多读 {MOST_LINES} 行" in said
    assert "一次最多读" in pasted("2020\t1\t2\n" * 5000)[1]


def test_long_words_are_named_shortly():
    assert "“注一二三四五六七八九十…”" in pasted("年度\t公需\t专业\n2020\t1\t2\n注一二三四五六七八九十一二三")[1]


# --- whatever it is --------------------------------------------------------------------------------------------

SCRAP = st.sampled_from(
    [
        "2020",
        "2021年",
        "2021-2022",
        "公需",
        "专业科目",
        "年度",
        "合计",
        "序号",
        "学时",
        "科目",
        "30",
        "60.5",
        "—",
        "",
        "备注",
        "30学时",
        "x",
    ]
)


@given(st.lists(st.lists(SCRAP, min_size=1, max_size=6), min_size=1, max_size=6), st.integers(0, 3), st.integers(0, 2))
def test_whatever_block_is_pasted_nothing_is_raised_and_no_number_made_up(block, row, column):
    text = "\n".join(T.join(line) for line in block)
    result = paste(PROPOSED, text, row, column)
    for filled in result.rows:
        for cell in (filled["general"], filled["professional"]):
            assert all(part in text for part in cell.split(" + "))


@given(st.text(), st.integers(0, 3), st.integers(0, 2))
def test_whatever_text_is_pasted_nothing_is_raised(text, row, column):
    assert len(paste(PROPOSED, text, row, column).rows) >= len(PROPOSED)


AMOUNT = st.integers(0, 999).map(str)


@given(
    st.dictionaries(st.integers(2005, 2023), st.tuples(AMOUNT, AMOUNT), min_size=1, max_size=10),
    st.permutations(["年度", "公需", "专业", "合计"]),
    st.booleans(),
)
def test_with_headings_every_number_comes_to_its_year_and_subject(hours, order, summed):
    table = [{"年度": str(y), "公需": g, "专业": p, "合计": str(int(g) + int(p))} for y, (g, p) in hours.items()]
    if summed:
        table.append({"年度": "总计", **{n: str(sum(int(one[n]) for one in table)) for n in ("公需", "专业", "合计")}})
    text = "\n".join(T.join(line) for line in [order, *([one[name] for name in order] for one in table)])
    filled = {one["year"]: (one["general"], one["professional"]) for one in paste([], text, 0, 1).rows}
    assert filled == {str(year): amounts for year, amounts in hours.items()}
