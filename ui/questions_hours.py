"""How the hours of each year are asked, by keyboard and by touch, and the pictures of what they come to."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from logic.findings import HoursVerdict
from logic.hours import SUBJECTS, assess_hours, cramming_test, plan, proposed_years
from logic.hours_text import HoursRow, as_rows, as_tenths, read_rows
from logic.labels import SUBJECT_NAMES, listed
from logic.language import Text
from logic.pack import Pack
from ui import charts, state, touch
from ui.hours_table import edited, hours_table
from ui.language import language, t, tn, tr
from ui.taps import Tap

# What was understood of the block that was pasted last.
_SAID = "tg_hours_said"


def _first_rows() -> list[dict[str, Any]]:
    kept = state.raw().get("hours")
    if kept:
        return list(kept)
    applicant = state.answers().applicant
    start = applicant.title_date or applicant.service_start
    years = proposed_years(start.year if start else None, state.as_of().year - 1)
    return [{"year": year} for year in years]


def ask_hours(pack: Pack) -> None:
    """A row a year; the charts move as one types. It can be left for later."""
    if state.rows_key() not in st.session_state:
        st.session_state[state.rows_key()] = as_rows(_first_rows())
    state.stay_on("hours")
    rows, hours, faults = _take_rows()
    hours_table(
        rows,
        labels={
            "caption": t("每年的学时"),
            "year": t("年度"),
            "general": t("公需科目"),
            "professional": t("专业科目"),
            "add_previous": t("＋ 前一年"),
            "add_next": t("＋ 后一年"),
            "remove": t("删除 {year} 年"),
            "hint": t("可以从表格里整块复制，连标题一起，粘贴到任意一格。"),
        },
        errors=faults,
        said=[tr(one) for one in st.session_state.get(_SAID, ())],
        key="hours_table",
        on_change=_keep_rows,
    )
    st.button(
        t("填好了，看结果") if hours and not faults else t("以后再填，先看结果"), key="primary_hours", on_click=_leave
    )
    if faults:
        told = tn("有 {n} 处没看懂，改好才能算够不够。", len(faults))
        st.html(f'<p class="tg-field-fault" role="status">{escape(told)}</p>')
    if hours:
        hours_picture(pack, hours, level=2)


def _touched_rows() -> list[HoursRow]:
    if state.rows_key() not in st.session_state:
        st.session_state[state.rows_key()] = as_rows(_first_rows())
    rows: list[HoursRow] = st.session_state[state.rows_key()]
    return rows


def hours_by_touch() -> str:
    """The same without a keyboard: large cells and a number pad."""
    state.stay_on("hours")
    rows = _touched_rows()
    hours, faults = _read(rows)
    done = t("填好了，看结果") if hours and not faults else t("以后再填，先看结果")
    return touch.hours_pad(rows, faults, done)


def obey_hours(tap: Tap) -> None:
    """Do what was tapped on the number pad."""
    rows = _touched_rows()
    match tap:
        case Tap("cell", cell, _):
            touch.tap_cell(cell)
        case Tap("digit", digit, _):
            rows = touch.tap_digit(digit, rows)
        case Tap("year", which, _):
            rows = touch.tap_year(which, rows)
    st.session_state[state.rows_key()] = rows
    hours, faults = _read(rows)
    state.save_hours([] if faults else hours)
    if tap.what == "done":
        if not faults:
            st.session_state.pop(state.rows_key(), None)
        state.leave_hours()


def _read(rows: list[HoursRow]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The hours, and what is wrong by cell (``0.general``), in the reader's language."""
    read = read_rows(rows, state.as_of())
    return read.hours, {f"{place}.{field}": tr(said) for (place, field), said in read.faults.items()}


def _take_rows() -> tuple[list[HoursRow], list[dict[str, Any]], dict[str, str]]:
    """Keep what was typed, as text and as hours; returns both, and the faults by cell."""
    rows, said = edited(st.session_state.get(state.rows_key(), []), key="hours_table")
    st.session_state[state.rows_key()] = rows
    if said is not None:
        st.session_state[_SAID] = said
    hours, faults = _read(rows)
    # Half-read hours could turn a verdict: while a cell is not understood, there is no answer yet.
    state.save_hours([] if faults else hours)
    return rows, hours, faults


def _keep_rows() -> None:
    _take_rows()


def _leave() -> None:
    # The last cell may have been typed a moment before the click: take it along.
    _, _, faults = _take_rows()
    st.session_state.pop(_SAID, None)
    if not faults:
        st.session_state.pop(state.rows_key(), None)
    state.leave_hours()


def hours_picture(pack: Pack, hours: list[dict[str, Any]], *, level: int = 3) -> None:
    """What the hours come to, in words and pictures; ``level`` is that of their headings."""
    rows, norms = as_tenths(hours), pack.hours.norms
    result = assess_hours(rows, norms)
    figures = st.columns(2)
    for column, subject in zip(figures, SUBJECTS, strict=True):
        with column:
            charts.show(charts.hours_by_year(rows, result, subject, norms, language()), f"years_{subject}", level=level)
            test = cramming_test(rows, subject, norms)
            if test is not None and getattr(result, subject).heavy_year is not None:
                charts.show(charts.cramming(test, subject, language()), f"cramming_{subject}", level=level)
    if len(rows) > 1:
        with st.expander(t("逐年累计和缺口")):
            for column, subject in zip(st.columns(2), SUBJECTS, strict=True):
                with column:
                    charts.show(charts.running_total(rows, subject, norms, language()), f"total_{subject}", level=level)
            _plan(rows, norms, pack)


def _plan(rows: Any, norms: Any, pack: Pack) -> None:
    lines = []
    for one in plan(rows, norms):
        name, test = SUBJECT_NAMES[one.subject], cramming_test(rows, one.subject, norms)
        if test is not None and test.verdict in (HoursVerdict.CRAMMED, HoursVerdict.SUSPECT):
            lines.append(
                t("{subject}总数够了，但集中在 {year} 年，这正是要先解决的。", subject=name, year=test.largest_year)
            )
            continue
        if one.missing:
            lines.append(tn("{subject}还差 {n} 学时。", one.missing, subject=name))
            for room in one.rooms:
                if room.hours is not None:
                    lines.append(
                        tn(
                            "{year} 年再多 {n} 学时以内，按本工具的算法，不像突击。往年能不能补，先问{office}。",
                            room.hours,
                            year=room.year,
                            office=pack.contact.office.text,
                        )
                    )
        elif one.surplus:
            lines.append(tn("{subject}比要求多 {n} 学时。", one.surplus, subject=name))
        if one.below_norm and not one.missing:
            years = listed(Text(str(year), str(year)) for year in one.below_norm)
            lines.append(t("{subject}：{years} 年单年没到要求，不要紧，看的是平均。", subject=name, years=years))
    if not lines:  # a year of each subject is blank; the words over the pictures say which
        return
    st.html("<div class='tg-note'>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</div>")
