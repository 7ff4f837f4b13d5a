"""A whole file: read in pieces, answered piece by piece, and written; in more processes where there is a lot.

What is answered elsewhere is sent the cells that hold facts and the departments, and nothing else of a row.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import io
import itertools
import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import IO, Any

from logic import without_pandas
from logic.assess import outside
from logic.pack import Pack
from logic.roster.answers import Answer, Assessor, OurCells, Picked, picked
from logic.roster.columns import Column, check
from logic.roster.file import Cells, Chunk, Table, open_book
from logic.roster.last_time import policy_of
from logic.roster.meanings import as_stated_before
from logic.roster.model import Refused
from logic.roster.people import Faults
from logic.roster.remarks import left_aside, not_used
from logic.roster.rows import proposed
from logic.roster.tally import Counts
from logic.roster.writing import FORMATS, Grounds, appearing, counted_as_days, writer_for
from logic.words.language import Text, say

# So many rows are judged at once: the more, the fewer times a criterion is asked.
PIECE = 20_000
# Findings that are remembered while many are judged.
_MOST_REMEMBERED = 30_000


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """What is written of the rows of a chunk: our cells, their faults, and what they come to in numbers."""

    ours: OurCells
    faults: Faults
    counts: Counts


def pieces(chunks: Iterable[Chunk], most: int = PIECE) -> Iterator[Chunk]:
    """``chunks`` in larger ones of at most so many rows, where these follow each other."""
    held: list[Chunk] = []
    size = 0
    for chunk in chunks:
        follows = held and chunk.batch is None and held[0].batch is None and chunk.first == held[0].first + size
        if held and not (follows and size + len(chunk) <= most):
            yield _one(held)
            held, size = [], 0
        held.append(chunk)
        size += len(chunk)
    if held:
        yield _one(held)


def _one(chunks: list[Chunk]) -> Chunk:
    first = chunks[0]
    if len(chunks) == 1:
        return first
    cells: list[Cells] = list(itertools.chain.from_iterable(chunk.cells for chunk in chunks))
    aside = {chunk.first - first.first + at: why for chunk in chunks for at, why in chunk.aside.items()}
    hidden = frozenset(chunk.first - first.first + at for chunk in chunks for at in chunk.hidden)
    return Chunk(first.first, cells, aside=aside, hidden=hidden)


# --- in more processes ---------------------------------------------------------------------------------------


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Windows or macOS
        return os.cpu_count() or 1


class _Worker:
    """An assessor, and what is written of the rows it assesses."""

    def __init__(self, columns: Sequence[Column], pack: Pack, as_of: dt.date) -> None:
        self._assessor = Assessor(columns, pack, as_of)

    def assess(self, rows: Picked) -> ChunkResult:
        answer = self._assessor.judge(rows)
        counts = answer.counts
        counts.wordings, self._assessor.reader.wordings = self._assessor.reader.wordings, {}
        return ChunkResult(answer.ours(rows.first), answer.faults, counts)


_worker: _Worker | None = None


def _begin() -> None:
    """What another process does first."""
    # Ctrl-C is for the one that has started it; where that one is gone, nobody waits for an answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()
    without_pandas.keep_out()


def _end_with(other: Any) -> None:
    other.join()
    os._exit(1)


def _assess(rules: bytes, rows: Picked) -> ChunkResult:
    """Assess ``rows`` in another process; ``rules`` are the same each time."""
    global _worker
    if _worker is None:
        columns, pack, as_of = pickle.loads(rules)
        pack.memory.most = _MOST_REMEMBERED
        _worker = _Worker(columns, pack, as_of)
        gc.freeze()
        gc.set_threshold(200_000, 20, 20)
    return _worker.assess(rows)


def answered(
    chunks: Iterable[Chunk], columns: Sequence[Column], pack: Pack, as_of: dt.date, helpers: int | None = None
) -> Generator[tuple[Chunk, ChunkResult]]:
    """The chunks, in larger pieces and in order, each with what is written of it.

    ``helpers``: how many processes help; None decides by the number of rows and cores, 0 keeps it here. Closing the
    iterator ends them; no more than a few pieces are held at a time.
    """
    check(columns)
    source = pieces(chunks, PIECE)
    first: list[Chunk] = []
    if helpers is None:
        first = list(itertools.islice(source, 2))
        helpers = _cores() if len(first) > 1 else 0
    rest = itertools.chain(first, source)
    if helpers < 2:
        worker = _Worker(columns, pack, as_of)
        for chunk in rest:
            yield chunk, worker.assess(picked(chunk, columns))
        return
    # Sent with each piece and not at the start: one that dies before it has read all of that is waited for forever.
    rules = pickle.dumps((tuple(columns), pack, as_of))
    pool = ProcessPoolExecutor(helpers, multiprocessing.get_context("spawn"), _begin)
    # All begin now: where one dies while the pool begins another, Python's own thread ends with a traceback.
    for _ in range(helpers):
        pool.submit(_nothing)
    waiting: deque[tuple[Chunk, Future[ChunkResult]]] = deque()
    try:
        for chunk in rest:
            rows = picked(chunk, columns)
            with _whole_pool():
                waiting.append((chunk, pool.submit(_assess, rules, rows)))
            if len(waiting) > helpers + 1:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _nothing() -> None:
    """What each process has to do first."""


@contextlib.contextmanager
def _whole_pool() -> Iterator[None]:
    """A process that ended before its time is stated as that."""
    try:
        yield
    except BrokenProcessPool:
        raise Refused(say("核对时程序的一部分意外停了，没有写出结果。请再试一次。")) from None


def _next(waiting: deque[tuple[Chunk, Future[ChunkResult]]]) -> tuple[Chunk, ChunkResult]:
    chunk, future = waiting.popleft()
    with _whole_pool():
        return chunk, future.result()


# --- the whole way -------------------------------------------------------------------------------------------


def check_file(
    source: Path,
    target: Path,
    grounds: Grounds,
    *,
    sheet: str | None = None,
    helpers: int | None = None,
    progress: Callable[[int], None] | None = None,
    tell: Callable[[Text], None] | None = None,
) -> Counts:
    """Read ``source``, answer every row, and write ``target`` (.xlsx, .csv or .parquet), whole or not at all.

    Columns are taken as :func:`logic.roster.rows.proposed` proposes; what is unclear is passed through. ``sheet``: the
    sheet to read, where there are several. ``helpers`` as in :func:`answered`.
    ``progress`` receives how many rows are done; an exception from it calls everything off. ``tell`` receives
    what is to be known of how the file was read. :class:`Refused` says in one sentence why nothing was written.
    """
    kind = target.suffix.lower()
    if kind not in FORMATS:
        raise Refused(say("结果只能存成 .xlsx、.csv 或 .parquet。请换一个文件名。"))
    if _same(source, target):
        raise Refused(say("结果不能写到原来的文件上。请换一个文件名。"))
    with _reading(source):
        book = open_book(source)
        table = book.table(sheet)
        people = list(itertools.islice(table.people(), _JUDGED_BY))
    columns = proposed(table.headings, people, book.before(), grounds.pack, grounds.as_of, asks=False)
    columns = as_stated_before(columns, book.before(), grounds.pack)
    check(columns)
    if tell is not None:
        if not grounds.pack.covers_day(grounds.as_of):
            tell(outside(grounds.pack, grounds.as_of))
        if (before := policy_of(columns, people)) not in (None, grounds.pack.id):
            tell(
                say(
                    "这份表上次是按 {before} 核对的，这次按 {now}。要仍按上次的，请加 --policy {before}。",
                    before=before or "",
                    now=grounds.pack.id,
                )
            )
        for remark in (*book.notes, *table.notes, *not_used(columns)):
            tell(remark)
    with appearing(target) as (file, scratch):
        table = replace(table, read=partial(_read, table.read, source))
        above = table.heading_row - 1
        # Faults name the cell of the result, which has no rows above its headings.
        chunks = (replace(chunk, first=chunk.first - above) for chunk in table.chunks())
        table = replace(table, above=(), heading_row=1)
        with contextlib.closing(answered(chunks, columns, grounds.pack, grounds.as_of, helpers)) as work:
            counts = write(kind, file, table, columns, grounds, work, scratch, above=above, progress=progress)
    if tell is not None:
        for remark in left_aside(counts.read, columns):
            tell(remark)
        tell(counts.account(columns, grounds.pack))
    return counts


@contextlib.contextmanager
def _reading(source: Path) -> Iterator[None]:
    """Report what goes wrong while a file is read as that."""
    try:
        yield
    except OSError as error:
        why = getattr(error, "strerror", None) or "?"
        raise Refused(say("无法读取 {file}：{why}。", file=source.name, why=why)) from None


def _read(read: Callable[[], Iterator[Chunk]], source: Path) -> Iterator[Chunk]:
    with _reading(source):
        yield from read()


# So many rows show whether a column's cells say what its heading does.
_JUDGED_BY = 200


def write(
    kind: str,
    file: IO[bytes],
    table: Table,
    columns: Sequence[Column],
    grounds: Grounds,
    work: Iterable[tuple[Chunk, ChunkResult]],
    scratch: Path | None = None,
    *,
    above: int = 0,
    counts: Counts | None = None,
    progress: Callable[[int], None] | None = None,
) -> Counts:
    """Write the results of ``table`` to ``file``, and what it comes to in all; see :func:`check_file`.

    The rows of ``work`` go by their numbers in the result; ``above``: what these lack to be those of the unit's file.
    ``counts``: what is counted on.
    """
    writer = writer_for(kind, file, table, columns, grounds, scratch)
    counts = counts or Counts()
    done = 0
    try:
        for chunk, result in work:
            if chunk.batch is None:
                chunk = replace(chunk, cells=counted_as_days(chunk.cells, columns))
            writer.write(chunk, result.ours, result.faults)
            counts.add(result.counts)
            counts.read.add(chunk, result.counts.rows, above)
            counts.read.look_for_rounded(chunk, columns)
            done += len(chunk)
            if progress is not None:
                progress(done)
        writer.close(counts)
    except BaseException:
        writer.drop()
        raise
    return counts


def result(
    kind: str,
    table: Table,
    columns: Sequence[Column],
    grounds: Grounds,
    answers: Iterable[tuple[Chunk, Answer]],
    wordings: dict[int, dict[str, Any]],
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """The whole result in memory, for a download; ``answers`` are there already.

    What stood above the headings stands there again, so that rows have the numbers of the unit's own file.
    """

    def work() -> Iterator[tuple[Chunk, ChunkResult]]:
        for chunk, answer in answers:
            yield chunk, ChunkResult(answer.ours(chunk.first), answer.faults, answer.counts)

    file = io.BytesIO()
    counts = Counts(wordings={place: dict(words) for place, words in wordings.items()})
    write(kind, file, table, columns, grounds, work(), counts=counts, progress=progress)
    return file.getvalue()


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())
