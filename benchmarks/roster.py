"""A million people in Parquet and a hundred thousand in .xlsx through ``python -m logic roster``."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks.people import AS_OF, People
from benchmarks.report import Measure
from logic.facts import FIELDS
from logic.labels import CHOICE_NAMES, FACT_NAMES
from logic.pack import load
from logic.roster import Plan, answer, plan
from logic.roster.answers import Assessor
from logic.roster.columns import propose
from logic.roster.file import opened_apart
from logic.roster.work import pieces

ROOT = Path(__file__).resolve().parent.parent
MANY, FEWER, SHEET = 1_000_000, 250_000, 100_000
MOST_MB, MOST_GROWTH = 1024, 1.1
# Parquet beside its floor, sheets beside the same cells, the page's rows judged beside read, wrong rows beside right.
MOST_FLOOR, MOST_SHEET, MOST_PAGE, MOST_WRONG = 4.0, 1.15, 1.5, 2.0
PAGE, WRONG, ROUNDS = 5_000, 10_000, 3
YEARS = range(2018, 2023)
FACTS = [field for field in FIELDS if field != "hours"]
HEADINGS = ["姓名", "部门", "工号", *(FACT_NAMES[field].zh for field in FACTS)]
HEADINGS += [f"{year}{subject}" for year in YEARS for subject in ("公需", "专业")]


def rows(count: int) -> Iterator[list[Any]]:
    """People as a unit writes them: Chinese words, real dates, one in ten with blanks."""
    pack = load("qiaocheng-2023")
    people = People(pack, 5, blanks=0.1)
    for number in range(count):
        person = people.person()
        row: list[Any] = [f"张{number}", f"部门{number % 40}", f"{number:07d}"]
        for field in FACTS:
            value = person.get(field)
            if isinstance(value, bool):
                value = "是" if value else "否"
            elif value is not None and field in CHOICE_NAMES:
                value = CHOICE_NAMES[field][value].zh
            elif value is not None and field == "specialty":
                value = pack.by_id[value].zh
            row.append(value)
        hours = {one["year"]: one for one in person.get("hours") or ()}
        row += [hours.get(year, {}).get(subject) for year in YEARS for subject in ("general", "professional")]
        yield row


def _write_parquet(path: Path, count: int) -> None:
    types = [
        pa.date32()
        if heading in ("从事本专业起始日", "取得职称日期")
        else pa.float64()
        if heading[0] == "2"
        else pa.string()
        for heading in HEADINGS
    ]
    schema = pa.schema(list(zip(HEADINGS, types, strict=True)))
    source = rows(count)
    with pq.ParquetWriter(path, schema) as writer:
        while piece := list(itertools.islice(source, 50_000)):
            columns = zip(*piece, strict=True)
            arrays = [pa.array(column, kind, from_pandas=True) for column, kind in zip(columns, types, strict=True)]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))


def _write_sheet(path: Path, source: Iterator[list[Any]]) -> None:
    """With the same library and options as the program, and nothing else."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(source):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(number, place, cell)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(number, place, cell, day)
            elif cell is not None:
                sheet.write_number(number, place, cell)
    book.close()


def _memory_mb(pid: int) -> float:
    """What a process and those it has started hold, shared pages counted once; 0 where the system does not tell."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        lines = [Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii") for one in (pid, *children)]
    except OSError:
        return 0
    return sum(int(line.split()[1]) for text in lines for line in text.splitlines() if line.startswith("Pss:")) / 1024


def _cpu() -> float:
    """Processor seconds of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _run(*command: str | Path) -> tuple[float, float, float]:
    """(seconds, processor seconds, peak memory of all processes in MB) of a Python program, its start included."""
    cpu, start = _cpu(), perf_counter()
    process = subprocess.Popen([sys.executable, *map(str, command)], cwd=ROOT, stderr=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _memory_mb(process.pid))
        sleep(0.5)  # looking at all their pages takes the processor from them
    if process.returncode:
        raise AssertionError(f"{command[0]} ended with {process.returncode}")
    return perf_counter() - start, _cpu() - cpu, peak


def _ours(source: Path, target: Path) -> tuple[float, float, float]:
    rules = ("--policy", "qiaocheng-2023", "--as-of", AS_OF.isoformat())
    return _run("-m", "logic", "roster", source, target, *rules)


