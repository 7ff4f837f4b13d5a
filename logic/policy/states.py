"""What all combinations of answers come to: those that weigh the same together, with their number.

A route's verdict is the weightiest of its findings, so what every criterion made of the facts it reads
(:mod:`logic.policy.combinations`) is put together by arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from logic.policy.answers import ASSESSED, HOURS, TITLE, unit_kind
from logic.policy.apart import CATALOGUE, LEVEL_OF, ROUTES, Alike, apart
from logic.policy.combinations import Combinations, Table
from logic.policy.cover import numbered
from logic.policy.outcomes import OUTCOME, PLACES, Deciding, Outcomes


@dataclass(frozen=True, slots=True)
class States:
    """Combinations of answers, those together that weigh the same: ``counts`` says how many each row stands for.

    ``columns``: features as numbers of ``values``, each of which stands for all that a changed criterion treats alike.
    ``beside``: ``rest``, what in the first pack's route is the same in both packs comes to; ``others``, the best
    verdict of the second pack's other routes, and ``others_level`` and ``others_route`` where that leads. ``alone``: by
    cause, what the first pack would come to if it had nothing else of the second.
    """

    columns: dict[str, Table]
    values: dict[str, tuple[Alike, ...]]
    beside: dict[str, Table]
    outcomes: tuple[Outcomes, ...]
    alone: tuple[Outcomes, ...]
    title: Table  # place on the first axis
    counts: Table
    plainness: Table  # the lower, the more people are like it
    causes: Table  # bits of ``changed``
    changed: dict[str, int]  # criteria, each with its cause
    routes: tuple[str, ...]
    committees: tuple[str | None, ...]
    people: Callable[[int], tuple[dict[str, Any], ...]]


def states(grid: Combinations, *, deciding: bool = False, causes: bool = False) -> States:
    """All combinations, those together that weigh the same.

    ``deciding``: which criterion decides is distinguished. ``causes``: changed criteria of different clauses are
    tried alone as well.
    """
    return _Sweep(grid, deciding=deciding, causes=causes).states()


# What weighs in a route, by key: ("rest", route) what is the same in both packs, ("own", pack, route, cause) what is
# not, ("level", pack, route) where it leads.
_Parts = dict[Any, Table]


class _Sweep:
    """Rows of :class:`States` as they are found, one group of people after the other."""

    def __init__(self, grid: Combinations, *, deciding: bool, causes: bool) -> None:
        found = apart(grid)
        self.grid, self.placed, self.features, self.facts = grid, deciding, found.features, found.facts
        self.kind_class = {kind: n for n, alike in enumerate(found.kinds) for kind in alike}
        self.kinds = tuple(tuple(grid.kinds[kind] for kind in alike) for alike in found.kinds)
        # By axis: its features as numbers, answer by answer.
        self.numbers = {
            axis.name: [
                _places(self.features[axis.name][name], [one.named[name] for one in axis.answers])
                for name in axis.features
            ]
            for axis in grid.axes
            if axis.name in self.features
        }
        self.bit = {one: place for place, one in enumerate(found.changed)}
        clauses = list(dict.fromkeys(found.changed.values()))
        self.cause = {one: clauses.index(clause) if causes else 0 for one, clause in found.changed.items()}
        self.tried = range(len(clauses)) if causes and len(clauses) > 1 else range(0)
        self.deciding = Deciding(placed=deciding)
        self.parts: list[dict[str, Table]] = []
        self.title, self.assessed = grid.place[TITLE], grid.place[ASSESSED]
        self.units = [unit_kind(one.get("employment")) for one in grid.scope]
        self.unit_of_answer = [answer.named["unit"] for answer in grid.axes[self.assessed].answers]

    def states(self) -> States:
        for kind, routes, titles in self.grid.groups():
            self._group(kind, routes, titles)
        whole = {name: np.concatenate([part[name] for part in self.parts]) for name in self.parts[0]}
        values: dict[str, tuple[Alike, ...]] = {"kind": self.kinds}
        columns = {"kind": whole["class"]}
        for axis, columns_ in self.numbers.items():
            for (feature, alike), numbers in zip(self.features[axis].items(), columns_, strict=True):
                if len(alike) > 1:
                    values[feature], columns[feature] = alike, numbers[whole[axis]]
        for name, alike in self.facts.items():
            values[name], columns[name] = alike, whole[name]
        return States(
            columns=columns,
            values=values,
            beside={name: whole[name] for name in ("rest", "others", "others_level", "others_route") if name in whole},
            outcomes=tuple(_outcomes(whole, str(p)) for p in range(len(self.grid.packs))),
            alone=tuple(_outcomes(whole, f"alone{cause}") for cause in self.tried),
            title=whole[TITLE],
            counts=whole["counts"],
            plainness=whole["at"] * 2**32 + whole["cell"],
            causes=whole["causes"],
            changed=self.cause,
            routes=tuple(self.deciding.routes),
            committees=tuple(self.deciding.committees),
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

    # --- the answers about the person -------------------------------------------------------------------------

    def _group(self, kind: int, routes: tuple[tuple[str, ...], ...], titles: list[int]) -> None:
        """People to whom the same routes lie open: what their own answers come to, then with the scope."""
        group = _Group(self, kind, routes, titles)
        own = self._cells(group, self._weights(group))
        self.parts.append(self._with_scope(group, own))

    def _weights(self, group: _Group) -> _Parts:
        """What weighs, over the axes of the grid."""
        grid, kind = self.grid, group.kind
        parts: _Parts = {}
        causes = np.zeros([1] * len(grid.axes), dtype=np.int64)
        if not all(grid.kinds[kind].there):
            causes = causes | 1 << self.bit[CATALOGUE]
        if group.moved:
            causes = causes | 1 << self.bit[ROUTES]
        for name, packs in group.packs.items():
            for id_, tables, differs in grid.own(kind, name, packs):
                place = self._place_in_route(kind, name, id_)
                mine = [self._of_titles(table, group.titles, place) for table in tables]
                self._put(parts, group, (name, id_), mine, differs=differs)
                if differs and name in group.shared:
                    causes = causes | ((mine[0] != mine[1]).astype(np.int64) << self.bit[id_])
            for p in packs:
                level = grid.levels(p, grid.route(p, name, kind), grid.kinds[kind].ids[0])
                parts["level", p, name] = self._of_titles(level, group.titles, None)
            key = LEVEL_OF.get(name, ("", ""))[0]
            if key in self.bit and name in group.shared:
                other = parts["level", 0, name] != parts["level", packs[-1], name]
                causes = causes | (other.astype(np.int64) << self.bit[key])
        parts["causes",] = causes
        return parts

    def _put(
        self, parts: _Parts, group: _Group, of: tuple[str, str], tables: Sequence[Table], *, differs: bool
    ) -> None:
        """Add what a criterion weighs to its part of the route: the heaviest of a part is all that counts."""
        name, id_ = of
        if name not in group.shared:
            put: _Parts = {("own", p, name, 0): table for p, table in zip(group.packs[name], tables, strict=True)}
        elif not differs:
            put = {("rest", name): tables[0]}
        else:
            same = tables[0] == tables[1]
            put = {("rest", name): np.where(same, tables[0], 0)}
            put |= {("own", p, name, self.cause[id_]): np.where(same, 0, table) for p, table in enumerate(tables)}
        for key, table in put.items():
            parts[key] = np.maximum(parts[key], table) if key in parts else table

    def _cells(self, group: _Group, parts: _Parts) -> _Parts:
        """The combinations of the person's answers, those together of whom all parts are the same."""
        grid = self.grid
        shape = [len(axis.answers) for axis in grid.axes]
        shape[self.title] = len(group.titles)
        lines = {grid.place[name]: _lines(columns) for name, columns in self.numbers.items()}
        lines[self.title] = lines[self.title][group.titles] if self.title in lines else np.zeros(len(group.titles), int)
        units = _numbers(self.unit_of_answer)
        lines[self.assessed] = _lines([lines[self.assessed], units]) if self.assessed in lines else units
        axes = [n for n in range(len(shape)) if n in lines or any(table.shape[n] > 1 for table in parts.values())]
        possible = grid.possible[group.titles]
        hours = grid.place[HOURS]
        lengthwise = [len(group.titles), *[1] * (len(shape) - 2)]
        if hours in axes:
            counts = possible.reshape([*lengthwise, -1]).astype(np.int64)
        else:
            counts = possible.sum(axis=1).reshape([*lengthwise, 1])
        full = [n if place in axes else 1 for place, n in enumerate(shape)]
        folded = int(np.prod([n for place, n in enumerate(shape) if place not in axes and place != hours]))
        counted = np.broadcast_to(counts, full).ravel()
        there = np.flatnonzero(counted)
        # What is distinguished: the answers that are, and what all criteria come to.
        lines_apart = [
            line.reshape([-1 if n == place else 1 for n in range(len(shape))]) for place, line in sorted(lines.items())
        ]
        lines_apart += parts.values()
        numbers, first = numbered([np.broadcast_to(one, full).ravel()[there] for one in lines_apart])
        cells = there[first]
        where = np.unravel_index(cells, full)
        own: _Parts = {key: np.broadcast_to(table, full).ravel()[cells] for key, table in parts.items()}
        own["counts"] = np.bincount(numbers, weights=counted[there]).astype(np.int64) * folded
        for place, axis in enumerate(grid.axes):
            own[axis.name] = np.array(group.titles)[where[place]] if place == self.title else where[place]
        own["cell"] = np.ravel_multi_index(
            [own[axis.name] for axis in grid.axes], [len(axis.answers) for axis in grid.axes]
        )
        return own

    def _place_in_route(self, kind: int, name: str, id_: str) -> int | None:
        """The place of a criterion in its route, where it is distinguished which decides."""
        if not self.placed:
            return None
        return next(n for n, one in enumerate(self.grid.route(0, name, kind).criteria) if one.criterion.id == id_)

    def _of_titles(self, table: Table | None, titles: list[int], place: int | None) -> Table:
        if table is None:
            return np.zeros([1] * len(self.grid.axes), dtype=np.int64)
        mine = table[titles] if table.shape[self.title] > 1 else table
        return _placed(np.maximum(mine, 0), place)

    # --- with the scope ---------------------------------------------------------------------------------------

    def _profiles(self, group: _Group) -> tuple[_Parts, Table, Table]:
        """The combinations of the scope, those together that weigh the same in the group's routes."""
        grid = self.grid
        parts: _Parts = {("unit",): _numbers(self.units)}
        causes = np.zeros(len(grid.scope), dtype=np.int64)
        for name, alike in self.facts.items():
            parts["fact", name] = _places(alike, [one.get(name) for one in grid.scope])
        for name, packs in group.packs.items():
            for id_, tables, differs in grid.common(name, group.kind, packs):
                place = self._place_in_route(group.kind, name, id_)
                mine = [_placed(np.zeros(len(grid.scope), np.int64) if t is None else t, place) for t in tables]
                self._put(parts, group, (name, id_), mine, differs=differs)
                if differs and name in group.shared:
                    causes |= (mine[0] != mine[1]).astype(np.int64) << self.bit[id_]
        parts["causes",] = causes
        numbers, first = numbered(list(parts.values()))
        return {key: table[first] for key, table in parts.items()}, np.bincount(numbers), first

    def _with_scope(self, group: _Group, own: _Parts) -> dict[str, Table]:
        """Everybody of the group: each of their own answers with each of the scope that goes with it."""
        grid = self.grid
        scope, many, first = self._profiles(group)
        units = _numbers_like(self.units, self.unit_of_answer)[own[ASSESSED]]
        mine, theirs = np.nonzero(units[:, None] == scope["unit",][None, :])
        part: dict[str, Table] = {
            "kind": np.full(len(mine), group.kind),
            "at": first[theirs],
            "cell": own["cell"][mine],
        }
        part["class"] = np.full(len(mine), self.kind_class[group.kind])
        part |= {name: own[name][mine] for name in dict.fromkeys((TITLE, *self.numbers))}
        part |= {name: scope["fact", name][theirs] for name in self.facts}
        part["counts"] = own["counts"][mine] * many[theirs] * len(grid.kinds[group.kind].ids)
        part["causes"] = own["causes",][mine] | scope["causes",][theirs]
        nothing = np.zeros(len(mine), dtype=np.int64)

        def weighed(key: Any) -> Table:
            mine_ = own[key][mine] if key in own else nothing
            return np.maximum(mine_, scope[key][theirs]) if key in scope else mine_

        rest = {name: weighed(("rest", name)) for name in group.shared}
        keys = {key for key in (*own, *scope) if key[0] == "own"}
        each = {key: weighed(key) for key in keys}
        levels = {key: own[key][mine] for key in own if key[0] == "level"}

        def ways(pack_of: Callable[[int], int], listed: Sequence[str]) -> dict[str, tuple[Table, Table]]:
            """Weight and level of each route, by the pack that each cause takes."""
            found = {}
            for name in listed:
                weight = rest.get(name, nothing)
                for _, p, _, cause in (key for key in keys if key[2] == name):
                    if p == pack_of(cause):
                        weight = np.maximum(weight, each["own", p, name, cause])
                level_cause = self.cause.get(LEVEL_OF.get(name, ("", ""))[0], 0)
                found[name] = weight, levels["level", pack_of(level_cause), name]
            return found

        for p, listed in enumerate(group.routes):
            there = ways(lambda cause, p=p: p, listed)  # type: ignore[misc]
            part |= _keyed(self.deciding.decide(there, self._committee(p, group), len(mine)), str(p))
        for tried in self.tried:
            one = self._alone(group, tried)
            if one is not None:
                alike = {name: part[f"{name}:{one}"] for name in OUTCOME}
            else:
                mixed = ways(lambda cause, tried=tried: int(cause == tried), group.routes[0])  # type: ignore[misc]
                alike = self.deciding.decide(mixed, self._committee(0, group), len(mine))
            part |= _keyed(alike, f"alone{tried}")
        if len(grid.packs) > 1:
            part |= self.deciding.beside(part["route:0"], {name: rest[name] for name in group.shared}, there)
        return part

    def _committee(self, pack: int, group: _Group) -> str | None:
        kind = self.grid.kinds[group.kind]
        return self.grid.packs[pack].committee_of(kind.ids[0]) if kind.there[pack] else None

    def _alone(self, group: _Group, tried: int) -> int | None:
        """The pack that decides as this cause alone does, of a series with other routes and of a new specialty."""
        for key, whole in ((CATALOGUE, not all(self.grid.kinds[group.kind].there)), (ROUTES, group.moved)):
            if whole:
                return int(self.cause[key] == tried)
        return None


