"""Questions people really ask, each answered by the clauses in our own words."""

from __future__ import annotations

from pydantic import Field

from logic.pack.parts import Part, Words


class FrequentQuestion(Part):
    """A question, its answer and the clauses that this rests on.

    ``ask``: what no source says, and whom to ask (问X：“…”). ``decides``: the fact whose question in the check settles
    it for the reader; ``matter``: which of the notice's other matters tells more. ``words`` and ``words_en``: what
    people type to find it.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    question: Words
    answer: Words
    ask: Words | None = None
    clause: str
    also: tuple[str, ...] = Field(default=(), strict=False)
    decides: str | None = None
    matter: str | None = None
    words: tuple[str, ...] = Field(default=(), strict=False)
    words_en: tuple[str, ...] = Field(default=(), strict=False)
