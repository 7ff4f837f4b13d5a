"""A Parquet file, read in batches whose texts are held once each: one huge text repeated is never copied."""

from __future__ import annotations

import errno
import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from logic.roster.file import limits
from logic.roster.file.cell import MOST_CHARACTERS, Cells, holds
from logic.roster.file.headings import SURELY_SOMEBODY, RowsAside, Top
from logic.roster.file.table import Book, Chunk, Table
from logic.roster.model import Refused
from logic.words.language import say

MOST_ROWS = 10_000_000
_MOST_CELLS = 300_000_000
# The more, the fewer times a criterion is asked; where there is much in each row, fewer.
_BATCH, _SMALL = 32_000, 10_000
# Of texts, each counted where it is used; no row of a roster holds more.
_MOST_BYTES_A_ROW = 1 << 13
# A value of a list for each row, and no more lists than these.
_MOST_IN_A_ROW = 64
# So many rows in each byte of a file are no colleague's: names and days differ from person to person.
_MOST_IN_A_BYTE, _RATIO_FROM = 10, 200_000
_MOST_UNPACKED = 4 << 30


def book(source: Path | bytes) -> Book:
    """The one table in a Parquet file."""
    with _file(source) as file:
        schema, meta = file.schema_arrow, file.metadata
        rows = meta.num_rows
        if len(schema.names) > limits.MOST_COLUMNS or meta.num_columns > limits.MOST_COLUMNS:
            raise limits.too_wide()
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if (
            rows > MOST_ROWS
            or rows * len(schema.names) > _MOST_CELLS
            or rows > max(_MOST_IN_A_BYTE * size, _RATIO_FROM)
        ):
            raise limits.too_large()
        unpacked = 0
        for place in range(meta.num_row_groups):
            group = meta.row_group(place)
            for column in range(group.num_columns):
                part = group.column(column)
                unpacked += part.total_uncompressed_size
                if part.num_values > _MOST_IN_A_ROW * max(group.num_rows, 1) or unpacked > _MOST_UNPACKED:
                    raise limits.too_large()
    if not schema.names:
        raise limits.empty()
    if not rows:
        raise limits.only_headings()

    def chunks() -> Iterator[Chunk]:
        number, some, size = 2, False, 0
        names = tuple(schema.names)
        rows_aside = RowsAside(Top(names, 0, (names,)))
        with _file(source, schema) as file:
            for batch in _batches(file):
                size += _checked(batch)
                if size > _MOST_UNPACKED:
                    raise limits.too_large()
                blank = [_blank(column) for column in batch.columns]
                empty = _places(_all(blank))
                if len(empty) < batch.num_rows:
                    some = True
                    yield Chunk(number, [], batch, aside=_aside(batch, blank, empty, rows_aside), empty=empty)
                number += batch.num_rows
        if not some:
            raise limits.only_headings()

    table = Table("parquet", "", tuple(schema.names), 1, (), chunks, schema)
    return Book("parquet", ("",), (), ("",), lambda name: table)


_TEXTS = (pa.types.is_string, pa.types.is_binary, pa.types.is_large_string, pa.types.is_large_binary)


_FAULTS = (pa.ArrowException, OSError, ValueError)


def _why(fault: Exception) -> Refused:
    """What a fault of Arrow's is: too little memory for the file, which Arrow says in two ways, or a broken one."""
    if isinstance(fault, MemoryError) or (isinstance(fault, OSError) and fault.errno == errno.ENOMEM):
        return limits.too_large()
    return Refused(say("这个 Parquet 文件打不开，可能没有存完整或已损坏。请重新导出。"))


@contextmanager
def _file(source: Path | bytes, schema: pa.Schema | None = None) -> Iterator[pq.ParquetFile]:
    texts = [field.name for field in schema or () if any(is_one(field.type) for is_one in _TEXTS)]
    try:
        # Nothing is read ahead: memory stays flat however large a group of rows is.
        file = pq.ParquetFile(
            pa.BufferReader(source) if isinstance(source, bytes) else str(source),
            pre_buffer=False,
            buffer_size=1 << 20,
            read_dictionary=texts,
        )
    except _FAULTS as fault:
        raise _why(fault) from None
    with file:
        yield file


