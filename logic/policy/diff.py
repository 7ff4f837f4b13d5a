"""Two packs side by side: what stands differently in them, and for whom that changes the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from logic.facts import Applicant
from logic.findings import BY_WEIGHT, Verdict
from logic.pack import Pack
from logic.policy.apart import CATALOGUE, ROUTES
from logic.policy.combinations import Combinations, Table
from logic.policy.cover import Box, boxes, numbered
from logic.policy.outcomes import NOT_THERE, Outcomes
from logic.policy.periods import moved
from logic.policy.states import States, states
from logic.policy.words import Wording
from logic.words.language import Text, say


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in the file, and what stands there; None where there is nothing."""

    path: str
    before: Any
    after: Any


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


# --- for whom the outcome changes ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One true sentence: who, what the first pack says of them and what the second, and what makes the difference.

    It stands for so many ``combinations`` of answers, each of which changes so. ``people`` is one of them, as facts
    under each pack: the dates are counted back from that pack's own days. ``among``: whom the sentence speaks of, where
    several things changed: those whom only the ``cause`` touches, or those whom several touch; None: of everybody.
    """

    cause: Text
    among: Text | None
    who: Text
    before: Text
    after: Text
    combinations: int
    people: tuple[dict[str, Any], dict[str, Any]]

    @property
    def heading(self) -> Text:
        """What it stands under: the cause, and whom the sentences below speak of."""
        return say("{cause}（{among}）", cause=self.cause, among=self.among) if self.among else self.cause

    @property
    def sentence(self) -> Text:
        """The whole of it."""
        whole = say("{who}：{before} → {after}", who=self.who, before=self.before, after=self.after)
        return say("{among}，{sentence}", among=self.among, sentence=whole) if self.among else whole


@dataclass(frozen=True, slots=True)
class Changes:
    """For whom the outcome changes between two packs: ``sentences``, and how many combinations there are in all."""

    sentences: tuple[Change, ...]
    changed: int
    combinations: int


def changes(one: Pack, other: Pack) -> Changes:
    """For whom the outcome is another, each pack on the day its own review opens.

    An outcome is the verdict; of those who can apply or have to ask, also the route, the level and the committee. A
    title by another name is the same title. Years count by the last day of filing of each pack, so that the calendar of
    another year changes nobody's outcome, and who completes a year between two routes' last days is not distinguished.
    Where a last day moves within one year, who completes a year in between is said as well, of the calendar alone.
    """
    return together(laid(one, other))


def together(packs: Sequence[Laid]) -> Changes:
    """What :func:`laid` found, as one."""
    found = [both.changes() for both in packs]
    return Changes(
        tuple(change for each in found for change in each.sentences),
        sum(each.changed for each in found),
        sum(each.combinations for each in found),
    )


def laid(one: Pack, other: Pack) -> tuple[Laid, ...]:
    """The packs laid on each other; and the first on itself with the other's calendar, where that moves a last day."""
    if not moved((one, other)):
        return (Laid(one, other),)
    dated = one.model_copy(update={"calendar": other.calendar})
    for found in ("memory", "_filing"):  # under its own calendar
        dated.__dict__.pop(found, None)
    return Laid(one, other), Laid(one, dated, days=True)


