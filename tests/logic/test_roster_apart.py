"""A stranger's file in a process of its own: it may do what it wants to that process."""

from __future__ import annotations

import io
import pickle

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from logic.roster.file import apart, open_book, opened_apart
from logic.roster.model import Refused
from tests.logic.roster_tables import HEADINGS, PEOPLE, xlsx
from tests.logic.workbooks import rows, typed, workbook

HEADS = typed("姓名", "最高学历")


def refused(content: bytes, most_rows: int = 100) -> str:
    with pytest.raises(Refused) as why:
        opened_apart(content, most_rows).table()
    assert why.value.text.en
    return why.value.text.zh


def test_it_tells_what_opening_it_here_tells():
    content = xlsx([["花名册"], HEADINGS, *PEOPLE], others=["二组"], hidden=["草稿"])
    here, there = open_book(content), opened_apart(content, 100)
    assert (there.kind, there.sheets, there.rosters, there.notes) == (here.kind, here.sheets, here.rosters, here.notes)
    for name in here.sheets:
        one, other = here.table(name), there.table(name)
        assert (other.headings, other.heading_row, other.above) == (one.headings, one.heading_row, one.above)
        assert list(other.rows()) == list(one.rows()) == list(other.rows())
        assert [list(map(type, row)) for _, row in other.rows()] == [list(map(type, row)) for _, row in one.rows()]


def test_a_sentence_of_refusal_comes_through():
    assert "打不开" in refused(b"PK\x03\x04garbage" * 10)
    assert "只有表头" in refused(workbook(rows(HEADS)))


def test_more_rows_than_the_page_holds():
    content = workbook(rows(HEADS, *[typed("张三", "本科")] * 101))
    assert "超过 100 行" in refused(content)
    assert len(list(opened_apart(content, 101).table().rows())) == 101


def test_a_process_that_dies_is_one_sentence(monkeypatch):
    for end in ("os.abort()", "os._exit(0)", "print('no table')"):
        monkeypatch.setattr(apart, "_SERVE", f"import os; {end}  # {{root!r}}")
        assert "太大" in refused(workbook(rows(HEADS)))


def test_a_process_that_takes_for_ever_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "_LONGEST_WAIT", 0.2)
    monkeypatch.setattr(apart, "_SERVE", "import threading; threading.Event().wait()  # {root!r}")
    assert "太大" in refused(workbook(rows(HEADS)))


def test_what_takes_too_much_memory_is_one_sentence():
    """Lists within cells are unpacked by a library: 200,000 rows of 60 numbers each come to far more than allowed."""
    source = io.BytesIO()
    pq.write_table(pa.table({"最高学历": pa.array([[1] * 60] * 200_000)}), source, compression="zstd")
    assert "太大" in refused(source.getvalue(), 10**9)


def test_nothing_that_could_run_is_taken_back():
    class Runs:
        def __reduce__(self):
            return print, ("ran",)

    with pytest.raises(KeyError):
        apart._Plain(io.BytesIO(pickle.dumps(Runs()))).load()
