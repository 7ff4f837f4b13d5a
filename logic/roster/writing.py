"""The same table out again, with our columns behind it: .xlsx, .csv or .parquet.

What was text goes out as text: nothing that a spreadsheet would run, no number that loses its leading zeros. A file
appears whole or not at all.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import math
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from logic.assess import outside
from logic.findings import Verdict
from logic.labels import CRITERION_NAMES
from logic.language import Text, say
from logic.pack import Pack
from logic.roster.answers import OUR_SCHEMA, OurCells
from logic.roster.columns import Column, Kind, letters, used_as
from logic.roster.file import Cells, Chunk, Table
from logic.roster.file.cell import DAY_ZERO_1904, DaysSince1904, MonthOnly, Shown, text_of
from logic.roster.file.limits import long_cell
from logic.roster.meanings import said_of
from logic.roster.model import (
    COLUMNS_USED,
    ELSEWHERE,
    KIND_CELLS,
    NO_DEPARTMENT,
    OUR_COLUMNS,
    OUR_SHEETS,
    CellFault,
    Refused,
)
from logic.roster.people import Faults
from logic.roster.remarks import adds_up, left_aside, wordings_of
from logic.roster.tally import MOST_DEPARTMENTS, WITH_FAULTS, Counts

if sys.platform != "win32":
    import fcntl

KINDS = (".xlsx", ".csv", ".parquet")
# Rows that a sheet holds, the headings among them.
MOST_SHEET_ROWS = 1_048_576
_PIECE = 1_000  # rows between two words of how far it is


@dataclass(frozen=True, slots=True)
class Basis:
    """What the answers rest on, and what else the unit has said; told on the summary sheet."""

    pack: Pack
    as_of: dt.date
    # The table of posts, its headings first, as far as the unit has told how many are free.
    posts: tuple[tuple[Text, ...], ...] = ()


def counted_as_days(cells: Sequence[Cells], columns: Sequence[Column]) -> list[Cells]:
    """``cells`` with the plain numbers that stand for days as those days, where they count from 1904.

    The result counts from 1900, as nearly all workbooks do: read again, such a number would be another day.
    """
    places = [
        column.place
        for column in columns
        if column.kind is Kind.FACT and column.field in ("service_start", "title_date")
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
    return [column.place for column in columns if column.kind not in (Kind.OURS, Kind.EVERYBODY)]


# --- cells as text -------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|\.\d+)([eE][+-]?\d+)?%?", re.ASCII)


# Full-width signs too: some spreadsheets take them for the narrow ones.
_STARTS = frozenset("=+-@＝＋－＠")


def harmless(text: str) -> str:
    """Text that no spreadsheet runs as a formula when it opens a .csv; numbers, and what is marked already, stay."""
    start = text.lstrip(" \t\r\n\u3000")[:1]
    runs = start in _STARTS or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if runs and text != "-" and not _NUMBER.fullmatch(text) else text


# --- .csv ----------------------------------------------------------------------------------------------------


class CsvWriter:
    """UTF-8 with the mark by which spreadsheets know it."""

    def __init__(self, file: IO[bytes], table: Table, columns: Sequence[Column]) -> None:
        """``file`` stays the caller's to close."""
        self._keep = kept_places(columns)
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="backslashreplace", newline="")
        self._rows = csv.writer(self._text, lineterminator="\r\n")
        self._rows.writerow([*(harmless(columns[place].heading) for place in self._keep), *OUR_COLUMNS])

    def write(self, chunk: Chunk, ours: OurCells, faults: Faults) -> None:
        """Append rows."""
        cells = chunk.rows()
        self._rows.writerows(
            [
                *(harmless(text_of(row[place])) for place in self._keep),
                *(harmless(text_of(cell)) for cell in mine),
            ]
            for row, mine in zip(cells, ours.rows(), strict=True)
        )

    def close(self, counts: Counts) -> None:
        """Flush; a .csv has no room for a summary."""
        self._text.flush()
        self._text.detach()

    def drop(self) -> None:
        """Nothing but the file itself."""
        with contextlib.suppress(OSError, ValueError):
            self._text.detach()


# --- .parquet ------------------------------------------------------------------------------------------------


