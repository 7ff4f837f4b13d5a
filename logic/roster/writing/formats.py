"""Which kind of file a result becomes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO

from logic.roster.columns import Column
from logic.roster.file import Table
from logic.roster.model import Refused
from logic.roster.writing.plain import CsvWriter, ParquetWriter
from logic.roster.writing.rows import Grounds, Writer
from logic.roster.writing.xlsx import XlsxWriter
from logic.words.language import say

FORMATS = (".xlsx", ".csv", ".parquet")


def writer_for(
    kind: str, file: IO[bytes], table: Table, columns: Sequence[Column], grounds: Grounds, scratch: Path | None = None
) -> Writer:
    """The writer for a format (one of ``FORMATS``). Raises :class:`Refused` for another."""
    if kind == ".xlsx":
        return XlsxWriter(file, table, columns, grounds, scratch)
    if kind == ".csv":
        return CsvWriter(file, table, columns)
    if kind == ".parquet":
        return ParquetWriter(file, table, columns)
    raise Refused(say("结果只能存成 .xlsx、.csv 或 .parquet。请换一个文件名。"))
