"""What a file is, and what it holds."""

from __future__ import annotations

import codecs
import itertools
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from logic.roster.file import delimited, headings, limits, ods, xlsx
from logic.roster.file.archive import Archive, opened
from logic.roster.file.cell import Cells, filled
from logic.roster.file.headings import Merged
from logic.roster.file.table import Book, RawRow, Table, made
from logic.roster.model import COLUMNS_USED, OUR_SHEETS, TEMPLATE_SHEETS, Refused
from logic.words.language import Text, say

T = TypeVar("T")
# As many lines of a summary as a sheet has columns, and its own.
_MOST_SUMMARY = 17_000


def open_book(source: Path | bytes) -> Book:
    """What ``source`` holds: a file, or the bytes of one. Only headings are read yet.

    :class:`Refused` tells in one sentence why nothing can be read; ``OSError`` where the file cannot be opened.
    """
    with opened(source) as file:
        head = file.read(8192)
        size = file.seek(0, os.SEEK_END)
        tail = b""
        if size >= 4:
            file.seek(-4, os.SEEK_END)
            tail = file.read(4)
        _refuse_others(head)
        if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            file.seek(0)
            return _old_workbook(file.read())
    if head.startswith(b"PK\x03\x04"):
        return _zipped(source)
    if head[:4] == b"PAR1" or tail == b"PAR1":
        from logic.roster.file import parquet  # its library is not loaded for anything else

        return parquet.book(source)
    return delimited.book(source)


_WEB = ("<!doctype html", "<html", "<table", "<meta", "<head", "<style", "<!--", "<div", "<body", "mime-version:")


