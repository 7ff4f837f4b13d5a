"""What is taken home of a roster besides its table: the people listed, what to send, and the papers of the unit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from logic.roster.filing_dates import filing_dates
from logic.roster.messages import as_sheet, as_text, messages
from logic.roster.model import Row
from logic.roster.overview import Overview
from logic.roster.take_home import as_plain, due_list, due_text, list_sheet
from logic.sheet.unit_paper import bulletin, summary, those_who_apply
from ui.language import t, tn, tr
from ui.parts import copy_button, paragraph, section
from ui.unit.files import download
from ui.unit.job import Job
from ui.unit.posts import posts_of

# Each is put together when it is asked for; more than so many would keep the page waiting.
_MOST = 5_000
_NAME = "tg_unit_called"


def take_home(job: Job, found: Overview, rows: Sequence[Row]) -> None:
    """Everything of the list as it is filtered (``rows``), and of the unit."""
    people = [row for row in rows if row.applicant is not None]
    if not people or len(people) > _MOST:
        return
    section(tn("名单里这 {n} 人，带走", len(people)))
    said = t("都只写名单里现在列着的人：先在上面筛选，就只写那些人。文件用中文写。")
    paragraph(said, "tg-help tg-screen-only")
    day = job.as_of.isoformat()
    with st.container(horizontal=True, key="screen_unit_send"):
        download(t("下载名单（.xlsx）"), partial(_list, job, rows), t("名单-{day}.xlsx", day=day), "nav_list")
        name = t("发给本人的话-{day}.txt", day=day)
        download(t("发给本人的话（.txt）"), partial(_text, job, people), name, "nav_send_text")
        name = t("发给本人的话-{day}.xlsx", day=day)
        download(t("发给本人的话（.xlsx）"), partial(_sheet, job, people), name, "nav_send_sheet")
    with st.container(key="screen_unit_dues"):
        with st.expander(t("谁要在哪天以前办什么，按部门，可以直接粘贴")):
            _dues(job, people)
        with st.expander(t("公示名单，给领导的一页")):
            _papers(job, found, people)


def _list(job: Job, rows: Sequence[Row]) -> bytes:
    return list_sheet(rows, job.answers, job.places)


def _text(job: Job, rows: Sequence[Row]) -> bytes:
    return as_text(messages(rows, job.places, job.pack, job.as_of))


def _sheet(job: Job, rows: Sequence[Row]) -> bytes:
    return as_sheet(messages(rows, job.places, job.pack, job.as_of))


def _dues(job: Job, people: Sequence[Row]) -> None:
    """The text itself, to read, and a button that copies it."""
    key = (job.as_of, tuple(row.number for row in people))
    kept = st.session_state.get("tg_unit_dues")
    if kept is None or kept[0] != key:
        kept = st.session_state["tg_unit_dues"] = key, due_list(people, job.places, job.pack, job.as_of)
    text = due_text(kept[1], job.pack, job.as_of)
    copy = copy_button(text.zh, t("复制这段文字"))
    # Long, it scrolls by itself: by keyboard too.
    st.html(f'<div class="tg-paste">{copy}<pre tabindex="0">{escape(tr(text))}</pre></div>')
    name = t("谁要办什么-{day}.txt", day=job.as_of.isoformat())
    download(t("下载这段文字（.txt）"), lambda: as_plain(text.zh), name, "nav_dues")


def _papers(job: Job, found: Overview, people: Sequence[Row]) -> None:
    called = st.text_input(t("单位名称"), key=_NAME, placeholder=t("写在标题和落款里；空着就留出来手写"), max_chars=60)
    unit = called.strip()
    ready = len(those_who_apply(people))
    day = job.as_of.isoformat()
    with st.container(horizontal=True, key="screen_unit_papers"):
        if ready:
            label = tn("公示名单（PDF，{n} 人）", ready)
            download(
                label,
                partial(bulletin, people, job.places, unit, job.pack),
                t("公示名单-{day}.pdf", day=day),
                "nav_bulletin",
            )
        name = t("申报核对情况-{day}.pdf", day=day)
        download(t("给领导的一页（PDF）"), partial(_summary, job, found, unit), name, "nav_summary")
    note = t("公示名单只列名单里可以申报的人；公示的日期和电话留着手写。给领导的一页说的是全单位。")
    paragraph(note, "tg-under")


def _summary(job: Job, found: Overview, unit: str) -> bytes:
    dates = filing_dates(found, job.pack, job.as_of)
    return summary(found, dates, posts_of(job), unit, job.pack, job.as_of)
