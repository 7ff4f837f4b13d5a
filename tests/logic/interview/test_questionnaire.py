"""The questionnaire: it ends, keeps its promise of at most so many screens, and asks nothing in vain."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.people import People
from benchmarks.screens import taps
from benchmarks.screens import walk as screens_of
from logic.facts import FACT, FIELDS, Applicant
from logic.interview.asking import idle
from logic.interview.questionnaire import Questionnaire, Rest, Seen
from logic.interview.screens import (
    ASKED,
    JOINED,
    SCREENS,
    SINGLE_SCREENS,
    TOUCH_SCREENS,
    USUAL,
    Screen,
    answer_to,
    facts_of,
    is_answered,
    question_of,
    settled_by,
)
from logic.interview.visit import Visit
from tests.logic.applicants import AS_OF, FREELANCER, GRADUATE, PACK, PUBLIC, TECHNICIAN, as_kept, judge, read
from tests.logic.strategies import DAYS, VALUES, days, nearly_whole, whole

UNSURE = "unsure"
LAYOUTS = {"groups": SCREENS, "touch": TOUCH_SCREENS, "single": SINGLE_SCREENS}
Facts = dict[str, Any]


def at(as_of: dt.date = AS_OF, screens: tuple[Screen, ...] = SCREENS) -> Questionnaire:
    return Questionnaire(PACK, as_of, screens)


def look(facts: Facts, as_of: dt.date = AS_OF) -> Seen:
    return at(as_of).look(Visit(as_kept(facts)))


def given_by(facts: Facts, seen: Seen) -> Facts:
    """What somebody with these facts answers to the screen."""
    return {question: answer_to(question, as_kept(facts)) for question in seen.rows}


def walked(facts: Facts, until: str | None = None, as_of: dt.date = AS_OF) -> Visit:
    """Somebody with these facts, come to the screen ``until``; None: to the end."""
    questions, visit = at(as_of), Visit()
    while (seen := questions.look(visit)).screen is not None and seen.screen.id != until:
        visit = questions.answered(visit, given_by(facts, seen))
    assert (seen.screen.id if seen.screen else None) == until
    return visit


# --- the screens --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("screens", LAYOUTS.values(), ids=list(LAYOUTS))
def test_every_fact_is_asked_on_exactly_one_screen(screens):
    asked = [field for screen in screens for question in screen.fields for field in settled_by(question)]
    assert sorted(asked) == sorted(FIELDS)
    assert len({screen.id for screen in screens}) == len(screens)


@pytest.mark.parametrize("screens", LAYOUTS.values(), ids=list(LAYOUTS))
def test_what_decides_on_a_question_is_asked_before_it(screens):
    place = {field: n for n, screen in enumerate(screens) for q in screen.fields for field in settled_by(q)}
    for fact in FACT.values():
        if fact.gate:
            assert place[fact.gate] <= place[fact.field], fact.field
            assert question_of(fact.gate) == fact.field or place[fact.gate] < place[fact.field]


def test_a_usual_answer_is_one_that_the_question_offers():
    for question, answer in USUAL.items():
        assert answer in JOINED.get(question, {answer})
        read(as_kept(facts_of(question, answer)))


@given(whole, st.booleans())
def test_one_question_about_two_facts_says_what_was_answered(facts, outside):
    facts["diploma_outside_mainland"] = outside or None
    facts["full_time_recognised"] = None if outside else facts["full_time_recognised"]
    known = as_kept(facts)
    for question in ASKED:
        facts = facts_of(question, answer_to(question, known))
        assert all(known.get(field) == value for field, value in facts.items())
        assert is_answered(question, known) or all(known.get(field) is None for field in settled_by(question))


# --- a whole interview --------------------------------------------------------------------------------------


def walk(data: st.DataObject, questions: Questionnaire, unsure_too: bool) -> list[Seen]:
    """All screens of one interview, answered at random; the last has none."""
    visit, steps = Visit(), []
    while True:
        seen = questions.look(visit)
        steps.append(seen)
        if seen.screen is None:
            return steps
        assert len(steps) <= len(questions.screens) + 1, "the interview does not end"
        answers = {}
        for question in seen.rows:
            values: st.SearchStrategy[Any] = (
                st.sampled_from(list(JOINED[question])) if question in JOINED else VALUES[question]
            )
            if question == "hours":  # what the form lets through: whole years
                values = values.filter(lambda rows: rows and len(rows) == rows[-1]["year"] - rows[0]["year"] + 1)
            value = data.draw(st.just(UNSURE) | values if unsure_too else values)
            answers[question] = None if value == UNSURE else value.isoformat() if isinstance(value, dt.date) else value
        visit = questions.answered(visit, answers)


@given(st.data(), days, st.booleans(), st.sampled_from(list(LAYOUTS.values())))
@settings(max_examples=80)
def test_every_walk_ends_asks_nothing_twice_and_keeps_its_promise(data, as_of, unsure_too, screens):
    steps = walk(data, at(as_of, screens), unsure_too)
    names = [seen.screen.id for seen in steps[:-1] if seen.screen]
    assert len(set(names)) == len(names)
    # Nobody is asked more screens than there are: what the start page says.
    assert len(names) <= len(screens)
    promised = [seen.to_come + (seen.screen is not None) for seen in steps]
    left = list(range(len(names), -1, -1))
    assert all(p >= n for p, n in zip(promised, left, strict=True)), (names, promised)
    assert all(later < earlier for earlier, later in itertools.pairwise(promised)), (names, promised)
    # An unclear answer that became moot is not kept, nor counted.
    assert all(seen.done <= place for place, seen in enumerate(steps))


@given(st.data(), days, st.sampled_from(list(LAYOUTS.values())))
@settings(max_examples=60)
def test_a_screen_asks_what_is_missing_in_its_order_and_nothing_else(data, as_of, screens):
    for seen in walk(data, at(as_of, screens), unsure_too=True):
        missing = {question_of(f) for f in seen.assessment.missing if f not in seen.unsure}
        if missing:
            assert seen.screen is not None
            assert seen.screen == next(s for s in screens if not missing.isdisjoint(s.fields))
            assert set(seen.rows) >= missing & set(seen.screen.fields)
            assert set(seen.open_rows) == missing & set(seen.screen.fields)
        elif seen.assessment.verdict == "ineligible":
            assert seen.screen is None
        else:
            assert seen.screen in (None, screens[-1])


@pytest.mark.parametrize("kind", ["civil_servant", "civil_service_managed", "retired"])
def test_who_is_barred_is_asked_nothing_more(kind):
    assert look({"employment": kind}).screen is None
    assert look({"employment": kind}).to_come == 0


def test_who_earns_the_title_by_an_examination_learns_after_three_screens():
    nurse = {**PUBLIC, "specialty": "health", "title_level": "none"}
    assert [screen.id for screen in at().been(walked(nurse))] == ["employment", "specialty", "title_level"]


@pytest.mark.parametrize("basis", [GRADUATE, TECHNICIAN, PUBLIC, FREELANCER])
def test_the_hours_are_offered_at_the_end_to_anyone_not_barred(basis):
    asked = look({**basis, "hours": None}).screen
    assert asked and asked.id == "hours"
    assert at().look(Visit({**as_kept({**basis, "hours": None}), "hours": None})).screen is None
    assert look(basis).screen is None or basis is GRADUATE or basis is FREELANCER
    assert look({**basis, "hours": None, "works_in_district": False}).screen is None


def test_someone_who_is_unsure_of_everything_is_let_go():
    questions, visit = at(), Visit()
    count = 0
    while questions.look(visit).screen is not None:
        visit = questions.handed_in(visit, Rest.UNSURE)
        if questions.look(visit).screen == questions.screens[-1]:
            visit = visit.recorded({"hours": None})
        count += 1
    assert count <= len(SCREENS)
    assert questions.look(visit).applicant == Applicant()


# --- a screen of several questions --------------------------------------------------------------------------

BEFORE_WORK = {"employment": "public_institution", "specialty": "mechanical", "title_level": "none"}
WORK = ("works_in_district", "under_contract", "in_technical_post", "post_vacancy")


def tapped(**rows: Any) -> Visit:
    visit = Visit(BEFORE_WORK)
    for question, answer in rows.items():
        visit = visit.drafted(question, answer)
    return visit


def test_nothing_is_answered_by_default():
    seen = at().look(tapped())
    assert seen.rows == seen.open_rows == WORK
    assert [seen.shown(question) for question in WORK] == [(False, None)] * 4
    assert at().handed_in(tapped(), Rest.OPEN).answers == BEFORE_WORK


def test_one_tap_answers_the_usual_person():
    after = at().handed_in(tapped(), Rest.USUAL)
    assert after.answers == {**BEFORE_WORK, **dict.fromkeys(WORK, True)}
    assert after.draft == {}
    assert at().look(after).screen == at().screen_of("residency")


def test_what_differs_is_tapped_first_and_the_rest_is_usual():
    after = at().handed_in(tapped(post_vacancy=None, under_contract=False), Rest.USUAL)
    assert {q: after.answers[q] for q in WORK} == {
        "works_in_district": True,
        "under_contract": False,
        "in_technical_post": True,
        "post_vacancy": None,
    }


def test_the_rest_may_be_unclear():
    after = at().handed_in(tapped(works_in_district=True), Rest.UNSURE)
    assert {q: after.answers[q] for q in WORK} == {"works_in_district": True, **dict.fromkeys(WORK[1:])}


def test_who_is_barred_by_one_row_need_not_answer_the_others():
    seen = at().look(tapped(works_in_district=False))
    assert seen.rows == WORK  # nothing jumps away under the finger
    assert seen.open_rows == ()
    after = at().handed_in(tapped(works_in_district=False), Rest.OPEN)
    assert after.answers == {**BEFORE_WORK, "works_in_district": False}
    assert at().look(after).screen is None


def test_only_the_rows_that_concern_this_person_are_shown():
    freelancer = {**BEFORE_WORK, "employment": "freelancer"}
    assert look(freelancer).rows == ("works_in_district",)
    enterprise = {**BEFORE_WORK, "employment": "enterprise"}
    assert look(enterprise).rows == WORK[:3]


def test_a_row_that_comes_late_is_shown_with_those_answered_before():
    answered = walked({**GRADUATE, "hours": None}, "rare")
    changed = at().answered(answered.opened("employment"), {"employment": "public_institution"})
    seen = at().look(changed)
    assert (seen.rows, seen.open_rows) == (WORK, ("post_vacancy",))
    assert [seen.shown(question) for question in WORK[:3]] == [(True, True)] * 3


def test_a_draft_for_another_screen_waits_there():
    visit = tapped(under_contract=False).opened("employment")
    seen = at().look(visit)
    assert seen.rows == ("employment",)
    assert at().look(at().answered(visit, {"employment": "enterprise"})).shown("under_contract") == (True, False)


# --- back, forward, changes ---------------------------------------------------------------------------------


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


# --- what no longer matters ---------------------------------------------------------------------------------


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


# --- a day that does not fit, and days that nobody remembers ------------------------------------------------


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


# --- what a tab keeps ---------------------------------------------------------------------------------------


@given(nearly_whole(), st.sampled_from(list(USUAL)), days)
def test_a_visit_comes_back_as_it_was(facts, question, as_of):
    kept = as_kept(facts)
    visit = at(as_of).restored({**kept, "on_the_screen": {question: USUAL[question], "name": "x", "hours": 3}})
    assert dict(visit.answers) == kept
    assert dict(visit.draft) == {question: USUAL[question]}


@pytest.mark.parametrize("rubbish", [None, 7, [], "x", {"residency": "moon"}, {"full_time_recognised": []}, {"a": {}}])
def test_rubbish_in_the_place_of_a_draft_is_left_out(rubbish):
    assert at().restored({"employment": "enterprise", "on_the_screen": rubbish}) == Visit({"employment": "enterprise"})


@pytest.mark.parametrize("text", ["2021-07", "2021"])
def test_a_month_and_a_year_come_back(text):
    assert at().restored({"service_start": text, "title_date": text}).answers == {
        "service_start": text,
        "title_date": text,
    }


@pytest.mark.parametrize("text", ["2021-13", "2021-7", "20210701", "21", "2021-07-32", "1949", "2101-01", 2021])
def test_what_is_no_date_does_not(text):
    assert at().restored({"service_start": text}).answers == {}


# --- as many screens as promised ------------------------------------------------------------------------------


def test_made_up_people_meet_few_screens_and_the_usual_row_costs_no_tap():
    people = People(PACK, 5).distinct(150)
    walks = [screens_of(facts, at()) for facts in people]
    counts = sorted(len(one) for one in walks)
    assert counts[len(counts) // 2] <= 9
    assert counts[int(0.9 * len(counts))] <= 10
    assert counts[-1] <= 12
    usual = {**GRADUATE, **dict.fromkeys(("works_in_district", "under_contract", "in_technical_post"), True)}
    walk_of_one = screens_of(as_kept(usual), at())
    assert [taps(seen, as_kept(usual)) for seen in walk_of_one] == [1] * len(walk_of_one)
