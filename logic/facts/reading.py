"""An applicant from plain data; what is wrong is said by field, in the reader's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import (
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails

from logic.facts.applicant import Applicant
from logic.facts.choices import CHOICES
from logic.facts.table import FACT
from logic.facts.values import EARLIEST_DATE, LATEST_DATE, MOST_HOURS_A_YEAR, MOST_YEARS
from logic.words.language import Text, say


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


_DOOR = TypeAdapter(Applicant)


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