class ParquetWriter:
    """The input's columns with their types, and ours. Cells from other formats are text."""

    def __init__(self, file: IO[bytes], table: Table, columns: Sequence[Column]) -> None:
        """``file`` stays the caller's to close."""
        self._keep = kept_places(columns)
        if table.schema is not None:
            fields = [table.schema.field(place) for place in self._keep]
        else:
            fields = [pa.field(columns[place].heading, pa.string()) for place in self._keep]
        metadata = table.schema.metadata if table.schema is not None else None
        self._schema = pa.schema([*fields, *OUR_SCHEMA], metadata=metadata)
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")

    def write(self, chunk: Chunk, ours: OurCells, faults: Faults) -> None:
        """Append rows."""
        if chunk.batch is not None:
            kept = [_as(chunk.batch.column(place), self._schema.field(at)) for at, place in enumerate(self._keep)]
        else:
            kept = [
                pa.array(
                    [None if row[place] in (None, "") else text_of(row[place]) for row in chunk.cells], pa.string()
                )
                for place in self._keep
            ]
        self._writer.write_batch(pa.RecordBatch.from_arrays([*kept, *ours.batch().columns], schema=self._schema))

    def close(self, counts: Counts) -> None:
        """Write the end of the file."""
        self._writer.close()

    def drop(self) -> None:
        """Nothing but the file itself."""
        with contextlib.suppress(OSError, ValueError, pa.ArrowException):
            self._writer.close()


def _as(column: pa.Array, field: pa.Field) -> pa.Array:
    """A column as its file had it: texts are held once each only while they are read."""
    return column if column.type == field.type else column.cast(field.type)


# --- .xlsx ---------------------------------------------------------------------------------------------------

# Colour by verdict: background and letters.
VERDICT_COLOURS: dict[str, tuple[str, str]] = {
    Verdict.ELIGIBLE: ("#DDF0E0", "#1B5E20"),
    Verdict.CONFIRM: ("#FFF3D6", "#7A4B00"),
    Verdict.NOT_YET: ("#FFE4D1", "#8A3B00"),
    Verdict.INCOMPLETE: ("#E6EAF0", "#37474F"),
    Verdict.INELIGIBLE: ("#F9DEDC", "#8C1D18"),
    ELSEWHERE: ("#E9E4F2", "#4A3A6B"),
}
_FAULTY = ("#FFD9D6", "#8C1D18")
_WIDTHS = {
    "对应职称": 14,
    "申报时间": 25,
    "主要障碍": 48,
    "待补信息": 30,
    "填写错误": 48,
    "政策版本": 28,
    "申报途径": 16,
}
# Spreadsheets know no day before this one.
_FIRST_DAY = dt.date(1900, 3, 1)
_MOST_DIGITS = 15


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
        """One cell of text, which is never run."""
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


_FAULTS_AT = OUR_COLUMNS.index("填写错误")
# A sheet whose columns stand still across half a screen cannot be read on a small one.
_MOST_STILL = 4

_TOO_LONG = -2  # what the library answers to a text that does not fit into a cell


def too_many_rows() -> Text:
    """More rows than a sheet holds."""
    return say("行数超过一个工作表能放的 {most} 行。请把结果存成 .csv 或 .parquet。", most=MOST_SHEET_ROWS)


_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF4", "bottom": 1}
_HEAD_HEIGHT = 32
# As a Chinese spreadsheet shows a month, so that it is still one when the file comes back.
_MONTH = 'yyyy"年"m"月"'


# Number formats of a unit's own file that its result takes over.
_MOST_FORMATS = 150


