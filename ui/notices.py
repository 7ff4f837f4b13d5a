"""Where there are several notices: whose people are answered by, and what another one says of the same answers."""

from __future__ import annotations

from html import escape

import streamlit as st

from logic.advice import since
from logic.pack import Pack, pack_for, regions
from logic.words.language import Text, say
from ui import state
from ui.browser.taps import Tap, button
from ui.language import t, tr
from ui.parts import bullets_html, note, paragraph, section

_STATUS = {
    "draft": say("这一份还是草稿，不能作准。"),
    "superseded": say("这一份已经作废，只供对照。"),
}


def _place(region: str) -> Text:
    """What a region calls itself."""
    return pack_for(state.as_of(), region).names.district.text


def choose_region() -> None:
    """The regions that have a notice, to choose from; nothing where there is only one."""
    known = regions()
    if len(known) == 1:
        return
    here = state.region()
    others = [one for one in known if one != here]
    line = t("不在{district}工作？换成：", district=state.pack().names.district.text) if here else t("您在哪里工作？")
    with st.container(horizontal=True, key="tg_actions_region"):
        paragraph(line, "tg-unit-line")
        for one in others:
            st.button(tr(_place(one)), key=f"nav_region_{one}", on_click=state.choose_region, args=(one,))


def regions_to_tap() -> str:
    """The same for the kiosk, in its own buttons."""
    asked = f'<h1 id="tg-focus" class="tg-q" tabindex="-1" data-token="start">{escape(t("您在哪里工作？"))}</h1>'
    choices = "".join(button(Tap("region", one), tr(_place(one)), "tg-primary") for one in regions())
    return f'<div class="tg-home">{asked}{choices}</div>'


def banner() -> None:
    """That another notice answers than the one that rules, or a draft; and the way to the one that rules."""
    answering, ruling = state.pack(), state.ruling()
    lines = [tr(_STATUS[answering.status])] if answering.status in _STATUS else []
    if answering.id != ruling.id:
        where = t(
            "这个链接或名册写明用这一份（{id}）。{day}管用的是“{ruling}”。",
            id=answering.id,
            day=state.as_of(),
            ruling=ruling.name.text,
        )
        lines.insert(0, where)
    with st.container(key="tg_one_notice"):
        note(*lines, warn=True, title=t("正在按“{name}”判断", name=answering.name.text))
        if answering.id != ruling.id:
            st.button(t("改按现在的通知看"), key="link_ruling_notice", on_click=state.answer_by, args=(None,))


def what_changed(named: Pack) -> None:
    """What the notice that rules makes of the same answers as ``named`` does."""
    ruling = state.ruling()
    section(t("现在的通知怎么说"))
    lines = since(state.assessment(), state.assessment_by(ruling), named, ruling)
    st.html(bullets_html(map(tr, lines)))
