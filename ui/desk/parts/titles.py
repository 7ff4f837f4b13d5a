"""What titles are called at each level, by family."""

from __future__ import annotations

import streamlit as st

from logic.findings import Level
from logic.labels import LEVEL_NAMES
from logic.pack import Loc
from ui.desk import entries, fields, visit
from ui.desk.parts.screen import remark
from ui.language import t, tr
from ui.parts import note


def titles() -> None:
    """One family of titles at a time; a level without a name is left blank."""
    remark(t("一行是一组职称的员级、助理级、中级名称。专业里选“职称叫什么，和谁一样”，选的就是这里的一组。"))
    if (loc := entries.choose_one(("titles",), t("找一组职称来改"))) is not None:
        fields.faulty(loc)
        for level in Level:
            fields.words((*loc, level.value), _named(level), none=True)
        entries.removable(loc)
    _new()


def _named(level: Level) -> str:
    """The level as a label begins: within a sentence its English is not capital."""
    name = tr(LEVEL_NAMES[level])
    return name[:1].upper() + name[1:]


def _new() -> None:
    with st.expander(t("加一组职称名称"), key="fold_desk_title"), st.form("desk_new_title"):
        said = {}
        for level in Level:
            zh, en = entries.names(("titles",), _named(level), level.value)
            if zh or en:
                said[level.value] = {"zh": zh, "en": en}
        if st.form_submit_button(t("加上")):
            if not said:
                note(t("请先写好至少一个层级的名称，再加上。"), warn=True)
                return
            loc: Loc = ("titles", entries.new_id(list(said.values())[-1]["en"], ("titles",)))
            visit.put({loc: said})
            visit.choose(loc)
            st.rerun()
