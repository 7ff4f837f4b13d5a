"""What is read otherwise than written: each wording once, how many people have it, and what it was taken for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from logic.pack import Pack
from logic.roster.cells import CellReader, Taken
from logic.roster.columns import Column, ColumnUse
from logic.roster.file.cell import Cells, text_of

# Different cells of one column; more than anybody looks through.
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Reading:
    """One wording of one column, and the number of people who have it."""

    column: Column
    text: str
    people: int
    value: Any


def read_otherwise(
    people: Iterable[Cells], columns: Sequence[Column], pack: Pack, as_of: dt.date
) -> tuple[Reading, ...]:
    """What was taken for something else than stands there, column by column, the most frequent first."""
    readers = [
        (column, CellReader(column, pack, as_of))
        for column in columns
        if column.kind in (ColumnUse.FACT, ColumnUse.HOURS)
    ]
    counted: dict[int, dict[Any, list[Any]]] = {column.place: {} for column, _ in readers}
    for row in people:
        for place, seen in counted.items():
            cell = row[place]
            if cell is None or cell == "":
                continue
            # True and 1 are equal, and not the same cell.
            key = type(cell), text_of(cell)
            entry = seen.get(key)
            if entry is not None:
                entry[1] += 1
            elif len(seen) < _MOST_CELLS:
                seen[key] = [cell, 1]
    found = []
    for column, read in readers:
        for (_, text), (cell, number) in sorted(counted[column.place].items(), key=lambda one: -int(one[1][1])):
            taken = read(cell)
            if isinstance(taken, Taken) and not taken.sure:
                found.append(Reading(column, text, number, taken.value))
    return tuple(found)
