"""Text with a mark between the cells: .csv in whatever encoding and with whatever separator, and pasted cells."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from logic.roster.columns import ColumnUse, propose
from logic.roster.file import limits
from logic.roster.file.archive import opened
from logic.roster.file.cell import MOST_CHARACTERS, Cells
from logic.roster.file.headings import MOST_ABOVE
from logic.roster.file.table import Book, RawRow, made
from logic.roster.model import Refused
from logic.words.language import say

SEPARATORS = ",\t;|，；｜、:^~\x1f\x01"
_PIECE = 1 << 20
_MOST_LINES_A_ROW = 2_000
_MOST_IN_A_LINE = 4 << 20  # characters
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
# Each unlike the others: what none of the first can read is mostly the last.
_GUESSES = ("utf-8", "gb18030", "big5hkscs")


def book(source: Path | bytes, kind: str = "csv") -> Book:
    """The one table in a text."""
    encoding = "utf-8" if kind == "text" else _encoding(source)
    separator = "\t" if kind == "text" else _separator(source, encoding)

    def records() -> Iterator[RawRow]:
        return _records(source, encoding, separator)

    return Book(kind, ("",), (), ("",), lambda name: made(kind, name, records))


def pasted(text: str) -> Book:
    """Cells copied from a spreadsheet: a row a line, tabs between cells; from elsewhere with other marks or spaces."""
    return book((_plain_marks(text) if "\t" in text else _with_tabs(text)).encode("utf-8", "replace"), "text")


_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_RULE = re.compile(r"[\s|:+=─━┼│-]+")
_GAPS = (re.compile(r"[ \u3000\xa0]{2,}|\u3000"), re.compile(r"[ \u3000\xa0]+"))


def _plain_marks(text: str) -> str:
    """``text`` with quotation marks as a .csv has them, where no line of it can be a part of a cell.

    Spreadsheets put marks around a cell of several lines and leave those that stand within a cell as they are.
    """
    lines = text.splitlines()
    if len({line.count("\t") for line in lines if line.strip()}) != 1:
        return text
    cells = [[_marked(cell) for cell in line.split("\t")] for line in lines]
    return "\n".join("\t".join(row) for row in cells)


def _marked(cell: str) -> str:
    return cell if '"' not in cell or _QUOTED.fullmatch(cell) else '"' + cell.replace('"', '""') + '"'


def _with_tabs(text: str) -> str:
    """``text`` with tabs for the marks or the spaces that separate its cells.

    Where spaces do, an empty cell cannot be seen: every line must have as many cells as the headings.
    """
    lines = ["" if _RULE.fullmatch(line) else line for line in text.split("\n")]
    if all(line.strip()[:1] == line.strip()[-1:] == "|" for line in lines if line.strip()):
        lines = [line.strip()[1:-1] for line in lines]
    text = "\n".join(lines)
    source = text.encode("utf-8", "replace")
    separator = _separator(source, "utf-8")
    best, spaced = _merit(source, "utf-8", separator)[0], None
    for gap in _GAPS:
        tabbed = gap.sub("\t", "\n".join(line.strip() for line in text.split("\n")))
        if (merit := _merit(tabbed.encode("utf-8", "replace"), "utf-8", "\t")[0]) > best:
            best, spaced = merit, tabbed
    if spaced is None:
        out = io.StringIO(newline="")
        with suppress(csv.Error):  # a cell of a whole book is found where it is read
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
            csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
            return out.getvalue()
        return text
    wide = max(line.count("\t") for line in spaced.split("\n")[:MOST_ABOVE])
    for number, line in enumerate(spaced.split("\n"), start=1):
        if line.strip() and line.count("\t") != wide:
            raise Refused(
                say(
                    "粘贴的内容是用空格分开的，第 {row} 行的格数和表头不一样，看不出哪一格空着。"
                    "请从表格软件里复制，或上传文件。",
                    row=number,
                )
            )
    return spaced


# --- encoding ------------------------------------------------------------------------------------------------


def _encoding(source: Path | bytes) -> str:
    """How the text is written, decided over all of it, not by a guess of its beginning.

    A file that says by a mark how it is written is read so or not at all. UTF-8 with a few broken bytes is not read as
    something else: the line of the first one is named.
    """
    with opened(source) as file:
        head = file.read(4)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            _broken(source, encoding, refuse=True)
            return encoding
    readable = [one for one in _GUESSES if _broken(source, one) is None]
    if not readable:
        _broken(source, "utf-8" if _is_mostly_utf8(source) else "gb18030", refuse=True)
    if readable[0] != "utf-8" and _is_mostly_utf8(source):
        _broken(source, "utf-8", refuse=True)
    return max(readable, key=lambda one: (one == "utf-8", _merit(source, one, _separator(source, one))))


def _broken(source: Path | bytes, encoding: str, *, refuse: bool = False) -> int | None:
    """The line that cannot be read in this encoding; None where all can. ``refuse``: say so."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, run, ended = 1, 0, False
    with opened(source) as file:
        while True:
            piece = file.read(_PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                # What stands before the broken byte, whole characters of it.
                good = error.object[: error.start].decode(encoding, "ignore")
                line = lines + good.count("\n")
                if refuse:
                    raise Refused(
                        say(
                            "第 {line} 行有认不出的字，文件可能存坏了。请用表格软件打开看一眼，再另存为 .xlsx。",
                            line=line,
                        )
                    ) from None
                return line
            if (ended and text.strip("\0")) or "\0" in text.rstrip("\0"):
                raise _with_zeros(text, lines)
            ended = ended or text.endswith("\0")
            lines += text.count("\n")
            last = max(text.rfind("\n"), text.rfind("\r"))
            run = run + len(text) if last < 0 else len(text) - last
            if run > _MOST_IN_A_LINE:
                raise limits.too_wide()
            if not piece:
                return None


# More zeros are no slip: the file is no text.
_MOST_ZEROS = 8


def _with_zeros(text: str, lines: int) -> Refused:
    """``text`` has zero bytes within it, and begins with line number ``lines``."""
    before = text.rstrip("\0")
    if before.count("\0") > _MOST_ZEROS:
        return Refused(say("这不是表格文件，读不了。请选 .xlsx、.xls、.ods、.csv 或 .parquet 文件。"))
    line = lines + before.partition("\0")[0].count("\n") * ("\0" in before)
    return Refused(
        say(
            "第 {line} 行里有一个看不见的零字节（NUL），文件可能存坏了。请用表格软件打开看一眼，再另存为 .xlsx。",
            line=line,
        )
    )


_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def _is_mostly_utf8(source: Path | bytes) -> bool:
    """Whether nearly all that is not ASCII is UTF-8, so that the rest of it is broken."""
    with opened(source) as file:
        text = file.read(_PIECE)
    good = _UTF8.findall(text)
    beyond = sum(byte > 127 for byte in text)
    return beyond > 0 and sum(map(len, good)) * 10 >= beyond * 9


# --- separator -----------------------------------------------------------------------------------------------

_HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)


