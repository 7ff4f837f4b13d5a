"""Trying one answer otherwise: what moves, beside what is so; nothing that was answered is touched."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from logic.assess import assess
from logic.facts import EARLIEST_DATE, FACT, MOST_HOURS_A_YEAR, MOST_YEARS
from logic.findings import Assessment, RouteResult
from logic.hours import SUBJECTS, TENTHS, YearTenths, in_hours
from logic.interview.screens import DATES
from logic.labels import CHOICE_NAMES, FACT_NAMES, ROUTE_NAMES, SUBJECT_NAMES, YES_NO
from logic.pack import Pack
from logic.words.language import written_date
from ui import state
from ui.language import begin, language, t, tr
from ui.parts import choice_name, go, paragraph, route_tag, section

_OPEN = "tg_what_if_open"
_KEY = "what_if_"


@st.fragment
def what_if() -> None:
    """Choose one answer, change it in place, see what moves; put it back. A fragment: the page stays as it is."""
    begin()
    _trial()


@st.fragment
def ways_on(*, plan: bool) -> None:
    """From the result to the plan, where there is one; and a button that opens :func:`what_if` where it stands."""
    begin()
    # At the touch screen nothing is typed.
    tries, opened = not state.at_kiosk(), bool(st.session_state.get(_OPEN))
    with st.container(horizontal=True, key="screen_plan"):
        if plan and st.button(t("什么时候、怎么走：看往后的路"), key="nav_plan"):
            go("plan")
        if tries:
            st.button(t("收起试算") if opened else t("换一个回答试试"), key="nav_what_if", on_click=_turn)
    if tries and opened:
        with st.container(key="screen_try"):
            _trial()


def _turn() -> None:
    st.session_state[_OPEN] = not st.session_state.get(_OPEN)
    _put_back()


def _trial() -> None:
    applicant, assessment, pack = state.seen().applicant, state.assessment(), state.pack()
    section(t("换一个回答试试"))
    paragraph(t("只是试算，您的回答不会变。"))
    names = {field: tr(FACT_NAMES[field]) for field in FACT if FACT[field].asked(applicant) is not False}
    with st.container(key="screen_what_if"):
        field = st.selectbox(
            t("改哪一项"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=t("选一项回答"),
            key=f"{_KEY}field",
        )
        if field is None:
            return
        now = getattr(applicant, field)
        paragraph(t("现在的回答：{answer}", answer=_in_words(field, now, pack)))
        value: Any = _hours(now, pack) if field == "hours" else _value(field, now, pack)
        if value is None or value == now:
            paragraph(t("选一个不同的回答，看结果怎样变。"))
            return
        _compare(assessment, assess(replace(applicant, **{field: value}), pack, assessment.as_of))
        st.button(t("恢复原来的回答"), key="nav_put_back", on_click=_put_back)


def _put_back() -> None:
    for key in [key for key in st.session_state if str(key).startswith(_KEY)]:
        del st.session_state[key]


def _hours(now: tuple[YearTenths, ...] | None, pack: Pack) -> tuple[YearTenths, ...]:
    """The hours with those of one year, of the listed ones or this one, as they are typed here."""
    held = {row.year: row for row in now or ()}
    years = sorted({*held, state.as_of().year} if len(held) < MOST_YEARS else held)
    year: int = st.selectbox(t("改哪一年"), years, index=len(years) - 1, key=f"{_KEY}hours")
    found: dict[str, int] = {}
    for subject, column in zip(SUBJECTS, st.columns(2), strict=True):
        recorded = getattr(held.get(year), subject, None)
        usual = getattr(pack.hours, subject) if recorded is None else in_hours(recorded)
        with column:
            typed: float = st.number_input(
                tr(SUBJECT_NAMES[subject]),
                0.0,
                float(MOST_HOURS_A_YEAR),
                float(usual),
                step=1.0,
                format="%g",
                key=f"{_KEY}{subject}_{year}",
            )
        found[subject] = round(typed * TENTHS)
    rows = held | {year: YearTenths(year, **found)}
    return tuple(rows[one] for one in sorted(rows))


def _value(field: str, now: Any, pack: Pack) -> Any:
    if field in DATES:
        return st.date_input(
            t("改成哪一天"),
            value=now,
            min_value=EARLIEST_DATE,
            max_value=state.as_of(),
            format="YYYY-MM-DD",
            key=f"{_KEY}{field}",
        )
    choices: list[Any] = list(CHOICE_NAMES[field]) if field in CHOICE_NAMES else [True, False]
    if field == "specialty":
        choices = list(pack.by_id)
    words = {one: _in_words(field, one, pack) for one in choices if one != now}
    return st.selectbox(
        t("改成"),
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder=t("选一项回答"),
        key=f"{_KEY}{field}",
    )


def _in_words(field: str, value: Any, pack: Pack) -> str:
    if value is None:
        return t("不清楚")
    if isinstance(value, dt.date):
        return written_date(value, language())
    if field == "specialty":
        return tr(pack.by_id[value].name)
    if field == "hours":
        return ("; " if language() == "en" else "；").join(map(_year, value))
    # No question of its own: it is asked together with another fact.
    return tr(YES_NO[value]) if field == "diploma_outside_mainland" else tr(choice_name(field, value, pack))


def _year(row: YearTenths) -> str:
    general, professional = ("–" if n is None else f"{in_hours(n):g}" for n in (row.general, row.professional))
    return t(
        "{year} 年公需科目 {general}、专业科目 {professional}",
        year=row.year,
        general=general,
        professional=professional,
    )


def _compare(before: Assessment, after: Assessment) -> None:
    """Each route before and after; a route that is listed in one of them only says so."""
    names = [*dict.fromkeys([r.route for r in before.routes] + [r.route for r in after.routes])]
    rows = "".join(
        f"<li><b>{escape(tr(ROUTE_NAMES[name]))}</b><span>{_stand(before, name)}</span>"
        f'<span class="to" aria-hidden="true">→</span><span>{_stand(after, name)}</span></li>'
        for name in names
    )
    same = {r.route: (r.verdict, r.level, r.earliest) for r in before.routes} == {
        r.route: (r.verdict, r.level, r.earliest) for r in after.routes
    }
    said = t("结论不变。") if same else t("这样一改，结论会变：")
    st.html(f'<div class="tg-what-if" role="status"><p>{escape(said)}</p><ul>{rows}</ul></div>')


def _stand(assessment: Assessment, name: str) -> str:
    result = next((r for r in assessment.routes if r.route == name), None)
    if result is None:
        return f'<span class="v-none">{escape(t("不列"))}</span>'
    return f'<span class="v-{result.verdict.value}">{route_tag(result)}</span>{_title(result)}'


def _title(result: RouteResult) -> str:
    return f" · {escape(tr(result.title))}" if result.title else ""
