"""Every sentence exists in both languages, and none is left over."""

from __future__ import annotations

import datetime as dt
import re
import string

import pytest
from babel.dates import format_date

from logic.words.language import LANGUAGES, phrase, say, say_n, written_date
from tests.locale_update import update

CHINESE = re.compile("[\u3400-\u9fff\uff00-\uffef]")


def _forms(message: object) -> list[str]:
    return list(message) if isinstance(message, tuple | list) else [str(message)]


def test_the_catalogue_holds_exactly_the_messages_of_the_code() -> None:
    wanted = {str(m.id) for m in update.extracted() if m.id}
    kept = {str(m.id) for m in update.committed() if m.id}
    assert kept - wanted == set(), "unused: run python locale/update.py"
    assert wanted - kept == set(), "not in the catalogue: run python locale/update.py"


def test_every_message_has_its_english() -> None:
    untranslated = [m.id for m in update.committed() if m.id and not all(_forms(m.string))]
    assert untranslated == []


def test_no_message_is_marked_as_guessed() -> None:
    assert [m.id for m in update.committed() if m.id and m.fuzzy] == []


def test_english_fills_only_places_that_the_chinese_names() -> None:
    for message in update.committed():
        if message.id:
            known = {name for _, name, _, _ in string.Formatter().parse(_forms(message.id)[0]) if name}
            for form in _forms(message.string):
                named = {name for _, name, _, _ in string.Formatter().parse(form) if name}
                assert named <= known, message.id


# What stands so in the unit's spreadsheet, or in the catalogue of specialties, and has to be typed so.
TYPED_SO = {"是", "否", "公需", "专业", "最高学历", "从事专业", "机械"}


def test_english_texts_are_english() -> None:
    mixed = {m.id for m in update.committed() if m.id and _chinese(m.string) - TYPED_SO}
    assert mixed == set()
    quoting = [m for m in update.committed() if m.id and _chinese(m.string)]
    assert all(word in _forms(m.id)[0] for m in quoting for word in _chinese(m.string))


def _chinese(string: str | tuple[str, ...]) -> set[str]:
    """The Chinese words in a message's English."""
    return {word for form in _forms(string) for word in re.findall(f"{CHINESE.pattern}+", form)}


def test_numbers_choose_the_english_form() -> None:
    assert say_n("{subject}还差 {n} 学时。", 1, subject="X").en != say_n("{subject}还差 {n} 学时。", 2, subject="X").en


@pytest.mark.parametrize("month", range(1, 13))
def test_dates_read_as_each_language_writes_them(month: int) -> None:
    for day in (dt.date(2023, month, 9), dt.date(1950, month, 28)):
        assert written_date(day, "zh") == format_date(day, "y 年 M 月 d 日", locale="zh_Hans_CN")
        assert written_date(day, "en") == format_date(day, "d MMMM y", locale="en_GB")


def test_both_languages_are_filled_in() -> None:
    text = say("还不清楚：{facts}。", facts="A")
    assert text.zh == "还不清楚：A。"
    assert "A" in text.en and not CHINESE.search(text.en)
    assert {phrase(language, "达标") for language in LANGUAGES} == {"达标", "達標", say("达标").en}
