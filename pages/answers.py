"""Check your answers; also the quick form for someone who knows the questions already."""

from html import escape

import streamlit as st

from logic.dates import Span, read_span
from logic.facts import FACT
from logic.interview.screens import ASKED, DATES, settled_by
from logic.labels import VERDICT_NAMES
from logic.words.language import Text
from ui import state
from ui.language import t, tr
from ui.parts import (
    answer_in_words,
    answer_note,
    choice_name,
    dropped_in_words,
    footer,
    go,
    heading,
    leads_to,
    note,
    paragraph,
    values_of,
)
from ui.questions.groups import UNSURE, read_value, tap_value
from ui.questions.words import question as words_of

pack = state.pack()
UNANSWERED, DATE_EXAMPLE = "", t("例如 2021-07-01 或 202107")


def _take(question: str) -> None:
    """Record what was chosen in the form."""
    text = st.session_state[f"form_{question}"]
    if text in (UNANSWERED, None):
        state.clear(question)
        return
    if question == "specialty":
        state.answer({question: None if text == UNSURE else text})
        return
    known, value = read_value(question, text)
    if known:
        state.answer({question: value})


def _take_date(question: str) -> None:
    """Record a date as it was typed; one that cannot be read waits until it is mended."""
    found = read_span(st.session_state[f"form_{question}"], latest=state.as_of())
    if found is None:
        state.clear(question)
    elif isinstance(found, Span):
        state.answer({question: str(found)})


def _ask_date(question: str) -> None:
    key, kept = f"form_{question}", state.raw().get(question)
    typed = read_span(st.session_state.get(key) or "", latest=state.as_of())
    # What was typed and is not understood stays; else the field shows the answer, which an undo may have changed.
    if not isinstance(typed, Text) and (str(typed) if typed else None) != kept:
        st.session_state[key] = kept or ""
        typed = read_span(kept or "", latest=state.as_of())
    label = tr(words_of(question, pack).ask)
    st.text_input(label, key=key, placeholder=DATE_EXAMPLE, autocomplete="off", on_change=_take_date, args=(question,))
    fault = tr(typed) if isinstance(typed, Text) else answer_note(question, state.seen())
    if question in state.seen().undecided:
        fault = t("差几天结论就不同，请写到日。")
    if fault:
        paragraph(fault, "tg-under")


def _options(question: str) -> dict[str, str]:
    if question == "specialty":
        named = {s.id: tr(s.name) for s in pack.specialties}
    else:
        named = {tap_value(value): tr(choice_name(question, value, pack)) for value in values_of(question)}
    return {UNANSWERED: t("未填"), **named, UNSURE: t("不清楚")}


with st.container(key="tg_one"):
    heading(t("核对您的回答"), "answers")
    paragraph(t("改了哪一项，结果马上跟着变。熟悉这些问题的，也可以在这里直接填。"))
    if dropped := dropped_in_words(state.visit()):
        note(dropped)
        if state.visit().before is not None:
            st.button(t("选错了，撤销"), key="nav_undo", on_click=state.undo)
    applicant = state.seen().applicant
    with st.container(key="tg_form"):
        for question in ASKED:
            if question == "hours" or not any(FACT[field].asked(applicant) is True for field in settled_by(question)):
                continue
            if question in DATES:
                _ask_date(question)
                continue
            key, options = f"form_{question}", _options(question)
            answered, value = state.seen().shown(question)
            st.session_state[key] = tap_value(value) if answered else UNANSWERED
            st.selectbox(
                tr(words_of(question, pack).ask),
                list(options),
                format_func=options.__getitem__,
                key=key,
                on_change=_take,
                args=(question,),
                placeholder=t("请选择"),
            )
            if question == "specialty" and value in pack.by_id:
                paragraph(leads_to(pack.by_id[value], pack), "tg-under")
    with st.container(horizontal=True, key="tg_form_hours"):
        hours = answer_in_words("hours", state.seen(), pack) if "hours" in state.raw() else t("还没有填")
        st.html(f'<dl class="tg-aside"><dt>{escape(tr(words_of("hours", pack).ask))}</dt><dd>{escape(hours)}</dd></dl>')
        if st.button(t("填写学时"), key="link_hours"):
            state.change("hours")
            go("check")

    found = state.assessment()
    with st.container(horizontal=True, key="tg_form_nav"):
        if st.button(t("看结果：{verdict}", verdict=VERDICT_NAMES[found.verdict]), key="primary_result"):
            go("result")
        if state.current() not in (None, "hours") and st.button(t("接着一步一步答"), key="nav_check"):
            go("check")
        if state.viewed() is None:
            st.button(t("全部清空"), key="link_wipe", on_click=state.restart)
    footer(pack)
