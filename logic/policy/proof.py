"""What can be shown of a pack, for an official to sign: counted and tried out by the rules themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from logic.findings import WEIGHT, Verdict
from logic.labels import (
    FACT_NAMES,
)
from logic.pack import Pack
from logic.pack.checks import CITED
from logic.policy.answers import Axis
from logic.policy.boundaries import Case, cases
from logic.policy.combinations import Combinations
from logic.policy.states import States, states
from logic.policy.walks import Walks, walks
from logic.words.language import Text, say

_BARRED = WEIGHT[Verdict.INELIGIBLE]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was counted and tried out of one pack."""

    pack: Pack
    # Another one as soon as a single combination ends otherwise; the wording of a text does not change it.
    fingerprint: str
    # How many answers to each question differ in effect.
    answers: tuple[tuple[Text, int], ...]
    combinations: int
    with_blanks: int
    verdicts: dict[Verdict, int]
    # (criterion, clauses, how many combinations it decides), the first of the heaviest.
    decided: tuple[tuple[str, tuple[str, ...], int], ...]
    # Combinations to which each route lies open, and to which it is recommended.
    routes: dict[str, tuple[int, int]]
    # By clause: the criteria that rest on it; none where it stands beside the answer only.
    clauses: dict[str, tuple[str, ...]]
    unused: tuple[str, ...]
    # Refusals with something unknown that were filled in every way, and those of them that then were none.
    refusals: int
    flipped: int
    walks: Walks
    cases: tuple[Case, ...]


def proof_of(pack: Pack) -> Proof:
    """Count and try out everything; some seconds."""
    grid = Combinations((pack,))
    found = states(grid, deciding=True)
    blank = Combinations((pack,), blanks=True)
    with_blanks = states(blank)
    counts, outcome = found.counts, found.outcomes[0]
    refused, flipped = refusals(blank)
    clauses = _clauses(pack, blank)
    return Proof(
        pack=pack,
        fingerprint=_fingerprint(found),
        answers=tuple(_answers(grid)),
        combinations=int(counts.sum()),
        with_blanks=int(with_blanks.counts.sum()),
        verdicts={verdict: int(counts[outcome.verdict == weight].sum()) for verdict, weight in WEIGHT.items()},
        decided=tuple(_decided(grid, found)),
        routes=_routes(grid, found),
        clauses=clauses,
        unused=tuple(id_ for id_ in pack.clauses if id_ not in clauses),
        refusals=refused,
        flipped=flipped,
        walks=walks(pack),
        cases=tuple(cases(pack)),
    )


def _fingerprint(found: States) -> str:
    outcome = found.outcomes[0]
    rows = (found.columns["kind"], outcome.verdict, outcome.route, outcome.level, outcome.committee, found.counts)
    digest = hashlib.sha256(repr((found.routes, found.committees)).encode())
    for row in rows:
        digest.update(row.astype("<i8").tobytes())
    return digest.hexdigest()[:16]


def _answers(grid: Combinations) -> Iterator[tuple[Text, int]]:
    yield say("工作单位、地点、岗位、身份、处分、重复申报、诚信：合起来"), len(grid.scope)
    yield FACT_NAMES["specialty"], sum(len(kind.ids) for kind in grid.kinds)
    names = {
        "title": say("现有职称、取得日期、是否同一系列"),
        "education": FACT_NAMES["education"],
        "diploma": say("学历的方式（全日制、非全日制、境外）"),
        "major_related": FACT_NAMES["major_related"],
        "assessed": say("单位考核（自由职业者不问）"),
        "service": FACT_NAMES["service_start"],
        "hours": FACT_NAMES["hours"],
    }
    for axis in grid.axes:
        yield names[axis.name], len(axis.answers)


def _decided(grid: Combinations, found: States) -> Iterator[tuple[str, tuple[str, ...], int]]:
    many: dict[str, int] = {}
    outcome = found.outcomes[0]
    keys = np.stack([found.columns["kind"], outcome.route, outcome.decides])
    distinct, back = np.unique(keys, axis=1, return_inverse=True)
    counts = np.bincount(back.ravel(), weights=found.counts)
    for (kind, route, place), count in zip(distinct.T.tolist(), counts.tolist(), strict=True):
        if place >= 0:
            criterion = grid.route(0, found.routes[route], kind).criteria[place].criterion.id
            many[criterion] = many.get(criterion, 0) + int(count)
    for criterion, count in sorted(many.items(), key=lambda one: -one[1]):
        yield criterion, _cited(grid, criterion, in_the_way=True), count


