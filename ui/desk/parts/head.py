"""The notice itself: its names and days, and the documents that it rests on."""

from __future__ import annotations

import re

import streamlit as st

from logic.pack import Loc
from logic.words.language import say
from ui.desk import entries, fields, visit
from ui.desk.parts.screen import group
from ui.language import t


def head() -> None:
    """What it is called, when it was issued, and which days it is for."""
    draft = fields.draft()
    year = str(draft.at(("covers", "first"), ""))[:4]
    old = str(draft.before(("covers", "first")) or "")[:4]
    fields.day(("issued",), t("通知哪天发布"))
    left, right = st.columns(2)
    with left:
        fields.day(("covers", "first"), t("管到哪些日期：从哪天"))
    with right:
        fields.day(("covers", "last"), t("到哪天"))
    fields.faulty(("covers",))
    if old and year and old != year and any(old in one for one in _year_texts(old).values()):
        st.button(
            t("把名称里的 {old} 换成 {year}", old=old, year=year),
            key="nav_desk_year",
            on_click=_rename_year,
            args=(old, year),
        )
    fields.words(("name",), t("这份政策叫什么"))
    fields.words(("document",), t("通知的全名"))
    fields.text(("url",), t("官方网址"), none=True)
    for id_ in own_sources():
        fields.words(("sources", id_, "title"), t("引用时怎么称呼这份通知"))
        fields.text(("sources", id_, "url"), t("引用时的网址"), none=True)
    fields.text(("id",), t("文件的代号（小写字母、数字和 -）"), help_=t("下载的文件就叫这个名字。"))
    fields.choice(
        ("status",),
        t("这份政策的状态"),
        {
            "draft": say("草稿：不用它判断"),
            "official": say("正式：放进政策文件夹就启用"),
            "superseded": say("作废：已有新的通知代替"),
        },
    )
    fields.text(("region",), t("区县的代号（每年写得一样）"), help_=t("小写英文字母。同一个区县的各年政策靠它认出来。"))
    group(t("引用的文件"))
    if (loc := entries.choose_one(("sources",), t("找一份文件来改"))) is not None:
        entries.entry(loc)
        entries.removable(loc)
    entries.new(
        ("sources",),
        t("加一份文件"),
        id_=t("代号（小写字母和数字，例如 n40）"),
        called="title",
        also={"confidence": "B"},
    )


def own_sources() -> list[str]:
    """The sources that are the notice itself."""
    data = fields.draft()
    national = re.compile(r"n\d+|p\d+")
    return [id_ for id_ in data.at(("sources",), {}) if not national.fullmatch(id_)]


def _year_texts(old: str) -> dict[Loc, str]:
    places: list[Loc] = [("id",)]
    places += [(name, code) for name in ("name", "document") for code in ("zh", "en")]
    places += [("sources", id_, "title", code) for id_ in own_sources() for code in ("zh", "en")]
    draft = fields.draft()
    return {loc: said for loc in places if old in (said := str(draft.at(loc, "") or ""))}


def _rename_year(old: str, year: str) -> None:
    visit.put({loc: said.replace(old, year) for loc, said in _year_texts(old).items()})
    visit.redraw()
