"""Which of the unknown facts can still change the outcome.

The outcome is the verdict and, for anyone not barred, the recommended route, level and committee. A fact can
still change it if the open facts can be filled in some way (wholly or in part) so that adding this one makes a
difference. That is decided here by trying, not by a second list of conditions: open facts that no criterion
reads together are tried apart, and what the parts can come to is then combined.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from types import SimpleNamespace
from typing import Any

from logic.criteria.base import Judged, after_years
from logic.criteria.scope import post_ratio
from logic.facts import CHOICES, FACT, FIELDS, Applicant, Education
from logic.findings import WEIGHT, Level, Outcome, Verdict
from logic.hours import TENTHS, Norms, YearTenths
from logic.pack import Pack
from logic.routes import STRUCTURE, Route, Rulebook, Share, listing_facts, recommended, route_names

# Every route's share of an outcome: the weight so far, and the level.
Shares = tuple[Share, ...]
Table = dict[tuple[int, ...], Shares]
# Weight of the verdict, the recommended route, its level.
Outcomes = tuple[int, str, Level | None]
_INELIGIBLE, _NOT_YET = WEIGHT[Verdict.INELIGIBLE], WEIGHT[Verdict.NOT_YET]


def can_still_change(applicant: Applicant, book: Rulebook, named: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``named``, the facts that findings miss, that can still change the outcome.

    Exact where employment and specialty are known. Before that nearly everything hangs together, and trying it all
    would take seconds: then only what plainly cannot matter is left out.
    """
    facts = _loose(applicant)
    routes = [book.route(name, facts.specialty) for name in route_names(facts, book.pack)]
    weighty = frozenset(f for f in named if any(_may_weigh(f, facts, route, book) for route in routes))
    if facts.specialty is None or facts.employment is None:
        return tuple(field for field in named if field in weighty)
    changing, _ = _changing(facts, book, weighty, frozenset(), {})
    return tuple(field for field in named if field in changing)


def _loose(applicant: Applicant) -> SimpleNamespace:
    """The facts as a plain object on which others can be tried."""
    facts = SimpleNamespace(**{field: getattr(applicant, field) for field in FIELDS})
    facts.credited = applicant.credited
    return facts


def _tried(facts: SimpleNamespace, **values: Any) -> SimpleNamespace:
    return SimpleNamespace(**{**vars(facts), **values})


def _may_weigh(field: str, facts: SimpleNamespace, route: Route, book: Rulebook) -> bool:
    """Whether ``field`` may matter to ``route``: beside an obstacle already found, only what weighs more does.

    May err towards yes only: held by ``test_missing_is_exact_by_trying_everything`` and
    ``test_when_nothing_is_missing_no_further_answer_changes_the_outcome``.
    """
    found = [(judged, *judged(facts)) for judged in route.criteria]
    # While the specialty is open the route may turn out to be recognition, which has no post ratio to fail.
    lighter = post_ratio if route.course.route == "undetermined" else None
    heaviest = max(weight for judged, _, weight in found if judged.criterion is not lighter)
    asking = [j for j, finding, _ in found if finding.missing and field in j.criterion.facts]
    if not asking or heaviest == _INELIGIBLE:
        return field in listing_facts(facts)
    if heaviest < _NOT_YET:
        return True
    if field == "unit_assessment_passed":
        return _assessed(route)
    if field in STRUCTURE:
        return True
    return any(_worst(judged, facts, book) == _INELIGIBLE for judged in asking)


def _assessed(route: Route) -> bool:
    """Whether a level of the route depends on the unit's assessment."""
    course = route.course
    if course.route != "junior_review" or course.series is None or course.series.ladder is None:
        return False
    ladder = course.pack.review.ladders[course.series.ladder]
    return any(step.assessment for step in (*ladder.technician, *ladder.assistant))


def _worst(judged: Judged, facts: SimpleNamespace, book: Rulebook) -> int:
    """The heaviest that a criterion can come to, whatever its open facts turn out to be."""
    open_ = [
        values_to_try(name, book) for name in judged.criterion.facts if name == "hours" or getattr(facts, name) is None
    ]
    return max(judged(_tried(facts, **dict(values)))[1] for values in product(*open_))


# --- what can be tried for a fact ----------------------------------------------------------------------------

_CHOICES: dict[str, Iterable[Any]] = {
    **CHOICES,
    # The commonest first: with it, most of what can matter is found to matter.
    "education": sorted(Education, key=lambda education: education is not Education.BACHELOR),
}


def values_to_try(field: str, book: Rulebook) -> tuple[tuple[str, Any], ...]:
    """Values for ``field`` that stand for all others, as (attribute, value)."""
    return _all_values(book.pack, book.as_of)[field]


_MEMORY: dict[tuple[str, dt.date], dict[str, tuple[tuple[str, Any], ...]]] = {}


