"""What every kind of result has: on what it rests, which columns go out again, and who writes it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from logic.pack import Pack
from logic.roster.answers import OurCells
from logic.roster.columns import Column, ColumnUse
from logic.roster.file import Cells, Chunk
from logic.roster.file.cell import DAY_ZERO_1904, DaysSince1904
from logic.roster.people import Faults
from logic.roster.tally import Counts
from logic.words.language import Text


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the answers rest on, and what else the unit has stated; shown on the summary sheet."""

    pack: Pack
    as_of: dt.date
    # The table of posts, its headings first, as far as the unit has stated how many are free.
    posts: tuple[tuple[Text, ...], ...] = ()


def counted_as_days(cells: Sequence[Cells], columns: Sequence[Column]) -> list[Cells]:
    """``cells`` with the plain numbers that stand for days as those days, where they count from 1904.

    The result counts from 1900, as nearly all workbooks do: read again, such a number would be another day.
    """
    places = [
        column.place
        for column in columns
        if column.kind is ColumnUse.FACT and column.field in ("service_start", "title_date")
    ]
    out = []
    for row in cells:
        if any(type(row[place]) is DaysSince1904 for place in places):
            row = [
                cell
                if place not in places or type(cell) is not DaysSince1904 or not 0 <= cell < 80_000
                else DAY_ZERO_1904 + dt.timedelta(days=int(cell))
                for place, cell in enumerate(row)
            ]
        out.append(row)
    return out


class Writer(Protocol):
    """Takes the rows in order, in pieces, and ends with the counts."""

    def write(self, chunk: Chunk, ours: OurCells, faults: Faults) -> None:
        """Append ``chunk`` with our cells beside it; ``faults`` are those of its rows."""

    def close(self, counts: Counts) -> None:
        """Finish the file."""

    def drop(self) -> None:
        """Give up: leave nothing behind."""


def kept_places(columns: Sequence[Column]) -> list[int]:
    """The places that go out again: all but the columns of an earlier run, and what is said of everybody."""
    return [column.place for column in columns if column.kind not in (ColumnUse.OURS, ColumnUse.EVERYBODY)]


_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|\.\d+)([eE][+-]?\d+)?%?", re.ASCII)


# Full-width signs too: some spreadsheets take them for the narrow ones.
_STARTS = frozenset("=+-@＝＋－＠")


def harmless(text: str) -> str:
    """Text that no spreadsheet runs as a formula when it opens a .csv; numbers, and what is marked already, stay."""
    start = text.lstrip(" \t\r\n\u3000")[:1]
    runs = start in _STARTS or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if runs and text != "-" and not _NUMBER.fullmatch(text) else text
