"""What a person's routes come to: the verdict, and the route, the level and the committee that go with it.

The decision is that of :mod:`logic.assess`, once for all whose routes weigh the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from logic.assess import decide
from logic.findings import WEIGHT, Verdict
from logic.policy.combinations import LEVELS, Table
from logic.policy.cover import numbered

# A weight with the place of its criterion: the heaviest is the largest, and among equals the first in the route.
PLACES = 64
NOT_THERE = len(WEIGHT)  # in the place of a verdict, where the pack has no such specialty
# In the place of a verdict: the route is not the same in both packs, or there is no other.
NO_REST = len(WEIGHT)
_BARRED = WEIGHT[Verdict.INELIGIBLE]
# By route: its weight and its level, row by row.
Ways = Mapping[str, tuple[Table, Table]]
OUTCOME = ("verdict", "route", "level", "committee", "decides")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What one pack makes of each row of :class:`States`, by number."""

    verdict: Table
    route: Table  # of States.routes
    level: Table  # of LEVELS
    committee: Table  # of States.committees
    decides: Table  # place of the heaviest criterion of the recommended route; -1 where nothing is in the way


class Deciding:
    """Decides, and numbers the routes and the committees as it meets them."""

    def __init__(self, *, placed: bool) -> None:
        """``placed``: the weights are with the place of their criterion, and it is said which decides."""
        self.unit = PLACES if placed else 1
        self.routes: dict[str, int] = {}
        self.committees: dict[str | None, int] = {None: 0}

    def decide(self, ways: Ways, committee: str | None, count: int) -> dict[str, Table]:
        """What ``count`` rows come to by the weight and level of each of their routes, part by part of an outcome."""
        listed, weights, levels = list(ways), [w for w, _ in ways.values()], [level for _, level in ways.values()]
        if not listed:
            return {name: np.full(count, NOT_THERE if name == "verdict" else 0) for name in OUTCOME}
        numbers, first = numbered([*(weight // self.unit for weight in weights), *levels])
        rows = []
        for n in first:
            ways_ = tuple((int(w[n]) // self.unit, LEVELS[v[n]]) for w, v in zip(weights, levels, strict=True))
            decision = decide(ways_)
            best = decision.recommended
            barred = decision.verdicts[best] is Verdict.INELIGIBLE
            rows.append(
                (
                    WEIGHT[decision.verdicts[best]],
                    self.routes.setdefault(listed[best], len(self.routes)),
                    0 if barred else LEVELS.index(ways_[best][1]),
                    self.committees.setdefault(None if barred else committee, len(self.committees)),
                    best,
                )
            )
        made = np.array(rows)[numbers]
        decides = np.full(count, -1)
        if self.unit > 1:
            heaviest = np.stack(weights)[made[:, 4], np.arange(count)]
            decides = np.where(heaviest // self.unit > 0, PLACES - 1 - heaviest % self.unit, -1)
        return dict(zip(OUTCOME, (*made.T[:4], decides), strict=True))

    def beside(self, before: Table, rest: Mapping[str, Table], after: Ways) -> dict[str, Table]:
        """Of the route that the first pack recommends: what stays the same of it; and the best of the other routes."""
        found = {name: np.full(len(before), NO_REST) for name in ("rest", "others")}
        found |= {name: np.zeros(len(before), dtype=np.int64) for name in ("others_level", "others_route")}
        for route, number in tuple(self.routes.items()):
            rows = before == number
            if not rows.any():
                continue
            if route in rest:
                found["rest"][rows] = rest[route][rows]
            for name, (weight, level) in after.items():
                if name != route:
                    reached = np.where(weight == _BARRED, 0, level)
                    better = rows & (
                        (weight < found["others"]) | ((weight == found["others"]) & (reached > found["others_level"]))
                    )
                    found["others"][better] = weight[better]
                    found["others_level"][better] = reached[better]
                    found["others_route"][better] = self.routes.setdefault(name, len(self.routes))
        return found
