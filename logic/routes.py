"""Which routes lie open to a person, and what each of them asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from logic.criteria import elsewhere, recognition, review
from logic.criteria.base import BoundCriterion, Clocks, Context, Criterion, HangsOn, Remembered
from logic.criteria.scope import COMMON
from logic.facts import FACT, FIELDS, Applicant, TitleLevel
from logic.findings import Level, Window
from logic.pack import Event, Pack

Asked = TypeVar("Asked")

# The criteria of each route after the common ones, in the order they are shown.
ROUTE_CRITERIA: dict[str, tuple[Criterion, ...]] = {
    "initial_recognition": recognition.RECOGNITION,
    "junior_review": review.REVIEW,
    "entrusted_review": (elsewhere.entrusted,),
    "department_review": (elsewhere.department,),
    "examination": (elsewhere.exam_series,),
    "rural_review": (elsewhere.rural,),
    "brokerage_review": (elsewhere.brokerage,),
    "higher_review": (elsewhere.higher,),
    "undetermined": (elsewhere.specialty,),
}
_EVERY = (
    *COMMON,
    *(criterion for own in ROUTE_CRITERIA.values() for criterion in own),
    *(review.level_source, review.new_specialty, recognition.department_dates),
)
# In this order the criteria of a route are shown.
ORDER = {criterion.id: place for place, criterion in enumerate(_EVERY)}
# The facts that each criterion may look at, by the criterion's id.
LOOKED_AT = {criterion.id: frozenset(criterion.reads) for criterion in _EVERY}
# The clauses behind each fact: those of the criteria that look at it, in their order.
_CLAUSES = {field: tuple(dict.fromkeys(one.clause for one in _EVERY if field in one.reads)) for field in FIELDS}


def clause_of(field: str, pack: Pack) -> str:
    """The clause for whose sake ``field`` is asked: the first that this notice has; empty where it has none."""
    return next((clause for clause in _CLAUSES[field] if clause in pack.clauses), "")


class _ByRoute(NamedTuple):
    """How a route's level is found, and what it depends on."""

    level: Callable[[Applicant, Context], Level | None]
    reads: tuple[str, ...] = ()
    clocks: Clocks = lambda context: ()
    hangs_on: HangsOn = "route"


_LEVELS = {
    "initial_recognition": _ByRoute(recognition.level, ("education",)),
    "junior_review": _ByRoute(review.level_reached, review.LEVEL_READS, review.level_clocks, "committee"),
}
# The other routes promise none.
_NO_LEVEL = _ByRoute(lambda a, context: None)
# What route_names() and listing_facts() look at.
_LISTED_BY = ("specialty", "title_level", "title_same_series")


def facts_read(pack: Pack) -> frozenset[str]:
    """The facts that decide on something under this notice, those that decide on asking for them included."""
    routes = {"higher_review", "undetermined", *(str(name) for one in pack.series.values() for name in one.routes)}
    criteria = (*COMMON, *(one for name in routes for one in ROUTE_CRITERIA[name]))
    read = {field for one in criteria if one.id not in pack.not_asked for field in one.reads} | set(_LISTED_BY)
    return frozenset(read | {gate for field in read if (gate := FACT[field].gate)})


# Facts that open and close routes or decide on a level: they can matter beside any obstacle.
STRUCTURE = frozenset((*_LISTED_BY, *(name for way in _LEVELS.values() for name in way.reads)))
_HIGHER = (TitleLevel.ASSISTANT, TitleLevel.INTERMEDIATE_OR_ABOVE)


def route_names(a: Applicant, pack: Pack) -> tuple[str, ...]:
    """The routes of this applicant's series and title (rules, "Which routes"); a blank never closes one."""
    if a.specialty is None:
        return ("undetermined",)
    routes = pack.series[pack.by_id[a.specialty].series].routes
    if "examination" in routes and a.title_level is TitleLevel.ASSISTANT:
        # Senior titles of these series go through review; the intermediate one is still an examination.
        return routes
    if a.title_level in _HIGHER:
        return ("higher_review",)
    if a.title_level is TitleLevel.TECHNICIAN and a.title_same_series:
        return tuple(route for route in routes if route != "initial_recognition")
    return routes


def listing_facts(a: Applicant, routes: Iterable[str]) -> tuple[str, ...]:
    """Unknown facts that decide which of ``routes`` stay listed, whether or not a finding misses them."""
    if a.title_level is TitleLevel.TECHNICIAN and a.title_same_series is None and "initial_recognition" in routes:
        return ("title_same_series",)
    return ()


