"""The answers that differ in effect: every answer of every question, with dates and hours by the steps of the rules.

Nobody's day of birth or exact hours matter, only on which side of a step they stand. So a date is one of the spans
between the years that some ladder asks, and hours are one of the ways in which they can stand to the norms; one person
stands for each. Two packs are laid on one grid: a span ends wherever one of them has a step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from logic.facts import CHOICES, FACT, FACTS, Applicant, Education, Employment, TitleLevel
from logic.findings import HoursVerdict, Level
from logic.hours import SUBJECTS, TENTHS, Norms, Subject, YearTenths, figures, full_years_since, judge, whole
from logic.pack import Pack
from logic.policy.periods import (
    Between,
    Months,
    begun,
    between,
    day_of,
    service_steps,
    spans,
    started,
    title_steps,
)
from logic.routes import rulebook

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers to one question, or to several that hang together.

    ``named``: by what it is called in a sentence, feature by feature. ``facts``: what it says under each pack, given
    what was said before it; None where nobody can answer so.
    """

    named: Facts
    facts: Callable[[int, Facts], Facts | None]


@dataclass(frozen=True, slots=True)
class Axis:
    """One question, or several that hang together, with all their answers; ``fields`` are the facts they settle."""

    name: str
    fields: frozenset[str]
    answers: tuple[Answer, ...]

    @property
    def features(self) -> tuple[str, ...]:
        """What its answers are named by."""
        return tuple(self.answers[0].named)


# Axes that others hang on: hours are read from the title's date on, and what is asked of some employers' people only,
# such as the unit's assessment, by the kind of employer.
TITLE, ASSESSED, HOURS = "title", "assessed", "hours"


def _says(**facts: Any) -> Callable[[int, Facts], Facts]:
    return lambda pack, before: facts


def _values(field: str) -> tuple[Any, ...]:
    """All answers to a question of a few, the usual one first."""
    usual = FACT[field].usual is not False
    return tuple(CHOICES[field]) if field in CHOICES else (usual, not usual)


# --- hours -----------------------------------------------------------------------------------------------------

# How a subject's hours stand: the verdict under each pack.
HoursVerdicts = tuple[HoursVerdict, ...]
Pattern = Callable[..., list[int]]


def _patterns(norms: Sequence[int]) -> Iterator[Pattern]:
    """Ways in which the years' hours (tenths) can lie, around every norm."""
    low, high = min(norms) * TENTHS, max(norms) * TENTHS
    for each in (high, 0, low):
        yield lambda n, each=each: [each] * n
    for most, rest in product((low, high), (0, 1, low)):
        yield lambda n, most=most, rest=rest: [*[rest] * (n - 1), n * most]
    yield lambda n: [*[1] * (n - 1), n * high - 1]


def _ways_to_stand(norms: Sequence[int]) -> dict[HoursVerdicts, Pattern]:
    """Every way to stand to ``norms``, and hours that stand so."""
    found: dict[HoursVerdicts, Pattern] = {}
    for pattern in _patterns(norms):
        for years in (2, 3):
            rows = [YearTenths(2000 + n, amount, amount) for n, amount in enumerate(pattern(years))]
            figures_ = figures(rows, "general")
            assert figures_ is not None
            found.setdefault(tuple(judge(figures_, norm * TENTHS) for norm in norms), pattern)
    return found


def hours_axis(packs: Sequence[Pack], *, blanks: bool) -> Axis:
    """How the hours stand, both subjects together, and whether a year since the title is left out.

    Of hours that stand the same under every pack only the weightier subject is distinguished.
    """
    by_subject = [_ways_to_stand([getattr(pack.hours.norms, subject) for pack in packs]) for subject in SUBJECTS]
    found: dict[Any, Answer] = {}
    ways = product(by_subject[0].items(), by_subject[1].items(), (False, True))
    for (general, g), (professional, p), leaves_out in ways:
        both = tuple(whole(*pair) for pair in zip(general, professional, strict=True))
        if leaves_out and HoursVerdict.SUFFICIENT not in both:
            continue
        same = len(set(both)) == 1
        if leaves_out and not (g(2) == [g(2)[0]] * 2 and p(2) == [p(2)[0]] * 2):
            continue
        named: dict[str, Any] = {
            "general": None if same or len(set(general)) == 1 else general,
            "professional": None if same or len(set(professional)) == 1 else professional,
            "leaves_out": leaves_out,
            "other_hours": both[0] if same else _unchanged(general, professional),
        }
        key = (both, *named.values())
        found.setdefault(key, Answer(named, _hours(g, p, packs, leaves_out=leaves_out)))
    answers = sorted(found.values(), key=lambda one: one.named["leaves_out"])
    if blanks:
        answers.append(Answer(dict.fromkeys(answers[0].named), _says(hours=None)))
    return Axis(HOURS, frozenset(("hours",)), tuple(answers))


