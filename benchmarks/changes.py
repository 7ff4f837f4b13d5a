"""What changes between two packs: one changed value of every kind, and three at once; how long, how many sentences."""

from __future__ import annotations

from time import process_time

from benchmarks.report import Measure
from logic.pack import Pack, load
from logic.policy.diff import changes
from tests.logic.policy.one_change import MATTERS, MATTERS_NOT, Change, made, three

MOST_SECONDS, MOST_SENTENCES = 3.0, 10


def _of(pack: Pack, change: Change) -> tuple[float, int]:
    """(seconds of processor time, sentences), nothing remembered of either pack."""
    one, other = pack.model_copy(), made(change)
    one.__dict__.pop("memory", None)
    start = process_time()
    found = changes(one, other)
    return process_time() - start, len(found.sentences)


def measure() -> list[Measure]:
    """The slowest and the longest of all kinds, by name; and the three changes of the desk's walk."""
    pack = load("qiaocheng-2023")
    found = {name: _of(pack, change) for name, change in {**MATTERS, **MATTERS_NOT}.items()}
    slowest = max(found, key=lambda name: found[name][0])
    longest = max(found, key=lambda name: found[name][1])
    seconds, sentences = _of(pack, three)
    return [
        Measure("changes", f"one value, the slowest of {len(found)} ({slowest})", found[slowest][0], "s", MOST_SECONDS),
        Measure("changes", f"one value, most sentences ({longest})", found[longest][1], "", MOST_SENTENCES),
        Measure("changes", "three values", seconds, "s", MOST_SECONDS),
        Measure("changes", "three values, sentences", sentences, ""),
    ]
