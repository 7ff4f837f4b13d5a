"""What is asked at once: single questions, and groups of short facts that belong together.

The order is the rules' asking order (section 2), but that the vacancy stands with the other facts about the post, and a
foreigner's permit after the group that found a foreigner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from logic.facts import FACTS, FIELDS


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: its name, and the facts it asks in their order."""

    id: str
    fields: tuple[str, ...]


def _alone(*fields: str) -> tuple[Screen, ...]:
    return tuple(Screen(field, (field,)) for field in fields)


_TITLE = ("title_date", "title_same_series")
WORK = Screen("work", ("works_in_district", "under_contract", "in_technical_post", "post_vacancy"))
RARE = Screen("rare", ("residency", "disciplinary_period", "applied_elsewhere_this_year", "dishonesty_record"))
DIPLOMA = Screen("diploma", ("full_time_recognised", "major_related", "unit_assessment_passed"))

SCREENS = (
    *_alone("employment", "specialty", "title_level"),
    Screen("title", _TITLE),
    WORK,
    RARE,
    *_alone("foreign_permit", "education"),
    DIPLOMA,
    *_alone("service_start", "hours"),
)
# Keys for a date fill a touch screen; nothing else fits beside them.
TOUCH_SCREENS = tuple(one for screen in SCREENS for one in (_alone(*_TITLE) if screen.id == "title" else (screen,)))
# One fact a screen: what groups are measured against.
SINGLE_SCREENS = _alone(*(field for screen in SCREENS for field in screen.fields))

# One question may settle several facts: what each of its answers says of them. The question goes by the fact that the
# rules miss; the others are never missed by themselves.
JOINED: dict[str, dict[str, dict[str, Any]]] = {
    "full_time_recognised": {
        "full_time": {"full_time_recognised": True},
        "part_time": {"full_time_recognised": False},
        "outside": {"diploma_outside_mainland": True},
    }
}
_SETTLED = {
    question: frozenset(field for facts in answers.values() for field in facts) for question, answers in JOINED.items()
}
_ASKED_WITH = {field: question for question, fields in _SETTLED.items() for field in fields}

DATES = ("title_date", "service_start")

# Facts that have a question of their own.
ASKED = tuple(field for field in FIELDS if _ASKED_WITH.get(field, field) == field)


def question_of(field: str) -> str:
    """The question that asks about ``field``."""
    return _ASKED_WITH.get(field, field)


def settled_by(question: str) -> frozenset[str]:
    """The facts that the answer to ``question`` settles."""
    return _SETTLED.get(question, frozenset((question,)))


def facts_of(question: str, answer: Any) -> dict[str, Any]:
    """What ``answer`` to ``question`` says, by fact; None is 不清楚."""
    if question in JOINED and answer is not None:
        return dict(JOINED[question][answer])
    return {question: answer}


def is_answered(question: str, answers: Mapping[str, Any]) -> bool:
    """Whether ``answers`` hold an answer to ``question``, 不清楚 included."""
    return question in answers or answer_to(question, answers) is not None


def answer_to(question: str, answers: Mapping[str, Any]) -> Any:
    """The answer to ``question`` among ``answers``; None where it is 不清楚 or there is none."""
    for answer, facts in reversed(JOINED.get(question, {}).items()):
        if all(answers.get(field) == value for field, value in facts.items()):
            return answer
    return None if question in JOINED else answers.get(question)


# What most people answer, by question: offered as one tap, never filled in by itself.
USUAL: dict[str, Any] = {
    fact.field: answer_to(fact.field, {fact.field: fact.usual}) for fact in FACTS if fact.usual is not None
}
