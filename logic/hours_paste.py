"""What was pasted into the table of hours: put into its rows, and said what was understood and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from logic.hours import SUBJECTS, Subject
from logic.hours_block import Block, Entry, NotUnderstood, cells_of, is_figure, label_of
from logic.hours_text import HoursRow, read_year
from logic.labels import listed
from logic.words.language import Text, say, say_n

Column = Literal["year", "general", "professional"]
COLUMNS: tuple[Column, ...] = get_args(Column)
MOST_CHARACTERS = 20_000
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Pasted:
    """The table after the paste, and what was understood of it and what was left out, in sentences."""

    rows: list[HoursRow]
    said: tuple[Text, ...]


def paste(rows: Sequence[HoursRow], text: str, row: int, column: int) -> Pasted:
    """The table ``rows`` after ``text`` was pasted into the cell at ``row`` and ``column`` of :data:`COLUMNS`.

    A block with years goes to the rows of its years; one without fills the cells from that one on, as a spreadsheet
    does. Where the pasted text does not say what is what, the table stays as it was.
    """
    table = [HoursRow(year=one["year"], general=one["general"], professional=one["professional"]) for one in rows]
    cells = cells_of(text[:MOST_CHARACTERS])
    if not cells:
        return Pasted(table, ())
    cut = len(text) > MOST_CHARACTERS or len(cells) > MOST_LINES
    cells = cells[:MOST_LINES]
    if any(label_of(cell) for line in cells for cell in line):
        try:
            block = Block(cells, SUBJECTS[max(column - 1, 0)])
        except NotUnderstood:
            return Pasted(table, (_no_subject(),))
        filled, said = _fill(table, block.entries, row), block.check
        if block.left_out:
            said = [*said, say("没有读入：{what}。", what=listed(dict.fromkeys(block.left_out)))]
    else:
        filled, said = _as_it_stands(table, cells, row, column), []
    if not filled:
        return Pasted(table, (_no_subject(),))
    years = [year for year in (read_year(one["year"]) for one in table) if isinstance(year, int)]
    if len(years) == len(table):
        table = [one for _, one in sorted(zip(years, table, strict=True), key=lambda pair: pair[0])]
    if cut:
        said = [*said, say("一次最多读 {n} 行，后面的没有读入。", n=MOST_LINES)]
    return Pasted(table, (say_n("读入了 {n} 行。", filled), *said))


def _no_subject() -> Text:
    return say("看不出哪些是公需、哪些是专业，没有读入。请连标题一起复制，或只复制年度、公需、专业三列。")


def _fill(table: list[HoursRow], entries: Sequence[Entry], row: int) -> int:
    """Put the entries into the rows of their years, or from ``row`` on; returns how many rows that were."""
    by_year = any(entry.year for entry in entries)
    found: dict[str | int, dict[Subject, list[str]]] = {}
    for entry in entries:
        year = read_year(entry.year)
        cells = found.setdefault(str(year) if isinstance(year, int) else entry.year or entry.line, {})
        if entry.subject is not None:
            cells.setdefault(entry.subject, []).append(entry.text)
    for key, cells in found.items():
        if isinstance(key, str):
            target = _row_of(table, key)
        else:
            target = _new_row(table) if by_year else _row_at(table, row + key)
        for subject, texts in cells.items():
            # Two numbers for one cell are not added up: the cell shows them and asks.
            target[subject] = " + ".join(filter(None, texts))
    return len(found)


def _row_of(table: list[HoursRow], year: str) -> HoursRow:
    """The row of ``year``, or a new one."""
    number = read_year(year)
    for row in table:
        if row["year"] == year or (isinstance(number, int) and read_year(row["year"]) == number):
            return row
    row = _new_row(table)
    row["year"] = year
    return row


def _new_row(table: list[HoursRow]) -> HoursRow:
    """A row that says nothing yet."""
    for row in table:
        if not any((row["year"].strip(), row["general"].strip(), row["professional"].strip())):
            return row
    table.append(HoursRow(year="", general="", professional=""))
    return table[-1]


def _row_at(table: list[HoursRow], place: int) -> HoursRow:
    """The row at ``place``; years go on where the table ends before."""
    while len(table) <= place:
        above = read_year(table[-1]["year"]) if table else None
        year = str(above + 1) if isinstance(above, int) else ""
        table.append(HoursRow(year=year, general="", professional=""))
    return table[place]


def _as_it_stands(table: list[HoursRow], cells: Sequence[Sequence[str]], row: int, column: int) -> int:
    """Bare figures fill the cells from the one they were pasted to; returns how many rows that were."""
    width = max(map(len, cells))
    if width > len(COLUMNS) or not any(is_figure(cell) for line in cells for cell in line):
        return 0
    # Two columns are the two subjects, three are a year's whole row.
    first = len(COLUMNS) - width if width > 1 else column
    for n, line in enumerate(cells):
        target = _row_at(table, row + n)
        for name, cell in zip(COLUMNS[first:], line, strict=False):
            target[name] = cell
    return len(cells)
