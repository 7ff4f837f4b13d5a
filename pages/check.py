"""One question a screen, chosen by the rules."""

from html import escape

import streamlit as st

from logic.interview import at_most
from logic.labels import CHOICE_NAMES, FACT_NAMES, listed
from ui import state
from ui.ask import ask_choice, ask_date, ask_hours, ask_specialty
from ui.language import t, tn, tr
from ui.parts import answers_aside, clause_chip, footer, go, heading, note
from ui.questions import QUESTIONS

pack = state.pack()
field = state.current()
if field is None:
    go("result")

question = QUESTIONS[field]
done = len([name for name in state.raw() if name != field])
left = at_most(state.answers(), pack, state.as_of())
# A question opened again is not among those still to come.
to_come = left if field in state.raw() else max(left - 1, 0)

with st.container(key="tg_two"):
    main, aside = st.columns([3, 1])
    with main:
        share = round(100 * done / max(done + to_come + 1, 1))
        counts = f"<span>{escape(tn('已答 {n} 题', done))}</span>"
        if field == "hours":
            ahead = t("最后一步，可以不填")
        else:
            ahead = tn("最多还有 {n} 题", to_come) if to_come else t("这是最后一题")
        counts += f"<span>{escape(ahead)}</span>"
        st.html(
            f'<div class="tg-count">{counts}</div>'
            f'<div class="tg-track" role="progressbar" aria-label="{escape(t("进度"))}" aria-valuemin="0"'
            f' aria-valuemax="100" aria-valuenow="{share}"><i style="--tg-done:{share}%"></i></div>'
        )
        if state.dropped():
            names = listed(FACT_NAMES[name] for name in state.dropped())
            note(t("这些用不上了，已经收起：{names}。", names=names))
        heading(tr(question.ask), f"check:{field}")
        st.html(f'<p class="tg-help">{escape(tr(question.help))}</p>')

        if field == "hours":
            ask_hours(pack)
        elif field == "specialty":
            ask_specialty(pack)
        elif field in ("service_start", "title_date"):
            ask_date(field)
        else:
            ask_choice(field, question, list(CHOICE_NAMES.get(field, (True, False))))
        if field != "hours":
            st.button(t("不清楚，先跳过"), key=f"unsure_{field}", on_click=state.answer, args=(field, None))
        with st.container(horizontal=True, key="tg_nav"):
            if state.previous() is None:
                if st.button(t("返回首页"), key="nav_home"):
                    go("start")
            else:
                st.button(t("上一题"), key="nav_back", on_click=state.back)
            if len(state.raw()) > 2 and st.button(t("看看目前的结果"), key="link_result"):
                go("result")
        with st.expander(t("为什么问这个？")):
            body = escape(tr(question.why))
            clause = pack.clauses[question.clause]
            st.html(
                f'<div class="tg-why-in"><p>{body} {clause_chip(question.clause, pack)}</p>'
                f"<p>{escape(tr(clause.text.text))}</p></div>"
            )
    with aside:
        answers_aside(pack, current=field)
footer(pack)
