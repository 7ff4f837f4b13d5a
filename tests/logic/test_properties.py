"""What holds for everybody: shape, precedence, order, purity, and that criteria read what they say they read."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from logic import routes
from logic.assess import assess
from logic.facts import FIELDS, Education
from logic.findings import WEIGHT
from logic.interview.screens import question_of
from logic.routes import rulebook
from logic.words.language import written_date
from tests.logic.applicants import AS_OF, PACK, judge, outcome, read, whole_outcome
from tests.logic.strategies import VALUES, anybody, days, nearly_whole, whole

LEVELS = [None, "technician", "assistant", "intermediate"]
SETTLED = ("met", "not_met", "barring", "confirm", "not_applicable")


@given(anybody, days)
@settings(max_examples=200)
def test_a_route_comes_to_the_first_verdict_that_applies(facts, as_of):
    for result in judge(facts, as_of).routes:
        said = {outcome(found) for found in result.findings}
        order = [("barring", "ineligible"), ("not_met", "not_yet"), ("unknown", "incomplete"), ("confirm", "confirm")]
        assert result.verdict == next((verdict for word, verdict in order if word in said), "eligible")
        named = {name for found in result.findings for name in found.missing}
        assert set(result.missing) == (set() if result.verdict == "ineligible" else named)
        for found in result.findings:
            assert bool(found.missing) is (found.verdict == "unknown")
            assert not found.barring or found.verdict == "not_met"
            assert found.text.zh
            assert found.text.en
            assert found.clause in PACK.clauses


@given(anybody, days)
@settings(max_examples=200)
def test_the_recommended_route_is_the_best_and_the_whole_is_stated_by_it(facts, as_of):
    answer = judge(facts, as_of)
    best = answer.route

    def worth(result):
        return (-WEIGHT[result.verdict], LEVELS.index(result.level), result.route == "initial_recognition")

    assert all(worth(result) <= worth(best) for result in answer.routes)
    assert (answer.verdict, answer.level, answer.title) == (best.verdict, best.level, best.title)


@given(anybody, days)
@settings(max_examples=200)
def test_nothing_is_promised_beside_a_refusal_and_a_committee_only_where_the_series_has_one(facts, as_of):
    answer = judge(facts, as_of)
    series = PACK.by_id[facts["specialty"]].series if facts.get("specialty") else ""
    committee = {"engineering": "engineering", "digital_economy": "engineering", "agriculture": "agriculture"}.get(
        series
    )
    assert answer.committee == (None if answer.verdict == "ineligible" else committee)
    for result in answer.routes:
        assert result.committee in (None, committee if result.route == "junior_review" else None)
        assert (result.window is None) or result.route in ("initial_recognition", "junior_review")
        assert result.approver is None or result.route == "initial_recognition"
        if result.verdict == "ineligible":
            assert (result.level, result.title, result.approver, result.earliest) == (None,) * 4
        if result.level is None:
            assert (result.title, result.approver) == (None, None)


@given(nearly_whole(), days, st.data())
@settings(max_examples=200)
def test_a_settled_finding_never_flips_when_a_blank_is_filled(facts, as_of, data):
    before = judge(facts, as_of)
    # How the diploma was earned is one question: the answer full-time says that it was not outside.
    blanks = [field for field in FIELDS if field not in facts and question_of(field) not in facts]
    assume(blanks)
    field = data.draw(st.sampled_from(blanks))
    after = judge({**facts, field: data.draw(VALUES[field])}, as_of)
    later = {(r.route, f.criterion): outcome(f) for r in after.routes for f in r.findings}
    for result in before.routes:
        for found in result.findings:
            key = (result.route, found.criterion)
            # A title or specialty may close a whole route; what is still listed stands.
            if outcome(found) in SETTLED and key in later:
                assert later[key] == outcome(found), (key, field)


@given(whole, days, st.data())
def test_the_order_of_the_years_does_not_matter(facts, as_of, data):
    shuffled = data.draw(st.permutations(facts["hours"]))
    assert judge(facts, as_of) == judge({**facts, "hours": shuffled}, as_of)


@given(whole, days, st.data())
@settings(max_examples=200)
def test_more_hours_in_a_year_below_its_norm_never_hurt(facts, as_of, data):
    low = [i for i, row in enumerate(facts["hours"]) if row["general"] < 30]
    if not low:
        return
    place = data.draw(st.sampled_from(low))
    more = [dict(row) for row in facts["hours"]]
    more[place]["general"] = 30
    before, after = judge(facts, as_of), judge({**facts, "hours": more}, as_of)
    assert WEIGHT[after.verdict] <= WEIGHT[before.verdict]


@given(anybody, days)
def test_the_same_in_gives_the_same_out_with_a_cold_or_a_warm_memory(facts, as_of):
    applicant = read(facts, as_of)
    warm = assess(applicant, PACK, as_of)
    PACK.memory.forget()
    assert assess(applicant, PACK, as_of) == warm
    assert assess(read(facts, as_of), PACK, as_of) == warm


@given(anybody, anybody)
def test_one_person_leaves_no_trace_in_the_next(one, other):
    first = judge(one)
    judge(other)
    assert judge(one) == first


class Recorder:
    """The facts, keeping note of each one that is looked at."""

    def __init__(self, applicant):
        self.applicant, self.seen = applicant, set()

    def __getattr__(self, name):
        self.seen.add(name)
        return getattr(self.applicant, name)


def recorder_of(applicant) -> Any:
    return Recorder(applicant)


@given(anybody, days)
@settings(max_examples=300)
def test_a_criterion_reads_nothing_that_it_does_not_declare(facts, as_of):
    applicant = read(facts, as_of)
    book = rulebook(PACK, as_of)
    for name in routes.route_names(applicant, PACK):
        for judged in book.route(name, applicant.specialty).criteria:
            recorder = recorder_of(applicant)
            judged.criterion.find(recorder, judged.context)
            assert recorder.seen <= set(judged.criterion.reads), judged.criterion.id


def by_its_clocks(judged, applicant):
    """On which side of the days that count each clock runs out, and in which order they do."""
    began = [(clock, getattr(applicant, clock.since)) for clock in judged.clocks]
    ends = [clock.end(start) if start else None for clock, start in began]
    sides = [end and [end <= day for day in judged.last_days] for end in ends]
    return sides, [one and other and (one < other, one > other) for one in ends for other in ends]


def but_for_days(judged, applicant):
    """What is found, each day being named by the clocks that run out on it."""
    found = judged.criterion.find(applicant, judged.context)
    day = found.fulfilled_on
    began = [(clock, getattr(applicant, clock.since)) for clock in judged.clocks]
    running_out = day and [bool(start) and clock.end(start) == day for clock, start in began]
    assert day is None or any(running_out)
    assert found.available_from in (None, day)
    texts = [text and text.zh.replace(written_date(day or dt.date.max, "zh"), "…") for text in (found.text, found.ask)]
    plain = (found.verdict, found.barring, found.clause, found.also, found.missing, found.remedy)
    return (*plain, running_out, found.available_from is None, found.gap is None, texts)


# One to five years before the days that count, and the days before and after.
AROUND = sorted(
    dt.date(day.year - years, day.month, day.day) + dt.timedelta(days=shift)
    for day in (AS_OF, dt.date(2023, 10, 21), dt.date(2023, 10, 23))
    for years in range(1, 6)
    for shift in (0, 1)
)


@pytest.mark.parametrize("specialty", ["mechanical", "agronomy"])
@pytest.mark.parametrize("education", Education)
def test_a_criterion_does_nothing_with_a_day_but_run_its_clocks(specialty, education):
    """A roster asks it of one of those for whom the clocks run out alike."""
    facts = {"specialty": specialty, "education": education.value, "employment": "enterprise"}
    titles = [{"title_level": "none"}, {"title_level": "technician"}]
    titles += [{"title_level": "technician", "title_date": str(day)} for day in AROUND[::2]]
    for title, passed in itertools.product(titles, (True, False)):
        kinds: dict[Any, Any] = {}
        for start in AROUND:
            one = read({**facts, **title, "unit_assessment_passed": passed, "service_start": str(start)})
            for name in routes.route_names(one, PACK):
                for judged in rulebook(PACK, AS_OF).route(name, specialty).criteria:
                    if judged.clocks:
                        kind, found = (judged.criterion.id, *by_its_clocks(judged, one)), but_for_days(judged, one)
                        assert kinds.setdefault(repr(kind), found) == found


@given(anybody, days)
def test_routes_and_levels_hang_on_nothing_but_the_structure(facts, as_of):
    """The search for what can still change the outcome relies on it."""
    recorder = recorder_of(read(facts, as_of))
    book = rulebook(PACK, as_of)
    for name in routes.route_names(recorder, PACK):
        book.route(name, facts.get("specialty")).level(recorder)
    routes.listing_facts(recorder, ["initial_recognition"])
    assert recorder.seen <= routes.STRUCTURE


EVERY = {criterion.id: criterion for criterion in routes._EVERY}


@pytest.mark.parametrize("criterion", EVERY.values(), ids=EVERY)
def test_a_criterion_declares_facts_that_there_are(criterion):
    assert set(criterion.reads) <= set(FIELDS)
    assert criterion.clause in PACK.clauses


@given(whole)
def test_the_outcome_has_its_window_beside_it_not_in_it(facts):
    """Opening, mid-window and last day: the same verdicts, only the status differs."""
    start = {**facts, "service_start": "2020-01-01"}
    first, last = judge(start, AS_OF.replace(day=9)), judge(start, AS_OF.replace(day=21))
    assert whole_outcome(first) == whole_outcome(last)
