"""How a criterion is written, and how its finding is remembered.

A criterion is one small function: it is handed the facts, already known as far as ``needs`` names them, and says
what is so. Unknown facts are handled here, once. A finding depends on nothing but the facts the criterion
``reads`` and the context it is judged in, so each context remembers the findings it has given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Generic, Literal, TypedDict, TypeVar, Unpack

from logic.dates import Clock
from logic.facts import FACT, Applicant, in_asking_order
from logic.findings import WEIGHT, Finding, FindingVerdict, Verdict
from logic.labels import fact_names
from logic.memory import Memory
from logic.pack import Committee, Event, LeftOpen, Pack, Series
from logic.words.language import Text, say

Judge = Callable[[Applicant, "Context"], Finding]
# What a criterion looks at of where it is judged, besides the pack, the route and the days: nothing, the district's
# committee, or the series.
HangsOn = Literal["route", "committee", "series"]


class NotDeclared(LookupError):
    """A criterion looks at more of its context than it says; its finding would be another series' as well."""

    def __init__(self, what: HangsOn) -> None:
        """Name what it looks at."""
        super().__init__(
            f'context.{what} is read by a criterion that does not say so: @criterion(…, hangs_on="{what}")'
        )


@dataclass(frozen=True, slots=True)
class Context:
    """What a criterion is judged in: one route for one series, under one pack, on one day."""

    pack: Pack
    route: str
    as_of: dt.date
    window: Event | None = None
    committee_id: str | None = None
    series_id: str | None = None
    # A specialty of the "exam" series may be marked as unsure; then the context says so.
    exam_unsure: bool = False
    # How much of it may be looked at.
    sees: HangsOn = "series"

    @property
    def deadline(self) -> dt.date:
        """A day E fulfils a time-bound condition where ``E <= deadline`` (rules, "Dates")."""
        if self.window is None:
            return self.as_of
        # Where one can file on any day, one comes when the day has come.
        return max(self.as_of, self.window.opens if self.window.all_year else self.window.closes)

    def catches(self, day: dt.date) -> bool:
        """Whether somebody who meets all conditions from ``day`` on can still file under this notice."""
        return self.window is not None and self.pack.catches(self.route, day) is not None

    @property
    def last_days(self) -> tuple[dt.date, ...]:
        """The days on whose side a day may lie: today, the deadline, and the last of each round of filing."""
        return tuple(sorted({self.as_of, self.deadline, *(span.closes for span in self.pack.rounds(self.route))}))

    @property
    def series(self) -> Series | None:
        """The series; None where the specialty is not known. Raises :class:`NotDeclared`."""
        if self.sees != "series":
            raise NotDeclared("series")
        return self.pack.series[self.series_id] if self.series_id is not None else None

    @property
    def committee(self) -> Committee | None:
        """The district's committee for the series; None where it has none. Raises :class:`NotDeclared`."""
        if self.sees == "route":
            raise NotDeclared("committee")
        return self.pack.review.committees[self.committee_id] if self.committee_id is not None else None

    def seen(self, hangs_on: HangsOn) -> Context:
        """As much of it as what ``hangs_on`` so much sees."""
        if hangs_on == "series":
            return self
        committee = self.committee_id if hangs_on == "committee" else None
        return replace(self, committee_id=committee, series_id=None, exam_unsure=False, sees=hangs_on)

    @property
    def office(self) -> Text:
        """The office to ask."""
        return self.pack.contact.office.text


class Details(TypedDict, total=False):
    """What a finding may carry besides its sentence; see :class:`logic.findings.Finding`."""

    clause: str
    also: tuple[str, ...]
    actual: Any
    required: Any
    gap: dict[str, float | int] | None
    available_from: dt.date | None
    fulfilled_on: dt.date | None


def met(text: Text, **details: Unpack[Details]) -> Finding:
    """The criterion holds."""
    return Finding(verdict=FindingVerdict.MET, text=text, **details)


def curable(text: Text, remedy: Text, **details: Unpack[Details]) -> Finding:
    """It does not hold yet; ``remedy`` says what would cure it."""
    return Finding(verdict=FindingVerdict.NOT_MET, text=text, remedy=remedy, **details)


