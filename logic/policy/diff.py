"""Two packs side by side: what stands differently in them, and for whom that changes the outcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from logic.assess import assess
from logic.facts import Education, TitleLevel, read_applicant
from logic.findings import Level, Verdict
from logic.hours import Norms
from logic.labels import CHOICE_NAMES, LEVEL_NAMES, ROUTE_NAMES, VERDICT_NAMES, YES_NO
from logic.language import Text, join, say
from logic.pack import Pack

# Years of service, and of holding the title, that are tried: each of them, so that what is told as a range is one.
_YEARS = range(11)


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
    before, after = dict(_flat(one.as_written())), dict(_flat(other.as_written()))
    paths = [*before, *(path for path in after if path not in before)]
    return tuple(
        Difference(path, before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)
    )


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

    A few specialties stand for each series; service and title are as many full years old as told, and the hours are
    just those that each pack asks. Whom another norm concerns is told apart (:func:`hours_shifts`).
    """
    standing_for = _one_of_a_kind(one, other)
    # Who has the same outcome for the same years: every specialty, and full-time or not, that it holds for.
    alike: dict[tuple[str, Education, TitleLevel, tuple[int, ...], Text, Text], dict[bool, list[str]]] = {}
    for specialty in standing_for:
        series = one.by_id[specialty].series
        for education, title, full_time in product(Education, TitleLevel, (True, False)):
            changed: dict[tuple[Text, Text], list[int]] = {}
            for years in _YEARS:
                before, after = (
                    _outcome(pack, pack.hours.norms, specialty, education, title, full_time, years)
                    for pack in (one, other)
                )
                # A title by another name is the same title: how the packs differ says it.
                if before[:3] != after[:3]:
                    changed.setdefault((_told(before, after), _told(after, before)), []).append(years)
            for (old, new), found in changed.items():
                key = (series, education, title, tuple(found), old, new)
                alike.setdefault(key, {}).setdefault(full_time, []).append(specialty)
    told = []
    for (series, education, title, years_alike, old, new), by_time in alike.items():
        for full_times, specialties in _grouped(by_time):
            what = _what(one, series, specialties, standing_for)
            who = _who(what, CHOICE_NAMES["education"][education], full_times, CHOICE_NAMES["title_level"][title])
            told.append(Shift(who, years_alike, old, new))
    return tuple(told)


def hours_shifts(one: Pack, other: Pack) -> tuple[Shift, ...]:
    """For whom the outcome changes by the norms alone, whatever the specialty and the diploma.

    Those who have just the lower norm of each subject stand for all who have enough of one pack and not of the other.
    """
    old, new = one.hours.norms, other.hours.norms
    if old == new:
        return ()
    low = Norms(min(old.general, new.general), min(old.professional, new.professional))
    as_before = other.model_copy(update={"hours": one.hours})
    as_before.__dict__.pop("memory", None)  # what was found under the other norms
    found: dict[tuple[TitleLevel, Outcome, Outcome], set[int]] = {}
    for specialty, education, title in product(_one_of_a_kind(one, other), Education, TitleLevel):
        for years in _YEARS:
            before, after = (
                _outcome(pack, low, specialty, education, title, full_time=True, years=years)
                for pack in (as_before, other)
            )
            if before[:3] != after[:3]:
                key = (title, (*before[:2], None, None), (*after[:2], None, None))
                found.setdefault(key, set()).add(years)
    return tuple(
        Shift(_with_hours(low, title), tuple(sorted(years)), _told(before, after), _told(after, before))
        for (title, before, after), years in found.items()
    )


def _with_hours(norms: Norms, title: TitleLevel) -> Text:
    return say(
        "学时年均刚好公需 {general}、专业 {professional}的人，职称：{title}",
        general=norms.general,
        professional=norms.professional,
        title=CHOICE_NAMES["title_level"][title],
    )


def _grouped(by_time: dict[bool, list[str]]) -> list[tuple[list[bool], list[str]]]:
    """Full-time and not as one where the same specialties have the same."""
    if len(by_time) == 2 and by_time[True] == by_time[False]:
        return [([True, False], by_time[True])]
    return [([full_time], specialties) for full_time, specialties in by_time.items()]


def _what(pack: Pack, series: str, specialties: list[str], standing_for: dict[str, int]) -> Text:
    """The series, and which specialties of it unless all."""
    name = pack.series[series].name.text
    if specialties == [id_ for id_ in standing_for if pack.by_id[id_].series == series]:
        return name
    names = [_kind(pack.by_id[id_].name, standing_for[id_]) for id_ in specialties]
    return say("{series}（{specialties}）", series=name, specialties=join(names, "、", ", "))


def _kind(name: Text, many: int) -> Text:
    return say("{specialty}等", specialty=name) if many > 1 else name


def _who(what: Text, education: Text, full_times: list[bool], title: Text) -> Text:
    if len(full_times) == 2:
        return say("{what}，{education}，职称：{title}", what=what, education=education, title=title)
    full_time = YES_NO[full_times[0]]
    return say(
        "{what}，{education}，全日制：{full_time}，职称：{title}",
        what=what,
        education=education,
        full_time=full_time,
        title=title,
    )


def _one_of_a_kind(one: Pack, other: Pack) -> dict[str, int]:
    """A specialty for each kind whose rules are the same, and how many it stands for."""
    first: dict[tuple[str, ...], str] = {}
    many: dict[str, int] = {}
    for specialty in one.specialties:
        theirs = other.by_id.get(specialty.id)
        if theirs is not None:
            key = (specialty.series, specialty.family, specialty.basis, theirs.series, theirs.family, theirs.basis)
            id_ = first.setdefault(key, specialty.id)
            many[id_] = many.get(id_, 0) + 1
    return many


def ranges(numbers: Iterable[int]) -> Text:
    """Numbers as one says them: 0～3、5."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    zh, en = (
        between.join(f"{first}{dash}{last}" if last > first else str(first) for first, last in runs)
        for dash, between in (("～", "、"), ("–", ", "))
    )
    return Text(zh, en)


def _day(pack: Pack) -> dt.date:
    """The day its filing for review begins; without a review, for recognition; without either, its first."""
    filing = pack.window("junior_review", pack.covers.first) or pack.window("initial_recognition", pack.covers.first)
    return filing.opens if filing else pack.covers.first


def _years_before(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


Outcome = tuple[Verdict, str, Level | None, Text | None]


def _told(outcome: Outcome, other: Outcome) -> Text:
    """An outcome in words: its verdict, route and title; of two titles that are called the same, the level too."""
    verdict, route, level, title = outcome
    said = [VERDICT_NAMES[verdict], ROUTE_NAMES[route], *([title] if title else [])]
    if level and (title is None or title == other[3]):
        said.append(LEVEL_NAMES[level])
    return join(said, " · ", " · ")


def _outcome(
    pack: Pack, norms: Norms, specialty: str, education: Education, title: TitleLevel, full_time: bool, years: int
) -> Outcome:
    """What ``pack`` says of somebody whose hours are just ``norms``."""
    as_of = _day(pack)
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
    found = assess(read_applicant(facts, as_of=as_of, specialties=pack.by_id), pack, as_of)
    return found.verdict, found.recommended, found.level, found.title
