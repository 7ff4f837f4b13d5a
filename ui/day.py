"""The day asked about: the control that changes it, on the start page and behind the header's chip."""

from __future__ import annotations

import datetime as dt
from html import escape

import streamlit as st

from logic.advice import day_to_try
from logic.facts import EARLIEST_DATE, LATEST_DATE
from logic.pack import Pack
from logic.words.language import written_date
from ui import state
from ui.language import language, t


def day_control(pack: Pack, where: str) -> None:
    """Choose another day, a day within the windows, or today again; ``where`` tells two controls of one page apart."""
    as_of = state.as_of()
    st.html(f'<p class="tg-help">{escape(t("程序会按您选的这一天判断年限和申报时间。"))}</p>')
    key = f"as_of_{where}_{as_of.isoformat()}"
    st.date_input(
        t("查看日期"),
        value=as_of,
        min_value=EARLIEST_DATE,
        max_value=LATEST_DATE,
        format="YYYY-MM-DD",
        key=key,
        on_change=_chosen,
        args=(key,),
    )
    demo = day_to_try(pack)
    with st.container(horizontal=True, key=f"tg_days_{where}"):
        st.button(
            t("申报期内的一天：{day}", day=written_date(demo, language())),
            key=f"nav_demo_day_{where}",
            on_click=state.set_as_of,
            args=(demo,),
        )
        st.button(t("回到今天"), key=f"nav_today_{where}", on_click=state.set_as_of, args=(None,))


def _chosen(key: str) -> None:
    day = st.session_state.get(key)
    if isinstance(day, dt.date):
        state.set_as_of(day)
