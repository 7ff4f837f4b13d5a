"""The catalogue: specialties to add, retire or move, the words that lead to them, and what the search says."""

from __future__ import annotations

from typing import Any

import streamlit as st

from logic.pack import Loc
from logic.words.language import Text
from ui.desk import entries, fields
from ui.desk.parts.screen import group
from ui.language import t, tr
from ui.parts import note


def specialties() -> None:
    """What has changed since last year, one specialty at a time, and the search's own remarks."""
    draft = fields.draft()
    listed: list[dict[str, Any]] = draft.at(("specialties",), [])
    before = {one["id"]: one for one in draft.before(("specialties",)) or []}
    now = {one.get("id"): one for one in listed}
    gone = [one for id_, one in before.items() if id_ not in now]
    new = [one for id_, one in now.items() if id_ not in before]
    moved = [one for id_, one in now.items() if id_ in before and before[id_]["series"] != one.get("series")]
    for words, found in ((t("停用了"), gone), (t("新加了"), new), (t("换了系列"), moved)):
        if found:
            note("、".join(tr(Text(str(one.get("zh")), str(one.get("en")))) for one in found), title=words)
    if (loc := entries.choose_one(("specialties",), t("找一个专业来改"))) is not None:
        _specialty(loc)
    _new(listed)
    group(t("搜到这些词时的提示"))
    if (loc := entries.choose_one(("search_notes",), t("找一条提示来改"))) is not None:
        entries.entry(loc)
        entries.removable(loc)
    notes = draft.at(("search_notes",), [])
    st.button(
        t("加一条提示"), key="link_desk_new_note", on_click=entries.put_and_choose, args=(("search_notes", len(notes)),)
    )


def _specialty(loc: Loc) -> None:
    fields.faulty(loc)
    fields.choice((*loc, "series"), t("归哪个系列"), entries.options((*loc, "series")) or {})
    left, right = st.columns(2)
    with left:
        fields.text((*loc, "zh"), t("名称 · 中文"))
    with right:
        fields.text((*loc, "en"), t("名称 · 英文"))
    fields.choice((*loc, "family"), t("职称叫什么，和谁一样"), entries.options((*loc, "family")) or {})
    with st.expander(t("搜索词、依据和要先问的"), key=fields.fold_of(loc), expanded=True):
        entries.entry(loc, without=("zh", "en", "series", "family"))
    st.button(t("停用这个专业"), key=fields.key_of(loc, "_gone"), on_click=entries.take_away, args=(loc,))


def _new(listed: list[dict[str, Any]]) -> None:
    series = entries.options(("specialties", 0, "series")) or {}
    with st.expander(t("新加一个专业"), key="fold_desk_specialty"), st.form("desk_new_specialty"):
        zh, en = entries.names(("specialties",))
        of = st.selectbox(
            t("归哪个系列"),
            list(series),
            index=None,
            format_func=lambda one: tr(series[one]),
            placeholder=t("请选择"),
            key=entries.of_form(("specialties",), "series"),
        )
        if st.form_submit_button(t("加上")):
            if not zh or not of:
                note(t("请先写好名称，选好系列，再加上。"), warn=True)
                return
            families = [one["family"] for one in listed if one.get("series") == of]
            family = max(families, key=families.count) if families else "none"
            also = {"series": of, "family": family, "basis": "confirm"}
            id_ = entries.new_id(en, ("specialties",))
            entries.add(("specialties",), id_, {"zh": zh, "en": en}, called="", also=also)
            st.rerun()
