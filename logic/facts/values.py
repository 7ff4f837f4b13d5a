"""Single values from outside, checked strictly: dates, yes and no, hours. What is wrong is named by a code."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
)
from pydantic_core import PydanticCustomError

from logic.hours import TENTHS, YearTenths

EARLIEST_DATE = dt.date(1950, 1, 1)
LATEST_DATE = dt.date(2100, 12, 31)
MOST_YEARS = 10
MOST_HOURS_A_YEAR = 8784  # the hours of a leap year


_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


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


def _yes_no(value: object) -> object:
    if value is not None and not isinstance(value, bool):
        raise PydanticCustomError("yes_no", "neither yes nor no")
    return value


def _year(value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool):
        raise PydanticCustomError("year_form", "not a year")
    if not EARLIEST_DATE.year <= value <= LATEST_DATE.year:
        raise PydanticCustomError("year_range", "outside the years taken")
    return value


_TENTH = Decimal("0.1")


def _amount(value: object) -> object:
    if value is None:
        return None
    if type(value) is int and 0 <= value <= MOST_HOURS_A_YEAR:  # the usual: nothing to look at
        return Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("hours_form", "not a number")
    if not (value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) or math.isfinite(value)):
        raise PydanticCustomError("hours_finite", "not a finite number")
    if value < 0:
        raise PydanticCustomError("hours_negative", "below zero")
    if value > MOST_HOURS_A_YEAR:
        raise PydanticCustomError("hours_many", "more than a year holds")
    # repr() gives a float's shortest decimal form, which is what was written in the file.
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if exact.quantize(_TENTH) != exact:
        raise PydanticCustomError("hours_tenths", "finer than a tenth")
    return exact


def text_only(value: object) -> object:
    """Choices and ids are written as text; a number that happens to match must not pass."""
    if value is not None and not isinstance(value, str):
        raise PydanticCustomError("choice", "not one of the choices")
    return value


Date = Annotated[dt.date | None, BeforeValidator(_date)]
YesNo = Annotated[bool | None, BeforeValidator(_yes_no)]
Amount = Annotated[Decimal | None, BeforeValidator(_amount)]


class _YearHours(BaseModel):
    """One year as it is written down: credited hours, at most one decimal; None where not known (3.3)."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    year: Annotated[int, BeforeValidator(_year)]
    general: Amount = None
    professional: Amount = None


def _tenths(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * TENTHS)


def _in_tenths(row: _YearHours) -> YearTenths:
    return YearTenths(row.year, _tenths(row.general), _tenths(row.professional))


def _years(value: object) -> object:
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        raise PydanticCustomError("hours_list", "not a list")
    if len(value) > MOST_YEARS:
        raise PydanticCustomError("hours_years", "too many years")
    return value


WrittenYears = Annotated[tuple[Annotated[_YearHours, AfterValidator(_in_tenths)], ...] | None, BeforeValidator(_years)]
