"""Last month's result beside the unit's own file, to see what has changed."""

from __future__ import annotations

import streamlit as st

from logic.roster.last_time import changes_since
from logic.roster.model import OUR_SHEETS, Refused
from logic.roster.overview import Changes
from ui.language import t, tr
from ui.parts import note
from ui.unit.job import Job, opened

_COMPARED = "tg_unit_compared"


def last_time(job: Job) -> Changes | None:
    """Ask for the result of last time, and compare with it; None where there is none."""
    with st.container(key="screen_unit_last"), st.expander(t("和上个月的结果比：谁变了，谁来了，谁走了")):
        given = st.file_uploader(t("上次下载的结果表格"), key="tg_unit_last_file")
        if given is None:
            return None
        key = (given.file_id, job.as_of, id(job))
        kept = st.session_state.get(_COMPARED)
        if kept is None or kept[0] != key:
            try:
                book = opened(given.getvalue())
                sheet = OUR_SHEETS[0] if OUR_SHEETS[0] in book.sheets else None
                kept = key, changes_since(job.rows, job.places, book.table(sheet))
            except Refused as refused:
                note(tr(refused.text), warn=True, title=t("没有比成"))
                return None
            except (OSError, MemoryError):
                note(t("文件打不开，或者太大。请分成几份再试。"), warn=True, title=t("没有比成"))
                return None
            st.session_state[_COMPARED] = kept
        found: Changes = kept[1]
        return found
