"""The question page: dates and the specialty, as people type them."""

from __future__ import annotations

import pytest

from logic.labels import FACT_NAMES
from tests.logic.applicants import PACK
from tests.pages.asked import GRADUATE, asked_for, found
from tests.pages.visitor import Visitor, plain


@pytest.mark.parametrize(
    "typed",
    [
        "2021-07-01",
        "20210701",
        "2021.7.1",
        "2021/7/1",
        "2021年7月1日",
        "２０２１－０７－０１",
        " 2021 7 1 ",
        "2021-7-01",
    ],
)
def test_a_date_is_taken_as_people_write_it_and_read_back(typed):
    visitor = asked_for("service_start").type("date_service_start", typed)
    button = visitor.at.button(key="primary_service_start")
    assert "2021 年 7 月 1 日" in button.label
    assert not button.disabled
    assert visitor.at.text_input(key="date_service_start").value == typed
    assert visitor.click("primary_service_start").raw == {"service_start": "2021-07-01"}


@pytest.mark.parametrize(
    "typed",
    ["2021-02-30", "2021-13-01", "去年七月", "1949-12-31", "2101-01-01", "2023-10-13", "7-1"],
)
def test_a_faulty_date_stays_as_typed_and_says_what_is_wrong(typed):
    visitor = asked_for("service_start").type("date_service_start", typed)
    assert visitor.at.text_input(key="date_service_start").value == typed
    assert visitor.at.button(key="primary_service_start").disabled
    assert len(visitor.part("tg-field-fault")) == 1
    assert visitor.raw == {}


@pytest.mark.parametrize(
    ("typed", "counted"), [(typed, "2021 年 7 月 31 日") for typed in ("2021-07", "202107", "2021年7月", "July 2021")]
)
def test_a_month_is_taken_where_no_day_of_it_decides_and_it_is_said_how_it_counts(typed, counted):
    visitor = asked_for("service_start", answers={**GRADUATE, "service_start": None})
    visitor.type("date_service_start", typed)
    assert counted in visitor.part("tg-field-note")[0]
    visitor.click("primary_service_start")
    assert visitor.raw["service_start"] == "2021-07"
    beside = "".join(visitor.go("answers").part("tg-under"))
    assert counted in beside


@pytest.mark.parametrize(("typed", "why"), [("2022-10", "请写到日"), ("2022", "请写上月份")])
def test_where_the_day_decides_it_is_asked_and_said_why(typed, why):
    visitor = asked_for("service_start", answers={**GRADUATE, "service_start": None})
    visitor.type("date_service_start", typed)
    assert why in visitor.part("tg-field-fault")[0]
    assert visitor.at.button(key="primary_service_start").disabled
    assert ("link_last_service_start" in visitor.keys) is (typed == "2022-10")


def test_who_does_not_remember_the_day_takes_the_last_and_is_never_counted_too_early():
    visitor = asked_for("service_start", answers={**GRADUATE, "service_start": None})
    visitor.type("date_service_start", "2022-10").click("link_last_service_start")
    assert visitor.raw["service_start"] == "2022-10-31"


def test_a_day_that_has_not_come_on_the_day_asked_about_is_kept_and_marked():
    visitor = Visitor("check", as_of="2021-10-12", answers=GRADUATE)
    assert visitor.screen == "service_start"
    assert visitor.at.text_input(key="date_service_start").value == GRADUATE["service_start"]
    assert visitor.part("tg-field-fault")
    assert visitor.raw == GRADUATE
    visitor.tap("result").go("result")
    assert [note for note in visitor.part("tg-warn") if FACT_NAMES["service_start"].zh in note]


def test_an_empty_date_is_no_fault():
    visitor = asked_for("service_start")
    assert not visitor.part("tg-field-fault")
    assert visitor.at.button(key="primary_service_start").disabled


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("机械", "mechanical"),
        ("jixie", "mechanical"),
        ("jx", "mechanical"),
        ("zhongdi", "agronomy"),
        ("种地", "agronomy"),
    ],
)
def test_a_specialty_is_found_by_what_people_type(typed, first):
    visitor = asked_for("specialty").type("specialty_query", typed)
    assert f"answer:specialty:{first}" in found(visitor)[:3]
    assert visitor.choose("specialty", first).raw == {"specialty": first}


def test_brewing_is_found_by_its_everyday_word():
    visitor = asked_for("specialty").type("specialty_query", "酿酒")
    assert "工程系列" in visitor.taps[found(visitor)[0]]


def test_each_found_specialty_says_where_it_leads():
    visitor = asked_for("specialty").type("specialty_query", "jx")
    assert found(visitor)
    for tap in found(visitor):
        assert plain(visitor.taps[tap].split("<small>")[1])


def test_a_word_nobody_knows_is_shown_back_and_the_shelves_remain():
    visitor = asked_for("specialty").type("specialty_query", "<b>没有*这个</b>")
    assert "没有找到" in visitor.text
    assert "<b>没有*这个</b>" in visitor.text
    assert not found(visitor)
    assert "shelf:engineering" in visitor.taps


def test_every_specialty_stands_on_exactly_one_shelf():
    visitor = asked_for("specialty")
    stood: list[str] = []
    for shelf in [tap for tap in visitor.taps if tap.startswith("shelf:")]:
        visitor.tap(shelf)
        stood += found(visitor)
    assert sorted(stood) == sorted(f"answer:specialty:{s.id}" for s in PACK.specialties)


def test_a_shelf_is_closed_by_tapping_it_again():
    visitor = asked_for("specialty").tap("shelf:agriculture")
    assert found(visitor)
    assert not found(visitor.tap("shelf:agriculture"))
