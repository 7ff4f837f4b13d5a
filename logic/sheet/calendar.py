"""The dates as a calendar file: what to do by when, and nothing about the person but the steps."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from icalendar import Alarm, Calendar, Event

from logic.advice.publicity import publicity
from logic.advice.standing import can_file
from logic.facts import Applicant
from logic.findings import Assessment, RouteResult, Verdict
from logic.labels import ROUTE_NAMES
from logic.pack import Pack
from logic.plan import Stage, Sure, paths
from logic.plan.words import amounts
from logic.words.language import Text, say

_ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: whole days from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date
    title: Text
    text: Text


def entries(applicant: Applicant, assessment: Assessment, pack: Pack) -> tuple[Entry, ...]:
    """The days still to come: windows, publicity, checks, the day the years are complete, hours, later rounds."""
    found = [entry for route in assessment.routes for entry in _of_route(route, assessment, pack)]
    for path in paths(applicant, assessment, pack):
        found += [entry for stage in path.stages for entry in _of_stage(stage, assessment.as_of)]
    if assessment.verdict is not Verdict.INELIGIBLE:
        found += _hours(assessment, pack)
    distinct = {(entry.first, entry.last, entry.title.zh): entry for entry in found if entry.last >= assessment.as_of}
    return tuple(sorted(distinct.values(), key=lambda entry: (entry.first, entry.last)))


def _of_route(route: RouteResult, assessment: Assessment, pack: Pack) -> Iterator[Entry]:
    if route.verdict is Verdict.INELIGIBLE:
        return
    name = ROUTE_NAMES[route.route]
    rests = say("依据：{document}", document=pack.document.text)
    if can_file(route):
        for event in pack.steps(route.route, route.window.opens) if route.window is not None else ():
            title = say("{route}：{what}", route=name, what=event.what.text)
            yield Entry(event.opens, event.closes, title, rests)
        posting = publicity(route, pack)
        if posting is not None and posting.begin_by is not None:
            title = say("{route}：单位公示最迟今天开始", route=name)
            yield Entry(posting.begin_by, posting.begin_by, title, rests)
    for finding in route.findings:
        day = finding.fulfilled_on
        if day is not None and day > assessment.as_of and not finding.missing:
            yield Entry(day, day, say("{route}：年限满了，看当年的通知", route=name), finding.text)


def _of_stage(stage: Stage, as_of: dt.date) -> Iterator[Entry]:
    """A later round has no days yet: one is reminded to look for that year's notice. And hours of the years between."""
    coming, name = stage.round, ROUTE_NAMES[stage.opening.route]
    if coming is None or coming.sure is not Sure.ABOUT:
        return
    look = max(dt.date(coming.year, coming.known.opens.month, 1), as_of)
    title = say("{route}：看 {year} 年的通知出来没有", route=name, year=coming.year)
    yield Entry(look, look, title, say("{when}；日期以那一年的通知为准。", when=coming.when))
    for change in stage.opening.changes:
        for year in change.years:
            if year.ahead and year.year > as_of.year:
                day = dt.date(year.year, 12, 1)
                text = say("要有{amounts}，年底前学完并登记。", amounts=amounts(year.general, year.professional))
                yield Entry(day, day, say("{year} 年的继续教育学时：够了吗？", year=year.year), text)


def _hours(assessment: Assessment, pack: Pack) -> Iterator[Entry]:
    """Some weeks before the year ends, while courses are still open."""
    day = dt.date(assessment.as_of.year, 12, 1)
    yield Entry(
        day,
        day,
        say("今年的继续教育学时：够了吗？"),
        say(
            "每年公需科目 {general} 学时，专业科目 {professional} 学时，年底前学完并登记。",
            general=pack.hours.general,
            professional=pack.hours.professional,
        ),
    )


def to_ics(applicant: Applicant, assessment: Assessment, pack: Pack, language: str = "zh") -> bytes:
    """The entries as an iCalendar file (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Title Guide//titleguide//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", say("职称申报日程").get(language))
    calendar.add("x-wr-timezone", _ZONE)
    # No clock here: the day asked about stands for the moment of making.
    made = dt.datetime.combine(assessment.as_of, dt.time(), dt.UTC)
    for entry in entries(applicant, assessment, pack):
        event = Event()
        event.add("uid", _uid(entry, pack))
        event.add("dtstamp", made)
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + dt.timedelta(days=1))
        event.add("summary", entry.title.get(language))
        event.add("description", entry.text.get(language))
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title.get(language))
        # Nine o'clock on the day before it ends.
        alarm.add("trigger", dt.timedelta(days=(entry.last - entry.first).days - 1, hours=9))
        event.add_component(alarm)
        calendar.add_component(event)
    made_file: bytes = calendar.to_ical()
    return made_file


def _uid(entry: Entry, pack: Pack) -> str:
    """The same entry taken again replaces the first."""
    said = f"{pack.id}|{entry.first}|{entry.last}|{entry.title.zh}"
    return f"{hashlib.sha256(said.encode()).hexdigest()[:24]}@titleguide"