def _read(path: Path) -> Iterator[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows()


def _sheets(folder: Path) -> list[Measure]:
    source, target, bare = folder / "in.xlsx", folder / "out.xlsx", folder / "bare.xlsx"
    _write_sheet(source, itertools.chain([HEADINGS], rows(SHEET)))
    ours, _, _ = _ours(source, target)
    # The same cells in, the same cells out, by the same libraries in one process. What goes out is read beforehand.
    answers = list(_read(target))
    start = perf_counter()
    for _ in _read(source):
        pass
    _write_sheet(bare, iter(answers))
    theirs = perf_counter() - start
    return [
        Measure("roster", f"{SHEET:,} rows .xlsx to .xlsx", ours, "s"),
        Measure("roster", "  reading and writing the same cells without rules", theirs, "s"),
        Measure("roster", "  the first as a multiple of the second", ours / theirs, "×", MOST_SHEET),
    ]


def _page() -> list[Measure]:
    """The page's rows, read as a stranger's file is and judged as the page does."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "in.xlsx"
        _write_sheet(path, itertools.chain([HEADINGS], rows(PAGE)))
        content = path.read_bytes()
    pack = load("qiaocheng-2023")
    read, judged = [], []
    for _ in range(ROUNDS):
        pack.memory.forget()
        cpu = _cpu()
        table = opened_apart(content, PAGE).table()
        chunks = list(table.chunks())
        read.append(_cpu() - cpu)
        cpu = _cpu()
        assessor = Assessor(propose(table.headings), pack, AS_OF)
        found = [row for chunk in pieces(chunks) for row in assessor.answer(chunk).rows(chunk)]
        judged.append(_cpu() - cpu)
        assert len(found) == PAGE
    ratio = median(judged) / median(read)
    return [
        Measure("roster", f"{PAGE:,} rows of the page: read, processor time", median(read), "s"),
        Measure("roster", "  judged", median(judged), "s"),
        Measure("roster", "  the second as a multiple of the first", ratio, "×", MOST_PAGE),
    ]


def _wrong() -> list[Measure]:
    """Rows that are right, and as many that are wrong in every cell, each cell in words of its own."""
    right = [[None if cell is None else str(cell) for cell in row] for row in rows(WRONG)]
    wrong = [[f"不对{n % 97}号" for _ in HEADINGS] for n in range(WRONG)]
    rules = plan(HEADINGS, load("qiaocheng-2023"), AS_OF)
    took = []
    for table in (right, wrong):
        columns = [pa.array(column, pa.string()) for column in zip(*table, strict=True)]
        batch = pa.RecordBatch.from_arrays(columns, HEADINGS)
        cpu = _cpu()
        answer(batch, Plan(rules.columns, rules.pack, rules.as_of))
        took.append(_cpu() - cpu)
    return [
        Measure("roster", f"{WRONG:,} rows that are right, processor time", took[0], "s"),
        Measure("roster", "  as many that are wrong in every cell, as a multiple", took[1] / took[0], "×", MOST_WRONG),
    ]


def measure() -> list[Measure]:
    """One run of the long ones; they are long enough to be steady."""
    figures = [*_page(), *_wrong()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures += _sheets(folder)
        peaks = []
        for count in (FEWER, MANY):
            source = folder / "in.parquet"
            _write_parquet(source, count)
            bare, bare_cpu, _ = _run(ROOT / "benchmarks" / "floor.py", source, folder / "floor.parquet")
            seconds, cpu, peak = _ours(source, folder / "out.parquet")
            peaks.append(peak)
            most = MOST_FLOOR if count == MANY else None
            kind = f"{count:,} rows Parquet to Parquet, {os.cpu_count()} cores"
            figures += [
                Measure("roster", kind, seconds, "s"),
                Measure("roster", "  floor: read, encoded and written without rules", bare, "s"),
                Measure("roster", "  the first as a multiple of the second", seconds / bare, "×", most),
                Measure("roster", "  the same in processor time", cpu / bare_cpu, "×"),
                Measure("roster", "  peak memory, all processes", peak, "MB", MOST_MB),
            ]
        if all(peaks):
            growth = peaks[1] / peaks[0]
            figures.append(Measure("roster", "  the last as a multiple of the first", growth, "×", MOST_GROWTH))
    return figures
