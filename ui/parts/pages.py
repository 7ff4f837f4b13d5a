"""What stands above and below every page, and the way from one to another."""

from __future__ import annotations

from html import escape
from typing import NoReturn

import streamlit as st

from logic.advice import decides
from logic.pack import Pack
from logic.words.language import LANGUAGES, join, phrase, say
from ui import size, state
from ui.browser.taps import Tap, button, link
from ui.day import day_control
from ui.language import language, other_languages, set_language, t, tr
from ui.parts.words import kept_address, original, page_address
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


# What the bar on top and the foot of a page ask for; each is one piece of our own markup (ui/browser/taps.py).
BAR = ("go", "size", "language")


def follow_bar(tap: Tap | None) -> None:
    """Go where the bar or the foot leads, or read on in another size or language."""
    match tap:
        case Tap("go", page, _) if page in PAGES and (page != "desk" or settings().desk):
            go(page)
        case Tap("size", _, _):
            size.switch()
            st.rerun()
        case Tap("language", code, _) if code in LANGUAGES:
            set_language(code)
            st.rerun()


def reading_buttons(larger: str, css: str) -> str:
    """The size of the text, ``larger`` where it is not yet, and the other languages, each said in itself."""
    buttons = button(Tap("size"), t("标准字") if size.of_text() == "large" else larger, css)
    for code, name in other_languages().items():
        buttons += f'<span lang="{code}">{button(Tap("language", code), name, css)}</span>'
    return buttons


def _to(page: str, words: str, css: str) -> str:
    return link(Tap("go", page), page_address(page), words, css)


def header() -> None:
    """The bar on top: home, the size of the text, the language, the day asked about."""
    pages = _to("unit", t("单位名册"), "tg-chip tg-chip-page") + _to("rules", t("规则手册"), "tg-chip tg-chip-page")
    with st.container(horizontal=True, key="tg_header"):
        st.html(
            f'<div class="tg-top">{_to("start", t("职评通"), "tg-brand")}{pages}'
            f"{reading_buttons(t('大字'), 'tg-chip')}</div>"
        )
        if state.as_of() != state.today():
            with st.popover(t("按 {day} 查看", day=state.as_of().isoformat()), key="chip_day"):
                day_control(state.pack(), "header")


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
    said = f"<p>{escape(rests)}{original(pack)}</p><p>{escape(bureau)}</p>"
    # Nothing leads away from the kiosk's screens.
    if not state.at_kiosk():
        said += _to("rules", t("规则手册，逐条看"), "tg-foot") + _to("map", t("规则图"), "tg-foot")
        if settings().desk:
            said += _to("desk", t("编写政策"), "tg-foot")
    st.html(f'<div class="tg-footer">{said}</div>')
