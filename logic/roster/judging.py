"""Many people judged at once: each criterion is asked once for every distinct combination of the facts it reads.

The steps are those of :func:`logic.assess.assess`, a column at a time. The criteria find (the same ones, through the
same rule book), :func:`logic.assess.decide` decides, and what is alike for everybody decided alike is read off the
assessment of one of them. What is a person's own (the sentence in the way, the days, the hours, what is missing) comes
from the findings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from logic.advice import is_elsewhere
from logic.assess import assess, decide
from logic.criteria.base import BoundCriterion, Remembered
from logic.facts import FIELDS, Applicant
from logic.findings import BY_WEIGHT, WEIGHT, Assessment, Finding, Level, Outcome, Verdict
from logic.pack import Pack
from logic.roster.asking import asked
from logic.roster.coded import Coded, Codes, combined
from logic.roster.credit import Credit, Flags, credit
from logic.routes import Route, listing_facts, route_names, rulebook

Value = TypeVar("Value")

_BIT = {field: 1 << place for place, field in enumerate(FIELDS)}
_CONFIRM, _BARRED = WEIGHT[Verdict.CONFIRM], WEIGHT[Verdict.INELIGIBLE]
_LEVELS = (None, *Level)


@dataclass(frozen=True, slots=True)
class Judged:
    """What many people come to, each column numbered by its distinct values."""

    # Of one person for everybody with the same route, verdict, level and specialty: verdict, route, committee, level,
    # title, approver and window are theirs too, and nothing else.
    alike: Coded[Assessment]
    # Hours, and whose are spoken of: barred people who told none are not.
    hours: Credit
    with_hours: Flags
    # The criteria of the recommended route that stand in the way or are open, the weightiest first.
    obstacles: Coded[tuple[str, ...]]
    first_obstacle: Coded[Finding | None]
    # The first day on which one may apply; None where something other than time stands in the way.
    earliest: Coded[dt.date | None]
    # The day from which time alone has cured everything; None where something else must be done too.
    possible_from: Coded[dt.date | None]
    missing: Coded[tuple[str, ...]]
    # Whether somebody else decides, so that the notice neither refuses nor asks (:func:`logic.advice.is_elsewhere`).
    elsewhere: Coded[bool]


def judge(people: Mapping[str, Coded[Any]], count: int, pack: Pack, as_of: dt.date) -> Judged:
    """Judge ``count`` people. ``people``: the facts by field; a field that is left out is not known of anybody."""
    bench = _Bench(people, count, pack, as_of)
    for rows, names in bench.by_routes():
        bench.judge(rows, names)
    return bench.judged()


class _Bench:
    """The people, the rules, and the columns as they are filled."""

    def __init__(self, people: Mapping[str, Coded[Any]], count: int, pack: Pack, as_of: dt.date) -> None:
        self.people, self.count, self.pack, self.as_of = people, count, pack, as_of
        self.book = rulebook(pack, as_of)
        self.hours, self.with_hours = credit(people, count, pack, as_of), np.ones(count, dtype=bool)
        self.nobodys: Coded[Any] = Coded(np.zeros(count, dtype=np.int64), [None])
        date, level = (people.get(field, self.nobodys) for field in ("title_date", "title_level"))
        # Those of whom logic.criteria.review.continuing_education finds what weighs the same.
        self.hours_kind = [self.hours.kind(), level, date.map(lambda day: day is None)]
        everybody = np.arange(count)
        self.common = {one: self._find(one, everybody) for one in self.book.common} if count else {}
        self.alike = _Column[Assessment](count)
        self.obstacles, self.first = _Column[tuple[str, ...]](count), _Column[Finding | None](count, None)
        self.earliest, self.possible = _Column[dt.date | None](count), _Column[dt.date | None](count)
        self.missing, self.elsewhere = _Column[tuple[str, ...]](count), _Column[bool](count)

    def judged(self) -> Judged:
        return Judged(
            alike=self.alike.coded(),
            hours=self.hours,
            with_hours=self.with_hours,
            obstacles=self.obstacles.coded(),
            first_obstacle=self.first.coded(),
            earliest=self.earliest.coded(),
            possible_from=self.possible.coded(),
            missing=self.missing.coded(),
            elsewhere=self.elsewhere.coded(),
        )

    def applicants(self, rows: Codes, fields: Iterable[str] = FIELDS) -> list[Applicant]:
        """The people of ``rows``, as far as ``fields`` go."""
        there = [field for field in fields if field in self.people]
        columns = [self.people[field].of(rows).each() for field in there]
        if not columns:
            return [Applicant()] * len(rows)
        return [Applicant(**dict(zip(there, values, strict=True))) for values in zip(*columns, strict=True)]

    def combinations(self, fields: Sequence[str], rows: Codes) -> tuple[Codes, list[Applicant]]:
        """The distinct combinations of ``fields`` among ``rows``: each person's number, and one person of each."""
        there = [self.people[field] for field in fields if field in self.people]
        columns, sizes = [column.codes[rows] for column in there], [len(column.values) for column in there]
        numbers, first = combined(columns, sizes, len(rows))
        return numbers, self.applicants(rows[first], fields)

    def by_routes(self) -> Iterable[tuple[Codes, tuple[str, ...]]]:
        """The people, by the routes that lie open to them and the rules of these."""
        everybody = np.arange(self.count)
        if not self.count:
            return
        numbers, some = self.combinations(("specialty", "title_level", "title_same_series"), everybody)
        ways: dict[Any, int] = {}
        of: list[int] = []
        names: list[tuple[str, ...]] = []
        for one in some:
            listed = route_names(one, self.pack)
            key = tuple(id(self.book.route(name, one.specialty)) for name in listed)
            if key not in ways:
                ways[key] = len(ways)
                names.append(listed)
            of.append(ways[key])
        way = np.array(of)[numbers]
        order = np.argsort(way, kind="stable")
        ends = np.cumsum(np.bincount(way, minlength=len(names)))
        for place, listed in enumerate(names):
            yield order[(ends[place - 1] if place else 0) : ends[place]], listed

    def judge(self, rows: Codes, names: tuple[str, ...]) -> None:
        """Judge the people of ``rows``, to all of whom the same routes lie open under the same rules."""
        specialty = self.applicants(rows[:1], ("specialty",))[0].specialty
        routes = [self.book.route(name, specialty) for name in names]
        found = {
            one: self.common[one].of(rows) if one in self.common else self._find(one, rows, word_for_word=False)
            for route in routes
            for one in route.criteria
        }
        weights = [np.maximum.reduce([found[one].weights for one in route.criteria]) for route in routes]
        levels = [self._level(route.level, rows) for route in routes]
        recommended, verdict = self._decide(weights, levels)
        self._alike(rows, routes, levels, recommended, verdict)
        self._missing(rows, routes, found, weights, verdict)
        none = np.array([not years for years in self.hours.listed.values])[self.hours.listed.codes[rows]]
        self.with_hours[rows] = ~(none & (verdict == _BARRED))
        for place, route in enumerate(routes):
            some = np.flatnonzero(recommended == place)
            if len(some):
                findings = [found[one].of(some) for one in route.criteria]
                self._in_the_way(rows[some], route, findings, verdict[some])

    def _find(self, criterion: BoundCriterion, rows: Codes, *, word_for_word: bool = True) -> _Findings:
        """What ``criterion`` finds; of hours only how heavily, unless ``word_for_word``."""
        if "hours" not in criterion.reads:
            numbers, weighed = asked(criterion, self.people, rows)
        else:
            kinds = (
                [self.people.get(field, self.nobodys) for field in criterion.reads]
                if word_for_word
                else self.hours_kind
            )
            numbers, first = combined([one.codes[rows] for one in kinds], [len(one.values) for one in kinds], len(rows))
            # Nearly everybody's hours are their own: they are not worth remembering.
            weighed = [criterion.ask(one) for one in self.applicants(rows[first], criterion.reads)]
        return _Findings([finding for finding, _ in weighed], numbers, np.array([w for _, w in weighed])[numbers])

    def _level(self, level: Remembered[Level | None], rows: Codes) -> Codes:
        numbers, answers = asked(level, self.people, rows)
        return np.array([_LEVELS.index(one) for one in answers])[numbers]

    def _decide(self, weights: list[Codes], levels: list[Codes]) -> tuple[Codes, Codes]:
        """(place of the recommended route, weight of its verdict) of each person."""
        sizes = [len(BY_WEIGHT)] * len(weights) + [len(_LEVELS)] * len(levels)
        numbers, first = combined([*weights, *levels], sizes, len(weights[0]))
        decisions = [
            decide(tuple([(int(w[n]), _LEVELS[level[n]]) for w, level in zip(weights, levels, strict=True)]))
            for n in first
        ]
        recommended = np.array([one.recommended for one in decisions])[numbers]
        verdict = np.array([WEIGHT[one.verdicts[one.recommended]] for one in decisions])[numbers]
        return recommended, verdict

    def _alike(self, rows: Codes, routes: list[Route], levels: list[Codes], recommended: Codes, verdict: Codes) -> None:
        level = np.choose(recommended, levels) if len(levels) > 1 else levels[0]
        specialty = self.people.get("specialty", self.nobodys).of(rows)
        columns = [specialty.codes, recommended, verdict, level]
        sizes = [len(specialty.values), len(routes), len(BY_WEIGHT), len(_LEVELS)]
        numbers, first = combined(columns, sizes, len(rows))
        names = tuple(route.context.route for route in routes)
        kinds = zip(specialty.of(first).each(), *(column[first].tolist() for column in columns[1:]), strict=True)
        alike = []
        for kind, row in zip(kinds, first.tolist(), strict=True):
            one = self.book.alike.get((names, *kind))
            if one is None:
                one = assess(self.applicants(rows[[row]])[0], self.pack, self.as_of)
                self.pack.memory.keep(self.book.alike, (names, *kind), one)
            alike.append(one)
        self.alike.put(rows, numbers, alike)

    def _missing(
        self,
        rows: Codes,
        routes: list[Route],
        found: Mapping[BoundCriterion, _Findings],
        weights: list[Codes],
        verdict: Codes,
    ) -> None:
        named = np.zeros(len(rows), dtype=np.int64)
        for route, heaviest in zip(routes, weights, strict=True):
            mask = np.zeros(len(rows), dtype=np.int64)
            for one in route.criteria:
                mask |= found[one].each(_missed_bits)
            named |= np.where(heaviest == _BARRED, 0, mask)
        numbers, some = self.combinations(("title_level", "title_same_series"), rows)
        names = [route.context.route for route in routes]
        named |= np.array([sum(_BIT[field] for field in listing_facts(one, names)) for one in some])[numbers]
        named[verdict == _BARRED] = 0
        masks, numbers = np.unique(named, return_inverse=True)
        self.missing.put(rows, numbers, [tuple(f for f in FIELDS if int(mask) & _BIT[f]) for mask in masks])

    def _in_the_way(self, rows: Codes, route: Route, findings: list[_Findings], verdict: Codes) -> None:
        """Of people with one recommended route: what stands in the way, and the days."""
        weights = np.stack([one.weights for one in findings])
        numbers, first = combined(list(weights), [len(BY_WEIGHT)] * len(findings), len(rows))
        self.obstacles.put(rows, numbers, [_heaviest_first(findings, weights[:, n]) for n in first])
        heaviest = weights.argmax(axis=0)
        for place, criterion in enumerate(route.criteria):
            some = np.flatnonzero((heaviest == place) & (weights[place] >= _CONFIRM))
            if len(some):
                told = self._find(criterion, rows[some])
                self.first.put(rows[some], told.numbers, told.findings)
        name = route.context.route
        away = [_is_away(name, BY_WEIGHT[verdict[n]], findings, weights[:, n]) for n in first]
        self.elsewhere.put(rows, numbers, away)
        # What is not met waits for a day, all of it, or something else must be done; what is open, nobody knows.
        waits, latest = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
        undated, open_ = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
        for place, one in enumerate(findings):
            available, unmet = one.each(_available), one.each(_is_unmet) > 0
            waits = np.maximum(waits, np.where(unmet, available, 0))
            undated |= unmet & (available == 0)
            open_ |= one.each(_is_open) > 0
            if place in route.timed:
                latest = np.maximum(latest, one.each(_fulfilled))
        self._days(self.possible, rows, np.where(undated, 0, waits))
        self._days(self.earliest, rows, np.where(undated | open_ | (verdict == _BARRED), 0, latest))

    @staticmethod
    def _days(column: _Column[dt.date | None], rows: Codes, days: Codes) -> None:
        distinct, numbers = np.unique(days, return_inverse=True)
        column.put(rows, numbers, [dt.date.fromordinal(int(day)) if day else None for day in distinct])


