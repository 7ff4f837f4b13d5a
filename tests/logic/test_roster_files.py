"""Files in and out: every format to every format, tables as units keep them, and files made to do harm."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import io
import itertools
import multiprocessing
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from logic.roster import work
from logic.roster.columns import ColumnUse, propose
from logic.roster.file import Chunk, Table, limits, open_book, pasted
from logic.roster.file.cell import MonthOnly, value_of
from logic.roster.model import OUR_COLUMNS, CellFault, Refused
from logic.roster.work import answered, check_file
from logic.roster.writing import Grounds, appearing, harmless, marked_copy
from logic.words.language import Text
from tests.logic.applicants import AS_OF, PACK
from tests.logic.rosters import RowReader

GROUNDS = Grounds(PACK, AS_OF)
HEADINGS = [
    "姓名",
    "工号",
    "工作单位",
    "从事专业",
    "最高学历",
    "从事本专业起始日",
    "现有职称",
    "2022公需",
    "2022专业",
    "备注",
]
JULY = dt.date(2021, 7, 1)
PEOPLE: list[list[Any]] = [
    ["张三", "0012", "企业", "机械工程", "大学本科", JULY, "还没有职称", 30, 60.5, "=1+1"],
    ["李四", "34012320000101001X", "事业单位", "农学", "大学专科", JULY, None, None, None, "-5"],
    ["王五", "007", "国企", "会计", "研究生", JULY, "员级", 12, 90, None],
]


def xlsx(rows: list[list[Any]], name: str = "人员", **more: Any) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for title in (name, *more.get("others", ())):
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif isinstance(cell, dt.date):
                    sheet.write_datetime(number, place, cell, day)
                elif cell is not None:
                    sheet.write(number, place, cell)
        for merged in more.get("merge", ()):
            sheet.merge_range(*merged)
    for title in more.get("hidden", ()):
        sheet = book.add_worksheet(title)
        sheet.write_string(0, 0, "最高学历")
        sheet.hide()
    book.close()
    return file.getvalue()


def text(cell: Any) -> str:
    return "" if cell is None else str(cell)


def comma(rows: list[list[Any]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([[text(cell) for cell in row] for row in rows])
    return out.getvalue().encode(encoding)


def parquet(rows: list[list[Any]]) -> bytes:
    columns = list(zip(*rows[1:], strict=True))
    table = pa.table({name: pa.array(cells) for name, cells in zip(rows[0], columns, strict=True)})
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


MAKERS = {".xlsx": xlsx, ".csv": comma, ".parquet": parquet}


def table_of(source: bytes | Path) -> Table:
    return open_book(source).table()


def read_back(path: Path) -> list[dict[str, Any]]:
    table = table_of(path)
    return [dict(zip(table.headings, cells, strict=True)) for _, cells in table.rows()]


def refused(source: bytes | Path) -> str:
    with pytest.raises(Refused) as why:
        for _ in table_of(source).rows():
            pass
    assert why.value.text.en
    return why.value.text.zh


# --- every format to every format ------------------------------------------------------------------------------


@pytest.mark.parametrize("given", MAKERS)
@pytest.mark.parametrize("wanted", MAKERS)
def test_every_format_goes_to_every_format(tmp_path, given, wanted):
    source, target = tmp_path / f"in{given}", tmp_path / f"out{wanted}"
    content = MAKERS[given]([HEADINGS, *PEOPLE])
    source.write_bytes(content)
    counts = check_file(source, target, GROUNDS)
    assert source.read_bytes() == content
    assert (counts.rows, counts.faulty) == (3, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source.name, target.name])
    rows = read_back(target)
    assert list(rows[0]) == [*HEADINGS, *OUR_COLUMNS]
    assert [row["姓名"] for row in rows] == ["张三", "李四", "王五"]
    # Leading zeros and long numbers stay as they were written.
    assert [row["工号"] for row in rows] == ["0012", "34012320000101001X", "007"]
    # The third has a faulty cell: what is known of him decides all the same.
    assert [row["结论"] or "" for row in rows] == ["信息不全", "信息不全", "不归本通知"]
    assert "硕士研究生" in rows[2]["填写错误"] and "E4（最高学历）" in rows[2]["填写错误"]
    if wanted == ".xlsx":
        assert rows[0]["从事本专业起始日"] in (JULY, "2021-07-01")
    if given == wanted == ".parquet":
        before, after = pq.read_schema(source), pq.read_schema(target)
        assert [after.field(i) for i in range(len(before))] == list(before)
        assert after.field("最早可申报日").type == pa.date32()


@pytest.mark.parametrize("kind", MAKERS)
def test_a_result_can_be_read_again_and_its_columns_are_replaced(tmp_path, kind):
    first, second, third = (tmp_path / f"{name}{kind}" for name in ("a", "b", "c"))
    first.write_bytes(MAKERS[kind]([HEADINGS, *PEOPLE]))
    check_file(first, second, GROUNDS)
    check_file(second, third, GROUNDS)
    assert read_back(third) == read_back(second)
    assert [c.kind for c in propose(table_of(second).headings)].count(ColumnUse.OURS) == len(OUR_COLUMNS)


def test_the_summary_says_on_what_it_rests_and_that_the_bureau_decides(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    source.write_bytes(comma([HEADINGS, *PEOPLE]))
    check_file(source, target, GROUNDS)
    book = open_book(target)
    assert book.sheets == ("核对结果",)
    said = {row[0]: row[1] for row in summary(target)}
    assert said["政策文件校验值"] == PACK.sha256
    assert (said["人数"], said["信息不全"], said["其中有填错的格子"], said["按哪一天算"]) == (3, 2, 1, "2023-10-10")
    assert said["行数"].startswith("有内容的 3 行 = 核对无误 2 行 + 有填错的格子 1 行 + 没有当作人员 0 行")
    assert "最终以" in said["说明"]
    _, wrong = CalamineWorkbook.from_path(target).get_sheet_by_name("填写错误").to_python()
    assert wrong[:3] == [4, "E", "最高学历"]


def summary(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name("汇总").to_python()


def test_the_summary_counts_each_department_by_verdict(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    places = ["工程部", "质检科", "工程部"]
    source.write_bytes(comma([["部门", *HEADINGS], *([d, *row] for d, row in zip(places, PEOPLE, strict=True))]))
    check_file(source, target, GROUNDS)
    table = summary(target)
    head = next(place for place, row in enumerate(table) if row[0] == "部门")
    by_verdict = dict(zip(table[head], table[head + 1], strict=True))
    assert (by_verdict["部门"], by_verdict["人数"], by_verdict["其中有填错的格子"]) == ("工程部", 2, 1)
    assert table[head + 2][:2] == ["质检科", 1]
    whole = {row[0]: row[1] for row in table[:head]}
    for place, word in enumerate(table[head][1:], start=1):
        assert table[head + 1][place] + table[head + 2][place] == whole[word], word


@pytest.mark.parametrize(("departments", "there"), [(1, False), (2, True), (200, True), (201, False), (1200, False)])
def test_departments_are_stated_where_there_are_some_and_not_too_many(tmp_path, departments, there):
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    source.write_bytes(
        comma([["部门", "姓名", "最高学历"], *([f"{n}科", "甲", "大学本科"] for n in range(departments))])
    )
    check_file(source, target, GROUNDS)
    names = [row[0] for row in summary(target)]
    assert ("各部门" in names, "0科" in names) == (there, there)


@pytest.mark.parametrize(
    ("headings", "still"),
    [(["姓名", "最高学历"], 1), (["序号", "工号", "姓名", "最高学历"], 3), (["最高学历", "备注"], 1),
     (["备注一", "备注二", "备注三", "备注四", "姓名", "最高学历"], 1)],
)  # fmt: skip
def test_the_names_stand_still_beside_our_columns(tmp_path, headings, still):
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    source.write_bytes(comma([headings, ["大学本科" if heading == "最高学历" else "甲" for heading in headings]]))
    check_file(source, target, GROUNDS)
    with zipfile.ZipFile(target) as whole:
        sheet = whole.read("xl/worksheets/sheet1.xml").decode()
    assert f'<pane xSplit="{still}" ySplit="1"' in sheet


# --- tables as units keep them ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_whatever_encoding_and_with_whatever_separator(encoding, delimiter):
    table = table_of(comma([HEADINGS, *PEOPLE], encoding, delimiter))
    assert table.headings == tuple(HEADINGS)
    assert [cells[0] for _, cells in table.rows()] == ["张三", "李四", "王五"]


def test_pasted_cells():
    table = pasted("姓名\t最高学历\r\n张三\t本科\r\n李四\t\r\n").table()
    assert list(table.rows()) == [(2, ["张三", "本科"]), (3, ["李四", ""])]


@pytest.mark.parametrize("make", [xlsx, comma])
def test_titles_above_the_headings_are_looked_past_and_rows_are_counted_as_they_stand(make):
    rows = [["谯城区某单位花名册"], ["2023 年 10 月"], [], HEADINGS, *PEOPLE]
    wide = [[*row, *[None] * (len(HEADINGS) - len(row))] for row in rows]
    table = table_of(make(wide))
    assert (table.headings, table.heading_row) == (tuple(HEADINGS), 4)
    assert [number for number, _ in table.rows()] == [5, 6, 7]


def test_headings_of_two_rows_under_merged_cells():
    rows: list[list[Any]] = [
        ["姓名", "最高学历", "2021", None, "2022", None],
        [None, None, "公需", "专业", "公需", "专业"],
        ["张三", "本科", 30, 60, 31, 61],
    ]
    merge = [(0, 2, 0, 3, "2021"), (0, 4, 0, 5, "2022"), (0, 0, 1, 0, "姓名"), (0, 1, 1, 1, "最高学历")]
    table = table_of(xlsx(rows, merge=merge))
    assert table.headings == ("姓名", "最高学历", "2021公需", "2021专业", "2022公需", "2022专业")
    ((number, cells),) = table.rows()
    assert (number, cells[2:]) == (3, [30, 60, 31, 61])


def test_an_indented_table():
    table = table_of(xlsx([[None, None], [None, "姓名", "最高学历"], [None, "张三", "本科"]]))
    assert list(table.rows()) == [(3, [None, "张三", "本科"])]
    assert table.headings == ("", "姓名", "最高学历")


def test_empty_rows_at_the_end_are_dropped_and_those_between_keep_their_place():
    rows: list[list[Any]] = [["姓名", "最高学历"], ["张三", "本科"], ["", ""], ["李四", "大专"], ["", ""], ["", ""]]
    table = table_of(comma(rows))
    assert [number for number, _ in table.rows()] == [2, 3, 4]
    (_, answer), *rest = answered(table.chunks(), propose(table.headings), PACK, AS_OF)
    assert not rest
    assert (answer.counts.rows, set(answer.ours.rows()[1])) == (2, {None})


def test_a_process_that_ends_before_its_time_is_stated_and_nothing_else_is_raised():
    (chunk,) = table_of(xlsx([HEADINGS, *PEOPLE])).chunks()

    def chunks() -> Iterator[Chunk]:
        yield from (chunk, chunk)
        for helper in multiprocessing.active_children():
            helper.kill()
        yield from itertools.repeat(chunk)

    with pytest.raises(Refused) as why:
        for _ in answered(chunks(), propose(HEADINGS), PACK, AS_OF, helpers=2):
            pass
    assert "意外停了" in why.value.text.zh


@pytest.mark.parametrize("fault", [pa.ArrowMemoryError("malloc"), OSError(errno.ENOMEM, "Cannot allocate memory")])
def test_a_file_for_which_memory_does_not_suffice_is_not_called_broken(monkeypatch, fault):
    def no_room(*_, **__):
        yield pa.record_batch({})  # as Arrow's: only what is asked for is read
        raise fault

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", no_room)
    table = open_book(parquet([HEADINGS, *PEOPLE])).table
    with pytest.raises(Refused) as why:
        list(table().chunks())
    assert why.value.text == limits.too_large().text


def test_several_sheets_are_for_the_clerk_to_choose_from():
    book = open_book(xlsx([HEADINGS, *PEOPLE], others=["二组"], hidden=["草稿"]))
    assert book.sheets == ("人员", "二组")
    assert any("草稿" in note.zh for note in book.notes)
    with pytest.raises(Refused) as why:
        book.table()
    assert "人员" in why.value.text.zh and "二组" in why.value.text.zh
    assert book.table("二组").headings == tuple(HEADINGS)


def test_a_row_with_more_cells_than_headings_is_stated_by_its_number():
    assert "第 3 行" in refused("姓名,最高学历\n张三,本科\n李四,大专,一,二\n".encode())


# --- cells merged downwards, sums and remarks, months -----------------------------------------------------------


def test_what_is_merged_over_several_rows_is_read_in_each():
    rows: list[list[Any]] = [
        ["部门", "姓名", "工作单位", "最高学历"],
        ["质检科", "张三", "事业单位", "本科"],
        [None, "李四", None, "大专"],
        [None, None, None, None],
        [None, "王五", None, None],
        ["化验室", "赵六", "企业", "本科"],
    ]
    merge = [(1, 0, 4, 0, "质检科"), (1, 2, 4, 2, "事业单位")]
    table = table_of(xlsx(rows, merge=merge))
    assert [(cells[0], cells[2]) for _, cells in table.rows()] == [
        ("质检科", "事业单位"), ("质检科", "事业单位"), (None, None), ("质检科", "事业单位"), ("化验室", "企业")
    ]  # fmt: skip
    assert any("合并" in note.zh for note in table.notes)
    assert not table_of(xlsx(rows)).notes


def test_headings_merged_downwards_are_not_read_as_people():
    rows: list[list[Any]] = [["姓名", "最高学历"], [None, None], ["张三", "本科"]]
    table = table_of(xlsx(rows, merge=[(0, 0, 1, 0, "姓名"), (0, 1, 1, 1, "最高学历")]))
    assert [cells for _, cells in table.rows() if any(cells)] == [["张三", "本科"]]


@pytest.mark.parametrize(
    "row",
    [
        ["合计", "2人", ""],
        ["", "合  计", "100"],
        ["总计：2人", "", ""],
        ["备注：1.本表一式两份", "", ""],
        ["注：带*的必填", "", ""],
        ["说明：本表由人事科填写", "", ""],
        ["填表人：张伟", "审核人：李娜", "2023年10月9日"],
        ["单位负责人（签字）：", "", ""],
        ["姓名", "工号", "最高学历"],
    ],
)
def test_sums_remarks_and_headings_once_more_are_nobody(tmp_path, row):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(comma([["姓名", "工号", "最高学历"], ["张三", "1", "本科"], row, ["李四", "2", "大专"]]))
    assert check_file(source, target, GROUNDS).rows == 2
    with target.open(encoding="utf-8-sig", newline="") as lines:
        _, first, nobody, last = csv.reader(lines)
    assert nobody[:3] == row and not any(nobody[3:])
    assert first[3] and last[3]
    (chunk,) = table_of(source.read_bytes()).chunks()
    assert set(chunk.aside) == {1}


@pytest.mark.parametrize(
    "row",
    [
        ["合欢", "1", "本科"],
        ["总永福", "1", "本科"],
        ["备注", "1", "本科"],
        ["备注：借调", "1", "本科", "企业", "机械工程"],
        ["姓名", "", ""],
        ["", "合计", ""],
        ["1", "合计", ""],
    ],
)
def test_who_may_be_somebody_is_read(row):
    headings = ["姓名", "工号", "最高学历", "工作单位", "从事专业"]
    chunks = list(table_of(comma([headings, [*row, *[""] * (5 - len(row))], ["张三", "1", "本科", "", ""]])).chunks())
    assert [set(chunk.aside) for chunk in chunks] == [{0} if row[:2] == ["", "合计"] else set()]


def test_what_was_left_out_is_stated():
    """On the command line, where nobody can be asked."""
    remarks: list[Text] = []
    content = comma([["姓名", "最高学历", "参加工作时间"], ["张三", "本科", "2020-07-01"], ["合计", "", ""]])
    with TemporaryDirectory() as folder:
        source = Path(folder) / "in.csv"
        source.write_bytes(content)
        check_file(source, Path(folder) / "out.csv", GROUNDS, tell=remarks.append)
    assert remarks[0].zh.startswith("这几列没有把握是什么，没有用来核对：")
    assert "“参加工作时间”（C 列）" in remarks[0].zh and "“参加工作时间” (column C)" in remarks[0].en
    assert remarks[1].zh == "没有当作人员的 1 行（第 3 行）：合计或小计。"
    assert remarks[2].zh.startswith("有内容的 2 行 = 核对无误 1 行 + 有填错的格子 0 行 + 没有当作人员 1 行。")
    assert "“本科”→大学本科" in remarks[2].zh and "“本科” → Bachelor" in remarks[2].en
    assert len(remarks) == 3


def test_a_column_is_as_wide_as_what_stands_in_it(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    source.write_bytes(comma([["姓名", "证", "最高学历"], ["张三", "34012320000101001X", "本科"]]))
    check_file(source, target, GROUNDS)
    with zipfile.ZipFile(target) as whole:
        sheet = whole.read("xl/worksheets/sheet1.xml").decode()
    (width,) = re.findall(r'<col min="2" max="2" width="([\d.]+)"', sheet)
    assert 20 <= float(width) <= 25


def dated(code: str, cell: dt.date = dt.date(2022, 10, 1)) -> bytes:
    """A roster whose days are shown as ``code`` has it."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("人 & 员")
    for place, heading in enumerate(("姓名", "从事本专业起始日", "职称取得时间")):
        sheet.write_string(2, 3 + place, heading)
    sheet.write_string(3, 3, "张三")
    sheet.write_datetime(3, 4, cell, book.add_format({"num_format": code}))
    sheet.write_datetime(3, 5, cell, book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    return file.getvalue()


@pytest.mark.parametrize("code", ['yyyy"年"m"月"', "yyyy/mm", "mmm-yy", "[$-804]yyyy\\年m\\月;@", "[DBNum1]yyyy.m"])
def test_a_date_shown_without_its_day_is_a_month(code):
    ((_, cells),) = table_of(dated(code)).rows()
    assert cells[3] == "张三"
    assert list(map(value_of, cells[4:])) == [MonthOnly(2022, 10, 1), dt.date(2022, 10, 1)]
    assert [type(value_of(cell)) for cell in cells[4:]] == [MonthOnly, dt.date]


@pytest.mark.parametrize("code", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "dd/mm/yy", "m/d/yy h:mm", "General"])
def test_a_date_shown_with_its_day_is_a_day(code):
    ((_, cells),) = table_of(dated(code)).rows()
    assert not any(isinstance(value_of(cell), MonthOnly) for cell in cells)