def _unchanged(general: HoursVerdicts, professional: HoursVerdicts) -> HoursVerdict | None:
    """How the subject stands that stands the same under every pack; None where neither does."""
    same = [standing[0] for standing in (general, professional) if len(set(standing)) == 1]
    return same[0] if same else None


def _hours(
    general: Pattern, professional: Pattern, packs: Sequence[Pack], *, leaves_out: bool
) -> Callable[[int, Facts], Facts | None]:
    days = [day_of(pack) for pack in packs]

    def say(pack: int, before: Facts) -> Facts | None:
        as_of, since = days[pack], before.get("title_date")
        period = full_years_since(since, as_of) if since else range(0)
        if leaves_out:
            if not len(period):
                return None
            years = range(period.start + 1, as_of.year + 1)
        else:
            years = range(min(period.start if len(period) else as_of.year, as_of.year - 2), as_of.year)
        rows = zip(years, general(len(years)), professional(len(years)), strict=True)
        return {"hours": tuple(YearTenths(*row) for row in rows)}

    return say


def averages(standing: HoursVerdicts, norms: Sequence[int]) -> tuple[int, int] | None:
    """The yearly average, from the lower to under the higher norm, of those who suffice for one pack only."""
    short = [verdict is HoursVerdict.INSUFFICIENT for verdict in standing]
    return (min(norms), max(norms)) if any(short) and not all(short) else None


def norms_of(packs: Sequence[Pack], subject: Subject) -> tuple[int, ...]:
    """A subject's norm in each pack."""
    return tuple(getattr(Norms(*pack.hours.norms), subject) for pack in packs)


# --- the person ------------------------------------------------------------------------------------------------

# The commonest first: they make the example.
_DIPLOMAS = (
    *(Education.BACHELOR, Education.COLLEGE, Education.SECONDARY, Education.MASTER, Education.DOCTOR),
    *(Education.SECOND_BACHELOR, Education.SKILLED_SENIOR, Education.SKILLED_INTERMEDIATE),
    *(Education.SKILLED_TECHNICIAN, Education.HIGH_SCHOOL, Education.BELOW_SECONDARY),
)
# What all routes ask about: the place, the post, and what stands in the way of anybody.
_SCOPE = (
    *("employment", "works_in_district", "under_contract", "in_technical_post", "post_vacancy", "residency"),
    *("foreign_permit", "disciplinary_period", "applied_elsewhere_this_year", "dishonesty_record"),
)
# What some employers' people are asked about what they have behind them.
BY_EMPLOYER = tuple(fact.field for fact in FACTS if fact.gate == "employment" and fact.field not in _SCOPE)


def unit_kind(employment: Employment | None) -> Employment | None:
    """The first of the employers whose people are asked the same of :data:`BY_EMPLOYER`: it stands for all of them."""
    return None if employment is None else next(one for one in Employment if _asked_of(one) == _asked_of(employment))


def _asked_of(employment: Employment) -> tuple[str, ...]:
    return tuple(field for field in BY_EMPLOYER if FACT[field].asked(Applicant(employment=employment)))


