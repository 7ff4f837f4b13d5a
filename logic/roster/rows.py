"""A row of cells to a colleague's facts, what they come to, and our columns of the answer.

Each cell is read once by its words, and checked as a script's value would be; the facts then go to the same
:func:`logic.assess.assess`. Nothing is judged here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from logic.advice import is_elsewhere, obstacles, possible_from
from logic.assess import assess
from logic.blanks import silent
from logic.facts import FIELDS, MOST_YEARS, Applicant, fault
from logic.findings import HoursResult
from logic.hours import SUBJECTS, YearTenths
from logic.labels import (
    COMMITTEE_NAMES,
    CRITERION_NAMES,
    FACT_NAMES,
    HOURS_VERDICT_NAMES,
    LEVEL_NAMES,
    ROUTE_NAMES,
    fact_names,
)
from logic.language import Text, say
from logic.pack import Pack
from logic.roster.cells import UNKNOWN, CellReader, Taken
from logic.roster.columns import (
    Column,
    Kind,
    as_before,
    check,
    clashing_asked,
    letters,
    propose,
    unreadable_asked,
)
from logic.roster.file.cell import filled, text_of
from logic.roster.model import KIND_CELLS, OUR_COLUMNS, CellFault, Outcome, Row
from logic.spoken import of_a_colleague

# A column's cells repeat; what each came to is remembered, this many at most.
_MOST_REMEMBERED = 20_000
# So many other wordings of one column are shown for the clerk to confirm.
_MOST_WORDINGS = 200

WINDOW_NAMES: dict[str, Text] = {"upcoming": say("未开始"), "open": say("进行中"), "closed": say("已截止")}
# Our columns for an empty row.
EMPTY_CELLS: tuple[Any, ...] = (None,) * len(OUR_COLUMNS)


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

        def memory(column: Column) -> _Memory:
            return _Memory(column, CellReader(column, pack, as_of), self.wordings)

        facts = [(at[c.place], c, memory(c)) for c in columns if c.kind is Kind.FACT]
        # Choices and yes-or-no repeat, all of a row's together; days and hours are nobody else's.
        self._days = [one for one in facts if one[1].field in _DAYS]
        self._choices = [one for one in facts if one[1].field not in _DAYS]
        self._pick = _picker([place for place, _, _ in self._choices])
        self._chosen: dict[Any, tuple[dict[str, Any], _Wrong]] = {}
        self._everybody = {c.field: c.value for c in columns if c.kind is Kind.EVERYBODY}
        years: dict[int, dict[str, tuple[int, Column, _Memory]]] = {}
        for column in columns:
            if column.kind is Kind.HOURS and column.year and column.subject:
                years.setdefault(column.year, {})[column.subject] = at[column.place], column, memory(column)
        self._years = [_Year(year, tuple(both.get(s) for s in SUBJECTS)) for year, both in sorted(years.items())]

    def facts(self, number: int, cells: Sequence[Any]) -> tuple[Applicant, tuple[CellFault, ...]]:
        """The facts in a row, and what is wrong in it: such a fact is not known. ``number`` is the row's number."""
        key = self._pick(cells)
        try:
            chosen = self._chosen.get(key)
        except TypeError:  # a list in a cell of Parquet
            chosen = self._choose(cells)
        if chosen is None:
            if len(self._chosen) > _MOST_REMEMBERED:
                self._chosen.clear()
            chosen = self._chosen[key] = self._choose(cells)
        values, wrong = chosen
        values = values.copy()
        for place, column, memory in self._days:
            found = memory.taken(cells[place])
            if isinstance(found, Text):
                wrong = (*wrong, (column, found))
            else:
                values[column.field] = found.value
        hours: list[YearTenths] = []
        for year in self._years:
            told = year.read(cells)
            if told is None:
                continue
            found_hours, found_wrong = told
            wrong = (*wrong, *found_wrong)
            hours.append(found_hours)
        if len(hours) > MOST_YEARS:
            wrong = (*wrong, (self._years[0].first, fault("hours_years")))
            hours = []
        if hours:
            values["hours"] = tuple(hours)
        faults = tuple(CellFault(number, c.place, c.heading, c.field, text) for c, text in wrong)
        return Applicant(**values), faults

    def _choose(self, cells: Sequence[Any]) -> tuple[dict[str, Any], _Wrong]:
        values: dict[str, Any] = dict.fromkeys(FIELDS) | self._everybody
        wrong: _Wrong = ()
        also: list[tuple[Column, str, Any]] = []
        for place, column, memory in self._choices:
            found = memory.taken(cells[place])
            if isinstance(found, Text):
                wrong = (*wrong, (column, found))
                values[column.field] = None
            else:
                # A cell of one's own counts, "不清楚" too; an empty one leaves what is so of everybody.
                if found.value is not None or not silent(cells[place]):
                    values[column.field] = found.value
                also += [(column, *one) for one in found.also]
        faulty = {column.field for column, _ in wrong}
        for column, field, value in also:
            if values[field] is None and field not in faulty:
                values[field] = value
            elif values[field] is not None and values[field] != value:
                # 本科（函授） and 全日制: one of the two is wrong, and nobody knows which.
                values[field] = None
                wrong = (*wrong, (self._column_of(field, column), _contradicts(column, field)))
        return values, wrong

    def _column_of(self, field: str, other: Column) -> Column:
        return next((column for _, column, _ in self._choices if column.field == field), other)

    def row(self, number: int, cells: Sequence[Any]) -> Row:
        """A row with what it comes to. A row without a single filled-in cell has neither facts nor faults."""
        if not filled(cells):
            return Row(number, tuple(cells), None, None)
        applicant, faults = self.facts(number, cells)
        return Row(number, tuple(cells), applicant, outcome(applicant, self.pack, self.as_of), faults)


