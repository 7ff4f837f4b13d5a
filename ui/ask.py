"""How each kind of question is asked: choices, dates, the specialty, the hours."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import Any

import streamlit as st

from logic.dates import read_date
from logic.findings import HoursVerdict
from logic.hours import SUBJECTS, assess_hours, cramming_test, plan, proposed_years
from logic.labels import SUBJECT_NAMES, listed
from logic.language import Text
from logic.pack import Pack, Specialty
from logic.search import search
from ui import charts, state
from ui.hours_input import as_rows, read_rows, tenths
from ui.hours_table import HoursRow, edited_rows, hours_table
from ui.language import language, t, tn, tr
from ui.parts import choice_name, leads_to
from ui.questions import Question

_ROWS = "tg_hours_rows"


def _label(text: str, small: str = "") -> str:
    """A button's words, with a small second line; markdown signs in them are shown, not obeyed."""
    plain = text.replace("[", "\\[").replace("*", "\\*").replace("_", "\\_")
    return f"{plain}\n\n{small}" if small else plain


def ask_choice(field: str, question: Question, values: list[Any]) -> None:
    """One large target a choice; one tap answers and moves on."""
    chosen = state.raw().get(field)
    with st.container(key="tg_choices"):
        for value in values:
            small = question.notes.get(str(value))
            on = "on_" if field in state.raw() and value == chosen else ""
            st.button(
                _label(tr(choice_name(field, value)), tr(small) if small else ""),
                key=f"choice_{on}{field}_{str(value).lower()}",
                on_click=state.answer,
                args=(field, value if isinstance(value, bool) else str(value)),
                width="stretch",
            )


def ask_date(field: str) -> None:
    """A date, typed in any usual way and read back; not after the day asked about."""
    kept = state.raw().get(field)
    typed = st.text_input(
        t("日期"),
        value=kept or "",
        key=f"date_{field}",
        live=True,
        placeholder=t("例如 2021-07-01 或 20210701"),
        autocomplete="off",
    )
    found = read_date(typed or "", latest=state.as_of())
    if isinstance(found, Text):
        st.html(f'<p class="tg-field-fault" role="status">{escape(tr(found))}</p>')
    day = found if isinstance(found, dt.date) else None
    st.button(
        t("就是 {day}，下一题", day=day) if day else t("写好日期，再到下一题"),
        key=f"primary_{field}",
        disabled=day is None,
        on_click=state.answer,
        args=(field, day.isoformat() if day else None),
    )


# --- specialty ---------------------------------------------------------------------------------------------------


def _specialty_button(specialty: Specialty, pack: Pack, place: str, word: str | None = None) -> None:
    small = leads_to(specialty, pack)
    if word and word not in tr(specialty.name):
        small = t("包括“{word}”；{way}", word=word, way=small)
    on = "on_" if state.raw().get("specialty") == specialty.id else ""
    st.button(
        _label(tr(specialty.name), small),
        key=f"choice_{on}{place}_{specialty.id}",
        on_click=state.answer,
        args=("specialty", specialty.id),
        width="stretch",
    )


def ask_specialty(pack: Pack) -> None:
    """Search by name, everyday word, pinyin or initials; or browse by shelf."""
    query = st.text_input(
        t("搜索专业"),
        key="specialty_query",
        type="search",
        live=True,
        placeholder=t("例如：酿酒、中药、种地、写程序、jixie"),
        label_visibility="collapsed",
    )
    hits = search(query or "", pack)
    if query and hits:
        with st.container(key="tg_choices"):
            for hit in hits:
                _specialty_button(hit.specialty, pack, "found", hit.word)
    elif query:
        st.html(
            f'<p class="tg-note">{escape(t("没有找到“{query}”。换个说法试试，或在下面按类别查找。", query=query))}</p>'
        )
    st.html(f'<h2 class="tg-h">{escape(t("按类别查找"))}</h2>')
    with st.container(key="tg_folds"):
        for group in pack.groups:
            inside = [s for s in pack.specialties if s.series in group.series]
            with st.expander(f"{tr(group.name.text)} · {tn('{n} 个专业', len(inside))}"):
                for specialty in inside:
                    _specialty_button(specialty, pack, "shelf")


# --- hours -------------------------------------------------------------------------------------------------------


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
    if _ROWS not in st.session_state:
        st.session_state[_ROWS] = as_rows(_first_rows())
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
            "pasted": t("已粘贴 {n} 行"),
            "hint": t("可以从表格里整块复制，粘贴到任意一格。"),
        },
        errors=faults,
        key="hours_table",
        on_change=_keep_rows,
    )
    with st.container(horizontal=True, key="tg_hours_nav"):
        st.button(
            t("填好了，看结果") if hours and not faults else t("以后再填，先看结果"),
            key="primary_hours",
            on_click=_leave,
        )
    if faults:
        told = tn("有 {n} 处没看懂，改好才能算够不够。", len(faults))
        st.html(f'<p class="tg-field-fault" role="status">{escape(told)}</p>')
    if hours:
        hours_picture(pack, hours)


def _take_rows() -> tuple[list[HoursRow], list[dict[str, Any]], dict[str, str]]:
    """Keep what was typed, as text and as hours; returns both, and the faults by cell."""
    rows: list[HoursRow] = edited_rows(st.session_state.get(_ROWS, []), key="hours_table")
    st.session_state[_ROWS] = rows
    hours, faults = read_rows(rows)
    # Half-read hours could turn a verdict: while a cell is not understood, there is no answer yet.
    state.save_hours([] if faults else hours)
    return rows, hours, faults


def _keep_rows() -> None:
    _take_rows()


def _leave() -> None:
    # The last cell may have been typed a moment before the click: take it along.
    _, _, faults = _take_rows()
    if not faults:
        st.session_state.pop(_ROWS, None)
    state.leave_hours()


def hours_picture(pack: Pack, hours: list[dict[str, Any]]) -> None:
    """What the hours come to, in words and pictures."""
    rows, norms = tenths(hours), pack.hours.norms
    result = assess_hours(rows, norms)
    figures = st.columns(2)
    for column, subject in zip(figures, SUBJECTS, strict=True):
        with column:
            charts.show(charts.hours_by_year(rows, result, subject, norms, language()), f"years_{subject}")
            test = cramming_test(rows, subject, norms)
            if test is not None and getattr(result, subject).heavy_year is not None:
                charts.show(charts.cramming(test, subject, language()), f"cramming_{subject}")
    if len(rows) > 1:
        with st.expander(t("逐年累计和缺口")):
            for column, subject in zip(st.columns(2), SUBJECTS, strict=True):
                with column:
                    charts.show(charts.running_total(rows, subject, norms, language()), f"total_{subject}")
            _plan(rows, norms)


def _plan(rows: Any, norms: Any) -> None:
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
                            "{year} 年不超过 {n} 学时的增加，不会落入突击的判断。往年能不能补，先问职称股。",
                            room.hours,
                            year=room.year,
                        )
                    )
        elif one.surplus:
            lines.append(tn("{subject}比要求多 {n} 学时。", one.surplus, subject=name))
        if one.below_norm and not one.missing:
            years = listed(Text(str(year), str(year)) for year in one.below_norm)
            lines.append(t("{subject}：{years} 年单年没到要求，不要紧，看的是平均。", subject=name, years=years))
    st.html("<div class='tg-note'>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</div>")
