"""The series and specialties of a pack, the routes that others run, titles, and what the search says."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from pydantic import Field

from logic.findings import Level
from logic.pack.parts import (
    Family,
    Part,
    RouteName,
    Statement,
    Words,
)
from logic.words.language import Text


class Basis(StrEnum):
    """Where a specialty's place in the catalogue comes from, if not from a clause."""

    COMMON = "common"  # everybody's knowledge
    SEEN = "B"  # two or more independent copies of the catalogue
    CONFIRM = "confirm"  # not found: the answer says to ask


class Specialty(Part):
    """One specialty of the catalogue, with the everyday words people search for."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    series: str
    family: Family
    # A clause, or one of Basis.
    basis: str
    # What work it is, in a few words: tells those apart that one word leads to.
    note: Words | None = None
    # Whom to ask what before preparing papers (问X：“…”); shown beside the answer.
    ask: Words | None = None
    # The likeliest first: of several specialties with the same word, the one where it stands further front is first.
    words: tuple[str, ...] = Field(default=(), strict=False)
    words_en: tuple[str, ...] = Field(default=(), strict=False)

    @cached_property
    def name(self) -> Text:
        """Its name in both languages."""
        return Text(self.zh, self.en)

    @property
    def unsure(self) -> bool:
        """Whether its place in the catalogue is not certain."""
        return self.basis == Basis.CONFIRM


class SearchNote(Part):
    """What the search says to some words: work that is not under the notice, or to be asked about first."""

    words: tuple[str, ...] = Field(default=(), strict=False)
    words_en: tuple[str, ...] = Field(default=(), strict=False)
    text: Words


class OtherRoute(Statement):
    """A route that others run: what the notice says of it, in sentences short to long.

    ``manner``: how it works; ``leads_to``: beside a specialty that leads there; ``reviewer``: who reviews; ``answer``:
    the answer's own sentence. For the examination ``say`` and ``ask`` refuse, and ``unsure`` stands where the catalogue
    is not certain.
    """

    clause: str
    also: tuple[str, ...] = Field(default=(), strict=False)
    manner: Words
    leads_to: Words
    reviewer: Words
    answer: Words
    unsure: Statement | None = None
    unsure_answer: Words | None = None


class Series(Part):
    """A series of specialties: which routes lie open to it, and which of the district's committees reviews it."""

    name: Words
    routes: tuple[RouteName, ...] = Field(strict=False, min_length=1)
    committee: str | None = None
    # Where the series is new and not settled: what is said of it, and what to ask (问X：“…”).
    new: Statement | None = None


class TitleNames(Part):
    """The names of one family's titles; a level without a known name is left out."""

    technician: Words | None = None
    assistant: Words | None = None
    intermediate: Words | None = None

    def of(self, level: Level) -> Words | None:
        """The name of this level's title; None where none is known."""
        words: Words | None = getattr(self, level.value)
        return words

    @property
    def named(self) -> bool:
        """Whether any level of the family has a name."""
        return any(self.of(level) for level in Level)


class Group(Part):
    """A shelf of the specialty list, for browsing."""

    id: str
    name: Words
    series: tuple[str, ...] = Field(strict=False, min_length=1)
