"""The floor of a roster in Parquet: the file read, every fact's column dictionary-encoded, as many columns written.

The same libraries and options as the program, and no rule. ``python benchmarks/floor.py INPUT OUTPUT``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

# The columns that say who it is, which come first and are no facts; ours; rows at once.
PERSON, OURS, BATCH = 3, 16, 50_000


def floor(source: Path, target: Path) -> None:
    """Read, encode, write."""
    writer: pq.ParquetWriter | None = None
    with pq.ParquetFile(source, pre_buffer=False, buffer_size=1 << 20) as file:
        for batch in file.iter_batches(batch_size=BATCH):
            facts = [column.dictionary_encode() for column in batch.columns[PERSON:]]
            more = [facts[place % len(facts)].dictionary_decode() for place in range(OURS)]
            names = [*batch.schema.names, *(f"column {place}" for place in range(OURS))]
            out = pa.RecordBatch.from_arrays([*batch.columns, *more], names)
            writer = writer or pq.ParquetWriter(target, out.schema, compression="zstd")
            writer.write_batch(out)
    if writer is not None:
        writer.close()


if __name__ == "__main__":
    floor(*map(Path, sys.argv[1:]))