class _Book:
    """A workbook under way, with the formats that its sheets share."""

    def __init__(self, file: IO[bytes], scratch: Path | None) -> None:
        self.scratch = scratch
        options: dict[str, Any] = {"in_memory": True} if scratch is None else {"constant_memory": True}
        if scratch is not None:
            options["tmpdir"] = str(scratch)
        self.book = xlsxwriter.Workbook(file, options)
        self.head = self.book.add_format(_HEAD)
        self.our_head = self.book.add_format({**_HEAD, "bg_color": "#D5E5DA"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.month = self.book.add_format({"num_format": _MONTH})
        self.moment = self.book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.bold = self.book.add_format({"bold": True, "font_size": 14, "valign": "vcenter"})
        self.right_head = self.book.add_format({**_HEAD, "align": "right"})

        self._shown: dict[str, Format] = {}

    def sheet(self, name: str) -> tuple[Worksheet, SheetCells]:
        sheet = self.book.add_worksheet(name)
        return sheet, SheetCells(sheet, self.day, self.moment, self.month, shown=self.shown)

    def shown(self, code: str) -> Format | None:
        """The format that shows numbers by ``code``; None beyond so many as a spreadsheet can hold of them."""
        if code not in self._shown and len(self._shown) < _MOST_FORMATS:
            self._shown[code] = self.book.add_format({"num_format": code})
        return self._shown.get(code)

    def drop(self) -> None:
        for sheet in self.book.worksheets():
            with contextlib.suppress(OSError, ValueError, AttributeError):
                sheet.row_data_fh.close()
        self.book.fileclosed = True


class XlsxWriter:
    """Three sheets: the table, its summary, and the errors by cell."""

    def __init__(
        self,
        file: IO[bytes],
        table: Table,
        columns: Sequence[Column],
        basis: Basis,
        scratch: Path | None = None,
    ) -> None:
        """``scratch``: a folder of one's own for what does not fit into memory; None keeps all of it in memory."""
        self._keep, self._basis, self._columns = kept_places(columns), basis, columns
        self._book = _Book(file, scratch)
        self._sheet, self._cells = self._book.sheet(OUR_SHEETS[0])
        self._summary, _ = self._book.sheet(OUR_SHEETS[1])
        self._errors, self._error_cells = self._book.sheet(OUR_SHEETS[2])
        # What stood above the headings stands there again.
        self._top = table.heading_row - 1
        self._row, self._error_row = table.heading_row, 1
        self._width = len(self._keep) + len(OUR_COLUMNS)
        for number, above in enumerate(table.above[: self._top]):
            for place, source in enumerate(self._keep):
                self._cells.write(number, place, above[source] if source < len(above) else None)
        for place, source in enumerate(self._keep):
            heading = columns[source].heading
            self._sheet.write_string(self._top, place, heading, self._book.head)
            self._sheet.set_column(place, place, _width(heading))
        for place, name in enumerate(OUR_COLUMNS, start=len(self._keep)):
            self._sheet.write_string(self._top, place, name, self._book.our_head)
            self._sheet.set_column(place, place, _WIDTHS.get(name, 12))
        self._sheet.set_row(self._top, _HEAD_HEIGHT)
        self._sheet.freeze_panes(self._top + 1, self._names_last() + 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.repeat_rows(self._top)
        for place, (name, width) in enumerate((("行", 8), ("列", 8), ("表头", 20), ("哪里不对，怎样改", 90))):
            self._errors.write_string(0, place, name, self._book.head)
            self._errors.set_column(place, place, width)
        self._errors.freeze_panes(1, 0)

    def write(self, chunk: Chunk, ours: OurCells, faults: Faults) -> None:
        """Append rows."""
        cells = chunk.rows()
        if self._row + len(cells) > MOST_SHEET_ROWS:
            raise Refused(too_many_rows())
        if self._row == self._top + 1:
            self._fit_columns(cells[:_ROWS_MEASURED])
        write, string, keep = self._cells.write, self._cells.string, self._keep
        for number, (row, mine) in enumerate(zip(cells, ours.rows(), strict=True), start=self._row):
            for place, cell in enumerate((*(row[source] for source in keep), *mine)):
                # Nearly all cells are text, empty, or numbers.
                if type(cell) is str:
                    if cell:
                        string(number, place, cell)
                elif cell is not None:
                    write(number, place, cell)
        self._row += len(cells)
        for fault in faults.cells(chunk.first):
            if self._error_row < MOST_SHEET_ROWS:
                for place, cell in enumerate((fault.row, letters(fault.column), fault.heading, fault.text.zh)):
                    self._error_cells.write(self._error_row, place, cell)
                self._error_row += 1

    def _fit_columns(self, cells: Sequence[Cells]) -> None:
        for place, source in enumerate(self._keep):
            widest = max((_letters_wide(row[source]) for row in cells if source < len(row)), default=0)
            self._sheet.set_column(place, place, max(_width(self._columns[source].heading), min(widest + 2, 24)))

    def _names_last(self) -> int:
        """The column up to which the sheet stands still, so that our columns are read beside the names."""
        for place, source in enumerate(self._keep[:_MOST_STILL]):
            column = self._columns[source]
            if column.kind is Kind.PERSON and column.field == "name":
                return place
        return 0

    def close(self, counts: Counts) -> None:
        """Colours, filters and the summary."""
        first = self._top + 1
        last = max(self._row - 1, first)
        self._sheet.autofilter(self._top, 0, last, self._width - 1)
        verdict, told = len(self._keep), len(self._keep) + _FAULTS_AT
        for value, (ground, ink) in VERDICT_COLOURS.items():
            style = self._book.book.add_format({"bg_color": ground, "font_color": ink})
            rule = {"type": "cell", "criteria": "==", "value": f'"{KIND_CELLS[value]}"', "format": style}
            self._sheet.conditional_format(first, verdict, last, verdict, rule)
        faulty = self._book.book.add_format({"bg_color": _FAULTY[0], "font_color": _FAULTY[1]})
        self._sheet.conditional_format(first, told, last, told, {"type": "no_blanks", "format": faulty})
        if self._error_row == 1:
            self._errors.hide()
        self._summarise(counts)
        self._book.book.close()

    def _summarise(self, counts: Counts) -> None:
        sheet, book, pack = self._summary, self._book, self._basis.pack
        kinds = [(KIND_CELLS[kind], str(kind), VERDICT_COLOURS[kind]) for kind in VERDICT_COLOURS]
        kinds.append(("其中有填错的格子", WITH_FAULTS, _FAULTY))
        last = 1 + len(kinds)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, last, 11)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        place = 0

        def line(left: str, right: int | str | None = None, style: Format | None = None) -> None:
            nonlocal place
            if style is book.bold:
                sheet.set_row(place, 26)
            sheet.write_string(place, 0, left, style)
            if isinstance(right, int):
                sheet.write_number(place, 1, right, style)
            elif right is not None:
                # Longer than a column: it may run on over the empty ones beside it.
                sheet.write_string(place, 1, right)
            place += 1

        def sentence(left: str, text: str) -> None:
            nonlocal place
            sheet.set_row(place, 34)
            sheet.write_string(place, 0, left, book.wrap)
            sheet.merge_range(place, 1, place, last, text, book.wrap)
            place += 1

        def heads(*names: str) -> None:
            nonlocal place
            sheet.set_row(place, _HEAD_HEIGHT)
            for at, name in enumerate(names):
                sheet.write_string(place, at, name, book.right_head if at else book.head)
            place += 1

        line("汇总", style=book.bold)
        line("人数", counts.rows)
        for name, kind, (ground, ink) in kinds:
            number = counts.verdicts[kind] if kind else counts.faulty
            line(name, number, book.book.add_format({"bg_color": ground, "font_color": ink}) if number else None)
        sentence("行数", adds_up(counts.read, counts.faulty).zh)
        for remark in left_aside(counts.read, self._columns):
            sentence("", remark.zh)
        place += 1
        if 1 < len(counts.departments) <= MOST_DEPARTMENTS:
            line("各部门", style=book.bold)
            heads("部门", "人数", *(name for name, _, _ in kinds))
            for name, found in sorted(
                counts.departments.items(), key=lambda one: (one[1][WITH_FAULTS] - one[1].total(), one[0])
            ):
                sheet.write_string(place, 0, name or NO_DEPARTMENT.zh)
                numbers = (found.total() - found[WITH_FAULTS], *(found[kind] for _, kind, _ in kinds))
                for at, number in enumerate(numbers, start=1):
                    sheet.write_number(place, at, number)
                place += 1
            place += 1
        if counts.obstacles:
            heads("主要障碍", "人数")
            for criterion, count in counts.obstacles.most_common():
                line(CRITERION_NAMES[criterion].zh, count)
            place += 1
        if self._basis.posts:
            line("岗位够不够", style=book.bold)
            heads(*(cell.zh for cell in self._basis.posts[0]))
            for cells in self._basis.posts[1:]:
                for at, cell in enumerate(cells):
                    if cell.zh.isdecimal():
                        sheet.write_number(place, at, int(cell.zh))
                    else:
                        sheet.write_string(place, at, cell.zh)
                place += 1
            place += 1
        line("依据", style=book.bold)
        line("政策", pack.name.zh)
        line("政策编号", pack.id)
        line("政策文件校验值", pack.sha256)
        line("按哪一天算", self._basis.as_of.isoformat())
        if not pack.covers_day(self._basis.as_of):
            sentence("注意", outside(pack, self._basis.as_of).zh)
        line("说明", "本表只供参考，最终以人社部门的审核结果为准。")
        place += 1
        if wordings := list(wordings_of(self._columns, counts.wordings, pack)):
            line("按意思理解的写法", style=book.bold)
            heads("表头", "表里写的", "看作")
            for column, word, value in wordings:
                for at, text in enumerate((column.heading, word, value.zh)):
                    sheet.write_string(place, at, text)
                place += 1
            place += 1
        line(COLUMNS_USED, style=book.bold)
        for column in self._columns:
            if column.heading and (use := used_as(column)):
                line(column.heading, use)
        for left, right in said_of(self._columns, pack):
            line(left, right)

    def drop(self) -> None:
        """Close what is open."""
        self._book.drop()


# As many rows show how wide a column's cells are.
_ROWS_MEASURED = 200


def _letters_wide(cell: Any) -> int:
    """How wide a cell is, in Latin letters."""
    if isinstance(cell, str):
        return sum(2 if ord(letter) > 0x2E7F else 1 for letter in cell[:40])
    return 10 if isinstance(cell, dt.date) else len(text_of(cell)[:20])


def _width(heading: str) -> float:
    return min(30, max(10, 2.2 * len(heading)))


# --- the unit's own file, its faulty cells marked -----------------------------------------------------------


def marked_copy(table: Table, faults: Iterable[CellFault], progress: Callable[[int], None] | None = None) -> bytes:
    """The unit's own sheet as .xlsx, each faulty cell coloured and with a note that says what would be right.

    Rows, columns and cells stand where they stood. For a table that fits into memory. ``progress`` as in
    :func:`written`.
    """
    by_row: dict[int, dict[int, CellFault]] = {}
    for one in faults:
        by_row.setdefault(one.row, {})[one.column] = one
    file = io.BytesIO()
    book = _Book(file, None)
    sheet, cells = book.sheet(_sheet_name(table.name))
    ground = {"bg_color": _FAULTY[0], "font_color": _FAULTY[1]}
    marked = book.book.add_format(ground)
    marked_day = book.book.add_format({**ground, "num_format": "yyyy-mm-dd"})
    marked_month = book.book.add_format({**ground, "num_format": _MONTH})
    painted = SheetCells(sheet, marked_day, marked_day, marked_month, marked)
    for number, above in enumerate(table.above):
        for place, cell in enumerate(above):
            cells.write(number, place, cell)
    for place, heading in enumerate(table.headings):
        sheet.write_string(table.heading_row - 1, place, heading, book.head)
        sheet.set_column(place, place, _width(heading))
    done = 0
    for done, (number, row) in enumerate(table.rows(), start=1):
        if progress is not None and done % _PIECE == 0:
            progress(done)
        wrong = by_row.get(number, {})
        for place, cell in enumerate(row):
            if place not in wrong:
                cells.write(number - 1, place, cell)
                continue
            painted.write(number - 1, place, cell)
            sheet.write_comment(number - 1, place, wrong[place].text.zh, {"x_scale": 2, "visible": False})
    if progress is not None:
        progress(done)
    sheet.freeze_panes(table.heading_row, 1)
    book.book.close()
    return file.getvalue()


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "花名册"


# --- whole or not at all ------------------------------------------------------------------------------------


@contextlib.contextmanager
def appearing(path: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file to write to, and a folder beside it for what does not fit into memory.

    ``path`` is there only once the block has ended well; on any error, Ctrl-C included, nothing is left behind.
    """
    _sweep(path.parent)
    scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=path.parent))
    try:
        whole = scratch / _WHOLE
        with whole.open("xb") as file:
            _hold(file)
            yield file, scratch
            file.flush()
            os.fsync(file.fileno())
        os.replace(whole, path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


_SCRATCH, _WHOLE = ".roster-", "out"


def _hold(file: IO[bytes]) -> None:
    """Mark ``file`` as in use for as long as it is open; Windows does so by itself."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sweep(folder: Path) -> None:
    """Take away what a run that was killed has left in ``folder``: it holds names."""
    for scratch in folder.glob(f"{_SCRATCH}*"):
        with contextlib.suppress(OSError):
            if scratch.is_dir() and not scratch.is_symlink() and _is_left_over(scratch):
                shutil.rmtree(scratch, ignore_errors=True)


def _is_left_over(scratch: Path) -> bool:
    whole = scratch / _WHOLE
    try:
        if sys.platform == "win32":
            # An open file cannot be renamed there.
            whole.rename(scratch / "left")
            return True
        with whole.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except OSError:  # in use, or just being made
        return False


def writer_for(
    kind: str, file: IO[bytes], table: Table, columns: Sequence[Column], basis: Basis, scratch: Path | None = None
) -> Writer:
    """The writer for a format (one of ``KINDS``)."""
    if kind == ".xlsx":
        return XlsxWriter(file, table, columns, basis, scratch)
    if kind == ".csv":
        return CsvWriter(file, table, columns)
    if kind == ".parquet":
        return ParquetWriter(file, table, columns)
    raise Refused(say("结果只能存成 .xlsx、.csv 或 .parquet。请换一个文件名。"))
