"""A roster being read, and the files made of it: in threads, so that the page can show how far it is and call it off.

The unit's table is held in this visit's memory and nowhere else; with the visit it is gone. Nothing of it is logged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from threading import Event, Thread
from time import monotonic
from typing import Any, Self

from logic.pack import Pack
from logic.roster.answers import Answer, Assessor
from logic.roster.columns import Column, ColumnUse
from logic.roster.file import Book, Chunk, Table, open_book, opened_apart
from logic.roster.file.apart import too_many
from logic.roster.file.cell import filled
from logic.roster.model import Refused, Row
from logic.roster.overview import Overview, overview
from logic.roster.person import Places, person_places
from logic.roster.remarks import Rows, left_aside
from logic.roster.work import pieces
from logic.words.language import Text, say

# Every row is kept with its cells for as long as the page is open.
MOST_ROWS = 100_000
_A_WHILE = 5_000  # rows between two looks at whether it was called off


# How text begins that is no text: a zip, an old workbook, Parquet.
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1")


def opened(content: bytes) -> Book:
    """A stranger's file. What a library must take apart is opened in a process of its own."""
    return opened_apart(content, MOST_ROWS) if content.startswith(_BINARY) else open_book(content)


class _CalledOff(Exception):
    """Nobody waits for it any more."""


class _Work:
    """What goes on in a thread while the page is looked at."""

    def __init__(self) -> None:
        self.trouble: Text | None = None
        self._called_off = Event()
        self._began = monotonic()
        self._thread = Thread(target=self._run, name="roster", daemon=True)

    def start(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Call it off, at the next row; what there is of it is dropped. Packing goes on to its end, for nobody."""
        self._called_off.set()

    def wait(self, seconds: float) -> None:
        """Until it is done, or ``seconds`` have passed: most of it is done at once."""
        self._thread.join(seconds)

    @property
    def running(self) -> bool:
        """Whether it is still going on."""
        return self._thread.is_alive()

    def _run(self) -> None:
        raise NotImplementedError


class Job(_Work):
    """One table under one reading of its columns. Read its attributes at any time; they only ever grow."""

    def __init__(self, table: Table, columns: Sequence[Column], pack: Pack, as_of: dt.date) -> None:
        """:class:`Refused` where the columns cannot be read together."""
        super().__init__()
        self.table, self.columns, self.pack, self.as_of = table, tuple(columns), pack, as_of
        self._assessor = Assessor(columns, pack, as_of)
        self.places: Places = person_places(columns)
        self.rows: list[Row] = []
        # What each piece of the table came to: what the files are made of.
        self.answers: list[tuple[Chunk, Answer]] = []
        # What became of every row with anything in it.
        self.read = Rows()
        self.total: int | None = None
        self.overview: Overview | None = None
        # Files made of it, by the key of their button; where there are few rows none is needed beforehand.
        self.files: dict[str, Making] = {}

    def cancel(self) -> None:
        """Call it off, and its files with it."""
        super().cancel()
        for making in self.files.values():
            making.cancel()

    @property
    def wordings(self) -> dict[int, dict[str, Any]]:
        """What was read otherwise than written, by the place of its column."""
        return self._assessor.reader.wordings

    @property
    def notes(self) -> tuple[Text, ...]:
        """What is to be known of how the table was read."""
        return (*self.table.notes, *left_aside(self.read, self.columns))

    @property
    def seconds_left(self) -> float | None:
        """How long it will take from here; None while nobody can tell."""
        done = len(self.rows)
        if not self.total or done < _A_WHILE:
            return None
        return (monotonic() - self._began) / done * (self.total - done)

    def _run(self) -> None:
        try:
            self._read()
        except Refused as refused:
            self.trouble = refused.text
        except MemoryError:
            self.trouble = say("内存不够，没有核对。请把表格分成几份。")
        except Exception:  # whatever it is, its text could name a cell: nothing of it is shown or logged
            self.trouble = say("这个表格没能读完。请另存为 .xlsx 再试；还不行，请用模板重填。")
        if self.trouble or self._called_off.is_set():
            self.rows, self.answers = [], []

    def _read(self) -> None:
        chunks = []
        count = 0
        for chunk in self.table.chunks():
            chunks.append(chunk)
            count += sum(map(filled, chunk.rows()))
            if count > MOST_ROWS:
                raise too_many(MOST_ROWS)
            if self._called_off.is_set():
                return
        self.total = sum(map(len, chunks))
        self._began = monotonic()
        for chunk in pieces(chunks, _A_WHILE):
            answer = self._assessor.answer(chunk)
            self.answers.append((chunk, answer))
            self.rows += answer.rows(chunk)
            self.read.add(chunk, len(answer.people))
            self.read.look_for_rounded(chunk, self.columns)
            if self._called_off.is_set():
                return
        self.overview = overview(self.rows, self.places, self.as_of, self._old_verdicts())

    def _old_verdicts(self) -> list[Any] | None:
        """The cells of our own 结论 column from last time, where the file has one."""
        place = next((c.place for c in self.columns if c.kind is ColumnUse.OURS and c.field == "结论"), None)
        return None if place is None else [row.cells[place] for row in self.rows]


# Of the time that a file takes, the part in which its rows are written; then it is packed.
_WRITING = 0.5


class Making(_Work):
    """A file of many rows being made."""

    def __init__(self, make: Callable[[Callable[[int], None]], bytes], total: int) -> None:
        """``make`` is given what to tell how many of the ``total`` rows are written, and returns the file."""
        super().__init__()
        self._make, self.total = make, max(total, 1)
        self.done = 0
        self.content: bytes | None = None
        self._took: float | None = None  # seconds until all rows were written

    @property
    def part(self) -> float:
        """How much of it is done, from 0 to 1."""
        if self._took is None:
            return _WRITING * min(self.done / self.total, 1.0)
        return min(_WRITING * (monotonic() - self._began) / max(self._took, 0.01), 0.99)

    @property
    def seconds_left(self) -> float | None:
        """How long it will take from here; None while nobody can tell."""
        part = self.part
        return None if part < 0.02 else (monotonic() - self._began) * (1 - part) / part

    def _progress(self, done: int) -> None:
        if self._called_off.is_set():
            raise _CalledOff
        self.done = done
        if done >= self.total:
            self._took = monotonic() - self._began

    def _run(self) -> None:
        try:
            content = self._make(self._progress)
        except _CalledOff:
            return
        except Refused as refused:
            self.trouble = refused.text
        except MemoryError:
            self.trouble = say("内存不够，没有生成文件。请把表格分成几份。")
        except Exception:  # its text could name a cell
            self.trouble = say("文件没有生成。请再试一次。")
        else:
            self.content = None if self._called_off.is_set() else content
