"""The files that are made of a roster, the next month, another day, and calling it off."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from threading import Event
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from logic.findings import Verdict
from logic.labels import VERDICT_CELLS
from logic.roster.answers import Assessor
from logic.roster.model import OUR_COLUMNS, OUR_SHEETS
from tests.pages.clerk import HEADS, READY, SMALL, Clerk, keys, result_files, table
from ui.unit import files
from ui.unit import job as unit_job
from ui.unit.files import marked_file, result_file
from ui.unit.going_on import JOB


def test_the_result_file_keeps_the_units_columns_and_adds_ours(xlsx, unit):
    clerk = Clerk().hand_in(xlsx, "a.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(result_file(clerk.job)))
    assert tuple(book.sheet_names) == OUR_SHEETS
    # The title stays above, so that rows have the numbers of the unit's own file.
    rows = book.get_sheet_by_name(OUR_SHEETS[0]).to_python()[clerk.job.table.heading_row - 1 :]
    own = list(clerk.job.table.headings)
    assert rows[0] == [*own, *OUR_COLUMNS]
    before = CalamineWorkbook.from_filelike(io.BytesIO(xlsx)).get_sheet_by_index(0).to_python()[4:204]
    assert [row[: len(own)] for row in rows[1:]] == before
    counts = Counter(row[len(own)] for row in rows[1:])
    assert {v: counts[VERDICT_CELLS[v]] for v in Verdict} == {v: clerk.tiles[v] for v in Verdict}


def test_the_result_handed_in_again_shows_what_has_changed():
    first = Clerk().hand_in(SMALL)
    out = result_file(first.job)
    again = Clerk().hand_in(out, "a.xlsx")
    assert again.say("比过 {n} 人，结论都没变。").format(n=5) in again.notes
    assert again.job.columns[-1].kind == "ours"
    later = Clerk(as_of="2024-09-01").hand_in(out, "a.xlsx")
    assert "华元化（工程部）：暂不能申报 → " in later.notes
    rows = CalamineWorkbook.from_filelike(io.BytesIO(result_file(later.job))).get_sheet_by_index(0).to_python()
    assert rows[0] == [*HEADS.split(","), *OUR_COLUMNS]


def test_what_was_decided_of_the_columns_comes_back_with_the_result():
    heads = HEADS.replace("专业对口", "随便").replace("在本区工作", "工作地").replace("最高学历", "毕业学历")
    clerk = Clerk().upload(table(f"秦越人,工程部,1,{READY},食品科学,=1+1", heads=f"{heads},毕业专业,备注"))
    there = heads.split(",")
    clerk.take(there.index("工作地"), "works_in_district").take(there.index("随便"), "major_related")
    clerk.take(there.index("毕业学历"), "education")
    first = clerk.check()
    assert first.tiles["eligible"] == 1
    again = Clerk().upload(result_file(first.job), "a.xlsx")
    assert again.say("没有把握这一列是什么。请确认。") not in again.text
    assert "会按“不清楚”算：继续教育学时。" in again.notes
    assert again.check().tiles == first.tiles
    assert [c.key for c in again.job.columns][: len(there)] == [c.key for c in first.job.columns][: len(there)]


def test_another_day_judges_the_same_table_anew():
    clerk = Clerk().hand_in(SMALL)
    assert clerk.tiles["eligible"] == 1
    clerk.at.query_params["as_of"] = "2023-08-01"
    clerk.run()
    assert clerk.token == "unit:results"
    assert clerk.job.as_of == dt.date(2023, 8, 1)
    assert clerk.tiles == Clerk(as_of="2023-08-01").hand_in(SMALL).tiles


def test_a_long_reading_shows_how_far_it_is_and_can_be_called_off(monkeypatch):
    go_on = Event()
    answer = Assessor.answer

    def slowly(self: Assessor, chunk: Any) -> Any:
        go_on.wait(30)
        return answer(self, chunk)

    monkeypatch.setattr(Assessor, "answer", slowly)
    monkeypatch.setattr(unit_job.Job, "wait", lambda self, seconds: None)
    clerk = Clerk().upload(SMALL)
    clerk.click("primary_check")
    job = clerk.job
    assert clerk.token == "unit:running"
    clerk.click("nav_cancel")
    assert clerk.token == "unit"
    assert JOB not in clerk.at.session_state
    go_on.set()
    job._thread.join(30)
    assert job.overview is None or job.rows == []


def test_what_goes_wrong_inside_is_stated_without_the_cell(monkeypatch, caplog, capfd):
    def broken(self: Assessor, chunk: Any) -> Any:
        raise RuntimeError(f"cannot read {chunk.cells}")

    monkeypatch.setattr(Assessor, "answer", broken)
    clerk = Clerk().upload(SMALL)
    clerk.click("primary_check")
    assert clerk.say("没有核对成") in clerk.notes
    assert "秦越人" not in caplog.text + "".join(capfd.readouterr()) + clerk.notes


@pytest.fixture
def many(monkeypatch) -> Clerk:
    """A roster of which a file takes long."""
    monkeypatch.setattr(files, "_AT_ONCE", 3)
    return Clerk().hand_in(SMALL)


def test_a_file_of_many_rows_is_made_first_and_is_the_same(many):
    assert result_files(many.at.download_button) == []
    for key in ("primary_result_file", "nav_marked_file"):
        many.click(f"{key}_make")
        assert key in keys(many.at.download_button)
        assert f"{key}_make" not in keys(many.at.button)
    made = [many.job.files[key].content for key in ("primary_result_file", "nav_marked_file")]
    for content, once in zip(made, (result_file(many.job), marked_file(many.job)), strict=True):
        assert content is not None
        sheets = [CalamineWorkbook.from_filelike(io.BytesIO(one)).get_sheet_by_index(0) for one in (content, once)]
        assert sheets[0].to_python() == sheets[1].to_python()


@pytest.mark.parametrize("count", [999, 1000, 1500])
def test_making_says_when_all_rows_are_written(count):
    clerk = Clerk().hand_in(table(*(f"秦{n},,{n},{READY.replace('大学本科', '本科？')}" for n in range(count))))
    for make in (result_file, marked_file):
        dates: list[int] = []
        make(clerk.job, dates.append)
        assert dates == sorted(dates)
        assert dates[-1] == count


class Slow:
    """The result file, being made until it is let go; its first and its last word of how far it is."""

    def __init__(self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, first: int, last: int | None) -> None:
        self._go_on, dates = Event(), Event()

        def slowly(job: Any, progress: Any) -> bytes:
            progress(first)
            dates.set()
            self._go_on.wait(30)
            if last is not None:
                progress(last)
            return b"never"

        monkeypatch.setattr(files, "result_file", slowly)
        monkeypatch.setattr(unit_job.Making, "wait", lambda making, seconds: dates.wait(30))
        clerk.click("primary_result_file_make")
        self.making = clerk.job.files["primary_result_file"]

    def ends_with_nothing(self) -> bool:
        self._go_on.set()
        self.making._thread.join(30)
        return (self.making.content, self.making.trouble) == (None, None)


def test_a_file_being_made_shows_how_far_it_is_and_can_be_called_off(many, monkeypatch):
    slow = Slow(many, monkeypatch, 2, 5)
    assert (slow.making.done, slow.making.total) == (2, 5)
    assert 0 < slow.making.part < 0.5
    assert slow.making.seconds_left is not None
    assert result_files(many.at.download_button) == []
    assert "primary_result_file_make" not in keys(many.at.button)
    many.click("nav_cancel_file")
    assert slow.ends_with_nothing()
    many.run()
    assert "primary_result_file_make" in keys(many.at.button)


def test_another_file_calls_off_the_one_being_made(many, monkeypatch):
    slow = Slow(many, monkeypatch, 1, 5)
    many.click("link_unit_again")
    assert slow.ends_with_nothing()


def test_another_day_calls_off_the_file_being_made_though_it_is_being_saved(many, monkeypatch):
    slow = Slow(many, monkeypatch, 5, None)
    many.at.query_params["as_of"] = "2023-08-01"
    many.run()
    assert slow.ends_with_nothing()
    assert many.job.files == {}


def test_a_file_that_fails_is_stated_without_the_cell_and_can_be_tried_again(many, monkeypatch, caplog, capfd):
    def broken(job: Any, progress: Any) -> bytes:
        raise RuntimeError(str(job.rows[0].cells))

    monkeypatch.setattr(files, "result_file", broken)
    many.click("primary_result_file_make")
    assert many.say("没有生成文件") in many.notes
    assert "秦越人" not in caplog.text + "".join(capfd.readouterr()) + many.notes
    monkeypatch.undo()
    monkeypatch.setattr(files, "_AT_ONCE", 3)
    many.click("primary_result_file_make")
    assert "primary_result_file" in keys(many.at.download_button)
    assert many.say("没有生成文件") not in many.notes
