"""Many people judged at once: each criterion is asked once for every kind of them.

The steps are those of :func:`logic.assess.assess`, a column at a time. The criteria find (the same ones, through the
same rule book), :func:`logic.assess.decide` decides, and what is alike for everybody decided alike is read off the
assessment of one of them. What is a person's own (the sentence in the way, the days, the hours, what is missing) comes
from the findings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

import numpy as np

from logic.advice import is_elsewhere
from logic.assess import assess, decide
from logic.criteria.base import BoundCriterion, not_applicable, weight
from logic.facts import FIELDS
from logic.findings import BY_WEIGHT, WEIGHT, Assessment, Finding, FindingVerdict, Level, Verdict
from logic.pack import Pack
from logic.roster.asking import Crowd
from logic.roster.coded import Coded, Codes, combined
from logic.roster.credit import Credit, Flags, credit
from logic.routes import LOOKED_AT, ORDER, listing_facts, route_names, rulebook
from logic.words.language import Text

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
    # Hours, and whose are spoken of: those of barred people who stated none are not.
    hours: Credit
    with_hours: Flags
    # The criteria of the recommended route that stand in the way or are open, the weightiest first.
    obstacles: Coded[tuple[str, ...]]
    # The first of them, and what it says.
    first_obstacle: Coded[tuple[str, Text] | None]
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
    for rows, names in bench.by_routes() if count else ():
        bench.judge(rows, names)
    return bench.judged()


class _Bench:
    """The people, the rules, and the columns as they are filled."""

    def __init__(self, people: Mapping[str, Coded[Any]], count: int, pack: Pack, as_of: dt.date) -> None:
        self.pack, self.as_of = pack, as_of
        self.book = rulebook(pack, as_of)
        self.hours, self.with_hours = credit(people, count, pack, as_of), np.ones(count, dtype=bool)
        self.people, self.everybody = Crowd(people, self.hours), np.arange(count)
        self.specialty: Coded[Any] = people.get("specialty", Coded(np.zeros(count, dtype=np.int64), [None]))
        self.common = {one: self._find(one, self.everybody) for one in self.book.common} if count else {}
        self.alike = _Column[Assessment](count)
        self.obstacles, self.first = _Column[tuple[str, ...]](count), _Column[tuple[str, Text] | None](count, None)
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

    def by_routes(self) -> Iterator[tuple[Codes, tuple[str, ...]]]:
        """Everybody, by the routes that lie open to them."""
        numbers, some = self.people.distinct(("specialty", "title_level", "title_same_series"), self.everybody)
        listed = Coded(numbers, some).map(lambda one: route_names(one, self.pack))
        for names, rows in listed.groups():
            yield rows, names

    def judge(self, rows: Codes, names: tuple[str, ...]) -> None:
        """Judge the people of ``rows``, to all of whom the same routes lie open."""
        ways = [self._way(name, rows) for name in names]
        recommended, verdict = self._decide(ways)
        self._alike(rows, ways, recommended, verdict)
        self._missing(rows, ways, verdict)
        none = np.array([not years for years in self.hours.listed.values])[self.hours.listed.codes[rows]]
        self.with_hours[rows] = ~(none & (verdict == _BARRED))
        for place, way in enumerate(ways):
            some = np.flatnonzero(recommended == place)
            if len(some):
                self._in_the_way(rows[some], way, some, verdict[some])

    # --- find ----------------------------------------------------------------------------------------------------

    def _way(self, name: str, rows: Codes) -> _RouteJudged:
        """What is found of ``rows`` on one route, by the criteria of each one's series."""
        routes = self.specialty.of(rows).used().map(lambda specialty: self.book.route(name, specialty))
        bound = [{one.criterion.id: one for one in route.criteria} for route in routes.values]
        timed = {route.criteria[place].criterion.id for route in routes.values for place in route.timed}
        ids = sorted(set().union(*bound), key=ORDER.__getitem__)
        places = Coded(routes.codes, range(len(bound)))
        asked = [places.map(lambda place, id=id: bound[place].get(id)) for id in ids]  # type: ignore[misc]
        levels = np.zeros(len(rows), dtype=np.int64)
        for rule, some in routes.map(lambda route: route.level).groups():
            answered = self.people.asked(rule, rows[some])
            levels[some] = np.array([_LEVELS.index(one) for one in answered.answers])[answered.numbers]
        findings = [self._found(id, one, rows) for id, one in zip(ids, asked, strict=True)]
        heaviest = np.maximum.reduce([one.weights for one in findings])
        return _RouteJudged(name, asked, findings, [id in timed for id in ids], levels, heaviest)

    def _found(
        self, id: str, criteria: Coded[BoundCriterion | None], rows: Codes, *, in_figures: bool = False
    ) -> _Findings:
        """What the criterion ``id``, bound for each one's series, finds of ``rows``."""
        parts = []
        for one, some in criteria.groups():
            if one is None:
                parts.append((some, _Findings(id, [_NOT_ASKED], np.zeros(len(some), dtype=np.int64))))
            elif one in self.common:
                parts.append((some, self.common[one].of(rows[some])))
            else:
                parts.append((some, self._find(one, rows[some], in_figures=in_figures)))
        return parts[0][1] if len(parts) == 1 else _Findings.put_together(id, parts, len(rows))

    def _find(self, criterion: BoundCriterion, rows: Codes, *, in_figures: bool = False) -> _Findings:
        asked = self.people.asked(criterion, rows, in_figures=in_figures)
        findings = [finding for finding, _ in asked.answers]
        days = self.people.days(criterion, rows, asked, [finding.fulfilled_on for finding in findings])
        return _Findings(criterion.criterion.id, findings, asked.numbers, days)

    # --- decide --------------------------------------------------------------------------------------------------

    def _decide(self, ways: Sequence[_RouteJudged]) -> tuple[Codes, Codes]:
        """(place of the recommended route, weight of its verdict) of each person."""
        weights, levels = [way.heaviest for way in ways], [way.levels for way in ways]
        sizes = [len(BY_WEIGHT)] * len(ways) + [len(_LEVELS)] * len(ways)
        numbers, first = combined([*weights, *levels], sizes, len(weights[0]))
        decisions = [
            decide(tuple([(int(w[n]), _LEVELS[level[n]]) for w, level in zip(weights, levels, strict=True)]))
            for n in first
        ]
        recommended = np.array([one.recommended for one in decisions])[numbers]
        verdict = np.array([WEIGHT[one.verdicts[one.recommended]] for one in decisions])[numbers]
        return recommended, verdict

    # --- put together --------------------------------------------------------------------------------------------

    def _alike(self, rows: Codes, ways: Sequence[_RouteJudged], recommended: Codes, verdict: Codes) -> None:
        levels = [way.levels for way in ways]
        level = np.choose(recommended, levels) if len(levels) > 1 else levels[0]
        specialty = self.specialty.of(rows)
        columns = [specialty.codes, recommended, verdict, level]
        sizes = [len(specialty.values), len(ways), len(BY_WEIGHT), len(_LEVELS)]
        numbers, first = combined(columns, sizes, len(rows))
        names = tuple(way.name for way in ways)
        kinds = zip(specialty.of(first).each(), *(column[first].tolist() for column in columns[1:]), strict=True)
        alike = []
        for kind, row in zip(kinds, first.tolist(), strict=True):
            one = self.book.alike.get((names, *kind))
            if one is None:
                one = assess(self.people.applicants(rows[[row]])[0], self.pack, self.as_of)
                self.pack.memory.keep(self.book.alike, (names, *kind), one)
            alike.append(one)
        self.alike.put(rows, numbers, alike)

    def _missing(self, rows: Codes, ways: Sequence[_RouteJudged], verdict: Codes) -> None:
        named = np.zeros(len(rows), dtype=np.int64)
        for way in ways:
            mask = np.bitwise_or.reduce([one.each(_missed_bits) for one in way.findings])
            named |= np.where(way.heaviest == _BARRED, 0, mask)
        numbers, some = self.people.distinct(("title_level", "title_same_series"), rows)
        names = [way.name for way in ways]
        named |= np.array([sum(_BIT[field] for field in listing_facts(one, names)) for one in some])[numbers]
        named[verdict == _BARRED] = 0
        masks, numbers = np.unique(named, return_inverse=True)
        self.missing.put(rows, numbers, [tuple(f for f in FIELDS if int(mask) & _BIT[f]) for mask in masks])

    def _in_the_way(self, rows: Codes, way: _RouteJudged, some: Codes, verdict: Codes) -> None:
        """Of ``rows``, who stand at ``some`` places of those of ``way`` and to whom it is recommended: what stands in
        the way, and the days."""
        findings = [one.of(some) for one in way.findings]
        weights = np.stack([one.weights for one in findings])
        numbers, first = combined(list(weights), [len(BY_WEIGHT)] * len(findings), len(rows))
        ids, each = tuple(one.criterion for one in findings), np.ascontiguousarray(weights.T.astype(np.uint8))
        stands = [_stands(way.name, BY_WEIGHT[verdict[n]], ids, each[n].tobytes()) for n in first]
        self.obstacles.put(rows, numbers, [obstacles for obstacles, _ in stands])
        self.elsewhere.put(rows, numbers, [away for _, away in stands])
        heaviest = weights.argmax(axis=0)
        for place, (one, criteria) in enumerate(zip(findings, way.criteria, strict=True)):
            here = np.flatnonzero((heaviest == place) & (weights[place] >= _CONFIRM))
            if len(here):
                part = one.of(here)
                if "hours" in LOOKED_AT[one.criterion]:
                    part = self._found(one.criterion, criteria.of(some[here]), rows[here], in_figures=True)
                self.first.put(rows[here], *part.sentences())
        # What is not met waits for a day, all of it, or something else must be done; what is open, nobody knows.
        waits, latest = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
        undated, open_ = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
        for one, timed in zip(findings, way.timed, strict=True):
            unmet, dated = one.each(_is_unmet) > 0, one.each(_is_dated) > 0
            undated |= unmet & ~dated
            open_ |= one.each(_is_open) > 0
            if one.days is not None:
                waits = np.maximum(waits, np.where(unmet & dated, one.days, 0))
                latest = np.maximum(latest, one.days) if timed else latest
        self._days(self.possible, rows, np.where(undated, 0, waits))
        self._days(self.earliest, rows, np.where(undated | open_ | (verdict == _BARRED), 0, latest))

    @staticmethod
    def _days(column: _Column[dt.date | None], rows: Codes, days: Codes) -> None:
        distinct, numbers = np.unique(days, return_inverse=True)
        column.put(rows, numbers, [dt.date.fromordinal(int(day)) if day else None for day in distinct])


