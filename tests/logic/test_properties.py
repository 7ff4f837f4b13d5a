"""What holds for everybody: shape, precedence, order, purity, and that criteria read what they say they read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logic import routes
from logic.assess import assess
from logic.facts import FIELDS
from logic.routes import rulebook
from tests.logic.applicants import AS_OF, PACK, judge, outcome, read, whole_outcome
from tests.logic.strategies import VALUES, anybody, days, nearly_whole, whole

ORDER = ["eligible", "confirm", "incomplete", "not_yet", "ineligible"]
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
def test_the_recommended_route_is_the_best_and_the_whole_is_told_by_it(facts, as_of):
    answer = judge(facts, as_of)
    best = answer.route

    def worth(result):
        return (-ORDER.index(result.verdict), LEVELS.index(result.level), result.route == "initial_recognition")

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
    blanks = [field for field in FIELDS if field not in facts]
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
    assert ORDER.index(after.verdict) <= ORDER.index(before.verdict)


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


@given(anybody, days)
def test_routes_and_levels_hang_on_nothing_but_the_structure(facts, as_of):
    """Whoever looks for what can still change the outcome relies on it."""
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
