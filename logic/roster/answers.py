"""What many rows come to, as columns: read, judged, and reported in our columns.

The page, the result file, the counts and the command line all stand on :meth:`Assessor.answer`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from logic.facts import FIELDS, Applicant
from logic.findings import Assessment
from logic.labels import (
    CRITERION_NAMES,
    HOURS_VERDICT_NAMES,
    LEVEL_NAMES,
    ROUTE_NAMES,
    fact_names,
)
from logic.pack import Pack
from logic.roster.coded import Coded, Codes, coded, combined, together
from logic.roster.columns import Column, department_place
from logic.roster.file import Chunk
from logic.roster.file.cell import filled, one_line
from logic.roster.judging import Judged, judge
from logic.roster.model import ELSEWHERE, KIND_CELLS, OUR_COLUMNS, Outcome, Row
from logic.roster.people import Faults, PeopleReader, batch_cells, cells_of, read_places
from logic.roster.tally import Counts
from logic.spoken import of_a_colleague
from logic.words.language import Text, say

WINDOW_NAMES: dict[str, Text] = {"upcoming": say("未开始"), "open": say("进行中"), "closed": say("已截止")}
_OUR_TYPES = {"公需年均": pa.float64(), "专业年均": pa.float64(), "最早可申报日": pa.date32()}
OUR_SCHEMA = pa.schema([(name, _OUR_TYPES.get(name, pa.string())) for name in OUR_COLUMNS])


_FAULTS = OUR_COLUMNS.index("填写错误")


@dataclass(frozen=True, slots=True)
class OurCells:
    """Our cells of some rows, a column each (``OUR_COLUMNS``): None throughout where a row is no colleague's."""

    columns: tuple[Coded[Any], ...]

    def rows(self) -> list[tuple[Any, ...]]:
        """Row by row."""
        return list(zip(*(column.each() for column in self.columns), strict=True))

    def batch(self) -> pa.RecordBatch:
        """As a piece of Parquet (``OUR_SCHEMA``)."""
        return pa.RecordBatch.from_arrays(list(map(_array, self.columns, OUR_SCHEMA)), schema=OUR_SCHEMA)

    def with_faults(self, faults: dict[int, str]) -> OurCells:
        """The same with what is wrong in the rows, by their places."""
        column = self.columns[_FAULTS]
        codes = column.codes.copy()
        codes[list(faults)] = np.arange(len(column.values), len(column.values) + len(faults))
        wrong = Coded(codes, [*column.values, *faults.values()])
        return OurCells((*self.columns[:_FAULTS], wrong, *self.columns[_FAULTS + 1 :]))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rows of a chunk come to.

    ``people``: the places, among so many rows (``size``), of those that are somebody; the facts, departments and
    ``judged`` are theirs, in that order. Faults go by the place of the row.
    """

    size: int
    people: Codes
    facts: dict[str, Coded[Any]]
    departments: Coded[str]
    judged: Judged
    faults: Faults
    _ours: OurCells

    def ours(self, first: int | None) -> OurCells:
        """Our cells; what is wrong is named by the rows' numbers, which begin with ``first``, or by columns alone."""
        return self._ours.with_faults(self.faults.by_row(first)) if self.faults.rows else self._ours

    @property
    def counts(self) -> Counts:
        """What they come to in numbers."""
        has_faults = np.zeros(self.size, dtype=np.int64)
        has_faults[list(self.faults.rows)] = 1
        faulty = Coded(has_faults[self.people], (False, True))
        kinds, counts = _kinds(self.judged), Counts()
        alike = together(kinds, self.departments, faulty)
        for (kind, department, wrong), number in zip(alike.values, alike.counts(), strict=True):
            counts.count_kind(kind, department, faulty=wrong, number=number)
        alike = together(kinds, self.judged.obstacles)
        for (kind, obstacles), number in zip(alike.values, alike.counts(), strict=True):
            counts.count_obstacles(kind, obstacles, number)
        return counts

    def rows(self, chunk: Chunk) -> list[Row]:
        """Each row of ``chunk``, whose answer this is, by itself."""
        cells = chunk.rows()
        rows = [
            Row(number, tuple(row), None, None, aside=chunk.aside.get(place, ""))
            for place, (number, row) in enumerate(enumerate(cells, start=chunk.first))
        ]
        there = [field for field in FIELDS if field in self.facts]
        facts = zip(*(self.facts[field].each() for field in there), strict=True)
        for place, values, outcome in zip(self.people.tolist(), facts, outcomes(self.judged), strict=True):
            number, applicant = chunk.first + place, Applicant(**dict(zip(there, values, strict=True)))
            rows[place] = Row(number, tuple(cells[place]), applicant, outcome, self.faults.of(place, number))
        return rows


