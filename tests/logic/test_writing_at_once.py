"""Rows that are appended at once are what the library writes cell by cell; text stays text, however it reads."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from logic.roster.coded import coded
from logic.roster.file import open_book
from logic.roster.file.cell import DaysSince1904, ErrorCell, MonthOnly, NoResult, Shown
from logic.roster.take_home import plain_sheet
from logic.roster.writing.at_once import Rows
from logic.roster.writing.sheet import Book

MARKUP = "<r><t>张三</t></r>"
TEXTS = ["张三", " 张", "张\u3000", "a\nb", "_x000D_", "a&b", "<b>", "=1+1", "\x01", "x" * 300, "\ufffe", '12"', MARKUP]
DATED = [dt.date(2020, 1, 1), MonthOnly(2020, 1, 1), dt.datetime(2020, 1, 1, 8), Shown(12.0, "0012", "0000")]
CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(TEXTS),
    st.booleans(),
    st.sampled_from([0, 1, 10**20, 0.0, -0.5, 1.0, 1e300, float("nan"), Decimal("1.50"), DaysSince1904(1.0)]),
    st.sampled_from([*DATED, dt.date(1850, 1, 1), dt.datetime(2020, 1, 1), dt.time(8, 30)]),
    st.sampled_from([dt.datetime(2020, 1, 1, 8, tzinfo=dt.UTC), dt.timedelta(hours=30)]),
    st.sampled_from([ErrorCell("#N/A"), NoResult("=A1"), Shown(1.0, "一", "")]),
)


def written(table: list[list[Any]], *, at_once: bool) -> bytes:
    """The XML of a sheet with a heading and ``table``, whose last column is given as coded."""
    file = io.BytesIO()
    with TemporaryDirectory() as name:
        book = Book(file, Path(name))
        sheet, cells = book.sheet("人员")
        # Formats are numbered as they are first used.
        for place, cell in enumerate(DATED):
            cells.write(0, place, cell)
        if at_once:
            rows = Rows(sheet, cells)
            for first in range(0, len(table), 2):
                some = table[first : first + 2]
                rows.append(first + 1, some, [1, 0], [coded([row[2] for row in some])])
        else:
            for number, row in enumerate(table, start=1):
                for place, source in enumerate((1, 0, 2)):
                    cells.write(number, place, row[source])
        book.book.close()
    return zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml")


@given(st.lists(st.tuples(CELLS, CELLS, st.text(max_size=3)).map(list), max_size=6))
@example([[True, 1, "a"], [1.0, True, "b"], [1, 1.0, "a"]])
@example([[text, text, text] for text in TEXTS])
@settings(max_examples=80, deadline=None)
def test_rows_at_once_are_what_is_written_cell_by_cell(table):
    # What an empty row or cell at the end leaves of the sheet's size says nothing about its cells.
    one, other = (written(table, at_once=at_once).partition(b"<sheetViews")[2] for at_once in (True, False))
    assert one == other


@pytest.mark.parametrize("scratch", [True, False])
def test_a_text_that_looks_like_the_library_s_own_markup_stays_a_text(scratch, tmp_path):
    file = io.BytesIO()
    book = Book(file, tmp_path if scratch else None)
    sheet, cells = book.sheet("人员")
    sheet.write_string(0, 0, "姓名", book.head)
    cells.write(1, 0, MARKUP)
    sheet.write_string(2, 0, MARKUP, book.head)
    cells.write(3, 0, "<r></r>")
    book.book.close()
    assert [row[0] for _, row in open_book(file.getvalue()).table().rows()] == [MARKUP, MARKUP, "<r></r>"]


def test_it_does_in_a_list_that_is_taken_home_too():
    table = open_book(plain_sheet("名单", [("姓名", 10)], [[MARKUP]], 1)).table()
    assert [row for _, row in table.rows()] == [[MARKUP]]
