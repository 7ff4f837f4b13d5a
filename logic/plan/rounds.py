"""The rounds of applications: this notice's own days, and of later years only what is likely.

The last dates known are the pack's. A later year's round is "about the same time, see that year's notice": the days are
never carried over as if they stood.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from logic.dates import after_years
from logic.findings import RouteResult
from logic.pack import Event, Pack
from logic.words.language import MONTHS, Text, say


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

    ``may_slip``: the person is ready so near to its end that it may be the next one. ``opens``: the first day on which
    they can file, where this notice names the days.
    """

    year: int
    known: Event
    sure: Sure
    may_slip: bool = False
    opens: dt.date | None = None

    @property
    def ends(self) -> dt.date:
        """The last day, or what it would be at the same time of its year: to put rounds in order, not to be shown."""
        return _in_year(self.known.closes, self.year)

    @property
    def begins(self) -> dt.date:
        """As :attr:`ends`, of the first day."""
        return self.opens or _in_year(self.known.opens, self.year - (self.known.closes.year - self.known.opens.year))

    @property
    def when(self) -> Text:
        """When it is, as surely as it is known."""
        if self.sure is Sure.DATED:
            return say("{opens}至 {closes}", opens=self.begins, closes=self.known.closes)
        if self.known.all_year:
            return say("{year} 年，往年全年可报", year=self.year)
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
    known = pack.rounds(result.route)
    if result.window is None or not known:
        return None
    now = pack.window(result.route, day)
    if now is not None and day <= now.closes and pack.covers_day(day):
        opens = max(now.opens, result.earliest or now.opens)
        if opens <= now.closes:
            return Round(now.closes.year, now, Sure.DATED, opens=opens)
    year = max(day.year, pack.year + 1)
    # The rounds of this year that are over at the time of ``day`` cannot be had again in it.
    coming = next((event for event in known if _in_year(event.closes, year) >= day), None)
    if coming is None:
        year, coming = year + 1, known[0]
    near = len(known) == 1 and _in_year(coming.closes, year) - day < _NEAR
    return Round(year, coming, Sure.ABOUT, may_slip=near)


def _in_year(day: dt.date, year: int) -> dt.date:
    """The same time of another year."""
    return after_years(day, year - day.year)
