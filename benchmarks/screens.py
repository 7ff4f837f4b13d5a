"""How many screens and taps the questionnaire asks of made-up people, beside one fact a screen."""

from __future__ import annotations

from statistics import median
from typing import Any

from benchmarks.people import AS_OF, Facts, People
from benchmarks.report import Measure, percentile
from benchmarks.ten_people import TEN
from logic.interview.questionnaire import Questionnaire, Seen
from logic.interview.screens import (
    DATES,
    SCREENS,
    SINGLE_SCREENS,
    TOUCH_SCREENS,
    USUAL,
    Screen,
    answer_to,
)
from logic.interview.visit import Visit
from logic.pack import load

PEOPLE = 1000
# Hours included: for half of the people, for nine of ten, for anybody.
MOST = (9, 10, 12)


def walk(facts: Facts, questionnaire: Questionnaire) -> list[Seen]:
    """Every screen that somebody with these facts comes to; what is not among them is answered 不清楚."""
    visit, screens = Visit(), []
    while (seen := questionnaire.look(visit)).screen is not None:
        screens.append(seen)
        visit = questionnaire.answered(visit, {question: _answer(question, facts) for question in seen.rows})
    return screens


def _answer(question: str, facts: Facts) -> Any:
    answer = answer_to(question, facts)
    return str(answer) if question in DATES and answer is not None else answer


def taps(seen: Seen, facts: Facts) -> int:
    """What has to be tapped on one screen: the way on, and in a group each row that is not the usual.

    Who knows none of the rows passes them with one tap.

    Typing is not counted, and of the specialty only the tap on what was found.
    """
    if len(seen.rows) == 1:
        return 1
    if all(_answer(question, facts) is None for question in seen.rows):
        return 1
    rows = [question for question in seen.rows if question in USUAL]
    return 1 + len([question for question in rows if _answer(question, facts) != USUAL[question]])


def measure() -> list[Measure]:
    """Screens for each layout, and taps for ours."""
    pack = load("qiaocheng-2023")
    people = People(pack, 11).distinct(PEOPLE)
    measures = []

    def figure(what: str, value: float, most: float | None = None) -> None:
        measures.append(Measure("screens", what, value, "", most))

    def layout(name: str, screens: tuple[Screen, ...], most: tuple[float | None, ...]) -> list[list[Seen]]:
        questionnaire = Questionnaire(pack, AS_OF, screens)
        walks = [walk(facts, questionnaire) for facts in people]
        counts = [len(one) for one in walks]
        figures = (median(counts), percentile(counts, 0.9), max(counts))
        for which, value, limit in zip(("half of the people", "nine of ten", "anybody"), figures, most, strict=True):
            figure(f"{name}: at most, {which}", value, limit)
        return walks

    walks = layout("groups", SCREENS, MOST)
    counts = [sum(taps(seen, facts) for seen in one) for one, facts in zip(walks, people, strict=True)]
    figure("groups: taps, half of the people", median(counts))
    figure("groups: taps, nine of ten", percentile(counts, 0.9))
    layout("touch screen", TOUCH_SCREENS, MOST)
    layout("one fact a screen", SINGLE_SCREENS, (None, None, None))
    grouped, single = (Questionnaire(pack, AS_OF, screens) for screens in (SCREENS, SINGLE_SCREENS))
    for person in TEN:
        screens = walk(person.facts, grouped)
        figure(f"{person.name}: one fact a screen", len(walk(person.facts, single)))
        figure(f"{person.name}: groups", len(screens))
        figure(f"{person.name}: groups, taps", sum(taps(seen, person.facts) for seen in screens))
    return measures
