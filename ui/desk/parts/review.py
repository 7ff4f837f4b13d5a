"""Review: the committees, and the schooling and years that they ask for."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from logic.facts import Education
from logic.findings import Level
from logic.labels import CHOICE_NAMES, LEVEL_NAMES
from logic.pack import Loc
from ui.desk import entries, fields, visit
from ui.desk.parts.screen import group
from ui.language import language, t, tn, tr

_DIPLOMAS = {
    one.value: CHOICE_NAMES["education"][one] for one in Education if not one.value.startswith(("skilled", "below"))
}


def review() -> None:
    """Each committee with its ways up, what skilled-worker diplomas count as, and what comes after."""
    draft = fields.draft()
    fields.choice(("review", "by"), t("怎么报"), entries.WAYS, usual="online")
    for id_ in draft.at(("review", "committees"), {}):
        loc: Loc = ("review", "committees", id_)
        named = entries.name_of(loc)
        group(named)
        fields.words((*loc, "name"), t("评审委员会叫什么"))
        for level in (Level.TECHNICIAN, Level.ASSISTANT):
            title = t("评到{level}：满足其中一条就行", level=LEVEL_NAMES[level])
            st.html(f'<h3 class="tg-desk-label">{escape(title)}</h3>')
            steps = draft.at((*loc, level.value), [])
            for place in range(len(steps)):
                way = t("{level}第 {n} 条", level=LEVEL_NAMES[level], n=place + 1)
                _rung((*loc, level.value, place), f"{named} · {way}")
            st.button(
                t("加一条"),
                key=fields.key_of((*loc, level.value), "_add"),
                on_click=_add_rung,
                args=((*loc, level.value, len(steps)),),
            )
        with st.expander(
            t("{what}：依据，只差学历的人问什么", what=named),
            key=fields.fold_of(loc),
            expanded=fields.noted_within(loc),
        ):
            entries.entry(loc, around=f"{named} · ", without=("name", "technician", "assistant"))
            entries.removable(loc)
    entries.new(("review", "committees"), t("加一个评审委员会"), also={"source": _source()})
    group(t("技工院校的学历按什么算"))
    for skilled in Education:
        if skilled.startswith("skilled"):
            as_: Loc = ("equivalents", skilled.value)
            fields.choice(as_, tr(CHOICE_NAMES["education"][skilled]), _DIPLOMAS, none=t("不写"))
    with st.expander(t("助理级以后几年看中级（只告诉人，不判断）"), key="fold_desk_beyond"):
        for id_ in draft.at(("review", "committees"), {}):
            entries.field(("beyond", id_), around=f"{entries.name_of(('review', 'committees', id_))} · ", none=True)


def _source() -> str:
    """What the committees that there are rest on."""
    there = fields.draft().at(("review", "committees"), {})
    return next((str(one.get("source", "")) for one in there.values()), "2.1")


def _rung(loc: Loc, way: str) -> None:
    """One way up, folded under what it asks."""
    step, before = fields.draft().at(loc, {}), fields.draft().before(loc)
    wrong = "! " if fields.wrong_within(loc) else ""
    changed = f" · {t('改了')}" if before is not None and before != step else ""
    title = wrong + t("{what}：{asks}", what=way, asks=_asked(step)) + changed
    with st.expander(title, key=fields.fold_of(loc), expanded=fields.noted_within(loc)):
        fields.many((*loc, "education"), t("{way}：哪些学历", way=way), _DIPLOMAS)
        one, two, three = st.columns(3)
        with one:
            fields.number((*loc, "service_years"), t("从事本专业满几年"), 1, 30, none=True)
        with two:
            fields.number((*loc, "technician_years"), t("任员级满几年"), 1, 30, none=True)
        with three:
            fields.flag((*loc, "assessment"), t("要单位考核合格"))
            fields.flag((*loc, "unsure"), t("只见到一处，先核实"))
        st.button(t("去掉：{way}", way=way), key=fields.key_of(loc, "_gone"), on_click=entries.take_away, args=(loc,))
    fields.faulty(loc)


def _asked(step: dict[str, Any]) -> str:
    """A way up in a few words: the diplomas, and what is asked of them."""
    between = ", " if language() == "en" else "、"
    names = between.join(tr(_DIPLOMAS[one]) for one in step.get("education", ()) if one in _DIPLOMAS)
    asks = [
        *([tn("从业满 {n} 年", step["service_years"])] if step.get("service_years") else []),
        *([tn("任员级满 {n} 年", step["technician_years"])] if step.get("technician_years") else []),
        *([t("考核合格")] if step.get("assessment") else []),
    ]
    return f"{names or t('还没有选学历')} → {between.join(asks) or t('当时就行')}"


def _add_rung(loc: Loc) -> None:
    visit.put({loc: {"education": []}})
    visit.redraw()
