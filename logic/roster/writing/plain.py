"""The result as .csv or .parquet."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Sequence
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from logic.roster.answers import OUR_SCHEMA, OurCells
from logic.roster.columns import Column
from logic.roster.file import Chunk, Table
from logic.roster.file.cell import text_of
from logic.roster.model import OUR_COLUMNS
from logic.roster.people import Faults
from logic.roster.tally import Counts
from logic.roster.writing.rows import harmless, kept_places


class CsvWriter:
    """UTF-8 with the mark by which spreadsheets know it."""

    def __init__(self, file: IO[bytes], table: Table, columns: Sequence[Column]) -> None:
        """``file`` stays the caller's to close."""
        self._keep = kept_places(columns)
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="backslashreplace", newline="")
        self._rows = csv.writer(self._text, lineterminator="\r\n")
        self._rows.writerow([*(harmless(columns[place].heading) for place in self._keep), *OUR_COLUMNS])

    def write(self, chunk: Chunk, ours: OurCells, faults: Faults) -> None:
        """Append rows."""
        cells = chunk.rows()
        self._rows.writerows(
            [
                *(harmless(text_of(row[place])) for place in self._keep),
                *(harmless(text_of(cell)) for cell in mine),
            ]
            for row, mine in zip(cells, ours.rows(), strict=True)
        )

    def close(self, counts: Counts) -> None:
        """Flush; a .csv has no room for a summary."""
        self._text.flush()
        self._text.detach()

    def drop(self) -> None:
        """Nothing but the file itself."""
        with contextlib.suppress(OSError, ValueError):
            self._text.detach()


class ParquetWriter:
    """The input's columns with their types, and ours. Cells from other formats are text."""

    def __init__(self, file: IO[bytes], table: Table, columns: Sequence[Column]) -> None:
        """``file`` stays the caller's to close."""
        self._keep = kept_places(columns)
        if table.schema is not None:
            fields = [table.schema.field(place) for place in self._keep]
        else:
            fields = [pa.field(columns[place].heading, pa.string()) for place in self._keep]
        metadata = table.schema.metadata if table.schema is not None else None
        self._schema = pa.schema([*fields, *OUR_SCHEMA], metadata=metadata)
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")

    def write(self, chunk: Chunk, ours: OurCells, faults: Faults) -> None:
        """Append rows."""
        if chunk.batch is not None:
            kept = [_as(chunk.batch.column(place), self._schema.field(at)) for at, place in enumerate(self._keep)]
        else:
            kept = [
                pa.array(
                    [None if row[place] in (None, "") else text_of(row[place]) for row in chunk.cells], pa.string()
                )
                for place in self._keep
            ]
        self._writer.write_batch(pa.RecordBatch.from_arrays([*kept, *ours.batch().columns], schema=self._schema))
        # Else it is kept for the next ones, which take more each time.
        pa.default_memory_pool().release_unused()

    def close(self, counts: Counts) -> None:
        """Write the end of the file."""
        self._writer.close()

    def drop(self) -> None:
        """Nothing but the file itself."""
        with contextlib.suppress(OSError, ValueError, pa.ArrowException):
            self._writer.close()


def _as(column: pa.Array, field: pa.Field) -> pa.Array:
    """A column as its file had it: texts are held once each only while they are read."""
    return column if column.type == field.type else column.cast(field.type)
