"""An .xlsx workbook, read as spreadsheet programs read it: sheet by sheet, row by row, only what is really there.

Where a cell does not say its place, it stands behind the one before; prefixes and letter case do not matter; formats
and marks without content are looked past. What contradicts itself (rows out of order, a cell in another row than its
own) is refused, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from logic.roster.file import limits
from logic.roster.file.archive import Archive, Parser, local, target, whole
from logic.roster.file.cell import MOST_CHARACTERS
from logic.roster.file.number_format import BUILT_IN
from logic.roster.file.xlsx_rows import DATA, YES, Row, SheetReader, column_of, unescaped

Merged = tuple[tuple[int, int], tuple[int, int]]
_RELATIONS = "_rels/.rels"


@dataclass(slots=True)
class Sheet:
    """One sheet of a workbook: its name, whether it is shown, and the part that holds it."""

    name: str
    visible: bool
    part: str


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

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "workbookPr":
                self.since_1904 = attributes.get("date1904", "") in YES
            elif tag == "calcPr":
                self._uncalculated = attributes.get("fullCalcOnLoad", "") in YES
            elif tag == "sheet":
                if len(found) >= limits.MOST_SHEETS:
                    raise limits.too_many_sheets()
                found.append((attributes, attributes.get("id", "")))

        self._archive.parse(main, start, most=16 << 20)
        for attributes, key in found:
            kind, part = relations.get(key, ("", ""))
            if kind == "worksheet" and part in self._archive:
                self.sheets.append(
                    Sheet(attributes.get("name", ""), attributes.get("state", "visible") == "visible", part)
                )
        self._shared = kinds.get("sharedStrings", "")
        if (styles := kinds.get("styles", "")) in self._archive:
            self._codes = _codes(self._archive, styles)

    def _relations(self, base: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """(id, (kind, part)) of what ``base`` is bound to."""
        folder, _, name = base.rpartition("/")
        part = f"{folder}/_rels/{name}.rels" if base else _RELATIONS
        found: list[dict[str, str]] = []
        if part in self._archive:
            self._archive.parse(
                part, lambda tag, attributes: found.append(attributes) if tag == "Relationship" else None
            )
        for attributes in found:
            if attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                yield attributes.get("Id", ""), (kind, target(base, attributes.get("Target", "")))

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
            reader = SheetReader(self._texts, self._codes, self.since_1904, self._uncalculated, sheet.name)
            for piece in self._archive.pieces(sheet.part):
                yield from reader.feed(piece)
            yield from reader.end()


def _codes(archive: Archive, part: str) -> list[str]:
    """The number format of each style that a cell can have; empty for the plain one."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    inside = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if tag in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside = tag
        elif tag == "numFmt" and inside != "dxfs":
            formats.setdefault(attributes.get("numFmtId", "").strip(), attributes.get("formatCode", ""))
        elif tag == "xf" and inside == "cellXfs":
            styles.append(attributes.get("numFmtId", "0").strip())
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
            texts.append(unescaped(run[0] if len(run) == 1 else "".join(run)))
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


_DATA_END = re.compile(rb"</(?:[\w.-]+:)?sheetData\s*>")
_MOST_TAIL = 32 << 20


# A cell with something in it, by its column.
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})\d+"[^<>/]*><[^/]')


def _last_filled(text: bytes) -> Iterator[bytes]:
    """The letters of the last cell with anything in it of each row, and of the beginning of a row."""
    end = len(text)
    while (at := text.rfind(b'<c r="', 0, end)) >= 0:
        end = at
        if found := _FILLED.match(text, at):
            yield found[1]
            end = max(text.rfind(b"</row>", 0, at), 0)


def _outline(archive: Archive, part: str) -> tuple[list[Merged], int]:
    """The merged cells, which a sheet names behind its rows; of the rows only the columns are looked at here."""
    head, tail, carry = b"", b"", b""
    letters: set[bytes] = set()
    inside = False
    for piece in archive.pieces(part):
        if not inside:
            head += piece
            if begin := DATA.search(head):
                inside = True
                head, piece = head[: begin.end()], head[begin.end() :]
            elif len(head) > limits.MOST_IN_A_PIECE + (1 << 18):
                raise limits.damaged()
        if inside:
            # What stands behind the last end of the rows; that end may lie across two pieces.
            text = carry + piece
            letters.update(_last_filled(text))
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

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "mergeCell" and (area := _AREA.fullmatch(attributes.get("ref", ""))):
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
