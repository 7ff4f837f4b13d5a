"""A table for the hours of continuing education, one row a year.

Streamlit's own data editor is a canvas: small targets on a phone, clipped on paper, silent to a screen reader.
This one is made of ordinary inputs. It hands on the text as it was typed; reading numbers out of it, and saying
what is wrong with it, is for Python, so that nothing a person typed is ever lost or rounded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from logic.hours_text import HoursRow
from ui.browser.scripts import served

_HERE = Path(__file__)
_FIELDS = ("year", "general", "professional")
_MOST_ROWS = 60
_MOST_TEXT = 40


# caption: name of the table; remove has {year}, pasted has {n}; hint may be left out.
LABELS: tuple[str, ...] = (
    "caption",
    "year",
    "general",
    "professional",
    "add_previous",
    "add_next",
    "remove",
    "pasted",
    "hint",
)


def _asset(ending: str) -> str:
    return _HERE.with_suffix(ending).read_text(encoding="utf-8")


_mount = st.components.v2.component(
    "tg_hours_table", css=_asset(".css"), js=served("hours", _asset(".js")), isolate_styles=True
)


def rows_from(value: object) -> list[HoursRow] | None:
    """Rows that come from a browser, cut to shape; ``None`` when they are none at all."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value[:_MOST_ROWS]):
        return None
    rows: list[HoursRow] = []
    for row in value[:_MOST_ROWS]:
        year, general, professional = (str(row.get(field) or "")[:_MOST_TEXT] for field in _FIELDS)
        rows.append({"year": year, "general": general, "professional": professional})
    return rows


def _checked(value: object) -> tuple[list[HoursRow], str] | None:
    """What the table sent; ``None`` when it is not a table at all."""
    if not isinstance(value, dict) or not isinstance(value.get("rev"), str):
        return None
    rows = rows_from(value.get("rows"))
    return None if rows is None else (rows, value["rev"])


def _widget_key(key: str) -> str:
    """A name of its own, so that a page may keep its rows in the session under the plain ``key``."""
    return f"tg_hours_{key}"


def _sent(key: str) -> tuple[list[HoursRow], str] | None:
    state: Any = st.session_state.get(_widget_key(key))
    return _checked(getattr(state, "table", None))


def edited_rows(rows: Sequence[HoursRow], *, key: str) -> list[HoursRow]:
    """The rows after the latest edit in the table ``key``; ``rows`` as they are when there is none.

    Call it with the saved rows and save what it returns, before checking them and before :func:`hours_table`.
    An edit is offered again until it comes back as ``rows``: a run that is cut short by the next keystroke
    between reading and saving loses nothing. Once it came back, the caller's rows count, whatever they are.
    """
    mine = list(rows)
    sent = _sent(key)
    if sent is None:
        return mine
    theirs, rev = sent
    seen = f"_{_widget_key(key)}_seen"
    if theirs == mine:
        st.session_state[seen] = rev
    return mine if st.session_state.get(seen) == rev else theirs


def hours_table(
    rows: list[HoursRow],
    *,
    labels: Mapping[str, str],
    errors: Mapping[str, str],
    key: str,
    on_change: Callable[[], None] = lambda: None,
) -> list[HoursRow]:
    """Draw the table and return its rows.

    ``labels`` has the names of :data:`LABELS`. ``errors`` are shown at their cells: ``{"0.general": "…"}``, row
    number and field. The table sends what is typed 250 ms after the last key; ``on_change`` is then called before the
    script runs, so that an edit is kept even where the next click cuts that run short.
    """
    now = edited_rows(rows, key=key)
    sent = _sent(key)
    told = {
        "rows": [dict(row) for row in now],
        "rev": sent[1] if sent else "",
        "labels": dict(labels),
        "errors": dict(errors),
    }
    # As text: see ui/bridge.py.
    _mount(
        key=_widget_key(key),
        data=json.dumps(told, ensure_ascii=False),
        on_table_change=on_change,
    )
    return now
