"""Columns of cells to columns of facts: each distinct cell of a column is read once, everything else is looking up.

A cell is checked as a script's value would be. A cell that is wrong leaves its fact unknown, and the fault stands
beside. Nothing is judged here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from logic.blanks import silent
from logic.facts import MOST_YEARS, fault
from logic.hours import SUBJECTS, Subject
from logic.labels import FACT_NAMES
from logic.pack import Pack
from logic.roster.cells import UNKNOWN, CellReader, Taken
from logic.roster.coded import Coded, Codes, coded, combined
from logic.roster.columns import Column, ColumnUse, check, letters
from logic.roster.credit import Years
from logic.roster.file.cell import APART, Cells, text_of
from logic.roster.file.parquet import values_of
from logic.roster.model import CellFault
from logic.words.language import Text, say

# A column's cells repeat; what each came to is remembered, this many at most.
_MOST_REMEMBERED = 50_000
# So many other wordings of one column are shown for the clerk to confirm.
_MOST_WORDINGS = 200
_DAYS = ("service_start", "title_date")

# --- cells as columns ----------------------------------------------------------------------------------------


def cells_of(rows: Sequence[Cells], places: Iterable[int]) -> dict[int, Coded[Any]]:
    """The columns at ``places`` of rows, each numbered by its distinct cells."""
    return {place: _numbered([row[place] for row in rows]) for place in places}


def _numbered(cells: list[Any]) -> Coded[Any]:
    if APART.issuperset(map(type, cells)):
        return coded(cells)
    # A list in a cell of Parquet is no key.
    numbers: dict[Any, int] = {}
    values: list[Any] = []
    codes = []
    for cell in cells:
        key = cell if type(cell) is str or cell is None else (type(cell), cell if cell.__hash__ else id(cell))
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(values)
            values.append(cell)
        codes.append(number)
    return Coded(np.array(codes, dtype=np.int64), values)


def batch_cells(batch: pa.RecordBatch, places: Iterable[int]) -> dict[int, Coded[Any]]:
    """The columns at ``places`` of a piece of Parquet, each numbered by its distinct cells."""
    return {place: _encoded(batch.column(place)) for place in places}


def _encoded(column: pa.Array) -> Coded[Any]:
    if not pa.types.is_dictionary(column.type):
        try:
            column = column.dictionary_encode()
        except pa.ArrowNotImplementedError:  # lists and the like
            return _numbered(values_of(column))
    values = values_of(column.dictionary)
    if column.indices.null_count:
        indices = column.indices.fill_null(len(values))
        values.append(None)
    else:
        indices = column.indices
    return Coded(indices.to_numpy(zero_copy_only=False).astype(np.int64), values)


# --- what is wrong -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Faults:
    """What is wrong in some rows: by place of the row, what is wrong in which column, in the order it was found."""

    rows: dict[int, list[tuple[Column, Text]]] = field(default_factory=dict)

    def add(self, column: Column, rows: Iterable[int], texts: Iterable[Text]) -> None:
        """One column's faults, each row with its own."""
        wrong = self.rows
        # What is wrong in many rows is held once.
        pairs: dict[int, tuple[Column, Text]] = {}
        for row, text in zip(rows, texts, strict=True):
            pair = pairs.get(id(text))
            if pair is None:
                pair = pairs[id(text)] = column, text
            if row in wrong:
                wrong[row].append(pair)
            else:
                wrong[row] = [pair]

    def at(self, places: Codes) -> Faults:
        """The same, the rows being those at ``places`` of more."""
        at = places.tolist()
        return Faults({at[row]: wrong for row, wrong in self.rows.items()})

    def of(self, row: int, number: int) -> tuple[CellFault, ...]:
        """The faults of the row at place ``row``, which has the ``number``."""
        wrong = self.rows.get(row, ())
        return tuple(CellFault(number, c.place, c.heading, c.field, text) for c, text in wrong)

    def cells(self, first: int) -> Iterator[CellFault]:
        """All of them, row by row; ``first`` is the number of the first row."""
        for row in sorted(self.rows):
            yield from self.of(row, first + row)

    def by_row(self, first: int | None) -> dict[int, str]:
        """What is wrong with each row, cell by cell, in one line.

        ``first`` is the number of the first row; None where rows have none, and a cell is named by its column.
        """
        said: dict[int, tuple[str, str]] = {}
        lines: dict[int, str] = {}
        for row, wrong in self.rows.items():
            number, parts = "" if first is None else first + row, []
            for pair in wrong:
                stated = said.get(id(pair))
                if stated is None:
                    column, text = pair
                    stated = said[id(pair)] = letters(column.place), f"（{column.heading}）：{text.zh}"
                parts.append(f"{stated[0]}{number}{stated[1]}")
            lines[row] = " ".join(parts)
        return lines


