"""A table as it is handed on: its headings, and its rows in pieces; and a book of such tables.

Whatever kind of file it was, the same is known of it: which rows may be somebody, which are no colleague's and why, and
which were hidden. Rows go by the numbers and columns by the letters of the file itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from logic.roster.file import headings as heads
from logic.roster.file import limits
from logic.roster.file.cell import Cells, filled, holds
from logic.roster.model import Refused
from logic.words.language import Text, say

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 2_000  # rows
# So many empty rows in a row keep their places; of more, none does.
_MOST_EMPTY = 1_000

# A row as a file has it: its number from 0, its cells from the first column on, and whether it is hidden.
RawRow = tuple[int, Cells, bool]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows, one after the other. ``first`` is the first one's number, as the spreadsheet counts.

    ``batch`` is set instead of ``cells`` where the rows came from Parquet: columns then keep their types. ``aside``:
    the places, from 0, of rows of no colleague, each with the reason (``ASIDE``). ``hidden``: the places of rows that
    the file does not show.
    """

    first: int
    cells: list[Cells]
    batch: pa.RecordBatch | None = None
    aside: Mapping[int, str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    # The places of empty rows; known for ``batch`` only, elsewhere one looks at the cells.
    empty: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.cells) if self.batch is None else int(self.batch.num_rows)

    def rows(self) -> list[Cells]:
        """The cells, row by row."""
        if self.batch is None:
            return self.cells
        from logic.roster.file.parquet import rows_of  # its library is not loaded for anything else

        return rows_of(self.batch)

    def each(self) -> Iterator[Cells]:
        """The same, made as they are asked for."""
        if self.batch is None:
            yield from self.cells
            return
        for start in range(0, len(self), CHUNK):
            yield from Chunk(0, [], self.batch.slice(start, CHUNK)).rows()


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its headings, and its rows each time they are asked for.

    ``above``: the rows over the headings, as they were. ``heading_row``: the number of the (last) row of headings.
    ``schema``: the types of the columns, where the file has them.
    """

    kind: str
    name: str
    headings: tuple[str, ...]
    heading_row: int
    above: tuple[tuple[object, ...], ...]
    read: Callable[[], Iterator[Chunk]]
    schema: pa.Schema | None = None
    notes: tuple[Text, ...] = ()

    def chunks(self) -> Iterator[Chunk]:
        """The rows below the headings, in order; empty rows at the end are left out."""
        return self.read()

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """(number, cells) of every row."""
        for chunk in self.chunks():
            yield from enumerate(chunk.rows(), start=chunk.first)

    def people(self) -> Iterator[Cells]:
        """The rows that may be somebody."""
        for chunk in self.chunks():
            yield from (row for place, row in enumerate(chunk.each()) if place not in chunk.aside and filled(row))


@dataclass(frozen=True, slots=True)
class Book:
    """What a file holds. ``sheets``: the names of visible sheets with anything in them, in order.

    ``rosters``: those of them whose headings are a roster's.
    """

    kind: str
    sheets: tuple[str, ...]
    notes: tuple[Text, ...] = ()
    rosters: tuple[str, ...] = ()
    _open: Callable[[str], Table] = field(repr=False, default=None)  # type: ignore[assignment]
    _before: Callable[[], Mapping[str, str]] = field(repr=False, default=dict)

    def before(self) -> Mapping[str, str]:
        """How each heading was used, where this is a result of ours (:func:`logic.roster.columns.as_before`)."""
        return self._before()

    @property
    def only(self) -> str | None:
        """The sheet that is meant where nobody says which: the only one, or the only one with a roster's headings."""
        for some in (self.sheets, self.rosters):
            if len(some) == 1:
                return some[0]
        return None

    def table(self, sheet: str | None = None) -> Table:
        """The rows of ``sheet``, or of the one that is meant; refused where there are several to choose from."""
        named = sheet if sheet is not None else self.only
        if named is None:
            names = self.rosters or self.sheets
            raise Refused(
                say(
                    "文件里有几个工作表：{names}。请用 --sheet 写明要核对的那一个，或只留那一个。",
                    names=_listed(names),
                )
            )
        if named not in self.sheets:
            raise Refused(say("没有叫“{name}”的工作表。有这些：{names}。", name=named, names=_listed(self.sheets)))
        return self._open(named)


