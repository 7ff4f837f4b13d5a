"""Columns of which many values are alike: the distinct values, and which of them is whose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]
Value = TypeVar("Value", covariant=True)
Other = TypeVar("Other")

# Tables of so many combinations are numbered by a look-up; larger ones by sorting.
_LOOKED_UP = 4_000_000
_MOST_KEY = 2**62


@dataclass(frozen=True, slots=True)
class Coded(Generic[Value]):
    """One value a person, of which many are alike: ``values[codes[n]]`` is the value of person ``n``."""

    codes: Codes
    values: Sequence[Value]

    def __len__(self) -> int:
        return len(self.codes)

    def __reduce__(self) -> tuple[Any, ...]:
        """To another process go numbers as small as they can be."""
        return _unpacked, (self.codes.astype(np.min_scalar_type(len(self.values))), self.values)

    def each(self) -> list[Value]:
        """The values, person by person."""
        values = self.values
        return [values[code] for code in self.codes.tolist()]

    def at(self, row: int) -> Value:
        """The value of one person."""
        return self.values[int(self.codes[row])]

    def of(self, rows: Codes) -> Coded[Value]:
        """The same for some people only."""
        return Coded(self.codes[rows], self.values)

    def used(self) -> Coded[Value]:
        """The same with no value that nobody has."""
        there = np.zeros(len(self.values), dtype=bool)
        there[self.codes] = True
        places = np.flatnonzero(there)
        if len(places) == len(self.values):
            return self
        return Coded((np.cumsum(there) - 1)[self.codes], [self.values[place] for place in places.tolist()])

    def counts(self) -> list[int]:
        """How many people have each value."""
        found: list[int] = np.bincount(self.codes, minlength=len(self.values)).tolist()
        return found

    def groups(self) -> Iterator[tuple[Value, Codes]]:
        """Each value that somebody has, and whose it is."""
        if len(self.values) == 1:
            yield self.values[0], np.arange(len(self.codes))
            return
        order, ends = np.argsort(self.codes, kind="stable"), np.cumsum(self.counts()).tolist()
        for value, start, end in zip(self.values, [0, *ends], ends, strict=False):
            if end > start:
                yield value, order[start:end]

    def map(self, change: Callable[[Value], Other]) -> Coded[Other]:
        """Another value for each, asked once for each distinct one; what comes to the same is one."""
        changed = coded([change(value) for value in self.values])
        return Coded(changed.codes[self.codes], changed.values)


def _unpacked(codes: npt.NDArray[Any], values: Sequence[Any]) -> Coded[Any]:
    return Coded(codes.astype(np.int64), values)


def coded(values: Iterable[Any]) -> Coded[Any]:
    """Number the distinct values."""
    values = list(values)
    distinct = list(dict.fromkeys(values))
    numbers = dict(zip(distinct, range(len(distinct)), strict=True))
    return Coded(np.fromiter(map(numbers.__getitem__, values), np.int64, len(values)), distinct)


def together(*columns: Coded[Any]) -> Coded[tuple[Any, ...]]:
    """What each person has in all ``columns``."""
    numbers, first = alike(columns, len(columns[0]))
    return Coded(numbers, list(zip(*(column.of(first).each() for column in columns), strict=True)))


def alike(columns: Sequence[Coded[Any]], count: int) -> tuple[Codes, Codes]:
    """Who of ``count`` people have the same in all ``columns``: each one's number, and a person of each number."""
    return combined([one.codes for one in columns], [len(one.values) for one in columns], count)


def combined(columns: Sequence[Codes], sizes: Sequence[int], count: int) -> tuple[Codes, Codes]:
    """(number of each person's combination, a person of each combination)."""
    key, size = np.zeros(count, dtype=np.int64), 1
    for codes, n in zip(columns, sizes, strict=True):
        if n <= 1:
            continue
        if size * n > _MOST_KEY:
            _, key = np.unique(key, return_inverse=True)
            size = int(key.max()) + 1
        key, size = key * n + codes, size * n
    if size > min(_LOOKED_UP, max(1_000, 16 * count)):
        _, first, numbers = np.unique(key, return_index=True, return_inverse=True)
        return numbers, first
    # The first person of each key, without sorting.
    place = np.full(size, -1, dtype=np.int64)
    place[key[::-1]] = np.arange(count - 1, -1, -1)
    used = np.flatnonzero(place >= 0)
    number = np.empty(size, dtype=np.int64)
    number[used] = np.arange(len(used))
    return number[key], place[used]
