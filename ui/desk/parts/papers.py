"""The file to bring, by route."""

from __future__ import annotations

import streamlit as st

from logic.labels import ROUTE_NAMES
from logic.pack import Loc
from logic.pack.schema import shape_at
from ui.desk import entries, fields
from ui.desk.parts.screen import group
from ui.language import t, tr


def papers() -> None:
    """A paper at a time, for each route; and how long a record of dishonesty is kept."""
    fields.number(("integrity_years",), t("失信记录保留的年数"), 1, 30)
    there = fields.draft().at(("files",), {})
    for route in there:
        loc: Loc = ("files", route)
        group(tr(ROUTE_NAMES[route]) if route in ROUTE_NAMES else route)
        if (chosen := entries.choose_one(loc, t("{route}：找一样材料来改", route=ROUTE_NAMES[route]))) is not None:
            entries.entry(chosen)
            entries.removable(chosen)
        _more(loc, t("{route}：加一样材料", route=ROUTE_NAMES[route]))
    # Of a route that the pack lists no papers for yet.
    open_ = [route for route in ROUTE_NAMES if route not in there and route in _routes()]
    with st.container(horizontal=True):
        for route in open_:
            _more(("files", route), t("{route}：加一样材料", route=ROUTE_NAMES[route]))


def _routes() -> set[str]:
    """The routes that some series has."""
    series = fields.draft().at(("series",), {})
    return {
        route
        for one in series.values()
        for route in one.get("routes", ())
        if route in shape_at(("series", "", "routes")).options
    }


def _more(loc: Loc, label: str) -> None:
    place = len(fields.draft().at(loc, []))
    key = fields.key_of(loc, "_add").replace("desk_", "link_desk_", 1)
    st.button(label, key=key, on_click=entries.put_and_choose, args=((*loc, place),))
