"""A unit's table as it comes: .xlsx, .csv, .parquet or pasted cells, read in pieces and never changed.

What a file is, is told by its content and not by its name. Whatever cannot be read ends in one sentence
(:class:`logic.roster.model.Refused`) that names no cell's content.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import datetime as dt
import io
import itertools
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from logic.language import Text, say
from logic.roster import archive
from logic.roster.cells import MOST_CHARACTERS
from logic.roster.columns import propose, recognised
from logic.roster.model import COLUMNS_USED, OUR_SHEETS, MonthOnly, Refused
from logic.roster.template import SHEETS

CHUNK = 2_000  # rows
# A title or a note above the headings is looked past, but no further down than this.
_MOST_ABOVE = 20

Cells = list[Any]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows, one after the other. ``first`` is the first one's number, as the spreadsheet counts.

    ``batch`` is set instead of ``cells`` where the rows came from Parquet: columns then keep their types.
    """

    first: int
    cells: list[Cells]
    batch: pa.RecordBatch | None = None
    # The places, from 0, of rows that are nobody: a sum, a remark, the headings once more.
    aside: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.cells) if self.batch is None else int(self.batch.num_rows)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its headings, and its rows each time they are asked for.

    ``above``: the rows over the headings, as they were. ``heading_row``: the number of the (last) row of headings.
    ``schema``: the types of the columns, where the file has them. ``lettered``: whether columns go by letters.
    """

    kind: str
    name: str
    headings: tuple[str, ...]
    heading_row: int
    above: tuple[tuple[Any, ...], ...]
    read: Callable[[], Iterator[Chunk]]
    schema: pa.Schema | None = None
    notes: tuple[Text, ...] = ()

    def chunks(self) -> Iterator[Chunk]:
        """The rows below the headings, in order; empty rows at the end are left out."""
        return self.read()

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """(number, cells) of every row."""
        for chunk in self.chunks():
            yield from enumerate(chunk.cells if chunk.batch is None else rows_of(chunk.batch), start=chunk.first)

    def people(self) -> Iterator[Cells]:
        """The rows that may be somebody."""
        for chunk in self.chunks():
            cells = chunk.cells if chunk.batch is None else rows_of(chunk.batch)
            yield from (row for place, row in enumerate(cells) if place not in chunk.aside)


@dataclass(frozen=True, slots=True)
class Book:
    """What a file holds. ``sheets``: the names of visible sheets with anything in them, in order."""

    kind: str
    sheets: tuple[str, ...]
    notes: tuple[Text, ...] = ()
    _open: Callable[[str], Table] = field(repr=False, default=None)  # type: ignore[assignment]
    _before: Callable[[], Mapping[str, str]] = field(repr=False, default=dict)

    def before(self) -> Mapping[str, str]:
        """How each heading was used, where this is a result of ours (:func:`logic.roster.columns.as_before`)."""
        return self._before()

    def table(self, sheet: str | None = None) -> Table:
        """The rows of ``sheet``, or of the only sheet there is; refused where there are several to choose from."""
        if sheet is None:
            if len(self.sheets) > 1:
                names = "、".join(f"“{name}”" for name in self.sheets)
                raise Refused(say("文件里有几个工作表：{names}。请只留要核对的那一个。", names=names))
            sheet = self.sheets[0]
        return self._open(sheet)


def open_book(source: Path | bytes) -> Book:
    """What ``source`` holds: a file, or the bytes of one. Only headings are read yet.

    :class:`Refused` tells in one sentence why nothing can be read; ``OSError`` where the file cannot be opened.
    """
    with _opened(source) as file:
        head = file.read(8192)
        size = file.seek(0, os.SEEK_END)
        tail = b""
        if size >= 4:
            file.seek(-4, os.SEEK_END)
            tail = file.read(4)
        _refuse_others(head, file)
        if head.startswith(b"PK\x03\x04"):
            found = archive.inspect(file)
            return _workbook(source, found)
    if head[:4] == b"PAR1" or tail == b"PAR1":
        return _parquet(source)
    return _delimited(source, "csv")


def pasted(text: str) -> Book:
    """Cells copied from a spreadsheet: a row a line, tabs between cells."""
    return _delimited(text.encode("utf-8", "replace"), "text")


@contextlib.contextmanager
def _opened(source: Path | bytes) -> Iterator[IO[bytes]]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    else:
        with source.open("rb") as file:
            yield file


def _refuse_others(head: bytes, file: IO[bytes]) -> None:
    """Say what the file is where it plainly is no table that can be read."""
    if not head.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise Refused(_empty())
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:256].lower()
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        file.seek(0)
        # The name of the stream in which a workbook is kept once it has a password.
        if "EncryptedPackage".encode("utf-16-le") in file.read(1 << 22):
            raise Refused(archive.locked())
        raise Refused(say("这是旧的 .xls 格式，读不了。请在表格软件里另存为 .xlsx。"))
    if head.startswith(b"%PDF"):
        raise Refused(say("这是 PDF，不是表格。请用原来的表格文件。"))
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style")):
        raise Refused(say("这是网页，只是名字像表格。请用表格软件打开它，再另存为 .xlsx。"))
    if start.startswith(b"<?xml"):
        raise Refused(say("这是 XML 文件，不是表格。请用表格软件打开它，再另存为 .xlsx。"))
    if head.startswith((b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Refused(say("这是压缩包，不是表格。请先解压，再选里面的 .xlsx 或 .csv。"))
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise Refused(say("这是图片，不是表格。请用原来的表格文件。"))


def _empty() -> Text:
    return say("文件是空的。请填好再试。")


def _only_headings() -> Text:
    return say("表格里只有表头，没有人员。请从表头下一行开始，每人一行。")


# --- headings ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Top:
    """Where the headings stand among the first rows, and what they are."""

    headings: tuple[str, ...]
    above: int  # rows over them
    deep: int  # rows of headings


def _shown(cell: Any) -> str:
    """A heading as text: a year that was typed as a number is no 2021.0."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def _top(rows: Sequence[Cells], merged: Merged = ()) -> _Top:
    """The row that reads most like headings; two rows where cells are merged over them ("2021" over "公需")."""
    best, merit = None, 0
    for place, row in enumerate(rows):
        headings = tuple(_shown(cell) for cell in row)
        score = recognised(propose(headings))
        if score > merit:
            best, merit = _Top(headings, place, 1), score
        both = _two_deep(rows, place, merged)
        if both:
            score = recognised(propose(both))
            if score > merit:
                best, merit = _Top(both, place, 2), score
    if best:
        return best
    # Nothing is recognised: the first row with more than one cell is what a reader would take for the headings.
    place = next((p for p, row in enumerate(rows) if sum(map(bool, map(_shown, row))) > 1), 0)
    return _Top(tuple(_shown(cell) for cell in rows[place]), place, 1)