class _Group:
    """People of one kind of specialty to whom the same routes lie open."""

    def __init__(self, sweep: _Sweep, kind: int, routes: tuple[tuple[str, ...], ...], titles: list[int]) -> None:
        self.kind, self.routes, self.titles = kind, routes, titles
        names = dict.fromkeys(name for listed in routes for name in listed)
        # By route: the packs that list it; and the routes that all of them list.
        self.packs = {name: [p for p, listed in enumerate(routes) if name in listed] for name in names}
        self.shared = [name for name, packs in self.packs.items() if len(packs) == len(routes)]
        self.moved = sweep.grid.moved(kind, routes)


def _outcomes(whole: Mapping[str, Table], of: str) -> Outcomes:
    return Outcomes(*(whole[f"{part}:{of}"] for part in OUTCOME))


def _keyed(parts: Mapping[str, Table], of: str) -> dict[str, Table]:
    return {f"{name}:{of}": table for name, table in parts.items()}


def _placed(weights: Table, place: int | None) -> Table:
    """Weights with the place of their criterion."""
    return weights if place is None else weights * PLACES + (PLACES - 1 - place)


def _places(alike: Sequence[Alike], values: Sequence[Any]) -> Table:
    """In which of ``alike`` each value is."""
    places = {value: n for n, together in enumerate(alike) for value in together}
    return np.array([places[value] for value in values])


def _lines(columns: Sequence[Table]) -> Table:
    """A number for each combination of the columns' values."""
    return numbered(columns)[0]


def _numbers(values: Sequence[Any]) -> Table:
    known: dict[Any, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values])


def _numbers_like(first: Sequence[Any], values: Sequence[Any]) -> Table:
    known = {value: n for n, value in reversed(list(enumerate(dict.fromkeys(first))))}
    return np.array([known.get(value, -1) for value in values])
