"""How large the reader wants everything; the touch screen in the hall is larger than any."""

from __future__ import annotations

import streamlit as st

from ui import state


def of_text() -> str:
    """How large the reader wants everything, ``large`` or ``normal``; in the address, as the language is."""
    return "large" if st.query_params.get("size") == "large" else "normal"


def zoom() -> float:
    """How many times larger than usual everything is drawn."""
    if state.at_kiosk():
        return 1.75 if of_text() == "large" else 1.4
    return zoom_on_paper()


def zoom_on_paper() -> float:
    """As :func:`zoom`, for paper: nobody reads it from two metres."""
    return 1.25 if of_text() == "large" else 1.0


def switch() -> None:
    """Large text and fewer things, or back."""
    if of_text() == "large":
        st.query_params.pop("size", None)
    else:
        st.query_params["size"] = "large"
