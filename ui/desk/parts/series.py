"""The series with their routes and committees, how the list is shelved, and the routes that others run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import streamlit as st

from logic.labels import ROUTE_NAMES
from logic.pack import Loc
from logic.pack.editing import GONE
from logic.pack.parts import OtherRouteName
from logic.words.language import Text
from ui.desk import entries, fields, visit
from ui.desk.parts.screen import group
from ui.language import t, tr
from ui.parts import note


def series() -> None:
    """A series at a time, then the shelves, then the routes that others run."""
    if (loc := entries.choose_one(("series",), t("找一个系列来改"))) is not None:
        entries.entry(loc)
        entries.removable(loc, take=_take_series)
    _new()
    group(t("专业怎样分组列出来（每个系列恰好在一组）"))
    if (loc := entries.choose_one(("groups",), t("找一组来改"))) is not None:
        entries.entry(loc)
        entries.removable(loc)
    entries.new(("groups",), t("加一组"))
    group(t("由别处办的途径"))
    if (loc := entries.choose_one(("ways",), t("找一条途径来改"))) is not None:
        entries.entry(loc)
        entries.removable(loc)
    missing = [way for way in get_args(OtherRouteName) if fields.draft().at(("ways", way)) is None]
    with st.container(horizontal=True):
        for way in missing:
            sentence = t("加一条：{what}", what=tr(ROUTE_NAMES[way]))
            st.button(sentence, key=f"link_desk_way_{way}", on_click=entries.put_and_choose, args=(("ways", way),))


def _one_of(label: str, names: Mapping[str, Text], field: str) -> str | None:
    """One of ``names`` by its id; nothing is chosen at first."""
    return st.selectbox(
        label,
        list(names),
        index=None,
        format_func=lambda one: tr(names[one]),
        placeholder=t("请选择"),
        key=entries.of_form(("series",), field),
    )


def _new() -> None:
    groups = {str(place): entries.words_at(("groups", place, "name")) for place, _ in enumerate(_groups())}
    routes = {way: ROUTE_NAMES[way] for way in ("initial_recognition", "junior_review", *get_args(OtherRouteName))}
    committees = entries.options(("series", "", "committee")) or {}
    with st.expander(t("加一个系列"), key="fold_desk_series"), st.form("desk_new_series"):
        zh, en = entries.names(("series",))
        by = st.multiselect(
            t("有哪些途径"),
            list(routes),
            format_func=lambda one: tr(routes[one]),
            placeholder=t("请选择"),
            key=entries.of_form(("series",), "routes"),
        )
        committee = _one_of(t("有初级评审的，归哪个评审委员会"), committees, "committee")
        shelf = _one_of(t("列在哪一组"), groups, "group")
        if st.form_submit_button(t("加上")):
            if not zh or not by or shelf is None:
                note(t("请先写好名称，选好途径和组，再加上。"), warn=True)
                return
            also: dict[str, Any] = {"routes": sorted(by, key=list(routes).index)}
            if committee and "junior_review" in by:
                also["committee"] = committee
            id_ = entries.new_id(en, ("series",))
            entries.add(("series",), id_, {"zh": zh, "en": en}, also=also)
            there = fields.draft().at(("groups", int(shelf), "series"), [])
            visit.put({("groups", int(shelf), "series"): [*there, id_]})
            st.rerun()


def _groups() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = fields.draft().at(("groups",), [])
    return found


def _take_series(loc: Loc) -> None:
    """Take a series away, and off its shelf; a shelf with nothing else goes too."""
    changes: dict[Loc, Any] = {loc: GONE}
    for place, group_ in enumerate(_groups()):
        if loc[-1] in group_.get("series", ()):
            left = [one for one in group_["series"] if one != loc[-1]]
            changes |= {("groups", place, "series"): left} if left else {("groups", place): GONE}
    visit.put(changes)
    visit.choose_nothing(loc[:-1])
    visit.anew()
