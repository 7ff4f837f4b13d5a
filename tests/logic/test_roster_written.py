"""What is written: text stays text, a file is whole or not there, the unit's own copy is marked."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from logic.roster import work
from logic.roster.columns import propose
from logic.roster.model import CellFault, Refused
from logic.roster.work import check_file
from logic.roster.writing import appearing, harmless, marked_copy
from logic.words.language import Text
from tests.logic.applicants import AS_OF, PACK
from tests.logic.roster_tables import GROUNDS, HEADINGS, MAKERS, PEOPLE, comma, parquet, table_of, xlsx
from tests.logic.rosters import RowReader


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
