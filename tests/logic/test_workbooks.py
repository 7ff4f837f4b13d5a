# ruff: noqa: E501 (a row of XML reads best on one line)
"""Workbooks of every spelling: .xlsx read as spreadsheet programs read it."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from logic.roster.file import limits, open_book
from logic.roster.file.cell import DaysSince1904, ErrorCell, MonthOnly, NoResult, Shown, text_of, value_of
from logic.roster.file.number_format import cell_of
from logic.roster.model import Refused
from tests.logic.workbooks import rows, texts, typed, workbook

HEADS = typed("姓名", "最高学历")


def read(content: bytes) -> list[list[Any]]:
    return [cells for _, cells in open_book(content).table().rows()]


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as why:
        read(content)
    return why.value.text.zh


# --- where a cell stands ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sheet",
    [
        # With places, without them, and with some; prefixes; other quotes, spaces and letter case; comments.
        rows(HEADS, typed("张三", "本科")),
        '<sheetData><row r="1">{0}</row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row></sheetData>',
        "<sheetData><row r='1'>{0}</row><row r = '2' ><c r = 'a2' t = 's'><v> 0 </v></c><c t='s' "
        "r='$B$2'><v>1</v></c></row></sheetData>",
        '<sheetData><row>{0}</row><row><c t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row></sheetData>',
        "<sheetData><row>{0}</row><!-- </row><row> --><row><c t=\"s\"><v>0</v></c><!-- <c/> --><c t=\"s\"><v>1</v></c></row></sheetData>",
        '<sheetData><row>{0}</row><row><c t="inlineStr"><is><t><![CDATA[张三]]></t></is></c><c t="str"><f>A1</f><v>本科</v></c></row></sheetData>',
        '<sheetData><row>{0}</row><row><c t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r><rPh><t>ZS</t></rPh></is></c><c t="s"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1" spans="1:2">{0}</row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row><row r="9" s="1" customFormat="1"/></sheetData>',
    ],
)  # fmt: skip
def test_a_cell_stands_where_it_says_or_behind_the_one_before(sheet):
    content = workbook(sheet.replace("{0}", HEADS), shared=texts("张三", "本科"))
    assert read(content) == [["张三", "本科"]]


def test_prefixes_and_other_encodings():
    inner = rows(HEADS, typed("张三", "本科"))
    prefixed = inner.replace("<", "<x:").replace("<x:/", "</x:")
    sheet = f'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{prefixed}</x:worksheet>'
    assert read(workbook(sheet)) == [["张三", "本科"]]
    wide = f'<?xml version="1.0" encoding="UTF-16"?><worksheet>{inner}</worksheet>'
    content = workbook("")
    # The part is written anew, since text is otherwise UTF-8.
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, wide.encode("utf-16") if "sheet1" in name else old.read(name))
    assert read(out.getvalue()) == [["张三", "本科"]]


@pytest.mark.parametrize(
    "rename",
    [
        {"xl/worksheets/sheet1.xml": "xl\\worksheets\\sheet1.xml", "xl/workbook.xml": "xl\\workbook.xml"},
        {"xl/worksheets/sheet1.xml": "XL/Worksheets/Sheet1.XML", "_rels/.rels": "_RELS/.RELS"},
        {"xl/_rels/workbook.xml.rels": "XL\\_rels\\Workbook.xml.rels"},
    ],
)
def test_parts_go_by_either_slash_and_any_case(rename):
    assert read(workbook(rows(HEADS, typed("张三", "本科")), rename=rename)) == [["张三", "本科"]]


@pytest.mark.parametrize(
    "body",
    [
        '<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="A3"><v>1</v></c></row>',
        '<row r="0"><c r="A0"><v>1</v></c></row>',
    ],
)
@pytest.mark.parametrize("plain", [True, False])
def test_what_contradicts_itself_is_refused_and_not_guessed(body, plain):
    heads = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    comment = "" if plain else "<!-- -->"
    assert "打不开" in refused(workbook(f"<sheetData>{heads}{comment}{body}</sheetData>", shared=texts("最高学历")))


# --- the plain way and the other --------------------------------------------------------------------------------

CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=12),
    st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9).map(lambda number: round(number, 3)), st.booleans(), st.none(),
)  # fmt: skip


def test_a_text_with_the_number_of_its_row_stays_as_it_is():
    """The shortcut takes cells apart without the numbers of their rows."""
    table = [["姓名", "最高学历"], *([f'{at}"寸', f'A{at}" s="{at}"'] for at in range(2, 14))]
    for way in ("in_memory", "constant_memory"):
        assert read(made_by_a_library(table, way)) == table[1:]
    for cell in ('<c r="B3" t="inlineStr"><is><t>A2"</t></is></c>', '<c r="B3" t="str"><v>2"</v></c>'):
        sheet = f'<sheetData><row r="1">{HEADS}</row><row r="2"><c r="A2" t="s"><v>0</v></c>{cell}</row></sheetData>'
        assert "打不开" in refused(workbook(sheet, shared=texts("张三")))


# Texts stand apart, each once, or in their cells, as in our own results.
WAYS = st.sampled_from(["in_memory", "constant_memory"])


def made_by_a_library(table: list[list[Any]], way: str) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {way: True})
    sheet = book.add_worksheet("人员")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(table):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif isinstance(cell, bool):
                sheet.write_boolean(number, place, cell)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(number, place, cell, day)
            elif cell is not None:
                sheet.write_number(number, place, cell)
    book.close()
    return file.getvalue()


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), WAYS)
@settings(max_examples=60)
def test_another_reader_reads_the_same(table, way):
    table = [["姓名", "最高学历", "备注"], *table]
    content = made_by_a_library(table, way)
    other = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    from logic.roster.file.archive import Archive
    from logic.roster.file.xlsx import Workbook

    book = Workbook(Archive(content))
    ours = {row.number: row.cells for row in book.rows(book.sheets[0])}
    for number, row in enumerate(other):
        for place, cell in enumerate(row):
            mine = ours.get(number, {}).get(place)
            assert (mine if mine is not None else "") == cell, (number, place)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=6), st.integers(1, 60), WAYS)
@settings(max_examples=40)
def test_rows_are_read_the_same_however_the_parts_are_cut(table, size, way):
    """The shortcut for plain rows and expat agree, wherever a piece of the file ends."""
    from logic.roster.file import archive, xlsx, xlsx_rows

    content = made_by_a_library([["姓名", "最高学历"], *table], way)
    whole = xlsx.Workbook(archive.Archive(content))
    sheet = whole.sheets[0]
    plain = [(row.number, row.cells) for row in whole.rows(sheet)]
    reader = xlsx_rows.SheetReader(whole._texts or [], whole._codes, since_1904=False, stale=False)
    reader._shortcut = False
    parts = b"".join(whole._archive.pieces(sheet.part))
    slow = [row for at in range(0, len(parts), size) for row in reader.feed(parts[at : at + size])] + reader.end()
    assert [(row.number, row.cells) for row in slow] == plain
    quick = xlsx_rows.SheetReader(whole._texts or [], whole._codes, since_1904=False, stale=False)
    again = [row for at in range(0, len(parts), size) for row in quick.feed(parts[at : at + size])] + quick.end()
    assert [(row.number, row.cells) for row in again] == plain


@pytest.mark.parametrize("height", ['ht="0"', 'ht="0" customHeight="1"', 'ht="0.0"', 'hidden="1" ht="15"'])
@pytest.mark.parametrize("way", [' r="3"', ""])  # by the shortcut's pattern, and by expat
def test_a_row_without_height_is_hidden(height, way):
    people = "".join(
        f'<row{way.replace("3", str(number))} {more}><c t="inlineStr"><is><t>甲{number}</t></is></c></row>'
        for number, more in ((2, 'ht="0.75"'), (3, height), (4, 'ht="14"'))
    )
    sheet = f'<sheetData><row r="1">{HEADS}</row>{people}</sheetData>'
    (chunk,) = open_book(workbook(sheet)).table().chunks()
    assert chunk.hidden == {1}


@pytest.mark.parametrize(
    "wrong",
    [
        '<c r="B3" t="s"><v>7</v></c>', '<c r="B3" t="s"><v>-1</v></c>', '<c r="B3" t="s"><v>x</v></c>',
        '<c r="B3"><v>NaN</v></c>', '<c r="B3"><v>inf</v></c>', '<c r="B3"><v>1_0</v></c>', '<c r="B3" t="q"><v>1</v></c>',
        '<c r="B3"><v>三十</v></c>', '<c r="B3" s="0" ><v>NaN</v></c>', '<c r="B3"><f>A1</f><v>NaN</v></c>',
    ],
)  # fmt: skip
def test_a_cell_that_is_written_wrongly_is_named(wrong):
    sheet = f'<sheetData><row r="1">{HEADS}</row><row r="2"><c r="A2" t="s"><v>0</v></c></row><row r="3">{{0}}</row></sheetData>'
    content = workbook(
        sheet.replace("{0}", '<c r="A3" t="s"><v>0</v></c>' + wrong), shared=texts("张三"), names=("名册",)
    )
    said = refused(content)
    assert "“名册”" in said and "B3" in said


# --- what a cell holds ------------------------------------------------------------------------------------------

FORMATS = (
    '<numFmts><numFmt numFmtId="164" formatCode="0000"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        ('<c t="e"><v>#N/A</v></c>', ErrorCell("#N/A")),
        ('<c t="e"><f>A1</f><v>#SPILL!</v></c>', ErrorCell("#SPILL!")),
        ('<c t="e"><v>#BUSY!</v></c>', ErrorCell("#BUSY!")),
        ('<c t="e"><v></v></c>', ErrorCell("#ERROR!")),
        ("<c><f>A1</f></c>", NoResult("=A1")),
        ("<c><f>A1</f><v></v></c>", NoResult("=A1")),
        ("<c><f>A1</f><v/></c>", NoResult("=A1")),
        ('<c t="str"><f>A1</f></c>', NoResult("=A1")),
        ('<c><f t="shared" si="0"/></c>', NoResult("=")),
        ('<c t="str"><f>A1</f><v>x</v></c>', "x"),
        ("<c><f>1+1</f><v>2</v></c>", 2.0),
        ("<c><f>1-1</f><v>0</v></c>", 0.0),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="d"><v>2021-07-01</v></c>', "2021-07-01"),
        ('<c s="1"><v>12</v></c>', Shown(12.0, "0012", "0000")),
        ('<c s="2"><v>44378</v></c>', Shown(dt.date(2021, 7, 1), "2021/7/1", "yyyy/m/d")),
        ('<c s="3"><v>44835</v></c>', MonthOnly(2022, 10, 1)),
        ('<c s="99"><v>12</v></c>', 12.0),
        ("<c><v>1E3</v></c>", 1000.0),
    ],
)
def test_what_a_cell_holds(cell, held):
    ((_, found),) = read(workbook(rows(HEADS, typed("张三") + cell), styles=FORMATS))
    assert (found, type(found)) == (held, type(held))


def test_a_zero_that_nobody_has_calculated_is_none():
    """Programs that write formulas without calculating them store a zero, and ask for it to be done on opening."""
    sheet = rows(HEADS, typed("张三") + "<c><f>B9</f><v>0</v></c>")
    assert read(workbook(sheet, properties='<calcPr fullCalcOnLoad="1"/>')) == [["张三", NoResult("=B9")]]


def test_a_workbook_of_1904():
    sheet = rows(HEADS, typed("张三") + '<c s="2"><v>43396</v></c>', typed("李四") + "<c><v>43395</v></c>")
    found = [row[1] for row in read(workbook(sheet, styles=FORMATS, properties='<workbookPr date1904="true"/>'))]
    assert value_of(found[0]) == dt.date(2022, 10, 24)
    assert isinstance(found[1], DaysSince1904)


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        *((12, "0000", "0012"), (0.856, "0.0%", "85.6%"), (1.25, "[h]:mm", "30:00"), (0.354166667, "h:mm", "8:30")),
        *((13812345678, "000 0000 0000", "138 1234 5678"), (1234.5, "#,##0.00", "1,234.50"), (-5, "0.0;(0.0)", "(5.0)")),
        *((44378, "yyyy/m/d;@", "2021/7/1"), (44378, 'yyyy"年"m"月"d"日"', "2021年7月1日"), (44378, "d-mmm-yy", "1-Jul-21")),
        *((44378.5, "yyyy/m/d h:mm", "2021/7/1 12:00"), (44378, "aaaa", "星期四"), (0.75, "h:mm AM/PM", "6:00 PM")),
        *((5, '"共"0"人"', "共5人"), (1234567, "0,", "1235"), (30, "0.00", "30.00"), (12345.678, "0.00E+00", "1.23E+04")),
        *((44378, "[$-804]yyyy-mm-dd", "2021-07-01"), (1.5, "[mm]:ss", "2160:00"), (7, "[Red]00;[Blue]-00", "07")),
    ],
)  # fmt: skip
def test_numbers_are_stated_as_they_are_shown(number, code, shown):
    assert text_of(cell_of(float(number), code, since_1904=False)) == shown


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%;yYmdhs[]"\\@E+-_*/ 年月日AMP:a', max_size=20))
@settings(max_examples=300)
def test_no_format_of_a_number_raises(number, code):
    assert isinstance(text_of(cell_of(number, code, since_1904=False)), str)


# --- several sheets, hidden ones --------------------------------------------------------------------------------


def test_the_sheet_with_a_roster_is_taken_where_only_one_has_one():
    book = open_book(workbook(rows(typed("说明")), rows(HEADS, typed("张三", "本科")), names=("说明", "名单")))
    assert (book.sheets, book.rosters, book.only) == (("说明", "名单"), ("名单",), "名单")
    assert book.table().name == "名单"
    assert any("说明" in note.zh for note in book.notes)
    with pytest.raises(Refused) as why:
        book.table("没有")
    assert "说明" in why.value.text.zh and "名单" in why.value.text.zh


def test_more_sheets_than_any_roster_has():
    assert "工作表太多" in refused(workbook(*["<sheetData/>"] * (limits.MOST_SHEETS + 1)))
