"""Questions people really ask: found by everyday words or pinyin, answered by clause, each leading on."""

from html import escape

import streamlit as st

from logic.pack import FrequentQuestion
from logic.search import search_questions
from ui import state
from ui.language import t, tr
from ui.matters import go_to
from ui.parts import clause_chips, footer, go, heading, in_chinese, note, paragraph

pack = state.pack()


def _answer(asked: FrequentQuestion) -> None:
    """What the clauses say, what to ask whom, and the way to settle it for oneself."""
    chips = clause_chips(asked.clause, asked.also, pack)
    open_ = f"<p>{escape(tr(asked.ask.text))}{in_chinese(asked.ask.text)}</p>" if asked.ask else ""
    st.html(f'<p class="tg-said">{escape(tr(asked.answer.text))} {chips}</p>{open_}')
    if asked.matter and st.button(
        t("再看：{title}", title=pack.matter[asked.matter].title.text), key=f"nav_{asked.id}"
    ):
        go_to(asked.matter)
    if asked.decides == "hours":
        if st.button(t("去算学时"), key=f"link_{asked.id}"):
            go("hours")
    elif asked.decides and st.button(t("看看我自己的情况"), key=f"link_{asked.id}"):
        # A visitor who has answered it comes back to it; for others it comes in its turn.
        if asked.decides in state.raw():
            state.change(asked.decides)
        go("check")


with st.container(key="tg_one"):
    heading(t("常见问题"), "questions")
    paragraph(t("按通知和国家规定回答；没有写明的，告诉您问谁。"))
    query = st.text_input(
        t("搜索常见问题"),
        key="question_query",
        type="search",
        live=True,
        placeholder=t("例如：社保、hanshou"),
        label_visibility="collapsed",
    )
    found = search_questions(query or "", pack)
    if not found:
        note(t("没有找到。换个说法试试，或问{office}。", office=pack.contact.office.text))
    with st.container(key="tg_folds"):
        for one in found:
            with st.expander(tr(one.question.text), expanded=bool(query) and one is found[0]):
                _answer(one)
    with st.container(horizontal=True, key="screen_back"):
        if st.button(t("去自查"), key="primary_start"):
            go("check")
        if pack.matters and st.button(t("通知里的其他事"), key="nav_matters"):
            go("matters")
        if st.button(t("规则手册"), key="nav_rules"):
            go("rules")
    footer(pack)
