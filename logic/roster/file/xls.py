"""An .xls workbook, by xlrd: its values, errors, formats, hidden rows and merged cells."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import xlrd

from logic.roster.file import limits
from logic.roster.file.cell import MOST_CHARACTERS, Cells, ErrorCell, NoResult
from logic.roster.file.headings import Merged
from logic.roster.file.number_format import BUILT_IN, cell_of
from logic.roster.file.table import RawRow
from logic.roster.model import Refused
from logic.words.language import say

_CUSTOM = 164  # from here on a workbook's own formats
# Kinds of records in the file: where something begins and ends, a formula, and with what all was calculated.
_BEGIN, _END, _FORMULA, _RECALC_ID = 0x0809, 0x000A, 0x0006, 0x01C1
_EMPTY_TEXT = 3


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int]]:
    """(kind, where its content begins) of each record from ``at`` to the end of what begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        at += 4 + length


class Workbook:
    """What an .xls holds."""

    def __init__(self, content: bytes) -> None:
        """The whole file."""
        with _whole():
            # What it complains of could name a cell: nobody hears it.
            self._book = xlrd.open_workbook(
                file_contents=content, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
            )
            if self._book.nsheets > limits.MOST_SHEETS:
                raise limits.too_many_sheets()
            self.names: list[str] = self._book.sheet_names()
            self._codes: dict[int, str] = {}

    def visible(self, name: str) -> bool:
        """Whether the sheet is shown."""
        with _whole():
            return bool(self._sheet(name).visibility == 0)

    def _sheet(self, name: str) -> Any:
        return self._book.sheet_by_index(self.names.index(name))

    def merged(self, name: str) -> Merged:
        """The cells merged on a sheet, as for .xlsx."""
        with _whole():
            return [
                ((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in self._sheet(name).merged_cells
            ]

    def width(self, name: str) -> int:
        """The columns with anything in them."""
        wide = 0
        for _, cells, _ in self.rows(name):
            wide = max(wide, len(cells))
        return wide

    def rows(self, name: str) -> Iterator[RawRow]:
        """The rows of a sheet with anything in them."""
        with _whole():
            sheet = self._sheet(name)
            uncalculated = self._uncalculated(self.names.index(name))
            for number in range(sheet.nrows):
                cells: Cells = []
                unknown = uncalculated.get(number, ())
                for place, (kind, value, style) in enumerate(
                    zip(sheet.row_types(number), sheet.row_values(number), self._styles(sheet, number), strict=False)
                ):
                    cell = NoResult("=…") if place in unknown else self._cell(kind, value, style)
                    if cell is None or cell == "":
                        continue
                    if place >= limits.MOST_COLUMNS:
                        raise limits.too_wide()
                    cells += [None] * (place - len(cells))
                    cells.append(cell)
                if cells:
                    info = sheet.rowinfo_map.get(number)
                    flat = info and not info.height and not info.has_default_height
                    yield number, cells, bool(info and (info.hidden or flat))

    @staticmethod
    def _styles(sheet: Any, number: int) -> list[int]:
        return [sheet.cell_xf_index(number, place) for place in range(sheet.row_len(number))]

    def _cell(self, kind: int, value: Any, style: int) -> Any:
        if kind == xlrd.XL_CELL_TEXT:
            if len(value) > MOST_CHARACTERS:
                raise limits.long_cell()
            return value
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            return cell_of(float(value), self._code(style), since_1904=self._book.datemode == 1)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            return ErrorCell(xlrd.error_text_from_code.get(value, "#N/A"))
        return None

    def _uncalculated(self, place: int) -> dict[int, set[int]]:
        """By row, the columns of formulas whose result the file does not hold.

        Programs that do not calculate write an empty text or a zero, and leave out the mark by which a spreadsheet
        program says with which of its versions it has calculated; xlrd passes over both.
        """
        found: dict[int, set[int]] = {}
        book = self._book
        if book.biff_version < 80 or any(kind == _RECALC_ID for kind, _ in _records(book.mem, book.base)):
            return found
        for kind, at in _records(book.mem, book._sh_abs_posn[place]):
            if kind == _FORMULA:
                row, column, _, result = struct.unpack_from("<HHH8s", book.mem, at)
                if result == bytes(8) or (result[0] == _EMPTY_TEXT and result.endswith(b"\xff\xff")):
                    found.setdefault(row, set()).add(column)
        return found

    def _code(self, style: int) -> str:
        if style not in self._codes:
            key = self._book.xf_list[style].format_key
            form = self._book.format_map.get(key)
            self._codes[style] = BUILT_IN.get(key, "") if key < _CUSTOM or form is None else form.format_str
        return self._codes[style]


@contextmanager
def _whole() -> Iterator[None]:
    """Whatever the library trips over in a damaged file ends in our sentence."""
    try:
        yield
    except (Refused, MemoryError, GeneratorExit):
        raise
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise limits.locked() from None
        if "workbook" in str(error).lower() and "stream" in str(error).lower():
            raise Refused(say("这不是表格文件，读不了。请选 .xlsx、.xls、.ods、.csv 或 .parquet 文件。")) from None
        raise limits.damaged() from None
    except Exception:
        raise limits.damaged() from None
