"""The result to take along: the sheet as PDF or for Word, its dates for a calendar; made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from logic.facts import Applicant
from logic.findings import Assessment
from logic.pack import Pack
from ui import state
from ui.kiosk.handover import address
from ui.language import language, t


def offer() -> None:
    """Three files of the result shown."""
    applicant, assessment, pack, code = state.seen().applicant, state.assessment(), state.pack(), language()
    name = state.viewed() or ""
    link = address() or "" if not name else ""
    sheet = partial(_sheet, applicant, assessment, pack, code, name, link)
    ics = partial(_calendar, applicant, assessment, pack, code)
    files: list[tuple[str, str, str, str, Callable[[], bytes]]] = [
        ("pdf", t("办事单（PDF）"), t("办事单"), "application/pdf", partial(sheet, "pdf")),
        ("docx", t("办事单（Word）"), t("办事单"), _WORD, partial(sheet, "docx")),
        ("ics", t("存进日历"), t("职称申报日程"), "text/calendar", ics),
    ]
    with st.container(horizontal=True, key="screen_paper"):
        for kind, label, stem, mime, make in files:
            st.download_button(
                label, data=make, file_name=f"{stem}.{kind}", mime=mime, key=f"take_{kind}", on_click="ignore"
            )


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


# The setting program is loaded when the first sheet is made, and not before.
def _sheet(
    applicant: Applicant, assessment: Assessment, pack: Pack, code: str, name: str, link: str, kind: str
) -> bytes:
    from logic.sheet import sheet_of, to_docx, to_pdf

    made = sheet_of(applicant, assessment, pack, language=code, name=name, link=link)
    return to_pdf(made) if kind == "pdf" else to_docx(made)


def _calendar(applicant: Applicant, assessment: Assessment, pack: Pack, code: str) -> bytes:
    from logic.sheet import to_ics

    return to_ics(applicant, assessment, pack, code)
