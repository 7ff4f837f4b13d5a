"""A table for the hours of continuing education, one row a year.

Streamlit's own data editor is a canvas: small targets on a phone, clipped on paper, silent to a screen reader.
This one is made of ordinary inputs. It hands on the text as it was typed or pasted; reading numbers out of it, and
saying what is wrong with it, is for Python, so that nothing a person typed is ever lost or rounded.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from logic.hours_paste import COLUMNS, MOST_CHARACTERS, paste
from logic.hours_text import HoursRow
from logic.words.language import Text
from ui.browser.scripts import served

_HERE = Path(__file__)
_MOST_ROWS = 60
_MOST_TEXT = 40


# caption: name of the table; remove has {year}; hint may be left out.
LABELS: tuple[str, ...] = (
    "caption",
    "year",
    "general",
    "professional",
    "add_previous",
    "add_next",
    "remove",
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
        year, general, professional = (str(row.get(field) or "")[:_MOST_TEXT] for field in COLUMNS)
        rows.append({"year": year, "general": general, "professional": professional})
    return rows


class Edit(NamedTuple):
    """The rows after an edit. ``said``: what was understood of a block that was pasted; None where none was."""

    rows: list[HoursRow]
    said: tuple[Text, ...] | None


def _read(value: object) -> tuple[Edit, str] | None:
    """What the table sent, and its number; ``None`` when it is not a table at all."""
    if not isinstance(value, dict) or not isinstance(value.get("rev"), str):
        return None
    rows = rows_from(value.get("rows"))
    if rows is None:
        return None
    match value.get("paste"):
        case {"text": str(text), "row": int(row), "column": int(column)} if 0 <= row < _MOST_ROWS and 0 <= column < len(
            COLUMNS
        ):
            pasted = paste(rows, text[: MOST_CHARACTERS + 1], row, column)
            return Edit(rows_from(pasted.rows) or rows, pasted.said), value["rev"]
    return Edit(rows, None), value["rev"]


def _widget_key(key: str) -> str:
    """A name of its own, so that a page may keep its rows in the session under the plain ``key``."""
    return f"tg_hours_{key}"


def _sent(key: str) -> tuple[Edit, str] | None:
    state: Any = st.session_state.get(_widget_key(key))
    return _read(getattr(state, "table", None))


def edited(rows: Sequence[HoursRow], *, key: str) -> Edit:
    """The rows after the latest edit in the table ``key``; ``rows`` as they are when there is none.

    Call it with the saved rows and save what it returns, before checking them and before :func:`hours_table`.
    An edit is offered again until it comes back as ``rows``: a run that is cut short by the next keystroke
    between reading and saving loses nothing. Once it came back, the caller's rows count, whatever they are.
    """
    mine = list(rows)
    sent = _sent(key)
    if sent is None:
        return Edit(mine, None)
    theirs, rev = sent
    seen = f"_{_widget_key(key)}_seen"
    if theirs.rows == mine:
        st.session_state[seen] = rev
    return Edit(mine, None) if st.session_state.get(seen) == rev else theirs


def hours_table(
    rows: list[HoursRow],
    *,
    labels: Mapping[str, str],
    errors: Mapping[str, str],
    said: Sequence[str] = (),
    key: str,
    on_change: Callable[[], None] = lambda: None,
) -> list[HoursRow]:
    """Draw the table and return its rows.

    ``labels`` has the names of :data:`LABELS`. ``errors`` are shown at their cells: ``{"0.general": "…"}``, row
    number and field; ``said`` above the table, and read aloud. The table sends what is typed 250 ms after the last
    key and a paste at once; ``on_change`` is then called before the script runs, so that an edit is kept even where
    the next click cuts that run short.
    """
    now = edited(rows, key=key).rows
    sent = _sent(key)
    values = {
        "rows": [dict(row) for row in now],
        "rev": sent[1] if sent else "",
        "labels": dict(labels),
        "errors": dict(errors),
        "said": list(said),
    }
    # As text: see ui/browser/bridge.py.
    _mount(
        key=_widget_key(key),
        data=json.dumps(values, ensure_ascii=False).encode(),  # as the bridge has it
        on_table_change=on_change,
    )
    return now
