"""A unit's file as such files really look is read as its clerks meant it, and its faults are found at their cells."""

from __future__ import annotations

import io

import pytest

from logic.facts import FIELDS
from logic.roster.columns import ColumnUse, propose
from logic.roster.file import open_book
from logic.roster.overview import overview
from logic.roster.person import person_places
from tests import made_up_unit
from tests.logic.applicants import PACK, read
from tests.logic.rosters import RowReader
from tests.made_up_unit import AS_OF

UNIT = made_up_unit.made_up_unit()


@pytest.fixture(scope="module", params=["xlsx", "csv"])
def seen(request):
    """(columns, rows) of the unit's file."""
    content = io.BytesIO()
    (made_up_unit.write_xlsx if request.param == "xlsx" else made_up_unit.write_csv)(content, UNIT)
    table = open_book(content.getvalue()).table()
    columns = propose(table.headings)
    reader = RowReader(columns, PACK, AS_OF)
    return columns, [reader.row(number, cells) for number, cells in table.rows()]


def test_two_hundred_people_and_no_empty_rows(seen):
    _, rows = seen
    assert len(rows) == len(UNIT.people) == 200


def test_every_sound_row_says_what_its_clerk_meant(seen):
    _, rows = seen
    for one, row in zip(UNIT.people, rows, strict=True):
        if not one.spoilt and "公需" not in one.note:
            assert row.applicant is not None, [fault.text.zh for fault in row.faults]
            wanted = read(one.facts, AS_OF)
            assert {f: getattr(row.applicant, f) for f in FIELDS} == {f: getattr(wanted, f) for f in FIELDS}, one.name


def test_every_spoilt_cell_is_a_fault_at_its_place(seen):
    columns, rows = seen
    for one, row in zip(UNIT.people, rows, strict=True):
        for name in one.spoilt - MONTH_ONLY:
            wanted = "hours." + name if "." in name else name
            assert wanted in {columns[fault.column].key for fault in row.faults}, one.name


# Whether a month without its day is asked about or taken is the reader's own decision, tested there.
MONTH_ONLY = {"service_start"}


def test_what_cannot_be_known_is_not_guessed(seen):
    columns, _ = seen
    unsure = {column.heading for column in columns if column.kind is ColumnUse.UNCLEAR}
    assert unsure == {"参加工作时间", "毕业专业"}
    kept = {column.heading for column in columns if column.kind is ColumnUse.KEPT}
    assert kept == {"序号", "拟报意向（一二三）", "备注"}


def test_the_person_on_two_lists_is_found_and_namesakes_are_not(seen):
    columns, rows = seen
    (twice,) = overview(rows, person_places(columns), AS_OF).duplicates
    assert twice.mark == "staff_number" and [p.name for p in twice.people] == [UNIT.people[9].name] * 2


def test_all_verdicts_and_all_departments_occur(seen):
    columns, rows = seen
    found = overview(rows, person_places(columns), AS_OF)
    assert all(found.verdicts.values()) and found.faulty
    assert [d.name for d in found.departments] == [d.name for d in made_up_unit.DEPARTMENTS]


def test_the_same_seed_gives_the_same_file():
    one, other = io.BytesIO(), io.BytesIO()
    made_up_unit.write_xlsx(one, UNIT)
    made_up_unit.write_xlsx(other, made_up_unit.made_up_unit())
    assert one.getvalue() == other.getvalue()
