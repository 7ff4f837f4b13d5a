"""Cells as offices write them (tests/cases/roster/cells.yaml): read, listed, unknown or asked about, never misread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml

from logic.roster.cells import UNKNOWN, CellReader, Taken
from logic.roster.columns import Column, ColumnUse, as_chosen, propose
from logic.roster.file.cell import Shown
from logic.roster.meanings import unsettled
from logic.words.language import Text
from tests.logic.applicants import AS_OF, CASES, PACK
from tests.logic.roster_tables import table_of, xlsx

# All of it is text: what a cell says is what is written.
CELLS = (CASES / "roster" / "cells.yaml").read_text(encoding="utf-8")
COLUMNS: list[dict[str, Any]] = yaml.load(CELLS, yaml.BaseLoader)


def reader(key: str) -> CellReader:
    return CellReader(as_chosen(Column(0, key, ColumnUse.KEPT), key), PACK, AS_OF)


def meant(column: str, value: str) -> Any:
    if column.startswith("hours"):
        return Decimal(value) * 10  # held in tenths
    if column in ("service_start", "title_date"):
        return dt.date.fromisoformat(value)
    return value == "true" if value in ("true", "false") else value


def cases(*kinds: str) -> Iterator[tuple[str, str, str, Any, dict[str, Any]]]:
    for column in COLUMNS:
        for kind in kinds:
            for value, written in column.get(kind, {}).items():
                yield from ((kind, column["column"], str(text), value, column.get("also", {})) for text in written)


def listed(kind: str) -> list[tuple[str, str]]:
    return [(column["column"], str(text)) for column in COLUMNS for text in column.get(kind, ())]


@pytest.mark.parametrize(("kind", "column", "text", "value", "also"), list(cases("read", "plain")))
def test_what_is_understood(kind, column, text, value, also):
    found = reader(column)(text)
    assert isinstance(found, Taken) and found.value == meant(column, value), found
    assert found.sure is (kind == "plain")
    assert dict(found.also) == {fact: meant(fact, said) for fact, said in also.items()}


@pytest.mark.parametrize(("column", "text"), listed("unknown"))
def test_what_says_nothing(column, text):
    assert reader(column)(text) == UNKNOWN


@pytest.mark.parametrize(("column", "text"), listed("unknown, listed"))
def test_what_says_nothing_in_a_word_is_listed(column, text):
    assert reader(column)(text) == Taken(None, sure=False)


@pytest.mark.parametrize(("column", "text"), listed("asked"))
def test_what_is_asked_about(column, text):
    found = reader(column)(text)
    assert isinstance(found, Text) and found.zh and found.en


def test_as_above_is_asked_of_each_and_not_once_for_all():
    table = table_of(xlsx([["姓名", "最高学历"], ["张三", "大学本科"], ["李四", "同上"], ["王五", "成教"]]))
    words = unsettled(table.chunks(), propose(table.headings), PACK, AS_OF).words
    assert [word.text for word in words] == ["成教"]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("hours.2022.general", Shown(0.3, "30%", "0%"), None),
        ("hours.2022.general", Shown(30.0, "30学分", '0"学分"'), None),
        ("hours.2022.general", Shown(30.0, "30学时", '0"学时"'), Taken(Decimal(300))),
        ("hours.2022.general", Shown(30.0, "¥30.00", "¥#,##0.00"), Taken(Decimal(300))),
        ("hours.2022.general", Shown(1200.0, "1.20E+03", "0.00E+00"), Taken(Decimal(12000))),
        ("works_in_district", Shown(1.0, "1.00", "0.00"), Taken(value=True, sure=False)),
        ("works_in_district", Shown(0.0, "否", '"是";;"否"'), Taken(value=False)),
        ("post_vacancy", Shown(2.0, "02", "00"), Taken(value=True, sure=False)),
        ("education", Shown(1.0, "01", "00"), None),
        ("service_start", Shown(dt.date(2021, 7, 1), "2021", "yyyy"), None),
        ("service_start", Shown(dt.date(2021, 7, 1), "2021年度", 'yyyy"年度"'), None),
        ("service_start", Shown(dt.date(2021, 7, 1), "7月1日", 'm"月"d"日"'), Taken(dt.date(2021, 7, 1), sure=False)),
        ("service_start", Shown(dt.date(2021, 7, 1), "1-Jul", "d-mmm"), Taken(dt.date(2021, 7, 1), sure=False)),
        ("service_start", Shown(dt.date(2021, 7, 1), "1-Jul-21", "d-mmm-yy"), Taken(dt.date(2021, 7, 1))),
        ("service_start", Shown(dt.date(2021, 7, 1), "21/7/1", "yy/m/d"), Taken(dt.date(2021, 7, 1))),
        ("service_start", Shown(dt.date(2021, 7, 1), "二〇二一年七月一日", "[DBNum1]"), Taken(dt.date(2021, 7, 1))),
    ],
)
def test_what_a_number_is_shown_with_is_not_passed_over(column, cell, expected):
    found = reader(column)(cell)
    assert isinstance(found, Text) if expected is None else found == expected


@pytest.mark.parametrize(
    ("headings", "fact"),
    [
        (["姓名", "学历学位"], "education"),
        (["姓名", "学历/学位", "毕业时间"], "education"),
        (["姓名", "全日制学历", "学历学位"], ""),
        (["姓名", "学历学位", "最高学历"], ""),
    ],
)
def test_one_column_for_diploma_and_degree_is_the_diploma(headings, fact):
    column = next(column for column in propose(headings) if "学位" in column.heading)
    assert (column.field, column.sure) == (fact, False)