# What it costs to name a feature in a sentence; what the arrow says anyway costs nothing.
_COSTS = {
    **{"before_verdict": 0, "title_years": 2, "title_same_series": 2, "before_level": 3},
    **{"rest": 2, "others": 2, "others_level": 5, "others_route": 5, "leaves_out": 2, "other_hours": 2},
}
# What most changes tell people apart by, whatever they look at.
_NOT_LOOKED_AT = frozenset(
    ("kind", "title_level", "title_years", "title_same_series", "unit", "other_hours", "leaves_out")
)
# Of the parts of a pack, those that the rules decide by.
_DECIDE = frozenset(
    (
        "scope",
        "not_asked",
        "settled",
        "equivalents",
        "recognition",
        "review",
        "hours",
        "series",
        "titles",
        "specialties",
    )
)
# More sentences than these go by direction where that is half as many: whose outcome gets better, whose worse;
# where the verdict stays, that the way is another. More than the second go so anyway.
_FEW, _MANY = {False: 3, True: 2}, 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence before it is put into words: the box, and the rows that it speaks of and that are in it."""

    box: Box
    among: int
    rows: Table
    stays: bool  # the verdict


class Laid:
    """Two packs laid on each other: the combinations, which of them change how, and the boxes that tell it."""

    def __init__(self, one: Pack, other: Pack, *, days: bool = False) -> None:
        """Weigh all combinations under both packs; ``days``: those between two last days as well."""
        self.packs, self.days = (one, other), days
        values = {value.path.partition(".")[0].partition("[")[0] for value in differences(one, other)} & _DECIDE
        self.states: States = states(Combinations(self.packs, days=days), causes=days or len(values) > 1)
        before = self.states.outcomes[0]
        self.columns: dict[str, Table] = {
            **self.states.columns,
            **self.states.beside,
            "before_verdict": before.verdict,
            "before_route": before.route,
            "before_level": before.level,
        }
        self.labels = labels(*self.states.outcomes)
        self.among = _among(self.states, self.labels)
        self.wording = Wording(self.packs, self.states)

    def changes(self) -> Changes:
        """The sentences, grouped by cause, those that stand for most first."""
        causes = {
            one: self.wording.cause(np.flatnonzero((self.among == one) & (self.labels > 0)))
            for one in {sentence.among for sentence in self.sentences}
        }
        if self.days:
            causes = {one: say("截止日：{cause}", cause=cause) for one, cause in causes.items()}
        found = [self._change(sentence, causes[sentence.among]) for sentence in self.sentences]
        # The causes that touch most first, and last what several do together.
        size = {one: sum(c.combinations for c in found if c.heading == one) for one in {c.heading for c in found}}
        found.sort(key=lambda c: (c.among == _TOGETHER, -size[c.heading], c.heading.zh, -c.combinations))
        counts = self.states.counts
        return Changes(tuple(found), int(counts[self.labels > 0].sum()), int(counts.sum()))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, as boxes over :attr:`columns`."""
        causes = sorted(set(self.among[self.labels > 0].tolist()))
        return tuple(sentence for among in causes for sentence in self._sentences(among))

    def speaks_of(self, among: int, *, stays: bool) -> Table:
        """The rows that a sentence is about: those of its cause and those whom nothing touches; all keep their verdict.

        Who is touched otherwise stands by themselves. Whose verdict ``stays`` are listed among these only, and the
        sentence says so.
        """
        mine = (self.among == among) | ((self.among == _NOBODY) & (among != _SEVERAL))
        before, after = (outcomes.verdict for outcomes in self.states.outcomes)
        return np.flatnonzero(mine & (before == after) if stays else mine)

    def _sentences(self, among: int) -> Iterator[Sentence]:
        for stays in (False, True):
            rows = self.speaks_of(among, stays=stays)
            wanted = self.labels[rows] * ((self.labels[rows] >= _SAME) == stays)
            if not wanted.any():
                continue
            found = self._boxes(rows, wanted)
            if len(found) > _FEW[stays]:
                before, after = (outcomes.verdict[rows] for outcomes in self.states.outcomes)
                by_direction = self._boxes(rows, (wanted > 0) * (1 + (after > before)))
                if len(by_direction) * 2 <= len(found) or len(found) > _MANY:
                    found = by_direction
            columns = {name: column[rows] for name, column in self.columns.items()}
            for box in found:
                yield Sentence(box, among, rows[box.holds(columns)], stays)

    def _boxes(self, rows: Table, labels_: Table) -> tuple[Box, ...]:
        costs = {name: _COSTS.get(name, 1) for name in self.columns}
        telling = frozenset((*self.states.columns, "before_route"))
        columns = {name: column[rows] for name, column in self.columns.items()}
        touched = self.states.causes[rows] > 0
        return boxes(columns, labels_, self.states.counts[rows], costs, telling, touched)

    def _takes(self, sentence: Sentence) -> dict[str, frozenset[int]]:
        """What the box takes; where several things changed, with what they look at.

        Of whom several changes touch, all that each of these looks at; of specialties that go another way, which.
        """
        if not self.states.alone:
            return sentence.box.takes
        looked_at = frozenset(self.states.columns) - _NOT_LOOKED_AT if sentence.among == _SEVERAL else frozenset()
        if sentence.among in {self.states.changed[key] for key in (ROUTES, CATALOGUE) if key in self.states.changed}:
            looked_at = frozenset(("kind",))
        beside = {name: frozenset(self.columns[name][sentence.rows].tolist()) for name in self.states.columns}
        return {
            **{
                name: values
                for name, values in beside.items()
                if name in looked_at and len(values) < len(self.states.values[name])
            },
            **sentence.box.takes,
        }

    def _change(self, sentence: Sentence, cause: Text) -> Change:
        """A sentence in words."""
        inside = sentence.rows
        row = int(inside[np.argmin(self.states.plainness[inside] + self.columns["before_verdict"][inside] * 2**60)])
        people = self.states.people(row)
        before, after = self.wording.outcomes(inside, stays=sentence.stays)
        among = None
        if self.states.alone:
            among = _TOGETHER if sentence.among == _SEVERAL else say("别的改动影响不到的人里")
        return Change(
            cause=cause,
            among=among,
            who=self.wording.who(self._takes(sentence), inside if sentence.stays else None),
            before=before,
            after=after,
            combinations=int(self.states.counts[inside].sum()),
            people=(_plain(people[0]), _plain(people[1])),
        )


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return Applicant(**facts).plain()


