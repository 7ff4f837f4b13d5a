"""The policy pack: everything of a notice that changes from year to year.

A pack is one YAML file that a clerk can write: dates, norms, ladders, lists, specialties, titles and clauses, in
both languages.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator
from pydantic_core import PydanticCustomError

from logic.dates import after_years
from logic.facts import Education, Employment, ForeignPermit, iso_day
from logic.findings import Level
from logic.hours import Norms
from logic.language import Text
from logic.memory import Memory
from logic.pack.faults import Loc

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
WayName = Literal["entrusted_review", "department_review", "examination", "rural_review", "brokerage_review"]
Family = str


def _day(value: object) -> object:
    # Dates are read as text (see _Loader), so that one that does not exist is named with its place.
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    day = iso_day(value) if isinstance(value, str) else None
    if day is None:
        raise PydanticCustomError("pack_date", "not a date")
    return day


Day = Annotated[dt.date, BeforeValidator(_day)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Words(_Part):
    """One text in both languages; neither may be empty."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @cached_property
    def text(self) -> Text:
        """As the findings carry it."""
        return Text(self.zh, self.en)


class Span(_Part):
    """Days from ``opens`` to ``closes``, both included."""

    opens: Day
    closes: Day

    @model_validator(mode="after")
    def _in_order(self) -> Span:
        if self.closes < self.opens:
            raise PydanticCustomError("pack_span", "closes before it opens")
        return self

    def status(self, as_of: dt.date) -> Literal["upcoming", "open", "closed"]:
        """How the span stands on ``as_of``."""
        if as_of < self.opens:
            return "upcoming"
        return "open" if as_of <= self.closes else "closed"


class Event(Span):
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


class Source(_Part):
    """Where a rule comes from: the notice itself, or a national or provincial document."""

    title: Words
    url: str | None = None
    confidence: Confidence


class Clause(_Part):
    """One clause, told in our own words."""

    place: Words
    text: Words
    source: str
    confidence: Confidence


class Basis(StrEnum):
    """Where a specialty's place in the catalogue comes from, if not from a clause."""

    COMMON = "common"  # everybody's knowledge
    SEEN = "B"  # two or more independent copies of the catalogue
    CONFIRM = "confirm"  # not found: whoever asks about it is told to ask


class Specialty(_Part):
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


class SearchNote(_Part):
    """What the search says to some words: work that is not under the notice, or to be asked about first."""

    words: tuple[str, ...] = Field(default=(), strict=False)
    words_en: tuple[str, ...] = Field(default=(), strict=False)
    text: Words


class Said(_Part):
    """What is said of something that the notice leaves open, and what to ask whom (问X：“…”)."""

    say: Words
    ask: Words


class Elsewhere(Said):
    """The same with its clause: who sets dates that this notice does not have."""

    clause: str


class Way(Said):
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
    unsure: Said | None = None
    unsure_answer: Words | None = None


class Series(_Part):
    """A series of specialties: which routes lie open to it, and which of the district's committees reviews it."""

    name: Words
    routes: tuple[RouteName, ...] = Field(strict=False, min_length=1)
    committee: str | None = None
    # Where the series is new and not settled: what is said of it, and what to ask (问X：“…”).
    new: Said | None = None


class RecognitionStep(_Part):
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

    def complete(self, start: dt.date) -> dt.date:
        """The day on which the service that began on ``start`` suffices."""
        return after_years(start, *self.years, months=self.months or 0)


class ReviewStep(_Part):
    """One way to a level in review: all that it asks. Nothing but the diploma asked: at once."""

    education: tuple[Annotated[Education, Field(strict=False)], ...] = Field(strict=False, min_length=1)
    service_years: Annotated[int, Field(ge=1, le=30)] | None = None
    assessment: bool = False
    technician_years: Annotated[int, Field(ge=1, le=30)] | None = None
    # Seen in one copy only (C): whoever comes up this way is told to have the years confirmed.
    unsure: bool = False


