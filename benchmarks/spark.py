"""A made-up unit answered by Apache Spark and by this process: the same of everybody, or it fails (docs/scale-out.md).

Run by hand, where there are Java and PySpark: ``python benchmarks/spark.py [PEOPLE]``. Ends with 2 where they are not.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.people import AS_OF  # noqa: E402
from benchmarks.roster import _write_parquet  # noqa: E402
from logic.pack import load  # noqa: E402
from logic.roster import answer, plan  # noqa: E402

PEOPLE = 200_000
# Two workers of one core and 1 GB each, in processes of their own.
CLUSTER = "local-cluster[2,1,1024]"


def main(people: int = PEOPLE) -> int:
    """The exit code."""
    if shutil.which("java") is None:
        print("NOT RUN: there is no Java here. Debian: apt-get install openjdk-17-jre-headless")
        return 2
    try:
        from pyspark.sql import SparkSession  # type: ignore[import-not-found]
        from pyspark.sql.pandas.types import from_arrow_schema  # type: ignore[import-not-found]
    except ImportError:
        print("NOT RUN: there is no PySpark here: pip install pyspark")
        return 2
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "in.parquet", Path(name) / "out"
        _write_parquet(source, people)
        schema = pq.read_schema(source)
        rules = plan(schema.names, load("qiaocheng-2023"), AS_OF)

        def judged(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                yield answer(batch, rules)

        start = perf_counter()
        here = pa.Table.from_batches([answer(batch, rules) for batch in pq.read_table(source).to_batches(50_000)])
        alone = perf_counter() - start
        spark = (
            SparkSession.builder.master(CLUSTER)
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", 50_000)
            .config("spark.executorEnv.PYTHONPATH", str(ROOT))
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
        try:
            start = perf_counter()
            table = spark.read.parquet(str(source)).repartition(4)
            table.mapInArrow(judged, from_arrow_schema(rules.schema(schema))).write.parquet(str(target))
            together = perf_counter() - start
        finally:
            spark.stop()
        there = pq.read_table(target)
        key = [("工号", "ascending")]
        same = here.sort_by(key).to_pylist() == there.select(here.column_names).sort_by(key).to_pylist()
    print(f"{people:,} people: alone {alone:.1f} s, Spark {together:.1f} s with its start; the same: {same}")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