@lru_cache(maxsize=8_192)
def _stands(route: str, verdict: Verdict, criteria: tuple[str, ...], weights: bytes) -> tuple[tuple[str, ...], bool]:
    """The criteria that stand in the way, the weightiest first; and whether somebody else decides."""
    places = [place for place, heavy in enumerate(weights) if heavy >= _CONFIRM]
    places.sort(key=lambda place: -weights[place])
    bars = [criteria[place] for place in places if weights[place] == _BARRED]
    return tuple(criteria[place] for place in places), is_elsewhere(route, verdict, bars)


# Of those whose series does not ask a criterion that others of the route ask.
_NOT_ASKED = not_applicable(Text("", ""))


@dataclass(frozen=True, slots=True)
class _Findings:
    """What one criterion finds of some people: the distinct findings but for days and figures, and which is whose.

    ``days``: the day on which each one's is fulfilled, as an ordinal; 0 for none.
    """

    criterion: str
    findings: list[Finding]
    numbers: Codes
    days: Codes | None = None

    @classmethod
    def put_together(cls, criterion: str, parts: Sequence[tuple[Codes, _Findings]], count: int) -> _Findings:
        """Those of several series, each with the places of its people."""
        findings: list[Finding] = []
        numbers, days = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        for some, one in parts:
            numbers[some] = one.numbers + len(findings)
            findings += one.findings
            if one.days is not None:
                days[some] = one.days
        return cls(criterion, findings, numbers, days)

    @property
    def weights(self) -> Codes:
        """How heavily each one's weighs."""
        return self.each(weight)

    def of(self, some: Codes) -> _Findings:
        return _Findings(
            self.criterion, self.findings, self.numbers[some], self.days[some] if self.days is not None else None
        )

    def sentences(self) -> tuple[Codes, list[tuple[str, Text]]]:
        """What is said of each: its number, and the sentences, with each one's own day."""
        if self.days is None:
            return self.numbers, [(self.criterion, finding.text) for finding in self.findings]
        days, whose = np.unique(self.days, return_inverse=True)
        numbers, first = combined([self.numbers, whose], [len(self.findings), len(days)], len(whose))
        said = []
        for place, day in zip(self.numbers[first].tolist(), self.days[first].tolist(), strict=True):
            text, stated = self.findings[place].text, self.findings[place].fulfilled_on
            said.append((self.criterion, text.on(dt.date.fromordinal(day), stated) if stated else text))
        return numbers, said

    def each(self, value: Callable[[Finding], int]) -> Codes:
        """A number read off each person's finding."""
        return np.array([value(finding) for finding in self.findings], dtype=np.int64)[self.numbers]


@dataclass(frozen=True, slots=True)
class _RouteJudged:
    """What is found of some people on one route: its criteria, each bound for everybody's series, in their order.

    ``timed``: which of them are fulfilled by time; ``heaviest``: the weight of each one's weightiest finding.
    """

    name: str
    criteria: list[Coded[BoundCriterion | None]]
    findings: list[_Findings]
    timed: list[bool]
    levels: Codes
    heaviest: Codes


def _missed_bits(finding: Finding) -> int:
    return sum(_BIT[field] for field in finding.missing)


def _is_dated(finding: Finding) -> int:
    return finding.available_from is not None


def _is_open(finding: Finding) -> int:
    return bool(finding.missing)


def _is_unmet(finding: Finding) -> int:
    return finding.verdict is FindingVerdict.NOT_MET


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
