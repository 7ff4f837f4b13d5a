"""One rule asked of many people: once for each distinct combination of the facts it looks at.

Nearly every day is somebody's own, and a rule looks at a day for some people only: the years since a title count for
technicians. So it is asked without the days first; those that it looks at are added, for whom it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np

from logic.criteria.base import Remembered
from logic.facts import Applicant
from logic.roster.coded import Coded, Codes, together

Answer = TypeVar("Answer")
_DAYS = ("service_start", "title_date")
_UNSEEN = object()


def asked(rule: Remembered[Answer], people: Mapping[str, Coded[Any]], rows: Codes) -> tuple[Codes, list[Answer]]:
    """What ``rule`` answers to the people of ``rows``: each one's number, and the answers."""
    nothing: Coded[Any] = Coded(np.zeros(len(rows), dtype=np.int64), [None])
    columns = [people[field].of(rows) if field in people else nothing for field in rule.reads]
    days = [place for place, field in enumerate(rule.reads) if field in _DAYS]
    kinds = together(nothing, *(column for place, column in enumerate(columns) if place not in days))
    while True:
        shown = [
            _shown(rule, place, column, kinds) if place in days else column for place, column in enumerate(columns)
        ]
        keys = together(kinds, *shown)
        answers = [_answer(rule, kind, tuple(key)) for kind, *key in keys.values]
        if _MORE not in answers:
            return keys.codes, answers


def _shown(rule: Remembered[Any], place: int, day: Coded[Any], kinds: Coded[Any]) -> Coded[Any]:
    """A day, as far as it is looked at."""
    seen = np.array([(kind, place) in rule.seen for kind in kinds.values], dtype=bool)
    return Coded(np.where(seen[kinds.codes], day.codes, len(day.values)), [*day.values, _UNSEEN])


_MORE: Any = object()


def _answer(rule: Remembered[Answer], kind: Any, key: tuple[Any, ...]) -> Answer:
    """The answer to whom these facts are; ``_MORE`` where it hangs on a day that is not shown yet."""

    def ask() -> Answer:
        one = Applicant(**dict(zip(rule.reads, key, strict=True)))
        for field, value in zip(rule.reads, key, strict=True):
            if value is _UNSEEN:
                object.__delattr__(one, field)
        try:
            return rule.ask(one)
        except AttributeError as looked:
            if looked.obj is not one:
                raise
            rule.seen.add((kind, rule.reads.index(looked.name)))
            more: Answer = _MORE
            return more

    return rule.kept(key, ask, unless=_MORE)
