"""The look of the app, put into the page once a run.

Streamlit can be themed only so far (.streamlit/config.toml); everything else is ``style.css``. It is sent with
``st.html``: a body that is nothing but a style element takes no room on the page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

_CSS = Path(__file__).with_name("style.css")


@cache
def _style_element() -> str:
    """The style sheet as an element, read once: it cannot change while the server runs."""
    return f"<style>{_CSS.read_text(encoding='utf-8')}</style>"


def apply_style(*more: str) -> None:
    """Dress the page. Call it first, in every run, before anything is drawn. ``more``: rules after the common ones."""
    st.html(_style_element() if not more else f"{_style_element()}<style>{''.join(more)}</style>")


def large() -> str:
    """The rules for large text and fewer things (适老化)."""
    return _CSS.with_name("large.css").read_text(encoding="utf-8")


def zoomed(times: float, on_paper: float) -> str:
    """Everything so many times larger, on the screen and ``on_paper``."""
    return f":root {{ --tg-zoom: {times}; }} @media print {{ :root {{ --tg-zoom: {on_paper}; }} }}"
