"""Review: the committees, and the schooling and years that they ask for."""

from __future__ import annotations

import streamlit as st

from logic.facts import Education
from logic.findings import Level
from logic.labels import CHOICE_NAMES, LEVEL_NAMES
from logic.pack import Loc
from ui.desk import entries, fields, visit
from ui.desk.parts.screen import group, told
from ui.language import t, tr

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
            told(t("评到{level}：满足其中一条就行", level=LEVEL_NAMES[level]))
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
            t("{what}：依据，只差学历的人问什么", what=named), key=fields.fold_of(loc), expanded=fields.told_within(loc)
        ):
            entries.entry(loc, around=f"{named} · ", without=("name", "technician", "assistant"))
            entries.removable(loc)
    entries.new(("review", "committees"), t("加一个评审委员会"), also={"source": _source()})
    group(t("技工院校的学历按什么算"))
    for skilled in Education:
        if skilled.startswith("skilled"):
            as_: Loc = ("equivalents", skilled.value)
            fields.choice(as_, tr(CHOICE_NAMES["education"][skilled]), _DIPLOMAS, none=t("不写"))
    group(t("助理级以后几年看中级（只告诉人，不判断）"))
    for id_ in draft.at(("review", "committees"), {}):
        entries.field(("beyond", id_), around=f"{entries.name_of(('review', 'committees', id_))} · ", none=True)


def _source() -> str:
    """What the committees that there are rest on."""
    there = fields.draft().at(("review", "committees"), {})
    return next((str(one.get("source", "")) for one in there.values()), "2.1")


def _rung(loc: Loc, way: str) -> None:
    with st.container(key=fields.key_of(loc, "_rung").replace("desk_", "panel_desk_", 1)):
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


def _add_rung(loc: Loc) -> None:
    visit.put({loc: {"education": []}})
    visit.anew()
