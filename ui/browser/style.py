"""The look of the app.

Streamlit can be themed only so far (.streamlit/config.toml); everything else is ``style.css``, which the document asks
for (:mod:`ui.browser.scripts`). What differs from visit to visit is put into the page once a run, with ``st.html``: a
body that is nothing but a style element takes no room there.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from ui.browser import scripts

_CSS = Path(__file__).with_name("style.css")


def style_links() -> tuple[bytes, bytes]:
    """What has the style sheet fetched by each document, and what applies it."""
    return scripts.style_links("style", _CSS.read_text(encoding="utf-8"))


def apply_style(*rules: str) -> None:
    """Lay ``rules`` over the style sheet. Call it first, in every run, before anything is drawn."""
    st.html(f"<style>{''.join(rules)}</style>")


@cache
def large() -> str:
    """The rules for large text and fewer things (适老化)."""
    return _CSS.with_name("large.css").read_text(encoding="utf-8")


def zoomed(times: float, on_paper: float) -> str:
    """Everything so many times larger, on the screen and ``on_paper``."""
    return f":root {{ --tg-zoom: {times}; }} @media print {{ :root {{ --tg-zoom: {on_paper}; }} }}"
