"""A stranger's file, opened in a process of its own with a bound on its memory and time.

Whatever such a file does to what reads it, even where a library ends the whole process, the server and everybody
else's pages go on. The process is given the file, gives back plain tables, and ends.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import pickle
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, ClassVar

from logic.roster.file import limits
from logic.roster.file.cell import DaysSince1904, ErrorCell, MonthOnly, NoResult, Shown, filled
from logic.roster.file.opening import open_book
from logic.roster.file.table import Book, Chunk, Table
from logic.roster.model import Refused
from logic.words.language import Text, say

_ROOT = Path(__file__).resolve().parents[3]
_SERVE = "import sys; sys.path.insert(0, {root!r}); from logic.roster.file.apart import serve; serve(int(sys.argv[1]))"
# Memory beyond what the process takes by itself and the file; seconds of its own, and on the clock.
_MOST_MEMORY, _MOST_SECONDS, _LONGEST_WAIT = 450 << 20, 60, 120
_MOST_CELLS = 10_000_000
# Rows, empty ones too, for each one with anything in it.
_MOST_EMPTY = 11
# So many at a time; the next one waits.
_TURNS = BoundedSemaphore(2)


def opened_apart(content: bytes, most_rows: int) -> Book:
    """What a file holds, all of it, as :func:`logic.roster.file.open_book` tells it.

    A sheet with more than ``most_rows`` rows is refused when it is asked for. :class:`Refused` in one sentence.
    """
    options: dict[str, Any] = {}
    if sys.platform == "win32":
        options["creationflags"] = subprocess.CREATE_NO_WINDOW
    command = [sys.executable, "-c", _SERVE.format(root=str(_ROOT)), str(most_rows)]
    with _TURNS:
        try:
            # What it complains of could name a cell: nobody hears it.
            done = subprocess.run(
                command, input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT,
                timeout=_LONGEST_WAIT, check=False, **options,
            )  # fmt: skip
        except (subprocess.TimeoutExpired, OSError):
            raise _too_much() from None
    if done.returncode:
        raise _too_much()
    try:
        answer = _Plain(io.BytesIO(done.stdout)).load()
    except Exception:
        raise _too_much() from None
    if "refused" in answer:
        raise Refused(Text(*answer["refused"]))
    return _book(answer)


def _too_much() -> Refused:
    return Refused(say("这个文件太大，或里面有读不了的东西。请把名册那一张表另存成新的 .xlsx 再试，或分成几份。"))


class _Plain(pickle.Unpickler):
    """Takes values and our cells, and nothing that could run."""

    _KNOWN: ClassVar = {
        (one.__module__, one.__qualname__): one
        for one in (
            *(DaysSince1904, ErrorCell, MonthOnly, NoResult, Shown, Decimal),
            *(dt.date, dt.datetime, dt.time, dt.timedelta, dt.timezone),
        )
    }

    def find_class(self, module: str, name: str) -> Any:
        """One of the few that are known."""
        if (module, name) == ("copyreg", "__newobj__"):
            return super().find_class(module, name)
        return self._KNOWN[module, name]


def _book(answer: dict[str, Any]) -> Book:
    tables: dict[str, Table | Refused] = {}
    for name, one in answer["tables"].items():
        if "refused" in one:
            tables[name] = Refused(Text(*one["refused"]))
            continue
        chunks = [Chunk(first, cells, None, aside, frozenset(hidden)) for first, cells, aside, hidden in one["chunks"]]
        tables[name] = Table(
            kind=answer["kind"],
            name=name,
            headings=tuple(one["headings"]),
            heading_row=one["heading_row"],
            above=tuple(map(tuple, one["above"])),
            read=lambda chunks=chunks: iter(chunks),  # type: ignore[misc]
            notes=tuple(Text(*note) for note in one["notes"]),
        )

    def table(name: str) -> Table:
        found = tables[name]
        if isinstance(found, Refused):
            raise Refused(found.text)
        return found

    notes = tuple(Text(*note) for note in answer["notes"])
    return Book(
        answer["kind"], tuple(answer["sheets"]), notes, tuple(answer["rosters"]), table, lambda: answer["before"]
    )


# --- in the process ------------------------------------------------------------------------------------------


def serve(most_rows: int) -> None:
    """Read a file from standard input, and write what it holds to standard output."""
    given, back = sys.stdin.buffer, sys.stdout.buffer
    # Whatever prints must not end up in the answer.
    sys.stdout = sys.stderr
    content = given.read()
    _bound(len(content))
    try:
        answer = _read_here(content, most_rows)
    except Refused as refused:
        answer = {"refused": _text(refused.text)}
    except MemoryError:
        answer = {"refused": _text(limits.too_large().text)}
    pickle.dump(answer, back, pickle.HIGHEST_PROTOCOL)
    back.flush()


def _bound(size: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + size + _MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _read_here(content: bytes, most_rows: int) -> dict[str, Any]:
    book = open_book(content)
    tables = {}
    for name in book.sheets:
        try:
            tables[name] = _table(book.table(name), most_rows)
        except Refused as refused:
            tables[name] = {"refused": _text(refused.text)}
    return {
        "kind": book.kind,
        "sheets": book.sheets,
        "notes": [_text(note) for note in book.notes],
        "rosters": book.rosters,
        "before": dict(book.before()),
        "tables": tables,
    }


def _table(table: Table, most_rows: int) -> dict[str, Any]:
    chunks = []
    count = rows = 0
    for chunk in table.chunks():
        cells = [list(map(_plain, row)) for row in chunk.rows()] if chunk.batch is not None else chunk.cells
        count += sum(map(filled, cells))
        rows += len(cells)
        if rows * len(table.headings) > _MOST_CELLS:
            raise limits.too_large()
        if count > most_rows or rows > _MOST_EMPTY * most_rows:
            raise too_many(most_rows)
        chunks.append((chunk.first, cells, dict(chunk.aside), sorted(chunk.hidden)))
    return {
        "headings": table.headings,
        "heading_row": table.heading_row,
        "above": table.above,
        "notes": [_text(note) for note in table.notes],
        "chunks": chunks,
    }


def too_many(most_rows: int) -> Refused:
    """More rows than the page can hold."""
    return Refused(say("超过 {most} 行，网页上核对不了。请分成几份，或请信息人员用命令行。", most=most_rows))


_PLAIN = (str, bool, int, float, Decimal, dt.timedelta, Shown)


def _plain(cell: Any) -> Any:
    """A value of Parquet's as one that is handed on."""
    if isinstance(cell, dt.datetime):
        return cell if cell.tzinfo is None else cell.astimezone(dt.UTC)
    if cell is None or isinstance(cell, (*_PLAIN, dt.date)) or (isinstance(cell, dt.time) and cell.tzinfo is None):
        return cell
    return str(cell)


def _text(text: Text) -> tuple[str, str]:
    return text.zh, text.en