def _two_deep(rows: Sequence[Cells], place: int, merged: Merged) -> tuple[str, ...] | None:
    if place + 1 >= len(rows) or not any(top[0] <= place <= end[0] and top[1] < end[1] for top, end in merged):
        return None
    upper, lower = [_shown(cell) for cell in rows[place]], [_shown(cell) for cell in rows[place + 1]]
    for (row, left), (last, right) in merged:
        if row <= place <= last:
            for column in range(left, min(right + 1, len(upper))):
                upper[column] = upper[left]
                if last > place:
                    lower[column] = ""
    return tuple(f"{one}{other}" for one, other in zip(upper, lower, strict=True))


# What a row begins with that sums up or remarks and is nobody's, and what remarks may be followed by.
_SUM = re.compile(
    r"(合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|人数合计|合计人数|total|sum)[:：\s\d]*(人|名)?", re.IGNORECASE
)
_REMARK = re.compile(
    r"\s*[(（]?\s*(备\s*注|说\s*明|注|附注|附|填\s*[报表写]?\s*(人|单位|日期|时间|说明)|制\s*表\s*(人|单位|日期|时间)?|审\s*(核|批|查)\s*人?|"
    r"复核人?|经办人?|负责人|(单位|部门|分管|主要)负责人|分管领导|联系(人|电话|方式)|(单位|公)?盖章|打印日期)\s*"
    r"[:：)）\d（(].*",
    re.DOTALL,
)
_BEGINS = frozenset("合总小共人备说注附填制审复经负单部分主联盖公打(（ \u3000tTsS")
# A remark may have a few more beside it: who filled it in, who checked it, when.
_MOST_BESIDE = 4


