"""Trying one answer otherwise: what moves, beside what is so; nothing that was answered is touched."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from logic.assess import assess
from logic.facts import EARLIEST_DATE, FACT, Applicant
from logic.findings import Assessment, RouteResult
from logic.interview.screens import DATES
from logic.labels import CHOICE_NAMES, FACT_NAMES, ROUTE_NAMES, YES_NO
from logic.language import written_date
from logic.pack import Pack
from ui import state
from ui.language import language, t, tr
from ui.parts import choice_name, route_tag

# What is tried here: everything that is chosen or a date. The specialty has a search of its own, the hours a page.
_FIELDS = tuple(field for field in FACT if field not in ("specialty", "hours"))
_TRIED = "tg_what_if"


def what_if(applicant: Applicant, assessment: Assessment, pack: Pack) -> None:
    """Choose one answer, change it in place, see what moves; put it back."""
    tried: tuple[str, Any] | None = st.session_state.get(_TRIED)
    names = {field: tr(FACT_NAMES[field]) for field in _FIELDS if FACT[field].asked(applicant) is not False}
    fields = list(names)
    with st.container(key="screen_what_if"):
        field = st.selectbox(
            t("改哪一项"),
            fields,
            index=fields.index(tried[0]) if tried and tried[0] in fields else None,
            format_func=names.__getitem__,
            placeholder=t("选一项回答"),
            key="what_if_field",
        )
        if field is None:
            return
        now = getattr(applicant, field)
        st.html(f'<p class="tg-help">{escape(t("现在的回答：{answer}", answer=_told(field, now, pack)))}</p>')
        value = _value(field, now, pack)
        if value is None or value == now:
            st.html(f'<p class="tg-help">{escape(t("选一个不同的回答，看结果怎样变。"))}</p>')
            return
        st.session_state[_TRIED] = (field, value)
        _compare(assessment, assess(replace(applicant, **{field: value}), pack, assessment.as_of))
        if st.button(t("恢复原来的回答"), key="nav_put_back"):
            for key in (_TRIED, "what_if_field", f"what_if_{field}"):
                st.session_state.pop(key, None)
            st.rerun()


def _value(field: str, now: Any, pack: Pack) -> Any:
    if field in DATES:
        return st.date_input(
            t("改成哪一天"),
            value=now,
            min_value=EARLIEST_DATE,
            max_value=state.as_of(),
            format="YYYY-MM-DD",
            key=f"what_if_{field}",
        )
    choices: list[Any] = list(CHOICE_NAMES[field]) if field in CHOICE_NAMES else [True, False]
    words = {one: _told(field, one, pack) for one in choices if one != now}
    return st.selectbox(
        t("改成"),
        list(words),
        index=None,
        format_func=words.__getitem__,
        placeholder=t("选一项回答"),
        key=f"what_if_{field}",
    )


def _told(field: str, value: Any, pack: Pack) -> str:
    if value is None:
        return t("不清楚")
    if isinstance(value, dt.date):
        return written_date(value, language())
    # No question of its own: it is asked together with another fact.
    return tr(YES_NO[value]) if field == "diploma_outside_mainland" else tr(choice_name(field, value, pack))


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
