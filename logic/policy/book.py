"""The rule book: a notice as one looks things up in it, made from the pack and from the rules that run.

Each clause with the criteria that rest on it and the tables that it fills, each criterion with its clauses, the norms,
ladders, lists and days as tables, and what the notice leaves open. Which clauses a criterion rests on is found by
running it, so that no second list of them can fall behind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from typing import Any

from logic.criteria.base import Context, Criterion
from logic.facts import CHOICES, Applicant, Education, Employment, TitleLevel, with_usual
from logic.hours import TENTHS, YearTenths
from logic.labels import CRITERION_NAMES, LEVEL_NAMES
from logic.pack import Clause, Pack
from logic.pack.model import ByHash
from logic.policy.tables import Table, shelves, tables
from logic.routes import rulebook
from logic.words.language import Text, say


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion: what it is called, in which routes it stands, and the clauses that its findings cite."""

    id: str
    name: Text
    routes: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause, its source, and all that rests on it: criteria and tables, by their ids."""

    id: str
    clause: Clause
    source: Text
    ours: bool
    criteria: tuple[str, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """What no source settles: what is known of it, whom to ask what, and the clause that it is about."""

    what: Text
    ask: Text | None
    clause: str


@dataclass(frozen=True, slots=True)
class Book:
    """A whole notice to look things up in."""

    entries: tuple[Entry, ...]
    tables: tuple[Table, ...]
    criteria: tuple[Judged, ...]
    open: tuple[Open, ...]
    shelves: tuple[Table, ...]

    @property
    def by_id(self) -> dict[str, Entry]:
        """The clauses by their ids."""
        return {entry.id: entry for entry in self.entries}


def book(pack: Pack) -> Book:
    """The rule book of ``pack``."""
    return _book(ByHash(pack))


@lru_cache(maxsize=8)
def _book(kept: ByHash) -> Book:
    pack = kept.pack
    filled = tuple(table for table in tables(pack) if table.lines)
    criteria = _criteria(pack)
    # Clauses with a number are the notice's own; the others are named after their source.
    ours = {clause.source for id_, clause in pack.clauses.items() if id_[0].isdigit()}
    entries = tuple(
        Entry(
            id_,
            clause,
            pack.sources[clause.source].title.text,
            clause.source in ours,
            tuple(one.id for one in criteria if id_ in one.clauses),
            tuple(table.id for table in filled if id_ in table.clauses),
        )
        for id_, clause in pack.clauses.items()
    )
    return Book(entries, filled, criteria, tuple(_open(pack)), tuple(shelves(pack)))


# --- which clauses a criterion rests on ------------------------------------------------------------------------


def _criteria(pack: Pack) -> tuple[Judged, ...]:
    """Every criterion that this notice has, in the order in which they are shown, with all clauses that it cites."""
    day = pack.covers.first
    windows = [event.opens for event in pack.calendar if event.files] or [day]
    as_of = min(windows)
    rules = rulebook(pack, as_of)
    routes: dict[str, list[str]] = {}
    cited: dict[str, dict[str, None]] = {}
    asked: set[tuple[str, int]] = set()
    for name, specialty in _everywhere(pack):
        route = rules.route(name, specialty)
        for bound in route.criteria:
            one = bound.criterion
            if name not in routes.setdefault(one.id, []):
                routes[one.id].append(name)
            if (one.id, id(bound.context)) in asked:
                continue
            asked.add((one.id, id(bound.context)))
            cited.setdefault(one.id, {}).update(dict.fromkeys(_cited(one, bound.context, specialty, as_of)))
    order = [*CRITERION_NAMES]
    return tuple(
        Judged(
            id_, CRITERION_NAMES[id_], tuple(routes[id_]), tuple(clause for clause in pack.clauses if clause in clauses)
        )
        for id_, clauses in sorted(cited.items(), key=lambda pair: order.index(pair[0]))
    )


def _everywhere(pack: Pack) -> Iterator[tuple[str, str | None]]:
    """Each route with a specialty of every kind that goes there."""
    seen: set[tuple[str, bool]] = set()
    for specialty in pack.specialties:
        if (specialty.series, specialty.unsure) not in seen:
            seen.add((specialty.series, specialty.unsure))
            for route in (*pack.series[specialty.series].routes, "higher_review"):
                yield route, specialty.id
    yield "undetermined", None


def _cited(criterion: Criterion, context: Context, specialty: str | None, as_of: dt.date) -> Iterator[str]:
    """The clauses of all findings that the criterion gives when any two of the facts it reads take any values."""
    usual = {**_usual(as_of), "specialty": specialty}
    facts = tuple(field for field in criterion.reads if field != "specialty")
    pairs: Iterable[tuple[str, ...]] = combinations(facts, 2) if len(facts) > 1 else [facts]
    for pair in pairs:
        for values in product(*(_values(field, as_of) for field in pair)):
            found = criterion.find(Applicant(**{**usual, **dict(zip(pair, values, strict=True))}), context)
            yield from (clause for clause in (found.clause, *found.also) if clause in context.pack.clauses)


def _before(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def _usual(as_of: dt.date) -> dict[str, Any]:
    began = _before(as_of, 3)
    return with_usual(
        employment=Employment.ENTERPRISE,
        title_level=TitleLevel.NONE,
        education=Education.COLLEGE,
        service_start=began,
        title_date=began,
        hours=(YearTenths(as_of.year - 1, 100 * TENTHS, 100 * TENTHS),),
    )


def _values(field: str, as_of: dt.date) -> tuple[Any, ...]:
    if field in CHOICES:
        return (None, *CHOICES[field])
    if field in ("service_start", "title_date"):
        return (None, as_of, _before(as_of, 3), _before(as_of, 12))
    if field == "hours":
        last = as_of.year - 1
        return (None, *((YearTenths(last, n * TENTHS, n * TENTHS), YearTenths(last - 1, 0, 0)) for n in (1, 1000)))
    return (None, True, False)


# --- what is left open -------------------------------------------------------------------------------------------


def _open(pack: Pack) -> Iterator[Open]:
    """What no source settles, in the order of the notice."""
    for kind in pack.scope.employment.values():
        if kind.is_ == "confirm" and kind.say and kind.ask:
            yield Open(pack.named(kind.say.text), pack.named(kind.ask.text), "1.1")
    if pack.recognition is not None:
        for level in pack.recognition.no_window_for:
            yield Open(say("认定{level}的时间，通知没有写。", level=LEVEL_NAMES[level]), None, "2.3")
        for elsewhere in pack.recognition.dates_elsewhere.values():
            yield Open(pack.named(elsewhere.say.text), pack.named(elsewhere.ask.text), elsewhere.clause)
    for series in pack.series.values():
        if series.new is not None:
            yield Open(pack.named(series.new.say.text), pack.named(series.new.ask.text), "3.1")
    for way in pack.ways.values():
        yield Open(pack.named(way.say.text), pack.named(way.ask.text), way.clause)
    if pack.hours_later is not None:
        yield Open(pack.named(pack.hours_later.say.text), pack.named(pack.hours_later.ask.text), "3.3")