def outcomes(judged: Judged) -> list[Outcome]:
    """What each of many people comes to, as the page shows it; alike for those who come to the same."""
    columns: tuple[Coded[Any], ...] = (
        *(judged.alike, _where(judged, judged.hours.results()), judged.obstacles, judged.first_obstacle),
        *(judged.earliest, judged.possible_from, judged.missing, judged.elsewhere),
    )
    sizes = [len(one.values) for one in columns]
    numbers, first = combined([one.codes for one in columns], sizes, len(judged.alike))
    found = [_outcome(*one) for one in zip(*(column.of(first).each() for column in columns), strict=True)]
    return Coded(numbers, found).each()


def outcomes_of(applicants: Sequence[Applicant], pack: Pack, as_of: dt.date) -> list[Outcome]:
    """The same of people whose facts are known already."""
    facts = {field: coded([getattr(one, field) for one in applicants]) for field in FIELDS}
    return outcomes(judge(facts, len(applicants), pack, as_of))


def _outcome(
    alike: Assessment,
    hours: Any,
    obstacles: tuple[str, ...],
    first: tuple[str, Text] | None,
    earliest: dt.date | None,
    possible_from: dt.date | None,
    missing: tuple[str, ...],
    elsewhere: bool,
) -> Outcome:
    return Outcome(
        verdict=alike.verdict,
        route=alike.recommended,
        committee=alike.committee,
        level=alike.level,
        title=alike.title,
        approver=alike.route.approver,
        window=alike.route.window,
        hours=hours,
        obstacles=obstacles,
        first_obstacle=of_a_colleague(first[1]) if first else None,
        earliest=earliest,
        possible_from=possible_from,
        missing=missing,
        elsewhere=elsewhere,
    )


@dataclass(frozen=True, slots=True)
class Picked:
    """What is read of a chunk: the cells with facts of the ``people``, who stand at these places of its rows."""

    first: int
    count: int
    people: Codes
    cells: dict[int, Coded[Any]]
    departments: Coded[str]


def picked(chunk: Chunk, columns: Sequence[Column]) -> Picked:
    """The cells with facts, and the departments, of those rows that are somebody."""
    count, places, department = len(chunk), read_places(columns), department_place(columns)
    places = places if department is None else (*places, department)
    if chunk.batch is not None:
        nobody = chunk.empty | chunk.aside.keys()
        people = np.delete(np.arange(count), sorted(nobody))
        cells = batch_cells(chunk.batch.take(pa.array(people)) if nobody else chunk.batch, places)
    else:
        rows = chunk.cells
        there = [place for place, row in enumerate(rows) if place not in chunk.aside and filled(row)]
        people = np.array(there, dtype=np.int64)
        cells = cells_of(rows if len(there) == count else [rows[place] for place in there], places)
    nowhere = Coded(np.zeros(len(people), dtype=np.int64), ("",))
    departments = nowhere if department is None else cells.pop(department).map(one_line)
    return Picked(chunk.first, count, people, cells, departments)


