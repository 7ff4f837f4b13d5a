"""Nobody vanishes: rows with anything in them are assessed, or have errors, or are left aside with a reason."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from logic.roster.columns import propose
from logic.roster.file import open_book, pasted
from logic.roster.model import ASIDE, Refused
from logic.roster.work import check_file
from logic.roster.writing import Grounds
from logic.words.language import Text
from tests.logic.applicants import AS_OF, CASES, PACK
from tests.logic.roster_tables import MAKERS, comma, xlsx
from ui.unit.job import Job

HEADINGS = ["序号", "姓名", "部门", "最高学历", "2022公需", "备注"]
WORDS = st.sampled_from(
    [
        *(
            "",
            " ",
            "\u200b",
            "张三",
            "李四\t",
            "合计",
            "质检部小计",
            "40人",
            "备注：都在编",
            "一、机关",
            "姓名",
            "序号",
        ),
        *("最高学历", "本科", "研究生", "#N/A", "30", "三十", "-", "2022", '"', "a,b", "两\n行", "填表人：王敏"),
        *("（学时）", "1", "2", "3", "公需", "\x1a"),
    ]
)
ROWS = st.lists(st.lists(WORDS, min_size=len(HEADINGS), max_size=len(HEADINGS)), min_size=1, max_size=12)


def seen(row: list[Any]) -> bool:
    """Whether a person sees anything in the row, without the reader's own words."""
    return any(str(cell).replace("\u200b", "").replace("\x1a", "").strip() for cell in row)


@pytest.mark.parametrize("make", [comma, xlsx])
@given(rows=ROWS)
@settings(max_examples=60, deadline=None)
def test_every_row_of_a_file_is_accounted_for(make, rows):
    content = make([HEADINGS, *rows])
    there = sum(map(seen, rows))
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "in", Path(folder) / "out.csv"
        source.write_bytes(content)
        remarks: list[Text] = []
        try:
            counts = check_file(source, target, Grounds(PACK, AS_OF), tell=remarks.append)
        except Refused as refused:
            assert not there or "第" in refused.text.zh
            return
        with target.open(encoding="utf-8-sig", newline="") as lines:
            out = list(csv.DictReader(lines))
    assert counts.read.content == there == counts.rows + counts.read.aside.total()
    assert sum(bool(row["结论"]) for row in out) == counts.rows
    assert sum(bool(row["填写错误"]) for row in out) == counts.faulty
    assert f"有内容的 {there} 行 = 核对无误 {counts.rows - counts.faulty} 行" in remarks[-1].zh
    assert set(counts.read.aside) <= set(ASIDE)
    # And the page tells the same.
    table = open_book(content).table()
    job = Job(table, propose(table.headings), PACK, AS_OF).start()
    job.wait(60)
    assert (job.read.content, job.read.people, job.read.aside) == (there, counts.rows, counts.read.aside)


@given(ROWS)
@settings(max_examples=40, deadline=None)
def test_every_pasted_row_is_accounted_for(rows):
    lines = ["\t".join(cell.replace("\t", "").replace("\n", " ").replace('"', "'") for cell in row) for row in rows]
    there = sum(bool(line.replace("\u200b", "").replace("\x1a", "").strip()) for line in lines)
    table = pasted("\n".join(["\t".join(HEADINGS), *lines])).table()
    job = Job(table, propose(table.headings), PACK, AS_OF).start()
    job.wait(60)
    if job.trouble is None:
        assert job.read.content == there
    else:
        assert not there


@given(
    st.lists(
        st.lists(st.sampled_from(["张三", '"优秀', '好"', '"', '""', "a", "", "x,y", '"z"']), min_size=3, max_size=3)
    ),
    st.sampled_from([",", "\t", "|"]),
)
@settings(max_examples=200, deadline=None)
def test_a_quotation_mark_makes_no_row_vanish(rows, separator):
    """As programs write that know nothing of marks: every line is a row, or the file is refused and the row named."""
    lines = [separator.join(["姓名", "最高学历", "备注"]), *(separator.join(row) for row in rows)]
    there = sum(any(cell.strip('"') for cell in row) for row in rows)
    try:
        table = open_book("\r\n".join(lines).encode()).table()
        found = sum(bool(any(cells)) for _, cells in table.rows())
    except Refused as refused:
        assert "第" in refused.text.zh or "表头" in refused.text.zh
        return
    assert found >= there


