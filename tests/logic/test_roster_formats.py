"""Every format goes to every format, with a summary."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from logic.roster.columns import ColumnUse, propose
from logic.roster.file import open_book
from logic.roster.model import OUR_COLUMNS
from logic.roster.work import check_file
from tests.logic.applicants import PACK
from tests.logic.roster_tables import GROUNDS, HEADINGS, JULY, MAKERS, PEOPLE, comma, read_back, table_of


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
