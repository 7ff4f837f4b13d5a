"""Many rows at once: in this process where they are few, in helper processes where they are many.

A helper is a Python of its own that is fed over its standard input and answers over its standard output. It needs
nothing of the program that starts it, so it works the same under a server, under tests and on Windows. It is sent the
cells that hold facts, and nothing else of a row.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import itertools
import os
import pickle
import queue
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.abc import MetaPathFinder
from operator import itemgetter
from pathlib import Path
from typing import IO, Any

from logic.assess import outside
from logic.language import Text, say
from logic.pack import Pack
from logic.roster.columns import Column, Kind, check
from logic.roster.file import Cells, Chunk, Table, open_book
from logic.roster.file.cell import filled
from logic.roster.file.parquet import rows_of
from logic.roster.meanings import as_said_before
from logic.roster.model import CellFault, Refused
from logic.roster.remarks import left_aside, not_used
from logic.roster.rows import EMPTY_CELLS, RowReader, cells_of, outcome, proposed, with_faults
from logic.roster.writing import (
    KINDS,
    Basis,
    Counts,
    Ours,
    ParquetWriter,
    appearing,
    counted_as_days,
    our_batch,
    writer_for,
)

ROOT = Path(__file__).resolve().parent.parent.parent
# A helper takes about a second to start: so many rows are done sooner without.
FEW_ROWS = 6_000
# Findings that a helper holds: it does nothing but assess, and has the room.
_MOST_REMEMBERED = 50_000
_LARGE = 1_000_000  # bytes; a file of so many holds more rows than a few

# Rows as they are read: only the cells that hold facts, None for an empty row; or a piece of Parquet (RecordBatch).
Narrow = Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rows of a chunk came to: our cells, row by row, or a RecordBatch where the rows came from Parquet."""

    ours: Any
    faults: tuple[CellFault, ...]
    counts: Counts
    # What was read otherwise than written and was not met before, by the place of its column.
    wordings: dict[int, dict[str, Any]] = field(default_factory=dict)


def answered(
    chunks: Iterable[Chunk],
    columns: Sequence[Column],
    pack: Pack,
    as_of: dt.date,
    helpers: int | Helpers | None = None,
) -> Iterator[tuple[Chunk, Answer]]:
    """Each chunk with its answer, in order.

    ``helpers``: how many processes help, or those started beforehand; None decides by the number of rows and cores, 0
    keeps it here. Closing the iterator ends the helpers; no more than a few chunks are held at a time.
    """
    check(columns)
    source = iter(chunks)
    first, seen = deque[Chunk](), 0
    if helpers is None:
        helpers = _cores()
        while seen < FEW_ROWS and (chunk := next(source, None)) is not None:
            first.append(chunk)
            seen += len(chunk)
        if seen < FEW_ROWS:
            helpers = 0
        elif first[0].batch is None:
            # Reading and writing sheets keeps a core busy by itself.
            helpers = max(1, helpers - 1)
    yield from _answered(_joined(first, source), columns, pack, as_of, helpers)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Windows or macOS
        return os.cpu_count() or 1


def _joined(first: deque[Chunk], rest: Iterator[Chunk]) -> Iterator[Chunk]:
    while first:
        yield first.popleft()
    yield from rest


def _answered(
    chunks: Iterator[Chunk], columns: Sequence[Column], pack: Pack, as_of: dt.date, helpers: int | Helpers
) -> Iterator[tuple[Chunk, Answer]]:
    places = [column.place for column in columns if column.kind in (Kind.FACT, Kind.HOURS)]
    if helpers == 0:
        desk = _Desk(columns, pack, as_of)
        for chunk in chunks:
            yield chunk, desk.answer(chunk.first, narrowed(chunk, places))
        return
    with Helpers(helpers) if isinstance(helpers, int) else helpers as team:
        team.begin(tuple(columns), pack, as_of)
        waiting: deque[tuple[Chunk, Future[Answer]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, team.ask(chunk.first, narrowed(chunk, places))))
            if len(waiting) > 2 * team.count:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()


def narrowed(chunk: Chunk, places: Sequence[int]) -> Narrow:
    """Of a chunk what is read: the cells at ``places``."""
    if chunk.batch is not None:
        narrow = chunk.batch.select(list(places))
        nobody = chunk.empty | chunk.aside.keys()
        if not nobody:
            return narrow
        return [None if n in nobody else row for n, row in enumerate(rows_of(narrow))]
    pick: Callable[[Cells], Any] = itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
    if chunk.aside:
        return [pick(row) if n not in chunk.aside and filled(row) else None for n, row in enumerate(chunk.cells)]
    return [pick(row) if filled(row) else None for row in chunk.cells]