def test_a_line_s_end_that_matching_marks_have_swallowed_is_named():
    """张三 would be gone; a line within a cell, as spreadsheets write it, is read."""
    with pytest.raises(Refused, match="第 2 行起有一个引号没有配成对"):
        list(open_book('姓名,最高学历,备注\r\n"优秀,好","优秀\r\n张三,好",张三'.encode()).table().rows())
    (row,) = open_book('姓名,最高学历,备注\r\n张三,本科,"一,\n二"\r\n'.encode()).table().rows()
    assert list(row[1]) == ["张三", "本科", "一,\n二"]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize(
    ("inside", "read"),
    [
        *(("一,\r\n二", True), ("一,二,三,四,五\r\n六", True), ("一,\n\n二,", True), ("谯城区,\r\n某路,\r\n", True)),
        ("一\r\n二,三,四,五", False),  # its second line may be somebody
    ],
)
def test_a_cell_of_several_lines_with_separators_is_read_where_no_line_of_it_can_be_a_row(inside, read, end):
    lines = ["姓名,工作单位性质,最高学历,备注", f'张三,企业,本科,"{inside}"', "李四,企业,大专,x"]
    content = end.join(lines).encode()
    if read:
        rows = [row for _, row in open_book(content).table().rows()]
        assert rows == [["张三", "企业", "本科", inside], ["李四", "企业", "大专", "x"]]
    else:
        with pytest.raises(Refused, match="第 2 行起有一个引号没有配成对"):
            list(open_book(content).table().rows())


def test_of_each_reason_the_first_five_are_named():
    rows = [["1", "张三", "", "本科", "", ""], *[["小计", f"{n}人", "", "", "", ""] for n in range(7)]]
    remarks: list[Text] = []
    with TemporaryDirectory() as folder:
        source = Path(folder) / "in.csv"
        source.write_bytes(comma([HEADINGS, *rows]))
        check_file(source, Path(folder) / "out.csv", Grounds(PACK, AS_OF), tell=remarks.append)
    assert remarks[0].zh == "没有当作人员的 7 行（第 3、4、5、6、7、…… 行）：合计或小计。"
    assert remarks[0].en.startswith("7 rows left aside (row 3, 4, 5, 6, 7, …): a sum")


def test_rows_of_parquet_are_accounted_for_as_well():
    names = ["张三", None, "合计", "", "李四", "备注：都在编", None, "王五"]
    education = ["本科", None, None, "", "研究生", None, "大专", None]
    source = io.BytesIO()
    pq.write_table(pa.table({"姓名": names, "最高学历": education, "人数": [None, None, 2, *[None] * 5]}), source)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "in.parquet"
        path.write_bytes(source.getvalue())
        for kind in ("csv", "parquet", "xlsx"):
            target = Path(folder) / f"out.{kind}"
            counts = check_file(path, target, Grounds(PACK, AS_OF))
            assert (counts.read.content, counts.rows, counts.faulty) == (6, 4, 1)
            assert counts.read.first_aside == {"sum": [4], "remark": [7]}
            faults = [row[3] for row in (list(row) for _, row in open_book(target).table().rows())]
            assert [bool(cell) for cell in faults] == [True, False, False, False, True, False, True, True]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (["平均", "", "", "本科", "", ""], "没有当作人员的 1 行（第 3 行）：合计或小计。"),
        ([" ".join(text) for text in HEADINGS], "没有当作人员的 1 行（第 3 行）：表头，或对表头的说明。"),
    ],
)
def test_an_average_and_headings_with_spaces_are_nobody(tmp_path, first, said):
    remarks: list[Text] = []
    source = tmp_path / "in.csv"
    source.write_bytes(comma([HEADINGS, ["1", "张三", "", "本科", "", ""], first]))
    check_file(source, tmp_path / "out.csv", Grounds(PACK, AS_OF), tell=remarks.append)
    assert remarks[0].zh == said


def test_a_table_of_headings_only_names_their_row(tmp_path):
    source = tmp_path / "in.csv"
    source.write_bytes(comma([HEADINGS]))
    with pytest.raises(Refused, match="到第 1 行"):
        check_file(source, tmp_path / "out.csv", Grounds(PACK, AS_OF))