def test_a_day_that_is_not_shown_but_was_stated_is_kept():
    ((_, cells),) = table_of(dated('yyyy"年"m"月"', dt.date(2022, 10, 8))).rows()
    assert value_of(cells[4]) == dt.date(2022, 10, 8)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_month_is_still_one_when_the_result_comes_back(tmp_path, kind):
    source, target = tmp_path / "in.xlsx", tmp_path / f"out{kind}"
    source.write_bytes(dated('yyyy"年"m"月"'))
    check_file(source, target, GROUNDS)
    again = tmp_path / f"again{kind}"
    check_file(target, again, GROUNDS)
    assert read_back(again) == read_back(target)
    table = table_of(target)
    reader = RowReader(propose(table.headings), PACK, AS_OF)
    number, cells = next(iter(table.rows()))
    person = reader.row(number, cells).applicant
    assert person and person.service_start == dt.date(2022, 10, 31)


def test_faults_are_named_where_they_stand_in_the_result(tmp_path):
    rows = [["谯城区某单位花名册"], [], HEADINGS, *PEOPLE]
    source, target = tmp_path / "in.csv", tmp_path / "out.xlsx"
    source.write_bytes(comma([[*row, *[""] * (len(HEADINGS) - len(row))] for row in rows]))
    check_file(source, target, GROUNDS)
    book = CalamineWorkbook.from_path(target)
    _, wrong = book.get_sheet_by_name("填写错误").to_python()
    sheet = book.get_sheet_by_name("核对结果").to_python()
    assert wrong[:2] == [4, "E"] and sheet[3][4] == "研究生"
    assert str(sheet[3][sheet[0].index("填写错误")]).startswith("E4")


