"""Clause 3.3: totals, the norm, cramming, blanks and gaps; and the plan for what is missing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.findings import HoursVerdict
from logic.hours import Norms, YearTenths, assess_hours, figures, plan
from logic.hours import judge as judge_figures
from tests.logic.applicants import GRADUATE, TECHNICIAN
from tests.logic.applicants import judge as assess

NORMS = Norms(30, 60)


def verdict_of(*general: float | None, norm: int = 30) -> str:
    return judge([round(Fraction(str(amount)) * 10) for amount in general], norm * 10).value


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        # one year: the average alone
        ([29.9], "insufficient"),
        ([30], "sufficient"),
        ([500], "sufficient"),
        # the sum stands exactly on the norm, in tenths that binary floats cannot hold
        ([29.9, 30.1], "sufficient"),
        ([29.9, 30.0], "insufficient"),
        ([0.1] * 9 + [299.1], "sufficient"),
        ([0.1] * 9 + [300], "suspect"),
        ([30.3, 29.9, 29.8], "sufficient"),
        ([30.3, 29.9, 29.7], "insufficient"),
        # a single year below the norm is no fault
        ([0, 30, 60], "sufficient"),
        ([0, 0, 89.9], "insufficient"),
        # crammed: one year carries all, every other is zero
        ([0, 60], "crammed"),
        ([0, 59.9], "insufficient"),
        ([0, 0, 90], "crammed"),
        ([0, 0, 500], "crammed"),
        # suspect: one year carries all, the others have something but not their own share
        ([0.1, 60], "suspect"),
        ([29.9, 60], "suspect"),
        ([30, 60], "sufficient"),
        ([0.1, 59.9], "sufficient"),
        ([0, 0.1, 90], "suspect"),
        ([30, 29.9, 90], "suspect"),
        ([30, 30, 90], "sufficient"),
        ([0, 60, 90], "sufficient"),
        ([30, 29.9, 89.9], "sufficient"),
        # two equal large years: the other one carries its share
        ([0, 90, 90], "sufficient"),
        ([60, 60], "sufficient"),
        ([0, 0], "insufficient"),
    ],
)
def test_3_3_the_verdict_of_one_subject(amounts, said):
    assert verdict_of(*amounts) == said
    assert verdict_of(*reversed(amounts)) == said


@pytest.mark.parametrize(
    ("general", "professional", "said"),
    [
        ("sufficient", "sufficient", "sufficient"),
        ("suspect", "sufficient", "suspect"),
        ("sufficient", "suspect", "suspect"),
        ("suspect", "crammed", "crammed"),
        ("crammed", "insufficient", "insufficient"),
        ("insufficient", "suspect", "insufficient"),
    ],
)
def test_3_3_insufficient_before_crammed_before_suspect_before_sufficient(general, professional, said):
    shares = {"sufficient": (1, 1), "suspect": (0.5, 2), "crammed": (0, 2), "insufficient": (0, 1)}
    rows = tuple(
        YearTenths(2021 + i, int(shares[general][i] * 300), int(shares[professional][i] * 600)) for i in (0, 1)
    )
    result = assess_hours(rows, NORMS)
    assert (result.general.verdict, result.professional.verdict, result.verdict) == (general, professional, said)


def test_3_3_the_figures_are_exact():
    result = assess_hours((YearTenths(2020, 299, 633), YearTenths(2021, 300, 633), YearTenths(2022, 300, 633)), NORMS)
    general, professional = result.general, result.professional
    assert (general.total, general.required, general.average, general.norm) == (89.9, 90, 29.97, 30)
    assert (general.shortfall, general.crammed_year) == (0.1, None)
    assert (professional.total, professional.required, professional.average) == (189.9, 180, 63.3)
    assert professional.shortfall == 0


def test_3_3_the_crammed_year_is_named_only_where_something_is_crammed():
    result = assess_hours((YearTenths(2021, 0, 1), YearTenths(2022, 600, 1200)), NORMS)
    assert result.general.crammed_year == 2022
    assert (result.professional.verdict, result.professional.crammed_year) == ("suspect", None)


@pytest.mark.parametrize(
    ("years", "gaps"),
    [
        ([2022], []),
        ([2021, 2022], []),
        ([2020, 2022], [2021]),
        ([2023, 2018], [2019, 2020, 2021, 2022]),
        ([2018, 2020, 2022], [2019, 2021]),
    ],
)
def test_3_3_years_have_to_be_contiguous_and_the_gaps_are_named(years, gaps):
    rows = [{"year": year, "general": 60, "professional": 120} for year in years]
    result = assess(TECHNICIAN, hours=rows).hours
    assert result
    assert (list(result.gap_years), result.years) == (gaps, len(years))
    assert result.verdict == ("incomplete" if gaps else "sufficient")


@pytest.mark.parametrize("subject", ["general", "professional"])
@pytest.mark.parametrize("how", ["null", "absent"])
def test_3_3_a_blank_is_not_a_zero(subject, how):
    row: dict[str, int | None] = {"year": 2022, "general": 900, "professional": 900}
    row = {**row, subject: None} if how == "null" else {k: v for k, v in row.items() if k != subject}
    result = assess(TECHNICIAN, hours=[{"year": 2021, "general": 900, "professional": 900}, row]).hours
    assert result
    assert result.verdict == "incomplete"
    assert getattr(result, subject).total is None


@pytest.mark.parametrize("rows", [None, []])
def test_3_3_no_hours_are_incomplete_and_shown_all_the_same(rows):
    result = assess(GRADUATE, hours=rows).hours
    assert result
    assert (result.verdict, result.years) == ("incomplete", 0)


@pytest.mark.parametrize("rows", [None, []])
def test_hours_are_null_only_for_the_barred_without_hours(rows):
    assert assess(GRADUATE, employment="retired", hours=rows).hours is None
    assert assess(GRADUATE, employment="retired").hours is not None


tenths = st.integers(0, 3000)


def judge(amounts: list[int], norm: int) -> HoursVerdict:
    sums = figures([YearTenths(2010 + n, a, None) for n, a in enumerate(amounts)], "general")
    assert sums is not None
    return judge_figures(sums, norm)


@given(st.lists(tenths, min_size=1, max_size=10))
def test_3_3_the_verdict_follows_the_words_of_the_rule(amounts):
    norm, n, largest = 300, len(amounts), max(amounts)
    rest = sum(amounts) - largest
    if sum(amounts) < n * norm:
        said = "insufficient"
    elif n >= 2 and largest >= n * norm and all(a == 0 for a in sorted(amounts)[:-1]):
        said = "crammed"
    elif largest >= n * norm and 0 < rest < (n - 1) * norm:
        said = "suspect"
    else:
        said = "sufficient"
    assert judge(amounts, norm) == said


@given(st.lists(tenths, min_size=1, max_size=10), st.data())
def test_3_3_hours_added_to_a_year_below_its_norm_up_to_the_norm_never_hurt(amounts, data):
    worth = ["insufficient", "crammed", "suspect", "sufficient"]
    low = [i for i, a in enumerate(amounts) if a < 300]
    if not low:
        return
    year = data.draw(st.sampled_from(low))
    more = [*amounts]
    more[year] = data.draw(st.integers(amounts[year], 300))
    assert worth.index(judge(more, 300)) >= worth.index(judge(amounts, 300))


@given(st.lists(st.tuples(tenths, tenths), min_size=1, max_size=10))
def test_3_3_the_plan_names_what_is_missing_and_its_room_stays_clear_of_cramming(pairs):
    rows = [YearTenths(2010 + i, *pair) for i, pair in enumerate(pairs)]
    result = assess_hours(tuple(rows), NORMS)
    for planned in plan(rows, NORMS):
        subject = getattr(result, planned.subject)
        assert planned.missing == subject.shortfall
        amounts = [getattr(row, planned.subject) for row in rows]
        norm = subject.norm * 10
        assert planned.below_norm == tuple(row.year for row, a in zip(rows, amounts, strict=True) if a < norm)
        for place, room in enumerate(planned.rooms):
            fuller = [*amounts]
            fuller[place] += 100_000 if room.hours is None else int(Decimal(str(room.hours)) * 10)
            if fuller == amounts or max(amounts) != amounts[place]:
                continue
            assert judge(fuller, norm) not in ("crammed", "suspect")
