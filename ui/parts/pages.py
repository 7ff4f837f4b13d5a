"""What stands above and below every page, and the way from one to another."""

from __future__ import annotations

from html import escape
from typing import NoReturn

import streamlit as st

from logic.advice import decides
from logic.pack import Pack
from logic.words.language import join, phrase, say
from ui import size, state
from ui.day import day_control
from ui.language import language, other_languages, set_language, t, tr
from ui.parts.words import kept_address, original
from ui.server.settings import settings

PAGES = {
    "start": "pages/start.py",
    "check": "pages/check.py",
    "answers": "pages/answers.py",
    "result": "pages/result.py",
    "plan": "pages/plan.py",
    "hours": "pages/hours.py",
    "questions": "pages/questions.py",
    "rules": "pages/rules.py",
    "map": "pages/map.py",
    "matters": "pages/matters.py",
    "unit": "pages/unit.py",
    "desk": "pages/desk.py",
}


def go(page: str) -> NoReturn:
    """Open another page; the language and the day asked about stay in the address."""
    st.switch_page(PAGES[page], query_params=kept_address())


def header() -> None:
    """The bar on top: home, the day asked about, the size of the text, the language."""
    with st.container(horizontal=True, key="tg_header"):
        st.page_link(PAGES["start"], label=t("职评通"), query_params=kept_address())
        if st.button(t("单位名册"), key="chip_unit"):
            go("unit")
        if st.button(t("规则手册"), key="chip_rules"):
            go("rules")
        if state.as_of() != state.today():
            with st.popover(t("按 {day} 查看", day=state.as_of().isoformat()), key="chip_day"):
                day_control(state.pack(), "header")
        large = size.of_text() == "large"
        st.button(t("标准字") if large else t("大字"), key="chip_size", on_click=size.switch)
        for code, name in other_languages().items():
            st.button(name, key=f"chip_language_{code}", on_click=set_language, args=(code,))


def viewing_bar() -> None:
    """Whose facts one is looking at, when they are a colleague's; and the way back."""
    name = state.viewed()
    if name is None:
        return
    # This one speaks to the clerk; all else speaks of the colleague.
    viewing = phrase(language(), "正在看名册里的“{name}”。在这里改动只是试算，不会写回名册。", name=name)
    with st.container(key="tg_one_viewing"):
        st.html(
            f'<p class="tg-print-only">{escape(name)}</p><div class="tg-viewing tg-screen-only">{escape(viewing)}</div>'
        )
        # Not before: the list draws with what stands here.
        from ui.unit.going_on import neighbours

        with st.container(horizontal=True, key="tg_unit_neighbours"):
            if st.button(t("返回名册"), key="link_back_to_unit"):
                go("unit")
            neighbours()


@st.fragment(run_every=state.UNDO_SECONDS)
def offer_return() -> None:
    """The visit that was just given up, to be had back for a few seconds; then it is forgotten, and this is gone."""
    if not state.can_bring_back():
        st.rerun()
    with st.container(horizontal=True, key="tg_one_return"):
        st.html(f'<p class="tg-return" role="status">{escape(t("刚才的回答已经清空。"))}</p>')
        if st.button(t("撤销，找回来（{n} 秒内）", n=state.UNDO_SECONDS), key="link_return"):
            state.bring_back()
            st.rerun()


def footer(pack: Pack) -> None:
    """What the answer rests on, and who decides."""
    rests = t(
        "依据“{name}”（{id}，校验码 {sha}），按 {day} 计算。",
        name=pack.name.text,
        id=pack.id,
        sha=f"{pack.sha256[:8]}…{pack.sha256[-4:]}",
        day=state.as_of().isoformat(),
    )
    bureau = tr(join([say("本工具只供自查，服务器上不保存任何信息。"), decides(pack)]))
    with st.container(key="tg_footer"):
        st.html(f'<div class="tg-footer"><p>{escape(rests)}{original(pack)}</p><p>{escape(bureau)}</p></div>')
        # Nothing leads away from the kiosk's screens.
        if not state.at_kiosk():
            st.page_link(PAGES["rules"], label=t("规则手册，逐条看"), query_params=kept_address())
            st.page_link(PAGES["map"], label=t("规则图"), query_params=kept_address())
            if settings().desk:
                st.page_link(PAGES["desk"], label=t("编写政策"), query_params=kept_address())
