"""The rules as a map: the whole by series, title and route, and each route criterion by criterion, by asking the rules.

A criterion is drawn as the questions that decide it: only those that make a difference to who comes there, and on
every branch just the answers that take it. So no condition is written down here, and none says "for some".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from logic.assess import assess
from logic.criteria.base import BoundCriterion
from logic.criteria.continuing_education import hours_of
from logic.dates import after_years
from logic.facts import CHOICES, FACT, Applicant, Employment, TitleLevel
from logic.findings import BY_WEIGHT, Level, Verdict
from logic.interview.screens import JOINED, facts_of
from logic.labels import (
    CHOICE_NAMES,
    CRITERION_NAMES,
    DIPLOMA_NAMES,
    FACT_NAMES,
    HOURS_VERDICT_NAMES,
    LEVEL_NAMES,
    ROUTE_NAMES,
    VERDICT_NAMES,
    YES_NO,
    listed,
)
from logic.pack import Event, Pack
from logic.policy.answers import SpecialtyKind, hours_axis, kinds
from logic.policy.periods import Months, day_of, last_days, service_steps, spans, started, title_steps
from logic.policy.phrases import months_listed
from logic.routes import Route, route_names, rulebook
from logic.words.language import Text, join, say

Facts = Mapping[str, Any]
# What is asked of a criterion, in this order: the diploma before the years that it asks for.
ORDER = (
    *("title_level", "title_same_series", "education", "full_time_recognised", "major_related", "title_date"),
    *("employment", "works_in_district", "under_contract", "in_technical_post", "residency", "foreign_permit"),
    *("post_vacancy", "disciplinary_period", "applied_elsewhere_this_year", "dishonesty_record"),
    *("unit_assessment_passed", "service_start", "hours"),
)


@dataclass(frozen=True, slots=True)
class End:
    """Where a criterion comes to: how it weighs in the route's verdict, and the level that it leads to."""

    verdict: Verdict
    level: Level | None = None

    @property
    def text(self) -> Text:
        """In words; what stands in nobody's way goes on."""
        if self.verdict is not Verdict.ELIGIBLE:
            return VERDICT_NAMES[self.verdict]
        return say("符合，能到{level}", level=LEVEL_NAMES[self.level]) if self.level else say("符合")


@dataclass(frozen=True, slots=True)
class Branch:
    """The answers that lead to ``to``: the condition in words, and their places among all answers to the question."""

    text: Text
    places: frozenset[int]
    to: Question | End | RouteGroup


@dataclass(frozen=True, slots=True)
class Question:
    """A question that makes a difference here, and its branches."""

    field: str
    branches: tuple[Branch, ...]

    @property
    def text(self) -> Text:
        """What is asked."""
        return FACT_NAMES["title_level" if self.field == TITLE else self.field]


@dataclass(frozen=True, slots=True)
class RouteGroup:
    """Routes that lie open, of one kind of specialty: where a part of the map begins."""

    routes: tuple[str, ...]
    committee: str | None
    kind: int


@dataclass(frozen=True, slots=True)
class Section:
    """One criterion of a route: what it is called, its clause, and the questions that decide it."""

    id: str
    clause: str
    start: Question | End

    @property
    def text(self) -> Text:
        """Its name."""
        return CRITERION_NAMES[self.id]


@dataclass(frozen=True, slots=True)
class Part:
    """One route for one kind of specialties."""

    route: str
    kind: int
    name: Text
    sections: tuple[Section, ...]
    # Criteria that ask nothing here: they are met by everybody.
    always: tuple[Text, ...] = ()


# The title that somebody holds, with whether it is of the same series: together they open routes.
TITLE = "title"
_TITLES: tuple[tuple[Text, dict[str, Any]], ...] = (
    (CHOICE_NAMES["title_level"][TitleLevel.NONE], {"title_level": TitleLevel.NONE}),
    (say("同一系列的员级"), {"title_level": TitleLevel.TECHNICIAN, "title_same_series": True}),
    (say("另一系列的员级"), {"title_level": TitleLevel.TECHNICIAN, "title_same_series": False}),
    (CHOICE_NAMES["title_level"][TitleLevel.ASSISTANT], {"title_level": TitleLevel.ASSISTANT}),
    (
        CHOICE_NAMES["title_level"][TitleLevel.INTERMEDIATE_OR_ABOVE],
        {"title_level": TitleLevel.INTERMEDIATE_OR_ABOVE},
    ),
)


