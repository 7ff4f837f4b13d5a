"""The notice, clause by clause, in our own words, with its source and how sure each is."""

from html import escape

import streamlit as st

from logic.language import join, say
from ui import state
from ui.calendar import calendar_chart
from ui.language import t, tr
from ui.parts import footer, go, heading, note, section

pack = state.pack()
SURE = {
    "A": t("通知里写明的"),
    "B": t("国家或省里的规定，多处可查"),
    "C": t("只见到一处，请核实"),
    "D": t("没有查到"),
}

with st.container(key="tg_one"):
    heading(t("通知要点"), "notice")
    st.html(
        f'<p class="tg-help">{escape(t("下面用我们自己的话逐条说明，方便对照。准确内容以官方原文为准。"))} '
        f'<a href="{escape(pack.url)}" target="_blank" rel="noopener noreferrer">{escape(t("官方原文"))}</a></p>'
    )
    silent = t("通知没有写到的，按国家和省里现行政策办，请问{office}。", office=pack.contact.office.text)
    if pack.gaps:
        lacks = join([*(gap.text for gap in pack.gaps), say("缺的内容这里不作推测。")])
        note(tr(lacks), silent, title=t("原文的缺漏"))
    else:
        note(silent)
    calendar_chart(pack, state.as_of(), level=2)
    section(t("逐条说明"))
    articles = "".join(
        f'<article class="tg-panel"><h3>{escape(tr(clause.place.text))}</h3>'
        f'<p class="tg-said">{escape(tr(clause.text.text))}</p>'
        f"<p>{escape(tr(pack.sources[clause.source].title.text))} · {escape(SURE[clause.confidence])}</p></article>"
        for clause in pack.clauses.values()
    )
    st.html(f'<div class="tg-others">{articles}</div>')
    with st.container(horizontal=True, key="screen_back"):
        if st.button(t("去自查"), key="primary_start"):
            go("check")
    footer(pack)
