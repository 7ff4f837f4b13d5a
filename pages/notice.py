"""The notice, clause by clause, in our own words, with its source and how sure each is."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from logic.language import join, say
from logic.pack import Clause
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


def _articles(clauses: Iterable[Clause]) -> None:
    """Draw each clause with its source; a source that all have is said once, above them."""
    told = [(clause, f"{tr(pack.sources[clause.source].title.text)} · {SURE[clause.confidence]}") for clause in clauses]
    sources = {source for _, source in told}
    above = f'<p class="tg-help">{escape(sources.pop())}</p>' if len(sources) == 1 else ""
    drawn = "".join(
        f'<article class="tg-panel"><h3>{escape(tr(clause.place.text))}</h3>'
        f'<p class="tg-said">{escape(tr(clause.text.text))}</p>{"" if above else f"<p>{escape(source)}</p>"}</article>'
        for clause, source in told
    )
    st.html(f'{above}<div class="tg-others">{drawn}</div>')


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
    ours = {id_ for id_, source in pack.sources.items() if source.url == pack.url}
    section(t("通知逐条"))
    _articles(clause for clause in pack.clauses.values() if clause.source in ours)
    section(t("国家和省里的规定"))
    _articles(clause for clause in pack.clauses.values() if clause.source not in ours)
    with st.container(horizontal=True, key="screen_back"):
        if st.button(t("去自查"), key="primary_start"):
            go("check")
        if pack.questions and st.button(t("常见问题"), key="nav_questions"):
            go("questions")
    footer(pack)
