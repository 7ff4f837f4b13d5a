"""The questionnaire, and somebody who has come some way through it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from logic.interview.questionnaire import Questionnaire, Seen
from logic.interview.screens import (
    SCREENS,
    SINGLE_SCREENS,
    TOUCH_SCREENS,
    Screen,
    answer_to,
)
from logic.interview.visit import Visit
from tests.logic.applicants import AS_OF, PACK, as_kept

UNSURE = "unsure"
LAYOUTS = {"groups": SCREENS, "touch": TOUCH_SCREENS, "single": SINGLE_SCREENS}
Facts = dict[str, Any]


def at(as_of: dt.date = AS_OF, screens: tuple[Screen, ...] = SCREENS) -> Questionnaire:
    return Questionnaire(PACK, as_of, screens)


def look(facts: Facts, as_of: dt.date = AS_OF) -> Seen:
    return at(as_of).look(Visit(as_kept(facts)))


def given_by(facts: Facts, seen: Seen) -> Facts:
    """What somebody with these facts answers to the screen."""
    return {question: answer_to(question, as_kept(facts)) for question in seen.rows}


def walked(facts: Facts, until: str | None = None, as_of: dt.date = AS_OF) -> Visit:
    """Somebody with these facts, come to the screen ``until``; None: to the end."""
    questions, visit = at(as_of), Visit()
    while (seen := questions.look(visit)).screen is not None and seen.screen.id != until:
        visit = questions.answered(visit, given_by(facts, seen))
    assert (seen.screen.id if seen.screen else None) == until
    return visit


BEFORE_WORK = {"employment": "public_institution", "specialty": "mechanical", "title_level": "none"}
