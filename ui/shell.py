"""What stands around every page: the bridge that touches the document, and answers brought from another screen."""

from __future__ import annotations

from copy import copy
from functools import cache
from html import escape

import streamlit as st

from logic.interview.carry import NotCarried, unpack_answers
from logic.pack import loaded, pack_ids
from logic.words.language import DOCUMENT_LANGUAGES
from ui import kiosk, state
from ui.browser.bridge import bridge, carried, elsewhere, restored
from ui.browser.document import TITLES, window_title
from ui.language import language, t, tr
from ui.parts import PAGES, go
from ui.server.settings import settings

# Why answers from another screen could not be taken over; shown on the start page.
FAULT = "tg_carried_fault"
# Where somebody without answers may begin or looks for them.
_OFFERING = ("start", "answers", "result", "plan")


@cache
def _page(name: str, title: str) -> st.Page:
    return st.Page(PAGES[name], title=title, url_path=name if name != "start" else None, default=name == "start")


def pages() -> list[st.Page]:
    """The pages, as ``st.navigation`` takes them.

    Made once, as Streamlit looks for the file of each on the disk, a twelfth of a run; copies, as it writes into them.
    """
    there = [name for name in PAGES if name != "desk" or (settings().desk and not kiosk.is_on())]
    return [copy(_page(name, tr(TITLES[name]))) for name in there]


def mount(where: str) -> None:
    """Receive what the tab has sent, then mount the bridge for the page ``where``; once in every run."""
    receive(where)
    tell(where)


def receive(where: str) -> None:
    """Take over answers that the tab kept or that came from another screen, before anything is drawn of them."""
    if kiosk.is_on():
        kiosk.guard(where)
        return
    _take_carried(where)
    if state.to_keep() is None and (found := restored()) is not None:
        state.restore(found)
        # With another tab's answers one goes on where that tab is.
        if elsewhere() is not None and where in _OFFERING:
            go("check" if state.current() is not None else "result")


def tell(where: str) -> None:
    """Mount the bridge, which tells the browser what it shall say, keep and focus."""
    bridge(
        lang=DOCUMENT_LANGUAGES[language()],
        # The unit's page and the desk have several screens; their headings say which one it is.
        focus=f"check:{state.current()}" if where == "check" else "" if where in ("unit", "desk") else where,
        # At the kiosk the tab keeps nothing.
        answers={} if kiosk.is_on() else state.to_keep(),
        title=window_title(where, language()),
        offline=t("连接断开，正在重新连接…"),
        kiosk=kiosk.page_settings(where),
        # A unit's table is in this visit's memory only.
        offers=where in _OFFERING and state.to_keep() is None and not kiosk.is_on(),
        loses="tg_unit_book" in st.session_state or "tg_unit_job" in st.session_state,
    )


def offer_other_tab(where: str) -> None:
    """Say that another tab of this browser holds answers, with a button that bridge.js acts on."""
    heard = elsewhere()
    if heard is None or where not in _OFFERING or state.to_keep() is not None:
        return
    with st.container(horizontal=True, key="tg_one_tab"):
        said = t("那个标签页已经关了，请在这里开始。") if heard == "gone" else t("这个浏览器的另一个标签页里有回答。")
        st.html(f'<p class="tg-return" role="status">{escape(said)}</p>')
        if heard == "here":
            st.button(t("接着那里继续"), key="link_other_tab")


def _take_carried(where: str) -> None:
    """Answers that came in the address from another screen: read once, then the result, or why it cannot be shown."""
    text = carried()
    if text is None:
        return
    try:
        policy, answers = unpack_answers(text, [id_ for id_ in pack_ids() if loaded(id_) is not None])
    except NotCarried as fault:
        st.session_state[FAULT] = fault.text
        if where != "start":
            go("start")
    else:
        # Answered by the notice that it names, whatever rules here by now.
        state.answer_by(policy)
        state.restore(answers)
        go("result")
