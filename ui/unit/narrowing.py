"""Whom the list shows: kept for the visit, and drawn anew in the pictures when it changes elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from ui.browser.taps import Tap, button
from ui.language import t
from ui.unit.table import Filter

FILTER, PICTURE, CLICKED = "tg_unit_filter", "tg_unit_picture", "tg_unit_clicked"
# The row whose result was opened last, to come back to; how often the pictures were drawn afresh.
OPENED, DRAWN = "tg_unit_opened", "tg_unit_drawn"


def now_shown() -> Filter:
    """Who is shown, and in which order."""
    which: Filter = st.session_state.get(FILTER, Filter())
    return which


def narrow(**changed: Any) -> None:
    """Show others, as somebody said elsewhere than in a picture."""
    show(replace(now_shown(), page=0, **changed))


def show(which: Filter) -> None:
    """Show those, and let the pictures forget what was clicked in them."""
    st.session_state[FILTER] = which
    st.session_state.pop(OPENED, None)
    if st.session_state.pop(CLICKED, None) is not None:
        # A picture keeps what was clicked in it; drawn under another name it has forgotten.
        st.session_state[DRAWN] = st.session_state.get(DRAWN, 0) + 1


def all_button() -> str:
    """A button that shows everybody again."""
    return button(Tap("all"), t("看全部"), "tg-link")
