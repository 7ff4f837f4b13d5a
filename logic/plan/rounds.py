"""The rounds of applications: this notice's own days, and of later years only what is likely.

The last dates known are the pack's. A later year's round is "about the same time, see that year's notice": the days are
never carried over as if they stood.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from logic.dates import after_years
from logic.findings import RouteResult, Window
from logic.language import MONTHS, Text, say
from logic.pack import Pack


class Sure(StrEnum):
    """How surely a time is known."""

    DATED = "dated"  # this notice names the days
    ABOUT = "about"  # a later year, likely at the same time of the year
    ASK = "ask"  # nobody has said


# So near to the last known closing day a later year's may fall before or after.
_NEAR = dt.timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Round:
    """A round of applications of ``year``; ``known`` are the last days known of such a round.

    ``may_slip``: the person is ready so near to its end that it may be the next year's.
    """

    year: int
    known: Window
    sure: Sure
    may_slip: bool = False
    # The first day to file, where the days are known.
    opens: dt.date | None = None

    @property
    def ends(self) -> dt.date:
        """The last day, or what it would be at the same time of its year: to put rounds in order, not to be told."""
        return self._at(self.known.closes)

    @property
    def begins(self) -> dt.date:
        """As :attr:`ends`, of the first day."""
        return self.opens or self._at(self.known.opens)

    def _at(self, day: dt.date) -> dt.date:
        return after_years(day, self.year - day.year)

    @property
    def told(self) -> Text:
        """When it is, as surely as it is known."""
        if self.sure is Sure.DATED:
            return say("{opens}至 {closes}", opens=self.begins, closes=self.known.closes)
        months = self._months()
        if self.may_slip:
            return say("大约 {year} 年或 {next} 年的 {months}", year=self.year, next=self.year + 1, months=months)
        return say("大约 {year} 年 {months}", year=self.year, months=months)

    def _months(self) -> Text:
        first, last = self.known.opens, self.known.closes
        if first.month == last.month:
            return Text(f"{first.month} 月", MONTHS[first.month - 1])
        return Text(f"{first.month} 月至 {last.month} 月", f"{MONTHS[first.month - 1]}–{MONTHS[last.month - 1]}")


def round_of(result: RouteResult, pack: Pack, day: dt.date) -> Round | None:
    """The round in which somebody ready on ``day`` can apply; None where the route has no dates of its own."""
    known = result.window
    if known is None:
        return None
    if known.status != "closed" and pack.covers_day(day):
        opens = max(known.opens, result.earliest or known.opens)
        if opens <= known.closes:
            return Round(known.closes.year, known, Sure.DATED, opens=opens)
    year = max(day.year, known.closes.year + 1)
    # The round that has closed cannot be had again in its year.
    if after_years(known.closes, year - known.closes.year) < day:
        year += 1
    end = after_years(known.closes, year - known.closes.year)
    return Round(year, known, Sure.ABOUT, may_slip=end - day < _NEAR)
