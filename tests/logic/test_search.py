"""Finding one's specialty by what one would type."""

from __future__ import annotations

import pytest

from logic.search import search
from tests.logic.applicants import PACK


def found(query: str) -> list[str]:
    return [hit.specialty.id for hit in search(query, PACK, limit=80)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("机械工程", "mechanical"),
        ("机修", "mechanical"),
        ("jixie", "mechanical"),
        ("种地", "agronomy"),
        ("NURSE", "health"),
        ("會計", "accounting"),
    ],
)
def test_what_one_would_type_leads_there_first(query, first):
    assert found(query)[0] == first


@pytest.mark.parametrize("specialty", PACK.specialties, ids=lambda one: one.id)
def test_every_name_finds_its_own_specialty_first(specialty):
    for name in (specialty.zh, specialty.en, specialty.en.upper()):
        assert found(name)[0] == specialty.id


def test_a_whole_english_word_is_not_looked_for_within_others():
    assert found("nurse") == ["health"]
    assert len(found("nurs")) > 1  # not yet a whole one
    assert found("it") == ["electronics"]


def test_a_part_of_the_pinyin_finds_too_if_it_is_long_enough():
    assert "industrial_internet" in found("hulian")
    assert "industrial_internet" not in found("hul")


@pytest.mark.parametrize("query", ["", "  ", "zzqq", "火星"])
def test_nothing_is_found_for_nothing(query):
    assert found(query) == []
