"""What a whole unit comes to: counts, what stands in the way, hours, posts, duplicates, and what has changed.

Everything is counted from rows that are assessed already (:class:`~logic.roster.model.Row`); nothing is judged a
second time. Rows are taken one by one and only what is shown of them is kept. A row without facts and faults is an
empty line and does not count.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import Any, Literal

from pypinyin import Style, lazy_pinyin

from logic.assess import outside
from logic.facts import TitleLevel
from logic.findings import HoursResult, HoursVerdict, Verdict
from logic.hours import SUBJECTS, Subject, YearTenths
from logic.labels import CRITERION_NAMES, ROUTE_NAMES
from logic.language import Text, say, say_n
from logic.pack import FILING, Event, Pack, Span
from logic.roster.columns import Column, Kind, department_place
from logic.roster.file.cell import written
from logic.roster.model import KIND_CELLS, KIND_NAMES, KINDS, Outcome, Row
from logic.roster.remarks import is_rounded
from logic.roster.tally import Counts

# How far ahead people are counted who only have to wait.
MONTHS_AHEAD = 24

# Verdicts, the best first.
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_VERDICT_WORDS = {word: kind for kind, name in KIND_NAMES.items() for word in (KIND_CELLS[kind], name.zh, name.en)}
_CRITERION_RANK = {criterion: rank for rank, criterion in enumerate(CRITERION_NAMES)}


# --- whom a row is about -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a row is about. ``row`` counts as the spreadsheet does; what the file does not say is empty."""

    row: int
    name: str = ""
    department: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the columns stand that say who somebody is, from 0; None where the file has none."""

    name: int | None = None
    department: int | None = None
    staff_number: int | None = None
    id_number: int | None = None
    born: int | None = None

    def person(self, row: Row) -> Person:
        """Whom ``row`` is about."""
        name, department, number = (self.text(row, p) for p in (self.name, self.department, self.staff_number))
        return Person(row.number, name, department, number)

    @staticmethod
    def text(row: Row, place: int | None) -> str:
        """One cell as text; empty where there is none."""
        return written(row.cells[place]) if place is not None and place < len(row.cells) else ""


_BORN = re.compile(r"^(出生(年月日?|日期|时间)|生日|birth ?(date|day)?|date of birth)$", re.IGNORECASE)


def person_places(columns: Sequence[Column]) -> Places:
    """Where ``columns`` say who somebody is; of two with the same meaning the first counts."""
    found: dict[str, int] = {}
    for column in columns:
        if column.kind is Kind.PERSON:
            found.setdefault(column.field, column.place)
        elif _BORN.match(column.heading.strip()):
            found.setdefault("born", column.place)
    return Places(
        name=found.get("name"),
        department=department_place(columns),
        staff_number=found.get("staff_number"),
        id_number=found.get("id_number"),
        born=found.get("born"),
    )


@lru_cache(maxsize=65_536)
def in_order(text: str) -> str:
    """What a name is sorted by: its pinyin, as in a Chinese directory."""
    return " ".join(lazy_pinyin(text, style=Style.TONE3)).casefold()


def by_person(person: Person) -> tuple[str, str, int]:
    """What people are sorted by: department, then name."""
    return in_order(person.department), in_order(person.name), person.row


# --- what is counted -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Department:
    """One department's people by kind (``KINDS``)."""

    name: str
    verdicts: Mapping[str, int]

    @property
    def people(self) -> int:
        """All of them."""
        return sum(self.verdicts.values())


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One criterion that is the first to stand in people's way or to be open (主要障碍), each person counted once.

    ``alone``: nothing else is in the way of so many. ``unknown``: of so many only what they are has not been told.
    """

    criterion: str
    people: int
    alone: int
    unknown: int = 0


Bearing = Literal["stops", "asked", "unsaid"]


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Hours somebody still needs in one subject (3.3).

    ``short`` of ``required`` over so many ``years``. ``bearing``: the recommended route stops at it; it tests hours but
    must be asked how, for there is no title yet or none is known; or the notice does not say whether it tests them.
    ``by`` is, for the first, the last day of the route's window, None where that is over or not known.
    """

    person: Person
    subject: Subject
    short: float
    required: float
    years: int
    bearing: Bearing
    by: dt.date | None

    @property
    def in_the_way(self) -> bool:
        """Whether the recommended route stops at it."""
        return self.bearing == "stops"


