"""What a notice asks: scope, the ladders of recognition and review, hours."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from logic.dates import Clock
from logic.facts import Education, Employment, ForeignPermit
from logic.findings import Level
from logic.hours import Norms
from logic.pack.parts import (
    Part,
    Statement,
    Words,
)


class Elsewhere(Statement):
    """The same with its clause: who sets dates that this notice does not have."""

    clause: str


class RecognitionStep(Part):
    """What recognition asks of one diploma: full years of service in stages, and the level it leads to (2.3).

    A notice that counts in months writes ``months`` instead.
    """

    level: Annotated[Level, Field(strict=False)]
    years: tuple[Annotated[int, Field(ge=1, le=30)], ...] = Field(default=(), strict=False)
    months: Annotated[int, Field(ge=1, le=60)] | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> RecognitionStep:
        if self.years and self.months:
            raise PydanticCustomError("pack_years_or_months", "only one of the two")
        return self

    @cached_property
    def clock(self) -> Clock:
        """The service that it asks for; none is over at once."""
        return Clock("service_start", self.years, self.months or 0)


class ReviewStep(Part):
    """One way to a level in review: all that it asks. Nothing but the diploma asked: at once."""

    education: tuple[Annotated[Education, Field(strict=False)], ...] = Field(strict=False, min_length=1)
    service_years: Annotated[int, Field(ge=1, le=30)] | None = None
    assessment: bool = False
    technician_years: Annotated[int, Field(ge=1, le=30)] | None = None
    # Seen in one copy only (C): who comes up this way is advised to have the years confirmed.
    unsure: bool = False

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """The years that it asks for: of service, and since the technician's title."""
        asked = (("service_start", self.service_years), ("title_date", self.technician_years))
        return tuple(Clock(since, (years,)) for since, years in asked if years)


class Committee(Part):
    """One of the district's junior committees: its name, the levels it can grant, and the ways to each.

    ``source`` is the clause that the levels rest on.
    """

    name: Words
    source: str
    technician: tuple[ReviewStep, ...] = Field(strict=False)
    assistant: tuple[ReviewStep, ...] = Field(strict=False)
    # Where nothing but the schooling stands in the way: what else to ask about, and the clause behind that.
    if_refused: Words | None = None
    if_refused_clause: str = ""
    # What else is known of the years that are ``unsure``, after the sentence that says so.
    if_unsure: Words | None = None

    @property
    def unsure(self) -> bool:
        """Whether some way to a level has to be confirmed."""
        return any(step.unsure for step in self.every_step)

    @property
    def every_step(self) -> tuple[ReviewStep, ...]:
        """The ways to every level."""
        return (*self.technician, *self.assistant)

    def steps(self, level: Level) -> tuple[ReviewStep, ...]:
        """The ways to ``level``."""
        return self.technician if level is Level.TECHNICIAN else self.assistant


class Recognition(Part):
    """Initial recognition (2.3)."""

    # How one files.
    by: Literal["paper", "online"] = "paper"
    ladder: dict[Annotated[Education, Field(strict=False)], RecognitionStep]
    # Who grants each level: district, city, or another name under ``names``.
    approvers: dict[Annotated[Level, Field(strict=False)], str]
    # Where the notice says that procedure and papers are found.
    papers: Words
    # Levels that the notice gives no date for: their window stays unknown.
    no_window_for: tuple[Annotated[Level, Field(strict=False)], ...] = Field(default=(), strict=False)
    # Series whose dates somebody else sets (4.6).
    dates_elsewhere: dict[str, Elsewhere] = Field(default_factory=dict)


class Review(Part):
    """The district's own junior review (2.1)."""

    # How one files.
    by: Literal["paper", "online"] = "online"
    committees: dict[str, Committee]


EmployerStanding = Literal["met", "confirm", "curable", "barring"]


class EmployerKind(Part):
    """How the notice stands to one kind of employer, and what to say of it; to be confirmed: what to ask (问X：“…”)."""

    is_: EmployerStanding = Field(alias="is")
    say: Words | None = None
    ask: Words | None = None

    @model_validator(mode="after")
    def _asks(self) -> EmployerKind:
        if self.is_ == "confirm" and (self.say is None or self.ask is None):
            raise PydanticCustomError("pack_say_and_ask", "say and ask are both needed")
        return self


def _employer_kind(value: object) -> object:
    # Most kinds need no words of their own.
    return {"is": value} if isinstance(value, str) else value


EmployerKindInFile = Annotated[
    EmployerKind, BeforeValidator(_employer_kind, json_schema_input_type=EmployerStanding | EmployerKind)
]


class BeyondStep(Part):
    """Years as an assistant until the intermediate title may be applied for, by diploma."""

    education: tuple[Annotated[Education, Field(strict=False)], ...] = Field(strict=False, min_length=1)
    years: Annotated[int, Field(ge=1, le=30)]


class BeyondLadder(Part):
    """The level after the junior ones, by a base standard: beyond this notice, so only stated and never judged."""

    source: str
    steps: tuple[BeyondStep, ...] = Field(strict=False, min_length=1)


class Scope(Part):
    """Who is in scope (1.1 to 1.3)."""

    employment: dict[
        Annotated[Employment, Field(strict=False)],
        Annotated[
            EmployerKind, BeforeValidator(_employer_kind, json_schema_input_type=EmployerStanding | EmployerKind)
        ],
    ]
    foreign_permits: tuple[Annotated[ForeignPermit, Field(strict=False)], ...] = Field(strict=False)

    @model_validator(mode="after")
    def _whole(self) -> Scope:
        left_out = [e.value for e in Employment if e not in self.employment]
        if left_out:
            raise PydanticCustomError("pack_left_out", "not whole", {"names": ", ".join(left_out)})
        return self


class Hours(Part):
    """The yearly norms of continuing education (3.3)."""

    general: int = Field(ge=1, le=1000)
    professional: int = Field(ge=1, le=1000)
    # Whether the notice forbids taking all hours in one year; where it is silent, one asks.
    cramming: Literal["forbidden", "ask"] = "forbidden"

    @cached_property
    def norms(self) -> Norms:
        """As the arithmetic takes them."""
        return Norms(self.general, self.professional)


class HoursRegistered(Part):
    """Who registers hours (3.3): for public institutions, and for everybody else; what of titles that others review."""

    public: Words
    others: Words
    beyond: Words | None = None


# What the first notice leaves open, so that people are advised to ask.
LeftOpen = Literal[
    "integrity",  # a record on file: may one apply
    "same_series",  # a title of another series: may one move by review
    "first_title",  # the same: may one be recognised
    "post_ratio",  # no free post: may one be recognised
    "assessment",  # a freelancer: who assesses for recognition
    "skilled_diploma",  # a skilled-worker school: does it lead to recognition
    "diploma_outside_mainland",  # a diploma from abroad, Hong Kong, Macao or Taiwan: does it
]


class Settled(Part):
    """What a notice says of a thing that the first leaves open: in order, or never this year; and its sentence."""

    is_: Literal["met", "barring"] = Field(alias="is")
    say: Words
    clause: str


# Criteria that a notice may do without: what it does not ask, nobody is asked.
MayBeLeftOut = Literal[
    "technical_post",
    "residency",
    "post_ratio",
    "discipline",
    "one_application",
    "integrity",
    "major",
    "assessment",
]
