"""Few sentences for many cases: each says "all who are so and so", is true of all of them, and no two say the same.

A sentence is a box: a few features, each with the values that it takes; a feature that is not named takes any. Boxes
are grown from one case at a time, as far as they hold nothing but cases with the same label that no box holds yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Box:
    """All cases whose features have these values; ``label`` is what they have in common."""

    label: int
    takes: dict[str, frozenset[int]]

    def holds(self, columns: Mapping[str, Codes]) -> npt.NDArray[np.bool_]:
        """Which cases are in it."""
        size = len(next(iter(columns.values())))
        inside = np.ones(size, dtype=bool)
        for feature, values in self.takes.items():
            inside &= np.isin(columns[feature], sorted(values))
        return inside


def boxes(
    columns: Mapping[str, Codes],
    labels: Codes,
    counts: Codes,
    costs: Mapping[str, int],
    telling: frozenset[str],
    touched: npt.NDArray[np.bool_],
) -> tuple[Box, ...]:
    """Boxes that hold every case with a label above 0 just once, and no other case; few, and the largest first.

    ``columns``: the features of each case by number, distinguished far enough that no two cases with the same features
    have different labels (ValueError). ``counts``: how many each case stands for. ``costs``: what it costs to name a
    feature; the dear ones are dropped first. ``telling``: features that say of themselves who is ``touched``; as many
    of them are named as it takes to say so, though others would do to tell the cases apart.
    """
    names = sorted(costs, key=lambda name: -costs[name])
    whole = [columns[name] for name in names]
    back, first = numbered([*whole, labels])
    again, _ = numbered([column[first] for column in whole])
    if int(again.max()) + 1 != len(first):
        raise ValueError(f"the features do not tell apart what has different labels: {names}")
    weights = np.bincount(back, weights=counts).astype(np.int64)
    distinct = np.stack([column[first] for column in whole])
    labels = labels[first]
    grid = _Grid(names, distinct, weights, costs, telling, touched[first])
    found = []
    for label in sorted(set(labels.tolist()) - {0}, key=lambda one: -int(weights[labels == one].sum())):
        todo = _bits(labels == label)
        while todo:
            takes, inside = grid.largest(todo)
            found.append(Box(label, takes))
            todo &= ~inside
    return tuple(found)


def numbered(columns: Sequence[Codes]) -> tuple[Codes, Codes]:
    """(number of each case's combination of values, the first case of each combination)."""
    key, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    # A table of so many places is looked up faster than the cases are sorted.
    most = max(4 * len(key), 10_000)
    for column in columns:
        n = int(column.max(initial=0)) + 1
        if size * n > most:
            key, size = _renumbered(key, size)
        key, size = key * n + column, size * n
    key, size = _renumbered(key, size)
    first = np.empty(size, dtype=np.int64)
    first[key[::-1]] = np.arange(len(key) - 1, -1, -1)
    return key, first


def _renumbered(key: Codes, size: int) -> tuple[Codes, int]:
    there = np.zeros(size, dtype=bool)
    there[key] = True
    number = np.cumsum(there) - 1
    return number[key], int(number[-1]) + 1 if size else 0


def _bits(mask: npt.NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(mask).tobytes(), "big")


class _Grid:
    """The cases as sets of bits, by feature and value."""

    def __init__(
        self,
        names: Sequence[str],
        codes: Codes,
        weights: Codes,
        costs: Mapping[str, int],
        telling: frozenset[str],
        touched: npt.NDArray[np.bool_],
    ) -> None:
        self.names, self.codes, self.weights, self.costs, self.telling = names, codes, weights, costs, telling
        self.untouched = _bits(~touched)
        self.size = len(weights)
        self.all = _bits(np.ones(self.size, dtype=bool))
        self.bits = {
            name: {int(v): _bits(column == v) for v in np.flatnonzero(np.bincount(column))}
            for name, column in zip(names, codes, strict=True)
        }
        self.orders = list(self._orders())

    def _orders(self) -> Iterator[tuple[str, ...]]:
        """In which order features are dropped: as they cost, and with each of the cheap ones first once."""
        yield tuple(self.names)
        cheap = [name for name in self.names if self.costs[name] <= 1]
        dear = [name for name in self.names if self.costs[name] > 1]
        for first in cheap:
            for others in (cheap, cheap[::-1]):
                yield (*dear, first, *(name for name in others if name != first))

    def mask(self, bits: int) -> npt.NDArray[np.bool_]:
        """The cases of a set."""
        length = (self.size + 7) // 8
        return np.unpackbits(np.frombuffer(bits.to_bytes(length, "big"), dtype=np.uint8))[: self.size].astype(bool)

    def largest(self, todo: int) -> tuple[dict[str, frozenset[int]], int]:
        """The box that holds most of ``todo`` and nothing else, of those grown from the case that stands for most."""
        left = self.mask(todo)
        seed = int(np.argmax(np.where(left, self.weights, -1)))
        avoid = self.all & ~todo
        grown = [
            self._grow(seed, order, avoid, at_once=at_once)
            for order in dict.fromkeys(self.orders)
            for at_once in (True, False)
        ]
        takes, inside = max(grown, key=lambda one: (int(self.weights[self.mask(one[1])].sum()), -self._cost(one[0])))
        self._name(takes, inside, avoid)
        return {name: frozenset(values) for name, values in takes.items()}, inside

    def _name(self, takes: dict[str, set[int]], inside: int, avoid: int) -> None:
        """Name what says who is touched, as far as ``inside`` goes; leave out what that makes needless."""
        others = self.untouched
        for name in self.telling & set(takes):
            others &= self._some(name, takes[name])
        while others:
            there = {
                name: {value for value, bits in self.bits[name].items() if bits & inside}
                for name in self.names
                if name in self.telling and name not in takes
            }
            left = {name: (others & self._some(name, values)).bit_count() for name, values in there.items()}
            best = min(left, key=lambda name: (left[name], self.costs[name]), default=None)
            if best is None or left[best] == others.bit_count():
                break
            takes[best] = there[best]
            others &= self._some(best, there[best])
        for name in self.names:
            if name not in self.telling:
                self._dropped(takes, name, avoid)

    def _cost(self, takes: Mapping[str, set[int]]) -> int:
        return sum(self.costs[name] * 10 + len(values) for name, values in takes.items())

    def _grow(self, seed: int, order: Sequence[str], avoid: int, *, at_once: bool) -> tuple[dict[str, set[int]], int]:
        """``at_once``: a feature that cannot be dropped takes all it can before the next one is looked at."""
        takes = {name: {int(column[seed])} for name, column in zip(self.names, self.codes, strict=True)}
        for name in order:
            if not self._dropped(takes, name, avoid) and at_once:
                self._widened(takes, name, avoid)
        for name in reversed(order):
            self._widened(takes, name, avoid)
        # With more values of one feature another may have become needless.
        for name in order:
            self._dropped(takes, name, avoid)
        return takes, self._without(takes, "")

    def _dropped(self, takes: dict[str, set[int]], name: str, avoid: int) -> bool:
        if name not in takes or self._without(takes, name) & avoid:
            return False
        del takes[name]
        return True

    def _widened(self, takes: dict[str, set[int]], name: str, avoid: int) -> None:
        if name in takes:
            others = self._without(takes, name)
            for value, bits in self.bits[name].items():
                more = others & bits
                if value not in takes[name] and more and not more & avoid:
                    takes[name].add(value)

    def _without(self, takes: Mapping[str, set[int]], left_out: str) -> int:
        inside = self.all
        for name, values in takes.items():
            if name != left_out:
                inside &= self._some(name, values)
        return inside

    def _some(self, name: str, values: set[int]) -> int:
        some = 0
        for value in values:
            some |= self.bits[name][value]
        return some