class Map:
    """The map of one pack, on the day its review opens."""

    def __init__(self, pack: Pack) -> None:
        """Nothing is drawn before it is asked for."""
        self.pack, self.day = pack, day_of(pack)
        self.kinds: tuple[SpecialtyKind, ...] = kinds((pack,))
        self._book = rulebook(pack, self.day)
        self._titled, self._served = (spans(steps(pack)) for steps in (title_steps, service_steps))
        self._parts: dict[tuple[str, int], Part] = {}
        self._hours = hours_axis((pack,), blanks=False).answers

    # --- the whole ---------------------------------------------------------------------------------------------

    @cached_property
    def whole(self) -> Question:
        """Who is refused at once; then by title and series to the routes that lie open."""
        found: dict[Any, list[tuple[int, Text]]] = {}
        for place, employment in enumerate(Employment):
            verdict = assess(Applicant(employment=employment), self.pack, self.day).verdict
            to: Any = End(verdict) if verdict is Verdict.INELIGIBLE else self._titles
            found.setdefault(to, []).append((place, CHOICE_NAMES["employment"][employment]))
        return _question("employment", found)

    @cached_property
    def _titles(self) -> Question:
        found: dict[Any, list[tuple[int, Text]]] = {}
        for place, (text, facts) in enumerate(_TITLES):
            found.setdefault(self._specialties(facts), []).append((place, text))
        return _question(TITLE, found)

    @cached_property
    def _series(self) -> dict[str, list[int]]:
        """The kinds of specialties of each series; the same routes lie open to all of them."""
        found: dict[str, list[int]] = {}
        for k, kind in enumerate(self.kinds):
            found.setdefault(self.pack.by_id[kind.ids[0]].series, []).append(k)
        return found

    def _specialties(self, title: Facts) -> Question | RouteGroup:
        found: dict[Any, list[tuple[int, Text]]] = {}
        for series, alike in self._series.items():
            specialty = self.kinds[alike[0]].ids[0]
            routes = route_names(Applicant(specialty=specialty, **title), self.pack)
            committee = self.pack.committee_of(specialty) if "junior_review" in routes else None
            # Beyond this notice it is the same for all.
            to = RouteGroup(routes, committee, 0 if routes == ("higher_review",) else alike[0])
            found.setdefault(to, []).extend((kind, self.pack.series[series].name.text) for kind in alike)
        return next(iter(found)) if len(found) == 1 else _question("specialty", found)

    # --- a part ------------------------------------------------------------------------------------------------

    @cached_property
    def places(self) -> tuple[tuple[str, int, Text], ...]:
        """(route, kind, name) of every part, in the order of the whole."""
        found: dict[tuple[str, int], Text] = {}
        for way in _ways(self.whole):
            for route in way.routes:
                series = self.pack.by_id[self.kinds[way.kind].ids[0]].series
                name = self.pack.series[series].name.text
                whole = ROUTE_NAMES[route] if way.kind == 0 and route == "higher_review" else None
                text = whole or say("{route}（{series}）", route=ROUTE_NAMES[route], series=name)
                found.setdefault((route, way.kind), text)
        return tuple((route, kind, name) for (route, kind), name in found.items())

    def part(self, route: str, kind: int) -> Part:
        """A route's criteria, each as the questions that decide it; drawn once."""
        if (route, kind) not in self._parts:
            self._parts[route, kind] = self._drawn(route, kind)
        return self._parts[route, kind]

    def rounds(self, part: Part) -> tuple[Event, ...]:
        """The days on which one files by this part's route; none where somebody else sets them."""
        elsewhere = self.pack.recognition.dates_elsewhere if self.pack.recognition else {}
        series = self.pack.by_id[self.kinds[part.kind].ids[0]].series
        if part.route == "initial_recognition" and series in elsewhere:
            return ()
        return self.pack.rounds(part.route)

    def _drawn(self, route: str, kind: int) -> Part:
        name = next((name for r, k, name in self.places if (r, k) == (route, kind)), ROUTE_NAMES[route])
        alike = self._series[self.pack.by_id[self.kinds[kind].ids[0]].series]
        sections, always = [], []
        for place, bound in enumerate(self._route(route, kind).criteria):
            found: dict[Any, list[tuple[int, Text]]] = {}
            for k in alike:
                names = listed(self.pack.by_id[id_].name for id_ in self.kinds[k].ids)
                found.setdefault(self._decided(route, place, k), []).append((k, names))
            start = next(iter(found)) if len(found) == 1 else _question("specialty", found)
            if isinstance(start, End) and start.verdict is Verdict.ELIGIBLE:
                always.append(CRITERION_NAMES[bound.criterion.id])
                continue
            clause = bound.criterion.clause
            committee = self._route(route, kind).committee
            if bound.criterion.id == "level" and committee:
                clause = self.pack.review.committees[committee].source
            sections.append(Section(bound.criterion.id, clause, start))
        return Part(route, kind, name, tuple(sections), tuple(always))

    def _route(self, route: str, kind: int) -> Route:
        return self._book.route(route, self.kinds[kind].ids[0])

    def _decided(self, name: str, place: int, kind: int) -> Question | End:
        """What decides the criterion at ``place`` of a route, for one kind of specialties."""
        route, specialty = self._route(name, kind), self.kinds[kind].ids[0]
        bound = route.criteria[place]
        asked = [field for field in ORDER if field in bound.reads]
        levelled = bound.criterion.id in ("level", "service")

        def build(n: int, facts: dict[str, Any]) -> Question | End:
            if n == len(asked):
                who = Applicant(specialty=specialty, **facts)
                _, weight = bound.ask(who)
                verdict = BY_WEIGHT[weight]
                return End(verdict, route.level.ask(who) if levelled and verdict is Verdict.ELIGIBLE else None)
            field = asked[n]
            gate = FACT[field].gate
            if gate in facts and not FACT[field].asked(Applicant(**facts)):
                return build(n + 1, facts)
            found: dict[Any, list[tuple[int, Text]]] = {}
            for place, (text, said) in enumerate(self._answers(field, facts)):
                if self._comes(route, bound, specialty, {**facts, **said}):
                    found.setdefault(build(n + 1, {**facts, **said}), []).append((place, text))
            if len(found) == 1:
                only: Question | End = next(iter(found))
                return only
            return _question(field, found, self._spans(field) if field in _DATES else None)

        return build(0, {})

    def _comes(self, route: Route, bound: BoundCriterion, specialty: str, facts: Facts) -> bool:
        """Whether anybody with these facts comes by ``route``: the whole has led others elsewhere."""
        held = {name: facts[name] for name in ("title_level", "title_same_series") if name in facts}
        if held and route.context.route not in route_names(Applicant(specialty=specialty, **held), self.pack):
            return False
        if bound.criterion.id == "employment" or "employment" not in facts:
            return True
        return assess(Applicant(employment=facts["employment"]), self.pack, self.day).verdict is not Verdict.INELIGIBLE

    def _answers(self, field: str, facts: Facts) -> Iterator[tuple[Text, dict[str, Any]]]:
        """Every answer that differs in effect."""
        if field in CHOICES:
            yield from ((CHOICE_NAMES[field][value], {field: value}) for value in CHOICES[field])
        elif field in JOINED:
            yield from ((DIPLOMA_NAMES[answer], facts_of(field, answer)) for answer in JOINED[field])
        elif field in _DATES:
            for span in self._spans(field):
                yield months_listed((span,)), {field: started(span, self.pack)}
        elif field == "hours":
            for answer in self._hours:
                said = answer.facts(0, facts)
                if said is not None:
                    left = say("，但取得职称以来有年度没填") if answer.named["leaves_out"] else Text("", "")
                    yield join([HOURS_VERDICT_NAMES[answer.named["other_hours"]], left], "", ""), dict(said)
        else:
            yield from ((YES_NO[value], {field: value}) for value in (True, False))

    def _spans(self, field: str) -> tuple[Months, ...]:
        return self._titled if field == "title_date" else self._served

    # --- one's own way -----------------------------------------------------------------------------------------

    def branch_of(self, question: Question, a: Applicant) -> int | None:
        """Which branch ``a`` takes; None where the answer is not known."""
        place = self._place(question.field, a)
        return next((n for n, branch in enumerate(question.branches) if place in branch.places), None)

    def way(self, start: Question | End | RouteGroup, a: Applicant) -> Iterator[tuple[Question, int]]:
        """The branches that ``a`` takes from ``start``; it ends where an answer is not known."""
        while isinstance(start, Question):
            n = self.branch_of(start, a)
            if n is None:
                return
            yield start, n
            start = start.branches[n].to

    @staticmethod
    def listed(names: Sequence[Text]) -> Text:
        """Several parts by name."""
        return join(list(names), "；", "; ")

    def parts_of(self, a: Applicant) -> tuple[tuple[str, int], ...]:
        """The parts that lie open to ``a``; none while the specialty is not known."""
        if a.specialty is None:
            return ()
        series = self.pack.by_id[a.specialty].series
        mine = route_names(a, self.pack)
        return tuple(
            (route, kind)
            for route, kind, _ in self.places
            if route in mine and (route == "higher_review" or self.pack.by_id[self.kinds[kind].ids[0]].series == series)
        )

    def _place(self, field: str, a: Applicant) -> int | None:
        if field == "specialty":
            return next((k for k, kind in enumerate(self.kinds) if a.specialty in kind.ids), None)
        if field == TITLE and a.title_level is TitleLevel.TECHNICIAN and a.title_same_series is None:
            return None
        if field == "hours":
            return self._place_of_hours(a)
        if field in _DATES:
            start = getattr(a, field)
            return None if start is None else self._place_of_day(field, start)
        answers = _TITLES if field == TITLE else tuple(self._answers(field, {}))
        for place, (_, said) in enumerate(answers):
            if all(getattr(a, name) == wanted for name, wanted in said.items()):
                return place
        return None

    def _place_of_day(self, field: str, start: Any) -> int:
        """By the last day of filing, as the spans are."""
        _, last = last_days(self.pack)
        full = [place for place, (low, _) in enumerate(self._spans(field)) if after_years(start, months=low) <= last]
        return max(full, default=0)

    def _place_of_hours(self, a: Applicant) -> int | None:
        if not a.hours:
            return None
        found = hours_of(a, self.pack, self.day)
        verdict = (found.verdict, bool(found.uncovered_years))
        for place, answer in enumerate(self._hours):
            if (answer.named["other_hours"], answer.named["leaves_out"]) == verdict:
                return place
        return next((n for n, one in enumerate(self._hours) if one.named["other_hours"] is found.verdict), None)


_DATES = ("title_date", "service_start")


def _question(
    field: str, found: Mapping[Any, Sequence[tuple[int, Text]]], spans: Sequence[Months] | None = None
) -> Question:
    every = {place: text for answers in found.values() for place, text in answers}

    def condition(answers: Sequence[tuple[int, Text]]) -> Text:
        mine = dict(answers)
        if spans is not None:
            return months_listed(spans[place] for place in mine)
        others = dict.fromkeys(text for place, text in sorted(every.items()) if place not in mine)
        # Many of one kind are named by the few others.
        if len(mine) > 4 and 0 < len(others) <= 2:
            return say("{others}以外", others=listed(others))
        return listed(dict.fromkeys(mine.values()))

    return Question(
        field,
        tuple(
            Branch(condition(answers), frozenset(place for place, _ in answers), to) for to, answers in found.items()
        ),
    )


def _ways(start: Question | End | RouteGroup) -> Iterator[RouteGroup]:
    if isinstance(start, RouteGroup):
        yield start
    elif isinstance(start, Question):
        for branch in start.branches:
            yield from _ways(branch.to)
