"""What can be known about an applicant, and when each fact matters.

Every fact is optional: ``None`` means *not known* and is never read as a default. ``FACTS`` lists them in
asking order, each with the fact that decides whether it is asked at all. Values are checked strictly, and
a fault names its field in both languages (:func:`read_applicant`).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, GetPydanticSchema, PlainValidator, Strict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError, core_schema

from logic.hours import TENTHS, YearTenths, in_hours
from logic.language import Text, say

EARLIEST_DATE = dt.date(1950, 1, 1)
LATEST_DATE = dt.date(2100, 12, 31)
MOST_YEARS = 10
MOST_HOURS_A_YEAR = 8784  # the hours of a leap year


class Employment(StrEnum):
    """Where the applicant works."""

    ENTERPRISE = "enterprise"
    PUBLIC_INSTITUTION = "public_institution"
    FREELANCER = "freelancer"
    OTHER_ORGANISATION = "other_organisation"
    CIVIL_SERVANT = "civil_servant"
    CIVIL_SERVICE_MANAGED = "civil_service_managed"
    RETIRED = "retired"
    NOT_EMPLOYED = "not_employed"


class Residency(StrEnum):
    """Where the applicant is from, as far as clause 1.2 asks."""

    MAINLAND = "mainland"
    HONG_KONG_MACAO_TAIWAN = "hong_kong_macao_taiwan"
    FOREIGN = "foreign"


class ForeignPermit(StrEnum):
    """The permit that a foreigner holds (1.2)."""

    PERMANENT_RESIDENCE = "permanent_residence"
    ANHUI_WORK_PERMIT = "anhui_work_permit"
    NONE = "none"


class Education(StrEnum):
    """The highest diploma held."""

    BELOW_SECONDARY = "below_secondary"
    HIGH_SCHOOL = "high_school"
    SECONDARY = "secondary"
    COLLEGE = "college"
    BACHELOR = "bachelor"
    SECOND_BACHELOR = "second_bachelor"
    MASTER = "master"
    DOCTOR = "doctor"
    SKILLED_INTERMEDIATE = "skilled_intermediate"
    SKILLED_SENIOR = "skilled_senior"
    SKILLED_TECHNICIAN = "skilled_technician"


class TitleLevel(StrEnum):
    """The level of the title that the applicant holds now."""

    NONE = "none"
    TECHNICIAN = "technician"
    ASSISTANT = "assistant"
    INTERMEDIATE_OR_ABOVE = "intermediate_or_above"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, and the earlier answer that decides whether it is asked at all (rules, section 2).

    ``usual``: what most of those who are asked answer, which stands in nobody's way; None where no answer is usual.
    It is offered and supposed, never filled in: what is not known stays not known.
    """

    field: str
    gate: str | None = None
    asked_if: Callable[[Any], bool] = lambda value: True
    # Asked as long as the deciding answer is not known, instead of waiting for it.
    while_gate_open: bool = False
    usual: Any = None

    def asked(self, applicant: Applicant) -> bool | None:
        """Whether the fact matters to this applicant; None where the deciding answer is not known yet."""
        if self.gate is None:
            return True
        answer = getattr(applicant, self.gate)
        if answer is None:
            return True if self.while_gate_open else None
        return self.asked_if(answer)


_NO_UNIT = (Employment.FREELANCER, Employment.NOT_EMPLOYED)


def _has_unit(employment: Employment) -> bool:
    return employment not in _NO_UNIT


def _is_public(employment: Employment) -> bool:
    return employment is Employment.PUBLIC_INSTITUTION


# In asking order: what decides most is asked first. Facts without a gate are asked wherever a criterion misses them.
FACTS: tuple[Fact, ...] = (
    Fact("employment"),
    Fact("specialty"),
    Fact("title_level"),
    Fact("title_date", "title_level", lambda level: level is TitleLevel.TECHNICIAN),
    Fact("title_same_series", "title_level", lambda level: level is not TitleLevel.NONE, usual=True),
    Fact("works_in_district", "employment", lambda e: e is not Employment.NOT_EMPLOYED, usual=True),
    Fact("under_contract", "employment", _has_unit, usual=True),
    Fact("in_technical_post", "employment", _has_unit, usual=True),
    Fact("residency", usual=Residency.MAINLAND),
    Fact("foreign_permit", "residency", lambda r: r is Residency.FOREIGN),
    Fact("disciplinary_period", "employment", _is_public, usual=False),
    Fact("applied_elsewhere_this_year", usual=False),
    Fact("dishonesty_record", usual=False),
    Fact("education"),
    # Asked in one question with the next, which stays blank wherever it is not so.
    Fact(
        "full_time_recognised",
        "diploma_outside_mainland",
        lambda outside: not outside,
        while_gate_open=True,
        usual=True,
    ),
    Fact("diploma_outside_mainland"),
    Fact("major_related", usual=True),
    Fact("unit_assessment_passed", "employment", lambda e: e is not Employment.FREELANCER, usual=True),
    Fact("service_start"),
    Fact("post_vacancy", "employment", _is_public, usual=True),
    Fact("hours"),
)
FACT = {fact.field: fact for fact in FACTS}
FIELDS = tuple(FACT)
_ORDER = {field: place for place, field in enumerate(FIELDS)}


