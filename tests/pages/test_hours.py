"""The question about hours: which years it lists and why, a table with a fault, and the years that are left blank."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from logic.hours_text import HoursRow
from tests.pages.visitor import Facts, Visitor, facts
from ui.questions import hours_table
from ui.questions.hours_table import Edit, edited
from ui.state import ROWS, VISIT

TECHNICIAN = facts("企业大专技术员", title_date="2018-06-30")
GRADUATE = facts("企业本科毕业生")


def rows(*lines: tuple[str, str, str]) -> list[HoursRow]:
    return [HoursRow(year=y, general=g, professional=p) for y, g, p in lines]


def at_the_hours(answers: Facts, table: list[HoursRow] | None = None, lang: str = "zh") -> Visitor:
    """The question opened, ``table`` typed into it."""
    visitor = Visitor(answers=answers, lang=lang)
    visitor.at.session_state[VISIT] = visitor.visit.opened("hours")
    if table is not None:
        visitor.at.session_state[ROWS] = table
    return visitor.go("check")


def listed(visitor: Visitor) -> list[str]:
    return [row["year"] for row in visitor.at.session_state[ROWS]]


def without(answers: Facts, *fields: str) -> Facts:
    return {field: value for field, value in answers.items() if field not in fields}


OPEN = without(TECHNICIAN, "hours")


# --- which years ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "years", "why"),
    [
        (
            OPEN,
            range(2019, 2023),
            "您 2018 年取得职称，下面列出之后的完整年度：2019 至 2022 年。2018 年和 2023 年可填可不填。",
        ),
        (OPEN | {"title_date": "2021-12-31"}, [2022], "之后的完整年度：2022 年。2021 年和 2023 年可填可不填"),
        (
            OPEN | {"title_date": "2022-01-01"},
            [2022, 2023],
            "您 2022 年取得职称，之后还没有一个从 1 月",
        ),
        (OPEN | {"title_date": "2023-03-01"}, [2023], "您 2023 年取得职称，之后还没有一个从 1 月"),
        (OPEN | {"title_date": "2012-06-30"}, range(2013, 2023), "2013 至 2022 年"),
        (OPEN | {"title_date": "2011-06-30"}, range(2013, 2023), "之后不止 10 个完整年度。最多填 10 年，先列出最近的"),
        (OPEN | {"title_date": None}, [2020, 2021, 2022], "下面先列出最近三年"),
        (without(GRADUATE, "hours") | {"service_start": "2020-07-01"}, [2021, 2022], "从事本专业以来的完整年度"),
        (without(GRADUATE, "hours") | {"service_start": "2009-07-01"}, range(2018, 2023), "最多 5 年"),
        (
            without(GRADUATE, "hours") | {"service_start": "2022-07-01"},
            [2022, 2023],
            "还没有一个从 1 月到 12 月的完整年度",
        ),
        (without(GRADUATE, "hours") | {"service_start": None}, [2020, 2021, 2022], "下面列出最近三年"),
    ],
)
def test_the_years_are_proposed_and_it_is_said_why(answers, years, why):
    visitor = at_the_hours(answers)
    assert listed(visitor) == [str(year) for year in years]
    assert why in visitor.text
    asked = "先问区人社局职称股" if answers["title_level"] == "none" else "从哪年算到哪年，问单位人事"
    assert asked in visitor.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_title_s_own_year_and_the_running_one_may_be_listed_and_need_not_be(lang):
    answers = TECHNICIAN | {"hours": [{"year": y, "general": 30, "professional": 60} for y in range(2018, 2024)]}
    visitor = at_the_hours(answers, lang=lang)
    assert listed(visitor) == [str(year) for year in range(2018, 2024)]
    assert not re.search("还空着|Still blank", visitor.text)


def test_a_year_left_blank_is_there_again_when_the_question_is_opened_once_more():
    visitor = at_the_hours(TECHNICIAN | {"hours": [{"year": 2022, "general": 30, "professional": 60}]})
    assert listed(visitor) == ["2019", "2020", "2021", "2022"]


# --- faults first --------------------------------------------------------------------------------------------------

FAULTY = rows(("2019", "30", "60"), ("2020", "30学年", "60"), ("2021", "30", "约60"), ("2021-2022", "30", "60"))


def test_a_fault_is_said_before_the_way_on_and_no_judgement_is_given():
    visitor = at_the_hours(OPEN, FAULTY)
    said = visitor.part("tg-warn")
    assert len(said) == 1
    assert "有 3 格没看懂" in said[0]
    assert "2020 年公需科目、2021 年专业科目、第 4 行年度" in said[0]
    elements = [(node.type, getattr(node, "key", "")) for node in visitor.at.main]
    body = [getattr(getattr(node, "proto", None), "body", "") for node in visitor.at.main]
    warned = next(place for place, text in enumerate(body) if "tg-warn" in text)
    assert warned < elements.index(("button", "nav_hours_later"))
    assert "学时，要求" not in visitor.text
    assert "还空着" not in visitor.text
    later = visitor.leave_hours()
    assert "hours" not in {name for name, value in later.raw.items() if value}


def test_many_faults_are_counted_and_the_first_named():
    visitor = at_the_hours(OPEN, rows(*((str(2013 + n), "x", "60") for n in range(8))))
    (said,) = visitor.part("tg-warn")
    assert "有 8 格没看懂" in said
    assert "2016 年公需科目、…" in said
    assert "2017" not in said


def test_without_a_fault_the_way_on_says_whether_anything_is_filled_in():
    assert "nav_hours_later" in at_the_hours(OPEN).keys
    done = at_the_hours(OPEN, rows(("2022", "30", "60")))
    assert "primary_hours" in done.keys
    assert done.leave_hours().raw["hours"] == [{"year": 2022, "general": 30, "professional": 60}]


# --- years left out ------------------------------------------------------------------------------------------------


def test_years_since_the_title_left_blank_are_named_here_and_on_the_result():
    table = rows(("2019", "", ""), ("2020", "无", "—"), ("2021", "30", "60"), ("2022", "30", "60"))
    visitor = at_the_hours(OPEN, table)
    said = "2019、2020 年还空着，没有算进来。取得职称以来的年份要不要都算，先问区人社局职称股。"
    assert said in visitor.text
    assert "填了的 2 年平均每年 30 学时，够平均 30 的要求。" in visitor.text
    result = visitor.leave_hours().go("result")
    assert [row["year"] for row in result.raw["hours"]] == [2021, 2022]
    assert said in result.text


@pytest.mark.parametrize("answers", [GRADUATE, TECHNICIAN | {"title_level": "none", "title_date": None}])
def test_without_a_title_nothing_is_left_out(answers):
    assert "还空着" not in at_the_hours(answers, rows(("2020", "", ""), ("2022", "30", "60"))).text


# --- what the table sends ------------------------------------------------------------------------------------------


def sent(monkeypatch: pytest.MonkeyPatch, table: Any) -> None:
    monkeypatch.setattr(st, "session_state", {hours_table._widget_key("t"): SimpleNamespace(table=table)})


BLANK = rows(("2021", "", ""), ("2022", "", ""))


def test_a_pasted_block_comes_back_as_rows_with_what_was_said_of_it_until_they_are_kept(monkeypatch):
    paste = {"text": "专业\t公需\t年度\n60\t30\t2022", "row": 0, "column": 1}
    sent(monkeypatch, {"rows": BLANK, "rev": "a:1", "paste": paste})
    change = edited(BLANK, key="t")
    assert change.rows == rows(("2021", "", ""), ("2022", "30", "60"))
    assert [said.zh for said in change.said or ()] == ["读入了 1 行。"]
    assert edited(BLANK, key="t") == change
    assert edited(change.rows, key="t") == Edit(change.rows, None)
    # Once it came back, the rows of the page count.
    assert edited(BLANK, key="t") == Edit(BLANK, None)


@pytest.mark.parametrize(
    "paste",
    [
        None,
        "x",
        {},
        {"text": 7, "row": 0, "column": 1},
        {"text": "1\t2", "row": -1, "column": 1},
        {"text": "1\t2", "row": 99, "column": 1},
        {"text": "1\t2", "row": 0, "column": 3},
    ],
)
def test_a_paste_that_no_table_would_send_is_left_out(monkeypatch, paste):
    sent(monkeypatch, {"rows": BLANK, "rev": "a:1", "paste": paste})
    assert edited([], key="t") == Edit(BLANK, None)
