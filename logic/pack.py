"""The policy pack: everything of a notice that changes from year to year.

A pack is one YAML file that a clerk can write: dates, norms, ladders, lists, specialties, titles and clauses, in
both languages. It is checked whole when it is loaded; every fault is named with its place in the file
(:class:`PackError`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from logic.facts import Education, Employment, ForeignPermit, iso_day
from logic.findings import Level
from logic.hours import Norms
from logic.language import Text, say
from logic.memory import Memory
from logic.pack_faults import encoding_fault, value_fault, yaml_fault

PACKS_DIR = Path(__file__).resolve().parent / "packs"

Confidence = Literal["A", "B", "C", "D"]
Committee = Literal["engineering", "agriculture"]
Approver = Literal["district", "city"]
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
    committee: Committee | None = None
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


class Series(_Part):
    """A series of specialties: which routes lie open to it, and which review ladder is its own."""

    name: Words
    routes: tuple[RouteName, ...] = Field(strict=False, min_length=1)
    ladder: Committee | None = None
    new: bool = False


class RecognitionStep(_Part):
    """What recognition asks of one diploma: full years of service in stages, and the level it leads to (2.3)."""

    level: Annotated[Level, Field(strict=False)]
    years: tuple[Annotated[int, Field(ge=1, le=30)], ...] = Field(default=(), strict=False)


class ReviewStep(_Part):
    """One way to a level in review. Nothing but the diploma asked: at once."""

    education: tuple[Annotated[Education, Field(strict=False)], ...] = Field(strict=False, min_length=1)
    service_years: Annotated[int, Field(ge=1, le=30)] | None = None
    assessment: bool = False
    technician_years: Annotated[int, Field(ge=1, le=30)] | None = None
    # Seen in one copy only (C): whoever comes up this way is told to have the years confirmed.
    unsure: bool = False

    @model_validator(mode="after")
    def _one_clock(self) -> ReviewStep:
        if self.service_years and self.technician_years:
            raise PydanticCustomError("pack_two_clocks", "only one of the two")
        return self


class ReviewLadder(_Part):
    """The levels that a committee's junior review can grant, each with the ways to it."""

    source: str
    technician: tuple[ReviewStep, ...] = Field(strict=False)
    assistant: tuple[ReviewStep, ...] = Field(strict=False)

    @property
    def unsure(self) -> bool:
        """Whether some way to a level has to be confirmed."""
        return any(step.unsure for step in (*self.technician, *self.assistant))

    def steps(self, level: Level) -> tuple[ReviewStep, ...]:
        """The ways to ``level``."""
        return self.technician if level is Level.TECHNICIAN else self.assistant


class Recognition(_Part):
    """Initial recognition (2.3)."""

    ladder: dict[Annotated[Education, Field(strict=False)], RecognitionStep]
    approvers: dict[Annotated[Level, Field(strict=False)], Approver]
    window: Span
    # Where the notice says that procedure and papers are found.
    papers: Words
    # Levels that the notice gives no date for: their window stays unknown.
    no_window_for: tuple[Annotated[Level, Field(strict=False)], ...] = Field(default=(), strict=False)
    # Series whose dates another department sets (4.6).
    no_window_for_series: tuple[str, ...] = Field(default=(), strict=False)


class Review(_Part):
    """The district's own junior review (2.1)."""

    window: Span
    ladders: dict[Committee, ReviewLadder]


class Scope(_Part):
    """Who is in scope (1.1 to 1.3)."""

    employment: dict[Annotated[Employment, Field(strict=False)], Literal["met", "confirm", "curable", "barring"]]
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


