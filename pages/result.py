"""The result: the answer, a few facts, what to do next, the hours, then every criterion with its clause."""

from html import escape

import streamlit as st

from logic.advice import (
    about_papers,
    alternatives,
    decided,
    differing,
    facts_of,
    next_steps,
    papers,
    paths,
    questions_for_the_office,
    reasons,
)
from logic.findings import Verdict
from logic.labels import FACT_NAMES, ROUTE_NAMES, listed
from logic.plan import looks_ahead
from ui import kiosk, paper, state
from ui.browser.taps import taken
from ui.charts.calendar import calendar_chart
from ui.kiosk.handover import qr_code, share
from ui.language import t, tr
from ui.matters import follow, links
from ui.parts import (
    answer_html,
    answered_questions,
    assumed_in_words,
    clause_list,
    criteria_list,
    dropped_in_words,
    fact_grid,
    footer,
    go,
    heading,
    note,
    paper_list,
    paragraph,
    path_cards,
    question_list,
    question_name,
    route_tag,
    section,
    step_list,
    verdict_card,
)
from ui.plan.what_if import ways_on
from ui.questions.hours import hours_picture, left_out_note
from ui.server.settings import settings

pack, as_of = state.pack(), state.as_of()
follow(taken(), pack)


def _hours_label() -> str:
    filled = state.hours_not_understood() or (found.hours and found.hours.years)
    return t("修改学时") if filled else t("填写学时")


