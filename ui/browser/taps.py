"""Buttons in our own markup, and what a tap on one of them says.

A question with all its choices is one piece of HTML: a Streamlit button costs a message, a wrapper and a redraw of
its own each, and a question has up to twelve of them (docs/decisions/0006-taps.md). A tap goes through the bridge to
the server as a short text (``answer:employment:enterprise``) that the page checks against what it has just offered.
"""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

import streamlit as st

_TAPPED = "tg_tap"
_RECEIVED = "_tg_taps"
_SHAPE = re.compile(r"[a-z_]{1,40}(:[A-Za-z0-9_-]{1,60}){0,2}")


class Tap(NamedTuple):
    """What was tapped: what to do, and with which field and value where it takes one."""

    what: str
    field: str = ""
    value: str = ""

    def __str__(self) -> str:
        """As it travels, and as it stands in the markup."""
        return ":".join(part for part in self if part)


def put_aside(text: object) -> None:
    """Keep what the browser sent until the page takes it; anything that is no tap is left out."""
    st.session_state[_RECEIVED] = received() + 1
    if isinstance(text, str) and _SHAPE.fullmatch(text):
        st.session_state[_TAPPED] = text


def received() -> int:
    """How many came in this session: the browser sends the next when it hears of the one before."""
    number: int = st.session_state.get(_RECEIVED, 0)
    return number


def taken(*kinds: str) -> Tap | None:
    """The tap that has not been dealt with yet, once; of one of ``kinds``, where any are named."""
    text = st.session_state.get(_TAPPED)
    tap = Tap(*text.split(":")) if text else None
    if tap is None or (kinds and tap.what not in kinds):
        return None
    del st.session_state[_TAPPED]
    return tap


def link(tap: Tap, address: str, label: str, css: str) -> str:
    """A link whose plain click sends ``tap``; the browser opens ``address`` itself where a new tab is asked for."""
    return f'<a class="{css}" href="{escape(address)}" data-tap="{escape(str(tap))}">{escape(label)}</a>'


def button(
    tap: Tap,
    label: str,
    css: str,
    *,
    small: str = "",
    note: str = "",
    pressed: bool = False,
    open: bool | None = None,
    name: str = "",
) -> str:
    """A button that sends ``tap``.

    ``note`` and ``small`` are lines below it, the first as dark as the label; ``name`` is what is read aloud instead
    of ``label``. ``pressed`` marks the choice made before; ``open`` says of a button that unfolds something whether
    it has.
    """
    marks = ' aria-pressed="true"' if pressed else ""
    if open is not None:
        marks += f' aria-expanded="{str(open).lower()}"'
    if name:
        marks += f' aria-label="{escape(name)}"'
    below = f'<small class="tg-what">{escape(note)}</small>' if note else ""
    below += f"<small>{escape(small)}</small>" if small else ""
    return f'<button class="{css}" data-tap="{escape(str(tap))}"{marks}>{escape(label)}{below}</button>'
