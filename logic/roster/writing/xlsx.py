"""The result as .xlsx: the table, its summary, and the errors by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from xlsxwriter.format import Format

from logic.assess import outside
from logic.findings import Verdict
from logic.labels import CRITERION_NAMES
from logic.roster.answers import OurCells
from logic.roster.columns import Column, ColumnUse, letters, used_as
from logic.roster.file import Cells, Chunk, Table
from logic.roster.file.cell import text_of
from logic.roster.meanings import stated_of
from logic.roster.model import COLUMNS_USED, ELSEWHERE, KIND_CELLS, NO_DEPARTMENT, OUR_COLUMNS, OUR_SHEETS, Refused
from logic.roster.people import Faults
from logic.roster.remarks import adds_up, left_aside, wordings_of
from logic.roster.tally import MOST_DEPARTMENTS, WITH_FAULTS, Counts
from logic.roster.writing.at_once import Rows
from logic.roster.writing.rows import Grounds, kept_places
from logic.roster.writing.sheet import FAULTY, HEAD_HEIGHT, MOST_SHEET_ROWS, Book, heading_width, too_many_rows

# Colour by verdict: background and letters.
VERDICT_COLOURS: dict[str, tuple[str, str]] = {
    Verdict.ELIGIBLE: ("#DDF0E0", "#1B5E20"),
    Verdict.CONFIRM: ("#FFF3D6", "#7A4B00"),
    Verdict.NOT_YET: ("#FFE4D1", "#8A3B00"),
    Verdict.INCOMPLETE: ("#E6EAF0", "#37474F"),
    Verdict.INELIGIBLE: ("#F9DEDC", "#8C1D18"),
    ELSEWHERE: ("#E9E4F2", "#4A3A6B"),
}
_WIDTHS = {
    "对应职称": 14,
    "申报时间": 25,
    "主要障碍": 48,
    "待补信息": 30,
    "填写错误": 48,
    "政策版本": 28,
    "申报途径": 16,
}


_FAULTS_AT = OUR_COLUMNS.index("填写错误")
# A sheet whose columns stand still across half a screen cannot be read on a small one.
_MOST_STILL = 4


class XlsxWriter:
    """Three sheets: the table, its summary, and the errors by cell."""

    def __init__(
        self,
        file: IO[bytes],
        table: Table,
        columns: Sequence[Column],
        grounds: Grounds,
        scratch: Path | None = None,
    ) -> None:
        """``scratch``: a folder of one's own for what does not fit into memory; None keeps all of it in memory."""
        self._keep, self._grounds, self._columns = kept_places(columns), grounds, columns
        self._book = Book(file, scratch)
        self._sheet, self._cells = self._book.sheet(OUR_SHEETS[0])
        # Into memory cells go one by one: there the library keeps each text once.
        self._rows = None if scratch is None else Rows(self._sheet, self._cells)
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
            self._sheet.set_column(place, place, heading_width(heading))
        for place, name in enumerate(OUR_COLUMNS, start=len(self._keep)):
            self._sheet.write_string(self._top, place, name, self._book.our_head)
            self._sheet.set_column(place, place, _WIDTHS.get(name, 12))
        self._sheet.set_row(self._top, HEAD_HEIGHT)
        self._sheet.freeze_panes(self._top + 1, self._names_last() + 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.repeat_rows(self._top)
        for place, (name, width) in enumerate((("行", 8), ("列", 8), ("表头", 20), ("哪里不对，怎样改", 90))):
            self._errors.write_string(0, place, name, self._book.head)
            self._errors.set_column(place, place, width)
        self._errors.freeze_panes(1, 0)

    def write(self, chunk: Chunk, ours: OurCells, faults: Faults) -> None:
        """Append rows. Raises :class:`Refused` where a sheet has no more rows."""
        cells = chunk.rows()
        if self._row + len(cells) > MOST_SHEET_ROWS:
            raise Refused(too_many_rows())
        if self._row == self._top + 1:
            self._fit_columns(cells[:_ROWS_MEASURED])
        if self._rows is not None:
            self._rows.append(self._row, cells, self._keep, ours.columns)
        else:
            self._append(cells, ours)
        self._row += len(cells)
        for fault in faults.cells(chunk.first):
            if self._error_row < MOST_SHEET_ROWS:
                for place, cell in enumerate((fault.row, letters(fault.column), fault.heading, fault.text.zh)):
                    self._error_cells.write(self._error_row, place, cell)
                self._error_row += 1

    def _append(self, cells: Sequence[Cells], ours: OurCells) -> None:
        write, string, keep = self._cells.write, self._cells.string, self._keep
        for number, (row, mine) in enumerate(zip(cells, ours.rows(), strict=True), start=self._row):
            for place, cell in enumerate((*(row[source] for source in keep), *mine)):
                # Nearly all cells are text, empty, or numbers.
                if type(cell) is str:
                    if cell:
                        string(number, place, cell)
                elif cell is not None:
                    write(number, place, cell)

    def _fit_columns(self, cells: Sequence[Cells]) -> None:
        for place, source in enumerate(self._keep):
            widest = max((_letters_wide(row[source]) for row in cells if source < len(row)), default=0)
            self._sheet.set_column(place, place, max(heading_width(self._columns[source].heading), min(widest + 2, 24)))

    def _names_last(self) -> int:
        """The column up to which the sheet stands still, so that our columns are read beside the names."""
        for place, source in enumerate(self._keep[:_MOST_STILL]):
            column = self._columns[source]
            if column.kind is ColumnUse.PERSON and column.field == "name":
                return place
        return 0

    def close(self, counts: Counts) -> None:
        """Colours, filters and the summary."""
        first = self._top + 1
        last = max(self._row - 1, first)
        self._sheet.autofilter(self._top, 0, last, self._width - 1)
        verdict, faults = len(self._keep), len(self._keep) + _FAULTS_AT
        for value, (ground, ink) in VERDICT_COLOURS.items():
            style = self._book.book.add_format({"bg_color": ground, "font_color": ink})
            rule = {"type": "cell", "criteria": "==", "value": f'"{KIND_CELLS[value]}"', "format": style}
            self._sheet.conditional_format(first, verdict, last, verdict, rule)
        faulty = self._book.book.add_format({"bg_color": FAULTY[0], "font_color": FAULTY[1]})
        self._sheet.conditional_format(first, faults, last, faults, {"type": "no_blanks", "format": faulty})
        if self._error_row == 1:
            self._errors.hide()
        self._summarise(counts)
        self._book.book.close()

    def _summarise(self, counts: Counts) -> None:
        sheet, book, pack = self._summary, self._book, self._grounds.pack
        kinds = [(KIND_CELLS[kind], str(kind), VERDICT_COLOURS[kind]) for kind in VERDICT_COLOURS]
        kinds.append(("其中有填错的格子", WITH_FAULTS, FAULTY))
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
            sheet.set_row(place, HEAD_HEIGHT)
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
        if self._grounds.posts:
            line("岗位够不够", style=book.bold)
            heads(*(cell.zh for cell in self._grounds.posts[0]))
            for cells in self._grounds.posts[1:]:
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
        line("按哪一天算", self._grounds.as_of.isoformat())
        if not pack.covers_day(self._grounds.as_of):
            sentence("注意", outside(pack, self._grounds.as_of).zh)
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
        for left, right in stated_of(self._columns, pack):
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
