"""An .xlsx workbook, read as spreadsheet programs read it: sheet by sheet, row by row, only what is really there.

Where a cell does not say its place, it stands behind the one before; prefixes and letter case do not matter; formats
and marks without content are looked past. What contradicts itself (rows out of order, a cell in another row than its
own) is refused, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from logic.roster.file import limits
from logic.roster.file.archive import Archive, Parser, local, target, whole
from logic.roster.file.cell import MOST_CHARACTERS, ErrorCell, NoResult, holds
from logic.roster.file.number_format import BUILT_IN, cell_of, finite

Merged = tuple[tuple[int, int], tuple[int, int]]
_RELATIONS = "_rels/.rels"
_YES = ("1", "true", "on")


@dataclass(slots=True)
class Sheet:
    """One sheet of a workbook: its name, whether it is shown, and the part that holds it."""

    name: str
    visible: bool
    part: str


@dataclass(slots=True)
class Row:
    """One row with anything in it: its number from 0, its cells by column from 0, and whether it is hidden."""

    number: int
    cells: dict[int, Any]
    hidden: bool = False


class Workbook:
    """What a workbook holds. Nothing of its sheets is read before it is asked for."""

    def __init__(self, archive: Archive) -> None:
        """``archive``: the whole of it."""
        self._archive = archive
        self.sheets: list[Sheet] = []
        self.macros = any(name.endswith("vbaproject.bin") for name in self._archive.names)
        self.since_1904 = False
        # Formulas are to be calculated when it is opened: a program has written it that does not calculate.
        self._uncalculated = False
        self._codes: list[str] = []
        self._texts: list[str] | None = None
        self._shared = ""
        with whole():
            self._find()

    def _find(self) -> None:
        main = "xl/workbook.xml"
        if _RELATIONS in self._archive:
            main = next((part for kind, part in self._related("") if kind == "officeDocument"), main)
        relations = dict(self._relations(main))
        kinds = {kind: part for kind, part in self._related(main)}
        found: list[tuple[dict[str, str], str]] = []

        def start(tag: str, told: dict[str, str]) -> None:
            if tag == "workbookPr":
                self.since_1904 = told.get("date1904", "") in _YES
            elif tag == "calcPr":
                self._uncalculated = told.get("fullCalcOnLoad", "") in _YES
            elif tag == "sheet":
                if len(found) >= limits.MOST_SHEETS:
                    raise limits.too_many_sheets()
                found.append((told, told.get("id", "")))

        self._archive.parse(main, start, most=16 << 20)
        for told, key in found:
            kind, part = relations.get(key, ("", ""))
            if kind == "worksheet" and part in self._archive:
                self.sheets.append(Sheet(told.get("name", ""), told.get("state", "visible") == "visible", part))
        self._shared = kinds.get("sharedStrings", "")
        if (styles := kinds.get("styles", "")) in self._archive:
            self._codes = _codes(self._archive, styles)

    def _relations(self, base: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """(id, (kind, part)) of what ``base`` is bound to."""
        folder, _, name = base.rpartition("/")
        part = f"{folder}/_rels/{name}.rels" if base else _RELATIONS
        found: list[dict[str, str]] = []
        if part in self._archive:
            self._archive.parse(part, lambda tag, told: found.append(told) if tag == "Relationship" else None)
        for told in found:
            if told.get("TargetMode") != "External":
                kind = told.get("Type", "").rpartition("/")[2]
                yield told.get("Id", ""), (kind, target(base, told.get("Target", "")))

    def _related(self, base: str) -> Iterator[tuple[str, str]]:
        return (one for _, one in self._relations(base))

    def outline(self, sheet: Sheet) -> tuple[list[Merged], int]:
        """The cells merged on ``sheet``, (first row, first column), (last row, last column), from 0; and its width.

        The width is that of the cells that say their place and have anything in them.
        """
        with whole():
            return _outline(self._archive, sheet.part)

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The rows of ``sheet`` with anything in them, in order."""
        with whole():
            if self._texts is None:
                self._texts = _shared_texts(self._archive, self._shared) if self._shared in self._archive else []
            reader = _SheetReader(self._texts, self._codes, since_1904=self.since_1904, stale=self._uncalculated)
            for piece in self._archive.pieces(sheet.part):
                yield from reader.feed(piece)
            yield from reader.end()


# --- formats and shared texts --------------------------------------------------------------------------------


