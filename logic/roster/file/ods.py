"""An .ods workbook, as LibreOffice and WPS write it: cells with their values, and beside them how they are shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from logic.roster.file import limits
from logic.roster.file.archive import Archive, Parser, local, whole
from logic.roster.file.cell import (
    MOST_CHARACTERS,
    Cells,
    DaysSince1904,
    ErrorCell,
    MonthOnly,
    NoResult,
    Shown,
    holds,
    text_of,
)
from logic.roster.file.number_format import finite
from logic.roster.file.table import RawRow

CONTENT = "content.xml"
_PARAGRAPHS = ("p", "h")
# What lies at a cell or its text and is not what the cell says: a note, a drawing, how a word is spoken.
_BESIDE = frozenset(
    (
        *("annotation", "shapes", "note", "ruby-text", "frame", "g", "control", "caption", "custom-shape", "connector"),
        *("rect", "line", "polyline", "polygon", "regular-polygon", "path", "circle", "ellipse", "measure"),
    )
)
_MOST_ROWS = 1 << 20


@dataclass(slots=True)
class Sheet:
    """One sheet: its name, whether it is shown, its merged cells, and how many columns have anything in them."""

    name: str
    visible: bool = True
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    width: int = 0
    rows: int = 0


class Workbook:
    """What an .ods holds."""

    def __init__(self, archive: Archive) -> None:
        """``archive``: the whole of it."""
        self._archive = archive
        with whole():
            if "meta-inf/manifest.xml" in self._archive:
                self._archive.parse("meta-inf/manifest.xml", _no_password)
            reader = _Reader(None)
            for _ in self._read(reader):
                pass
        self.sheets, self._since_1904 = reader.sheets, reader.since_1904

    def rows(self, name: str) -> Iterator[RawRow]:
        """The rows of a sheet with anything in them."""
        place = next(at for at, sheet in enumerate(self.sheets) if sheet.name == name)
        with whole():
            yield from self._read(_Reader(place, since_1904=self._since_1904))

    def _read(self, reader: _Reader) -> Iterator[RawRow]:
        marks = 0
        for piece in self._archive.pieces(CONTENT):
            # Each mark is looked at by itself, those of empty cells too: that is what takes the time.
            marks += piece.count(b"<")
            if marks > limits.MOST_MARKS_ODS:
                raise limits.too_large()
            reader.parser.feed(piece)
            done, reader.done = reader.done, []
            yield from done
        reader.parser.end()
        yield from reader.done


def _no_password(tag: str, _: dict[str, str]) -> None:
    if tag == "encryption-data":
        raise limits.locked()


class _Reader:
    """Takes the content in pieces; gives the rows of sheet ``wanted``, or of none, and what is known of all sheets."""

    def __init__(self, wanted: int | None, *, since_1904: bool = False) -> None:
        self.parser = Parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._characters
        self.sheets: list[Sheet] = []
        self.done: list[RawRow] = []
        self.since_1904 = since_1904
        self._wanted = wanted
        self._unseen: set[str] = set()
        self._flat: set[str] = set()  # styles of rows without height
        self._style = ""
        self._depth = 0  # of tables: a table within a cell is none of ours
        self._row: dict[str, str] | None = None
        self._number = 0
        self._cells: Cells = []
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._covered = False
        self._text: list[str] = []
        self._size = 0
        self._aside = 0  # within a note to a cell
        self._paragraphs = 0
        self._count = 0
        self._letters = 0  # of all texts, each as often as it is repeated

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                if len(self.sheets) >= limits.MOST_SHEETS:
                    raise limits.too_many_sheets()
                attributes = _plain(attributes)
                self.sheets.append(
                    Sheet(attributes.get("name", ""), attributes.get("style-name", "") not in self._unseen)
                )
                self._number = 0
        elif self._depth == 1:
            self._start_inside(name, attributes)
        elif name == "style":
            self._style = _plain(attributes).get("name", "")
        elif name == "table-row-properties" and _NO_HEIGHT.fullmatch(_plain(attributes).get("row-height", "")):
            self._flat.add(self._style)
        elif name == "table-properties" and _plain(attributes).get("display") == "false":
            self._unseen.add(self._style)
        elif name == "null-date":
            self.since_1904 = _plain(attributes).get("date-value", "").startswith("1904")

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        if name in _PARAGRAPHS:
            if self._cell is not None and not self._aside:
                if self._paragraphs:
                    self._characters("\n")
                self._paragraphs += 1
        elif name in ("table-cell", "covered-table-cell"):
            if self._row is not None:
                # The type that the program's own extension tells comes last: an error.
                self._cell = _plain(attributes)
                self._covered = name != "table-cell"
                self._text, self._size, self._paragraphs = [], 0, 0
        elif name == "table-row":
            self._row, self._cells, self._column = _plain(attributes), [], 0
        elif name in _BESIDE:
            self._aside += 1
        elif self._cell is not None and not self._aside:
            if name == "s":
                self._characters(" " * min(int(_plain(attributes).get("c", "1")), MOST_CHARACTERS))
            elif name == "tab":
                self._characters("\t")
            elif name == "line-break":
                self._characters("\n")

    def _characters(self, text: str) -> None:
        if self._cell is not None and self._paragraphs and not self._aside:
            self._size += len(text)
            if self._size > MOST_CHARACTERS:
                raise limits.long_cell()
            self._text.append(text)

    def _end(self, tag: str) -> None:
        name = _local(tag)
        if name in _PARAGRAPHS:
            return
        if name == "table":
            self._depth -= 1
        elif self._depth != 1:
            return
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name in _BESIDE:
            self._aside -= 1
        elif name == "table-row" and self._row is not None:
            self._end_row(self._row)
            self._row = None

    def _end_cell(self, attributes: dict[str, str]) -> None:
        repeated = _count(attributes["number-columns-repeated"]) if "number-columns-repeated" in attributes else 1
        text = "".join(self._text)
        cell: Any = None
        if not self._covered:
            # Of a sheet that is not read yet, only what stands in the way of empty cells is read.
            plain = (
                self._wanted is None
                and attributes.get("value-type", "string") == "string"
                and "formula" not in attributes
            )
            try:
                cell = attributes.get("string-value", text) if plain else _value(attributes, text, self.since_1904)
            except (ValueError, OverflowError):
                raise limits.bad_cell(self.sheets[-1].name, self._number, self._column) from None
        if ("number-columns-spanned" in attributes or "number-rows-spanned" in attributes) and self._wanted is None:
            self._merge(_count(attributes.get("number-columns-spanned")), _count(attributes.get("number-rows-spanned")))
        if holds(cell):
            if self._column + repeated > limits.MOST_COLUMNS:
                raise limits.too_wide()
            self._cells += [None] * (self._column - len(self._cells)) + [cell] * repeated
        self._column += repeated

    def _merge(self, wide: int, deep: int) -> None:
        sheet, row = self.sheets[-1], self._number
        if wide > 1 or deep > 1:
            if len(sheet.merged) >= limits.MOST_MERGED:
                raise limits.too_large()
            sheet.merged.append(((row, self._column), (row + deep - 1, self._column + wide - 1)))

    def _end_row(self, attributes: dict[str, str]) -> None:
        repeated = _count(attributes.get("number-rows-repeated"))
        if self._cells:
            sheet = self.sheets[-1]
            self._count += len(self._cells) * repeated
            self._letters += sum(len(cell) for cell in self._cells if isinstance(cell, str)) * repeated
            too_much = self._count > limits.MOST_CELLS_ODS or self._letters > limits.MOST_TEXT
            if too_much or self._number + repeated > _MOST_ROWS:
                raise limits.too_large()
            sheet.width, sheet.rows = max(sheet.width, len(self._cells)), sheet.rows + repeated
            if self._wanted == len(self.sheets) - 1:
                hidden = attributes.get("visibility", "visible") != "visible"
                hidden = hidden or attributes.get("style-name", "") in self._flat
                self.done += [(self._number + at, list(self._cells), hidden) for at in range(repeated)]
        self._number += repeated


# A file has few names, each very often.
_local = lru_cache(maxsize=4_096)(local)


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    return {_local(name): value for name, value in attributes.items()}


def _count(text: str | None) -> int:
    number = int(text) if text else 1
    if not 1 <= number <= 1 << 31:
        raise ValueError(text)
    return number


_NO_HEIGHT = re.compile(r"0+(\.0*)?[a-z]*")
_ERROR = re.compile(r"#[A-Z][A-Z0-9_/]*[!?]?|Err:\d{3}|#[^\s]{1,8}[!?]")
_TIME = re.compile(r"(-)?P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
# Where a value is held of each kind.
_HELD = {
    "float": "value", "percentage": "value", "currency": "value", "date": "date-value", "time": "time-value",
    "boolean": "boolean-value",
}  # fmt: skip
_NUMBERS = re.compile(r"\d+|[〇一二三四五六七八九十]+|[A-Za-z]{3,}")


def _shows_day(text: str) -> bool:
    """Whether a date is shown with its day: of 2021年7月, 21-7, 2021 and Jul 2021 none is."""
    return not text or "日" in text or "号" in text or len(_NUMBERS.findall(text)) > 2


def _value(attributes: dict[str, str], text: str, since_1904: bool) -> Any:
    """What a cell holds, as :mod:`logic.roster.file.cell` has it."""
    kind = attributes.get("value-type", "")
    formula = attributes.get("formula")
    if kind == "error" or (formula is not None and _ERROR.fullmatch(text.strip())):
        return ErrorCell(text.strip() or "#N/A")
    if not kind or (kind in _HELD and not attributes.get(_HELD[kind], "") and not text.strip()):
        return NoResult(f"={formula}"[:MOST_CHARACTERS]) if formula is not None and not text else text or None
    value: Any
    if kind in ("float", "percentage", "currency"):
        value = finite(attributes.get("value", text))
        value = DaysSince1904(value) if since_1904 and kind == "float" else value
    elif kind == "date":
        value = _day(attributes.get("date-value", ""), text)
    elif kind == "time":
        value = _time(attributes.get("time-value", ""))
    elif kind == "boolean":
        return attributes.get("boolean-value", text).lower() == "true"
    else:
        return attributes.get("string-value", text)
    shown = text.strip()
    return value if not shown or shown == text_of(value) else Shown(value, shown)


def _day(iso: str, text: str) -> Any:
    if len(iso) > 10:
        moment = dt.datetime.fromisoformat(iso)
        return moment if moment.time() != dt.time() or moment.tzinfo else moment.date()
    day = dt.date.fromisoformat(iso)
    return day if day.day != 1 or _shows_day(text.strip()) else MonthOnly(day.year, day.month, 1)


def _time(iso: str) -> Any:
    found = _TIME.fullmatch(iso)
    if not found:
        raise ValueError(iso)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    if not found[1] and not days and hours < 24:
        return dt.time(hours, minutes % 60, seconds % 60)
    span = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -span if found[1] else span
