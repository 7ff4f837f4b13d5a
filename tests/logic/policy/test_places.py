"""The places of a file as a clerk calls them, and what names what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from logic.pack import Loc, path_of
from logic.pack.loading import SHIPPED
from logic.pack.schema import blank_at, schema
from logic.policy.citing import citing, needed_by_the_rules
from logic.policy.draft import first, next_year
from logic.policy.places import loc_of, place_name

DATA = next_year(SHIPPED.read_text(encoding="utf-8")).data
SAMPLE = first(2027).data


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ("calendar.1.closes", "时间 · 个人网上申报 · 到哪天", "Time · Apply online · To"),
        ("clauses.2.3.text.zh", "逐条的说法 · 通知 二（三） · 用我们自己的话怎么说 · 中文", "Notice 2(3)"),
        (
            "matters.0.says.0",
            "通知里的其他事 · 职称证书丢了、坏了，怎么补换 · 通知怎么说 · {province}发的纸质证书，遗失或损坏了…",
            "A paper certificate",
        ),
        (
            "review.committees.agriculture.assistant.2",
            "评审 · 评审委员会 · 农业系列 · 助理级 · 第 3 条",
            "Agriculture series",
        ),
        ("recognition.ladder.college", "初次认定 · 学历、年限和层级 · 大学专科", "Initial recognition"),
        ("titles.engineer.technician", "职称的名称 · 技术员 / 助理工程师 / 工程师 · 员级", "Names of titles"),
        (
            "files.junior_review.1.ask",
            "要带的材料 · 初级评审 · 评审的纸质材料 · 没查到要求，先问",
            "Paper files for review",
        ),
        (
            "beyond.engineering.steps.0.years",
            "助理级以后几年看中级 · 工程系列 · 学历和年限 · 第 1 条 · 满几年",
            "Years",
        ),
        ("(file)", "整个文件", "The whole file"),
    ],
)
def test_a_place_is_named_from_the_outside_in(path, zh, en):
    named = place_name(path, DATA)
    assert named.zh == zh
    assert en in named.en


def places(part: Any, loc: Loc = ()) -> Iterator[Loc]:
    yield loc
    for key, value in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from places(value, (*loc, key))


@pytest.mark.parametrize("data", [DATA, SAMPLE], ids=["next year", "from nothing"])
def test_no_key_of_the_file_is_shown_as_it_is(data):
    keys = {key for one in schema()["$defs"].values() for key in one.get("properties", {})} | set(
        schema()["properties"]
    )
    for loc in places(data):
        if loc and not isinstance(loc[-1], int):
            parts = place_name(path_of(loc), data).zh.split(" · ")
            assert not set(parts) & keys, (loc, parts)
        assert loc_of(path_of(loc), data) == tuple(str(one) if not isinstance(one, int) else one for one in loc)


@pytest.mark.parametrize(
    ("loc", "by"),
    [
        (("clauses", "n77"), [("ways", "examination", "also"), ("questions", 16, "clause")]),
        (("sources", "p44"), [("clauses", "p44", "source")]),
        (("series", "teaching"), [("recognition", "dates_elsewhere", "teaching")]),
        (("review", "committees", "agriculture"), [("series", "agriculture", "committee"), ("beyond", "agriculture")]),
        (("titles", "veterinary"), [("specialties", "veterinary", "family")]),
        (
            ("names", "agriculture_bureau"),
            [("ways", "rural_review", "ask", "zh"), ("ways", "rural_review", "ask", "en")],
        ),
    ],
)
def test_what_names_an_entry_is_found(loc, by):
    found = [
        tuple(DATA["specialties"][one]["id"] if isinstance(one, int) and "specialties" in at else one for one in at)
        for at in citing(loc, DATA)
    ]
    assert set(by) <= set(found)
    assert citing((*loc[:-1], "nothing"), DATA) == []


def test_the_rules_need_what_they_cite():
    assert needed_by_the_rules(("clauses", "1.4"), DATA)
    assert not needed_by_the_rules(("clauses", "1.4"), SAMPLE)  # it does without the free post
    assert not needed_by_the_rules(("clauses", "3.5"), DATA)
    assert not needed_by_the_rules(("sources", "n16"), DATA)


def test_a_new_entry_has_all_it_must_have_and_nothing_in_it():
    words = {"zh": "", "en": ""}
    assert blank_at(("clauses", "3.7")) == {"place": words, "text": words, "source": "", "confidence": ""}
    assert blank_at(("hours_later",)) == {"say": words, "ask": words}
    assert blank_at(("review", "committees", "arts")) == {
        "name": words,
        "source": "",
        "technician": [],
        "assistant": [],
    }
