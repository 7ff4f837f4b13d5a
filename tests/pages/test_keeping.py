"""What the tab hands back after a reload, and what was typed into the hours table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import streamlit as st

from logic.facts import Applicant
from tests.pages.visitor import OPEN_DAY, facts
from ui import state
from ui.hours_input import as_rows, read_rows, tenths
from ui.hours_table import HoursRow

TECHNICIAN = facts("企业大专技术员")


@pytest.fixture(autouse=True)
def _a_day_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a page there is no address; the day is given."""
    monkeypatch.setattr(state, "as_of", lambda: dt.date.fromisoformat(OPEN_DAY))
    monkeypatch.setattr(st, "session_state", {})


def restored(values: dict[str, Any]) -> dict[str, Any]:
    state.restore(values)
    return state.raw()


# --- answers kept by the tab -------------------------------------------------------------------------------------


def test_answers_come_back_as_they_were_in_the_order_they_were_given():
    kept = {
        "residency": "mainland",
        "employment": "enterprise",
        "works_in_district": None,
        "hours": TECHNICIAN["hours"],
    }
    assert list(restored(kept).items()) == list(kept.items())


@pytest.mark.parametrize(
    ("field", "rubbish"),
    [
        ("employment", "emperor"),
        ("employment", 7),
        ("employment", ["enterprise"]),
        ("works_in_district", "true"),
        ("works_in_district", 1),
        ("specialty", "alchemy"),
        ("specialty", {"id": "mechanical"}),
        ("service_start", "2021-02-30"),
        ("service_start", "2999-01-01"),
        ("service_start", "2023-10-13"),
        ("service_start", 20210701),
        ("hours", "many"),
        ("hours", {"year": 2022}),
        ("hours", [{"year": 2022}, {"year": 2022}]),
        ("hours", [{"year": "2022", "general": 1}]),
        ("hours", [{"year": 2022, "general": -1}]),
        ("hours", [{"year": 2022, "name": "x"}]),
        ("hours", [{"year": y} for y in range(2000, 2012)]),
        ("hours", [None]),
        ("name", "张三"),
        ("__proto__", {}),
        ("tg_answers", {}),
        ("", ""),
    ],
)
def test_rubbish_is_left_out_and_the_rest_is_kept(field, rubbish):
    good = {k: v for k, v in TECHNICIAN.items() if k != field}
    assert restored({field: rubbish, **good}) == good
    assert restored({**good, field: rubbish}) == good
    assert state.assessment()


@pytest.mark.parametrize("values", [{}, {"x": 1}, {"employment": None}, {str(n): n for n in range(1000)}])
def test_nothing_useful_is_nothing_kept(values):
    assert restored(values) == {k: v for k, v in values.items() if k == "employment"}


# --- what was typed into the hours table --------------------------------------------------------------------------


def rows(*lines: tuple[str, str, str]) -> list[HoursRow]:
    return [HoursRow(year=y, general=g, professional=p) for y, g, p in lines]


def year(number: int, general: float | None, professional: float | None) -> dict[str, Any]:
    return {"year": number, "general": general, "professional": professional}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (("2022", "30", "60"), (2022, 30, 60)),
        (("２０２２", "３０", "６０．５"), (2022, 30, 60.5)),
        (("2022年", "30学时", "60 小时"), (2022, 30, 60)),
        (("2022年度", "30 学时", "60h"), (2022, 30, 60)),
        ((" 2022 ", " 30 ", ""), (2022, 30, None)),
        (("2022", "0", "0"), (2022, 0, 0)),
        (("2022", "30.0", "60.10"), (2022, 30, 60.1)),
        (("2022", "1,200", "60"), (2022, 1200, 60)),
        (("2022学年", "30", "60"), (2022, 30, 60)),
    ],
)
def test_hours_are_read_as_people_write_them(typed, read):
    assert read_rows(rows(typed)) == ([year(*read)], {})


@pytest.mark.parametrize(
    "typed",
    ["-5", "30.05", "三十", "abc", "NaN", "inf", "1e400", "8785", "½", "30/2", "30-40", "30，60", "1e1", "3_0", "--"],
)
def test_a_faulty_cell_says_so_counts_as_blank_and_spoils_nothing_else(typed):
    kept, faults = read_rows(rows(("2021", "30", "60"), ("2022", typed, "61")))
    assert list(faults) == ["1.general"]
    assert kept == [year(2021, 30, 60), year(2022, None, 61)]