def barring(text: Text, ask: Text | None = None, **details: Unpack[Details]) -> Finding:
    """It does not hold, and nothing the person can do this year changes that; ``ask`` says who may know more."""
    return Finding(verdict=FindingVerdict.NOT_MET, text=text, barring=True, ask=ask, **details)


def confirm(text: Text, ask: Text, remedy: Text | None = None, **details: Unpack[Details]) -> Finding:
    """The sources leave it to somebody: ``ask`` says whom to ask what."""
    return Finding(verdict=FindingVerdict.CONFIRM, text=text, ask=ask, remedy=remedy, **details)


def left_open(matter: LeftOpen, context: Context, text: Text, ask: Text, **details: Unpack[Details]) -> Finding:
    """As :func:`confirm`, unless this notice settles the matter."""
    settled = context.pack.settled.get(matter)
    if settled is None:
        return confirm(text, ask=ask, **details)
    details["clause"] = settled.clause
    text = context.pack.named(settled.say.text)
    return met(text, **details) if settled.is_ == "met" else barring(text, **details)


def not_applicable(text: Text, **details: Unpack[Details]) -> Finding:
    """The criterion does not concern this person."""
    return Finding(verdict=FindingVerdict.NOT_APPLICABLE, text=text, **details)


def unknown(*fields: str, text: Text | None = None, **details: Unpack[Details]) -> Finding:
    """Not decided until ``fields`` are known."""
    names = in_asking_order(set(fields))
    text = text or say("还不清楚：{facts}。", facts=fact_names(names))
    return Finding(verdict=FindingVerdict.UNKNOWN, text=text, missing=names, **details)


def absent(a: Applicant, *fields: str) -> tuple[str, ...]:
    """Those of ``fields`` that are not known and that this person would be asked.

    Where the answer that decides on a question is itself unknown, that answer is what is missing.
    """
    gone: set[str] = set()
    for name in fields:
        if getattr(a, name) is not None:
            continue
        asked = FACT[name].asked(a)
        if asked is None:
            gone.add(FACT[name].gate or name)
        elif asked:
            gone.add(name)
    return in_asking_order(gone)


Clocks = Callable[[Context], tuple[Clock, ...]]


