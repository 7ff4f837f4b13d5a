"""One full assessment, every finding in both languages, beside zen-engine deciding without a word of explanation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from statistics import median
from time import process_time
from typing import Any

from zen import ZenDecision

from benchmarks import zen_rules
from benchmarks.people import AS_OF, Facts, People
from benchmarks.report import Measure, middle_ratio
from logic.assess import assess
from logic.commands.applicants import answer_line
from logic.facts import Applicant, read_applicant
from logic.pack import Pack, load

PEOPLE = 2_000
ROUNDS, COLD_ROUNDS = 9, 5
MOST_ASSESS, MOST_JSON, MOST_BLANKS = 0.2, 0.4, 0.3


def _read(people: list[Facts], pack: Pack) -> list[Applicant]:
    return [read_applicant(facts, as_of=AS_OF, specialties=pack.by_id) for facts in people]


def json_line(facts: Facts) -> bytes:
    """One applicant as a line of a file."""
    return json.dumps(facts, ensure_ascii=False, default=str).encode() + b"\n"


def _microseconds(call: Callable[[Any], object], things: Iterable[Any], count: int) -> float:
    """Each thing once; the mean of one call, in processor time.

    zen-engine hands its work to a thread of its own; by the clock it would look the slower, the busier the computer.
    """
    start = process_time()
    for thing in things:
        call(thing)
    return (process_time() - start) / count * 1e6


def _first_sight(engine: ZenDecision, pack: Pack, seed: int) -> tuple[float, float, float]:
    """The mean of each on people not seen before: new dates, new hours to a tenth, new combinations."""
    people = People(pack, seed, district_only=True, spread=True).distinct(2 * PEOPLE)
    applicants, lines = _read(people[:PEOPLE], pack), [json_line(facts) for facts in people[PEOPLE:]]
    contexts = [zen_rules.context(one, pack, AS_OF) for one in applicants]
    return (
        _microseconds(engine.evaluate, contexts, PEOPLE),
        _microseconds(lambda one: assess(one, pack, AS_OF), applicants, PEOPLE),
        _microseconds(lambda one: answer_line(1, one, pack, AS_OF), lines, PEOPLE),
    )


def measure() -> list[Measure]:
    """Everything, in interleaved rounds; the people are the same in every round."""
    pack = load("qiaocheng-2023")
    people = People(pack, 1, district_only=True).distinct(PEOPLE)
    applicants, lines = _read(people, pack), [json_line(facts) for facts in people]
    contexts = [zen_rules.context(one, pack, AS_OF) for one in applicants]
    open_people = People(pack, 2, blanks=1.0).distinct(PEOPLE)
    with_blanks = _read(open_people, pack)
    engine = zen_rules.decision()

    # A comparison with wrong answers would be none. This also warms both up.
    wrong = zen_rules.disagreements(engine, applicants, pack, AS_OF)
    if wrong:
        raise AssertionError(f"zen-engine and logic differ on {len(wrong)} of {PEOPLE}; the first: {wrong[0]!r}")

    times: dict[str, list[float]] = {name: [] for name in ("zen", "assess", "json", "blanks")}
    for _ in range(ROUNDS + 1):
        times["zen"].append(_microseconds(engine.evaluate, contexts, PEOPLE))
        times["assess"].append(_microseconds(lambda one: assess(one, pack, AS_OF), applicants, PEOPLE))
        times["json"].append(_microseconds(lambda one: answer_line(1, one, pack, AS_OF), lines, PEOPLE))
        times["blanks"].append(_microseconds(lambda one: assess(one, pack, AS_OF), with_blanks, PEOPLE))
    times = {name: values[1:] for name, values in times.items()}  # the first round only warms
    for seed in range(3, 3 + COLD_ROUNDS):
        first = _first_sight(engine, pack, seed)
        for name, value in zip(("cold zen", "cold assess", "cold json"), first, strict=True):
            times.setdefault(name, []).append(value)

    def figure(what: str, value: float, unit: str = "µs", most: float | None = None) -> Measure:
        return Measure("rules", what, value, unit, most)

    return [
        figure(f"zen-engine, verdict only, {PEOPLE:,} people", median(times["zen"])),
        figure("assess(), all findings, both languages", median(times["assess"])),
        figure("  as a share of zen-engine", middle_ratio(times["assess"], times["zen"]), "×", MOST_ASSESS),
        figure("JSON line in, JSON line out", median(times["json"])),
        figure("  as a share of zen-engine", middle_ratio(times["json"], times["zen"]), "×", MOST_JSON),
        figure("assess(), 1 to 3 facts unknown", median(times["blanks"])),
        figure("  as a share of zen-engine", middle_ratio(times["blanks"], times["zen"]), "×", MOST_BLANKS),
        figure("assess(), no date or hours seen before", median(times["cold assess"])),
        figure("  as a share of zen-engine", middle_ratio(times["cold assess"], times["cold zen"]), "×"),
        figure("JSON to JSON, no date or hours seen before", median(times["cold json"])),
        figure("  as a share of zen-engine", middle_ratio(times["cold json"], times["cold zen"]), "×"),
    ]
