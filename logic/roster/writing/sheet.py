"""Cells and formats of a sheet: text stays text, days become days, numbers look as they did."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from logic.roster.file.cell import MonthOnly, Shown, text_of
from logic.roster.file.limits import long_cell
from logic.roster.model import Refused
from logic.words.language import Text, say

# Rows that a sheet holds, the headings among them.
MOST_SHEET_ROWS = 1_048_576
FAULTY = ("#FFD9D6", "#8C1D18")
# Spreadsheets know no day before this one.
_FIRST_DAY = dt.date(1900, 3, 1)
_MOST_DIGITS = 15


class TextSheet(Worksheet):  # type: ignore[misc]
    """A sheet on which text stays text, and to which whole rows can be appended."""

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        if string.startswith("<r>") and string.endswith("</r>"):
            # The library would take it for markup of its own, and lose or break it; in parts it does not.
            parts = (string[0], string[1], string[2:], *((cell_format,) if cell_format else ()))
            return int(self._write_rich_string(row, col, *parts))
        return int(super()._write_string(row, col, string, cell_format))

    # What follows is for a workbook that is not kept in memory: the library then writes each row when the next begins.

    def end_rows(self, row: int) -> None:
        """All rows above ``row`` are complete."""
        if row > self.previous_row:
            self._write_single_row(row)

    def has_rows(self, end: int, width: int) -> None:
        """Rows of so many cells have been appended to ``row_data_fh``; the next one is row ``end``."""
        self._check_dimensions(end - 1, width - 1)
        self.previous_row = end

    def xml_of(self, write: Callable[[int], None]) -> str:
        """What the library would put into the file for the cell that ``write`` writes to the first column of a row."""
        self.fh = text = io.StringIO()
        try:
            write(self.previous_row)
            for cell in self.table.pop(self.previous_row, {}).values():
                self._write_cell(0, 0, cell)
            return text.getvalue()
        finally:
            self.fh = self.row_data_fh


class SheetCells:
    """Writes cells of any kind to a sheet: text stays text, days become days."""

    def __init__(
        self,
        sheet: Worksheet,
        day: Format,
        moment: Format,
        month: Format,
        style: Format | None = None,
        shown: Callable[[str], Format | None] | None = None,
    ) -> None:
        """``day``, ``moment`` and ``month``: how dates look; ``style``: how all else does.

        ``shown``: the format for a number format of the unit's own file; None where there are too many.
        """
        self._sheet, self._style = sheet, style
        self._day, self._moment, self._month = day, moment, month
        self._shown = shown

    def write(self, row: int, place: int, cell: Any) -> None:
        """One cell; an empty one is left out."""
        if cell is None or cell == "":
            return
        sheet, style = self._sheet, self._style
        if isinstance(cell, str):
            self.string(row, place, cell)
        elif type(cell) is Shown:
            self._write_shown(row, place, cell)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, place, cell, style)
        elif isinstance(cell, float):
            if math.isfinite(cell):
                self.number(row, place, cell)
            else:
                self.string(row, place, repr(cell))
        elif isinstance(cell, int | Decimal):
            # A spreadsheet would round a longer number.
            if len(str(cell).lstrip("-").replace(".", "")) <= _MOST_DIGITS and math.isfinite(cell):
                sheet.write_number(row, place, cell, style)
            else:
                self.string(row, place, str(cell))
        elif isinstance(cell, MonthOnly) and cell >= _FIRST_DAY:
            sheet.write_datetime(row, place, cell, self._month)
        elif isinstance(cell, dt.datetime) and cell.tzinfo is None and cell.date() >= _FIRST_DAY:
            sheet.write_datetime(row, place, cell, self._day if cell.time() == dt.time() else self._moment)
        elif isinstance(cell, dt.date) and not isinstance(cell, dt.datetime) and cell >= _FIRST_DAY:
            sheet.write_datetime(row, place, cell, self._day)
        else:
            self.string(row, place, text_of(cell))

    def _write_shown(self, row: int, place: int, cell: Shown) -> None:
        """A value that looks in the result as it did in the unit's file; where that cannot be, what it showed."""
        value, style = cell.value, self._shown(cell.code) if self._shown and cell.code else None
        if style is None:
            self.string(row, place, cell.text)
        elif isinstance(value, int | float) and math.isfinite(value):
            self._sheet.write_number(row, place, value, style)
        elif isinstance(value, dt.time | dt.timedelta) or (isinstance(value, dt.date) and _can_hold(value)):
            self._sheet.write_datetime(row, place, value, style)
        else:
            self.string(row, place, cell.text)

    def string(self, row: int, place: int, text: str) -> None:
        """One cell of text, which is never run. Raises :class:`Refused` where a spreadsheet cannot hold it."""
        # The public way looks at the type of its first argument for every cell: an eighth of all the time.
        trouble = self._sheet._write_string(row, place, text, self._style)
        if trouble:
            raise long_cell() if trouble == _TOO_LONG else Refused(too_many_rows())

    def number(self, row: int, place: int, number: float) -> None:
        """One finite number."""
        self._sheet._write_number(row, place, number, self._style)