@dataclass(slots=True, eq=False)
class Route:
    """One route, ready to judge applicants of one series on one day."""

    context: Context
    # The common criteria in their order; those that read the same in every route are the rulebook's own.
    common: tuple[BoundCriterion, ...]
    own: tuple[BoundCriterion, ...]
    # Where the time-bound criteria stand among all of them.
    timed: tuple[int, ...]
    level: Remembered[Level | None]
    window: Window | None
    no_window_for: tuple[Level, ...]

    @property
    def committee(self) -> str | None:
        """The committee that sits; recognition is no review, and other routes have none of the district's."""
        series = self.context.series
        return series.committee if series and self.context.route == "junior_review" else None

    @property
    def criteria(self) -> tuple[BoundCriterion, ...]:
        """All criteria, in the order they are shown."""
        return (*self.common, *self.own)

    def window_for(self, level: Level | None) -> Window | None:
        """The dates, where the notice gives any for this level."""
        return None if level in self.no_window_for else self.window

    def approver(self, level: Level | None) -> str | None:
        """Who approves; only recognition has an approver (2.3)."""
        if level is None or self.context.route != "initial_recognition":
            return None
        recognised = self.context.pack.recognition
        return recognised.approvers[level] if recognised else None


def _dated(span: Event, as_of: dt.date) -> Window:
    return Window(opens=span.opens, closes=span.closes, status=span.status(as_of))


@dataclass(slots=True)
class Rulebook:
    """All criteria of one pack for one day; remembers the findings they have given."""

    pack: Pack
    as_of: dt.date
    common: tuple[BoundCriterion, ...]
    _routes: dict[tuple[str, str | None, bool], Route]
    # Each criterion and level, by what it sees of the context.
    _shared: dict[Any, Any]
    # What a roster has seen of people who come to the same; goes with the pack's other memories.
    alike: dict[Any, Any]

    def route(self, name: str, specialty: str | None) -> Route:
        """The route ``name`` for this specialty."""
        row = self.pack.by_id[specialty] if specialty is not None else None
        unsure = row is not None and row.unsure
        key = (name, row.series if row else None, unsure)
        known = self._routes.get(key)
        if known is None:
            known = self._routes[key] = self._build(name, row.series if row else None, exam_unsure=unsure)
        return known

    def _build(self, name: str, series_id: str | None, *, exam_unsure: bool) -> Route:
        pack = self.pack
        series = pack.series[series_id] if series_id is not None else None
        recognised = pack.recognition if name == "initial_recognition" else None
        dates_elsewhere = recognised is not None and series_id in recognised.dates_elsewhere
        span = None if dates_elsewhere else pack.window(name, self.as_of)
        committee = series.committee if series else None
        context = Context(pack, name, self.as_of, span, committee, series_id, exam_unsure)
        own = tuple(one for one in ROUTE_CRITERIA[name] if one.id not in pack.not_asked)
        if name == "junior_review" and context.committee and context.committee.unsure:
            own = (*own, review.level_source)
        if name in ("initial_recognition", "junior_review") and series and series.new:
            own = (*own, review.new_specialty)
        if dates_elsewhere:
            own = (*own, recognition.department_dates)
        common = tuple(
            self._bound(shared.criterion, context) if name in shared.criterion.differs_in else shared
            for shared in self.common
        )
        way = _LEVELS.get(name, _NO_LEVEL)
        return Route(
            context=context,
            common=common,
            own=tuple(self._bound(criterion, context) for criterion in own),
            timed=tuple(
                place
                for place, one in enumerate((*(shared.criterion for shared in common), *own))
                if one in (recognition.service, review.level)
            ),
            level=self._once(
                "", way.hangs_on, context, lambda seen: Remembered(way.level, way.reads, way.clocks, seen, pack.memory)
            ),
            window=_dated(span, self.as_of) if span else None,
            no_window_for=recognised.no_window_for if recognised else (),
        )

    def _bound(self, criterion: Criterion, context: Context) -> BoundCriterion:
        return self._once(
            criterion.id, criterion.hangs_on, context, lambda seen: BoundCriterion(criterion, seen, self.pack.memory)
        )

    def _once(self, name: str, hangs_on: HangsOn, context: Context, make: Callable[[Context], Asked]) -> Asked:
        """What ``make`` makes for as much of ``context`` as it sees: one for all that share so much."""
        seen = context.seen(hangs_on)
        key = name, seen.route, seen.window is None, seen.committee_id, seen.series_id, seen.exam_unsure
        if key not in self._shared:
            self._shared[key] = make(seen)
        made: Asked = self._shared[key]
        return made


# A visit looks at a few days, its plan at some thirty more; beyond that the pack's memory starts afresh.
_MOST_BOOKS = 48


def rulebook(pack: Pack, as_of: dt.date) -> Rulebook:
    """The rules of ``pack`` on ``as_of``, kept with the pack."""
    book: Rulebook | None = pack.memory.books.get(as_of)
    # A changed copy of a pack begins with the memory of the other.
    if book is None or book.pack is not pack:
        if book is not None or len(pack.memory.books) >= _MOST_BOOKS:
            pack.memory.forget()
        context = Context(pack, "", as_of).seen("route")
        asked = (criterion for criterion in COMMON if criterion.id not in pack.not_asked)
        common = tuple(BoundCriterion(criterion, context, pack.memory) for criterion in asked)
        book = pack.memory.books[as_of] = Rulebook(pack, as_of, common, {}, {}, pack.memory.table())
    return book
