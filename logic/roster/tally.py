"""What all rows together come to: the one tally that the page, the summary and the pictures are told from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from logic.language import Text
from logic.pack import Pack
from logic.roster.columns import Column
from logic.roster.remarks import Rows, adds_up, otherwise


@dataclass(slots=True)
class Counts:
    """What all rows together came to. ``faulty`` of the ``rows`` have errors; they have verdicts all the same."""

    rows: int = 0
    faulty: int = 0
    # By one of ``KINDS``.
    verdicts: Counter[str] = field(default_factory=Counter)
    # How often each criterion was the first to stand in the way.
    obstacles: Counter[str] = field(default_factory=Counter)
    # What became of the file's rows, and what was read otherwise than written, by the place of its column.
    read: Rows = field(default_factory=Rows)
    wordings: dict[int, dict[str, Any]] = field(default_factory=dict)

    def account(self, columns: Sequence[Column], pack: Pack) -> Text:
        """That every row is accounted for, and what was read otherwise than written, in one line."""
        rows = adds_up(self.read, self.faulty)
        other = otherwise(columns, self.wordings, pack)
        return rows if other is None else Text(f"{rows.zh}{other.zh}", f"{rows.en} {other.en}")

    def add(self, other: Counts) -> None:
        """Count ``other`` in."""
        self.rows += other.rows
        self.faulty += other.faulty
        self.verdicts.update(other.verdicts)
        self.obstacles.update(other.obstacles)
        for place, words in other.wordings.items():
            self.wordings.setdefault(place, {}).update(words)