class Committee(_Part):
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

    @property
    def unsure(self) -> bool:
        """Whether some way to a level has to be confirmed."""
        return any(step.unsure for step in (*self.technician, *self.assistant))

    def steps(self, level: Level) -> tuple[ReviewStep, ...]:
        """The ways to ``level``."""
        return self.technician if level is Level.TECHNICIAN else self.assistant


class Recognition(_Part):
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


class Review(_Part):
    """The district's own junior review (2.1)."""

    committees: dict[str, Committee]


Standing = Literal["met", "confirm", "curable", "barring"]


class Kind(_Part):
    """How the notice stands to one kind of employer, and what to say of it; to be confirmed: what to ask (问X：“…”)."""

    is_: Standing = Field(alias="is")
    say: Words | None = None
    ask: Words | None = None

    @model_validator(mode="after")
    def _asks(self) -> Kind:
        if self.is_ == "confirm" and (self.say is None or self.ask is None):
            raise PydanticCustomError("pack_say_and_ask", "say and ask are both needed")
        return self


def _kind(value: object) -> object:
    # Most kinds need no words of their own.
    return {"is": value} if isinstance(value, str) else value


KindInFile = Annotated[Kind, BeforeValidator(_kind, json_schema_input_type=Standing | Kind)]


class BeyondStep(_Part):
    """Years as an assistant until the intermediate title may be applied for, by diploma."""

    education: tuple[Annotated[Education, Field(strict=False)], ...] = Field(strict=False, min_length=1)
    years: Annotated[int, Field(ge=1, le=30)]


class BeyondLadder(_Part):
    """The level after the junior ones, by a base standard: beyond this notice, so only told and never judged."""

    source: str
    steps: tuple[BeyondStep, ...] = Field(strict=False, min_length=1)


class Scope(_Part):
    """Who is in scope (1.1 to 1.3)."""

    employment: dict[
        Annotated[Employment, Field(strict=False)],
        Annotated[Kind, BeforeValidator(_kind, json_schema_input_type=Standing | Kind)],
    ]
    foreign_permits: tuple[Annotated[ForeignPermit, Field(strict=False)], ...] = Field(strict=False)

    @model_validator(mode="after")
    def _whole(self) -> Scope:
        left_out = [e.value for e in Employment if e not in self.employment]
        if left_out:
            raise PydanticCustomError("pack_left_out", "not whole", {"names": ", ".join(left_out)})
        return self


class Hours(_Part):
    """The yearly norms of continuing education (3.3)."""

    general: int = Field(ge=1, le=1000)
    professional: int = Field(ge=1, le=1000)

    @cached_property
    def norms(self) -> Norms:
        """As the arithmetic takes them."""
        return Norms(self.general, self.professional)


class HoursRegistered(_Part):
    """Who registers hours (3.3): for public institutions, and for everybody else; what of titles that others review."""

    public: Words
    others: Words
    beyond: Words | None = None


class Paper(_Part):
    """One thing of the file to bring, and the clause that names it or the condition that it shows.

    ``ask``: no source says whether, or in which form, it is wanted. ``when``: only for people with these answers.
    """

    what: Words
    clause: str
    ask: bool = False
    when: dict[str, Annotated[tuple[str, ...], Field(strict=False)]] = Field(default_factory=dict)


class TitleNames(_Part):
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


class Group(_Part):
    """A shelf of the specialty list, for browsing."""

    id: str
    name: Words
    series: tuple[str, ...] = Field(strict=False, min_length=1)


class Contact(_Part):
    """Whom to ask, and where papers go."""

    office: Words
    bureau: Words
    address: Words
    platform: Words
    platform_url: str
    phone: tuple[str, ...] = Field(default=(), strict=False)


class Names(_Part):
    """What the district and the authorities around it are called within a sentence; in English without "the".

    Other offices may stand beside these under names of their own, for approvers and for texts.
    """

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)
    __pydantic_extra__: dict[str, Words]

    province: Words
    district: Words
    place: Words  # with the city
    bureau: Words
    city_bureau: Words
    here: Words  # the district, as one says it among people who know which

    def all(self) -> dict[str, Words]:
        """Every name, those of the district's own included."""
        return {**{name: getattr(self, name) for name in Names.model_fields}, **self.__pydantic_extra__}

    def office(self, office: str) -> Words:
        """The office that an approver names."""
        return self.all()[APPROVERS.get(office, office)]


