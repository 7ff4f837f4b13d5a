"""Hypothesis strategies: applicants, whole and partial, with dates and hours at the places where answers change."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from logic.facts import FACTS, FIELDS, Education, Employment, ForeignPermit, Residency, TitleLevel

# One specialty for every way a series is treated.
SPECIALTIES = [
    *("mechanical", "big_data", "agronomy", "veterinary", "school_teaching", "library", "performing_arts"),
    *("health", "software", "rural_crafts", "technology_brokerage"),
]
DAYS = [
    dt.date.fromisoformat(text)
    for text in ("2023-01-01", "2023-09-18", "2023-10-10", "2023-10-22", "2023-10-24", "2024-02-29", "2025-10-10")
]


def _year(general: float | None, professional: float | None) -> tuple[float | None, float | None]:
    return general, professional


_amounts = st.sampled_from([0, 0.1, 29.9, 30, 30.1, 60, 90])
hours = st.builds(
    lambda rows, start, gap: [
        {"year": start + i + (gap if i else 0), "general": g, "professional": p} for i, (g, p) in enumerate(rows)
    ],
    st.lists(st.builds(_year, _amounts, _amounts.map(lambda a: round(a * 2, 1))), max_size=4),
    st.integers(2018, 2021),
    st.sampled_from([0, 0, 0, 0, 1]),
)
dates = st.sampled_from(DAYS).flatmap(
    lambda day: st.builds(
        lambda years, shift: day.replace(year=day.year - years, day=min(day.day, 28)) + dt.timedelta(days=shift),
        st.integers(0, 5),
        st.integers(-2, 2),
    )
)
# Likely answers more often, or nearly everybody would be barred.
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "employment": st.sampled_from(["enterprise"] * 4 + ["public_institution"] * 3 + [e.value for e in Employment]),
    "residency": st.sampled_from([r.value for r in Residency]),
    "foreign_permit": st.sampled_from([p.value for p in ForeignPermit]),
    "specialty": st.sampled_from(SPECIALTIES),
    "education": st.sampled_from([e.value for e in Education]),
    "service_start": dates.map(lambda day: min(day, DAYS[0])),
    "title_level": st.sampled_from(["none", "technician"] * 3 + [t.value for t in TitleLevel]),
    "title_date": dates,
    "hours": hours,
    "diploma_outside_mainland": st.sampled_from([False, False, False, True]),
    **{
        fact.field: st.sampled_from([fact.usual] * 3 + [not fact.usual])
        for fact in FACTS
        if isinstance(fact.usual, bool)
    },
}
whole = st.fixed_dictionaries({field: VALUES[field] for field in FIELDS})
partial = st.fixed_dictionaries({}, optional={field: VALUES[field] for field in FIELDS})


@st.composite
def nearly_whole(draw: st.DrawFn, most: int = 4) -> dict[str, Any]:
    """A whole applicant of whom up to ``most`` facts are not known."""
    facts = draw(whole)
    for field in draw(st.sets(st.sampled_from(FIELDS), min_size=1, max_size=most)):
        del facts[field]
    return facts


anybody = st.one_of(whole, nearly_whole(), partial)
days = st.sampled_from(DAYS)
