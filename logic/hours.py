"""Continuing education (3.3): totals against the norms, the cramming test, and the plan for what is missing.

Hours are counted in whole tenths, as integers: binary floats fail totals that stand exactly on the norm.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from logic.findings import HoursResult, HoursVerdict, SubjectHours

Subject = Literal["general", "professional"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
TENTHS = 10


class YearTenths(NamedTuple):
    """One year's credited hours in tenths; None where the cell is blank."""

    year: int
    general: int | None
    professional: int | None


class Norms(NamedTuple):
    """The norm of each subject, in hours a year."""

    general: int
    professional: int


def in_hours(tenths: int) -> int | float:
    """Tenths as hours: whole numbers stay whole."""
    return tenths // TENTHS if tenths % TENTHS == 0 else tenths / TENTHS


def gap_years(years: Sequence[int]) -> tuple[int, ...]:
    """The years left out between the first and the last."""
    if not years or max(years) - min(years) + 1 == len(years):
        return ()
    return tuple(sorted(set(range(min(years), max(years) + 1)) - set(years)))


class Figures(NamedTuple):
    """What the test of one subject looks at: how many years, their sum, and the largest, in tenths; and its year."""

    years: int
    total: int
    largest: int
    largest_year: int


def figures(rows: Sequence[YearTenths], subject: Subject) -> Figures | None:
    """The figures of a subject, ``rows`` in the order of their years; None without a year or with a blank cell."""
    amounts = [getattr(row, subject) for row in rows]
    if not rows or None in amounts:
        return None
    largest = max(amounts)
    return Figures(len(rows), sum(amounts), largest, rows[amounts.index(largest)].year)


def judge(sums: Figures, norm: int) -> HoursVerdict:
    """One subject's verdict over its years; ``norm`` in tenths (3.3)."""
    n, largest, rest = sums.years, sums.largest, sums.total - sums.largest
    if sums.total < n * norm:
        return HoursVerdict.INSUFFICIENT
    if n >= 2 and largest >= n * norm:
        if rest == 0:
            return HoursVerdict.CRAMMED
        if rest < (n - 1) * norm:
            return HoursVerdict.SUSPECT
    return HoursVerdict.SUFFICIENT


def full_years_since(title_date: dt.date, as_of: dt.date) -> range:
    """The full calendar years between a title and ``as_of``: what an appointment period would hold."""
    return range(title_date.year + 1, as_of.year)


_HEAVY = (HoursVerdict.CRAMMED, HoursVerdict.SUSPECT)
_WEIGHT = tuple(HoursVerdict)


@lru_cache(maxsize=8_192)
def subject_hours(sums: Figures | None, years: int, norm: int, *, complete: bool) -> SubjectHours:
    """What one subject comes to over so many ``years``. ``complete``: no year is left out between them."""
    if sums is None:
        return SubjectHours(
            verdict=HoursVerdict.INCOMPLETE,
            total=None,
            required=years * norm,
            average=None,
            norm=norm,
            shortfall=None,
            crammed_year=None,
        )
    verdict = judge(sums, norm * TENTHS) if complete else HoursVerdict.INCOMPLETE
    heavy = sums.largest_year if verdict in _HEAVY else None
    return SubjectHours(
        verdict=verdict,
        total=in_hours(sums.total),
        required=years * norm,
        average=round(sums.total / TENTHS / years, 2),
        norm=norm,
        shortfall=in_hours(max(0, years * norm * TENTHS - sums.total)),
        crammed_year=heavy if verdict is HoursVerdict.CRAMMED else None,
        heavy_year=heavy,
    )


def whole(general: HoursVerdict, professional: HoursVerdict) -> HoursVerdict:
    """The weightier of two subjects' verdicts."""
    return max(general, professional, key=_WEIGHT.index)


@lru_cache(maxsize=4_096)
def assess_hours(rows: tuple[YearTenths, ...], norms: Norms, period: range = range(0)) -> HoursResult:
    """What the listed years come to. No row, a gap between years or a blank cell: ``incomplete`` (3.3).

    ``period``: the years since the current title; those that are not listed are named, and change no verdict here.
    """
    ordered = sorted(rows)
    listed = tuple([row.year for row in ordered])
    complete = not gap_years(listed)
    general, professional = (
        subject_hours(figures(ordered, subject), len(ordered), getattr(norms, subject), complete=complete)
        for subject in SUBJECTS
    )
    return put_together(listed, general, professional, period)


