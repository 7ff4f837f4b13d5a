"""How a criterion is written, and how its finding is remembered.

A criterion is one small function: it is handed the facts, already known as far as ``needs`` names them, and says
what is so. Unknown facts are handled here, once. A finding depends on nothing but the facts the criterion
``reads`` and the course it is judged for, so each course remembers the findings it has given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from logic.facts import FACT, in_asking_order
from logic.findings import WEIGHT, Finding, Outcome, Verdict
from logic.labels import fact_names
from logic.language import Text, say
from logic.pack import Pack, Series, Span

# All memories together hold this many answers at most; then they are emptied together, and memory stays flat.
MOST_REMEMBERED = 16_000
# The memory that each answer went into: its length is how many there are.
_FILLED: list[dict[Any, Any]] = []

Judge = Callable[[Any, "Course"], "Said"]


@dataclass(frozen=True, slots=True)
class Course:
    """What a criterion is judged for: one route for one series, under one pack, on one day."""

    pack: Pack
    route: str
    as_of: dt.date
    series: Series | None = None
    series_id: str = ""
    window: Span | None = None
    # A specialty of the "exam" series may be marked as unsure; then the course says so.
    exam_unsure: bool = False

    @property
    def deadline(self) -> dt.date:
        """A day E fulfils a time-bound condition where ``E <= deadline`` (rules, "Dates")."""
        return max(self.as_of, self.window.closes) if self.window else self.as_of

    @property
    def office(self) -> Text:
        """The office to ask."""
        return self.pack.contact.office.text


@dataclass(frozen=True, slots=True)
class Said:
    """What a criterion function returns; becomes a :class:`Finding`."""

    verdict: Outcome
    text: Text
    barring: bool = False
    remedy: Text | None = None
    ask: Text | None = None
    clause: str | None = None
    actual: Any = None
    required: Any = None
    gap: dict[str, float | int] | None = None
    available_from: dt.date | None = None
    fulfilled_on: dt.date | None = None
    missing: tuple[str, ...] = ()


def met(text: Text, **more: Any) -> Said:
    """The criterion holds."""
    return Said(Outcome.MET, text, **more)


def curable(text: Text, remedy: Text, **more: Any) -> Said:
    """It does not hold yet; ``remedy`` says what would cure it."""
    return Said(Outcome.NOT_MET, text, remedy=remedy, **more)


def barring(text: Text, **more: Any) -> Said:
    """It does not hold, and nothing the person can do this year changes that."""
    return Said(Outcome.NOT_MET, text, barring=True, **more)


def confirm(text: Text, ask: Text, **more: Any) -> Said:
    """The sources leave it to somebody: ``ask`` says whom to ask what."""
    return Said(Outcome.CONFIRM, text, ask=ask, **more)


def not_applicable(text: Text, **more: Any) -> Said:
    """The criterion does not concern this person."""
    return Said(Outcome.NOT_APPLICABLE, text, **more)


def unknown(*fields: str, **more: Any) -> Said:
    """Not decided until ``fields`` are known."""
    names = in_asking_order(set(fields))
    return Said(Outcome.UNKNOWN, say("还不清楚：{facts}。", facts=fact_names(names)), missing=names, **more)


def absent(a: Any, *fields: str) -> tuple[str, ...]:
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
    # The same as ``reads``, by field: the hours are read in tenths, as ``credited``.
    facts: frozenset[str]

    def find(self, a: Any, course: Course) -> Finding:
        """The finding for applicant ``a``."""
        # A gate that is unknown decides first: without it nobody can say whether the rest is asked at all.
        gone = absent(a, *self.needs)
        said = unknown(*gone, *absent(a, *self.along)) if gone else self.judge(a, course)
        return Finding(
            criterion=self.id,
            verdict=said.verdict,
            barring=said.barring,
            clause=said.clause or self.clause,
            actual=said.actual,
            required=said.required,
            gap=said.gap,
            available_from=said.available_from,
            missing=said.missing,
            text=said.text,
            remedy=said.remedy,
            ask=said.ask,
            fulfilled_on=said.fulfilled_on,
        )


def criterion(
    id: str,
    clause: str,
    needs: tuple[str, ...] = (),
    along: tuple[str, ...] = (),
    also_reads: tuple[str, ...] = (),
    differs_in: tuple[str, ...] = (),
) -> Callable[[Judge], Criterion]:
    """Make a criterion of a function.

    ``needs``: facts the function is never called without, as far as this person is asked them; the facts that
    decide on asking must come first. ``along``: facts it may turn out to need, named together with a missing need so
    that a reader can fill every blank at once. ``also_reads``: facts it looks at but can do without.
    ``differs_in``: the routes that make something else of the same facts; all others share one finding.
    """

    def make(judge: Judge) -> Criterion:
        reads = tuple(dict.fromkeys((*needs, *along, *also_reads)))
        facts = frozenset("hours" if name == "credited" else name for name in reads)
        return Criterion(id, clause, needs, reads, judge, along, differs_in, facts)

    return make


# What each outcome would make of its route if it stood alone.
_ALONE = {
    Outcome.MET: Verdict.ELIGIBLE,
    Outcome.NOT_APPLICABLE: Verdict.ELIGIBLE,
    Outcome.CONFIRM: Verdict.CONFIRM,
    Outcome.UNKNOWN: Verdict.INCOMPLETE,
    Outcome.NOT_MET: Verdict.NOT_YET,
}
_WEIGHT = {outcome: WEIGHT[verdict] for outcome, verdict in _ALONE.items()}
_BARRING = WEIGHT[Verdict.INELIGIBLE]


def weight(finding: Finding) -> int:
    """How heavily a finding weighs in its route's verdict, as in :data:`logic.findings.WEIGHT`."""
    return _BARRING if finding.barring else _WEIGHT[finding.verdict]