def where(one: CellFault) -> str:
    """A faulty cell's place and heading: D5（最高学历）."""
    return f"{letters(one.column)}{one.row}（{one.heading}）"


# --- reading -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class People:
    """The facts of some rows by field, and what is wrong in them: such a fact is not known."""

    facts: dict[str, Coded[Any]]
    faults: Faults


@dataclass(frozen=True, slots=True)
class _Read:
    """One column read: the fact each row's cell says, what else it says, and which rows are wrong."""

    column: Column
    values: Coded[Any]
    found: Coded[Taken | Text]
    wrong: Codes


def read_places(columns: Iterable[Column]) -> tuple[int, ...]:
    """The places that are read; nothing else of a row is looked at."""
    return tuple(column.place for column in columns if column.kind in (ColumnUse.FACT, ColumnUse.HOURS))


class PeopleReader:
    """Reads the people under one heading.

    ``wordings`` gathers, by place, what cells that were written in other words were taken for.
    """

    def __init__(self, columns: Sequence[Column], pack: Pack, as_of: dt.date) -> None:
        """``as_of`` is the day asked about; service cannot begin after it. Refused as by ``columns.check``."""
        check(columns)
        self.columns = tuple(columns)
        self.places = read_places(columns)
        self.wordings: dict[int, dict[str, Any]] = {}
        facts = [c for c in columns if c.kind is ColumnUse.FACT]
        self._days = [c for c in facts if c.field in _DAYS]
        self._choices = [c for c in facts if c.field not in _DAYS]
        years: dict[int, dict[str, Column]] = {}
        for column in columns:
            if column.kind is ColumnUse.HOURS and column.year and column.subject:
                years.setdefault(column.year, {})[column.subject] = column
        self._years = sorted(years.items())
        self._everybody = {c.field: c.value for c in columns if c.kind is ColumnUse.EVERYBODY}
        self._memories = {
            c.place: _Memory(c, CellReader(c, pack, as_of), self.wordings)
            for c in columns
            if c.kind in (ColumnUse.FACT, ColumnUse.HOURS)
        }

    def read(self, cells: Mapping[int, Coded[Any]], count: int) -> People:
        """The facts of ``count`` rows; ``cells``: the columns at ``places``."""
        faults = Faults()
        choices = [self._column(column, cells[column.place], faults) for column in self._choices]
        nobody = np.zeros(count, dtype=np.int64)
        facts = {name: Coded(nobody, [value]) for name, value in self._everybody.items()}
        facts |= {one.column.field: one.values for one in choices}
        self._settle(choices, facts, count, faults)
        for column in self._days:
            facts[column.field] = self._column(column, cells[column.place], faults).values
        if self._years:
            facts["hours"] = self._hours(cells, count, faults)
        return People(facts, faults)

    def _column(self, column: Column, cells: Coded[Any], faults: Faults) -> _Read:
        memory = self._memories[column.place]
        found = [memory.taken(cell) for cell in cells.values]
        # Of many wordings of one thing there is one value.
        values = coded([self._value(column, *one) for one in zip(cells.values, found, strict=True)])
        wrong = np.zeros(0, dtype=np.int64)
        if any(isinstance(one, Text) for one in found):
            is_wrong = np.array([isinstance(one, Text) for one in found])
            wrong = np.flatnonzero(is_wrong[cells.codes])
            faults.add(column, wrong.tolist(), [found[code] for code in cells.codes[wrong].tolist()])
        return _Read(column, Coded(values.codes[cells.codes], values.values), Coded(cells.codes, found), wrong)

    def _value(self, column: Column, cell: Any, found: Taken | Text) -> Any:
        if isinstance(found, Text):
            return None
        # A cell of one's own counts, "不清楚" too; an empty one leaves what is so of everybody.
        return found.value if found.value is not None or not silent(cell) else self._everybody.get(column.field)

    def _settle(self, choices: Sequence[_Read], facts: dict[str, Coded[Any]], count: int, faults: Faults) -> None:
        """What cells say of other facts counts where their own cells are blank.

        本科（函授） beside 全日制: one of the two is wrong, and nobody knows which.
        """
        saying = [one for one in choices if any(isinstance(t, Taken) and t.also for t in one.found.values)]
        if not saying:
            return
        own = {one.column.field: one for one in choices}
        fields = sorted(
            {name for one in saying for t in one.found.values if isinstance(t, Taken) for name, _ in t.also}
        )
        there = [own[name] for name in fields if name in own]
        involved = [one.found for one in (*saying, *there)]
        numbers, first = combined([one.codes for one in involved], [len(one.values) for one in involved], count)
        settled: list[tuple[Any, ...]] = []
        against: list[list[tuple[Column, Text]]] = []
        for row in first.tolist():
            values = {name: facts[name].at(row) if name in facts else None for name in fields}
            faulty = {one.column.field for one in there if isinstance(one.found.at(row), Text)}
            wrong: list[tuple[Column, Text]] = []
            for one in saying:
                said = one.found.at(row)
                for name, value in said.also if isinstance(said, Taken) else ():
                    if values[name] is None and name not in faulty:
                        values[name] = value
                    elif values[name] is not None and values[name] != value:
                        values[name] = None
                        wrong.append((own[name].column if name in own else one.column, _contradicts(one.column, name)))
            settled.append(tuple(values[name] for name in fields))
            against.append(wrong)
        for place, name in enumerate(fields):
            facts[name] = Coded(numbers, [one[place] for one in settled])
        if any(against):
            contradict = np.array([bool(one) for one in against])
            for row in np.flatnonzero(contradict[numbers]).tolist():
                faults.rows.setdefault(row, []).extend(against[numbers[row]])

    def _hours(self, cells: Mapping[int, Coded[Any]], count: int, faults: Faults) -> Coded[Any]:
        """Everybody's years.

        A faulty cell is a blank of a year that is listed. A year of which nothing is filled in is not one of the
        person's: the columns are everybody's, the appointment period is one's own (3.3).
        """
        amounts: dict[Subject, list[Codes]] = {subject: [] for subject in SUBJECTS}
        listed: list[Codes] = []
        for _, columns in self._years:
            there = np.zeros(count, dtype=bool)
            for subject in SUBJECTS:
                tenths = np.full(count, -1, dtype=np.int64)
                if subject in columns:
                    read = self._column(columns[subject], cells[columns[subject].place], faults)
                    values = [-1 if value is None else value for value in read.values.values]
                    tenths = np.array(values, dtype=np.int64)[read.values.codes]
                    there[read.wrong] = True
                amounts[subject].append(tenths)
                there |= tenths >= 0
            listed.append(there.astype(np.int64))
        table = np.stack(listed).astype(bool)
        if len(listed) > MOST_YEARS:
            wrong = np.flatnonzero(table.sum(axis=0) > MOST_YEARS)
            earliest = self._years[0][1]
            faults.add(
                next(earliest[s] for s in SUBJECTS if s in earliest),
                wrong.tolist(),
                [fault("hours_years")] * len(wrong),
            )
            table[:, wrong] = False
        keys = [*table.astype(np.int64), *(column + 1 for some in amounts.values() for column in some)]
        numbers, first = combined(keys, [int(key.max(initial=0)) + 1 for key in keys], count)
        by_subject = {subject: np.stack(some)[:, first] for subject, some in amounts.items()}
        return Coded(numbers, Years(tuple(year for year, _ in self._years), table[:, first], by_subject))


