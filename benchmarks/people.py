"""Made-up applicants as they might come from a district's units: nobody real, the same ones in every run."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from logic.facts import FACTS, Employment
from logic.pack import Pack

AS_OF = dt.date(2023, 10, 10)  # both windows of the 2023 notice are open

Facts = dict[str, Any]

_EMPLOYMENT = {"enterprise": 56, "public_institution": 27, "freelancer": 8, "other_organisation": 4, "not_employed": 2}
_EMPLOYMENT |= {"civil_servant": 1, "civil_service_managed": 1, "retired": 1}
_EDUCATION = {"bachelor": 44, "college": 25, "secondary": 12, "master": 7, "high_school": 3, "second_bachelor": 2}
_EDUCATION |= {"doctor": 1, "below_secondary": 1, "skilled_senior": 2, "skilled_technician": 2}
_EDUCATION |= {"skilled_intermediate": 1}
_RESIDENCY = {"mainland": 97, "hong_kong_macao_taiwan": 2, "foreign": 1}
_PERMIT = {"anhui_work_permit": 6, "permanent_residence": 3, "none": 1}
# The facts that are asked of some, by where these work.
_ASKED: dict[str, frozenset[str]] = {
    one: frozenset(fact.field for fact in FACTS if fact.gate == "employment" and fact.asked_if(one))
    for one in Employment
}
# Graduates begin in summer; a few begin on any other day.
_FIRST_DAYS = ((7, 1), (7, 15), (8, 1), (8, 15), (9, 1), (3, 1))


class People:
    """A source of applicants that tells the same ones each time.

    ``district_only``: specialties with a committee of the district's own, and no title or the lowest, so that a
    small rule set can decide them. ``spread``: first days all over thirty years and hours in tenths, so that hardly
    anything has been seen before. ``blanks``: the share of applicants of whom one to three facts are not known.
    """

    def __init__(
        self, pack: Pack, seed: int, *, district_only: bool = False, spread: bool = False, blanks: float = 0.0
    ) -> None:
        self._random = random.Random(seed)
        self._spread, self._blanks, self._district_only = spread, blanks, district_only
        self._specialties = [
            specialty.id
            for specialty in pack.specialties
            if pack.committee_of(specialty.id) is not None or not district_only
        ]
        self._titles = {"none": 62, "technician": 38} if district_only else {"none": 60, "technician": 32}
        if not district_only:
            self._titles |= {"assistant": 6, "intermediate_or_above": 2}

    def _one_of(self, weighted: dict[str, int]) -> str:
        return self._random.choices(list(weighted), list(weighted.values()))[0]

    def _yes(self, share: float) -> bool:
        return self._random.random() < share

    def _first_day(self) -> dt.date:
        if self._spread:
            return dt.date(1992, 1, 1) + dt.timedelta(days=self._random.randrange(11_500))
        if self._yes(0.2):
            return dt.date(2014, 1, 1) + dt.timedelta(days=self._random.randrange(3_500))
        month, day = self._random.choice(_FIRST_DAYS)
        return dt.date(self._random.randint(2014, 2023), month, day) if month < 9 else dt.date(2022, month, day)

    def _hours(self) -> list[dict[str, Any]]:
        count = self._random.choice((1, 2, 3, 3, 4, 5))
        kind = self._random.random()
        rows = []
        for year in range(2023 - count, 2023):
            if self._spread:
                general, professional = self._random.randint(0, 600) / 10, self._random.randint(0, 1200) / 10
            elif kind < 0.55:  # the usual courses
                general, professional = self._random.choice((30, 30, 32, 36)), self._random.choice((60, 60, 64, 72, 90))
            elif kind < 0.9:
                general, professional = self._random.randint(40, 80) / 2, self._random.randint(80, 160) / 2
            else:  # all in the last year
                last = year == 2022
                general, professional = (30 * count, 60 * count) if last else (0, self._random.choice((0, 0, 6)))
            rows.append({"year": year, "general": general, "professional": professional})
        return rows

    def person(self) -> Facts:
        """The next applicant, with every fact that would be asked."""
        employment = self._one_of(_EMPLOYMENT)
        asked = _ASKED[employment]
        facts: Facts = {"employment": employment}
        if "works_in_district" in asked:
            facts["works_in_district"] = self._yes(0.96)
        if "under_contract" in asked:
            facts["under_contract"], facts["in_technical_post"] = self._yes(0.95), self._yes(0.93)
        facts["residency"] = self._one_of(_RESIDENCY)
        if facts["residency"] == "foreign":
            facts["foreign_permit"] = self._one_of(_PERMIT)
        if "post_vacancy" in asked:
            facts["post_vacancy"], facts["disciplinary_period"] = self._yes(0.8), self._yes(0.02)
        facts["applied_elsewhere_this_year"], facts["dishonesty_record"] = self._yes(0.02), self._yes(0.01)
        facts["specialty"] = self._random.choice(self._specialties)
        facts["education"] = self._one_of(_EDUCATION)
        facts["full_time_recognised"], facts["major_related"] = self._yes(0.75), self._yes(0.88)
        start = facts["service_start"] = min(self._first_day(), AS_OF)
        if "unit_assessment_passed" in asked:
            facts["unit_assessment_passed"] = self._yes(0.9)
        facts["title_level"] = title = self._one_of(self._titles)
        if title == "technician":
            facts["title_date"] = min(start + dt.timedelta(days=self._random.randint(365, 1500)), AS_OF)
        if title != "none":
            facts["title_same_series"] = self._yes(0.9)
        facts["hours"] = self._hours()
        if self._blanks and self._yes(self._blanks):
            for field in self._random.sample(sorted(facts), self._random.randint(1, 3)):
                del facts[field]
        return facts

    def distinct(self, count: int) -> list[Facts]:
        """``count`` applicants, no two the same."""
        seen: dict[str, Facts] = {}
        while len(seen) < count:
            facts = self.person()
            seen.setdefault(repr(facts), facts)
        return list(seen.values())
