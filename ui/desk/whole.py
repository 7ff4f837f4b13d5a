"""What concerns the whole draft: how far it is, what is wrong with it, and the file to take home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import unified_diff
from html import escape

import streamlit as st

from logic.advice.days import day_to_try
from logic.pack import Fault, Loc
from logic.policy.places import loc_of
from logic.words.language import Text, say
from ui import state
from ui.desk import fields, visit
from ui.desk.parts import Screen
from ui.language import t, tn, tr
from ui.parts import go, note, paragraph, section

CHECK, CHANGES, TAKE = "check", "changes", "take"
EXTRA: dict[str, Text] = {CHECK: say("检查"), CHANGES: say("有什么变化，影响谁"), TAKE: say("试用和下载")}
Go = Callable[..., None]


def aside(screens: Sequence[Screen], at: str, to: Go) -> None:
    """Every part with how it stands, the way there, and what can be done with the whole."""
    found = visit.check()
    seen = visit.looked_at()
    st.html(f'<h2 class="tg-aside-h">{escape(t("写到哪里了"))}</h2>')
    with st.container(key="tg_desk_parts"):
        for screen in screens:
            many = len([one for one in found.faults if screen.part.holds(one.path)])
            mark = t("! {n} 处", n=many) if many else "✓" if screen.part.id in seen else "○"
            _row(screen.part.id, f"{mark} {tr(screen.part.name)}", at, to)
        for id_, name in EXTRA.items():
            mark = "!" if id_ == CHECK and found.faults else "·"
            _row(id_, f"{mark} {tr(name)}", at, to)
    done = len([one for one in screens if one.part.id in seen])
    progress = t("看过 {n} 部分，共 {all} 部分", n=done, all=len(screens))
    st.html(f'<p class="tg-desk-was" role="status">{escape(progress)}</p>')
    if visit.can_undo():
        st.button(t("撤销上一步"), key="link_desk_undo", on_click=visit.undo)
    _download("link_desk_download")


def _row(id_: str, label: str, at: str, to: Go) -> None:
    here = "_here" if id_ == at else ""
    st.button(label, key=f"desk_part_{id_}{here}", on_click=to, args=(id_,))


def _download(key: str) -> None:
    draft = fields.draft()
    st.download_button(
        t("下载草稿"),
        data=draft.content.encode(),
        file_name=f"{draft.at(('id',)) or 'draft'}.yaml",
        mime="application/yaml",
        key=key,
        on_click="ignore",
    )


# --- what is wrong -------------------------------------------------------------------------------------------------


def show_check(screens: Sequence[Screen], to: Go) -> None:
    """All that must be mended, that somebody should look at, and that is still as last year."""
    found = visit.check()
    if found.pack is None:
        note(tn("有 {n} 处要改。改完才能试用，也才能算出影响谁。", len(found.faults)), warn=True)
    elif found.faults:
        note(tn("有 {n} 处要改，改完才能启用。", len(found.faults)), warn=True)
    elif found.hints:
        note(tn("没有错误；有 {n} 处请看一眼，不一定错。", len(found.hints)))
    else:
        note(t("没有错误，也没有可疑的地方。"))
    for title, faults, css in (
        (t("要改的"), found.faults, "tg-desk-fault"),
        (t("请看一眼"), found.hints, "tg-desk-hint"),
        (t("还和去年一样的"), found.untouched, "tg-desk-was"),
    ):
        if faults:
            section(title)
            _by_part(screens, faults, css, to, title)


def _by_part(screens: Sequence[Screen], faults: Sequence[Fault], css: str, to: Go, title: str) -> None:
    left = list(faults)
    for screen in screens:
        here = [one for one in left if screen.part.holds(one.path)]
        if here:
            left = [one for one in left if one not in here]
            st.html(f'<h3 class="tg-desk-h">{escape(tr(screen.part.name))}</h3>')
            with st.container(key=f"tg_desk_list_{screen.part.id}_{css}"):
                _places(screen.part.id, here, css, to)
    if left:
        st.html(_fault_list(left, css))


def _places(part: str, faults: Sequence[Fault], css: str, to: Go) -> None:
    """Every place with the way there, and what is to be said of it."""
    places = list(dict.fromkeys(fault.path for fault in faults))
    for path in places[:_MOST]:
        loc = loc_of(path, fields.draft().data)
        st.button(fields.named(path), key=f"link_desk_to_{css}_{path}", on_click=_go_there, args=(part, loc, to))
        st.html(_fault_list([fault for fault in faults if fault.path == path], css))
    if len(places) > _MOST:
        paragraph(t("还有 {n} 处", n=len(places) - _MOST), "tg-desk-was")


def _go_there(part: str, loc: Loc, to: Go) -> None:
    """Open a part, and in it the entry that holds the place."""
    for deep in range(2, len(loc) + 1):
        visit.choose(loc[:deep], afresh=False)
    visit.redraw()
    to(part)


def _fault_list(faults: Sequence[Fault], css: str) -> str:
    rows = "".join(f'<li class="{css}">{escape(_under_its_heading(tr(one.text)))}</li>' for one in faults)
    return f'<ul class="tg-plain">{rows}</ul>'


def _under_its_heading(sentence: str) -> str:
    """Without the words that the heading above says for all."""
    for words in (t("请看一眼：{what}", what=""), t("还没有动过：{what}", what="")):
        sentence = sentence.removeprefix(words)
    return sentence


_MOST = 40


# --- tried, and taken home ------------------------------------------------------------------------------------------


def show_take(to: Go) -> None:
    """Try the draft in this visit, and the file."""
    draft, found = fields.draft(), visit.check()
    if found.pack is None:
        note(tn("还有 {n} 处要改，改好才能试用。草稿随时可以下载，以后再打开接着写。", len(found.faults)), warn=True)
        st.button(t("看要改的地方"), key="nav_desk_faults", on_click=to, args=(CHECK,))
    else:
        about = t("按草稿打开整个程序：自查、名册、规则手册都用草稿里的规则。只有这个标签页这样，别人看不到。")
        paragraph(about)
        if st.button(t("用草稿试一试"), key="primary_desk_try"):
            st.session_state[state.TRIED] = found.pack
            state.set_as_of(day_to_try(found.pack))
            go("start")
    section(t("下载"))
    lines = list(unified_diff(draft.model.splitlines(), draft.content.splitlines(), n=0, lineterm=""))
    came, went = (sum(one.startswith(mark) and not one.startswith(mark * 3) for one in lines) for mark in "+-")
    changed = t("和开始时的文件相比，多了 {came} 行，少了 {went} 行；注释都还在。", came=came, went=went)
    then = t("把文件交给管理员，放进政策文件夹，重新启动就启用。")
    paragraph(f"{changed} {then}")
    _download("nav_desk_download")
    with st.expander(t("看改了哪些行")):
        st.code("\n".join(lines[2:]), language="diff", wrap_lines=True)
    st.button(t("不要这份草稿了"), key="link_desk_forget", on_click=visit.forget)


def banner() -> None:
    """That this visit runs under a draft, on every page; and the way out."""
    tried = state.tried()
    if tried is None:
        return
    with st.container(horizontal=True, key="tg_one_tried"):
        trying = t("正在试用草稿“{name}”，不是正式的政策。只有这个标签页这样。", name=tried.name.text)
        st.html(f'<p class="tg-tried" role="status">{escape(trying)}</p>')
        if st.button(t("回到草稿"), key="link_tried_back"):
            go("desk")
        if st.button(t("停止试用"), key="link_tried_stop"):
            st.session_state.pop(state.TRIED, None)
            state.set_as_of(None)
            st.rerun()
