"""The hours planner: past years, this year's target, what counts and who registers it; needs no questionnaire."""

import streamlit as st

from logic.words.language import join
from ui import state
from ui.language import t, tr
from ui.parts import clause_list, footer, go, heading, note, paragraph, section
from ui.plan.hours import rows_asked, what_it_comes_to, who_registers, years_asked

pack, as_of = state.pack(), state.as_of()
applicant, this_year = state.seen().applicant, as_of.year

with st.container(key="tg_one"):
    heading(t("学时规划"), "hours")
    help_ = t(
        "评审看最近一个任职周期的年平均：每年公需科目 {general} 学时、专业科目 {professional} 学时，不能挤在一年。"
        "从哪年算起，问单位人事。往年的先按标准放着，请改成登记的数。",
        general=pack.hours.general,
        professional=pack.hours.professional,
    )
    paragraph(help_)
    first, last = years_asked(applicant, this_year)
    rows = rows_asked(applicant, range(first, last + 1), this_year, pack.hours.norms)
    section(t("这样学，够不够"))
    what_it_comes_to(rows, last, this_year, pack)

    section(t("什么算学时，由谁登记"))
    who_registers(pack, applicant)
    clause_list(("3.3", "n25"), pack)
    if pack.hours_later is not None:
        section(t("以后的规定"))
        later = pack.hours_later
        note(tr(join([pack.named(later.say.text), pack.named(later.ask.text)])))
    with st.container(horizontal=True, key="screen_end"):
        if state.raw():
            if st.button(t("回到结果"), key="nav_result"):
                go("result")
        elif st.button(t("开始自查"), key="nav_start_check"):
            go("check")
        st.button(t("打印或存为 PDF"), key="print_hours")
    footer(pack)