# --- text stays text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1+1", "=cmd|' /C calc'!A0"]
)
def test_what_a_spreadsheet_would_run_goes_out_as_text(tmp_path, cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless(harmless(cell)) == harmless(cell)
    source = tmp_path / "in.parquet"
    source.write_bytes(parquet([["备注", cell, "最高学历"], [cell, cell, "大学本科"]]))
    check_file(source, tmp_path / "out.xlsx", GROUNDS)
    with zipfile.ZipFile(tmp_path / "out.xlsx") as parts:
        assert b"<f>" not in b"".join(parts.read(name) for name in parts.namelist() if "worksheets" in name)
    check_file(source, tmp_path / "out.csv", GROUNDS)
    check_file(tmp_path / "out.csv", tmp_path / "again.csv", GROUNDS)
    with (tmp_path / "again.csv").open(encoding="utf-8-sig", newline="") as lines:
        heading, row = list(csv.reader(lines))[:2]
    assert row[0] == heading[1] == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "-5.5", "+3", "-1,000", "1e5", "张三", "", "-", "'=1", "13800000000", "12%"])
def test_numbers_and_plain_words_stay(cell):
    assert harmless(cell) == cell


# --- whole or not at all ---------------------------------------------------------------------------------------


def test_a_result_appears_whole_or_not_at_all(tmp_path):
    target = tmp_path / "out.csv"
    target.write_bytes(b"before")
    for trouble in (KeyboardInterrupt, OSError, Refused):
        with pytest.raises(trouble), appearing(target) as (file, _):
            file.write(b"half")
            raise trouble(Text("", "")) if trouble is Refused else trouble
        assert target.read_bytes() == b"before"
        assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("kind", MAKERS)
