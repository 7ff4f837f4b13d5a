"""Who needs how many hours, and what to ask about them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from logic.hours import SUBJECTS
from logic.labels import SUBJECT_NAMES
from logic.roster.overview import Bearing, Overview, Shortfall
from logic.words.language import written_date
from ui.charts.drawing import number, sentences
from ui.language import language, t, tn
from ui.parts import paragraph, plain_table, section
from ui.unit.attention import person_words
from ui.unit.job import Job


def hours_needed(job: Job, found: Overview) -> None:
    """First who is stopped by it, then who must ask."""
    people: dict[int, list[Shortfall]] = {}
    for short in found.shortfalls:
        people.setdefault(short.person.row, []).append(short)
    groups: dict[Bearing, list[list[Shortfall]]] = {"stops": [], "asked": [], "unsaid": []}
    for shorts in people.values():
        groups[shorts[0].bearing].append(shorts)
    if not people:
        return
    stopped = groups["stops"]
    section(tn("{n} 人差学时，现在报不了", len(stopped)) if stopped else t("学时"))
    office = job.pack.contact.office.text
    if stopped:
        days = {short.by for shorts in stopped for short in shorts if short.by}
        said = [t("申报到 {day}截止。", day=written_date(min(days), language()))] if days else []
        said.append(t("往年的学时能不能补，通知没有说，请先问{office}。", office=office))
        paragraph(sentences(said, language()))
        _hours_table(t("差学时的人"), stopped)
    with st.container(key="screen_unit_hours"):
        if asked := groups["asked"]:
            with st.expander(tn("另有 {n} 人没达标，还没有职称（或没填），学时怎么审验要先问", len(asked))):
                why = t(
                    "通知看的是最近一个任职周期，没有职称就还没有这个周期。怎么审验，请先问{office}。", office=office
                )
                paragraph(why)
                _hours_table(t("没达标、学时怎么审验要先问的人"), asked)
        if unsaid := groups["unsaid"]:
            with st.expander(tn("另有 {n} 人没达标，走的途径要不要审验学时，要先问", len(unsaid))):
                why = t("走的途径由谁组织，就问谁。")
                if job.pack.recognition is not None:
                    why = t(
                        "初次认定要不要审验学时，通知没有写，顺便问{office}。别的途径由谁组织，就问谁。", office=office
                    )
                paragraph(why)
                _hours_table(t("没达标、要不要审验学时要先问的人"), unsaid)


def _hours_table(caption: str, people: Sequence[Sequence[Shortfall]]) -> None:
    """A line a person: how much of which subject is short of how much."""
    lines = []
    for shorts in people:
        by_subject = {short.subject: short for short in shorts}
        person = shorts[0].person
        cells = [_short(by_subject.get(subject)) for subject in SUBJECTS]
        lines.append((person_words(person), *cells))
    _folded(caption, (t("姓名"), *(t("{subject}还差", subject=SUBJECT_NAMES[one]) for one in SUBJECTS)), lines)


def _folded(caption: str, heads: Sequence[str], lines: Sequence[Sequence[str]], few: int = 20) -> None:
    """A long table shows its beginning; the rest unfolds, and is on paper. Both have columns of one width."""
    css = " tg-even"
    whole = plain_table([heads, *lines[:few]], caption, css=css)
    if len(lines) > few:
        more = escape(tn("还有 {n} 人", len(lines) - few))
        rest = plain_table([heads, *lines[few:]], caption, css=css)
        whole += f'<details class="tg-more"><summary>{more}</summary>{rest}</details>'
    st.html(whole)


def _short(one: Shortfall | None) -> str:
    if one is None:
        return "—"
    short, required = number(one.short), number(one.required)
    return tn("{short}（{years} 年要 {required}）", one.years, short=short, years=one.years, required=required)