def _contradicts(column: Column, name: str) -> Text:
    return say(
        "“{heading}”一列写的和这一项（{fact}）对不上。请改正其中一格。", heading=column.heading, fact=FACT_NAMES[name]
    )


class _Memory(dict[Any, Taken | Text]):
    """One column's cells, each as it was taken when it was first met."""

    def __init__(self, column: Column, read: CellReader, wordings: dict[int, dict[str, Any]]) -> None:
        super().__init__()
        self._column, self._read, self._wordings = column, read, wordings
        self[None] = self[""] = UNKNOWN

    def taken(self, raw: Any) -> Taken | Text:
        """What ``raw`` was taken for."""
        try:
            return self[raw if type(raw) is str or raw is None else (type(raw), raw)]
        except TypeError:  # a list in a cell of Parquet cannot be remembered
            return self._met(raw)

    def __missing__(self, key: Any) -> Taken | Text:
        found = self._met(key[1] if type(key) is tuple else key)
        if len(self) > _MOST_REMEMBERED:
            self.clear()
            self[None] = self[""] = UNKNOWN
        self[key] = found
        return found

    def _met(self, raw: Any) -> Taken | Text:
        found = self._read(raw)
        if isinstance(found, Taken) and not found.sure:
            wordings = self._wordings.setdefault(self._column.place, {})
            if len(wordings) < _MOST_WORDINGS:
                wordings.setdefault(text_of(raw), found.value)
        return found