def _cited(grid: Combinations, criterion: str, *, in_the_way: bool) -> tuple[str, ...]:
    """The clauses that this criterion's findings rest on."""
    cited: dict[str, None] = {}
    for (_, id_), findings in grid.seen.findings.items():
        if id_ == criterion:
            for (_, _, clause, also), weight in findings.items():
                if weight or not in_the_way:
                    cited |= dict.fromkeys((clause, *(() if in_the_way else also)))
    return tuple(cited)


def _routes(grid: Combinations, found: States) -> dict[str, tuple[int, int]]:
    outcome = found.outcomes[0]
    recommended = np.bincount(outcome.route, weights=found.counts, minlength=len(found.routes))
    open_: dict[str, int] = {}
    for k, routes, titles in grid.groups():
        rows = (found.columns["kind"] == k) & np.isin(found.title, titles)
        for name in routes[0]:
            open_[name] = open_.get(name, 0) + int(found.counts[rows].sum())
    return {
        name: (many, int(recommended[found.routes.index(name)]) if name in found.routes else 0)
        for name, many in open_.items()
    }


def _clauses(pack: Pack, grid: Combinations) -> dict[str, tuple[str, ...]]:
    """Every clause that something rests on, with the criteria that cite it."""
    used: dict[str, dict[str, None]] = {clause: {} for clause in CITED if clause in pack.clauses}
    for (_, criterion), findings in grid.seen.findings.items():
        for _, _, clause, also in findings:
            for one in (clause, *also):
                used.setdefault(one, {})[criterion] = None
    beside = [event.clause for event in pack.calendar]
    beside += [specialty.basis for specialty in pack.specialties]
    beside += [cited for question in pack.questions for cited in (question.clause, *question.also)]
    beside += [paper.clause for papers in pack.files.values() for paper in papers]
    beside += [cited for way in pack.ways.values() for cited in (way.clause, *way.also)]
    beside += [cited for matter in pack.matters for cited in (matter.clause, *matter.also)]
    beside += [ladder.source for ladder in pack.beyond.values()]
    beside += [committee.if_refused_clause for committee in pack.review.committees.values()]
    for clause in beside:
        if clause in pack.clauses:
            used.setdefault(clause, {})
    return {id_: tuple(used[id_]) for id_ in pack.clauses if id_ in used}


# --- no refusal rests on a blank -------------------------------------------------------------------------------


def refusals(grid: Combinations) -> tuple[int, int]:
    """(refusals of a single criterion with something unknown, those that some filling takes back).

    A route is refused by a criterion, and a person where every route is. So it is enough that no criterion takes its
    refusal back, whatever is filled in. Common criteria over the facts they read, the others over their answers.
    """
    refused = flipped = 0
    for table in grid.tables():
        for place, axis in enumerate(grid.axes):
            if table.shape[place] == 1:
                continue
            for blank, fillings in _fillings(axis):
                cells = np.take(table, blank, axis=place) == _BARRED
                refused += int(cells.sum())
                for filling in fillings:
                    filled = np.take(table, filling, axis=place)
                    flipped += int((cells & (filled >= 0) & (filled != _BARRED)).sum())
    for known in grid.in_scope_by_facts():
        for facts, weight in known.items():
            if weight == _BARRED and None in facts:
                refused += 1
                flipped += sum(
                    other != _BARRED
                    for filled, other in known.items()
                    if all(one is None or one == two for one, two in zip(facts, filled, strict=True))
                )
    return refused, flipped


def _fillings(axis: Axis) -> Iterator[tuple[int, list[int]]]:
    """Each answer that leaves something unknown, and the answers that fill it in."""
    for place, answer in enumerate(axis.answers):
        if None in answer.named.values():
            yield (
                place,
                [
                    n
                    for n, other in enumerate(axis.answers)
                    if n != place
                    and all(value is None or other.named[name] == value for name, value in answer.named.items())
                ],
            )
