"""The questionnaire: going back and on, changed answers, and days that do not fit or that nobody remembers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logic.interview.asking import idle
from logic.interview.questionnaire import Rest
from logic.interview.screens import (
    JOINED,
    settled_by,
)
from logic.interview.visit import Visit
from tests.logic.applicants import FREELANCER, GRADUATE, PUBLIC, TECHNICIAN, as_kept, judge, read
from tests.logic.interview.asked import BEFORE_WORK, at, given_by, look, walked
from tests.logic.strategies import DAYS, days, nearly_whole


def test_back_goes_screen_by_screen_and_forward_as_far_as_one_has_been():
    visit = walked(PUBLIC, "education")
    names = []
    while at().look(visit).previous:
        visit = at().back(visit)
        screen = at().look(visit).screen
        assert screen
        names.append(screen.id)
    assert names == ["rare", "work", "title_level", "specialty", "employment"]
    assert at().back(visit) == visit
    for name in [*reversed(names[:-1]), "education"]:
        visit = at().forward(visit)
        screen = at().look(visit).screen
        assert screen and screen.id == name
    assert at().forward(visit) == visit
    assert visit == walked(PUBLIC, "education")


def test_forward_from_the_last_answer_stays_where_nothing_more_is_asked():
    visit = Visit({"employment": "civil_servant"}).opened("employment")
    assert at().forward(visit) == visit


@pytest.mark.parametrize("facts", [GRADUATE, TECHNICIAN, PUBLIC, FREELANCER])
def test_answering_again_what_was_answered_changes_nothing(facts):
    whole_visit = walked(facts)
    for screen in at().been(whole_visit):
        opened = whole_visit.opened(screen.fields[0])
        again = at().answered(opened, given_by(facts, at().look(opened)))
        assert dict(again.answers) == dict(whole_visit.answers), screen.id
        assert again.dropped == ()


def test_a_change_that_makes_answers_useless_says_which_and_why_and_can_be_undone():
    visit = walked({**PUBLIC, "hours": None}, "hours")
    after = at().answered(visit.opened("employment"), {"employment": "freelancer"})
    gone = {one.field for one in after.dropped}
    assert gone == {
        "under_contract",
        "in_technical_post",
        "disciplinary_period",
        "unit_assessment_passed",
        "post_vacancy",
    }
    assert {one.because for one in after.dropped} == {"employment"}
    assert gone.isdisjoint(after.answers)
    back = after.undone()
    assert dict(back.answers) == dict(visit.answers)
    assert back.editing == "employment"
    # The next answer lets it pass.
    assert at().answered(after, {"employment": "freelancer"}).before is None


def test_an_unclear_answer_to_what_is_not_asked_any_more_is_not_kept():
    visit = at().handed_in(Visit(BEFORE_WORK), Rest.UNSURE)
    assert visit.answers["under_contract"] is None
    after = at().answered(visit.opened("employment"), {"employment": "freelancer"})
    assert "under_contract" not in after.answers
    assert after.dropped == ()


def test_what_was_unclear_can_be_asked_again_and_nothing_else():
    visit = Visit(
        {**as_kept({**GRADUATE, "hours": None}), "hours": None, "under_contract": None, "major_related": None}
    )
    again = at().asked_again(visit, ["major_related", "under_contract"])
    seen = at().look(again)
    assert seen.screen and seen.screen.id == "work"
    assert seen.open_rows == ("under_contract",)
    then = at().look(at().answered(again, {"under_contract": True}))
    assert then.screen and then.screen.id == "diploma"


def test_a_diploma_from_elsewhere_is_one_answer_about_two_facts():
    seen = look({**GRADUATE, "full_time_recognised": None, "hours": None})
    assert seen.screen and seen.open_rows == ("full_time_recognised",)
    for answer, kept in JOINED["full_time_recognised"].items():
        after = at().answered(seen.visit, {"full_time_recognised": answer})
        assert {f: after.answers[f] for f in settled_by("full_time_recognised") if f in after.answers} == kept
        assert at().look(after).shown("full_time_recognised") == (True, answer)
        changed = at().answered(after, {"full_time_recognised": None})
        assert at().look(changed).shown("full_time_recognised") == (True, None)
        assert "diploma_outside_mainland" not in changed.answers


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
    assert idle(read({**basis, **facts})) == fields


@given(nearly_whole(), days)
@settings(max_examples=60)
def test_without_an_idle_answer_every_finding_is_the_same_and_it_is_not_asked(facts, as_of):
    facts = {k: v for k, v in facts.items() if k != "employment"} | {
        "employment": facts.get("employment", "enterprise")
    }
    applicant, before = read(facts, as_of), judge(facts, as_of)
    dropped = set(idle(applicant))
    assert "hours" not in dropped
    for field in dropped:
        after = judge(facts, as_of, **{field: None})
        assert [(r.route, r.findings) for r in before.routes] == [(r.route, r.findings) for r in after.routes]
        assert field not in after.missing


def test_a_day_of_work_that_has_not_come_is_kept_and_not_counted():
    seen = look(GRADUATE, dt.date(2021, 10, 12))
    assert seen.visit.answers["service_start"] == "2022-07-01"
    assert list(seen.set_aside) == ["service_start"]
    assert seen.applicant.service_start is None
    assert seen.screen and seen.screen.id == "service_start"
    # Back on a day that it fits, it counts again.
    assert look(GRADUATE).set_aside == {}
    assert look(GRADUATE).applicant.service_start == dt.date(2022, 7, 1)


# One year of service by 2023-10-10, the day asked about, or by the windows' last days, 10-21 and 10-23.
@pytest.mark.parametrize(
    ("said", "enough", "counted"),
    [
        ("2022-07", True, "2022-07-31"),
        ("2022-09", True, "2022-09-30"),
        ("2022-10", False, None),  # by 10-23 or not
        ("2022-11", True, "2022-11-30"),  # too late for this notice, whatever the day
        ("2023-10", True, "2023-10-10"),  # no later than the day asked about
        ("2021", True, "2021-12-31"),
        ("2022", False, None),
        ("2023", True, "2023-10-10"),
        ("2022-10-23", True, "2022-10-23"),
    ],
)
def test_a_month_or_a_year_is_enough_where_no_day_of_it_decides(said, enough, counted):
    seen = look({**GRADUATE, "service_start": said})
    assert (seen.undecided == ()) is enough
    if enough:
        assert seen.applicant.service_start == dt.date.fromisoformat(counted)
    else:
        assert seen.screen and seen.screen.id == "service_start"
        assert seen.open_rows == ("service_start",)


# A college diploma wants the title for two years, one of a secondary school for four; a bachelor's none.
@pytest.mark.parametrize(
    ("said", "education", "enough"),
    [
        ("2021-09", "college", True),
        ("2021-10", "college", False),
        ("2021-10", "secondary", True),
        ("2019-10", "secondary", False),
        ("2021-10", "bachelor", True),
        ("2021-10", None, False),  # it may be a college diploma
        ("2019-10", None, False),
        ("2020-10", None, True),
        ("2020", None, True),
        ("2021", None, False),
    ],
)
def test_a_month_of_the_title_is_enough_if_no_diploma_makes_its_day_decide(said, education, enough):
    facts = {**TECHNICIAN, "title_date": said, "education": education}
    assert (look(facts).undecided == ()) is enough


def test_the_day_of_a_month_matters_to_nobody_who_is_barred():
    assert look({**GRADUATE, "service_start": "2022-10", "works_in_district": False}).undecided == ()


def test_a_change_may_make_the_day_decide_after_all_and_it_is_asked_then():
    secondary = {**TECHNICIAN, "education": "secondary", "title_date": "2021-10", "service_start": "2016-07-01"}
    visit = Visit(as_kept(secondary))
    assert at().look(visit).undecided == ()
    seen = at().look(at().answered(visit.opened("education"), {"education": "college"}))
    assert seen.undecided == ("title_date",)
    assert seen.screen and seen.screen.id == "title"


@given(nearly_whole(), st.sampled_from(DAYS), st.sampled_from(["service_start", "title_date"]), st.integers(0, 60))
@settings(max_examples=120)
def test_where_a_month_is_enough_every_day_of_it_comes_to_the_same(facts, as_of, field, back):
    facts = {k: v for k, v in facts.items() if k not in ("service_start", "title_date") or k != field}
    month = (as_of.replace(day=1) - dt.timedelta(days=30 * back)).replace(day=1)
    seen = look({**facts, field: f"{month:%Y-%m}"}, as_of)
    if field in seen.undecided:
        return
    first = month
    outcomes = set()
    while first.month == month.month and first <= as_of:
        found = judge(facts, as_of, **{field: first})
        outcomes.add((found.verdict, found.recommended, found.level, tuple((r.verdict, r.level) for r in found.routes)))
        first += dt.timedelta(days=1)
    assert len(outcomes) == 1