def personal_axes(packs: Sequence[Pack], *, blanks: bool = False, days: bool = False) -> tuple[Axis, ...]:
    """The questions about the person and what they have behind them.

    With ``blanks``, 不清楚 is an answer too; with ``days``, whose years are full between two last days.
    """
    steps = [set().union(*(of(pack) for pack in packs)) for of in (title_steps, service_steps)]
    titled, served = ((*spans(of), *(between(packs, of) if days else ())) for of in steps)
    blank: tuple[Any, ...] = (None,) if blanks else ()

    def since(field: str, span: Months | Between | None, **facts: Any) -> Callable[[int, Facts], Facts]:
        def day(pack: int) -> dt.date | None:
            if isinstance(span, Between):
                return begun(span)
            return started(span, packs[pack]) if span else None

        said = [{**facts, field: day(pack)} for pack in range(len(packs))]
        return lambda pack, before: said[pack]

    title = [_title(TitleLevel.NONE, None, None, _says(title_level=TitleLevel.NONE))]
    for span, same in product((*titled, *blank), (True, False, *blank)):
        facts = {"title_level": TitleLevel.TECHNICIAN, "title_same_series": same}
        title.append(_title(TitleLevel.TECHNICIAN, span, same, since("title_date", span, **facts)))
    for level, same in product((TitleLevel.ASSISTANT, TitleLevel.INTERMEDIATE_OR_ABOVE), (True, False, *blank)):
        title.append(_title(level, None, same, _says(title_level=level, title_same_series=same)))
    if blanks:
        title.append(_title(None, None, None, _says()))
    diploma = [
        Answer({"diploma": "full_time"}, _says(full_time_recognised=True)),
        Answer({"diploma": "part_time"}, _says(full_time_recognised=False)),
        Answer({"diploma": "outside"}, _says(diploma_outside_mainland=True)),
        *(Answer({"diploma": None}, _says()) for _ in blank),
    ]
    assessed = [
        _assessed(kind, dict(zip(_asked_of(kind), said, strict=True)))
        for kind in Employment
        if unit_kind(kind) is kind
        for said in product(*((*_values(field), *blank) for field in _asked_of(kind)))
    ]
    assessed += [_assessed(None, {}) for _ in blank]
    return (
        Axis(TITLE, frozenset(("title_level", "title_date", "title_same_series")), tuple(title)),
        _axis("education", (*_DIPLOMAS, *blank)),
        Axis("diploma", frozenset(("full_time_recognised", "diploma_outside_mainland")), tuple(diploma)),
        _axis("major_related", (True, False, *blank)),
        Axis(ASSESSED, frozenset(("employment", *BY_EMPLOYER)), tuple(assessed)),
        Axis(
            "service",
            frozenset(("service_start",)),
            tuple(Answer({"service": span}, since("service_start", span)) for span in (*served[::-1], *blank)),
        ),
        hours_axis(packs, blanks=blanks),
    )


def _axis(field: str, values: Sequence[Any]) -> Axis:
    return Axis(field, frozenset((field,)), tuple(Answer({field: value}, _says(**{field: value})) for value in values))


def _title(level: TitleLevel | None, span: Months | Between | None, same: bool | None, facts: Any) -> Answer:
    return Answer({"title_level": level, "title_years": span, "title_same_series": same}, facts)


def _assessed(kind: Employment | None, said: Facts) -> Answer:
    facts = {field: said.get(field) for field in BY_EMPLOYER}
    return Answer({"unit": kind, **facts}, _says(employment=kind, **facts))


# --- what all routes ask about --------------------------------------------------------------------------------------


def scope(packs: Sequence[Pack], *, blanks: bool = False) -> tuple[dict[str, Any], ...]:
    """Every combination of the facts that all routes ask about, the commonest first; a fact not asked is not there."""
    read = {name for pack in packs for one in rulebook(pack, day_of(pack)).common for name in one.reads}
    found: list[dict[str, Any]] = [{}]
    for field in _SCOPE:
        if field not in read:
            continue
        values = (*_values(field), *((None,) if blanks else ()))
        found = [
            {**one, field: value} if value is not None else one
            for one in found
            for value in (values if FACT[field].asked(Applicant(**one)) else (None,))
        ]
    return tuple(found)


# --- specialties -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SpecialtyKind:
    """Specialties that each pack treats alike; ``ids`` in the order of the packs' lists, ``there`` by pack."""

    ids: tuple[str, ...]
    there: tuple[bool, ...]


def kinds(packs: Sequence[Pack]) -> tuple[SpecialtyKind, ...]:
    """The specialties of all packs, by how each of these treats them."""
    ids = dict.fromkeys(specialty.id for pack in packs for specialty in pack.specialties)
    alike: dict[Any, list[str]] = {}
    for id_ in ids:
        alike.setdefault(tuple(_treated(pack, id_) for pack in packs), []).append(id_)
    return tuple(SpecialtyKind(tuple(of), tuple(one is not None for one in key)) for key, of in alike.items())


def _treated(pack: Pack, id_: str) -> Any:
    one = pack.by_id.get(id_)
    if one is None:
        return None
    names = pack.titles[one.family]
    named = tuple(names.of(level) is not None for level in Level) if names.named else None
    return one.series, one.unsure, named
