"""How each kind of question is asked: choices, dates, the specialty, the hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
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
from ui import charts, state, touch
from ui.hours_input import as_rows, read_rows, tenths
from ui.hours_table import HoursRow, edited_rows, hours_table
from ui.language import language, t, tn, tr
from ui.parts import choice_name, leads_to
from ui.questions import Question
from ui.taps import Tap, button


def choices(field: str, question: Question, values: Sequence[Any]) -> str:
    """One large target a choice; one tap answers and moves on."""
    answers = state.raw()
    buttons = [
        button(
            Tap("answer", field, str(value).lower() if isinstance(value, bool) else str(value)),
            tr(choice_name(field, value)),
            "tg-choice",
            small=tr(question.notes[str(value)]) if str(value) in question.notes else "",
            pressed=field in answers and value == answers[field],
        )
        for value in values
    ]
    return _group(buttons)


def _group(buttons: Iterable[str]) -> str:
    return f'<div class="tg-choices" role="group" aria-labelledby="tg-focus">{"".join(buttons)}</div>'


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


def _specialty_button(specialty: Specialty, pack: Pack, word: str | None = None) -> str:
    small = leads_to(specialty, pack)
    said = tr(Text(word, word)) if word else ""  # in the reader's characters
    if said and said not in tr(specialty.name):
        small = t("包括“{word}”；{way}", word=said, way=small)
    pressed = state.raw().get("specialty") == specialty.id
    return button(
        Tap("answer", "specialty", specialty.id), tr(specialty.name), "tg-choice", small=small, pressed=pressed
    )


def ask_specialty(pack: Pack) -> str:
    """Search by name, everyday word, pinyin or initials; returns the shelves to browse, which stand below."""
    query = st.text_input(
        t("搜索专业"),
        key="specialty_query",
        type="search",
        live=True,
        placeholder=t("例如：酿酒、jixie"),
        label_visibility="collapsed",
    )
    hits = search(query, pack) if query else []
    if query and hits:
        st.html(f'<div id="tg-found">{_group(_specialty_button(hit.specialty, pack, hit.word) for hit in hits)}</div>')
    elif query:
        st.html(
            f'<p class="tg-note">{escape(t("没有找到“{query}”。换个说法试试，或在下面按类别查找。", query=query))}</p>'
        )
    return f'<h2 class="tg-h">{escape(t("按类别查找"))}</h2><div class="tg-folds">{_shelves(pack)}</div>'


def specialty_by_touch(pack: Pack) -> str:
    """The same without a keyboard: letters for pinyin or initials, what they find, and the shelves."""
    query = touch.typed_words()
    hits = search(query, pack) if query else []
    found = _group(_specialty_button(hit.specialty, pack, hit.word) for hit in hits)
    if query and not hits:
        found = f'<p class="tg-note">{escape(t("没有找到。退一格试试，或在下面按类别查找。"))}</p>'
    shelves = f'<h2 class="tg-h">{escape(t("按类别查找"))}</h2><div class="tg-folds">{_shelves(pack)}</div>'
    return f'{touch.letter_pad()}<div id="tg-found">{found}</div>{shelves}'


_SHELF = "tg_shelf"


def open_shelf(group: str) -> None:
    """Open a shelf, or close it again. Only the open one is filled: all of them are a long page to send and draw."""
    st.session_state[_SHELF] = None if st.session_state.get(_SHELF) == group else group


def _shelves(pack: Pack) -> str:
    chosen = pack.by_id.get(state.raw().get("specialty") or "")
    shelves = []
    for group in pack.groups:
        inside = [s for s in pack.specialties if s.series in group.series]
        # Whoever comes back to change the answer finds it at once.
        is_open = st.session_state.get(_SHELF, group.id if chosen in inside else None) == group.id
        label = f"{tr(group.name.text)} · {tn('{n} 个专业', len(inside))}"
        content = _group(_specialty_button(specialty, pack) for specialty in inside) if is_open else ""
        shelves.append(
            f'<div class="tg-fold">{button(Tap("shelf", group.id), label, "tg-sum", open=is_open)}{content}</div>'
        )
    return "".join(shelves)


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
            "pasted": t("已粘贴 {n} 行"),
            "hint": t("可以从表格里整块复制，粘贴到任意一格。"),
        },
        errors=faults,
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
    hours, faults = read_rows(rows)
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
    hours, faults = read_rows(rows)
    state.save_hours([] if faults else hours)
    if tap.what == "done":
        if not faults:
            st.session_state.pop(state.rows_key(), None)
        state.leave_hours()


def _take_rows() -> tuple[list[HoursRow], list[dict[str, Any]], dict[str, str]]:
    """Keep what was typed, as text and as hours; returns both, and the faults by cell."""
    rows: list[HoursRow] = edited_rows(st.session_state.get(state.rows_key(), []), key="hours_table")
    st.session_state[state.rows_key()] = rows
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
        st.session_state.pop(state.rows_key(), None)
    state.leave_hours()


def hours_picture(pack: Pack, hours: list[dict[str, Any]], *, level: int = 3) -> None:
    """What the hours come to, in words and pictures; ``level`` is that of their headings."""
    rows, norms = tenths(hours), pack.hours.norms
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
    if not lines:  # a year of each subject is blank; the words over the pictures say which
        return
    st.html("<div class='tg-note'>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</div>")
