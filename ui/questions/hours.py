"""How the hours of each year are asked, by keyboard and by touch, and the pictures of what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from logic.criteria.continuing_education import period
from logic.facts import MOST_YEARS, TitleLevel
from logic.findings import HoursResult, HoursVerdict
from logic.hours import (
    SUBJECTS,
    Norms,
    YearTenths,
    assess_hours,
    cramming_test,
    full_years_since,
    plan,
    proposed_years,
)
from logic.hours_text import HoursRead, HoursRow, as_rows, as_tenths, read_rows
from logic.labels import SUBJECT_NAMES, listed, named_years
from logic.pack import Pack
from logic.words.language import Text
from ui import charts, state
from ui.browser.taps import Tap, button
from ui.kiosk import touch
from ui.language import language, t, tn, tr
from ui.parts import note_html
from ui.questions.hours_table import edited, hours_table

# --- which years -----------------------------------------------------------------------------------------------

_FIRST_TITLE_YEARS = 5


def _first_rows() -> list[dict[str, Any]]:
    """The years that are recorded and those that are proposed, as rows."""
    a, as_of = state.seen().applicant, state.as_of()
    if a.title_level is TitleLevel.NONE or a.title_date is None:
        first_time = a.title_level is TitleLevel.NONE
        years = proposed_years(a.service_start if first_time else None, as_of, _FIRST_TITLE_YEARS)
    else:
        years = proposed_years(a.title_date, as_of, MOST_YEARS)
    rows = {year: {"year": year} for year in years} | {row["year"]: row for row in state.raw().get("hours") or ()}
    return [rows[year] for year in sorted(rows)]


def _which_years(pack: Pack) -> str:
    """Which years the table lists, and why."""
    a, now = state.seen().applicant, state.as_of().year
    office = pack.contact.office.text
    since = period(a, state.as_of())
    asked = t("评审看“最近一个任职周期”每年的学时；从哪年算到哪年，问单位人事。")
    if a.title_level is TitleLevel.NONE:
        asked = t("您还没有职称，也就还没有“任职周期”，学时怎么审验，通知没有写，先问{office}。", office=office)
        if a.service_start is None:
            why = t("下面列出最近三年，先看看够不够；年份可以增减。")
        elif full_years_since(a.service_start, state.as_of()):
            n = _FIRST_TITLE_YEARS
            why = t("下面列出从事本专业以来的完整年度，最多 {n} 年，先看看够不够。", n=n)
        else:
            why = t("您从事本专业以来，还没有一个从 1 月到 12 月的完整年度，有学时就填。")
    elif a.title_date is None:
        why = t("下面先列出最近三年，年份可以增减。")
    elif not since:
        why = t("您 {title} 年取得职称，之后还没有一个从 1 月到 12 月的完整年度，有学时就填。", title=a.title_date.year)
    elif len(since) > MOST_YEARS:
        why = t(
            "您 {title} 年取得职称，之后不止 {n} 个完整年度。最多填 {n} 年，先列出最近的：{years} 年。",
            title=a.title_date.year,
            n=MOST_YEARS,
            years=named_years(since[-MOST_YEARS:]),
        )
    else:
        why = t(
            "您 {title} 年取得职称，下面列出之后的完整年度：{years} 年。{title} 年和 {now} 年可填可不填。",
            title=a.title_date.year,
            years=named_years(since),
            now=now,
        )
    return f'<p class="tg-help tg-which">{escape(asked)}<br>{escape(why)}</p>'


def left_out_note(pack: Pack, hours: Sequence[dict[str, Any]]) -> str:
    """The years since the title that say nothing yet; an empty text where there are none."""
    result = _result(pack, hours)
    if not result.years or not result.uncovered_years:
        return ""
    return t(
        "{years} 年还空着，没有算进来。取得职称以来的年份要不要都算，先问{office}。",
        years=named_years(result.uncovered_years),
        office=pack.contact.office.text,
    )


# --- asking ----------------------------------------------------------------------------------------------------

# What was understood of the block that was pasted last.
_SAID = "tg_hours_said"
_MOST_NAMED = 4


def ask_hours(pack: Pack) -> None:
    """A row a year; the charts move as one types. It can be left for later."""
    state.stay_on("hours")
    rows, read = _take_rows()
    st.html(_which_years(pack))
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
        errors={
            f"{place}.{field}": t("{name}：{fault}", name=_NAMES[field], fault=fault)
            for (place, field), fault in read.faults.items()
        },
        said=[tr(one) for one in st.session_state.get(_SAID, ())],
        key="hours_table",
        on_change=_keep_rows,
    )
    st.html(f'<div role="status">{_status(pack, rows, read)}</div>')
    st.button(_onward(read), key="primary_hours" if _is_done(read) else "nav_hours_later", on_click=_leave)
    if _is_done(read):
        hours_picture(pack, read.hours, level=2)


def _status(pack: Pack, rows: Sequence[HoursRow], read: HoursRead, *more: str) -> str:
    """What is not understood, ``more`` of it, or else which years are still blank."""
    if read.faults:
        return note_html(_faults(rows, read), *more, warn=True)
    left_out = left_out_note(pack, read.hours)
    return note_html(left_out) if left_out else ""


_NAMES: dict[str, Text] = {"year": Text("年度", "Year"), **SUBJECT_NAMES}


def _faults(rows: Sequence[HoursRow], read: HoursRead) -> str:
    """How many cells were not understood, and which; what is wrong stands at each."""
    cells = [
        t("{year} 年{subject}", year=rows[place]["year"].strip(), subject=_NAMES[field])
        if field != "year" and rows[place]["year"].strip()
        else t("第 {n} 行{name}", n=place + 1, name=_NAMES[field])
        for place, field in read.faults
    ]
    more = ["…"] if len(cells) > _MOST_NAMED else []
    named = listed(Text(cell, cell) for cell in cells[:_MOST_NAMED] + more)
    return tn("有 {n} 格没看懂，改好才能算够不够：{cells}。", len(cells), cells=named)


def _take_rows() -> tuple[list[HoursRow], HoursRead]:
    """Keep what was typed, as text and as hours."""
    if state.rows_key() not in st.session_state:
        st.session_state[state.rows_key()] = as_rows(_first_rows())
    rows, said = edited(st.session_state[state.rows_key()], key="hours_table")
    st.session_state[state.rows_key()] = rows
    if said is not None:
        st.session_state[_SAID] = said
    return rows, _kept(rows)


def _keep_rows() -> None:
    _take_rows()


def _kept(rows: list[HoursRow]) -> HoursRead:
    read = read_rows(rows, state.as_of())
    # Half-read hours could turn a verdict: while a cell is not understood, there is no answer yet.
    state.save_hours([] if read.faults else read.hours)
    return read


def _leave() -> None:
    # The last cell may have been typed a moment before the click: take it along.
    _, read = _take_rows()
    _go_on(read)


def _go_on(read: HoursRead) -> None:
    st.session_state.pop(_SAID, None)
    if not read.faults:
        st.session_state.pop(state.rows_key(), None)
    state.leave_hours()


# --- by touch --------------------------------------------------------------------------------------------------


def hours_by_touch(pack: Pack) -> str:
    """The same without a keyboard: large cells and a number pad."""
    state.stay_on("hours")
    rows = _touched_rows()
    read = read_rows(rows, state.as_of())
    faults = {f"{place}.{field}": tr(fault) for (place, field), fault in read.faults.items()}
    # The cells have no room for what is wrong with them.
    status = _status(pack, rows, read, *dict.fromkeys(faults.values()))
    done = button(Tap("done"), _onward(read), "tg-primary" if _is_done(read) else "tg-nav")
    return _which_years(pack) + touch.hours_pad(rows, faults, status, done)


def _is_done(read: HoursRead) -> bool:
    return bool(read.hours) and not read.faults


def _onward(read: HoursRead) -> str:
    """What the way on to the result is called: nothing is lost by it, whatever the table holds."""
    if read.faults:
        return t("先看结果，回头再改")
    return t("填好了，看结果") if read.hours else t("以后再填，先看结果")


def _touched_rows() -> list[HoursRow]:
    if state.rows_key() not in st.session_state:
        st.session_state[state.rows_key()] = as_rows(_first_rows())
    rows: list[HoursRow] = st.session_state[state.rows_key()]
    return rows


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
    read = _kept(rows)
    if tap.what == "done":
        _go_on(read)


# --- what they come to -----------------------------------------------------------------------------------------


def _result(pack: Pack, hours: Sequence[dict[str, Any]]) -> HoursResult:
    return assess_hours(as_tenths(hours), pack.hours.norms, period(state.seen().applicant, state.as_of()))


def hours_picture(pack: Pack, hours: list[dict[str, Any]], *, level: int = 3) -> None:
    """What the hours come to, in words and pictures; ``level`` is that of their headings."""
    rows, norms, result = as_tenths(hours), pack.hours.norms, _result(pack, hours)
    forbidden = pack.hours.cramming == "forbidden"
    figures = st.columns(2)
    for column, subject in zip(figures, SUBJECTS, strict=True):
        with column:
            charts.show(
                charts.hours_by_year(rows, result, subject, norms, language(), forbidden=forbidden),
                f"years_{subject}",
                level=level,
            )
            test = cramming_test(rows, subject, norms)
            if test is not None and getattr(result, subject).heavy_year is not None:
                charts.show(
                    charts.cramming(test, subject, language(), forbidden=forbidden), f"cramming_{subject}", level=level
                )
    if len(rows) > 1:
        with st.expander(t("逐年累计和缺口")):
            for column, subject in zip(st.columns(2), SUBJECTS, strict=True):
                with column:
                    charts.show(
                        charts.running_total(rows, result, subject, norms, language()), f"total_{subject}", level=level
                    )
            missing_hours(rows, norms, pack, all_years=not result.uncovered_years)


def missing_hours(rows: Sequence[YearTenths], norms: Norms, pack: Pack, *, all_years: bool) -> None:
    """What is missing and where it could go. More than enough is only said where no year may still have to be added."""
    lines = []
    for one in plan(rows, norms):
        name, test = SUBJECT_NAMES[one.subject], cramming_test(rows, one.subject, norms)
        if test is not None and test.verdict in (HoursVerdict.CRAMMED, HoursVerdict.SUSPECT):
            lines.append(
                t("{subject}总数够了，但集中在 {year} 年，这正是要先解决的。", subject=name, year=test.largest_year)
            )
            continue
        if one.missing:
            lines.append(tn("{subject}一共要补 {n} 学时。", one.missing, subject=name))
            for room in one.rooms:
                if room.hours is not None:
                    lines.append(
                        tn("{year} 年再多 {n} 学时以内，按本工具的算法，不像突击。", room.hours, year=room.year)
                    )
        elif one.surplus and all_years:
            lines.append(tn("{subject}比要求多 {n} 学时。", one.surplus, subject=name))
        if one.below_norm and not one.missing:
            years = named_years(one.below_norm)
            lines.append(t("{subject}：{years} 年单年没到要求，不要紧，看的是平均。", subject=name, years=years))
    if any(one.missing for one in plan(rows, norms)):
        lines.append(t("往年能不能补，先问{office}。", office=pack.contact.office.text))
    if not lines:  # a year of each subject is blank; the words over the pictures say which
        return
    st.html("<div class='tg-note'>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</div>")