with st.container(key="tg_one"):
    if not state.raw():
        heading(t("还没有回答"), "result")
        paragraph(t("先回答几个问题，这里就会给出结果。"))
        if st.button(t("开始自查"), key="primary_start"):
            go("check")
        st.stop()

    found = state.assessment()
    route = found.route
    specialty = pack.by_id.get(state.raw().get("specialty") or "")
    verdict_card(found, pack)
    if found.warning:
        note(tr(found.warning), warn=True)
    if specialty and specialty.ask and found.verdict is not Verdict.INELIGIBLE:
        note(tr(specialty.ask.text))
    if state.hours_not_understood():
        note(t("学时表里有没看懂的格子，这些学时还没有算进来。改好就能算。"), warn=True)
    # Where a day is waited for, the day that was assumed of a month stands beside it.
    waits = any(one.earliest and one.earliest > as_of for one in found.routes)
    if waits and (assumed := assumed_in_words(state.seen())):
        note(*assumed)
    if aside := state.seen().set_aside:
        names = listed(FACT_NAMES[field] for field in aside)
        note(t("与查看日期不符，先不算：{names}。换一个查看日期，或改这项回答，就又算了。", names=names), warn=True)
    if dropped := dropped_in_words(state.visit()):
        with st.container(key="screen_dropped"):
            note(dropped)
            if state.visit().before is not None and st.button(t("选错了，撤销"), key="nav_undo"):
                state.undo()
                go("check")
    if (named := state.pinned()) is not None:
        from ui.notices import what_changed

        what_changed(named)
    # Nothing is promised beside a refusal.
    if found.verdict is not Verdict.INELIGIBLE:
        fact_grid((tr(name), tr(value), tr(small)) for name, value, small in facts_of(found, specialty, pack))

    open_questions = [f for f in found.missing or route.missing if f != "hours" or "hours" not in state.raw()]
    with st.container(horizontal=True, key="screen_actions"):
        if open_questions and st.button(t("补上还缺的回答"), key="primary_more"):
            state.ask_again(open_questions)
            go("check")
        # All that is still open.
        only_hours = not open_questions and "hours" in (found.missing or route.missing)
        if only_hours and st.button(_hours_label(), key="primary_fill_hours"):
            state.change("hours")
            go("check")
        if not kiosk.is_on():
            st.button(t("打印或存为 PDF"), key="print_result")
        elif settings().kiosk_printer:
            st.button(t("打印这份结果"), key="print_result")
        if st.button(t("核对或修改回答"), key="nav_answers"):
            go("answers")

    side_by_side = paths(found, pack)
    if side_by_side:
        section(t("两条路，由您选"))
        path_cards(side_by_side, pack)
    if why := reasons(found):
        section(t("为什么不能报") if found.verdict is Verdict.INELIGIBLE else t("先要解决的"))
        criteria_list(why, pack)
    section(t("接下来怎么做"))
    step_list(next_steps(found, pack), pack)
    ways_on(plan=looks_ahead(found))
    if questions := questions_for_the_office(found, pack, specialty):
        section(t("一次问清"))
        question_list(questions, pack)

    if kiosk.is_on():
        qr_code()
    else:
        section(t("带走这份结果"))
        paper.offer()
        # A colleague's answers stay in the roster.
        if state.viewed() is None:
            share()

    if found.hours and route.route != "higher_review":
        section(t("继续教育学时"))
        if found.hours.years:
            if left_out := left_out_note(pack, state.raw()["hours"]):
                note(left_out)
            hours_picture(pack, state.raw()["hours"])
        elif not state.hours_not_understood():
            invitation = t("评审看最近一个任职周期（从哪年算到哪年，问单位人事）的年平均，填几个数就能看到够不够。")
            paragraph(invitation)
        with st.container(horizontal=True, key="screen_hours"):
            if st.button(_hours_label(), key="nav_hours"):
                state.change("hours")
                go("check")
            if not kiosk.is_on() and st.button(t("学时规划：每年学多少"), key="nav_hours_plan"):
                go("hours")

    others = alternatives(found)
    # What stands side by side above is not repeated.
    behind = [other for other in others if other.route not in [path.route for path in side_by_side]]
    if behind:
        items = "".join(
            f'<div class="tg-panel"><h3>{escape(tr(ROUTE_NAMES[o.route.route]))} · {route_tag(o.route)}</h3>'
            f"<p>{escape(tr(o.why))}</p></div>"
            for o in behind
        )
        with st.container(key="tg_other_routes"):
            section(t("别的途径"))
            st.html(f'<div class="tg-others">{items}</div>')

    if route.window:
        # On paper the dates stand in the steps.
        with st.container(key="screen_dates"):
            section(t("通知的日期"))
            calendar_chart(pack, as_of)

    section(t("逐条依据"))
    with st.container(key="tg_folds"):
        if to_bring := papers(state.seen().applicant, found, pack):
            with st.expander(t("要带的材料")):
                paper_list(to_bring, tr(about_papers(found, pack)), pack)
        known_route = route.route != "undetermined"
        label = t("{route}：每一条怎么看", route=ROUTE_NAMES[route.route]) if known_route else t("每一条怎么看")
        with st.expander(label):
            criteria_list(decided(route, found), pack, remedy=False)
        for other in others:
            # On paper the other routes stand in their summary above.
            label = t("{route}：每一条怎么看", route=ROUTE_NAMES[other.route.route])
            with st.container(key=f"screen_{other.route.route}"), st.expander(label):
                differing_here = differing(other.route, found)
                if len(differing_here) < len(decided(other.route, found)):
                    paragraph(t("其余各条与上面相同。"), "tg-after")
                criteria_list(differing_here, pack, remedy=False)
        with st.expander(t("您的回答")):
            rows = "".join(
                f"<div><dt>{escape(question_name(q))}</dt><dd>{answer_html(q, state.seen(), pack)}</dd></div>"
                for q in answered_questions(state.seen())
                if not (q == "hours" and found.verdict is Verdict.INELIGIBLE)
            )
            st.html(f'<dl class="tg-aside tg-answers">{rows}</dl>')
        with st.container(key="screen_more"), st.expander(t("还可能用得上")):
            if pack.matters and not kiosk.is_on():
                st.html(links(pack))
                clause_list(("3.4", "4.5"), pack)
            else:
                clause_list(("3.4", "4.1", "4.3", "4.4", "3.5", "3.6", "4.5"), pack)
    # From a colleague's result one goes back to the roster; starting afresh would forget all of it.
    if state.viewed() is None:
        with st.container(horizontal=True, key="screen_end"):
            if st.button(t("换个人，重新开始"), key="nav_restart"):
                if kiosk.is_on():
                    state.wipe()
                else:
                    state.restart()
                go("start")
            # Elsewhere the foot of every page leads there.
            if kiosk.is_on() and st.button(t("规则手册，逐条看"), key="nav_rules"):
                go("rules")
    footer(pack)
