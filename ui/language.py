"""The reader's language, and the texts of the pages.

The language stands in the address (``?lang=en``), so that it survives a reload and can be linked. Texts are
marked with :func:`t` and :func:`tn`; the Chinese sentence is the message id (see ``logic/words/language.py``).
"""

from __future__ import annotations

import re
import threading

import streamlit as st

from logic.spoken import speak_of
from logic.words.language import LANGUAGES, Text, Value, known_language, phrase, phrase_n

# The name of the colleague whom a clerk is looking at, where the session keeps it.
VIEWED = "tg_viewed"


class _Reader(threading.local):
    """To whom the run in this thread speaks; every text asks, and the address is slow to read."""

    language: str | None = None
    viewing: bool = False


_READER = _Reader()


def begin() -> None:
    """Look up to whom this run speaks. Called first in every run, and where it changes within one."""
    _READER.language = known_language(st.query_params.get("lang"))
    _READER.viewing = st.session_state.get(VIEWED) is not None


def language() -> str:
    """One of :data:`logic.words.language.LANGUAGES`, as the address says; ``zh`` unless it names another."""
    if _READER.language is None:
        begin()
    return _READER.language or LANGUAGES[0]


# What each language calls itself; to a reader of the traditional characters the other Chinese is 简体.
_NAMES = {"zh": "中文", "zh-Hant": "繁體", "en": "English"}


def other_languages() -> dict[str, str]:
    """Every language but the reader's, each by the name its own readers know."""
    names = _NAMES | {"zh": "简体"} if language() == "zh-Hant" else _NAMES
    return {code: names[code] for code in LANGUAGES if code != language()}


def set_language(code: str) -> None:
    """Read on in ``code``, one of :data:`logic.words.language.LANGUAGES`; the address says so from now on."""
    if code == "zh":
        st.query_params.pop("lang", None)
    else:
        st.query_params["lang"] = code
    begin()


def t(message: str, /, **values: Value) -> str:
    """``message`` in the reader's language."""
    return _addressed(phrase(language(), message, **values))


def tn(message: str, n: float, /, **values: Value) -> str:
    """``message`` in the reader's language, in the form that fits the number ``n``."""
    return _addressed(phrase_n(language(), message, n, **values))


def tr(text: Text) -> str:
    """A sentence of the rules in the reader's language."""
    return _addressed(text.get(language()))


# What makes of words in a label a picture, a formula or a letter's shape; and what a link, an icon or a colour, even
# where it is marked as none of Markdown's.
_MARKS, _LINKS = re.compile(r"[\\`*_\[\]<~$#]"), re.compile(r"(?<=www)\.|[:@]", re.IGNORECASE)
_NOTHING = "\u2060"  # as wide as it looks


def as_written(words: str) -> str:
    """Somebody else's ``words``, as a part of a label: Streamlit reads labels as Markdown."""
    return _LINKS.sub(lambda mark: _NOTHING + mark[0] + _NOTHING, _MARKS.sub(lambda mark: f"\\{mark[0]}", words))


def _addressed(sentence: str) -> str:
    """To the person; about them where a clerk looks at a colleague."""
    return speak_of(sentence, language()) if _READER.viewing else sentence
