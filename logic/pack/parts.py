"""What a pack is made of: days, texts in both languages, sources and clauses, the steps of its calendar."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from logic.facts import iso_day
from logic.words.language import Text

Confidence = Literal["A", "B", "C", "D"]
RouteName = Literal[
    "initial_recognition",
    "junior_review",
    "entrusted_review",
    "department_review",
    "examination",
    "rural_review",
    "brokerage_review",
    "higher_review",
    "undetermined",
]
# The routes that others run.
OtherRouteName = Literal["entrusted_review", "department_review", "examination", "rural_review", "brokerage_review"]
Family = str


def _day(value: object) -> object:
    # Dates are read as text (see logic/pack/document.py), so that one that does not exist is named with its place.
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    day = iso_day(value) if isinstance(value, str) else None
    if day is None:
        raise PydanticCustomError("pack_date", "not a date")
    return day


Day = Annotated[dt.date, BeforeValidator(_day)]


class Part(BaseModel):
    """A part of a pack: what is not known is refused, and nothing is taken for something else."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Words(Part):
    """One text in both languages; neither may be empty."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @cached_property
    def text(self) -> Text:
        """As the findings carry it."""
        return Text(self.zh, self.en)


class Period(Part):
    """Days from ``opens`` to ``closes``, both included."""

    opens: Day
    closes: Day

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.closes < self.opens:
            raise PydanticCustomError("pack_span", "closes before it opens")
        return self

    def status(self, as_of: dt.date) -> Literal["upcoming", "open", "closed"]:
        """How the span stands on ``as_of``."""
        if as_of < self.opens:
            return "upcoming"
        return "open" if as_of <= self.closes else "closed"


class Event(Period):
    """A span of the notice's calendar, for the time line and the next steps."""

    id: str
    route: Literal["initial_recognition", "junior_review"]
    what: Words
    clause: str
    # The notice names the last day and not the first: ``opens`` is that day too.
    ends_only: bool = False
    # Taken on any day of the notice's time: nobody is too late, and who meets a condition later comes later.
    all_year: bool = False
    # Where the notice has several rounds for the route: which of them, from 1.
    round: Annotated[int, Field(ge=1, le=12)] = 1

    @property
    def files(self) -> bool:
        """Whether this is the step of filing, whose days are the route's window."""
        return self.id in FILING.values()


# The step of each route's calendar by which one files.
FILING = {"initial_recognition": "recognition_papers", "junior_review": "review_online"}


class Source(Part):
    """Where a rule comes from: the notice itself, or a national or provincial document."""

    title: Words
    url: str | None = None
    confidence: Confidence


class Clause(Part):
    """One clause, in our own words."""

    place: Words
    topic: Words | None = None
    """What it settles, in a few words, for a table of contents."""
    text: Words
    source: str
    confidence: Confidence

    @property
    def heading(self) -> Text:
        """Where it stands, and what it settles."""
        return (
            Text(f"{self.place.zh} {self.topic.zh}", f"{self.place.en}: {self.topic.en}")
            if self.topic
            else self.place.text
        )


class Statement(Part):
    """What is said of something that the notice leaves open, and what to ask whom (问X：“…”)."""

    say: Words
    ask: Words
