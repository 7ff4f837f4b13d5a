"""What the clerk says once for all: words, and what is so of everybody; kept in the summary and read again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from logic.facts import Employment
from logic.findings import Verdict
from logic.roster.answers import Assessor
from logic.roster.columns import Column, ColumnUse, check, decided, propose
from logic.roster.file import open_book, pasted
from logic.roster.meanings import (
    FOR_EVERYBODY,
    USUAL_STAFF,
    asked_of_everybody,
    stated_before,
    stated_of,
    topic_name,
    unsettled,
    value_name,
    with_everybody,
    with_meanings,
)
from logic.roster.model import Row
from logic.roster.rows import proposed
from logic.roster.work import check_file, result
from logic.roster.writing import Grounds
from tests.logic.applicants import PACK
from tests.logic.rosters import RowReader
from tests.made_up_unit import AS_OF

HOSPITAL = Path(__file__).parents[1] / "files" / "units" / "hospital.xlsx"
# Which of the doubtful columns is what, by heading.
SAID = {"参加工作时间": "service_start"}
ANSWERS = {
    ("specialty", "临床内科"): "health",
    ("specialty", "药学"): "health",
    ("education", "研究生"): "master",
    ("hours.general", "合格"): 30,
    ("hours.professional", "合格"): 60,
    ("title_level", "执业药师"): None,
}


def hospital() -> tuple[Any, tuple[Column, ...]]:
    table = open_book(HOSPITAL).table()
    columns = proposed(table.headings, list(table.people()), {}, PACK, AS_OF)
    said = {c.place: SAID.get(c.heading, "") for c in columns if c.kind is ColumnUse.UNCLEAR}
    found = decided(columns, said)
    check(found)
    return table, found


def judged(table: Any, columns: tuple[Column, ...]) -> list[Row]:
    reader = RowReader(columns, PACK, AS_OF)
    return [
        reader.row(chunk.first + place, row)
        for chunk in table.chunks()
        for place, row in enumerate(chunk.rows())
        if place not in chunk.aside
    ]


@pytest.fixture(scope="module")
def found() -> Any:
    table, columns = hospital()
    return unsettled(table.chunks(), columns, PACK, AS_OF)


def words(found: Any) -> dict[tuple[str, str], Any]:
    return {(word.topic, word.text): word for word in found.words}


def test_words_that_are_not_understood_are_listed_once_with_how_many_have_them(found):
    counts = {about: word.people for about, word in words(found).items()}
    assert counts["specialty", "临床内科"] == 14
    assert counts["education", "研究生"] == 11
    # Once for all years of a subject; a colleague who has it twice is one person.
    assert counts["hours.general", "合格"] == counts["hours.professional", "合格"] == 10
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


@pytest.mark.parametrize(
    ("about", "nearest"),
    [
        (("specialty", "临床内科"), "health"),
        (("education", "研究生"), "doctor"),
        (("hours.general", "合格"), 30),
    ],
)
def test_the_nearest_comes_first_and_not_known_can_always_be_said(found, about, nearest):
    word = words(found)[about]
    assert word.choices[0] == nearest
    assert word.near >= 1
    assert None in word.choices
    assert len(set(word.choices)) == len(word.choices)


def test_a_licence_is_never_near_a_title(found):
    assert {word.near for word in found.words if word.topic == "title_level"} == {0}


def test_one_answer_holds_for_everyone():
    table, columns = hospital()
    before = judged(table, columns)
    after = judged(table, with_meanings(columns, ANSWERS))
    assert sum(bool(row.faults) for row in before) > 30
    assert sum(bool(row.faults) for row in after) < 12
    answered = {text for _, text in ANSWERS}
    assert not any(str(row.cells[fault.column]) in answered for row in after for fault in row.faults)


def test_a_hospital_s_file_is_usable_after_a_few_answers():
    table, columns = hospital()
    everybody = dict(USUAL_STAFF) | {"employment": Employment.PUBLIC_INSTITUTION, "post_vacancy": True}
    rows = judged(table, with_everybody(with_meanings(columns, ANSWERS), everybody))
    usable = [row for row in rows if row.outcome and row.outcome.verdict is not Verdict.INCOMPLETE]
    assert len(rows) == 60
    assert len(usable) > 40
    assert all(row.applicant and row.applicant.residency == "mainland" for row in rows)


def test_not_known_is_an_answer_and_no_fault():
    (row,) = judged_words("最高学历\n研究生", {("education", "研究生"): None})
    assert row.applicant and row.applicant.education is None
    assert not row.faults


def judged_words(text: str, meanings: Any, everybody: Any = None) -> list[Row]:
    table = pasted("姓名\t" + text.replace("\n", "\n甲\t")).table()
    columns = with_everybody(with_meanings(propose(table.headings), meanings), everybody or {})
    return judged(table, columns)


@pytest.mark.parametrize("cell", ["临床 内科", "临床内科\u200b"])
def test_a_word_is_the_same_whatever_its_spaces(cell):
    (row,) = judged_words(f"从事专业\n{cell}", {("specialty", "临床内科"): "health"})
    assert row.applicant and row.applicant.specialty == "health"


# --- everybody ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"), [("", True), ("-", True), ("是", True), ("否", False), ("不清楚", None), ("随便", None)]
)
def test_a_cell_of_one_s_own_goes_before_what_is_so_of_everybody(cell, value):
    (row,) = judged_words(f"劳动或聘用合同\t从事专业\n{cell}\t农学", {}, {"under_contract": True})
    assert row.applicant and row.applicant.under_contract is value
    assert bool(row.faults) is (cell == "随便")


def test_what_no_column_tells_is_so_of_everybody():
    (row,) = judged_words("从事专业\n农学", {}, {"employment": Employment.ENTERPRISE, "works_in_district": False})
    assert row.applicant and (row.applicant.employment, row.applicant.works_in_district) == ("enterprise", False)


def test_what_the_kind_of_employer_makes_needless_is_not_asked():
    assert "disciplinary_period" not in asked_of_everybody({"employment": Employment.ENTERPRISE})
    assert set(asked_of_everybody({"employment": Employment.PUBLIC_INSTITUTION})) == set(FOR_EVERYBODY)
    assert set(asked_of_everybody({})) == set(FOR_EVERYBODY)


def test_columns_with_gaps_are_distinguished_from_full_ones():
    table = pasted("姓名\t在本区工作\t劳动或聘用合同\n甲\t是\t\n乙\t否\t是").table()
    assert unsettled(table.chunks(), propose(table.headings), PACK, AS_OF).blank == {"under_contract"}


# --- the summary, and next month ------------------------------------------------------------------------------------


def test_every_value_has_a_name_of_its_own_that_is_read_again():
    for topic, values in (
        *((field, (*_values(field), None)) for field in (*FOR_EVERYBODY, "education", "title_level", "specialty")),
        ("hours.general", (30, None)),
    ):
        for value in values:
            line = {f"{topic_name(topic).zh}“某词”": value_name(topic, value, PACK).zh}
            assert stated_before(line, PACK)[0] == {(topic, "某词"): value}


def _values(field: str) -> tuple[Any, ...]:
    from logic.roster.meanings import _choices

    return _choices(field, PACK)


@pytest.mark.parametrize(
    "left", ["从事专业“”", "没有这样一项“外科”", "全单位：", "“", "全单位：没有", "从事专业“外科”"]
)
def test_lines_that_say_nothing_are_passed_over(left):
    assert stated_before({left: "乱写"}, PACK) == ({}, {})


def test_what_was_said_comes_back_with_the_result_and_holds_on_the_command_line(tmp_path):
    table, columns = hospital()
    everybody = dict(USUAL_STAFF) | {"employment": Employment.PUBLIC_INSTITUTION, "post_vacancy": True}
    columns = with_everybody(with_meanings(columns, ANSWERS), everybody)
    rows = judged(table, columns)
    basis = Grounds(PACK, AS_OF)
    assessor = Assessor(columns, PACK, AS_OF)
    answers = [(chunk, assessor.answer(chunk)) for chunk in table.chunks()]
    content = result(".xlsx", table, columns, basis, answers, assessor.reader.wordings)
    book = open_book(content)
    assert stated_before(book.before(), PACK) == (ANSWERS, everybody)
    assert dict(stated_of(columns, PACK)).items() <= dict(book.before()).items()
    # Nothing but the table's own columns and ours is in the table.
    assert book.table().headings[: len(table.headings)] == table.headings
    (tmp_path / "first.xlsx").write_bytes(content)
    counts = check_file(tmp_path / "first.xlsx", tmp_path / "second.xlsx", basis)
    assert counts.verdicts == Counter(row.outcome.kind for row in rows if row.outcome)