class Names(_Part):
    """What the district and the authorities around it are called within a sentence; in English without "the"."""

    province: Words
    district: Words
    place: Words  # with the city
    bureau: Words
    city_bureau: Words
    education_bureau: Words
    agriculture_bureau: Words


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
    equivalents: dict[Annotated[Education, Field(strict=False)], Annotated[Education, Field(strict=False)]]
    recognition: Recognition
    review: Review
    calendar: tuple[Event, ...] = Field(strict=False)
    hours: Hours
    series: dict[str, Series]
    groups: tuple[Group, ...] = Field(strict=False)
    titles: dict[Family, TitleNames]
    specialties: tuple[Specialty, ...] = Field(strict=False, min_length=1)
    search_notes: tuple[SearchNote, ...] = Field(default=(), strict=False)
    sources: dict[str, Source]
    clauses: dict[str, Clause]
    # What the published text lacks, a sentence each. Nothing is guessed in its place.
    gaps: tuple[Words, ...] = Field(default=(), strict=False)

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
        words = {name: getattr(self.names, name) for name in Names.model_fields}
        words |= {name: getattr(self.contact, name) for name in ("office", "platform", "address")}
        years = {"integrity_years": self.integrity_years}
        return {k: w.zh for k, w in words.items()} | years, {k: w.en for k, w in words.items()} | years

    def named(self, text: Text) -> Text:
        """``text`` with this district's names in their places: ``{district}``, ``{office}`` and the like."""
        zh, en = self._named
        return Text(text.zh.format_map(zh), text.en.format_map(en))

    def approver(self, approver: str) -> Text:
        """The bureau that grants a recognised title."""
        return (self.names.bureau if approver == "district" else self.names.city_bureau).text

    def diploma(self, education: Education) -> Education:
        """The diploma that ``education`` counts as (n90 for skilled-worker schools)."""
        return self.equivalents.get(education, education)

    def title(self, specialty: str, level: Level | None) -> Text | None:
        """The title's name, or None where none is known."""
        if level is None:
            return None
        words = self.titles[self.by_id[specialty].family].of(level)
        return words.text if words else None

    @property
    def year(self) -> int:
        """The year whose round the notice is about."""
        return self.covers.first.year

    def covers_day(self, day: dt.date) -> bool:
        """Whether the pack was written for ``day``."""
        return self.covers.first <= day <= self.covers.last

    def spans(self) -> tuple[Event, ...]:
        """The calendar as it goes: what is named by its last day only goes on since its route's filing began."""
        routes = {event.route for event in self.calendar}
        first = {route: min(e.opens for e in self.calendar if e.route == route) for route in routes}
        return tuple(
            event.model_copy(update={"opens": first[event.route]}) if event.ends_only else event
            for event in self.calendar
        )

    def afterwards(self, as_of: dt.date) -> tuple[Event, ...]:
        """What of a review's calendar is still to come once online filing has closed; nothing before."""
        closes = self.review.window.closes
        if as_of <= closes:
            return ()
        return tuple(e for e in self.calendar if e.route == "junior_review" and closes < e.closes and as_of <= e.closes)

    def is_over(self, as_of: dt.date) -> bool:
        """Whether every way to apply has closed before ``as_of``."""
        return max(self.recognition.window.closes, self.review.window.closes) < as_of


# --- loading and checking ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a pack: where (path and line, from 1) and what."""

    path: str
    line: int
    text: Text

    def told(self, file: str) -> str:
        """One line with its place, as editors and people read it."""
        return f"{file}:{self.line}: {self.path}: {self.text.zh} {self.text.en}"


