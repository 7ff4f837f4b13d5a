"""Every combination of answers, weighed without walking through them one by one.

A finding hangs on few facts, and a route's verdict is the weightiest of its findings. So each criterion is asked once
for every combination of the facts it reads, and the rest is arithmetic on what it found: combinations that weigh the
same are one :class:`States` row with their number. The criteria and the decision are those of :mod:`logic.assess`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from logic.assess import decide
from logic.criteria.base import BoundCriterion
from logic.facts import Applicant
from logic.findings import WEIGHT, Finding, Level, Verdict
from logic.pack import Pack
from logic.policy.answers import Kind, day_of, kinds, personal_axes, scope, unit_kind
from logic.policy.cover import numbered
from logic.routes import Route, route_names, rulebook

Table = npt.NDArray[np.int64]
LEVELS = (None, *Level)
# A weight with the place of its criterion: the heaviest is the largest, and among equals the first in the route.
_PLACES = 64
_IMPOSSIBLE = -1
NOT_THERE = len(WEIGHT)  # in the place of a verdict, where the pack has no such specialty
# In the place of a criterion, where the series has other routes or another committee.
ROUTES = "routes"
# In the place of a verdict: the route is not the same in both packs, or there is no other.
NO_REST = len(WEIGHT)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What one pack makes of each row of :class:`States`, by number."""

    verdict: Table
    route: Table  # of States.routes
    level: Table  # of LEVELS
    committee: Table  # of States.committees
    decides: Table  # place of the heaviest criterion of the recommended route; -1 where nothing is in the way


@dataclass(frozen=True, slots=True)
class States:
    """Combinations of answers, those together that weigh the same: ``counts`` says how many each row stands for.

    ``columns``: features as numbers of ``values``: the kind of specialty, the title, what a changed criterion reads.
    ``beside``: ``rest``, what the criteria of the first pack's route that are the same in both packs come to;
    ``others``, the best verdict of the second pack's other routes, and ``others_level`` where that leads.
    """

    columns: dict[str, Table]
    values: dict[str, tuple[Any, ...]]
    beside: dict[str, Table]
    outcomes: tuple[Outcomes, ...]
    title: Table  # place on the first axis
    counts: Table
    plainness: Table  # the lower, the more people are like it
    causes: Table  # bits of ``changed``
    changed: tuple[str, ...]  # criteria
    routes: tuple[str, ...]
    committees: tuple[str | None, ...]
    people: Callable[[int], tuple[dict[str, Any], ...]]


@dataclass(slots=True)
class Seen:
    """What the criteria said on the way, for the proof: by route and criterion, each finding's weight and clauses."""

    findings: dict[tuple[str, str], dict[tuple[Any, ...], int]] = field(default_factory=dict)

    def add(self, route: str, criterion: str, finding: Finding, weight: int) -> None:
        """One finding more."""
        told = self.findings.setdefault((route, criterion), {})
        key = finding.verdict, finding.barring, finding.clause, finding.also
        told[key] = weight


