"""What a clerk takes home: the list by itself, who must act by when, papers to post and to sign, and last time."""

from __future__ import annotations

import datetime as dt
import io
import itertools

import pytest
from python_calamine import CalamineWorkbook

from logic.findings import Level, Verdict
from logic.roster.columns import decided
from logic.roster.file import Table, pasted
from logic.roster.filing_dates import filing_dates
from logic.roster.last_time import changes_since
from logic.roster.model import OUR_COLUMNS, OUR_SHEETS, Refused
from logic.roster.posts import posts, posts_table
from logic.roster.rows import proposed
from logic.roster.take_home import as_plain, due_list, due_text, list_sheet
from logic.roster.work import result
from logic.roster.writing import Grounds
from logic.sheet.unit_paper import bulletin, summary, those_who_apply
from tests.logic.applicants import PACK
from tests.made_up_unit import AS_OF, NAME, made_up_unit, write_xlsx
from ui.unit.job import Job, opened


def judged(table: Table) -> Job:
    some = list(itertools.islice(table.people(), 200))
    job = Job(table, decided(proposed(table.headings, some, {}, PACK, AS_OF), {}), PACK, AS_OF).start()
    job.wait(60)
    assert job.overview is not None, job.trouble
    return job


@pytest.fixture(scope="module")
def job() -> Job:
    file = io.BytesIO()
    write_xlsx(file, made_up_unit())
    return judged(opened(file.getvalue()).table())


def test_the_list_holds_those_people_and_nobody_else(job):
    rows = [row for row in job.rows if row.outcome is not None and row.outcome.kind == Verdict.CONFIRM]
    made = io.BytesIO(list_sheet(rows, job.answers, job.places))
    head, *lines = CalamineWorkbook.from_filelike(made).get_sheet_by_index(0).to_python()
    assert [int(float(str(line[0]))) for line in lines] == [row.number for row in rows]
    assert [line[2] for line in lines] == [job.places.person(row).name for row in rows]
    assert {line[head.index("结论")] for line in lines} == {"需要确认"}


def test_who_must_act_by_when_names_each_who_can_apply_with_a_day_to_come(job):
    texts = due_list(job.rows, job.places, PACK, AS_OF)
    said = due_text(texts, PACK, AS_OF).zh
    for row in those_who_apply(job.rows):
        if row.outcome is not None and row.outcome.window is not None:
            assert job.places.person(row).name in dict(texts)[job.places.person(row).department].zh
    assert "最迟 2023 年 10 月 16 日，单位开始公示" in said and "您" not in said
    # Of whom the specialty is not known, nobody knows the days, and it is asked for at once.
    undated = [r for r in job.rows if r.outcome is not None and r.outcome.route == "undetermined"]
    at_once = "".join(line for line in said.splitlines() if line.startswith("尽快把缺的几项告诉单位人事："))
    assert undated and all(job.places.person(row).name in at_once for row in undated)
    after = dt.date(2024, 9, 2)
    late = Job(job.table, job.columns, PACK, after).start()
    late.wait(60)
    assert due_list(late.rows, late.places, PACK, after) == ()


def test_papers_with_the_name_of_the_unit_are_made(job):
    table = posts_table(posts(job.rows, job.places, PACK, AS_OF, {Level.ASSISTANT: 3}), PACK)
    for made in (
        bulletin(job.rows, job.places, NAME, PACK),
        summary(job.overview, filing_dates(job.overview, PACK, AS_OF), table, "", PACK, AS_OF),
    ):
        assert made.startswith(b"%PDF-")


def test_the_result_keeps_title_row_numbers_and_posts(job):
    table = tuple(posts_table(posts(job.rows, job.places, PACK, AS_OF, {Level.ASSISTANT: 3}), PACK))
    made = result(".xlsx", job.table, job.columns, Grounds(PACK, AS_OF, table), job.answers, job.wordings)
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    lines = book.get_sheet_by_name(OUR_SHEETS[0]).to_python()
    assert lines[0][0] == job.table.above[0][0]
    for row in job.rows[:50]:
        assert str(lines[row.number - 1][1]) == str(row.cells[1] or "")
    faults = book.get_sheet_by_name(OUR_SHEETS[2]).to_python()[1:]
    assert [int(float(str(line[0]))) for line in faults] == [fault.row for row in job.rows for fault in row.faults]
    assert ["助理级", 3] in [line[:2] for line in book.get_sheet_by_name(OUR_SHEETS[1]).to_python()]
    # Read again, it is the same roster.
    again = judged(opened(made).table(OUR_SHEETS[0]))
    assert [row.number for row in again.rows] == [row.number for row in job.rows]
    assert again.overview is not None and again.overview.changes is not None
    assert not again.overview.changes.changed


def test_last_time_beside_today_names_who_changed_came_and_left():
    heads = "\t".join(("姓名", "工号", *OUR_COLUMNS))
    people = ("秦越人\t1\t暂不能申报", "华元化\t2\t信息不全", "张机\t3\t可以申报")
    then = pasted("\n".join((heads, *people))).table()
    now = judged(pasted("姓名\t工号\t最高学历\n秦越人\t1\t大学本科\n华元化\t2\t大学本科\n葛洪\t4\t大学本科\n").table())
    found = changes_since(now.rows, now.places, then)
    assert found.compared == 2
    assert [one.name for one in found.came] == ["葛洪"] and [one.name for one in found.left] == ["张机"]
    assert [(one.person.name, one.before, one.after) for one in found.changed] == [("秦越人", "not_yet", "incomplete")]
    with pytest.raises(Refused, match="结论"):
        changes_since(now.rows, now.places, pasted("姓名\t工号\n秦越人\t1\n").table())
    with pytest.raises(Refused, match="对上"):
        changes_since(
            now.rows, now.places, pasted(heads.replace("姓名\t工号", "部门\t备注") + "\n一\t二\t可以申报\n").table()
        )


def test_a_text_to_paste_is_a_file_that_windows_own_editor_reads():
    assert as_plain("甲：\n乙").decode("utf-8") == "\ufeff甲：\r\n乙"
