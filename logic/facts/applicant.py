"""The applicant: one frozen, typed value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, GetPydanticSchema, Strict

from logic.facts.choices import Education, Employment, ForeignPermit, Residency, TitleLevel
from logic.facts.table import FACTS, FIELDS
from logic.facts.values import HOURS, Date, YesNo
from logic.hours import YearTenths, in_hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What is known about one person. Nothing in it says who that is.

    From outside it is made by :func:`read_applicant`, which checks every value. Built directly, as the roster does
    from cells that were checked one by one, the values must be of these types.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", hide_input_in_errors=True)

    employment: Employment | None = None
    specialty: Annotated[str | None, Strict()] = None
    title_level: TitleLevel | None = None
    title_date: Date = None
    title_same_series: YesNo = None
    works_in_district: YesNo = None
    under_contract: YesNo = None
    in_technical_post: YesNo = None
    residency: Residency | None = None
    foreign_permit: ForeignPermit | None = None
    disciplinary_period: YesNo = None
    applied_elsewhere_this_year: YesNo = None
    dishonesty_record: YesNo = None
    education: Education | None = None
    full_time_recognised: YesNo = None
    diploma_outside_mainland: YesNo = None
    major_related: YesNo = None
    unit_assessment_passed: YesNo = None
    service_start: Date = None
    post_vacancy: YesNo = None
    # Written in hours, kept in whole tenths.
    hours: Annotated[tuple[YearTenths, ...] | None, GetPydanticSchema(lambda *_: HOURS)] = None

    def known(self) -> dict[str, Any]:
        """The facts that are known, by field."""
        return {field: value for field in FIELDS if (value := getattr(self, field)) is not None}

    def plain(self) -> dict[str, Any]:
        """The facts that are known, as JSON holds them: what :func:`read_applicant` takes."""
        return {field: _PLAIN.get(field, _as_it_is)(value) for field, value in self.known().items()}


def _as_it_is(value: Any) -> Any:
    return value


_PLAIN: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("title_date", "service_start"), dt.date.isoformat),
    **dict.fromkeys(("employment", "title_level", "residency", "foreign_permit", "education"), str),
    "hours": lambda rows: [
        {"year": row.year}
        | {subject: in_hours(n) for subject in ("general", "professional") if (n := getattr(row, subject)) is not None}
        for row in rows
    ],
}


def with_usual(**facts: Any) -> dict[str, Any]:
    """``facts``, and the usual answer of every other fact that somebody with these would be asked."""
    found = dict(facts)
    for fact in FACTS:
        if fact.field not in facts and fact.usual is not None and fact.asked(Applicant(**found)):
            found[fact.field] = fact.usual
    return found


Value = TypeVar("Value")


def known(value: Value | None) -> Value:
    """``value``, where a criterion that needs the fact is never called without it."""
    assert value is not None
    return value
