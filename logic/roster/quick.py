"""Our cells for very many rows: each kind of answer is assessed once, and then told of all whom it fits.

An assessment reads nothing of a person but the specialty, the routes listed, the findings and the levels. Two people
with the same specialty and routes, whose findings weigh the same and whose levels are the same, get the same verdict,
route, level, title and window; only dates, sentences and hours are their own. So :func:`logic.assess.assess` is asked
once for each such kind, and the rest is read off the findings. What is missing hangs on more: all facts, and on which
side of the days that :mod:`logic.missing` tries a date lies.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from logic.assess import earliest
from logic.criteria.base import Judged, Remembered
from logic.criteria.review import hours_of
from logic.facts import FIELDS, Applicant
from logic.findings import WEIGHT, Verdict
from logic.missing import values_to_try
from logic.pack import Pack
from logic.roster.model import OUR_COLUMNS, Outcome
from logic.roster.rows import cells_of, hours_cells, obstacle_cell, outcome
from logic.routes import Route, listing_facts, route_names, rulebook

_MOST_KINDS = 20_000
_OPEN = WEIGHT[Verdict.INCOMPLETE]
_HOURS, _OBSTACLE, _EARLIEST = (OUR_COLUMNS.index(name) for name in ("学时结论", "主要障碍", "最早可申报日"))

_DATES = ("service_start", "title_date")
_PLAIN = attrgetter(*(field for field in FIELDS if field not in (*_DATES, "hours")))

Answer = tuple[Verdict, str | None, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Way:
    """The routes of one specialty: every criterion they ask, each once, and where each route finds its own."""

    routes: dict[str, Route]
    judges: tuple[Judged, ...]
    places: dict[str, tuple[int, ...]]
    levels: tuple[Remembered[Any], ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of answer: the cells that are alike for all whom it fits, and which findings the others come from."""

    verdict: Verdict
    cells: tuple[Any, ...]
    first: str | None  # the criterion that stands in the way first
    obstacle: int | None  # where its finding is
    timed: tuple[int, ...]  # where the findings are whose dates make the earliest day


class Quick:
    """Answers applicants by one pack on one day."""

    def __init__(self, pack: Pack, as_of: dt.date) -> None:
        """As for :func:`logic.assess.assess`."""
        self._pack, self._as_of = pack, as_of
        self._book = rulebook(pack, as_of)
        self._ways: dict[Any, _Way] = {}
        self._days = {field: sorted(day for _, day in values_to_try(field, self._book)) for field in _DATES}
        self._kinds: dict[Any, _Kind] = {}
        self._hours: dict[Any, tuple[Any, ...]] = {}

    def answer(self, a: Applicant) -> Answer:
        """(verdict, the criterion that stands in the way first, our cells)."""
        names = route_names(a, self._pack)
        way = self._ways.get((names, a.specialty)) or self._way(names, a.specialty)
        found = [judged(a) for judged in way.judges]
        weights = tuple([weight for _, weight in found])
        key: Any = (a.specialty, names, weights, tuple([level(a) for level in way.levels]))
        if _OPEN in weights or listing_facts(a):
            key = (key, self._open(a))
        kind = self._kinds.get(key)
        if kind is None:
            if len(self._kinds) >= _MOST_KINDS:
                self._kinds.clear()
            kind = self._kinds[key] = self._kind(outcome(a, self._pack, self._as_of), way, found)
        cells = list(kind.cells)
        barred = kind.verdict is Verdict.INELIGIBLE
        if not barred or a.hours:
            cells[_HOURS : _HOURS + 3] = self._hours.get(a.credited) or self._hours_of(a)
        if kind.first is not None and kind.obstacle is not None:
            cells[_OBSTACLE] = obstacle_cell(kind.first, found[kind.obstacle][0].text)
        cells[_EARLIEST] = earliest([found[place][0] for place in kind.timed])
        return kind.verdict, kind.first, tuple(cells)

    def _open(self, a: Applicant) -> Any:
        """All that the missing facts can hang on."""
        start, title = a.service_start, a.title_date
        if start is None or title is None:
            start, title = self._side("service_start", start), self._side("title_date", title)
        return _PLAIN(a), start, title, a.hours and hours_of(a, self._pack).verdict

    def _side(self, field: str, day: dt.date | None) -> Any:
        """Where ``day`` lies among the days that stand for all others."""
        if day is None:
            return None
        place = bisect_left(self._days[field], day)
        return place, self._days[field][place : place + 1] == [day]

    def _way(self, names: tuple[str, ...], specialty: str | None) -> _Way:
        routes = {name: self._book.route(name, specialty) for name in names}
        judges = tuple(dict.fromkeys(judged for route in routes.values() for judged in route.criteria))
        places = {name: tuple(judges.index(judged) for judged in route.criteria) for name, route in routes.items()}
        way = _Way(routes, judges, places, tuple(route.level for route in routes.values()))
        self._ways[names, specialty] = way
        return way

    def _kind(self, whole: Outcome, way: _Way, found: list[Any]) -> _Kind:
        places = way.places[whole.route]
        first = whole.obstacles[0] if whole.obstacles else None
        cells = list(cells_of(whole, self._pack))
        cells[_HOURS : _HOURS + 3] = None, None, None
        cells[_OBSTACLE] = None
        barred = whole.verdict is Verdict.INELIGIBLE
        return _Kind(
            verdict=whole.verdict,
            cells=tuple(cells),
            first=first,
            obstacle=next((p for p in places if first and found[p][0].text == whole.first_obstacle), None),
            timed=() if barred else tuple(places[place] for place in way.routes[whole.route].timed),
        )

    def _hours_of(self, a: Applicant) -> tuple[Any, ...]:
        if len(self._hours) >= _MOST_KINDS:
            self._hours.clear()
        cells = self._hours[a.credited] = hours_cells(hours_of(a, self._pack))
        return cells
