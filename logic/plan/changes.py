"""What could be otherwise: a change of one fact, tried by really changing it and asking the rules again.

A fact that is not known may turn out well; of those that are known only a few can be brought about. Nothing here says
when: :mod:`logic.plan.openings` asks that of the rules.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from logic.facts import FACT, FACTS, Applicant
from logic.findings import Finding, FindingVerdict, RouteResult
from logic.pack import Pack
from logic.plan.study import Year, hours_by
from logic.routes import LOOKED_AT


@dataclass(frozen=True, slots=True)
class Change:
    """One fact as it would have to be. ``found_out``: it is not known today and may be so already."""

    field: str
    value: Any
    found_out: bool
    # Of the hours: the years that are added or filled up.
    years: tuple[Year, ...] = ()


# What each fact would have to be: its usual answer, which stands in nobody's way. Only a yes or a no is wished
# otherwise: where one is from, which diploma one holds or when one began is never supposed.
WISHED: dict[str, bool] = {fact.field: fact.usual for fact in FACTS if isinstance(fact.usual, bool)}
# Those of them that can be brought about where today's answer is the other one.
_CAN_CHANGE = frozenset(
    ("under_contract", "in_technical_post", "disciplinary_period", "unit_assessment_passed", "post_vacancy")
)


def with_changes(applicant: Applicant, changes: Iterable[Change]) -> Applicant:
    """``applicant`` with the facts as ``changes`` have them."""
    return replace(applicant, **{change.field: change.value for change in changes})


def later(applicant: Applicant, as_of: dt.date, day: dt.date) -> Applicant:
    """What is true of the person on ``day`` without anybody doing anything: an application is one of its year."""
    if day.year > as_of.year and applicant.applied_elsewhere_this_year:
        return replace(applicant, applied_elsewhere_this_year=False)
    return applicant


def wished(applicant: Applicant, route: RouteResult, pack: Pack, as_of: dt.date, day: dt.date) -> tuple[Change, ...]:
    """The changes that could take away what stands in the way of ``route`` on ``day``, or leaves it open."""
    found: dict[str, Change] = {}
    for finding in route.findings:
        if finding.verdict not in (FindingVerdict.NOT_MET, FindingVerdict.UNKNOWN, FindingVerdict.CONFIRM):
            continue
        for field in _looked_at(finding):
            if field not in found and (change := _change(applicant, field, pack, as_of, day)) is not None:
                found[field] = change
    return tuple(found.values())


def _looked_at(finding: Finding) -> Iterable[str]:
    """The facts that the finding rests on and that somebody could wish otherwise."""
    reads = LOOKED_AT[finding.criterion]
    return (field for field in FACT if field in reads and (field in WISHED or field == "hours"))


def _change(applicant: Applicant, field: str, pack: Pack, as_of: dt.date, day: dt.date) -> Change | None:
    if field == "hours":
        wanted = hours_by(applicant, pack, as_of, day)
        if wanted is None or wanted.rows == (applicant.hours or ()):
            return None
        return Change("hours", wanted.rows, all(not year.ahead for year in wanted.years), wanted.years)
    now, wish = getattr(applicant, field), WISHED[field]
    # Nobody is asked for a fact that does not concern them, and nobody is to change it.
    if now == wish or FACT[field].asked(applicant) is False:
        return None
    if now is not None and field not in _CAN_CHANGE:
        return None
    return Change(field, wish, found_out=now is None)