Weighed = tuple[Finding, int]


Answer = TypeVar("Answer")


def remember_at_most(findings: int) -> None:
    """Let this process hold more, or fewer, answers: a helper that does nothing but assess has the room."""
    global MOST_REMEMBERED
    MOST_REMEMBERED = findings


class Remembered(Generic[Answer]):
    """A function of some facts and a course, with the answers it has given so far."""

    __slots__ = ("_answers", "_ask", "_read", "course")

    def __init__(self, ask: Callable[[Any, Course], Answer], reads: tuple[str, ...], course: Course) -> None:
        """``reads``: the facts that ``ask`` looks at, and no others."""
        self.course = course
        self._ask = ask
        self._read: Callable[[Any], Any] = attrgetter(*reads) if reads else _nothing
        self._answers: dict[Any, Answer] = {}

    def __call__(self, a: Any) -> Answer:
        """The answer for ``a``."""
        key = self._read(a)
        try:
            return self._answers[key]
        except KeyError:
            answer = self._ask(a, self.course)
            if len(_FILLED) >= MOST_REMEMBERED:
                for answers in _FILLED:
                    answers.clear()
                _FILLED.clear()
            self._answers[key] = answer
            _FILLED.append(self._answers)
            return answer


def _nothing(a: Any) -> None:
    return None


class Judged(Remembered[Weighed]):
    """A criterion bound to a course: the finding for an applicant, and its weight."""

    __slots__ = ("criterion",)

    def __init__(self, criterion: Criterion, course: Course) -> None:
        """Bind ``criterion`` to ``course``."""
        super().__init__(self._judge, criterion.reads, course)
        self.criterion = criterion

    def _judge(self, a: Any, course: Course) -> Weighed:
        finding = self.criterion.find(a, course)
        return finding, weight(finding)


def after_years(start: dt.date, *years: int) -> dt.date:
    """``start`` plus full calendar years, stage by stage; 29 February becomes 28 February (rules, "Dates")."""
    for n in years:
        try:
            start = start.replace(year=start.year + n)
        except ValueError:
            start = start.replace(year=start.year + n, day=28)
    return start


def concerns(a: Any, field: str) -> bool:
    """Whether ``a`` is asked for ``field`` at all; as long as that is open, yes."""
    return FACT[field].asked(a) is not False
