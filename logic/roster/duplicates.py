"""The same person twice (4.1: one application a year)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from logic.roster.model import Row
from logic.roster.person import Person, Places
from logic.roster.remarks import is_rounded

Mark = Literal["id_number", "staff_number", "name_and_birth", "name"]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Rows that seem to be the same person (4.1: one application a year), and what they share.

    ``mark`` = ``name`` is a possibility only: people share names.
    """

    mark: Mark
    people: tuple[Person, ...]

    @property
    def possibly(self) -> bool:
        """Whether it may as well be two people."""
        return self.mark == "name"

    @property
    def one_name(self) -> bool:
        """Whether all of them are called the same."""
        return len({_mark(person.name) for person in self.people}) == 1


def _mark(text: str) -> str:
    """A number or name without what may vary: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def duplicates(people: Iterable[tuple[Row, Person]], places: Places) -> tuple[Duplicate, ...]:
    """Who is listed twice, the surest first; rows that share several marks are listed once, by the surest.

    Numbers are compared only, and never shown.
    """
    groups: dict[tuple[Mark, str], list[tuple[Person, str, str]]] = {}
    for row, person in people:
        id_number, born = _mark(places.text(row, places.id_number)), _mark(places.text(row, places.born))
        number, name = _mark(person.number), _mark(person.name)
        known: dict[Mark, str] = {
            "id_number": "" if is_rounded(places.text(row, places.id_number)) else id_number,
            "staff_number": number,
            "name_and_birth": f"{name} {born}" if name and born else "",
            "name": name,
        }
        for mark, text in known.items():
            if text:
                groups.setdefault((mark, text), []).append((person, id_number, number))
    listed: set[frozenset[int]] = set()
    found = []
    for mark in get_args(Mark):
        for (kind, _), group in groups.items():
            rows = frozenset(person.row for person, _, _ in group)
            if kind != mark or len(group) < 2 or any(rows <= one for one in listed) or _two_people(mark, group):
                continue
            listed.add(rows)
            found.append(Duplicate(mark, tuple(person for person, _, _ in group)))
    return tuple(found)


def _two_people(mark: Mark, group: list[tuple[Person, str, str]]) -> bool:
    """Whether each has a number of their own, so that a shared name says nothing."""
    if mark in ("id_number", "staff_number"):
        return False
    ids, numbers = [one[1] for one in group], [one[2] for one in group]
    by_id = all(ids) and len(set(ids)) == len(ids)
    return by_id or (mark == "name" and all(numbers) and len(set(numbers)) == len(numbers))
