"""Two packs side by side: what stands differently in them, and for whom that changes the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from logic.facts import Applicant
from logic.findings import BY_WEIGHT, Verdict
from logic.language import Text, say
from logic.pack import Pack
from logic.policy.combinations import NOT_THERE, ROUTES, Combinations, States, Table
from logic.policy.cover import Box, boxes, numbered
from logic.policy.words import Wording


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in the file, and what stands there; None where there is nothing."""

    path: str
    before: Any
    after: Any


def differences(one: Pack, other: Pack) -> tuple[Difference, ...]:
    """Every value that stands differently, by its path; lists of things with an id are matched by it."""
    before, after = dict(_flat(one.as_written())), dict(_flat(other.as_written()))
    paths = [*before, *(path for path in after if path not in before)]
    return tuple(
        Difference(path, before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)
    )


def _flat(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _flat(value, f"{path}.{name}" if path else str(name))
    elif isinstance(part, list) and part and all(isinstance(one, dict) and "id" in one for one in part):
        for one in part:
            yield from _flat({k: v for k, v in one.items() if k != "id"}, f"{path}[{one['id']}]")
    elif isinstance(part, list) and part and all(isinstance(one, dict) for one in part):
        for place, one in enumerate(part):
            yield from _flat(one, f"{path}[{place}]")
    else:
        yield path, part


# --- for whom the outcome changes ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One true sentence: who, what the first pack says of them and what the second, by which criteria.

    It stands for so many ``combinations`` of answers, each of which changes so. ``people`` is one of them, as facts
    under each pack: the dates are counted back from that pack's own days.
    """

    cause: Text
    who: Text
    before: Text
    after: Text
    combinations: int
    people: tuple[dict[str, Any], dict[str, Any]]

    @property
    def sentence(self) -> Text:
        """The whole of it."""
        return say("{who}：{before} → {after}", who=self.who, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class Changes:
    """For whom the outcome changes between two packs: ``sentences``, and how many combinations there are in all."""

    sentences: tuple[Change, ...]
    changed: int
    combinations: int


def changes(one: Pack, other: Pack) -> Changes:
    """For whom the outcome is another, each pack on the day its own review opens.

    An outcome is the verdict; of those who can apply or have to ask, also the route, the level and the committee. A
    title by another name is the same title. Dates count by the last day of filing, so that a calendar moved as a whole
    changes nobody's outcome, and who completes a year between two routes' last days is not told apart.
    """
    return Laid(one, other).changes()


# What it costs to name a feature in a sentence; what the arrow says anyway costs nothing.
_COSTS = {
    **{"before_verdict": 0, "title_years": 2, "title_same_series": 2, "before_level": 3},
    **{"rest": 2, "others": 2, "others_level": 5, "leaves_out": 2, "other_hours": 2},
}
# What a changed criterion reads is named wherever it plays a part, but for these.
_NEED_NOT_BE_NAMED = frozenset(
    ("kind", "title_level", "title_years", "title_same_series", "leaves_out", "other_hours", "residency")
)


class Laid:
    """Two packs laid on each other: the combinations, which of them change how, and the boxes that tell it."""

    def __init__(self, one: Pack, other: Pack) -> None:
        """Weigh all combinations under both packs."""
        self.packs = one, other
        self.states: States = Combinations(self.packs).states()
        before = self.states.outcomes[0]
        self.columns: dict[str, Table] = {
            **self.states.columns,
            **self.states.beside,
            "before_verdict": before.verdict,
            "before_route": before.route,
            "before_level": before.level,
        }
        self.labels = _labels(self.states)
        self.wording = Wording(self.packs, self.states)

    def changes(self) -> Changes:
        """The sentences, grouped by cause, those that stand for most first."""
        found = [self.change(box) for box in self.boxes]
        found.sort(key=lambda change: (change.cause.zh, -change.combinations))
        counts = self.states.counts
        return Changes(tuple(found), int(counts[self.labels > 0].sum()), int(counts.sum()))

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """The sentences, as boxes over :attr:`columns`."""
        if not self.labels.any():
            return ()
        costs = {name: _COSTS.get(name, 1) for name in self.columns}
        named = frozenset(self.states.columns) - _NEED_NOT_BE_NAMED
        if ROUTES in self.states.changed or not all(all(kind.there) for kind in self.states.values["kind"]):
            named |= {"kind"}
        return boxes(self.columns, self.labels, self.states.counts, costs, named)

    def change(self, box: Box) -> Change:
        """A box in words."""
        inside = np.flatnonzero(box.holds(self.columns))
        row = int(inside[np.argmin(self.states.plainness[inside] + self.columns["before_verdict"][inside] * 2**60)])
        people = self.states.people(row)
        before, after = self.wording.outcomes(inside)
        return Change(
            cause=self.wording.cause(inside),
            who=self.wording.who(box.takes),
            before=before,
            after=after,
            combinations=int(self.states.counts[inside].sum()),
            people=(_plain(people[0]), _plain(people[1])),
        )


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return Applicant(**facts).plain()


def _labels(states: States) -> Table:
    """A number for each way to change, 0 for none: what it is that changes, and to what."""
    one, other = states.outcomes
    parts = [getattr(side, part) for part in ("verdict", "route", "level", "committee") for side in (one, other)]
    back, first = numbered(parts)
    numbers: dict[tuple[Any, ...], int] = {}
    labels = []
    for before, after, *pairs in zip(*(part[first].tolist() for part in parts), strict=True):
        label = _label(before, after, (pairs[0], pairs[1]), (pairs[2], pairs[3]), (pairs[4], pairs[5]))
        labels.append(0 if label is None else numbers.setdefault(label, len(numbers) + 1))
    return np.array(labels, dtype=np.int64)[back]


# Who cannot apply has no way yet that could change.
_CANNOT = BY_WEIGHT.index(Verdict.NOT_YET)


def _label(
    before: int, after: int, routes: tuple[int, int], levels: tuple[int, int], committees: tuple[int, int]
) -> tuple[Any, ...] | None:
    if NOT_THERE in (before, after):
        return ("gone",) if after == NOT_THERE else ("new",)
    if before != after:
        return "verdict", after, after > before
    if before >= _CANNOT:
        return None
    for part, (was, is_) in (("route", routes), ("level", levels), ("committee", committees)):
        if was != is_:
            return part, is_
    return None