def _separator(source: Path | bytes, encoding: str) -> str:
    """What separates the cells: that by which most headings are understood, else that which makes most cells."""
    with _text(source, encoding) as text:
        if hint := _HINT.fullmatch(text.readline(8)):
            return hint[1]
    return max(SEPARATORS, key=lambda separator: _merit(source, encoding, separator))


def _merit(source: Path | bytes, encoding: str, separator: str) -> tuple[int, int]:
    with _text(source, encoding) as text:
        lines = text.read(1 << 16).splitlines(keepends=True)[: MOST_ABOVE * 2]
    try:
        rows = list(csv.reader(lines, delimiter=separator))[:MOST_ABOVE]
    except csv.Error:
        return 0, 0
    recognised = 0
    for row in rows:
        kinds = [column.kind for column in propose(row[: limits.MOST_COLUMNS])]
        recognised = max(
            recognised,
            sum(2 if kind not in (ColumnUse.KEPT, ColumnUse.UNCLEAR) else kind == ColumnUse.UNCLEAR for kind in kinds),
        )
    # Where nothing is understood, only what separates most lines alike counts.
    usual = separator in ",\t;|"
    return recognised, max(map(len, rows), default=0) if usual or recognised else 0


# --- records -------------------------------------------------------------------------------------------------


@contextmanager
def _text(source: Path | bytes, encoding: str) -> Iterator[IO[str]]:
    with opened(source) as file, io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text:
        yield text


_MARKED = re.compile(r'\s*=\s*"((?:[^"]|"")*)"\s*')


def _records(source: Path | bytes, encoding: str, separator: str) -> Iterator[RawRow]:
    begins, lines = 1, 0

    def counted(text: IO[str]) -> Iterator[str]:
        nonlocal lines
        for line in text:
            lines += 1
            if lines - begins > _MOST_LINES_A_ROW:
                raise _open_quote(number)
            yield line.replace("\0", "")

    number, width, ragged = 0, 0, False
    with _text(source, encoding) as text:
        records = csv.reader(counted(text), delimiter=separator, strict=True)
        if _HINT.fullmatch(text.readline(8)):
            number = 1
        else:
            text.seek(0)
        while True:
            begins = lines + 1
            try:
                row = next(records, None)
            except csv.Error as error:  # a mark that is never closed, or a cell of more than 131,072 characters
                raise limits.long_cell() if "limit" in str(error) and lines == begins else _open_quote(number) from None
            if row is None:
                return
            if lines > begins and _swallowed(row, width, separator, ragged=ragged):
                raise _open_quote(number)
            ragged = ragged or len(row) < width
            width = max(width, len(row))
            if sum(map(len, row)) > MOST_CHARACTERS and max(map(len, row)) > MOST_CHARACTERS:
                raise limits.long_cell()
            yield number, _unwrapped(row), False
            number += 1


_LINE = re.compile(r"\r\n|\n|\r")


def _swallowed(row: list[str], width: int, separator: str, *, ragged: bool) -> bool:
    """Whether a cell of several lines seems to hold the rows below: a mark was opened and closed by another's.

    ``ragged``: there were rows with fewer cells than ``width``, so that a line with few of them may be one.
    """
    if len(row) == width and not ragged:
        # Each line that is a row has as many separators as the others; not all lines of a cell have.
        lines = filter(str.strip, _LINE.split(separator.join(row)))
        return width > 1 and all(line.count(separator) >= width - 1 for line in lines)
    inside = sum(cell.count(separator) for cell in row if "\n" in cell or "\r" in cell)
    # More cells than any row before it: the next row's marks were read as the end of this one's.
    longer = len(row) > width and any("\n" in cell or "\r" in cell for cell in row)
    # Spreadsheets write a line within a cell as LF: CR and LF is the end of a row that was read as a cell's.
    an_end = any("\r\n" in cell and separator in cell for cell in row)
    return width > 1 and (longer or an_end or (inside > 0 and (inside >= width - 1 or len(row) != width)))


def _unwrapped(row: list[str]) -> Cells:
    """="0012" is how some programs write a text that looks like a number."""
    return [found[1].replace('""', '"') if "=" in cell and (found := _MARKED.fullmatch(cell)) else cell for cell in row]


def _open_quote(number: int) -> Refused:
    return Refused(
        say(
            "第 {row} 行起有一个引号没有配成对，后面的行分不开了。请用表格软件打开，改好引号，另存为 .xlsx 再试。",
            row=number + 1,
        )
    )
