"""The template a unit fills in: made from the facts, and read back by the same words."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from logic.facts import EARLIEST_DATE, FACTS, FIELDS, LATEST_DATE, MOST_HOURS_A_YEAR
from logic.labels import CHOICE_NAMES, FACT_NAMES
from logic.roster import template
from logic.roster.columns import ColumnUse, propose
from logic.roster.model import TEMPLATE_SHEETS
from logic.roster.template.columns import clauses_of
from tests.logic.applicants import AS_OF, PACK

ROOT = Path(__file__).resolve().parents[2]
NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
SPECIALTIES = {specialty.zh for specialty in PACK.specialties}


@pytest.fixture(scope="module")
def made() -> bytes:
    stream = io.BytesIO()
    template.write_template(stream, PACK, AS_OF)
    return stream.getvalue()


@pytest.fixture(scope="module")
def book(made: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(made))


def rows_of(book, sheet):
    return book.get_sheet_by_name(sheet).to_python()


def checks(made):
    """Validations of the staff sheet, by heading."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    titles = [column.title for column in template.headings(PACK, AS_OF)]
    found = {}
    for check in sheet.iterfind(".//x:dataValidation", NS):
        letters = check.get("sqref", "").partition("2:")[0]
        place = 0
        for letter in letters:
            place = place * 26 + ord(letter) - 64
        found[titles[place - 1]] = check
    return found


def test_the_staff_sheet_holds_headings_and_nobody(book):
    (head,) = rows_of(book, template.STAFF_SHEET)
    facts = [FACT_NAMES[field].zh for field in FIELDS if field != "hours"]
    years = [f"{year}{subject}" for year in range(2018, 2023) for subject in ("公需", "专业")]
    assert head == ["姓名", "部门", "工号", *facts, *years]
    assert book.sheet_names[0] == template.STAFF_SHEET


def test_every_heading_is_understood_with_certainty(book):
    columns = propose([str(cell) for cell in rows_of(book, template.STAFF_SHEET)[0]])
    assert {column.kind for column in columns} == {ColumnUse.PERSON, ColumnUse.FACT, ColumnUse.HOURS}
    assert all(column.sure for column in columns)
    assert [column.field for column in columns if column.kind is ColumnUse.FACT] == [f for f in FIELDS if f != "hours"]


def test_no_id_number_is_asked(book):
    assert not any("身份证" in str(cell) for cell in rows_of(book, template.STAFF_SHEET)[0])


def listed_values(book, formula):
    ((sheet, first, row, last, end),) = re.findall(r"^'(.+)'!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)$", formula)
    assert first == last and int(row) == 2
    place = ord(first) - 65
    return [row[place] for row in rows_of(book, sheet)[1 : int(end)]]


@pytest.mark.parametrize("fact", [f for f in FACTS if f.field != "hours"], ids=lambda fact: fact.field)
def test_choices_are_those_that_are_read(made, book, fact):
    check = checks(made)[FACT_NAMES[fact.field].zh]
    if fact.field.endswith(("_date", "_start")):
        assert check.get("type") == "date"
        bounds = [int(check.find(f"x:formula{n}", NS).text) for n in (1, 2)]
        assert bounds == [(day - dt.date(1899, 12, 30)).days for day in (EARLIEST_DATE, LATEST_DATE)]
        return
    values = listed_values(book, check.find("x:formula1", NS).text)
    names = CHOICE_NAMES.get(fact.field)
    wanted = [n.zh for n in names.values()] if names else ["是", "否"]
    assert check.get("type") == "list"
    assert set(values) == (SPECIALTIES if fact.field == "specialty" else set(wanted))
    assert len(values) == len(set(values))


def test_hours_are_numbers_within_a_year(made):
    check = checks(made)["2021公需"]
    assert check.get("type") == "decimal"
    assert [check.find(f"x:formula{n}", NS).text for n in (1, 2)] == ["0", str(MOST_HOURS_A_YEAR)]


def test_words_beside_cells_fit_and_are_chinese(made):
    for title, check in checks(made).items():
        assert len(check.get("prompt")) <= 255 and len(check.get("promptTitle")) <= 32, title
        for text in (check.get("prompt"), check.get("error"), check.get("errorTitle")):
            assert re.search("[\u4e00-\u9fff]", text) and "{" not in text, title


def test_each_column_is_explained_with_its_clause(book):
    rows = rows_of(book, TEMPLATE_SHEETS[1])
    by_name = {row[0]: row for row in rows}
    for fact in FACTS:
        if fact.field != "hours":
            row = by_name[FACT_NAMES[fact.field].zh]
            assert all(row[1:6]) and row[5] == fact.field
            assert not re.search("[\u4e00-\u9fff]", row[6]), row[6]
    assert by_name["岗位空缺"][4] == PACK.clauses["1.4"].place.zh
    assert "“事业单位”" in by_name["岗位空缺"][3] and "“自由职业”" in by_name["劳动或聘用合同"][3]
    assert by_name["2022公需"][4] == PACK.clauses["3.3"].place.zh


def test_every_fact_rests_on_a_clause_of_the_pack():
    for fact in FACTS:
        clauses = clauses_of(fact.field)
        assert clauses and set(clauses) <= set(PACK.clauses) | set(PACK.sources)


def test_three_examples_stand_a_person_a_column_with_their_answers(book):
    rows = rows_of(book, TEMPLATE_SHEETS[2])
    by_name = {row[0]: row[1:] for row in rows}
    assert by_name["姓名"] == ["示例甲", "示例乙", "示例丙"]
    assert [answer.split("，")[0] for answer in by_name["会得到的结论"]] == ["可以申报", "可以申报", "信息不全"]


@pytest.mark.parametrize("day", [dt.date(2023, 1, 1), dt.date(2026, 11, 23), dt.date(2024, 2, 29)])
def test_it_can_be_made_on_any_day(day):
    stream = io.BytesIO()
    template.write_template(stream, PACK, day)
    (head,) = CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue())).get_sheet_by_index(0).to_python()
    assert head[-1] == f"{day.year - 1}专业"


def test_the_same_day_gives_the_same_bytes(made):
    stream = io.BytesIO()
    template.write_template(stream, PACK, AS_OF)
    assert stream.getvalue() == made


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "logic", "template", *arguments]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")


def test_the_command_writes_it(tmp_path):
    target = tmp_path / "模板.xlsx"
    done = command(str(target), "--policy", PACK.id)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert CalamineWorkbook.from_path(target).sheet_names == list(TEMPLATE_SHEETS)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("arguments", [("nowhere/at/all.xlsx",), ("x.csv",), ("x.xlsx", "--policy", "none"), ()])
def test_what_cannot_be_written_is_one_plain_line(arguments):
    done = command(*arguments)
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and "Traceback" not in done.stderr
