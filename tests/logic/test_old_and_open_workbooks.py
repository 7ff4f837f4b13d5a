# ruff: noqa: E501 (a part of XML reads best on one line)
"""What .xls and .ods hold: values, errors, formulas without a result, what is hidden, and what only lies at a cell."""

from __future__ import annotations

import datetime as dt
import random
from contextlib import suppress
from typing import Any

import pytest
import xlwt

from logic.roster.file import limits, open_book
from logic.roster.file.cell import DaysSince1904, ErrorCell, MonthOnly, NoResult, Shown
from logic.roster.model import Refused
from tests.logic.roster_tables import refused, table_of
from tests.logic.workbooks import ODS_HEADS, cell, line, ods, xls


def read(content: bytes) -> list[list[Any]]:
    return [cells for _, cells in table_of(content).rows()]


# --- .xls -------------------------------------------------------------------------------------------------------


def test_an_old_workbook_is_read_with_its_errors_formats_and_hidden_rows():
    content = xls(
        [
            ["姓名", "工号", "最高学历", "从事本专业起始日", "备注"],
            ["张三", Shown(12, "", "0000"), ErrorCell("#N/A"), Shown(44378, "", "yyyy-mm-dd"), True],
            ["李四", Shown(7, "", "0000"), "本科", Shown(44835, "", 'yyyy"年"m"月"'), 1.5],
        ],
        hidden=[2],
    )
    table = open_book(content).table()
    (chunk,) = table.chunks()
    assert table.kind == "xls" and chunk.hidden == {1}
    first, second = chunk.cells
    assert first == ["张三", Shown(12.0, "0012", "0000"), ErrorCell("#N/A"), dt.date(2021, 7, 1), True]
    assert type(first[2]) is ErrorCell
    assert second == ["李四", Shown(7.0, "0007", "0000"), "本科", MonthOnly(2022, 10, 1), 1.5]


def test_an_old_workbook_of_1904_and_merged_cells():
    content = xls(
        [["部门", "姓名", "从事本专业起始日"], ["质检科", "张三", Shown(43396, "", "yyyy-mm-dd")], [None, "李四", 43395]],
        since_1904=True, merged=[(1, 2, 0, 0)],
    )  # fmt: skip
    first, second = read(content)
    assert first == ["质检科", "张三", dt.date(2022, 10, 24)]
    assert second[:2] == ["质检科", "李四"] and type(second[2]) is DaysSince1904


def test_every_cut_and_wrong_byte_of_an_old_workbook_is_read_or_refused():
    content = xls([["姓名", "最高学历"], ["张三", "本科"]])
    source = random.Random(7)
    for _ in range(80):
        broken = bytearray(content[: source.randrange(1, len(content) + 1)])
        for _ in range(3):
            broken[source.randrange(len(broken))] = source.randrange(256)
        try:
            read(bytes(broken))
        except Refused as why:
            assert why.text.en


def test_a_formula_that_nobody_has_calculated_in_an_old_workbook_has_no_result():
    """xlwt writes an empty text, and no mark of a calculation; a spreadsheet program's empty text has that mark."""
    content = xls([["姓名", "2022公需", "最高学历"], ["张三", xlwt.Formula("15+15"), "本科"], ["李四", 30, "大专"]])
    assert read(content) == [["张三", NoResult("=…"), "本科"], ["李四", 30.0, "大专"]]
    # The record of xlwt's own wishes for the printer, as one that says with what version all was calculated.
    other, mark = bytes.fromhex("8d00 0200"), bytes.fromhex("c101 0200")
    assert content.count(other) == 1
    assert read(content.replace(other, mark)) == [["张三", None, "本科"], ["李四", 30.0, "大专"]]


def test_a_row_without_height_is_hidden_in_an_old_workbook():
    content = xls([["姓名", "最高学历"], ["张三", "本科"], ["李四", "本科"], ["王五", "本科"]], hidden=[1], flat=[3])
    (chunk,) = table_of(content).chunks()
    assert chunk.hidden == {0, 2}


# --- .ods -------------------------------------------------------------------------------------------------------


