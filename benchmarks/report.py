"""What was measured, as a plain table and as JSON: a target beside every measure that has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. ``most``: the target it must not exceed; None: reported, not judged."""

    part: str
    what: str
    value: float
    unit: str
    most: float | None = None

    @property
    def ok(self) -> bool:
        """Within its target, or without one."""
        return self.most is None or self.value <= self.most

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"ok": self.ok}


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of them lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios round by round: what slows a whole round down cancels out."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


def _figure(value: float, unit: str) -> str:
    if unit == "×":
        return f"{value:.2f} ×"
    digits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}"


def table(measures: Sequence[Measure]) -> str:
    """All measures, one a line."""
    rows = [("part", "measure", "measured", "target", "")]
    for one in measures:
        target = "" if one.most is None else f"≤ {_figure(one.most, one.unit)}"
        verdict = "" if one.most is None else "ok" if one.ok else "MISSED"
        rows.append((one.part, one.what, _figure(one.value, one.unit), target, verdict))
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    lines = [
        f"{r[0]:<{widths[0]}}  {r[1]:<{widths[1]}}  {r[2]:>{widths[2]}}  {r[3]:>{widths[3]}}  {r[4]}".rstrip()
        for r in rows
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
