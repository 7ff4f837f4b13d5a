"""What a whole unit comes to: counts, what stands in the way, hours, posts, duplicates, and what has changed.

Everything is counted from rows that are assessed already (:class:`~logic.roster.model.Row`); nothing is judged a
second time. A row without facts and faults is an empty line and does not count.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat, starmap
from typing import Any, Literal

from logic.facts import TitleLevel
from logic.findings import HoursResult, HoursVerdict, Verdict
from logic.hours import SUBJECTS, Subject, YearTenths
from logic.labels import CRITERION_NAMES
from logic.roster.duplicates import Duplicate, duplicates
from logic.roster.file.cell import one_line
from logic.roster.model import KIND_CELLS, KIND_NAMES, KINDS, Outcome, Row
from logic.roster.person import Person, Places, by_person
from logic.roster.tally import Counts

# How far ahead people are counted who only have to wait.
MONTHS_AHEAD = 24

_VERDICT_WORDS = {word: kind for kind, name in KIND_NAMES.items() for word in (KIND_CELLS[kind], name.zh, name.en)}
_CRITERION_RANK = {criterion: rank for rank, criterion in enumerate(CRITERION_NAMES)}


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

    ``alone``: nothing else is in the way of so many. ``unknown``: of so many the fact itself is not known.
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


@dataclass(frozen=True, slots=True)
class Change:
    """One person whose verdict is another than in the file's old column."""

    person: Person
    before: str
    after: str


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
    pairs = zip(rows, repeat(None) if before is None else before, strict=False)
    everybody = [(row, row.outcome, places.person(row), old) for row, old in pairs if row.outcome is not None]
    counts = Counts()
    elsewhere: dict[str, list[Person]] = {}
    for row, found, person, _ in everybody:
        counts.count(found.kind, found.obstacles, person.department, faulty=bool(row.faults))
        if found.elsewhere:
            elsewhere.setdefault(found.route, []).append(person)
    ours = [(row, found, person) for row, found, person, _ in everybody if not found.elsewhere]
    open_ = (Verdict.ELIGIBLE, Verdict.CONFIRM)
    return Overview(
        people=counts.rows,
        faulty=counts.faulty,
        verdicts={kind: counts.verdicts[kind] for kind in KINDS},
        departments=tuple(
            Department(name, {kind: theirs[kind] for kind in KINDS}) for name, theirs in counts.departments.items()
        ),
        obstacles=tuple(
            Obstacle(criterion, count, counts.alone[criterion], counts.unknown[criterion])
            for criterion, count in sorted(counts.obstacles.items(), key=lambda o: (-o[1], _CRITERION_RANK[o[0]]))
        ),
        shortfalls=tuple(sorted(chain.from_iterable(starmap(_shortfalls, ours)), key=lambda s: by_person(s.person))),
        coming=_coming(
            counts.verdicts[Verdict.ELIGIBLE],
            [(found.possible_from, person) for _, found, person in ours if found.possible_from is not None],
            as_of,
        ),
        duplicates=duplicates(((row, person) for row, _, person, _ in everybody), places),
        changes=None if before is None else _changes((found, person, old) for _, found, person, old in everybody),
        ready=Counter(f.route for _, f, _ in ours if f.window is not None and f.verdict is Verdict.ELIGIBLE),
        undated=sum(found.window is None and found.verdict in open_ for _, found, _ in ours),
        elsewhere={route: tuple(sorted(who, key=by_person)) for route, who in elsewhere.items()},
    )


def _shortfalls(row: Row, found: Outcome, person: Person) -> Iterator[Shortfall]:
    # More hours are of no use to a colleague who is barred.
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
            yield Shortfall(person, subject, hours.shortfall, hours.required, found.hours.years, bearing, by)


def _changes(those: Iterable[tuple[Outcome, Person, Any]]) -> Changes:
    came, compared = [], []
    for found, person, cell in those:
        if (old := old_verdict(cell)) is None:
            came.append(person)
        else:
            compared.append(Change(person, old, found.kind))
    return Changes(len(compared), tuple(came), tuple(one for one in compared if one.before != one.after))


def _coming(ready: int, waiting: Sequence[tuple[dt.date, Person]], as_of: dt.date) -> Coming:
    end = months_after(as_of, MONTHS_AHEAD)
    people = sorted((w for w in waiting if w[0] <= end), key=lambda w: (w[0], by_person(w[1])))
    news = Counter(day.replace(day=1) for day, _ in people)
    firsts = [months_after(as_of.replace(day=1), ahead) for ahead in range(MONTHS_AHEAD + 1)]
    totals = accumulate(news[first] for first in firsts)
    months = tuple(Month(first, news[first], total) for first, total in zip(firsts, totals, strict=True))
    return Coming(ready, months, len(waiting) - len(people), tuple(people))


def months_after(day: dt.date, months: int) -> dt.date:
    """``day`` so many calendar months on; where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(following - dt.timedelta(days=1), dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1))


def old_verdict(cell: Any) -> str | None:
    """The kind (``KINDS``) that an old 结论 cell names; None for an empty one, or for words that are not ours."""
    return _VERDICT_WORDS.get(one_line(cell))


@dataclass(frozen=True, slots=True)
class PersonHours:
    """One person's credited hours by year, in tenths, and what they come to."""

    person: Person
    years: tuple[YearTenths, ...]
    result: HoursResult


def hours_by_person(rows: Iterable[Row], places: Places) -> tuple[PersonHours, ...]:
    """The hours of everyone of whom any are known, by department and name."""
    found = [
        PersonHours(places.person(row), row.applicant.hours or (), row.outcome.hours)
        for row in rows
        if row.applicant is not None and row.applicant.hours and row.outcome is not None and row.outcome.hours
    ]
    return tuple(sorted(found, key=lambda one: by_person(one.person)))
