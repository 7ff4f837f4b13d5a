"""Hours and their years as people write them, on the page and in a unit's table: 30, 30.5, 30学时, ２０２２年度.

What is no plain number of hours is a sentence that says what to write instead. A blank is not known, never a zero.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypedDict

from logic.blanks import bare_word, is_blank
from logic.facts import EARLIEST_DATE, LATEST_DATE, MOST_YEARS, BadApplicant, fault, read_applicant
from logic.hours import YearTenths
from logic.words.language import Text, say
from logic.words.traditional import simplified

# --- one cell ------------------------------------------------------------------------------------------------

# "None" may be none at all or none that is known: not taken for a zero.
_NONE = frozenset(("无", "没有", "暂无", "没填", "未填写", "未登记", "none"))
# 课时 is the same lesson under another name, and people write 小时 for it. Credits (学分), days and years are not.
_HOURS = r"(?:个?(?:学时|课时|小时)数?|hours?|hrs?|h)"
_NUMBER = r"[+-]?(?:\d{1,9}|\d{1,3}(?:,\d{3})+)(?:\.\d{0,9})?"
_AMOUNT = re.compile(rf"({_NUMBER}){_HOURS}?", re.ASCII)
_SEVERAL = re.compile(r"\d\D+\d")
_APART = re.compile(r"\d\s+\d")
_ROUGH = re.compile(r"[+~<>=≥≤≈±]|约|大概|左右|以上|以下|[多余几]$|about|over")
_UNIT = re.compile(rf"{_NUMBER}([^\d\s]{{1,12}})")
_CREDITS = frozenset(("分", "学分", "积分", "credit", "credits", "point", "points"))
_MOST_QUOTED = 20


def read_amount(raw: object) -> Decimal | Text | None:
    """The hours that ``raw`` tells; None for a blank, and a sentence for what is no number of hours.

    How many hours a year can hold, and that they go by tenths, is for :func:`logic.facts.read_applicant`.
    """
    if is_blank(raw):
        return None
    if isinstance(raw, float) and math.isfinite(raw):
        # A computed cell holds 30.000000000000004 and shows 30.
        return Decimal(repr(round(raw, 9)))
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return Decimal(raw)
    if not isinstance(raw, str):
        return fault("hours_form")
    word = bare_word(raw)
    # 30 and 60 on two lines of a cell are not 3060.
    if _APART.search(raw):
        return _no_amount(" ".join(raw.split()), " ".join(raw.split()))
    if found := _AMOUNT.fullmatch(word):
        return Decimal(found[1].replace(",", ""))
    word = simplified(word)
    if word in _NONE:
        return None
    if found := _AMOUNT.fullmatch(word):
        return Decimal(found[1].replace(",", ""))
    return _no_amount(word, raw.strip())


def _no_amount(word: str, written: str) -> Text:
    """What to write instead of ``written``."""
    if len(written) > _MOST_QUOTED or not any(character.isdecimal() for character in word):
        return fault("hours_form")
    if _SEVERAL.search(word):
        return say("“{text}”里不止一个数。一格只写一个，例如 30。", text=written)
    if _ROUGH.search(word):
        return say("“{text}”不是确定的数。请写登记的学时，例如 30；不清楚就留空。", text=written)
    unit = _UNIT.fullmatch(word)
    if unit is None:
        return fault("hours_form")
    if unit[1] in _CREDITS:
        return say("“{text}”写的是学分。请写登记的学时；怎样折算，问登记学时的部门。", text=written)
    return say("“{unit}”不是学时。请只写学时数，例如 30；不清楚就留空。", unit=unit[1])


_YEAR = re.compile(r"(\d{4})(?:年|年度|年份)?", re.ASCII)
_TWO_YEARS = re.compile(r"(\d{4})年?(?:学年度?|[-—–~/至到](\d{2}|\d{4})年?(?:学年度?|年?度)?)", re.ASCII)


def read_year(text: str) -> int | Text | None:
    """The calendar year that ``text`` names; None for a blank, and a sentence for what names none or two.

    Which years are taken at all is for :func:`logic.facts.read_applicant`.
    """
    if is_blank(text):
        return None
    word = bare_word(text)
    if found := _YEAR.fullmatch(word):
        return int(found[1])
    if found := _TWO_YEARS.fullmatch(simplified(word)):
        first = int(found[1])
        # 2021-2022, 2021-22; 2021-12 is a month.
        if int(found[2] or first + 1) in (first + 1, (first + 1) % 100):
            return say(
                "“{text}”跨了两个年份。学时按自然年填，请分成 {first} 和 {second} 两行。",
                text=text.strip(),
                first=first,
                second=first + 1,
            )
    return fault("year_form")


# --- a table -------------------------------------------------------------------------------------------------


class HoursRow(TypedDict):
    """One year, as typed. A blank stays a blank: it means "not said", not 0."""

    year: str
    general: str
    professional: str


def is_typed(rows: Sequence[HoursRow]) -> bool:
    """Whether anything but years is written in the table."""
    return any(row["general"].strip() or row["professional"].strip() for row in rows)


@dataclass(frozen=True, slots=True)
class HoursRead:
    """A table as it was understood.

    ``hours`` are the years that an applicant can hold, a faulty or blank cell None; ``faults`` by row and field.
    """

    hours: list[dict[str, Any]]
    faults: dict[tuple[int, str], Text]


def read_rows(rows: Sequence[HoursRow], as_of: dt.date) -> HoursRead:
    """What the table says on the day ``as_of``. A row without a usable year does not count.

    A year of which both cells are blank is not listed, as in a roster: which years are left out is said elsewhere.
    """
    faults: dict[tuple[int, str], Text] = {}
    kept: list[dict[str, Any]] = []
    for place, row in enumerate(rows):
        cells = {"year": row["year"], "general": row["general"], "professional": row["professional"]}
        if not any(text.strip() for text in cells.values()):
            continue
        sound: dict[str, Any] = {}
        for field, text in cells.items():
            value = _checked(field, text, as_of)
            sound[field] = None if isinstance(value, Text) else value
            if isinstance(value, Text):
                faults[place, field] = value
        if sound["year"] is None or (sound["general"] is None and sound["professional"] is None):
            continue
        if any(other["year"] == sound["year"] for other in kept):
            faults[place, "year"] = fault("year_twice")
        elif len(kept) == MOST_YEARS:
            faults[place, "year"] = fault("hours_years")
        else:
            kept.append(sound)
    return HoursRead(kept, faults)


def _checked(field: str, text: str, as_of: dt.date) -> int | float | Text | None:
    """One cell as an applicant holds it, or what is wrong with it."""
    value = read_year(text) if field == "year" else read_amount(text)
    if isinstance(value, Text):
        return value
    if field == "year":
        if value is None:
            return fault("year_missing")
        if as_of.year < value <= LATEST_DATE.year:
            return say("{year} 年还没有到。请改正年份，或删去这一行。", year=int(value))
    # A row without a fault of its own, in which this one cell is tried.
    row = {"year": EARLIEST_DATE.year, field: value}
    try:
        read_applicant({"hours": [row]}, as_of=as_of, specialties=())
    except BadApplicant as error:
        return error.errors[0].text
    return value if value is None or isinstance(value, int) else plain_number(value)


def plain_number(amount: Decimal) -> int | float:
    """Hours as JSON holds them: whole numbers stay whole."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def as_rows(hours: Sequence[dict[str, Any]]) -> list[HoursRow]:
    """Recorded hours as the table shows them."""

    def shown(value: Any) -> str:
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    return [
        {"year": shown(h["year"]), "general": shown(h.get("general")), "professional": shown(h.get("professional"))}
        for h in hours
    ]


def as_tenths(hours: Sequence[dict[str, Any]]) -> tuple[YearTenths, ...]:
    """Recorded hours as the arithmetic takes them, the earliest year first."""
    return tuple(sorted(read_applicant({"hours": list(hours)}, as_of=LATEST_DATE, specialties=()).hours or ()))
