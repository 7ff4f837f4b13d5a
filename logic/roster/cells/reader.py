"""One column's cells, each brought to the plain value that a script would send, and checked as that is."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Container
from decimal import Decimal
from typing import Any

from logic.blanks import bare_word as _word
from logic.blanks import is_blank
from logic.facts import BadApplicant, read_applicant
from logic.hours_text import read_amount
from logic.labels import CHOICE_NAMES
from logic.pack import Pack
from logic.roster.cells.choices import Choice
from logic.roster.cells.dates import read_day, read_title_day
from logic.roster.cells.specialty import Specialty
from logic.roster.cells.taken import UNKNOWN, Found, Taken
from logic.roster.cells.yes_no import YesNo
from logic.roster.columns import Column, ColumnUse
from logic.roster.file.cell import MOST_CHARACTERS, ErrorCell, NoResult, Shown
from logic.words.language import Text, say
from logic.words.traditional import simplified


class CellReader:
    """Reads the cells of one column, on one day and under one pack."""

    __slots__ = ("_check", "_meanings", "_plain", "_words")

    def __init__(self, column: Column, pack: Pack, as_of: dt.date) -> None:
        """``column`` is a fact or one year's hours."""
        self._check: Callable[[Any], Any]
        self._plain: Callable[[Any], Any]
        self._words = column.kind is not ColumnUse.HOURS and column.field not in _DAYS
        if column.kind is ColumnUse.HOURS:
            year, subject = column.year, str(column.subject)
            self._check = lambda value: getattr(
                _checked("hours", [{"year": year, subject: value}], as_of, pack.by_id)[0], subject
            )
            self._plain = _amount
        else:
            field = column.field
            self._check = lambda value: _checked(field, value, as_of, pack.by_id)
            self._plain = _plainly(field, pack)
        # What the clerk has said goes before everything else, and is what the clerk expects.
        self._meanings = {
            _word(word): UNKNOWN if value is None else Taken(self._check(value)) for word, value in column.meanings
        }

    def __call__(self, raw: Any) -> Found:
        """What ``raw`` says; whatever it is, nothing is raised."""
        if type(raw) is Shown:
            # A word is what is shown; dates and amounts are what is held.
            raw = raw.text if self._words else raw.value
        if isinstance(raw, Decimal) and not raw.is_finite():
            raw = math.nan if raw.is_nan() else math.inf
        if isinstance(raw, NoResult):
            return say("这一格是公式，文件里没有存它的结果。请用表格软件打开、保存一次再试，或直接填上结果。")
        if isinstance(raw, ErrorCell):
            return _broken_formula()
        if is_blank(raw):
            return UNKNOWN
        if isinstance(raw, str):
            if len(raw) > MOST_CHARACTERS:
                return say("这一格的字太多，读不了。请检查是否贴错了内容。")
            if self._meanings and (said := self._meanings.get(_word(raw))) is not None:
                return said
            if _BROKEN_FORMULA.fullmatch(raw.strip().upper()):
                return _broken_formula()
        plain: Found = self._plain(raw)
        if isinstance(plain, Text):
            return plain
        if plain.value is None:
            return plain
        try:
            return Taken(self._check(plain.value), plain.sure, plain.also)
        except BadApplicant as error:
            return error.errors[0].text


def _broken_formula() -> Text:
    return say("这一格的公式出了错。请改成它应有的值，或留空。")


def _checked(field: str, value: Any, as_of: dt.date, specialties: Container[str]) -> Any:
    return getattr(read_applicant({field: value}, as_of=as_of, specialties=specialties), field)


# What spreadsheet programs write for a formula that failed, and for a column that is too narrow.
_BROKEN_FORMULA = re.compile(
    r"#\s*(N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|DIV/0!|名称\?|值!|数字!|引用!|空值!)|"
    r"#[A-Z][A-Z_]{2,20}!?|#N/A[ .].*|ERR:\s*\d{3}|#{2,}"
)
_DAYS = ("service_start", "title_date")


def _plainly(field: str, pack: Pack) -> Callable[[Any], Found]:
    """How a cell of this fact is brought to its plain value."""
    if field in _DAYS:
        return read_title_day if field == "title_date" else read_day
    read: Callable[[Any], Found]
    if field in CHOICE_NAMES:
        read = Choice(field, pack)
    else:
        read = Specialty(pack) if field == "specialty" else YesNo(field, pack)
    return _in_either_script(read)


def _in_either_script(read: Callable[[Any], Found]) -> Callable[[Any], Found]:
    """``read``, which knows simplified characters, for traditional ones as well."""

    def either(raw: Any) -> Found:
        found = read(raw)
        if isinstance(found, Text) and isinstance(raw, str) and len(raw) < 64 and (other := simplified(raw)) != raw:
            again = read(other)
            return again if isinstance(again, Text) else Taken(again.value, sure=False, also=again.also)
        return found

    return either


def _amount(raw: Any) -> Found:
    found = read_amount(raw)
    return found if isinstance(found, Text) else Taken(found)
