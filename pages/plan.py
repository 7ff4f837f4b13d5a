"""The plan: the ways from today with their times, what would change the answer, and trying one answer otherwise."""

import streamlit as st

from logic.plan import plan_of
from ui import kiosk, paper, state
from ui.language import t, tr
from ui.matters import go_to
from ui.parts import footer, go, heading, note, paragraph, section
from ui.plan.parts import move_list, picture, way_cards
from ui.plan.what_if import what_if
from ui.server.settings import settings

pack = state.pack()

with st.container(key="tg_one"):
    if not state.raw():
        heading(t("还没有回答"), "plan")
        paragraph(t("先回答几个问题，这里就会给出结果。"))
        if st.button(t("开始自查"), key="primary_start"):
            go("check")
        st.stop()

    applicant, found = state.seen().applicant, state.assessment()
    plan = plan_of(applicant, found, pack)
    heading(tr(plan.heading), "plan")
    if plan.ways:
        paragraph(tr(plan.summary))
        way_cards(plan.ways, pack)
        # What a step rests on may have a check of its own: a title from elsewhere.
        cited = {line.clause for way in plan.ways for line in way.lines}
        for matter in (one for one in pack.matters if one.check and one.clause in cited and not kiosk.is_on()):
            if st.button(tr(matter.title.text), key=f"nav_{matter.id}"):
                go_to(matter.id)
        if plan.sureness:
            note(tr(plan.sureness))
        picture(plan)
    else:
        note(tr(plan.summary))

    if plan.moves:
        section(t("改变一件事，结果会怎样"))
        move_list(plan.moves)
    # At the touch screen nothing is typed or saved.
    if not kiosk.is_on():
        with st.container(key="screen_try"):
            what_if()
            section(t("带走这份结果"))
            paper.offer()
    with st.container(horizontal=True, key="screen_end"):
        if st.button(t("回到结果"), key="nav_result"):
            go("result")
        if not kiosk.is_on():
            st.button(t("打印或存为 PDF"), key="print_plan")
        elif settings().kiosk_printer:
            st.button(t("打印这份计划"), key="print_plan")
    footer(pack)
