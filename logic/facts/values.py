"""Single values from outside, checked strictly: dates, yes and no, hours. What is wrong is named by a code."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainValidator, Strict
from pydantic_core import PydanticCustomError, core_schema

from logic.hours import TENTHS, YearTenths

EARLIEST_DATE = dt.date(1950, 1, 1)
LATEST_DATE = dt.date(2100, 12, 31)
MOST_YEARS = 10
MOST_HOURS_A_YEAR = 8784  # the hours of a leap year


_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@lru_cache(maxsize=4_096)
def iso_day(text: str) -> dt.date | None:
    """The day written as 2023-10-09, None for anything else; 20231009 and 2023-W41-1 are not taken."""
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _date(value: object) -> object:
    if isinstance(value, str):
        value = iso_day(value)
        if value is None:
            raise PydanticCustomError("date_form", "not a date")
    elif value is not None and (not isinstance(value, dt.date) or isinstance(value, dt.datetime)):
        raise PydanticCustomError("date_form", "not a date")
    if value is not None and not EARLIEST_DATE <= value <= LATEST_DATE:
        raise PydanticCustomError("date_range", "outside the dates taken")
    return value


def _year(value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool):
        raise PydanticCustomError("year_form", "not a year")
    if not EARLIEST_DATE.year <= value <= LATEST_DATE.year:
        raise PydanticCustomError("year_range", "outside the years taken")
    return value


_TENTH = Decimal("0.1")


def _amount(value: object) -> int | None:
    """Credited hours, written with at most one decimal, in tenths; None where not known (3.3)."""
    if value is None:
        return None
    if type(value) is int and 0 <= value <= MOST_HOURS_A_YEAR:  # the usual: nothing to look at
        return value * TENTHS
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("hours_form", "not a number")
    if not (value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) or math.isfinite(value)):
        raise PydanticCustomError("hours_finite", "not a finite number")
    if value < 0:
        raise PydanticCustomError("hours_negative", "below zero")
    if value > MOST_HOURS_A_YEAR:
        raise PydanticCustomError("hours_many", "more than a year holds")
    if type(value) is float and (tenths := round(value * TENTHS)) / TENTHS == value:
        return tenths
    # repr() gives a float's shortest decimal form, which is what was written in the file.
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if exact.quantize(_TENTH) != exact:
        raise PydanticCustomError("hours_tenths", "finer than a tenth")
    return int(exact * TENTHS)


def _in_tenths(row: dict[str, int | None]) -> YearTenths:
    year = row["year"]
    assert year is not None
    return YearTenths(year, row.get("general"), row.get("professional"))


def _years(value: object) -> object:
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        raise PydanticCustomError("hours_list", "not a list")
    if len(value) > MOST_YEARS:
        raise PydanticCustomError("hours_years", "too many years")
    return value


def _entry(read: Callable[[Any], Any], *, required: bool = False) -> core_schema.TypedDictField:
    return core_schema.typed_dict_field(core_schema.no_info_plain_validator_function(read), required=required)


# Hours as they are written down, a row a year.
_ROW = core_schema.typed_dict_schema(
    {"year": _entry(_year, required=True), "general": _entry(_amount), "professional": _entry(_amount)},
    extra_behavior="forbid",
)
HOURS = core_schema.no_info_before_validator_function(
    _years,
    core_schema.nullable_schema(
        core_schema.tuple_variable_schema(core_schema.no_info_after_validator_function(_in_tenths, _ROW))
    ),
)
Date = Annotated[dt.date | None, PlainValidator(_date)]
YesNo = Annotated[bool | None, Strict()]
