"""The list of colleagues, and what narrows it."""

from __future__ import annotations

from html import escape

import streamlit as st

from logic.labels import CRITERION_NAMES, ROUTE_NAMES
from logic.roster.model import NO_DEPARTMENT, Row
from logic.roster.overview import Overview
from ui.language import t, tn, tr
from ui.parts import note
from ui.unit.job import Job
from ui.unit.narrowing import all_button, narrow, now_shown
from ui.unit.table import chosen, table_html

# What a list offers to leave it open.
_EVERY = "*"


def people_list(job: Job, found: Overview) -> list[Row]:
    """Draw it; who is on it. Where somebody is left out it is printed by itself."""
    which = now_shown()
    rows = chosen(job.rows, job.places, which)
    narrowed = " data-narrowed" if which.narrows else ""
    with st.container(key="tg_unit_list"):
        st.html(f'<h2 id="tg-list" class="tg-h"{narrowed}>{escape(t("名单"))}</h2>')
        with st.container(horizontal=True, key="screen_unit_filters"):
            departments = [one.name for one in found.departments]
            if len(departments) > 1:
                _selector(
                    "department",
                    t("部门"),
                    {name: name or tr(NO_DEPARTMENT) for name in sorted(departments)},
                    which.department,
                    every=None,
                )
            _selector(
                "committee",
                t("评审委员会"),
                {key: tr(one.name.text) for key, one in job.pack.review.committees.items()},
                which.committee,
            )
            ways = sorted({row.outcome.route for row in job.rows if row.outcome}, key=list(ROUTE_NAMES).index)
            _selector("route", t("途径"), {way: tr(ROUTE_NAMES[way]) for way in ways}, which.route)
            titles = {
                row.outcome.title.zh: tr(row.outcome.title) for row in job.rows if row.outcome and row.outcome.title
            }
            if titles:
                _selector("title", t("职称"), dict(sorted(titles.items())), which.title)
            _selector(
                "obstacle",
                t("障碍"),
                {one.criterion: tr(CRITERION_NAMES[one.criterion]) for one in found.obstacles},
                which.obstacle,
            )
            st.session_state["tg_unit_words"] = which.words
            st.text_input(t("找人"), key="tg_unit_words", on_change=_take_words, placeholder=t("姓名或工号"))
        shown = which.in_words()
        count = tn("{n} 人", len(rows)) + (t("：{which}", which=shown) if shown else "")
        everybody = f'<span class="tg-screen-only">{all_button()}</span>' if shown else ""
        st.html(f'<p class="tg-count-line"><span role="status">{escape(count)}</span> {everybody}</p>')
        if rows:
            st.html(table_html(rows, job.places, which))
        else:
            note(t("没有这样的人。点“看全部”取消筛选。"))
    return rows


def _selector(part: str, label: str, options: dict[str, str], now: str | None, *, every: str | None = "") -> None:
    key = f"tg_unit_by_{part}"
    st.session_state[key] = _EVERY if now == every else now

    def take() -> None:
        value = st.session_state[key]
        narrow(**{part: every if value == _EVERY else value})

    names = {_EVERY: t("全部"), **options}
    st.selectbox(label, list(names), format_func=lambda one: names.get(one, one), key=key, on_change=take)


def _take_words() -> None:
    narrow(words=st.session_state["tg_unit_words"])