@pytest.mark.parametrize("typed", ["22", "abc", "2022.5", "1949", "2101", "20222"])
def test_a_faulty_year_says_so_and_spoils_nothing_else(typed):
    kept, faults = read_rows(rows(("2021", "30", "60"), (typed, "30", "60")))
    assert list(faults) == ["1.year"]
    assert kept == [year(2021, 30, 60)]


@pytest.mark.parametrize(("typed", "comes"), [("2023", False), ("2024", True), ("2030年", True)])
def test_a_year_that_has_not_come_has_no_hours_yet(typed, comes):
    kept, faults = read_rows(rows(("2022", "30", "60"), (typed, "30", "60")))
    assert list(faults) == (["1.year"] if comes else [])
    assert len(kept) == (1 if comes else 2)


# --- a table that is not all understood yet ------------------------------------------------------------------------

FAULTY = [{"year": "2021", "general": "30", "professional": "约60"}]


def test_a_table_with_a_fault_is_kept_as_it_was_typed_and_comes_back():
    st.session_state["tg_answers"] = {"employment": "enterprise"}
    st.session_state["tg_hours_rows"] = FAULTY
    kept = state.to_keep()
    assert kept == {"employment": "enterprise", "hours_as_typed": FAULTY}
    st.session_state.clear()
    assert restored(kept) == {"employment": "enterprise"}
    assert st.session_state["tg_hours_rows"] == FAULTY


def test_what_is_an_answer_or_nothing_is_not_kept_twice():
    st.session_state["tg_answers"] = {"hours": TECHNICIAN["hours"]}
    st.session_state["tg_hours_rows"] = FAULTY
    assert state.to_keep() == {"hours": TECHNICIAN["hours"]}
    st.session_state["tg_answers"] = {}
    st.session_state["tg_hours_rows"] = [{"year": "2021", "general": " ", "professional": ""}]
    assert state.to_keep() is None


@pytest.mark.parametrize(
    "rubbish", ["x", 7, None, [7], [{}], [{"year": 2021, "general": "", "professional": ""}], {"a": 1}]
)
def test_rubbish_in_the_place_of_a_table_is_left_out(rubbish):
    restored({"employment": "enterprise", "hours_as_typed": rubbish})
    assert "tg_hours_rows" not in st.session_state


def test_a_table_too_large_is_cut():
    restored({"hours_as_typed": [{"year": "9" * 999, "general": "x", "professional": ""}] * 999})
    kept = st.session_state["tg_hours_rows"]
    assert (len(kept), len(kept[0]["year"])) == (60, 40)


def test_a_colleague_s_table_is_another_one():
    st.session_state["tg_hours_rows"] = FAULTY
    assert state.rows_key() == "tg_hours_rows"
    state.view("秦越人", Applicant())
    assert state.rows_key() != "tg_hours_rows"
    st.session_state[state.rows_key()] = [{"year": "2020", "general": "1", "professional": "2"}]
    state.leave_view()
    assert st.session_state["tg_hours_rows"] == FAULTY
    assert "2020" not in str(st.session_state)


def test_hours_without_a_year_are_asked_about():
    assert "0.year" in read_rows(rows(("", "30", "60")))[1]


def test_blank_rows_are_no_answer():
    assert read_rows(rows(("2021", "", ""), ("2022", "", ""))) == ([], {})


def test_a_blank_is_no_zero():
    assert read_rows(rows(("2021", "", "60"), ("2022", "0", "")))[0] == [year(2021, None, 60), year(2022, 0, None)]


@pytest.mark.parametrize("other", ["61", "-1", "x"])
def test_a_year_written_twice_is_said_whatever_else_is_wrong(other):
    kept, faults = read_rows(rows(("2022", "30", "60"), ("2022", "31", other)))
    assert "1.year" in faults
    assert kept == [year(2022, 30, 60)]


@pytest.mark.parametrize("count", [10, 11, 12, 30, 60])
def test_too_many_years_are_said_and_what_is_kept_can_be_assessed(count):
    kept, faults = read_rows(rows(*[(str(2023 - n), "30", "60") for n in range(count)]))
    assert bool(faults) == (count > 10)
    assert len(kept) <= 10
    assert len(tenths(kept)) == len(kept)
    Applicant.model_validate({"hours": kept})


def test_what_was_kept_is_shown_again_as_it_was_typed():
    typed = rows(("2021", "30", "60.5"), ("2022", "", "0"))
    assert as_rows(read_rows(typed)[0]) == typed


def test_the_same_rows_read_twice_are_the_same():
    typed = rows(("２０２１", "30 学时", "60.5"), ("2022年", "", "0"))
    once = read_rows(typed)[0]
    assert read_rows(as_rows(once)) == (once, {})