def _all_values(pack: Pack, as_of: dt.date) -> dict[str, tuple[tuple[str, Any], ...]]:
    key = (pack.sha256, as_of)
    known = _MEMORY.get(key)
    if known is None:
        if len(_MEMORY) > 64:
            _MEMORY.clear()
        service = {sum(step.years) for step in pack.recognition.ladder.values()}
        title = set()
        for ladder in pack.review.ladders.values():
            for level in (Level.TECHNICIAN, Level.ASSISTANT):
                for step in ladder.steps(level):
                    service.add(step.service_years or 0)
                    title.add(step.technician_years or 0)
        deadlines = {max(as_of, span.closes) for span in (pack.recognition.window, pack.review.window)}
        known = _MEMORY[key] = {
            field: tuple((field, value) for value in _CHOICES.get(field, (True, False))) for field in FIELDS
        } | {
            "service_start": tuple(("service_start", day) for day in _days_around(service, deadlines) if day <= as_of),
            "title_date": tuple(("title_date", day) for day in _days_around(title, deadlines)),
            "hours": tuple(("credited", rows) for rows in _hours_to_try(pack.hours.norms, as_of.year)),
        }
    return known


def _days_around(years: set[int], deadlines: set[dt.date]) -> list[dt.date]:
    """For every clock of so many years: the last day that is in time for a deadline, and the first that is not."""
    days = {max(deadlines)}
    for n, deadline in product(years - {0}, deadlines):
        day = deadline.replace(year=deadline.year - n, day=1) - dt.timedelta(days=3)
        while after_years(day, n) <= deadline:
            day += dt.timedelta(days=1)
        days |= {day - dt.timedelta(days=1), day}
    return sorted(days)


@cache
def _hours_to_try(norms: Norms, year: int) -> tuple[tuple[YearTenths, ...], ...]:
    """One list of hours for each verdict: sufficient, insufficient, crammed, suspect."""
    general, professional = norms.general * TENTHS, norms.professional * TENTHS

    def rows(*shares: float) -> tuple[YearTenths, ...]:
        years = range(year - len(shares) + 1, year + 1)
        return tuple(
            YearTenths(y, int(general * share), int(professional * share))
            for y, share in zip(years, shares, strict=True)
        )

    return rows(1, 1), rows(0, 1), rows(0, 2), rows(0.5, 2)


# --- trying ----------------------------------------------------------------------------------------------------


# Answers that open and close whole routes and ladders: what else matters is looked at for each way such an answer may
# turn out, staying open among them.
_FORKS = ("title_level", "education")


def _changing(
    facts: SimpleNamespace, book: Rulebook, wanted: frozenset[str], held: frozenset[str], tables: dict[Any, Table]
) -> tuple[frozenset[str], set[Outcomes]]:
    """Those of ``wanted`` that can change the outcome, and outcomes that can be reached.

    ``held`` facts stay open. All outcomes are found where there is only one; else at least two are.
    """
    named = _named(facts, book)
    fork = next((field for field in _FORKS if field in named and field not in held), None)
    if fork is None:
        routes = tuple(book.route(name, facts.specialty) for name in route_names(facts, book.pack))
        trial = _Trial(facts, book, routes, held, tables)
        changing = trial.changing() & wanted
        return changing, trial.outcomes()
    found: set[str] = set()
    outcomes: set[Outcomes] = set()
    ways: list[tuple[SimpleNamespace, frozenset[str]]] = [
        (_tried(facts, **{attribute: value}), held) for attribute, value in values_to_try(fork, book)
    ]
    for tried, kept in [*ways, (facts, held | {fork})]:
        left = wanted - found - {fork}
        if not left and len(outcomes) > 1:
            break
        more, reached = _changing(tried, book, left & _named(tried, book), kept, tables)
        found |= more
        outcomes |= reached
    if len(outcomes) > 1:
        found.add(fork)
    return frozenset(found), outcomes


def _named(facts: SimpleNamespace, book: Rulebook) -> frozenset[str]:
    fields: set[str] = set(listing_facts(facts))
    for name in route_names(facts, book.pack):
        for judged in book.route(name, facts.specialty).criteria:
            fields.update(judged(facts)[0].missing)
    return frozenset(fields)


