"""From what was typed in the hours table to hours the rules take, and back; nothing typed is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from logic.facts import MOST_YEARS, Applicant, BadApplicant, fault, read_applicant
from logic.hours import YearTenths
from ui import state
from ui.hours_table import HoursRow
from ui.language import t, tr

_UNITS = re.compile(r"(学时|小时|学年|年度|年|hours?|h)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$")
_NUMBER = re.compile(r"^[+-]?\d{1,9}(\.\d{1,9})?$", re.ASCII)


def _bare(text: str) -> str:
    """Full-width figures made plain, a unit behind the number taken off."""
    bare = _UNITS.sub("", unicodedata.normalize("NFKC", text).strip()).strip()
    return bare.replace(",", "") if _THOUSANDS.match(bare) else bare


def _year(text: str) -> int | str | None:
    bare = _bare(text)
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 9 else bare or None


def _amount(text: str) -> int | float | str | None:
    bare = _bare(text)
    if not _NUMBER.match(bare):
        return bare or None
    number = Decimal(bare)
    return int(number) if number == number.to_integral_value() else float(number)


def read_rows(rows: Sequence[HoursRow]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """(hours by year, faults by cell). A cell with a fault counts as blank, a row without a usable year not at all.

    Wholly blank rows are no answer, and neither is a table in which nothing but years is filled in.
    """
    read = {
        place: {"year": _year(r["year"]), "general": _amount(r["general"]), "professional": _amount(r["professional"])}
        for place, r in enumerate(rows)
        if any(str(text).strip() for text in r.values())
    }
    faults: dict[str, str] = {}
    kept: list[dict[str, Any]] = []
    for place, row in read.items():
        sound = dict(row)
        for field in ("year", "general", "professional"):
            problem = _problem({**_BLANK, field: row[field]}, field)
            if field == "year" and not problem and isinstance(row["year"], int) and row["year"] > state.as_of().year:
                problem = t("{year} 年还没有到。", year=row["year"])
            if problem:
                faults[f"{place}.{field}"] = problem
                sound[field] = None
        if sound["year"] is None:
            continue
        if any(other["year"] == sound["year"] for other in kept):
            faults[f"{place}.year"] = tr(fault("year_twice"))
        elif len(kept) == MOST_YEARS:
            faults[f"{place}.year"] = tr(fault("hours_years"))
        else:
            kept.append(sound)
    if all(row["general"] is None and row["professional"] is None for row in kept):
        kept = []
    return kept, faults


# A row with no fault of its own, in which one cell is tried.
_BLANK = {"year": 2000, "general": None, "professional": None}


def _problem(row: dict[str, Any], field: str) -> str | None:
    """What the rules say is wrong with one cell of a row."""
    try:
        read_applicant({"hours": [row]}, as_of=state.as_of(), specialties=())
    except BadApplicant as error:
        return next((tr(e.text) for e in error.errors if e.field.endswith(f".{field}")), tr(error.errors[0].text))
    return None


def as_rows(hours: Sequence[dict[str, Any]]) -> list[HoursRow]:
    """Recorded hours as the table shows them."""

    def shown(value: Any) -> str:
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    return [
        {"year": shown(h["year"]), "general": shown(h.get("general")), "professional": shown(h.get("professional"))}
        for h in hours
    ]


def tenths(hours: Sequence[dict[str, Any]]) -> tuple[YearTenths, ...]:
    """Recorded hours as the arithmetic takes them, the earliest year first."""
    return tuple(sorted(Applicant.model_validate({"hours": list(hours)}).credited)) if hours else ()
