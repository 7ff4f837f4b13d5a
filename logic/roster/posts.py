"""Posts of a public institution: how many are free at each level, against those who qualify (1.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from logic.facts import FACT
from logic.findings import Level, Verdict
from logic.labels import LEVEL_NAMES
from logic.pack import Pack
from logic.roster.answers import outcomes_of
from logic.roster.model import Row
from logic.roster.person import Person, Places, by_person
from logic.words.language import Text, say, say_n

# What can be said of free posts: nothing, for none were stated; they suffice for all, or for all who qualify but not
# for those who have something left to ask; for review only; not even for review.
Fit = Literal["not_stated", "all", "qualified", "review", "short"]


@dataclass(frozen=True, slots=True)
class Posts:
    """Free posts of one level against those who would qualify if a post were free for them.

    ``level`` None: the route names no level. ``free`` None: the unit has not said. The clause speaks of review; whether
    ``recognition`` needs a post too is not said. ``to_confirm`` have something left to ask, on either way.
    """

    level: Level | None
    free: int | None
    review: tuple[Person, ...]
    recognition: tuple[Person, ...]
    to_confirm: tuple[Person, ...]

    @property
    def over(self) -> int:
        """How many more people qualify by review than posts are free; the unit decides who applies."""
        return max(0, len(self.review) - self.free) if self.free is not None else 0

    @property
    def over_in_all(self) -> int:
        """How many more people qualify on either way than posts are free, should recognition take a post as well."""
        return max(0, len(self.review) + len(self.recognition) - self.free) if self.free is not None else 0

    @property
    def fit(self) -> Fit:
        """Whom the free posts suffice for."""
        if self.free is None:
            return "not_stated"
        if self.over:
            return "short"
        if self.over_in_all:
            return "review"
        everybody = len(self.review) + len(self.recognition) + len(self.to_confirm)
        return "all" if everybody <= self.free else "qualified"


def posts(
    rows: Iterable[Row], places: Places, pack: Pack, as_of: dt.date, free: Mapping[Level, int]
) -> tuple[Posts, ...]:
    """Posts against applicants by level, for the public-institution staff among ``rows`` (1.4).

    Each of them is assessed once more as if a post were free: who qualifies must not hang on which post the unit
    has in mind for whom. ``free``: the posts the unit has typed, by level.
    """
    kinds: dict[Level | None, tuple[list[Person], list[Person], list[Person]]] = {level: ([], [], []) for level in free}
    staff = [(row, row.applicant) for row in rows if row.applicant is not None]
    staff = [one for one in staff if FACT["post_vacancy"].asked(one[1])]
    as_if = outcomes_of([replace(applicant, post_vacancy=True) for _, applicant in staff], pack, as_of)
    for (row, _), found in zip(staff, as_if, strict=True):
        if found.kind not in (Verdict.ELIGIBLE, Verdict.CONFIRM):
            continue
        review, recognition, to_confirm = kinds.setdefault(found.level, ([], [], []))
        if found.verdict is Verdict.CONFIRM:
            to_confirm.append(places.person(row))
        elif found.route == "initial_recognition":
            recognition.append(places.person(row))
        else:
            review.append(places.person(row))
    order = (*Level, None)
    return tuple(
        Posts(level, free.get(level) if level else None, *(tuple(sorted(who, key=by_person)) for who in kinds[level]))
        for level in order
        if level in kinds
    )


def posts_table(found: Iterable[Posts], pack: Pack) -> list[tuple[Text, ...]]:
    """Headings, then a line a level, as page, file and paper have them."""
    recognised = [say("够条件：初次认定")] if pack.recognition else []
    heads = (say("层级"), say("空岗"), say("够条件：评审"), *recognised, say("要先问清"), say("结果"))
    lines: list[tuple[Text, ...]] = [heads]
    for one in found:
        name = LEVEL_NAMES[one.level] if one.level else say("未定层级")
        people = (one.review, one.recognition, one.to_confirm) if recognised else (one.review, one.to_confirm)
        counts = ("—" if one.free is None else one.free, *map(len, people))
        lines.append((name, *(Text(str(count), str(count)) for count in counts), _fit(one)))
    return lines


def _fit(one: Posts) -> Text:
    """What can be said of one level's posts: the clause speaks of review, so recognition is never simply added."""
    if one.level is None:
        return say("层级要先问清，没法和空岗比")
    if not (one.review or one.recognition or one.to_confirm):
        return say("没有够条件的人")
    match one.fit:
        case "not_stated":
            return say("空岗没填")
        case "all":
            return say("空岗够，初次认定也占的话也够") if one.recognition else say("空岗够")
        case "qualified":
            return say_n("够条件的放得下，要先问清的 {n} 人还不一定", len(one.to_confirm))
        case "review" if one.review:
            return say_n("评审的够；初次认定也占空岗的话，多 {n} 人", one.over_in_all)
        case "review":
            return say_n("初次认定也占空岗的话，多 {n} 人", one.over_in_all)
    short = say_n("不够：光评审就多 {n} 人", one.over)
    if not one.recognition:
        return short
    return say_n("{short}；初次认定也占的话，多 {n} 人", one.over_in_all, short=short)
