"""What has to be distinguished between two packs: the answers that a changed condition does not treat alike.

A condition that changed did so for some answers only; all others can stand as one. So no sentence about a change names
a diploma or a year that has nothing to do with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from logic.criteria.recognition import service
from logic.criteria.review import level
from logic.policy.answers import TITLE, Axis
from logic.policy.combinations import Combinations, Table

# In the place of a criterion: the series has other routes or another committee; the specialty is new or gone; another
# level by recognition (by review it is what the criterion "level" says).
ROUTES, CATALOGUE, RECOGNISED = "routes", "catalogue", "recognised_level"
LEVEL_OF = {"initial_recognition": (RECOGNISED, service.clause), "junior_review": (level.id, level.clause)}

# Values that are treated alike.
Alike = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """What is distinguished.

    ``changed``: criteria that come to something else for somebody, each with its clause (:data:`ROUTES` and
    :data:`CATALOGUE` with themselves). ``features``: by axis and feature, its values, those together that are treated
    alike; ``facts`` the same of the scope, ``kinds`` of the specialties.
    """

    changed: dict[str, str]
    features: dict[str, dict[str, tuple[Alike, ...]]]
    facts: dict[str, tuple[Alike, ...]]
    kinds: tuple[tuple[int, ...], ...]


def apart(grid: Combinations) -> Apart:
    """What is distinguished between the packs of ``grid``; of one pack the titles only."""
    if len(grid.packs) == 1:
        titles = grid.titles
        whole = {TITLE: {name: tuple((v,) for v in _values(titles, name)) for name in titles.features}}
        return Apart({}, whole, {}, tuple((k,) for k in range(len(grid.kinds))))
    return _Compared(grid).apart()


class _Compared:
    def __init__(self, grid: Combinations) -> None:
        self.grid = grid
        self.changed: dict[str, str] = {}
        # By axis: how each changed condition treats each answer.
        self.treated: dict[str, list[list[int]]] = {axis.name: [] for axis in grid.axes}
        # By fact of the scope, value and changed criterion: what it comes to, beside what else.
        self.facts: dict[str, dict[Any, set[Any]]] = {}
        self.kinds: dict[int, set[Any]] = {k: set() for k in range(len(grid.kinds))}
        self._seen: dict[tuple[int, int], bytes] = {}

    def apart(self) -> Apart:
        grid = self.grid
        for k, kind in enumerate(grid.kinds):
            if not all(kind.there):
                self.changed[CATALOGUE] = CATALOGUE
                self.kinds[k].add(k)
        for k, routes, titles in grid.groups():
            if grid.moved(k, routes):
                self.changed[ROUTES] = ROUTES
                self.kinds[k].add(k)
            for name in dict.fromkeys(name for listed in routes for name in listed):
                if all(name in listed for listed in routes):
                    self._route(k, name, tuple(titles))
        features = {
            axis.name: made
            for axis in grid.axes
            if (made := _alike(axis, list(zip(*self.treated[axis.name], strict=True))))
        }
        kinds: dict[Any, list[int]] = {}
        for k, signs in self.kinds.items():
            kinds.setdefault(frozenset(signs), []).append(k)
        return Apart(self.changed, features, dict(self._facts()), tuple(map(tuple, kinds.values())))

    def _route(self, k: int, name: str, titles: tuple[int, ...]) -> None:
        grid, packs = self.grid, range(len(self.grid.packs))
        routes = [grid.route(p, name, k) for p in packs]
        bound = {one.criterion.id: one for route in routes for one in route.criteria}
        for id_, tables, differs in grid.own(k, name, packs):
            if differs:
                self.changed[id_] = bound[id_].criterion.clause
                self.kinds[k].add((titles, name, id_, self._axes(tables)))
        for id_, tables, differs in grid.common(name, k, packs):
            if differs:
                self.changed[id_] = bound[id_].criterion.clause
                self._scope(id_, tables, bound[id_].reads)
        levels = [grid.levels(p, route, grid.kinds[k].ids[0]) for p, route in zip(packs, routes, strict=True)]
        if not np.array_equal(levels[0], levels[1]):
            key, clause = LEVEL_OF[name]
            self.changed[key] = clause
            self.kinds[k].add((titles, name, key, self._axes(levels)))

    def _axes(self, tables: Sequence[Table | None]) -> bytes:
        """Along which answers a condition changed, and how."""
        seen = id(tables[0]), id(tables[1])
        if seen not in self._seen:
            code = _changes(tables)
            for place, axis in enumerate(self.grid.axes):
                if code.shape[place] > 1:
                    slices = np.moveaxis(code, place, 0).reshape(code.shape[place], -1)
                    numbers = np.unique(slices, axis=0, return_inverse=True)[1].ravel().tolist()
                    if len(set(numbers)) > 1:
                        self.treated[axis.name].append(numbers)
            self._seen[seen] = code.tobytes()
        return self._seen[seen]

    def _scope(self, id_: str, tables: Sequence[Table | None], reads: Sequence[str]) -> None:
        for facts, code in zip(self.grid.scope, _changes(tables).tolist(), strict=True):
            mine = tuple(facts.get(name) for name in reads)
            for place, name in enumerate(reads):
                others = (id_, *mine[:place], *mine[place + 1 :])
                self.facts.setdefault(name, {}).setdefault(facts.get(name), set()).add((others, code))

    def _facts(self) -> Iterator[tuple[str, tuple[Alike, ...]]]:
        for name in dict.fromkeys(name for one in self.grid.scope for name in one):
            alike = _together((value, frozenset(signs)) for value, signs in self.facts.get(name, {}).items())
            if len(alike) > 1:
                yield name, alike


def _changes(tables: Sequence[Table | None]) -> Table:
    """0 where both come to the same, else what each comes to."""
    some = next(table for table in tables if table is not None)
    one, other = (np.zeros_like(some) if table is None else table for table in (tables[0], tables[-1]))
    return np.where(one == other, 0, (one + 2) * 64 + other + 2)


def _values(axis: Axis, feature: str) -> list[Any]:
    return list(dict.fromkeys(answer.named[feature] for answer in axis.answers))


def _alike(axis: Axis, treated: Sequence[tuple[int, ...]]) -> dict[str, tuple[Alike, ...]]:
    """By feature, the values that make no difference together; nothing where no answer makes any."""
    if not treated:
        return {}
    found = {}
    for feature in axis.features:
        signs: dict[Any, set[Any]] = {}
        for answer, sign in zip(axis.answers, treated, strict=True):
            others = tuple(value for name, value in answer.named.items() if name != feature)
            signs.setdefault(answer.named[feature], set()).add((others, sign))
        found[feature] = _together((value, frozenset(mine)) for value, mine in signs.items())
    return found


def _together(signed: Iterable[tuple[Any, Any]]) -> tuple[Alike, ...]:
    found: dict[Any, list[Any]] = {}
    for value, sign in signed:
        found.setdefault(sign, []).append(value)
    return tuple(map(tuple, found.values()))
