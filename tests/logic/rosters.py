"""Rows of a roster, read and answered one at a time, or a chunk at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from logic.facts import Applicant
from logic.pack import Pack
from logic.roster.answers import Answer, Assessor
from logic.roster.columns import Column
from logic.roster.file import Chunk
from logic.roster.model import OUR_COLUMNS, CellFault, Row
from tests.logic.applicants import AS_OF, PACK


class RowReader:
    """What a row under ``columns`` comes to."""

    def __init__(self, columns: Sequence[Column], pack: Pack = PACK, as_of: dt.date = AS_OF) -> None:
        self._assessor = Assessor(columns, pack, as_of)

    @property
    def wordings(self) -> dict[int, dict[str, Any]]:
        return self._assessor.reader.wordings

    @property
    def places(self) -> tuple[int, ...]:
        return self._assessor.reader.places

    def _answer(self, number: int, cells: Sequence[Any]) -> tuple[Chunk, Answer]:
        chunk = Chunk(number, [list(cells)])
        return chunk, self._assessor.answer(chunk)

    def rows(self, chunk: Chunk) -> list[Row]:
        """All rows of ``chunk`` at once, as a file is read: a batch comes to what each of its people comes to."""
        return self._assessor.answer(chunk).rows(chunk)

    def row(self, number: int, cells: Sequence[Any]) -> Row:
        chunk, answer = self._answer(number, cells)
        return answer.rows(chunk)[0]

    def facts(self, number: int, cells: Sequence[Any]) -> tuple[Applicant, tuple[CellFault, ...]]:
        row = self.row(number, cells)
        return row.applicant or Applicant(), row.faults

    def ours(self, number: int, cells: Sequence[Any]) -> dict[str, Any]:
        chunk, answer = self._answer(number, cells)
        return dict(zip(OUR_COLUMNS, answer.ours(chunk.first).rows()[0], strict=True))
