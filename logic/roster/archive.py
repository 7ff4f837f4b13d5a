"""Whether a workbook can be opened without harm, decided before any of its cells is read.

An .xlsx is a zip of XML. A small file can unpack to terabytes, name a cell a million columns away, or point a million
cells at one huge text; each of that is found here by unpacking in small pieces, counting, and throwing away.
"""

from __future__ import annotations

import html
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from logic.language import Text, say
from logic.roster.model import Refused

MOST_UNPACKED = 1 << 30  # bytes of all parts together
MOST_PARTS = 2_000
MOST_COLUMNS = 300
MOST_CELLS = 30_000_000  # rows times columns: a reader keeps the whole rectangle
MOST_TEXT = 1 << 30  # bytes of all cells' texts, each counted where it is used
MOST_IN_A_PIECE = 1 << 20  # between two marks of XML; a cell holds 32,767 characters
# Beyond this a part is no table that somebody typed: XML of even very even tables packs to a hundredth.
MOST_RATIO, RATIO_FROM = 400, 32 << 20
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Workbook:
    """What is known of a workbook before its cells are read."""

    macros: bool
    # By the name of the sheet: its cells that show a date without the day.
    months: dict[str, Marks] = field(default_factory=dict)


class Marks:
    """Cells of a sheet; rows and columns count from 0. A bit each: a hostile sheet may mark them all."""

    def __init__(self) -> None:
        """None yet."""
        self._columns: dict[int, bytearray] = {}

    def add(self, row: int, column: int) -> None:
        """Mark a cell."""
        bits = self._columns.setdefault(column, bytearray())
        if len(bits) <= row >> 3:
            bits.extend(bytes((row >> 3) + 1 - len(bits)))
        bits[row >> 3] |= 1 << (row & 7)

    def in_row(self, row: int) -> Iterator[int]:
        """The columns marked in a row."""
        for column, bits in self._columns.items():
            if row >> 3 < len(bits) and bits[row >> 3] >> (row & 7) & 1:
                yield column


