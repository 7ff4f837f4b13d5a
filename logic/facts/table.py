"""The facts in asking order, of whom each is asked, and its usual answer (docs/rules.md)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from logic.facts.choices import Employment, Residency, TitleLevel

if TYPE_CHECKING:
    from logic.facts.applicant import Applicant


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, and the earlier answer that decides whether it is asked at all (docs/rules.md).

    ``usual``: what most of those who are asked answer, which stands in nobody's way; None where no answer is usual.
    It is offered and supposed, never filled in: what is not known stays not known.
    """

    field: str
    gate: str | None = None
    asked_if: Callable[[Any], bool] = lambda value: True
    # Asked as long as the deciding answer is not known, instead of waiting for it.
    while_gate_open: bool = False
    usual: Any = None

    def asked(self, applicant: Applicant) -> bool | None:
        """Whether the fact matters to this applicant; None where the deciding answer is not known yet."""
        if self.gate is None:
            return True
        answer = getattr(applicant, self.gate)
        if answer is None:
            return True if self.while_gate_open else None
        return self.asked_if(answer)


_NO_UNIT = (Employment.FREELANCER, Employment.NOT_EMPLOYED)


def _has_unit(employment: Employment) -> bool:
    return employment not in _NO_UNIT


def _is_public(employment: Employment) -> bool:
    return employment is Employment.PUBLIC_INSTITUTION


# In asking order: what decides most is asked first. Facts without a gate are asked wherever a criterion misses them.
FACTS: tuple[Fact, ...] = (
    Fact("employment"),
    Fact("specialty"),
    Fact("title_level"),
    Fact("title_date", "title_level", lambda level: level is TitleLevel.TECHNICIAN),
    Fact("title_same_series", "title_level", lambda level: level is not TitleLevel.NONE, usual=True),
    Fact("works_in_district", "employment", lambda e: e is not Employment.NOT_EMPLOYED, usual=True),
    Fact("under_contract", "employment", _has_unit, usual=True),
    Fact("in_technical_post", "employment", _has_unit, usual=True),
    Fact("residency", usual=Residency.MAINLAND),
    Fact("foreign_permit", "residency", lambda r: r is Residency.FOREIGN),
    Fact("disciplinary_period", "employment", _is_public, usual=False),
    Fact("applied_elsewhere_this_year", usual=False),
    Fact("dishonesty_record", usual=False),
    Fact("education"),
    # Asked in one question with the next, which stays blank wherever it is not so.
    Fact(
        "full_time_recognised",
        "diploma_outside_mainland",
        lambda outside: not outside,
        while_gate_open=True,
        usual=True,
    ),
    Fact("diploma_outside_mainland"),
    Fact("major_related", usual=True),
    Fact("unit_assessment_passed", "employment", lambda e: e is not Employment.FREELANCER, usual=True),
    Fact("service_start"),
    Fact("post_vacancy", "employment", _is_public, usual=True),
    Fact("hours"),
)
FACT = {fact.field: fact for fact in FACTS}
FIELDS = tuple(FACT)
_ORDER = {field: place for place, field in enumerate(FIELDS)}


def in_asking_order(fields: set[str] | frozenset[str]) -> tuple[str, ...]:
    """``fields`` as the questionnaire would ask them."""
    return tuple(sorted(fields, key=_ORDER.__getitem__))
