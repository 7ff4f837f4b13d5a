"""What else stands in a notice: it decides no verdict, and people come to ask about it all the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from logic.pack.parts import Part, Words


class CheckAnswer(Part):
    """Where a check ends. ``ask``: what no source says, and whom to ask (问X：“…”)."""

    say: Words
    ask: Words | None = None


class CheckChoice(Part):
    """One tap. With an ``answer`` the check ends here; without one its next question is asked."""

    label: Words
    answer: CheckAnswer | None = None


class CheckQuestion(Part):
    """One question of a check. After the last one every choice has its answer."""

    question: Words
    choices: Annotated[tuple[CheckChoice, ...], Field(strict=False, min_length=1)]


class Checked(NamedTuple):
    """How far somebody has come: each question asked so far with the place of what was chosen, and the answer."""

    asked: tuple[tuple[CheckQuestion, int | None], ...]
    answer: CheckAnswer | None


class Matter(Part):
    """One thing of the notice beside the verdict; ``id`` is also its place on the page.

    ``says``: what the clauses say, a sentence or two each; ``steps``: what to do, in order; ``silent``: what no source
    says and whom to ask (问X：“…”). ``check``: a few taps that settle it for oneself. ``leads``: the page that goes on.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: Words
    says: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]
    steps: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    silent: Annotated[tuple[Words, ...], Field(strict=False)] = ()
    check: Annotated[tuple[CheckQuestion, ...], Field(strict=False)] = ()
    clause: str
    also: Annotated[tuple[str, ...], Field(strict=False)] = ()
    leads: Literal["hours", "check"] | None = None

    def checked(self, chosen: Sequence[int]) -> Checked:
        """The check after the choices at these places; what cannot have been chosen is left out, with what follows."""
        asked: list[tuple[CheckQuestion, int | None]] = []
        for place, question in enumerate(self.check):
            choice = chosen[place] if place < len(chosen) and 0 <= chosen[place] < len(question.choices) else None
            asked.append((question, choice))
            if choice is None:
                break
            if (answer := question.choices[choice].answer) is not None:
                return Checked(tuple(asked), answer)
        return Checked(tuple(asked), None)