def _contradicts(column: Column, field: str) -> Text:
    return say(
        "“{heading}”一列写的和这一项（{fact}）对不上。请改正其中一格。", heading=column.heading, fact=FACT_NAMES[field]
    )


def proposed(
    headings: Sequence[str],
    people: Sequence[Sequence[Any]],
    before: Mapping[str, str],
    pack: Pack,
    as_of: dt.date,
    *,
    asks: bool = True,
) -> tuple[Column, ...]:
    """What each column seems to be, by its heading and its cells; what is not certain is asked about.

    ``people``: rows to judge by; ``before``: how each heading was used last time. ``asks``: two columns for one fact
    are asked about; else :func:`logic.roster.columns.check` refuses them, for nobody is there to be asked.
    """
    found = as_before(propose(headings), before)
    if odd := unreadable(found, people, pack, as_of):
        # Without them another column may be what they only seemed to be: 单位性质 beside a 工作单位 of names.
        rest = as_before(propose(["" if place in odd else text for place, text in enumerate(headings)]), before)
        mixed = tuple(found[place] if place in odd else one for place, one in enumerate(rest))
        found = unreadable_asked(mixed, odd)
    return clashing_asked(found) if asks else found


def unreadable(columns: Sequence[Column], people: Iterable[Sequence[Any]], pack: Pack, as_of: dt.date) -> set[int]:
    """The places of facts whose cells mostly cannot be read: the heading seems to mean something else.

    ``people``: rows to judge by. What stands in many of them counts once.
    """
    seen: dict[int, dict[str, bool]] = {}
    readers = {column.place: CellReader(column, pack, as_of) for column in columns if column.kind is Kind.FACT}
    for row in people:
        for place, read in readers.items():
            cell = row[place] if place < len(row) else None
            told = seen.setdefault(place, {})
            if cell in (None, "") or str(cell) in told:
                continue
            found = read(cell)
            if isinstance(found, Text) or found.value is not None:
                told[str(cell)] = isinstance(found, Text)
    return {place for place, told in seen.items() if 2 * sum(told.values()) > len(told)}


def _picker(places: Sequence[int]) -> Callable[[Sequence[Any]], Any]:
    """What takes the cells at ``places`` out of a row, as a key."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[place] for place in places)


# Faults of a row: the column, and what is wrong in it.
_Wrong = tuple[tuple[Column, Text], ...]


class _Memory(dict[Any, Taken | Text]):
    """One column's cells, each as it was taken when it was first met."""

    def __init__(
        self, column: Column, read: Callable[[Any], Taken | Text], wordings: dict[int, dict[str, Any]]
    ) -> None:
        super().__init__()
        self._column, self._read, self._wordings = column, read, wordings
        self[None] = self[""] = UNKNOWN

    def taken(self, raw: Any) -> Taken | Text:
        """What ``raw`` was taken for."""
        # True and 1 are one key, and not the same cell.
        if raw is True or raw is False:
            return self._read(raw)
        try:
            return self[raw]
        except TypeError:  # a list in a cell of Parquet cannot be remembered
            return self._read(raw)

    def __missing__(self, raw: Any) -> Taken | Text:
        found = self._read(raw)
        if isinstance(found, Taken) and not found.sure:
            told = self._wordings.setdefault(self._column.place, {})
            if len(told) < _MOST_WORDINGS:
                told.setdefault(text_of(raw), found.value)
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        self[raw] = found
        return found