@dataclass(frozen=True, slots=True)
class Month:
    """People whom time alone makes ready: ``new`` in the month that begins on ``first``, ``total`` until its end."""

    first: dt.date
    new: int
    total: int


@dataclass(frozen=True, slots=True)
class Coming:
    """Who only has to wait: month by month until two years from the day asked about, and the ``later`` ones.

    ``ready`` are eligible on the day itself. ``people`` are those within the two years, by their day.
    """

    ready: int
    months: tuple[Month, ...]
    later: int
    people: tuple[tuple[dt.date, Person], ...]


Mark = Literal["id_number", "staff_number", "name_and_birth", "name"]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Rows that seem to be the same person (4.1: one application a year), and what they share.

    ``mark`` = ``name`` is a possibility only: people share names.
    """

    mark: Mark
    people: tuple[Person, ...]

    @property
    def possibly(self) -> bool:
        """Whether it may as well be two people."""
        return self.mark == "name"

    @property
    def one_name(self) -> bool:
        """Whether all of them are called the same."""
        return len({_mark(person.name) for person in self.people}) == 1


@dataclass(frozen=True, slots=True)
class Change:
    """One person whose verdict is another than in the file's old column."""

    person: Person
    before: str
    after: str

    @property
    def better(self) -> bool:
        """Whether it is a better answer than before."""
        return _RANK[self.after] < _RANK[self.before]


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since last time: so many were ``compared``; ``came``: who had no verdict then.

    ``left``: who had one and is not there any more, as far as the last result was handed in beside the unit's file.
    """

    compared: int
    came: tuple[Person, ...]
    changed: tuple[Change, ...]
    left: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """A unit at a glance. ``changes`` is None where the file has no old verdicts.

    ``ready`` are the eligible by route, where the notice dates it for them; ``undated`` those who are eligible or have
    something left to ask, on ways without a date.
    """

    people: int
    faulty: int
    verdicts: Mapping[str, int]
    departments: tuple[Department, ...]
    obstacles: tuple[Obstacle, ...]
    shortfalls: tuple[Shortfall, ...]
    coming: Coming
    duplicates: tuple[Duplicate, ...]
    changes: Changes | None
    ready: Mapping[str, int]
    undated: int
    # Those of whom somebody else decides, by the route.
    elsewhere: Mapping[str, tuple[Person, ...]]


def overview(rows: Iterable[Row], places: Places, as_of: dt.date, before: Iterable[Any] | None = None) -> Overview:
    """``rows`` at a glance; ``before`` are the cells of the old 结论 column, a row each, where the file has one."""
    tally = Tally(places, as_of, compares=before is not None)
    for row, old in zip(rows, before if before is not None else repeat(None), strict=False):
        tally.add(row, old)
    return tally.overview()


class Tally:
    """Counts rows one by one; :meth:`overview` may be asked for at any time."""

    def __init__(self, places: Places, as_of: dt.date, *, compares: bool = False) -> None:
        """``compares``: the rows come with the old verdict."""
        self._places, self._as_of, self._compares = places, as_of, compares
        self._counts = Counts()
        self._elsewhere: dict[str, list[Person]] = {}
        self._shortfalls: list[Shortfall] = []
        self._waiting: list[tuple[dt.date, Person]] = []
        self._twins = _Twins()
        self._compared = 0
        self._came: list[Person] = []
        self._changed: list[Change] = []
        self._ready: Counter[str] = Counter()
        self._undated = 0

    def add(self, row: Row, before: Any = None) -> None:
        """Count ``row``; ``before`` is the cell of its old verdict."""
        if row.outcome is None:
            return
        person, found = self._places.person(row), row.outcome
        self._counts.count(found.kind, found.obstacles, person.department, faulty=bool(row.faults))
        self._add_outcome(row, found, person)
        self._twins.add(row, person, self._places)
        if self._compares:
            self._compare(person, before, found.kind)

    def _add_outcome(self, row: Row, found: Outcome, person: Person) -> None:
        if found.elsewhere:
            self._elsewhere.setdefault(found.route, []).append(person)
            return
        if found.possible_from is not None:
            self._waiting.append((found.possible_from, person))
        if found.window is None:
            self._undated += found.verdict in (Verdict.ELIGIBLE, Verdict.CONFIRM)
        elif found.verdict is Verdict.ELIGIBLE:
            self._ready[found.route] += 1
        # To whoever is barred, more hours are of no use.
        if found.hours is None or found.verdict is Verdict.INELIGIBLE:
            return
        bearing: Bearing = "unsaid"
        if "continuing_education" in found.obstacles:
            untitled = row.applicant is None or row.applicant.title_level in (None, TitleLevel.NONE)
            bearing = "asked" if untitled else "stops"
        closes = found.window.closes if found.window and found.window.status != "closed" else None
        for subject in SUBJECTS:
            hours = getattr(found.hours, subject)
            if hours.verdict is HoursVerdict.INSUFFICIENT:
                by = closes if bearing == "stops" else None
                short = Shortfall(person, subject, hours.shortfall, hours.required, found.hours.years, bearing, by)
                self._shortfalls.append(short)

    def _compare(self, person: Person, before: Any, after: str) -> None:
        old = old_verdict(before)
        if old is None:
            self._came.append(person)
            return
        self._compared += 1
        if old != after:
            self._changed.append(Change(person, old, after))

    def overview(self) -> Overview:
        """What has been counted so far."""
        told = self._counts
        return Overview(
            people=told.rows,
            faulty=told.faulty,
            verdicts={kind: told.verdicts[kind] for kind in KINDS},
            departments=tuple(
                Department(name, {kind: theirs[kind] for kind in KINDS}) for name, theirs in told.departments.items()
            ),
            obstacles=tuple(
                Obstacle(criterion, count, told.alone[criterion], told.unknown[criterion])
                for criterion, count in sorted(told.obstacles.items(), key=lambda o: (-o[1], _CRITERION_RANK[o[0]]))
            ),
            shortfalls=tuple(sorted(self._shortfalls, key=lambda s: by_person(s.person))),
            coming=self._coming(told.verdicts[Verdict.ELIGIBLE]),
            duplicates=self._twins.found(),
            changes=Changes(self._compared, tuple(self._came), tuple(self._changed)) if self._compares else None,
            ready=dict(self._ready),
            undated=self._undated,
            elsewhere={route: tuple(sorted(who, key=by_person)) for route, who in self._elsewhere.items()},
        )

    def _coming(self, ready: int) -> Coming:
        end = months_after(self._as_of, MONTHS_AHEAD)
        people = sorted((w for w in self._waiting if w[0] <= end), key=lambda w: (w[0], by_person(w[1])))
        news = Counter(day.replace(day=1) for day, _ in people)
        months, total = [], 0
        for ahead in range(MONTHS_AHEAD + 1):
            first = months_after(self._as_of.replace(day=1), ahead)
            total += news[first]
            months.append(Month(first, news[first], total))
        return Coming(ready, tuple(months), len(self._waiting) - len(people), tuple(people))


def months_after(day: dt.date, months: int) -> dt.date:
    """``day`` so many calendar months on; where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(following - dt.timedelta(days=1), dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1))


