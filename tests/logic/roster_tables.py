"""Small rosters in every format, and how they are read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from logic.roster.file import Table, open_book
from logic.roster.model import Refused
from logic.roster.writing import Grounds
from tests.logic.applicants import AS_OF, PACK

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
