"""The rows of one sheet of an .xlsx: plain ones by pattern, all others by the XML's own reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from logic.roster.file import limits
from logic.roster.file.archive import Parser
from logic.roster.file.cell import MOST_CHARACTERS, ErrorCell, NoResult, holds
from logic.roster.file.number_format import cell_of, finite

YES = ("1", "true", "on")
# Where the rows begin.
DATA = re.compile(rb"<(?:[\w.-]+:)?sheetData\b[^>]*>")


@dataclass(slots=True)
class Row:
    """One row with anything in it: its number from 0, its cells by column from 0, and whether it is hidden."""

    number: int
    cells: dict[int, Any]
    hidden: bool = False


# How a spreadsheet program writes what XML cannot hold: a carriage return, Ctrl-Z.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """``text`` with what Excel escapes in its own way."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


_PLAIN_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml(?![^>]*encoding=[\"'](?!utf-8[\"']))[^>]*\?>)?(?:(?!<[!?]).)*", re.S | re.I
)
_PLAIN_ROW = re.compile(rb'\s*<row r="(\d{1,7})"(?: [^<>]*[^<>/])?>\s*')
# A cell without how it begins and without the number of its row.
_CELL = b'<c r="'
_PLAIN_CELL = re.compile(
    rb'([A-Z]{1,3})"(?: s="(\d{1,6})")?(?: t="([a-zA-Z]{1,9})")?'
    rb'(?:/>|><v>([^<&]+)</v></c>|><is><t(?: xml:space="preserve")?>([^<&\x00-\x1f]+)</t></is></c>)\s*'
)
# So many cells are remembered, none that is longer.
_MOST_KNOWN, _LONGEST_KNOWN = 60_000, 200
_PLACE = re.compile(r"\s*\$?([A-Za-z]{1,7})\$?(\d{1,7})\s*", re.ASCII)
_LAST_COLUMN = 16_384
_NO_HEIGHT = re.compile(r"\s*0+(\.0*)?\s*")
# A text that is not there, a number that is none.
_BAD_CELL = (ValueError, IndexError, OverflowError)


def column_of(letters: str) -> int:
    """The column that goes by ``letters``, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Known(dict[bytes, tuple[int, Any] | None]):
    """What plain cells have been read as, those that are asked for again and again."""

    def __init__(self, read: Callable[[bytes], tuple[int, Any] | None]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, markup: bytes) -> tuple[int, Any] | None:
        held = self._read(markup)
        if len(markup) <= _LONGEST_KNOWN:
            if len(self) >= _MOST_KNOWN:
                self.clear()
            self[markup] = held
        return held


@dataclass(slots=True)
class SheetReader:
    """Takes a sheet's XML in pieces and gives its rows."""

    texts: list[str]
    codes: list[str]
    since_1904: bool
    stale: bool
    name: str = ""  # of the sheet
    _done: list[Row] = field(default_factory=list)
    _parser: Parser = field(default_factory=Parser)
    _row: int = -1
    _column: int = -1
    _cells: dict[int, Any] = field(default_factory=dict)
    _hidden: bool = False
    _kind: str = "n"
    _code: str = ""
    _run: list[str] = field(default_factory=list)
    _size: int = 0
    _taken: bool = False
    _valued: bool = False
    _formula: list[str] | None = None
    _in: str = ""
    _phonetic: bool = False
    _count: int = 0
    # The column and the content of each plain cell: most repeat, but for their rows.
    _known: _Known = field(init=False)
    _columns: dict[str, int] = field(default_factory=dict)
    _carry: bytes = b""
    _shortcut: bool = True
    _begun: bool = False

    def __post_init__(self) -> None:
        self._known = _Known(self._plain_cell)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, piece: bytes) -> list[Row]:
        """The rows that end in ``piece``."""
        if self._shortcut:
            self._feed_rows(piece)
        else:
            self._parser.feed(piece)
        done, self._done = self._done, []
        return done

    def end(self) -> list[Row]:
        """No more is coming: the last rows."""
        self._parser.feed(self._carry)
        self._parser.end()
        return self._done

    # Nearly all rows are written in one plain way, which a pattern takes apart three times as fast as expat. The others
    # go to expat, which is given the whole sheet without the plain rows. A comment or the like, within which a row
    # would be none, ends the shortcut.

    def _feed_rows(self, piece: bytes) -> None:
        text = self._carry + piece
        if not self._begun:
            begin = DATA.search(text)
            if begin is None:
                self._carry = text
                self._give_up(len(text) > limits.MOST_IN_A_PIECE)
                return
            head, text = text[: begin.end()], text[begin.end() :]
            self._carry, self._begun = text, True
            self._parser.feed(head)
            if not _PLAIN_HEAD.fullmatch(head) or head.endswith(b"/>"):
                self._give_up(True)
                return
        *rows, self._carry = text.split(b"</row>")
        for place, row in enumerate(rows):
            if self._plain_row(row):
                continue
            if b"<!" in row or b"<?" in row:
                self._carry = b"</row>".join((*rows[place:], self._carry))
                self._give_up(True)
                return
            self._parser.feed(row + b"</row>")
        self._give_up(len(self._carry) > limits.MOST_IN_A_PIECE)

    def _give_up(self, really: bool) -> None:
        if really:
            self._shortcut = False
            carry, self._carry = self._carry, b""
            self._parser.feed(carry)

    def _plain_row(self, row: bytes) -> bool:
        begin = _PLAIN_ROW.match(row)
        if begin is None or b"hidden" in begin[0] or b' ht="0' in begin[0]:
            return False
        # Without the number of the row, which each of them says, cells are alike from row to row.
        number, start = begin[1] + b'"', begin.end()
        if row.count(number, start) != row.count(_CELL, start):
            return False
        before, *found = row[start:].replace(number, b'"').split(_CELL)
        taken = list(map(self._known.__getitem__, found))
        if before or None in taken:
            return False
        self._begin_row({"r": begin[1].decode()})
        cells: dict[int, Any] = dict(taken)  # type: ignore[arg-type]
        if len(cells) != len(taken) or sorted(cells) != list(cells):
            raise limits.damaged()
        if None in cells.values():
            cells = {column: cell for column, cell in cells.items() if cell is not None}
        if cells:
            if max(cells) >= limits.MOST_COLUMNS:
                for column in [column for column in cells if column >= limits.MOST_COLUMNS]:
                    self._too_far(cells.pop(column))
            self._count_in(len(cells))
            self._done.append(Row(self._row, cells))
        return True

    def _plain_cell(self, markup: bytes) -> tuple[int, Any] | None:
        """The column of a plain cell and what it holds, None for nothing; None for a cell that is not plain."""
        found = _PLAIN_CELL.fullmatch(markup)
        if found is None:
            return None
        letters, style, kind, value, text = found.groups()
        cell: Any = None
        if text is not None and kind != b"inlineStr":
            return None
        try:
            if text is not None:
                cell = unescaped(text.decode())
            elif kind == b"s" and value:
                cell = self.texts[_whole(value.decode())]
            elif value:
                self._kind, self._formula, self._run = (kind or b"n").decode(), None, [value.decode()]
                self._code = self._code_of(style.decode()) if style else ""
                cell = self._value()
        except _BAD_CELL:  # which it is, is known to who reads its row
            return None
        if type(cell) is str and len(cell) > MOST_CHARACTERS:
            raise limits.long_cell()
        return column_of(letters.decode()), None if cell == "" else cell

    def _code_of(self, style: str) -> str:
        number = int(style)
        return self.codes[number] if 0 <= number < len(self.codes) else ""

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag[tag.rfind(":") + 1 :]
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v" or name == "t":
            self._taken = not self._phonetic
            self._valued = True
        elif name == "f":
            self._formula, self._in = [], "f"
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            self._begin_row(attributes)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = self._row + 1
        if (place := attributes.get("r")) is not None:
            if (int(place) <= self._row + 1 and self._row >= 0) or int(place) < 1:
                raise limits.damaged()
            number = int(place) - 1
        self._row, self._column = number, -1
        self._hidden = attributes.get("hidden", "") in YES or _NO_HEIGHT.fullmatch(attributes.get("ht", "")) is not None
        self._cells = {}

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        column = self._column + 1
        if (place := attributes.get("r")) is not None:
            found = _PLACE.fullmatch(place)
            if found is None:
                raise limits.damaged()
            letters = found[1]
            here = self._columns.get(letters)
            if here is None:
                here = self._columns[letters] = column_of(letters)
            if here >= _LAST_COLUMN:
                raise limits.too_wide()
            if here < column or int(found[2]) != self._row + 1:
                raise limits.damaged()
            column = here
        self._column = column
        self._kind = attributes.get("t", "n")
        style = attributes.get("s")
        self._code = "" if style is None else self._code_of(style)
        self._run.clear()
        self._size = 0
        self._valued, self._formula = False, None

    def _characters(self, text: str) -> None:
        if self._taken:
            self._size += len(text)
            if self._size > MOST_CHARACTERS:
                raise limits.long_cell()
            self._run.append(text)
        elif self._in and self._formula is not None and len(self._formula) < 64:
            self._formula.append(text[:MOST_CHARACTERS])

    def _end(self, tag: str) -> None:
        name = tag[tag.rfind(":") + 1 :]
        if name == "v" or name == "t":
            self._taken = False
        elif name == "c":
            self._end_cell()
        elif name == "f":
            self._in = ""
        elif name == "rPh":
            self._phonetic = False
        elif name == "row" and self._cells:
            self._done.append(Row(self._row, self._cells, self._hidden))

    def _end_cell(self) -> None:
        try:
            cell = self._value()
        except _BAD_CELL:
            raise limits.bad_cell(self.name, self._row, self._column) from None
        if cell is None or cell == "":
            return
        if self._column >= limits.MOST_COLUMNS:
            self._too_far(cell)
            return
        self._count_in(1)
        self._cells[self._column] = cell

    def _too_far(self, cell: Any) -> None:
        if holds(cell):
            raise limits.too_wide()

    def _count_in(self, cells: int) -> None:
        self._count += cells
        if self._count > limits.MOST_CELLS:
            raise limits.too_large()

    def _value(self) -> Any:
        run, kind = self._run, self._kind
        text = run[0] if len(run) == 1 else "".join(run)
        if kind == "s":
            return self.texts[_whole(text)] if text else None
        if self._formula is not None and self._is_unknown(text):
            return NoResult("=" + "".join(self._formula)[: MOST_CHARACTERS - 1])
        if kind == "inlineStr" or kind == "str":
            return unescaped(text)
        text = text.strip()
        if not text:
            # An error that does not say which is no blank.
            return ErrorCell("#ERROR!") if kind == "e" else None
        if kind == "n":
            return cell_of(finite(text), self._code, since_1904=self.since_1904)
        if kind == "e":
            return ErrorCell(text)
        if kind == "b":
            return text not in ("0", "false")
        if kind == "d":
            return text
        raise ValueError(kind)

    def _is_unknown(self, text: str) -> bool:
        """Whether a formula has no result: none is stored, or one is that nobody has calculated."""
        if not self._valued or (not text and self._kind != "str"):
            return True
        return self.stale and self._kind == "n" and text == "0"


def _whole(text: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)
