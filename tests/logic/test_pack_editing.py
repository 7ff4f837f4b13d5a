"""A pack changed at single places: what was put there is there, and nothing else has moved."""

from __future__ import annotations

import difflib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from logic.pack import editing
from logic.pack.document import Loader
from logic.pack.editing import GONE, edited
from logic.pack.loading import SHIPPED

CONTENT = SHIPPED.read_text(encoding="utf-8")
SMALL = """\
# A comment.
id: one  # of one
hours: {general: 30, professional: 60}
empty:
texts:
  first: {zh: 一二三, en: "One, two"}

  # About the second.
  second:
    zh: 一行里的
      接着写
    en: Three
list:
  - {id: a, n: 1}
  # The other.
  - id: b
    n: 2   # two
    names: [x, y]
  - {id: c}

last: true
"""


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [one[2:] for one in lines if one[0] == "-"], [one[2:] for one in lines if one[0] == "+"]


@pytest.mark.parametrize(
    ("loc", "value", "gone", "come"),
    [
        (("id",), "two", ["id: one  # of one"], ["id: two  # of one"]),
        (("hours", "professional"), 72, [SMALL.splitlines()[2]], ["hours: {general: 30, professional: 72}"]),
        (("hours", "more"), 5, [SMALL.splitlines()[2]], ["hours: {general: 30, professional: 60, more: 5}"]),
        (("hours", "general"), GONE, [SMALL.splitlines()[2]], ["hours: {professional: 60}"]),
        (("hours", "professional"), GONE, [SMALL.splitlines()[2]], ["hours: {general: 30}"]),
        (("empty",), "2024-10-09", ["empty:"], ["empty: 2024-10-09"]),
        (("texts", "second", "zh"), "新的", ["    zh: 一行里的", "      接着写"], ["    zh: 新的"]),
        (("texts", "second", "en"), 'A "word": so', ["    en: Three"], ['    en: "A \\"word\\": so"']),
        (("texts", "third"), {"zh": "三", "en": "No"}, [], ['  third: {zh: 三, en: "No"}']),
        (("list", 1, "n"), 3, ["    n: 2   # two"], ["    n: 3   # two"]),
        (("list", 1, "names"), ["x", "z, w"], ["    names: [x, y]"], ['    names: [x, "z, w"]']),
        (("list", 1), GONE, ["  - id: b", "    n: 2   # two", "    names: [x, y]"], []),
        (("list", 3), {"id": "d"}, [], ["  - {id: d}"]),
        (("list", 0, "n"), GONE, ["  - {id: a, n: 1}"], ["  - {id: a}"]),
        (("last",), False, ["last: true"], ["last: false"]),
        (("new",), [{"a": "2.3"}], [], ['new: [{a: "2.3"}]']),
        (("id",), "one", [], []),
        (("nothing",), GONE, [], []),
    ],
)
def test_only_the_lines_that_hold_it_change(loc, value, gone, come):
    assert lines_changed(SMALL, edited(SMALL, {loc: value})) == (gone, come)


def test_several_changes_are_made_at_once_and_an_emptied_list_is_an_empty_list():
    new = edited(SMALL, {("list", 0): GONE, ("list", 1): GONE, ("list", 2): GONE, ("hours", "general"): 24})
    assert yaml.safe_load(new)["list"] == []
    assert yaml.safe_load(new)["hours"] == {"general": 24, "professional": 60}
    new = edited(SMALL, {("list", 0): GONE, ("list", 3): {"id": "d"}, ("list", 1, "n"): 9})
    assert [one["id"] for one in yaml.safe_load(new)["list"]] == ["b", "c", "d"]
    assert yaml.safe_load(new)["list"][0]["n"] == 9


def test_the_place_around_it_must_be_there():
    with pytest.raises(KeyError):
        edited(SMALL, {("nowhere", "at", "all"): 1})


@pytest.mark.parametrize(
    "odd",
    [
        "{a: 1, b: {n: 1}}\n",
        "? a\n: {n: 1}\nb: {n: 1}\n",
        "a: [1,\nb: 2, 3]\nb: {n: 1}\n",
        "a: 'it\n\n  is'\nb: {n: 1}\n",
        'a: "it\n  b: is"\nb: {n: 1}\n',
        "a: |\n  b: 3\n\n  c: 4\nb: {n: 1}\n",
        "a:\n- x\n- y: 1\nb: {n: 1}",
        "# Only this.\n---\na: 1\nb: {n: 1}\n",
        "a: 1\n'b': {n: 1}\n",
        "a: 1\nb: {n: 0}\nb: {n: 1}\n",
    ],
)
def test_however_a_file_is_written_its_other_parts_stay(odd):
    before = yaml.load(odd, Loader=Loader)
    new = edited(odd, {("b", "n"): 7, ("c",): "more"})
    assert yaml.load(new, Loader=Loader) == before | {"b": {"n": 7}, "c": "more"}
    assert yaml.load(edited(odd, {("b", "n"): 7}), Loader=Loader) == before | {"b": {"n": 7}}


def test_a_file_of_two_documents_is_refused_as_it_always_was():
    with pytest.raises(yaml.YAMLError):
        edited("a: 1\n...\nb: {n: 1}\n", {("b", "n"): 7})


def test_of_the_real_file_only_what_changes_is_read_anew_and_old_parts_are_forgotten(monkeypatch):
    texts: list[str] = []

    class Read(editing._Layout):
        def __init__(self, content: str) -> None:
            texts.append(content)
            super().__init__(content)

    new = edited(CONTENT, {("hours", "professional"): 61})
    monkeypatch.setattr(editing, "_Layout", Read)
    for hours in range(70, 90):
        new = edited(new, {("hours", "professional"): hours})
    assert sum(map(len, texts)) < len(CONTENT) / 2
    still = [text for text in texts if text in editing._LAID_OUT]
    assert 1 <= len(still) <= 4


DATA = yaml.load(SMALL, Loader=Loader)


def _leaves(part, loc=()):
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _leaves(value, (*loc, key))
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from _leaves(value, (*loc, place))
    else:
        yield loc


LEAVES = list(_leaves(DATA))
VALUES = st.one_of(st.booleans(), st.integers(0, 999), st.text(max_size=40), st.dates().map(str))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(LEAVES), VALUES, min_size=1, max_size=6))
def test_whatever_is_put_anywhere_is_there_and_all_else_is_as_it_was(changes):
    text = edited(SMALL, changes)
    new = yaml.load(text, Loader=Loader)
    for loc in LEAVES:
        one, other = new, DATA
        for place in loc:
            one, other = one[place], other[place]
        assert one == changes.get(loc, other)
    comments = [part.strip() for line in SMALL.splitlines() if (part := line.partition("#")[2])]
    assert [part for part in comments if part not in text] == []


def test_next_year_s_three_changes_are_as_many_lines_of_the_real_file():
    new = edited(
        CONTENT,
        {
            ("hours", "professional"): 72,
            ("recognition", "ladder", "college", "years"): [1, 1],
            ("calendar", 0, "opens"): "2024-09-18",
        },
    )
    gone, come = lines_changed(CONTENT, new)
    assert come == [
        "    college: {level: assistant, years: [1, 1]}",
        "hours: {general: 30, professional: 72}",
        "    opens: 2024-09-18",
    ]
    assert len(gone) == 3