class Assessor:
    """Assesses rows, under one plan of columns."""

    def __init__(self, columns: Sequence[Column], pack: Pack, as_of: dt.date) -> None:
        """``columns`` are refused as by :func:`logic.roster.columns.check`."""
        self.reader = PeopleReader(columns, pack, as_of)
        self.columns, self.pack, self.as_of = self.reader.columns, pack, as_of

    def answer(self, chunk: Chunk) -> Answer:
        """What the rows of ``chunk`` come to."""
        return self.judge(picked(chunk, self.columns))

    def judge(self, rows: Picked) -> Answer:
        """The same of what was taken out of a chunk."""
        people = rows.people
        read = self.reader.read(rows.cells, len(people))
        judged = judge(read.facts, len(people), self.pack, self.as_of)
        faults = read.faults.at(people)
        ours = self._ours(judged, people, rows.count)
        return Answer(rows.count, people, read.facts, rows.departments, judged, faults, OurCells(ours))

    def _ours(self, judged: Judged, people: Codes, count: int) -> tuple[Coded[Any], ...]:
        def one(column: Coded[Any]) -> Coded[Any]:
            """A column of the people as one of all rows."""
            codes = np.full(count, len(column.values), dtype=np.int64)
            codes[people] = column.codes
            return Coded(codes, [*column.values, None])

        alike, hours, pack = judged.alike, judged.hours, self.pack
        columns = {
            "结论": _kinds(judged).map(lambda kind: KIND_CELLS[kind]),
            "申报途径": alike.map(lambda a: ROUTE_NAMES[a.recommended].zh),
            "评审委员会": alike.map(lambda a: pack.committee_name(a.committee).zh if a.committee else None),
            "对应层级": alike.map(lambda a: LEVEL_NAMES[a.level].zh if a.level else None),
            "对应职称": alike.map(lambda a: a.title.zh if a.title else None),
            "审批机关": alike.map(lambda a: pack.approver(a.route.approver).zh if a.route.approver else None),
            "申报时间": alike.map(
                lambda a: f"{a.route.window.opens} 至 {a.route.window.closes}" if a.route.window else None
            ),
            "窗口状态": alike.map(lambda a: WINDOW_NAMES[a.route.window.status].zh if a.route.window else None),
            "学时结论": _where(judged, hours.verdict.map(lambda verdict: HOURS_VERDICT_NAMES[verdict].zh)),
            "公需年均": _where(judged, hours.general.map(lambda general: general.average)),
            "专业年均": _where(judged, hours.professional.map(lambda professional: professional.average)),
            "主要障碍": judged.first_obstacle.map(
                lambda first: f"{CRITERION_NAMES[first[0]].zh}：{of_a_colleague(first[1]).zh}" if first else None
            ),
            "最早可申报日": judged.earliest,
            "待补信息": judged.missing.map(lambda missing: fact_names(missing).zh if missing else None),
            "填写错误": Coded(np.zeros(len(people), dtype=np.int64), [None]),
            "政策版本": Coded(np.zeros(len(people), dtype=np.int64), [policy_name(pack, self.as_of)]),
        }
        return tuple(one(columns[name]) for name in OUR_COLUMNS)


def _kinds(judged: Judged) -> Coded[str]:
    """Everybody's verdict, or that somebody else decides (``KINDS``)."""
    verdicts, away = judged.alike.map(lambda one: one.verdict.value), judged.elsewhere
    is_away = np.array([value is True for value in away.values], dtype=bool)[away.codes]
    codes = np.where(is_away, len(verdicts.values), verdicts.codes)
    return Coded(codes, [*verdicts.values, ELSEWHERE])


def _where(judged: Judged, column: Coded[Any]) -> Coded[Any]:
    """A column of hours, of those whose hours are spoken of."""
    if judged.with_hours.all():
        return column
    return Coded(np.where(judged.with_hours, column.codes, len(column.values)), [*column.values, None])


def policy_name(pack: Pack, as_of: dt.date) -> str:
    """The pack's id and the beginning of its hash: which rules gave the answer; and that they are not for that day."""
    name = f"{pack.id} {pack.sha256[:12]}"
    return name if pack.covers_day(as_of) else f"{name}（{as_of} 不在这份通知的日期内）"


def _array(column: Coded[Any], kind: pa.Field) -> pa.Array:
    if pa.types.is_string(kind.type):
        return pa.DictionaryArray.from_arrays(
            pa.array(column.codes.astype(np.int32)), pa.array(column.values, pa.string())
        ).dictionary_decode()
    return pa.array(column.values, kind.type).take(pa.array(column.codes))