def old_verdict(cell: Any) -> str | None:
    """The kind (``KINDS``) that an old 结论 cell names; None for an empty one, or for words that are not ours."""
    return _VERDICT_WORDS.get(written(cell))


# --- the notice's dates ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """How the notice's dates stand on a day, for a whole unit; ``warn`` where the counts must not be read without."""

    title: Text
    lines: tuple[Text, ...]
    warn: bool


def standing(found: Overview, pack: Pack, as_of: dt.date) -> Standing:
    """What the dates of ``pack`` mean for the people in ``found`` on ``as_of``."""
    windows = {route: pack.window(route, as_of) for route in FILING}
    spans = {route: span for route, span in windows.items() if span is not None}
    states = {span.status(as_of) for span in spans.values()}
    lines = [] if pack.covers_day(as_of) else [outside(pack, as_of)]
    lines += [_window(route, found.ready.get(route, 0), span, as_of) for route, span in spans.items()]
    lines += [_dated(event) for event in pack.afterwards(as_of)]
    if found.undated:
        lines.append(say_n("有 {n} 人走的途径，这份通知没有写申报时间，请先问清。", found.undated))
    if states == {"closed"}:
        title = say("这一次的申报已经截止")
        lines.append(say("下面的人数只说谁符合条件，不等于现在还能报。时间要看新的通知。"))
    elif states == {"upcoming"}:
        title = say("还没有开始申报")
        lines.append(say("下面的人数只说谁符合条件，不等于现在就能报。"))
    elif states == {"open"}:
        title = say("正在申报期内")
        lines.append(say("最终以审核结果为准。"))
    else:
        title = say("各条途径的申报时间不一样")
        lines.append(say("下面的人数只说谁符合条件；现在能不能报，看这条途径的时间。"))
    if not pack.covers_day(as_of) and states != {"closed"}:
        title = say("注意日期")
    return Standing(title, tuple(lines), warn=states != {"open"} or not pack.covers_day(as_of))