def _batches(file: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    batches = file.iter_batches(batch_size=_BATCH)
    while True:
        try:
            batch = next(batches, None)
        except _FAULTS as fault:
            raise _why(fault) from None
        if batch is None:
            return
        step = _SMALL if _size(batch) > _MOST_BYTES_A_ROW * _SMALL else _BATCH
        for start in range(0, batch.num_rows, step):
            yield batch.slice(start, step)


# Nearly all rows are somebody's, and their cells need not be looked at one by one for it.
_SURELY_SEEN = r"[0-9A-Za-z\p{Han}]"


def asked(entries: pa.Array, surely_not: str, ask: Callable[[object], bool], but: Sequence[str] = ()) -> pa.Array:
    """What ``ask`` says of each entry; texts that match ``surely_not`` are no, and nobody is asked, ``but`` of some."""
    answers = np.ones(len(entries), dtype=bool)
    if pa.types.is_string(entries.type) or pa.types.is_large_string(entries.type):
        sure = pc.match_substring_regex(entries, surely_not)
        if but:
            sure = pc.and_not(sure, pc.is_in(entries, pa.array(but, entries.type)))
        answers = ~pc.fill_null(sure, False).to_numpy(zero_copy_only=False)
    open_ = np.flatnonzero(answers)
    answers[open_] = [ask(entry) for entry in values_of(entries.take(pa.array(open_)))]
    return pa.array(answers)


def _blank(column: pa.Array) -> pa.Array:
    """Which cells of a column have nothing in them."""
    if not pa.types.is_dictionary(column.type):
        return column.is_null()
    nothing = asked(column.dictionary, _SURELY_SEEN, lambda entry: not holds(entry))
    return pc.fill_null(nothing.take(column.indices), True) if pc.any(nothing).as_py() else column.is_null()


def _all(masks: Sequence[pa.Array]) -> pa.Array:
    return functools.reduce(pc.and_, masks)


def _places(mask: pa.Array) -> frozenset[int]:
    return frozenset(pc.indices_nonzero(mask).to_pylist())


def _aside(
    batch: pa.RecordBatch, blank: Sequence[pa.Array], empty: frozenset[int], rows_aside: RowsAside
) -> dict[int, str]:
    """The rows that are no colleague's, and why; only those are looked at that may be."""
    first = batch.column(0)
    if pa.types.is_dictionary(first.type):
        doubtful = asked(first.dictionary, SURELY_SOMEBODY, rows_aside.doubtful, rows_aside.beginnings)
        places = set(_places(pc.fill_null(doubtful.take(first.indices), True)))
    else:
        places = set(_places(blank[0]))
    if rows_aside.who:
        places |= _places(_all([blank[place] for place in rows_aside.who]))
    found = {}
    for place in sorted(places - empty):
        if reason := rows_aside.why(rows_of(batch.slice(place, 1))[0]):
            found[place] = reason
    return found


def _checked(batch: pa.RecordBatch) -> int:
    """The bytes of all cells, which are not too many for so many rows."""
    size = _size(batch)
    if size > _MOST_BYTES_A_ROW * max(batch.num_rows, 1_000):
        raise limits.too_large()
    return size


def _size(batch: pa.RecordBatch) -> int:
    """The bytes of all cells, each counted where it is used."""
    size = 0
    for column in batch.columns:
        if not pa.types.is_dictionary(column.type):
            size += column.nbytes
            continue
        lengths = pc.binary_length(column.dictionary)
        longest = pc.max(lengths).as_py() or 0
        # A character has four bytes at most.
        if longest > 4 * MOST_CHARACTERS:
            raise limits.long_cell()
        if longest * batch.num_rows > 1 << 20:
            size += pc.sum(lengths.take(column.indices)).as_py() or 0
    return size


def rows_of(batch: pa.RecordBatch) -> list[Cells]:
    """The rows of a piece of Parquet, as plain values."""
    return list(map(list, zip(*map(values_of, batch.columns), strict=True)))


_NO_VALUE = (OverflowError, ValueError, pa.ArrowException)


def values_of(column: pa.Array) -> list[object]:
    """A column's values; what is a dictionary is shown once for each of its entries."""
    if pa.types.is_dictionary(column.type):
        entries = values_of(column.dictionary)
        return [None if at is None else entries[at] for at in column.indices.to_pylist()]
    try:
        return list(column.to_pylist())
    except _NO_VALUE:
        return [_value(one) for one in column]


def _value(one: pa.Scalar) -> object:
    """One value; a day of the year 4 million is none that Python knows."""
    try:
        return one.as_py()
    except _NO_VALUE:
        return "#NUM!"
