"""A roster in pieces, wherever they are: a piece of a table in, the same piece with the answers out.

For programs that hold their tables as Arrow record batches and share the work among computers themselves
(``docs/scale-out.md``). What a piece comes to hangs on nothing but its rows, the plan and the pack.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from logic.pack import Pack
from logic.roster.answers import OUR_SCHEMA, Assessor
from logic.roster.columns import Column, ColumnUse, as_chosen, check, propose
from logic.roster.file import Chunk


@dataclass(frozen=True)
class Plan:
    """What each column of a table is, and the rules and the day it is judged by. It can be pickled."""

    columns: tuple[Column, ...]
    pack: Pack
    as_of: dt.date

    @cached_property
    def assessor(self) -> Assessor:
        """Where pieces are answered: what cells and findings came to is remembered from one to the next."""
        return Assessor(self.columns, self.pack, self.as_of)

    @property
    def kept(self) -> list[int]:
        """The places of columns that come out again: all but those of an earlier answer."""
        return [column.place for column in self.columns if column.kind is not ColumnUse.OURS]

    def schema(self, schema: pa.Schema) -> pa.Schema:
        """What comes out where tables of ``schema`` come in: their columns, and ours."""
        return pa.schema([*(schema.field(place) for place in self.kept), *OUR_SCHEMA])

    def __reduce__(self) -> tuple[type[Plan], tuple[Any, ...]]:
        return Plan, (self.columns, self.pack, self.as_of)


def plan(headings: Sequence[str], pack: Pack, as_of: dt.date, used: dict[str, str] | None = None) -> Plan:
    """The plan for a table with these ``headings``.

    ``used``: for headings that do not say it themselves, what their columns are: a fact's field, ``hours.2022.general``
    and the like, or empty for a column that is not used. :class:`~logic.roster.model.Refused` where two columns claim
    the same fact, or none is understood.
    """
    columns = propose(headings)
    if used:
        columns = tuple(as_chosen(one, used[one.heading]) if one.heading in used else one for one in columns)
    check(columns)
    return Plan(columns, pack, as_of)


def answer(batch: pa.RecordBatch, plan: Plan) -> pa.RecordBatch:
    """``batch`` with our columns behind its own (``OUR_COLUMNS``; :meth:`Plan.schema`).

    A faulty cell is named by its column only: who shares a table among computers numbers no rows.
    """
    found = plan.assessor.answer(Chunk(1, [], batch)).ours(None).batch()
    kept = [batch.column(place) for place in plan.kept]
    return pa.RecordBatch.from_arrays([*kept, *found.columns], schema=plan.schema(batch.schema))
