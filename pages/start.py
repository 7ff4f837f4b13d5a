"""The start: what this is, for whom, how long it takes, and which notice it rests on."""

from html import escape

import streamlit as st

from logic.advice import dates
from ui import kiosk, size, state
from ui.browser.document import WELCOME
from ui.day import day_control
from ui.kiosk.demo import profiles, show
from ui.language import t, tr
from ui.notices import choose_region, regions_to_tap
from ui.parts import bullets_html, footer, go, heading, note, paragraph, section
from ui.shell import FAULT

if kiosk.is_on():
    with st.container(key="tg_one"):
        if state.region() is not None:
            st.html(kiosk.start_screen())
            footer(state.pack())
        else:
            st.html(regions_to_tap())
    st.stop()

state.leave_view()
pack, as_of = state.pack(), state.as_of()
if state.region() is None:
    with st.container(key="tg_one"):
        heading(tr(WELCOME), "start")
        choose_region()
        if (fault := st.session_state.get(FAULT)) is not None:
            note(tr(fault), warn=True, title=t("没能带回您的回答"))
    st.stop()
# Nobody is asked more screens than there are.
most = len(state.questionnaire().screens)


with st.container(key="tg_one"):
    heading(tr(WELCOME), "start")
    if size.of_text() == "large":  # fewer and plainer words
        help_ = t("一步一步点选，最多 {n} 步。最后告诉您能不能报，下一步怎么办。", n=most)
        points = [t("不清楚的可以跳过"), t("不问姓名和证件号，用完就清空")]
    else:
        help_ = t(
            "给在{place}工作的专业技术人员。一步一步点选，最多 {n} 步，就知道能不能报、走哪条途径、归哪个评审委员会、"
            "对应什么职称、学时够不够。",
            place=pack.names.place.text,
            n=most,
        )
        points = [
            t("大约 2 分钟，不清楚的可以跳过。"),
            t("不用登录，不问姓名和证件号；关掉页面就清空，服务器上什么也不保存。"),
            t("每个结论都注明依据；通知没写明的，告诉您去问谁。"),
        ]
    st.html(f'<p class="tg-help">{escape(help_)}</p>{bullets_html(points)}')
    choose_region()
    with st.container(horizontal=True, key="tg_actions"):
        if state.raw():
            if st.button(t("接着上次继续"), key="primary_continue"):
                go("check" if state.current() is not None else "result")
            if st.button(t("重新开始"), key="nav_restart"):
                state.restart()
                go("check")
        elif st.button(t("开始自查"), key="primary_start"):
            go("check")
        if st.button(t("熟悉这些问题？直接填表"), key="link_form"):
            go("answers")

    with st.container(horizontal=True, key="tg_actions_unit"):
        paragraph(t("替全单位核对？上传职工名册，一次看清每个人。"), "tg-unit-line")
        if st.button(t("单位名册核对"), key="nav_unit"):
            go("unit")
    with st.container(horizontal=True, key="tg_actions_hours"):
        paragraph(t("只想算继续教育学时？不用答题，拖一拖就知道每年学多少。"), "tg-unit-line")
        if st.button(t("学时规划"), key="nav_hours_plan"):
            go("hours")
    if pack.questions:
        with st.container(horizontal=True, key="tg_actions_questions"):
            paragraph(t("函授能不能报、要不要社保、证书丢了怎么补……先看看别人常问的。"), "tg-unit-line")
            if st.button(t("常见问题"), key="nav_questions"):
                go("questions")

    if (fault := st.session_state.get(FAULT)) is not None:
        note(tr(fault), warn=True, title=t("没能带回您的回答"))

    section(t("依据的通知和日期"))
    found = dates(pack, as_of)
    basis = t("依据：{document}。", document=pack.document.text)
    note(*([tr(found.text)] if found.text else []), basis, warn=found.warn, title=tr(found.title))
    if size.of_text() == "large":
        footer(pack)
        st.stop()
    # Not before: what stands above is on its way to the reader while Plotly is loaded.
    from ui.charts.calendar import calendar_chart

    calendar_chart(pack, as_of)

    with st.expander(t("换一天查看（提前准备、给别人参考时用）")):
        day_control(pack, "start")
    if examples := profiles(pack):
        with st.expander(t("看几个例子（人物是虚构的）")):
            paragraph(t("点一个，直接看这个人的结果。您自己的回答会被换掉。"))
            with st.container(key="tg_examples"):
                for one in examples:
                    if st.button(tr(one.name), key=f"nav_example_{one.id}"):
                        show(one.id)
                        go("result")
    footer(pack)
