"""Which hours in which year, so that the whole suffices and no year looks crammed (3.3).

The arithmetic and the test are those of :mod:`logic.hours`: amounts are laid out here, and judged there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from logic.criteria.continuing_education import period
from logic.facts import MOST_YEARS, Applicant
from logic.findings import HoursVerdict
from logic.hours import SUBJECTS, TENTHS, Norms, YearTenths, assess_hours, gap_years, proposed_years
from logic.pack import Pack


@dataclass(frozen=True, slots=True)
class Year:
    """What ``year`` would have to hold in all, in tenths of hours, and how much of it is not there yet.

    ``ahead``: it is still to be learned; else the year is past, and its hours are to be looked up.
    """

    year: int
    general: int
    professional: int
    more_general: int
    more_professional: int
    ahead: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """All rows as they would have to be, and those of them that are not so yet."""

    rows: tuple[YearTenths, ...]
    years: tuple[Year, ...]


# How many years are asked of somebody of whom no hours are known (ui asks the same).
ASKED_YEARS = 3


def hours_by(applicant: Applicant, pack: Pack, as_of: dt.date, day: dt.date) -> Wanted | None:
    """The rows that would suffice on ``day``, with as little as possible beside what is listed on ``as_of``.

    Years gone by are supposed to hold their norm, which one has to look up: nothing says that hours can be made up.
    What is short is spread over the running year and those up to ``day``. None where these are not enough.
    """
    norms = pack.hours.norms
    listed = {row.year: row for row in applicant.hours or ()}
    due = period(applicant, day)
    since = applicant.title_date or applicant.service_start
    first = due or (() if listed else proposed_years(since, day, ASKED_YEARS))
    years = {*listed, *first, *gap_years([*listed, *first])}
    spread = [year for year in range(as_of.year, day.year + 1) if year in years]
    for more in range(day.year - as_of.year + 2):
        # With as few years as will do: those already needed, then the running one, then the next.
        ahead = sorted({*spread, *range(as_of.year, as_of.year + more)})
        if ahead and max(ahead) > day.year:
            break
        wanted = _laid_out(listed, sorted({*years, *ahead}), ahead, norms, as_of.year, due)
        if wanted is not None:
            return wanted
    return None


def target(rows: Sequence[YearTenths], last: int, norms: Norms, this_year: int) -> Wanted | None:
    """What ``rows`` would have to become by the end of ``last``, every year at its norm and what is short spread out.

    ``rows`` are those of years gone by and what this year and the next hold already. None where no amount that is not
    crammed makes up for them by then.
    """
    listed = {row.year: row for row in rows}
    years = sorted({*listed, *range(this_year, last + 1)})
    return _laid_out(listed, years, list(range(this_year, last + 1)), norms, this_year, range(0))


def _laid_out(
    listed: dict[int, YearTenths], years: list[int], ahead: list[int], norms: Norms, this_year: int, due: range
) -> Wanted | None:
    """The years filled in with their norm, and what is short spread over those ``ahead``; None where it fails."""
    years = [*range(years[0], years[-1] + 1)] if years else []
    if not years or len(years) > MOST_YEARS:
        return None
    amounts: dict[str, dict[int, int]] = {}
    for subject in SUBJECTS:
        norm = getattr(norms, subject) * TENTHS
        held = {year: getattr(listed[year], subject) if year in listed else None for year in years}
        filled = {year: norm if amount is None else amount for year, amount in held.items()}
        short = len(years) * norm - sum(filled.values())
        if short > 0 and ahead:
            for place, year in enumerate(ahead):
                # Whole hours, so that nobody has to look for a tenth of one.
                share = -(-short // ((len(ahead) - place) * TENTHS)) * TENTHS
                filled[year] += share
                short -= share
        amounts[subject] = filled
    rows = tuple(YearTenths(year, amounts["general"][year], amounts["professional"][year]) for year in years)
    judged = assess_hours(rows, norms, due)
    if judged.verdict is not HoursVerdict.SUFFICIENT or judged.uncovered_years:
        return None
    return Wanted(
        rows, tuple(_year(row, listed.get(row.year), this_year) for row in rows if row != listed.get(row.year))
    )


def _year(row: YearTenths, held: YearTenths | None, this_year: int) -> Year:
    had = held or YearTenths(row.year, None, None)
    return Year(
        row.year,
        row.general or 0,
        row.professional or 0,
        (row.general or 0) - (had.general or 0),
        (row.professional or 0) - (had.professional or 0),
        row.year >= this_year,
    )
