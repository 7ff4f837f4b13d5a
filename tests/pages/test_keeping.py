"""What the tab hands back after a reload, and what was typed into the hours table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import streamlit as st

from logic.facts import Applicant
from logic.interview.visit import Visit
from tests.pages.visitor import OPEN_DAY, facts
from ui import state

TECHNICIAN = facts("企业大专技术员")


@pytest.fixture(autouse=True)
def _a_day_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside a page there is no address; the day is given."""
    monkeypatch.setattr(state, "as_of", lambda: dt.date.fromisoformat(OPEN_DAY))
    monkeypatch.setattr(st, "session_state", {})


def restored(values: dict[str, Any]) -> dict[str, Any]:
    state.restore(values)
    return dict(state.raw())


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
        ("tg_visit", {}),
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


# --- a table that is not all understood yet ------------------------------------------------------------------------

FAULTY = [{"year": "2021", "general": "30", "professional": "约60"}]


def test_a_table_with_a_fault_is_kept_as_it_was_typed_and_comes_back():
    st.session_state[state.VISIT] = Visit({"employment": "enterprise"})
    st.session_state[state.ROWS] = FAULTY
    kept = state.to_keep()
    assert kept == {"employment": "enterprise", "hours_as_typed": FAULTY}
    st.session_state.clear()
    assert restored(kept) == {"employment": "enterprise"}
    assert st.session_state[state.ROWS] == FAULTY


def test_what_is_an_answer_or_nothing_is_not_kept_twice():
    st.session_state[state.VISIT] = Visit({"hours": TECHNICIAN["hours"]})
    st.session_state[state.ROWS] = FAULTY
    assert state.to_keep() == {"hours": TECHNICIAN["hours"]}
    st.session_state[state.VISIT] = Visit({})
    st.session_state[state.ROWS] = [{"year": "2021", "general": " ", "professional": ""}]
    assert state.to_keep() is None


@pytest.mark.parametrize(
    "rubbish", ["x", 7, None, [7], [{}], [{"year": 2021, "general": "", "professional": ""}], {"a": 1}]
)
def test_rubbish_in_the_place_of_a_table_is_left_out(rubbish):
    restored({"employment": "enterprise", "hours_as_typed": rubbish})
    assert state.ROWS not in st.session_state


def test_a_table_too_large_is_cut():
    restored({"hours_as_typed": [{"year": "9" * 999, "general": "x", "professional": ""}] * 999})
    kept = st.session_state[state.ROWS]
    assert (len(kept), len(kept[0]["year"])) == (60, 40)


def test_a_colleague_s_table_is_another_one():
    st.session_state[state.ROWS] = FAULTY
    assert state.rows_key() == state.ROWS
    state.view("秦越人", Applicant())
    assert state.rows_key() != state.ROWS
    st.session_state[state.rows_key()] = [{"year": "2020", "general": "1", "professional": "2"}]
    state.leave_view()
    assert st.session_state[state.ROWS] == FAULTY
    assert "2020" not in str(st.session_state)
