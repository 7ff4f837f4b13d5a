"""A draft is its file's text: kept in few words, opened again, and a stranger's until it has been read."""

from __future__ import annotations

import json
from functools import cache

import pytest

from logic.pack import PackError
from logic.pack.loading import SHIPPED
from logic.policy.draft import Draft, checked, filled, first, kept, next_year, opened, restored
from tests.logic.applicants import PACK


@cache
def begun() -> Draft:
    return next_year(SHIPPED.read_text(encoding="utf-8"))


@cache
def beginnings() -> tuple[Draft, Draft]:
    return begun(), first(2027)


@cache
def changed() -> Draft:
    return begun().put({("hours", "professional"): 72, ("names", "place", "zh"): "某市某区"})


@pytest.mark.parametrize(
    "made", [begun, lambda: beginnings()[1], changed, lambda: beginnings()[1].put({("id",): "x-2027"})]
)
def test_what_a_tab_keeps_brings_the_draft_back(made):
    draft = made()
    words = json.dumps(kept(draft))
    assert len(words) < 1500
    assert restored(json.loads(words), beginnings()) == draft


@pytest.mark.parametrize("kept_words", [None, [], {}, {"begun": "0" * 64, "lines": []}])
def test_what_is_no_draft_is_left_out(kept_words):
    assert restored(kept_words, beginnings()) is None


@pytest.mark.parametrize(
    "lines",
    [
        None,
        [[5, 2, ""]],
        [["a", 2, ""]],
        [[0, 10**9, ""]],
        [[0, 2000, "calendar: 3"]],
        [[0, 1, "a: &a [*a]"]],
    ],
)
def test_lines_that_make_no_draft_are_left_out(lines):
    assert restored(kept(changed()) | {"lines": lines}, beginnings()) is None


def test_a_file_is_known_by_what_it_began_as():
    for draft in (changed(), beginnings()[1]):
        assert opened(draft.content.encode(), beginnings()) == draft
    with_windows_lines = changed().content.replace("\n", "\r\n").encode("utf-8-sig")
    assert opened(with_windows_lines, beginnings()).content == changed().content


@pytest.mark.parametrize(
    "content", [b"", b"- a", b"x: [", b"series: 1", b"specialties: [1]", b"\xff\xfe", b"a" * 3_000_000]
)
def test_a_file_that_is_none_is_refused_with_a_reason(content):
    with pytest.raises(PackError) as refused:
        opened(content, beginnings())
    assert refused.value.faults[0].text.zh != refused.value.faults[0].text.en


def test_a_new_year_s_draft_says_what_must_be_its_own():
    found = checked(begun(), (PACK,))
    assert found.pack is not None
    assert {"issued", "covers"} <= {one.path for one in found.faults}
    issued = checked(begun().put({("issued",): "2024-09-10"}), (PACK,))
    assert {"hours", "specialties"} <= {one.path for one in issued.untouched}


def test_a_text_is_shown_with_the_figures_of_the_draft():
    assert filled(changed(), "{hours.professional} 学时，{place}，{nothing}", "zh") == "72 学时，某市某区，{nothing}"


def test_a_text_changed_in_one_language_is_named_from_the_first_change_on():
    old = begun().at(("clauses", "3.3", "text", "zh"))
    hints = checked(begun().put({("clauses", "3.3", "text", "zh"): f"{old}可以补。"}), (PACK,)).hints
    assert [one.path for one in hints if "英文没有改" in one.text.zh] == ["clauses.3.3.text.en"]