def inspect(file: IO[bytes]) -> Workbook:
    """Refuse what is no .xlsx or would not fit; the place in ``file`` is not kept."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _check_kind(archive, names)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused(too_large())
            unpacked = 0
            longest = 0
            # The shared texts first: what a sheet's cells come to depends on them.
            for part in sorted(parts, key=lambda part: not _is_shared(part)):
                if part.flag_bits & 1:
                    raise Refused(locked())
                if not part.filename.lower().endswith((".xml", ".rels")):
                    continue
                longest_here, size = _look_through(file, part, MOST_UNPACKED - unpacked, longest)
                longest = max(longest, longest_here)
                unpacked += size
            months = _month_cells(file, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, UnicodeError, OSError):
        raise Refused(damaged()) from None
    return Workbook(macros=any(name.lower().endswith("vbaproject.bin") for name in names), months=months)


def _is_shared(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower() == "xl/sharedstrings.xml"


def too_large() -> Text:
    """More than is read at once."""
    return say("这个表格展开后太大，没有读取。请分成几个文件，或存成 .csv 再试。")


def too_wide() -> Text:
    """More columns than any roster has."""
    return say("表格的列太多（最多 {most} 列），没有读取。请删去用不到的列。", most=MOST_COLUMNS)


def locked() -> Text:
    """Protected by a password."""
    return say("这个文件有密码。请先去掉密码，再另存一份。")


def damaged() -> Text:
    """Not readable as what it says it is."""
    return say("这个文件打不开，可能没有存完整或已损坏。请重新另存为 .xlsx 再试。")


def long_cell() -> Text:
    """A cell with more characters than a spreadsheet can hold."""
    return say("有一格的内容超过表格软件能放的 32767 个字，没有读取。请检查是否贴错了内容。")


def _check_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise Refused(say("这是 .xlsb 格式，读不了。请在表格软件里另存为 .xlsx。"))
    if "mimetype" in names or "content.xml" in names:
        raise Refused(say("这是 .ods 格式，读不了。请在表格软件里另存为 .xlsx。"))
    if any(name.startswith("word/") for name in names):
        raise Refused(say("这是文字文档，不是表格。请把表格另存为 .xlsx。"))
    raise Refused(say("这是压缩包，不是表格。请先解压，再选里面的 .xlsx 或 .csv。"))


def _pieces(file: IO[bytes], part: zipfile.ZipInfo, room: int) -> Iterator[bytes]:
    """The unpacked part in small pieces. What the directory says of its size is not believed."""
    file.seek(part.header_offset)
    header = file.read(30)
    if header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    name, extra = struct.unpack("<HH", header[26:30])
    file.seek(name + extra, 1)
    left, size = part.compress_size, 0
    unpack = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    if unpack is None and part.compress_type != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile
    while left > 0 and (packed := file.read(min(left, _PIECE))):
        left -= len(packed)
        while packed:
            piece = unpack.decompress(packed, _PIECE) if unpack else packed
            packed = unpack.unconsumed_tail if unpack else b""
            size += len(piece)
            read = part.compress_size - left
            if size > room or (size > RATIO_FROM and size > MOST_RATIO * read):
                raise Refused(too_large())
            yield piece
            if unpack and unpack.eof:
                return


# A cell's own column, and its row where that has six digits or more; other quotes and spaces are as good XML. Rows of
# fewer digits are read off the row: even a table that lied about them would stay below MOST_CELLS, at 300 columns.
_CELL = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,6}(?:\d{6,12})?)")
_ROW = re.compile(rb"<row\b[^>]*?\sr\s*=\s*[\"'](\d{1,12})")
_LETTERS = re.compile(rb"[A-Za-z]+")


def _look_through(file: IO[bytes], part: zipfile.ZipInfo, room: int, longest: int) -> tuple[int, int]:
    """(the longest shared text, bytes unpacked) of one part of XML."""
    sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
    shared = _is_shared(part)
    carry, size, columns, rows, cells = b"", 0, 0, 0, 0
    long_here = run = 0
    for piece in _pieces(file, part, room):
        size += len(piece)
        text = carry + piece
        cut = text.rfind(b">") + 1
        text, carry = text[:cut], text[cut:]
        if len(carry) > MOST_IN_A_PIECE:
            raise Refused(long_cell())
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise Refused(damaged())
        if sheet:
            wide, deep, count = _extent(text)
            columns, rows, cells = max(columns, wide), max(rows, deep), cells + count
            if columns > MOST_COLUMNS:
                raise Refused(too_wide())
            if rows * columns > MOST_CELLS or cells > MOST_CELLS:
                raise Refused(too_large())
        elif shared:
            *whole, rest = text.split(b"</si>")
            if whole:
                long_here = max(long_here, run + len(whole[0]), *map(len, whole))
                run = 0
            run += len(rest)
            long_here = max(long_here, run)
    if sheet and cells * longest > MOST_TEXT and _texts_used(file, part, room) > MOST_TEXT:
        raise Refused(too_large())
    return long_here, size


def _extent(text: bytes) -> tuple[int, int, int]:
    """(widest column, lowest row, cells) named in a piece of a sheet."""
    found = _CELL.findall(text)
    rows = [int(row) for row in _ROW.findall(text)]
    names = set()
    for place in set(found):
        name = _LETTERS.match(place)[0]  # type: ignore[index]  # it begins with a letter
        names.add(name)
        if len(place) > len(name):
            rows.append(int(place[len(name) :]))
    return max(map(_column_number, names), default=0), max(rows, default=0), len(found)


def _column_number(name: bytes) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number


_SHARED = re.compile(rb"t\s*=\s*[\"']s[\"'][^>]*>\s*(?:<f[^>]*>[^<]*</f>)?<v>(\d{1,9})</v>")


def _texts_used(file: IO[bytes], part: zipfile.ZipInfo, room: int) -> int:
    """Bytes of shared text that a sheet's cells point at, each counted as often as it is used."""
    with zipfile.ZipFile(file) as archive:
        shared = next(one for one in archive.infolist() if _is_shared(one))
    lengths: list[int] = []
    run = 0
    carry = b""
    for piece in _pieces(file, shared, room):
        *whole, rest = (carry + piece).split(b"</si>")
        for one in whole:
            lengths.append(run + len(one))
            run = 0
        # The mark may lie across two pieces.
        carry = rest[-4:]
        run += len(rest) - len(carry)
    used = 0
    carry = b""
    for piece in _pieces(file, part, room):
        text = carry + piece
        cut = text.rfind(b"<c") if b"<c" in text else 0
        used += sum(lengths[int(n)] for n in _SHARED.findall(text[:cut]) if int(n) < len(lengths))
        carry = text[cut:]
    return used