def in_asking_order(fields: set[str] | frozenset[str]) -> tuple[str, ...]:
    """``fields`` as the questionnaire would ask them."""
    return tuple(sorted(fields, key=_ORDER.__getitem__))


# --- values, checked strictly --------------------------------------------------------------------------------


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
_HOURS = core_schema.no_info_before_validator_function(
    _years,
    core_schema.nullable_schema(
        core_schema.tuple_variable_schema(core_schema.no_info_after_validator_function(_in_tenths, _ROW))
    ),
)
Date = Annotated[dt.date | None, PlainValidator(_date)]
YesNo = Annotated[bool | None, Strict()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What is known about one person. Nothing in it says who that is.

    From outside it is made by :func:`read_applicant`, which checks every value. Built directly, as the roster does
    from cells that were checked one by one, the values must be of these types.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", hide_input_in_errors=True)

    employment: Employment | None = None
    specialty: Annotated[str | None, Strict()] = None
    title_level: TitleLevel | None = None
    title_date: Date = None
    title_same_series: YesNo = None
    works_in_district: YesNo = None
    under_contract: YesNo = None
    in_technical_post: YesNo = None
    residency: Residency | None = None
    foreign_permit: ForeignPermit | None = None
    disciplinary_period: YesNo = None
    applied_elsewhere_this_year: YesNo = None
    dishonesty_record: YesNo = None
    education: Education | None = None
    full_time_recognised: YesNo = None
    diploma_outside_mainland: YesNo = None
    major_related: YesNo = None
    unit_assessment_passed: YesNo = None
    service_start: Date = None
    post_vacancy: YesNo = None
    # Written in hours, kept in whole tenths.
    hours: Annotated[tuple[YearTenths, ...] | None, GetPydanticSchema(lambda *_: _HOURS)] = None

    def known(self) -> dict[str, Any]:
        """The facts that are known, by field."""
        return {field: value for field in FIELDS if (value := getattr(self, field)) is not None}

    def plain(self) -> dict[str, Any]:
        """The facts that are known, as JSON holds them: what :func:`read_applicant` takes."""
        return {field: _PLAIN.get(field, _as_it_is)(value) for field, value in self.known().items()}


def _as_it_is(value: Any) -> Any:
    return value


_PLAIN: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("title_date", "service_start"), dt.date.isoformat),
    **dict.fromkeys(("employment", "title_level", "residency", "foreign_permit", "education"), str),
    "hours": lambda rows: [
        {"year": row.year}
        | {subject: in_hours(n) for subject in ("general", "professional") if (n := getattr(row, subject)) is not None}
        for row in rows
    ],
}
_DOOR = TypeAdapter(Applicant)


def with_usual(**facts: Any) -> dict[str, Any]:
    """``facts``, and the usual answer of every other fact that somebody with these would be asked."""
    found = dict(facts)
    for fact in FACTS:
        if fact.field not in facts and fact.usual is not None and fact.asked(Applicant(**found)):
            found[fact.field] = fact.usual
    return found


Value = TypeVar("Value")


def known(value: Value | None) -> Value:
    """``value``, where a criterion that needs the fact is never called without it."""
    assert value is not None
    return value


# --- faults, in the reader's words ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field, and what to write instead."""

    field: str
    text: Text


class BadApplicant(ValueError):
    """The input is no valid applicant; nothing was assessed. ``errors`` names every faulty field."""

    def __init__(self, errors: list[FieldError]) -> None:
        """Keep the faults; the message is the first in Chinese."""
        super().__init__("; ".join(f"{error.field}: {error.text.zh}" for error in errors))
        self.errors = errors


# The facts that are one of several choices.
CHOICES: dict[str, type[StrEnum]] = {
    "employment": Employment,
    "residency": Residency,
    "foreign_permit": ForeignPermit,
    "education": Education,
    "title_level": TitleLevel,
}


