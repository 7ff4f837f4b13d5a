"""What a pack says that can be read and can hardly be meant: days of filing that end on a day off, a level nobody can
reach, rungs that others make needless or that leave a diploma out. Each is to be looked at, none keeps it from ruling.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from chinese_calendar import is_workday

from logic.facts import Education
from logic.findings import Level
from logic.labels import CHOICE_NAMES, LEVEL_NAMES
from logic.pack import Committee, Loc, Pack, ReviewStep
from logic.pack.faults import Fault, path_of
from logic.words.language import Text, say

Noted = Iterator[tuple[Loc, Text]]
# From the lowest to the highest; a notice may leave out the lower ones.
_RISING = (
    *(Education.SECONDARY, Education.COLLEGE, Education.BACHELOR, Education.SECOND_BACHELOR),
    *(Education.MASTER, Education.DOCTOR),
)


def doubts(pack: Pack) -> list[Fault]:
    """All of it, each with the path of its place; a draft has no lines yet that anybody has seen."""
    noted = (_sample(pack), _days_off(pack), _not_reached(pack), _needless(pack), _left_out(pack), _falling(pack))
    return [Fault(path_of(loc), 1, text) for one in noted for loc, text in one]


def clauses_unchanged(pack: Pack, before: Pack) -> list[Fault]:
    """Clauses that tell in their own words what has changed since ``before``, and are as they were."""
    found: list[tuple[str, Text]] = []
    if pack.recognition != before.recognition:
        found.append(("2.3", say("初次认定改了，这一条的说法没有改。")))
    if pack.scope != before.scope:
        found += [(id_, say("谁能申报改了，这一条的说法没有改。")) for id_ in ("1.1", "1.3")]
    for name, committee in pack.review.committees.items():
        was = before.review.committees.get(name)
        if was is not None and committee != was:
            found.append(
                (committee.source, say("{committee}的条件改了，这一条的说法没有改。", committee=committee.name.text))
            )
    return [
        Fault(path_of(("clauses", id_, "text")), 1, text)
        for id_, text in found
        if id_ in pack.clauses and id_ in before.clauses and pack.clauses[id_].text == before.clauses[id_].text
    ]


_WEEKDAYS = (
    *(say("星期一"), say("星期二"), say("星期三"), say("星期四"), say("星期五"), say("星期六"), say("星期日")),
)


# The addresses of the pack to start from; its names are looked for by policy check.
_SAMPLE = re.compile("[.]example")


def _sample(pack: Pack) -> Noted:
    sample = say("这里还是样本，请换成自己的。")
    for loc, address in ((("url",), pack.url), (("contact", "platform_url"), pack.contact.platform_url)):
        if address is not None and _SAMPLE.search(address):
            yield loc, sample


def _is_day_off(day: dt.date) -> bool:
    try:
        return not is_workday(day)
    except NotImplementedError:  # a year whose holidays are not settled yet
        return day.weekday() >= _SATURDAY


_SATURDAY = 5


def _days_off(pack: Pack) -> Noted:
    for i, event in enumerate(pack.calendar):
        for name, day in (("opens", event.opens), ("closes", event.closes)):
            if name == "opens" and (event.ends_only or event.opens == event.closes):
                continue
            if _is_day_off(day) and not event.all_year:
                yield (
                    ("calendar", i, name),
                    say(
                        "{day}是{weekday}，不是工作日。请对照通知，看是不是这一天。",
                        day=day,
                        weekday=_WEEKDAYS[day.weekday()],
                    ),
                )


def _not_reached(pack: Pack) -> Noted:
    for name, committee in pack.review.committees.items():
        for level in (Level.TECHNICIAN, Level.ASSISTANT):
            steps = committee.steps(level)
            place = ("review", "committees", name, level.value)
            if not steps:
                yield place, say("没有一条通到{level}，谁也评不上。", level=LEVEL_NAMES[level])
            elif level is Level.ASSISTANT and all(step.technician_years for step in steps) and not committee.technician:
                yield place, say("每一条都要先有员级，可是没有一条通到员级。")
    if pack.recognition is not None:
        reached = {step.level for step in pack.recognition.ladder.values()}
        for level in pack.recognition.approvers:
            if level not in reached:
                yield (
                    ("recognition", "approvers", level.value),
                    say("写了{level}由谁批，可是没有一种学历认定到{level}。", level=LEVEL_NAMES[level]),
                )


def _asks(step: ReviewStep) -> tuple[int, int, bool]:
    return step.service_years or 0, step.technician_years or 0, step.assessment


def _needless(pack: Pack) -> Noted:
    """A rung that asks all that another asks of the same diplomas, and more."""
    for name, committee in pack.review.committees.items():
        for level in (Level.TECHNICIAN, Level.ASSISTANT):
            steps = committee.steps(level)
            for i, step in enumerate(steps):
                for j, other in enumerate(steps):
                    shared = [one for one in step.education if one in other.education]
                    wider = all(a <= b for a, b in zip(_asks(other), _asks(step), strict=True))
                    if i != j and shared and wider and (_asks(other) != _asks(step) or j < i):
                        yield (
                            ("review", "committees", name, level.value, i),
                            say(
                                "{diploma}在第 {n} 条里条件更低或一样，这一条对他们没有用。",
                                diploma=CHOICE_NAMES["education"][shared[0]],
                                n=j + 1,
                            ),
                        )
                        break


def _left_out(pack: Pack) -> Noted:
    for name, committee in pack.review.committees.items():
        for level in (Level.TECHNICIAN, Level.ASSISTANT):
            diplomas = {one for step in committee.steps(level) for one in step.education}
            lowest = next((place for place, one in enumerate(_RISING) if one in diplomas), len(_RISING))
            for one in _RISING[lowest:]:
                if one not in diplomas:
                    yield (
                        ("review", "committees", name, level.value),
                        say("没有写{diploma}，更低的学历却写了。", diploma=CHOICE_NAMES["education"][one]),
                    )


def _falling(pack: Pack) -> Noted:
    """A higher diploma that takes longer to the same level."""
    if pack.recognition is not None:
        ladder = pack.recognition.ladder
        months = {one: 12 * sum(step.years) + (step.months or 0) for one, step in ladder.items()}
        for lower, higher in pairwise([one for one in _RISING if one in ladder]):
            if ladder[lower].level is ladder[higher].level and months[higher] > months[lower]:
                yield (
                    ("recognition", "ladder", higher.value),
                    say(
                        "{higher}要的年限比{lower}还长。",
                        higher=CHOICE_NAMES["education"][higher],
                        lower=CHOICE_NAMES["education"][lower],
                    ),
                )
    for name, committee in pack.review.committees.items():
        for level in (Level.TECHNICIAN, Level.ASSISTANT):
            least = _least(committee, level)
            for lower, higher in pairwise([one for one in _RISING if one in least]):
                if least[higher] > least[lower]:
                    yield (
                        ("review", "committees", name, level.value),
                        say(
                            "{higher}要的年限比{lower}还长。",
                            higher=CHOICE_NAMES["education"][higher],
                            lower=CHOICE_NAMES["education"][lower],
                        ),
                    )


def _least(committee: Committee, level: Level) -> dict[Education, int]:
    """The fewest years by which each diploma reaches the level."""
    found: dict[Education, int] = {}
    for step in committee.steps(level):
        years = max(step.service_years or 0, step.technician_years or 0)
        for one in step.education:
            found[one] = min(years, found.get(one, years))
    return found