class Combinations:
    """The grid of answers of one pack, or of two laid on each other, and what every criterion makes of it."""

    def __init__(self, packs: Sequence[Pack], *, blanks: bool = False, deciding: bool = False) -> None:
        """``blanks``: 不清楚 is an answer too. ``deciding``: which criterion decides is told apart."""
        self.packs, self.deciding = tuple(packs), deciding
        self.books = tuple(rulebook(pack, day_of(pack)) for pack in self.packs)
        self.axes = personal_axes(packs, blanks=blanks)
        self.scope = scope(packs, blanks=blanks)
        self.kinds: tuple[Kind, ...] = kinds(packs)
        self.seen = Seen()
        self._place = {axis.name: place for place, axis in enumerate(self.axes)}
        self._tables: dict[Any, Table] = {}
        self._scopes: dict[Any, Table] = {}
        self._by_facts: dict[Any, dict[tuple[Any, ...], int]] = {}
        self._own_of_title = [[dict(a.facts(p, {}) or {}) for a in self.axes[0].answers] for p in range(len(packs))]
        hours = self.axes[-1]
        self._possible = np.array(
            [
                [all(one.facts(p, said) is not None for p, said in enumerate(by_pack)) for one in hours.answers]
                for by_pack in zip(*self._own_of_title, strict=True)
            ]
        )
        self._classes = [unit_kind(one.get("employment")) for one in self.scope]

    # --- what each criterion makes of the facts it reads ------------------------------------------------------

    def table(self, pack: int, bound: BoundCriterion, specialty: str) -> Table:
        """The weight of ``bound`` for each answer of the axes that it reads; -1 where nobody can answer so."""
        own = specialty if "specialty" in bound.reads else None
        key = pack, id(bound), own

        def weigh(a: Applicant) -> int:
            finding, weight = bound.ask(a)
            self.seen.add(bound.context.route, bound.criterion.id, finding, weight)
            return weight

        return self._asked(key, pack, bound.reads, specialty, weigh)

    def levels(self, pack: int, route: Route, specialty: str) -> Table:
        """The level that ``route`` leads to, as a number of :data:`LEVELS`."""
        ask = route.level.ask
        return self._asked((pack, id(route)), pack, route.level.reads, specialty, lambda a: LEVELS.index(ask(a)))

    def _asked(
        self, key: Any, pack: int, reads: Sequence[str], specialty: str, ask: Callable[[Applicant], int]
    ) -> Table:
        if key in self._tables:
            return self._tables[key]
        mine = [axis for axis in self.axes if axis.fields & set(reads)]
        # Hours are told from the title's date on.
        used = [axis for axis in self.axes if axis in mine or (axis is self.axes[0] and self.axes[-1] in mine)]
        found = []
        for answers in product(*(axis.answers for axis in used)):
            facts: dict[str, Any] | None = {"specialty": specialty}
            for answer in answers:
                said = answer.facts(pack, facts or {})
                facts = {**(facts or {}), **said} if said is not None else None
                if facts is None:
                    break
            found.append(ask(Applicant(**facts)) if facts is not None else _IMPOSSIBLE)
        shape = [len(axis.answers) if axis in used else 1 for axis in self.axes]
        made = self._tables[key] = np.array(found, dtype=np.int64).reshape(shape)
        return made

    def in_scope(self, pack: int, bound: BoundCriterion) -> Table:
        """The weight of a common criterion for each combination of :attr:`scope`."""
        key = pack, id(bound)
        if key not in self._scopes:
            known: dict[tuple[Any, ...], int] = {}
            found = []
            for facts in self.scope:
                mine = tuple(facts.get(name) for name in bound.reads)
                if mine not in known:
                    finding, known[mine] = bound.ask(Applicant(**dict(zip(bound.reads, mine, strict=True))))
                    self.seen.add(bound.context.route, bound.criterion.id, finding, known[mine])
                found.append(known[mine])
            self._scopes[key] = np.array(found, dtype=np.int64)
            self._by_facts[key] = known
        return self._scopes[key]

    # --- what differs between the packs -----------------------------------------------------------------------

    def tables(self) -> Iterator[Table]:
        """What every criterion and every level made of the answers, once :meth:`states` has asked."""
        yield from (table for key, table in self._tables.items() if len(key) == 3)

    def in_scope_by_facts(self) -> Iterator[dict[tuple[Any, ...], int]]:
        """Of each common criterion: the weight by the facts that it reads."""
        yield from self._by_facts.values()

    def listed(self, kind: Kind, title: int) -> tuple[tuple[str, ...], ...]:
        """The routes that lie open, by pack; none where the pack has no such specialty."""
        return tuple(
            route_names(Applicant(specialty=kind.ids[0], **self._own_of_title[p][title]), pack) if there else ()
            for p, (pack, there) in enumerate(zip(self.packs, kind.there, strict=True))
        )

    def groups(self) -> Iterator[tuple[int, tuple[tuple[str, ...], ...], list[int]]]:
        """(kind of specialty, routes by pack, titles): people to whom the same routes lie open."""
        for k, kind in enumerate(self.kinds):
            alike: dict[Any, list[int]] = {}
            for title in range(len(self.axes[0].answers)):
                alike.setdefault(self.listed(kind, title), []).append(title)
            for routes, titles in alike.items():
                yield k, routes, titles

    def moved(self, kind: int, routes: tuple[tuple[str, ...], ...]) -> bool:
        """Whether the series has other routes or another committee in the second pack."""
        if not all(routes) or len(routes) < 2:
            return False
        committees = {pack.committee_of(self.kinds[kind].ids[0]) for pack in self.packs}
        return len({*routes}) > 1 or len(committees) > 1

    def route(self, pack: int, name: str, kind: int) -> Route:
        """A route under one pack."""
        return self.books[pack].route(name, self.kinds[kind].ids[0])

    def own(self, kind: int, name: str, packs: Sequence[int]) -> Iterator[tuple[str, list[Table | None], bool]]:
        """(criterion, its table by pack, whether it differs) of a route's own criteria."""
        by_pack = [{one.criterion.id: one for one in self.route(p, name, kind).own} for p in packs]
        for id_ in dict.fromkeys(id_ for own in by_pack for id_ in own):
            tables = [
                self.table(p, own[id_], self.kinds[kind].ids[0]) if id_ in own else None
                for p, own in zip(packs, by_pack, strict=True)
            ]
            yield id_, tables, not _alike(tables)

    def common(self, name: str, kind: int, packs: Sequence[int]) -> Iterator[tuple[str, list[Table | None], bool]]:
        """The same of the criteria that all routes share, over :attr:`scope`."""
        by_pack = [{one.criterion.id: one for one in self.route(p, name, kind).common} for p in packs]
        for id_ in dict.fromkeys(id_ for shared in by_pack for id_ in shared):
            tables = [
                self.in_scope(p, shared[id_]) if id_ in shared else None
                for p, shared in zip(packs, by_pack, strict=True)
            ]
            yield id_, tables, not _alike(tables)

    def _differing(self) -> tuple[set[str], set[str], dict[str, None]]:
        """(axes, facts of the scope) that a criterion reads which differs, and which criteria these are."""
        axes: set[str] = set()
        facts: set[str] = set()
        changed: dict[str, None] = {}
        if len(self.packs) == 1:
            return axes, facts, changed
        for k, routes, _ in self.groups():
            if self.moved(k, routes):
                changed[ROUTES] = None
            for name in dict.fromkeys(name for listed in routes for name in listed):
                packs = [p for p, listed in enumerate(routes) if name in listed]
                if len(packs) < 2:
                    continue
                for id_, tables, differs in self.own(k, name, packs):
                    if differs:
                        changed[id_] = None
                        axes |= {
                            axis.name for axis in self.axes if any(_varies(t, self._place[axis.name]) for t in tables)
                        }
                for id_, _, differs in self.common(name, k, packs):
                    if differs:
                        changed[id_] = None
                        bounds = [one for p in packs for one in self.route(p, name, k).common]
                        facts |= {f for one in bounds if one.criterion.id == id_ for f in one.reads}
                levels = [self.levels(p, self.route(p, name, k), self.kinds[k].ids[0]) for p in packs]
                if not _alike([*levels]):
                    changed["level"] = None
                    axes |= {axis.name for axis in self.axes if any(_varies(t, self._place[axis.name]) for t in levels)}
        return axes, facts, changed

    # --- put together -----------------------------------------------------------------------------------------

    def states(self) -> States:
        """All combinations, those together that weigh the same."""
        return _Sweep(self, *self._differing()).states()


