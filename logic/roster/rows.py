"""A row of cells to a colleague's facts, what they come to, and our columns of the answer.

Each cell is read once by its words, and checked as a script's value would be; the facts then go to the same
:func:`logic.assess.assess`. Nothing is judged here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from logic.advice import obstacles, possible_from
from logic.assess import assess
from logic.facts import FIELDS, MOST_YEARS, Applicant, YearHours, fault
from logic.labels import (
    APPROVER_NAMES,
    COMMITTEE_NAMES,
    CRITERION_NAMES,
    HOURS_VERDICT_NAMES,
    LEVEL_NAMES,
    ROUTE_NAMES,
    VERDICT_NAMES,
    fact_names,
)
from logic.language import Text, say
from logic.pack import Pack
from logic.roster.cells import UNKNOWN, CellReader, Taken
from logic.roster.columns import Column, Kind, check, letters
from logic.roster.model import OUR_COLUMNS, CellFault, Outcome, Row

# A column's cells repeat; what each came to is remembered, this many at most.
_MOST_REMEMBERED = 50_000
# So many other wordings of one column are shown for the clerk to confirm.
_MOST_WORDINGS = 200

WINDOW_NAMES: dict[str, Text] = {"upcoming": say("未开始"), "open": say("进行中"), "closed": say("已截止")}
_NOTHING: tuple[None, ...] = (None,) * len(OUR_COLUMNS)


class RowReader:
    """Reads rows under one heading: facts, or the faults by cell.

    ``columns`` must have passed :func:`logic.roster.columns.check`. ``wordings`` gathers, by place, what cells that
    were written in other words were taken for.
    """

    def __init__(self, columns: Sequence[Column], pack: Pack, as_of: dt.date, *, narrow: bool = False) -> None:
        """``as_of`` is the day asked about; service cannot begin after it.

        ``narrow``: rows come with the cells at ``places`` only, in that order.
        """
        check(columns)
        # The places that are read; nothing else of a row is looked at, or sent to a helper.
        self.places = tuple(c.place for c in columns if c.kind in (Kind.FACT, Kind.HOURS))
        at = {place: index if narrow else place for index, place in enumerate(self.places)}
        self.pack, self.as_of = pack, as_of
        self.columns = tuple(columns)
        self.wordings: dict[int, dict[str, Any]] = {}
        facts = [column for column in columns if column.kind is Kind.FACT]
        self._facts = [(at[c.place], c, _Memory(c, CellReader(c, pack, as_of), self.wordings)) for c in facts]
        years: dict[int, dict[str, tuple[int, Column, _Memory]]] = {}
        for column in columns:
            if column.kind is Kind.HOURS and column.year and column.subject:
                memory = _Memory(column, CellReader(column, pack, as_of), self.wordings)
                years.setdefault(column.year, {})[column.subject] = at[column.place], column, memory
        self._years = [
            (year, by_subject.get("general"), by_subject.get("professional"))
            for year, by_subject in sorted(years.items())
        ]

    def facts(self, number: int, cells: Sequence[Any]) -> Applicant | tuple[CellFault, ...]:
        """The facts in a row, or what is wrong with it. ``number`` is the row's, as the spreadsheet counts."""
        values: dict[str, Any] = dict.fromkeys(FIELDS)
        faults: list[tuple[Column, Text]] = []
        for place, column, memory in self._facts:
            found = memory[cells[place]]
            if isinstance(found, Taken):
                values[column.field] = found.value
            else:
                faults.append((column, found))
        rows = []
        for year, general, professional in self._years:
            amounts: list[Any] = [None, None]
            for which, one in enumerate((general, professional)):
                if one is not None:
                    found = one[2][cells[one[0]]]
                    if isinstance(found, Taken):
                        amounts[which] = found.value
                    else:
                        faults.append((one[1], found))
            # A year of which nothing is filled in is not one of the person's years (3.3).
            if amounts != [None, None]:
                rows.append(_year_hours(year, *amounts))
                if len(rows) == MOST_YEARS + 1:
                    faults.append(((general or professional)[1], fault("hours_years")))  # type: ignore[index]
        if faults:
            return tuple(CellFault(number, c.place, c.heading, c.field, text) for c, text in faults)
        if rows:
            values["hours"] = tuple(rows)
        return _applicant(values)

    def row(self, number: int, cells: Sequence[Any]) -> Row:
        """A row with what it comes to. A row without a single filled-in cell has neither facts nor faults."""
        if not filled(cells):
            return Row(number, tuple(cells), None, None)
        facts = self.facts(number, cells)
        if isinstance(facts, tuple):
            return Row(number, tuple(cells), None, None, facts)
        return Row(number, tuple(cells), facts, outcome(facts, self.pack, self.as_of))


