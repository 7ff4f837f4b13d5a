"""What the screens of the desk share: a part of the notice with what draws it, and small things between its fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from logic.policy.draft import Part
from logic.words.language import Text
from ui.parts import paragraph


@dataclass(frozen=True, slots=True)
class Screen:
    """A part, and what draws it."""

    part: Part
    draw: Callable[[], None]


def named(names: Any) -> dict[str, Text]:
    """Names by what they stand for, as a list to choose from takes them."""
    return {str(name): text for name, text in names.items()}


def group(title: str) -> None:
    """A heading between fields."""
    st.html(f'<h2 class="tg-desk-h">{escape(title)}</h2>')


def remark(words: str) -> None:
    """A remark in small print."""
    paragraph(words, "tg-desk-was")