class _Desk:
    """Where rows are answered: here, or in a helper."""

    def __init__(self, columns: Sequence[Column], pack: Pack, as_of: dt.date) -> None:
        self._reader = RowReader(columns, pack, as_of, narrow=True)
        self.pack, self._as_of = pack, as_of

    def answer(self, first: int, narrow: Narrow) -> Answer:
        """What these rows come to; ``first`` is the number of the first."""
        rows: Iterable[Sequence[Any] | None] = narrow if isinstance(narrow, list) else rows_of(narrow)
        ours: list[Ours] = []
        wrong: list[CellFault] = []
        verdicts: list[str] = []
        obstacles: list[str | None] = []
        counts = Counts()
        facts = self._reader.facts
        for number, cells in enumerate(rows, start=first):
            if cells is None:
                ours.append(EMPTY_CELLS)
                continue
            applicant, faults = facts(number, cells)
            whole = outcome(applicant, self.pack, self._as_of)
            mine = cells_of(whole, self.pack, self._as_of)
            if faults:
                mine = with_faults(mine, faults)
                wrong += faults
                counts.faulty += 1
            ours.append(mine)
            verdicts.append(whole.kind)
            obstacles.append(whole.obstacles[0] if whole.obstacles and not whole.elsewhere else None)
        counts.rows = len(verdicts)
        counts.verdicts.update(verdicts)
        counts.obstacles.update(filter(None, obstacles))
        wordings, self._reader.wordings = self._reader.wordings, {}
        return Answer(ours if isinstance(narrow, list) else our_batch(ours), tuple(wrong), counts, wordings)


# --- helpers -------------------------------------------------------------------------------------------------

_LENGTH = struct.Struct("<Q")


def _send(stream: IO[bytes], message: Any) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    """The next message; EOFError where there is none."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    size = _LENGTH.unpack(head)[0]
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return pickle.loads(content)  # from our own helper


def _stopped() -> Text:
    return say("核对时程序的一部分意外停了，没有写出结果。请再试一次。")


class Helpers:
    """Some helper processes, each asked by a thread of its own. They start at once and wait to be told their task."""

    def __init__(self, count: int) -> None:
        """Start ``count`` of them; used as a context, whose end is theirs."""
        self.count = count
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        self._all: list[subprocess.Popen[bytes]] = []
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="roster")
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{_SERVE}"]
        # What a helper might complain of could name a cell: nobody hears it.
        streams: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        if sys.platform == "win32":
            streams["creationflags"] = subprocess.CREATE_NO_WINDOW
        try:
            for _ in range(count):
                self._all.append(subprocess.Popen(command, cwd=ROOT, **streams))
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Helpers:
        return self

    def begin(self, columns: tuple[Column, ...], pack: Pack, as_of: dt.date) -> None:
        """Tell all of them how rows are to be read and answered."""
        for helper in self._all:
            assert helper.stdin is not None
            try:
                _send(helper.stdin, (columns, pack, as_of))
            except OSError:
                raise Refused(_stopped()) from None
            self._idle.put(helper)

    def ask(self, first: int, narrow: Narrow) -> Future[Answer]:
        """The answer to some rows, when one of the helpers has it."""
        return self._threads.submit(self._asked, first, narrow)

    def _asked(self, first: int, narrow: Narrow) -> Answer:
        helper = self._idle.get()
        assert helper.stdin is not None and helper.stdout is not None
        try:
            _send(helper.stdin, (first, narrow))
            answer: Answer = _receive(helper.stdout)
        except (EOFError, OSError):
            raise Refused(_stopped()) from None
        finally:
            self._idle.put(helper)
        return answer

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for helper in self._all:
            helper.kill()
        for helper in self._all:
            helper.wait()
        self._threads.shutdown(wait=True)
        for helper in self._all:
            for stream in (helper.stdin, helper.stdout):
                with contextlib.suppress(OSError):
                    stream.close()  # type: ignore[union-attr]


_SERVE = "from logic.roster.work import serve; serve()"


class _WithoutPandas(MetaPathFinder):
    """Keeps pandas out: pyarrow loads it to ask whether a list is one of its tables, a second and 60 MB for nothing."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)


