"""What to send whom, to take home: one text a colleague, as a file to paste from and as a column."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from logic.roster.messages import as_sheet, as_text, messages
from logic.roster.model import Row
from ui.language import t, tn
from ui.parts import section
from ui.roster_job import Job

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Each is put together when it is asked for; more than so many would keep the page waiting.
_MOST = 5_000


def _text(job: Job, rows: Sequence[Row]) -> bytes:
    return as_text(messages(rows, job.places, job.pack, job.as_of))


def _sheet(job: Job, rows: Sequence[Row]) -> bytes:
    return as_sheet(messages(rows, job.places, job.pack, job.as_of))


def send(job: Job, rows: Sequence[Row]) -> None:
    """Offer a text for everyone in ``rows``: the list as it is filtered."""
    people = [row for row in rows if row.applicant is not None]
    if not people or len(people) > _MOST:
        return
    section(t("发给本人的话"))
    said = tn("给名单里这 {n} 人各写一段：缺什么、什么时候以前、问谁。先在上面筛选，就只写那些人。", len(people))
    st.html(f'<p class="tg-help tg-screen-only">{escape(said)}</p>')
    day = job.as_of.isoformat()
    with st.container(horizontal=True, key="screen_unit_send"):
        st.download_button(
            t("下载文字（.txt）"),
            data=partial(_text, job, people),
            file_name=t("发给本人的话-{day}.txt", day=day),
            mime="text/plain",
            key="nav_send_text",
            on_click="ignore",
        )
        st.download_button(
            t("下载表格（.xlsx）"),
            data=partial(_sheet, job, people),
            file_name=t("发给本人的话-{day}.xlsx", day=day),
            mime=_XLSX,
            key="nav_send_sheet",
            on_click="ignore",
        )
