"""Answers in a text: they come back as they were, or it is said why not."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logic.facts import CHOICES, FIELDS
from logic.interview import carry
from logic.interview.carry import NotCarried, pack_answers, unpack_answers
from tests.logic.applicants import BASIS, PACK

ID = PACK.id
YEARS = st.fixed_dictionaries(
    {"year": st.integers(2010, 2022)},
    optional={"general": st.integers(0, 300), "professional": st.floats(0, 300).map(lambda hours: round(hours, 1))},
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    field: st.sampled_from([str(value) for value in values]) for field, values in CHOICES.items()
}
VALUES |= {
    "specialty": st.sampled_from(sorted(PACK.by_id)),
    "service_start": st.dates().map(str),
    "title_date": st.dates().map(str),
    "hours": st.lists(YEARS, max_size=10),
}
ANSWERS = st.fixed_dictionaries({}, optional={f: VALUES.get(f, st.booleans()) | st.none() for f in FIELDS})


def plain(basis: str) -> dict[str, object]:
    return dict(json.loads(json.dumps(BASIS[basis], default=str)))


@given(ANSWERS)
def test_answers_come_back_as_they_were(answers):
    assert unpack_answers(pack_answers(answers, ID), [ID]) == (ID, answers)


@pytest.mark.parametrize("basis", sorted(BASIS))
def test_a_person_fits_into_a_code_that_a_phone_reads_at_once(basis):
    text = pack_answers(plain(basis), ID)
    assert len(text) < 400
    assert all(c.isalnum() or c in ".-_" for c in text)


@pytest.mark.parametrize("place", range(0, 150, 7))
def test_a_damaged_letter_is_noticed(place):
    text = pack_answers(plain("企业大专技术员"), ID)
    broken = f"{text[:place]}{'A' if text[place] != 'A' else 'B'}{text[place + 1 :]}"
    with pytest.raises(NotCarried):
        unpack_answers(broken, [ID])


@pytest.mark.parametrize("cut", [0, 1, 5, 40, 100])
def test_half_a_text_is_noticed(cut):
    with pytest.raises(NotCarried) as raised:
        unpack_answers(pack_answers(plain("企业大专技术员"), ID)[:cut], [ID])
    assert raised.value.text.zh and raised.value.text.en


@pytest.mark.parametrize(
    "text", ["", "1", "1.x", "2.qiaocheng-2023.AAAA", "1..", "1.a.b.c", "ß" * 50, "1.q." + "A" * 5000]
)
def test_anything_else_is_no_text_of_ours(text):
    with pytest.raises(NotCarried):
        unpack_answers(text, [ID])


def test_another_notice_is_named_and_nothing_is_taken_over():
    with pytest.raises(NotCarried) as raised:
        unpack_answers(pack_answers(plain("企业大专技术员"), "qiaocheng-2027"), [ID])
    assert "qiaocheng-2027" in raised.value.text.zh
    assert "qiaocheng-2027" in raised.value.text.en


def _made(content: bytes) -> str:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=carry._dictionary())
    body = squeezer.compress(content) + squeezer.flush()
    check = zlib.crc32(f"{carry.VERSION}.{ID}.".encode() + content).to_bytes(4, "big")
    return f"{carry.VERSION}.{ID}.{carry._written(check + body)}"


@pytest.mark.parametrize(
    "content", [b"[]", b"7", b"null", b"{", b"\xff", b'{"a":1' * 3, b"[" * 3000, b" " * 5_000_000], ids=range(8)
)
def test_a_text_made_to_do_harm_is_no_text_of_ours(content):
    with pytest.raises(NotCarried):
        unpack_answers(_made(content), [ID])


def test_what_is_no_fact_is_left_out():
    assert unpack_answers(_made(b'{"name":"x","employment":"enterprise"}'), [ID])[1] == {"employment": "enterprise"}


def test_the_format_stays_as_it_is_under_one_version():
    """Codes are kept on phones. To change what the dictionary is made of one gives the format a new version."""
    assert (carry.VERSION, hashlib.sha256(carry._dictionary()).hexdigest()[:16]) == ("2", "11205fe8605c1009")


@pytest.mark.parametrize(
    "words",
    [
        "请把毕业证原件寄到某某路1号",
        "call-me-at-13800000000",
        "qiaocheng-2023-pay-first",
        "qiaocheng-2023\n",
        "<b>qiaocheng</b>",
        "ｑiaocheng-2023",
        "qiaocheng-２０２３",
        "",
    ],
)
def test_somebody_else_s_words_are_not_read_out_as_ours(words):
    with pytest.raises(NotCarried) as raised:
        unpack_answers(pack_answers(plain("企业大专技术员"), words), [ID])
    for said in (raised.value.text.zh, raised.value.text.en):
        assert words.strip() == "" or words.strip() not in said
        assert "13800000000" not in said and "原件" not in said and "pay" not in said
