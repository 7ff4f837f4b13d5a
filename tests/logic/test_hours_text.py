"""Hours as people write them: one reader for the page's table and for the cells of a roster."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.facts import read_applicant
from logic.hours import in_hours
from logic.hours_text import HoursRow, as_rows, as_tenths, is_typed, read_amount, read_rows, read_year
from logic.roster.cells import CellReader
from logic.roster.columns import Column, ColumnUse, as_chosen
from logic.words.language import Text
from tests.logic.applicants import AS_OF, PACK

KEY = "hours.2022.general"
ROSTER = CellReader(as_chosen(Column(0, KEY, ColumnUse.KEPT), KEY), PACK, AS_OF)


def rows(*lines: tuple[str, str, str]) -> list[HoursRow]:
    return [HoursRow(year=y, general=g, professional=p) for y, g, p in lines]


def year(number: int, general: float | None, professional: float | None) -> dict[str, Any]:
    return {"year": number, "general": general, "professional": professional}


def on_the_page(text: str) -> Any:
    """What the page's table makes of one cell: a number, None for a blank, the fault's sentence."""
    read = read_rows(rows(("2022", text, "60")), AS_OF)
    return read.faults[0, "general"].zh if read.faults else read.hours[0]["general"]


def in_a_roster(text: str) -> Any:
    found = ROSTER(text)
    if isinstance(found, Text):
        return found.zh
    # An answer of a person is JSON, a cell holds tenths.
    return None if found.value is None else in_hours(found.value)


# --- one cell: the same on the page and in a roster ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        *(("30", 30), ("30.5", 30.5), ("0", 0), (" 30 ", 30), ("30.0", 30), ("60.10", 60.1), ("30.", 30), ("+30", 30)),
        *(("３０", 30), ("６０．５", 60.5), ("1,200", 1200), ("１，２００", 1200), ("'30", 30)),
        *(("30学时", 30), ("30 学时", 30), ("30課時", 30), ("30课时", 30), ("30 小时", 30), ("30個學時", 30)),
        *(("30h", 30), ("30 H", 30), ("30 hours", 30), ("1 hour", 1), ("30hrs", 30), ("３０学时", 30), ("0学时", 0)),
    ],
)
def test_a_number_of_hours(typed, hours):
    assert on_the_page(typed) == in_a_roster(typed) == hours


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "　", "-", "—", "--", "/", "无", "無", "没有", "暂无", "未填", "没填", "未登记", "不清楚", "N/A", "？"],
)
def test_a_blank_is_not_known_and_no_zero(typed):
    assert on_the_page(typed) is None
    assert in_a_roster(typed) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        *(("30学年", "“学年”不是学时"), ("30年", "“年”不是学时"), ("5天", "“天”不是学时"), ("3次", "“次”不是学时")),
        *(("30学时/年", "“学时/年”不是学时"), ("30abc", "“abc”不是学时"), ("30分钟", "“分钟”不是学时")),
        *(("30分", "学分"), ("30学分", "学分"), ("2 credits", "学分")),
        *(("30+", "不是确定的数"), ("约30", "不是确定的数"), ("30左右", "不是确定的数"), ("≥30", "不是确定的数")),
        *(("30多", "不是确定的数"), ("30以上", "不是确定的数"), (">30", "不是确定的数")),
        *(("30/60", "不止一个数"), ("30-40", "不止一个数"), ("30，60", "不止一个数"), ("12+18", "不止一个数")),
        *(("12 + 18", "不止一个数"), ("½", "不止一个数"), ("3_0", "不止一个数"), ("30,5", "不止一个数")),
        *(("三十", "请填数字"), ("abc", "请填数字"), ("学时", "请填数字"), ("inf", "请填数字"), ("3" * 40, "请填数字")),
        *(("-5", "小于 0"), ("30.05", "一位小数"), ("8785", "不会超过 8784"), ("99999999", "不会超过 8784")),
    ],
)
def test_what_is_no_number_of_hours_is_said_with_what_to_write(typed, said):
    assert said in on_the_page(typed)
    assert on_the_page(typed) == in_a_roster(typed)


@pytest.mark.parametrize(
    ("raw", "hours"), [(30, "30"), (30.0, "30"), (30.000000000000004, "30"), (Decimal("30.10"), "30.1"), (0, "0")]
)
def test_a_number_of_a_spreadsheet_is_exact(raw, hours):
    assert read_amount(raw) == Decimal(hours)


@pytest.mark.parametrize("raw", [True, False, AS_OF, b"30", [30], object()])
def test_what_is_neither_a_number_nor_a_text_is_a_fault(raw):
    assert isinstance(read_amount(raw), Text)


@given(st.text() | st.text("0123456789.,+-/约学课小时分年h 　"))
def test_whatever_is_typed_is_read_alike_and_a_number_only_where_a_figure_is(text):
    page = on_the_page(text)
    assert page == in_a_roster(text)
    if isinstance(page, int | float):
        assert any(character.isdigit() for character in text)


# --- years -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["2021", "２０２１", "2021年", "2021 年度", "2021年份", " 2021 "])
def test_a_year(typed):
    assert read_year(typed) == 2021


@pytest.mark.parametrize(
    "typed", ["2021-2022", "2021—2022学年", "2021/2022", "2021-22", "2021学年", "2021至2022年度", "2021學年"]
)
def test_two_years_in_one_are_asked_to_be_parted(typed):
    said = read_year(typed)
    assert isinstance(said, Text)
    assert "2021 和 2022 两行" in said.zh


@pytest.mark.parametrize("typed", ["22", "21年", "abc", "2022.5", "2021-12", "2021-2023", "20222", "去年"])
def test_what_is_no_year_is_said(typed):
    said = read_year(typed)
    assert isinstance(said, Text)
    assert "四位" in said.zh


# --- the table -------------------------------------------------------------------------------------------------


def test_a_faulty_cell_counts_as_blank_and_spoils_nothing_else():
    read = read_rows(rows(("2021", "30", "60"), ("2022", "30学年", "61")), AS_OF)
    assert list(read.faults) == [(1, "general")]
    assert read.hours == [year(2021, 30, 60), year(2022, None, 61)]


@pytest.mark.parametrize("typed", ["22", "abc", "2022.5", "1949", "2101", "20222", "2021-2022", "2021学年"])
def test_a_faulty_year_says_so_and_spoils_nothing_else(typed):
    read = read_rows(rows(("2021", "30", "60"), (typed, "30", "60")), AS_OF)
    assert list(read.faults) == [(1, "year")]
    assert read.hours == [year(2021, 30, 60)]


@pytest.mark.parametrize(("typed", "comes"), [("2023", False), ("2024", True), ("2030年", True)])
def test_a_year_that_has_not_come_has_no_hours_yet(typed, comes):
    read = read_rows(rows(("2022", "30", "60"), (typed, "30", "60")), AS_OF)
    assert list(read.faults) == ([(1, "year")] if comes else [])
    assert len(read.hours) == (1 if comes else 2)


@pytest.mark.parametrize("typed", ["", "—"])
def test_hours_without_a_year_are_asked_about(typed):
    assert "没有写年度" in read_rows(rows((typed, "30", "60")), AS_OF).faults[0, "year"].zh


def test_blank_rows_are_no_answer():
    read = read_rows(rows(("2021", "", ""), ("2022", "—", "无")), AS_OF)
    assert (read.hours, read.faults) == ([], {})


def test_a_blank_is_no_zero():
    read = read_rows(rows(("2021", "", "60"), ("2022", "0", "")), AS_OF)
    assert read.hours == [year(2021, None, 60), year(2022, 0, None)]


@pytest.mark.parametrize("other", ["61", "-1", "x"])
def test_a_year_written_twice_is_said_whatever_else_is_wrong(other):
    read = read_rows(rows(("2022", "30", "60"), ("2022年", "31", other)), AS_OF)
    assert (1, "year") in read.faults
    assert read.hours == [year(2022, 30, 60)]


@pytest.mark.parametrize("count", [10, 11, 12, 30, 60])
def test_too_many_years_are_said_and_what_is_kept_can_be_assessed(count):
    read = read_rows(rows(*[(str(2023 - n), "30", "60") for n in range(count)]), AS_OF)
    assert bool(read.faults) == (count > 10)
    assert len(read.hours) <= 10
    assert len(as_tenths(read.hours)) == len(read.hours)
    read_applicant({"hours": read.hours}, as_of=AS_OF, specialties=())


def test_what_was_kept_is_shown_again_as_it_was_typed():
    typed = rows(("2021", "30", "60.5"), ("2022", "", "0"))
    assert as_rows(read_rows(typed, AS_OF).hours) == typed


def test_the_same_rows_read_twice_are_the_same():
    once = read_rows(rows(("２０２１", "30 学时", "60.5"), ("2022年", "", "0")), AS_OF)
    again = read_rows(as_rows(once.hours), AS_OF)
    assert (again.hours, again.faults) == (once.hours, {})


def test_years_alone_are_nothing_typed():
    assert not is_typed(rows(("2021", " ", ""), ("2022", "", "")))
    assert is_typed(rows(("2021", "", "0")))