def _no_clocks(context: Context) -> tuple[Clock, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its id, the clause it rests on, and the function that judges it."""

    id: str
    clause: str
    needs: tuple[str, ...]
    reads: tuple[str, ...]
    judge: Judge
    along: tuple[str, ...]
    # Routes in which the same facts come to something else.
    differs_in: tuple[str, ...]
    clocks: Clocks
    hangs_on: HangsOn

    def find(self, a: Applicant, context: Context) -> Finding:
        """The finding for applicant ``a``."""
        # A gate that is unknown decides first: without it nobody can say whether the rest is asked at all.
        gone = absent(a, *self.needs)
        found = unknown(*gone, *absent(a, *self.along)) if gone else self.judge(a, context)
        # It was made a moment ago and nobody else has it yet: signed in place, a copy takes longer than the judging.
        object.__setattr__(found, "criterion", self.id)
        clauses = context.pack.clauses
        if not found.clause:
            object.__setattr__(found, "clause", self.clause if self.clause in clauses else _of_the_route(context))
        # Another notice may have nothing on a thing that is cited beside.
        if found.also:
            object.__setattr__(found, "also", tuple(clause for clause in found.also if clause in clauses))
        return found


def _of_the_route(context: Context) -> str:
    """The clause of the route itself, where the notice has none of its own for a criterion."""
    way = context.pack.other_route(context.route)
    return way.clause if way else "2.1"


def criterion(
    id: str,
    clause: str,
    needs: tuple[str, ...] = (),
    along: tuple[str, ...] = (),
    also_reads: tuple[str, ...] = (),
    differs_in: tuple[str, ...] = (),
    clocks: Clocks = _no_clocks,
    hangs_on: HangsOn = "route",
) -> Callable[[Judge], Criterion]:
    """Make a criterion of a function.

    ``needs``: facts the function is never called without, as far as this person is asked them; the facts that
    decide on asking must come first. ``along``: facts it may turn out to need, named together with a missing need so
    that a reader can fill every blank at once; by itself it names them with :func:`absent` and :func:`unknown`.
    ``also_reads``: facts it looks at but can do without.
    ``differs_in``: the routes that make something else of the same facts; all others share one finding.
    ``clocks``: all that it does with a day. Of whom they run out on the same side of each of the context's
    ``last_days``, and in the same order, it finds the same but for the days stated: a roster asks it of one of these.
    ``hangs_on``: what it sees of the context, whose committee and series it cannot look at else; who shares that
    shares the finding.
    """

    def make(judge: Judge) -> Criterion:
        reads = tuple(dict.fromkeys((*needs, *along, *also_reads)))
        return Criterion(id, clause, needs, reads, judge, along, differs_in, clocks, hangs_on)

    return make


# What each outcome would make of its route if it stood alone.
_ALONE = {
    FindingVerdict.MET: Verdict.ELIGIBLE,
    FindingVerdict.NOT_APPLICABLE: Verdict.ELIGIBLE,
    FindingVerdict.CONFIRM: Verdict.CONFIRM,
    FindingVerdict.UNKNOWN: Verdict.INCOMPLETE,
    FindingVerdict.NOT_MET: Verdict.NOT_YET,
}
_WEIGHT = {outcome: WEIGHT[verdict] for outcome, verdict in _ALONE.items()}
_BARRING = WEIGHT[Verdict.INELIGIBLE]


def weight(finding: Finding) -> int:
    """How heavily a finding weighs in its route's verdict, as in :data:`logic.findings.WEIGHT`."""
    return _BARRING if finding.barring else _WEIGHT[finding.verdict]


Weighed = tuple[Finding, int]
Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """A function of some facts and a context, with the answers it has given so far."""

    __slots__ = ("_answers", "_ask", "_memory", "_read", "clocks", "context", "kinds", "last_days", "reads")

    def __init__(
        self,
        ask: Callable[[Applicant, Context], Answer],
        reads: tuple[str, ...],
        clocks: Clocks,
        context: Context,
        memory: Memory,
    ) -> None:
        """``reads``: the facts that ``ask`` looks at, and no others; ``clocks``: all that it does with days."""
        self.context, self.reads = context, reads
        self.clocks = tuple(dict.fromkeys(clocks(context)))
        self.last_days = context.last_days if self.clocks else ()
        self._ask = ask
        self._read: Callable[[Applicant], Any] = attrgetter(*reads) if reads else _nothing
        self._memory, self._answers = memory, memory.table()
        # The answers for kinds of people who are alike but for days and figures; where days are stated, of whom.
        self.kinds: dict[Any, tuple[Answer, Applicant | None]] = memory.table()

    def __call__(self, a: Applicant) -> Answer:
        """The answer for ``a``."""
        key = self._read(a)
        try:
            answer: Answer = self._answers[key]
        except KeyError:
            answer = self._ask(a, self.context)
            self._memory.keep(self._answers, key, answer)
        return answer

    def ask(self, a: Applicant) -> Answer:
        """The answer for ``a``, which is not remembered."""
        return self._ask(a, self.context)

    def ask_for(self, kind: Any, one: Applicant) -> tuple[Answer, Applicant | None]:
        """The answer for ``one``, remembered for all others of the ``kind``; None where it is no kind to remember."""
        answer = self.ask(one), one if self.clocks else None
        if kind is not None:
            self._memory.keep(self.kinds, kind, answer)
        return answer


def _nothing(a: Applicant) -> None:
    return None


class BoundCriterion(Remembered[Weighed]):
    """A criterion in its context: the finding for an applicant, and its weight."""

    __slots__ = ("criterion",)

    def __init__(self, criterion: Criterion, context: Context, memory: Memory) -> None:
        """Bind ``criterion`` to ``context``."""
        super().__init__(self._weighed, criterion.reads, criterion.clocks, context, memory)
        self.criterion = criterion

    def _weighed(self, a: Applicant, context: Context) -> Weighed:
        finding = self.criterion.find(a, context)
        return finding, weight(finding)


def concerns(a: Applicant, field: str) -> bool:
    """Whether ``a`` is asked for ``field`` at all; as long as that is open, yes."""
    return FACT[field].asked(a) is not False