def _is_nobody(row: Cells, headings: Sequence[str]) -> bool:
    """Whether a row sums up, remarks or says the headings once more, as below a list or between two parts of it."""
    place, first = 0, row[0]
    # Nearly every row begins with a name or a number.
    if first is None or first == "":
        place = next((place for place, cell in enumerate(row) if cell is not None and cell != ""), 0)
        first = row[place]
    if type(first) is not str:
        return False
    if first == headings[place]:
        told = [(cell, heading) for cell, heading in zip(row, headings, strict=True) if cell not in (None, "")]
        return len(told) > 1 and sum(_shown(cell) == heading for cell, heading in told) * 3 >= len(told) * 2
    if first[:1] not in _BEGINS:
        return False
    if _SUM.fullmatch(first.strip()):
        return True
    return bool(_REMARK.fullmatch(first)) and sum(cell not in (None, "") for cell in row) <= _MOST_BESIDE


def _chunked(rows: Iterable[Cells], first: int, headings: Sequence[str]) -> Iterator[Chunk]:
    """``rows`` in chunks, each row as wide as ``headings``, without the empty rows at the end."""
    held: list[Cells] = []
    aside: list[int] = []
    empty = 0
    number, width = first, len(headings)
    for row in rows:
        if not any(cell not in (None, "") for cell in row):
            empty += 1
            continue
        while empty:
            held.append([""] * width)
            empty -= 1
            if len(held) >= CHUNK:
                yield Chunk(number, held, aside=frozenset(aside))
                number, held, aside = number + len(held), [], []
        if len(row) != width:
            row = _fitted(row, width, number + len(held))
        for cell in row:
            if type(cell) is str and len(cell) > MOST_CHARACTERS:
                raise Refused(archive.long_cell())
        if _is_nobody(row, headings):
            aside.append(len(held))
        held.append(row)
        if len(held) >= CHUNK:
            yield Chunk(number, held, aside=frozenset(aside))
            number, held, aside = number + len(held), [], []
    if held:
        yield Chunk(number, held, aside=frozenset(aside))


def _fitted(row: Cells, width: int, number: int) -> Cells:
    """A row as wide as the headings."""
    if any(row[width:]):
        raise Refused(say("第 {row} 行的格子比表头多。请检查是否少了表头，或有逗号没有放在引号里。", row=number))
    return row[:width] + [""] * (width - len(row))


def _table(kind: str, name: str, read: Callable[[], Iterator[Cells]], merged: Merged = ()) -> Table:
    first = list(itertools.islice(read(), _MOST_ABOVE))
    if not any(map(_filled, first)):
        raise Refused(_empty())
    if max(map(len, first)) > archive.MOST_COLUMNS:
        raise Refused(archive.too_wide())
    top = _top(first, merged)
    start = top.above + top.deep
    down = _merged_down(merged, start)
    notes = (say("上下合并的单元格，每一行都按同一个值读。"),) if down else ()

    def chunks() -> Iterator[Chunk]:
        rows: Iterator[Cells] = itertools.islice(read(), start, None)
        if down:
            rows = _filled_down(rows, start, down)
        some = False
        for chunk in _chunked(rows, start + 1, top.headings):
            some = True
            yield chunk
        if not some:
            raise Refused(_only_headings())

    above = tuple(tuple(row) for row in first[: top.above])
    return Table(kind, name, top.headings, start, above, chunks, notes=notes)


def _merged_down(merged: Merged, start: int) -> dict[int, list[tuple[int, int]]]:
    """Cells merged over several rows from ``start`` on, by their first row: (column, last row)."""
    found: dict[int, list[tuple[int, int]]] = {}
    for (first, left), (last, _) in merged:
        if start <= first < last:
            found.setdefault(first, []).append((left, last))
    return found


def _filled_down(rows: Iterable[Cells], start: int, down: Mapping[int, list[tuple[int, int]]]) -> Iterator[Cells]:
    """``rows`` with what was merged over several of them in each; a row of nothing else stays empty."""
    open_: dict[int, tuple[int, Any]] = {}  # by column: the last row, and the value
    for number, row in enumerate(rows, start=start):
        if open_ and _filled(row):
            for column, (last, value) in list(open_.items()):
                if last < number:
                    del open_[column]
                elif column < len(row) and row[column] in (None, ""):
                    row[column] = value
        for column, last in down.get(number, ()):
            if column < len(row):
                open_[column] = last, row[column]
        yield row


def _filled(row: Cells) -> bool:
    return any(cell not in (None, "") for cell in row)


# --- .xlsx ---------------------------------------------------------------------------------------------------