_TOGETHER = say("几处改动都影响的人里")
# In the place of a cause: several touch somebody, or only all together; and nothing does.
_SEVERAL, _NOBODY = -1, -2


def _among(found: States, changed: Table) -> Table:
    """The cause that alone touches each row, or :data:`_SEVERAL`, or :data:`_NOBODY`."""
    before, after = found.outcomes
    if not found.alone:
        return np.zeros(len(changed), dtype=np.int64)
    alone = np.stack([labels(before, one) > 0 for one in found.alone])
    many = alone.sum(axis=0)
    # What one cause alone comes to must be what all come to.
    same = np.stack([labels(one, after) == 0 for one in found.alone])
    which = alone.argmax(axis=0)
    single = (many == 1) & same[which, np.arange(len(which))]
    return np.where(single, which, np.where((many == 0) & (changed == 0), _NOBODY, _SEVERAL))


# From this label on the verdict stays, and something else changes.
_SAME = 100


def labels(one: Outcomes, other: Outcomes) -> Table:
    """A number for each way to change, 0 for none: what it is that changes, and to what."""
    parts = [getattr(side, part) for part in ("verdict", "route", "level", "committee") for side in (one, other)]
    back, first = numbered(parts)
    numbers: dict[tuple[Any, ...], int] = {}
    found = []
    for before, after, *pairs in zip(*(part[first].tolist() for part in parts), strict=True):
        label = _label(before, after, (pairs[0], pairs[1]), (pairs[2], pairs[3]), (pairs[4], pairs[5]))
        same = _SAME * (before == after)
        found.append(0 if label is None else numbers.setdefault(label, len(numbers) + 1) + same)
    return np.array(found, dtype=np.int64)[back]


# Who cannot apply has no way yet that could change.
_CANNOT = BY_WEIGHT.index(Verdict.NOT_YET)


def _label(
    before: int, after: int, routes: tuple[int, int], levels: tuple[int, int], committees: tuple[int, int]
) -> tuple[Any, ...] | None:
    if NOT_THERE in (before, after):
        return ("gone",) if after == NOT_THERE else ("new",)
    if before != after:
        return "verdict", after, after > before
    if before >= _CANNOT:
        return None
    for part, (was, is_) in (("route", routes), ("level", levels), ("committee", committees)):
        if was != is_:
            return part, is_
    return None
