"""Finding one's specialty by what one would type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pypinyin import Style, lazy_pinyin

from logic.pack import SearchNote, Words
from logic.search import search
from logic.words.traditional import traditional
from tests.logic.applicants import PACK

WORDS: dict[str, Any] = yaml.load(
    (Path(__file__).parent.parent / "cases/search/words.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
SPECIALTIES = pytest.mark.parametrize("specialty", PACK.specialties, ids=lambda one: one.id)


def found(query: str) -> list[str]:
    return [hit.specialty.id for hit in search(query, PACK, limit=80).hits]


# --- the table of words ------------------------------------------------------------------------------------------


def test_the_table_names_every_specialty_and_no_other():
    assert list(WORDS["first_or_second"]) == list(PACK.by_id)


@pytest.mark.parametrize("language", ["zh", "en"])
@SPECIALTIES
def test_what_one_would_type_leads_there_first_or_second(specialty, language):
    words = WORDS["first_or_second"][specialty.id][language]
    assert words
    assert {word: found(word)[:4] for word in words if specialty.id not in found(word)[:2]} == {}


@SPECIALTIES
def test_traditional_characters_lead_there_too(specialty):
    words = [traditional(word) for word in WORDS["first_or_second"][specialty.id]["zh"]]
    assert {word: found(word)[:4] for word in words if specialty.id not in found(word)[:2]} == {}


@SPECIALTIES
def test_pinyin_and_initials_of_a_word_lead_there_too(specialty):
    for style in (Style.NORMAL, Style.FIRST_LETTER):
        typed = "".join(lazy_pinyin(specialty.zh, style=style))
        assert specialty.id in found(typed)


@pytest.mark.parametrize(("word", "ids"), WORDS["several"].items())
def test_of_several_all_stand_in_front_and_say_what_they_are(word, ids):
    assert set(found(word)[: max(len(ids), 2)]) >= set(ids)
    notes = [PACK.by_id[id_].note for id_ in ids]
    assert all(notes)
    assert len({note.zh for note in notes if note}) == len({note.en for note in notes if note}) == len(ids)


@pytest.mark.parametrize(("word", "ids"), WORDS["not_there"].items())
def test_a_word_does_not_lead_where_it_does_not_belong(word, ids):
    assert not set(found(word)) & set(ids)


@pytest.mark.parametrize(("word", "expected"), WORDS["said"].items())
def test_what_is_not_under_the_notice_or_must_be_asked_first_is_said(word, expected):
    assert search(word, PACK).notes
    assert bool(found(word)) is expected["found"]


@pytest.mark.parametrize("word", ["机械", "护士", "nurse", "social science", "公路", "jixie", ""])
def test_of_other_words_nothing_is_said(word):
    assert search(word, PACK).notes == []


# --- what the pack holds -----------------------------------------------------------------------------------------


@SPECIALTIES
def test_every_specialty_has_everyday_words_beside_its_name(specialty):
    assert len({*specialty.words} - {specialty.zh}) >= 5
    assert len({word.lower() for word in specialty.words_en} - {specialty.en.lower()}) >= 3
    for words in (specialty.words, specialty.words_en):
        assert len({word.lower() for word in words}) == len(words), "the same word twice"


@SPECIALTIES
def test_every_specialty_says_what_work_it_is(specialty):
    assert specialty.note
    assert specialty.zh != specialty.note.zh
    assert len(specialty.note.zh) <= 40
    assert len(specialty.note.en) <= 110


# --- names and ways to type --------------------------------------------------------------------------------------


@SPECIALTIES
def test_every_name_finds_its_own_specialty_first(specialty):
    for name in (specialty.zh, specialty.en, specialty.en.upper()):
        assert found(name)[0] == specialty.id


def test_a_whole_english_word_is_not_looked_for_within_others():
    assert found("nurse") == ["health"]
    assert len(found("nurs")) > 1  # not yet a whole one
    assert set(found("it")) == {"electronics", "software"}


@pytest.mark.parametrize(
    ("typed", "as_good_as"),
    [
        ("strawberries", "strawberry"),
        ("ELECTRICIANS", "electrician"),
        ("fertilizer plant", "fertiliser plant"),
        ("e commerce", "e-commerce"),
        ("jie-lian", "jielian"),
    ],
)
def test_plurals_spelling_and_hyphens_make_no_difference(typed, as_good_as):
    assert found(typed) == found(as_good_as)


def test_a_part_of_the_pinyin_finds_too_if_it_is_long_enough():
    assert "industrial_internet" in found("hulian")
    assert "industrial_internet" not in found("hul")


@pytest.mark.parametrize(
    ("typed", "first"), [("jx", "mechanical"), ("hs", "health"), ("kj", "accounting"), ("nj", "food")]
)
def test_two_letters_are_initials_before_they_begin_an_english_word(typed, first):
    assert first in found(typed)[:3]


def test_the_last_word_says_what_somebody_is():
    assert found("药厂会计")[0] == "accounting"
    assert found("dance teacher")[0] == "school_teaching"


def test_english_words_that_stand_in_no_order_of_ours_are_looked_for_one_by_one():
    assert set(found("diseases of animals")[:2]) == {"veterinary", "rural_veterinary"}


@pytest.mark.parametrize("query", ["", "  ", "zzqq", "火星", "!?", "engineerzzqqxx", "a" * 5000, "人" * 5000])
def test_nothing_is_found_for_nothing(query):
    assert found(query) == []


def test_a_pack_without_notes_and_sentences_is_searched_as_well():
    bare = PACK.model_copy(
        update={
            "sha256": "bare",
            "search_notes": (),
            "specialties": tuple(one.model_copy(update={"note": None}) for one in PACK.specialties),
        }
    )
    assert search("酿酒", bare).hits[0].specialty.id == "food"
    assert search("社工", bare).notes == []


def test_a_sentence_is_said_whatever_else_stands_in_the_query():
    only = SearchNote(words=("灯塔看守",), words_en=("lighthouse",), text=Words(zh="没有这一类。", en="No such kind."))
    pack = PACK.model_copy(update={"sha256": "lighthouse", "search_notes": (only,)})
    for query in ("灯塔看守", "我是灯塔看守", "dengtakanshou", "燈塔看守", "lighthouses", "the lighthouse"):
        assert search(query, pack).notes == [only.text.text], query
    assert search("灯塔", pack).notes == []