def _workbook(source: Path | bytes, found: archive.Workbook) -> Book:
    workbook = _calamine(source)
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    hidden = [sheet.name for sheet in sheets if sheet.visible is not SheetVisibleEnum.Visible]
    visible = [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible]
    notes = []
    if hidden:
        names = "、".join(f"“{name}”" for name in hidden)
        notes.append(say("隐藏的工作表没有读：{names}。", names=names))
    if found.macros:
        notes.append(say("文件里的宏没有运行，也不会写进结果；只读了单元格。"))
    opened: dict[str, CalamineSheet] = {}

    def sheet(name: str) -> CalamineSheet:
        if name not in opened:
            opened.clear()
            with _calm():
                opened[name] = workbook.get_sheet_by_name(name)
        return opened[name]

    for beside in (OUR_SHEETS, SHEETS):
        # The template and our own result have one sheet that is read, and others that explain it.
        if beside[0] in visible:
            visible = [name for name in visible if name not in beside[1:]]
    if len(visible) > 1:
        visible = [name for name in visible if sheet(name).height]
    if not visible or (len(visible) == 1 and not sheet(visible[0]).height):
        raise Refused(_empty())

    def table(name: str) -> Table:
        content = sheet(name)
        left = content.start[1] if content.start else 0
        merged = [
            ((top, first - left), (end, last - left)) for (top, first), (end, last) in content.merged_cell_ranges or ()
        ]
        marks = found.months.get(name)
        return _table(
            "xlsx", name, lambda: _calmly(content) if marks is None else _months(content, left, marks), merged
        )

    def before() -> Mapping[str, str]:
        names = {one.name for one in sheets}
        if not names.issuperset(OUR_SHEETS[:2]):
            return {}
        with _calm():
            rows = itertools.islice(workbook.get_sheet_by_name(OUR_SHEETS[1]).iter_rows(), _MOST_SUMMARY)
            told = [[_shown(cell) for cell in row[:2]] for row in rows]
        start = next((place for place, row in enumerate(told) if row[:1] == [COLUMNS_USED]), len(told))
        pairs = [(row[0], row[1]) for row in told[start + 1 :] if len(row) == 2 and all(row)]
        twice = {heading for heading, count in Counter(heading for heading, _ in pairs).items() if count > 1}
        return {heading: use for heading, use in pairs if heading not in twice}

    return Book("xlsx", tuple(visible), tuple(notes), table, before)


# As many lines of a summary as a sheet has columns, and its own.
_MOST_SUMMARY = 17_000


def _calamine(source: Path | bytes) -> CalamineWorkbook:
    with _calm():
        if isinstance(source, bytes):
            return CalamineWorkbook.from_filelike(io.BytesIO(source))
        return CalamineWorkbook.from_path(source)


def _calmly(sheet: CalamineSheet) -> Iterator[Cells]:
    with _calm():
        yield from sheet.iter_rows()


def _months(sheet: CalamineSheet, left: int, marks: archive.Marks) -> Iterator[Cells]:
    """The rows, with dates that show no day as what they say; ``left``: the column of their first cell."""
    for number, row in enumerate(_calmly(sheet)):
        for column in marks.in_row(number):
            place = column - left
            cell = row[place] if 0 <= place < len(row) else None
            # Another day than the first is one that somebody has told.
            if isinstance(cell, dt.date) and cell.day == 1:
                row[place] = MonthOnly(cell.year, cell.month, 1)
        yield row


@contextlib.contextmanager
def _calm() -> Iterator[None]:
    """Whatever the reader trips over in a damaged file ends in our sentence."""
    try:
        yield
    except (CalamineError, OSError, ValueError, ArithmeticError) as error:
        raise Refused(archive.locked() if isinstance(error, PasswordError) else archive.damaged()) from None
    except BaseException as error:
        # A panic of the library is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise Refused(archive.damaged()) from None


# --- .csv and pasted cells -----------------------------------------------------------------------------------


def _encoding(source: Path | bytes) -> str:
    """How the text is written: UTF-8, UTF-16 with its mark, or GB18030; decided over all of it, not by a guess."""
    with _opened(source) as file:
        head = file.read(4)
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        run = 0
        try:
            with _opened(source) as file:
                while piece := file.read(1 << 20):
                    text = decoder.decode(piece)
                    if "\0" in text:
                        raise Refused(say("这不是表格文件，读不了。请选 .xlsx、.csv 或 .parquet 文件。"))
                    last = max(text.rfind("\n"), text.rfind("\r"))
                    run = run + len(text) if last < 0 else len(text) - last
                    if run > _MOST_IN_A_LINE:
                        raise Refused(archive.too_wide())
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refused(say("文字的编码读不了。请另存为 .xlsx，或“CSV UTF-8”。"))