class PackError(ValueError):
    """A pack that cannot be used, with every fault found."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        """Keep the faults; the message lists them line by line."""
        super().__init__("\n".join(fault.told(file) for fault in faults))
        self.file = file
        self.faults = faults

    @property
    def first(self) -> Text:
        """The first fault with its place, for a sentence that has room for one."""
        fault = self.faults[0]
        place = f"{self.file}:{fault.line}: {fault.path}: "
        return Text(place + fault.text.zh, place + fault.text.en)


class NoSuchPack(LookupError):
    """No pack has that id."""


class _Loader(yaml.CSafeLoader):
    """The safe loader, in C, that leaves dates to us: an impossible one would stop it without saying where."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _refuse_tricks(content: bytes) -> None:
    """No aliases and no depth that a pack has no use for: both can bring a YAML reader down."""
    depth = 0
    for event in yaml.parse(content, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise _trick("alias", event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise _trick("nested too deep", event)


def _trick(what: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    mark = event.start_mark
    place = yaml.Mark("", mark.index, mark.line, mark.column, None, 0) if mark else None
    return yaml.MarkedYAMLError(problem=what, problem_mark=place)


_DEEPEST = 30


Loc = tuple[str | int, ...]


class Lines:
    """The line of every place in a YAML document, and the keys written twice."""

    def __init__(self, node: yaml.Node | None) -> None:
        """Note the lines of all that ``node`` holds."""
        self.lines: dict[Loc, int] = {}
        self.values: dict[Loc, int] = {}
        self.twice: list[tuple[Loc, int]] = []
        if node is not None:
            self._walk(node, ())

    def _walk(self, node: yaml.Node, path: Loc) -> None:
        self.lines.setdefault(path, node.start_mark.line + 1)
        self.values[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                place = (*path, str(key.value))
                if place in self.lines:
                    self.twice.append((place, key.start_mark.line + 1))
                self.lines[place] = key.start_mark.line + 1
                self._walk(value, place)
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._walk(value, (*path, index))

    def line(self, loc: Loc, *, of_value: bool = False) -> int:
        """The line of ``loc``, or of the nearest place around it; of its key, unless the value is asked for."""
        if of_value and loc in self.values:
            return self.values[loc]
        while loc not in self.lines and loc:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


def path_of(loc: Loc) -> str:
    """``loc`` as a clerk reads it: ``hours.general``."""
    return ".".join(str(part) for part in loc if part != "[key]") or "(file)"


def parse(content: bytes, file: str) -> Pack:
    """The pack in ``content``; ``file`` names it in faults. Raises :class:`PackError`."""
    return parse_with_lines(content, file)[0]


def parse_with_lines(content: bytes, file: str) -> tuple[Pack, Lines]:
    """As :func:`parse`, and the line of every place in the file."""
    unreadable = encoding_fault(content)
    if unreadable is None:
        try:
            _refuse_tricks(content)
            node = yaml.compose(content, Loader=_Loader)
            data = yaml.load(content, Loader=_Loader)
        except (yaml.YAMLError, ValueError, LookupError) as error:
            unreadable = yaml_fault(content, error)
    if unreadable is not None:
        raise PackError(file, [Fault("(file)", *unreadable)])
    lines = Lines(node)
    faults = [Fault(path_of(loc), line, say("这个键写了两次。请只留一个。")) for loc, line in lines.twice]
    if not isinstance(data, dict):
        raise PackError(file, [Fault("(file)", 1, say("政策包须是“键: 值”的结构。"))])
    data["sha256"] = hashlib.sha256(content).hexdigest()
    try:
        pack = Pack.model_validate(data)
    except ValidationError as error:
        faults += [_value_fault(found, lines) for found in error.errors(include_url=False)]
        raise PackError(file, sorted(faults, key=lambda f: f.line)) from None
    faults += [Fault(path_of(loc), lines.line(loc), text) for loc, text in _cross_checks(pack)]
    if faults:
        raise PackError(file, sorted(faults, key=lambda f: f.line))
    return pack, lines


def _value_fault(found: ErrorDetails, lines: Lines) -> Fault:
    loc, given = found["loc"], found["input"]
    # Text where keys were expected is mended where the text stands.
    line = lines.line(loc, of_value=isinstance(given, str) and found["type"] in ("model_type", "dict_type"))
    text = value_fault(found["type"], given, found.get("ctx", {}), str(loc[-1]) if loc else "")
    return Fault(path_of(loc), line, text)


def _cross_checks(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    """What one part of the pack says of another."""
    seen: set[str] = set()
    for i, specialty in enumerate(pack.specialties):
        if specialty.id in seen:
            yield ("specialties", i, "id"), say("代码 {id} 写了两次。", id=specialty.id)
        seen.add(specialty.id)
        series = pack.series.get(specialty.series)
        if series is None:
            yield ("specialties", i, "series"), say("没有系列 {id}。", id=specialty.series)
        elif specialty.committee != series.ladder:
            yield ("specialties", i, "committee"), say("评审委员会与所属系列的评审委员会不一致。")
        if specialty.family not in pack.titles:
            yield ("specialties", i, "family"), say("titles 里没有 {id}。", id=specialty.family)
        if specialty.basis not in pack.clauses and specialty.basis not in tuple(Basis):
            yield ("specialties", i, "basis"), say("没有条款 {id}。", id=specialty.basis)
    shelved = [name for group in pack.groups for name in group.series]
    for name, series in pack.series.items():
        if shelved.count(name) != 1:
            yield ("series", name), say("每个系列须恰好归入 groups 的一组。")
        if "junior_review" in series.routes and series.ladder not in pack.review.ladders:
            yield ("series", name, "ladder"), say("有初级评审的系列须写明评审阶梯。")
    for i, group in enumerate(pack.groups):
        for name in group.series:
            if name not in pack.series:
                yield ("groups", i, "series"), say("没有系列 {id}。", id=name)
    for id_, clause in pack.clauses.items():
        if clause.source not in pack.sources:
            yield ("clauses", id_, "source"), say("sources 里没有 {id}。", id=clause.source)
    for i, event in enumerate(pack.calendar):
        if event.clause not in pack.clauses:
            yield ("calendar", i, "clause"), say("没有条款 {id}。", id=event.clause)
    for name, ladder in pack.review.ladders.items():
        if ladder.source not in pack.clauses:
            yield ("review", "ladders", name, "source"), say("没有条款 {id}。", id=ladder.source)
    for step in pack.recognition.ladder.values():
        if step.level not in pack.recognition.approvers:
            yield ("recognition", "approvers"), say("没有写明 {level} 由谁审批。", level=step.level.value)
    yield from _check_meaning(pack)
    if pack.covers.last < pack.covers.first:
        yield ("covers", "last"), say("结束日期早于开始日期。")
    needed = set(CITED) - set(pack.clauses)
    for id_ in sorted(needed):
        yield ("clauses",), say("缺少条款 {id}：程序要引用它。", id=id_)


def _check_meaning(pack: Pack) -> Iterator[tuple[Loc, Text]]:
    """What would be read without complaint and then tell people something wrong."""
    for name, series in pack.series.items():
        if len(set(series.routes)) != len(series.routes) or not set(series.routes) <= _SERIES_ROUTES:
            yield ("series", name, "routes"), say("途径重复，或不是系列可用的途径。")
        elif set(series.routes) == {"initial_recognition"}:
            yield ("series", name, "routes"), say("只有初次认定不够：已有职称的人也要有途径。")
        elif "initial_recognition" in series.routes[1:]:
            yield ("series", name, "routes"), say("初次认定要写在最前面。")
        if series.ladder is not None and "junior_review" not in series.routes:
            yield ("series", name, "ladder"), say("没有初级评审的系列不写评审阶梯。")
    ladder = pack.recognition.ladder
    for diploma in _DIPLOMAS:
        if diploma not in ladder:
            yield ("recognition", "ladder"), say("没有写 {diploma}：认定阶梯要写全。", diploma=diploma.value)
    for diploma, step in ladder.items():
        if sum(step.years) > _MOST_YEARS:
            yield ("recognition", "ladder", diploma.value), say("年限超过 {n} 年，请检查。", n=_MOST_YEARS)
    for skilled, diploma in pack.equivalents.items():
        if not skilled.value.startswith("skilled_") or diploma not in ladder:
            yield ("equivalents", skilled.value), say("只能把技工院校的学历对应到认定阶梯里的学历。")
    if ForeignPermit.NONE in pack.scope.foreign_permits:
        yield ("scope", "foreign_permits"), say("“都没有”不能算证件。")
    ids = [event.id for event in pack.calendar]
    for wanted in _CALENDAR:
        if ids.count(wanted) != 1:
            yield ("calendar",), say("calendar 里须恰好有一个 {id}。", id=wanted)
    windows = {"recognition_papers": pack.recognition.window, "review_online": pack.review.window}
    for i, event in enumerate(pack.calendar):
        span = windows.get(event.id)
        if span is not None and (span.opens, span.closes) != (event.opens, event.closes):
            yield ("calendar", i), say("{id} 的日期与申报时间不一致。", id=event.id)
        if not (pack.covers.first <= event.opens and event.closes <= pack.covers.last):
            yield ("calendar", i), say("日期不在 covers 之内。")
    searched: dict[str, tuple[Specialty | SearchNote, ...]] = {
        "specialties": pack.specialties,
        "search_notes": pack.search_notes,
    }
    for key, entries in searched.items():
        for i, entry in enumerate(entries):
            if not all(word.strip() for word in (*entry.words, *entry.words_en)):
                yield (key, i, "words"), say("搜索词不能为空。")
    for place, url in (("url", pack.url), ("contact", pack.contact.platform_url)):
        if not url.startswith(("https://", "http://")):
            yield (place,), say("网址须以 https:// 或 http:// 开头。")


# These two follow from the person, not from the series.
_SERIES_ROUTES = frozenset(get_args(RouteName)) - {"higher_review", "undetermined"}
_DIPLOMAS = (
    *(Education.SECONDARY, Education.COLLEGE, Education.BACHELOR, Education.SECOND_BACHELOR),
    *(Education.MASTER, Education.DOCTOR),
)
_MOST_YEARS = 30
# The steps of filing that the advice words by themselves.
_CALENDAR = ("recognition_papers", "review_online", "review_papers")


# The clauses that criteria, advice and pages cite; a pack must tell each of them. A test compares this with the code.
CITED = (
    *("1.1", "1.2", "1.3", "1.4", "2.1", "2.3", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6"),
    *("4.1", "4.3", "4.4", "4.5", "4.6", "n40", "n77", "n90", "p44"),
)


@cache
def load(pack_id: str) -> Pack:
    """The pack with this id from the packs that ship with the program. Raises NoSuchPack or PackError."""
    path = PACKS_DIR / f"{pack_id}.yaml"
    if pack_id not in pack_ids():
        raise NoSuchPack(pack_id)
    pack = parse(path.read_bytes(), path.name)
    if pack.id != pack_id:
        raise PackError(path.name, [Fault("id", 1, say("id 须与文件名一致：{id}。", id=pack_id))])
    return pack


@cache
def pack_ids() -> tuple[str, ...]:
    """The ids of all packs, in the order of their names; looked up once, so a new file counts after a restart."""
    return tuple(sorted(path.stem for path in PACKS_DIR.glob("*.yaml")))


@lru_cache(maxsize=64)
def pack_for(day: dt.date) -> Pack:
    """The official pack that covers ``day``, else the newest; the assessment then carries a warning.

    The newest is the one issued last. Where a clerk forgot to change that date, it is the one for the later days.
    """
    packs: list[Pack] = []
    broken: PackError | OSError | None = None
    for pack_id in pack_ids():
        # A file somebody is still writing must not stop everyone else.
        try:
            packs.append(load(pack_id))
        except (PackError, OSError) as error:
            broken = error
    if not packs and broken is not None:
        raise broken
    usable = in_use(packs)
    covering = [pack for pack in usable if pack.covers_day(day)]
    return max(covering or usable, key=lambda pack: (pack.issued, pack.covers.first, pack.covers.last, pack.id))


def in_use(packs: list[Pack]) -> list[Pack]:
    """Those of ``packs`` that rule: the official ones; without any, all of them."""
    return [pack for pack in packs if pack.status == "official"] or packs