def test_calling_it_off_leaves_nothing_behind(tmp_path, kind):
    source, target = tmp_path / "in.csv", tmp_path / f"out{kind}"
    source.write_bytes(comma([HEADINGS, *PEOPLE * 2000]))

    def enough(done: int) -> None:
        raise KeyboardInterrupt

    for helpers in (0, 2):
        with pytest.raises(KeyboardInterrupt):
            check_file(source, target, GROUNDS, helpers=helpers, progress=enough)
        assert list(tmp_path.iterdir()) == [source]


def test_the_result_is_never_written_over_its_source(tmp_path):
    source = tmp_path / "in.csv"
    source.write_bytes(comma([HEADINGS, *PEOPLE]))
    (tmp_path / "link.csv").symlink_to(source)
    for target in (source, tmp_path / "link.csv", tmp_path / "." / "in.csv"):
        with pytest.raises(Refused):
            check_file(source, target, GROUNDS)
    with pytest.raises(Refused):
        check_file(source, tmp_path / "out.txt", GROUNDS)


def test_other_processes_answer_as_this_one_does(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "PIECE", 2_000)
    source = tmp_path / "in.csv"
    source.write_bytes(comma([HEADINGS, *PEOPLE * 1500]))
    seen: list[int] = []
    check_file(source, tmp_path / "here.csv", GROUNDS, helpers=0)
    check_file(source, tmp_path / "there.csv", GROUNDS, helpers=2, progress=seen.append)
    assert (tmp_path / "here.csv").read_bytes() == (tmp_path / "there.csv").read_bytes()
    assert seen == sorted(seen) and seen[-1] == 4500


