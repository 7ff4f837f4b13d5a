"""From one colleague's result to the next, in the order of the list one came from."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from logic.roster.model import Row
from ui import state
from ui.language import t
from ui.unit.job import Job
from ui.unit.narrowing import OPENED, now_shown
from ui.unit.table import chosen

JOB = "tg_unit_job"


def open_person(job: Job, row: Row) -> None:
    """Look at the colleague in ``row``, whose facts are known."""
    assert row.applicant is not None
    person = job.places.person(row)
    st.session_state[OPENED] = row.number
    state.view(person.name or t("第 {n} 行", n=row.number), row.applicant)


def neighbours() -> None:
    """Two buttons: the colleague before and the one behind, of those that the list shows."""
    job: Job | None = st.session_state.get(JOB)
    if job is None or job.overview is None:
        return
    rows = [row for row in chosen(job.rows, job.places, now_shown()) if row.applicant is not None]
    numbers = [row.number for row in rows]
    opened = st.session_state.get(OPENED)
    if opened not in numbers:
        return
    at = numbers.index(opened)
    for place, label, key in ((at - 1, t("上一人"), "link_person_before"), (at + 1, t("下一人"), "link_person_behind")):
        if 0 <= place < len(rows):
            st.button(label, key=key, on_click=partial(open_person, job, rows[place]))
    said = t("第 {n} 人，共 {all} 人", n=at + 1, all=len(rows))
    st.html(f'<span class="tg-under tg-screen-only">{escape(said)}</span>')
