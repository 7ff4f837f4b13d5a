"""What a roster came to: counts, pictures, the list of colleagues, who needs what, and the files to take home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from logic.roster.filing_dates import filing_dates
from logic.roster.model import ELSEWHERE, KINDS
from logic.roster.overview import Overview
from ui.browser.taps import Tap
from ui.language import t, tn, tr
from ui.parts import go, note
from ui.unit.attention import alarms
from ui.unit.elsewhere import elsewhere
from ui.unit.files import file_buttons
from ui.unit.going_on import open_person
from ui.unit.hours import hours_needed
from ui.unit.job import Job
from ui.unit.narrowing import FILTER, OPENED, PICTURE, narrow, now_shown, show
from ui.unit.people import people_list
from ui.unit.pictures import pictures, pictures_part
from ui.unit.posts import ask_posts
from ui.unit.table import FAULTY, faulty_tag, kind_tag, row_id
from ui.unit.take_home import take_home

# How often a number was tapped: each time the list comes into view.
_TO_LIST = "tg_unit_to_list"


def carry_out(tap: Tap, job: Job) -> None:
    """Do what was tapped on the results."""
    match tap:
        case Tap("verdict", value, _) if value in (*KINDS, FAULTY):
            # Nobody expects an empty list below a number: people named one by one in a picture are left again.
            narrow(verdict="" if now_shown().verdict == value else value, only=frozenset())
            st.session_state[_TO_LIST] = st.session_state.get(_TO_LIST, 0) + 1
        case Tap("sort", column, _):
            st.session_state[FILTER] = now_shown().sorted_by(column)
        case Tap("page", page, _) if page.isdecimal():
            st.session_state.pop(OPENED, None)
            st.session_state[FILTER] = replace(now_shown(), page=int(page))
        case Tap("picture", name, _) if name in pictures():
            st.session_state[PICTURE] = name
        case Tap("all", _, _):
            show(now_shown().everybody())
        case Tap("person", number_, _) if number_.isdecimal():
            for row in job.rows:
                if row.number == int(number_) and row.applicant is not None:
                    open_person(job, row)
                    go("result")


def results(job: Job, found: Overview, forget: Callable[[], None]) -> None:
    """Everything about the roster, from the counts to the files."""
    _heading(found)
    dates = filing_dates(found, job.pack, job.as_of)
    note(*map(tr, dates.lines), warn=dates.warn, title=tr(dates.title))
    st.html(_tiles(found))
    file_buttons(job, found, forget)
    elsewhere(found, job.pack)
    alarms(job, found)
    pictures_part(job, found)
    rows = people_list(job, found)
    take_home(job, found, rows)
    hours_needed(job, found)
    ask_posts(job)


def _heading(found: Overview) -> None:
    """Coming back from one person's result the clerk lands where that person stands; a tapped number shows the list."""
    opened = st.session_state.get(OPENED)
    land, token = f' data-land="{row_id(opened)}"' if opened else "", "unit:results"
    if not opened and (times := st.session_state.get(_TO_LIST)):
        land, token = ' data-land="tg-list"', f"unit:results:{times}"
    said = escape(tn("{n} 人核对完了", found.people))
    st.html(f'<h1 id="tg-focus" class="tg-q" tabindex="-1" data-token="{token}"{land}>{said}</h1>')


def _tiles(found: Overview) -> str:
    """A count a verdict, each a button that filters the list."""
    now = now_shown().verdict
    tiles = [
        (str(kind), kind_tag(kind), found.verdicts[kind], f"v-{kind}")
        for kind in KINDS
        if kind != ELSEWHERE or found.verdicts[kind]
    ]
    if found.faulty:
        tiles.append((FAULTY, faulty_tag(), found.faulty, "v-faulty"))
    buttons = "".join(
        f'<button type="button" class="tg-tile {css}" data-tap="verdict:{value}"'
        f' aria-pressed="{str(now == value).lower()}"><span>{label}</span><b>{count}</b></button>'
        for value, label, count, css in tiles
    )
    return f'<div class="tg-tiles" role="group" aria-label="{escape(t("按结论筛选"))}">{buttons}</div>'
