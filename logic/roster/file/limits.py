"""How much of a file is read, and the sentences for what goes beyond. Every limit fails closed.

A small file can unpack to terabytes, name a million styles, or repeat one huge text a million times. Nothing is built
from what a file says of itself: cells are counted as they are read.
"""

from __future__ import annotations

from logic.roster.columns import letters
from logic.roster.model import Refused
from logic.words.language import Text, say

MOST_COLUMNS = 300
MOST_CELLS = 40_000_000  # with something in them
# In an .ods one row can stand for a million of them.
MOST_CELLS_ODS = 8_000_000
# Begins and ends of elements in an .ods: a table of 30,000 people and 30 columns has as many.
MOST_MARKS_ODS = 4_000_000
MOST_SHEETS = 64
MOST_PARTS = 5_000
MOST_UNPACKED = 2 << 30  # bytes of one workbook, all that is read of it together
MOST_STYLES = 66_000  # a spreadsheet program writes no more of them
MOST_MERGED = 100_000
MOST_SHARED = 5_000_000  # different texts
MOST_TEXT = 200_000_000  # characters of them together
# Beyond this a part is no table that somebody typed: XML of even very even tables packs to a hundredth.
MOST_RATIO, RATIO_FROM = 400, 32 << 20
# Bytes of XML between two marks; a cell holds 32,767 characters.
MOST_IN_A_PIECE = 1 << 20


def too_large() -> Refused:
    """More than is read at once."""
    return Refused(say("这个表格展开后太大，没有读取。请分成几个文件，或存成 .csv 再试。"))


def too_wide() -> Refused:
    """More columns than any roster has."""
    return Refused(say("表格的列太多（最多 {most} 列），没有读取。请删去用不到的列。", most=MOST_COLUMNS))


def too_many_sheets() -> Refused:
    """More sheets than any roster has."""
    return Refused(say("工作表太多（最多 {most} 个），没有读取。请把名册另存成一个文件。", most=MOST_SHEETS))


def locked() -> Refused:
    """Protected by a password."""
    return Refused(say("这个文件有密码。请先去掉密码，再另存一份。"))


def damaged() -> Refused:
    """Not readable as what it says it is."""
    return Refused(say("这个文件打不开，可能没有存完整或已损坏。请重新另存为 .xlsx 再试。"))


def bad_cell(sheet: str, row: int, column: int) -> Refused:
    """A cell that the file does not hold whole; ``row`` and ``column`` from 0."""
    return Refused(
        say(
            "文件里这一格写坏了，读不出来：工作表“{sheet}”的 {cell}。请用表格软件改好这一格，另存为 .xlsx 再试。",
            sheet=sheet,
            cell=f"{letters(column)}{row + 1}",
        )
    )


def long_cell() -> Refused:
    """A cell with more characters than a spreadsheet can hold."""
    return Refused(long_cell_text())


def long_cell_text() -> Text:
    """What is said of a cell with more characters than a spreadsheet can hold."""
    return say("有一格的内容超过表格软件能放的 32767 个字，没有读取。请检查是否贴错了内容。")


def empty() -> Refused:
    """Nothing in it."""
    return Refused(say("文件是空的。请填好再试。"))


def only_headings(last: int = 1) -> Refused:
    """Nobody in it; ``last``: the number of the last row that was taken for headings."""
    return Refused(say("表格里只有表头（到第 {row} 行），没有人员。请从下一行开始，每人一行。", row=last))
