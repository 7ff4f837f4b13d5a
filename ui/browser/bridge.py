"""One invisible component for what Streamlit cannot do by itself.

The language of the page, answers that survive F5, the focus after a step, Streamlit's own English words and
printing all need a line of JavaScript in the page. They live in one component, mounted once a run, so that
there is one place that touches the document (``bridge.js``).

Answers are personal. They are kept in the ``sessionStorage`` of the tab and nowhere else: not in the address,
not in ``localStorage``, not on the server's disk; closing the tab forgets them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui.browser import taps
from ui.browser.scripts import served
from ui.browser.streamlit_words import streamlit_words, traditional_words

Restored = dict[str, Any]
"""Answers as the tab kept them. Only the shape is checked here; what they say is for the caller to check."""

_KEY = "tg_bridge"
_SESSION = "_tg_session"
# Where what the tab says waits until a page asks for it.
RESTORED, CARRIED, ELSEWHERE = "_tg_restored", "_tg_carried", "_tg_elsewhere"
_MOST_CARRIED = 4_000
_JS = Path(__file__).with_name("bridge.js")
_KIOSK_JS = Path(__file__).with_name("kiosk.js")


def _script() -> str:
    """The script, with what never changes: Streamlit's own words in each language."""
    words = json.dumps(streamlit_words(), ensure_ascii=False)
    return "\n".join([f"const WORDS = {words};", *(path.read_text(encoding="utf-8") for path in (_KIOSK_JS, _JS))])


_mount = st.components.v2.component("tg_bridge", js=served("bridge", _script()), isolate_styles=True)


def _checked(value: object) -> Restored | None:
    """``value`` if it has the shape of answers; a page in the browser can send anything."""
    if isinstance(value, dict) and value and all(isinstance(name, str) for name in value):
        return value
    return None


def _on_restored() -> None:
    """Put what the tab sent aside.

    In a callback and not from the result of the mount: callbacks run before the script, so a run that is cut
    short by the next click does not lose it.
    """
    found = _checked(getattr(st.session_state.get(_KEY), "restored", None))
    if found is not None:
        st.session_state[RESTORED] = found


def _on_tap() -> None:
    """Put a tap aside for the page, for the same reason."""
    taps.put_aside(getattr(st.session_state.get(_KEY), "tap", None))


def restored() -> Restored | None:
    """Answers from before a reload, once.

    In the first run there are never any: draw the page as for a newcomer; if the tab has something, a second run
    follows at once.
    """
    found: Restored | None = st.session_state.pop(RESTORED, None)
    return found


def _on_carried() -> None:
    """Put answers from another screen aside, for the same reason."""
    found = getattr(st.session_state.get(_KEY), "carried", None)
    if isinstance(found, str):
        st.session_state[CARRIED] = found[:_MOST_CARRIED]


def carried() -> str | None:
    """What stood behind the ``#`` of the address when the page was opened, once."""
    found: str | None = st.session_state.pop(CARRIED, None)
    return found


def _on_elsewhere() -> None:
    """Another tab of this browser holds answers (``here``), or did and is gone."""
    found = getattr(st.session_state.get(_KEY), "elsewhere", None)
    if found in ("here", "gone"):
        st.session_state[ELSEWHERE] = found


def elsewhere() -> str | None:
    """Whether another tab of this browser holds answers: ``here``, ``gone``, or None where none was heard of."""
    found: str | None = st.session_state.get(ELSEWHERE)
    return found


def bridge(
    *,
    lang: str,
    focus: str,
    answers: Mapping[str, Any] | None,
    title: str = "",
    offline: str = "",
    kiosk: Mapping[str, Any] | None = None,
    loses: bool = False,
    offers: bool = False,
) -> None:
    """Mount the bridge; call it once in every run.

    ``lang`` is the language of the document (``zh-CN``, ``en``). ``focus`` names what the page shows; when it
    changes after the person did something, the focus goes to the element with the id ``tg-focus`` whose
    ``data-token`` is the same; empty: that element itself says what the page shows. ``answers`` is what the tab shall
    keep: ``None`` while this session knows nothing (then the tab is asked, once), an empty mapping to forget. ``title``
    is the title of the window, ``offline`` the sentence for a lost connection. ``kiosk`` is what ``kiosk.js`` needs
    (:func:`ui.kiosk.page_settings`); None away from the kiosk. ``loses``: leaving or reloading the page would lose what
    is kept nowhere, so the browser asks first. ``offers``: the page can offer to go on with another tab's answers.
    """
    if _SESSION not in st.session_state:
        st.session_state[_SESSION] = secrets.token_hex(8)
    values = {
        "lang": lang,
        "focus": focus,
        "answers": None if answers is None else dict(answers),
        "session": st.session_state[_SESSION],
        "title": title,
        "offline": offline,
        "words": traditional_words() if lang == "zh-Hant" else None,
        "kiosk": kiosk,
        "taps": taps.received(),
        "loses": loses,
        "offers": offers,
    }
    _mount(
        key=_KEY,
        # As bytes: for anything else Streamlit imports pandas, half a second of the first visit after a start.
        data=json.dumps(values, ensure_ascii=False).encode(),
        on_restored_change=_on_restored,
        on_tap_change=_on_tap,
        on_carried_change=_on_carried,
        on_elsewhere_change=_on_elsewhere,
        width="content",
    )
