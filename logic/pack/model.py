"""The policy pack: everything of a notice that changes from year to year.

A pack is one YAML file that a clerk can write: dates, norms, ladders, lists, specialties, titles and clauses, in
both languages.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, PrivateAttr

from logic.facts import Education
from logic.findings import Level
from logic.memory import Memory
from logic.pack.catalogue import Group, OtherRoute, SearchNote, Series, Specialty, TitleNames
from logic.pack.faults import Loc
from logic.pack.matters import Matter
from logic.pack.parts import (
    FILING,
    Clause,
    Day,
    Event,
    Family,
    OtherRouteName,
    Part,
    RouteName,
    Source,
    Statement,
    Words,
)
from logic.pack.questions import FrequentQuestion
from logic.pack.rules import (
    BeyondLadder,
    Hours,
    HoursRegistered,
    LeftOpen,
    MayBeLeftOut,
    Recognition,
    Review,
    Scope,
    Settled,
)
from logic.words.language import Text


class Paper(Part):
    """One thing of the file to bring, and the clause that names it or the condition that it shows.

    ``ask``: no source says whether, or in which form, it is wanted. ``when``: only for people with these answers.
    """

    what: Words
    clause: str
    ask: bool = False
    when: dict[str, Annotated[tuple[str, ...], Field(strict=False)]] = Field(default_factory=dict)


class Contact(Part):
    """Whom to ask, and where papers go."""

    office: Words
    bureau: Words
    address: Words
    platform: Words
    # None where there is none.
    platform_url: str | None = None
    phone: tuple[str, ...] = Field(default=(), strict=False)


class Names(Part):
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


class Covers(Part):
    """The days this pack was written for."""

    first: Day
    last: Day


class Pack(Part):
    """A whole notice, as the rules read it."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    # Whose notice it is: packs compete only within one region, year after year.
    region: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: Words
    document: Words
    status: Literal["official", "draft", "superseded"]
    issued: Day
    # Where it stands on the web; None where it is on paper only.
    url: str | None = None
    covers: Covers
    publicity_days: int = Field(ge=1)
    integrity_years: int = Field(ge=1)
    contact: Contact
    names: Names
    scope: Scope
    # Criteria that this notice does not have.
    not_asked: tuple[MayBeLeftOut, ...] = Field(default=(), strict=False)
    # What this notice says of things that the first one leaves open.
    settled: dict[LeftOpen, Settled] = Field(default_factory=dict)
    equivalents: dict[Annotated[Education, Field(strict=False)], Annotated[Education, Field(strict=False)]]
    # Left out where the notice has none.
    recognition: Recognition | None = None
    review: Review
    calendar: tuple[Event, ...] = Field(strict=False)
    hours: Hours
    hours_registered: HoursRegistered
    # Rules known to have come after the notice: what is said of them, and what to ask (问X：“…”).
    hours_later: Statement | None = None
    series: dict[str, Series]
    ways: dict[OtherRouteName, OtherRoute] = Field(default_factory=dict)
    groups: tuple[Group, ...] = Field(strict=False)
    titles: dict[Family, TitleNames]
    specialties: tuple[Specialty, ...] = Field(strict=False, min_length=1)
    search_notes: tuple[SearchNote, ...] = Field(default=(), strict=False)
    sources: dict[str, Source]
    clauses: dict[str, Clause]
    # Questions people really ask, the most frequent first.
    questions: tuple[FrequentQuestion, ...] = Field(default=(), strict=False)
    # What else stands in it, beside the verdict.
    matters: tuple[Matter, ...] = Field(default=(), strict=False)
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

    def other_route(self, route: str) -> OtherRoute | None:
        """What is said of a route that others run; None for every other."""
        return self._ways.get(route)

    @cached_property
    def _ways(self) -> dict[str, OtherRoute]:
        return {str(name): way for name, way in self.ways.items()}

    @cached_property
    def matter(self) -> dict[str, Matter]:
        """What else stands in the notice, by id."""
        return {matter.id: matter for matter in self.matters}

    def papers(self, route: str) -> tuple[Paper, ...]:
        """The file to bring by ``route``; empty where the pack lists none."""
        return next((papers for name, papers in self.files.items() if name == route), ())

    def is_notice(self, source: str) -> bool:
        """Whether a source is the notice itself: it is called so, or has its address."""
        return source == "notice" or (self.url is not None and self.sources[source].url == self.url)

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
        """The days of filing, now or later under this notice, for one who meets all conditions from ``day`` on."""
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


class ByHash:
    """A pack as the key under which something about it is kept: comparing all of two packs takes longer."""

    __slots__ = ("pack",)

    def __init__(self, pack: Pack) -> None:
        """For ``pack``."""
        self.pack = pack

    def __hash__(self) -> int:
        """That of its file's."""
        return hash(self.pack.sha256)

    def __eq__(self, other: object) -> bool:
        """Whether both were read from the same bytes."""
        return isinstance(other, ByHash) and other.pack.sha256 == self.pack.sha256
