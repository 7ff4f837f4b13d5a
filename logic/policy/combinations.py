"""Every combination of answers, weighed without walking through them one by one.

A finding hangs on few facts, and a route's verdict is the weightiest of its findings. So each criterion is asked once
for every combination of the facts it reads; :mod:`logic.policy.states` puts together what they come to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from logic.criteria.base import BoundCriterion
from logic.facts import Applicant
from logic.findings import Finding, Level
from logic.pack import Pack
from logic.policy.answers import HOURS, TITLE, SpecialtyKind, kinds, personal_axes, scope
from logic.policy.periods import day_of
from logic.routes import Route, route_names, rulebook

Table = npt.NDArray[np.int64]
LEVELS = (None, *Level)
# In the place of a weight, where nobody can answer so.
_IMPOSSIBLE = -1


@dataclass(slots=True)
class Seen:
    """What the criteria said on the way, for the proof: by route and criterion, each finding's weight and clauses."""

    findings: dict[tuple[str, str], dict[tuple[Any, ...], int]] = field(default_factory=dict)

    def add(self, route: str, criterion: str, finding: Finding, weight: int) -> None:
        """One finding more."""
        weights = self.findings.setdefault((route, criterion), {})
        key = finding.verdict, finding.barring, finding.clause, finding.also
        weights[key] = weight


class Combinations:
    """The grid of answers of one pack, or of two laid on each other, and what every criterion makes of it."""

    def __init__(self, packs: Sequence[Pack], *, blanks: bool = False, days: bool = False) -> None:
        """``blanks``: 不清楚 is an answer too. ``days``: whose years are full between two last days too."""
        self.packs = tuple(packs)
        self.books = tuple(rulebook(pack, day_of(pack)) for pack in self.packs)
        self.axes = personal_axes(packs, blanks=blanks, days=days)
        self.scope = scope(packs, blanks=blanks)
        self.kinds: tuple[SpecialtyKind, ...] = kinds(packs)
        self.seen = Seen()
        self.place = {axis.name: place for place, axis in enumerate(self.axes)}
        self.titles, self.hours = (self.axes[self.place[name]] for name in (TITLE, HOURS))
        self._tables: dict[Any, Table] = {}
        self._scopes: dict[Any, Table] = {}
        self._by_facts: dict[Any, dict[tuple[Any, ...], int]] = {}
        self._own_of_title = [[dict(a.facts(p, {}) or {}) for a in self.titles.answers] for p in range(len(packs))]
        # By title: which hours one can have, since some need years since the title.
        self.possible = np.array(
            [
                [all(one.facts(p, said) is not None for p, said in enumerate(by_pack)) for one in self.hours.answers]
                for by_pack in zip(*self._own_of_title, strict=True)
            ]
        )

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
        # Hours are read from the title's date on.
        used = [axis for axis in self.axes if axis in mine or (axis is self.titles and self.hours in mine)]
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

    def tables(self) -> Iterator[Table]:
        """What every criterion and every level made of the answers, once all were asked."""
        yield from (table for key, table in self._tables.items() if len(key) == 3)

    def in_scope_by_facts(self) -> Iterator[dict[tuple[Any, ...], int]]:
        """Of each common criterion: the weight by the facts that it reads."""
        yield from self._by_facts.values()

    # --- what differs between the packs -----------------------------------------------------------------------

    def listed(self, kind: SpecialtyKind, title: int) -> tuple[tuple[str, ...], ...]:
        """The routes that lie open, by pack; none where the pack has no such specialty."""
        return tuple(
            route_names(Applicant(specialty=kind.ids[0], **self._own_of_title[p][title]), pack) if there else ()
            for p, (pack, there) in enumerate(zip(self.packs, kind.there, strict=True))
        )

    def groups(self) -> Iterator[tuple[int, tuple[tuple[str, ...], ...], list[int]]]:
        """(kind of specialty, routes by pack, titles): people to whom the same routes lie open."""
        for k, kind in enumerate(self.kinds):
            alike: dict[Any, list[int]] = {}
            for title in range(len(self.titles.answers)):
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


def _alike(tables: Sequence[Table | None]) -> bool:
    first = tables[0]
    return first is not None and all(one is not None and np.array_equal(first, one) for one in tables)