def test_a_column_of_a_few_odd_marks_is_read_for_everybody_else(tmp_path):
    """Each odd mark is its cell's fault; the column under its own heading is not given up for them."""
    rows = [[f"甲{n}", "企业", "本科"] for n in range(60)]
    rows += [[f"乙{n}", "企业", mark] for n, mark in enumerate(["同上", "x", "见附件", "未交来", "不详1"])]
    source = tmp_path / "in.csv"
    source.write_bytes(comma([["姓名", "工作单位性质", "最高学历"], *rows]))
    counts = check_file(source, tmp_path / "out.csv", Grounds(PACK, AS_OF))
    assert (counts.rows, counts.faulty) == (65, 5)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("mark", ["/", "——", "-", "\\", "＼", "…"])
def test_a_row_that_is_struck_out_is_nobody(tmp_path, kind, mark):
    rows = [["张三", "本科", "机械工程"], [mark, mark, mark], [mark, "本科", mark], ["——三", mark, mark]]
    source = tmp_path / f"in.{kind}"
    source.write_bytes(MAKERS[f".{kind}"]([["姓名", "最高学历", "从事专业"], *rows]))
    counts = check_file(source, tmp_path / "out.csv", Grounds(PACK, AS_OF))
    assert (counts.read.aside, counts.rows, counts.read.content) == ({"empty": 1}, 3, 4)


NAMES: dict[str, list[str]] = yaml.load((CASES / "roster" / "names.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
DEPARTMENTS, SOMEBODY = NAMES["departments"], NAMES["somebody"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_row_of_a_department_s_name_alone_is_a_title_and_nobody_of_like_a_name_is(tmp_path, kind):
    heads = ["姓名", "最高学历", "从事专业"]
    rows: list[list[Any]] = [["张三", "本科", "机械工程"], *([name, None, None] for name in (*DEPARTMENTS, *SOMEBODY))]
    # Whoever has a fact is somebody, whatever they are called.
    rows += [[name, "本科", None] for name in DEPARTMENTS]
    source = tmp_path / f"in.{kind}"
    source.write_bytes(MAKERS[f".{kind}"]([heads, *rows]))
    counts = check_file(source, tmp_path / "out.csv", Grounds(PACK, AS_OF))
    assert counts.read.aside == {"section": len(DEPARTMENTS)}
    assert counts.rows == 1 + len(SOMEBODY) + len(DEPARTMENTS)
    assert counts.read.content == len(rows)


@pytest.mark.parametrize("number", ["", "一", "（二）", "三、"])
def test_a_department_s_title_among_names_is_named_with_its_row(tmp_path, number):
    remarks: list[Text] = []
    source = tmp_path / "in.csv"
    source.write_bytes(comma([HEADINGS, [number, "质检部", "", "", "", ""], ["1", "张三", "", "本科", "", ""]]))
    check_file(source, tmp_path / "out.csv", Grounds(PACK, AS_OF), tell=remarks.append)
    assert remarks[0].zh == "没有当作人员的 1 行（第 2 行）：分组的标题。"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("从事本专业起始日", ["21.7", "2018.9-2021.7", "Jul-21", "2021-07-31", "民国110年"]),
        ("现有职称", ["技师", "高级工", "助理级", "见习", "中级工"]),
        ("最高学历", ["大专肄业", "国开", "本科", "成教", "在读"]),
        ("专业技术职务", ["助理级", "工程师（未聘）", "十二级", "初级", "拟评"]),
        ("文化程度", ["大学", "大专文化", "在读", "成教", "国开"]),
    ],
)
def test_under_a_fact_s_own_name_each_cell_is_at_fault_and_not_the_column(tmp_path, heading, cells):
    remarks: list[Text] = []
    source = tmp_path / "in.csv"
    source.write_bytes(comma([["姓名", heading], *([f"甲{n}", cell] for n, cell in enumerate(cells))]))
    counts = check_file(source, tmp_path / "out.csv", Grounds(PACK, AS_OF), tell=remarks.append)
    assert (counts.rows, counts.faulty) == (5, 4)
    assert not any("没有用来核对" in remark.zh for remark in remarks)
