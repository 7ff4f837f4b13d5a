"""The map of the rules: the whole by series and route, a route's conditions when one opens it, one's own way lit."""

import streamlit as st

from logic.policy.drawing import dot, graph_of, mermaid, svg
from ui import rule_map, state
from ui.language import language, t, tr
from ui.parts import footer, go, heading, note, paragraph

pack = state.pack()
drawn = rule_map.map_of(pack.sha256, pack)
mine = state.seen().applicant
places = {f"{route}.{kind}": (route, kind, name) for route, kind, name in drawn.places}

with st.container(key="tg_one"):
    wanted = places.get(st.query_params.get("part", ""))
    heading(tr(wanted[2]) if wanted else t("规则图"), "map")
    part = drawn.part(wanted[0], wanted[1]) if wanted else None
    if part is None:
        help_ = t("先看工作单位，再看现有职称和专业，就知道走哪条途径。点一条途径，看它的每个条件。")
        paragraph(help_)
    else:
        help_ = t("每一条都要看，最重的一条就是结论：先看不能申报，再看暂不能申报、需要确认；都符合，就可以申报。")
        days = t("年限都算到这份通知的收件或网上申报截止日。")
        paragraph(f"{help_} {days}")
    if state.raw():
        ways = [name for route, kind, name in drawn.places if (route, kind) in drawn.parts_of(mine)]
        if ways:
            note(t("您的回答经过的路标出来了。您的途径：{ways}", ways=tr(drawn.listed(ways))))
    st.html(rule_map.whole(drawn, mine) if part is None else rule_map.part(drawn, part, mine))
    with st.container(horizontal=True, key="screen_map_files"):
        graph, name = graph_of(drawn, part), f"rules-{pack.id}"
        shown = language()
        for kind, label, make in (
            ("svg", t("下载图片（SVG）"), svg(drawn, part, shown)),
            ("mmd", t("下载 Mermaid"), mermaid(graph, shown)),
            ("dot", t("下载 DOT"), dot(graph, shown)),
        ):
            st.download_button(label, make, f"{name}.{kind}", "text/plain", key=f"nav_map_{kind}", on_click="ignore")
    with st.container(horizontal=True, key="screen_end"):
        if part is not None and st.button(t("看总图"), key="nav_whole_map"):
            st.query_params.pop("part")
            st.rerun()
        if st.button(t("规则手册"), key="nav_rules"):
            go("rules")
        if state.raw():
            if st.button(t("回到结果"), key="nav_result"):
                go("result")
        elif st.button(t("去自查"), key="primary_start"):
            go("check")
        st.button(t("打印或存为 PDF"), key="print_map")
    footer(pack)
