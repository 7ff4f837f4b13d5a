"""The plan: from when each route opens, by which changes, and the ways from today."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from logic.assess import assess
from logic.facts import Applicant, read_applicant
from logic.findings import WEIGHT, HoursVerdict, Verdict
from logic.hours import TENTHS, Norms, YearTenths, assess_hours
from logic.pack.rules import Hours
from logic.plan import Change, Sure, better, hours_by, open_on, opening, openings, paths, with_changes
from logic.plan.changes import WISHED
from logic.plan.openings import days_that_matter, result_of
from tests.districts.test_shili import SHILI
from tests.logic.applicants import BASIS, CASES, GRADUATE, PACK, TECHNICIAN, day, read
from tests.logic.strategies import anybody, days, nearly_whole

KNOWN = {"opens", "changes", "better", "paths"}
ALL: list[dict[str, Any]] = yaml.load((CASES / "plans.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
OPEN = (Verdict.ELIGIBLE, Verdict.CONFIRM)
DAY = dt.timedelta(days=1)


def in_words(changes: tuple[Change, ...]) -> list[str]:
    """The changes as a case writes them."""
    fields: list[str] = []
    for change in changes:
        if change.field == "hours":
            fields += [f"{y.year} {y.general / TENTHS:g}/{y.professional / TENTHS:g}" for y in change.years]
        else:
            assert change.value is WISHED[change.field]
            fields.append(change.field)
    return fields


def found_in(case: dict[str, Any]) -> dict[str, Any]:
    as_of = case["as_of"]
    basis = {} if case["basis"] == "空白" else BASIS[case["basis"]]
    applicant = read({**basis, **case.get("facts", {})}, as_of)
    assessment = assess(applicant, PACK, as_of)
    opened = openings(applicant, assessment, PACK)
    improved = {r.route: better(applicant, r.route, PACK, as_of) for r in assessment.routes}
    got = {
        "opens": {one.route: one.day for one in opened},
        "changes": {one.route: in_words(one.changes) for one in opened},
        "better": {route: in_words(one.changes) for route, one in improved.items() if one is not None},
        "paths": [
            {
                "closes": path.closes,
                "stages": [
                    {
                        "route": stage.opening.route,
                        "title": stage.opening.result.title.zh if stage.opening.result.title else None,
                        "ready": stage.ready,
                        "year": stage.round.year if stage.round else None,
                        "sure": stage.sure.value,
                    }
                    for stage in path.stages
                ],
                "beyond": path.beyond.year if path.beyond else None,
            }
            for path in paths(applicant, assessment, PACK)
        ],
    }
    return {key: got[key] for key in case["expect"]}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in ALL])
def test_case(case: dict[str, Any]):
    assert case["expect"].keys() <= KNOWN
    assert found_in(case) == case["expect"]


# --- the date found is the earliest --------------------------------------------------------------------------------


@settings(max_examples=60)
@given(nearly_whole(), days)
def test_on_the_day_the_rules_say_so_and_on_the_day_before_they_do_not(facts, as_of):
    applicant = read(facts, as_of)
    for one in openings(applicant, assess(applicant, PACK, as_of), PACK):
        result = result_of(assess(one.person, PACK, one.day), one.route)
        assert result == one.result and result.verdict in OPEN
        if one.day > as_of:
            assert open_on(applicant, one.route, PACK, as_of, one.day - DAY) is None


@pytest.mark.parametrize("years", [1, 2, 3])
@pytest.mark.parametrize("education", ["secondary", "college", "bachelor"])
def test_no_day_before_the_one_found_would_do(education, years):
    """Every single day is asked, not only those that the plan thinks of."""
    as_of = day("2023-10-24")
    facts = {**GRADUATE, "education": education, "service_start": f"{2024 - years}-09-15", "hours": None}
    applicant = read(facts, as_of)
    found = opening(applicant, "initial_recognition", PACK, as_of)
    assert found is not None
    asked = as_of
    while asked < found.day:
        result = result_of(assess(with_changes(applicant, found.changes), PACK, asked), "initial_recognition")
        assert result is not None and result.verdict is Verdict.NOT_YET, asked
        asked += DAY


@given(anybody, days)
def test_the_days_asked_are_in_order_and_begin_today(facts, as_of):
    asked = days_that_matter(read(facts, as_of), PACK, as_of)
    assert asked[0] == as_of and list(asked) == sorted(set(asked)) and len(asked) <= 33


@settings(max_examples=60)
@given(nearly_whole(), days.map(lambda d: d.replace(year=2027, day=min(d.day, 28))))
def test_under_another_notice_with_two_rounds_a_year_too(facts, as_of):
    """A round that closes lets the next one's last day count, so a route may open on the day after."""
    specialty = "nursing" if facts.get("specialty") in ("health", "library") else "silviculture"
    elsewhere = {**facts, "specialty": specialty}
    applicant = read_applicant(
        {k: elsewhere[k] for k in elsewhere if k != "hours"}, as_of=as_of, specialties=SHILI.by_id
    )
    for one in openings(applicant, assess(applicant, SHILI, as_of), SHILI):
        assert result_of(assess(one.person, SHILI, one.day), one.route) == one.result
        if one.day > as_of:
            assert open_on(applicant, one.route, SHILI, as_of, one.day - DAY) is None


