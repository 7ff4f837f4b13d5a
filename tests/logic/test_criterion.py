"""How a criterion is declared: what it looks at of where it is judged, it says."""

from __future__ import annotations

import datetime as dt

import pytest

from logic import routes
from logic.assess import assess
from logic.criteria.base import Context, HangsOn, NotDeclared, criterion, met
from logic.facts import Applicant
from logic.findings import Finding
from logic.pack import parse
from logic.pack.loading import SHIPPED
from logic.words.language import Text
from tests.logic.applicants import GRADUATE, read

DAY = dt.date(2023, 10, 10)


def looks_at(what: str, hangs_on: HangsOn):
    """A criterion of the review that looks at the series or the committee, and is declared as it may be."""

    @criterion("a_new_one", clause="2.1", hangs_on=hangs_on)
    def a_new_one(a: Applicant, context: Context) -> Finding:
        seen = getattr(context, what)
        return met(Text("有", "yes") if seen else Text("没有", "no"))

    return a_new_one


@pytest.mark.parametrize(
    ("what", "hangs_on", "declared"),
    [
        *(("committee", "route", False), ("series", "route", False), ("series", "committee", False)),
        *(("committee", "committee", True), ("committee", "series", True), ("series", "series", True)),
    ],
)
def test_who_looks_at_the_series_or_the_committee_says_so_or_is_not_answered(monkeypatch, what, hangs_on, declared):
    new = looks_at(what, hangs_on)
    monkeypatch.setitem(routes.ROUTE_CRITERIA, "junior_review", (*routes.ROUTE_CRITERIA["junior_review"], new))
    pack = parse(SHIPPED.read_bytes(), SHIPPED.name)  # with a memory of its own
    graduate = read(GRADUATE, DAY)
    if not declared:
        with pytest.raises(NotDeclared, match=f'context.{what} is read .* hangs_on="{what}"'):
            assess(graduate, pack, DAY)
        return
    review = next(one for one in assess(graduate, pack, DAY).routes if one.route == "junior_review")
    assert [one.text.zh for one in review.findings if one.criterion == "a_new_one"] == ["有"]