def _window(route: str, ready: int, span: Span, as_of: dt.date) -> Text:
    name = say_n("{route}（符合条件 {n} 人）", ready, route=ROUTE_NAMES[route])
    match span.status(as_of):
        case "upcoming":
            until = (span.opens - as_of).days
            return say_n(
                "{name}：{opens}开始申报，还有 {n} 天；{closes}截止。",
                until,
                name=name,
                opens=span.opens,
                closes=span.closes,
            )
        case "open" if span.closes == as_of:
            return say("{name}：这一天是申报的最后一天。", name=name)
        case "open":
            left = (span.closes - as_of).days
            return say_n("{name}：申报到 {closes}截止，还有 {n} 天。", left, name=name, closes=span.closes)
        case _:
            return say("{name}：已在 {closes}截止。", name=name, closes=span.closes)


def _dated(event: Event) -> Text:
    if event.ends_only:
        return say("申报以后：{what}，到 {day}为止。", what=event.what.text, day=event.closes)
    return say("申报以后：{what}，{opens}至 {closes}。", what=event.what.text, opens=event.opens, closes=event.closes)


# --- the same person twice (4.1) -----------------------------------------------------------------------------


def _mark(text: str) -> str:
    """A number or name without what may vary: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


@dataclass(slots=True)
class _Twins:
    """People by what tells them apart. Numbers are kept for comparing only, and never shown."""

    _groups: dict[tuple[Mark, str], list[tuple[Person, str, str]]] = field(default_factory=dict)

    def add(self, row: Row, person: Person, places: Places) -> None:
        id_number, born = _mark(places.text(row, places.id_number)), _mark(places.text(row, places.born))
        number, name = _mark(person.number), _mark(person.name)
        known: list[tuple[Mark, str]] = []
        if id_number and not is_rounded(places.text(row, places.id_number)):
            known.append(("id_number", id_number))
        if number:
            known.append(("staff_number", number))
        if name:
            known.append(("name", name))
            if born:
                known.append(("name_and_birth", f"{name} {born}"))
        for key in known:
            self._groups.setdefault(key, []).append((person, id_number, number))

    def found(self) -> tuple[Duplicate, ...]:
        """The surest first; rows that share several marks are told once, by the surest."""
        told: set[frozenset[int]] = set()
        twins = []
        marks: tuple[Mark, ...] = ("id_number", "staff_number", "name_and_birth", "name")
        for mark in marks:
            for (kind, _), group in self._groups.items():
                rows = frozenset(person.row for person, _, _ in group)
                if kind == mark and len(group) > 1 and not any(rows <= one for one in told):
                    if _told_apart(mark, group):
                        continue
                    told.add(rows)
                    twins.append(Duplicate(mark, tuple(person for person, _, _ in group)))
        return tuple(twins)


def _told_apart(mark: Mark, group: list[tuple[Person, str, str]]) -> bool:
    """Whether each has a number of their own, so that a shared name says nothing."""
    if mark in ("id_number", "staff_number"):
        return False
    ids, numbers = [one[1] for one in group], [one[2] for one in group]
    by_id = all(ids) and len(set(ids)) == len(ids)
    return by_id or (mark == "name" and all(numbers) and len(set(numbers)) == len(numbers))


# --- hours of everybody --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonHours:
    """One person's credited hours by year, in tenths, and what they come to."""

    person: Person
    years: tuple[YearTenths, ...]
    result: HoursResult


def hours_of(rows: Iterable[Row], places: Places) -> tuple[PersonHours, ...]:
    """The hours of everyone of whom any are known, by department and name."""
    found = [
        PersonHours(places.person(row), row.applicant.hours or (), row.outcome.hours)
        for row in rows
        if row.applicant is not None and row.applicant.hours and row.outcome is not None and row.outcome.hours
    ]
    return tuple(sorted(found, key=lambda one: by_person(one.person)))
