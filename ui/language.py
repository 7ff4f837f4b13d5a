"""The reader's language, and the texts of the pages.

The language stands in the address (``?lang=en``), so that it survives a reload and can be linked. Texts are
marked with :func:`t` and :func:`tn`; the Chinese sentence is the message id (see ``logic/language.py``).
"""

from __future__ import annotations

import streamlit as st

from logic.language import Text, Value, known_language, phrase, phrase_n


def language() -> str:
    """One of :data:`logic.language.LANGUAGES`, as the address says; ``zh`` unless it names another."""
    return known_language(st.query_params.get("lang"))


def t(message: str, /, **values: Value) -> str:
    """``message`` in the reader's language."""
    return phrase(language(), message, **values)


def tn(message: str, n: float, /, **values: Value) -> str:
    """``message`` in the reader's language, in the form that fits the number ``n``."""
    return phrase_n(language(), message, n, **values)


def tr(text: Text) -> str:
    """A sentence of the rules in the reader's language."""
    return text.get(language())