def _can_hold(day: dt.date) -> bool:
    """Whether a spreadsheet knows the day."""
    return (day.date() if isinstance(day, dt.datetime) else day) >= _FIRST_DAY


_TOO_LONG = -2  # what the library answers to a text that does not fit into a cell


def too_many_rows() -> Text:
    """More rows than a sheet holds."""
    return say("行数超过一个工作表能放的 {most} 行。请把结果存成 .csv 或 .parquet。", most=MOST_SHEET_ROWS)


_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF4", "bottom": 1}
HEAD_HEIGHT = 32
# As a Chinese spreadsheet shows a month, so that it is still one when the file comes back.
MONTH = 'yyyy"年"m"月"'


# Number formats of a unit's own file that its result takes over.
_MOST_FORMATS = 150


class Book:
    """A workbook under way, with the formats that its sheets share."""

    def __init__(self, file: IO[bytes], scratch: Path | None) -> None:
        """``scratch``: a folder for what does not fit into memory; None keeps all of it there."""
        self.scratch = scratch
        options: dict[str, Any] = {"in_memory": True} if scratch is None else {"constant_memory": True}
        if scratch is not None:
            options["tmpdir"] = str(scratch)
        self.book = xlsxwriter.Workbook(file, options)
        self.head = self.book.add_format(_HEAD)
        self.our_head = self.book.add_format({**_HEAD, "bg_color": "#D5E5DA"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.month = self.book.add_format({"num_format": MONTH})
        self.moment = self.book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.bold = self.book.add_format({"bold": True, "font_size": 14, "valign": "vcenter"})
        self.right_head = self.book.add_format({**_HEAD, "align": "right"})

        self._shown: dict[str, Format] = {}

    def sheet(self, name: str) -> tuple[TextSheet, SheetCells]:
        """A new sheet, and what writes its cells."""
        sheet = self.book.add_worksheet(name, worksheet_class=TextSheet)
        return sheet, SheetCells(sheet, self.day, self.moment, self.month, shown=self.shown)

    def shown(self, code: str) -> Format | None:
        """The format that shows numbers by ``code``; None beyond so many as a spreadsheet can hold of them."""
        if code not in self._shown and len(self._shown) < _MOST_FORMATS:
            self._shown[code] = self.book.add_format({"num_format": code})
        return self._shown.get(code)

    def drop(self) -> None:
        """Give up: leave nothing open."""
        for sheet in self.book.worksheets():
            with contextlib.suppress(OSError, ValueError, AttributeError):
                sheet.row_data_fh.close()
        self.book.fileclosed = True


def heading_width(heading: str) -> float:
    """How wide a column is for its heading."""
    return min(30, max(10, 2.2 * len(heading)))