# The approvers that have a short name.
APPROVERS = {"district": "bureau", "city": "city_bureau"}


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


class Covers(_Part):
    """The days this pack was written for."""

    first: Day
    last: Day


class Pack(_Part):
    """A whole notice, as the rules read it."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: Words
    document: Words
    status: Literal["official", "draft", "superseded"]
    issued: Day
    url: str
    covers: Covers
    publicity_days: int = Field(ge=1)
    integrity_years: int = Field(ge=1)
    contact: Contact
    names: Names
    scope: Scope
    # Criteria that this notice does not have.
    not_asked: tuple[MayBeLeftOut, ...] = Field(default=(), strict=False)
    equivalents: dict[Annotated[Education, Field(strict=False)], Annotated[Education, Field(strict=False)]]
    # Left out where the notice has none.
    recognition: Recognition | None = None
    review: Review
    calendar: tuple[Event, ...] = Field(strict=False)
    hours: Hours
    hours_registered: HoursRegistered
    # Rules known to have come after the notice: what is said of them, and what to ask (问X：“…”).
    hours_later: Said | None = None
    series: dict[str, Series]
    ways: dict[WayName, Way] = Field(default_factory=dict)
    groups: tuple[Group, ...] = Field(strict=False)
    titles: dict[Family, TitleNames]
    specialties: tuple[Specialty, ...] = Field(strict=False, min_length=1)
    search_notes: tuple[SearchNote, ...] = Field(default=(), strict=False)
    sources: dict[str, Source]
    clauses: dict[str, Clause]
    # What the published text lacks, a sentence each. Nothing is guessed in its place.
    gaps: tuple[Words, ...] = Field(default=(), strict=False)
    # What follows an assistant's title, for a plan that looks ahead.
    beyond: dict[str, BeyondLadder] = Field(default_factory=dict)
    # The file to bring, by route.
    files: dict[RouteName, Annotated[tuple[Paper, ...], Field(strict=False)]] = Field(default_factory=dict)

    # Texts that name a date or a figure, as they stand in the file (set with the hash).
    _written: dict[Loc, str] = PrivateAttr(default_factory=dict)

    def as_written(self) -> Any:
        """All of it as the file holds it, in plain values."""
        plain: Any = self.model_dump(mode="json", exclude={"sha256"}, by_alias=True)
        for loc, text in self._written.items():
            part: Any = plain
            for place in loc[:-1]:
                part = part[place]
            part[loc[-1]] = text
        return plain

    # The hash of the file's bytes, set by load(): a printed result can be traced to the exact rules.
    sha256: str = ""

    @cached_property
    def memory(self) -> Memory:
        """What the rules found under this pack, for the next one of whom they would find the same."""
        return Memory()

    @cached_property
    def by_id(self) -> dict[str, Specialty]:
        """Specialties by id."""
        return {specialty.id: specialty for specialty in self.specialties}

    @cached_property
    def _named(self) -> tuple[dict[str, str | int], dict[str, str | int]]:
        words = self.names.all()
        words |= {name: getattr(self.contact, name) for name in ("office", "platform", "address")}
        years = {"integrity_years": self.integrity_years, "year": self.year}
        return {k: w.zh for k, w in words.items()} | years, {k: w.en for k, w in words.items()} | years

    def named(self, text: Text) -> Text:
        """``text`` with this district's names in their places: ``{district}``, ``{office}`` and the like."""
        zh, en = self._named
        return Text(text.zh.format_map(zh), text.en.format_map(en))

    def approver(self, approver: str) -> Text:
        """The bureau that grants a recognised title."""
        return self.names.office(approver).text

    def committee_of(self, specialty: str) -> str | None:
        """The district's committee that reviews this specialty; None where it has none."""
        return self.series[self.by_id[specialty].series].committee

    def committee_name(self, committee: str) -> Text:
        """What a committee of the district's is called."""
        return self.review.committees[committee].name.text

    def diploma(self, education: Education) -> Education:
        """The diploma that ``education`` counts as (n90 for skilled-worker schools)."""
        return self.equivalents.get(education, education)

    def title(self, specialty: str, level: Level | None) -> Text | None:
        """The title's name, or None where none is known."""
        if level is None:
            return None
        words = self.titles[self.by_id[specialty].family].of(level)
        return words.text if words else None

    def way(self, route: str) -> Way | None:
        """What is said of a route that others run; None for every other."""
        return self._ways.get(route)

    @cached_property
    def _ways(self) -> dict[str, Way]:
        return {str(name): way for name, way in self.ways.items()}

    def papers(self, route: str) -> tuple[Paper, ...]:
        """The file to bring by ``route``; empty where the pack lists none."""
        return next((papers for name, papers in self.files.items() if name == route), ())

    def opens(self, route: str) -> bool:
        """Whether some series has this route."""
        return any(route in series.routes for series in self.series.values())

    @property
    def year(self) -> int:
        """The year whose round the notice is about."""
        return self.covers.first.year

    def covers_day(self, day: dt.date) -> bool:
        """Whether the pack was written for ``day``."""
        return self.covers.first <= day <= self.covers.last

    def spans(self) -> tuple[Event, ...]:
        """The calendar as it goes: what is named by its last day only goes on since its route's filing began."""
        first: dict[tuple[str, int], dt.date] = {}
        for event in self.calendar:
            key = event.route, event.round
            first[key] = min(event.opens, first.get(key, event.opens))
        return tuple(
            event.model_copy(update={"opens": first[event.route, event.round]}) if event.ends_only else event
            for event in self.calendar
        )

    @cached_property
    def _filing(self) -> dict[str, tuple[Event, ...]]:
        filing = sorted((event for event in self.calendar if event.files), key=lambda event: event.opens)
        return {route: tuple(event for event in filing if event.route == route) for route in FILING}

    def window(self, route: str, as_of: dt.date) -> Event | None:
        """The days of filing that count on ``as_of``: those open now, else the next, else the last.

        None where the notice gives the route no days.
        """
        rounds = self._filing.get(route, ())
        return next((event for event in rounds if as_of <= event.closes), rounds[-1] if rounds else None)

    def rounds(self, route: str) -> tuple[Event, ...]:
        """The days of filing of every round that the notice gives the route, in the order of time."""
        return self._filing.get(route, ())

    def all_year(self, route: str) -> bool:
        """Whether one can file by this route on any day."""
        return any(event.all_year for event in self._filing.get(route, ()))

    def steps(self, route: str, opens: dt.date) -> tuple[Event, ...]:
        """The steps of the round whose filing begins on ``opens``, in the calendar's order."""
        rounds = {event.round for event in self._filing.get(route, ()) if event.opens == opens}
        return tuple(event for event in self.calendar if event.route == route and event.round in rounds)

    def catches(self, route: str, day: dt.date) -> Event | None:
        """The days of filing, now or later under this notice, for whoever meets all conditions from ``day`` on."""
        return next((event for event in self._filing.get(route, ()) if day <= event.closes), None)

    def afterwards(self, as_of: dt.date) -> tuple[Event, ...]:
        """What of a review's calendar is still to come once online filing has closed; nothing before."""
        closed = [event for event in self._filing["junior_review"] if event.closes < as_of]
        if not closed:
            return ()
        closes, round_ = closed[-1].closes, closed[-1].round
        return tuple(
            e
            for e in self.calendar
            if e.route == "junior_review" and e.round == round_ and closes < e.closes and as_of <= e.closes
        )

    def is_over(self, as_of: dt.date) -> bool:
        """Whether every way to apply has closed before ``as_of``."""
        return all(event.closes < as_of for event in self.calendar if event.files)