def _is_away(route: str, verdict: Verdict, findings: list[_Findings], weights: Codes) -> bool:
    return is_elsewhere(route, verdict, [findings[place].criterion for place in np.flatnonzero(weights == _BARRED)])


def _heaviest_first(findings: list[_Findings], weights: Codes) -> tuple[str, ...]:
    places = [place for place in range(len(findings)) if weights[place] >= _CONFIRM]
    places.sort(key=lambda place: -int(weights[place]))
    return tuple(findings[place].criterion for place in places)


@dataclass(frozen=True, slots=True)
class _Findings:
    """What one criterion finds of some people: the distinct findings, and which is whose."""

    findings: list[Finding]
    numbers: Codes
    weights: Codes

    @property
    def criterion(self) -> str:
        return self.findings[0].criterion

    def of(self, some: Codes) -> _Findings:
        return _Findings(self.findings, self.numbers[some], self.weights[some])

    def each(self, value: Callable[[Finding], int]) -> Codes:
        """A number read off each person's finding."""
        return np.array([value(finding) for finding in self.findings], dtype=np.int64)[self.numbers]


def _missed_bits(finding: Finding) -> int:
    return sum(_BIT[field] for field in finding.missing)


def _fulfilled(finding: Finding) -> int:
    return finding.fulfilled_on.toordinal() if finding.fulfilled_on else 0


def _available(finding: Finding) -> int:
    return finding.available_from.toordinal() if finding.available_from else 0


def _is_open(finding: Finding) -> int:
    return bool(finding.missing)


def _is_unmet(finding: Finding) -> int:
    return finding.verdict is Outcome.NOT_MET


class _Column(Generic[Value]):
    """A column being filled, group by group."""

    def __init__(self, count: int, *usual: Value) -> None:
        """``usual``: the value of those who are given none."""
        self._codes = np.zeros(count, dtype=np.int64)
        self._values: list[Any] = list(usual)

    def put(self, rows: Codes, numbers: Codes, values: Sequence[Value]) -> None:
        """Give the people of ``rows`` the values that ``numbers`` name."""
        self._codes[rows] = numbers + len(self._values)
        self._values += values

    def coded(self) -> Coded[Value]:
        return Coded(self._codes, self._values).used()