# --- dates that are shown without their day ------------------------------------------------------------------

# What a Chinese Excel calls by number only: 2021年7月, Jul-21.
_BUILT_IN_MONTHS = frozenset((17, 27, 36, 50, 52, 57))
_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b[^>]*>")
_STYLE = re.compile(r"<(?:\w+:)?xf\b[^>]*>")
_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_NO_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_MOST_STYLES = 64 << 20


def _month_cells(file: IO[bytes], archive: zipfile.ZipFile) -> dict[str, Marks]:
    """The cells, by sheet, whose number format names a month and no day."""
    part = next((one for one in archive.infolist() if one.filename.lower() == "xl/styles.xml"), None)
    if part is None:
        return {}
    styles = b"".join(_pieces(file, part, _MOST_STYLES)).decode("utf-8", "replace")
    formats = _month_formats(styles)
    wanted = [str(place) for place, number in enumerate(_style_formats(styles)) if number in formats]
    if not wanted:
        return {}
    cell = re.compile(
        rb"<(?:\w+:)?c\b(?=[^>]*\ss\s*=\s*[\"'](?:%s)[\"'])[^>]*?\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']"
        % "|".join(wanted).encode()
    )
    found: dict[str, Marks] = {}
    for title, name in _sheet_parts(file, archive):
        sheet = archive.getinfo(name)
        marks, carry, some = Marks(), b"", False
        for piece in _pieces(file, sheet, MOST_UNPACKED):
            text = carry + piece
            cut = text.rfind(b">") + 1
            for column, row in cell.findall(text[:cut]):
                marks.add(int(row) - 1, _column_number(column) - 1)
                some = True
            carry = text[cut:]
        if some:
            found[title] = marks
    return found


_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")


def _sheet_parts(file: IO[bytes], archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(the name of a sheet, that of the part which holds it)."""
    names = {one.filename for one in archive.infolist()}
    told = []
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        if name not in names:
            return
        told.append(b"".join(_pieces(file, archive.getinfo(name), _MOST_STYLES)).decode("utf-8", "replace"))
    targets = {_attribute(mark, "Id"): _attribute(mark, "Target") for mark in _RELATION.findall(told[1])}
    for mark in _SHEET.findall(told[0]):
        target = targets.get(_attribute(mark, r"\w+:id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            yield _attribute(mark, "name"), part


def _attribute(mark: str, name: str) -> str:
    told = re.search(rf"\s{name}\s*=\s*([\"'])(.*?)\1", mark, re.DOTALL)
    return html.unescape(told[2]) if told else ""


def _month_formats(styles: str) -> set[int]:
    """The numbers of the formats that name a year or month and no day."""
    found = set(_BUILT_IN_MONTHS)
    for mark in _FORMAT.findall(styles):
        number, code = _attribute(mark, "numFmtId"), _attribute(mark, "formatCode")
        if not number.isdecimal():
            continue
        letters = set(_NO_CODE.sub("", code.split(";")[0]).casefold())
        if "m" in letters and "y" in letters and not letters & set("dhs"):
            found.add(int(number))
        else:
            found.discard(int(number))
    return found


def _style_formats(styles: str) -> Iterator[int]:
    """The number of the format of each style that a cell can have."""
    whole = _STYLES.search(styles)
    for mark in _STYLE.findall(whole[0]) if whole else ():
        number = _attribute(mark, "numFmtId")
        yield int(number) if number.isdecimal() else 0
