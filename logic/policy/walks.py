"""The questionnaire walked on every way there is: people for whom all is the same from here on walk as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from logic.assess import assess
from logic.facts import CHOICES, FACT, Applicant
from logic.findings import Assessment, Verdict
from logic.hours import TENTHS, YearTenths
from logic.interview.asking import next_question
from logic.interview.screens import JOINED, SCREENS, facts_of
from logic.pack import Pack
from logic.policy.answers import kinds, personal_axes
from logic.policy.periods import day_of
from logic.routes import LOOKED_AT, STRUCTURE

# In the order of the screens.
QUESTIONS = tuple(question for screen in SCREENS for question in screen.fields)
_SCREEN = {question: screen.id for screen in SCREENS for question in screen.fields}
_GATES = tuple(dict.fromkeys(fact.gate for fact in FACT.values() if fact.gate is not None))


@dataclass(frozen=True, slots=True)
class Walk:
    """One way through the questionnaire: what was asked, and what was said."""

    asked: tuple[str, ...]
    known: Mapping[str, Any]

    @property
    def screens(self) -> int:
        """How many screens it takes."""
        return len({_SCREEN[question] for question in self.asked})


@dataclass(frozen=True, slots=True)
class Walks:
    """The shortest and the longest way, by questions, and how many different places there are on all ways."""

    shortest: Walk
    longest: Walk
    places: int


def walks(pack: Pack) -> Walks:
    """Walk every way; each question is answered, the hours too."""
    as_of = day_of(pack)
    answers = _answers(pack)
    # By question: everybody who comes there, by what can still differ, with the shortest and the longest way.
    here: dict[str, dict[Any, tuple[Walk, Walk]]] = {question: {} for question in QUESTIONS}
    ends: list[Walk] = []
    places = 0

    def arrive(way: tuple[Walk, Walk]) -> None:
        found = assess(Applicant(**way[0].known), pack, as_of)
        question = next_question(found, frozenset())
        if question is None:
            ends.extend(way)
            return
        key = _alike(way[0].known, found)
        before = here[question].get(key, way)
        both = (*before, *way)
        shortest = min(both, key=lambda one: (len(one.asked), one.screens))
        longest = max(both, key=lambda one: (len(one.asked), one.screens))
        here[question][key] = shortest, longest

    start = Walk((), {})
    arrive((start, start))
    for question in QUESTIONS:
        for way in here[question].values():
            places += 1
            for facts in answers[question]:
                arrive(tuple(Walk((*one.asked, question), {**one.known, **facts}) for one in way))  # type: ignore[arg-type]
    ends.sort(key=lambda one: (len(one.asked), one.screens))
    return Walks(ends[0], ends[-1], places)


def _alike(known: Mapping[str, Any], found: Assessment) -> Any:
    """What can still make a difference: how routes stand, and the facts that open criteria look at."""
    routes = tuple((route.route, route.verdict is Verdict.INELIGIBLE, route.missing) for route in found.routes)
    names = set(_GATES) | STRUCTURE if not known.get("education") else set(_GATES) | {"specialty"}
    for route in found.routes:
        if route.verdict is not Verdict.INELIGIBLE:
            for finding in route.findings:
                if finding.missing:
                    names |= LOOKED_AT[finding.criterion]
    return routes, found.missing, tuple((name, known.get(name)) for name in sorted(names))


def _answers(pack: Pack) -> dict[str, tuple[dict[str, Any], ...]]:
    """Every answer to each question that differs in effect."""
    axes = {axis.name: axis for axis in personal_axes((pack,))}
    dates = {
        field: dict.fromkeys(
            day for answer in axes[axis].answers if (day := (answer.facts(0, {}) or {}).get(field)) is not None
        )
        for field, axis in (("service_start", "service"), ("title_date", "title"))
    }
    return {question: tuple(_of(question, dates, pack)) for question in QUESTIONS}


def _of(question: str, dates: Mapping[str, Mapping[dt.date, None]], pack: Pack) -> Iterator[dict[str, Any]]:
    if question in CHOICES:
        yield from ({question: value} for value in CHOICES[question])
    elif question in JOINED:
        yield from (facts_of(question, answer) for answer in JOINED[question])
    elif question == "specialty":
        yield from ({question: kind.ids[0]} for kind in kinds((pack,)))
    elif question in dates:
        yield from ({question: day} for day in dates[question])
    elif question == "hours":
        norms = pack.hours.norms
        year = YearTenths(day_of(pack).year - 1, norms.general * TENTHS, norms.professional * TENTHS)
        yield {question: (year,)}
    else:
        yield from ({question: value} for value in (True, False))
