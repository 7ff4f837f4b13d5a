"""Tables as units keep them: titles, merged cells, sums and remarks, months, headings of several rows."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import io
import itertools
import multiprocessing
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

from logic.roster.columns import propose
from logic.roster.file import Chunk, limits, open_book, pasted
from logic.roster.file.cell import MonthOnly, value_of
from logic.roster.model import Refused
from logic.roster.work import answered, check_file
from logic.words.language import Text
from tests.logic.applicants import AS_OF, PACK
from tests.logic.roster_tables import (
    GROUNDS,
    HEADINGS,
    MAKERS,
    PEOPLE,
    comma,
    parquet,
    read_back,
    refused,
    table_of,
    xlsx,
)
from tests.logic.rosters import RowReader


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
        ["以上共 2 人", "", ""],
        ["本页共有两人。", "", ""],
        ["人数：2", "", ""],
        ["单位（盖章）：", "", "2023年10月9日"],
        ["主管部门意见（公章）", "", ""],
        ["科室主任签字：王五", "", ""],
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
        ["章签名", "1", "本科", "企业", "机械工程"],
        ["章怀共", "1", ""],
        ["公章伟", "", ""],
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
