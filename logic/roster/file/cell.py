"""What one cell of a file holds, whatever kind of file it came from.

None, a text, a number, a yes or no, a date or time; and what is none of these: the error of a formula
(:class:`ErrorCell`), a formula that was never calculated (:class:`NoResult`), a date that shows no day
(:class:`MonthOnly`), a plain number of a workbook that counts days from 1904 (:class:`DaysSince1904`), and a value that
is shown otherwise than it is held (:class:`Shown`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from logic.blanks import visible

Cells = list[Any]

# What one cell of a spreadsheet can hold.
MOST_CHARACTERS = 32_767
# Spreadsheets count days from here; 29 February 1900, which never was, is long before our dates.
DAY_ZERO = dt.date(1899, 12, 30)
# The other calendar of theirs, once of the Macintosh.
DAY_ZERO_1904 = dt.date(1904, 1, 1)


class ErrorCell(str):
    """What a formula came to when it failed: #N/A, #REF!."""

    __slots__ = ()


class NoResult(str):
    """A formula whose result the file does not hold: the text is the formula's. It is equal to no typed text."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(other) is NoResult and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((NoResult, str(self)))


class DaysSince1904(float):
    """A plain number of a workbook whose first day is in 1904: as a date it counts from there."""

    __slots__ = ()


class MonthOnly(dt.date):
    """A date whose cell shows its year and month only, as a spreadsheet makes of a typed 2022年10月.

    The first of the month is the spreadsheet's doing, so it is no day that somebody has stated; and no date is equal to
    it.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(other) is MonthOnly and self.toordinal() == other.toordinal()

    # Else it would be asked of the class below, for which a day is a day.
    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((MonthOnly, self.toordinal()))

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月"


@dataclass(frozen=True, slots=True)
class Shown:
    """A number, date or time that its cell shows otherwise: 12 as 0012, 1.25 days as 30:00.

    ``code`` is the number format that shows it so; empty where the file has none.
    """

    value: Any
    text: str
    code: str = ""

    def __str__(self) -> str:
        return self.text


# Cells of these types are never equal to one of another; True and 1 are, and are not the same cell.
APART = frozenset((type(None), str, float, dt.date, dt.datetime, dt.time, MonthOnly, Shown))


def value_of(cell: Any) -> Any:
    """What a cell holds, however it is shown."""
    return cell.value if type(cell) is Shown else cell


def text_of(cell: Any) -> str:
    """A cell as a person reads it in its file: whole numbers without ".0", days without a clock."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(float(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() and cell.tzinfo is None else str(cell)
    return str(cell)


def one_line(cell: Any) -> str:
    """A cell as a person would read it, in one line: 1001.0 is 1001, a time of day at midnight is a date."""
    return " ".join(visible(text_of(cell)).split())


def holds(cell: Any) -> bool:
    """Whether there is anything in a cell that one could see."""
    if cell is None:
        return False
    if isinstance(cell, str):
        first = cell[:1]
        if first.isalnum() and (first.isascii() or "\u4e00" <= first <= "\u9fff"):
            return True
        # A page of text need not be read to its end to see that there is some.
        seen = visible(cell[:32]).strip() or (visible(cell).strip() if len(cell) > 32 else "")
        return bool(seen) or isinstance(cell, NoResult)
    return True


def filled(cells: Any) -> bool:
    """Whether a row has anything in it."""
    return any(map(holds, cells))
