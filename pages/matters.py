"""What else stands in the notice: each thing with its clause, what to do, and what to ask whom."""

from html import escape

import streamlit as st

from ui import state
from ui.browser.taps import taken
from ui.language import t, tr
from ui.matters import contents, part, place, shown, take
from ui.parts import footer, go, heading, note

pack = state.pack()
take(taken(), pack)

with st.container(key="tg_one"):
    wanted = shown(pack)
    heading(t("通知里的其他事"), "matters", land=(place(wanted), tr(wanted.title.text)) if wanted else None)
    if pack.matters:
        help_ = t("这些不影响能不能申报，用得上时再看。按通知用我们自己的话写；没有写明的，告诉您问谁。")
        body = "".join(part(one, pack) for one in pack.matters)
        st.html(f'<p class="tg-help">{escape(help_)}</p>{contents(pack.matters)}{body}')
    else:
        note(t("这份通知没有写别的事。有问题，请问{office}。", office=pack.contact.office.text))
    with st.container(horizontal=True, key="screen_end"):
        if state.raw():
            if st.button(t("回到结果"), key="nav_result"):
                go("result")
        elif st.button(t("去自查"), key="primary_start"):
            go("check")
        if pack.questions and st.button(t("常见问题"), key="nav_questions"):
            go("questions")
        if st.button(t("规则手册"), key="nav_rules"):
            go("rules")
        st.button(t("打印或存为 PDF"), key="print_matters")
    footer(pack)
