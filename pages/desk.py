"""The policy desk: the next notice's pack, written part by part, checked as one writes, tried, and taken home."""

import streamlit as st

from logic.pack import PackError
from logic.policy.draft import opened
from ui import state
from ui.desk import fields, visit
from ui.desk.changes import show_changes
from ui.desk.parts import SCREENS, Screen
from ui.desk.whole import CHANGES, CHECK, EXTRA, TAKE, aside, show_check, show_take
from ui.language import t, tr
from ui.parts import bullets_html, footer, heading, note

BY_ID: dict[str, Screen] = {screen.part.id: screen for screen in SCREENS}
ORDER = (*BY_ID, *EXTRA)


def _begin() -> None:
    """Where a draft begins: with a pack that there is, with nothing, or with a file from before."""
    heading(t("编写下一份政策"), "desk")
    points = (
        t("照通知的顺序，一次填一部分；去年的写法就在旁边。"),
        t("哪里不对，当场在那一格说明，并告诉您怎样改。"),
        t("写好以后先试用，看清会影响哪些人，再下载成文件。"),
        t("草稿只在这个标签页里，服务器不保存。关页面以前请先下载。"),
    )
    st.html(bullets_html(points))
    *years, nothing = visit.beginnings()
    for place, (pack, beginning) in enumerate(zip(visit.newest(), years, strict=True)):
        st.button(
            t("从“{name}”开始，写下一年的", name=pack.name.text),
            key=f"primary_desk_{place}" if place == 0 else f"nav_desk_from_{place}",
            on_click=visit.begin,
            args=(beginning,),
        )
    st.button(t("本区还没有政策，从空白开始"), key="nav_desk_nothing", on_click=visit.begin, args=(nothing,))
    given = st.file_uploader(
        t("打开以前下载的草稿（.yaml）"), type=["yaml", "yml"], key=f"desk_file_{visit.generation()}"
    )
    if given is not None:
        try:
            visit.begin(opened(given.getvalue(), visit.beginnings()))
        except PackError as error:
            note(tr(error.faults[0].text), warn=True, title=t("这个文件打不开"))
        else:
            st.rerun()


def _to(part: str, done: str = "") -> None:
    if done:
        visit.look_at(done)
    st.session_state[visit.AT] = part


def _write() -> None:
    at = st.session_state.get(visit.AT)
    at = at if at in ORDER else ORDER[0]
    place = ORDER.index(at)
    main, beside = st.columns([0.7, 0.3], gap="large")
    with main, st.container(key="tg_desk_part"):
        fields.start()
        if at in BY_ID:
            screen = BY_ID[at]
            heading(tr(screen.part.name), f"desk:{at}")
            if many := len([one for one in visit.check().faults if screen.part.holds(one.path)]):
                note(t("这一部分有 {n} 处要改，红字写着怎样改。", n=many), warn=True)
            screen.draw()
            fields.leftover(screen.part.places)
        else:
            heading(tr(EXTRA[at]), f"desk:{at}")
            {CHECK: lambda: show_check(SCREENS, _to), CHANGES: lambda: show_changes(_to), TAKE: lambda: show_take(_to)}[
                at
            ]()
        with st.container(horizontal=True, key="tg_desk_nav"):
            if place:
                st.button(t("上一部分"), key="nav_desk_back", on_click=_to, args=(ORDER[place - 1],))
            if place + 1 < len(ORDER):
                st.button(t("看过了，下一部分"), key="primary_desk_next", on_click=_to, args=(ORDER[place + 1], at))
    with beside:
        aside(SCREENS, at, _to)


with st.container(key="tg_desk"):
    if visit.draft() is None:
        _begin()
    else:
        _write()
    footer(state.pack())