# --- changes -------------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(nearly_whole(), days)
def test_no_change_of_a_list_can_be_left_out(facts, as_of):
    applicant = read(facts, as_of)
    for result in assess(applicant, PACK, as_of).routes:
        found = opening(applicant, result.route, PACK, as_of), better(applicant, result.route, PACK, as_of)
        for one in filter(None, found):
            for left_out in one.changes:
                rest = [change for change in one.changes if change is not left_out]
                tried = result_of(assess(with_changes(applicant, rest), PACK, one.day), one.route)
                if tried is not None:
                    worse = WEIGHT[tried.verdict] > WEIGHT[one.result.verdict]
                    assert worse or tried.level != one.result.level


@settings(max_examples=60)
@given(nearly_whole(), days)
def test_only_what_can_be_otherwise_is_changed(facts, as_of):
    """A diploma, a date, or an answer that is a matter of the past stays what it is."""
    applicant = read(facts, as_of)
    for result in assess(applicant, PACK, as_of).routes:
        one = opening(applicant, result.route, PACK, as_of)
        for change in one.changes if one else ():
            now = getattr(applicant, change.field)
            assert change.field in WISHED or change.field == "hours"
            if change.field in ("full_time_recognised", "major_related", "title_same_series", "works_in_district"):
                assert now is None
            if change.field == "hours":
                held = {row.year: row for row in applicant.hours or ()}
                for row in change.value:
                    old = held.get(row.year)
                    if old is not None and row.year < as_of.year:
                        # What is registered of a year gone by is not made more.
                        assert old.general in (None, row.general) and old.professional in (None, row.professional)


# --- the hours -----------------------------------------------------------------------------------------------------


@settings(max_examples=80)
@given(nearly_whole(), days)
def test_the_hours_laid_out_suffice_and_take_nothing_away(facts, as_of):
    applicant = read(facts, as_of)
    for later in (as_of, dt.date(as_of.year + 1, 12, 31), dt.date(as_of.year + 3, 6, 1)):
        wanted = hours_by(applicant, PACK, as_of, later)
        if wanted is None:
            continue
        assert assess_hours(wanted.rows, PACK.hours.norms).verdict is HoursVerdict.SUFFICIENT
        assert {row.year for row in applicant.hours or ()} <= {row.year for row in wanted.rows}
        for year in wanted.years:
            assert year.more_general >= 0 and year.more_professional >= 0
            assert year.ahead == (year.year >= as_of.year)
            assert year.year <= later.year or year.year in [row.year for row in applicant.hours or ()]


def test_hours_that_suffice_are_left_as_they_are():
    applicant = read(TECHNICIAN, day("2023-10-12"))
    wanted = hours_by(applicant, PACK, day("2023-10-12"), day("2023-10-12"))
    assert wanted is not None and wanted.rows == applicant.hours and wanted.years == ()


def test_the_norms_are_the_packs():
    pack = PACK.model_copy(update={"hours": Hours(general=20, professional=50)})
    wanted = hours_by(Applicant(), pack, day("2023-10-12"), day("2023-10-12"))
    assert wanted is not None and pack.hours.norms == Norms(20, 50)
    assert set(wanted.rows) == {YearTenths(year, 200, 500) for year in (2020, 2021, 2022)}


# --- what is said of times -----------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(nearly_whole(), days)
def test_days_are_named_for_this_notice_alone(facts, as_of):
    applicant = read(facts, as_of)
    for path in paths(applicant, assess(applicant, PACK, as_of), PACK):
        for stage in path.stages:
            assert stage.ready >= as_of
            if stage.round is None:
                assert stage.sure is Sure.ASK and stage.held is None
                continue
            assert (stage.sure is Sure.DATED) == (stage.round.year == PACK.year)
            assert stage.round.ends >= stage.opening.day
            if stage.sure is Sure.ABOUT:
                assert "大约" in stage.round.when.zh and "日" not in stage.round.when.zh


@settings(max_examples=60)
@given(nearly_whole(), days)
def test_of_two_ways_the_later_one_leads_higher(facts, as_of):
    applicant = read(facts, as_of)
    found = paths(applicant, assess(applicant, PACK, as_of), PACK)
    assert len(found) <= 2
    assert [stage.level for path in found for stage in path.stages[1:]] == [
        "assistant" for path in found for _ in path.stages[1:]
    ]
