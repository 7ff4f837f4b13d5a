"""The pictures of a roster, one at a time; a bar that is tapped narrows the list."""

from __future__ import annotations

from html import escape

import streamlit as st

from logic.hours import SUBJECTS
from logic.labels import SUBJECT_NAMES
from logic.roster.overview import Overview, hours_by_person
from ui.browser.taps import Tap, button
from ui.charts.drawing import Chart
from ui.language import language, t, tr
from ui.parts import note, paragraph
from ui.unit import charts
from ui.unit.job import Job
from ui.unit.narrowing import CLICKED, DRAWN, PICTURE, all_button, narrow, now_shown


def pictures() -> dict[str, str]:
    """Their names by what they are called here."""
    return {
        "departments": t("各部门"),
        "obstacles": t("主要障碍"),
        "hours": t("学时"),
        "coming": t("以后两年"),
    }


def pictures_part(job: Job, found: Overview) -> None:
    """The one that is chosen, with the names of all above it."""
    now = st.session_state.get(PICTURE, "departments")
    tabs = "".join(
        button(Tap("picture", name), label, "tg-tab", pressed=name == now) for name, label in pictures().items()
    )
    st.html(f'<div class="tg-tabs tg-screen-only" role="group" aria-label="{escape(t("选一张图"))}">{tabs}</div>')
    lang = language()
    drawn = True
    match now:
        case "departments":
            drawn = _picture(job, found, charts.verdicts_by_department(found.departments, lang), now)
        case "obstacles":
            drawn = _picture(job, found, charts.frequent_obstacles(found.obstacles, lang), now)
        case "coming":
            drawn = _picture(job, found, charts.becoming_ready(found.coming, lang), now)
        case _:
            drawn = _hours_picture(job, found)
    shown = now_shown().in_words()
    if shown:
        said = t("名单现在只列：{which}。", which=shown)
        to_list = f'<a class="tg-link" href="#tg-list">{escape(t("去看名单"))}</a> {all_button()}'
        st.html(f'<p class="tg-under tg-screen-only">{escape(said)} {to_list}</p>')
    elif drawn:
        paragraph(t("点图里的一块，下面的名单就只列那些人。"), "tg-under tg-screen-only")


def _picture(job: Job, found: Overview, chart: Chart, name: str) -> bool:
    """Draw it; whether there is anything to click in it."""
    key = f"{name}_{st.session_state.get(DRAWN, 0)}"
    if f"chart_{key}" not in st.session_state:
        # A picture that was not there before knows of no click; the list stays as it is.
        st.session_state.pop(CLICKED, None)
    _clicked(job, found, charts.show(chart, key))
    return len(chart.table) > 1


def _hours_picture(job: Job, found: Overview) -> bool:
    pages = charts.hours_pages(hours_by_person(job.rows, job.places), language())
    if not pages:
        note(t("名册里还没有学时。表头写成“2022公需”“2022专业”这样，一年两列。"))
        return False
    with st.container(horizontal=True, key="tg_unit_pick"):
        subject = st.segmented_control(
            t("科目"),
            list(SUBJECTS),
            format_func=lambda one: tr(SUBJECT_NAMES[one]),
            default=SUBJECTS[0],
            required=True,
            key="tg_unit_subject",
        )
        page = st.selectbox(
            t("哪些人"), range(len(pages)), format_func=lambda place: pages[place].label, key="tg_unit_people"
        )
    chart = charts.hours_heat_map(pages[page or 0].people, subject, job.pack.hours.norms, language())
    return _picture(job, found, chart, f"hours_{subject}_{page}")


def _clicked(job: Job, found: Overview, pick: charts.Pick | None) -> None:
    """Filter the list by what was clicked, once: the picture keeps its selection until the next click."""
    if pick == st.session_state.get(CLICKED):
        return
    match pick:
        case ("verdict", department, verdict):
            narrow(department=department, verdict=verdict, obstacle="", only=frozenset())
        case ("obstacle", criterion):
            narrow(obstacle=criterion, verdict="", only=frozenset())
        case ("hours", row, *_):
            narrow(only=frozenset({int(row)}), verdict="", obstacle="", department=None)
        case ("month", month):
            rows = frozenset(person.row for day, person in found.coming.people if day.isoformat().startswith(month))
            narrow(only=rows, verdict="", obstacle="", department=None)
        case _:  # clicked once more: everybody again
            narrow(department=None, verdict="", obstacle="", only=frozenset())
    # Not before: what narrows the list otherwise makes the pictures forget.
    st.session_state[CLICKED] = pick
    st.rerun()