def _alike(tables: Sequence[Table | None]) -> bool:
    first = tables[0]
    return first is not None and all(one is not None and np.array_equal(first, one) for one in tables)


def _varies(table: Table | None, axis: int) -> bool:
    return table is not None and table.shape[axis] > 1 and bool((table != table.take([0], axis=axis)).any())


class _Sweep:
    """Rows of :class:`States` as they are found, one group of people after the other."""

    def __init__(self, grid: Combinations, axes: set[str], facts: set[str], changed: Mapping[str, None]) -> None:
        self.grid = grid
        self.axes = [axis for axis in grid.axes if axis.name in axes and axis.name != "title"]
        self.facts = [name for name in dict.fromkeys(n for one in grid.scope for n in one) if name in facts]
        self.changed = {one: place for place, one in enumerate(changed)}
        self.fact_values = {name: tuple(dict.fromkeys(one.get(name) for one in grid.scope)) for name in self.facts}
        self.routes: dict[str, int] = {}
        self.committees: dict[str | None, int] = {None: 0}
        self.parts: list[dict[str, Table]] = []
        self._scopes: dict[Any, tuple[list[Table], Table, Table]] = {}

    def states(self) -> States:
        for kind, routes, titles in self.grid.groups():
            self._group(kind, routes, titles)
        whole = {name: np.concatenate([part[name] for part in self.parts]) for name in self.parts[0]}
        values: dict[str, tuple[Any, ...]] = {"kind": self.grid.kinds}
        columns = {"kind": whole["kind"]}
        for axis in (self.grid.axes[0], *self.axes):
            for feature in axis.features:
                told = [answer.told[feature] for answer in axis.answers]
                values[feature] = tuple(dict.fromkeys(told))
                columns[feature] = np.array([values[feature].index(one) for one in told])[whole[axis.name]]
        for name in self.facts:
            values[name], columns[name] = self.fact_values[name], whole[name]
        return States(
            columns=columns,
            values=values,
            beside={name: whole[name] for name in ("rest", "others", "others_level")},
            outcomes=tuple(
                Outcomes(*(whole[f"{part}:{p}"] for part in ("verdict", "route", "level", "committee", "decides")))
                for p in range(len(self.grid.packs))
            ),
            title=whole["title"],
            counts=whole["counts"],
            plainness=whole["at"] * 2**32 + whole["cell"],
            causes=whole["causes"],
            changed=tuple(self.changed),
            routes=tuple(self.routes),
            committees=tuple(self.committees),
            people=lambda row: self._person(whole["kind"][row], whole["cell"][row], whole["at"][row]),
        )

    def _person(self, kind: int, cell: int, at: int) -> tuple[dict[str, Any], ...]:
        """Somebody of one row, as facts under each pack."""
        grid = self.grid
        places = np.unravel_index(int(cell), [len(axis.answers) for axis in grid.axes])
        people = []
        for p in range(len(grid.packs)):
            facts: dict[str, Any] = {"specialty": grid.kinds[kind].ids[0]}
            for axis, place in zip(grid.axes, places, strict=True):
                facts |= axis.answers[int(place)].facts(p, facts) or {}
            people.append({**facts, **grid.scope[at]})
        return tuple(people)

    # --- one group --------------------------------------------------------------------------------------------

    def _group(self, kind: int, routes: tuple[tuple[str, ...], ...], titles: list[int]) -> None:
        grid = self.grid
        names = list(dict.fromkeys(name for listed in routes for name in listed))
        packs = {name: [p for p, listed in enumerate(routes) if name in listed] for name in names}
        shared = [name for name in names if len(packs[name]) == len(grid.packs)]
        shape = [len(axis.answers) for axis in grid.axes]
        shape[0] = len(titles)
        # By name: what is the same in both packs; what each pack has of its own; the level.
        parts: dict[Any, Table] = {}
        causes = np.zeros([1] * len(shape), dtype=np.int64)

        def put(key: Any, table: Table) -> None:
            parts[key] = np.maximum(parts[key], table) if key in parts else table

        for name in names:
            for id_, tables, differs in grid.own(kind, name, packs[name]):
                mine = [self._of(table, titles, self._key(kind, name, id_)) for table in tables]
                if name in shared and not differs:
                    put(("rest", name), mine[0])
                else:
                    for p, table in zip(packs[name], mine, strict=True):
                        put(("own", p, name), table)
                    if id_ in self.changed:
                        causes = causes | ((mine[0] != mine[-1]).astype(np.int64) << self.changed[id_])
            for p in packs[name]:
                level = grid.levels(p, grid.route(p, name, kind), grid.kinds[kind].ids[0])
                put(("level", p, name), self._of(level, titles, None))
            if "level" in self.changed and name in shared:
                other = parts["level", 0, name] != parts["level", len(grid.packs) - 1, name]
                causes = causes | (other.astype(np.int64) << self.changed["level"])
        if grid.moved(kind, routes):
            causes = causes | 1 << self.changed[ROUTES]
        put(("causes",), causes)
        used = ["title", "assessed", *(axis.name for axis in self.axes)]
        axes = [
            n
            for n, axis in enumerate(grid.axes)
            if axis.name in used or any(table.shape[n] > 1 for table in parts.values())
        ]
        counts = np.ones([1] * len(shape), dtype=np.int64)
        possible = grid._possible[titles]
        hours = len(shape) - 1
        if hours in axes:
            counts = possible.reshape([len(titles), *[1] * (len(shape) - 2), -1]).astype(np.int64)
        else:
            counts = possible.sum(axis=1).reshape([len(titles), *[1] * (len(shape) - 1)])
        full = [n if place in axes else 1 for place, n in enumerate(shape)]
        folded = int(np.prod([n for place, n in enumerate(shape) if place not in axes and place != hours]))
        counted = np.broadcast_to(counts, full).ravel()
        there = np.flatnonzero(counted)
        # What is told apart: the answers that are, and what all criteria come to.
        apart = []
        for place in axes:
            if grid.axes[place].name in used:
                line = np.arange(shape[place])
                if grid.axes[place].name == "assessed" and grid.axes[place] not in self.axes:
                    line = _numbers([answer.told["unit"] for answer in grid.axes[place].answers])
                apart.append(line.reshape([-1 if n == place else 1 for n in range(len(shape))]))
        apart += parts.values()
        numbers, first = numbered([np.broadcast_to(one, full).ravel()[there] for one in apart])
        cells = there[first]
        count = np.bincount(numbers, weights=counted[there]).astype(np.int64) * folded
        where = np.unravel_index(cells, full)
        own: dict[Any, Table] = {key: np.broadcast_to(table, full).ravel()[cells] for key, table in parts.items()}
        own["counts"] = count
        for place, axis in enumerate(grid.axes):
            own[axis.name] = np.array(titles)[where[0]] if place == 0 else where[place]
        own["cell"] = np.ravel_multi_index(
            [own[axis.name] for axis in grid.axes], [len(axis.answers) for axis in grid.axes]
        )
        self._cross(kind, routes, names, shared, packs, own)

    def _key(self, kind: int, name: str, id_: str) -> int | None:
        """The place of a criterion in its route, where it is told which decides."""
        if not self.grid.deciding:
            return None
        return next(n for n, one in enumerate(self.grid.route(0, name, kind).criteria) if one.criterion.id == id_)

    def _of(self, table: Table | None, titles: list[int], place: int | None) -> Table:
        if table is None:
            return np.zeros([1] * len(self.grid.axes), dtype=np.int64)
        mine = table[titles] if table.shape[0] > 1 else table
        mine = np.maximum(mine, 0)
        return mine if place is None else mine * _PLACES + (_PLACES - 1 - place)

    # --- with the scope ---------------------------------------------------------------------------------------

    def _profiles(
        self, kind: int, names: list[str], shared: list[str], packs: Mapping[str, list[int]]
    ) -> tuple[dict[Any, Table], Table, Table]:
        """The combinations of the scope, those together that weigh the same in the routes ``names``."""
        grid = self.grid
        parts: dict[Any, Table] = {("class",): _numbers(grid._classes)}
        causes = np.zeros(len(grid.scope), dtype=np.int64)
        for name in self.facts:
            values = self.fact_values[name]
            parts["fact", name] = np.array([values.index(one.get(name)) for one in grid.scope])
        for name in names:
            for id_, tables, differs in grid.common(name, kind, packs[name]):
                place = self._key(kind, name, id_)
                mine = [np.zeros(len(grid.scope), dtype=np.int64) if t is None else t for t in tables]
                if place is not None:
                    mine = [one * _PLACES + (_PLACES - 1 - place) for one in mine]
                keys = [("rest", name)] if name in shared and not differs else [("own", p, name) for p in packs[name]]
                for key, table in zip(keys, mine, strict=False):
                    parts[key] = np.maximum(parts[key], table) if key in parts else table
                if id_ in self.changed and differs:
                    causes |= (mine[0] != mine[-1]).astype(np.int64) << self.changed[id_]
        parts["causes",] = causes
        numbers, first = numbered(list(parts.values()))
        return {key: table[first] for key, table in parts.items()}, np.bincount(numbers), first

    def _cross(
        self,
        kind: int,
        routes: tuple[tuple[str, ...], ...],
        names: list[str],
        shared: list[str],
        packs: Mapping[str, list[int]],
        own: dict[Any, Table],
    ) -> None:
        grid = self.grid
        scope, many, first = self._profiles(kind, names, shared, packs)
        classes = _numbers_like(grid._classes, [a.told["unit"] for a in grid.axes[4].answers])[own["assessed"]]
        mine, theirs = np.nonzero(classes[:, None] == scope["class",][None, :])
        part: dict[str, Table] = {"kind": np.full(len(mine), kind), "at": first[theirs], "cell": own["cell"][mine]}
        part |= {axis.name: own[axis.name][mine] for axis in (grid.axes[0], *self.axes)}
        part |= {name: scope["fact", name][theirs] for name in self.facts}
        part["counts"] = own["counts"][mine] * many[theirs] * len(grid.kinds[kind].ids)
        part["causes"] = own["causes",][mine] | scope["causes",][theirs]
        nothing = np.zeros(len(mine), dtype=np.int64)

        def weighed(key: Any) -> Table:
            mine_ = own[key][mine] if key in own else nothing
            return np.maximum(mine_, scope[key][theirs]) if key in scope else mine_

        rest = {name: weighed(("rest", name)) for name in shared}
        unit = _PLACES if grid.deciding else 1
        by_pack: list[dict[str, tuple[Table, Table]]] = []
        for p, listed in enumerate(routes):
            ways = {
                name: (np.maximum(rest.get(name, nothing), weighed(("own", p, name))), own["level", p, name][mine])
                for name in listed
            }
            part |= {f"{key}:{p}": table for key, table in self._decide(p, kind, ways, len(mine)).items()}
            by_pack.append({name: (weight // unit, level) for name, (weight, level) in ways.items()})
        part |= self._beside(part["route:0"], {name: rest[name] // unit for name in shared}, by_pack[-1])
        self.parts.append(part)

    def _beside(
        self, before: Table, rest: Mapping[str, Table], after: Mapping[str, tuple[Table, Table]]
    ) -> dict[str, Table]:
        """Of the route that the first pack recommends: what stays the same of it; and the best of the other routes."""
        found = {name: np.full(len(before), NO_REST) for name in ("rest", "others")}
        found["others_level"] = np.zeros(len(before), dtype=np.int64)
        for route, number in self.routes.items():
            rows = before == number
            if not rows.any():
                continue
            if route in rest:
                found["rest"][rows] = rest[route][rows]
            for name, (weight, level) in after.items():
                if name != route:
                    better = rows & (weight < found["others"])
                    found["others"][better] = weight[better]
                    found["others_level"][better] = level[better]
        return found

    def _decide(self, pack: int, kind: int, ways: Mapping[str, tuple[Table, Table]], count: int) -> dict[str, Table]:
        names = ("verdict", "route", "level", "committee", "decides")
        listed, weights, levels = list(ways), [w for w, _ in ways.values()], [level for _, level in ways.values()]
        if not listed:
            return {name: np.full(count, NOT_THERE if name == "verdict" else 0) for name in names}
        unit = _PLACES if self.grid.deciding else 1
        numbers, first = numbered([*(weight // unit for weight in weights), *levels])
        committee = self.grid.packs[pack].committee_of(self.grid.kinds[kind].ids[0])
        rows = []
        for n in first:
            told = tuple((int(w[n]) // unit, LEVELS[v[n]]) for w, v in zip(weights, levels, strict=True))
            decision = decide(told)
            best = decision.recommended
            barred = decision.verdicts[best] is Verdict.INELIGIBLE
            rows.append(
                (
                    WEIGHT[decision.verdicts[best]],
                    self.routes.setdefault(listed[best], len(self.routes)),
                    0 if barred else LEVELS.index(told[best][1]),
                    self.committees.setdefault(None if barred else committee, len(self.committees)),
                    best,
                )
            )
        made = np.array(rows)[numbers]
        which = made[:, 4]
        decides = np.full(count, -1)
        if self.grid.deciding:
            heaviest = np.stack(weights)[which, np.arange(count)]
            decides = np.where(heaviest // unit > 0, _PLACES - 1 - heaviest % unit, -1)
        return {
            "verdict": made[:, 0],
            "route": made[:, 1],
            "level": made[:, 2],
            "committee": made[:, 3],
            "decides": decides,
        }


def _numbers(values: Sequence[Any]) -> Table:
    known: dict[Any, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values])


def _numbers_like(first: Sequence[Any], values: Sequence[Any]) -> Table:
    known = {value: n for n, value in reversed(list(enumerate(dict.fromkeys(first))))}
    return np.array([known.get(value, -1) for value in values])