def filled(cells: Sequence[Any]) -> bool:
    """Whether a row has anything in it."""
    return any(cell is not None and cell != "" for cell in cells)


class _Memory(dict[Any, Taken | Text]):
    """One column's cells, each as it was taken when it was first met."""

    def __init__(
        self, column: Column, read: Callable[[Any], Taken | Text], wordings: dict[int, dict[str, Any]]
    ) -> None:
        super().__init__()
        self._column, self._read, self._wordings = column, read, wordings
        self[None] = self[""] = UNKNOWN

    def __missing__(self, raw: Any) -> Taken | Text:
        found = self._read(raw)
        if isinstance(found, Taken) and not found.sure:
            told = self._wordings.setdefault(self._column.place, {})
            if len(told) < _MOST_WORDINGS:
                told.setdefault(str(raw), found.value)
        # True and 1 are one key, and not the same cell.
        if not isinstance(raw, bool):
            if len(self) > _MOST_REMEMBERED:
                self.clear()
            self[raw] = found
        return found

    def __getitem__(self, raw: Any) -> Taken | Text:
        try:
            return super().__getitem__(raw) if raw is not True and raw is not False else self.__missing__(raw)
        except TypeError:  # a list in a cell of Parquet cannot be remembered
            return self._read(raw)


@lru_cache(maxsize=65_536)
def _year_hours(year: int, general: Any, professional: Any) -> YearHours:
    return YearHours(year=year, general=general, professional=professional)


def _applicant(values: dict[str, Any]) -> Applicant:
    """As pydantic would make it; every value has been checked in its cell already."""
    made = Applicant.__new__(Applicant)
    object.__setattr__(made, "__dict__", values)
    object.__setattr__(made, "__pydantic_fields_set__", set(FIELDS))
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


def outcome(applicant: Applicant, pack: Pack, as_of: dt.date) -> Outcome:
    """The part of the assessment that a roster shows."""
    assessment = assess(applicant, pack, as_of)
    route = assessment.route
    found = obstacles(route)
    return Outcome(
        verdict=assessment.verdict,
        route=assessment.recommended,
        committee=assessment.committee,
        level=assessment.level,
        title=assessment.title,
        approver=route.approver,
        window=route.window,
        hours=assessment.hours,
        obstacles=tuple(finding.criterion for finding in found),
        first_obstacle=found[0].text if found else None,
        earliest=route.earliest,
        possible_from=possible_from(route),
        missing=assessment.missing,
    )


def our_cells(row: Row, pack: Pack) -> tuple[Any, ...]:
    """Our columns for one row (``OUR_COLUMNS``): text, numbers and dates; None for an empty cell."""
    if row.faults:
        return (*_NOTHING[:14], told(row.faults), None)
    if row.outcome is None:
        return _NOTHING
    o = row.outcome
    return (
        VERDICT_NAMES[o.verdict].zh,
        ROUTE_NAMES[o.route].zh,
        COMMITTEE_NAMES[o.committee].zh if o.committee else None,
        LEVEL_NAMES[o.level].zh if o.level else None,
        o.title.zh if o.title else None,
        APPROVER_NAMES[o.approver].zh if o.approver else None,
        f"{o.window.opens} 至 {o.window.closes}" if o.window else None,
        WINDOW_NAMES[o.window.status].zh if o.window else None,
        HOURS_VERDICT_NAMES[o.hours.verdict].zh if o.hours else None,
        o.hours.general.average if o.hours else None,
        o.hours.professional.average if o.hours else None,
        f"{CRITERION_NAMES[o.obstacles[0]].zh}：{o.first_obstacle.zh}" if o.first_obstacle else None,
        o.earliest,
        _named(o.missing),
        None,
        policy_name(pack),
    )


@lru_cache(maxsize=4_096)
def _named(missing: tuple[str, ...]) -> str | None:
    return fact_names(missing).zh if missing else None


def policy_name(pack: Pack) -> str:
    """The pack's id and the beginning of its hash: which rules gave the answer."""
    return f"{pack.id} {pack.sha256[:12]}"


def told(faults: Sequence[CellFault]) -> str:
    """What is wrong with a row, cell by cell, in one line."""
    return " ".join(f"{where(one)}：{one.text.zh}" for one in faults)


def where(one: CellFault) -> str:
    """A faulty cell's place and heading: D5（最高学历）."""
    return f"{letters(one.column)}{one.row}（{one.heading}）"
