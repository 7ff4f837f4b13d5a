"""Verdicts and findings: the vocabulary of every answer.

All of them are frozen. A finding is what one criterion says of one applicant; a route's verdict is the weightiest
of its findings; the assessment is the best route beside all the others.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from logic.words.language import Text


class FindingVerdict(StrEnum):
    """What one criterion finds."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    CONFIRM = "confirm"
    NOT_APPLICABLE = "not_applicable"


class Verdict(StrEnum):
    """What a route comes to; the best first.

    Between routes the best verdict counts, within a route the worst (rules, section 3 and "Overall"): a route that only
    a blank keeps open may be open today, so "incomplete" is better than "not yet".
    """

    ELIGIBLE = "eligible"
    CONFIRM = "confirm"
    INCOMPLETE = "incomplete"
    NOT_YET = "not_yet"
    INELIGIBLE = "ineligible"


class Level(StrEnum):
    """The level of a title: 员级, 助理级, 中级; the lowest first."""

    TECHNICIAN = "technician"
    ASSISTANT = "assistant"
    INTERMEDIATE = "intermediate"


class HoursVerdict(StrEnum):
    """What the credited hours come to (3.3); the lightest first, the weightier of two subjects' is the whole's."""

    SUFFICIENT = "sufficient"
    SUSPECT = "suspect"
    CRAMMED = "crammed"
    INSUFFICIENT = "insufficient"
    INCOMPLETE = "incomplete"


BY_WEIGHT = tuple(Verdict)
WEIGHT = {verdict: weight for weight, verdict in enumerate(BY_WEIGHT)}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one criterion says.

    ``actual`` and ``required`` are the plain values compared, ``gap`` their distance (``{"days": 45}`` or hours
    by subject), ``available_from`` the day from which time alone cures it. ``ask`` says whom to ask what, where
    the sources leave the matter to somebody. A criterion leaves out its own id, and its clause where it is the usual.
    ``also`` are the further clauses that the sentence rests on.
    """

    criterion: str = ""
    verdict: FindingVerdict
    barring: bool = False
    clause: str = ""
    also: tuple[str, ...] = ()
    actual: Any = None
    required: Any = None
    gap: dict[str, float | int] | None = None
    available_from: dt.date | None = None
    missing: tuple[str, ...] = ()
    text: Text
    remedy: Text | None = None
    ask: Text | None = None
    # The day a time-bound condition is fulfilled, also when it is met already; feeds the route's ``earliest``.
    fulfilled_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Window:
    """When a route takes applications, and how that stands on the day asked about."""

    opens: dt.date
    closes: dt.date
    status: Literal["upcoming", "open", "closed"]


@dataclass(frozen=True, kw_only=True)
class SubjectHours:
    """One subject's hours over the listed years. Hours are exact tenths; null where a blank makes them unknown."""

    verdict: HoursVerdict
    total: int | float | None
    required: int | float
    average: float | None
    norm: int
    shortfall: int | float | None
    crammed_year: int | None
    # The year that carries more than all others should need, where the verdict is crammed or suspect.
    heavy_year: int | None = None

    def __hash__(self) -> int:
        """The rest nearly follows from these."""
        return hash((self.total, self.required, self.heavy_year))


@dataclass(frozen=True, kw_only=True)
class HoursResult:
    """Continuing education over the latest appointment period (3.3)."""

    verdict: HoursVerdict
    years: int
    gap_years: tuple[int, ...]
    # Full calendar years since the current title that are not listed (rules, "Years left out").
    uncovered_years: tuple[int, ...] = ()
    general: SubjectHours
    professional: SubjectHours


@dataclass(frozen=True, kw_only=True)
class RouteResult:
    """One way to a title, and how it stands."""

    route: str
    verdict: Verdict
    committee: str | None
    level: Level | None
    title: Text | None
    approver: str | None
    earliest: dt.date | None
    window: Window | None
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The answer to "can I apply?", with everything it rests on."""

    policy: str
    policy_sha256: str
    as_of: dt.date
    verdict: Verdict
    recommended: str
    committee: str | None
    level: Level | None
    title: Text | None
    missing: tuple[str, ...]
    hours: HoursResult | None
    # Said where the day asked about lies outside the dates the pack was written for.
    warning: Text | None
    routes: tuple[RouteResult, ...]

    @property
    def route(self) -> RouteResult:
        """The recommended route."""
        return next(route for route in self.routes if route.route == self.recommended)