def test_an_ods_is_read_with_its_errors_formats_and_hidden_rows():
    content = ods(
        ODS_HEADS
        + line(
            cell("0012", kind="float", value="12"),
            cell("#N/A", kind="string", error="error", formula="of:=NA()"),
            cell("2021年7月", kind="date", date="2021-07-01"),
        )
        + line(cell("李四"), cell("本科"), cell("2021-07-01", kind="date", date="2021-07-01"), more='table:visibility="filter"')
        + line(cell("30:00", kind="time", time="PT30H00M00S"), cell("TRUE", kind="boolean", truth="true"), "<table:table-cell table:formula=\"of:=A1\"/>")
        + '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )  # fmt: skip
    (chunk,) = open_book(content).table().chunks()
    assert chunk.hidden == {1}
    assert chunk.cells == [
        [Shown(12.0, "0012"), ErrorCell("#N/A"), MonthOnly(2021, 7, 1)],
        ["李四", "本科", dt.date(2021, 7, 1)],
        [Shown(dt.timedelta(hours=30), "30:00"), True, NoResult("=of:=A1")],
    ]
    assert type(chunk.cells[0][1]) is ErrorCell


def test_repeated_rows_and_columns_of_an_ods_are_each_read_and_bounded():
    twice = line(cell("张三"), cell("本科", wide="2"), more='table:number-rows-repeated="2"')
    assert read(ods(ODS_HEADS + twice)) == [["张三", "本科", "本科"]] * 2
    many = line(cell("张三", wide="300"), more='table:number-rows-repeated="1000000"')
    assert "太大" in refused(ods(ODS_HEADS + many))
    long = line(cell("长" * 3000, wide="100"), more='table:number-rows-repeated="1000"')
    assert "太大" in refused(ods(ODS_HEADS + long))
    assert "列太多" in refused(ods(ODS_HEADS + line(cell("张三", wide="16384"))))


@pytest.mark.parametrize("cells", ["<table:table-cell/>", "<table:table-cell><text:p>甲</text:p></table:table-cell>"])
def test_what_takes_too_long_to_look_through_is_refused_in_an_ods(monkeypatch, cells):
    content = ods(f"<table:table-row>{cells * 40}</table:table-row>" * 10)
    monkeypatch.setattr(limits, "MOST_MARKS_ODS", 5_000)
    with suppress(Refused):  # a sheet of empty cells is empty
        open_book(content).table()
    monkeypatch.setattr(limits, "MOST_MARKS_ODS", 400)
    with pytest.raises(Refused, match="太大"):
        open_book(content)


def test_notes_to_cells_and_merged_cells_of_an_ods():
    note = "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>张三</text:p></table:table-cell>"
    content = ods(
        ODS_HEADS
        + line(note, cell("本科", span="2"), cell("2021"))
        + line(cell("李四"), "<table:covered-table-cell/>", cell("2022"))
    )
    assert read(content) == [["张三", "本科", "2021"], ["李四", "本科", "2022"]]


def test_an_ods_with_a_password_or_a_hidden_sheet():
    hidden = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
    other = f'<table:table table:name="草稿" table:style-name="ta1">{ODS_HEADS}</table:table>'
    book = open_book(ods(ODS_HEADS + line(cell("张三"), cell("本科")), styles=hidden, more=other))
    assert book.sheets == ("人员",) and any("草稿" in note.zh for note in book.notes)


@pytest.mark.parametrize(
    ("written", "held"),
    [
        # How a date is shown says whether its day was typed.
        (cell("二〇二一年七月", kind="date", date="2021-07-01"), Shown(MonthOnly(2021, 7, 1), "二〇二一年七月")),
        (cell("21-7", kind="date", date="2021-07-01"), Shown(MonthOnly(2021, 7, 1), "21-7")),
        (cell("Jul 2021", kind="date", date="2021-07-01"), Shown(MonthOnly(2021, 7, 1), "Jul 2021")),
        (cell("7月1日", kind="date", date="2021-07-01"), Shown(dt.date(2021, 7, 1), "7月1日")),
        (cell("1-Jul-21", kind="date", date="2021-07-01"), Shown(dt.date(2021, 7, 1), "1-Jul-21")),
        (cell("二〇二一年七月一日", kind="date", date="2021-07-01"), Shown(dt.date(2021, 7, 1), "二〇二一年七月一日")),
        ('<table:table-cell office:value-type="date" office:date-value="2021-07-01"/>', dt.date(2021, 7, 1)),
        # Formulas without a result, however that is left out.
        ('<table:table-cell table:formula="of:=A1" office:value-type="float"/>', NoResult("=of:=A1")),
        (cell("", kind="float", value="", formula="of:=A1"), NoResult("=of:=A1")),
        (cell("", kind="date", formula="of:=A1"), NoResult("=of:=A1")),
        (cell("", kind="string", formula="of:=A1"), None),
        (cell("Err:502", kind="float", value="0", formula="of:=X"), ErrorCell("Err:502")),
        # What lies at a cell or a word is not what the cell says.
        ("<table:table-cell><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame><text:p>本科</text:p></table:table-cell>", "本科"),
        ("<table:table-cell><text:p>本科</text:p><office:annotation><text:p>第一学历</text:p></office:annotation></table:table-cell>", "本科"),
        ("<table:table-cell><text:p>本科<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note></text:p></table:table-cell>", "本科"),
        ("<table:table-cell><text:p><text:ruby><text:ruby-base>本科</text:ruby-base><text:ruby-text>benke</text:ruby-text></text:ruby></text:p></table:table-cell>", "本科"),
        ("<table:table-cell><text:h>本科</text:h></table:table-cell>", "本科"),
        ("<table:table-cell><text:p>大学<text:s text:c=\"2\"/>本<text:span>科</text:span></text:p><text:p><text:a>函授</text:a></text:p></table:table-cell>", "大学  本科\n函授"),
    ],
)  # fmt: skip
def test_what_a_cell_of_an_ods_holds(written, held):
    ((_, found, _),) = read(ods(ODS_HEADS + line(cell("张三"), written, cell("x"))))
    assert (found, type(found)) == (held, type(held))


def test_a_row_without_height_is_hidden_in_an_ods():
    flat = '<style:style style:name="ro9"><style:table-row-properties style:row-height="0cm"/></style:style>'
    people = line(cell("张三"), cell("本科")) + line(cell("李四"), cell("本科"), more='table:style-name="ro9"')
    (chunk,) = table_of(ods(ODS_HEADS + people, styles=flat)).chunks()
    assert chunk.hidden == {1}


@pytest.mark.parametrize(
    "written",
    [
        cell("x", kind="float", value="NaN"),
        cell("x", kind="float", value="三十"),
        cell("x", kind="date", date="2021-02-30"),
        cell("x", kind="time", time="30:00"),
    ],
)
def test_a_cell_that_is_written_wrongly_is_named_in_an_ods(written):
    said = refused(ods(ODS_HEADS + line(cell("张三"), cell("本科")) + line(cell("李四"), written)))
    assert "“人员”" in said and "B3" in said
