"""Many rows of a sheet at once, for a workbook that is not kept in memory.

The library takes one cell at a time and works each out anew, which is most of what a large result takes. Here it writes
a cell once; wherever the same stands again, only the place is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from logic.roster.coded import Coded
from logic.roster.file import Cells
from logic.roster.file.cell import APART
from logic.roster.writing.sheet import SheetCells, TextSheet

# Different cells whose XML is remembered, and characters of it; characters that are put together before they go to the
# file. One long text may stand in every cell: it is held once.
_MOST_REMEMBERED, _MOST_SIZE, _PIECE = 50_000, 16 << 20, 1 << 19
# Text that stands in XML as it is. All other text is the library's to write.
_AS_IT_IS = re.compile(r"(?!.*\s$)[^\s\x00-\x1f&<>_\ufffe\uffff][^\x00-\x1f&<>_\ufffe\uffff]{0,200}")
# In front of what the library writes of a cell, which is then the first one of its sheet.
_PLACE = '<c r="A1'


class Rows:
    """Appends rows to a sheet."""

    def __init__(self, sheet: TextSheet, cells: SheetCells) -> None:
        """``cells`` writes to ``sheet``."""
        self._sheet, self._cells = sheet, cells
        self._known: dict[Any, str] = {}
        self._size = 0

    def append(self, first: int, cells: Sequence[Cells], places: Iterable[int], ours: Iterable[Coded[Any]]) -> None:
        """Rows from number ``first``, counted from 0, on: ``cells`` at ``places``, and ``ours`` behind them."""
        sheet = self._sheet
        sheet.end_rows(first)
        columns = [self._written([row[place] for row in cells]) for place in places]
        for column in ours:
            written = self._written(column.values)
            columns.append([written[code] for code in column.codes.tolist()])
        begins = [f'<c r="{xl_col_to_name(place)}' for place in range(len(columns))]
        rows_xml: list[str] = []
        size = 0
        for number, row in enumerate(zip(*columns, strict=True), start=first + 1):
            there = [f"{begin}{number}{rest}" for begin, rest in zip(begins, row, strict=True) if rest]
            if there:
                rows_xml.append(f'<row r="{number}">{"".join(there)}</row>')
                size += len(rows_xml[-1])
            if size > _PIECE:
                sheet.row_data_fh.write("".join(rows_xml))
                rows_xml.clear()
                size = 0
        sheet.row_data_fh.write("".join(rows_xml))
        sheet.has_rows(first + len(cells), len(columns))

    def _written(self, cells: Iterable[Any]) -> list[str]:
        """The XML of each cell, from behind its place on; empty where there is none."""
        known = self._known
        if len(known) > _MOST_REMEMBERED or self._size > _MOST_SIZE:
            known.clear()
            self._size = 0
        known[None] = known[""] = ""
        out = []
        for cell in cells:
            key = cell if type(cell) in APART else (type(cell), cell)
            if (written := known.get(key)) is None:
                written = known[key] = self._once(cell)
                self._size += len(written)
            out.append(written)
        return out

    def _once(self, cell: Any) -> str:
        if type(cell) is str and _AS_IT_IS.fullmatch(cell):
            return f'" t="inlineStr"><is><t>{cell}</t></is></c>'
        return self._sheet.xml_of(lambda row: self._cells.write(row, 0, cell)).removeprefix(_PLACE)