def _listed(names: Iterable[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


# --- from rows to a table ------------------------------------------------------------------------------------


def made(
    kind: str,
    name: str,
    read: Callable[[], Iterator[RawRow]],
    *,
    merged: heads.Merged = (),
    width: int | None = None,
) -> Table:
    """A table of the rows that ``read`` gives each time it is called.

    ``width``: how many columns there are, where the file tells; else no row may be wider than the headings.
    """
    first = [(number, cells) for number, cells, _ in itertools.islice(read(), heads.MOST_ABOVE) if filled(cells)]
    if not first:
        raise limits.empty()
    widest = max(max(len(cells) for _, cells in first), width or 0)
    if widest > limits.MOST_COLUMNS:
        raise limits.too_wide()
    top = heads.find(first, merged, widest)
    if width is None:
        wide = max((place + 1 for place, heading in enumerate(top.headings) if heading), default=1)
        top = heads.Top(top.headings[:wide], top.first, tuple(level[:wide] for level in top.levels))
    start = first[top.first][0] + len(top.levels)
    down = heads.merged_down(merged, start)
    across = heads.merged_across(merged, start, len(top.headings))
    notes = (say("上下合并的单元格，每一行都按同一个值读。"),) if down else ()

    def chunks() -> Iterator[Chunk]:
        rows: Iterator[RawRow] = (row for row in read() if row[0] >= start)
        if down:
            rows = _filled_down(rows, down)
        some = False
        for chunk in _chunked(rows, start, top, across):
            some = True
            yield chunk
        if not some:
            raise limits.only_headings(start)

    before = dict(first[: top.first])
    above = tuple(tuple(before.get(number, ())) for number in range(first[top.first][0]))
    return Table(kind, name, top.headings, start, above, chunks, notes=notes)


def _chunked(rows: Iterable[RawRow], start: int, top: heads.Top, across: frozenset[int]) -> Iterator[Chunk]:
    """``rows`` in chunks, each row as wide as the headings, without the empty rows at the end."""
    rows_aside = heads.RowsAside(top)
    width = len(top.headings)
    blank: Cells = [None] * width
    held: list[Cells] = []
    aside: dict[int, str] = {}
    hidden: set[int] = set()
    first = start

    for number, row, concealed in rows:
        if not filled(row):
            continue
        gap = number - first - len(held)
        if held and (gap > _MOST_EMPTY or len(held) >= CHUNK):
            yield Chunk(first + 1, held, aside=aside, hidden=frozenset(hidden))
            first += len(held)
            held, aside, hidden = [], {}, set()
        if gap > _MOST_EMPTY:
            first = number
        else:
            held += [blank] * gap
        if len(row) != width:
            row = _fitted(row, width, number)
        reason = rows_aside.why(row)
        if number in across and reason in ("", "empty") and sum(map(holds, row)) == 1:
            reason = "section"
        if reason:
            aside[len(held)] = reason
        if concealed:
            hidden.add(len(held))
        held.append(row)
    if held:
        yield Chunk(first + 1, held, aside=aside, hidden=frozenset(hidden))


def _fitted(row: Cells, width: int, number: int) -> Cells:
    """A row as wide as the headings."""
    if any(map(holds, row[width:])):
        raise Refused(say("第 {row} 行的格子比表头多。请检查是否少了表头，或有逗号没有放在引号里。", row=number + 1))
    return row[:width] + [None] * (width - len(row))


def _filled_down(rows: Iterable[RawRow], down: Mapping[int, Sequence[tuple[int, int]]]) -> Iterator[RawRow]:
    """``rows`` with what was merged over several of them in each; a row of nothing else is not there at all."""
    open_: dict[int, tuple[int, object]] = {}  # by column: the last row, and the value
    starts = sorted(down)
    for number, row, hidden in rows:
        if not filled(row):
            continue
        for column, (last, value) in list(open_.items()):
            if last < number:
                del open_[column]
                continue
            if column >= len(row):
                row = row + [None] * (column + 1 - len(row))
            if row[column] is None or row[column] == "":
                row[column] = value
        while starts and starts[0] <= number:
            begin = starts.pop(0)
            for column, last in down[begin] if begin == number else ():
                if column < len(row):
                    open_[column] = last, row[column]
        yield number, row, hidden
