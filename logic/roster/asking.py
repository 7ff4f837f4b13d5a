"""One rule asked of many people: once for each kind of them.

Of a kind are those whose facts are alike as far as the rule looks at them: at a day only by its clocks
(:func:`logic.criteria.base.criterion`), at hours only by what they come to.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar

import numpy as np

from logic.criteria.base import Remembered
from logic.dates import Clock
from logic.facts import FIELDS, Applicant
from logic.roster.coded import Coded, Codes, alike, together
from logic.roster.credit import Credit

Answer = TypeVar("Answer")
_DAYS = ("service_start", "title_date")


@dataclass(frozen=True, slots=True)
class Asked(Generic[Answer]):
    """What a rule answers to some people: the distinct answers, of whom each was said where days are stated, and
    which is whose."""

    answers: list[Answer]
    of_whom: list[Applicant | None]
    numbers: Codes


class Crowd:
    """The facts of many people, a column a fact; a fact without a column is not known of anybody."""

    def __init__(self, facts: Mapping[str, Coded[Any]], hours: Credit) -> None:
        """``hours``: what everybody's come to."""
        self.facts = facts
        self._kinds = {
            field: (column.map(lambda day: day is None) if field in _DAYS else column.map(_plain),)
            for field, column in facts.items()
            if field != "hours"
        }
        self._hours = (hours.kind(),)
        self._all_hours = (hours.listed, hours.general, hours.professional, hours.since)
        self._ends: dict[Clock, Codes] = {}
        self._sides: dict[Any, Coded[Any]] = {}

    def applicants(self, rows: Codes, fields: Iterable[str] = FIELDS) -> list[Applicant]:
        """The people of ``rows``, as far as ``fields`` go."""
        there = [field for field in fields if field in self.facts]
        columns = [self.facts[field].of(rows).each() for field in there]
        if not columns:
            return [Applicant()] * len(rows)
        return [Applicant(**dict(zip(there, values, strict=True))) for values in zip(*columns, strict=True)]

    def distinct(self, fields: Iterable[str], rows: Codes) -> tuple[Codes, list[Applicant]]:
        """Who of ``rows`` differ in ``fields``: each one's number, and one person of each number."""
        numbers, first = alike([self.facts[field].of(rows) for field in fields if field in self.facts], len(rows))
        return numbers, self.applicants(rows[first], fields)

    def asked(self, rule: Remembered[Answer], rows: Codes, *, in_figures: bool = False) -> Asked[Answer]:
        """What ``rule`` answers to the people of ``rows``, one of each kind being asked.

        ``in_figures``: those whose hours come to the same are a kind, and not those of whom they weigh the same.
        """
        hours = self._all_hours if in_figures else self._hours
        columns = [
            one.of(rows) for field in rule.reads for one in (hours if field == "hours" else self._kinds.get(field, ()))
        ]
        columns += self._by_clocks(rule, rows)
        numbers, first = alike(columns, len(rows))
        kinds = list(zip(*(one.of(first).each() for one in columns), strict=True)) if columns else [()]
        known = [rule.kinds.get(kind) for kind in kinds]
        new = [n for n, one in enumerate(known) if one is None]
        for n, one in zip(new, self.applicants(rows[first[new]], rule.reads), strict=True) if new else ():
            # Hardly anybody's figures are another's.
            known[n] = rule.ask_for(None if in_figures else kinds[n], one)
        answers, of_whom = zip(*filter(None, known), strict=True)
        return Asked(list(answers), list(of_whom), numbers)

    def _by_clocks(self, rule: Remembered[Any], rows: Codes) -> list[Coded[Any]]:
        """On which side of the days that count the clocks of ``rule`` run out, and which of two does so first."""
        clocks = [clock for clock in rule.clocks if clock.since in self.facts]
        columns: list[Coded[Any]] = []
        for since in dict.fromkeys(clock.since for clock in clocks):
            key = since, rule.clocks, rule.last_days
            if key not in self._sides:
                last = [day.toordinal() for day in rule.last_days]
                self._sides[key] = together(*(self._side(clock, last) for clock in clocks if clock.since == since))
            sides = self._sides[key]
            columns.append(Coded(sides.codes[self.facts[since].codes[rows]], sides.values))
        for clock, other in itertools.combinations(clocks, 2):
            if clock.since != other.since:
                ends, others = self.ends(clock, rows), self.ends(other, rows)
                order = np.where((ends > 0) & (others > 0), 2 + np.sign(ends - others), 0)
                columns.append(Coded(order, range(4)))
        return columns

    def _side(self, clock: Clock, last: list[int]) -> Coded[int]:
        """How many of the ``last`` days are over when ``clock`` runs out, by the day it began; 0 where not known."""
        ends = self._ends_of_each(clock)
        return Coded(np.where(ends > 0, 1 + np.searchsorted(last, ends), 0), range(len(last) + 2))

    def days(
        self, rule: Remembered[Any], rows: Codes, answered: Asked[Any], days: Sequence[dt.date | None]
    ) -> Codes | None:
        """The day stated for each of ``rows``, where those of ``answered`` have ``days``; as ordinals, 0 for none.

        It is the day on which the same of the clocks of ``rule`` runs out. None where none is stated for anybody.
        """
        if not any(days):
            return None
        places = [_which(rule.clocks, one, day) if day else -1 for one, day in zip(answered.of_whom, days, strict=True)]
        ends = np.stack([*(self.ends(clock, rows) for clock in rule.clocks), np.zeros(len(rows), dtype=np.int64)])
        found: Codes = ends[np.array(places)[answered.numbers], np.arange(len(rows))]
        return found

    def ends(self, clock: Clock, rows: Codes) -> Codes:
        """When ``clock`` runs out for the people of ``rows``, as ordinals; 0 where it is not known when it began."""
        if clock.since not in self.facts:
            return np.zeros(len(rows), dtype=np.int64)
        return self._ends_of_each(clock)[self.facts[clock.since].codes[rows]]

    def _ends_of_each(self, clock: Clock) -> Codes:
        found = self._ends.get(clock)
        if found is None:
            known = _ends(clock)
            found = self._ends[clock] = np.array([known[day] for day in self.facts[clock.since].values], dtype=np.int64)
        return found


def _which(clocks: Sequence[Clock], one: Applicant | None, day: dt.date) -> int:
    """The place of the clock that runs out on ``day`` for ``one``."""
    began = [getattr(one, clock.since) for clock in clocks]
    return next(n for n, clock in enumerate(clocks) if began[n] and clock.end(began[n]) == day)


def _plain(value: Any) -> Any:
    """A choice as its text, which is quicker to look up."""
    return value.value if isinstance(value, Enum) else value


class _Ends(dict[dt.date | None, int]):
    """When one clock runs out, by the day it began."""

    def __init__(self, clock: Clock) -> None:
        super().__init__({None: 0})
        self._clock = clock

    def __missing__(self, day: dt.date) -> int:
        found = self[day] = self._clock.end(day).toordinal()
        return found


# As many as a pack has clocks, each with the days that there are.
_ends = cache(_Ends)
