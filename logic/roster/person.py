"""Whom a row is about, and where its columns say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from logic.roster.columns import Column, ColumnUse, department_place
from logic.roster.file.cell import one_line
from logic.roster.model import Row


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a row is about. ``row`` counts as the spreadsheet does; what the file does not say is empty."""

    row: int
    name: str = ""
    department: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the columns stand that say who somebody is, from 0; None where the file has none."""

    name: int | None = None
    department: int | None = None
    staff_number: int | None = None
    id_number: int | None = None
    born: int | None = None

    def person(self, row: Row) -> Person:
        """Whom ``row`` is about."""
        name, department, number = (self.text(row, p) for p in (self.name, self.department, self.staff_number))
        return Person(row.number, name, department, number)

    @staticmethod
    def text(row: Row, place: int | None) -> str:
        """One cell as text; empty where there is none."""
        return one_line(row.cells[place]) if place is not None and place < len(row.cells) else ""


_BORN = re.compile(r"^(出生(年月日?|日期|时间)|生日|birth ?(date|day)?|date of birth)$", re.IGNORECASE)


def person_places(columns: Sequence[Column]) -> Places:
    """Where ``columns`` say who somebody is; of two with the same meaning the first counts."""
    found: dict[str, int] = {}
    for column in columns:
        if column.kind is ColumnUse.PERSON:
            found.setdefault(column.field, column.place)
        elif _BORN.match(column.heading.strip()):
            found.setdefault("born", column.place)
    return Places(
        name=found.get("name"),
        department=department_place(columns),
        staff_number=found.get("staff_number"),
        id_number=found.get("id_number"),
        born=found.get("born"),
    )


@lru_cache(maxsize=65_536)
def in_order(text: str) -> str:
    """What a name is sorted by: its pinyin, as in a Chinese directory."""
    # A third of a second to load, which a file that nobody sorts need not wait for.
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(text, style=Style.TONE3)).casefold()


def by_person(person: Person) -> tuple[str, str, int]:
    """What people are sorted by: department, then name."""
    return in_order(person.department), in_order(person.name), person.row
