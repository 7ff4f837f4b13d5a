"""The question page: each question, several on a screen, taps, the day asked about."""

from __future__ import annotations

import re

import pytest

from logic.interview.screens import ASKED
from logic.labels import FACT_NAMES
from tests.logic.applicants import PACK
from tests.pages.asked import GRADUATE, PUBLIC, TECHNICIAN, asked_for
from tests.pages.visitor import CHOICES, OPEN_DAY, Visitor, plain
from ui.parts import choice_name
from ui.questions.groups import UNSURE
from ui.questions.words import question


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("asked", ASKED)
def test_each_question_shows_its_words_its_choices_and_a_way_past_it(asked, lang):
    visitor = asked_for(asked, lang)
    words = question(asked, PACK)
    assert words.why.get(lang) in visitor.text
    if asked in visitor.rows:
        assert visitor.heading != words.ask.get(lang)
        assert {f"row:{asked}:{value}" for value in (*CHOICES[asked], UNSURE)} <= set(visitor.taps)
        return
    assert visitor.heading == words.ask.get(lang)
    assert words.help.get(lang) in visitor.text
    assert "tg-clause" in visitor.part("tg-why-in")[0]
    for value in CHOICES.get(asked, ()):
        plain_value = {"true": True, "false": False}.get(value, value)
        label = visitor.taps[f"answer:{asked}:{value}"]
        assert label.split("<small>")[0] == choice_name(asked, plain_value, PACK).get(lang)
        if value in words.notes:
            assert words.notes[value].get(lang) in label
    assert "nav_hours_later" in visitor.keys if asked == "hours" else f"unsure:{visitor.screen}" in visitor.taps


@pytest.mark.parametrize("asked", [q for q in ASKED if q != "hours"])
def test_unsure_is_an_answer_and_moves_on(asked):
    visitor = asked_for(asked)
    screen = visitor.screen
    assert screen
    visitor.unsure(screen)
    assert visitor.screen != screen
    assert visitor.raw.get(asked) is None


@pytest.mark.parametrize("asked", ["works_in_district", "under_contract", "major_related", "title_same_series"])
def test_a_question_that_comes_alone_is_asked_in_full(asked):
    """Where only one row of a screen concerns somebody."""
    visitor = asked_for(asked)
    assert visitor.rows == ()
    assert visitor.heading == question(asked, PACK).ask.zh
    assert visitor.choose(asked, True).raw[asked] is True


def test_choosing_moves_on_and_is_remembered():
    visitor = Visitor("check").choose("employment", "enterprise")
    assert visitor.screen == "specialty"
    assert visitor.raw == {"employment": "enterprise"}
    assert visitor.token == "check:specialty"  # the bridge moves the focus to the heading of this name


def test_the_count_says_where_one_stands_and_never_promises_too_little():
    visitor, most, step = Visitor("check"), 99, 0
    while visitor.screen is not None:
        counted = plain(visitor.part("tg-count")[0])
        here = re.search(r"第 (\d+) 步", counted)
        to_come = re.search(r"最多还有 (\d+) 步", counted)
        step += 1
        assert here
        assert int(here[1]) == step
        left = int(to_come[1]) if to_come else 0
        assert left < most
        most = left
        visitor.reply(TECHNICIAN)
    assert visitor.token == "result"


def test_at_the_first_question_one_can_only_go_home():
    visitor = Visitor("check")
    assert "back" not in visitor.taps
    assert visitor.tap("go:start").token == "start"


def test_the_answers_so_far_stand_beside_with_a_way_to_change_each():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "rare")
    for asked in ("employment", "specialty", "title_level", "works_in_district", "under_contract", "in_technical_post"):
        assert FACT_NAMES[asked].zh in "".join(visitor.part("tg-aside"))
        assert f"change:{asked}" in visitor.taps
    assert visitor.tap("change:employment").screen == "employment"