def put_together(
    listed: tuple[int, ...], general: SubjectHours, professional: SubjectHours, period: range
) -> HoursResult:
    """Both subjects over the ``listed`` years, beside the ``period`` since the current title."""
    return HoursResult(
        verdict=whole(general.verdict, professional.verdict),
        years=len(listed),
        gap_years=gap_years(listed),
        uncovered_years=tuple(year for year in period if year not in listed),
        general=general,
        professional=professional,
    )


@dataclass(frozen=True, slots=True)
class RunningTotal:
    """After ``year``: the hours so far, and what the years so far would need at the norm."""

    year: int
    total: float
    needed: float


def running_totals(rows: Sequence[YearTenths], subject: Subject, norms: Norms) -> list[RunningTotal]:
    """The running total year by year; a blank cell adds nothing and is left to the reader as a blank."""
    total, points = 0, []
    for count, row in enumerate(sorted(rows), start=1):
        total += getattr(row, subject) or 0
        points.append(RunningTotal(row.year, in_hours(total), count * getattr(norms, subject)))
    return points


@dataclass(frozen=True, slots=True)
class CrammingTest:
    """The figures the cramming test compares: the largest year against the whole period's need, in hours."""

    largest_year: int
    largest: float
    others: float
    whole_need: float
    others_need: float
    verdict: HoursVerdict


def cramming_test(rows: Sequence[YearTenths], subject: Subject, norms: Norms) -> CrammingTest | None:
    """The comparison behind ``crammed`` and ``suspect``; None for fewer than two years or a blank cell (3.3)."""
    sums = figures(rows, subject)
    if sums is None or sums.years < 2:
        return None
    norm, n = getattr(norms, subject), sums.years
    return CrammingTest(
        largest_year=sums.largest_year,
        largest=in_hours(sums.largest),
        others=in_hours(sums.total - sums.largest),
        whole_need=n * norm,
        others_need=(n - 1) * norm,
        verdict=judge(sums, norm * TENTHS),
    )


@dataclass(frozen=True, slots=True)
class Room:
    """How many hours ``year`` could still take without falling into the cramming test; None: no bound."""

    year: int
    hours: float | None


@dataclass(frozen=True, slots=True)
class SubjectPlan:
    """For one subject: the hours still missing over the period, and the years that could take them."""

    subject: Subject
    missing: float
    rooms: tuple[Room, ...]
    # Years below their norm: advice only, since the average counts.
    below_norm: tuple[int, ...]
    surplus: float


def room_in_year(amounts: Sequence[int], index: int, norm: int) -> int | None:
    """How many tenths year ``index`` can take and stay clear of the cramming test; None where there is no bound.

    Once the other years carry their own share, one year may be as large as it likes. Until then it must stay
    below the whole period's need.
    """
    n, others = len(amounts), sum(amounts) - amounts[index]
    if n < 2 or others >= (n - 1) * norm:
        return None
    return max(0, n * norm - 1 - amounts[index])


def plan(rows: Sequence[YearTenths], norms: Norms) -> tuple[SubjectPlan, ...]:
    """The hours still missing for each subject, and where they could go (3.3). Only for complete rows."""
    plans = []
    ordered = sorted(rows)
    for subject in SUBJECTS:
        amounts = [getattr(row, subject) for row in ordered]
        if not amounts or any(amount is None for amount in amounts):
            continue
        norm = getattr(norms, subject) * TENTHS
        balance = sum(amounts) - len(amounts) * norm
        bounds = [room_in_year(amounts, i, norm) for i in range(len(amounts))]
        plans.append(
            SubjectPlan(
                subject=subject,
                missing=in_hours(max(0, -balance)),
                rooms=tuple(
                    Room(row.year, None if b is None else in_hours(b)) for row, b in zip(ordered, bounds, strict=True)
                ),
                below_norm=tuple(r.year for r, a in zip(ordered, amounts, strict=True) if a < norm),
                surplus=in_hours(max(0, balance)),
            )
        )
    return tuple(plans)


def proposed_years(since: dt.date | None, as_of: dt.date, most: int) -> tuple[int, ...]:
    """The years to ask hours for: the full ones since a title or the first day of work, the latest ``most`` of them.

    Where none is full yet, the year of ``since`` and the running one; without ``since`` the last three. It is a
    proposal: the reader adds years and takes them away.
    """
    if since is None:
        return tuple(range(as_of.year - 3, as_of.year))
    full = full_years_since(since, as_of)
    return tuple(full[-most:]) or tuple(sorted({min(since.year, as_of.year), as_of.year}))
