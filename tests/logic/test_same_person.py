"""The same person twice in a roster (4.1), and whom a row is about."""

from __future__ import annotations

import datetime as dt

import pytest

from logic.roster.columns import propose
from logic.roster.file.cell import one_line
from logic.roster.person import Person, Places, person_places
from tests.logic.unit_rows import row, seen

# --- the same person twice (4.1) -----------------------------------------------------------------------------------


def duplicates_among(*people):
    """(mark, rows) of each pair found among (name, staff number, id number, born)."""
    rows = [row(n, name, "部", number, id_, born) for n, (name, number, id_, born) in enumerate(people, 2)]
    return [(d.mark, tuple(p.row for p in d.people), d.possibly) for d in seen(*rows).duplicates]


def test_the_same_id_number_is_the_same_person_however_written():
    found = duplicates_among(("甲", "1", "34160020000101123x", None), ("甲", "2", "３４１６００ 20000101123X", None))
    assert found == [("id_number", (2, 3), False)]


def test_the_same_staff_number_also_as_a_number():
    assert duplicates_among(("甲", 1001.0, None, None), ("乙", "1001", None, None)) == [("staff_number", (2, 3), False)]


def test_name_and_day_of_birth():
    assert duplicates_among(("甲", None, None, dt.date(1990, 1, 2)), ("甲 ", None, None, "1990-01-02")) == [
        ("name_and_birth", (2, 3), False)
    ]


def test_a_name_alone_is_only_possibly_the_same():
    assert duplicates_among(("甲", None, None, None), ("甲", None, None, None)) == [("name", (2, 3), True)]
    assert duplicates_among(("甲", "1", None, None), ("甲", None, None, None)) == [("name", (2, 3), True)]


def test_namesakes_with_numbers_of_their_own_are_two_people():
    assert duplicates_among(("甲", "1", None, None), ("甲", "2", None, None)) == []
    assert duplicates_among(("甲", None, "A", "1990"), ("甲", None, "B", "1990")) == []


def test_a_pair_is_stated_once_and_a_third_namesake_again():
    found = duplicates_among(("甲", "1", None, None), ("甲", "1", None, None), ("甲", None, None, None))
    assert found == [("staff_number", (2, 3), False), ("name", (2, 3, 4), True)]


def test_whether_all_of_a_pair_are_called_the_same():
    (same,) = seen(row(2, "甲", None, "1"), row(3, "甲 ", None, "1")).duplicates
    (other,) = seen(row(2, "甲", None, "1"), row(3, "乙", None, "1")).duplicates
    assert same.one_name and not other.one_name


def test_blanks_are_nobody_twice():
    assert duplicates_among((None, None, None, None), ("", "", "", "")) == []


# --- whom a row is about -------------------------------------------------------------------------------------------


def test_person_columns_are_found():
    columns = propose(["序号", "部门", "姓名", "工号", "出生年月", "身份证号", "单位名称", "最高学历"])
    assert person_places(columns) == Places(name=2, department=1, staff_number=3, id_number=5, born=4)
    assert person_places(propose(["单位名称", "最高学历"])).department == 0
    assert Places().person(row(2, "甲")) == Person(2)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (1001.0, "1001"), (10.5, "10.5"), (" 甲\n乙 ", "甲 乙"), (dt.datetime(1990, 1, 2), "1990-01-02")],
)
def test_cells_as_text(cell, text):
    assert one_line(cell) == text