def test_the_committee_stands_beside_as_soon_as_the_specialty_is_known():
    visitor = Visitor("check").choose("employment", "enterprise")
    assert "<dt>评审委员会</dt>" not in "".join(visitor.part("tg-answers-aside"))
    visitor.reply(GRADUATE)
    assert re.search(r"评审委员会</dt><dd>工程系列", "".join(visitor.part("tg-answers-aside")))
    visitor.tap("change:specialty").type("specialty_query", "护士").choose("specialty", "health")
    assert "不在区里" in "".join(visitor.part("tg-answers-aside"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("screen", ["work", "rare", "diploma"])
def test_a_screen_of_several_shows_each_row_with_its_choices_and_why_it_is_asked(screen, lang):
    visitor = Visitor("check", lang=lang)
    visitor.reply_until(PUBLIC, screen)
    assert len(visitor.rows) >= 3
    for asked in visitor.rows:
        assert question(asked, PACK).why.get(lang) in visitor.text
        for value in [*CHOICES[asked], UNSURE]:
            assert f"row:{asked}:{value}" in visitor.taps
    assert visitor.pressed == []  # nothing is answered by default
    assert f"unsure:{screen}" in visitor.taps
    assert f"onward:{screen}" not in visitor.taps


def test_one_tap_answers_the_usual_person():
    visitor = Visitor("check")
    visitor.reply_until(PUBLIC, "work")
    rows = visitor.rows
    visitor.tap("usual:work")
    assert {row: visitor.raw[row] for row in rows} == dict.fromkeys(rows, True)
    assert visitor.screen == "rare"


def test_a_row_that_differs_is_tapped_and_the_button_takes_the_rest():
    visitor = Visitor("check")
    visitor.reply_until(PUBLIC, "work")
    before = visitor.raw
    visitor.tap_row("post_vacancy", None)
    assert visitor.screen == "work"
    assert visitor.raw == before
    assert visitor.pressed == ["row:post_vacancy:unsure"]
    assert "其余都符合" in visitor.taps["usual:work"]
    visitor.tap("usual:work")
    assert visitor.raw["post_vacancy"] is None
    assert visitor.raw["under_contract"] is True


def test_with_every_row_answered_one_goes_on():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "work")
    for row in visitor.rows:
        visitor.tap_row(row, row != "under_contract")
    assert "usual:work" not in visitor.taps
    assert "unsure:work" not in visitor.taps
    visitor.tap("onward:work")
    assert visitor.raw["under_contract"] is False


def test_the_result_so_far_counts_what_was_tapped():
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "work")
    visitor.tap_row("works_in_district", False).tap("result")
    assert visitor.raw["works_in_district"] is False
    visitor.go("result")
    assert visitor.part("v-ineligible")


@pytest.mark.parametrize("answer", ["full_time", "part_time", "outside", None])
def test_a_diploma_s_kind_is_one_question(answer):
    visitor = Visitor("check")
    visitor.reply_until(GRADUATE, "diploma")
    visitor.tap_row("full_time_recognised", answer).tap("usual:diploma")
    kept = {f: v for f, v in visitor.raw.items() if f in ("full_time_recognised", "diploma_outside_mainland")}
    assert (
        kept
        == {
            "full_time": {"full_time_recognised": True},
            "part_time": {"full_time_recognised": False},
            "outside": {"diploma_outside_mainland": True},
            None: {"full_time_recognised": None},
        }[answer]
    )
    said = {"full_time": "教育部承认", "part_time": "不是全日制", "outside": "境外", None: "不清楚"}[answer]
    assert said in "".join(visitor.part("tg-answers-aside"))


def test_a_title_s_day_and_series_are_one_screen():
    visitor = Visitor("check")
    visitor.reply_until(TECHNICIAN, "title")
    assert visitor.rows == ("title_same_series",)
    visitor.type("date_title_date", "2021-06-30")
    assert "同一系列" in visitor.at.button(key="primary_title_date").label
    visitor.tap_row("title_same_series", False)
    assert visitor.at.text_input(key="date_title_date").value == "2021-06-30"
    assert "系列" not in visitor.at.button(key="primary_title_date").label
    visitor.click("primary_title_date")
    assert {f: visitor.raw[f] for f in ("title_date", "title_same_series")} == {
        "title_date": "2021-06-30",
        "title_same_series": False,
    }


def test_a_title_of_which_nothing_is_known_can_be_skipped():
    visitor = Visitor("check")
    visitor.reply_until(TECHNICIAN, "title")
    visitor.unsure("title")
    assert visitor.raw["title_date"] is visitor.raw["title_same_series"] is None
    assert visitor.screen == "work"


@pytest.mark.parametrize(
    "sent",
    [
        "answer:works_in_district:true",  # not the question on the screen: the second tap of a hasty thumb
        "answer:employment:emperor",
        "answer:employment",
        "answer:hours:1",
        "answer",
        "unsure:residency",
        "change:residency",
        "shelf:nowhere",
        "open:/etc/passwd",
        "nonsense",
        "",
        "a" * 5000,
        "answer:employment:enterprise:more",
        None,
        7,
        ["answer"],
        {"what": "answer"},
    ],
)
def test_a_tap_that_the_screen_does_not_offer_changes_nothing(sent):
    visitor = Visitor("check")
    visitor.send(sent)
    assert visitor.raw == {}
    assert visitor.screen == "employment"


def test_a_page_opens_with_what_was_restored():
    visitor = Visitor("check", answers={"employment": "enterprise", "works_in_district": None})
    assert visitor.screen == "specialty"


def test_the_day_in_the_address_is_shown_and_kept_from_page_to_page():
    visitor = Visitor(as_of=OPEN_DAY).click("primary_start")
    assert visitor.at.query_params["as_of"] == OPEN_DAY
    assert "nav_today_header" in visitor.keys
    assert OPEN_DAY in "".join(visitor.part("tg-footer"))


@pytest.mark.parametrize("rubbish", ["", "soon", "2023-02-30", "1949-12-31", "2101-01-01", "<script>"])
def test_a_day_that_is_none_means_today(rubbish):
    visitor = Visitor(as_of=rubbish)
    assert "nav_today_header" not in visitor.keys
    assert "正在按" not in visitor.text
