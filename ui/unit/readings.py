"""Before anything is judged: what was read otherwise than written."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

import streamlit as st

from logic.pack import Pack
from logic.roster.columns import Column, letters
from logic.roster.file import Table
from logic.roster.readings import Reading, read_otherwise
from logic.roster.remarks import meant
from ui.language import t, tn, tr
from ui.parts import plain_table
from ui.unit.job import MOST_ROWS

# A longer list is looked through by nobody.
_MOST_LINES = 60
_LONGEST = 30  # characters of a cell
_READINGS = "tg_unit_readings"


def show_readings(table: Table, columns: Sequence[Column], sheet: int, pack: Pack, as_of: dt.date) -> None:
    """A list by distinct wording, with the number of people who have it; nothing where all is written plainly."""
    found = _found(table, columns, sheet, pack, as_of)
    if not found:
        return
    lines = [
        (
            f"{letters(one.column.place)} · {one.column.heading}",
            _short(one.text),
            tr(meant(one.column.field, one.value, pack)),
            str(one.people),
        )
        for one in found[:_MOST_LINES]
    ]
    if len(found) > _MOST_LINES:
        lines.append(("…", tn("另有 {n} 种", len(found) - _MOST_LINES), "", ""))
    heads = (t("列"), t("表里写的"), t("看作"), t("人数"))
    label = tn("有 {n} 种写法是按意思理解的，核对前请看一眼", len(found))
    with st.container(key="tg_unit_otherwise"), st.expander(label):
        st.html(plain_table([heads, *lines], t("按意思理解的写法")))


def _found(table: Table, columns: Sequence[Column], sheet: int, pack: Pack, as_of: dt.date) -> tuple[Reading, ...]:
    """Looked through once for each way of reading the columns; every run of the page would read all cells again."""
    key = (sheet, as_of, pack.sha256, tuple(columns))
    kept = st.session_state.get(_READINGS)
    if kept is None or kept[0] != key:
        people = itertools.islice(table.people(), MOST_ROWS)
        kept = st.session_state[_READINGS] = key, read_otherwise(people, columns, pack, as_of)
    found: tuple[Reading, ...] = kept[1]
    return found


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