def serve() -> None:
    """A helper's life: a task, then rows to answer until there are no more."""
    given, back = sys.stdin.buffer, sys.stdout.buffer
    # Whatever prints must not end up among the answers.
    sys.stdout = sys.stderr
    sys.meta_path.insert(0, _WithoutPandas())
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        desk = _Desk(*_receive(given))
        desk.pack.memory.most = _MOST_REMEMBERED
        gc.freeze()
        gc.set_threshold(100_000, 20, 20)
        while True:
            _send(back, desk.answer(*_receive(given)))


# --- the whole way -------------------------------------------------------------------------------------------


def check_file(
    source: Path,
    target: Path,
    basis: Basis,
    *,
    sheet: str | None = None,
    helpers: int | None = None,
    progress: Callable[[int], None] | None = None,
    tell: Callable[[Text], None] | None = None,
) -> Counts:
    """Read ``source``, answer every row, and write ``target`` (.xlsx, .csv or .parquet), whole or not at all.

    Columns are taken as :func:`logic.roster.rows.proposed` proposes; what is unclear is passed through. ``sheet``: the
    sheet to read, where there are several.
    ``progress`` is told how many rows are done; an exception from it calls everything off. ``tell`` is told
    what is to be known of how the file was read. :class:`Refused` says in one sentence why nothing was written.
    """
    kind = target.suffix.lower()
    if kind not in KINDS:
        raise Refused(say("结果只能存成 .xlsx、.csv 或 .parquet。请换一个文件名。"))
    if _same(source, target):
        raise Refused(say("结果不能写到原来的文件上。请换一个文件名。"))
    with contextlib.ExitStack() as stack:
        team: int | Helpers | None = helpers
        if helpers is None and source.stat().st_size > _LARGE:
            # They start while the file is being read. Sheets keep one core busy by themselves.
            spare = 0 if {source.suffix.lower(), kind} == {".parquet"} else 1
            team = stack.enter_context(Helpers(max(1, _cores() - spare)))
        with _reading(source):
            book = open_book(source)
            table = book.table(sheet)
            people = list(itertools.islice(table.people(), _JUDGED_BY))
        columns = proposed(table.headings, people, book.before(), basis.pack, basis.as_of, asks=False)
        columns = as_said_before(columns, book.before(), basis.pack)
        check(columns)
        if tell is not None:
            if not basis.pack.covers_day(basis.as_of):
                tell(outside(basis.pack, basis.as_of))
            for remark in (*book.notes, *table.notes, *not_used(columns)):
                tell(remark)
        file, scratch = stack.enter_context(appearing(target))
        table = replace(table, read=partial(_read, table.read, source))
        return write_answers(kind, file, table, columns, basis, scratch, helpers=team, progress=progress, tell=tell)


@contextlib.contextmanager
def _reading(source: Path) -> Iterator[None]:
    """What goes wrong while a file is read is told as that."""
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


def write_answers(
    kind: str,
    file: IO[bytes],
    table: Table,
    columns: Sequence[Column],
    basis: Basis,
    scratch: Path | None = None,
    *,
    helpers: int | Helpers | None = None,
    progress: Callable[[int], None] | None = None,
    tell: Callable[[Text], None] | None = None,
) -> Counts:
    """Answer every row of ``table`` under ``columns`` and write the result to ``file``; see :func:`check_file`."""
    writer = writer_for(kind, file, table, columns, basis, scratch)
    counts = Counts()
    above = table.heading_row - 1
    done = 0
    # Faults name the cell of the result, which has no rows above its headings.
    chunks = (replace(chunk, first=chunk.first - above) for chunk in table.chunks())
    work = answered(chunks, columns, basis.pack, basis.as_of, helpers)
    try:
        with contextlib.closing(work):  # type: ignore[type-var]
            for chunk, answer in work:
                if isinstance(answer.ours, list):
                    chunk = replace(chunk, cells=counted_as_days(chunk.cells, columns))
                    writer.write(chunk, answer.ours, answer.faults)
                elif isinstance(writer, ParquetWriter):
                    writer.write_arrays(chunk, answer.ours.columns)
                else:
                    writer.write(chunk, [tuple(row) for row in rows_of(answer.ours)], answer.faults)
                counts.add(answer.counts)
                counts.read.add(chunk, answer.counts.rows, above)
                counts.read.look_for_rounded(chunk, columns)
                for place, words in answer.wordings.items():
                    counts.wordings.setdefault(place, {}).update(words)
                done += len(chunk)
                if progress is not None:
                    progress(done)
        writer.close(counts)
    except BaseException:
        writer.drop()
        raise
    if tell is not None:
        for remark in left_aside(counts.read, columns):
            tell(remark)
        tell(counts.account(columns, basis.pack))
    return counts


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())