def test_what_a_helper_is_sent_names_nobody():
    table = table_of(comma([HEADINGS, *PEOPLE]))
    reader = RowReader(propose(table.headings))
    assert not {HEADINGS[place] for place in reader.places} & {"姓名", "工号", "备注"}


# --- the unit's own file, marked -------------------------------------------------------------------------------


def test_the_marked_copy_has_a_note_at_each_faulty_cell():
    table = table_of(xlsx([["花名册"], HEADINGS, *PEOPLE]))
    reader = RowReader(propose(table.headings), PACK, AS_OF)
    faults = [fault for number, cells in table.rows() for fault in reader.row(number, cells).faults]
    assert faults == [CellFault(5, 4, "最高学历", "education", faults[0].text)]
    copy = marked_copy(table, faults)
    with zipfile.ZipFile(io.BytesIO(copy)) as parts:
        notes = parts.read("xl/comments1.xml").decode()
    assert 'ref="E5"' in notes and "硕士研究生" in notes
    assert list(table_of(copy).rows()) == list(table.rows())


# --- files made to do harm -------------------------------------------------------------------------------------


def with_sheet(xml: bytes, shared: bytes | None = None, **extra: bytes) -> bytes:
    """A workbook whose sheet is ``xml``."""
    whole = zipfile.ZipFile(io.BytesIO(xlsx([["最高学历"], ["大学本科"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive_:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = xml
            elif name == "xl/sharedStrings.xml" and shared is not None:
                content = shared
            archive_.writestr(name, content)
        for name, content in extra.items():
            archive_.writestr(name.replace("__", "/").replace("_bin", ".bin"), content)
    return out.getvalue()


SHARED = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        *((b"", "空"), (b"\xef\xbb\xbf\r\n", "空"), (b"\0" * 100, "空"), ("姓名,最高学历\n".encode(), "只有表头")),
        *(
            (b"%PDF-1.7\n...", "PDF"),
            (b"<html><table><tr><td>1</td></tr></table>", "网页"),
            (b"\x89PNG\r\n\x1a\n..", "图片"),
        ),
        *((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"), (b"Rar!\x1a\x07\x00", "压缩包")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        *(
            (b"PK\x03\x04garbage" * 10, "打不开"),
            (b"PAR1garbagePAR1", "Parquet"),
            (b"<?xml version='1.0'?><Workbook/>", "XML"),
        ),
        *((b"\x01\x02\x00\xff\xfe" * 50, ""), (xlsx([]), "空"), (xlsx([HEADINGS]), "只有表头")),
    ],
    ids=lambda given: repr(given)[:24],
)
def test_what_is_no_table_is_stated_in_one_sentence(content, says):
    assert says in refused(content)


def test_a_name_says_nothing_about_what_a_file_is(tmp_path):
    (tmp_path / "in.csv").write_bytes(xlsx([HEADINGS, *PEOPLE]))
    assert table_of(tmp_path / "in.csv").headings == tuple(HEADINGS)


def test_every_cut_of_a_file_is_read_or_refused():
    for content in (xlsx([HEADINGS, *PEOPLE]), parquet([HEADINGS, *PEOPLE])):
        for cut in range(1, len(content), max(1, len(content) // 60)):
            assert refused(content[:cut])


def test_a_file_with_wrong_bytes_is_read_or_refused():
    source = random.Random(4)
    for content in (xlsx([HEADINGS, *PEOPLE]), parquet([HEADINGS, *PEOPLE]), comma([HEADINGS, *PEOPLE], "gb18030")):
        for _ in range(60):
            broken = bytearray(content)
            for _ in range(3):
                broken[source.randrange(len(broken))] = source.randrange(256)
            try:
                list(table_of(bytes(broken)).rows())
            except Refused as why:
                assert why.text.zh


def test_a_zip_that_unpacks_without_end_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNPACKED", 8 << 20)
    bomb = with_sheet(HEAD + b"<row/>" * (2 << 20) + TAIL)
    assert len(bomb) < 100_000
    assert "太大" in refused(bomb)
    # The same with a directory that lies about the size.
    size = 6 * (2 << 20) + len(HEAD) + len(TAIL)
    lying = bomb.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != bomb
    assert "打不开" in refused(lying)


def test_what_packs_to_nothing_is_no_table(monkeypatch):
    monkeypatch.setattr(limits, "RATIO_FROM", 1 << 20)
    assert "太大" in refused(with_sheet(HEAD + b"<row/>" * (1 << 20) + TAIL))


@pytest.mark.parametrize("place", [b"XFD1", b"ZZZ1", b"BZZ1", b"AAAAAAA1"])
def test_a_cell_a_million_columns_away_is_not_reached_for(place):
    sheet = HEAD + b'<row r="1"><c r="A1"><v>1</v></c><c r="' + place + b'"><v>1</v></c></row>' + TAIL
    assert "列太多" in refused(with_sheet(sheet))


@pytest.mark.parametrize("quote", [b'"', b"'"])
def test_a_rectangle_that_fits_no_memory_is_not_built(quote):
    row = b"<row r=" + quote + b"1048576" + quote + b"><c r = " + quote + b"ZZ1048576" + quote + b"><v>1</v></c></row>"
    assert "太" in refused(with_sheet(HEAD + row.replace(b"ZZ", b"SZ") + TAIL))


def test_a_hundred_thousand_cells_that_point_at_one_long_text_are_not_copied():
    shared = SHARED % (b"x" * 30_000)
    rows = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(100_000))
    first = next(iter(table_of(with_sheet(HEAD + rows + TAIL, shared)).chunks()))
    assert len({id(cell) for (cell,) in first.cells}) == 1


@pytest.mark.parametrize("make", ["shared", "inline", "csv", "parquet"])
def test_a_cell_of_five_million_characters_is_refused(make):
    long = "x" * 5_000_000
    content = {
        "shared": lambda: with_sheet(
            HEAD + b'<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row>' + TAIL,
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
            + long.encode()
            + b"</t></si></sst>",
        ),
        "inline": lambda: with_sheet(
            HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + long.encode() + b"</t></is></c></row>" + TAIL
        ),
        "csv": lambda: f"姓名,最高学历\n张三,{long}\n".encode(),
        "parquet": lambda: parquet([["姓名", "最高学历"], ["张三", long]]),
    }[make]()
    assert "太长" in refused(content) or "32767" in refused(content) or "太大" in refused(content)


def test_entities_are_not_expanded():
    sheet = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]>'
        + HEAD[21:]
        + b'<row r="1"><c r="A1"><v>&a;</v></c></row>'
        + TAIL
    )
    assert "打不开" in refused(with_sheet(sheet))


def test_macros_are_neither_run_nor_kept(tmp_path):
    sheet = zipfile.ZipFile(io.BytesIO(xlsx([HEADINGS, *PEOPLE]))).read("xl/worksheets/sheet1.xml")
    shared = zipfile.ZipFile(io.BytesIO(xlsx([HEADINGS, *PEOPLE]))).read("xl/sharedStrings.xml")
    source = tmp_path / "in.xlsx"
    source.write_bytes(with_sheet(sheet, shared, xl__vbaProject_bin=b"\xd0\xcf\x11\xe0"))
    assert any("宏" in note.zh for note in open_book(source).notes)
    check_file(source, tmp_path / "out.xlsx", GROUNDS)
    assert not any("vba" in name for name in zipfile.ZipFile(tmp_path / "out.xlsx").namelist())


def test_a_million_columns_of_text():
    assert "列太多" in refused(b"a," * 1_000_000 + b"\n1\n")
    assert "表头" in refused(b"," * 1_000_000 + b"\n1\n")
    assert "太" in refused(b"," * 20_000_000)


def test_a_quote_that_never_closes():
    assert "引号" in refused(('姓名,最高学历\n"张三,本科\n' + "李四,大专\n" * 60_000).encode())
    assert "引号" in refused(b'"' + b'\n","' * 30_000)


def test_parquet_with_more_columns_than_any_roster():
    assert "列太多" in refused(parquet([[f"c{n}" for n in range(700)], list(range(700))]))


def test_parquet_with_millions_of_rows_in_a_few_bytes_is_no_roster():
    column = pa.array(["大学本科"]).dictionary_encode().take(pa.array([0] * 600_000))
    out = io.BytesIO()
    pq.write_table(pa.table({"姓名": column, "最高学历": column}), out)
    assert len(out.getvalue()) < 60_000 and "太大" in refused(out.getvalue())


def test_no_sentence_of_refusal_holds_a_cell():
    for content in (b"secret,," * 300_000, comma([["姓名", "最高学历"], ["secret", "本科", "secret"]]), b"secret\n"):
        assert "secret" not in refused_or_nothing(content)


def refused_or_nothing(content: bytes) -> str:
    try:
        list(table_of(content).rows())
    except Refused as why:
        return why.text.zh + why.text.en
    return ""


SEVERAL: list[tuple[str, str, str]] = [
    (
        "基本情况\t\t学历情况\t\t继续教育\t\n姓名\t部门\t学历\t学位\t2022公需\t2022专业\n张\t甲\t本科\t学士\t30\t60",
        "姓名 部门 学历 学位 2022公需 2022专业",
        "张",
    ),
    ("姓名\t从事本专业\t学历\n\t起始日\t\n张\t2021-07-01\t本科", "姓名 从事本专业起始日 学历", "张"),
    (
        "某单位\n姓名\t学历\t继续教育学时\t\t\t\n\t\t2021年\t\t2022年\t\n\t\t公需\t专业\t公需\t专业\n张\t本科\t30\t60\t30\t60",
        "姓名 学历 2021年公需 2021年专业 2022年公需 2022年专业",
        "张",
    ),
    ("姓名\t学历\t从事专业\n（必填）\t（下拉）\t（见目录）\n张\t本科\t农学", "姓名 学历 从事专业", "张"),
    ("姓名\t学历\t从事专业\n1\t2\t3\n张\t本科\t农学", "姓名 学历 从事专业", "张"),
    # One of several diplomas is asked about.
    ("姓名\t学历\t\t从事专业\n\t全日制\t在职\t\n张\t本科\t\t农学", "姓名 学历全日制 学历在职 从事专业", "张"),
    (
        "姓名\t学历情况\t\t\t\n\t第一学历\t\t最高学历\t\n\t学历\t毕业院校\t学历\t毕业院校\n张\t大专\t甲\t本科\t乙",
        "姓名 第一学历 第一学历毕业院校 最高学历 最高学历毕业院校",
        "张",
    ),
    # A person whose cells read like headings is a person.
    ("姓名\t学历\t备注\n张\t本科\t\n王\t\t最高学历", "姓名 学历 备注", "张 王"),
]


@pytest.mark.parametrize(("lines", "headings", "people"), SEVERAL)
def test_headings_of_several_rows(lines, headings, people):
    table = pasted(lines).table()
    assert " ".join(table.headings) == headings
    assert [cells[0] for cells in table.people()] == people.split()


@pytest.mark.parametrize(
    ("lines", "headings", "people"),
    [
        # Somebody of whom the name is missing, below a heading that was left empty.
        ("姓名\t学历\t\t2022公需\n\t本科\t学士\t\n张\t大专\t\t", "姓名 学历  2022公需", 2),
        ("姓名\t学历\t\t2022公需\n\t全日制\t本科\t\n张\t大专\t\t", "姓名 学历  2022公需", 2),
        # A second row of headings says nothing else than what headings are divided by.
        ("姓名\t学历\t\t2022公需\n\t全日制\t在职\t\n张\t大专\t\t", "姓名 学历全日制 学历在职 2022公需", 1),
        (
            "姓名\t毕业情况\t\t2022公需\n\t毕业院校\t毕业时间\t\n张\t亳州学院\t2020\t",
            "姓名 毕业院校 毕业时间 2022公需",
            1,
        ),
    ],
)
def test_a_row_right_below_the_headings_that_names_nobody(tmp_path, lines, headings, people):
    source = tmp_path / "in.csv"
    source.write_text(lines.replace("\t", ","), encoding="utf-8")
    assert " ".join(table_of(source).headings) == headings
    counts = check_file(source, tmp_path / "out.csv", GROUNDS)
    assert (counts.rows, counts.read.content) == (people, people)


def test_such_a_row_that_is_wider_than_the_headings_is_refused_and_not_taken_for_headings():
    assert "第 2 行的格子比表头多" in refused("姓名,最高学历,备注\n,,x,y\n张三,本科,,".encode())


def test_a_division_below_merged_headings_is_a_heading_whatever_it_says():
    rows = [["姓名", "学历", "", "备注"], ["", "入职时", "现在", ""], ["张", "大专", "本科", ""]]
    source = xlsx(rows, merge=[(0, 1, 0, 2, "学历")])
    assert table_of(source).headings == ("姓名", "学历入职时", "学历现在", "备注")
