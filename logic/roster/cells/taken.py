"""What a cell comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from logic.words.language import Text


@dataclass(frozen=True, slots=True)
class Taken:
    """What a cell says: ``value`` as the applicant holds it, None for unknown.

    ``sure``: written as the template has it; else another wording, shown for the clerk to confirm. ``also``: what it
    says of other facts, which count where their own cells are blank: 本科（函授） is no full-time diploma.
    """

    value: Any
    sure: bool = True
    also: tuple[tuple[str, Any], ...] = ()


UNKNOWN = Taken(None)
# What a cell comes to: a value or a fault.
Found = Taken | Text
