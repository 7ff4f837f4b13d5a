"""Six made-up people, for the bureau's staff to show; the kiosk walks through them by itself when nobody is there.

Who they are is data (``demo.yaml``). A demonstration uses the visitor's own pages and the same rules: its answers are
put into the visit as if a person gave them, one a step.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
import yaml

from logic.advice import day_to_try
from logic.interview.screens import answer_to
from logic.pack import Pack
from logic.words.language import Text
from ui import state

_RUNNING = "tg_demo"
# How many steps the result stays before the next person comes.
_STEPS_AT_RESULT = 3


class Profile:
    """One made-up person: the name of the example, and the answers."""

    def __init__(self, id: str, name: Text, answers: dict[str, Any]) -> None:
        """``answers`` as the app keeps them."""
        self.id, self.name, self.answers = id, name, answers


def profiles(pack: Pack) -> tuple[Profile, ...]:
    """The examples whose specialty the notice has, in the order they are shown."""
    return tuple(one for one in _everybody() if one.answers.get("specialty") in (None, *pack.by_id))


@cache
def _everybody() -> tuple[Profile, ...]:
    read = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return tuple(Profile(one["id"], Text(one["name"]["zh"], one["name"]["en"]), one["answers"]) for one in read)


def show(id: str) -> bool:
    """Put the answers of the example ``id`` into this visit; False where there is no such example."""
    for one in profiles(state.pack()):
        if one.id == id:
            # The examples suit the notice's own year.
            state.set_as_of(day_to_try(state.pack()))
            state.replace_all({"hours": None, **one.answers})
            return True
    return False


# --- walking by itself ---------------------------------------------------------------------------------------


def is_on() -> bool:
    """Whether the app is walking by itself."""
    return _RUNNING in st.session_state


def mark() -> str:
    """Where the walk stands, so that the page's script sees each step; empty while nothing walks."""
    place, at_result = st.session_state.get(_RUNNING, (0, 0))
    return f"{place}.{at_result}" if is_on() else ""


def step() -> str:
    """One step further; returns the page to be on: ``check`` or ``result``."""
    place, at_result = st.session_state.get(_RUNNING, (0, -1))
    if at_result < 0 or at_result >= _STEPS_AT_RESULT:
        # The next person, from the first question.
        place = (place + 1) % len(profiles(state.pack())) if at_result >= 0 else 0
        state.set_as_of(day_to_try(state.pack()))
        state.replace_all({})
        st.session_state[_RUNNING] = (place, 0)
        return "check"
    seen = state.seen()
    if seen.screen is None:
        st.session_state[_RUNNING] = (place, at_result + 1)
        return "result"
    answers = profiles(state.pack())[place].answers
    if seen.screen.id == "hours":
        state.save_hours(list(answers.get("hours") or ()))
        state.leave_hours()
    else:
        state.answer({question: answer_to(question, answers) for question in seen.rows})
    return "check" if state.current() is not None else "result"