class _Year:
    """The columns of one year's hours."""

    def __init__(self, year: int, columns: Sequence[tuple[int, Column, _Memory] | None]) -> None:
        self._year, self._columns = year, columns
        there = [one for one in columns if one]
        self.first = there[0][1]
        self._pick = _picker([one[0] for one in there])
        self._known: dict[Any, Any] = {}

    def read(self, cells: Sequence[Any]) -> Any:
        """(hours, faults by column); None for a year of which nothing is filled in.

        A faulty cell is a blank of a year that is listed.

        Such a year is not one of the person's years: the columns are everybody's, the appointment period is one's own
        (3.3).
        """
        key = self._pick(cells)
        # True and 1 are one key, and not the same cell.
        if (True in key or False in key) and any(cell is True or cell is False for cell in key):
            return self._told(cells)
        try:
            return self._known[key]
        except KeyError:
            if len(self._known) > _MOST_REMEMBERED:
                self._known.clear()
            told = self._known[key] = self._told(cells)
            return told
        except TypeError:  # a list in a cell of Parquet
            return self._told(cells)

    def _told(self, cells: Sequence[Any]) -> Any:
        wrong: _Wrong = ()
        amounts: list[Any] = []
        for one in self._columns:
            found = UNKNOWN if one is None else one[2].taken(cells[one[0]])
            if isinstance(found, Text):
                wrong = (*wrong, (one[1], found))  # type: ignore[index]
                amounts.append(None)
            else:
                amounts.append(found.value)
        if amounts == [None, None] and not wrong:
            return None
        return YearTenths(self._year, *amounts), wrong


# Facts that are hardly the same for two people.
_DAYS = ("service_start", "title_date")


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
        # The reader is the clerk.
        first_obstacle=of_a_colleague(found[0].text) if found else None,
        earliest=route.earliest,
        possible_from=possible_from(route),
        missing=assessment.missing,
        elsewhere=is_elsewhere(
            assessment.recommended, assessment.verdict, [f.criterion for f in route.findings if f.barring]
        ),
    )


def our_cells(row: Row, pack: Pack, as_of: dt.date | None = None) -> tuple[Any, ...]:
    """Our columns for one row (``OUR_COLUMNS``): text, numbers and dates; None for an empty cell."""
    if row.outcome is None:
        return EMPTY_CELLS
    return with_faults(cells_of(row.outcome, pack, as_of), row.faults)


def cells_of(o: Outcome, pack: Pack, as_of: dt.date | None = None) -> tuple[Any, ...]:
    """Our columns for one outcome."""
    return (
        KIND_CELLS[o.kind],
        ROUTE_NAMES[o.route].zh,
        COMMITTEE_NAMES[o.committee].zh if o.committee else None,
        LEVEL_NAMES[o.level].zh if o.level else None,
        o.title.zh if o.title else None,
        pack.approver(o.approver).zh if o.approver else None,
        f"{o.window.opens} 至 {o.window.closes}" if o.window else None,
        WINDOW_NAMES[o.window.status].zh if o.window else None,
        *hours_cells(o.hours),
        obstacle_cell(o.obstacles[0], o.first_obstacle) if o.first_obstacle else None,
        o.earliest,
        _named(o.missing),
        None,
        policy_name(pack, as_of),
    )


_FAULTS = OUR_COLUMNS.index("填写错误")


def with_faults(ours: tuple[Any, ...], faults: Sequence[CellFault]) -> tuple[Any, ...]:
    """Our columns with what is wrong in the row, cell by cell."""
    return (*ours[:_FAULTS], told(faults), *ours[_FAULTS + 1 :]) if faults else ours


def obstacle_cell(criterion: str, text: Text) -> str:
    """What stands in the way first: the criterion, and what is so."""
    return f"{CRITERION_NAMES[criterion].zh}：{text.zh}"


def hours_cells(hours: HoursResult | None) -> tuple[Any, ...]:
    """学时结论, 公需年均, 专业年均."""
    if hours is None:
        return None, None, None
    return HOURS_VERDICT_NAMES[hours.verdict].zh, hours.general.average, hours.professional.average


@lru_cache(maxsize=4_096)
def _named(missing: tuple[str, ...]) -> str | None:
    return fact_names(missing).zh if missing else None


def policy_name(pack: Pack, as_of: dt.date | None = None) -> str:
    """The pack's id and the beginning of its hash: which rules gave the answer; and that they are not for that day."""
    name = f"{pack.id} {pack.sha256[:12]}"
    return name if as_of is None or pack.covers_day(as_of) else f"{name}（{as_of} 不在这份通知的日期内）"


def told(faults: Sequence[CellFault]) -> str:
    """What is wrong with a row, cell by cell, in one line."""
    return " ".join(f"{where(one)}：{one.text.zh}" for one in faults)


def where(one: CellFault) -> str:
    """A faulty cell's place and heading: D5（最高学历）."""
    return f"{letters(one.column)}{one.row}（{one.heading}）"