def _refuse_others(head: bytes) -> None:
    """Say what the file is where it plainly is no table that can be read."""
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0\x1a"):
        raise limits.empty()
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    start = head.decode("utf-16" if wide else "latin-1", "ignore").lstrip("\xef\xbb\xbf\ufeff \t\r\n")[:1024].lower()
    if start.startswith(_WEB) or ("<html" in start and start.startswith(("<?xml", "from:", "content-type:"))):
        raise Refused(say("这是网页，只是名字像表格。请用表格软件打开它，再另存为 .xlsx。"))
    if head.startswith(b"%PDF"):
        raise Refused(say("这是 PDF，不是表格。请用原来的表格文件。"))
    if start.startswith("<?xml"):
        raise Refused(say("这是 XML 文件，不是表格。请用表格软件打开它，再另存为 .xlsx。"))
    if head.startswith((b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Refused(say("这是压缩包，不是表格。请先解压，再选里面的 .xlsx 或 .csv。"))
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise Refused(say("这是图片，不是表格。请用原来的表格文件。"))


# --- workbooks -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet of a workbook of any kind."""

    name: str
    visible: bool
    rows: Callable[[], Iterator[RawRow]]
    merged: Callable[[], Merged]
    width: Callable[[], int]


def _zipped(source: Path | bytes) -> Book:
    archive = Archive(source)
    if "content.xml" in archive and "xl/workbook.xml" not in archive:
        return _ods(archive)
    _check_kind(archive.names)
    return _xlsx(archive)


def _check_kind(names: frozenset[str]) -> None:
    if any(name.endswith("workbook.xml") for name in names):
        return
    if "xl/workbook.bin" in names:
        raise Refused(say("这是 .xlsb 格式，读不了。请在表格软件里另存为 .xlsx。"))
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        raise Refused(say("这是 Numbers 的文件，读不了。请在 Numbers 里导出为 Excel（.xlsx）。"))
    if any(name.startswith("word/") for name in names):
        raise Refused(say("这是文字文档，不是表格。请把表格另存为 .xlsx。"))
    raise Refused(say("这是压缩包，不是表格。请先解压，再选里面的 .xlsx 或 .csv。"))


def _xlsx(archive: Archive) -> Book:
    workbook = xlsx.Workbook(archive)
    notes = [say("文件里的宏没有运行，也不会写进结果；只读了单元格。")] if workbook.macros else []

    def rows(sheet: xlsx.Sheet) -> Iterator[RawRow]:
        for row in workbook.rows(sheet):
            last = max(row.cells)
            cells: Cells = [None] * (last + 1)
            for place, cell in row.cells.items():
                cells[place] = cell
            yield row.number, cells, row.hidden

    def sheet(one: xlsx.Sheet) -> _Sheet:
        outline = _once(lambda: workbook.outline(one))
        return _Sheet(one.name, one.visible, lambda: rows(one), lambda: outline()[0], lambda: outline()[1])

    return _book("xlsx", [sheet(one) for one in workbook.sheets], notes)


def _ods(archive: Archive) -> Book:
    workbook = ods.Workbook(archive)

    def sheet(one: ods.Sheet) -> _Sheet:
        return _Sheet(one.name, one.visible, lambda: workbook.rows(one.name), lambda: one.merged, lambda: one.width)

    return _book("ods", [sheet(one) for one in workbook.sheets], [])


def _old_workbook(content: bytes) -> Book:
    # The name of the stream in which a workbook is kept once it has a password.
    if "EncryptedPackage".encode("utf-16-le") in content[: 1 << 22]:
        raise limits.locked()
    from logic.roster.file import xls

    workbook = xls.Workbook(content)

    def sheet(name: str) -> _Sheet:
        return _Sheet(
            name,
            workbook.visible(name),
            lambda: workbook.rows(name),
            lambda: workbook.merged(name),
            lambda: workbook.width(name),
        )

    return _book("xls", [sheet(name) for name in workbook.names], [])


def _once(make: Callable[[], T]) -> Callable[[], T]:
    made: list[T] = []

    def kept() -> T:
        if not made:
            made.append(make())
        return made[0]

    return kept


def _book(kind: str, sheets: Sequence[_Sheet], notes: Sequence[Text]) -> Book:
    remarks = list(notes)
    hidden = [sheet.name for sheet in sheets if not sheet.visible]
    shown = {sheet.name: sheet for sheet in sheets if sheet.visible}
    names = {sheet.name for sheet in sheets}
    for beside in (OUR_SHEETS, TEMPLATE_SHEETS):
        # The template and our own result have one sheet that is read, and others that explain it.
        if beside[0] in shown:
            shown = {name: sheet for name, sheet in shown.items() if name not in beside[1:]}
            hidden = [name for name in hidden if name not in beside[1:]]
    if hidden:
        remarks.append(say("隐藏的工作表没有读：{names}。", names="、".join(f"“{name}”" for name in hidden)))
    firsts = {name: _first_rows(sheet) for name, sheet in shown.items()}
    some = [name for name, rows in firsts.items() if rows]
    if not some:
        raise limits.empty()
    rosters = [name for name in some if _is_roster(shown[name], firsts[name])]

    def table(name: str) -> Table:
        sheet = shown[name]
        return made(kind, name, sheet.rows, merged=sheet.merged(), width=sheet.width())

    def before() -> Mapping[str, str]:
        if not names.issuperset(OUR_SHEETS[:2]):
            return {}
        return _used_before(next(sheet for sheet in sheets if sheet.name == OUR_SHEETS[1]))

    if len(some) > 1 and len(rosters) == 1:
        others = "、".join(f"“{name}”" for name in some if name not in rosters)
        remarks.append(say("只有工作表“{name}”像名册；没有读：{others}。", name=rosters[0], others=others))
    return Book(kind, tuple(some), tuple(remarks), tuple(rosters), table, before)


def _first_rows(sheet: _Sheet) -> list[tuple[int, Cells]]:
    rows = itertools.islice(sheet.rows(), headings.MOST_ABOVE)
    return [(number, cells) for number, cells, _ in rows if filled(cells)]


def _is_roster(sheet: _Sheet, rows: list[tuple[int, Cells]]) -> bool:
    width = max(len(cells) for _, cells in rows)
    if width > limits.MOST_COLUMNS:
        return False
    return headings.recognised(headings.find(rows, sheet.merged(), width).headings)


def _used_before(summary: _Sheet) -> dict[str, str]:
    """How each heading was used last time, as the summary of our own result tells."""
    rows = itertools.islice(summary.rows(), _MOST_SUMMARY)
    lines = [[headings.shown(cell) for cell in cells[:2]] for _, cells, _ in rows]
    start = next((place for place, row in enumerate(lines) if row[:1] == [COLUMNS_USED]), len(lines))
    pairs = [(row[0], row[1]) for row in lines[start + 1 :] if len(row) == 2 and all(row)]
    twice = {heading for heading, count in Counter(heading for heading, _ in pairs).items() if count > 1}
    return {heading: use for heading, use in pairs if heading not in twice}
