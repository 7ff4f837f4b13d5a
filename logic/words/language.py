"""Sentences in Chinese, simplified and traditional, and English, from one gettext catalogue.

The Chinese sentence in the code is the message id; ``locale/en/LC_MESSAGES/titleguide.po`` holds the English.
The catalogue is compiled in memory when it is first needed, so that there is no binary file to forget. Traditional
Chinese is converted from the ids (``logic/words/traditional.py``).
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from logic.words.traditional import traditional

LOCALE_DIR = Path(__file__).resolve().parents[2] / "locale"
# Each language under its name in the address, and as documents and browsers call it.
DOCUMENT_LANGUAGES = {"zh": "zh-CN", "zh-Hant": "zh-Hant", "en": "en"}
LANGUAGES = tuple(DOCUMENT_LANGUAGES)

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def known_language(name: str | None) -> str:
    """``name`` if it is one of :data:`LANGUAGES`, else ``zh``."""
    return name if name in LANGUAGES else "zh"


class Text:
    """One thing said in both languages; a sentence is put together when it is first read.

    Most findings of a large roster are weighed and never read.
    """

    __slots__ = ("_en", "_make", "_zh")

    _zh: str | None
    _en: str | None

    def __init__(self, zh: str, en: str) -> None:
        """What is said, in both languages."""
        self._zh, self._en = zh, en
        self._make: Callable[[str], str] | None = None

    @classmethod
    def made(cls, make: Callable[[str], str]) -> Text:
        """The text that ``make`` puts together for a language when it is asked for."""
        text = cls.__new__(cls)
        text._zh = text._en = None
        text._make = make
        return text

    # Two visits may read it at once: each puts the same together.

    @property
    def zh(self) -> str:
        """In Chinese, as it is written here."""
        if self._zh is None:
            assert self._make is not None
            self._zh = self._make("zh")
        return self._zh

    @property
    def en(self) -> str:
        """In English."""
        if self._en is None:
            assert self._make is not None
            self._en = self._make("en")
        return self._en

    def _both(self) -> tuple[str, str]:
        return self.zh, self.en

    def __eq__(self, other: object) -> bool:
        return self._both() == other._both() if isinstance(other, Text) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._both())

    def __repr__(self) -> str:
        return f"Text(zh={self.zh!r}, en={self.en!r})"

    def __reduce__(self) -> tuple[type[Text], tuple[str, str]]:
        return Text, self._both()

    def on(self, other: dt.date, day: dt.date) -> Text:
        """The same text with ``other``, wherever it states ``day``."""
        return Text.made(
            lambda language: self.get(language).replace(written_date(day, language), written_date(other, language))
        )

    def get(self, language: str) -> str:
        """The text in ``language``: ``en``, ``zh-Hant``, or anything else for Chinese as it is written here."""
        if language == "zh-Hant":
            return traditional(self.zh)
        return self.en if language == "en" else self.zh


class _Traditional(gettext.NullTranslations):
    """The ids in traditional characters."""

    def gettext(self, message: str) -> str:
        return traditional(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return traditional(msgid1)


Value = str | int | float | dt.date | Text


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The gettext catalogue of ``language``; Chinese needs none, its sentences are the ids."""
    if language == "zh-Hant":
        return _Traditional()
    path = LOCALE_DIR / language / "LC_MESSAGES" / "titleguide.po"
    if language == "zh" or not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def written_date(day: dt.date, language: str) -> str:
    """A date as it is written in ``language``: 9 October 2023 in English."""
    if language == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    # A space between characters and figures, as in all our texts.
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def worded(value: Value, language: str) -> str | int | float:
    """A value as a sentence in ``language`` shows it."""
    if isinstance(value, dt.date):
        return written_date(value, language)
    if isinstance(value, Text):
        return value.get(language)
    return value


def phrase(language: str, message: str, /, **values: Value) -> str:
    """``message`` in ``language``, its ``{places}`` filled in."""
    sentence = catalogue(language).gettext(message) if message else ""
    return sentence.format(**{name: worded(v, language) for name, v in values.items()}) if values else sentence


def phrase_n(language: str, message: str, n: float, /, **values: Value) -> str:
    """As :func:`phrase`, in the form that fits the number ``n`` (English: 1 hour, 2 hours); ``{n}`` is the number."""
    form = catalogue(language).ngettext(message, message, 1 if n == 1 else 2)
    return form.format(n=n, **{name: worded(v, language) for name, v in values.items()})


def say(message: str, /, **values: Value) -> Text:
    """``message`` in both languages."""
    return Text.made(lambda language: phrase(language, message, **values))


def say_n(message: str, n: float, /, **values: Value) -> Text:
    """``message`` in both languages, in the form that fits the number ``n``."""
    return Text.made(lambda language: phrase_n(language, message, n, **values))


def join(parts: list[Text], zh: str = "", en: str = " ") -> Text:
    """Sentences one after the other."""
    return Text.made(
        lambda language: en.join(p.en for p in parts) if language == "en" else zh.join(p.zh for p in parts)
    )
