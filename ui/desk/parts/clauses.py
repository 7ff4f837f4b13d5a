"""The notice clause by clause, in our own words."""

from __future__ import annotations

from html import escape

import streamlit as st

from logic.pack import Loc
from ui.desk import entries, fields, visit
from ui.language import t


def clauses() -> None:
    """A clause at a time, in the notice's order."""
    if visit.chosen(("clauses",)) is None and (there := list(fields.draft().at(("clauses",), {}))):
        visit.choose(("clauses", there[0]), afresh=False)
    if (loc := entries.choose_one(("clauses",), t("哪一条"))) is not None:
        _clause(loc)
    entries.new(("clauses",), t("加一条条款"), id_=t("编号（照通知，例如 3.7）"), called="place", also=_usual())


def _usual() -> dict[str, str]:
    """What a new clause begins with: that the notice itself states it."""
    sources, url = fields.draft().at(("sources",), {}), fields.draft().at(("url",))
    own = [id_ for id_, one in sources.items() if id_ == "notice" or (url and one.get("url") == url)]
    return {"source": own[0] if own else "", "confidence": "A"}


def _clause(loc: Loc) -> None:
    fields.faulty(loc)
    fields.words((*loc, "place"), t("在通知的哪里"))
    fields.words((*loc, "topic"), t("说的是什么（几个字）"), none=True)
    fields.words((*loc, "text"), t("用我们自己的话怎么说"), long=True)
    st.html(
        f'<p class="tg-desk-was">{escape(t("日期和数字不在这里写第二遍，写名称："))}'
        + " ".join(f"<code>{escape(one)}</code>" for one in _places())
        + "</p>"
    )
    left, right = st.columns(2)
    with left:
        fields.choice((*loc, "confidence"), t("有多可靠"), entries.SURE)
    with right:
        fields.choice((*loc, "source"), t("出自哪份文件"), entries.options((*loc, "source")) or {})
    with st.container(horizontal=True):
        ids = list(fields.draft().at(("clauses",), {}))
        after = ids.index(str(loc[-1])) + 1
        if after < len(ids):
            st.button(t("下一条"), key="nav_desk_next_clause", on_click=visit.choose, args=(("clauses", ids[after]),))
    entries.removable(loc)


def _places() -> list[str]:
    """What a text can name."""
    events = fields.draft().at(("calendar",), [])
    steps = [f"{one.get('id')}{'' if one.get('round', 1) == 1 else '_' + str(one['round'])}" for one in events]
    named = [name for one in steps for name in (one, f"{one}.closes")]
    return [
        f"{{{name}}}" for name in (*named, "hours.general", "hours.professional", "publicity_days", "year", "office")
    ]
