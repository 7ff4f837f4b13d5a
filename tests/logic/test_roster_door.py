"""The door, an Arrow record batch in and one with our columns out; and rows of files, which say what assess says."""

from __future__ import annotations

import datetime as dt
import pickle
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logic.advice import earliest_by_time, is_elsewhere, obstacles
from logic.assess import assess
from logic.facts import read_applicant
from logic.labels import CRITERION_NAMES, HOURS_VERDICT_NAMES, LEVEL_NAMES, ROUTE_NAMES, VERDICT_CELLS, fact_names
from logic.roster import answer, plan
from logic.roster.answers import OUR_SCHEMA
from logic.roster.file import open_book
from logic.roster.file.cell import text_of
from logic.roster.model import ELSEWHERE_CELL, OUR_COLUMNS, Refused
from logic.roster.work import check_file
from logic.roster.writing import Grounds
from logic.spoken import speak_of
from tests.logic import strategies
from tests.logic.applicants import AS_OF, PACK
from tests.logic.test_roster_rows import HEADINGS, cells_of_facts, listed_in_full

PEOPLE = st.lists(strategies.anybody.filter(listed_in_full), min_size=1, max_size=6)


def batch(rows: list[list[Any]]) -> pa.RecordBatch:
    columns = [[None if cell is None else text_of(cell) for cell in column] for column in zip(*rows, strict=True)]
    return pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], HEADINGS)


def expected(facts: dict[str, Any]) -> dict[str, Any]:
    """What the contract's columns say of somebody, read off what ``assess`` says."""
    applicant = read_applicant({**facts, "hours": facts.get("hours") or None}, as_of=AS_OF, specialties=PACK.by_id)
    found = assess(applicant, PACK, AS_OF)
    route, first = found.route, obstacles(found.route)[:1]
    bars = [finding.criterion for finding in route.findings if finding.barring]
    away = is_elsewhere(route.route, found.verdict, bars)
    return {
        "结论": ELSEWHERE_CELL if away else VERDICT_CELLS[found.verdict],
        "申报途径": ROUTE_NAMES[found.recommended].zh,
        "对应层级": LEVEL_NAMES[found.level].zh if found.level else None,
        "对应职称": found.title.zh if found.title else None,
        "学时结论": HOURS_VERDICT_NAMES[found.hours.verdict].zh if found.hours else None,
        "公需年均": found.hours.general.average if found.hours else None,
        "主要障碍": "".join(f"{CRITERION_NAMES[f.criterion].zh}：{speak_of(f.text.zh, 'zh')}" for f in first) or None,
        "最早可申报日": earliest_by_time(route),
        "待补信息": fact_names(found.missing).zh if found.missing else None,
        "填写错误": None,
    }


@given(PEOPLE)
@settings(max_examples=60)
def test_a_batch_comes_to_what_each_of_its_people_comes_to(people):
    given_ = batch([list(cells_of_facts(facts)) for facts in people])
    out = answer(given_, plan(HEADINGS, PACK, AS_OF))
    assert out.schema.names == [*HEADINGS, *OUR_COLUMNS]
    assert out.select(HEADINGS).equals(given_)
    for row, facts in zip(out.to_pylist(), people, strict=True):
        wanted = expected(facts)
        assert {name: row[name] for name in wanted} == wanted


@pytest.mark.parametrize("kind", [".csv", ".xlsx", ".parquet"])
@given(people=PEOPLE)
@settings(max_examples=10, deadline=None)
def test_a_row_of_a_file_gives_what_assess_gives(kind, people):
    # Nothing but blanks is an empty row, and a long text all alone may be a remark.
    people = [facts for facts in people if sum(cell is not None for cell in cells_of_facts(facts)) > 1]
    if not people:
        return
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "in.parquet", Path(name) / f"out{kind}"
        pq.write_table(pa.Table.from_batches([batch([list(cells_of_facts(facts)) for facts in people])]), source)
        counts = check_file(source, target, Grounds(PACK, AS_OF))
        table = open_book(target).table()
        rows = [dict(zip(table.headings, cells, strict=True)) for _, cells in table.rows()]
    assert (counts.rows, counts.faulty) == (len(people), 0)
    for row, facts in zip(rows, people, strict=True):
        wanted = expected(facts)
        for column, value in wanted.items():
            cell = row[column]
            if isinstance(value, float):
                assert float(cell) == value
            else:
                assert text_of(cell) == text_of(value), column


def test_the_same_comes_out_however_a_table_is_cut():
    people = [
        {"education": "bachelor", "title_level": "none"},
        {"specialty": "health", "service_start": "2019-07-01"},
        {"employment": "civil_servant"},
    ]
    rows = [list(cells_of_facts(facts)) for facts in people]
    rules = plan(HEADINGS, PACK, AS_OF)
    whole = answer(batch(rows), rules)
    cut = [answer(batch([row]), pickle.loads(pickle.dumps(rules))) for row in rows]
    assert pa.Table.from_batches(cut).combine_chunks().to_batches() == [whole]


def test_a_faulty_cell_is_named_by_its_column():
    row = list(cells_of_facts({"education": "bachelor"}))
    row[HEADINGS.index("education")] = "研究生"
    cells = answer(batch([row]), plan(HEADINGS, PACK, AS_OF)).to_pylist()[0]
    assert cells["填写错误"].startswith("N（education）：")


def test_old_answers_are_replaced_and_types_are_kept():
    given_ = pa.RecordBatch.from_arrays(
        [pa.array([7]), pa.array([dt.date(2019, 7, 1)]), *(pa.array([None], field.type) for field in OUR_SCHEMA)],
        ["工号", "从事本专业起始日", *OUR_COLUMNS],
    )
    rules = plan(given_.schema.names, PACK, AS_OF)
    out = answer(given_, rules)
    assert out.schema == rules.schema(given_.schema) and out.schema.names == given_.schema.names
    assert out.column(0).to_pylist() == [7] and out.column("结论").to_pylist() == ["信息不全"]


def test_headings_are_stated_where_they_do_not_say_it():
    assert [c.field for c in plan(["入职", "学历"], PACK, AS_OF, {"入职": "service_start"}).columns] == [
        "service_start",
        "education",
    ]
    with pytest.raises(Refused):
        plan(["姓名"], PACK, AS_OF)