def _delimited(source: Path | bytes, kind: str) -> Book:
    encoding = _encoding(source)
    delimiter = "\t" if kind == "text" else _delimiter(source, encoding)
    return Book(kind, ("",), (), lambda name: _table(kind, name, lambda: _records(source, encoding, delimiter)))


@contextlib.contextmanager
def _text(source: Path | bytes, encoding: str) -> Iterator[IO[str]]:
    with _opened(source) as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
        yield text


def _records(source: Path | bytes, encoding: str, delimiter: str) -> Iterator[Cells]:
    lines = 0

    def counted(text: IO[str]) -> Iterator[str]:
        nonlocal lines
        for line in text:
            lines += 1
            if lines > _MOST_LINES_A_ROW:
                raise Refused(_open_quote())
            yield line

    with _text(source, encoding) as text:
        reader = csv.reader(counted(text), delimiter=delimiter)
        try:
            for row in reader:
                lines = 0
                yield row
        except csv.Error:  # a cell of more than 131,072 characters
            raise Refused(_open_quote()) from None


_MOST_LINES_A_ROW = 10_000
_MOST_IN_A_LINE = 4 << 20  # characters


def _open_quote() -> Text:
    return say("有一格太长，多半是少了一个引号。请用表格软件打开检查，再另存一份。")


def _delimiter(source: Path | bytes, encoding: str) -> str:
    """What separates the cells: that by which most headings are understood, else that which makes most cells."""
    with _text(source, encoding) as text:
        lines = text.read(1 << 16).splitlines(keepends=True)[: _MOST_ABOVE * 2]

    def merit(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))[:_MOST_ABOVE]
        except csv.Error:
            return 0, 0
        short = [row[: archive.MOST_COLUMNS] for row in rows]
        return max((recognised(propose(row)) for row in short), default=0), max(map(len, rows), default=0)

    return max(",\t;", key=merit)


# --- .parquet ------------------------------------------------------------------------------------------------

MOST_ROWS = 10_000_000
_BATCH = 10_000
_MOST_BYTES_A_ROW = 1 << 18


def _parquet(source: Path | bytes) -> Book:
    with _parquet_file(source) as file:
        schema, rows = file.schema_arrow, file.metadata.num_rows
    if len(schema.names) > archive.MOST_COLUMNS:
        raise Refused(archive.too_wide())
    if rows > MOST_ROWS:
        raise Refused(archive.too_large())
    if not schema.names:
        raise Refused(_empty())
    if not rows:
        raise Refused(_only_headings())

    def chunks() -> Iterator[Chunk]:
        number = 2
        with _parquet_file(source) as file:
            for batch in _batches(file):
                if batch.nbytes > _MOST_BYTES_A_ROW * max(batch.num_rows, 16):
                    raise Refused(archive.long_cell())
                yield Chunk(number, [], batch)
                number += batch.num_rows

    return Book("parquet", ("",), (), lambda name: Table("parquet", name, tuple(schema.names), 1, (), chunks, schema))


@contextlib.contextmanager
def _parquet_file(source: Path | bytes) -> Iterator[pq.ParquetFile]:
    try:
        # Nothing is read ahead: memory stays flat however large a group of rows is.
        file = pq.ParquetFile(
            pa.BufferReader(source) if isinstance(source, bytes) else str(source), pre_buffer=False, buffer_size=1 << 20
        )
    except (pa.ArrowException, OSError, ValueError):
        raise Refused(_damaged()) from None
    with file:
        yield file


def _batches(file: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    batches = file.iter_batches(batch_size=_BATCH)
    while True:
        try:
            batch = next(batches, None)
        except (pa.ArrowException, OSError, ValueError):
            raise Refused(_damaged()) from None
        if batch is None:
            return
        if batch.num_rows:
            yield batch


def _damaged() -> Text:
    return say("这个 Parquet 文件打不开，可能没有存完整或已损坏。请重新导出。")


def rows_of(batch: pa.RecordBatch) -> list[Cells]:
    """The rows of a piece of Parquet, as plain values."""
    return list(map(list, zip(*map(_values, batch.columns), strict=True)))


_NO_VALUE = (OverflowError, ValueError, pa.ArrowException)


def _values(column: pa.Array) -> list[Any]:
    try:
        return list(column.to_pylist())
    except _NO_VALUE:
        return [_value(one) for one in column]


def _value(one: pa.Scalar) -> Any:
    """One value; a day of the year 4 million is none that Python knows."""
    try:
        return one.as_py()
    except _NO_VALUE:
        return "#NUM!"