def _codes(archive: Archive, part: str) -> list[str]:
    """The number format of each style that a cell can have; empty for the plain one."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    inside = ""

    def start(tag: str, told: dict[str, str]) -> None:
        nonlocal inside
        if tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside = tag
        elif tag == "numFmt" and inside != "dxfs":
            formats.setdefault(told.get("numFmtId", "").strip(), told.get("formatCode", ""))
        elif tag == "xf" and inside == "cellXfs":
            styles.append(told.get("numFmtId", "0").strip())
        if len(formats) > limits.MOST_STYLES or len(styles) > limits.MOST_STYLES:
            raise limits.too_large()

    archive.parse(part, start)
    built_in = {str(number): code for number, code in BUILT_IN.items()}
    return [formats.get(number, built_in.get(number, "")) for number in styles]


def _shared_texts(archive: Archive, part: str) -> list[str]:
    """The texts that cells point at."""
    texts: list[str] = []
    run: list[str] = []
    size = total = 0
    taken = phonetic = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal taken, phonetic, size
        name = local(tag)
        if name == "si":
            run.clear()
            size = 0
        elif name == "rPh":
            phonetic = True
        elif name == "t":
            taken = not phonetic

    def end(tag: str) -> None:
        nonlocal taken, phonetic, total
        name = local(tag)
        if name == "t":
            taken = False
        elif name == "rPh":
            phonetic = False
        elif name == "si":
            texts.append(_unescaped(run[0] if len(run) == 1 else "".join(run)))
            total += size
            if len(texts) > limits.MOST_SHARED or total > limits.MOST_TEXT:
                raise limits.too_large()

    def characters(text: str) -> None:
        nonlocal size
        if taken:
            size += len(text)
            if size > MOST_CHARACTERS:
                raise limits.long_cell()
            run.append(text)

    parser = Parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    for piece in archive.pieces(part):
        parser.feed(piece)
    parser.end()
    return texts


# How a spreadsheet program writes what XML cannot hold: a carriage return, Ctrl-Z.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


_DATA = re.compile(rb"<(?:[\w.-]+:)?sheetData\b[^>]*>")
_DATA_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_MOST_TAIL = 32 << 20


# A cell with something in it, by its column.
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})\d+"[^<>/]*><[^/]')


def _outline(archive: Archive, part: str) -> tuple[list[Merged], int]:
    """The merged cells, which a sheet names behind its rows; of the rows only the columns are looked at here."""
    head, tail, carry = b"", b"", b""
    letters: set[bytes] = set()
    inside = False
    for piece in archive.pieces(part):
        if not inside:
            head += piece
            if begin := _DATA.search(head):
                inside = True
                head, piece = head[: begin.end()], head[begin.end() :]
            elif len(head) > limits.MOST_IN_A_PIECE + (1 << 18):
                raise limits.damaged()
        if inside:
            # What stands behind the last end of the rows; that end may lie across two pieces.
            text = carry + piece
            letters.update(_FILLED.findall(text))
            ends = list(_DATA_END.finditer(text)) if b"sheetData" in text else []
            if ends:
                tail, carry = text[ends[-1].start() :], b""
            elif tail:
                tail += piece
            else:
                carry = text[-64:]
            if len(tail) > _MOST_TAIL:
                raise limits.too_large()
    found: list[Merged] = []
    width = min(max((column_of(one.decode()) + 1 for one in letters), default=0), limits.MOST_COLUMNS)
    if b"mergeCell" not in tail:
        return found, width

    def start(tag: str, told: dict[str, str]) -> None:
        if local(tag) == "mergeCell" and (area := _AREA.fullmatch(told.get("ref", ""))):
            if len(found) >= limits.MOST_MERGED:
                raise limits.too_large()
            left, top, right, bottom = area.groups()
            found.append(((int(top) - 1, column_of(left)), (int(bottom) - 1, column_of(right))))

    parser = Parser()
    parser.StartElementHandler = start
    parser.feed(head)
    for at in range(0, len(tail), 1 << 18):
        parser.feed(tail[at : at + (1 << 18)])
    parser.end()
    return found, width


_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")


# --- rows ----------------------------------------------------------------------------------------------------

_PLAIN_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml(?![^>]*encoding=[\"'](?!utf-8[\"']))[^>]*\?>)?(?:(?!<[!?]).)*", re.S | re.I
)
_PLAIN_ROW = re.compile(rb'\s*<row r="(\d{1,7})"(?: [^<>]*[^<>/])?>')
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,6})")?(?: t="([a-zA-Z]{1,9})")?(?:/>|><v>([^<&]+)</v></c>)'
)
_PLACE = re.compile(r"\s*\$?([A-Za-z]{1,7})\$?(\d{1,7})\s*", re.ASCII)
_LAST_COLUMN = 16_384


def column_of(letters: str) -> int:
    """The column that goes by ``letters``, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


