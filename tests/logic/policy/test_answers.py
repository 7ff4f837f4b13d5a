"""The answers that are weighed for a comparison: whom a question is asked of stands with the fact, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from logic.facts import FACT, Employment
from logic.policy import answers
from logic.policy.answers import ASSESSED, personal_axes, unit_kind
from logic.policy.words import _employers
from tests.logic.applicants import PACK

UNIT, NO_UNIT = Employment.ENTERPRISE, Employment.FREELANCER


def axis() -> list[tuple[object, ...]]:
    (found,) = (one for one in personal_axes((PACK,)) if one.name == ASSESSED)
    return [tuple(one.named.values()) for one in found.answers]


def test_each_kind_of_employer_has_the_answers_that_its_people_can_give():
    assert {unit_kind(one) for one in Employment} == {UNIT, NO_UNIT}
    assert axis() == [(UNIT, True), (UNIT, False), (NO_UNIT, None)]
    assert [text.zh for text in map(_employers, ([UNIT], [NO_UNIT])) if text] == ["不是自由职业", "是自由职业"]
    assert _employers([UNIT, NO_UNIT]) is None


def test_a_fact_that_is_asked_of_others_parts_the_employers_anew(monkeypatch):
    asked = replace(FACT["unit_assessment_passed"], asked_if=lambda one: one not in (NO_UNIT, Employment.RETIRED))
    monkeypatch.setitem(FACT, "unit_assessment_passed", asked)
    assert [one for one in Employment if unit_kind(one) is NO_UNIT] == [NO_UNIT, Employment.RETIRED]
    said = [_employers([UNIT]), _employers([NO_UNIT])]
    assert [text.zh for text in said if text] == ["“工作单位”不是自由职业或已退休", "“工作单位”是自由职业或已退休"]


def test_a_second_fact_of_some_employers_only_joins_the_axis(monkeypatch):
    monkeypatch.setattr(answers, "BY_EMPLOYER", ("unit_assessment_passed", "post_vacancy"))
    public = Employment.PUBLIC_INSTITUTION
    assert axis() == [
        *((UNIT, passed, None) for passed in (True, False)),
        *((public, passed, vacant) for passed in (True, False) for vacant in (True, False)),
        (NO_UNIT, None, None),
    ]
