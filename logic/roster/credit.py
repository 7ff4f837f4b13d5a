"""Everybody's hours as columns: what the test of 3.3 looks at is added up in whole columns, and the test itself
(:mod:`logic.hours`) is asked once for each distinct sum.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from logic.criteria.continuing_education import period
from logic.facts import Applicant
from logic.findings import HoursResult, HoursVerdict, SubjectHours
from logic.hours import SUBJECTS, Figures, Subject, YearTenths, gap_years, put_together, subject_hours, whole
from logic.pack import Pack
from logic.roster.coded import Coded, Codes, combined, together

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Years(Sequence[tuple[YearTenths, ...] | None]):
    """Hours of many, a row a year and a column each; each one's are put together when they are asked for.

    ``tenths``: by subject, -1 for a blank. A year that is not ``listed`` is none of theirs.
    """

    years: tuple[int, ...]
    listed: Flags
    tenths: Mapping[Subject, Codes]

    @classmethod
    def of(cls, hours: Sequence[tuple[YearTenths, ...] | None]) -> Years:
        """``hours`` as such a table."""
        if isinstance(hours, Years):
            return hours
        years = sorted({one.year for each in hours for one in each or ()})
        listed = np.zeros((len(years), len(hours)), dtype=bool)
        tenths: dict[Subject, Codes] = {s: np.full(listed.shape, -1, dtype=np.int64) for s in SUBJECTS}
        for whose, each in enumerate(hours):
            for one in each or ():
                at = years.index(one.year), whose
                listed[at] = True
                for subject in SUBJECTS:
                    amount = getattr(one, subject)
                    tenths[subject][at] = -1 if amount is None else amount
        return cls(tuple(years), listed, tenths)

    def __len__(self) -> int:
        return int(self.listed.shape[1])

    def __getitem__(self, at: Any) -> Any:
        there = np.flatnonzero(self.listed[:, at]).tolist()
        general, professional = (self.tenths[subject][:, at].tolist() for subject in SUBJECTS)
        found = [YearTenths(self.years[n], _known(general[n]), _known(professional[n])) for n in there]
        return tuple(found) or None

    def subject(self, subject: Subject, listed: Coded[tuple[int, ...]], norm: int) -> Coded[SubjectHours]:
        """What one subject comes to for each; ``listed``: each one's years."""
        if not self.years:
            return Coded(listed.codes, [subject_hours(None, 0, norm, complete=True)] * len(listed.values))
        amounts = np.where(self.listed, self.tenths[subject], -1)
        # An unlisted year never is the largest, nor adds anything.
        total, largest, heavy = np.maximum(amounts, 0).sum(axis=0), amounts.max(axis=0), amounts.argmax(axis=0)
        blank = (self.listed & (amounts < 0)).any(axis=0)
        columns = [listed.codes, blank.astype(np.int64), total, largest + 1, heavy]
        sizes = [len(listed.values), 2, *(int(column.max(initial=0)) + 1 for column in columns[2:])]
        numbers, first = combined(columns, sizes, len(self))
        figures = zip(*(column[first].tolist() for column in columns), strict=True)
        return Coded(
            numbers,
            [
                _subject(listed.values[years], bool(bad), total, most - 1, self.years[heavy], norm)
                for years, bad, total, most, heavy in figures
            ],
        )


def _subject(years: tuple[int, ...], blank: bool, total: int, largest: int, heavy: int, norm: int) -> SubjectHours:
    figures = None if blank or not years else Figures(len(years), total, largest, heavy)
    return subject_hours(figures, len(years), norm, complete=not gap_years(years))


def _known(tenths: int) -> int | None:
    return None if tenths < 0 else tenths


@dataclass(frozen=True, slots=True)
class Credit:
    """What everybody's hours come to, person by person.

    ``listed``: the years they are of; ``since``: the full years since the current title.
    """

    listed: Coded[tuple[int, ...]]
    general: Coded[SubjectHours]
    professional: Coded[SubjectHours]
    verdict: Coded[HoursVerdict]
    since: Coded[range]

    def kind(self) -> Coded[Any]:
        """What the weight of :func:`logic.criteria.continuing_education` hangs on in each one's result."""
        return together(self.verdict, self.listed, self.since).map(lambda one: (one[0], {*one[2]} <= {*one[1]}))

    def results(self) -> Coded[HoursResult]:
        """As :func:`logic.criteria.continuing_education.hours_of` says it of one person."""
        return together(self.listed, self.general, self.professional, self.since).map(lambda one: put_together(*one))


def credit(people: Mapping[str, Coded[Any]], count: int, pack: Pack, as_of: dt.date) -> Credit:
    """The hours of ``count`` people, whose facts go by field."""
    nothing: Coded[Any] = Coded(np.zeros(count, dtype=np.int64), [None])
    hours = people.get("hours", nothing)
    table = Years.of(hours.values)
    which, first = combined(list(table.listed.astype(np.int64)), [2] * len(table.years), len(table))
    listed = Coded(which, [tuple(np.array(table.years)[table.listed[:, one]].tolist()) for one in first.tolist()])
    general, professional = (table.subject(s, listed, getattr(pack.hours.norms, s)) for s in SUBJECTS)
    verdicts = [one.map(lambda hours: hours.verdict) for one in (general, professional)]
    verdict = together(*verdicts).map(lambda both: whole(*both))
    since = together(people.get("title_date", nothing), people.get("title_level", nothing)).map(
        lambda title: period(Applicant(title_date=title[0], title_level=title[1]), as_of)
    )
    of_each = hours.codes
    return Credit(listed.of(of_each), general.of(of_each), professional.of(of_each), verdict.of(of_each), since)
