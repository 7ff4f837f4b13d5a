"""Two packs side by side: what stands differently in them, and for whom that changes the outcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from logic.assess import assess
from logic.facts import Applicant, Education, TitleLevel
from logic.labels import CHOICE_NAMES, ROUTE_NAMES, VERDICT_NAMES, YES_NO
from logic.language import Text, say
from logic.pack import Pack

# Years of service, and of holding the title, that are tried.
_YEARS = (0, 1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in the file, and what stands there; None where there is nothing."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Shift:
    """People whose outcome is another: who they are, and what each pack says of them."""

    who: Text
    years: tuple[int, ...]
    before: Text
    after: Text


def differences(one: Pack, other: Pack) -> tuple[Difference, ...]:
    """Every value that stands differently, by its path; lists of things with an id are matched by it."""
    before, after = dict(_flat(_plain(one))), dict(_flat(_plain(other)))
    paths = [*before, *(path for path in after if path not in before)]
    return tuple(
        Difference(path, before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)
    )


def _plain(pack: Pack) -> Any:
    return pack.model_dump(mode="json", exclude={"sha256"})


def _flat(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _flat(value, f"{path}.{name}" if path else str(name))
    elif isinstance(part, list) and part and all(isinstance(one, dict) and "id" in one for one in part):
        for one in part:
            yield from _flat({k: v for k, v in one.items() if k != "id"}, f"{path}[{one['id']}]")
    elif isinstance(part, list) and part and all(isinstance(one, dict) for one in part):
        for place, one in enumerate(part):
            yield from _flat(one, f"{path}[{place}]")
    else:
        yield path, part


def shifts(one: Pack, other: Pack) -> tuple[Shift, ...]:
    """For whom the outcome changes, each pack on the day its own review opens; everything not named is in order.

    One specialty stands for its series; service and title are as many full years old as told, the hours suffice.
    """
    found: dict[tuple[Text, Text, Text], list[int]] = {}
    for specialty in _one_a_series(one, other):
        for education, title, full_time in product(Education, TitleLevel, (True, False)):
            who = say(
                "{series}，{education}，全日制：{full_time}，职称：{title}",
                series=one.series[one.by_id[specialty].series].name.text,
                education=CHOICE_NAMES["education"][education],
                full_time=YES_NO[full_time],
                title=CHOICE_NAMES["title_level"][title],
            )
            for years in _YEARS:
                before, after = (
                    _outcome(pack, pack.review.window.opens, specialty, education, title, full_time, years)
                    for pack in (one, other)
                )
                if before != after:
                    found.setdefault((who, before, after), []).append(years)
    return tuple(Shift(who, tuple(years), before, after) for (who, before, after), years in found.items())


def _one_a_series(one: Pack, other: Pack) -> Iterator[str]:
    seen: set[tuple[str, str, str]] = set()
    for specialty in one.specialties:
        theirs = other.by_id.get(specialty.id)
        key = (specialty.series, specialty.family, str(specialty.basis))
        if theirs is not None and (key not in seen or theirs.series != specialty.series):
            seen.add(key)
            yield specialty.id


def _years_before(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def _outcome(
    pack: Pack, as_of: dt.date, specialty: str, education: Education, title: TitleLevel, full_time: bool, years: int
) -> Text:
    norms = pack.hours.norms
    began = _years_before(as_of, years)
    facts: dict[str, Any] = {
        "employment": "enterprise",
        "works_in_district": True,
        "under_contract": True,
        "in_technical_post": True,
        "residency": "mainland",
        "applied_elsewhere_this_year": False,
        "dishonesty_record": False,
        "specialty": specialty,
        "education": education,
        "full_time_recognised": full_time,
        "major_related": True,
        "service_start": began,
        "unit_assessment_passed": True,
        "title_level": title,
        "hours": [{"year": as_of.year - 1, "general": norms.general, "professional": norms.professional}],
    }
    if title is TitleLevel.TECHNICIAN:
        facts["title_date"] = began
    if title is not TitleLevel.NONE:
        facts["title_same_series"] = True
    found = assess(Applicant.model_validate(facts), pack, as_of)
    said = [VERDICT_NAMES[found.verdict], ROUTE_NAMES[found.recommended], *([found.title] if found.title else [])]
    return Text(" · ".join(part.zh for part in said), " · ".join(part.en for part in said))
