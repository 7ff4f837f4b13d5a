"""Rows of a small unit, assessed, and the unit at a glance."""

from __future__ import annotations

from dataclasses import replace

from logic.roster.answers import outcomes_of
from logic.roster.model import CellFault, Row
from logic.roster.overview import overview
from logic.roster.person import Places
from logic.words.language import say
from tests.logic.applicants import AS_OF, GRADUATE, PACK, read

PLACES = Places(name=0, department=1, staff_number=2, id_number=3, born=4)
# Only time is lacking: four years as a technician, with a secondary diploma.
WAITS = {
    "education": "secondary", "title_level": "technician", "title_same_series": True, "title_date": "2020-07-01",
    "hours": [{"year": year, "general": 30, "professional": 60} for year in (2021, 2022)],
}  # fmt: skip


def row(number, *cells, facts=GRADUATE, as_of=AS_OF, **more):
    applicant = read({**facts, **more}, as_of)
    padded = (*cells, *[None] * (5 - len(cells)))
    return Row(number, padded, applicant, outcomes_of([applicant], PACK, as_of)[0])


def faulty(number, *cells):
    fault = CellFault(number, 5, "最高学历", "education", say("没有这一天，请检查月份和日期。"))
    return replace(row(number, *cells, education=None), faults=(fault,))


def blank(number):
    return Row(number, (None,) * 5, None, None)


def seen(*rows, before=None, as_of=AS_OF):
    return overview(rows, PLACES, as_of, before)


def hours(*years):
    return [{"year": year, "general": g, "professional": p} for year, g, p in years]
