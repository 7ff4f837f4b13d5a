"""The unit's own file, its faulty cells marked."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable

from logic.roster.file import Table
from logic.roster.model import CellFault
from logic.roster.writing.sheet import FAULTY, MONTH, Book, SheetCells, heading_width

_PIECE = 1_000  # rows between two words of how far it is


def marked_copy(table: Table, faults: Iterable[CellFault], progress: Callable[[int], None] | None = None) -> bytes:
    """The unit's own sheet as .xlsx, each faulty cell coloured and with a note that says what would be right.

    Rows, columns and cells stand where they stood. For a table that fits into memory. ``progress`` as in
    :func:`written`.
    """
    by_row: dict[int, dict[int, CellFault]] = {}
    for one in faults:
        by_row.setdefault(one.row, {})[one.column] = one
    file = io.BytesIO()
    book = Book(file, None)
    sheet, cells = book.sheet(_sheet_name(table.name))
    ground = {"bg_color": FAULTY[0], "font_color": FAULTY[1]}
    marked = book.book.add_format(ground)
    marked_day = book.book.add_format({**ground, "num_format": "yyyy-mm-dd"})
    marked_month = book.book.add_format({**ground, "num_format": MONTH})
    painted = SheetCells(sheet, marked_day, marked_day, marked_month, marked)
    for number, above in enumerate(table.above):
        for place, cell in enumerate(above):
            cells.write(number, place, cell)
    for place, heading in enumerate(table.headings):
        sheet.write_string(table.heading_row - 1, place, heading, book.head)
        sheet.set_column(place, place, heading_width(heading))
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