class _Trial:
    """All ways to fill what is open, for an applicant whose routes are known."""

    def __init__(
        self,
        facts: SimpleNamespace,
        book: Rulebook,
        routes: tuple[Route, ...],
        held: frozenset[str],
        tables: dict[Any, Table],
    ) -> None:
        self.facts, self.book, self.routes, self.held, self.tables = facts, book, routes, held, tables
        # Criteria not decided yet, as (place of the route, criterion); and the weight of all the others.
        self.open: list[tuple[int, Judged]] = []
        settled: list[int] = []
        for place, route in enumerate(routes):
            heaviest = 0
            for judged in route.criteria:
                finding, weight = judged(facts)
                if finding.verdict is Outcome.UNKNOWN and self._reads(judged):
                    self.open.append((place, judged))
                else:
                    heaviest = max(heaviest, weight)
            settled.append(heaviest)
        self.settled: Shares = tuple(
            (weight, route.level(facts)) for weight, route in zip(settled, routes, strict=True)
        )

        # A route that is barred already stays barred: what only it asks cannot matter.
        self.open = [(place, judged) for place, judged in self.open if settled[place] < _INELIGIBLE]
        self.parts = [self._part(fields) for fields in self._clusters()]

    def outcomes(self) -> set[Outcomes]:
        """All outcomes that some filling leads to."""
        reached = {self.settled}
        for _, table in self.parts:
            kinds = set(table.values())
            reached = {_combined(one, two) for one in reached for two in kinds}
        return {self._outcome(shares) for shares in reached}

    def changing(self) -> frozenset[str]:
        """The open facts that can change the outcome."""
        parts = self.parts
        found: set[str] = set()
        for place, (fields, table) in enumerate(parts):
            others = {self.settled}
            for other, (_, shares) in enumerate(parts):
                if other != place:
                    kinds = set(shares.values())
                    others = {_combined(one, two) for one in others for two in kinds}
            for number, field in enumerate(fields):
                if any(
                    self._outcome(_combined(rest, before)) != self._outcome(_combined(rest, after))
                    for before, after in _steps(table, number)
                    for rest in others
                ):
                    found.add(field)
        return frozenset(found)

    def _outcome(self, shares: Shares) -> Outcomes:
        """The verdict, the recommended route and its level; a barred outcome has neither."""
        place = recommended(shares)
        share = shares[place]
        if share is None or share[0] == _INELIGIBLE:
            return _INELIGIBLE, "", None
        return share[0], self.routes[place].course.route, share[1]

    def _clusters(self) -> list[tuple[str, ...]]:
        """The open facts, grouped so that no criterion reads facts of two groups."""
        clusters: list[set[str]] = [set(listing_facts(self.facts))] if len(self.routes) > 1 else []
        for _, judged in self.open:
            reads = self._reads(judged)
            touching = [cluster for cluster in clusters if cluster & reads]
            clusters = [cluster for cluster in clusters if not cluster & reads]
            clusters.append(reads.union(*touching))
        return [tuple(field for field in FIELDS if field in cluster) for cluster in clusters if cluster]

    def _reads(self, judged: Judged) -> set[str]:
        """The open facts a criterion may still look at: what its finding misses, and what hangs on one of these."""
        missed = {field for field in judged(self.facts)[0].missing if self._could_be_asked(field)}
        return missed | {
            name
            for name in judged.criterion.reads
            if name in FACT and FACT[name].gate in missed and getattr(self.facts, name) is None
        }

    def _could_be_asked(self, field: str) -> bool:
        return field not in self.held and FACT[field].asked(self.facts) is not False

    def _part(self, fields: tuple[str, ...]) -> tuple[tuple[str, ...], Table]:
        """What every filling of ``fields`` comes to; a filling is numbered, 0 stands for "still open"."""
        # Each open criterion belongs to one part: in another, whose facts it may read as well, it would stay open.
        mine = [(place, judged) for place, judged in self.open if not self._reads(judged).isdisjoint(fields)]
        graded = not STRUCTURE.isdisjoint(fields)
        # The same part comes back for every way a fork may turn out, as long as its criteria read nothing else new.
        known = {name for _, judged in mine for name in judged.criterion.reads} | (STRUCTURE if graded else set())
        key = (
            fields,
            tuple((place, judged.criterion.id) for place, judged in mine),
            tuple(route.course.route for route in self.routes),
            tuple(getattr(self.facts, name) for name in sorted(known)),
        )
        table = self.tables.get(key)
        if table is None:
            table = self.tables[key] = self._tabled(fields, mine, graded=graded)
        return fields, table

    def _tabled(self, fields: tuple[str, ...], mine: list[tuple[int, Judged]], *, graded: bool) -> Table:
        table: Table = {}
        choices = [values_to_try(field, self.book) for field in fields]
        for numbers in product(*(range(len(values) + 1) for values in choices)):
            tried = _tried(
                self.facts,
                **dict(values[n - 1] for values, n in zip(choices, numbers, strict=True) if n),
            )
            table[numbers] = self._shares(tried, mine, graded=graded)
        return table

    def _shares(self, tried: SimpleNamespace, mine: list[tuple[int, Judged]], *, graded: bool) -> Shares:
        """Each route's weight by the criteria ``mine``; where ``graded``, also whether it is listed and its level."""
        weights = [0] * len(self.routes)
        for place, judged in mine:
            weights[place] = max(weights[place], judged(tried)[1])
        if not graded:
            return tuple((weight, None) for weight in weights)
        listed = route_names(tried, self.book.pack)
        return tuple(
            (weights[place], route.level(tried)) if route.course.route in listed else None
            for place, route in enumerate(self.routes)
        )


def _steps(table: dict[tuple[int, ...], Shares], number: int) -> Iterator[tuple[Shares, Shares]]:
    """All pairs (before, after) where only the fact at ``number`` was open and is then known."""
    pairs = set()
    for numbers, after in table.items():
        if numbers[number]:
            before = table[(*numbers[:number], 0, *numbers[number + 1 :])]
            if before != after:
                pairs.add((before, after))
    return iter(pairs)


def _combined(one: Shares, two: Shares) -> Shares:
    return tuple(
        None if a is None or b is None else (max(a[0], b[0]), b[1] if b[1] is not None else a[1])
        for a, b in zip(one, two, strict=True)
    )
