"""A visit as a value: what one person has answered, and where they look. Nothing here asks the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from logic.interview.screens import settled_by


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer that was taken away: the fact, and the question whose answer made it useless."""

    field: str
    because: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What one person has answered, in the order of answering.

    ``answers`` holds plain values by fact, as JSON would; None is 不清楚, a fact that was never asked is absent, and a
    date may be a month or a year (:class:`logic.dates.Span`). ``draft`` holds what was tapped on a screen of several
    questions and not handed in yet, by question. ``editing`` is the question that was opened again. ``dropped`` are the
    answers that the last one made useless, ``before`` the visit before that, to go back to.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    draft: Mapping[str, Any] = field(default_factory=dict)
    editing: str | None = None
    dropped: tuple[Dropped, ...] = ()
    before: Visit | None = None

    def opened(self, question: str | None) -> Self:
        """With ``question`` on the screen, its answer as it is; None: what is asked next."""
        return replace(self, editing=question, dropped=(), before=None)

    def staying(self, question: str) -> Self:
        """With ``question`` kept on the screen while its answer is being recorded."""
        return self if self.editing == question else replace(self, editing=question)

    def drafted(self, question: str, answer: Any) -> Self:
        """With one row of a screen tapped, nothing handed in."""
        return replace(self, draft={**self.draft, question: answer})

    def recorded(self, facts: Mapping[str, Any]) -> Self:
        """With ``facts`` as they stand, nowhere else changed: what is typed into a table goes on being typed."""
        same = all(field in self.answers and self.answers[field] == value for field, value in facts.items())
        return self if same else replace(self, answers={**self.answers, **facts})

    def without(self, fields: Iterable[str]) -> Self:
        """Without the answers to ``fields``."""
        gone = frozenset(fields)
        if gone.isdisjoint(self.answers):
            return self
        return replace(self, answers={f: v for f, v in self.answers.items() if f not in gone})

    def retracted(self, question: str) -> Self:
        """With the answer to ``question`` taken back, as if it had not been asked."""
        return replace(self.without(settled_by(question)), dropped=(), before=None)

    def asking_again(self, questions: Iterable[str]) -> Self:
        """With every 不清楚 among ``questions`` taken back, so that they are asked once more."""
        unsure = [f for question in questions for f in settled_by(question) if self.answers.get(f, ...) is None]
        return replace(self.without(unsure), editing=None, dropped=(), before=None)

    def undone(self) -> Visit:
        """As it was before the last answer took others away; the same where it took none."""
        return self.before or self
