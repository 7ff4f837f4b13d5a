"""The questionnaire: it ends, keeps its promise of at most so many questions, and asks nothing in vain."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logic.assess import assess
from logic.facts import FIELDS, Applicant
from logic.interview import Answers, at_most, idle, next_question
from tests.logic.applicants import AS_OF, FREELANCER, GRADUATE, PACK, PUBLIC, TECHNICIAN, judge, read
from tests.logic.strategies import VALUES, days, nearly_whole, whole

UNSURE = "unsure"


def asked(answers: Answers, as_of: dt.date = AS_OF) -> str | None:
    return next_question(answers, PACK, as_of)


def told(answers: Answers, field: str, value: Any, as_of: dt.date) -> Answers:
    if value == UNSURE:
        return Answers(answers.applicant, answers.unsure | {field})
    return Answers(read({**answers.applicant.plain(), field: value}, as_of), answers.unsure)


def walk(data: st.DataObject, as_of: dt.date, unsure_too: bool) -> list[tuple[Answers, str | None]]:
    """All steps of one interview, answered at random; the last has no question."""
    answers, steps = Answers(), []
    while True:
        field = asked(answers, as_of)
        steps.append((answers, field))
        if field is None:
            return steps
        assert len(steps) <= len(FIELDS) + 1, "the interview does not end"
        values = VALUES[field]
        if field == "hours":  # what the form lets through: whole years
            values = values.filter(lambda rows: rows and len(rows) == rows[-1]["year"] - rows[0]["year"] + 1)
        answers = told(answers, field, data.draw(st.just(UNSURE) | values if unsure_too else values), as_of)


@given(st.data(), days, st.booleans())
@settings(max_examples=60)
def test_every_walk_ends_asks_nothing_twice_and_keeps_its_promise(data, as_of, unsure_too):
    steps = walk(data, as_of, unsure_too)
    fields = [field for _, field in steps[:-1]]
    assert len(set(fields)) == len(fields)
    promised = [at_most(answers, PACK, as_of) for answers, _ in steps]
    left = list(range(len(fields), -1, -1))
    assert all(p >= n for p, n in zip(promised, left, strict=True)), (promised, left)
    assert all(later < earlier for earlier, later in itertools.pairwise(promised)), promised
    assert promised[-1] == 0


@given(st.data(), days)
@settings(max_examples=60)
def test_the_next_question_is_the_first_of_missing_that_was_not_answered_unsure(data, as_of):
    for answers, field in walk(data, as_of, unsure_too=True):
        answer = assess(answers.applicant, PACK, as_of)
        open_ = [name for name in answer.missing if name not in answers.unsure]
        if open_:
            assert field == open_[0]
        elif answer.verdict == "ineligible":
            assert field is None
        else:
            assert field in ("hours", None)


@given(whole, days)
@settings(max_examples=60)
def test_who_is_barred_is_asked_nothing_more(facts, as_of):
    answers = Answers(read({**facts, "employment": "civil_servant", "hours": None}, as_of))
    assert asked(answers, as_of) is None
    assert at_most(answers, PACK, as_of) == 0


@pytest.mark.parametrize("basis", [GRADUATE, TECHNICIAN, PUBLIC, FREELANCER])
def test_the_hours_are_offered_at_the_end_to_anyone_not_barred(basis):
    applicant = read({**basis, "hours": None})
    assert asked(Answers(applicant)) == "hours"
    assert asked(Answers(applicant, frozenset({"hours"}))) is None
    assert asked(Answers(read(basis))) is None
    assert asked(Answers(read({**basis, "hours": None, "works_in_district": False}))) is None


def test_the_first_question_is_the_employment():
    assert asked(Answers()) == "employment"
    assert asked(Answers(unsure=frozenset({"employment"}))) == "specialty"


def test_someone_who_is_unsure_of_everything_is_let_go():
    answers, count = Answers(), 0
    while (field := asked(answers)) is not None:
        answers = Answers(answers.applicant, answers.unsure | {field})
        count += 1
        assert count <= len(FIELDS)
    assert answers.applicant == Applicant()


@pytest.mark.parametrize(
    ("basis", "facts", "fields"),
    [
        (GRADUATE, {}, ()),
        (GRADUATE, {"foreign_permit": "none"}, ("foreign_permit",)),
        (GRADUATE, {"post_vacancy": True, "disciplinary_period": True}, ("disciplinary_period", "post_vacancy")),
        (GRADUATE, {"title_date": "2020-01-01", "title_same_series": True}, ("title_date", "title_same_series")),
        (
            FREELANCER,
            {"under_contract": True, "unit_assessment_passed": False},
            ("under_contract", "unit_assessment_passed"),
        ),
    ],
)
def test_answers_that_do_not_concern_this_person_are_idle(basis, facts, fields):
    assert idle(read({**basis, **facts}), PACK, AS_OF) == fields


@given(nearly_whole(), days)
@settings(max_examples=60)
def test_without_an_idle_answer_every_finding_is_the_same(facts, as_of):
    facts = {k: v for k, v in facts.items() if k != "employment"} | {
        "employment": facts.get("employment", "enterprise")
    }
    applicant, before = read(facts, as_of), judge(facts, as_of)
    dropped = set(idle(applicant, PACK, as_of))
    assert "hours" not in dropped
    for field in applicant.known():
        after = judge(facts, as_of, **{field: None})
        same = [(r.route, r.findings) for r in before.routes] == [(r.route, r.findings) for r in after.routes]
        assert same is (field in dropped) or field == "hours"
