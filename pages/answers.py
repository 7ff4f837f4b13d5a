"""Check your answers; also the quick form for someone who knows the questions already."""

import datetime as dt
from html import escape
from typing import Any

import streamlit as st

from logic.facts import EARLIEST_DATE, FACTS
from logic.labels import CHOICE_NAMES, FACT_NAMES, VERDICT_NAMES, listed
from ui import state
from ui.language import t, tr
from ui.parts import answer_in_words, choice_name, footer, go, heading, leads_to, note
from ui.questions import question

pack = state.pack()
UNANSWERED, UNSURE = "", "?"


def _take(field: str) -> None:
    """Record what was chosen in the form."""
    value = st.session_state[f"form_{field}"]
    if isinstance(value, dt.date):
        state.answer(field, value.isoformat())
    elif value in (UNANSWERED, None):
        state.clear(field)
    else:
        state.answer(field, {"true": True, "false": False, UNSURE: None}.get(value, value))


def _options(field: str) -> dict[str, str]:
    if field == "specialty":
        named = {s.id: tr(s.name) for s in pack.specialties}
    elif field in CHOICE_NAMES:
        named = {str(v): tr(name) for v, name in CHOICE_NAMES[field].items()}
    else:
        named = {"true": tr(choice_name(field, True, pack)), "false": tr(choice_name(field, False, pack))}
    return {UNANSWERED: t("未填"), **named, UNSURE: t("不清楚")}


def _shown(value: Any, *, answered: bool) -> str:
    if value is None:
        return UNSURE if answered else UNANSWERED
    return str(value).lower() if isinstance(value, bool) else str(value)


with st.container(key="tg_one"):
    heading(t("核对您的回答"), "answers")
    st.html(f'<p class="tg-help">{escape(t("改了哪一项，结果马上跟着变。熟悉这些问题的，也可以在这里直接填。"))}</p>')
    applicant = state.answers().applicant
    if state.dropped():
        names = listed(FACT_NAMES[name] for name in state.dropped())
        note(t("这些用不上了，已经删去：{names}。", names=names))
        if state.can_undo():
            st.button(t("选错了，撤销"), key="nav_undo", on_click=state.undo)
    with st.container(key="tg_form"):
        for fact in FACTS:
            field = fact.field
            if field == "hours" or fact.asked(applicant) is not True:
                continue
            key, value, answered = f"form_{field}", state.raw().get(field), field in state.raw()
            label = tr(question(field, pack).ask)
            if field in ("service_start", "title_date"):
                st.session_state[key] = dt.date.fromisoformat(value) if value else None
                st.date_input(
                    label,
                    min_value=EARLIEST_DATE,
                    max_value=max(state.as_of(), st.session_state[key] or state.as_of()),
                    format="YYYY-MM-DD",
                    key=key,
                    on_change=_take,
                    args=(field,),
                )
                continue
            options = _options(field)
            st.session_state[key] = _shown(value, answered=answered)
            st.selectbox(
                label,
                list(options),
                format_func=options.__getitem__,
                key=key,
                on_change=_take,
                args=(field,),
                placeholder=t("请选择"),
            )
            if field == "specialty" and value in pack.by_id:
                st.html(f'<p class="tg-under">{escape(leads_to(pack.by_id[value], pack))}</p>')
    with st.container(horizontal=True, key="tg_form_hours"):
        hours = answer_in_words("hours", pack) if "hours" in state.raw() else t("还没有填")
        st.html(f'<dl class="tg-aside"><dt>{escape(tr(question("hours", pack).ask))}</dt><dd>{escape(hours)}</dd></dl>')
        if st.button(t("填写学时"), key="link_hours"):
            state.change("hours")
            go("check")

    found = state.assessment()
    with st.container(horizontal=True, key="tg_form_nav"):
        if st.button(t("看结果：{verdict}", verdict=VERDICT_NAMES[found.verdict]), key="primary_result"):
            go("result")
        if state.current() not in (None, "hours") and st.button(t("接着一题一题答"), key="nav_check"):
            go("check")
        if state.viewed() is None:
            st.button(t("全部清空"), key="link_wipe", on_click=state.wipe)
    footer(pack)