def _fault_texts() -> dict[str, Text]:
    return {
        "extra_forbidden": say("不认识这一项。请检查字段名的拼写。"),
        "yes_no": say("请填 true（是）或 false（否）；不清楚就留空。"),
        "date_form": say("请按“年-月-日”填写真实存在的日期，例如 2022-07-01。"),
        "date_range": say("日期须在 {first}与 {last}之间。", first=EARLIEST_DATE, last=LATEST_DATE),
        "year_form": say("请把年度填成四位整数，例如 2022。"),
        "year_range": say("年度须在 {first} 与 {last} 之间。", first=EARLIEST_DATE.year, last=LATEST_DATE.year),
        "year_missing": say("这一行没有写年度。请补上，例如 2022。"),
        "hours_form": say("请填数字，例如 30 或 30.5；不清楚就留空。"),
        "hours_finite": say("学时须是一个确定的数字，例如 30。"),
        "hours_negative": say("学时不能小于 0。请改成实际登记的学时。"),
        "hours_many": say("一年不会超过 {most} 学时。请检查是否多写了一位。", most=MOST_HOURS_A_YEAR),
        "hours_tenths": say("学时最多写一位小数，例如 30.5。"),
        "hours_list": say("请填一个列表，每年一行：年度、公需科目、专业科目。"),
        "hours_row": say("每一行要写成：年度、公需科目、专业科目。"),
        "hours_years": say("最多填 {most} 年。请只留最近一个任职周期。", most=MOST_YEARS),
        "year_twice": say("这一年写了两次。请合并成一行。"),
        "future_service": say("开始从事本专业的日期不能晚于查看日期。请改成实际日期。"),
        "specialty": say("专业目录里没有这个代码。请从目录中选择。"),
        "other": say("这一项无法读取。请对照字段说明填写。"),
        "not_an_object": say("每位申报人要写成一个 JSON 对象。"),
    }


@cache
def fault(kind: str) -> Text:
    """The sentence for one kind of fault."""
    texts = _fault_texts()
    return texts.get(kind, texts["other"])


def _explain(error: ErrorDetails) -> FieldError:
    loc = error["loc"]
    # A name may hold half a surrogate pair; it is shown, not tripped over.
    field = ".".join(str(part) for part in loc).encode("utf-8", "backslashreplace").decode()
    kind = error["type"]
    if loc and loc[0] in CHOICES and kind in ("enum", "string_type", "string_unicode"):
        values = list(CHOICES[str(loc[0])])
        choices = Text("、".join(values), ", ".join(values))
        return FieldError(field, say("只能填以下之一：{choices}。不清楚就留空。", choices=choices))
    if kind == "string_type":
        return FieldError(field, fault("specialty"))
    if kind == "bool_type":
        return FieldError(field, fault("yes_no"))
    if kind == "unexpected_keyword_argument":
        return FieldError(field, fault("extra_forbidden"))
    if kind == "missing":
        return FieldError(field, fault("year_missing"))
    if kind in ("dict_type", "dataclass_type"):
        return FieldError(field, fault("hours_row" if loc else "not_an_object"))
    return FieldError(field, fault(kind))


def _named(key: object) -> str:
    if isinstance(key, str) and key.isascii():
        return key
    return str(key).encode("utf-8", "backslashreplace").decode()


def read_applicant(data: object, *, as_of: dt.date, specialties: Container[str]) -> Applicant:
    """A valid applicant from plain data, or :class:`BadApplicant` naming every faulty field.

    ``as_of`` is the day asked about: service cannot begin after it. ``specialties`` are the ids of the pack.
    """
    if isinstance(data, Mapping) and not FACT.keys() >= data.keys():
        # A key that is no proper text cannot name a field; pydantic would stop at the first one.
        data = {_named(key): value for key, value in data.items()}
    try:
        applicant = _DOOR.validate_python(data)
    except ValidationError as error:
        raise BadApplicant([_explain(e) for e in error.errors(include_url=False, include_input=False)]) from None
    errors = []
    if applicant.service_start and applicant.service_start > as_of:
        errors.append(FieldError("service_start", fault("future_service")))
    if applicant.specialty is not None and applicant.specialty not in specialties:
        errors.append(FieldError("specialty", fault("specialty")))
    seen: set[int] = set()
    for place, row in enumerate(applicant.hours or ()):
        if row.year in seen:
            errors.append(FieldError(f"hours.{place}.year", fault("year_twice")))
        seen.add(row.year)
    if errors:
        raise BadApplicant(errors)
    return applicant