@dataclass(slots=True)
class _SheetReader:
    """Takes a sheet's XML in pieces and gives its rows."""

    texts: list[str]
    codes: list[str]
    since_1904: bool
    stale: bool
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
    # One object for each number and style: most repeat.
    _known: dict[tuple[bytes, bytes], Any] = field(default_factory=dict)
    _columns: dict[str | bytes, int] = field(default_factory=dict)
    _carry: bytes = b""
    _shortcut: bool = True
    _begun: bool = False

    def __post_init__(self) -> None:
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
            begin = _DATA.search(text)
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
        if begin is None or b"hidden" in begin[0]:
            return False
        found = _PLAIN_CELL.findall(row, begin.end())
        empty = sum(not one[4] for one in found)
        # Every mark there is belongs to a cell that was found.
        if row.count(b"<", begin.end()) != 4 * len(found) - 3 * empty:
            return False
        digits = begin[1]
        self._begin_row({"r": digits.decode()})
        cells, texts, known, columns = self._cells, self.texts, self._known, self._columns
        last = -1
        for letters, number, style, kind, value in found:
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_of(letters.decode())
            if column <= last or number != digits:
                raise limits.damaged()
            last = column
            if not value:
                continue
            if kind == b"s":
                cell: Any = texts[int(value) if value.isdigit() else _whole(value.decode())]
            elif not kind or kind == b"n":
                cell = known.get((value, style))
                if cell is None:
                    cell = self._number(value, style)
            else:
                self._kind, self._code, self._formula = kind.decode(), "", None
                self._run = [value.decode()]
                if len(self._run[0]) > MOST_CHARACTERS:
                    raise limits.long_cell()
                cell = self._value()
            if cell is not None and cell != "":
                if column >= limits.MOST_COLUMNS:
                    self._column = column
                    self._too_far(cell)
                else:
                    cells[column] = cell
        if cells:
            self._count_in(len(cells))
            self._done.append(Row(self._row, cells))
        return True

    def _number(self, value: bytes, style: bytes) -> Any:
        known = self._known
        if len(known) > 200_000:
            known.clear()
        place = int(style) if style else -1
        code = self.codes[place] if 0 <= place < len(self.codes) else ""
        cell = known[value, style] = cell_of(finite(value.decode()), code, since_1904=self.since_1904)
        return cell

    def _start(self, tag: str, told: dict[str, str]) -> None:
        name = tag[tag.rfind(":") + 1 :]
        if name == "c":
            self._begin_cell(told)
        elif name == "v" or name == "t":
            self._taken = not self._phonetic
            self._valued = True
        elif name == "f":
            self._formula, self._in = [], "f"
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            self._begin_row(told)

    def _begin_row(self, told: dict[str, str]) -> None:
        number = self._row + 1
        if (place := told.get("r")) is not None:
            if (int(place) <= self._row + 1 and self._row >= 0) or int(place) < 1:
                raise limits.damaged()
            number = int(place) - 1
        self._row, self._column = number, -1
        self._hidden = told.get("hidden", "") in _YES
        self._cells = {}

    def _begin_cell(self, told: dict[str, str]) -> None:
        column = self._column + 1
        if (place := told.get("r")) is not None:
            found = _PLACE.fullmatch(place)
            if found is None:
                raise limits.damaged()
            letters = found[1]
            told_column = self._columns.get(letters)
            if told_column is None:
                told_column = self._columns[letters] = column_of(letters)
            if told_column >= _LAST_COLUMN:
                raise limits.too_wide()
            if told_column < column or int(found[2]) != self._row + 1:
                raise limits.damaged()
            column = told_column
        self._column = column
        self._kind = told.get("t", "n")
        style = told.get("s")
        self._code = ""
        if style is not None:
            number = int(style)
            self._code = self.codes[number] if 0 <= number < len(self.codes) else ""
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
        cell = self._value()
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
            return _unescaped(text)
        text = text.strip()
        if not text:
            return None
        if kind == "n":
            return cell_of(finite(text), self._code, since_1904=self.since_1904)
        if kind == "e":
            return ErrorCell(text)
        if kind == "b":
            return text not in ("0", "false")
        if kind == "d":
            return text
        raise limits.damaged()

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
