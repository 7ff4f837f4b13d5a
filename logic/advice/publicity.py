"""Publicity in the unit, and the last day on which it can begin (4.1; n40).

The working days are those of the State Council's yearly holiday arrangements, as ``chinesecalendar`` keeps them: with
the days off that fall on weekdays, and the weekends that are worked instead. A year it does not know is not guessed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chinese_calendar import is_workday

from logic.advice.standing import FEW, file_from, without_work, years_complete
from logic.findings import Assessment, RouteResult, Verdict
from logic.pack import Pack
from logic.words.language import Text, Value, join, say, say_n

# Where the working days stand, whatever part of the notice asks for publicity.
CLAUSE = "n40"


@dataclass(frozen=True, slots=True)
class Publicity:
    """How publicity stands to a route's dates.

    ``days`` working days at least, the last of them at latest on ``ends_by``. ``begin_by`` is the last day to begin;
    None where the holidays of that year are not known yet.
    """

    days: int
    ends_by: dt.date
    begin_by: dt.date | None
    # The days are written for review; in recognition they are what is usual.
    usual: bool

    def passed(self, as_of: dt.date) -> bool:
        """Whether it is too late to begin on ``as_of``."""
        return self.begin_by is not None and self.begin_by < as_of


def begin_by(ends_by: dt.date, days: int) -> dt.date | None:
    """The last day to begin so that ``days`` working days are complete on ``ends_by``; None where nobody knows yet."""
    day, left = ends_by, days
    while True:
        try:
            left -= is_workday(day)
        except NotImplementedError:  # the library's word for a year without an arrangement
            return None
        if left == 0:
            return day
        day -= dt.timedelta(days=1)


def publicity(route: RouteResult, pack: Pack) -> Publicity | None:
    """The publicity of ``route``; None where nobody posts anything or the notice does not say until when.

    It ends before the file leaves the unit: before the last filing day of recognition, and by the last day of the
    unit's check for review. A freelancer has no unit.
    """
    if route.window is None or of_a_freelancer(route):
        return None
    if pack.all_year(route.route):
        return None
    if route.route == "initial_recognition":
        ends_by = route.window.closes - dt.timedelta(days=1)
    else:
        checks = [event.closes for event in pack.steps(route.route, route.window.opens) if event.id == "unit_check"]
        if not checks:
            return None
        ends_by = max(checks)
    days = pack.publicity_days
    return Publicity(days, ends_by, begin_by(ends_by, days), usual=route.route == "initial_recognition")


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to bear in mind of publicity; ``ask``: what to ask at once, where the days do not fit any more."""

    text: Text
    ask: Text | None = None

    @property
    def warn(self) -> bool:
        """Whether it must not be overlooked."""
        return self.ask is not None

    @property
    def whole(self) -> Text:
        """All of it."""
        return join([self.text, self.ask]) if self.ask else self.text


def reminder(assessment: Assessment, pack: Pack) -> Reminder | None:
    """What stands beside the answer while this notice's dates can still be kept; never a refusal."""
    route = assessment.route
    if assessment.verdict is Verdict.INELIGIBLE or without_work(route) or years_complete(route):
        return None
    # Who knows less has other worries first.
    if assessment.verdict is Verdict.INCOMPLETE and len(route.missing) > FEW:
        return None
    first, found = file_from(route), publicity(route, pack)
    if first is None or found is None:
        return None
    return remind(found, assessment.as_of, first, pack)


def remind(found: Publicity, as_of: dt.date, first: dt.date, pack: Pack) -> Reminder:
    """The last day to begin, against ``as_of`` and the ``first`` day on which the person can file."""
    values: dict[str, Value] = {
        "how_long": how_long(found),
        "day": found.begin_by or "",
        "office": pack.contact.office.text,
    }
    if found.begin_by is None:
        return Reminder(say("单位公示{how_long}。这一年放假怎么安排还不知道，最迟哪天开始，先问单位人事。", **values))
    if found.passed(as_of):
        ask = say("还没开始公示的，马上问单位人事和{office}还来不来得及。", **values)
        return Reminder(say("单位公示{how_long}，最迟 {day}就该开始。", **values), ask)
    if found.begin_by < first:
        ask = say("年限没满能不能先公示，马上问单位人事和{office}。", **values)
        return Reminder(say("单位公示{how_long}，最迟 {day}就要开始，那时您的年限还没满。", **values), ask)
    return Reminder(say("单位公示{how_long}，最迟 {day}开始。", **values))


def of_a_freelancer(route: RouteResult) -> bool:
    """Whether the person has no unit by choice."""
    return any(f.criterion == "employment" and f.actual == "freelancer" for f in route.findings)


def how_long(found: Publicity) -> Text:
    """For how long, as surely as the source says it: "at least 5 working days"."""
    if found.usual:
        return say_n("一般不少于 {n} 个工作日", found.days)
    return say_n("不少于 {n} 个工作日", found.days)
