"""From what was typed in the hours table to hours the rules take, and back; nothing typed is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from logic.facts import Applicant, BadApplicant, read_applicant
from logic.hours import YearTenths
from ui import state
from ui.hours_table import HoursRow
from ui.language import tr

_UNITS = re.compile(r"(学时|小时|年度|年|hours?|h)$", re.IGNORECASE)


def _bare(text: str) -> str:
    """Full-width figures made plain, a unit behind the number taken off."""
    return _UNITS.sub("", unicodedata.normalize("NFKC", text).strip()).replace(",", "").strip()


def _year(text: str) -> int | str | None:
    bare = _bare(text)
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 9 else bare or None


def _amount(text: str) -> int | float | str | None:
    bare = _bare(text)
    if not bare:
        return None
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return bare
    if not number.is_finite() or abs(number) > 10**9:
        return bare
    return int(number) if number == number.to_integral_value() else float(number)


def read_rows(rows: Sequence[HoursRow]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """(hours by year, faults by cell). A cell with a fault counts as blank until it is mended.

    Rows in which neither subject is filled in are no answer yet while no row is.
    """
    read = [
        {"year": _year(r["year"]), "general": _amount(r["general"]), "professional": _amount(r["professional"])}
        for r in rows
    ]
    faults: dict[str, str] = {}
    try:
        read_applicant({"hours": read}, as_of=state.as_of(), specialties=())
    except BadApplicant as error:
        for fault in error.errors:
            parts = fault.field.split(".")
            if len(parts) == 3:
                faults[f"{parts[1]}.{parts[2]}"] = tr(fault.text)
            else:
                faults.setdefault("0.year", tr(fault.text))
    kept = []
    for place, row in enumerate(read):
        if f"{place}.year" in faults:
            continue
        kept.append({k: None if f"{place}.{k}" in faults else v for k, v in row.items()})
    if all(row["general"] is None and row["professional"] is None for row in kept):
        kept = []
    return kept, faults


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
