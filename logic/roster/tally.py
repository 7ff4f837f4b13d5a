"""What all rows together come to: the one tally that the page, the summary and the pictures are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from logic.findings import Verdict
from logic.pack import Pack
from logic.roster.columns import Column
from logic.roster.model import ELSEWHERE
from logic.roster.remarks import Rows, adds_up, otherwise
from logic.words.language import Text

WITH_FAULTS = ""
# More of them and a summary helps nobody.
MOST_DEPARTMENTS = 200


@dataclass(slots=True)
class Counts:
    """What all rows together came to. ``faulty`` of the ``rows`` have errors; they have verdicts all the same."""

    rows: int = 0
    faulty: int = 0
    # By one of ``KINDS``.
    verdicts: Counter[str] = field(default_factory=Counter)
    # How often each criterion was the first to stand in the way; how often nothing else did; and how often only what
    # somebody is, is not known.
    obstacles: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    # By the name of the department: its people by kind, and under ``WITH_FAULTS`` those with errors. Not all of them
    # where there are more than ``MOST_DEPARTMENTS``.
    departments: dict[str, Counter[str]] = field(default_factory=dict)
    # What became of the file's rows, and what was read otherwise than written, by the place of its column.
    read: Rows = field(default_factory=Rows)
    wordings: dict[int, dict[str, Any]] = field(default_factory=dict)

    def count(self, kind: str, obstacles: Sequence[str], department: str, *, faulty: bool = False) -> None:
        """Count in somebody: one of ``KINDS``, and what stands in the way (主要障碍)."""
        self.count_kind(kind, department, faulty=faulty)
        self.count_obstacles(kind, obstacles)

    def count_kind(self, kind: str, department: str, *, faulty: bool, number: int = 1) -> None:
        """Count in so many people of a department who came to the same."""
        self.rows += number
        self.verdicts[kind] += number
        theirs = self.departments.setdefault(department, Counter())
        theirs[kind] += number
        if faulty:
            self.faulty += number
            theirs[WITH_FAULTS] += number

    def count_obstacles(self, kind: str, obstacles: Sequence[str], number: int = 1) -> None:
        """Count in what stands in the way of so many people."""
        # Of whom somebody else decides, nothing stands in the way here.
        if obstacles and kind != ELSEWHERE:
            self.obstacles[obstacles[0]] += number
            self.alone[obstacles[0]] += number * (len(obstacles) == 1)
            self.unknown[obstacles[0]] += number * (kind == Verdict.INCOMPLETE)

    def account(self, columns: Sequence[Column], pack: Pack) -> Text:
        """That every row is accounted for, and what was read otherwise than written, in one line."""
        rows = adds_up(self.read, self.faulty)
        other = otherwise(columns, self.wordings, pack)
        return rows if other is None else Text(f"{rows.zh}{other.zh}", f"{rows.en} {other.en}")

    def add(self, other: Counts) -> None:
        """Count ``other`` in."""
        self.rows += other.rows
        self.faulty += other.faulty
        for mine, theirs in zip(self._counters(), other._counters(), strict=True):
            mine.update(theirs)
        if len(self.departments) <= MOST_DEPARTMENTS:
            for name, counted in other.departments.items():
                self.departments.setdefault(name, Counter()).update(counted)
        for place, words in other.wordings.items():
            self.wordings.setdefault(place, {}).update(words)

    def _counters(self) -> tuple[Counter[str], ...]:
        return self.verdicts, self.obstacles, self.alone, self.unknown
