"""Colleagues of whom this notice decides nothing: an examination, or the review of a higher level."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from logic.pack import Pack
from logic.roster.model import ELSEWHERE
from logic.roster.overview import Overview
from logic.roster.person import Person
from ui.browser.taps import Tap, button
from ui.language import t, tn

# Of each way so many are named; the list has all of them.
_NAMED = 8


def elsewhere(found: Overview, pack: Pack) -> None:
    """A paragraph of their own: they are neither refused nor asked anything."""
    if not found.elsewhere:
        return
    count = found.verdicts[ELSEWHERE]
    lines = []
    if who := found.elsewhere.get("examination"):
        why = t("这个系列的初级、中级职称一般靠全国统一考试取得，看当年的考试报名通知。")
        lines.append(_line(tn("考试取得 {n} 人", len(who)), why, who))
    if who := found.elsewhere.get("higher_review"):
        why = t("更高层级看市里或省里当年的通知；换系列报同级的，先问{office}。", office=pack.contact.office.text)
        lines.append(_line(tn("上级评审 {n} 人", len(who)), why, who))
    title = tn("{n} 人不归这份通知", count)
    show = button(Tap("verdict", ELSEWHERE), t("看名单"), "tg-link")
    st.html(
        f'<div class="tg-note tg-away" role="note"><b>{escape(title)}</b>{"".join(lines)}'
        f'<p class="tg-screen-only">{show}</p></div>'
    )


def _line(head: str, why: str, who: Sequence[Person]) -> str:
    named = [person.name or t("第 {n} 行", n=person.row) for person in who[:_NAMED]]
    names = t("、").join(named) + (tn("等 {n} 人", len(who)) if len(who) > _NAMED else "")
    said = t("{head}：{why}", head=head, why=why)
    return f"<p>{escape(said)}<br><small>{escape(names)}</small></p>"
