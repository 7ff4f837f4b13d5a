"""One column's cells, each brought to the plain value that a script would send, and checked as that is."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Container
from dataclasses import replace
from decimal import Decimal
from typing import Any

from logic.blanks import bare_word as _word
from logic.blanks import is_as_above, is_blank
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
            self._plain = _plainly(field, pack, as_of)
        # What the clerk has said goes before everything else, and is what the clerk expects.
        self._meanings = {
            _word(word): UNKNOWN if value is None else Taken(self._check(value)) for word, value in column.meanings
        }

    def __call__(self, raw: Any) -> Found:
        """What ``raw`` says; whatever it is, nothing is raised."""
        held = True
        if type(raw) is Shown:
            # A word is what is shown; dates and amounts are what is held, as far as that is shown.
            raw, held = self._held(raw)
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
            if is_as_above(raw):
                return say("“{word}”要换成它指的那一格的内容：不替您往下填。", word=raw.strip())
            if self._words and (ticked := _ticked(raw)) is not None:
                of_it = self(ticked)
                return of_it if isinstance(of_it, Text) else replace(of_it, sure=False)
            if _BROKEN_FORMULA.fullmatch(raw.strip().upper()):
                return _broken_formula()
        plain: Found = self._plain(raw)
        if isinstance(plain, Text):
            return plain
        if plain.value is None:
            return plain
        try:
            return Taken(self._check(plain.value), plain.sure and held, plain.also)
        except BadApplicant as error:
            return error.errors[0].text

    def _held(self, cell: Shown) -> tuple[Any, bool]:
        """What is read of a cell that shows something else than it holds, and whether all of it is shown.

        30% and 30学分 are no 0.3 and no 30 hours; of a day that shows no month only the year was typed, and where it
        shows no year, that is the spreadsheet's.
        """
        if self._words:
            # 1.00 is the 1 of a yes.
            return (cell.value if _FIGURES.fullmatch(cell.text) else cell.text), True
        if isinstance(cell.value, dt.date):
            return (cell.text, True) if _YEAR.fullmatch(cell.text) else (cell.value, _shows_year(cell))
        other = isinstance(cell.value, int | float) and _OTHER_UNIT.search(cell.text)
        return (cell.text if other and isinstance(self._plain(cell.text), Text) else cell.value), True


_YEAR = re.compile(r"(19|20)\d\d\s*(年度?|级|届)?")
# What a number is shown with that makes another of it: a unit, per cent. Brackets and a currency do not.
_OTHER_UNIT = re.compile(r"[^\W\d_Ee]|[%‰]")
_FIGURES = re.compile(r"\s*[\d.]+\s*", re.ASCII)
_MONTH_NAME = re.compile(r"[A-Za-z]{3}")


def _shows_year(cell: Shown) -> bool:
    """Whether a day is shown with its year: 7月1日, 7/1 and 1-Jul are without."""
    numbers = len(re.findall(r"\d+", cell.text)) + bool(_MONTH_NAME.search(cell.text))
    return "年" in cell.text or str(cell.value.year) in cell.text or numbers >= 3


# A form's choices, each with a box: ☑是 □否, 是（√） 否（ ）.
_BOX = re.compile(r"[(\[]([√✓✔]?)[)\]]")
_TICKS, _EMPTY = "☑✅√✓✔■▣☒●", "□☐◻○"
_BEFORE = re.compile(rf"([{_TICKS}{_EMPTY}])([^{_TICKS}{_EMPTY}]+)")
_BEHIND = re.compile(rf"([^{_TICKS}{_EMPTY}]+)([{_TICKS}{_EMPTY}])")


def _ticked(raw: str) -> str | None:
    """The choice that is ticked in a cell that lists them all, empty where none is; None for any other cell."""
    if len(raw) > 200:
        return None
    text = _BOX.sub(lambda box: "☑" if box[1] else "□", "".join(unicodedata.normalize("NFKC", raw).split()))
    if not any(box in text for box in _EMPTY):
        return None
    for pattern, box, choice in ((_BEFORE, 1, 2), (_BEHIND, 2, 1)):
        found = list(pattern.finditer(text))
        if len(found) > 1 and "".join(one[0] for one in found) == text:
            ticked = [one[choice] for one in found if one[box] in _TICKS]
            return ticked[0] if len(ticked) == 1 else None if ticked else ""
    return None


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


def _plainly(field: str, pack: Pack, as_of: dt.date) -> Callable[[Any], Found]:
    """How a cell of this fact is brought to its plain value."""
    if field in _DAYS:
        return read_title_day if field == "title_date" else read_day
    read: Callable[[Any], Found]
    if field in CHOICE_NAMES:
        read = Choice(field, pack, as_of)
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
    # 无 is a word, and is stated as what it is taken for: not known, and no zero.
    return found if isinstance(found, Text) else Taken(found, sure=found is not None)
