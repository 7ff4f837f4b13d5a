"""The way from today: one title after the other, each stage found by asking the rules of the person as they would be.

Where one step now closes a better one later, both ways are shown; the program does not choose.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from logic.assess import assess
from logic.dates import after_years
from logic.facts import Applicant, TitleLevel
from logic.findings import Assessment, Level
from logic.pack import BeyondStep, Pack
from logic.plan.openings import Opening, open_on, opening, openings, result_of
from logic.plan.rounds import Round, Sure

# Technician, assistant: what junior titles there are.
MOST_STAGES = 2
MOST_PATHS = 2
_LEVELS = (None, *Level)


@dataclass(frozen=True, slots=True)
class Stage:
    """One title: from when the rules let one apply for it, in which round, and when it may be held.

    ``ready``: the day from which nothing but the round has to be waited for. ``held``: the last day that the round
    names, for reckoning further; the certificate says the real one. None where no dates are known.
    """

    opening: Opening
    ready: dt.date
    held: dt.date | None

    @property
    def round(self) -> Round | None:
        """The round of applications."""
        return self.opening.round

    @property
    def level(self) -> Level | None:
        """The level of the title."""
        return self.opening.result.level

    @property
    def sure(self) -> Sure:
        """How surely its time is known."""
        return self.round.sure if self.round else Sure.ASK


@dataclass(frozen=True, slots=True)
class Beyond:
    """The intermediate title that follows, by the national base standard; the city's or province's notice rules.

    ``year``: the year in which the years are complete, reckoned from the stage before; None where that has no dates.
    """

    step: BeyondStep
    source: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Path:
    """The stages of one way, the next one first, and what follows them."""

    stages: tuple[Stage, ...]
    beyond: Beyond | None
    # Another path begins with a route that is no longer open to an applicant who has taken this one's first stage.
    closes: bool = False

    @property
    def first(self) -> Stage:
        """The stage that comes next."""
        return self.stages[0]


def paths(applicant: Applicant, assessment: Assessment, pack: Pack) -> tuple[Path, ...]:
    """The ways worth weighing, the sooner first: none is both later and no higher than another."""
    found = [_path(applicant, one, pack, assessment.as_of) for one in openings(applicant, assessment, pack)]
    kept = [path for path in found if not any(_beats(other, path, found) for other in found)]
    kept = sorted(kept, key=lambda path: _when(path.first))[:MOST_PATHS]
    return tuple(
        replace(path, closes=any(_closed_by(path, other, pack) for other in kept if other is not path)) for path in kept
    )


def _beats(one: Path, other: Path, found: list[Path]) -> bool:
    """Whether ``one`` is no later, no lower and asks no more than ``other``; of equals the one listed first."""
    mine, theirs = _merit(one), _merit(other)
    no_worse = all(a <= b for a, b in zip(mine, theirs, strict=True))
    return no_worse and (mine != theirs or found.index(one) < found.index(other))


def _merit(path: Path) -> tuple[int, int, int]:
    return _when(path.first), -_LEVELS.index(path.first.level), len(path.first.opening.changes)


def _when(stage: Stage) -> int:
    """The year of its round: all of a year's rounds are one chance."""
    return stage.round.year if stage.round else stage.ready.year


def _closed_by(path: Path, other: Path, pack: Pack) -> bool:
    """Whether the route of ``other``, which comes later, is no longer listed once ``path``'s first title is held."""
    if _when(other.first) <= _when(path.first) or path.first.held is None:
        return False
    holder = _holder(path.first, path.first.held)
    return holder is not None and result_of(assess(holder, pack, path.first.held), other.first.opening.route) is None


def _path(applicant: Applicant, first: Opening, pack: Pack, as_of: dt.date) -> Path:
    stages = [_stage(applicant, first, pack, as_of)]
    while len(stages) < MOST_STAGES and (following := _following(stages[-1], pack)) is not None:
        stages.append(following)
    return Path(tuple(stages), _beyond(stages[-1], pack))


def _stage(applicant: Applicant, found: Opening, pack: Pack, as_of: dt.date) -> Stage:
    """The stage as it is when its round comes: until then years go by, and with them hours and perhaps a level."""
    coming = found.round
    if coming is not None and coming.begins > found.day:
        then = open_on(applicant, found.route, pack, as_of, coming.begins)
        found = replace(then, day=found.day, round=coming) if then is not None else found
    ready = max(as_of, found.day, found.result.earliest or found.day)
    if coming is None:
        return Stage(found, ready, None)
    ends = max(event.closes for event in pack.steps(found.route, coming.known.opens))
    return Stage(found, ready, after_years(ends, coming.year - ends.year))


def _holder(stage: Stage, held: dt.date) -> Applicant | None:
    """The person once they hold the stage's title: a new appointment period begins, its hours yet to come."""
    if stage.level is not Level.TECHNICIAN:
        return None
    return replace(
        stage.opening.person, title_level=TitleLevel.TECHNICIAN, title_date=held, title_same_series=True, hours=None
    )


def _following(stage: Stage, pack: Pack) -> Stage | None:
    """The next title after ``stage``, by review: recognition is for the first."""
    holder = _holder(stage, stage.held) if stage.held else None
    if holder is None or stage.held is None:
        return None
    found = opening(holder, "junior_review", pack, stage.held)
    return _stage(holder, found, pack, stage.held) if found is not None else None


def _beyond(last: Stage, pack: Pack) -> Beyond | None:
    """What follows an assistant's title by the base standard of the series; None where none was found."""
    person = last.opening.person
    series = pack.series[pack.by_id[person.specialty].series] if person.specialty else None
    if last.level is not Level.ASSISTANT or series is None or series.committee is None or person.education is None:
        return None
    ladder = pack.beyond.get(series.committee)
    diploma = pack.diploma(person.education)
    step = next((step for step in ladder.steps if diploma in step.education), None) if ladder else None
    if ladder is None or step is None:
        return None
    return Beyond(step, ladder.source, last.held.year + step.years if last.held else None)
