"""The rule book says of each criterion what the rules really cite, and of each table what the pack holds."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from logic.assess import assess
from logic.facts import Education, Employment
from logic.labels import CRITERION_NAMES
from logic.policy.book import book
from logic.search import search_clauses
from logic.words.language import LANGUAGES
from tests.districts.test_shili import SHILI
from tests.logic.applicants import PACK, read

AS_OF = dt.date(2023, 10, 10)
BOOKS = {pack.id: (pack, book(pack)) for pack in (PACK, SHILI)}
SPECIALTIES = ["mechanical", "big_data", "agronomy", "library", "school_teaching", "health", "rural_crafts"]
SPECIALTIES += ["technology_brokerage"]


@pytest.mark.parametrize("specialty", SPECIALTIES)
def test_a_finding_cites_no_clause_that_the_book_does_not_name_for_its_criterion(specialty):
    cited = {one.id: set(one.clauses) for one in BOOKS[PACK.id][1].criteria}
    for employment, education, title, start in product(
        Employment, Education, ("none", "technician", "assistant"), ("2010-01-01", "2023-10-09")
    ):
        facts = {
            **{"specialty": specialty, "employment": employment.value, "education": education.value},
            **{"title_level": title, "service_start": dt.date.fromisoformat(start), "full_time_recognised": True},
            **{"works_in_district": True, "major_related": True, "residency": "foreign", "foreign_permit": "none"},
            **{"title_date": dt.date(2015, 1, 1) if title == "technician" else None},
        }
        found = assess(read({name: value for name, value in facts.items() if value is not None}, AS_OF), PACK, AS_OF)
        for route in found.routes:
            for one in route.findings:
                assert {one.clause, *one.also} - {""} <= cited[one.criterion], one.criterion


@pytest.mark.parametrize("name", BOOKS)
def test_every_criterion_of_the_notice_stands_there_once_and_rests_on_a_clause(name):
    pack, found = BOOKS[name]
    ids = [one.id for one in found.criteria]
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(CRITERION_NAMES) - set(pack.not_asked)
    assert all(one.clauses and one.routes for one in found.criteria)
    if pack is PACK:
        assert set(ids) == set(CRITERION_NAMES)


@pytest.mark.parametrize("name", BOOKS)
def test_the_tables_are_whole_and_cite_what_is_there(name):
    pack, found = BOOKS[name]
    tables = (*found.tables, *found.shelves)
    assert len({table.id for table in tables}) == len(tables)
    for table in tables:
        assert all(len(line.cells) == len(table.headings) for line in table.lines), table.id
        assert set(table.clauses) <= pack.clauses.keys(), table.id
        for line in table.lines:
            for language in LANGUAGES:
                assert line.cells[0].get(language)
    by_id = {table.id: table for table in tables}
    assert len(by_id["days"].lines) == len(pack.calendar)
    assert sum(len(table.lines) for table in found.shelves) == len(pack.specialties)
    assert pack.recognition is not None
    assert len(by_id["recognition"].lines) == len(pack.recognition.ladder)


def test_an_empty_search_finds_every_clause_and_the_words_of_a_clause_find_it():
    assert search_clauses(" ", PACK) == list(PACK.clauses)
    for id_, clause in PACK.clauses.items():
        assert id_ in search_clauses(clause.text.zh[:6], PACK)
        assert id_ in search_clauses(" ".join(clause.text.en.split()[:4]), PACK)


def test_each_clause_of_the_shipped_pack_says_what_it_is_about():
    assert [id_ for id_, clause in PACK.clauses.items() if clause.topic is None] == []
    assert PACK.clauses["1.4"].heading.zh == "通知 一 第四段 岗位结构比例"
    assert PACK.clauses["1.4"].heading.en == "Notice 1, fourth paragraph: The limit on posts"
